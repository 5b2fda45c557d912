"""What is drawn in a cell of a row of two lines: words, a deadline's mark, an icon, somebody's initials."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import paint_avatar
from csatdesk.gui.marks import WORD_AFTER, paint_state
from csatdesk.gui.theme import theme


@dataclass(frozen=True, slots=True)
class Words:
    """Words at `x` on the first or second line of a cell, already elided."""

    x: float
    line: int
    text: str
    role: str = "body"
    tone: str = "ink"
    bold: bool = False

    def paint(self, painter: QPainter, at: QPointF, lines: tuple[float, float]) -> None:
        painter.setFont(theme().font(self.role, self.bold))
        painter.setPen(theme().color(self.tone))
        painter.drawText(QPointF(at.x() + self.x, at.y() + lines[self.line - 1]), self.text)


@dataclass(frozen=True, slots=True)
class State:
    """A deadline's mark and words on the first line."""

    x: float
    state: str
    text: str

    def paint(self, painter: QPainter, at: QPointF, lines: tuple[float, float]) -> None:
        paint_state(painter, self.state, self.text, QPointF(at.x() + self.x, at.y() + lines[0]), "small")


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon `side` wide, in the middle of the row's height."""

    x: float
    name: str
    side: float
    height: float
    tone: str = "ink2"

    def paint(self, painter: QPainter, at: QPointF, _lines: tuple[float, float]) -> None:
        top = at.y() + (self.height - self.side) / 2
        paint_icon(painter, self.name, QRectF(at.x() + self.x, top, self.side, self.side), self.tone)


@dataclass(frozen=True, slots=True)
class Person:
    """The initials of who has it; none: the dashed ring of "nobody yet"."""

    x: float
    letters: str
    side: float
    height: float

    def paint(self, painter: QPainter, at: QPointF, _lines: tuple[float, float]) -> None:
        top = at.y() + (self.height - self.side) / 2
        paint_avatar(painter, QRectF(at.x() + self.x, top, self.side, self.side), self.letters)


class Drawn(Protocol):
    """`at`: the cell's top left corner; `lines`: the baselines of its two lines."""

    def paint(self, painter: QPainter, at: QPointF, lines: tuple[float, float], /) -> None: ...


@dataclass(frozen=True, slots=True)
class _Moved:
    drawn: Drawn
    by: float

    def paint(self, painter: QPainter, at: QPointF, lines: tuple[float, float]) -> None:
        self.drawn.paint(painter, QPointF(at.x() + self.by, at.y()), lines)


def moved(drawn: Iterable[Drawn], by: float) -> Sequence[Drawn]:
    """The same things, further right."""
    return tuple(_Moved(one, by) for one in drawn)


def row_height() -> int:
    """Two lines: 44, or 40 when compact, at text size 1.0."""
    lines = theme().metrics("body").height() + theme().metrics("small").height()
    return lines + (6 if theme().compact else 9)


def group_height() -> int:
    return theme().metrics("body").height() + (5 if theme().compact else 7)


def line_places() -> tuple[float, float]:
    """Baselines of both lines from a row's top."""
    first, second = theme().metrics("body"), theme().metrics("small")
    top = (row_height() - 1 - first.height() - second.height()) / 2
    return round(top + first.ascent()), round(top + first.height() + second.ascent())


def elided(text: str, room: float, role: str = "body", *, bold: bool = False) -> str:
    return theme().metrics(role, bold).elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room)))


def wrapped(text: str, room: float, role: str = "body", *, bold: bool = False) -> tuple[str, ...]:
    """In one line or two; what does not fit into them is left out in the middle, where two names differ least."""
    metrics = theme().metrics(role, bold)
    if metrics.horizontalAdvance(text) <= room:
        return (text,)
    first, rest = "", text.split()
    while len(rest) > 1 and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= room:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:  # a single long word
        first = rest.pop(0)
    lines = filter(None, (first, " ".join(rest)))
    return tuple(
        one
        if metrics.horizontalAdvance(one) <= room
        else metrics.elidedText(one, Qt.TextElideMode.ElideMiddle, int(room))
        for one in lines
    )


def wrapped_room(text: str, role: str = "body", *, bold: bool = False) -> int:
    """So much room lets it stand whole in two lines."""
    metrics, words = theme().metrics(role, bold), text.split()
    halves = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1))
    return min((max(map(metrics.horizontalAdvance, two)) for two in halves), default=0)


def figure(text: str, room: float, tone: str = "ink") -> Words:
    """A number in bold on the first line; all of a column end at `room`."""
    return Words(
        max(0, room - theme().metrics("body", bold=True).horizontalAdvance(text)), 1, text, tone=tone, bold=True
    )


def path_words(path: str, name: str, room: float) -> list[Words]:
    """ "Bill › **Amount too high**" on the first line; the path gives way before the name does."""
    bold, plain = theme().metrics("body", bold=True), theme().metrics("body")
    lead = f"{path} › " if path else ""
    wide = plain.horizontalAdvance(lead)
    if lead and wide + bold.horizontalAdvance(name) > room:
        left = room - bold.horizontalAdvance(name)
        lead = f"{elided(path, left - plain.horizontalAdvance(' › '))} › " if left > theme().px(56) else ""
        wide = plain.horizontalAdvance(lead)
    named = Words(wide, 1, elided(name, room - wide, bold=True), bold=True)
    return [Words(0, 1, lead, tone="ink2"), named] if lead else [named]


def state_words(x: float, state: str, words: str, room: float) -> State:
    loud = state in {"overdue", "due_today"}
    return State(x, state, elided(words, room - WORD_AFTER * theme().scale, "small", bold=loud))
