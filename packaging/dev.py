"""Sets up, runs and tests csatdesk with Python's standard library alone, on Linux, Windows and macOS.

    python3 packaging/dev.py run      set up what is missing, then open csatdesk on the demo centre;
                                      without a display: the guided tour, pictures and papers in out/
    python3 packaging/dev.py test     every check: format, lint, types, import contracts, tests

`--help` lists the rest. Kept readable for Python 3.7, so that an older Python can still say which one is needed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
VENV_PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")

QT_LIBRARIES = """
    libegl1 libgl1 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 libgssapi-krb5-2 libcups2
    libxkbcommon0 libxkbcommon-x11-0 libx11-6 libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0
    libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1
    libxcb-util1 libxcb-xfixes0 libxcb-xkb1
"""

CHECKS = (
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("ruff check", ("ruff", "check", ".")),
    ("mypy", ("mypy",)),
    ("lint-imports", ("lint-imports",)),
)


class Stop(Exception):
    """Set-up cannot go on; the text says what the person can do."""


class Outcome(NamedTuple):
    """How one check ended."""

    name: str
    passed: bool
    seconds: float
    note: str = ""


def say(text: str) -> None:
    """Print at once, so that our lines and those of the programs we start stay in order."""
    print(text, flush=True)


def run(*command: str | Path, **options: str) -> int:
    """Run a program in the checkout, with `options` added to its environment; return its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **options}, check=False
    ).returncode


def succeed(what: str, *command: str | Path) -> None:
    """Run a program that has to work."""
    code = run(*command)
    if code:
        raise Stop(f"{what} failed (exit code {code}). The lines above say why.")


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def is_debian() -> bool:
    return bool(shutil.which("dpkg-query") and shutil.which("apt-get"))


