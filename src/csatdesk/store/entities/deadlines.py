"""Clocks of cases with the rule each was given, pauses as spans, extensions, and what each clock has said."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.clocks import Alarm
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.statuses import WaitingFor
from csatdesk.store.audit import Audited
from csatdesk.store.base import FAR, Base, EnumText, JsonText, UtcDateTime, index_of_filled

RUNNING, NOT_RUNNING = 1, 0
OF_CLOCK = ("clock", "case_id", "promise_id")
KEPT = ("met_at", "ended_at", "is_paused", "case_id")


class CaseDeadline(Audited, Base):
    """One clock of one handling period, with the rule and the calendar version it was given.

    `due_at` and `is_paused` repeat what follows from the rule and the spans (`domain.clocks.Course`), so that lists can
    sort by them. `next_alarm_at`: when it speaks next, else FAR.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        Index("ix_deadlines_case", "case_id", "period", "clock"),
        # the last four: how many were kept is counted without reading the clocks
        Index("ix_deadlines_due", "centre_id", "clock", "is_running", "due_at", "id", *KEPT),
        # what runs, by its day, whichever clock it is: the week is counted and its days listed from this alone
        Index("ix_deadlines_day", "centre_id", "is_running", "is_paused", "due_at", "id", *OF_CLOCK),
        Index("ix_deadlines_alarm", "next_alarm_at", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    period: Mapped[int] = mapped_column(Integer)
    clock: Mapped[Clock] = mapped_column(EnumText(Clock))
    promise_id: Mapped[int | None] = mapped_column(ForeignKey("promises.id"), index=True)
    start_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    met_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # nothing was owed any more
    is_paused: Mapped[bool] = mapped_column(Boolean, default=False)
    is_running: Mapped[int] = mapped_column(Integer, default=RUNNING)  # 1 or 0, for the indexes
    extended_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_alarm_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    # the rule as it was given
    target_id: Mapped[int | None] = mapped_column(ForeignKey("targets.id"))
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendars.id"))
    amount: Mapped[int] = mapped_column(Integer, default=0)
    unit: Mapped[Unit] = mapped_column(EnumText(Unit))
    rule: Mapped[Any] = mapped_column(JsonText, default=dict)  # as operations.cases.rules writes it


class CasePause(Audited, Base):
    """A span during which the case waited; `to_at` FAR: it still does."""

    __tablename__ = "pauses"
    __table_args__ = (
        Index("ix_pauses_case", "case_id", "from_at"),
        Index("ix_pauses_open", "centre_id", "to_at", "from_at", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    period: Mapped[int] = mapped_column(Integer)
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)
    reason: Mapped[WaitingFor] = mapped_column(EnumText(WaitingFor))
    note: Mapped[str] = mapped_column(Text, default="")
    end_note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    personal = frozenset({"note", "end_note"})


class DeadlineExtension(Audited, Base):
    """A legal period moved once, with the proof that the customer was told. `undone_at`: taken back."""

    __tablename__ = "extensions"
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"), index=True)
    before_at: Mapped[datetime] = mapped_column(UtcDateTime)
    after_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    proof: Mapped[str] = mapped_column(Text)
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    notice_sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    personal = frozenset({"reason", "proof"})


class AlarmFired(Base):
    """What a clock has said; the key keeps twenty desks from saying it twice."""

    __tablename__ = "alarms"
    __table_args__ = (Index("ix_alarms_once", "deadline_id", "alarm", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"))
    alarm: Mapped[Alarm] = mapped_column(EnumText(Alarm))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)  # the due instant it spoke of
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Notice(Base):
    """One thing a person is told once: a warning, an escalation, a reminder, a hand-over. No words, only what it is."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_staff", "staff_id", "read_at", "id"),
        index_of_filled("ix_notices_deadline", "deadline_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    deadline_id: Mapped[int | None] = mapped_column(ForeignKey("deadlines.id"))
    what: Mapped[str] = mapped_column(String(32))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)  # FAR: not yet


class LegalStart(Audited, Base):
    """When the named event happened from which a legal period counts; without it that clock does not run."""

    __tablename__ = "legal_starts"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
