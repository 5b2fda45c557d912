"""What happened to a case, in words: one line of its history for window and paper."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

from csatdesk.domain.case_rows import (
    Event,
    HistoryLine,
)
from csatdesk.domain.cases import (
    Outcome,
    Priority,
    ReplyBy,
    Solved,
)
from csatdesk.domain.clocks import Alarm
from csatdesk.domain.contacts import Channel
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.letters import LetterKind
from csatdesk.domain.links import LinkKind
from csatdesk.domain.promises import PromiseKind
from csatdesk.domain.statuses import WaitingFor
from csatdesk.domain.topics import TopicTree
from csatdesk.wording.formats import day_in_year, short_instant
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import in_sentence, word

EVENT_ICONS: Mapping[Event, str] = {
    Event.TAKEN: "user",
    Event.HANDED_OVER: "hand-over",
    Event.NOTE: "note",
    Event.CLASSIFIED: "pencil",
    Event.ANSWERED: "mail",
    Event.CLOSED: "check-circle",
    Event.REOPENED: "redo",
    Event.CHANGED: "undo",
    Event.IMPORTED: "import",
    Event.WAITING: "pause",
    Event.RESUMED: "play",
    Event.PREPARED: "pencil",
    Event.TO_APPROVE: "eye",
    Event.APPROVED: "check",
    Event.RETURNED: "undo",
    Event.ACKNOWLEDGED: "mail",
    Event.LETTER_WRITTEN: "letter",
    Event.NOTICE_SENT: "mail",
    Event.PROMISED: "calendar",
    Event.PROMISE_DONE: "check",
    Event.PROMISE_MOVED: "calendar",
    Event.PROMISE_DROPPED: "close",
    Event.EXTENDED: "deadlines",
    Event.LEGAL_STARTED: "deadlines",
    Event.RECOMPUTED: "refresh",
    Event.WARNED: "bell",
    Event.ESCALATED: "bell",
    Event.REMINDED: "bell",
    Event.LINKED: "link",
    Event.UNLINKED: "link",
    Event.MERGED: "folder",
    Event.UNMERGED: "folder",
    Event.THROWN_AWAY: "trash",
    Event.TAKEN_BACK: "undo",
    Event.MATTER: "info",
    Event.PRIORITY: "urgent",
    Event.PASSED_ON: "hand-over",
    Event.ORGANISATION_ANSWERED: "mail",
    Event.UNDONE: "undo",
    Event.ATTACHED: "paperclip",
    Event.DETACHED: "paperclip",
    Event.ERASED: "trash",
    Event.LEGAL_STARTED: "deadlines",
}


def history_words(line: HistoryLine, topics: TopicTree) -> str:
    """What happened, without person and time: "Handed over to Kaarel Mägi", "Topic set: Bill › Amount too high"."""
    told = _DETAILS.get(line.event)
    return (told(line, topics) if told else "") or word(line.event)


def history_details(line: HistoryLine, topics: TopicTree, zone: tzinfo = UTC) -> tuple[str, ...]:
    """What else is known of it, each in a few words: how it was before, by when, what proves it."""
    about = line.about
    told = [
        _before_topic(line, topics),
        _("Due {day}").format(day=_day(about["due"], zone)) if about.get("due") else "",
        _("before: {value}").format(value=_day(about["before"], zone)) if _has_day_before(line) else "",
        _("since {when}").format(when=_day(about["event_at"], zone)) if about.get("event_at") else "",
        _("posting number {number}").format(number=about["posting"]) if about.get("posting") else "",
        word(Solved(about["solved"])) if about.get("solved") else "",
    ]
    return tuple(part for part in told if part)


def _has_day_before(line: HistoryLine) -> bool:
    return bool(line.about.get("before")) and line.event is not Event.CLASSIFIED


def _before_topic(line: HistoryLine, topics: TopicTree) -> str:
    before = line.about.get("before", "")
    if line.event is not Event.CLASSIFIED or not before:
        return ""
    return _("before: {value}").format(value=_topic(before, topics))


def _day(written: str, zone: tzinfo) -> str:
    """A day, or an instant in the centre's zone, as the log holds it (ISO); a midnight is the end of the day told."""
    if "T" not in written:
        return day_in_year(date.fromisoformat(written))
    local = datetime.fromisoformat(written).astimezone(zone)
    if local.time() == time():
        return day_in_year(local.date() - timedelta(days=1))
    return short_instant(local, zone)


def _topic(written: str, topics: TopicTree) -> str:
    path = topics.path(int(written), language()) if written.isdigit() else ()
    return " › ".join(path) or _("Unclassified")


