"""Counting answers, the one gate of all figures: nothing of fewer anonymous answers than the floor passes it.

Anonymous answers are put together in blocks by month, office, channel and route (`domain.suppression.blocks`), of each
calendar year by itself and always over the whole survey, so that the same blocks stand in every view. A view holds the
blocks that lie wholly in it, a group of it those that lie wholly in the group. Answers with a name have no such promise
and are counted as they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select
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
OF_NAMED = {By.SEGMENT: Response.segment, By.TOPIC: Response.topic_id}  # nothing is kept of it where there is no name


class _Line(NamedTuple):
    """So many answers of one value in one cell of the grid. `chosen`: what the same people chose elsewhere; `named`:
    what is known of people with a name.
    """

    cell: Cell
    chosen: str
    named: tuple[Any, ...]
    value: Value
    often: int

    @property
    def path(self) -> Cell:
        return (*self.cell, self.chosen)


Grid = tuple[Any, ...]  # columns of the grid, None for those that nobody asks for
Parted = tuple[frozenset[Cell], list[_Line]]
GroupsOf = Callable[[_Line], frozenset[Group]]


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
    groups_of, found = _by(by, has_chosen=False), _no_tally()
    _gather(found, _asked(reading, survey_id, where, (item_key, ""), _grid_of(by), named=named), groups_of)
    return {group: dict(values) for group, values in found.items()}


def told_cells(reading: Reading, view: SurveyView) -> dict[Cell, Cell]:
    """Month, office, channel and route of the anonymous answers that stand in this view, with what of them may be told
    of a single answer: only what its whole block shares, or the list would count fewer than the floor.
    """
    if view.is_of_named:
        return {}
    found: dict[Cell, Cell] = {}
    for inside in _let_through(reading, view, "", ""):
        cells = [line.cell for line in inside]
        told = tuple(parts[0] if len(set(parts)) == 1 else None for parts in zip(*cells, strict=True))
        found |= dict.fromkeys(cells, told)
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
    found = _no_tally()
    named = [column for one, column in OF_NAMED.items() if one in by]
    where, keys = and_(*of_named(view)), (item_key, other_key)
    _gather(found, _asked(reading, view.survey_id, where, keys, _grid_of(by), named=named), groups_of)
    if not view.is_of_named and not named:
        for inside in _let_through(reading, view, item_key, other_key):
            for group in frozenset.intersection(*map(groups_of, inside)):
                for line in inside:
                    found[group][line.value] += line.often
    return {group: dict(values) for group, values in found.items()}


def _no_tally() -> dict[Group, dict[Value, int]]:
    return defaultdict(lambda: defaultdict(int))


def _gather(found: dict[Group, dict[Value, int]], lines: Iterable[_Line], groups_of: GroupsOf) -> None:
    for line in lines:
        for group in groups_of(line):
            found[group][line.value] += line.often


def _grid_of(by: Sequence[By]) -> Grid:
    """Answers with a name are in no block: of the grid only what they are grouped by, or there were a line for each."""
    wanted = {PLACES[one] for one in by if one in PLACES}
    return tuple(column if place in wanted else None for place, column in enumerate(GRID))


def _by(by: Sequence[By], *, has_chosen: bool) -> GroupsOf:
    order = [one for one in OF_NAMED if one in by]

    def groups(line: _Line) -> frozenset[Group]:
        parts = tuple(line.cell[PLACES[one]] if one in PLACES else line.named[order.index(one)] for one in by)
        if has_chosen:
            return frozenset((*parts, choice) if parts else choice for choice in line.chosen.split())
        return frozenset({parts if len(parts) > 1 else (parts[0] if parts else None)})

    return groups


def _let_through(reading: Reading, view: SurveyView, item_key: str, other_key: str) -> Iterator[list[_Line]]:
    """The lines of each block that lies wholly in the view."""
    first, last = view.years
    for year in range(first // MONTHS, last // MONTHS + 1):
        for block, lines in _year(reading, view.survey_id, year, item_key, other_key):
            if all(_holds(view, path) for path in block):
                yield lines


def _year(reading: Reading, survey_id: int, year: int, item_key: str, other_key: str) -> list[Parted]:
    """Blocks of a calendar year with their lines; read once in a transaction that only reads."""
    kept: dict[object, list[Parted]] = reading.db.info.setdefault(KEPT, {}) if not isinstance(reading, Work) else {}
    key = (survey_id, year, item_key, other_key)
    if key not in kept:
        kept[key] = _parted(reading, survey_id, year, (item_key, other_key))
    return kept[key]


def _parted(reading: Reading, survey_id: int, year: int, keys: tuple[str, str]) -> list[Parted]:
    """Blocks of those who answered a question are put together of blocks of all who answered, never across them."""
    has_chosen = bool(keys[1])
    at: dict[Cell, list[_Line]] = defaultdict(list)
    for line in _anonymous_lines(reading, survey_id, year, *keys):
        at[line.path if has_chosen else line.cell].append(line)
    paths = {path: sum(line.often for line in some) for path, some in at.items()}
    cells: dict[Cell, int] = defaultdict(int)
    for path, count in paths.items():
        cells[path[: len(GRID)]] += count
    floor = floor_of(reading)
    within = blocks(cells, floor=floor)
    if any(keys):
        within = joined((block for block, _lines in _year(reading, survey_id, year, "", "")), cells, floor=floor)
    if has_chosen:
        within = refined(within, paths, floor=floor)
    home = {path: block for block in within for path in block}
    inside: dict[frozenset[Cell], list[_Line]] = defaultdict(list)
    for path, some in at.items():
        if path in home:
            inside[home[path]] += some
    return list(inside.items())


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
    """Counted by the database: what comes is as long as the grid, not as the list of answers."""
    answer, other = aliased(ResponseAnswer), aliased(ResponseAnswer)
    item_key, other_key = keys
    asked = [column for column in grid if column is not None]
    values = (answer.number, answer.choice) if item_key else ()
    chosen = (other.choice,) if other_key else ()
    columns = (*asked, *named, *chosen, *values)
    query: Select[Any] = select(*columns, func.count()).select_from(Response).where(where)
    for entity, key in ((answer, item_key), (other, other_key)):
        if key:
            at = and_(entity.survey_id == survey_id, entity.item_key == key, entity.response_id == Response.id)
            query = query.join(entity, at)
    is_whole = len(asked) == len(grid)
    for row in reading.db.execute(query.group_by(*columns)):
        parts = list(row)
        count = parts.pop()
        if not count:  # of nothing by nothing there is a line too
            continue
        choice, number = (parts.pop(), parts.pop()) if item_key else ("", None)
        yield _Line(
            cell=tuple(parts[: len(grid)]) if is_whole else _cell(grid, parts),
            named=tuple(parts[len(asked) : len(asked) + len(named)]),
            chosen=parts[-1] if other_key else "",
            value=number if number is not None else choice,
            often=count,
        )


def _cell(grid: Grid, parts: Sequence[Any]) -> Cell:
    """The first of `parts` at their places in the grid."""
    found = iter(parts)
    return tuple(None if column is None else next(found) for column in grid)
