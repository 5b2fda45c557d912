"""How a survey asks: by which rule people are drawn, what went out to whom, and who was called in vain.

Nothing here tells when somebody answered.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.survey_sampling import Fate, Moment
from csatdesk.domain.survey_sending import CallResult, MessageState, Step
from csatdesk.domain.surveys import Route
from csatdesk.store.audit import Audited
from csatdesk.store.base import FAR, Base, EnumText, JsonText, UtcDateTime


class SurveySending(Audited, Base):
    """The plan of one survey; its texts stand in the survey."""

    __tablename__ = "survey_sendings"
    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), unique=True)
    copy_to: Mapped[str] = mapped_column(String(400), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    first_days: Mapped[int] = mapped_column(Integer)
    last_days: Mapped[int] = mapped_column(Integer)
    answer_days: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"copy_to"})


class SurveyRule(Audited, Base):
    """Never changed: another rule ends this one (`ended_at` FAR: in force). `frame_digest`: of all that came before it,
    one line longer with each; `last_contact_id`, `last_closed_at`: how far it has looked.
    """

    __tablename__ = "survey_rules"
    __table_args__ = (Index("ix_survey_rules_standing", "centre_id", "ended_at", "survey_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), index=True)
    moment: Mapped[Moment] = mapped_column(EnumText(Moment))
    every: Mapped[int] = mapped_column(Integer)
    channels: Mapped[Any] = mapped_column(JsonText, default=list)
    office_ids: Mapped[Any] = mapped_column(JsonText, default=list)
    topic_ids: Mapped[Any] = mapped_column(JsonText, default=list)
    route: Mapped[Route] = mapped_column(EnumText(Route))
    wait_days: Mapped[int] = mapped_column(Integer)
    gap_days: Mapped[int] = mapped_column(Integer)
    needs_consent: Mapped[bool] = mapped_column(Boolean)
    sends_at_once: Mapped[bool] = mapped_column(Boolean)
    seed: Mapped[str] = mapped_column(String(24))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    frame_size: Mapped[int] = mapped_column(Integer, default=0)
    frame_digest: Mapped[str] = mapped_column(String(64), default="")
    first_contact_id: Mapped[int] = mapped_column(Integer)  # nothing up to it is drawn from
    last_contact_id: Mapped[int] = mapped_column(Integer)
    last_closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    unaudited = frozenset({"frame_size", "frame_digest", "last_contact_id", "last_closed_at"})


class SurveyFrame(Base):
    """One line of what a rule draws from: a contact, or a case that was closed. `place`: how many of its group came
    before it.
    """

    __tablename__ = "survey_frame"
    __table_args__ = (
        Index("ix_survey_frame_key", "rule_id", "key", unique=True),
        Index("ix_survey_frame_group", "rule_id", "grouped", "place"),
        Index("ix_survey_frame_fate", "rule_id", "fate"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("survey_rules.id"))
    key: Mapped[int] = mapped_column(Integer)
    grouped: Mapped[str] = mapped_column(String(80))
    place: Mapped[int] = mapped_column(Integer)
    fate: Mapped[Fate] = mapped_column(EnumText(Fate))


class SurveyMessage(Base):
    """One invitation or reminder to one person. Its row is there before it leaves, and there is but one of each."""

    __tablename__ = "survey_messages"
    __table_args__ = (
        Index("ix_survey_messages_one", "invitation_id", "step", unique=True),
        Index("ix_survey_messages_state", "survey_id", "step", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    invitation_id: Mapped[int] = mapped_column(ForeignKey("survey_invitations.id"))
    step: Mapped[Step] = mapped_column(EnumText(Step))
    state: Mapped[MessageState] = mapped_column(EnumText(MessageState))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    trouble: Mapped[str] = mapped_column(Text, default="")


class SurveyAttempt(Base):
    """A call that reached nobody; one that did leaves nothing but how it ended."""

    __tablename__ = "survey_attempts"
    __table_args__ = (Index("ix_survey_attempts_invitation", "invitation_id", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("survey_invitations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    result: Mapped[CallResult] = mapped_column(EnumText(CallResult))
