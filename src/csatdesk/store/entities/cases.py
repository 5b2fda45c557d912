"""Cases with their topics, clocks and history."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, Numeric, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import (
    AlreadyClosed,
    CaseKind,
    Closing,
    NoAnswerReason,
    NotClosed,
    Outcome,
    Priority,
    ReplyBy,
    Solved,
)
from csatdesk.domain.contacts import Channel, Known, Segment
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.requests import RequestKind
from csatdesk.domain.statuses import (
    Status,
    change_status,
)
from csatdesk.store.audit import Audited
from csatdesk.store.base import FAR, PAUSED, Base, EnumText, JsonText, UtcDateTime, binary_order, index_of_filled
from csatdesk.store.entities.deadlines import CaseDeadline

OPEN, NOT_OPEN, GONE = 1, 0, 2  # gone: part of another case, or in the trash
WORKLOAD = ("owner_id", "office_id", "topic_id", "clock", "segment")
COUNTED = ("topic_id", "channel", "kind", "office_id", "is_open", "segment", "solved", "repeats_id")


def _own_centre(context: Any) -> Any:
    return context.get_current_parameters()["centre_id"]


class Case(Audited, Base):
    """One matter. `next_due_at` is FAR when nothing is due, PAUSED while its clocks stand still, so that lists can
    sort and page by it.

    `clock_*` repeat the clock that lists show (the nearest open one, else the last): see `Clocked`.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_received", "centre_id", "received_at", "id"),
        # the last five: lists of deadlines are narrowed and counted, and work shared out, without reading the cases
        Index("ix_cases_due", "centre_id", "is_open", "next_due_at", "id", *WORKLOAD),
        Index("ix_cases_owner", "centre_id", "is_open", "owner_id", "next_due_at", "id"),
        Index("ix_cases_customer", "customer_id", "received_at", "id"),
        Index("ix_cases_topic", "topic_id", "received_at", "id"),
        Index("ix_cases_office", "centre_id", "office_id", "is_open", "owner_id", "next_due_at", "id"),
        Index("ix_cases_kind", "centre_id", "kind", "is_open", "next_due_at", "id"),
        Index("ix_cases_status", "centre_id", "is_open", "status", "next_due_at", "id"),
        Index("ix_cases_closed", "office_id", "closed_at", "is_open", "kind", "outcome", "segment"),
        Index("ix_cases_answered", "centre_id", "answer_sent_at", "id", *WORKLOAD[:3]),
        Index("ix_cases_source", "centre_id", "source_number", unique=True),
        index_of_filled("ix_cases_repeats", "repeats_id"),
        index_of_filled("ix_cases_merged_into", "merged_into_id"),
        index_of_filled("ix_cases_repeat_check", "repeat_check", "id"),
        # all that counting a month asks for, so that its cases need not be read
        Index("ix_cases_ranked", "centre_id", "received_at", *COUNTED),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), active_history=True)
    number: Mapped[str] = mapped_column(binary_order(20), unique=True)
    kind: Mapped[CaseKind] = mapped_column(EnumText(CaseKind))
    status: Mapped[Status] = mapped_column(EnumText(Status))
    is_open: Mapped[int] = mapped_column(
        Integer, active_history=True
    )  # OPEN, NOT_OPEN or GONE, kept with status, for the indexes
    channel: Mapped[Channel] = mapped_column(EnumText(Channel))
    known: Mapped[Known] = mapped_column(EnumText(Known))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    segment: Mapped[Segment | None] = mapped_column(EnumText(Segment), active_history=True)  # the customer's, then
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    text: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text, default="")
    reply_by: Mapped[ReplyBy] = mapped_column(EnumText(ReplyBy))
    language: Mapped[str] = mapped_column(String(5))
    sender_reference: Mapped[str] = mapped_column(String(200), default="")
    book_entry: Mapped[str] = mapped_column(String(200), default="")
    enclosures: Mapped[str] = mapped_column(String(500), default="")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    next_due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    clock: Mapped[Clock | None] = mapped_column(EnumText(Clock))
    clock_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    clock_met_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    clock_unit: Mapped[Unit | None] = mapped_column(EnumText(Unit))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome | None] = mapped_column(EnumText(Outcome))
    root_cause: Mapped[str] = mapped_column(Text, default="")
    answer_sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer_text: Mapped[str] = mapped_column(Text, default="")
    no_answer_reason: Mapped[NoAnswerReason | None] = mapped_column(EnumText(NoAnswerReason))
    redress: Mapped[Decimal] = mapped_column(Numeric(12, 2, asdecimal=True), default=Decimal(0))
    currency: Mapped[str] = mapped_column(String(3), default="")
    period: Mapped[int] = mapped_column(Integer, default=1)  # grows with every reopening
    repeats_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    source_number: Mapped[str | None] = mapped_column(String(120))  # "source:number" of an import
    import_id: Mapped[int | None] = mapped_column(ForeignKey("imports.id"), index=True)
    priority: Mapped[Priority] = mapped_column(EnumText(Priority), default=Priority.NORMAL)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))  # while nobody of the team has taken it
    request_kind: Mapped[RequestKind | None] = mapped_column(EnumText(RequestKind))
    request_fields: Mapped[Any] = mapped_column(JsonText, default=dict)
    clock_paused: Mapped[bool] = mapped_column(Boolean, default=False)
    solved: Mapped[Solved | None] = mapped_column(EnumText(Solved))
    appeal_text: Mapped[str] = mapped_column(Text, default="")
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    thrown_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # into the trash
    thrown_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    thrown_why: Mapped[str] = mapped_column(Text, default="")
    erased_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # its words went with what was known of the customer
    repeat_check: Mapped[int | None] = mapped_column(Integer, default=_own_centre)  # see `look_for_repeats`
    version: Mapped[int] = mapped_column(Integer)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy's own name for it)
    unaudited = frozenset({"repeat_check"})
    personal = frozenset(
        {"text", "remedy", "answer_text", "root_cause", "sender_reference", "enclosures"}
        | {"request_fields", "thrown_why", "book_entry", "appeal_text"}
    )

    def look_for_repeats(self) -> None:
        """The next pass looks whether this repeats an earlier case: `repeat_check` is the centre until it has."""
        self.repeat_check = self.centre_id

    @property
    def is_answered(self) -> bool:
        """Answered, or settled without: no clock for the answer begins any more."""
        return self.status in SETTLED or self.answer_sent_at is not None

    def change_status(self, after: Status) -> None:
        self.status = change_status(self.number, self.status, after)
        self.is_open = OPEN if after.is_open else NOT_OPEN

    def answer(self, text: str, sent_at: datetime) -> None:
        """The answer was sent; whatever was waited for, the case waits no longer."""
        if not self.status.is_open:
            raise AlreadyClosed(number=self.number)
        self.change_status(Status.SENT)
        self.answer_text, self.answer_sent_at = text, sent_at

    def close(self, closing: Closing, at: datetime, *, has_promises: bool = False) -> None:
        """Settle the case. With open promises it stays open until they are done."""
        if self.status in SETTLED:
            raise AlreadyClosed(number=self.number)
        closing.check(self.kind, at)
        self.change_status(ENDS.get(closing.outcome, Status.PROMISE_OPEN if has_promises else Status.CLOSED))
        self.closed_at = None if self.status is Status.PROMISE_OPEN else at
        self.outcome, self.root_cause = closing.outcome, closing.root_cause
        self.answer_sent_at = closing.answer_sent_at or self.answer_sent_at  # what was sent stays sent
        self.no_answer_reason = closing.no_answer_reason
        self.redress, self.currency = closing.redress, closing.currency
        self.solved, self.appeal_text = closing.solved, closing.appeal_text

    def end_promises(self, at: datetime) -> None:
        """The last promise of a settled case is done."""
        self.change_status(Status.CLOSED)
        self.closed_at = at

    def reopen(self) -> None:
        """Open a second handling period; the first outcome stays in the history."""
        if self.status.is_open:
            raise NotClosed(number=self.number)
        self.change_status(Status.IN_WORK)
        self.period += 1
        self.clear_closing()

    def clear_closing(self) -> None:
        self.closed_at = self.answer_sent_at = None
        self.outcome = self.no_answer_reason = self.solved = None
        self.root_cause = self.answer_text = self.currency = self.appeal_text = ""
        self.redress = Decimal(0)

    def show_clock(self, deadline: CaseDeadline | None) -> None:
        """Repeat `deadline` where lists read it."""
        running = deadline is not None and deadline.met_at is None and self.status.is_open
        self.clock_paused = running and deadline is not None and deadline.is_paused
        self.next_due_at = deadline.due_at if deadline is not None and running else FAR
        if self.clock_paused:
            self.next_due_at = PAUSED
        self.clock = deadline.clock if deadline else None
        self.clock_due_at = deadline.due_at if deadline else None
        self.clock_met_at = deadline.met_at if deadline else None
        self.clock_unit = deadline.unit if deadline else None


