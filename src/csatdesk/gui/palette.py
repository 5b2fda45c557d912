"""The command palette under the header's box: actions with their shortcuts, found cases and customers, help pages.

Everything is one list under the box; Up and Down move, Enter takes, Escape goes back to where one was.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.contacts import CustomerRow
from csatdesk.domain.folding import fold
from csatdesk.gui.fields import TextField
from csatdesk.gui.palette_list import Entry, PaletteList, Section
from csatdesk.gui.runner import Runner
from csatdesk.gui.throttle import Pause
from csatdesk.operations.cases.queries import Found, find_anything
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

ACTIONS_MOST = 6  # while something is typed


class Ways:
    """What the palette can open: given by the window, asked for each time it opens."""

    def actions(self) -> Sequence[Entry]:
        """Every action that works now."""
        raise NotImplementedError

    def help_pages(self) -> Sequence[Entry]:
        raise NotImplementedError

    def pinned_cases(self) -> Sequence[Entry]:
        raise NotImplementedError

    def recent_cases(self) -> Sequence[Entry]:
        """Cases opened last, the last one first: by number, topic and time, never by name."""
        raise NotImplementedError

    def open_case(self, case_id: int) -> None:
        raise NotImplementedError

    def open_customer(self, customer_id: int) -> None:
        raise NotImplementedError


class Palette(QObject):
    """Belongs to one box; shows its list as a child of `window`."""

    opened = Signal()

    def __init__(self, box: TextField, window: QWidget, runner: Runner, ways: Ways) -> None:
        super().__init__(box)
        self.list = PaletteList(window)
        self._box, self._window, self._runner, self._ways = box, window, runner, ways
        self._before: QWidget | None = None
        self._found = Found((), ())
        self._pause = Pause(self._search, self)
        self.list.taken.connect(self._take)
        box.installEventFilter(self)
        window.installEventFilter(self)
        box.textEdited.connect(self._typed)

    def open(self) -> None:
        """Go to the box; what had the focus gets it back."""
        before = QApplication.focusWidget()
        self._before = before if before is not self._box else self._before
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()
        self._show()

    def close(self) -> None:
        self._pause.cancel()
        self.list.hide()
        self._box.clear()
        self._found = Found((), ())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.list.isVisible():
                self._place()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.MouseButtonPress and not self.list.isVisible():
            self.open()
        elif event.type() == QEvent.Type.FocusOut and not self.list.underMouse():
            self.close()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self._back()
            case Qt.Key.Key_Down:
                self.list.step(1)
            case Qt.Key.Key_Up:
                self.list.step(-1)
            case Qt.Key.Key_PageDown:
                self.list.step(5)
            case Qt.Key.Key_PageUp:
                self.list.step(-5)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.list.take()
            case _:
                return False
        return True

    def _back(self) -> None:
        before, self._before = self._before, None
        self.close()
        if before is not None:
            before.setFocus()
        else:
            self._box.clearFocus()

    def _take(self, entry: Entry) -> None:
        self._back()
        entry.do()

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.poke()
        else:
            self._found = Found((), ())
        self._show()

    def _search(self) -> None:
        typed = self._box.text()
        self._runner.ask(self, partial(find_anything, typed=typed), partial(self._came, typed))

    def _came(self, typed: str, found: Found) -> None:
        if self._box.text() == typed and self.list.isVisible():
            self._found = found
            self._show()

    def _show(self) -> None:
        self.list.show_sections(self._sections(self._box.text()))
        self._place()
        self.list.show()
        self.list.raise_()
        self.opened.emit()

    def _place(self) -> None:
        """Under the box, its right edges on one line; never out of the window."""
        below = self._box.mapTo(self._window, self._box.rect().bottomRight())
        size = self.list.sizeHint()
        high = min(size.height(), self._window.height() - below.y() - 40)
        self.list.setGeometry(below.x() - size.width() + 1, below.y() + 4, size.width(), high)

    def _sections(self, typed: str) -> list[Section]:
        actions = matching(self._ways.actions(), typed)
        helps = matching(self._ways.help_pages(), typed)
        pinned, recent = ((), ()) if typed.strip() else (self._ways.pinned_cases(), self._ways.recent_cases())
        sections = [
            Section(_("Pinned cases"), tuple(pinned)),
            Section(_("Recent cases"), tuple(recent)),
            Section(_("Cases"), tuple(map(self._case, self._found.cases))),
            Section(_("Customers"), tuple(map(self._customer, self._found.customers))),
            Section(_("Actions"), tuple(actions[:ACTIONS_MOST] if typed.strip() else actions)),
            Section(_("Help"), tuple(helps)),
        ]
        return [section for section in sections if section.entries]

    def _case(self, row: CaseRow) -> Entry:
        who = row.customer_name or word(row.known)
        return Entry("cases", row.number, partial(self._ways.open_case, row.id), second=f"{who} · {row.text}")

    def _customer(self, row: CustomerRow) -> Entry:
        second = row.found_by or row.account or row.phone
        return Entry("user", row.name, partial(self._ways.open_customer, row.id), second=second)


def matching(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Those whose words hold every typed word as a beginning; what begins with the typed words comes first."""
    wanted = fold(typed).split()
    if not wanted:
        return list(entries)
    ranked = []
    for place, entry in enumerate(entries):
        words = fold(entry.words).split()
        if all(any(one.startswith(want) for one in words) for want in wanted):
            ranked.append((not words[0].startswith(wanted[0]), place, entry))
    return [entry for _, _, entry in sorted(ranked, key=lambda rank: rank[:2])]
