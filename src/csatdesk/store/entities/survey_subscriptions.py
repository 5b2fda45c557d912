"""Reports of surveys that are made by themselves: into a folder, or by e-mail to subscribers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.survey_reports import Every
from csatdesk.domain.survey_sending import MessageState
from csatdesk.domain.survey_subscriptions import Hitch
from csatdesk.store.audit import Audited
from csatdesk.store.base import Base, EnumText, UtcDateTime


class SurveySubscription(Audited, Base):
    """`desk_id`: the desk at which the folder was chosen. `done_until`: the last day of the newest report made;
    `leased_until`: a desk is making them. `by_mail`: to its subscribers; its folder, "" or one, then takes the e-mails
    as files while sending is off.
    """

    __tablename__ = "survey_subscriptions"
    __table_args__ = (Index("ix_survey_subscriptions_active", "centre_id", "is_active", "survey_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    every: Mapped[Every] = mapped_column(EnumText(Every))
    folder: Mapped[str] = mapped_column(Text)
    by_mail: Mapped[bool] = mapped_column(Boolean, default=False)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    begun_after: Mapped[date] = mapped_column(Date)
    done_until: Mapped[date] = mapped_column(Date)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hitch: Mapped[Hitch | None] = mapped_column(EnumText(Hitch))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    unaudited = frozenset({"done_until", "tried_at", "hitch", "leased_until"})


class SurveySubscriber(Audited, Base):
    """One address. "": it was erased, with its customer or 30 days after the end, and nothing goes there any more."""

    __tablename__ = "survey_subscribers"
    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int] = mapped_column(ForeignKey("survey_subscriptions.id"), index=True)
    address: Mapped[str] = mapped_column(String(400))
    personal = frozenset({"address"})


class SurveyReportMail(Base):
    """One report to one subscriber. Its row is there before it leaves, and there is but one of each.

    `first`: the first day of its time; `tries`: how often it was refused, 0 of a failed one that somebody sends again;
    `address`: where it went last, for the subscriber's may have been changed since; "": erased, or from before that.
    """

    __tablename__ = "survey_report_mails"
    __table_args__ = (
        Index("ix_survey_report_mails_one", "subscriber_id", "first", unique=True),
        Index("ix_survey_report_mails_newest", "subscription_id", "first"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    subscription_id: Mapped[int] = mapped_column(ForeignKey("survey_subscriptions.id"))
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("survey_subscribers.id"))
    first: Mapped[date] = mapped_column(Date)
    state: Mapped[MessageState] = mapped_column(EnumText(MessageState))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    trouble: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(String(400), default="")
