"""Passwords and PINs of staff: argon2id, about 50 ms a password and 10 ms a PIN. Callers count the failures.

Checks take the same time whether the name is known or not, so that nobody can try out names.
"""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_PASSWORD = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)  # KiB
_PIN = PasswordHasher(time_cost=1, memory_cost=16 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """What the store keeps of a password."""
    return _PASSWORD.hash(_same_everywhere(password))


def is_password(stored: str | None, password: str) -> bool:
    """Whether `password` belongs to the stored hash; give None for a name that nobody has: it takes as long."""
    return _matches(_PASSWORD, stored, password)


def hash_pin(pin: str) -> str:
    """What the store keeps of a PIN for the fast switch."""
    return _PIN.hash(_same_everywhere(pin))


def is_pin(stored: str | None, pin: str) -> bool:
    """Whether `pin` belongs to the stored hash; a person without a PIN (None) takes as long."""
    return _matches(_PIN, stored, pin)


def is_outdated(stored: str) -> bool:
    """Whether a password hash was made with other costs than today's and should be made anew after a sign-in."""
    return _PASSWORD.check_needs_rehash(stored)


def _matches(hasher: PasswordHasher, stored: str | None, secret: str) -> bool:
    try:
        hasher.verify(stored or _nobody(hasher), _same_everywhere(secret))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@cache
def _nobody(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody")


def _same_everywhere(secret: str) -> str:
    """Keyboards of different systems compose accents differently."""
    return unicodedata.normalize("NFC", secret)
