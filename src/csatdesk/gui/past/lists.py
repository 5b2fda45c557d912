"""Places with their mean, number and interval; and the past evaluations of one place, the newest first."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QWidget

from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.domain.past_evaluations import PastPlaceRow, PastRow
from csatdesk.gui.cases.row_cells import Drawn, Words, elided
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.past.words import interval_words, made_words, mean_words, result_words, short_interval
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.evaluations.past_queries import list_past_evaluations, list_past_places
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.texts import _

NONE = 0  # no programme, no place: no row has this id


class PlacesModel(PagedModel[PastPlaceRow]):
    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.programme_id, self.typed = NONE, ""
        columns = (
            Column[PastPlaceRow](N_("Place"), lambda one: one.name),
            Column[PastPlaceRow](N_("Mean"), mean_words),
            Column[PastPlaceRow](N_("How many"), lambda one: number(one.score.n), is_number=True),
        )
        super().__init__(runner, columns, self._question, owner=owner)

    def show_places(self, programme_id: int, typed: str) -> None:
        self.programme_id, self.typed = programme_id, typed
        self.read()

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[PastPlaceRow]]:
        return partial(list_past_places, programme_id=self.programme_id, typed=self.typed, **wanted.values)


class PlacesList(RowTable):
    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.places = PlacesModel(runner, runner)
        super().__init__(self.places, _place_cell, _place_widths, parent)
        self.places.setParent(self)
        self.copied = lambda one: (one.name, one.town, mean_words(one), interval_words(one.score), number(one.score.n))
        self.place = KeepsPlace(self, self.places)
        self.head.set_sorted(1, "sort-down")
        self.setAccessibleName(_("Places"))


def _place_widths(room: int) -> Sequence[int]:
    mean = max(theme().px(170), round(room * 0.32))
    count = max(theme().px(96), round(room * 0.18))
    return max(room - mean - count, theme().px(120)), mean, count


def _place_cell(row: PastPlaceRow, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    if column == 0:
        left = theme().margin
        below = ", ".join(filter(None, (row.town, _("your own office") if row.is_own_office else "")))
        return _lines(row.name, below, room - left, left)
    if column == 1:
        return _lines(mean_words(row), short_interval(row.score), room, is_bold=row.score.is_rankable)
    return _lines(number(row.score.n), short_date(row.last_on), room)


class PastModel(PagedModel[PastRow]):
    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.place_id = NONE
        columns = (
            Column[PastRow](N_("Day"), lambda one: short_date(one.day)),
            Column[PastRow](N_("Result"), result_words),
            Column[PastRow](N_("Comment"), lambda one: one.comment),
        )
        super().__init__(runner, columns, self._question, owner=owner)

    def show_place(self, place_id: int) -> None:
        self.place_id = place_id
        self.read()

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[PastRow]]:
        return partial(list_past_evaluations, place_id=self.place_id, **wanted.values)


class PastList(RowTable):
    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.evaluations = PastModel(runner, runner)
        super().__init__(self.evaluations, _past_cell, _past_widths, parent)
        self.evaluations.setParent(self)
        self.copied = lambda one: (short_date(one.day), result_words(one), one.kind, one.reviewer, one.comment)
        self.setAccessibleName(_("Past evaluations"))


def _past_widths(room: int) -> Sequence[int]:
    day = max(theme().px(150), round(room * 0.3))
    result = max(theme().px(110), round(room * 0.24))
    return day, result, max(room - day - result, theme().px(100))


def _past_cell(row: PastRow, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    if column == 0:
        left = theme().margin
        return _lines(short_date(row.day), made_words(row), room - left, left)
    if column == 1:
        score, _comma, verdict = result_words(row).partition(", ")
        return _lines(score, verdict, room, is_bold=True)
    first, _break, rest = row.comment.partition("\n")
    return _lines(first, " ".join(rest.split()), room)


def _lines(first: str, second: str, room: float, left: float = 0, *, is_bold: bool = False) -> Sequence[Drawn]:
    return (
        Words(left, 1, elided(first, room, bold=is_bold), bold=is_bold),
        Words(left, 2, elided(second, room, "small"), "small", "ink2"),
    )
