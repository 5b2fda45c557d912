"""Under the list: what can be done with the row on which the keyboard stands, each with its key."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.deadlines.deeds import ON_ROW
from csatdesk.gui.fields import Hairline, LinkButton
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S16
from csatdesk.wording.texts import _


class DeedBar(QWidget):
    pressed = Signal(str)  # the key of a deed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        place = QWidget()
        self._flow = FlowLayout(place)
        self._flow.setSpacing(S16)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        place.setSizePolicy(policy)
        self.links: dict[str, LinkButton] = {}
        for deed in ON_ROW:
            link = LinkButton(_(deed.short), keys=deed.keys)
            link.clicked.connect(lambda _checked=False, key=deed.key: self.pressed.emit(key))
            self.links[deed.key] = link
            self._flow.addWidget(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        self._around = QHBoxLayout()
        self._around.addWidget(place)
        column.addLayout(self._around)
        theme().changed.connect(self._refit)
        self._refit()

    def show_enabled(self, enabled: Mapping[str, bool]) -> None:
        for key, link in self.links.items():
            link.setEnabled(enabled[key])

    def _refit(self) -> None:
        self._around.setContentsMargins(theme().margin, S8 - 2, theme().margin, S8 - 2)
