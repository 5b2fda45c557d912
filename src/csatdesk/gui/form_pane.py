"""A pane beside a list in which, for a while, a form stands in the place of what is chosen."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.gui.inline_form import InlineForm

CARD, NOTHING = 0, 1


class FormPane(QWidget):
    """A subclass gives its card and the words for none to `put_in`, and says by `show_place` which of them is due."""

    def __init__(self) -> None:
        super().__init__()
        self.form: InlineForm | None = None
        self._place = NOTHING
        self._stack = QStackedWidget()
        self.setProperty("surface", "bg")

    def put_in(self, card: QWidget, empty: QWidget) -> None:
        self._stack.addWidget(card)
        self._stack.addWidget(empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)

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
