"""Type-ahead over a list: one field, and under it what fits; arrows move, Enter takes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.gui.fields import Label, TextField
from csatdesk.gui.kept_fields import KeptField
from csatdesk.gui.suggestion_list import Suggestion, SuggestionList, full_name, row_gap, row_height, stepped
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4


class PickList(QWidget):
    """`rows` gives what to offer for what is typed; the first row is the one that Enter takes."""

    taken = Signal()
    marked = Signal()  # what is typed, or the row that Enter would take, is another one

    def __init__(
        self,
        rows: Callable[[str], Sequence[Suggestion]],
        placeholder: str,
        nothing: str,
        parent: QWidget | None = None,
        *,
        lines: int = 5,
    ) -> None:
        """`nothing`: what to say when nothing fits."""
        super().__init__(parent)
        self._rows, self._lines = rows, lines
        self._candidate = 0
        self.field = TextField(placeholder=placeholder, icon="search")
        self.list = SuggestionList()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.chosen.connect(self._clicked)
        self._nothing = Label(nothing, "small", "ink3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        for widget in (self.field, self.list, self._nothing):
            column.addWidget(widget)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(lambda _text: self.refresh())
        self.field.installEventFilter(self)
        theme().changed.connect(self._refit)

    def begin(self) -> None:
        self.field.clear()
        self.refresh()

    def refresh(self) -> None:
        rows = self._rows(self.field.text())
        self._candidate = 0
        self.list.show_rows(rows)
        self._nothing.setVisible(not rows and bool(self.field.text().strip()))
        self._mark()
        self._refit()

    def kept_field(self) -> KeptField:
        return KeptField(self.field.setFocus, self.marked, self._kept, self._put_back)

    def choice(self) -> Suggestion | None:
        """The row that would be taken; None when nothing fits."""
        rows = self.list.rows
        return rows[self._candidate] if rows else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.list.rows:
                self._candidate = stepped(event, self._candidate, len(self.list.rows))
                self._mark()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.list.rows:
                    self.taken.emit()
            case _:
                return False
        return True

    def _kept(self) -> str:
        """What is typed; of a row further down that was chosen its name, which finds it again."""
        row = self.choice()
        return row.name if row is not None and self._candidate else self.field.text()

    def _put_back(self, text: str) -> None:
        self.field.setText(text)
        self.refresh()

    def _clicked(self, value: object) -> None:
        values = [row.value for row in self.list.rows]
        self._candidate = values.index(value)
        self._mark()
        self.taken.emit()

    def _mark(self) -> None:
        row = self.choice()
        self.list.mark(row.value if row is not None else None)
        self.field.setAccessibleDescription(full_name(row) if row is not None else "")
        if row is not None:
            self.list.scrollTo(self.list.model().index(self._candidate, 0))
        self.marked.emit()

    def _refit(self) -> None:
        count = min(max(len(self.list.rows), 0), self._lines)
        self.list.setFixedHeight(count * (row_height() + row_gap()))
