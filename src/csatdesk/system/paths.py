"""Where things lie: the resources of the program, and the profile: all that a centre keeps on this machine."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_
from csatdesk.wording.resources import resource

__all__ = ["Profile", "ProfileUnusable", "default_profile", "open_profile", "resource"]


class ProfileUnusable(Trouble):
    text = N_("The folder {path} cannot be used: {reason}. Choose another folder or ask for the right to write there.")


class Profile(NamedTuple):
    """One folder, readable by its owner only; every file of the program on this machine lies in it."""

    dir: Path

    @property
    def settings(self) -> Path:
        return self.dir / "settings.toml"

    @property
    def store(self) -> Path:
        return self.dir / "store.db"

    @property
    def keys(self) -> Path:
        """The wrapped key slots, beside the store they open."""
        return self.dir / "keys.json"

    @property
    def drafts(self) -> Path:
        return self.dir / "drafts"

    @property
    def logs(self) -> Path:
        return self.dir / "logs"

    @property
    def backups(self) -> Path:
        """Where backups go until the centre chooses a better folder."""
        return self.dir / "backups"

    @property
    def lock(self) -> Path:
        """Held by the one window of this profile."""
        return self.dir / "window.lock"


def default_profile() -> Path:
    """The folder of the profile when nobody names another: where this system keeps a program's own data."""
    return _data_home(sys.platform) / "csatdesk"


def _data_home(platform: str) -> Path:
    if platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def open_profile(folder: Path | None = None) -> Profile:
    """The profile in `folder` (default: `default_profile()`), its folders made where missing, for the owner only.

    Raises ProfileUnusable when they cannot be made.
    """
    profile = Profile((folder or default_profile()).absolute())
    try:
        for path in (profile.dir, profile.drafts, profile.logs, profile.backups):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)  # mkdir's mode is cut by the umask and does not reach a folder that was there
    except OSError as error:
        raise ProfileUnusable(path=profile.dir, reason=error.strerror or error) from error
    return profile
