"""The cast on the encrypted store, and the whole program before one of them."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from csatdesk.system.keychain import new_keys
from tests.cast import KEY, PASSWORD, Stage
from tests.end_to_end.hands import Hands
from tests.stages import built_store, centre, local_centre

__all__ = ["built_store", "centre", "local_centre", "sign_in"]

PASSPHRASE = "four long words here"


@pytest.fixture
def sign_in(qapp: QApplication, local_centre: Stage) -> Iterator[Callable[[str], Hands]]:
    """Somebody of the cast before the real window, in by password; the store opens by its pass phrase. Whoever sat
    there before has gone.
    """
    keys, _key = new_keys(local_centre.profile.keys)
    keys.with_passphrase(KEY, PASSPHRASE)
    made: list[Hands] = []

    def end() -> None:
        while made:
            hands = made.pop()
            hands.close()
            hands.leave()

    def start(name: str) -> Hands:
        end()
        hands = Hands(local_centre.profile)
        made.append(hands)
        hands.sign_in(name, PASSWORD, PASSPHRASE)
        return hands

    yield start
    end()
    log = (local_centre.profile.logs / "csatdesk.log").read_text("utf-8")
    assert " ERROR " not in log, log
