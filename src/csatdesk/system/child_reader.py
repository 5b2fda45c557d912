"""The inside of the child process: caps itself, calls the reader, writes each row as a line of JSON."""

import importlib
import json
import sys
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from csatdesk.domain.errors import Spoken
from csatdesk.system.child_limits import cap_myself


class _TooManyCells(Exception):
    """The rows hold more cells than allowed."""


def main() -> None:
    """Serve the one request on standard input."""
    asked = json.loads(sys.stdin.readline())
    limits = asked["limits"]
    sys.excepthook = _tell_failure
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a child's stdout is a text file
    module, _, function = str(asked["reader"]).partition(":")
    read = getattr(importlib.import_module(module), function)
    cap_myself(limits["memory_bytes"], limits["seconds"])
    try:
        _write_rows(read(asked["path"], asked["options"]), limits["cells"])
    except Spoken as error:
        _tell({"refused": _plain(error)})
    except _TooManyCells:
        _tell({"cells": True})
    except MemoryError:
        _tell({"memory": True})
    else:
        _tell({"end": True})
    sys.stdout.flush()


def _write_rows(rows: Iterable[Mapping[str, object]], most: int) -> None:
    cells = 0
    for row in rows:
        cells += sum(len(value) if isinstance(value, list | tuple | dict) else 1 for value in row.values())
        if cells > most:
            raise _TooManyCells
        _tell({"row": row})


def _tell(message: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False, separators=(",", ":")) + "\n")


def _plain(error: Spoken) -> dict[str, object]:
    values = {name: value if isinstance(value, int) else str(value) for name, value in error.values.items()}
    return {"type": f"{type(error).__module__}:{type(error).__qualname__}", "field": error.field, "values": values}


def _tell_failure(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Say what went wrong and where in the program, without the message, which may quote the file."""
    last = traceback.extract_tb(trace)[-1] if trace else None
    place = f"{Path(last.filename).name}:{last.lineno}" if last else ""
    _tell({"memory": True} if issubclass(kind, MemoryError) else {"failed": f"{kind.__name__} at {place}"})
    sys.stdout.flush()
