"""What all pages before the desk share: at the left what the program can promise, at the right one column."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csatdesk.gui.buttons import LinkButton
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import Label, fill_line
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.notices import ErrorBanner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S24
from csatdesk.wording.texts import _

LEFT_WIDE, LEFT_NARROW = 470, 320
COLUMN = 380  # width of what one fills in
LARGE = 1.6  # text scale at which a small window shows the greeting alone
FOLLOW_MS = 60_000
OUT = 12  # how far selected rows reach out of the column


class Promise(NamedTuple):
    """One thing that is in order, or is not: a state of `marks` or an icon in its place, a line, and a second line."""

    state: str
    line: str
    second: str = ""
    icon: str = ""


class PromiseLine(QWidget):
    """A mark, a line in body, a second line in small."""

    def __init__(self, promise: Promise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._icon = promise.state, promise.icon
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(28), 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(Label(promise.line, wrap=True))
        if promise.second:
            column.addWidget(Label(promise.second, "small", "ink2", wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        metrics = theme().metrics("body")
        middle = metrics.ascent() - metrics.capHeight() / 2 + 1
        centre, painter = QPointF(theme().px(7), middle), QPainter(self)
        if self._icon:
            half = theme().px(16) / 2
            paint_icon(painter, self._icon, QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half))
        else:
            paint_mark(painter, self._state, centre, theme().px(13))


class PromisePane(QFrame):
    """The left half: greeting, day, promises, version and links."""

    help_wanted = Signal()
    other_wanted = Signal()
    package_wanted = Signal()

    def __init__(
        self, version: str, other: str = "", parent: QWidget | None = None, *, takes_packages: bool = False
    ) -> None:
        """`other`: a link beside Help, such as "Open the demo centre". `takes_packages`: of field work, by a link."""
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.heading = Label("", "number", wrap=True)
        self.day = Label(" ", "heading", "ink2", bold=False, wrap=True)
        self._lines: list[PromiseLine] = []
        self._followed: tuple[Promise, ...] = ()
        self._promises = QVBoxLayout()
        self._promises.setSpacing(S12 + S4)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(Label("csatdesk", "title"))
        column.addStretch(5)
        column.addWidget(self.heading)
        column.addSpacing(S8)
        column.addWidget(self.day)
        column.addSpacing(S24 + S12)
        column.addLayout(self._promises)
        column.addStretch(19)
        column.addLayout(self._links(version, other, takes_packages=takes_packages))
        self._column = column
        theme().changed.connect(self._refit)
        self._refit()

    def follow(self, promises: Callable[[], Sequence[Promise]]) -> None:
        """Show what `promises` gives now, and every minute what it gives then: opening hours begin and end."""

        def look() -> None:
            found = tuple(promises())
            if found != self._followed:
                self._followed = found
                self.show_promises(*found)

        clock = QTimer(self)
        clock.timeout.connect(look)
        clock.start(FOLLOW_MS)
        look()

    def show_promises(self, *promises: Promise) -> None:
        for line in self._lines:
            self._promises.removeWidget(line)
            line.deleteLater()
        self._lines = [PromiseLine(promise) for promise in promises]
        for line in self._lines:
            self._promises.addWidget(line)
        self._refit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        fill_line(QPainter(self), QRectF(self.width() - 1, 0, 1, self.height()), theme().color("line"))

    def _links(self, version: str, other: str, *, takes_packages: bool) -> QVBoxLayout:
        help_link = LinkButton(_("Help"), "F1", role="caption")
        help_link.clicked.connect(self.help_wanted)
        links = [help_link]
        if other:
            links.append(LinkButton(other, role="caption"))
            links[-1].clicked.connect(self.other_wanted)
        both = QVBoxLayout()
        both.setSpacing(S4)
        if takes_packages:
            package = LinkButton(_("Open a field package …"), "Ctrl+O", role="caption")
            package.clicked.connect(self.package_wanted)
            both.addWidget(at_left(package))
        both.addWidget(at_left(*links, spacing=S24))
        both.addWidget(Label(_("Version {version}").format(version=version), "caption", "ink2"))
        return both

    def _refit(self) -> None:
        narrow = theme().compact
        self.setFixedWidth(round((LEFT_NARROW if narrow else LEFT_WIDE) * (1 + (theme().scale - 1) * 0.4)))
        for line in self._lines:
            line.setVisible(not narrow or theme().scale < LARGE)  # no room for them beside such words
        side = theme().px(32 if narrow else 56)
        self._column.setContentsMargins(side, theme().px(32 if narrow else 52), S12, theme().px(24 if narrow else 34))


class ColumnFrame(QScrollArea):
    """The right half: one column in the middle, which scrolls when the window is too low for it."""

    def __init__(self, parent: QWidget | None = None, *, width: int = COLUMN) -> None:
        super().__init__(parent)
        self._wide = width
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("surface", "bg")
        self.banner: ErrorBanner | None = None
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(S12)
        upright = QVBoxLayout(page)
        upright.setContentsMargins(S12, S24, S12, S24)
        upright.addStretch(3)
        across = QHBoxLayout()  # an alignment instead would forget the height that wrapped words need
        across.addStretch(1)
        across.addWidget(self.inner, 1000)
        across.addStretch(1)
        upright.addLayout(across)
        upright.addStretch(2)
        self.setWidget(page)
        theme().changed.connect(self._refit)
        self._refit()

    def tell(self, words: str) -> None:
        """Tell of trouble above everything else; empty words take it away. The banner is made when first needed."""
        if self.banner is None and words:
            self.banner = ErrorBanner()
            self.column.insertWidget(0, self.banner)
        if self.banner is not None:
            self.banner.say(words)

    def add(self, widget: QWidget, *, gap: int = 0, out: bool = False) -> None:
        """Put a widget under the others, `gap` further down than usual; `out`: it reaches out of the column."""
        if gap:
            self.column.addSpacing(gap)
        if out:
            self.column.addWidget(widget)
            return
        row = QHBoxLayout()
        row.setContentsMargins(OUT, 0, OUT, 0)
        row.addWidget(widget)
        self.column.addLayout(row)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._wide) + 4 * OUT, 400)

    def _refit(self) -> None:
        self.inner.setMaximumWidth(theme().px(self._wide) + 2 * OUT)


def at_left(*widgets: QWidget, spacing: int = S8) -> QWidget:
    """Buttons beside one another, no wider than they need."""
    around = QWidget()
    row = QHBoxLayout(around)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return around
