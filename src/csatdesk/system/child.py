"""Reads files from outside in a child process with caps on memory, time, cells and unpacked size.

A reader is a function "package.module:function" that takes (path, options) and yields mappings that JSON can write.
They come back one line each. The child is started isolated, learns the path by its standard input and may write no
file.
"""

import json
import logging
import subprocess
import sys
import zipfile
from collections.abc import Generator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic

from csatdesk.domain.errors import Refusal, Spoken, Trouble
from csatdesk.domain.marks import N_
from csatdesk.system.child_limits import cap, environment
from csatdesk.system.files import file_trouble

_log = logging.getLogger(__name__)
_SOURCES = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, {!r}); from csatdesk.system.child_reader import main; main()"
_CHUNK = 1 << 16
_LINE_MOST = 1 << 24  # bytes of one row; no reader of ours writes so much
_CHUNKS_AHEAD = 32
_PROCESSOR_TIME_SPENT = -24  # SIGXCPU, a number that Windows does not name


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may use. `seconds` counts the time it keeps us waiting, not the time we take between rows."""

    memory_bytes: int = 1 << 30
    seconds: float = 120
    cells: int = 20_000_000
    unpacked_bytes: int = 1 << 29


class UnpacksTooLarge(Refusal):
    text = N_("“{file}” unpacks to {size} MB, more than {most} MB. It may be made to do harm: ask the sender.")


class TooManyCells(Refusal):
    text = N_("“{file}” has more than {most} cells. Split it into several files.")


class TooMuchMemory(Trouble):
    text = N_(
        "Reading “{file}” took more memory than a file may. Save it anew in your spreadsheet program, or split it."
    )


class TooSlow(Trouble):
    text = N_("Reading “{file}” took longer than {seconds} seconds and was stopped. Split it into several files.")


class ReaderFailed(Trouble):
    text = N_("“{file}” could not be read; it may be damaged. Save it anew in your spreadsheet program and try again.")


class ReaderProcess:
    """A reader at work from now on, a little ahead of whoever takes its `rows`; close it to end it."""

    def __init__(self, reader: str, path: Path, options: Mapping[str, object], limits: Limits | None = None) -> None:
        self._reader, self._path, self._limits = reader, path, limits or Limits()
        with file_trouble(path):
            check_unpacked_size(path, self._limits.unpacked_bytes)
        asked = {"reader": reader, "path": str(path.absolute()), "options": dict(options)}
        self._stopped = Event()
        self._chunks: Queue[bytes] = Queue(_CHUNKS_AHEAD)
        with ExitStack() as ending:
            self._child = ending.enter_context(
                subprocess.Popen(  # noqa: S603  (our own module; nothing of the request is in the command)
                    [sys.executable, "-I", "-c", _START.format(_SOURCES)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,  # whatever a library prints there may quote the file
                    env=environment(),
                )
            )
            ending.callback(self._child.kill)
            ending.enter_context(cap(self._child, self._limits.memory_bytes))
            self._pump = Thread(target=_pump, args=(self._child, self._chunks, self._stopped), daemon=True)
            self._pump.start()
            ending.callback(self._stop)
            _ask(self._child, {**asked, "limits": asdict(self._limits)})
            self._ending = ending.pop_all()

    def rows(self) -> Generator[dict[str, object]]:
        """Every failure is a Refusal or Trouble that names the file."""
        return _rows(self._child, self._chunks, self._reader, self._path, self._limits)

    def close(self) -> None:
        self._ending.close()

    def _stop(self) -> None:
        self._stopped.set()
        self._child.kill()
        self._pump.join()


def run_reader(
    reader: str, path: Path, options: Mapping[str, object], limits: Limits | None = None
) -> Generator[dict[str, object]]:
    """The rows that `reader` yields for `path`; every failure is a Refusal or Trouble that names the file.

    Close the generator (`contextlib.closing`) to stop early: the child is killed at once.
    """
    with closing(ReaderProcess(reader, path, options, limits)) as running:
        yield from running.rows()


def check_unpacked_size(path: Path, most: int) -> None:
    """Refuse a zip (a workbook is one) whose parts say they are larger than `most` bytes together."""
    try:
        with path.open("rb") as file:
            if not zipfile.is_zipfile(file):
                return
            archive = zipfile.ZipFile(file)
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ReaderFailed(file=path.name) from error
    if size > most:
        raise UnpacksTooLarge(file=path.name, size=size >> 20, most=most >> 20)


def _ask(child: subprocess.Popen[bytes], asked: Mapping[str, object]) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError), child.stdin as pipe:  # a child that died at once is told by its silence
        pipe.write(json.dumps(asked).encode() + b"\n")


def _rows(
    child: subprocess.Popen[bytes], chunks: "Queue[bytes]", reader: str, path: Path, limits: Limits
) -> Generator[dict[str, object]]:
    for line in _lines(chunks, path, limits.seconds):
        message = json.loads(line)
        if "row" in message:
            yield message["row"]
        elif "end" in message:
            return
        else:
            raise _error(message, reader, path, limits)
    raise _died(child, path, limits)


def _pump(child: subprocess.Popen[bytes], chunks: "Queue[bytes]", stopped: Event) -> None:
    """Move what the child writes into the queue, never more than a few chunks ahead; b"" is its end."""
    assert child.stdout is not None
    going = True
    while going and not stopped.is_set():
        chunk = child.stdout.read1(_CHUNK)  # type: ignore[attr-defined]  # a pipe is a BufferedReader
        going = bool(chunk)
        while not stopped.is_set():
            with suppress(Full):
                chunks.put(chunk, timeout=0.05)
                break


def _lines(chunks: "Queue[bytes]", path: Path, seconds: float) -> Generator[bytes]:
    left, rest = seconds, b""
    while True:
        began = monotonic()
        try:
            chunk = chunks.get(timeout=max(left, 0.001))
        except Empty:
            raise TooSlow(file=path.name, seconds=round(seconds)) from None
        left -= monotonic() - began
        if not chunk:
            return
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
        if len(rest) > _LINE_MOST:
            raise ReaderFailed(file=path.name)


def _error(message: Mapping[str, object], reader: str, path: Path, limits: Limits) -> Spoken:
    told = message.get("refused")
    if message.get("cells"):
        return TooManyCells(file=path.name, most=limits.cells)
    if message.get("memory"):
        return TooMuchMemory(file=path.name)
    if isinstance(told, dict):
        error = _of_reader(str(told["type"]))
        if error is not None:
            return error(field=told["field"], **told["values"])
    _log.warning("reader %s failed: %s", reader, message.get("failed"))
    return ReaderFailed(file=path.name)


def _of_reader(name: str) -> type[Spoken] | None:
    """The refusal or trouble of ours with that full name; a child may name no other class."""
    waiting = [Refusal, Trouble]
    while waiting:
        one = waiting.pop()
        if f"{one.__module__}:{one.__qualname__}" == name:
            return one
        waiting.extend(one.__subclasses__())
    return None


def _died(child: subprocess.Popen[bytes], path: Path, limits: Limits) -> Trouble:
    """What a child without a last word died of; a library that finds no memory ends the process by a signal."""
    code = child.wait()
    _log.warning("reader died with code %d", code)
    if code == _PROCESSOR_TIME_SPENT:
        return TooSlow(file=path.name, seconds=round(limits.seconds))
    return TooMuchMemory(file=path.name) if code < 0 else ReaderFailed(file=path.name)
