"""Small files that must never be half written, and what goes wrong with files, in words."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_


class DiskFull(Trouble):
    text = N_("There is no room left on the disk of {path}. Free some space and try again.")
    can_retry = True


class FileInUse(Trouble):
    text = N_("{path} is open in another program or may not be written. Close it there and try again.")
    can_retry = True


class FileGone(Trouble):
    text = N_("{path} is not there. It may have been moved, or its disk is not connected.")
    can_retry = True


class FileUnusable(Trouble):
    text = N_("{path} cannot be used: {reason}.")
    can_retry = True


class IsAFolder(FileUnusable):
    text = N_("{path} is a folder, not a file. Choose a file.")
    can_retry = False


@contextmanager
def file_trouble(path: Path) -> Iterator[None]:
    """Turn what the operating system says about `path` into a Trouble."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileGone(path=path) from error
    except IsADirectoryError as error:
        raise IsAFolder(path=path) from error
    except PermissionError as error:
        raise FileInUse(path=path) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=path) from error
        raise FileUnusable(path=path, reason=error.strerror or type(error).__name__) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, readable by its owner only; after a power cut it holds the old or the new bytes."""
    write_in_parts(path, (content,))


def write_in_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same for what is too large to be held whole; whatever ends `parts` leaves the old bytes."""
    import tempfile  # 5 ms that the sign-in window, which only reads, need not wait for

    with file_trouble(path):
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                for part in parts:
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in `folder` survive a power cut; where folders cannot be synced (Windows) the file itself must do."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_bytes(path: Path) -> bytes:
    with file_trouble(path):
        return path.read_bytes()
