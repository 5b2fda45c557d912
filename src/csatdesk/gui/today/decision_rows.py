"""Rows of decisions, each with one button, and rows of what was promised for today."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from csatdesk.domain.promises import PromiseRow
from csatdesk.gui.cases.case_cells import states_width
from csatdesk.gui.cases.row_cells import elided
from csatdesk.gui.labels import draw_words
from csatdesk.gui.marks import WORD_AFTER, paint_state
from csatdesk.gui.theme import theme
from csatdesk.gui.today import sentences
from csatdesk.gui.tokens import RADIUS, S12, S16
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.today.rows import Decision
from csatdesk.wording.texts import _

STATE_LEAST = 124


def state_width() -> int:
    """Room for mark and words of any usual state."""
    return max(theme().px(STATE_LEAST), round(WORD_AFTER * theme().scale) + states_width() + S16)


class DecisionRows:
    """State · what to do, and why · the button with its verb, outlined while the keyboard stands there."""

    def height(self) -> int:
        return theme().metrics("body").height() + theme().metrics("small").height() + (9 if theme().compact else 13)

    def line_from(self) -> float:
        return theme().margin + state_width()

    def words(self, row: Decision, facts: CaseFacts) -> str:
        told = sentences.decision(row, facts)
        return f"{told.words}: {told.sentence}. {told.reason} {told.verb}"

    def button(self, box: QRectF, row: Decision, facts: CaseFacts) -> QRectF:
        return _button(box, sentences.decision(row, facts).verb)

    def paint(self, painter: QPainter, box: QRectF, row: Decision, facts: CaseFacts, *, is_chosen: bool) -> None:
        told = sentences.decision(row, facts)
        body, small = theme().metrics("body"), theme().metrics("small")
        top = box.top() + (box.height() - 1 - body.height() - small.height()) / 2
        first, second = round(top + body.ascent()), round(top + body.height() + small.ascent())
        left = box.left() + theme().margin
        state = elided(told.words, state_width() - WORD_AFTER * theme().scale - 6, "small", bold=True)
        paint_state(painter, told.state, state, QPointF(left, first))
        button = _button(box, told.verb)
        text, room = box.left() + self.line_from(), button.left() - box.left() - self.line_from() - S16
        draw_words(painter, QPointF(text, first), told.sentence, "body", bold=True, room=room)
        draw_words(painter, QPointF(text, second), told.reason, "small", "ink2", room=room)
        paint_button(painter, button, told.verb, is_likely=is_chosen)


def _button(box: QRectF, verb: str) -> QRectF:
    wide = theme().metrics("body", bold=True).horizontalAdvance(verb) + 2 * S12
    high = min(theme().metrics("body").height() + 10, box.height() - 8)
    return QRectF(box.right() + 1 - theme().margin - wide, box.top() + round((box.height() - 1 - high) / 2), wide, high)


def paint_button(painter: QPainter, box: QRectF, verb: str, *, is_likely: bool) -> None:
    """A plain button, outlined in accent when it is the likely one."""
    metrics = theme().metrics("body", is_likely)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color("accent" if is_likely else "line2"), 1))
    painter.setBrush(theme().color("bg"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.restore()
    x = box.left() + (box.width() - metrics.horizontalAdvance(verb)) / 2
    baseline = round(box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent())
    draw_words(painter, QPointF(x, baseline), verb, "body", "accent" if is_likely else "ink", bold=is_likely)


class PromiseRows:
    """State · what was promised, to whom · who keeps it."""

    def height(self) -> int:
        return theme().metrics("body").height() + (6 if theme().compact else 8)

    def line_from(self) -> float:
        return 0

    def words(self, row: PromiseRow, facts: CaseFacts) -> str:
        return f"{sentences.promise_due(row, facts)[1]}: {promised(row)}, {keeper(row)}"

    def button(self, box: QRectF, _row: PromiseRow, _facts: CaseFacts) -> QRectF:
        return QRectF(box.left(), box.top(), 0, 0)

    def paint(self, painter: QPainter, box: QRectF, row: PromiseRow, facts: CaseFacts, *, is_chosen: bool) -> None:
        del is_chosen
        state, due = sentences.promise_due(row, facts)
        metrics = theme().metrics("body")
        baseline = round(box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent())
        left = box.left() + theme().margin
        room = state_width() - WORD_AFTER * theme().scale - 6
        paint_state(painter, state, elided(due, room, "small", bold=True), QPointF(left, baseline))
        right = box.right() + 1 - theme().margin
        kept_by = elided(keeper(row), box.width() / 3, "small")
        wide = theme().metrics("small").horizontalAdvance(kept_by)
        draw_words(painter, QPointF(right - wide, baseline), kept_by, "small", "ink2")
        text = left + state_width()
        draw_words(painter, QPointF(text, baseline), promised(row), room=right - wide - S16 - text)


def promised(row: PromiseRow) -> str:
    return f"{row.text}, {row.customer_name}" if row.customer_name else row.text


def keeper(row: PromiseRow) -> str:
    return row.owner_name or row.organisation_name or _("nobody yet")
