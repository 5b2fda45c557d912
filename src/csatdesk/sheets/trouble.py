"""What can be wrong with a whole file, each with what to do about it. `file` is the name without its folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path

from csatdesk.domain.errors import Refusal, Trouble
from csatdesk.domain.marks import N_


class NotATable(Refusal):
    text = N_(
        "“{file}” cannot be read as a table. Open it in your spreadsheet program, save it as .xlsx and try again."
    )


class FileIsEmpty(Refusal):
    text = N_("“{file}” holds no rows. Choose another file or another sheet.")


class SheetMissing(Refusal):
    text = N_("“{file}” has no sheet named “{sheet}”. Choose one of its sheets: {sheets}.")


class HeaderMissing(Refusal):
    text = N_("“{file}” has no row {row} that could name the columns. Choose another row.")


class FileTooLarge(Refusal):
    text = N_("“{file}” is larger than can be read at once ({most} MB). Split it into several files.")


class TooManyCells(Refusal):
    text = N_(
        "“{file}” reaches to row {row} and column {column}, more than can be read at once. "
        "Delete what stands far from the table, or split the file."
    )


class PasswordProtected(Refusal):
    text = N_("“{file}” is protected by a password. Save it without the password and try again.")


class EncodingUnknown(Refusal):
    text = N_("“{encoding}” is no encoding csatdesk reads. Choose one from the list.")


class FileGone(Trouble):
    text = N_("“{file}” is no longer there. Choose the file again.")
    can_retry = True


class FileInUse(Trouble):
    text = N_(
        "“{file}” cannot be opened: it is open in another program, or this account may not use it. Close it there."
    )
    can_retry = True


class DiskFull(Trouble):
    text = N_("There is no room left where “{file}” should go. Free some space or choose another folder.")
    can_retry = True


class FileUnusable(Trouble):
    text = N_("“{file}” cannot be used: {reason}. Try again or choose another folder.")
    can_retry = True


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Inside the block errors of the operating system become a `Trouble` that names the file."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileGone(file=path.name) from error
    except (PermissionError, IsADirectoryError) as error:
        raise FileInUse(file=path.name) from error
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise DiskFull(file=path.name) from error
        raise FileUnusable(file=path.name, reason=error.strerror or error) from error
