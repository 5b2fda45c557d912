"""The fields of which the forms of a draft are made: figures as people write them, the bands of a measure."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.forms import Band, Side
from csatdesk.domain.local_text import LocalText
from csatdesk.gui.fields import Choice, Label, TextBox, TextField
from csatdesk.gui.filling.numbers import number_in
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.texts import _

BANDS_LEAST, BAND_FIELD = 3, 72
HUNDRED = Decimal(100)


def plain_figure(number: Decimal) -> str:
    """As a person types it: no zeros at the end, no exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_text(text: LocalText, language: str, typed: str) -> LocalText:
    return LocalText({**text, language: typed.strip()})


def text_box(text: LocalText, language: str, lines: int) -> TextBox:
    box = TextBox(text.get(language, ""))
    box.setFixedHeight(box.lines_high(lines))
    return box


def text_field(text: LocalText, language: str) -> TextField:
    return TextField(text.get(language, ""))


class BandsField(QWidget):
    """What a measured number counts: up to or from a bound, so many percent; the first line that holds wins."""

    changed = Signal()

    def __init__(self, bands: Sequence[Band]) -> None:
        super().__init__()
        self.lines: list[tuple[Choice, TextField, TextField]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        for place in range(max(BANDS_LEAST, len(bands) + 1)):
            column.addLayout(self._line(bands[place] if place < len(bands) else None))
        self.setFocusProxy(self.lines[0][1])

    def _line(self, band: Band | None) -> QHBoxLayout:
        side = Choice([(Side.UP_TO, _("up to")), (Side.AT_LEAST, _("from"))])
        bound = TextField(plain_figure(band.bound) if band else "")
        percent = TextField(plain_figure(band.score * HUNDRED) if band else "")
        side.setAccessibleName(_("Up to or from"))
        bound.setAccessibleName(_("Bound"))
        percent.setAccessibleName(_("Counts percent"))
        side.set_value(band.side if band else (self.lines[0][0].value() if self.lines else Side.UP_TO))
        row = QHBoxLayout()
        row.setSpacing(S8)
        for widget in (side, bound, Label(_("counts"), tone="ink2"), percent, Label("%", tone="ink2")):
            row.addWidget(widget)
        for field in (bound, percent):
            field.setFixedWidth(theme().px(BAND_FIELD))
            field.textChanged.connect(lambda _text: self.changed.emit())
        side.chosen.connect(lambda _side: self.changed.emit())
        row.addStretch(1)
        self.lines.append((side, bound, percent))
        return row

    def bands(self) -> tuple[Band, ...] | None:
        """None while a line cannot be read; empty lines are left out."""
        found = []
        for side, bound, percent in self.lines:
            if not bound.text().strip() and not percent.text().strip():
                continue
            limit, score = number_in(bound.text()), number_in(percent.text())
            chosen = side.value()
            if limit is None or limit < 0 or score is None or not 0 <= score <= HUNDRED or not isinstance(chosen, Side):
                return None
            found.append(Band(chosen, limit, score / HUNDRED))
        return tuple(found) or None
