"""What the palette opens, as the window does it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from csatdesk.gui.actions import keys_of, plain
from csatdesk.gui.help.texts import help_pages
from csatdesk.gui.palette import Ways
from csatdesk.gui.palette_list import Entry

if TYPE_CHECKING:
    from csatdesk.gui.main_window import MainWindow


class WindowWays(Ways):
    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def actions(self) -> Sequence[Entry]:
        return [
            Entry("play", plain(action.text()), action.trigger, keys=keys_of(action))
            for action in self._window.all_actions()
            if action is not self._window.actions_by_key["find"]
        ]

    def help_pages(self) -> Sequence[Entry]:
        return [Entry("question", page.title, partial(self._window.open_help, page.name)) for page in help_pages()]

    def pinned_cases(self) -> Sequence[Entry]:
        return self._window.own_cases.entries(self._window.own_cases.pinned, self.open_case)

    def recent_cases(self) -> Sequence[Entry]:
        return self._window.own_cases.entries(self._window.own_cases.recent, self.open_case)

    def open_case(self, case_id: int) -> None:
        self._window.open_case(case_id)

    def open_customer(self, customer_id: int) -> None:
        self._window.open_customer(customer_id)
