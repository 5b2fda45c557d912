"""The customers that fit what is being typed, dropped down under the box; the last line makes a new customer."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csatdesk.domain.contacts import CustomerRow
from csatdesk.gui.fields import FieldFrame
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.keys import shown_keys
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.wording.formats import quoted
from csatdesk.wording.texts import _, ngettext

NEW_KEYS = "Shift+Return"
Look = tuple[str, bool, str]  # role, bold, tone
_ROW = Qt.ItemDataRole.UserRole


class CustomerMenu(FieldFrame):
    """Never takes the focus: the box moves through it. Lies over the form, within the window."""

    picked = Signal(object)  # a CustomerRow, or None: a new customer

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, upright=True)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Customers found"))
        self.list.itemClicked.connect(lambda item: self.picked.emit(item.data(_ROW)))
        self.add(self.list)
        self.hide()

    @property
    def count(self) -> int:
        return self.list.count()

    def offer(self, rows: tuple[CustomerRow, ...], typed: str) -> None:
        """The rows found for `typed` and after them the new customer; chosen is the first, unless it is only spelt
        alike: nobody is taken for somebody else by Enter."""
        self.list.clear()
        for row in rows:
            self._add(row, " ".join(filter(None, (row.name, second_words(row)))))
        self._add(None, _("New customer {name}").format(name=quoted(typed.strip())))
        self.list.setCurrentRow(len(rows) if rows and rows[0].is_close else 0)

    def choice(self) -> CustomerRow | None:
        """What Enter would take; None is the new customer."""
        item = self.list.currentItem()
        found: CustomerRow | None = item.data(_ROW) if item is not None else None
        return found

    def step(self, by: int) -> None:
        """Up and down go round."""
        self.list.setCurrentRow((self.list.currentRow() + by) % max(1, self.count))

    def drop_below(self, field: QWidget) -> None:
        """Show under `field`, as wide as it is."""
        window = field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = field.mapTo(window, QPoint(0, field.height() + 3))
        height = min(self.count * _Line.height() + 2, window.height() - corner.y() - S8)
        self.setGeometry(QRect(corner, QSize(field.width(), height)))
        self.show()
        self.raise_()

    def _add(self, row: CustomerRow | None, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_ROW, row)
        self.list.addItem(item)


def second_words(row: CustomerRow) -> str:
    """What tells two customers of one name apart."""
    return row.found_by or row.phone or row.email or row.account or row.address


class _Line(QStyledItemDelegate):
    @staticmethod
    def height() -> int:
        return theme().metrics("body").height() + (10 if theme().compact else 14)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme().color("accent_tint"))
            painter.fillRect(QRectF(place.left(), place.top(), 3, place.height()), theme().color("accent"))
        row: CustomerRow | None = index.data(_ROW)
        if row is None:
            self._paint_new(painter, place, str(index.data()))
        else:
            self._paint_row(painter, place, row)
        painter.restore()

    def _paint_new(self, painter: QPainter, place: QRectF, words: str) -> None:
        side = 15 * theme().scale
        paint_icon(
            painter, "plus", QRectF(place.left() + S12, place.center().y() - side / 2, side, side), tone="accent"
        )
        right = self._right(painter, place, shown_keys(NEW_KEYS), "ink3")
        self._words(painter, place, (place.left() + S12 + side + S8, right), words, ("body", False, "accent"))

    def _paint_row(self, painter: QPainter, place: QRectF, row: CustomerRow) -> None:
        count = row.open_cases
        told = ngettext("{count} open case", "{count} open cases", count).format(count=count) if count else ""
        right = self._right(painter, place, told, "ink2")
        look = ("body", not row.is_close, "ink")  # bold is what is spelt as typed
        x = self._words(painter, place, (place.left() + S12, right), row.name, look)
        self._words(painter, place, (x + S12, right), second_words(row), ("small", False, "ink2"))

    def _right(self, painter: QPainter, place: QRectF, words: str, tone: str) -> float:
        """Paint at the right end; where the rest must end."""
        width = theme().metrics("caption").horizontalAdvance(words)
        x = place.right() - S12 - width
        self._words(painter, place, (x, place.right()), words, ("caption", False, tone))
        return x - S12

    def _words(self, painter: QPainter, place: QRectF, across: tuple[float, float], words: str, look: Look) -> float:
        """Paint words on the row's baseline from `across` to `across`, cut to fit; where they end."""
        role, bold, tone = look
        body = theme().metrics("body")
        baseline = round(place.top() + (place.height() - body.height()) / 2) + body.ascent()
        left, right = across
        return left + draw_words(painter, QPointF(left, baseline), words, role, tone, bold=bold, room=right - left)
