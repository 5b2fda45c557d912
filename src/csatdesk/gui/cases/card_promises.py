"""What was promised, and the steps of a request: how each stands, who, by when, done at."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.deadlines import Clock, Deadline, Unit, state
from csatdesk.domain.promises import PromiseKind, PromiseRow
from csatdesk.gui.cases.card_lines import Line, LineDeed, LineSection, from_part, joined
from csatdesk.gui.intake.moments import shown
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import by_date, by_instant, number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import deadline_words, word


def promise_deadline(promise: PromiseRow) -> Deadline | None:
    """The clock of a promise; None for a step whose turn has not come."""
    if promise.due_at is None:
        return None
    unit = Unit.CALENDAR_DAYS if promise.is_day else Unit.WORKING_HOURS
    return Deadline(Clock.PROMISE, promise.made_at, promise.due_at, unit, promise.done_at)


def due_first(promises: tuple[PromiseRow, ...]) -> PromiseRow | None:
    """The open promise that is due next."""
    running = [one for one in promises if one.is_open and one.due_at is not None]
    return min(running, key=lambda one: (one.due_at or one.made_at, one.position), default=None)


class PromiseSection(LineSection):
    """Promises first, then the steps in their order; the one that is due next is chosen."""

    def __init__(self) -> None:
        super().__init__(_("Promised"))
        self.promises: tuple[PromiseRow, ...] = ()

    def show_case(self, card: CaseCard, made_in: Mapping[int, str], facts: CaseFacts, *, may_work: bool) -> None:
        self.promises = card.promises
        first = due_first(self.promises)
        lines = [
            promise_line(one, facts, made_in.get(one.id, ""), may_work=may_work) for one in _ordered(card.promises)
        ]
        count = len([one for one in self.promises if one.is_open])
        told = ngettext("{count} still to do", "{count} still to do", count).format(count=number(count))
        self.note.setText(told if count else _("all done"))
        self.show_lines(lines, first.id if first is not None else None)

    def current(self) -> PromiseRow | None:
        """The open promise that deeds act on: the chosen one, else the one due next."""
        chosen = next((one for one in self.promises if one.id == self.chosen_id and _may_be_done(one)), None)
        return chosen or due_first(self.promises)


def _ordered(promises: tuple[PromiseRow, ...]) -> Iterator[PromiseRow]:
    yield from (one for one in promises if one.kind is not PromiseKind.STEP)
    yield from (one for one in promises if one.kind is PromiseKind.STEP)


def _may_be_done(promise: PromiseRow) -> bool:
    return promise.is_open and promise.due_at is not None


def promise_line(promise: PromiseRow, facts: CaseFacts, part: str, *, may_work: bool) -> Line:
    mark, words = _stands(promise, facts)
    return Line(
        id=promise.id,
        head=promise.text,
        second=joined(*_second(promise, facts), from_part(part)),
        state=mark,
        words=words,
        deeds=_deeds(promise) if may_work else (),
        is_faint=not _may_be_done(promise),
    )


def _stands(promise: PromiseRow, facts: CaseFacts) -> tuple[str, str]:
    if promise.is_dropped:
        return "none", _("dropped")
    deadline = promise_deadline(promise)
    if deadline is None:
        return "none", _("later")
    return state(deadline, facts.at, facts.calendar).value, deadline_words(deadline, facts.at, facts.calendar)


def _second(promise: PromiseRow, facts: CaseFacts) -> Iterator[str]:
    zone = facts.calendar.zone
    if promise.kind not in {PromiseKind.STEP, PromiseKind.OTHER} and word(promise.kind) != promise.text:
        yield word(promise.kind)
    if promise.done_at is not None:
        yield _("done {when}").format(when=shown(promise.done_at, facts.at, zone))
        yield _named(promise.done_by, promise.done_note)
        return
    yield promise.organisation_name or promise.owner_name
    if promise.is_dropped:
        yield promise.done_note
    else:
        yield by_when(promise, facts)


def _named(name: str, note: str) -> str:
    return _("{name}: {text}").format(name=name, text=note) if name and note else name or note


def by_when(promise: PromiseRow, facts: CaseFacts) -> str:
    """ "by Thu 26 November", "by Thu 26 November 14:30"; nothing for a step whose turn has not come."""
    if promise.due_at is None:
        return ""
    zone, today = facts.calendar.zone, facts.calendar.local_day(facts.at)
    if promise.is_day:
        return by_date((promise.due_at - timedelta(microseconds=1)).astimezone(zone).date(), today)
    return by_instant(promise.due_at, zone, today)


def _deeds(promise: PromiseRow) -> tuple[LineDeed, ...]:
    if not _may_be_done(promise):
        return ()
    first = (
        LineDeed("answered", _("Answered"), "D")
        if promise.kind is PromiseKind.REFERRAL
        else LineDeed("done", _("Done"), "D")
    )
    give = () if promise.organisation_name else (LineDeed("give", _("Give to"), "G"),)
    return (first, LineDeed("move", _("Move"), "M"), *give, LineDeed("drop", _("Drop"), "X"))
