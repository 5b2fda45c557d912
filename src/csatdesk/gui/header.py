"""The head of a page: title, what is shown in words, the search box, one primary button; all on one baseline.

Usage:
    header = Header()
    header.set_title(_("Cases"), _("47 of 214 open cases: 3 overdue, 2 due today"))
    header.set_primary(PrimaryButton(_("New contact"), keys="Ctrl+N"))
    header.search.returnPressed.connect(...)        # a TextField
"""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from csatdesk.gui.fields import KeyHint, TextField
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.wording.texts import _

USUAL, USUAL_COMPACT, SMALL, LEAST = 296, 270, 200, 120  # of the box, at usual text
BESIDE = 14  # between the title and what is shown


class Header(QFrame):
    """See the module's first words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self._title, self._subtitle = "", ""
        self._primary: QWidget | None = None
        self.search = TextField(placeholder=_("Find case, customer, action"), icon="search")
        self.search.add_trailing(KeyHint("Ctrl+K"))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(S12)
        self._row.addStretch(1)
        self._row.addWidget(self.search)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def title(self) -> str:
        return self._title

    @property
    def subtitle(self) -> str:
        return self._subtitle

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title, self._subtitle = title, subtitle
        self.setAccessibleName(f"{title}. {subtitle}" if subtitle else title)
        self._share()
        self.update()

    def set_primary(self, button: QWidget | None) -> None:
        """Show this button at the right end; the one before it is deleted."""
        if self._primary is not None:
            self._row.removeWidget(self._primary)
            self._primary.hide()  # it goes a moment later
            self._primary.deleteLater()
        self._primary = button
        if button is not None:
            self._row.addWidget(button)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """The box gives way: a little to what is shown, and as far as it can to the title."""
        primary = 0 if self._primary is None else self._primary.sizeHint().width() + self._row.spacing()
        room = self.width() - 2 * theme().margin - primary - S12
        room -= theme().metrics("title").horizontalAdvance(self._title) + BESIDE
        said = theme().metrics("small").horizontalAdvance(self._subtitle)
        usual = theme().px(USUAL_COMPACT if theme().compact else USUAL)
        wide = min(usual, max(room - said, theme().px(SMALL)))
        self.search.setFixedWidth(max(min(wide, room), theme().px(LEAST)))

    def sizeHint(self) -> QSize:
        return QSize(600, theme().field_height + (17 if theme().compact else 25))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        fill_line(painter, QRectF(0, self.height() - 1, self.width(), 1), theme().color("line"))
        baseline = round((self.height() - 1) / 2 + 8 * theme().scale) - (1 if theme().compact else 0)
        x = float(theme().margin)
        beside = self.search if self.search.isVisible() else self._primary
        end = self.width() - theme().margin if beside is None else beside.x() - S12
        x += draw_words(painter, QPointF(x, baseline), self._title, "title", room=end - x) + BESIDE
        draw_words(painter, QPointF(x, baseline), self._subtitle, "small", "ink2", room=end - x)

    def _refit(self) -> None:
        self._row.setContentsMargins(theme().margin, 0, theme().margin, 1)
        self._row.setSpacing(S8 if theme().compact else S12)
        self._share()
        self.updateGeometry()
