"""An autumn at two offices in two zones, played in the order of time: awkward instants, and every way in which a case
becomes open or ceases to be. What is open is counted from the cases themselves at each midnight asked for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

from sqlalchemy import func, select

from csatdesk.domain.attendance import Attendance, QueueTicket
from csatdesk.domain.cases import CaseKind, Closing, NoAnswerReason, Outcome, Solved
from csatdesk.domain.contacts import Channel, Known, NewCustomer, Segment
from csatdesk.domain.links import LinkKind, RepeatCause
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.operations.cases.endings import close_case, reopen_case
from csatdesk.operations.cases.links import link_cases, merge_cases, unmerge_cases
from csatdesk.operations.cases.trash import take_out, throw_away
from csatdesk.operations.cases.waiting import wait
from csatdesk.operations.centres import save_office
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.work import Undoable
from csatdesk.store.entities.cases import NOT_OPEN, OPEN, Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Contact
from tests.cast import WEEK, Stage

BEGINS, ENDS = date(2026, 9, 10), date(2026, 11, 18)
AWKWARD = (
    "22:00",
    "21:59",
    "23:00",
    "22:59",
    "00:30",
    "01:30",
    "02:30",
    "08:07",
    "13:50",
)  # UTC, around local midnights
CHANNELS = (Channel.HALL, Channel.PHONE, Channel.EMAIL, Channel.BOOK, Channel.SHOP)
KINDS = (CaseKind.COMPLAINT, CaseKind.CLAIM, CaseKind.INQUIRY)

Result = TypeVar("Result")


def midnight(day: date) -> datetime:
    """In Warsaw, whose summer time ended on 25 October 2026 at 1:00 UTC."""
    is_summer = day <= date(2026, 10, 25)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=2 if is_summer else 1)


@dataclass
class Autumn:
    """`open_at`: midnight → (office, segment) → open cases."""

    stage: Stage
    watched: tuple[date, ...]
    chance: Random = field(default_factory=lambda: Random(26))
    open_at: dict[date, dict[tuple[int, Segment | None], int]] = field(default_factory=dict)
    customers: dict[Segment, int] = field(default_factory=dict)

    def play(self) -> None:
        self._set_up()
        day, waiting = BEGINS, sorted(self.watched)
        while day <= ENDS:
            for clock in sorted(self.chance.sample(AWKWARD, 3)):
                at = datetime.fromisoformat(f"{day}T{clock}:00+00:00")
                while waiting and at >= midnight(waiting[0]):
                    self._count(waiting.pop(0))
                self._act(at)
            day += timedelta(days=1)
        for last in waiting:
            self._count(last)

    def _set_up(self) -> None:
        began = datetime(2026, 9, 1, tzinfo=UTC)
        with self.stage.work(self.stage.ewa, began) as work:
            office = work.db.get_one(Office, self.stage.other_office_id)
            spec = {"zone": "Asia/Kathmandu", "week": WEEK}  # 5:45 before UTC
            save_office(
                work,
                office_id=office.id,
                name=office.name,
                address="",
                phone="",
                calendar_spec=spec,
                version=office.version,
            )
        with self.stage.work(self.stage.anna, began) as work:
            for segment in (Segment.HOUSEHOLD, Segment.VIP, Segment.PUBLIC_BODY):
                business = "Hotel" if segment is Segment.VIP else ""
                new = NewCustomer(name=f"Klient {segment.value}", segment=segment, activity=business)
                self.customers[segment] = register_customer(work, new=new)

    def _act(self, at: datetime) -> None:
        deeds = (self._register, self._register, self._register, self._close, self._close, self._reopen)
        rare = (self._throw, self._take_out, self._merge, self._move, self._undo, self._repeat, self._wait)
        deed = self.chance.choice(deeds + rare)
        deed(at)

    def _register(self, at: datetime) -> int:
        segment = self.chance.choice((None, *self.customers))
        late = self.chance.choice((0, 0, 0, 3, 40))  # a letter may have come hours, or days, before
        return self.stage.register(
            at=at,
            attendance=Attendance(ticket=_ticket(at)),
            received_at=at - timedelta(hours=late),
            kind=self.chance.choice(KINDS),
            channel=self.chance.choice(CHANNELS),
            known=Known.CUSTOMER if segment else Known.UNKNOWN,
            customer_id=self.customers[segment] if segment else None,
            topic_id=self.chance.choice(
                (None, self.stage.topic_ids["bill_too_high"], self.stage.topic_ids["bill_estimated"])
            ),
            solved_now=self.chance.random() < 0.25,
        ).case_id

    def _close(self, at: datetime) -> None:
        case = self._pick(OPEN)
        if case is None:
            return
        outcome = Outcome.ANSWERED
        if case.kind.needs_outcome:
            outcome = self.chance.choice((Outcome.JUSTIFIED, Outcome.PARTLY, Outcome.NOT_JUSTIFIED, Outcome.SETTLED))
        sent = self.chance.random() < 0.7
        closing = Closing(
            outcome,
            "Odczyt" if outcome is not Outcome.ANSWERED else "",
            answer_sent_at=at if sent else None,
            no_answer_reason=None if sent else NoAnswerReason.ON_THE_SPOT,
            solved=self.chance.choice((None, Solved.CONFIRMED)),
        )
        self._do(at, close_case, case_id=case.id, closing=closing, version=case.version)

    def _reopen(self, at: datetime) -> None:
        case = self._pick(NOT_OPEN)
        if case is not None:
            self._do(at, reopen_case, case_id=case.id, reason="Wróciło")

    def _throw(self, at: datetime) -> None:
        case = self._pick(self.chance.choice((OPEN, NOT_OPEN)))
        if case is not None:
            self._do(at, throw_away, case_id=case.id, reason="Pomyłka")

    def _take_out(self, at: datetime) -> None:
        with self.stage.read() as reading:
            query = select(Case.id).where(Case.thrown_at > at - timedelta(days=20)).order_by(Case.id)
            found = reading.db.execute(query).scalars().all()
        if found:
            self._do(at, take_out, case_id=self.chance.choice(found))

    def _merge(self, at: datetime) -> None:
        case, into = self._pick(OPEN), self._pick(OPEN)
        if case is None or into is None or case.id == into.id or case.received_at < into.received_at:
            return
        merge_id = self._do(at, merge_cases, case_id=case.id, into_id=into.id)
        if self.chance.random() < 0.4:
            self._do(at + timedelta(seconds=1), unmerge_cases, merge_id=merge_id)

    def _move(self, at: datetime) -> None:
        case = self._pick(OPEN)
        if case is not None:
            offices = {self.stage.anna.office_id, self.stage.other_office_id} - {case.office_id}
            self._do(at, hand_over_cases, case_ids=[case.id], to_staff_id=None, to_office_id=offices.pop())

    def _repeat(self, at: datetime) -> None:
        first = self._pick(self.chance.choice((OPEN, NOT_OPEN)))
        if first is not None:
            cause = self.chance.choice((None, *RepeatCause))
            self._do(
                at,
                link_cases,
                case_id=self._register(at),
                other_id=first.id,
                kind=LinkKind.REPEAT,
                cause=cause,
            )

    def _wait(self, at: datetime) -> None:
        case = self._pick(OPEN)
        if case is not None and not case.status.is_waiting:
            self._do(at, wait, case_id=case.id, reason=WaitingFor.CUSTOMER, note="Zdjęcie")

    def _undo(self, at: datetime) -> None:
        """The newest closing taken back, if it still can be."""
        case = self._pick(OPEN)
        if case is None:
            return
        with self.stage.work(self.stage.ewa, at) as work:
            closing = Closing(Outcome.WITHDRAWN, no_answer_reason=NoAnswerReason.WITHDRAWN)
            undo = close_case(work, case_id=case.id, closing=closing, version=case.version).undo
        with self.stage.work(self.stage.ewa, at + timedelta(seconds=2)) as work:
            undo(work)

    def _do(self, at: datetime, command: Callable[..., Undoable[Result]], **values: object) -> Result:
        with self.stage.work(self.stage.ewa, at) as work:
            done = command(work, **values)
            return done.result

    def _pick(self, is_open: int) -> Case | None:
        with self.stage.read() as reading:
            query = select(Case.id).where(Case.is_open == is_open).order_by(Case.id)
            found = reading.db.execute(query).scalars().all()
            if not found:
                return None
            case = reading.db.get_one(Case, self.chance.choice(found))
            reading.db.expunge(case)
            return case

    def _count(self, day: date) -> None:
        """As of that midnight, when nothing later has been written yet. A letter that came before it but is registered
        after it is added by `registered_later`.
        """
        with self.stage.read() as reading:
            query = select(Case.office_id, Case.segment, func.count()).where(Case.is_open == OPEN)
            found = reading.db.execute(query.group_by(Case.office_id, Case.segment))
            self.open_at[day] = {(row[0], row[1]): row[2] for row in found}

    def registered_later(self, day: date, offices: Iterable[int], segments: Iterable[Segment | None]) -> int:
        """Received before the midnight of `day`, registered after: open then, as we know now."""
        if offices and self.stage.anna.office_id not in offices:  # it is she who registers all
            return 0
        at = midnight(day)
        late = [row for row in all_cases(self.stage) if row.received_at < at <= row.registered_at]
        return sum(not segments or row.segment in segments for row in late)


def _ticket(at: datetime) -> QueueTicket:
    """Of each hour of receipt another wait and another talk; some tickets say no more than when they were called."""
    called_at = at - timedelta(minutes=3 + at.hour, seconds=at.day)
    return QueueTicket("A1", called_at - timedelta(seconds=37 * at.day) if at.day % 5 else None, called_at)


def contacts_of(stage: Stage) -> list[tuple[datetime, Channel, int]]:
    """(instant, channel, office) of every contact whose case is not in the trash."""
    with stage.read() as reading:
        query = select(Contact.at, Contact.channel, Case.office_id).join(Case).where(Case.thrown_at.is_(None))
        return [(row[0], row[1], row[2]) for row in reading.db.execute(query)]


def all_cases(stage: Stage) -> list[Case]:
    with stage.read() as reading:
        found = list(reading.db.execute(select(Case).order_by(Case.id)).scalars())
        reading.db.expunge_all()
    return found
