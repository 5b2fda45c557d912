"""Batches of paper forms on their way into a survey, and who is to be called after an answer.

What was keyed lies in `KeyedForm` only until the batch is released; nothing there is audited, and of a released batch
only counts are left.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.contacts import Channel
from csatdesk.domain.follow_ups import FollowUpOutcome
from csatdesk.domain.survey_batches import BatchState, Keyer
from csatdesk.store.audit import Audited
from csatdesk.store.base import FAR, Base, EnumText, JsonText, UtcDateTime, index_of_filled
from csatdesk.store.entities.surveys import UNORDERED


class SurveyBatch(Audited, Base):
    __tablename__ = "survey_batches"
    __table_args__ = (Index("ix_survey_batches_survey", "survey_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    channel: Mapped[Channel | None] = mapped_column(EnumText(Channel))
    month: Mapped[int] = mapped_column(Integer)
    day: Mapped[date | None] = mapped_column(Date)
    first_number: Mapped[int] = mapped_column(Integer)
    state: Mapped[BatchState] = mapped_column(EnumText(BatchState), default=BatchState.FIRST)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    second_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    forms: Mapped[int] = mapped_column(Integer, default=0)  # that came into the survey
    left_out: Mapped[int] = mapped_column(Integer, default=0)  # whose invitation had been answered otherwise
    compared: Mapped[int] = mapped_column(Integer, default=0)
    differing: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class KeyedForm(Base):
    """`content`: {"answers": …, "passed": …}. Gone with the release."""

    __tablename__ = "survey_keyed_forms"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (SQLAlchemy's own name for it)
    batch_id: Mapped[int] = mapped_column(ForeignKey("survey_batches.id"), primary_key=True)
    keyer: Mapped[Keyer] = mapped_column(EnumText(Keyer), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), default="")
    content: Mapped[Any] = mapped_column(JsonText)


class SurveyCallBack(Audited, Base):
    """Somebody is to be called: after a bad answer with a name, or since they asked for it. `response_id` None: by
    somebody who answered without a name. `is_everybodys`: nobody leads whom it was about, so all who lead surveys see
    it. `ended_at` FAR: it is still to be done.
    """

    __tablename__ = "survey_call_backs"
    __table_args__ = (
        Index("ix_survey_call_backs_open", "centre_id", "ended_at", "due_at", "id"),
        Index("ix_survey_call_backs_response", "response_id", unique=True),
        index_of_filled("ix_survey_call_backs_customer", "customer_id"),
        index_of_filled("ix_survey_call_backs_case", "case_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    response_id: Mapped[int | None] = mapped_column(UNORDERED, ForeignKey("survey_responses.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # whose contact it was
    is_everybodys: Mapped[bool] = mapped_column(Boolean)
    name: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(5), default="")
    reasons: Mapped[Any] = mapped_column(JsonText, default=list)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    outcome: Mapped[FollowUpOutcome | None] = mapped_column(EnumText(FollowUpOutcome))
    note: Mapped[str] = mapped_column(Text, default="")
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("corrective_actions.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"name", "phone", "note"})
    unaudited = frozenset({"response_id"})  # once somebody is erased, nothing may tell which answer was theirs


class SurveyLimits(Audited, Base):
    """What counts as a bad answer in one survey; without a row the usual."""

    __tablename__ = "survey_limits"
    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), unique=True)
    nps_at_most: Mapped[int] = mapped_column(Integer)
    csat_at_most: Mapped[int] = mapped_column(Integer)
    ease_at_most: Mapped[int] = mapped_column(Integer)
    unsolved: Mapped[bool] = mapped_column(Boolean)
    hours: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
