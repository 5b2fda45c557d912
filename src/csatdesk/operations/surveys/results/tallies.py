"""Counting answers, the one gate of all figures: nothing of fewer anonymous answers than the floor passes it.

Anonymous answers are put together in blocks by month, office, channel and route (`domain.suppression.blocks`), of each
calendar year by itself and always over the whole survey, so that the same blocks stand in every view. A view holds the
blocks that lie wholly in it, a group of it those that lie wholly in the group. Answers with a name have no such promise
and are counted as they are.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, select
from sqlalchemy.orm import aliased

from csatdesk.domain.staff import Right, require
from csatdesk.domain.suppression import Cell, blocks, joined, refined
from csatdesk.domain.survey_views import By, SurveyView
from csatdesk.domain.surveys import MONTHS
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.surveys import Response, ResponseAnswer

Value = int | str
Group = Any  # a month, an office's id, a channel, …; a tuple of them; None: everybody
Tally = dict[Group, dict[Value, int]]
GRID = (Response.month, Response.office_id, Response.channel, Response.route)
PLACES = {By.MONTH: 0, By.OFFICE: 1, By.CHANNEL: 2, By.ROUTE: 3}
KEPT = "survey_blocks"
BETWEEN, CHOICE = "\x1f", ":"  # no text that is kept holds such a mark
OF_NAMED = {By.SEGMENT: Response.segment, By.TOPIC: Response.topic_id}  # nothing is kept of it where there is no name


class _Line(NamedTuple):
    """One cell of the grid and what `often` people answered in it, one after another. `chosen`: what the same people
    chose elsewhere; `named`: what is known of people with a name.
    """

    cell: Cell
    chosen: str
    named: tuple[Any, ...]
    often: int
    told: str


class _Block(NamedTuple):
    """Anonymous answers that are only counted together. `paths`: cells in which there are any, with what the same
    people chose elsewhere where that is asked.
    """

    cells: frozenset[Cell]
    paths: frozenset[Cell]
    often: int
    told: str


Grid = tuple[Any, ...]  # columns of the grid, None for those that nobody asks for
GroupsOf = Callable[[Cell, str, tuple[Any, ...]], frozenset[Group]]


def tally(reading: Reading, view: SurveyView, item_key: str, *by: By) -> Tally:
    """Answers to a question by group and value. Without `by` there is one group, None; by several it is a tuple."""
    return _tally(reading, view, item_key, "", by)


def responses(reading: Reading, view: SurveyView, *by: By) -> dict[Group, int]:
    """How many answered at all, by group."""
    return {group: sum(values.values()) for group, values in _tally(reading, view, "", "", by).items()}


def crossed(reading: Reading, view: SurveyView, item_key: str, other_key: str, *by: By) -> Tally:
    """Answers to a question by what the same people chose in another one: the group is the key of the choice, or a
    tuple that ends with it. Of several chosen each counts.
    """
    return _tally(reading, view, item_key, other_key, by)


def tally_between(reading: Reading, survey_id: int, span: tuple[datetime, datetime], item_key: str, *by: By) -> Tally:
    """As `tally`, of answers with a name alone that were given in this time; nobody knows when an anonymous one was.
    `item_key` "": all who answered.
    """
    require(reading.actor, Right.SEE_SURVEYS)
    where = and_(
        Response.survey_id == survey_id,
        Response.is_anonymous.is_(False),
        Response.at >= span[0],
        Response.at < span[1],
    )
    named = [column for one, column in OF_NAMED.items() if one in by]
    lines = _asked(reading, survey_id, where, (item_key, ""), _grid_of(by), named=named)
    return _counted(_by_group(lines, _by(by, has_chosen=False)), item_key)


def told_cells(reading: Reading, view: SurveyView) -> dict[Cell, Cell]:
    """Month, office, channel and route of the anonymous answers that stand in this view, with what of them may be told
    of a single answer: only what its whole block shares, or the list would count fewer than the floor.
    """
    if view.is_of_named:
        return {}
    found: dict[Cell, Cell] = {}
    for block in _let_through(reading, view, "", ""):
        told = tuple(parts[0] if len(set(parts)) == 1 else None for parts in zip(*block.paths, strict=True))
        found |= dict.fromkeys(block.paths, told)
    return found


def of_named(view: SurveyView) -> list[ColumnElement[bool]]:
    """Answers with a name that the view holds."""
    narrowed = _narrowed(view, is_anonymous=False)
    for column, wanted in ((Response.segment, view.segments), (Response.topic_id, view.topic_ids)):
        if wanted:
            narrowed.append(column.in_(wanted))
    return narrowed


def of_anonymous(view: SurveyView) -> list[ColumnElement[bool]]:
    """Anonymous answers of the view's time and places; which of them may be shown is told by their cell."""
    return _narrowed(view, is_anonymous=True)


