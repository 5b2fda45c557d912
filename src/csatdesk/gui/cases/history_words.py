"""What the lines of a case's history say: impersonal, the person as a noun, so that nobody's sex is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo

from csatdesk.domain.case_rows import (
    Event,
    HistoryLine,
)
from csatdesk.domain.cases import ReplyBy
from csatdesk.domain.contacts import Channel
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.icons import CHANNEL_ICONS
from csatdesk.operations.cases.history_words import EVENT_ICONS, history_details, history_words
from csatdesk.wording.formats import quoted
from csatdesk.wording.texts import _

REPLY_ICONS: Mapping[str, str] = {
    ReplyBy.LETTER.value: "letter",
    ReplyBy.EMAIL.value: "mail",
    ReplyBy.PHONE.value: "phone",
    ReplyBy.AT_DESK.value: "hall",
}
LOUD = frozenset({Event.ESCALATED})  # its icon is in the colour of what is overdue
SENT = frozenset({Event.ANSWERED, Event.ACKNOWLEDGED, Event.NOTICE_SENT})
SPOKEN = frozenset({Event.RECEIVED, Event.CONTACT})  # their text is what the customer said


@dataclass(frozen=True, slots=True)
class Told:
    """`head` stands in bold, `text` beneath."""

    icon: str
    head: str
    text: str
    is_loud: bool = False


def tell(line: HistoryLine, tree: TopicTree, zone: tzinfo = UTC) -> Told:
    """A note is headed by who wrote it, everything else by what happened."""
    part = _("From case {number}").format(number=line.of_number) if line.of_number else ""
    if line.event is Event.NOTE and line.by_name:
        return Told(EVENT_ICONS[line.event], line.by_name, "\n".join(one for one in (line.text, part) if one))
    details = ", ".join(history_details(line, tree, zone))
    text = "\n".join(one for one in (_text(line), details, part) if one)
    return Told(icon_of(line), history_words(line, tree), text, is_loud=line.event in LOUD)


def icon_of(line: HistoryLine) -> str:
    if line.event in SPOKEN:
        return CHANNEL_ICONS[line.about.get("channel", Channel.HALL.value)]
    if line.event in SENT:
        return REPLY_ICONS.get(line.about.get("reply_by", ""), EVENT_ICONS[line.event])
    return EVENT_ICONS.get(line.event, "pencil")


def _text(line: HistoryLine) -> str:
    if line.event in SPOKEN:
        return quoted(line.text) if line.text else line.by_name
    if line.by_name and line.text:
        return _("{name}: {text}").format(name=line.by_name, text=line.text)
    return line.by_name or line.text


def news_words(lines: list[HistoryLine], tree: TopicTree) -> str:
    """What others did meanwhile, in one sentence each: "Handed over to Olga Petrova (Marek Lis)"."""
    told = []
    for line in lines:
        words = history_words(line, tree)
        named = _("{event} ({name})").format(event=words, name=line.by_name) if line.by_name else words
        told.append(f"{named}: {line.text}" if line.text and line.event not in SPOKEN else named)
    return ". ".join(told)
