"""What the customer was asked when the answer was given: solved now, confirmed, not confirmed; one key each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.cases import Solved
from csatdesk.gui.cases.panel import flowing
from csatdesk.gui.fields import KeyHint, RadioButton
from csatdesk.gui.tokens import S4, S8, S16
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

KEYS = {Solved.NOW: "Ctrl+1", Solved.CONFIRMED: "Ctrl+2", Solved.NOT_CONFIRMED: "Ctrl+3"}


class SolvedChoice(QWidget):
    """`chosen` carries a Solved, or None. The same key again takes the choice back.

    `host`: the panel whose keys choose, wherever the focus stands in it.
    """

    chosen = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__()
        self._not_asked = RadioButton(_("Not asked"))
        self._not_asked.setChecked(True)
        self.buttons = {solved: RadioButton(word(solved)) for solved in KEYS}
        with_keys = [self._with_key(button, KEYS[solved]) for solved, button in self.buttons.items()]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S4, 0, S4)
        column.addWidget(flowing(self._not_asked, *with_keys, spacing=S16))
        for solved, keys in KEYS.items():
            shortcut = QShortcut(QKeySequence(keys), host, partial(self._pressed, solved))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._group = QButtonGroup(self)
        for button in (self._not_asked, *self.buttons.values()):
            self._group.addButton(button)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.buttonToggled.connect(lambda _button, on: self.chosen.emit(self.value()) if on else None)
        self.setFocusProxy(self._not_asked)

    def _with_key(self, button: RadioButton, keys: str) -> QWidget:
        line = QWidget(self)
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(S8)
        across.addWidget(button)
        across.addWidget(KeyHint(keys))
        return line

    def value(self) -> Solved | None:
        """None: the customer was not asked."""
        return next((solved for solved, button in self.buttons.items() if button.isChecked()), None)

    def options(self) -> Sequence[tuple[Solved | None, str]]:
        return [(None, self._not_asked.text()), *((solved, button.text()) for solved, button in self.buttons.items())]

    def set_value(self, solved: Solved | None) -> None:
        (self._not_asked if solved is None else self.buttons[solved]).setChecked(True)

    def _pressed(self, solved: Solved) -> None:
        self.set_value(None if self.value() is solved else solved)
