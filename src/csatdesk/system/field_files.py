"""The files of field work: what is given out, and what comes back. Sealed, signed, every length known beforehand.

    head        fixed: magic, version, kind, length of the whole, centre, package, key of whoever signed, salt and costs
                of the pass phrase (0 in a result), number of parts
    parts       each: length of 8 bytes, nonce, sealed by AES-256-GCM bound to the head and the part's place
    signature   Ed25519 over the SHA-512 of everything before

The first part is JSON; those after it are evidence. Files from outside are read by `read_package` and `read_result` in
the capped child process (`system.child`); only the head, which is fixed, is looked at outside of it.
"""

import hashlib
import os
import secrets
import struct
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from csatdesk.domain.attachments import MOST_BYTES
from csatdesk.domain.field_packages import (
    FieldFileCut,
    FieldFileForeign,
    FieldFileForged,
    FieldFileNewer,
    FieldFileTooLarge,
    NotWhatCameBack,
    NotWhatWasGivenOut,
    WrongFieldPassphrase,
)
from csatdesk.system.files import file_trouble, write_in_parts

MAGIC = b"csatdesk field\r\n"
VERSION = 1
ENDING, RESULT_ENDING = ".csatdesk-field", ".csatdesk-result"
KEY_BYTES = 32
TIMES, MEMORY_KIB, LANES = 3, 64 * 1024, 1
TIMES_MOST, MEMORY_MOST_KIB, LANES_MOST = 16, 256 * 1024, 4
PART_MOST = MOST_BYTES + 64  # sealed
PARTS_MOST = 4000
PACKAGE_MOST, RESULT_MOST = PART_MOST + 1024, 256 * 1024 * 1024  # bytes
_HEAD = struct.Struct(">16sBBQ16s16s32s16sIIII")
_LENGTH = struct.Struct(">Q")
_SIGNATURE, _NONCE, _TAG = 64, 12, 16
_STEP = 1 << 20  # bytes read or told at once


class FileKind(IntEnum):
    PACKAGE = 1
    RESULT = 2


