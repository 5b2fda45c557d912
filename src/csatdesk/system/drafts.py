"""The journal of intake drafts: one encrypted file each, so that nothing typed is lost with the program.

A draft is whole on disk when `save` returns, whatever ends the program afterwards. Names of files tell nothing.
"""

import json
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from csatdesk.system.files import file_trouble, write_atomically

_log = logging.getLogger(__name__)
_ENDING, _DAMAGED, _UNFINISHED = ".draft", ".damaged", ".part"
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was last saved; `values` are what JSON can hold."""

    id: UUID
    saved_at: datetime
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Drafts:
    """What the journal holds, oldest first. `damaged` files were set aside just now and are not offered again."""

    found: tuple[Draft, ...]
    damaged: tuple[Path, ...]


class DraftJournal:
    """The drafts of one profile, encrypted under a key derived from that of the store. For any thread."""

    def __init__(self, folder: Path, store_key: bytes) -> None:
        self._folder = folder
        self._key = _derived(store_key)

    def save(self, draft_id: UUID, values: Mapping[str, object]) -> None:
        """Keep `values` in place of what was kept; a Trouble of `system.files` when the disk refuses."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        plain = json.dumps(values, ensure_ascii=False).encode()
        write_atomically(self._path(draft_id), nonce + AESGCM(self._key).encrypt(nonce, plain, draft_id.bytes))

    def remove(self, draft_id: UUID) -> None:
        """Forget a draft that was saved as a case or thrown away; one that is not there is no error."""
        path = self._path(draft_id)
        with file_trouble(path):
            path.unlink(missing_ok=True)

    def remove_those(self, wanted: Callable[[Mapping[str, object]], bool]) -> None:
        """Forget every draft whose values are `wanted`, whoever left it."""
        for draft in self.load_all().found:
            if wanted(draft.values):
                self.remove(draft.id)

    def load_all(self) -> Drafts:
        """Every draft; what cannot be read is set aside under another name, and never stops the others."""
        found: list[Draft] = []
        damaged: list[Path] = []
        with file_trouble(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for path in self._folder.glob(f".*{_UNFINISHED}"):
                path.unlink(missing_ok=True)  # a save that was killed; the draft itself holds what came before
            for path in sorted(self._folder.glob(f"*{_ENDING}"), key=lambda one: one.stat().st_mtime_ns):
                draft = self._read(path)
                if draft is None:
                    damaged.append(path.replace(path.with_suffix(_DAMAGED)))
                else:
                    found.append(draft)
        if damaged:
            _log.warning("%d damaged drafts set aside", len(damaged))
        return Drafts(tuple(found), tuple(damaged))

    def _read(self, path: Path) -> Draft | None:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        content = path.read_bytes()
        try:
            draft_id = UUID(hex=path.stem)
            nonce, wrapped = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
            values = json.loads(AESGCM(self._key).decrypt(nonce, wrapped, draft_id.bytes))
        except (InvalidTag, ValueError):  # ValueError: a name of no draft, or too few bytes
            return None
        return Draft(draft_id, datetime.fromtimestamp(path.stat().st_mtime, UTC), values)

    def _path(self, draft_id: UUID) -> Path:
        return self._folder / f"{draft_id.hex}{_ENDING}"


def _derived(store_key: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length=32, salt=None, info=b"csatdesk drafts 1").derive(store_key)