def _narrowed(view: SurveyView, *, is_anonymous: bool) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = [
        Response.survey_id == view.survey_id,
        Response.is_anonymous.is_(is_anonymous),
        Response.month.between(view.first, view.last),
    ]
    for column, wanted in (
        (Response.office_id, view.office_ids),
        (Response.channel, view.channels),
        (Response.route, view.routes),
    ):
        if wanted:
            narrowed.append(column.in_(wanted))
    return narrowed


def _tally(reading: Reading, view: SurveyView, item_key: str, other_key: str, by: tuple[By, ...]) -> Tally:
    require(reading.actor, Right.SEE_SURVEYS)
    groups_of = _by(by, has_chosen=bool(other_key))
    named = [column for one, column in OF_NAMED.items() if one in by]
    where, keys = and_(*of_named(view)), (item_key, other_key)
    lines = _asked(reading, view.survey_id, where, keys, _grid_of(by), named=named)
    found = _by_group(lines, groups_of)
    if not view.is_of_named and not named:
        for block in _let_through(reading, view, item_key, other_key):
            of_paths = (groups_of(path[: len(GRID)], path[-1], ()) for path in block.paths)
            for group in frozenset.intersection(*of_paths):
                found[group].append((block.often, block.told))
    return _counted(found, item_key)


def _by_group(lines: Iterable[_Line], groups_of: GroupsOf) -> dict[Group, list[tuple[int, str]]]:
    found: dict[Group, list[tuple[int, str]]] = defaultdict(list)
    for line in lines:
        for group in groups_of(line.cell, line.chosen, line.named):
            found[group].append((line.often, line.told))
    return found


def _counted(found: Mapping[Group, Sequence[tuple[int, str]]], item_key: str) -> Tally:
    if not item_key:
        return {group: {"": sum(often for often, _told in some)} for group, some in found.items()}
    return {group: _values(BETWEEN.join(told for _often, told in some)) for group, some in found.items()}


def _grid_of(by: Sequence[By]) -> Grid:
    """Answers with a name are in no block: of the grid only what they are grouped by, or there were a line for each."""
    wanted = {PLACES[one] for one in by if one in PLACES}
    return tuple(column if place in wanted else None for place, column in enumerate(GRID))


def _by(by: Sequence[By], *, has_chosen: bool) -> GroupsOf:
    order = [one for one in OF_NAMED if one in by]

    def groups(cell: Cell, chosen: str, named: tuple[Any, ...]) -> frozenset[Group]:
        parts = tuple(cell[PLACES[one]] if one in PLACES else named[order.index(one)] for one in by)
        if has_chosen:
            return frozenset((*parts, choice) if parts else choice for choice in chosen.split())
        return frozenset({parts if len(parts) > 1 else (parts[0] if parts else None)})

    return groups