def _named(line: HistoryLine, detail: str) -> str:
    return _("{event}: {detail}").format(event=word(line.event), detail=detail)


def _member(key: str, members: type[Enum]) -> Callable[[HistoryLine, TopicTree], str]:
    """The event with the word for a member of an enum that stands in the log under `key`."""

    def told(line: HistoryLine, _topics: TopicTree) -> str:
        value = line.about.get(key)
        return _named(line, in_sentence(word(members(value)))) if value else ""

    return told


def _value(key: str) -> Callable[[HistoryLine, TopicTree], str]:
    """The event with what stands in the log under `key`."""

    def told(line: HistoryLine, _topics: TopicTree) -> str:
        value = line.about.get(key)
        return _named(line, value) if value else ""

    return told


def _handed_over(line: HistoryLine, _topics: TopicTree) -> str:
    person = line.about.get("to")
    return _("Handed over to {person}").format(person=person) if person else _("Given back: nobody has it now")


def _classified(line: HistoryLine, topics: TopicTree) -> str:
    return _named(line, _topic(line.about.get("topic", ""), topics))


def _changed(line: HistoryLine, _topics: TopicTree) -> str:
    return _("Closing taken back") if line.about.get("undone") == "closed" else ""


def _undone(line: HistoryLine, _topics: TopicTree) -> str:
    if line.about.get("undone") == Event.CLOSED.value:
        return _("Closing taken back")
    return _member("undone", Event)(line, _topics)


def _imported(line: HistoryLine, _topics: TopicTree) -> str:
    file = line.about.get("file")
    return _("Taken over from {file}").format(file=file) if file else ""


def _linked(line: HistoryLine, _topics: TopicTree) -> str:
    kind, other = line.about.get("kind"), line.about.get("other", "")
    if not kind:
        return ""
    detail = _("{link} {number}").format(link=in_sentence(word(LinkKind(kind))), number=other)
    return _named(line, detail)


def _merged(line: HistoryLine, _topics: TopicTree) -> str:
    into, other = line.about.get("into"), line.about.get("other")
    if into:
        return _("Made part of case {number}").format(number=into)
    return _("Case {number} is part of this one now").format(number=other) if other else ""


def _unmerged(line: HistoryLine, _topics: TopicTree) -> str:
    into, other = line.about.get("into"), line.about.get("other")
    if into:
        return _("Taken out of case {number} again").format(number=into)
    return _("Case {number} was taken out again").format(number=other) if other else ""


def _alarm(line: HistoryLine, topics: TopicTree) -> str:
    """A warning or an escalation, or whom somebody told or reminded; and of which clock."""
    told = _member("alarm", Alarm)(line, topics) or _value("to")(line, topics)
    clock = line.about.get("clock")
    return _("{what}, {clock}").format(what=told, clock=in_sentence(word(Clock(clock)))) if told and clock else told


def _matter(line: HistoryLine, topics: TopicTree) -> str:
    return _value("title")(line, topics) or _("No longer tied to a known matter")


_DETAILS: dict[Event, Callable[[HistoryLine, TopicTree], str]] = {
    Event.LETTER_WRITTEN: _member("letter", LetterKind),
    Event.RECEIVED: _member("channel", Channel),
    Event.CONTACT: _member("channel", Channel),
    Event.HANDED_OVER: _handed_over,
    Event.CLASSIFIED: _classified,
    Event.ANSWERED: _member("reply_by", ReplyBy),
    Event.ACKNOWLEDGED: _member("reply_by", ReplyBy),
    Event.NOTICE_SENT: _member("reply_by", ReplyBy),
    Event.CLOSED: _member("outcome", Outcome),
    Event.CHANGED: _changed,
    Event.IMPORTED: _imported,
    Event.WAITING: _member("reason", WaitingFor),
    Event.PROMISED: _member("kind", PromiseKind),
    Event.PROMISE_DONE: _value("what"),
    Event.PROMISE_DROPPED: _value("what"),
    Event.RECOMPUTED: _member("clock", Clock),
    Event.WARNED: _alarm,
    Event.ESCALATED: _alarm,
    Event.REMINDED: _alarm,
    Event.LINKED: _linked,
    Event.UNLINKED: _linked,
    Event.MERGED: _merged,
    Event.UNMERGED: _unmerged,
    Event.MATTER: _matter,
    Event.PRIORITY: _member("priority", Priority),
    Event.PASSED_ON: _value("organisation"),
    Event.ORGANISATION_ANSWERED: _value("organisation"),
    Event.UNDONE: _undone,
    Event.ATTACHED: _value("name"),
    Event.DETACHED: _value("name"),
}
