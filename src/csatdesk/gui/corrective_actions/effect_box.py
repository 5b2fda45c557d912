"""What came of a measure: the verdict, both rates as bars, the figures in a sentence, and how they were computed."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.effects import Counted
from csatdesk.domain.item_effects import AnyEffect, ItemEffect, Side
from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.corrective_actions import counted_words, effect_words, method_lines, verdict_words
from csatdesk.wording.item_effects import side_words
from csatdesk.wording.texts import _

BAR_HIGH, MOST_SHARE = 12, 0.42


class EffectBox(QWidget):
    """Hidden where nothing is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.verdict = Label("", "body", bold=True, wrap=True)
        self.bars = RateBars()
        self.figures = Label("", "small", "ink2", wrap=True)
        self.how = LinkButton(_("How was this computed?"))
        self.how.clicked.connect(self._turn)
        self.method = Label("", "caption", "ink2", wrap=True)
        self.method.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addWidget(Label(_("Effect"), "small", bold=True))
        for widget in (self.verdict, self.bars, self.figures, self.how, self.method):
            column.addWidget(widget)
        self.hide()

    def show_effect(self, effect: AnyEffect | None, today: date) -> None:
        self.setVisible(effect is not None)
        if effect is None:
            return
        self.verdict.setText(verdict_words(effect, today))
        self.bars.show_effect(effect)
        self.figures.setText(effect_words(effect, today))
        self.figures.setVisible(_says_more(effect, today))
        self.method.setText("\n".join(method_lines(effect)))

    def _turn(self) -> None:
        self.method.setVisible(self.method.isHidden())


def _says_more(effect: AnyEffect, today: date) -> bool:
    """Than the bars: of more than one item how each did, of complaints how sure that is."""
    if isinstance(effect, ItemEffect):
        return len(effect.items) > 1
    return effect.is_over(today) and effect.ratio is not None


def _rate(one: Counted | Side) -> float:
    return (one.share if isinstance(one, Side) else one.per_1000) or 0.0


def _words(one: Counted | Side) -> str:
    return side_words(one) if isinstance(one, Side) else counted_words(one)


class RateBars(QWidget):
    """Complaints per 1,000 contacts, or how often items failed, before and after: the larger as long as there is room;
    the base stands beside.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, Counted | Side], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_effect(self, effect: AnyEffect) -> None:
        self._rows = ((_("before"), effect.before), (_("after"), effect.after))
        self.setAccessibleName(". ".join(f"{name}: {_words(one)}" for name, one in self._rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 2 * self._step())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = theme().metrics("small")
        left = max((metrics.horizontalAdvance(name) for name, _one in self._rows), default=0) + S8
        most = max((_rate(one) for _name, one in self._rows), default=0.0)
        for place, (name, one) in enumerate(self._rows):
            top = place * self._step()
            baseline = round(top + (self._step() - metrics.height()) / 2) + metrics.ascent()
            draw_words(painter, QPointF(0, baseline), name, "small", "ink2")
            high = round(BAR_HIGH * theme().scale)
            long = round(self.width() * MOST_SHARE * _rate(one) / most) if most else 0
            bar = QRectF(left, top + (self._step() - high) // 2, max(long, 1), high)
            painter.fillRect(bar, theme().color("accent" if place else "ink3"))
            at = bar.right() + S8
            draw_words(painter, QPointF(at, baseline), _words(one), "small", room=self.width() - at)

    def _step(self) -> int:
        return theme().metrics("small").height() + S4
