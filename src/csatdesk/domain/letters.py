"""Letters to customers: kinds, how far one is, and the places in a template that a case fills."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csatdesk.domain.cases import ReplyBy
from csatdesk.domain.errors import Refusal
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_

_PLACE = re.compile(r"\{([^{}\n]{1,60})\}")
_SHORT = re.compile(r"[^\W_]{1,20}")
_TYPED_SHORT = re.compile(r"(?:^|(?<=\s))/([^\W_]{1,20})$")
NAME_MOST = 120
POSTING_MOST = 200  # letters of what proves that it was posted


class LetterKind(Enum):
    """What a text is for. A snippet is a short one that is put into letters by its short name."""

    ACKNOWLEDGEMENT = "acknowledgement"
    NOTICE = "notice"  # interim: how it stands
    ANSWER = "answer"
    SNIPPET = "snippet"


LETTERS = (LetterKind.ACKNOWLEDGEMENT, LetterKind.NOTICE, LetterKind.ANSWER)


class LetterState(Enum):
    """How far a letter is. Only `SENT` meets a clock."""

    PREPARED = "prepared"
    PRINTED = "printed"  # on paper, not yet in the post
    OUTGOING = "outgoing"  # handed to the mail server, which has not said yet that it took it
    SENT = "sent"

    @property
    def is_open(self) -> bool:
        """May still be written on."""
        return self in {LetterState.PREPARED, LetterState.PRINTED}


class Place(Enum):
    """What a template may have filled in; the value is how it is kept between braces.

    No case fills `OWN_WORDS`: what stands there is written anew for each letter.
    """

    CUSTOMER = "customer"
    NUMBER = "number"
    RECEIVED_ON = "received on"
    TOPIC = "topic"
    PROMISED_DATE = "promised date"
    TODAY = "today"
    OFFICE = "office"
    PHONE = "phone"
    CENTRE = "centre"
    CLERK = "clerk"
    OUTCOME = "outcome"
    REDRESS = "redress"
    OWN_WORDS = "own words"


class TemplateNameMissing(Refusal):
    text = N_("Write a name.")


class TemplateNameTooLong(Refusal):
    text = N_("A name has at most {most} characters.")


class TemplateTextMissing(Refusal):
    text = N_("Write the text in at least one language.")


class PlaceUnknown(Refusal):
    text = N_("“{place}” is nothing that a case can fill in. Insert one of the names offered.")


class PlaceNotClosed(Refusal):
    text = N_("A brace stands alone here. Names to be filled in stand between {opening} and {closing}.")


class ShortNameWrong(Refusal):
    text = N_("A short name is one word of letters and digits, at most 20 of them.")


class ShortNameTaken(Refusal):
    text = N_("“{short}” is the short name of another text.")


class PlaceLeftOpen(Refusal):
    text = N_("Still to be filled in: {places}. Write it in, or take it out.")


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A template as its writer saves it. `way` None: for every way of sending."""

    kind: LetterKind
    names: LocalText
    texts: LocalText
    way: ReplyBy | None = None
    short: str = ""
    is_retired: bool = False

    def check(self) -> None:
        if not self.names:
            raise TemplateNameMissing(field="name")
        if any(len(name) > NAME_MOST for name in self.names.values()):
            raise TemplateNameTooLong(field="name", most=NAME_MOST)
        if self.kind is LetterKind.SNIPPET and not _SHORT.fullmatch(self.short):
            raise ShortNameWrong(field="short")
        if not self.texts:
            raise TemplateTextMissing(field="text")
        for text in self.texts.values():
            check_places(text)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template, or a snippet, as it holds now."""

    id: int
    kind: LetterKind
    names: LocalText
    texts: LocalText
    way: ReplyBy | None
    short: str
    is_retired: bool
    version: int


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter of a case. `trouble`: why it could not be sent; `is_earlier`: the case was reopened since."""

    id: int
    case_id: int
    number: str
    kind: LetterKind
    state: LetterState
    language: str
    text: str
    way: ReplyBy | None
    made_at: datetime
    made_by: str
    printed_at: datetime | None
    sent_at: datetime | None
    sent_by: str
    trouble: str
    version: int
    customer_name: str = ""
    posting: str = ""
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """How a text came about: in which language, and from which template in which version."""

    language: str
    template_id: int | None = None
    template_version: int | None = None


@dataclass(frozen=True, slots=True)
class CaseLetters:
    """What the card of a case knows of its letters, the newest first."""

    rows: tuple[LetterRow, ...] = ()
    office_name: str = ""
    office_phone: str = ""
    centre_name: str = ""
    needs_approval: bool = False  # a second person reads the answer before it goes out


def check_places(text: str) -> None:
    """Refuse a template that names what no case can fill in."""
    known = {place.value for place in Place}
    for found in _PLACE.findall(text):
        if found.strip() not in known:
            raise PlaceUnknown(field="text", place=found)
    if re.search(r"[{}]", _PLACE.sub("", text)):
        raise PlaceNotClosed(field="text", opening="{", closing="}")


def fill(text: str, values: Mapping[Place, str]) -> str:
    """`text` with its places filled, each once: braces in a value are only text. What has no value stays in sight."""

    def filled(found: re.Match[str]) -> str:
        return next((said for place, said in values.items() if place.value == found[1].strip()), "") or found[0]

    return _PLACE.sub(filled, text)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """`text` with other names for its places; one that is not in `names` keeps its own."""
    return _PLACE.sub(lambda found: f"{{{names.get(found[1].strip().casefold(), found[1])}}}", text)


def left_open(text: str, said: Iterable[str] = ()) -> tuple[str, ...]:
    """The places that nobody has filled. `said`: values that may hold braces of their own (a customer's name)."""
    for value in said:
        if _PLACE.search(value):
            text = text.replace(value, "")
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def check_filled(text: str, said: Iterable[str] = ()) -> None:
    """No letter goes out with a gap in it."""
    open_places = left_open(text, said)
    if open_places:
        raise PlaceLeftOpen(field="answer", places=", ".join(open_places))


def typed_short(before_cursor: str) -> str:
    """The short name just typed at the end of a line ("… /bank"), without its stroke; "" when there is none."""
    found = _TYPED_SHORT.search(before_cursor)
    return found[1] if found else ""