SETTLED = frozenset({Status.PROMISE_OPEN, Status.CLOSED, Status.WITHDRAWN, Status.PASSED_ON})
ENDS: Mapping[Outcome | None, Status] = {Outcome.WITHDRAWN: Status.WITHDRAWN, Outcome.PASSED_ON: Status.PASSED_ON}


class CaseTopic(Audited, Base):
    """One topic of a case; exactly one of them is the main one, repeated in `Case.topic_id`."""

    __tablename__ = "case_topics"
    __table_args__ = (
        Index("ix_case_topics_case", "case_id", "topic_id", unique=True),
        Index("ix_case_topics_at", "at", "is_main"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), index=True)
    is_main: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    was_suggested: Mapped[bool] = mapped_column(Boolean, default=False)


class CaseSpan(Base):
    """How long a case stood in one status in one pair of hands; `to_at` FAR: it still does."""

    __tablename__ = "case_spans"
    __table_args__ = (
        Index("ix_case_spans_case", "case_id", "to_at"),
        Index("ix_case_spans_ended", "centre_id", "to_at", "from_at"),  # what went on at an instant long ago
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centres.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    status: Mapped[Status] = mapped_column(EnumText(Status))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime] = mapped_column(UtcDateTime, default=FAR)


class CaseEvent(Audited, Base):
    """One line of a case's history."""

    __tablename__ = "case_events"
    __table_args__ = (
        Index("ix_case_events_case", "case_id", "at", "id"),
        Index("ix_case_events_by", "by_id", "at"),  # what a person did in a day
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    event: Mapped[Event] = mapped_column(EnumText(Event))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[Any] = mapped_column(JsonText, default=dict)
    personal = frozenset({"text", "about"})  # the latter may hold the names of files
