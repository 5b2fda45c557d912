"""The language spoken here and now, and the four functions that speak it.

The language is a ContextVar: a window speaks the person's, a letter inside `with speaking(customer.language):` the
customer's, a job on another thread that of the context it was copied from.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from csatdesk.wording.catalogue import LANGUAGES, load

_language: ContextVar[str] = ContextVar("csatdesk_language", default="en")
_STRETCHED = os.environ.get("CSATDESK_STRETCH") == "1"
_TWO_DOTS = re.compile(r"(?<!\.)\.\.(?!\.)")
_DATES_WITH_DOT = frozenset({"fi", "nb"})  # "10.11." and "10. nov."
_NOT_TEXT = re.compile(r"\{[^}]*\}|<[^>]*>|&")


def language() -> str:
    """The code of the language spoken in this context: one of LANGUAGES."""
    return _language.get()


def set_language(code: str) -> None:
    """From now on speak `code` in this context; ValueError for a language we do not have."""
    _language.set(_known(code))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language inside the block, for instance that of the customer who gets the letter."""
    before = _language.set(_known(code))
    try:
        yield
    finally:
        _language.reset(before)


def _known(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"no catalogue for the language {code!r}")
    return code


def closest_language(tag: str) -> str:
    """The language of ours nearest to a tag of the system such as "pl_PL.UTF-8", "nb-NO" or "nn"; else English."""
    code = re.split(r"[-_.@]", tag.casefold(), maxsplit=1)[0]
    code = "nb" if code in ("no", "nn") else code
    return code if code in LANGUAGES else "en"


def _(text: str) -> str:
    """The text in the language of this context; fill its named places afterwards."""
    return _shown(load(language()).gettext(text)) if text else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the text that goes with the number `n`; fill {count} afterwards."""
    return _shown(load(language()).ngettext(singular, plural, n))


def pgettext(context: str, text: str) -> str:
    """Like `_`, for an English word that has two meanings; `context` says which."""
    return _shown(load(language()).pgettext(context, text))


class _Sentences(str):
    """A text with a place right before a period. Where a date in it ends with one of its own, it ends the sentence."""

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> str:
        return _TWO_DOTS.sub(".", super().format(*args, **kwargs))


def _shown(text: str) -> str:
    if _STRETCHED:
        return stretched(text)
    return _Sentences(text) if "}." in text and language() in _DATES_WITH_DOT else text


def stretched(text: str) -> str:
    """The text at twice its length, for trying layouts; places, tags and mnemonics appear once."""
    return f"{text}·{_NOT_TEXT.sub('', text)}"
