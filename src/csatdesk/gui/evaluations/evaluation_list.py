"""The list of evaluations, the newest first: what and when, whose work or which office, what came of it."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QWidget

from csatdesk.domain.evaluations import EvaluationRow
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.gui.cases.row_cells import Drawn, Words, elided
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.evaluations.words import about, coverage_words, heard_words, result_words, title_of
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.evaluations.queries import EVERYTHING, EvaluationFilter, list_evaluations
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import short_instant
from csatdesk.wording.texts import _


class EvaluationModel(PagedModel[EvaluationRow]):
    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.filter = EVERYTHING
        columns = (
            Column[EvaluationRow](N_("When and what"), title_of),
            Column[EvaluationRow](N_("Whose work"), about),
            Column[EvaluationRow](N_("Result"), result_words),
        )
        super().__init__(runner, columns, self._question, owner=owner)

    def show_filter(self, shown: EvaluationFilter) -> None:
        self.filter = shown
        self.read()

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[EvaluationRow]]:
        return partial(list_evaluations, shown=self.filter, **wanted.values)


class EvaluationList(RowTable):
    """`model`: one that asks for other evaluations."""

    def __init__(
        self, runner: Runner, zone: tzinfo, parent: QWidget | None = None, model: EvaluationModel | None = None
    ) -> None:
        self.evaluations = model or EvaluationModel(runner, runner)
        super().__init__(self.evaluations, partial(_cell, zone), _widths, parent)
        self.evaluations.setParent(self)
        self.copied = _copied
        self.place = KeepsPlace(self, self.evaluations)
        self.setAccessibleName(_("Evaluations"))


def _widths(room: int) -> Sequence[int]:
    who = max(theme().px(110), round(room * 0.25))
    result = max(theme().px(190), round(room * 0.36))
    return max(room - who - result, theme().px(120)), who, result


def _cell(zone: tzinfo, row: EvaluationRow, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    if column == 0:
        left = theme().margin
        return _lines(title_of(row), short_instant(row.happened_at, zone), room - left, left)
    if column == 1:
        return _lines(about(row), row.office_name if row.employee_name else "", room)
    second = ", ".join(
        filter(None, (coverage_words(row), _("contested") if row.has_open_dispute else "", heard_words(row)))
    )
    return _lines(result_words(row), second, room, bold=row.total is not None)


def _lines(first: str, second: str, room: float, left: float = 0, *, bold: bool = False) -> Sequence[Drawn]:
    return (
        Words(left, 1, elided(first, room, bold=bold), bold=bold),
        Words(left, 2, elided(second, room, "small"), "small", "ink2"),
    )


def _copied(row: EvaluationRow) -> Sequence[str]:
    return title_of(row), row.employee_name, row.office_name, result_words(row), coverage_words(row)
