"""The settings file survives newer versions, damage and power cuts."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.system.files import FileUnusable
from csatdesk.system.settings import RECENT_MOST, Recent, Settings, load_settings, save_settings

FULL = Settings(
    language="pl",
    theme="dark",
    text_size=125,
    recent_names=("Anna Nowak", "Jüri Kask"),
    recent_sign_in_names=("anna", "juri"),
    backup_folder='D:\\kopie "ważne"\n',
    lock_after_minutes=5,
    desk_block=2,
    store_kind="postgresql",
    store_url="postgresql://csatdesk@server/csatdesk",
    is_demo=True,
    office_hours={"zone": "Europe/Warsaw", "week": {"mon": [["08:00", "16:00"]]}, "holidays": {}},
    last_channels={"2": "phone"},
    last_backup_at=datetime(2026, 11, 22, 17, 5, tzinfo=UTC),
    others={"of_a_newer_version": ["a", "b"], "further": {"inner key": 1.5}},
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save_settings(path, FULL)
    assert load_settings(path) == FULL


def test_a_missing_file_means_the_usual_settings(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_keys_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('language = "et"\nnew_thing = 7\n', "utf-8")
    save_settings(path, load_settings(path)._replace(language="fi"))
    assert tomllib.loads(path.read_text("utf-8"))["new_thing"] == 7
    assert load_settings(path).language == "fi"


def test_a_value_of_the_wrong_kind_gives_way_to_the_usual_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('text_size = "huge"\nis_demo = 1\nlast_backup_at = 2026-11-22\ntheme = "light"\n', "utf-8")
    assert load_settings(path) == Settings(theme="light")


def test_a_damaged_file_is_set_aside_and_the_program_starts(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b'language = "p')
    assert load_settings(path) == Settings()
    assert (tmp_path / "settings.toml.damaged").read_bytes() == b'language = "p'


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text()) | st.integers() | st.booleans(), max_size=4))
def test_any_text_survives_our_own_toml(tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]) -> None:
    path = tmp_path_factory.mktemp("toml") / "settings.toml"
    settings = Settings(others={f"x{name}": value for name, value in values.items()})
    save_settings(path, settings)
    assert load_settings(path) == settings


def test_who_signs_in_comes_first_and_only_once(tmp_path: Path) -> None:
    settings = Settings().with_recent("Anna", "anna").with_recent("Marek", "marek").with_recent("Anna N.", "anna")
    assert settings.recent == (Recent("Anna N.", "anna"), Recent("Marek", "marek"))
    for number in range(10):
        settings = settings.with_recent(f"P{number}", f"p{number}")
    assert len(settings.recent) == RECENT_MOST


def test_a_folder_in_the_way_is_a_trouble_and_leaves_no_remains(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(FileUnusable, match=r"settings\.toml"):
        save_settings(tmp_path / "settings.toml", Settings())
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]
