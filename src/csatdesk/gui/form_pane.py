"""A pane beside a list in which, for a while, a form stands in the place of what is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.gui.actions import keys_of, plain
from csatdesk.gui.buttons import Button
from csatdesk.gui.fields import PlainButton
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12

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


class DeedPane(FormPane):
    """A card in one column, with a button for each deed; those that are not possible now are away. Enter in the list
    leads to the first of them.
    """

    def __init__(self, deeds: Sequence[QAction], buttons: Sequence[Button] | None = None) -> None:
        """`buttons`: of each deed its own, where they look otherwise."""
        super().__init__()
        self._actions = tuple(deeds)
        self.buttons: list[Button] = [deed_button(one) for one in deeds] if buttons is None else [*buttons]

    def put_column(self, parts: Sequence[QWidget], empty: QWidget) -> None:
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(S12)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.put_in(upright_scroll(inside), empty)
        theme().changed.connect(self._refit)
        self._refit()

    def show_deeds(self, *, is_chosen: bool) -> None:
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())
        self.show_place(CARD if is_chosen else NOTHING)

    def focus_page(self) -> None:
        shown = next((button for button in self.buttons if button.isVisible()), None)
        if self.form is None and shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S12)


def deed_button(action: QAction, size: str = "medium") -> PlainButton:
    """What is done with the one that is chosen; its key belongs to the action."""
    button = PlainButton(plain(action.text()), keys=keys_of(action), size=size)
    button.clicked.connect(action.trigger)
    return button
