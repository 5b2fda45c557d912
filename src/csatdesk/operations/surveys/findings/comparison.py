"""Units beside one another, and what one of them does better and worse than the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from csatdesk.domain.charts import RangeRow, RangeRows
from csatdesk.domain.corrective_actions import MeasureStart
from csatdesk.domain.forms import Item
from csatdesk.domain.suppression import RANKING_LEAST, Shown
from csatdesk.domain.survey_views import Grade, SurveyView, grade_of
from csatdesk.operations.corrective_actions.starts import begin_from_items
from csatdesk.operations.surveys.findings.key_figures import too_few
from csatdesk.operations.surveys.findings.words import RANGES, item_name, measure_of, value_of, way
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.results.figures import item_of, items_of
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.units import Strength, UnitRow, compare_units, strengths
from csatdesk.operations.work import Reading
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.wording.charts.told import figure
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _

TOLD_MOST = 4  # strengths, and weaknesses


@dataclass(frozen=True, slots=True)
class Line:
    """One question in which a unit differs. `item_key`: for a measure about it."""

    item_key: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What one unit does better, and worse, than all others together, and not by chance."""

    office_id: int
    strong: tuple[Line, ...]
    weak: tuple[Line, ...]


def load_comparison(reading: Reading, *, view: SurveyView, item_key: str, office_id: int) -> RangeRows:
    """`office_id`: the unit that stands out."""
    item = item_of(reading, view.survey_id, item_key)
    measure = measure_of(item, grade_of(item))
    return chart_of(
        item, compare_units(reading, view, item, high_is_good=not measure.is_low_good), office_id, floor_of(reading)
    )


def load_differences(reading: Reading, *, view: SurveyView, office_id: int) -> Differences:
    items = tuple(one for one in items_of(reading, view.survey_id) if grade_of(one) is not Grade.NONE)
    found = strengths(reading, view, items, office_id)
    return Differences(
        office_id,
        tuple(_line(one) for one in found if _better(one) > 0)[:TOLD_MOST],
        tuple(_line(one) for one in found if _better(one) < 0)[:TOLD_MOST],
    )


def chart_of(item: Item, rows: Sequence[UnitRow], own_id: int, floor: int) -> RangeRows:
    measure, (least, most) = measure_of(item, grade_of(item)), RANGES[grade_of(item)] or (None, None)
    subtitle = _(
        "{name} by office with its likely range; places only from {least} answers on, and none where chance decides"
    )
    return RangeRows(
        title=_title(rows),
        subtitle=subtitle.format(name=measure.name, least=number(RANKING_LEAST)),
        row_head=_("Office"),
        place_head=_("place"),
        measure=measure,
        rows=tuple(
            _row(row, own_id, has_places=len(_placed(rows)) > 1)
            for row in sorted(rows, key=lambda one: one.figure.shown is Shown.HIDDEN)
        ),
        least=least,
        most=most,
        nothing="" if any(row.figure.value is not None for row in rows) else too_few(floor),
    )


def _placed(rows: Sequence[UnitRow]) -> list[UnitRow]:
    return [row for row in rows if row.place is not None]


def _row(row: UnitRow, own_id: int, *, has_places: bool) -> RangeRow:
    """`has_places`: the first of one alone is none."""
    place = _places(row.place.first, row.place.last) if row.place is not None and has_places else ""
    score = value_of(row.figure)
    return RangeRow(
        row.unit.name, score, row.unit.id == own_id, f"office={row.unit.id}" if score.is_drawn else "", place
    )


def _places(first: int, last: int) -> str:
    return number(first) if first == last else _("{low} to {high}").format(low=number(first), high=number(last))


def _title(rows: Sequence[UnitRow]) -> str:
    """Only what is sure: who stands before all others, or that nobody does."""
    placed = _placed(rows)
    if len(placed) == 1:
        said = _("There is nothing to compare {office} with: no other office has enough answers")
        return said.format(office=placed[0].unit.name)
    if not placed:
        return _("Too few offices have enough answers for a ranking")
    first = [row for row in placed if row.place is not None and row.place.band == 1]
    if len(first) == len(placed):
        return _("No office is clearly before another")
    if len(first) == 1:
        return _("{office} stands first").format(office=first[0].unit.name)
    return _("The first {n} are too near one another to be put in order").format(n=number(len(first)))


def _better(one: Strength) -> int:
    sign = -1 if measure_of(one.item, grade_of(one.item)).is_low_good else 1
    return sign * way(one.change)


def _line(one: Strength) -> Line:
    measure = measure_of(one.item, grade_of(one.item))
    said = _("{own} against {others}")
    own, others = (figure(side.value or 0, measure) for side in (one.own, one.others))
    return Line(one.item.key, item_name(one.item), said.format(own=own, others=others))


def begin_measure(reading: Reading, *, survey_id: int, item_key: str, office_id: int) -> MeasureStart:
    """What a measure about a weakness of one office begins with."""
    version_id = load_survey(reading, survey_id=survey_id).version_id
    query = select(Standard.key).join(StandardVersion, StandardVersion.standard_id == Standard.id)
    key = reading.db.execute(query.where(StandardVersion.id == version_id)).scalar_one()
    return begin_from_items(reading, standard_key=key, item_keys=[item_key], office_id=office_id)
