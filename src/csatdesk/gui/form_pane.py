"""A pane beside a list in which, for a while, a form stands in the place of what is chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.gui.actions import keys_of, plain
from csatdesk.gui.fields import PlainButton
from csatdesk.gui.inline_form import InlineForm

CARD, NOTHING = 0, 1


class FormPane(QWidget):
    """A subclass gives its card and the words for none to `put_in`, and says by `show_place` which of them is due."""

    left = Signal()  # Escape: back to the list

    def __init__(self) -> None:
        super().__init__()
        self.form: InlineForm | None = None
        self._place = NOTHING
        self._stack = QStackedWidget()
        self.setProperty("surface", "bg")

    def put_in(self, card: QWidget, empty: QWidget) -> None:
        self.stack(card, empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)

    def stack(self, card: QWidget, empty: QWidget) -> QWidget:
        """Card, words and form in one place, for a pane that has more around it."""
        self._stack.addWidget(card)
        self._stack.addWidget(empty)
        return self._stack

    def show_place(self, place: int) -> None:
        """A form stays before it until it is dropped."""
        self._place = place
        if self.form is None:
            self._stack.setCurrentIndex(place)

    def show_form(self, form: InlineForm) -> None:
        self.drop_form()
        self.form = form
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        form.focus_first()

    def drop_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._stack.setCurrentIndex(self._place)
            self._stack.removeWidget(form)
            form.deleteLater()

    def focus_page(self) -> None:
        """Put the keyboard into what is chosen."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def deed_button(action: QAction, size: str = "medium") -> PlainButton:
    """What is done with the one that is chosen; its key belongs to the action."""
    button = PlainButton(plain(action.text()), keys=keys_of(action), size=size)
    button.clicked.connect(action.trigger)
    return button
