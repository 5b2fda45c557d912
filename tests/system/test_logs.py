"""The log and the support file hold what happened and nothing about whom."""

import logging
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from csatdesk.domain.statuses import Status
from csatdesk.system.clock import now
from csatdesk.system.logs import IdsOnlyFormatter, Plain, configure_logs
from csatdesk.system.paths import open_profile
from csatdesk.system.settings import Settings, save_settings
from csatdesk.system.support_file import write_support_file

OURS = logging.getLogger("csatdesk.tests")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield configure_logs(tmp_path)
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_ids_are_written_and_words_are_not(log: Path) -> None:
    OURS.info("case %d of %s by %s is %s", 12, UUID(int=7), "Anna Nowak", Status.CLOSED)
    told = log.read_text("utf-8")
    assert "case 12 of 00000000-0000-0000-0000-000000000007 by … is Status.CLOSED" in told
    assert "Nowak" not in told


def test_words_of_the_program_pass_when_marked(log: Path) -> None:
    OURS.info("opened %s, raised %s in %s", Plain("postgresql"), ValueError, "csatdesk.store.engine")
    assert "opened postgresql, raised ValueError in csatdesk.store.engine" in log.read_text("utf-8")


@pytest.mark.parametrize(("message", "values"), [("%d rows", ("Anna",)), ("%(rows)d rows", ({"rows": "Anna"},))])
def test_a_word_where_a_number_should_stand_is_left_out(message: str, values: tuple[object, ...]) -> None:
    record = logging.LogRecord("csatdesk.tests", logging.INFO, __file__, 1, message, values, None)
    assert IdsOnlyFormatter().format(record) == message


def test_an_error_is_told_by_its_type_and_place_without_its_message(log: Path) -> None:
    try:
        try:
            raise KeyError("Anna Nowak")
        except KeyError as error:
            raise ValueError("duplicate key (601 224 318)") from error
    except ValueError:
        OURS.exception("failed with number %d", 5)
    told = log.read_text("utf-8")
    assert "ValueError" in told
    assert "KeyError" in told
    assert "test_logs.py:" in told
    assert "Nowak" not in told
    assert "601" not in told


def test_other_libraries_are_heard_but_not_quoted(log: Path) -> None:
    logging.getLogger("sqlalchemy.pool").warning("parameters: Anna Nowak")
    told = log.read_text("utf-8")
    assert "sqlalchemy.pool" in told
    assert "Nowak" not in told


def test_a_second_call_takes_over(log: Path, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    second = configure_logs(tmp_path / "second")
    OURS.info("once")
    assert "once" in second.read_text("utf-8")
    assert "once" not in log.read_text("utf-8")


def test_the_support_file_tells_versions_and_sizes_but_no_names(tmp_path: Path) -> None:
    profile = open_profile(tmp_path / "Anna Nowak")
    save_settings(profile.settings, Settings(language="pl", backup_folder="D:/Anna").with_recent("Anna Nowak", "anna"))
    (profile.logs / "csatdesk.log").write_text("one line\n", "utf-8")
    target = tmp_path / "support.zip"
    write_support_file(target, profile, datetime(2026, 11, 22, 17, 5, tzinfo=UTC), {"error": "4711"})
    with zipfile.ZipFile(target) as archive:
        told = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(told) == {"about.txt", "settings.txt", "logs/csatdesk.log"}
    assert "error: 4711" in told["about.txt"]
    assert "store.db: missing" in told["about.txt"]
    assert "SQLAlchemy: 2." in told["about.txt"]
    assert "language: pl" in told["settings.txt"]
    assert "anna" not in "".join(told.values()).casefold()


def test_the_clock_is_aware() -> None:
    assert now().tzinfo is UTC