def ask(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the system and keep what it says on either stream."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    pipe, same = subprocess.PIPE, subprocess.STDOUT
    return subprocess.run(command, env=environment, stdout=pipe, stderr=same, text=True, check=False)


def missing_packages(names: list[str]) -> list[str]:
    """Those of `names` that are not installed; newer systems call some of them libcups2t64 and the like."""
    renamed = [name + "t64" for name in names]
    answer = ask("dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *names, *renamed)
    installed = {line.split()[0] for line in answer.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in names if not {name, name + "t64"} & installed]


def apt_install(names: list[str]) -> bool:
    """Install as root; mirrors fail now and then, so it is tried twice. What apt says is shown when it failed."""
    for _attempt in range(2):
        ask("apt-get", "update", "-qq")
        done = ask("apt-get", "install", "--yes", "-qq", "--no-install-recommends", *names)
        if done.returncode == 0:
            return True
    say(done.stdout)
    return False


def venv_packages() -> list[str]:
    """Debian splits off the part of Python that makes virtual environments."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return []
    return ["python{}.{}-venv".format(*sys.version_info)]


def provide_system() -> None:
    """Install the system packages that are missing, or stop with the command that does."""
    if not is_debian():
        return
    wanted = missing_packages(QT_LIBRARIES.split()) + venv_packages()
    if not wanted:
        return
    command = "apt-get install --yes " + " ".join(wanted)
    if not is_root():
        raise Stop(
            f"csatdesk needs {len(wanted)} system packages. Install them, then start again:\n\n    sudo {command}\n"
        )
    say(f"Installing {len(wanted)} system packages: {' '.join(wanted)}")
    if not apt_install(wanted):
        raise Stop(f"The system packages could not be installed. Try it by hand:\n\n    apt-get update && {command}\n")


def requirements(kind: str) -> Path:
    """The locked requirements of `run` or `dev`; dev holds all of run."""
    return PACKAGING / f"requirements-{kind}.txt"


def stamp(kind: str) -> Path:
    """Where a finished set-up leaves its fingerprint."""
    return VENV / f"csatdesk-{kind}.stamp"


def fingerprint(kind: str) -> str:
    """Changes when the environment has to be brought up to date."""
    parts = (requirements(kind).read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def venv_works() -> bool:
    """Whether the environment's Python starts, is new enough and finds pip; upgrading the system's can break it."""
    question = (
        f"import sys, importlib.util as u; sys.exit(sys.version_info < {OLDEST_PYTHON} or not u.find_spec('pip'))"
    )
    try:
        return subprocess.run([str(VENV_PYTHON), "-c", question], check=False).returncode == 0
    except OSError:
        return False


def is_current(kind: str) -> bool:
    """Whether an earlier set-up still holds, `dev` also serving `run`."""
    for each in {kind, "dev"}:
        if stamp(each).is_file() and stamp(each).read_text("ascii") == fingerprint(each):
            return venv_works()
    return False


def provide_environment(kind: str) -> None:
    """Bring .venv to the locked requirements of `kind`, with the program itself installed from this checkout."""
    if is_current(kind):
        return
    say(f"Setting up {VENV.name} from {requirements(kind).name}: some minutes the first time.")
    if not venv_works():
        succeed("Making the virtual environment", sys.executable, "-m", "venv", "--clear", VENV)
    pip = (VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    succeed("Installing the libraries", *pip, "--require-hashes", "-r", requirements(kind))
    succeed("Installing csatdesk", *pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    succeed("Loading Qt", VENV_PYTHON, "-c", "import PySide6.QtWidgets")
    stamp(kind).write_text(fingerprint(kind), "ascii")


def provide_catalogues() -> None:
    """Compile the translations that are newer than what was compiled from them."""
    tool = PACKAGING / "catalogues.py"
    sources = list((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.po"))
    if tool.is_file() and any(is_older(source.with_suffix(".mo"), source) for source in sources):
        succeed("Compiling the translations", VENV_PYTHON, tool, "compile")


def is_older(target: Path, source: Path) -> bool:
    return not target.is_file() or target.stat().st_mtime < source.stat().st_mtime


def provide(kind: str) -> None:
    """Everything that has to be there before csatdesk can start (`run`) or be checked (`dev`)."""
    provide_system()
    provide_environment(kind)
    provide_catalogues()


def has_display() -> bool:
    """Windows and macOS always show windows; Linux says so in its environment, or names a platform of Qt's own."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    named = platform not in ("", "offscreen", "minimal")
    return named or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start_demo(_options: argparse.Namespace) -> int:
    """Open the demo centre; without a display, tour the same windows into out/."""
    provide("run")
    if has_display():
        return run(VENV_PYTHON, "-m", "csatdesk", "--demo")
    say("There is no display here, so csatdesk shows itself by a guided tour. Pictures and papers go to out/.")
    code = run(VENV_PYTHON, "-m", "csatdesk", "--demo", "--tour", "out", **offscreen())
    say("The tour is done: look into out/." if code == 0 else f"The tour ended early (exit code {code}).")
    return code


def offscreen() -> dict[str, str]:
    """Qt without a display, and the UTF-8 that it insists on where the machine has set no language."""
    spoken = any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return {"QT_QPA_PLATFORM": "offscreen", **({} if spoken else {"LC_ALL": "C.UTF-8"})}


def postgres_programs() -> bool:
    """Whether the suite will find initdb, as tests/postgres.py looks for it."""
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def provide_postgres() -> str:
    """Install Debian's server programs where possible; return why the PostgreSQL half is skipped, or nothing."""
    if postgres_programs():
        return ""
    if not is_debian():
        return "PostgreSQL half skipped: initdb is not on the path."
    if not is_root():
        return "PostgreSQL half skipped: no server programs. Install them: sudo apt-get install --yes postgresql"
    say("Installing PostgreSQL's server programs for the tests.")
    if apt_install(["postgresql"]) and postgres_programs():
        return ""
    return "PostgreSQL half skipped: its server programs could not be installed."


def script(name: str) -> str:
    """A program of the environment."""
    return shutil.which(name, path=str(SCRIPTS)) or str(SCRIPTS / name)


def check(name: str, *command: str | Path, **options: str) -> Outcome:
    """Run one check and time it."""
    say(f"\n── {name}")
    started = time.monotonic()
    code = run(*command, **options)
    return Outcome(name, code == 0, time.monotonic() - started)


def check_tests() -> Outcome:
    """Run the tests and read from pytest's own report how many passed and why some were skipped."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        chosen = ("-q", "-n", "2", "-m", "not slow", "--junitxml", report)
        outcome = check("pytest", VENV_PYTHON, "-m", "pytest", *chosen, **offscreen())
        return outcome._replace(note=told_by(report))


def told_by(report: Path) -> str:
    """Counts and reasons out of a JUnit file."""
    if not report.is_file():
        return "no test ran"
    cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314  (our own file)
    skipped = Counter(skip.get("message", "") for case in cases for skip in case.iter("skipped"))
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    lines = [f"{len(cases) - failed - sum(skipped.values())} passed, {failed} failed, {sum(skipped.values())} skipped"]
    return "\n      ".join(lines + [f"skipped {count}: {reason}" for reason, count in skipped.most_common()])


def check_all(_options: argparse.Namespace) -> int:
    """Run every check, also after one has failed, and sum up."""
    provide("dev")
    missing_half = provide_postgres()
    outcomes = [check(name, script(command[0]), *command[1:]) for name, command in CHECKS]
    outcomes.append(check_tests())
    code = sum_up(outcomes)
    say("  Not run here: the slow tests (make slow) and the measurements (make bench).")
    if missing_half:
        say(f"  {missing_half}")
    return code


def sum_up(outcomes: list[Outcome]) -> int:
    """Say how each check ended; return the exit code for all."""
    say("\n── Summary")
    for outcome in outcomes:
        say(f"  {'passed' if outcome.passed else 'FAILED'}  {outcome.name} ({outcome.seconds:.0f} s)")
        if outcome.note:
            say(f"      {outcome.note}")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def run_slow(_options: argparse.Namespace) -> int:
    """Run the tests that take minutes; the measurements have their own command."""
    provide("dev")
    note = provide_postgres()
    code = run(VENV_PYTHON, "-m", "pytest", "-m", "slow", "-rs", "--ignore", "tests/benchmarks", **offscreen())
    if note:
        say(note)
    return code


def measure(options: argparse.Namespace) -> int:
    """Run the measurements one after another, each in a process of its own; one that misses its aim exits with 1."""
    provide("dev")
    found = sorted(path.stem for path in (ROOT / "tests" / "benchmarks").glob("bench_*.py"))
    wanted = [name for name in found if not options.names or name.replace("bench_", "", 1) in options.names]
    outcomes = [check(name, VENV_PYTHON, "-m", f"tests.benchmarks.{name}", **offscreen()) for name in wanted]
    return sum_up(outcomes)


def set_up(_options: argparse.Namespace) -> int:
    provide("dev")
    say(f"Ready: {VENV_PYTHON.relative_to(ROOT)}")
    return 0


def lock(options: argparse.Namespace) -> int:
    """Write both lock files anew: one file for all systems, a hash for every archive, no address and no path."""
    provide("dev")
    if not Path(script("uv")).exists():
        succeed("Installing uv", VENV_PYTHON, "-m", "pip", "install", "--quiet", "uv")
    compile_lock("dev", "--group", "dev", *(["--upgrade"] if options.upgrade else []))
    shutil.copy(requirements("dev"), requirements("run"))  # uv keeps the versions that it finds in its target
    compile_lock("run")
    return 0


def compile_lock(kind: str, *more: str) -> None:
    """Resolve pyproject.toml and what builds it, from the oldest Python onward."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    chosen = ("--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "--quiet")
    oldest = ("--python-version", "{}.{}".format(*OLDEST_PYTHON))
    target = requirements(kind)
    command = [script("uv"), "pip", "compile", "pyproject.toml", "-", *more, *chosen, *oldest, "-o", str(target)]
    builders = "\n".join(project["build-system"]["requires"])
    if subprocess.run(command, cwd=ROOT, input=builders, text=True, check=False).returncode:
        raise Stop(f"Locking {target.name} failed. The lines above say why.")


COMMANDS = {
    "run": (start_demo, "set up what is missing, then open csatdesk on the demo centre"),
    "test": (check_all, "run every check"),
    "setup": (set_up, "set up the development environment"),
    "slow": (run_slow, "run the tests that take minutes"),
    "bench": (measure, "run the measurements"),
    "lock": (lock, "write the locked requirements anew"),
}


def main() -> int:
    if sys.version_info < OLDEST_PYTHON:
        return by_newer_python()
    parser = argparse.ArgumentParser(description="Set up, run and test csatdesk.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_function, text) in COMMANDS.items():
        sub = commands.add_parser(name, help=text)
        if name == "lock":
            sub.add_argument("--upgrade", action="store_true", help="take newer versions")
        if name == "bench":
            sub.add_argument("names", nargs="*", help="only these: paper for tests/benchmarks/bench_paper.py")
    options = parser.parse_args()
    try:
        return COMMANDS[options.command][0](options)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def by_newer_python() -> int:
    """Hand over to a newer Python on the path, or say which one is needed."""
    names = [f"python3.{minor}" for minor in range(20, OLDEST_PYTHON[1] - 1, -1)]
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return subprocess.run([found, *sys.argv], check=False).returncode
    needed, here = (".".join(map(str, version)) for version in (OLDEST_PYTHON, sys.version_info[:3]))
    print(f"csatdesk needs Python {needed} or newer; this is {here}. Start it again with a newer one.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
