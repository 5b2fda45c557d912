"""What stands in a case file: everything about one case, in the words of the person who prints it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from csatdesk.domain.attachments import AttachmentRow
from csatdesk.domain.case_rows import (
    CaseCard,
    CaseClock,
    Event,
    ExtensionRow,
    HistoryLine,
)
from csatdesk.domain.clocks import Pause
from csatdesk.domain.contacts import Channel
from csatdesk.domain.deadlines import Deadline, DeadlineState, WorkCalendar, shown_day, state
from csatdesk.domain.promises import PromiseRow
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.attachments import list_attachments
from csatdesk.operations.cases.history_words import EVENT_ICONS, history_details, history_words
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.receipt_paper import TIMED
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.reports.case_file import CaseFile, Clock, Fact, Writing
from csatdesk.reports.case_file import Event as Entry
from csatdesk.wording.attendance import read_back_words, representative_words, ticket_words
from csatdesk.wording.formats import by_date, file_size, full_date, full_instant, money, short_instant
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import LANGUAGE_NAMES, clock_word, deadline_words, in_sentence, word

CHANNEL_ICONS = {
    Channel.HALL: "hall",
    Channel.VIP_HALL: "hall",
    Channel.RECEPTION: "hall",
    Channel.PHONE: "phone",
    Channel.CALL_BACK: "callback",
    Channel.EMAIL: "mail",
    Channel.WEB_FORM: "globe",
    Channel.SHOP: "shop",
    Channel.ACCOUNT: "monitor",
    Channel.CHAT: "chat",
    Channel.SOCIAL: "share",
    Channel.LETTER: "letter",
    Channel.BOOK: "book",
    Channel.EVENT: "event",
}
TOLD_ELSEWHERE = frozenset({Event.RECEIVED, Event.NOTE, Event.ANSWERED})  # their texts stand in full above


def read_case_file(reading: Reading, *, case_id: int) -> CaseFile:
    """The case file as of the reading's instant."""
    card = load_case(reading, case_id=case_id)
    topics = load_topic_tree(reading)
    _calendar_id, calendar = calendar_of(reading, card.office_id)
    zone = ZoneInfo(card.zone)
    row = card.row
    return CaseFile(
        number=row.number,
        topic=topics.path(row.topic_id, language()),
        summary=_("{kind}, {channel}, {status}").format(
            kind=word(row.kind), channel=in_sentence(word(row.channel)), status=in_sentence(word(row.status))
        ),
        centre=reading.centre.name,
        office=card.office_name,
        as_of=_("As of {when}").format(when=full_instant(reading.at, zone)),
        clocks=tuple(_clock(clock, calendar, reading.at) for clock in card.clocks if not clock.promise),
        customer=_customer(card),
        facts=_facts(card, zone),
        story=card.text,
        outcome=_outcome(card, zone),
        pauses=tuple(_pause(pause, zone) for pause in card.pauses),
        promises=tuple(_promise(promise, zone) for promise in card.promises),
        extensions=tuple(_extension(one, calendar) for one in card.extensions),
        answers=_writings(card.history, Event.ANSWERED, topics, zone),
        notes=_writings(card.history, Event.NOTE, topics, zone),
        files=tuple(_file(one, case_id, zone) for one in list_attachments(reading, case_id)),
        history=tuple(_entry(line, topics, zone) for line in reversed(card.history)),
    )


def _file(file: AttachmentRow, case_id: int, zone: ZoneInfo) -> Writing:
    """Of what a case that became part of this one brought along, its number, too."""
    part = _("from case {number}").format(number=file.number) if file.case_id != case_id else ""
    about = ", ".join(one for one in (file_size(file.size), file.by_name, part) if one)
    return Writing(file.name, short_instant(file.added_at, zone), about)


def _clock(clock: CaseClock, calendar: WorkCalendar, at: datetime) -> Clock:
    deadline = clock.deadline
    stands: DeadlineState = state(deadline, at, calendar)
    due = _due(deadline, calendar)
    about = _("{clock}, {due}").format(clock=in_sentence(clock_word(deadline.clock)), due=due)
    if stands is DeadlineState.PAUSED:
        about = _("{clock}, if resumed now {due}").format(clock=in_sentence(clock_word(deadline.clock)), due=due)
    told = [about, *_outcome_of(clock, calendar)]
    return Clock(stands.value, deadline_words(deadline, at, calendar), "; ".join(told))


def _outcome_of(clock: CaseClock, calendar: WorkCalendar) -> Iterator[str]:
    """What became of a clock: when it was kept or ended, in which period, and whether it was moved."""
    deadline = clock.deadline
    if deadline.met_at is not None:
        yield _("stopped {when}").format(when=short_instant(deadline.met_at, calendar.zone))
    elif deadline.ended_at is not None:
        yield _("no longer owed since {when}").format(when=short_instant(deadline.ended_at, calendar.zone))
    if clock.is_extended:
        yield _("extended")
    if deadline.period > 1:
        yield _("after reopening")


def _due(deadline: Deadline, calendar: WorkCalendar) -> str:
    if deadline.unit in TIMED:
        return full_instant(deadline.due_at, calendar.zone)
    return full_date(shown_day(deadline.due_at, deadline.unit, calendar))


def _pause(pause: Pause, zone: ZoneInfo) -> Writing:
    since = short_instant(pause.from_at, zone)
    until = short_instant(pause.to_at, zone) if pause.to_at is not None else _("goes on")
    head = _("Waiting for {whom}").format(whom=in_sentence(word(pause.reason)))
    said = _("{person}: {text}").format(person=pause.by_name, text=pause.note) if pause.by_name else pause.note
    return Writing(head, f"{since} – {until}", said)


