"""What happened to a case, in words: one line of its history for window and paper."""

from collections.abc import Callable

from csatdesk.domain.case_rows import (
    Event,
    HistoryLine,
)
from csatdesk.domain.cases import (
    Outcome,
    ReplyBy,
)
from csatdesk.domain.contacts import Channel
from csatdesk.domain.topics import TopicTree
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import in_sentence, word


def history_words(line: HistoryLine, topics: TopicTree) -> str:
    """What happened, without person and time: "Handed over to Kaarel Mägi", "Topic set: Bill › Amount too high"."""
    told = _DETAILS.get(line.event)
    return (told(line, topics) if told else "") or word(line.event)


def _received(line: HistoryLine, _topics: TopicTree) -> str:
    channel = line.about.get("channel")
    if not channel:
        return ""
    return _("{event}: {detail}").format(event=word(line.event), detail=in_sentence(word(Channel(channel))))


def _handed_over(line: HistoryLine, _topics: TopicTree) -> str:
    person = line.about.get("to")
    return _("Handed over to {person}").format(person=person) if person else _("Given back: nobody has it now")


def _classified(line: HistoryLine, topics: TopicTree) -> str:
    topic = line.about.get("topic", "")
    path = topics.path(int(topic), language()) if topic.isdigit() else ()
    name = " › ".join(path) or _("Unclassified")
    return _("{event}: {detail}").format(event=word(line.event), detail=name)


def _answered(line: HistoryLine, _topics: TopicTree) -> str:
    way = line.about.get("reply_by")
    if not way:
        return ""
    return _("{event}: {detail}").format(event=word(line.event), detail=in_sentence(word(ReplyBy(way))))


def _closed(line: HistoryLine, _topics: TopicTree) -> str:
    outcome = line.about.get("outcome")
    if not outcome:
        return ""
    return _("{event}: {detail}").format(event=word(line.event), detail=in_sentence(word(Outcome(outcome))))


def _changed(line: HistoryLine, _topics: TopicTree) -> str:
    return _("Closing taken back") if line.about.get("undone") == "closed" else ""


def _imported(line: HistoryLine, _topics: TopicTree) -> str:
    file = line.about.get("file")
    return _("Taken over from {file}").format(file=file) if file else ""


_DETAILS: dict[Event, Callable[[HistoryLine, TopicTree], str]] = {
    Event.RECEIVED: _received,
    Event.CONTACT: _received,
    Event.HANDED_OVER: _handed_over,
    Event.CLASSIFIED: _classified,
    Event.ANSWERED: _answered,
    Event.CLOSED: _closed,
    Event.CHANGED: _changed,
    Event.IMPORTED: _imported,
}
