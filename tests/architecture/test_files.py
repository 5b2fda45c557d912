"""What may stand in a file of the project, and what an installed csatdesk is made of."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.architecture.tree import ROOT

# Written in parts, so that this file does not name what it forbids.
OF_ONE_MACHINE = re.compile(rf"(?<![\w.~*>)}}-])/(?:{'|'.join(('home', 'root', 'tmp', 'work'))})/|[A-Z]:\\Users\\")
OF_A_REGISTRY = re.compile(
    "|".join(("py" + r"pi\.org", "python" + r"hosted\.", "index" + r"[-_]url *=")), re.IGNORECASE
)


def tracked() -> list[Path]:
    """The files that git knows."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> dict[Path, str]:
    """The tracked files that are text."""
    found = {}
    for path in tracked():
        try:
            found[path.relative_to(ROOT)] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_place_of_one_machine_or_a_package_registry() -> None:
    hits = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if OF_ONE_MACHINE.search(line) or OF_A_REGISTRY.search(line)
    ]
    assert not hits


@pytest.mark.parametrize("line", ["see /" + "home/anna/notes", "cd /" + "tmp/x", "--index" + "-url = x"])
def test_the_search_for_places_finds_them(line: str) -> None:
    assert OF_ONE_MACHINE.search(line) or OF_A_REGISTRY.search(line)


def test_set_up_can_be_read_by_an_old_python_that_has_to_say_so() -> None:
    ast.parse((ROOT / "packaging" / "dev.py").read_text("utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_every_locked_archive_carries_a_hash(kind: str) -> None:
    lock = (ROOT / "packaging" / f"requirements-{kind}.txt").read_text("utf-8")
    pins = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert pins
    assert not [pin for pin in pins if "--hash=sha256:" not in pin or "==" not in pin]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of the files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    with ZipFile(next(folder.glob("*.whl"))) as archive:
        return archive.namelist()


def test_a_wheel_holds_every_resource_with_the_translations_compiled(wheel: list[str]) -> None:
    resources = [path.relative_to(ROOT) for path in tracked() if path.is_relative_to(ROOT / "resources")]
    wanted = {f"csatdesk/{path.as_posix()}" for path in resources if path.suffix not in {".po", ".pot"}}
    wanted |= {f"csatdesk/{path.with_suffix('.mo').as_posix()}" for path in resources if path.suffix == ".po"}
    assert not wanted - set(wheel)
    assert any(name.endswith(".mo") for name in wheel)


def test_a_wheel_holds_the_program_and_no_more(wheel: list[str]) -> None:
    assert "csatdesk/py.typed" in wheel
    assert {name.partition("/")[0] for name in wheel if ".dist-info/" not in name} == {"csatdesk"}
    assert not [name for name in wheel if "/tests/" in name or name.endswith((".po", ".pot", ".pyc"))]
    assert any(name.endswith("/licenses/LICENSE") for name in wheel)
