"""The cast's encrypted store under the windows."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csatdesk.app import Program
from csatdesk.domain.staff import Actor
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner, Runner
from csatdesk.system.keychain import new_keys
from csatdesk.system.settings import Settings, save_settings
from csatdesk.wording.texts import set_language
from tests.cast import KEY, Stage
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre", "runner"]


@pytest.fixture
def runner(local_centre: Stage) -> Iterator[Runner]:
    """Anna's runner, with its real threads."""
    made = Runner(local_centre.session())
    yield made
    made.close()


@pytest.fixture
def desk_of(local_centre: Stage) -> Iterator[Callable[[Actor], MainWindow]]:
    """The main window of one of the cast, every answer there at once."""
    made: list[MainWindow] = []

    def open_desk(actor: Actor) -> MainWindow:
        runner = ImmediateRunner(local_centre.session(actor))
        context = Context(runner, Settings(), runner)
        window = MainWindow(context, Boundary(runner))
        window.resize(1366, 768)
        window.show()
        made.append(window)
        return window

    yield open_desk
    for window in made:
        window.keep()
        window.context.runner.close()
        window.close()
        window.deleteLater()


@pytest.fixture
def program(local_centre: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The whole program on the cast's profile; its store opens as by a keyring that answers at once."""
    import csatdesk.operations.session as sessions

    profile = local_centre.profile
    keys, _key = new_keys(profile.keys)
    keys.with_passphrase(KEY, "a slot, so that there is a store")
    local_centre.store.close()
    save_settings(profile.settings, Settings().with_recent("Anna Nowak", "anna", has_pin=True))
    monkeypatch.setattr(sessions, "find_key", lambda _keys, _phrase: KEY)
    made = Program(profile, profile.dir / "demo")
    yield made
    made.leave_nothing_open()
    QApplication.processEvents()  # answers still on their way may write to the profile, which is about to go
    made.deleteLater()
    set_language("en")  # signing in speaks the person's


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


def type_into(widget: QWidget, text: str) -> None:
    QTest.keyClicks(widget, text)
