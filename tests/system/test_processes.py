"""A process is known by host and number."""

import platform
import subprocess
import sys

import pytest

from csatdesk.system.processes import is_running, this_process


def test_this_process_runs() -> None:
    assert is_running(this_process())


@pytest.mark.skipif(sys.platform == "win32", reason="other processes cannot be told there")
def test_another_runs_until_it_ends() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        told = f"{platform.node()} {child.pid}"
        assert is_running(told)
        child.communicate(b"\n")
    assert not is_running(told)


@pytest.mark.parametrize("told", ["", "elsewhere 1", "no number"])
def test_what_cannot_be_seen_from_here_does_not_run(told: str) -> None:
    assert not is_running(told)
