"""Looks after store, key, keyring, fonts and disk: what is wrong, and what to do about it. Changes nothing."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import Refusal, Trouble
from csatdesk.operations.backups import backup_folder, backup_is_due
from csatdesk.operations.session import find_key, has_store
from csatdesk.reports.font_check import lacking_letters
from csatdesk.store.copies import check_store
from csatdesk.store.engine import NEWEST, ServerAway, schema_revision, server_engines
from csatdesk.system.clock import now
from csatdesk.system.keychain import SlotKind, load_keys
from csatdesk.system.os_keyring import KeyringLocked, NoKeyring, OsKeyring
from csatdesk.system.paths import Profile
from csatdesk.system.settings import Settings, load_settings
from csatdesk.wording.formats import file_size, number, short_instant
from csatdesk.wording.texts import _, spoken

ROOM_LEAST = 200_000_000  # bytes, beside three times the store
SLOTS_WANTED = 2  # one that opens here, one for the day this computer is gone


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `advice`: what to do; empty when nothing needs doing."""

    what: str
    is_ok: bool
    text: str
    advice: str = ""


def examine(
    profile: Profile,
    *,
    passphrase: str = "",
    key: bytes | None = None,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> tuple[Finding, ...]:
    """Everything a person can do something about, in the language spoken here.

    `key`: of a store that is open already; else `passphrase` (or recovery code) finds it, and without that the keyring.
    Reads every page of a local store: not on the UI thread.
    """
    found: list[Finding] = []
    parts = (_folder, _room, _fonts, _keyring, _slots)
    for done, look in enumerate(parts, start=1):
        found.extend(look(profile))
        progress(done, len(parts) + 2)
    found.extend(_store(profile, passphrase, key))
    progress(len(parts) + 1, len(parts) + 2)
    found.extend(_backup(profile, at or now()))
    progress(len(parts) + 2, len(parts) + 2)
    return tuple(found)


def _trouble(what: str, error: Refusal | Trouble) -> Finding:
    """A refusal or trouble says itself what to do."""
    return Finding(what, is_ok=False, text=spoken(error))


def _folder(profile: Profile) -> Iterator[Finding]:
    what = _("Folder of the profile")
    if not profile.dir.is_dir():
        text = _("{path} is not there.").format(path=profile.dir)
        yield Finding(what, is_ok=False, text=text, advice=_("Choose the folder of the profile with --profile."))
    elif not os.access(profile.dir, os.W_OK | os.X_OK):
        text = _("{path} cannot be written.").format(path=profile.dir)
        yield Finding(what, is_ok=False, text=text, advice=_("Ask for the right to write in this folder."))
    else:
        yield Finding(what, is_ok=True, text=str(profile.dir))


def _room(profile: Profile) -> Iterator[Finding]:
    """A backup and a migration each need the room of a second store for a while."""
    if not profile.dir.is_dir():
        return
    free = shutil.disk_usage(profile.dir).free
    size = profile.store.stat().st_size if profile.store.exists() else 0
    wanted = ROOM_LEAST + 3 * size
    text = _("{free} are free.").format(free=file_size(free))
    advice = _("Free some space: {wanted} are wanted.").format(wanted=file_size(wanted)) if free < wanted else ""
    yield Finding(_("Room on the disk"), is_ok=free >= wanted, text=text, advice=advice)


def _fonts(_profile: Profile) -> Iterator[Finding]:
    what, lacking = _("Fonts"), lacking_letters()
    if lacking is None:
        text = _("The typeface for paper and windows cannot be loaded.")
        yield Finding(what, is_ok=False, text=text, advice=_("Install csatdesk anew."))
    elif lacking:
        text = _("The typeface lacks these letters: {letters}").format(letters=lacking)
        yield Finding(what, is_ok=False, text=text, advice=_("Install csatdesk anew."))
    else:
        yield Finding(what, is_ok=True, text=_("All letters of the six languages can be printed."))


def _keyring(profile: Profile) -> Iterator[Finding]:
    what = _("Keyring of this computer")
    try:
        name = OsKeyring().name
    except NoKeyring as error:
        is_needed = profile.keys.exists() and SlotKind.KEYRING in _kinds(profile)
        text = _("This computer has no keyring. The pass phrase is asked at each start.")
        yield Finding(what, is_ok=not is_needed, text=text, advice=spoken(error) if is_needed else "")
    except KeyringLocked as error:
        yield _trouble(what, error)
    else:
        yield Finding(what, is_ok=True, text=name)


def _kinds(profile: Profile) -> frozenset[SlotKind]:
    try:
        return load_keys(profile.keys).kinds
    except (Refusal, Trouble):
        return frozenset()


def _slots(profile: Profile) -> Iterator[Finding]:
    """The wrapped key; without its file nothing can ever open the store."""
    what = _("Ways to open the store")
    if not profile.store.exists() and not profile.keys.exists():
        return
    try:
        kinds = load_keys(profile.keys).kinds
    except (Refusal, Trouble) as error:
        yield _trouble(what, error)
        return
    names = ", ".join(_slot_name(kind) for kind in SlotKind if kind in kinds)
    is_enough = len(kinds) >= SLOTS_WANTED
    advice = "" if is_enough else _("Make a recovery sheet, for the day this computer is gone.")
    yield Finding(what, is_ok=is_enough, text=names, advice=advice)


def _slot_name(kind: SlotKind) -> str:
    names = {
        SlotKind.KEYRING: _("keyring"),
        SlotKind.PASSPHRASE: _("pass phrase"),
        SlotKind.RECOVERY_CODE: _("recovery sheet"),
    }
    return names[kind]


def _store(profile: Profile, passphrase: str, key: bytes | None) -> Iterator[Finding]:
    settings = load_settings(profile.settings)
    if settings.store_kind == "postgresql":
        yield _server(settings)
    elif not has_store(profile):
        advice = _("Set up a centre, open the demo centre, or restore a backup.")
        yield Finding(_("Store"), is_ok=False, text=_("There is no store in this profile."), advice=advice)
    else:
        yield from _local_store(profile, passphrase, key)


def _local_store(profile: Profile, passphrase: str, key: bytes | None) -> Iterator[Finding]:
    try:
        key = key or find_key(load_keys(profile.keys), passphrase)
    except (Refusal, Trouble) as error:
        yield _trouble(_("Key of the store"), error)
        return
    yield Finding(_("Key of the store"), is_ok=True, text=_("The key opens here."))
    try:
        counts = check_store(profile.store, key)
    except Trouble as error:
        yield _trouble(_("Store"), error)
        return
    text = _("Every page is sound: {cases} cases, {customers} customers, {size}.").format(
        cases=number(counts["cases"]),
        customers=number(counts["customers"]),
        size=file_size(profile.store.stat().st_size),
    )
    yield Finding(_("Store"), is_ok=True, text=text)


def _server(settings: Settings) -> Finding:
    what = _("Database server")
    writer, _readers = server_engines(settings.store_url)
    try:
        revision = schema_revision(writer)
    except ServerAway:
        revision = None
    finally:
        writer.dispose()
    if revision is None:
        advice = _("Check the network and whether the server runs.")
        return Finding(what, is_ok=False, text=_("The server does not answer or holds no centre."), advice=advice)
    if revision > NEWEST:
        advice = _("Install the newest csatdesk on this computer.")
        return Finding(what, is_ok=False, text=_("It was written by a newer csatdesk."), advice=advice)
    return Finding(what, is_ok=True, text=_("The server answers."))


def _backup(profile: Profile, at: datetime) -> Iterator[Finding]:
    settings = load_settings(profile.settings)
    if settings.store_kind == "postgresql" or not has_store(profile):
        return
    what, folder = _("Backup"), backup_folder(profile)
    last = settings.last_backup_at
    zone = at.astimezone().tzinfo
    assert zone is not None
    text = (
        _("The last one was made {when}.").format(when=short_instant(last, zone)) if last else _("None was made yet.")
    )
    yield Finding(what, *_judged(profile, folder, at, text))


def _judged(profile: Profile, folder: Path, at: datetime, text: str) -> tuple[bool, str, str]:
    if not folder.is_dir():
        advice = _("Connect its disk, or choose another folder for backups.")
        return False, _("{text} The folder {path} is not there.").format(text=text, path=folder), advice
    if backup_is_due(profile, at):
        return False, text, _("Make a backup now.")
    return True, text, ""
