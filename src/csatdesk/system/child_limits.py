"""Caps on a child process: resource limits on POSIX, a job object on Windows."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP", "TMPDIR")
_OPEN_FILES = 64


def environment() -> dict[str, str]:
    """What a child learns of ours: no pass phrase, no password, no settings of Python."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


if sys.platform == "win32":
    from csatdesk.system.job_object import job_with_memory

    def cap_myself(memory_bytes: int, seconds: float) -> None:
        """The parent's job object caps this process."""

    @contextmanager
    def cap(child: "subprocess.Popen[bytes]", memory_bytes: int) -> Iterator[None]:
        """Inside the block the child may use so much memory, and it dies with us."""
        with job_with_memory(int(child._handle), memory_bytes):  # type: ignore[attr-defined]  # Popen has no public handle
            yield

else:
    import resource

    def cap_myself(memory_bytes: int, seconds: float) -> None:
        """From now on: so much address space and processor time, no files written, no core dump."""
        limits = {
            resource.RLIMIT_AS: memory_bytes,
            resource.RLIMIT_CPU: int(seconds) + 1,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_NOFILE: _OPEN_FILES,
        }
        for kind, most in limits.items():
            hard = resource.getrlimit(kind)[1]
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            _set(kind, allowed)

    def _set(kind: int, most: int) -> None:
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # macOS knows RLIMIT_AS and refuses it
            if sys.platform != "darwin":
                raise

    @contextmanager
    def cap(_child: "subprocess.Popen[bytes]", _memory_bytes: int) -> Iterator[None]:
        """The child caps itself before it opens the file."""
        yield
