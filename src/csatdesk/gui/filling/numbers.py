"""Numbers as they are typed into a form: with a comma or a point."""

from decimal import Decimal, InvalidOperation

from csatdesk.domain.forms import Answer

MOST_LETTERS = 20


def number_in(text: str) -> Decimal | None:
    """The number typed; None for anything else."""
    plain = text.strip().replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    if not plain or len(plain) > MOST_LETTERS or not set(plain) <= set("0123456789.-"):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def plain_words(answer: Answer) -> str:
    """An answer as one would type it."""
    return format(answer, "f") if isinstance(answer, Decimal) else str(answer)
