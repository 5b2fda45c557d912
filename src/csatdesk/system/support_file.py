"""The file a person sends with a question: versions, the log, settings without names. Nothing personal."""

import platform
import sys
import zipfile
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path

from csatdesk.system.files import read_bytes, write_atomically
from csatdesk.system.paths import Profile
from csatdesk.system.settings import Settings, load_settings

_LIBRARIES = (
    "csatdesk",
    "PySide6-Essentials",
    "SQLAlchemy",
    "alembic",
    "sqlcipher3",
    "psycopg",
    "openpyxl",
    "python-calamine",
    "reportlab",
    "keyring",
    "cryptography",
    "argon2-cffi",
    "Babel",
)
_TOLD_SETTINGS = ("language", "theme", "text_size", "lock_after_minutes", "desk_block", "store_kind", "is_demo")


def write_support_file(target: Path, profile: Profile, at: datetime, facts: Mapping[str, str] | None = None) -> None:
    """Write a zip to `target`. `facts`: further lines, such as the number of the error; never personal ones."""
    lines = _versions() | {"made": f"{at:%Y-%m-%d %H:%M %Z}"} | dict(facts or {}) | _sizes(profile)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.txt", _told(lines))
        archive.writestr("settings.txt", _told(_settings(load_settings(profile.settings))))
        for log in sorted(profile.logs.glob("csatdesk.log*")):
            archive.writestr(f"logs/{log.name}", read_bytes(log))
    write_atomically(target, packed.getvalue())


def _told(lines: Mapping[str, object]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def _versions() -> dict[str, str]:
    found = {"python": sys.version.split()[0], "system": platform.platform(terse=True)}
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = "not installed"
    return found


def _sizes(profile: Profile) -> dict[str, str]:
    """What lies in the profile and how large it is: enough to see a full disk or a store that is missing."""
    files = (profile.store, profile.keys, profile.settings)
    told = {path.name: f"{path.stat().st_size} bytes" if path.exists() else "missing" for path in files}
    return told | {"drafts": f"{len(list(profile.drafts.glob('*.draft')))} files"}


def _settings(settings: Settings) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(settings, name) for name in _TOLD_SETTINGS}
    return told | {"last_backup_at": settings.last_backup_at, "backup_folder_chosen": bool(settings.backup_folder)}
