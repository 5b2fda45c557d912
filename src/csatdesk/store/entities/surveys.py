"""Surveys, whom they ask, and what was answered.

Answers are not audited and their ids are not in order, so that an anonymous one cannot be tied to a time, to who
entered it or to what was entered before and after.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_setup import Area
from csatdesk.domain.surveys import EntryMode, RespondentKind, Route, Sender, SurveyKind, SurveyState
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, JsonText, UtcDateTime, index_of_filled

COUNTED = ("is_anonymous", "month", "office_id", "channel", "route", "segment", "topic_id")
UNORDERED = BigInteger().with_variant(Integer(), "sqlite")


class Survey(Audited, Base):
    """`texts`: language → name of the text → text, of invitations and reminders."""

    __tablename__ = "surveys"
    __table_args__ = (Index("ix_surveys_state", "centre_id", "state", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[SurveyKind] = mapped_column(EnumText(SurveyKind))
    state: Mapped[SurveyState] = mapped_column(EnumText(SurveyState))
    goal: Mapped[str] = mapped_column(Text)
    questionnaire_version_id: Mapped[int] = mapped_column(ForeignKey("standard_versions.id"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    respondents: Mapped[RespondentKind] = mapped_column(EnumText(RespondentKind))
    routes: Mapped[Any] = mapped_column(JsonText, default=list)
    sender: Mapped[Sender] = mapped_column(EnumText(Sender))
    language: Mapped[str] = mapped_column(String(5))
    begins_on: Mapped[date | None] = mapped_column(Date)
    answer_by: Mapped[date | None] = mapped_column(Date)
    offers_names: Mapped[bool] = mapped_column(Boolean)
    texts: Mapped[Any] = mapped_column(JsonText, default=dict)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)


class SurveyConfirmation(Audited, Base):
    """That somebody looked at one area of the set-up and stands for it. A change of the area takes it back."""

    __tablename__ = "survey_confirmations"
    __table_args__ = (UniqueConstraint("survey_id", "area"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    area: Mapped[Area] = mapped_column(EnumText(Area))
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    invited: Mapped[int] = mapped_column(Integer)  # customers on the list then


class Invitation(Audited, Base):
    """Somebody who is asked: a row of a contact list, or somebody drawn from the contacts. `code` ties the answer to
    it, unless that is anonymous: then only `disposition` tells that there is one, so that no reminder goes out.
    """

    __tablename__ = "survey_invitations"
    __table_args__ = (
        Index("ix_survey_invitations_list", "survey_id", "id"),
        Index("ix_survey_invitations_send", "survey_id", "sent_at", "disposition", "id"),
        index_of_filled("ix_survey_invitations_customer", "customer_id"),
        index_of_filled("ix_survey_invitations_case", "case_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    code: Mapped[str] = mapped_column(String(16), unique=True)
    route: Mapped[Route] = mapped_column(EnumText(Route))
    first_name: Mapped[str] = mapped_column(String(200), default="")
    last_name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(400), default="")  # of e-mail, else of the post
    company: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(5))
    phone: Mapped[str] = mapped_column(String(200), default="")
    extras: Mapped[Any] = mapped_column(JsonText, default=list)  # three texts of the list's last columns
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # whose contact it was
    channel: Mapped[Channel | None] = mapped_column(EnumText(Channel))
    segment: Mapped[Segment | None] = mapped_column(EnumText(Segment))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    send_on: Mapped[date | None] = mapped_column(Date)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the last time
    reminders: Mapped[int] = mapped_column(Integer, default=0)
    is_delivered: Mapped[bool] = mapped_column(Boolean, default=True)  # False: it came back
    disposition: Mapped[Disposition] = mapped_column(EnumText(Disposition), default=Disposition.UNKNOWN)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    personal = frozenset({"first_name", "last_name", "address", "company", "phone", "extras"})
    # when somebody answered is nobody's business, and on the phone they are asked and answer in one talk
    unaudited = frozenset({"disposition", "code", "sent_at"})


class Response(Base):
    """What one person answered, and about which contact. Of an anonymous one: survey, office, channel, month."""

    __tablename__ = "survey_responses"
    __table_args__ = (
        Index("ix_survey_responses_month", "survey_id", "month", "id"),
        Index("ix_survey_responses_counted", "survey_id", *COUNTED, "id"),  # all that counting asks for
        Index("ix_survey_responses_at", "survey_id", "at", "id"),
        index_of_filled("ix_survey_responses_customer", "customer_id"),
        index_of_filled("ix_survey_responses_case", "case_id"),
        index_of_filled("ix_survey_responses_staff", "staff_id", "month"),
        index_of_filled("ix_survey_responses_import", "import_id"),
        Index("ix_survey_responses_invitation", "invitation_id", unique=True),
    )
    id: Mapped[int] = mapped_column(UNORDERED, primary_key=True, autoincrement=False)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("standard_versions.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    month: Mapped[int] = mapped_column(Integer)  # 202610
    is_anonymous: Mapped[bool] = mapped_column(Boolean)
    is_complete: Mapped[bool] = mapped_column(Boolean)
    channel: Mapped[Channel | None] = mapped_column(EnumText(Channel))
    mode: Mapped[EntryMode] = mapped_column(EnumText(EntryMode))
    route: Mapped[Route | None] = mapped_column(EnumText(Route))
    weight: Mapped[float] = mapped_column(Float, default=1.0)
    # of an answer that is not anonymous
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(5), default="")
    segment: Mapped[Segment | None] = mapped_column(EnumText(Segment))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("survey_invitations.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"))
    source: Mapped[str] = mapped_column(String(120), default="")


class ResponseAnswer(Base):
    """One answer: a number on a scale, or keys of choices parted by blanks, or words."""

    __tablename__ = "survey_answers"
    __table_args__ = (
        Index("ix_survey_answers_item", "survey_id", "item_key", "response_id", "number", "choice"),
        {"sqlite_with_rowid": False},  # else the order of writing would be kept
    )
    response_id: Mapped[int] = mapped_column(UNORDERED, ForeignKey("survey_responses.id"), primary_key=True)
    item_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    survey_id: Mapped[int] = mapped_column(Integer)
    number: Mapped[int | None] = mapped_column(Integer)
    choice: Mapped[str] = mapped_column(String(400), default="")
    text: Mapped[str] = mapped_column(Text, default="")


class AnswerMapping(Audited, Base):
    """What the columns of a file of answers were said to mean, for the file of another year. `columns`: plain."""

    __tablename__ = "survey_mappings"
    __table_args__ = (Index("ix_survey_mappings_name", "centre_id", "folded", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(400))
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("surveys.id"))  # for which it was used last
    columns: Mapped[Any] = mapped_column(JsonText)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
