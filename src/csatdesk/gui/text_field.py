"""One line of text to type. By itself, so that sign-in need not load every other field; `fields` hands it on."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from csatdesk.gui.icons import paint_icon
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8


class TextField(QLineEdit):
    """One line of text. `bare` has no frame, to stand in a FieldFrame; `icon` stands before the text."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        icon: str = "",
        bare: bool = False,
        tall: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._more = (4 if tall else 0) - (2 if bare else 0)  # the frame around a bare field takes two
        self._trailing: list[QWidget] = []
        self.setPlaceholderText(placeholder)
        self.setProperty("bare", bare)
        self.setAccessibleName(placeholder)
        if bare:
            self.setProperty("ring", "parent")
        theme().changed.connect(self._refit)
        self._refit()

    def add_trailing(self, widget: QWidget) -> None:
        """Put a small widget (a shortcut, a link) inside the field, at its right end."""
        widget.setParent(self)
        self._trailing.append(widget)
        self._refit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().field_height + self._more)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            side = self._icon_side()
            paint_icon(QPainter(self), self._icon, QRectF(9, (self.height() - side) / 2, side, side), "ink2")

    def _icon_side(self) -> int:
        return theme().px(16)

    def _refit(self) -> None:
        taken = sum(widget.sizeHint().width() + S8 for widget in self._trailing)
        self.setTextMargins(self._icon_side() + S4 if self._icon else 0, 0, taken, 0)
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        right = self.width() - 11
        for widget in reversed(self._trailing):
            size = widget.sizeHint()
            widget.setGeometry(right - size.width(), (self.height() - size.height()) // 2, size.width(), size.height())
            right -= size.width() + S8
