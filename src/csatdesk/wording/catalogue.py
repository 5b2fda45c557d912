"""Catalogues of translated texts: one per language, loaded when first spoken, compiled in a checkout when stale."""

import gettext
import os
from functools import cache
from pathlib import Path

from csatdesk.wording.resources import resource

LANGUAGES = ("en", "pl", "nb", "et", "fi", "ru")
SOURCE = "en"  # the language of the texts in the code
_DOMAIN = "csatdesk"


def po_path(language: str) -> Path:
    """The source of a catalogue; only a checkout has it."""
    return resource("locale", language, "LC_MESSAGES", f"{_DOMAIN}.po")


@cache
def load(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; one that answers with the English source where there is no file.

    English itself needs none: its catalogue says what the source says, and sign-in need not wait for it.
    """
    if language == SOURCE:
        return gettext.NullTranslations()
    compiled = po_path(language).with_suffix(".mo")
    if is_stale(compiled):
        compile_po(po_path(language))
    if not compiled.is_file():
        return gettext.NullTranslations()
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def is_stale(compiled: Path) -> bool:
    """Whether the .po beside a .mo is newer than it; never so in an installed program, which has no .po."""
    source = compiled.with_suffix(".po")
    if not source.is_file():
        return False
    return not compiled.is_file() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_po(source: Path) -> Path:
    """Write the .mo beside a .po; two programs may do so at once. Needs Babel."""
    import tempfile

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file)
    target = source.with_suffix(".mo")
    handle, unfinished = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as out:
        write_mo(out, catalogue)
    Path(unfinished).replace(target)
    return target
