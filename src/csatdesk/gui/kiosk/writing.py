"""An open comment at the kiosk: a field, and keys for writing under it once it is touched.

Who has a keyboard before them writes at once, without these keys.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.forms import Answer, Item
from csatdesk.domain.kiosk import COMMENT_MOST
from csatdesk.gui.kiosk.keys import AnswerKey, Key
from csatdesk.gui.kiosk.measure import Measure, fitting, font
from csatdesk.gui.theme import theme
from csatdesk.wording.formats import number
from csatdesk.wording.standards import told
from csatdesk.wording.texts import _, language, ngettext

LATIN = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LETTERS: Mapping[str, Sequence[str]] = {
    "en": LATIN,
    "pl": ("qwertyuiopęó", "asdfghjkląśł", "zxcvbnmżźćń"),
    "nb": ("qwertyuiopå", "asdfghjkløæ", "zxcvbnm"),
    "et": ("qwertyuiopüõ", "asdfghjklöä", "zxcvbnmšž"),
    "fi": ("qwertyuiopå", "asdfghjklöä", "zxcvbnm"),
    "ru": ("йцукенгшщзхъ", "фывапролджэё", "ячсмитьбю"),
}
SIGNS = ("1234567890", "-–:;()/&+%", "'\"!@#€*=")
GAP, PAD, HIGH, WIDE = 6, 16, 64, 96  # pixels of the design: between keys, in the field, of a key
ROOM_TOLD, SMALL = 60, 20  # signs that are left; pixels of the words that say so
FIELD, CLOSED = 110, 220  # height of the field over the keys, and before it is touched


class WritingArea(QWidget):
    """`chose` gets the whole text with every sign. It stands in the place of the keys that answer other questions."""

    def __init__(self, item: Item, measure: Measure, high: int, chose: Callable[[Answer], object]) -> None:
        super().__init__()
        self.item, self._measure, self._high, self._chose = item, measure, high, chose
        self.overhang = 0
        self.keys: list[AnswerKey] = []  # nothing here is an answer by itself
        self.text = ""
        self.field = FieldKey(told(item.text), measure)
        self.field.clicked.connect(self.open)
        self.board = Keyboard(measure, high - self._field_high() - measure.px(2 * GAP))
        self.board.hide()
        self.board.typed.connect(self.type)
        self.board.rubbed_out.connect(self.rub_out)
        self.board.done.connect(self.close_board)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measure.px(2 * GAP))
        column.addWidget(self.field)
        column.addWidget(self.board)
        self.close_board()

    def _field_high(self) -> int:
        """What the keys leave of it, and never less than a finger needs."""
        keys = (len(SIGNS) + 1) * (self._measure.target + self._measure.px(GAP))
        return max(self._measure.target, min(self._measure.px(FIELD), self._high - keys))

    def mark(self, given: Answer | None) -> None:
        """What was written before."""
        if str(given or "") != self.text.strip():
            self._show(str(given or ""))

    def open(self) -> None:
        """With keys for the finger."""
        self.field.set_size(QSize(self._measure.room, self._field_high()))
        self.board.show()

    def close_board(self) -> None:
        self.board.hide()
        self.field.set_size(QSize(self._measure.room, self._measure.px(CLOSED)))

    def type(self, sign: str) -> None:
        """A sign more, as long as there is room: the field counts down to its end."""
        if len(self.text) < COMMENT_MOST:
            self._say(self.text + sign)

    def rub_out(self) -> None:
        self._say(self.text[:-1])

    def _say(self, text: str) -> None:
        self._show(text)
        self._chose(text)

    def _show(self, text: str) -> None:
        self.text = text
        self.field.show_text(text, COMMENT_MOST - len(text))


class FieldKey(Key):
    """What is written so far, its end always in sight; a touch brings the keys."""

    def __init__(self, name: str, measure: Measure) -> None:
        super().__init__(name, measure, QSize(measure.room, measure.px(CLOSED)), font(measure.px(27)))
        self._name, self._hint, self._text, self.room_words = name, _("Touch here to write"), "", ""
        self.show_text("", COMMENT_MOST)

    def set_size(self, size: QSize) -> None:
        self._size = size
        self.updateGeometry()

    def show_text(self, text: str, room: int) -> None:
        """`room`: how many signs more there may be, told when they are few."""
        self._text = text
        few = ngettext("{count} left", "{count} left", room).format(count=number(room))
        self.room_words = few if room <= ROOM_TOLD else ""
        self.setAccessibleName(" ".join(filter(None, (self._name, text or self._hint, self.room_words))))
        self.update()

    def paint(self, painter: QPainter) -> None:
        self.frame(painter, "bg", "ink")
        pad = self.measure.px(PAD)
        place = QRectF(self.rect()).adjusted(pad, pad / 2, -pad, -pad / 2)
        if self.room_words:
            place.setBottom(self._paint_room(painter, place))
        self.words = f"{self._text}|" if self._text else self._hint
        metrics = QFontMetrics(self.letters)
        wrapped = metrics.boundingRect(QRect(0, 0, int(place.width()), 0), Qt.TextFlag.TextWordWrap, self.words)
        is_over = wrapped.height() > place.height()
        painter.setClipRect(place)
        upright = Qt.AlignmentFlag.AlignBottom if is_over else Qt.AlignmentFlag.AlignTop
        self.say(painter, place, int(Qt.AlignmentFlag.AlignLeft | upright), "ink" if self._text else "ink2")

    def _paint_room(self, painter: QPainter, place: QRectF) -> float:
        """Below what is written, which ends where this begins."""
        small = font(self.measure.px(SMALL))
        painter.setFont(small)
        painter.setPen(theme().color("ink2"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), self.room_words)
        return place.bottom() - QFontMetrics(small).height()


class BoardKey(Key):
    """One key for writing."""

    def paint(self, painter: QPainter) -> None:
        is_on = self.isDown() or self.isChecked()
        self.frame(painter, "accent_tint" if is_on else "bg", "edge")
        self.say(painter, QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), "accent" if is_on else "ink")

    def say_words(self, words: str) -> None:
        self.words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.update()


class Keyboard(QWidget):
    """Letters of the language that is spoken, signs on a page of their own, and what everybody needs under both."""

    typed = Signal(str)
    rubbed_out = Signal()
    done = Signal()

    def __init__(self, measure: Measure, high: int) -> None:
        super().__init__()
        self._measure, self._gap = measure, measure.px(GAP)
        rows = LETTERS.get(language(), LATIN)
        lines = len(SIGNS) + 1
        self._key_high = max(measure.target, min(measure.px(HIGH), high // lines - self._gap))
        self.letters: list[BoardKey] = []
        self.signs: list[BoardKey] = []
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page(self._lines_of(rows), self.letters))
        self._pages.addWidget(self._page(self._lines_of(SIGNS), self.signs))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._gap)
        column.addWidget(self._pages)
        column.addLayout(self._foot())
        self._show_capitals(is_on=True)

    def _lines_of(self, rows: Sequence[str]) -> Sequence[str]:
        """As on a keyboard; where the glass is too narrow for fingers, one letter after another."""
        most = (self._measure.room + self._gap) // (self._measure.target + self._gap)
        if max(map(len, rows)) <= most:
            return rows
        signs = "".join(rows)
        return [signs[at : at + most] for at in range(0, len(signs), most)]

    def _page(self, rows: Sequence[str], keys: list[BoardKey]) -> QWidget:
        longest = max(map(len, rows))
        room = self._measure.room - self._gap * (longest - 1)
        wide = max(self._measure.target, min(self._measure.px(WIDE), room // longest))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._gap)
        for row in rows:
            line = self._line()
            for sign in row:
                key = self._key(sign, wide)
                key.clicked.connect(lambda _checked=False, one=key: self._type(one.words))
                keys.append(key)
                line.addWidget(key)
            line.addStretch(1)
            column.addLayout(line)
        column.addStretch(1)
        return page

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._gap)
        line.addStretch(1)
        return line

    def _key(self, words: str, wide: int) -> BoardKey:
        letters = fitting([words], self._measure.px(26), (wide - self._gap, self._key_high), lines=1)
        return BoardKey(words, self._measure, QSize(wide, self._key_high), letters)

    def _foot(self) -> QHBoxLayout:
        wide = max(self._measure.target, min(self._measure.px(WIDE), self._measure.room // 12))
        rest = self._measure.room - 6 * (wide + self._gap)
        self.capitals = self._key("Aa", wide)
        self.other = self._key("123", wide)
        self.comma, self.full_stop = self._key(",", wide), self._key(".", wide)
        self.space, self.rub = self._key(_("Space"), rest // 2 - self._gap), self._key("←", wide)
        self.question = self._key("?", wide)
        self.ready = self._key(_("Done"), rest - rest // 2)
        self.capitals.setCheckable(True)
        for key, name in (
            (self.capitals, _("Capital letters")),
            (self.other, _("Numbers and signs")),
            (self.rub, _("Rub out")),
        ):
            key.setAccessibleName(name)
        self.capitals.clicked.connect(lambda is_on: self._show_capitals(is_on=is_on))
        self.other.clicked.connect(self._turn)
        self.space.clicked.connect(lambda: self._type(" "))
        self.rub.clicked.connect(self.rubbed_out)
        self.ready.clicked.connect(self.done)
        for key in (self.comma, self.full_stop, self.question):
            key.clicked.connect(lambda _checked=False, one=key: self._type(one.words))
        line = self._line()
        for key in (
            *(self.capitals, self.other, self.comma, self.space),
            *(self.full_stop, self.question, self.rub, self.ready),
        ):
            line.addWidget(key)
        line.addStretch(1)
        return line

    def _type(self, sign: str) -> None:
        """A capital is one alone, as at the beginning of a sentence."""
        self.typed.emit(sign)
        if sign != " ":
            self._show_capitals(is_on=sign in ".?!")

    def _show_capitals(self, *, is_on: bool) -> None:
        self.capitals.setChecked(is_on)
        for key in self.letters:
            key.say_words(key.words.upper() if is_on else key.words.lower())

    def _turn(self) -> None:
        """From letters to numbers and signs, and back."""
        is_letters = self._pages.currentIndex() == 1
        self._pages.setCurrentIndex(0 if is_letters else 1)
        self.other.words = "123" if is_letters else "abc"
        self.capitals.setEnabled(is_letters)
        self.other.update()