def _promise(promise: PromiseRow, zone: ZoneInfo) -> Clock:
    """A promise with its outcome; a step whose turn has not come has no day yet."""
    who = promise.organisation_name or promise.owner_name
    about = ", ".join(part for part in (promise.text, _promised_for(promise, zone), who) if part)
    if promise.is_dropped:
        return Clock(DeadlineState.NONE.value, _("dropped"), about)
    if promise.done_at is None:
        return Clock(DeadlineState.NONE.value, _("open"), about)
    late = promise.due_at is not None and promise.done_at > promise.due_at
    done = _("{what}, done {when}").format(what=about, when=short_instant(promise.done_at, zone))
    return Clock((DeadlineState.MISSED if late else DeadlineState.MET).value, _("late") if late else _("kept"), done)


def _promised_for(promise: PromiseRow, zone: ZoneInfo) -> str:
    if promise.due_at is None:
        return ""
    if not promise.is_day:
        return _("by {when}").format(when=full_instant(promise.due_at, zone))
    last = promise.due_at - timedelta(microseconds=1)
    return by_date(last.astimezone(zone).date())


def _extension(one: ExtensionRow, calendar: WorkCalendar) -> Writing:
    days = {"before": _due(one.before, calendar), "after": _due(one.after, calendar)}
    head = _("{before}, now {after}").format(**days)
    sent = _("The customer was told {when}.").format(when=short_instant(one.notice_sent_at, calendar.zone))
    undone = _("Taken back.") if one.is_undone else ""
    said = "\n".join(part for part in (f"{one.by_name}: {one.reason}", one.proof, sent, undone) if part)
    return Writing(head, short_instant(one.at, calendar.zone), said)


def _customer(card: CaseCard) -> tuple[Fact, ...]:
    customer = card.customer
    if customer is None:
        return (Fact(_("Customer"), word(card.row.known), is_strong=True),)
    return (
        Fact(_("Customer"), customer.name, is_strong=True),
        Fact(_("Segment"), word(customer.segment)),
        Fact(_("Account"), customer.account),
        Fact(_("Meter"), customer.meter_point),
        Fact(_("Phone"), customer.phone),
        Fact(_("E-mail"), customer.email),
        Fact(_("Address"), customer.address),
    )


def _facts(card: CaseCard, zone: ZoneInfo) -> tuple[Fact, ...]:
    registered = _("{when}, {person}").format(when=full_instant(card.registered_at, zone), person=card.taken_by)
    owner = card.row.owner_name
    team = _("{person}, {team}").format(person=owner, team=card.team_name) if card.team_name else owner
    return (
        Fact(_("Received"), full_instant(card.row.received_at, zone)),
        Fact(_("Registered"), registered if card.taken_by else full_instant(card.registered_at, zone)),
        Fact(_("Channel"), word(card.row.channel)),
        Fact(_("Owner"), team if owner else _("Nobody yet")),
        Fact(_("Asks for"), card.remedy, is_strong=True),
        Fact(_("Answer"), word(card.reply_by)),
        Fact(_("Language"), LANGUAGE_NAMES.get(card.language, card.language)),
        Fact(_("Sender's reference"), card.sender_reference),
        Fact(_("Entry in the book"), card.book_entry),
        Fact(_("Enclosures"), card.enclosures),
        Fact(_("Spoken for by"), representative_words(card.attendance.representative)),
        Fact(_("Read back"), read_back_words(card.attendance, zone)),
        Fact(_("Queue ticket"), ticket_words(card.attendance.ticket, card.attendance.desk_seconds)),
        Fact(_("Number in the old list"), card.source_number),
    )


def _outcome(card: CaseCard, zone: ZoneInfo) -> tuple[Fact, ...]:
    return (
        Fact(_("Outcome"), word(card.outcome) if card.outcome else "", is_strong=True),
        Fact(_("Root cause"), card.root_cause),
        Fact(_("How to appeal"), card.appeal_text),
        Fact(_("Solved"), word(card.solved) if card.solved else ""),
        Fact(_("Redress"), money(card.redress, card.currency) if card.redress and card.currency else ""),
        Fact(_("Answer sent"), full_instant(card.answer_sent_at, zone) if card.answer_sent_at else ""),
        Fact(_("No answer owed"), word(card.no_answer_reason) if card.no_answer_reason else ""),
        Fact(_("Closed"), full_instant(card.closed_at, zone) if card.closed_at else ""),
    )


def _writings(history: Sequence[HistoryLine], event: Event, topics: TopicTree, zone: ZoneInfo) -> tuple[Writing, ...]:
    """Answers or notes in full, the oldest first."""
    return tuple(
        Writing(
            line.by_name if event is Event.NOTE else history_words(line, topics),
            short_instant(line.at, zone),
            line.text,
        )
        for line in reversed(history)
        if line.event is event
    )


def _entry(line: HistoryLine, topics: TopicTree, zone: ZoneInfo) -> Entry:
    said = "" if line.event in TOLD_ELSEWHERE else line.text
    details = ", ".join(history_details(line, topics, zone))
    return Entry(
        icon=_icon(line),
        who=history_words(line, topics),
        when=short_instant(line.at, zone),
        what="\n".join(part for part in (line.by_name, said, details) if part),
        is_alarm=line.event is Event.ESCALATED,
    )


def _icon(line: HistoryLine) -> str:
    channel = line.about.get("channel")
    if channel:
        return CHANNEL_ICONS[Channel(channel)]
    return EVENT_ICONS.get(line.event, "note")
