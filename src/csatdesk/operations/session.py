"""Opening the store and signing in: who works here, on whose behalf operations run."""

import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session as Database

from csatdesk.domain.centres import CentreFacts
from csatdesk.domain.errors import Refusal, Trouble
from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right
from csatdesk.operations.work import Store
from csatdesk.store.engine import bring_up_to_date, local_engines, server_engines
from csatdesk.store.entities.centres import Desk
from csatdesk.store.entities.staff import Staff
from csatdesk.system.keychain import KeySlots, SlotKind, load_keys
from csatdesk.system.os_keyring import NoKeyring, OsKeyring
from csatdesk.system.passwords import is_password, is_pin
from csatdesk.system.paths import Profile
from csatdesk.system.recovery_code import GROUPS
from csatdesk.system.settings import load_settings

_log = logging.getLogger(__name__)
PIN_TRIES = 5


class WrongNameOrPassword(Refusal):
    text = N_("Name and password do not belong together. Look at capitals and keyboard language.")


class WrongPin(Refusal):
    text = N_("This is not your PIN.")


class PinUsedUp(Refusal):
    text = N_("Too many wrong PINs. Sign in with your password.")


class PassphraseNeeded(Refusal):
    text = N_("This store opens with its pass phrase, or with the code of the recovery sheet.")


class NoStoreYet(Trouble):
    text = N_("There is no centre on this computer yet. Set one up, or open the demo centre.")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a person gives to come in. Password or PIN; the pass phrase only where no keyring opens the store."""

    profile: Profile
    sign_in_name: str
    password: str = ""
    pin: str = ""
    passphrase: str = ""

    def __repr__(self) -> str:
        return f"Credentials({self.profile.dir})"


@dataclass(frozen=True, slots=True)
class OpenStore:
    """A store that was opened, before anybody signed in."""

    profile: Profile
    store: Store
    key: bytes


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody at work. `store_key` also wraps what lies beside the store: drafts."""

    profile: Profile
    store: Store
    store_key: bytes
    actor: Actor
    centre: CentreFacts

    def close(self) -> None:
        self.store.close()


def has_store(profile: Profile) -> bool:
    return profile.store.exists() and profile.keys.exists()


def needs_passphrase(profile: Profile) -> bool:
    """Whether only a pass phrase or code opens this store here; reads the slots, asks no keyring."""
    return SlotKind.KEYRING not in load_keys(profile.keys).kinds


def open_store(profile: Profile, *, passphrase: str = "") -> OpenStore:
    """Find the key, open the store and bring its schema up to date (after a copy of it)."""
    if not has_store(profile):
        raise NoStoreYet()
    key = find_key(load_keys(profile.keys), passphrase)
    settings = load_settings(profile.settings)
    is_server = settings.store_kind == "postgresql"
    engines = server_engines(settings.store_url) if is_server else local_engines(profile.store, key)
    bring_up_to_date(engines[0], before=partial(_copy_beside, profile.store, key) if not is_server else lambda: None)
    return OpenStore(profile, Store(*engines), key)


def _copy_beside(store: Path, key: bytes) -> None:
    """A copy of the encrypted store beside it, before a migration touches it; the server's own backup serves there."""
    from csatdesk.store.copies import write_copy

    copy = store.with_suffix(".before-migration")
    copy.unlink(missing_ok=True)
    write_copy(store, key, copy)


def find_key(keys: KeySlots, passphrase: str) -> bytes:
    """The store's key: by what was typed (pass phrase or recovery code), else by the keyring."""
    if passphrase:
        is_code = len("".join(filter(str.isalnum, passphrase))) == GROUPS * 5 and passphrase.upper() == passphrase
        return keys.open_with_recovery_code(passphrase) if is_code else keys.open_with_passphrase(passphrase)
    if SlotKind.KEYRING not in keys.kinds:
        raise PassphraseNeeded(field="passphrase")
    try:
        return keys.open_with_keyring(OsKeyring())
    except NoKeyring as error:
        raise PassphraseNeeded(field="passphrase") from error