def _let_through(reading: Reading, view: SurveyView, item_key: str, other_key: str) -> Iterator[_Block]:
    """Blocks that lie wholly in the view."""
    first, last = view.years
    for year in range(first // MONTHS, last // MONTHS + 1):
        for block in _year(reading, view.survey_id, year, item_key, other_key):
            if all(_holds(view, path) for path in block.cells):
                yield block


def _year(reading: Reading, survey_id: int, year: int, item_key: str, other_key: str) -> list[_Block]:
    """Blocks of a calendar year; read once in a transaction that only reads."""
    kept: dict[object, list[_Block]] = reading.db.info.setdefault(KEPT, {}) if not isinstance(reading, Work) else {}
    key = (survey_id, year, item_key, other_key)
    if key not in kept:
        kept[key] = _parted(reading, survey_id, year, (item_key, other_key))
    return kept[key]


def _parted(reading: Reading, survey_id: int, year: int, keys: tuple[str, str]) -> list[_Block]:
    """Blocks of those who answered a question are put together of blocks of all who answered, never across them."""
    has_chosen = bool(keys[1])
    lines = _anonymous_lines(reading, survey_id, year, *keys)
    at = {(*line.cell, line.chosen) if has_chosen else line.cell: line for line in lines}
    cells: dict[Cell, int] = defaultdict(int)
    for line in at.values():
        cells[line.cell] += line.often
    floor = floor_of(reading)
    if any(keys):
        whole = (block.cells for block in _year(reading, survey_id, year, "", ""))
        within = joined(whole, cells, floor=floor)
    else:
        within = blocks(cells, floor=floor)
    if has_chosen:
        within = refined(within, {path: line.often for path, line in at.items()}, floor=floor)
    return [block for some in within if (block := _gathered(some, at)).paths]


def _gathered(cells: frozenset[Cell], at: Mapping[Cell, _Line]) -> _Block:
    paths = cells & at.keys()
    lines = [at[path] for path in paths]
    return _Block(cells, paths, sum(line.often for line in lines), BETWEEN.join(line.told for line in lines))


def _holds(view: SurveyView, cell: Cell) -> bool:
    month, office_id, channel, route = cell[:4]
    return bool(
        view.first <= month <= view.last
        and (not view.office_ids or office_id in view.office_ids)
        and (not view.channels or channel in view.channels)
        and (not view.routes or route in view.routes)
    )


# what the store is asked


def _anonymous_lines(reading: Reading, survey_id: int, year: int, item_key: str, other_key: str) -> Iterator[_Line]:
    months = Response.month.between(year * MONTHS, year * MONTHS + MONTHS - 1)
    where = and_(Response.survey_id == survey_id, Response.is_anonymous.is_(True), months)
    return _asked(reading, survey_id, where, (item_key, other_key), GRID)


def _asked(
    reading: Reading,
    survey_id: int,
    where: ColumnElement[bool],
    keys: tuple[str, str],
    grid: Grid,
    *,
    named: Sequence[Any] = (),
) -> Iterator[_Line]:
    """Put together by the database, a row for each cell: to have it count each value takes it twice as long."""
    answer, other = aliased(ResponseAnswer), aliased(ResponseAnswer)
    item_key, other_key = keys
    asked = [column for column in grid if column is not None]
    columns = (*asked, *named, *((other.choice,) if other_key else ()))
    told = func.aggregate_strings(_told(answer), BETWEEN) if item_key else literal("")
    query: Select[Any] = select(*columns, func.count(), told).select_from(Response).where(where)
    for entity, key in ((answer, item_key), (other, other_key)):
        if key:
            at = and_(entity.survey_id == survey_id, entity.item_key == key, entity.response_id == Response.id)
            query = query.join(entity, at)
    width, is_whole = len(asked), len(asked) == len(grid)
    for *parts, often, answered in reading.db.execute(query.group_by(*columns)):
        if not often:  # of nothing by nothing there is a row too
            continue
        chosen = parts.pop() if other_key else ""
        cell = tuple(parts[:width]) if is_whole else _cell(grid, parts)
        yield _Line(cell, chosen, tuple(parts[width:]), often, answered)


def _told(answer: type[ResponseAnswer]) -> ColumnElement[str]:
    """A number as it is, a choice behind its mark."""
    return case((answer.number.is_(None), CHOICE + answer.choice), else_=cast(answer.number, String))


def _values(told: str) -> dict[Value, int]:
    counted = Counter(told.split(BETWEEN))
    return {one[1:] if one.startswith(CHOICE) else int(one): often for one, often in counted.items()}


def _cell(grid: Grid, parts: Sequence[Any]) -> Cell:
    """The first of `parts` at their places in the grid."""
    found = iter(parts)
    return tuple(None if column is None else next(found) for column in grid)
