"""The working file on an auditor's laptop: everything filled, sealed, each entry on disk before the next is begun.

    head      magic, package
    entries   each: length, kind, number, nonce, sealed by AES-256-GCM bound to package, kind and number

Entries are only ever added. One that a killed program left unfinished is cut off when the file is opened next; one
that was damaged later is left out and a copy of the file is kept. What does not fit on the disk leaves what is there.
"""

import json
import os
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from shutil import copyfile
from typing import Any, BinaryIO
from uuid import UUID

from csatdesk.domain.attachments import MOST_BYTES
from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_
from csatdesk.system.files import file_trouble, write_atomically

ENDING, DAMAGED = ".csatdesk-work", ".damaged"
MAGIC = b"csatdesk work 1\n"
WORK_MOST = 2 * 1024 * 1024 * 1024  # bytes of the whole file
_ENTRY = struct.Struct(">IBQ")
_HEAD_BYTES = len(MAGIC) + 16
_NONCE, _TAG = 12, 16
_ENTRY_MOST = MOST_BYTES + 64


class WorkFileForeign(Trouble):
    text = N_("“{file}” does not belong to this package. Move it elsewhere and open the package again.")


class WorkFileFull(Trouble):
    text = N_("“{file}” holds as much as it can. Remove photos that are not needed.")


class Sort(IntEnum):
    WORDS = 1  # JSON
    BLOB = 2  # evidence


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry lies in the file."""

    number: int
    start: int
    length: int


class WorkFile:
    """The working file of one package, beside it. For one thread at a time."""

    def __init__(self, path: Path, key: bytes, package_uid: UUID) -> None:
        """Opens the file, or makes it. `words` then holds its JSON entries in order, `blobs` the places of the others,
        `damaged` how many could not be read."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.path = path
        self._cipher, self._uid = AESGCM(key), package_uid
        self.words: list[Mapping[str, Any]] = []
        self.blobs: dict[int, Place] = {}
        self.damaged = 0
        self._next = 0
        if not path.exists():
            write_atomically(path, MAGIC + package_uid.bytes)
        with file_trouble(path), path.open("rb") as file:
            self._end = self._read_all(file)
        self._tidy()

    def _read_all(self, file: BinaryIO) -> int:
        if file.read(_HEAD_BYTES) != MAGIC + self._uid.bytes:
            raise WorkFileForeign(file=self.path.name)
        size, at = os.fstat(file.fileno()).st_size, _HEAD_BYTES
        while at + _ENTRY.size <= size:
            length, sort, number = _ENTRY.unpack(file.read(_ENTRY.size))
            start = at + _ENTRY.size
            if not _NONCE + _TAG <= length <= _ENTRY_MOST or start + length > size:
                break
            self._take(sort, Place(number, start, length), file)
            at = start + length
            file.seek(at)
        return at

    def _take(self, sort: int, place: Place, file: BinaryIO) -> None:
        """Evidence is opened when it is needed."""
        self._next = max(self._next, place.number + 1)
        if sort == Sort.BLOB:
            self.blobs[place.number] = place
            return
        try:
            self.words.append(json.loads(self._opened(file, sort, place)))
        except ValueError:
            self.damaged += 1

    def _opened(self, file: BinaryIO, sort: int, place: Place) -> bytes:
        from cryptography.exceptions import InvalidTag

        file.seek(place.start)
        sealed = file.read(place.length)
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound_to(sort, place.number))
        except InvalidTag as error:
            raise ValueError(place.number) from error

    def _bound_to(self, sort: int, number: int) -> bytes:
        return MAGIC + self._uid.bytes + bytes([sort]) + number.to_bytes(8, "big")

    def _tidy(self) -> None:
        """Cut off what was not finished. Something else that cannot be read is kept in a copy first."""
        size = self.path.stat().st_size
        if size == self._end and not self.damaged:
            return
        with file_trouble(self.path):
            if self.damaged or size - self._end > _ENTRY_MOST + _ENTRY.size:
                copyfile(self.path, self.path.with_suffix(DAMAGED))
                self.damaged = max(self.damaged, 1)
            os.truncate(self.path, self._end)

    def add_words(self, values: Mapping[str, Any]) -> None:
        """On disk when this returns; a Trouble when the disk refuses, and then the file is as before."""
        self._add(Sort.WORDS, json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())

    def add_blob(self, content: bytes) -> int:
        """Keep evidence; the number by which it is found again."""
        place = self._add(Sort.BLOB, content)
        self.blobs[place.number] = place
        return place.number

    def blob(self, number: int) -> bytes:
        """ValueError when it is damaged."""
        with file_trouble(self.path), self.path.open("rb") as file:
            return self._opened(file, Sort.BLOB, self.blobs[number])

    def _add(self, sort: Sort, content: bytes) -> Place:
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, content, self._bound_to(sort, self._next))
        if self._end + _ENTRY.size + len(sealed) > WORK_MOST:
            raise WorkFileFull(file=self.path.name)
        place = Place(self._next, self._end + _ENTRY.size, len(sealed))
        with file_trouble(self.path), self.path.open("r+b", buffering=0) as file:
            try:
                file.seek(self._end)
                _write_all(file, _ENTRY.pack(len(sealed), sort, self._next) + sealed)
                os.fsync(file.fileno())
            except OSError:
                os.ftruncate(file.fileno(), self._end)
                raise
        self._end, self._next = place.start + place.length, self._next + 1
        return place


def _write_all(file: Any, content: bytes) -> None:
    """A disk that fills up may take a part and say so only at the next."""
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


def working_file_of(package: Path) -> Path:
    """The working file of a package, beside it."""
    return package.with_suffix(ENDING)
