"""Backups: one file that holds the encrypted store and its wrapped key slots, so that it opens on another machine.

How the store is copied and tried is the caller's: it passes two functions. A backup has its name only when it is whole.
"""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.system.files import file_trouble, sync_folder

ENDING = ".backup"
DUE_AFTER = timedelta(days=3)
KEPT = 10
_STORE, _KEYS = "store.db", "keys.json"


class NotABackup(Refusal):
    text = N_("“{file}” is no backup of csatdesk, or it is damaged. Choose another one.")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One backup in a folder; `size` in bytes."""

    path: Path
    made_at: datetime
    size: int


def is_backup_due(last_at: datetime | None, now: datetime) -> bool:
    """Whether it is time to remind: no backup yet, or none for three days."""
    return last_at is None or now - last_at >= DUE_AFTER


def backup_path(folder: Path, at: datetime) -> Path:
    """A name not yet taken, made of the local time `at`: csatdesk-2026-11-22-1705.backup."""
    stem = f"csatdesk-{at:%Y-%m-%d-%H%M}"
    path, number = folder / f"{stem}{ENDING}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{ENDING}"
    return path


def make_backup(
    folder: Path, at: datetime, keys: Path, copy_store: Callable[[Path], None], try_store: Callable[[Path], None]
) -> Path:
    """Write a backup into `folder` and return its path.

    `copy_store(path)` writes an encrypted copy of the store; `try_store(path)` opens that copy and raises when it is
    not sound. `at` is local time. Raises a Trouble of `system.files` when the folder refuses.
    """
    with file_trouble(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".csatdesk-", suffix=".part") as place:
            copy, packed = Path(place, _STORE), Path(place, "packed")
            copy_store(copy)
            try_store(copy)
            _pack(packed, copy, keys)
            target = packed.replace(backup_path(folder, at))
        sync_folder(folder)
    return target


def _pack(packed: Path, store: Path, keys: Path) -> None:
    with packed.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # what is encrypted packs no smaller
            archive.write(store, _STORE)
            archive.write(keys, _KEYS)
        file.flush()
        os.fsync(file.fileno())
    packed.chmod(0o600)


def unpack_backup(backup: Path, store: Path, keys: Path) -> None:
    """Write store and key slots of a backup to two paths where nothing may be yet; NotABackup when it is none."""
    with file_trouble(backup), backup.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
            if sorted(archive.namelist()) != sorted((_STORE, _KEYS)):
                raise NotABackup(file=backup.name)
            _unpack(archive, _STORE, store)
            _unpack(archive, _KEYS, keys)
        except zipfile.BadZipFile as error:  # also a part whose checksum is wrong
            raise NotABackup(file=backup.name) from error


def _unpack(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    with archive.open(name) as part, target.open("xb") as out:
        target.chmod(0o600)
        shutil.copyfileobj(part, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())


def list_backups(folder: Path) -> tuple[BackupFile, ...]:
    """The backups in a folder, newest first; none when the folder is missing."""
    if not folder.is_dir():
        return ()
    with file_trouble(folder):
        found = [(path, path.stat()) for path in folder.glob(f"csatdesk-*{ENDING}")]
    files = [BackupFile(path, datetime.fromtimestamp(stat.st_mtime).astimezone(), stat.st_size) for path, stat in found]
    return tuple(sorted(files, key=lambda one: (one.made_at, one.path.name), reverse=True))


def keep_newest(folder: Path, count: int = KEPT) -> tuple[Path, ...]:
    """Delete all but the newest backups of a folder; the paths that went."""
    gone = tuple(one.path for one in list_backups(folder)[max(count, 1) :])
    for path in gone:
        with file_trouble(path):
            path.unlink(missing_ok=True)
    return gone
