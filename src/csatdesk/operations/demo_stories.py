"""The invented people and matters of the demo centre, as they stand in resources/demo, one file for each language."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from csatdesk.domain.cases import (
    CaseKind,
    Outcome,
)
from csatdesk.domain.contacts import CustomerKind, NewCustomer, Segment
from csatdesk.domain.folding import fold
from csatdesk.system.paths import resource
from csatdesk.wording.formats import money, month_and_year, number, short_date
from csatdesk.wording.texts import speaking

LANGUAGES = ("pl", "en", "et", "nb", "ru", "fi")
EURO_RATES = {"PLN": Decimal("4.3"), "NOK": Decimal("11.5"), "EUR": Decimal(1)}
_SAID = {"ł": "l", "ø": "o", "å": "a", "æ": "ae", "ß": "ss"}
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщыэюя",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya".split(),  # noqa: SIM905  (readable)
        strict=True,
    )
) | {"ъ": "", "ь": ""}


@dataclass(frozen=True, slots=True)
class Story:
    """A matter as somebody tells it, with places still to be filled; see resources/demo/en.toml."""

    language: str
    topic: str
    kind: CaseKind
    text: str
    remedy: str
    answer: str
    cause: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Country:
    """People, firms and stories of one language."""

    language: str
    currency: str
    phone: str
    towns: Sequence[str]
    streets: Sequence[str]
    people: Sequence[str]
    firms: Sequence[str]
    activities: Sequence[str]  # of the firms, in their order
    stories: Sequence[Story]


def load_countries() -> Mapping[str, Country]:
    return {language: _country(language) for language in LANGUAGES}


def _country(language: str) -> Country:
    found = tomllib.loads(resource("demo", f"{language}.toml").read_text("utf-8"))
    stories = tuple(_story(language, one) for one in found.pop("stories"))
    return Country(language=language, stories=stories, **found)


def _story(language: str, told: Mapping[str, str]) -> Story:
    return Story(
        language=language,
        topic=told["topic"],
        kind=CaseKind(told["kind"]),
        text=told["text"],
        remedy=told.get("remedy", ""),
        answer=told["answer"],
        cause=told.get("cause", ""),
        outcome=Outcome(told["outcome"]) if told.get("outcome") else None,
    )


@dataclass(frozen=True, slots=True)
class Filler:
    """Values for the places of one telling: the same in text, remedy and answer."""

    values: Mapping[str, str]
    amount: Decimal  # as in `values`, in the currency of the country

    def fill(self, text: str) -> str:
        return text.format(**self.values)


def filler(country: Country, received_at: datetime, chance: Random) -> Filler:
    day = received_at.date() - timedelta(days=chance.randint(3, 18))
    month = (received_at.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    euros = Decimal(chance.randint(2_800, 31_000)) / 100
    amount = (euros * EURO_RATES[country.currency]).quantize(Decimal("0.01"))
    with speaking(country.language):
        return Filler(
            {
                "amount": money(amount, country.currency),
                "day": short_date(day),
                "month": month_and_year(month),
                "kwh": number(chance.randint(3_200, 41_000)),
                "days": str(chance.randint(3, 12)),
                "minutes": str(chance.randint(28, 95)),
                "number": f"{chance.randint(10, 99)}/{chance.randint(10_000, 99_999)}",
            },
            amount,
        )


def invented_customers(country: Country, chance: Random) -> Iterator[NewCustomer]:
    """Persons and firms of one language; the first person is always the same."""
    for name in country.people:
        yield _customer(country, name, chance, is_firm=False)
    for name, activity in zip(country.firms, country.activities, strict=True):
        yield replace(_customer(country, name, chance, is_firm=True), activity=activity)


AGNIESZKA = NewCustomer(
    name="Agnieszka Zielińska",
    language="pl",
    phone="+48 601 224 318",
    email="a.zielinska@poczta.example",
    account="4021 7786 05",
    meter_point="E-118 204 77",
    address="ul. Łąkowa 7 m. 12, 02-786 Warszawa",
)


def _customer(country: Country, name: str, chance: Random, *, is_firm: bool) -> NewCustomer:
    if name == AGNIESZKA.name:
        return AGNIESZKA
    kind = CustomerKind.ORGANISATION if is_firm else CustomerKind.PERSON
    rest = 12 - sum(letter.isdigit() for letter in country.phone)
    local = "".join(str(chance.randint(0, 9)) for _place in range(max(rest, 3)))
    street, town = chance.choice(country.streets), chance.choice(country.towns)
    return NewCustomer(
        name=name,
        kind=kind,
        segment=_segment(chance, is_firm=is_firm),
        language=country.language,
        phone=f"{country.phone} {local[:3]} {local[3:]}".strip() if chance.random() < 0.9 else "",
        email=f"{_mail_name(name)}@poczta.example" if chance.random() < 0.7 else "",
        account=f"{chance.randint(4000, 4999)} {chance.randint(1000, 9999)} {chance.randint(10, 99)}",
        meter_point=f"E-{chance.randint(100, 999)} {chance.randint(100, 999)} {chance.randint(10, 99)}",
        address=f"{street} {chance.randint(1, 88)}, {town}",
    )


def _segment(chance: Random, *, is_firm: bool) -> Segment:
    if is_firm:
        return chance.choice((Segment.SMALL_BUSINESS, Segment.SMALL_BUSINESS, Segment.PUBLIC_BODY))
    return Segment.VIP if chance.random() < 0.03 else Segment.HOUSEHOLD


def _mail_name(name: str) -> str:
    """A name as people put it into an address: "Åse Nygård" → "ase.nygard"."""
    told = "".join(_CYRILLIC.get(letter, _SAID.get(letter, letter)) for letter in fold(name))
    parts = ["".join(letter for letter in part if letter.isalnum()) for part in told.split()]
    return ".".join(part for part in parts if part)
