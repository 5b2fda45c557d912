"""What the page shows, as one row of choices with their counts; arrows move, a number chooses, one Tab stop."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.cases.told import capped
from csatdesk.gui.labels import Hairline, draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S4, S8
from csatdesk.operations.deadlines.told import view_words
from csatdesk.operations.deadlines.views import View

LOUD = {View.OVERDUE: "overdue", View.TODAY: "today"}  # counts in the colour of their state
STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class ViewButton(QAbstractButton):
    """One view: its words and how many rows it has; the number stays away until it is known."""

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = view
        self.count: int | None = None
        self.setText(view_words(view))
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_count(self, count: int) -> None:
        self.count = count
        self.setAccessibleName(f"{self.text()} {capped(count)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        bold = theme().metrics("small", bold=True)
        count = bold.horizontalAdvance(self._number()) + S8 - 2 if self._number() else 0
        return QSize(bold.horizontalAdvance(self.text()) + count + 2 * self._pad(), bold.height() + 11)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        self._paint_ground(painter, on=on)
        metrics = theme().metrics("small", on)
        baseline = round((self.height() - metrics.height()) / 2) + metrics.ascent()
        x = self._pad() + draw_words(
            painter, QPointF(self._pad(), baseline), self.text(), "small", self._tone(), bold=on
        )
        if self._number():
            tone = LOUD.get(self.view, "ink") if self.count else "ink3"
            draw_words(painter, QPointF(x + S8 - 2, baseline), self._number(), "small", tone, bold=True)

    def _paint_ground(self, painter: QPainter, *, on: bool) -> None:
        if not on and not self.underMouse():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        framed = on and theme().scheme.is_contrast
        painter.setPen(QPen(theme().color("ink"), 1) if framed else Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent_tint" if on else "hover"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _tone(self) -> str:
        if self.isChecked():
            return "accent"
        return "ink" if self.count is None or self.count else "ink3"

    def _number(self) -> str:
        return "" if self.count is None else capped(self.count)

    def _pad(self) -> int:
        return S8 if theme().compact else 10


class ViewStrip(QWidget):
    """See the module's first words."""

    chosen = Signal(object)  # View
    left = Signal()  # on to the list

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = QWidget()
        self._flow = FlowLayout(self._place)
        self._flow.setSpacing(S4)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._place.setSizePolicy(policy)
        self._group = QButtonGroup(self)
        self.buttons: dict[View, ViewButton] = {}
        for place, view in enumerate(View):
            button = ViewButton(view, self._place)
            button.installEventFilter(self)
            self.buttons[view] = button
            self._group.addButton(button, place)
            self._flow.addWidget(button)
        self.buttons[View.ALL].setChecked(True)
        self._group.idClicked.connect(lambda place: self.chosen.emit(list(View)[place]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._around = QHBoxLayout()
        self._around.addWidget(self._place)
        column.addLayout(self._around)
        column.addWidget(Hairline())
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def view(self) -> View:
        return list(View)[self._group.checkedId()]

    def show_view(self, view: View) -> None:
        """Mark it as shown, without telling anybody."""
        self.buttons[view].setChecked(True)

    def show_counts(self, counts: Mapping[View, int]) -> None:
        for view, count in counts.items():
            self.buttons[view].show_count(count)

    def focus_view(self) -> None:
        self.buttons[self.view].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, ViewButton):
            return self._key(watched, event)
        return False

    def _key(self, button: ViewButton, event: QKeyEvent) -> bool:
        views = list(View)
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._choose(views[(views.index(button.view) + step) % len(views)])
        elif event.text().isdigit() and 1 <= int(event.text()) <= len(views):
            self._choose(views[int(event.text()) - 1])
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.left.emit()
        else:
            return False
        return True

    def _choose(self, view: View) -> None:
        self.buttons[view].setChecked(True)
        self.buttons[view].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(view)

    def _refit(self) -> None:
        side = theme().margin - (S8 if theme().compact else 10)
        self._around.setContentsMargins(side, S8 - 2, side, S8 - 3)
