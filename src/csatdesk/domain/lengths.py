"""How long a typed text may be: it is kept whole, or refused at its field and stays there. Nothing is cut unseen."""

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_


class ValueTooLong(Refusal):
    text = N_("This text is longer than {most} characters. Shorten it.")


def fitting(text: str, *, field: str, most: int) -> str:
    """What is kept of a typed text: all of it, but for the blanks around it."""
    kept = text.strip()
    if len(kept) > most:
        raise ValueTooLong(field=field, most=most)
    return kept
