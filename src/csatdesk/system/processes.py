"""Whether a process that left its number somewhere still runs."""

import os
import platform
import sys


def this_process() -> str:
    """What to leave behind, so that `is_running` can tell later: host and number."""
    return f"{platform.node()} {os.getpid()}"


def is_running(told: str) -> bool:
    """Whether the process that `this_process` named runs on this computer; another computer's cannot be seen from here.

    On Windows only this process itself can be told.
    """
    host, _blank, number = told.rpartition(" ")
    if host != platform.node() or not number.isdigit():
        return False
    if told == this_process():
        return True
    if sys.platform == "win32":  # os.kill would end it there
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, as somebody else
        return True
    return True
