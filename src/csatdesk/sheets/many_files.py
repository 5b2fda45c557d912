"""Several small files read by one child process: each yields one row, what is wrong with it or what it says."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from csatdesk.domain.errors import Refusal, Spoken, Trouble
from csatdesk.domain.replies import NotAForm, ReplyDamaged
from csatdesk.sheets.trouble import FileGone, FileInUse, FileTooLarge, FileUnusable, PasswordProtected

ERRORS: Mapping[str, type[Refusal] | type[Trouble]] = {
    error.__name__: error
    for error in (NotAForm, ReplyDamaged, PasswordProtected, FileTooLarge, FileGone, FileInUse, FileUnusable)
}


def read_each(read: Callable[[Path], Mapping[str, object]], options: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """A row for each of `options["files"]`, in their order. One that cannot be read stops no other."""
    for name in options["files"]:
        try:
            yield dict(read(Path(name)))
        except Spoken as error:
            values = {key: one if isinstance(one, int) else str(one) for key, one in error.values.items()}
            yield {"refused": type(error).__name__, "values": values}


def refusal_in(row: Mapping[str, Any], file: str) -> Spoken | None:
    """What was wrong with a file, as its row tells; None for one that was read."""
    if "refused" not in row:
        return None
    kind = ERRORS.get(str(row["refused"]))
    return kind(**row["values"]) if kind is not None else ReplyDamaged(file=file)
