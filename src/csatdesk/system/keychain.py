"""The key of the store: 256 random bits, wrapped in slots of a small file beside the store. Any slot opens.

A slot's own key comes from the keyring of the system, a pass phrase or the printed recovery code. The store's key is
never written in the clear, and a slot that was tampered with does not open.
"""

import base64
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from uuid import UUID, uuid4

from csatdesk.domain.errors import Refusal, Trouble
from csatdesk.domain.marks import N_
from csatdesk.system.files import read_bytes, write_atomically
from csatdesk.system.os_keyring import Keyring
from csatdesk.system.recovery_code import new_code, tidy_code

KEY_BYTES = 32
PASSPHRASE_LEAST = 12
_TIMES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 1
_TIMES_MOST, _MEMORY_MOST_KIB, _LANES_MOST = 16, 1024 * 1024, 16
_VERSION = 1


class SlotKind(Enum):
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105  (the name of a kind, no secret)
    RECOVERY_CODE = "recovery_code"


class NoSuchSlot(Refusal):
    text = N_("The store cannot be opened this way: that was never set up for it.")


class WrongPassphrase(Refusal):
    text = N_("This pass phrase does not open the store. Look at capitals and keyboard language.")


class WrongRecoveryCode(Refusal):
    text = N_("This recovery code belongs to another store.")


class PassphraseTooShort(Refusal):
    text = N_("A pass phrase needs at least {least} characters. Several words in a row are easy to remember.")


class LastSlot(Refusal):
    text = N_("This is the only way to open the store. Set up another one first.")


class KeysExist(Refusal):
    text = N_("{path} is there already: it opens an earlier store. Choose another folder.")


class KeyNotInKeyring(Trouble):
    text = N_("The keyring of this computer does not hold the key of this store. Open it with the recovery code.")


class KeysDamaged(Trouble):
    text = N_("{path} is damaged or was changed. Put back the copy from a backup; the store itself is not touched.")


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapping of the store's key. The costs are those of the pass phrase or code, 0 for the keyring."""

    kind: SlotKind
    salt: bytes
    times: int
    memory_kib: int
    lanes: int
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class KeySlots:
    """The slots of one store as they stand in its file. Changing verbs write the file and return the new ones."""

    path: Path
    store_id: UUID
    slots: tuple[Slot, ...]

    @property
    def kinds(self) -> frozenset[SlotKind]:
        return frozenset(slot.kind for slot in self.slots)

    def with_passphrase(self, key: bytes, passphrase: str) -> "KeySlots":
        """Let `passphrase` open the store, in place of an earlier one."""
        if len(passphrase) < PASSPHRASE_LEAST:
            raise PassphraseTooShort(field="passphrase", least=PASSPHRASE_LEAST)
        return self._with(_derived_slot(self.store_id, SlotKind.PASSPHRASE, key, _same_everywhere(passphrase)))

    def with_recovery_code(self, key: bytes) -> tuple["KeySlots", str]:
        """Make a recovery code in place of an earlier one; the code is told only here, to be printed and confirmed."""
        code = new_code()
        slot = _derived_slot(self.store_id, SlotKind.RECOVERY_CODE, key, tidy_code(code))
        return self._with(slot), code

    def with_keyring(self, key: bytes, keyring: Keyring) -> "KeySlots":
        """Let the keyring of this person on this computer open the store. Not on the UI thread."""
        own = secrets.token_bytes(KEY_BYTES)
        keyring.put(str(self.store_id), base64.b64encode(own).decode())
        return self._with(_wrapped(self.store_id, Slot(SlotKind.KEYRING, b"", 0, 0, 0, b"", b""), own, key))

    def without(self, kind: SlotKind, keyring: Keyring | None = None) -> "KeySlots":
        """Take a way of opening back; with `keyring`, its own key goes too. Refuses to take the last."""
        left = tuple(slot for slot in self.slots if slot.kind is not kind)
        if not left:
            raise LastSlot()
        changed = _saved(replace(self, slots=left))
        if keyring is not None:
            keyring.remove(str(self.store_id))
        return changed

    def open_with_passphrase(self, passphrase: str) -> bytes:
        """The key; WrongPassphrase when it does not open. Takes about 0.15 s."""
        return self._derived_key(SlotKind.PASSPHRASE, _same_everywhere(passphrase), WrongPassphrase)

    def open_with_recovery_code(self, typed: str) -> bytes:
        """The key; a mistyped code is refused with the group that is wrong, one of another store as such."""
        return self._derived_key(SlotKind.RECOVERY_CODE, tidy_code(typed), WrongRecoveryCode)

    def open_with_keyring(self, keyring: Keyring) -> bytes:
        """The key; KeyNotInKeyring on another computer or for another person. Not on the UI thread."""
        slot = self._slot(SlotKind.KEYRING)
        own = keyring.get(str(self.store_id))
        if own is None:
            raise KeyNotInKeyring()
        return _unwrapped(self.store_id, slot, _decoded(own), KeyNotInKeyring)

    def _derived_key(self, kind: SlotKind, secret: str, wrong: type[Refusal]) -> bytes:
        from argon2.exceptions import HashingError

        slot = self._slot(kind)
        try:
            own = _derive(slot, secret)
        except HashingError as error:  # costs or a salt that no program of ours writes
            raise KeysDamaged(path=self.path) from error
        return _unwrapped(self.store_id, slot, own, wrong)

    def _slot(self, kind: SlotKind) -> Slot:
        for slot in self.slots:
            if slot.kind is kind:
                return slot
        raise NoSuchSlot()

    def _with(self, slot: Slot) -> "KeySlots":
        others = tuple(one for one in self.slots if one.kind is not slot.kind)
        return _saved(replace(self, slots=(*others, slot)))


