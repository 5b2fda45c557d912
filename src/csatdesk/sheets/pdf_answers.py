"""Filled PDF forms, read in the capped child process: the values of their fields and nothing else of them."""

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csatdesk.domain.replies import NotAForm, ReplyDamaged
from csatdesk.sheets.many_files import read_each
from csatdesk.sheets.trouble import FileTooLarge, PasswordProtected, told_plainly

if TYPE_CHECKING:
    from pypdf import PdfReader

READER = "csatdesk.sheets.pdf_answers:read_for_child"
ABOUT = "csatdesk"  # the hidden field
OFF, BUTTON = "Off", "/Btn"
PAGES_MOST, FIELDS_MOST = 100, 5000
SIZE_MOST = 32 << 20  # bytes; a form of ours has a few hundred thousand


def read_for_child(_path: str, options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Of each of `options["files"]` a mapping: "about", the line of the hidden field, and "answers", by the name of the
    field its values."""
    yield from read_each(read_fields, options)


def read_fields(path: Path) -> dict[str, object]:
    """See `read_for_child`. A button that is on in two places has both of their values."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it would warn of may quote the file
    try:
        with told_plainly(path), path.open("rb") as file:
            if path.stat().st_size > SIZE_MOST:
                raise FileTooLarge(file=path.name, most=SIZE_MOST >> 20)
            reader = PdfReader(file)
            if reader.is_encrypted and not reader.decrypt(""):
                raise PasswordProtected(file=path.name)
            found = _fields(reader, path.name)
    except DependencyError as error:  # a kind of lock that is not opened here, even without a password
        raise PasswordProtected(file=path.name) from error
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise ReplyDamaged(file=path.name) from error
    about = found.pop(ABOUT, [])
    if len(about) != 1:
        raise NotAForm(file=path.name)
    return {"about": about[0], "answers": found}


def _fields(reader: "PdfReader", file: str) -> dict[str, list[str]]:
    """By the boxes on the pages: their own state, and the value of the field that they belong to."""
    found: dict[str, list[str]] = {}
    for count, page in enumerate(reader.pages):
        if count >= PAGES_MOST:
            raise NotAForm(file=file)
        for reference in page.get("/Annots") or ():
            box = reference.get_object()
            field = _field_of(box)
            name = str(field.get("/T") or "")
            if box.get("/Subtype") != "/Widget" or not name:
                continue
            values = found.setdefault(name, [])
            if len(found) > FIELDS_MOST:
                raise NotAForm(file=file)
            is_button = BUTTON in {field.get("/FT"), box.get("/FT")}
            for value in (field.get("/V"), box.get("/AS")):
                words = _words(value, is_button=is_button)
                if words and words not in values:
                    values.append(words)
    return found


def _field_of(box: Any) -> Any:
    """The field that a box belongs to: the box itself, or the group of boxes over it."""
    parent = box.get("/Parent")
    return box if "/T" in box or parent is None else parent.get_object()


def _words(value: Any, *, is_button: bool) -> str:
    """A value as text; "" for a button that is off. Of a button it is a name, which some programs write as a text."""
    if value is None:
        return ""
    words = str(value.get_object() if hasattr(value, "get_object") else value)
    if is_button:
        name = words.removeprefix("/")
        return "" if name == OFF else name
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()
