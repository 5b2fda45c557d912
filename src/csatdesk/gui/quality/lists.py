"""The lists of quality: groups with their range, losses with their bar, steps with their two points."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTableView

from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.domain.quality import SectionStanding
from csatdesk.domain.quality_views import Compared, Group, Loss, Losses, Profile, Step
from csatdesk.gui.cases.row_cells import Drawn, Words, elided
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.context import Context
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.quality.cells import Ranged, Scale, TwoPoints
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.topics.ranking_list import Bar, Middle, at_right
from csatdesk.operations.quality.words import (
    NONE,
    change_words,
    critical_words,
    failed_words,
    loss_place,
    loss_words,
    mean_words,
    met_words,
    place_words,
    range_words,
    seen_words,
    step_words,
)
from csatdesk.wording.evaluations import score_words
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _

R = TypeVar("R")
TIP = Qt.ItemDataRole.ToolTipRole  # what is cut off in a narrow list
LEAST_STEP = 10  # the scale begins at a whole ten


@dataclass(frozen=True)  # no slots: Line[Group](…) could not be made under Python 3.11
class Line(Generic[R]):
    """A row of one of the lists. `least`: where the scale of all rows begins; `length`: of its bar, 0 to 1."""

    id: int
    of: R
    least: float = 0.0
    length: float = 0.0


class FigureTable(RowTable, Generic[R]):
    """Rows that were counted all at once; what each column draws its own class says."""

    def __init__(
        self,
        context: Context,
        columns: Sequence[Column[Line[R]]],
        right: Collection[int],
        widths: Callable[[int], Sequence[int]],
    ) -> None:
        self.model_of_lines = PagedModel[Line[R]](context.runner, columns, _none, owner=context.runner)
        super().__init__(self.model_of_lines, self._laid_out, widths)
        self.model_of_lines.setParent(self)
        self.head.figures = right
        self.head.set_sorted(-1, "sort-down")
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.copied = lambda line: [column.text(line) for column in columns]

    def show_lines(self, lines: Sequence[Line[R]]) -> None:
        """The same place stays chosen."""
        place = max(0, min(self.currentIndex().row(), len(lines) - 1))
        self.model_of_lines.show_first(Page(tuple(lines), None))
        self.repaint_rows()
        if lines:
            self.select_place(place)

    def _laid_out(self, line: Line[R], column: int, size: QSize) -> Sequence[Drawn]:
        raise NotImplementedError

    def _figure(self, line: Line[R], column: int, size: QSize, tone: str = "ink") -> Sequence[Drawn]:
        words = self.model_of_lines.columns[column].text(line)
        return (Middle(at_right(words, size), words, size.height(), tone),)


def _none(_wanted: Wanted) -> Any:
    """The rows are shown by `show_lines`; nothing more is ever asked for."""
    return lambda _reading: Page[Any]((), None)


class GroupList(FigureTable[Group]):
    """Rank, name, score on its range, n, what was seen, critical failures, change."""

    RANK, NAME, SCORE, RANGE, COUNT, SEEN, CRITICAL, CHANGE = range(8)

    def __init__(self, context: Context) -> None:
        columns = (
            Column[Line[Group]](N_("Rank"), lambda line: place_words(line.of)),
            Column[Line[Group]](N_("Name"), lambda line: line.of.name, roles={TIP: _group_told}),
            Column[Line[Group]](N_("Checked"), lambda line: mean_words(line.of)),
            Column[Line[Group]](N_("Likely range"), lambda line: range_words(line.of)),
            Column[Line[Group]](N_("n"), lambda line: number(line.of.standing.n)),
            Column[Line[Group]](N_("Seen"), lambda line: seen_words(line.of)),
            Column[Line[Group]](N_("Critical"), lambda line: critical_words(line.of)),
            Column[Line[Group]](N_("Change"), lambda line: change_words(line.of.change)),
        )
        right = {self.RANK, self.SCORE, self.COUNT, self.SEEN, self.CRITICAL, self.CHANGE}
        super().__init__(context, columns, right, _group_widths)
        self.setAccessibleName(_("Compared"))

    def show_groups(self, found: Compared) -> None:
        lows = [one.standing.score.low for one in found.groups if one.standing.score.low is not None]
        least = _tens(min(lows, default=Decimal(0)))
        self.show_lines([Line(place, one, least) for place, one in enumerate(found.groups)])

    def _laid_out(self, line: Line[Group], column: int, size: QSize) -> Sequence[Drawn]:
        score = line.of.standing.score
        if column == self.NAME:
            return _name(line.of.name, range_words(line.of), size)
        if column == self.RANGE:
            if score.low is None or score.high is None:
                return (Middle(S8, range_words(line.of), size.height(), "ink2"),)
            ends = (float(score.mean), float(score.low), float(score.high))
            return (Ranged(_scale(size, line.least), *ends, size.height()),)
        if column == self.SCORE:
            words = mean_words(line.of)
            room = theme().metrics("small", bold=True).horizontalAdvance(words)
            return (Middle(max(0, size.width() - S12 - room), words, size.height(), bold=True),)
        return self._figure(line, column, size, "ink2")


def _group_told(line: Line[Group]) -> str:
    return ", ".join((line.of.name, range_words(line.of)))


def _tens(value: Decimal) -> float:
    """Where a scale begins: at a whole ten below the lowest value, and always below 100, where it ends."""
    return float(min(int(value) // LEAST_STEP * LEAST_STEP, 100 - LEAST_STEP))


def _scale(size: QSize, least: float) -> Scale:
    return Scale(S8, max(size.width() - S8 - 2 * S12, 20), least)


def _name(first: str, second: str, size: QSize, left: float = 0) -> Sequence[Drawn]:
    room = size.width() - S12 - left
    told = (Words(left, 1, elided(first, room, bold=True), bold=True),)
    return (*told, Words(left, 2, elided(second, room, "small"), "small", "ink2")) if second else told


def _group_widths(room: int) -> Sequence[int]:
    px = theme().px
    rank, score, count, seen, critical, change = theme().margin + px(44), px(70), px(52), px(64), px(64), px(76)
    left = room - rank - score - count - seen - critical - change
    name = max(px(140), round(left * 0.5))
    if left - name < px(60):
        return rank, max(left, px(120)), score, 0, count, seen, critical, change
    return rank, name, score, left - name, count, seen, critical, change


class LossList(FigureTable[Loss]):
    """What is lost, on a bar; how far it was met, how often not even half, and how far before."""

    NAME, POINTS, MET, BEFORE, FAILED = range(5)

    def __init__(self, context: Context) -> None:
        columns = (
            Column[Line[Loss]](N_("What"), _loss_told, roles={TIP: _loss_told}),
            Column[Line[Loss]](N_("Points lost"), lambda line: score_words(line.of.points)),
            Column[Line[Loss]](N_("Met"), lambda line: met_words(line.of.met)),
            Column[Line[Loss]](N_("Met before"), lambda line: met_words(line.of.met_before)),
            Column[Line[Loss]](N_("Failed"), lambda line: failed_words(line.of)),
        )
        super().__init__(context, columns, {self.MET, self.BEFORE, self.FAILED}, _loss_widths)
        self.setAccessibleName(_("Points lost"))

    def show_losses(self, found: Losses) -> None:
        most = max((one.points for one in found.rows), default=Decimal(1))
        rows = enumerate(found.rows)
        self.show_lines([Line(place, one, length=float(one.points / most)) for place, one in rows])

    def _laid_out(self, line: Line[Loss], column: int, size: QSize) -> Sequence[Drawn]:
        if column == self.NAME:
            return _name(*_loss_lines(line.of), size, theme().margin)
        if column == self.POINTS:
            words = score_words(line.of.points)
            said = theme().metrics("small", bold=True).horizontalAdvance("00.0") + S8
            wide = max(size.width() - S12 - said, 8) * line.length
            return (Bar(wide, size.height(), "accent"), Middle(wide + S8, words, size.height(), bold=True))
        return self._figure(line, column, size, "ink" if column == self.MET else "ink2")


def _loss_told(line: Line[Loss]) -> str:
    return ", ".join(filter(None, _loss_lines(line.of)))


def _loss_lines(loss: Loss) -> tuple[str, str]:
    return loss_words(loss), loss_place(loss)


def _loss_widths(room: int) -> Sequence[int]:
    px = theme().px
    met, before, failed = px(64), px(86), px(84)
    left = room - met - before - failed
    if left < px(380):
        left, before = left + before, 0
    name = max(px(170), round(left * 0.58))
    return name, max(left - name, px(60)), met, before, failed


class StepList(FigureTable[Step]):
    """The steps of a talk in their order, one's own points and those of the benchmark."""

    NAME, HERE, PICTURE, THERE, GAP, COUNTS = range(6)

    def __init__(self, context: Context) -> None:
        columns = (
            Column[Line[Step]](N_("Step"), lambda line: step_words(line.of), roles={TIP: _step_told}),
            Column[Line[Step]](N_("Here"), lambda line: _mean(line.of.here)),
            Column[Line[Step]](N_("Here and benchmark"), lambda _line: ""),
            Column[Line[Step]](N_("Benchmark"), lambda line: _mean(line.of.there)),
            Column[Line[Step]](N_("Gap"), lambda line: change_words(line.of.gap)),
            Column[Line[Step]](N_("n here and there"), lambda line: _counts(line.of)),
        )
        super().__init__(context, columns, {self.HERE, self.THERE, self.GAP, self.COUNTS}, _step_widths)
        self.setAccessibleName(_("Steps"))

    def show_profile(self, found: Profile) -> None:
        means = [_told(one) for step in found.steps for one in (step.here, step.there)]
        least = _tens(min((one for one in means if one is not None), default=Decimal(0)))
        self.show_lines([Line(place, one, least) for place, one in enumerate(found.steps)])

    def _laid_out(self, line: Line[Step], column: int, size: QSize) -> Sequence[Drawn]:
        if column == self.NAME:
            return _name(step_words(line.of), _("n {counts}").format(counts=_counts(line.of)), size, theme().margin)
        if column == self.PICTURE:
            points = (_point(line.of.here), _point(line.of.there))
            return (TwoPoints(_scale(size, line.least), *points, size.height()),)
        return self._figure(line, column, size, "ink" if column in {self.HERE, self.GAP} else "ink2")


def _step_told(line: Line[Step]) -> str:
    return ", ".join((step_words(line.of), _("n {counts}").format(counts=_counts(line.of))))


def _told(standing: SectionStanding | None) -> Decimal | None:
    """None where there are too few to be told."""
    return None if standing is None or not standing.is_enough else standing.mean


def _point(standing: SectionStanding | None) -> float | None:
    mean = _told(standing)
    return None if mean is None else float(mean)


def _mean(standing: SectionStanding | None) -> str:
    mean = _told(standing)
    return NONE if mean is None else score_words(mean)


def _counts(step: Step) -> str:
    return _("{n} and {others}").format(
        n=number(step.here.n), others=number(step.there.n) if step.there is not None else NONE
    )


def _step_widths(room: int) -> Sequence[int]:
    px = theme().px
    here, there, gap = px(62), px(96), px(64)
    left = room - here - there - gap
    name = max(px(170), round(left * 0.55))
    return name, here, max(left - name, px(80)), there, gap, 0  # the counts stand beneath the name
