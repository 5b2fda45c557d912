"""The list of evaluations, the newest first: what and when, whose work or which office, what came of it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt
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

TIP = Qt.ItemDataRole.ToolTipRole
LONG_DAYS = [datetime(2028, month, 28, 20, 58, tzinfo=UTC) for month in range(1, 13)]  # one is as long as any
WHO = 0.45  # of what the day leaves, where it is little


class EvaluationModel(PagedModel[EvaluationRow]):
    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.filter = EVERYTHING
        columns = (
            Column[EvaluationRow](N_("When and what"), title_of, roles={TIP: title_of}),
            Column[EvaluationRow](N_("Whose work"), about, _about_told, roles={TIP: _about_told}),
            Column[EvaluationRow](N_("Result"), result_words, _result_told, roles={TIP: _result_told}),
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
    """Beside something else there may not be room for all: then the day stays whole, and what is left is shared."""
    who = max(theme().px(110), round(room * 0.25))
    result = max(theme().px(190), round(room * 0.36))
    small = theme().metrics("small")
    day = theme().margin + max(small.horizontalAdvance(short_instant(one, UTC)) for one in LONG_DAYS) + S12
    if room - who - result < day:
        who = round((room - day) * WHO)
        result = room - day - who
    return room - who - result, who, result


def _office(row: EvaluationRow) -> str:
    return row.office_name if row.employee_name else ""


def _about_told(row: EvaluationRow) -> str:
    return ", ".join(filter(None, (about(row), _office(row))))


def _seen(row: EvaluationRow) -> str:
    contested = _("contested") if row.has_open_dispute else ""
    return ", ".join(filter(None, (coverage_words(row), contested, heard_words(row))))


def _result_told(row: EvaluationRow) -> str:
    return ", ".join(filter(None, (result_words(row), _seen(row))))


def _cell(zone: tzinfo, row: EvaluationRow, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    if column == 0:
        left = theme().margin
        return _lines(title_of(row), short_instant(row.happened_at, zone), room - left, left)
    if column == 1:
        return _lines(about(row), _office(row), room)
    return _lines(result_words(row), _seen(row), room, bold=row.total is not None)


def _lines(first: str, second: str, room: float, left: float = 0, *, bold: bool = False) -> Sequence[Drawn]:
    return (
        Words(left, 1, elided(first, room, bold=bold), bold=bold),
        Words(left, 2, elided(second, room, "small"), "small", "ink2"),
    )


def _copied(row: EvaluationRow) -> Sequence[str]:
    return title_of(row), row.employee_name, row.office_name, result_words(row), coverage_words(row)
