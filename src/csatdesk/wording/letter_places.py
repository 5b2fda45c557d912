"""The places of a letter as people see them: between braces, in their own language; kept by their English names."""

from datetime import date
from decimal import Decimal

from csatdesk.domain.letters import Place, fill, renamed
from csatdesk.wording.formats import by_date, money, short_date
from csatdesk.wording.texts import _, speaking
from csatdesk.wording.words import word

EXAMPLE_DAYS = date(2026, 11, 19), date(2026, 11, 20), date(2026, 12, 10)
EXAMPLE_NUMBER, EXAMPLE_PHONE = "26-01-00412-7", "555 01 00"


def shown_places(text: str) -> str:
    """A text as it stands in a field."""
    return renamed(text, {place.value: word(place) for place in Place})


def kept_places(shown: str) -> str:
    """A text from a field as it is kept; a name that means nothing stays, to be refused."""
    return renamed(shown, {word(place).casefold(): place.value for place in Place})


def example_of(text: str, language: str) -> str:
    """The text as it would read in a letter about an invented case. What is written anew each time is "…"."""
    received, today, due = EXAMPLE_DAYS
    with speaking(language):
        values = {
            Place.CUSTOMER: _("Maria Example"),
            Place.NUMBER: EXAMPLE_NUMBER,
            Place.RECEIVED_ON: short_date(received),
            Place.TOPIC: _("Amount of the bill"),
            Place.PROMISED_DATE: by_date(due, today),
            Place.TODAY: short_date(today),
            Place.OFFICE: _("Main hall"),
            Place.PHONE: EXAMPLE_PHONE,
            Place.CENTRE: _("Our company"),
            Place.CLERK: _("Anna Example"),
            Place.OUTCOME: _("justified"),
            Place.REDRESS: money(Decimal("12.50"), "EUR"),
            Place.OWN_WORDS: "…",
        }
    return fill(text, values)
