"""Backups: made while the store is in use, tried before they count, brought back without losing what was there."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import NotFound, Trouble
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, Role, require
from csatdesk.operations.session import Session, find_key, open_store, session_of
from csatdesk.store.copies import check_store, try_copy, write_copy
from csatdesk.store.entities.staff import Staff
from csatdesk.system.backup import (
    BackupFile,
    is_backup_due,
    keep_newest,
    list_backups,
    make_backup,
    unpack_backup,
)
from csatdesk.system.clock import now
from csatdesk.system.files import file_trouble, sync_folder
from csatdesk.system.keychain import load_keys
from csatdesk.system.paths import Profile
from csatdesk.system.processes import is_running, this_process
from csatdesk.system.settings import load_settings, save_settings

__all__ = [
    "BackupFile",
    "back_up",
    "back_up_unattended",
    "backup_folder",
    "backup_is_due",
    "last_backup",
    "list_backups",
    "restore",
]


class ServerBacksUp(Trouble):
    text = N_("The data of this centre lie on a database server, which has backups of its own. Ask who looks after it.")


class WindowOpen(Trouble):
    text = N_("csatdesk is open on this profile. Close its window, then restore the backup.")
    can_retry = True


def backup_folder(profile: Profile) -> Path:
    """Where backups go: the folder that was chosen, else one of the profile."""
    chosen = load_settings(profile.settings).backup_folder
    return Path(chosen) if chosen else profile.backups


def back_up(
    session: Session, *, folder: Path | None = None, at: datetime | None = None, progress: Progress = no_progress
) -> Path:
    """Write one backup beside the earlier ones, of which the newest ten stay. It was opened once when it is returned.

    Store and key slots are copied as they lie there: encrypted and wrapped. Cancel leaves no file.
    """
    require(session.actor, Right.BACK_UP)
    profile, key = session.profile, session.store_key
    _refuse_server(profile)
    made_at = at or now()
    expected: dict[str, int] = {}

    def copy_store(target: Path) -> None:
        expected.update(write_copy(profile.store, key, target, progress))

    def try_store(copy: Path) -> None:
        try_copy(copy, key, expected)

    into = folder or backup_folder(profile)
    local = made_at.astimezone(ZoneInfo(session.centre.zone))
    made = make_backup(into, local, profile.keys, copy_store, try_store)
    keep_newest(into)
    save_settings(profile.settings, load_settings(profile.settings)._replace(last_backup_at=made_at))
    return made


def back_up_unattended(
    profile: Profile,
    *,
    passphrase: str = "",
    folder: Path | None = None,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Path:
    """`back_up` for a schedule, where nobody signs in: nothing of the store is shown, and the copy is encrypted."""
    _refuse_server(profile)
    opened = open_store(profile, passphrase=passphrase)
    try:
        with Database(opened.store.readers) as db:
            query = select(Staff).where(Staff.role == Role.ADMINISTRATOR, Staff.is_active.is_(True)).order_by(Staff.id)
            person = db.execute(query).scalars().first()
        if person is None:
            raise NotFound()
        return back_up(session_of(opened, person), folder=folder, at=at, progress=progress)
    finally:
        opened.store.close()


def _refuse_server(profile: Profile) -> None:
    if load_settings(profile.settings).store_kind == "postgresql":
        raise ServerBacksUp()


def last_backup(profile: Profile) -> datetime | None:
    return load_settings(profile.settings).last_backup_at


def backup_is_due(profile: Profile, at: datetime) -> bool:
    """Whether it is time to remind; never where the server has its own backups."""
    settings = load_settings(profile.settings)
    return settings.store_kind == "local" and is_backup_due(settings.last_backup_at, at)


def restore(
    profile: Profile,
    *,
    backup_path: Path,
    passphrase_or_code: str = "",
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Path | None:
    """Put a backup in the place of the store, which nobody may have open. Returns where the present one was laid aside.

    The backup is opened and checked first: with what was typed, or by the keyring of this computer. A failure leaves
    everything as it was.
    """
    _refuse_server(profile)
    _refuse_open_window(profile)
    with tempfile.TemporaryDirectory(dir=profile.dir, prefix=".restore-") as place:
        store, keys = Path(place, "store.db"), Path(place, "keys.json")
        unpack_backup(backup_path, store, keys)
        progress(1, 4)
        check_store(store, find_key(load_keys(keys), passphrase_or_code))
        progress(2, 4)
        aside = _lay_aside(profile, at or now())
        progress(3, 4)
        with file_trouble(profile.store):
            store.replace(profile.store)
            keys.replace(profile.keys)
        sync_folder(profile.dir)
    progress(4, 4)
    return aside


def _refuse_open_window(profile: Profile) -> None:
    """The window's lock tells its process, host and program line by line; our own window knows what it does."""
    if not profile.lock.exists():
        return
    with file_trouble(profile.lock):
        number, _program, host, *_more = (*profile.lock.read_text("utf-8", "replace").splitlines(), "", "", "")
    told = f"{host} {number}"
    if told != this_process() and is_running(told):
        raise WindowOpen()


def _lay_aside(profile: Profile, at: datetime) -> Path | None:
    """Keep the present store under a dated name; the folder it lies in, or None where there was none.

    Store and slots are copied, so that they are in their place until the others take it at one stroke each. Key slots
    of one centre open all its stores, so a stop between the two strokes locks nobody out.
    """
    if not profile.store.exists():
        return None
    with file_trouble(profile.dir):
        aside = _free_folder(profile.dir / f"before-restore-{at:%Y-%m-%d-%H%M}")
        aside.mkdir(mode=0o700)
        for path in (profile.store, profile.keys):
            if path.exists():
                shutil.copy2(path, aside / path.name)
        for path in profile.dir.glob("store.db-*"):  # a journal of the old store must never meet the new one
            path.replace(aside / path.name)
        sync_folder(aside)
    return aside


def _free_folder(wanted: Path) -> Path:
    path, number = wanted, 1
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.name}-{number}")
    return path