MOST_OF = {FileKind.PACKAGE: PACKAGE_MOST, FileKind.RESULT: RESULT_MOST}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the clear: no name, no word of what is inside."""

    kind: FileKind
    centre_uid: UUID
    package_uid: UUID
    signer: bytes
    salt: bytes = bytes(16)
    times: int = 0
    memory_kib: int = 0
    lanes: int = 0
    parts: int = 1
    whole: int = 0  # bytes of the file

    def packed(self) -> bytes:
        uids = (self.centre_uid.bytes, self.package_uid.bytes)
        costs = (self.times, self.memory_kib, self.lanes)
        return _HEAD.pack(MAGIC, VERSION, self.kind, self.whole, *uids, self.signer, self.salt, *costs, self.parts)


# writing


def new_seed() -> tuple[bytes, bytes]:
    """The seed of a fresh key to sign with, and the public half."""
    seed = secrets.token_bytes(KEY_BYTES)
    return seed, public_of(seed)


def public_of(seed: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def write_package(
    path: Path, content: bytes, *, centre_uid: UUID, package_uid: UUID, passphrase: str, seed: bytes
) -> None:
    """Write what is given out, sealed by a key that the pass phrase makes (argon2id, about 0.15 s)."""
    costs = {"times": TIMES, "memory_kib": MEMORY_KIB, "lanes": LANES}
    head = Head(FileKind.PACKAGE, centre_uid, package_uid, public_of(seed), secrets.token_bytes(16), **costs)
    _write(path, head, (len(content),), (content,), key=_derived(head, passphrase), seed=seed)


def write_result(
    path: Path,
    content: bytes,
    blobs: Iterable[bytes],
    sizes: Sequence[int],
    *,
    centre_uid: UUID,
    package_uid: UUID,
    key: bytes,
    seed: bytes,
) -> None:
    """Write what is brought back; `blobs` come one by one and have these `sizes`."""
    head = Head(FileKind.RESULT, centre_uid, package_uid, public_of(seed), parts=1 + len(sizes))

    def parts() -> Iterator[bytes]:
        yield content
        yield from blobs

    _write(path, head, (len(content), *sizes), parts(), key=key, seed=seed)


def _write(path: Path, bare: Head, sizes: Sequence[int], parts: Iterable[bytes], *, key: bytes, seed: bytes) -> None:
    sealed = [_NONCE + size + _TAG for size in sizes]
    whole = _HEAD.size + sum(_LENGTH.size + size for size in sealed) + _SIGNATURE
    if whole > MOST_OF[bare.kind] or max(sealed) > PART_MOST or len(sizes) > PARTS_MOST:
        raise FieldFileTooLarge(file=path.name)
    write_in_parts(path, _signed(_sealed(replace(bare, whole=whole), parts, key), seed))


def _sealed(head: Head, parts: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    packed, cipher = head.packed(), AESGCM(key)
    yield packed
    for place, part in enumerate(parts):
        nonce = secrets.token_bytes(_NONCE)
        sealed = cipher.encrypt(nonce, part, _bound_to(packed, place))
        yield _LENGTH.pack(_NONCE + len(sealed)) + nonce
        yield sealed


def _signed(pieces: Iterable[bytes], seed: bytes) -> Iterator[bytes]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    told = hashlib.sha512()
    for piece in pieces:
        told.update(piece)
        yield piece
    yield Ed25519PrivateKey.from_private_bytes(seed).sign(told.digest())


def _bound_to(packed: bytes, place: int) -> bytes:
    return packed + _LENGTH.pack(place)


def _derived(head: Head, passphrase: str) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    plain = unicodedata.normalize("NFC", passphrase).encode()  # keyboards compose accents differently
    costs = (head.times, head.memory_kib, head.lanes)
    return hash_secret_raw(plain, head.salt, *costs, hash_len=KEY_BYTES, type=Type.ID)


# reading


def read_head(path: Path) -> Head:
    """What the file says it is; a Refusal for what is none of ours, cut short or too large. Believe nothing of it
    before its signature was looked at."""
    with file_trouble(path), path.open("rb") as file:
        found = file.read(_HEAD.size)
        size = os.fstat(file.fileno()).st_size
    if not found.startswith(MAGIC[: len(found)]) or not found:
        raise FieldFileForeign(file=path.name)
    if len(found) < _HEAD.size:
        raise FieldFileCut(file=path.name)
    return _head(path, found, size)


def _head(path: Path, found: bytes, size: int) -> Head:
    _magic, version, kind, whole, centre, package, signer, salt, times, memory, lanes, parts = _HEAD.unpack(found)
    if version != VERSION:
        raise FieldFileNewer(file=path.name)
    if kind not in set(FileKind):
        raise FieldFileForged(file=path.name)
    if max(whole, size) > MOST_OF[FileKind(kind)]:
        raise FieldFileTooLarge(file=path.name)
    if size != whole:
        raise FieldFileCut(file=path.name)
    is_costly = times > TIMES_MOST or memory > MEMORY_MOST_KIB or lanes > LANES_MOST
    if is_costly or not 1 <= parts <= PARTS_MOST:
        raise FieldFileForged(file=path.name)
    uids = (UUID(bytes=centre), UUID(bytes=package))
    return Head(FileKind(kind), *uids, signer, salt, times, memory, lanes, parts, whole)


def read_package(path: str, options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """In the child: the JSON of what was given out, in pieces. `options`: the pass phrase."""
    head = _read_checked(Path(path), None)
    if head.kind is not FileKind.PACKAGE:
        raise NotWhatWasGivenOut(file=Path(path).name)
    if not (head.times and head.lanes and head.memory_kib >= 8 * head.lanes):  # costs that argon2 knows
        raise FieldFileForged(file=Path(path).name)
    key = _derived(head, str(options["passphrase"]))
    for place, part in _parts(Path(path), head, key, WrongFieldPassphrase):
        yield from _pieces(place, part)


def read_result(path: str, options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """In the child: what came back, part by part in pieces. `options`: `signer` and `key` of its package, as hex."""
    head = _read_checked(Path(path), bytes.fromhex(str(options["signer"])))
    if head.kind is not FileKind.RESULT:
        raise NotWhatCameBack(file=Path(path).name)
    key = bytes.fromhex(str(options["key"]))
    for place, part in _parts(Path(path), head, key, FieldFileForged):
        yield from _pieces(place, part)


def _pieces(place: int, part: bytes) -> Iterator[dict[str, object]]:
    for start in range(0, max(len(part), 1), _STEP):
        yield {"place": place, "bytes": b64encode(part[start : start + _STEP]).decode()}


def _read_checked(path: Path, signer: bytes | None) -> Head:
    """The head, after the signature was found right; `signer` None: of whoever it names."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    head, told = read_head(path), hashlib.sha512()
    with file_trouble(path), path.open("rb") as file:
        left = head.whole - _SIGNATURE
        while left > 0:
            piece = file.read(min(_STEP, left))
            if not piece:
                raise FieldFileCut(file=path.name)
            told.update(piece)
            left -= len(piece)
        signature = file.read(_SIGNATURE)
    try:
        Ed25519PublicKey.from_public_bytes(signer or head.signer).verify(signature, told.digest())
    except (InvalidSignature, ValueError) as error:
        raise FieldFileForged(file=path.name) from error
    return head


def _parts(
    path: Path, head: Head, key: bytes, wrong: type[WrongFieldPassphrase] | type[FieldFileForged]
) -> Iterator[tuple[int, bytes]]:
    """Each part opened; `wrong`: what is said when the first does not open."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    packed, cipher = head.packed(), AESGCM(key)
    with file_trouble(path), path.open("rb") as file:
        file.seek(_HEAD.size)
        for place in range(head.parts):
            sealed = _sealed_part(path, file, head)
            try:
                opened = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound_to(packed, place))
            except (InvalidTag, ValueError) as error:
                raise (FieldFileForged if place else wrong)(file=path.name) from error
            yield place, opened
        if file.tell() != head.whole - _SIGNATURE:
            raise FieldFileForged(file=path.name)


def _sealed_part(path: Path, file: BinaryIO, head: Head) -> bytes:
    told = file.read(_LENGTH.size)
    length = _LENGTH.unpack(told)[0] if len(told) == _LENGTH.size else 0
    if not _NONCE + _TAG <= length <= min(PART_MOST, head.whole):
        raise FieldFileForged(file=path.name)
    sealed = file.read(length)
    if len(sealed) != length:
        raise FieldFileForged(file=path.name)
    return sealed