def open_session(credentials: Credentials) -> Session:
    """Open the store and sign the person in."""
    opened = open_store(credentials.profile, passphrase=credentials.passphrase)
    try:
        return sign_in(
            opened, sign_in_name=credentials.sign_in_name, password=credentials.password, pin=credentials.pin
        )
    except (Refusal, Trouble):
        opened.store.close()
        raise


def sign_in(opened: OpenStore, *, sign_in_name: str, password: str = "", pin: str = "") -> Session:
    """Check name and password, or PIN, and begin to work. Refusals leave the store open for another try."""
    with Database(opened.store.readers) as db:
        person = _person(db, sign_in_name)
    check_secret(opened.store, person, password=password, pin=pin)
    if person is None:
        raise WrongNameOrPassword(field="password")
    return session_of(opened, person)


def session_of(opened: OpenStore, person: Staff) -> Session:
    """The session of a person whose word was checked."""
    with Database(opened.store.readers) as db:
        actor = _actor(db, person, load_settings(opened.profile.settings).desk_block)
        centre = opened.store.centre_facts(db, actor.centre_id)
    _log.info("signed in: person %s at desk %s", actor.id, actor.desk_id)
    return Session(opened.profile, opened.store, opened.key, actor, centre)


def switch_person(session: Session, *, sign_in_name: str, pin: str = "", password: str = "") -> Session:
    """Somebody else goes on at this desk; the store stays open."""
    opened = OpenStore(session.profile, session.store, session.store_key)
    return sign_in(opened, sign_in_name=sign_in_name, password=password, pin=pin)


def check_unlock(session: Session, *, pin: str = "", password: str = "") -> bool:
    """Whether the person who locked the desk is back. Too many wrong PINs: Refusal `PinUsedUp`."""
    with Database(session.store.readers) as db:
        person = db.get_one(Staff, session.actor.id)
    try:
        check_secret(session.store, person, password=password, pin=pin)
    except (WrongPin, WrongNameOrPassword):
        return False
    return True


def check_secret(store: Store, person: Staff | None, *, password: str, pin: str) -> None:
    """Refuse a wrong password or PIN; unknown names take as long as known ones."""
    if pin:
        _check_pin(store, person, pin)
    elif not is_password(person.password_hash if person else None, password):
        raise WrongNameOrPassword(field="password")
    if person is not None and person.wrong_pins:
        _count_wrong_pins(store, person, 0)


def _check_pin(store: Store, person: Staff | None, pin: str) -> None:
    if person is not None and person.wrong_pins >= PIN_TRIES:
        raise PinUsedUp(field="pin")
    if not is_pin((person.pin_hash or None) if person else None, pin):
        if person is not None:
            _count_wrong_pins(store, person, person.wrong_pins + 1)
        raise WrongPin(field="pin")


def _count_wrong_pins(store: Store, person: Staff, wrong: int) -> None:
    with Database(store.writer) as db, db.begin():
        db.execute(update(Staff).where(Staff.id == person.id).values(wrong_pins=wrong))


def _person(db: Database, sign_in_name: str) -> Staff | None:
    """An active person by the name they sign in with, however it is capitalised."""
    query = select(Staff).where(Staff.sign_in_folded == fold(sign_in_name.strip()), Staff.is_active.is_(True))
    return db.execute(query).scalar_one_or_none()


def _actor(db: Database, person: Staff, block: int) -> Actor:
    desks = select(Desk.id).order_by(Desk.block != block, Desk.office_id != person.office_id, Desk.block)
    return Actor(
        id=person.id,
        name=person.name,
        role=person.role,
        centre_id=person.centre_id,
        office_id=person.office_id,
        desk_id=db.execute(desks.limit(1)).scalar_one(),
        team_id=person.team_id,
        language=person.language,
        extra_rights=frozenset(map(Right, person.extra_rights or ())),
    )
