"""The password for the mail server, on this computer only: wrapped by the store's key, never in the clear."""

import base64
import json
from pathlib import Path

from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_
from csatdesk.system.files import read_bytes, write_atomically

FILE = "mail.key"
_LABEL = b"csatdesk mail password 1"


class MailPasswordLost(Trouble):
    text = N_("The password for the mail server cannot be read on this computer. Write it again in Administration.")


def save_password(folder: Path, key: bytes, password: str) -> None:
    """Keep it in place of the one before; an empty one is forgotten."""
    from secrets import token_bytes

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    path = folder / FILE
    if not password:
        path.unlink(missing_ok=True)
        return
    nonce = token_bytes(12)
    wrapped = AESGCM(_own_key(key)).encrypt(nonce, password.encode(), _LABEL)
    content = {"nonce": base64.b64encode(nonce).decode(), "wrapped": base64.b64encode(wrapped).decode()}
    write_atomically(path, json.dumps(content).encode())


def load_password(folder: Path, key: bytes) -> str:
    """ "" where none was written on this computer."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    path = folder / FILE
    if not path.exists():
        return ""
    try:
        found = json.loads(read_bytes(path))
        nonce, wrapped = (base64.b64decode(found[name], validate=True) for name in ("nonce", "wrapped"))
        return AESGCM(_own_key(key)).decrypt(nonce, wrapped, _LABEL).decode()
    except (ValueError, KeyError, TypeError, InvalidTag) as error:
        raise MailPasswordLost() from error


def _own_key(key: bytes) -> bytes:
    """A key for this alone, so that the store's own is used for nothing else (HKDF, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=None, info=_LABEL).derive(key)
