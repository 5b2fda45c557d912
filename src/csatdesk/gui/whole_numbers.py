"""A whole number as one types it. How many there may be is for the rules to say, which name what is possible."""

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.gui.fields import TextField

DIGITS_MOST = 9  # more than anything counts here, and less than a column holds


class NumberUnreadable(Refusal):
    text = N_("Write a whole number.")


def whole_number(field: TextField, name: str) -> int:
    typed = field.text().strip()
    if not typed.isascii() or not typed.isdecimal() or len(typed) > DIGITS_MOST:
        raise NumberUnreadable(field=name)
    return int(typed)


def number_or_none(field: TextField, name: str) -> int | None:
    """None for a field that was left empty."""
    return whole_number(field, name) if field.text().strip() else None
