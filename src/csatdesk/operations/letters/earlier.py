"""How was this answered last time (C31): answers of closed cases on the same topic, without anything personal."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from csatdesk.domain.errors import NotFound
from csatdesk.domain.folding import fold
from csatdesk.domain.letters import Place
from csatdesk.domain.spelling import LETTERS_OF_NAMES, is_of_name, name_parts
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import NOT_OPEN, Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import visible_cases

CANDIDATES = 200  # newest closed cases of the topic that are compared
SHOWN = 5
WORD_LEAST = 4
_EMAIL = re.compile(r"(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+\.\w+")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+")
_NUMBERS = re.compile(r"[+(]?\d[\d\s.,:/()\-]*\d|\d")
_CODE = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w{4,}(?:[-\s]\d+)*\b")  # letters and digits mixed: meters, accounts


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """`text`: what was personal in it is a place again, to be filled for the present case."""

    case_id: int
    number: str
    language: str
    sent_at: datetime
    text: str
    shared: int  # words that both customers used


def similar_answers(reading: Reading, *, case_id: int) -> tuple[EarlierAnswer, ...]:
    """The likeliest first: those in the same language, then those whose customers used the same words, then the newest.

    Only the newest `CANDIDATES` of the topic are compared, so that a million cases make it no slower.
    """
    case = reading.db.execute(select(Case).where(Case.id == case_id, visible_cases(reading.actor))).scalar_one_or_none()
    if case is None:
        raise NotFound()
    if case.topic_id is None:
        return ()
    query = select(Case.id, Case.text, Case.language, Case.received_at).where(
        visible_cases(reading.actor),
        Case.topic_id == case.topic_id,
        Case.id != case.id,
        Case.is_open == NOT_OPEN,
        Case.answer_sent_at.is_not(None),
        Case.answer_text != "",
    )
    found = reading.db.execute(query.order_by(Case.received_at.desc(), Case.id.desc()).limit(CANDIDATES)).all()
    words = _words(case.text)
    ranked = sorted(
        found, key=lambda row: (row.language == case.language, len(words & _words(row.text)), row.id), reverse=True
    )
    return tuple(_answer(reading, row.id, len(words & _words(row.text))) for row in ranked[:SHOWN])


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) >= WORD_LEAST}


def _answer(reading: Reading, case_id: int, shared: int) -> EarlierAnswer:
    case = reading.db.get_one(Case, case_id)
    customer = reading.db.get_one(Customer, case.customer_id) if case.customer_id is not None else None
    ids = {case.owner_id, case.prepared_by_id, case.taken_by_id, case.approved_by_id} - {None}
    staff = reading.db.execute(select(Staff.name).where(Staff.id.in_(ids))).scalars()
    assert case.answer_sent_at is not None
    text = without_names(case.answer_text, customer, number=case.number, staff=staff)
    return EarlierAnswer(case.id, case.number, case.language, case.answer_sent_at, text, shared)


def without_names(text: str, customer: Customer | None, *, number: str, staff: Iterable[str] = ()) -> str:
    """`text` with places for whatever could tell who it was about: names also inflected, addresses, all numbers."""
    own = f"{{{Place.OWN_WORDS.value}}}"
    text = text.replace("{", "(").replace("}", ")")  # what a person typed is no place
    text = text.replace(number, f"{{{Place.NUMBER.value}}}")
    for pattern in (_EMAIL, _LINK):
        text = _outside_places(pattern, own, text)  # before the names that stand in them
    for name in staff:
        text = _without(text, name, f"{{{Place.CLERK.value}}}")
    if customer is not None:
        for value in (customer.address, customer.account, customer.meter_point, customer.phone, customer.email):
            text = _replaced(text, value, own)
        for part in customer.address.split(","):
            text = _without(text, " ".join(re.findall(r"[^\W\d_]{4,}", part)), own)
        text = _without(text, customer.name, f"{{{Place.CUSTOMER.value}}}")
    for pattern in (_CODE, _NUMBERS):
        text = _outside_places(pattern, own, text)
    return re.sub(r"(\{[^{}]+\})(?:[\s,]+\1)+", r"\1", text)  # "Anna Nowak" is one customer, not two


def _replaced(text: str, value: str, place: str) -> str:
    whole = rf"(?<!\w){re.escape(value.strip())}(?!\w)"
    return re.sub(whole, place, text, flags=re.IGNORECASE) if value.strip() else text


def _without(text: str, name: str, place: str) -> str:
    """Each part of a name however it is written and ends: "Zielińska", "Zielińskiej", "ZIELINSKĄ"."""
    text = _replaced(text, name, place)
    parts = name_parts(name)

    def masked(found: re.Match[str]) -> str:
        return place if any(is_of_name(found[0], part) for part in parts) else found[0]

    return _outside_places(LETTERS_OF_NAMES, masked, text) if parts else text


def _outside_places(pattern: re.Pattern[str], place: str | Callable[[re.Match[str]], str], text: str) -> str:
    parts = re.split(r"(\{[^{}]+\})", text)
    return "".join(part if part.startswith("{") else pattern.sub(place, part) for part in parts)
