"""Where things lie on this machine."""

import stat
import sys
from pathlib import Path

import pytest

from csatdesk.system.paths import ProfileUnusable, default_profile, open_profile, resource


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_a_profile_is_for_its_owner_only_even_when_its_folder_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    folder.mkdir(mode=0o755)
    profile = open_profile(folder)
    for made in (profile.dir, profile.drafts, profile.logs, profile.backups):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_profile_that_cannot_be_made_says_where_and_why(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ProfileUnusable, match="taken"):
        open_profile(tmp_path / "taken" / "profile")


@pytest.mark.skipif(sys.platform != "linux", reason="the rule of Linux")
def test_the_usual_profile_follows_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_profile() == tmp_path / "csatdesk"


def test_resources_are_found_in_a_checkout() -> None:
    assert resource("icons", "cases.svg").is_file()
