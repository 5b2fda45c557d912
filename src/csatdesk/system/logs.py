"""The log of a profile: what the program did, by ids only.

No name, case text or key reaches it, whatever a caller passes: of the values of a message only numbers, ids, instants,
types and members of enums are written, of errors their type and place, of other libraries nothing but that they spoke.
Words of the program itself pass as `Plain`.
"""

import logging
import traceback
from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from uuid import UUID

from csatdesk.system.files import file_trouble

_OURS = "csatdesk"
_BYTES_MOST, _OLD_FILES = 1_000_000, 4
_SAFE = (bool, int, float, UUID, date, timedelta, type(None))
_ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Plain(str):
    """A word that the program chose, such as the name of a database; never what a person typed."""

    __slots__ = ()


def configure_logs(folder: Path) -> Path:
    """Write the log of this process to a file in `folder`; its path. A second call takes over from the first."""
    path = folder / f"{_OURS}.log"
    with file_trouble(path):
        handler = RotatingFileHandler(path, maxBytes=_BYTES_MOST, backupCount=_OLD_FILES, encoding="utf-8")
        path.chmod(0o600)
    handler.setFormatter(IdsOnlyFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    for earlier in [one for one in root.handlers if isinstance(one, RotatingFileHandler)]:
        root.removeHandler(earlier)
        earlier.close()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(logging.INFO)
    return path


class IdsOnlyFormatter(logging.Formatter):
    """Writes a record without anything that could belong to a person."""

    def format(self, record: logging.LogRecord) -> str:
        told = logging.makeLogRecord(record.__dict__ | {"exc_text": None, "stack_info": None})
        if record.name.partition(".")[0] == _OURS:
            told.msg, told.args = _filled(record), None
        else:
            told.msg, told.args = "(a message of this library is not kept)", None
        return super().format(told)

    def formatException(self, ei: _ErrorInfo) -> str:  # noqa: N802  (logging's own name)
        """Types and places of an error and of those behind it; their messages may quote what a person typed."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines.append(type(error).__qualname__)
            places = traceback.extract_tb(error.__traceback__)
            lines.extend(f"  {_short(place.filename)}:{place.lineno} {place.name}" for place in places)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _filled(record: logging.LogRecord) -> str:
    """The message with its values, unsafe ones as "…"; without them where the message wants a number."""
    args = record.args
    safe: object = (
        {name: _told(value) for name, value in args.items()}
        if isinstance(args, Mapping)
        else tuple(map(_told, args or ()))
    )
    message = str(record.msg)
    try:
        return message % safe if safe else message
    except (TypeError, ValueError, KeyError):
        return message


def _told(value: object) -> object:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, type):
        return value.__qualname__
    if isinstance(value, str):
        return value if isinstance(value, Plain) or value.startswith(f"{_OURS}.") else "…"
    return value if isinstance(value, _SAFE) else "…"


def _short(filename: str) -> str:
    """The end of a path: where a person's folders begin is nobody's business."""
    return "/".join(Path(filename).parts[-3:])
