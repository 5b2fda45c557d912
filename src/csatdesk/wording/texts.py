"""What the rest of the program imports to speak: `_`, `ngettext`, `pgettext`, `speaking`, `spoken`."""

from csatdesk.domain.errors import Spoken
from csatdesk.wording.catalogue import LANGUAGES
from csatdesk.wording.speaking import (
    _,
    closest_language,
    language,
    ngettext,
    pgettext,
    set_language,
    speaking,
)

__all__ = [
    "LANGUAGES",
    "_",
    "closest_language",
    "language",
    "ngettext",
    "pgettext",
    "set_language",
    "speaking",
    "spoken",
]


def spoken(error: Spoken) -> str:
    """The words of a refusal or trouble in the language of this context, kinds and dates among its values too."""
    from csatdesk.wording.words import value_words  # only when something went wrong: it brings all of domain

    return _(error.text).format(**{name: value_words(value) for name, value in error.values.items()})
