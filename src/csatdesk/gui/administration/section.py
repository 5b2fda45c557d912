"""One section of administration: what stands right of the inner list."""

from collections.abc import Callable
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.gui.context import Context
from csatdesk.gui.fields import ErrorBanner, Label, label_column
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.wording.texts import spoken

T = TypeVar("T")
FORM_WIDTH = 640  # wider lines are hard to follow


class Section(QWidget):
    """What the page asks of every section; each is made when first shown."""

    head_changed = Signal()  # summary or primary changed
    section_wanted = Signal(str)  # go to another section
    shows: frozenset[Kind] = frozenset()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def primary_words(self) -> str:
        """What the one filled button says, in the header; "" for none."""
        return ""

    def do_primary(self) -> None:
        """What it does; Ctrl+Enter does the same."""

    def summary(self) -> str:
        """What is shown, in words, beside the title."""
        return ""

    def shown(self) -> None:
        """The section has just become the visible one."""

    def start(self) -> None:
        """Put the focus where work begins."""

    def reload(self) -> None:
        """Read again what is shown; what was typed and not saved stays."""

    def locked(self) -> None:
        """Nothing secret may stay in sight."""

    def refuse(self, error: BaseException, banner: ErrorBanner) -> None:
        """Show a refusal above the form; what is none goes on to the boundary."""
        if isinstance(error, Refusal):
            banner.say(spoken(error))
        else:
            self.context.runner.failed.emit(error, None)


class Sheet(QScrollArea):
    """The place of a form: scrolls when it must, no wider than reads well, with the page's margins."""

    def __init__(self, parent: QWidget | None = None, *, width: int | None = FORM_WIDTH) -> None:
        super().__init__(parent)
        self._most = width
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside, corner = QWidget(), QWidget()
        for widget in (inside, corner):
            widget.setProperty("surface", "bg")
        self.setCornerWidget(corner)
        self._column = QWidget()
        self.rows = QVBoxLayout(self._column)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(S12)
        self._outer = QHBoxLayout(inside)
        self._outer.addWidget(self._column, 1000, Qt.AlignmentFlag.AlignTop)
        self._outer.addStretch(1 if width else 0)
        self.setWidget(inside)
        theme().changed.connect(self._refit)
        self._refit()

    def add(self, widget: QWidget) -> None:
        self.rows.addWidget(widget)

    def add_heading(self, words: str, hint: str = "") -> Label:
        """A heading over the rows that follow, and what they are for."""
        heading = Label(words, "heading")
        if self.rows.count():
            self.rows.addSpacing(S16)
        self.rows.addWidget(heading)
        if hint:
            self.rows.addWidget(Label(hint, "small", "ink2", wrap=True))
        self.rows.addSpacing(S4)
        return heading

    def _refit(self) -> None:
        margin = theme().margin
        self._outer.setContentsMargins(margin, 16, margin, margin)
        if self._most is not None:
            self._column.setMaximumWidth(round(self._most * theme().scale))


class Indented(QWidget):
    """Things side by side under the fields of a form: they begin where the fields begin."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(S8)
        for widget in widgets:
            self._row.addWidget(widget)
        self._row.addStretch(1)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._row.setContentsMargins(label_column(), 0, 0, 0)


class FactRow(QWidget):
    """A name and what is so, on the axes of a form: name in the column of labels, the rest under one another."""

    def __init__(self, name: str, *told: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(S4)
        self._grid.setColumnStretch(1, 1)
        self._name = Label(name, "body", "ink2", wrap=True)
        self._grid.addWidget(self._name, 0, 0, len(told), 1, Qt.AlignmentFlag.AlignTop)
        for line, widget in enumerate(told):
            side = Qt.AlignmentFlag(0) if isinstance(widget, Label) else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(widget, line, 1, side)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._grid.setColumnMinimumWidth(0, label_column())
        self._name.setMaximumWidth(label_column() - S8)


def order_tabs(*widgets: QWidget) -> None:
    """Let Tab go through these one after the other: those made late would else come last."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def alone(work: Callable[[], T]) -> Callable[[object, object, object], T]:
    """`work` as a job that needs neither store nor progress: a look at a file or a key."""
    return lambda _store, _actor, _progress: work()


def beside(*widgets: QWidget, gap: int = S8) -> QWidget:
    """Widgets in one line from the left, in the next one where there is no room."""
    return FlowBox(*widgets, gap=gap)
