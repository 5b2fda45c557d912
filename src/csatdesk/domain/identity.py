"""Identities that clients make themselves: UUID version 7 (RFC 9562, section 5.7), which sort by time of making."""

import secrets
from datetime import datetime
from uuid import UUID


def new_identity(at: datetime) -> UUID:
    """A fresh UUIDv7 for the aware instant `at`: 48 bits of milliseconds, then version, variant and 74 random bits."""
    milliseconds = int(at.timestamp() * 1000)
    random = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)
