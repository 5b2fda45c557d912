"""On a shared server the lists in sight follow what colleagues write; quietly, and only while somebody looks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui import other_desks
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.context import Context
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import Runner
from csatdesk.operations.session import Session
from csatdesk.operations.work import Store
from csatdesk.store.engine import server_engines
from csatdesk.system.clock import now
from csatdesk.system.paths import open_profile
from csatdesk.system.settings import Settings
from tests.cast import KEY, Stage, stage
from tests.gui.frame.conftest import type_into
from tests.postgres import PostgresServer
from tests.stages import TEMPLATE, build_on_server

SOON_MS = 100
AWAY = "The server does not answer; lists may be out of date"


class Shared:
    """One server with Anna's desk, as a store of its own, and the window of somebody else at another."""

    def __init__(self, server: PostgresServer, folder: Path) -> None:
        self.server = server
        self.url = server.database(server.template(TEMPLATE, build_on_server))
        self.profile = open_profile(folder / "profile")
        self.anna_at = stage(Store(*server_engines(self.url)), self.profile)
        self.other = Store(*server_engines(self.url))
        self.windows: list[MainWindow] = []

    def window(self, actor: Actor) -> MainWindow:
        with self.other.read(actor, now()) as reading:
            session = Session(self.profile, self.other, KEY, actor, reading.centre)
        runner = Runner(session)
        window = MainWindow(Context(runner, Settings(store_kind="postgresql"), runner), Boundary(runner))
        window.resize(1366, 768)
        self.windows.append(window)
        return window

    def go_away(self) -> None:
        """Nobody is let in any more, and who is in is shown out."""
        name = self.url.rsplit("/", 1)[-1].split("?")[0]
        self.server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        self.server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def come_back(self) -> None:
        name = self.url.rsplit("/", 1)[-1].split("?")[0]
        self.server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def leave(self) -> None:
        for window in self.windows:
            window.other_desks.rest()
            window.keep()
            window.context.runner.close()
            window.close()
            window.deleteLater()
        self.anna_at.store.close()
        self.other.close()


@pytest.fixture
def shared(postgres_server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shared]:
    monkeypatch.setattr(other_desks, "EVERY_MS", SOON_MS)
    made = Shared(postgres_server, tmp_path)
    yield made
    made.leave()
    postgres_server.drop(made.url)


def cases_of(window: MainWindow, qtbot: QtBot, rows: int) -> CasesPage:
    """Its list of cases, as soon as so many are there."""
    window.show()
    page = window.go("cases")
    assert isinstance(page, CasesPage)
    qtbot.waitUntil(lambda: page.list.cases.row_count == rows)
    qtbot.waitUntil(lambda: window.other_desks.is_waiting)
    return page


def test_a_colleagues_case_comes_into_the_list_and_nothing_else_moves(shared: Shared, qtbot: QtBot) -> None:
    first = shared.anna_at.register("Rachunek za wysoki.", at=now()).case_id
    page = cases_of(shared.window(shared.anna_at.marek), qtbot, rows=1)
    qtbot.waitUntil(lambda: page.pane.card is not None)
    page.pane.write_note()
    type_into(page.pane.note.text, "Half a no")
    focused = page.window().focusWidget()
    shared.anna_at.register("Licznik stoi.", at=now())
    qtbot.waitUntil(lambda: page.list.cases.row_count == 2)
    row = page.list.row()
    assert row is not None
    assert (row.id, page.pane.case_id) == (first, first)
    assert page.pane.note.text.toPlainText() == "Half a no"
    assert page.window().focusWidget() is focused


def test_nobody_asks_while_the_window_is_out_of_sight_and_at_once_when_it_is_back(shared: Shared, qtbot: QtBot) -> None:
    window = shared.window(shared.anna_at.marek)
    shared.anna_at.register(at=now())
    page = cases_of(window, qtbot, rows=1)
    window.hide()
    assert not window.other_desks.is_waiting
    shared.anna_at.register(at=now())
    qtbot.wait(3 * SOON_MS)
    assert not window.other_desks.is_waiting
    assert page.list.cases.row_count == 1
    window.show()
    qtbot.waitUntil(lambda: page.list.cases.row_count == 2)


def test_a_server_that_is_away_is_told_once_and_quietly(shared: Shared, qtbot: QtBot) -> None:
    window = shared.window(shared.anna_at.marek)
    page = cases_of(window, qtbot, rows=0)
    told: list[str] = []
    window.context.told.connect(lambda key, text, _icon: told.append(text) if key == "other desks" else None)
    shared.go_away()
    qtbot.waitUntil(lambda: told.count(AWAY) >= 3)
    assert window.status.text_of("other desks") == AWAY
    assert not window.message.isVisible()
    shared.come_back()
    qtbot.waitUntil(lambda: window.status.text_of("other desks") == "")
    shared.anna_at.register(at=now())
    qtbot.waitUntil(lambda: page.list.cases.row_count == 1)


def test_a_store_on_this_computer_is_never_asked(desk_of: Callable[[Actor], MainWindow], local_centre: Stage) -> None:
    window = desk_of(local_centre.marek)
    assert window.isVisible()
    assert not window.other_desks.is_waiting
