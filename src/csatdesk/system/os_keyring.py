"""The keyring of the operating system; only real ones, never a file in clear text or one that forgets.

Every call may wait for a person who unlocks the keyring: call off the UI thread and show that it waits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "csatdesk"
_REAL = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


class NoKeyring(Trouble):
    text = N_("This computer has no keyring that can keep the key. Use a pass phrase, asked at each start.")


class KeyringLocked(Trouble):
    text = N_(
        "The keyring of this computer is locked or does not answer. Unlock it and try again, or open with a code."
    )
    can_retry = True


class Keyring(Protocol):
    """Keeps secrets of this person on this computer, by account."""

    def get(self, account: str) -> str | None: ...
    def put(self, account: str, secret: str) -> None: ...
    def remove(self, account: str) -> None: ...


class OsKeyring:
    """The first real keyring of this computer; NoKeyring when there is none."""

    def __init__(self) -> None:
        self._backend = _real_backend()

    @property
    def name(self) -> str:
        """Which keyring it is, for the doctor's report."""
        return str(self._backend.name)

    def get(self, account: str) -> str | None:
        with _locked():
            return self._backend.get_password(SERVICE, account)

    def put(self, account: str, secret: str) -> None:
        with _locked():
            self._backend.set_password(SERVICE, account, secret)

    def remove(self, account: str) -> None:
        with _locked():
            if self._backend.get_password(SERVICE, account) is not None:
                self._backend.delete_password(SERVICE, account)


def _real_backend() -> "KeyringBackend":
    import keyring

    with _locked():
        chosen = keyring.get_keyring()
    for backend in getattr(chosen, "backends", (chosen,)):  # a chainer hides several, perhaps clear-text ones
        if type(backend).__module__ in _REAL:
            return backend
    raise NoKeyring()


@contextmanager
def _locked() -> Iterator[None]:
    try:
        yield
    except _keyring_errors() as error:
        raise KeyringLocked() from error


def _keyring_errors() -> tuple[type[Exception], ...]:
    """What back ends raise: keyring's own errors and, on Linux, those of the bus below, which keyring lets through."""
    from keyring.errors import KeyringError

    try:
        from secretstorage.exceptions import SecretStorageException
    except ImportError:
        return (KeyringError, OSError)
    return (KeyringError, OSError, SecretStorageException)
