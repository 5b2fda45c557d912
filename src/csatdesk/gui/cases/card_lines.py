"""Lines of a card's section: a state or icon, words in bold, a second line, and what can be done with the chosen one.

One Tab stop a section: arrows move from line to line, Enter does the first deed, Delete the one that takes away.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.fields import Label, LinkButton, StateLabel
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.wording.texts import _

ENTER, DELETE = "Return", "Delete"


@dataclass(frozen=True, slots=True)
class LineDeed:
    """`keys` are shown; `Return` and `Delete` are the line's own, others are keys of the page."""

    key: str
    words: str
    keys: str


@dataclass(frozen=True, slots=True)
class Line:
    """`icon` or `state` (a value of DeadlineState) with its `words` stands first. `is_faint`: over, or not yet."""

    id: Hashable
    head: str
    second: str = ""
    icon: str = ""
    state: str = ""
    words: str = ""
    deeds: tuple[LineDeed, ...] = ()
    is_faint: bool = False


class LineIcon(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(16), theme().metrics("body").height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._name, QRectF(self.rect()).adjusted(0, 1, 0, -1))


class CardLine(QFrame):
    """One line; its deeds are shown while it is the chosen one."""

    reached = Signal()
    asked = Signal(str)
    stepped = Signal(int)

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.buttons = [self._button(deed) for deed in line.deeds]
        self._deeds = QWidget()
        self._lay_out()
        self.setAccessibleName(". ".join(part for part in (line.words, line.head, line.second) if part))
        keys = ", ".join(f"{deed.words}: {deed.keys}" for deed in line.deeds)
        self.setAccessibleDescription(keys)
        self.show_chosen(False)

    def _lay_out(self) -> None:
        tone = "ink2" if self.line.is_faint else "ink"
        first = QHBoxLayout()
        first.setSpacing(S8)
        if self.line.icon:
            first.addWidget(LineIcon(self.line.icon), 0, Qt.AlignmentFlag.AlignTop)
        if self.line.state:
            first.addWidget(StateLabel(self.line.state, self.line.words), 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(Label(self.line.head, "small", tone, bold=not self.line.is_faint, wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S4 // 2, 0, S4 // 2)
        column.setSpacing(1)
        column.addLayout(first)
        indent = theme().px(18) if self.line.state else theme().px(16) + S8
        if self.line.second:
            second = QHBoxLayout()
            second.setContentsMargins(indent, 0, 0, 0)
            second.addWidget(Label(self.line.second, "small", "ink2", wrap=True))
            column.addLayout(second)
        flow = FlowLayout(self._deeds)
        flow.setSpacing(S12)
        for button in self.buttons:
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._deeds.setSizePolicy(policy)
        third = QHBoxLayout()
        third.setContentsMargins(indent, 0, 0, 0)
        third.addWidget(self._deeds)
        column.addLayout(third)

    def _button(self, deed: LineDeed) -> LinkButton:
        button = LinkButton(deed.words, keys=deed.keys)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key does the same
        button.clicked.connect(lambda: self.asked.emit(deed.key))
        return button

    def show_chosen(self, chosen: bool) -> None:
        self._deeds.setVisible(chosen and bool(self.buttons))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
            return
        wanted = {Qt.Key.Key_Return: ENTER, Qt.Key.Key_Enter: ENTER, Qt.Key.Key_Delete: DELETE}.get(Qt.Key(key))
        deed = next((one for one in self.line.deeds if one.keys == wanted), None)
        if deed is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(deed.key)


class LineSection(QWidget):
    """A title and its lines; hidden while it has none. `asked`: key of the deed, id of the line."""

    asked = Signal(str, object)
    chosen_changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None, *, link: str = "", keys: str = "") -> None:
        super().__init__(parent)
        self.lines: list[CardLine] = []
        self.chosen_id: Hashable = None
        self.title = Label(title, "small", bold=True)
        self.note = Label("", "caption", "ink2", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        self.link = LinkButton(link, keys=keys)
        if not link:
            self.link.hide()  # shown before it has a parent it would be a window of its own
        head.addWidget(self.link)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S4)
        self._column.addLayout(head)
        self.setAccessibleName(title)
        theme().changed.connect(self._redraw)
        self.hide()

    def show_lines(self, lines: Sequence[Line], likeliest: Hashable = None) -> None:
        """`likeliest`: the one that is chosen unless another one is."""
        self.setVisible(bool(lines))
        if [one.line for one in self.lines] == list(lines):
            return
        had_focus = self.has_focus()
        self._clear()
        self.lines = [self._made(line) for line in lines]
        ids = [line.id for line in lines]
        if self.chosen_id not in ids or not had_focus:
            self.chosen_id = likeliest if likeliest in ids else next(iter(ids), None)
        self._show_chosen()
        if had_focus:
            self.focus_chosen()

    def has_focus(self) -> bool:
        return any(line.hasFocus() for line in self.lines)

    def focus_chosen(self) -> None:
        line = self.chosen
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> CardLine | None:
        return next((line for line in self.lines if line.line.id == self.chosen_id), None)

    def choose(self, line_id: Hashable) -> None:
        if line_id != self.chosen_id:
            self.chosen_id = line_id
            self._show_chosen()
            self.chosen_changed.emit()

    def _made(self, line: Line) -> CardLine:
        made = CardLine(line)
        made.reached.connect(lambda: self._reached(made))
        made.asked.connect(lambda key: self.asked.emit(key, line.id))
        made.stepped.connect(lambda step: self._step(made, step))
        self._column.addWidget(made)
        made.show()  # at once: it may get the focus
        return made

    def _clear(self) -> None:
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []

    def _reached(self, line: CardLine) -> None:
        self.choose(line.line.id)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(line, 0, S12)

    def _step(self, line: CardLine, step: int) -> None:
        place = self.lines.index(line) + step
        if 0 <= place < len(self.lines):
            self.lines[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        for line in self.lines:
            line.show_chosen(line.line.id == self.chosen_id)

    def _redraw(self) -> None:
        """Sizes are others now."""
        lines = [one.line for one in self.lines]
        self._clear()
        self.show_lines(lines, self.chosen_id)


def joined(*parts: str) -> str:
    """Short facts in one line."""
    return " · ".join(part for part in parts if part)


def from_part(number: str) -> str:
    return _("from case {number}").format(number=number) if number else ""
