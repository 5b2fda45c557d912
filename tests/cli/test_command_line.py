"""The command line on a real store: import, report, backup, restore, doctor."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from csatdesk.cli.main import main
from csatdesk.domain.case_numbers import check_digit
from csatdesk.operations.centres import set_up_centre
from csatdesk.operations.demo import delete_demo, open_demo_session
from csatdesk.sheets import tables
from csatdesk.system.clock import now
from csatdesk.system.paths import Profile, open_profile
from csatdesk.wording.texts import speaking
from tests.cast import PASSWORD, SET_UP
from tests.reports.reading import words

PASSPHRASE = "four words in a row"
LIST = """\
Number,Received,Topic,What happened,Customer
1,2024-03-05 14:30,Queue,Waited 48 minutes,Jaan Tamm
2,2024-03-06 09:00,Queue,Waited again,Liis Kuusk
"""


@pytest.fixture(autouse=True)
def _speaking_english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a centre as it is on its second day, made once; every test has a copy."""
    made = open_profile(tmp_path_factory.mktemp("founded") / "profile")
    set_up = replace(SET_UP, language="en", passphrase=PASSPHRASE)
    set_up_centre(made, set_up, now() - timedelta(days=1))[0].close()
    return made.dir


@pytest.fixture
def profile(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """A centre whose secrets stand in the environment, and nobody at a terminal."""
    monkeypatch.setenv("CSATDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("CSATDESK_PASSWORD", PASSWORD)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return open_profile(shutil.copytree(founded, tmp_path / "profile"))


def run(profile: Profile, *command: object) -> int:
    return main(["--profile", str(profile.dir), *map(str, command)])


def written(folder: Path, content: str = LIST) -> Path:
    path = folder / "list.csv"
    path.write_text(content, "utf-8")
    return path


def test_a_list_is_imported_once(profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path)
    assert run(profile, "import", "cases", path, "--as", "ewa") == 0
    told = capsys.readouterr()
    assert "2 rows added." in told.out
    assert "Received: column Received" in told.err
    assert run(profile, "import", "cases", path, "--as", "EWA") == 0
    assert "There already: 2." in capsys.readouterr().out


def test_broken_rows_are_named(profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, LIST + "3,soon,Queue,Third,\n")
    command = ("import", "cases", path, "--as", "ewa", "--dates", "iso")
    assert run(profile, *command) == 1
    told = capsys.readouterr()
    assert "Row 4, column B (Received): “soon” is no date" in told.err
    assert "added" not in told.out
    aside = tmp_path / "bad.csv"
    assert run(profile, *command, "--bad-rows", aside) == 0
    assert "2 rows added." in capsys.readouterr().out
    assert [row.cells[0] for row in tables.read(aside, tables.sniff(aside))] == ["4"]


def test_customers_are_imported(
    profile: Profile, tmp_path: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shared_data / "contacts" / "chinook_customers.csv"
    assert run(profile, "import", "customers", path, "--as", "ewa", "--bad-rows", tmp_path / "bad.xlsx") == 0
    assert "rows added." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--column", "nothing=Topic"), "“nothing” is no field"),
        (("--column", "owner=Nowhere"), "has no column “Nowhere”"),
        (("--column", "received_at="), "Choose the column that says when"),
        (("--sheet", "Two"), ""),
    ],
)
def test_a_choice_that_cannot_be_is_told(
    profile: Profile, tmp_path: Path, more: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(profile, "import", "cases", written(tmp_path), "--as", "ewa", *more)
    assert code == (1 if said else 0)
    assert said in capsys.readouterr().err


def test_dates_that_mean_two_days_are_asked_back(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "Received,What happened\n03/04/2024,One\n05/06/2024,Two\n")
    assert run(profile, "import", "cases", path, "--as", "ewa") == 1
    assert "--dates day_first" in capsys.readouterr().err
    assert run(profile, "import", "cases", path, "--as", "ewa", "--dates", "month_first") == 0


def test_a_case_is_printed_by_its_number(profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(profile, "import", "cases", written(tmp_path), "--as", "ewa")
    number = f"{now():%y}-01-00001"
    whole = f"{number}-{check_digit(number.replace('-', ''))}"
    out = tmp_path / "file.pdf"
    assert run(profile, "report", "case", whole, "--out", out, "--as", "ewa") == 0
    assert "Waited 48 minutes" in words(out.read_bytes())
    assert run(profile, "report", "receipt", whole.replace("-", ""), "--out", out, "--as", "ewa", "--size", "A5") == 0
    capsys.readouterr()
    assert run(profile, "report", "case", "26-01-00001-0", "--out", out, "--as", "ewa") == 1
    assert "There is no case 26-01-00001-0" in capsys.readouterr().err


def test_a_month_and_the_register_are_written_without_a_window(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(profile, "import", "cases", written(tmp_path), "--as", "ewa")
    sheet, register = tmp_path / "month.pdf", tmp_path / "register.pdf"
    assert run(profile, "report", "month", "--out", sheet, "--as", "ewa") == 0
    assert "Month sheet" in words(sheet.read_bytes())
    assert run(profile, "report", "register", "--month", f"{now():%Y-%m}", "--out", register, "--as", "ewa") == 0
    assert "none left out" in words(register.read_bytes())
    capsys.readouterr()
    assert run(profile, "report", "month", "--month", "2026-13", "--out", sheet, "--as", "ewa") == 1
    assert "“2026-13” is no month" in capsys.readouterr().err
    assert run(profile, "report", "month", "--month", "9999-12", "--out", sheet, "--as", "ewa") == 1
    assert "“9999-12” is no month" in capsys.readouterr().err
    assert run(profile, "report", "case", "--out", sheet, "--as", "ewa") == 1
    assert "Write the number of the case." in capsys.readouterr().err


def test_backup_and_restore_need_no_person(
    profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(profile, "backup", "--to", tmp_path / "stick") == 0
    (made,) = (tmp_path / "stick").iterdir()
    assert str(made) in capsys.readouterr().out
    run(profile, "import", "cases", written(tmp_path), "--as", "ewa")
    assert run(profile, "restore", made) == 0
    assert "What was there before lies in" in capsys.readouterr().out
    assert run(profile, "import", "cases", written(tmp_path), "--as", "ewa") == 0
    assert "2 rows added." in capsys.readouterr().out


def test_restore_takes_the_newest_backup(profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, "restore") == 1
    assert "There is no backup in" in capsys.readouterr().err
    run(profile, "backup")
    assert run(profile, "restore") == 0


def test_the_doctor_tells_good_from_wrong(profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, "doctor") == 1
    assert "WRONG: Backup: None was made yet." in capsys.readouterr().out
    run(profile, "backup")
    assert run(profile, "doctor") == 0
    assert "WRONG" not in capsys.readouterr().out


def test_a_wrong_pass_phrase_opens_nothing(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CSATDESK_PASSPHRASE", "four other words in a row")
    assert run(profile, "import", "cases", written(tmp_path), "--as", "ewa") == 1
    assert "does not open the store" in capsys.readouterr().err


def test_a_wrong_password_opens_nothing(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CSATDESK_PASSWORD", "not this one")
    assert run(profile, "import", "cases", written(tmp_path), "--as", "ewa") == 1
    assert "do not belong together" in capsys.readouterr().err


def test_a_secret_that_is_missing_is_asked_for_by_its_variable(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CSATDESK_PASSPHRASE")
    assert run(profile, "backup") == 1
    assert "CSATDESK_PASSPHRASE" in capsys.readouterr().err


def test_who_acts_must_be_named(profile: Profile, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, "import", "cases", written(tmp_path)) == 1
    assert "--as NAME" in capsys.readouterr().err


@pytest.mark.parametrize("command", [(), ("import",), ("import", "cakes", "x"), ("report", "case", "1")])
def test_what_is_no_command_ends_with_2(profile: Profile, command: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(profile, *command)
    assert ended.value.code == 2


def test_the_program_itself_runs_commands_without_qt(profile: Profile) -> None:
    root = Path(__file__).resolve().parents[2]
    code = "import sys; from csatdesk.__main__ import main; code = main(); sys.exit(code or 'PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "--profile", str(profile.dir), "backup"],
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Backup written and tried" in done.stdout


def test_the_demo_centre_opens_for_its_clerk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CSATDESK_PASSPHRASE", "CSATDESK_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    demo = open_profile(tmp_path / "demo")
    open_demo_session(demo).close()
    assert run(demo, "report", "case", "26-01-00001-0", "--out", tmp_path / "x.pdf") == 1  # wrong check digit
    assert run(demo, "backup") == 0
    assert capsys.readouterr().out
    delete_demo(demo)
