"""Setting up and running by packaging/dev.py, in the parts that need no network."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins for apt and dpkg-query are shell scripts")


def load() -> ModuleType:
    """The script as a module; its folder shares its name with a library, so it is loaded by its path."""
    spec = importlib.util.spec_from_file_location("csatdesk_dev", ROOT / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


dev = load()


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH; `program()` puts stand-ins for Debian's programs there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.defpath}")
    return folder


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def test_libraries_of_a_newer_system_count_under_their_new_names(system: Path) -> None:
    answer = "libegl1 installed\\nlibcups2t64 installed\\nlibgl1 config-files\\n"
    program(system, "dpkg-query", f"printf '{answer}'; exit 1")
    assert dev.missing_packages(["libegl1", "libcups2", "libgl1", "libxcb1"]) == ["libgl1", "libxcb1"]


def test_without_root_the_exact_command_is_said(system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(system, "dpkg-query", "exit 1")
    program(system, "apt-get", "exit 99")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Stop, match=r"sudo apt-get install --yes libegl1 libgl1 libglib2\.0-0 "):
        dev.provide_system()


def test_as_root_what_is_missing_is_installed_at_the_second_try(
    system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(system, "dpkg-query", "exit 1")
    program(system, "apt-get", f'echo "$@" >> {tmp_path}/asked; test "$(grep -c install {tmp_path}/asked)" -ne 1')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    dev.provide_system()
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert [line.split()[0] for line in asked] == ["update", "install", "update", "install"]
    assert asked[-1].endswith("libxcb-xkb1")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux may be without a display")
@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "vnc"}, True),
    ],
)
def test_a_display_is_known_by_the_environment(
    environment: dict[str, str], shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert dev.has_display() is shown


def test_a_finished_set_up_holds_until_a_lock_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "PACKAGING", tmp_path)
    monkeypatch.setattr(dev, "VENV_PYTHON", Path(sys.executable))
    for kind in ("run", "dev"):
        (tmp_path / f"requirements-{kind}.txt").write_text("reportlab==1", "utf-8")
    assert not dev.is_current("run")
    dev.stamp("dev").write_text(dev.fingerprint("dev"), "ascii")
    assert dev.is_current("dev")
    assert dev.is_current("run")  # the development environment holds all that running needs
    (tmp_path / "requirements-dev.txt").write_text("reportlab==2", "utf-8")
    assert not dev.is_current("run")


def test_the_summary_counts_tests_and_names_why_some_were_skipped(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    skipped = '<testcase><skipped message="no server"/></testcase>'
    report.write_text(f"<s><testcase/>{skipped}{skipped}<testcase><failure/></testcase></s>", "utf-8")
    assert dev.told_by(report).split("\n      ") == ["1 passed, 1 failed, 2 skipped", "skipped 2: no server"]


def test_an_unknown_command_is_refused_with_the_known_ones() -> None:
    asked = [sys.executable, str(ROOT / "packaging" / "dev.py"), "fly"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "run" in answer.stderr