def new_keys(path: Path) -> tuple[KeySlots, bytes]:
    """A fresh key and the slots that will hold it; nothing is written before the first slot is added."""
    if path.exists():
        raise KeysExist(path=path)
    return KeySlots(path, uuid4(), ()), secrets.token_bytes(KEY_BYTES)


def load_keys(path: Path) -> KeySlots:
    """The slots in `path`; FileGone when there is no file, KeysDamaged when it is none of ours."""
    try:
        found = json.loads(read_bytes(path))
        slots = tuple(_slot(one) for one in found["slots"])
        if found["version"] != _VERSION or not slots:
            raise KeysDamaged(path=path)
        return KeySlots(path, UUID(found["store"]), slots)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysDamaged(path=path) from error


def _saved(keys: KeySlots) -> KeySlots:
    slots = [_mapping(slot) for slot in keys.slots]
    content = {"version": _VERSION, "store": str(keys.store_id), "slots": slots}
    write_atomically(keys.path, json.dumps(content, indent=1).encode())
    return keys


def _mapping(slot: Slot) -> dict[str, str | int]:
    return {
        "kind": slot.kind.value,
        "salt": base64.b64encode(slot.salt).decode(),
        "times": slot.times,
        "memory_kib": slot.memory_kib,
        "lanes": slot.lanes,
        "nonce": base64.b64encode(slot.nonce).decode(),
        "wrapped": base64.b64encode(slot.wrapped).decode(),
    }


def _slot(found: Mapping[str, object]) -> Slot:
    salt, nonce, wrapped = (base64.b64decode(str(found[name]), validate=True) for name in ("salt", "nonce", "wrapped"))
    return Slot(
        kind=SlotKind(found["kind"]),
        salt=salt,
        times=_within(found["times"], _TIMES_MOST),
        memory_kib=_within(found["memory_kib"], _MEMORY_MOST_KIB),
        lanes=_within(found["lanes"], _LANES_MOST),
        nonce=nonce,
        wrapped=wrapped,
    )


def _within(cost: object, most: int) -> int:
    """A cost from the file; one beyond reason is refused before it could fill the memory."""
    if not isinstance(cost, int) or not 0 <= cost <= most:
        raise ValueError("cost out of bounds")
    return cost


def _derived_slot(store_id: UUID, kind: SlotKind, key: bytes, secret: str) -> Slot:
    bare = Slot(kind, secrets.token_bytes(16), _TIMES, _MEMORY_KIB, _LANES, b"", b"")
    return _wrapped(store_id, bare, _derive(bare, secret), key)


def _derive(slot: Slot, secret: str) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret.encode(), slot.salt, slot.times, slot.memory_kib, slot.lanes, hash_len=KEY_BYTES, type=Type.ID
    )


def _wrapped(store_id: UUID, bare: Slot, own: bytes, key: bytes) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    return replace(bare, nonce=nonce, wrapped=AESGCM(own).encrypt(nonce, key, _bound_to(store_id, bare)))


def _unwrapped(store_id: UUID, slot: Slot, own: bytes, wrong: type[Refusal] | type[Trouble]) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(own).decrypt(slot.nonce, slot.wrapped, _bound_to(store_id, slot))
    except (InvalidTag, ValueError) as error:  # ValueError: a key or nonce of impossible length
        raise wrong() from error


def _bound_to(store_id: UUID, slot: Slot) -> bytes:
    """What a wrapping is tied to, so that slots cannot be exchanged between stores or made cheaper to guess."""
    costs = f"{slot.times}/{slot.memory_kib}/{slot.lanes}"
    return f"csatdesk {_VERSION} {store_id} {slot.kind.value} {costs}".encode()


def _decoded(own: str) -> bytes:
    try:
        return base64.b64decode(own, validate=True)
    except ValueError as error:
        raise KeyNotInKeyring() from error


def _same_everywhere(passphrase: str) -> str:
    """Keyboards of different systems compose accents differently."""
    return unicodedata.normalize("NFC", passphrase)
