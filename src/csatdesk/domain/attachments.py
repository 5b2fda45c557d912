"""Files that belong to a case: their names made harmless, and what is too large."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

MOST_BYTES = 20 * 1024 * 1024
NAME_MOST = 150  # characters, with the ending
NAMELESS = "file"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # Windows keeps these for devices


class FileTooLarge(Refusal):
    text = N_("“{name}” is larger than {most}. Attach a smaller file, or write down where it is kept.")


class FileEmpty(Refusal):
    text = N_("“{name}” is empty, so there is nothing to attach.")


class NotAFile(Refusal):
    text = N_("“{name}” is a folder. Attach the files in it.")


class AlreadyAttached(Refusal):
    text = N_("This file is already attached to the case as “{name}”.")


class AttachmentErased(Refusal):
    text = N_("What was in “{name}” has been erased.")


class AttachmentDamaged(Refusal):
    text = N_("“{name}” is not what was attached: the store is damaged. Restore it from a backup.")


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file that was read, whole."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file of a case. `number`: the case it was attached to, which may be part of the one that was asked for."""

    id: int
    case_id: int
    number: str
    name: str
    media_type: str
    size: int  # bytes
    sha256: str
    added_at: datetime
    by_name: str


def clean_name(name: str) -> str:
    """The last part of a path or name, fit for every file system: no folders, no control or direction marks, no names
    of devices, of bounded length with its ending kept.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cn", "Cs"})
    tidy = " ".join(_FORBIDDEN.sub("_", shown).split()).strip(". ")
    if _RESERVED.match(tidy):
        tidy = f"_{tidy}"
    stem, dot, ending = tidy.rpartition(".")
    if len(tidy) > NAME_MOST and stem and len(ending) <= 12:
        return stem[: NAME_MOST - len(ending) - 1].rstrip(". ") + dot + ending
    return tidy[:NAME_MOST] or NAMELESS
