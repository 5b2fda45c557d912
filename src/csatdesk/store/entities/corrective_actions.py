"""Corrective actions (on screen: measures) with their history."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer, Numeric, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.contacts import Segment
from csatdesk.domain.corrective_actions import Cause, Means, MeasureEvent, MeasureKind, MeasureStatus, Origin
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText, UtcDateTime, index_of_filled


class CorrectiveAction(Audited, Base):
    """`stage` is that of `status`, for the indexes. `judge_from`: the day from which its effect can be told, while
    nobody has; of one about items the day on which the daily look counts again. `effect`: the figures of that day, kept
    with the verdict.
    """

    __tablename__ = "corrective_actions"
    __table_args__ = (
        Index("ix_corrective_actions_list", "centre_id", "stage", "due_on", "id"),
        Index("ix_corrective_actions_owner", "owner_id", "stage", "due_on"),
        index_of_filled("ix_corrective_actions_judge_from", "judge_from", "centre_id"),
        index_of_filled("ix_corrective_actions_topic", "topic_id"),
        index_of_filled("ix_corrective_actions_case", "case_id"),
        index_of_filled("ix_corrective_actions_standard", "standard_id", "stage"),
        index_of_filled("ix_corrective_actions_segment", "segment", "stage", "due_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[MeasureKind] = mapped_column(EnumText(MeasureKind))
    means: Mapped[Means] = mapped_column(EnumText(Means))
    cause: Mapped[Cause | None] = mapped_column(EnumText(Cause))
    origin: Mapped[Origin | None] = mapped_column(EnumText(Origin))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    segment: Mapped[Segment | None] = mapped_column(EnumText(Segment))  # for whose customers; None: for all
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("standards.id"))  # whose items failed
    person_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # in whose work
    evaluation_id: Mapped[int | None] = mapped_column(ForeignKey("evaluations.id"))  # in which it was seen
    owner_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    due_on: Mapped[date] = mapped_column(Date)
    figure: Mapped[str] = mapped_column(String(200))  # what is expected, in a figure
    expected_before: Mapped[Decimal | None] = mapped_column(Numeric(12, 2, asdecimal=True))
    expected_after: Mapped[Decimal] = mapped_column(Numeric(12, 2, asdecimal=True))
    status: Mapped[MeasureStatus] = mapped_column(EnumText(MeasureStatus))
    stage: Mapped[int] = mapped_column(Integer)
    reopened: Mapped[int] = mapped_column(Integer, default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_on: Mapped[date | None] = mapped_column(Date)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    done_note: Mapped[str] = mapped_column(Text, default="")
    judge_from: Mapped[date | None] = mapped_column(Date)
    effect: Mapped[Any | None] = mapped_column(JsonText)
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    ended_note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"title", "text", "figure", "done_note", "ended_note"})

    def stand(self, status: MeasureStatus) -> None:
        self.status, self.stage = status, status.stage.value


class CorrectiveActionItem(Audited, Base):
    """One of the items that a measure is about, by its key in the standard."""

    __tablename__ = "corrective_action_items"
    __table_args__ = (Index("ix_corrective_action_items_item", "action_id", "item_key", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("corrective_actions.id"))
    item_key: Mapped[str] = mapped_column(String(64))


class CorrectiveActionEvent(Audited, Base):
    """One line of the history of a measure."""

    __tablename__ = "corrective_action_events"
    __table_args__ = (Index("ix_corrective_action_events_action", "action_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("corrective_actions.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    event: Mapped[MeasureEvent] = mapped_column(EnumText(MeasureEvent))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[Any] = mapped_column(JsonText, default=dict)
    personal = frozenset({"text"})
