"""Offices beside one another: ranks that claim no more than the answers tell, strengths and weaknesses, comments."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from csatdesk.domain.forms import Item
from csatdesk.domain.ranking import Place, rank
from csatdesk.domain.suppression import RANKING_LEAST
from csatdesk.domain.survey_views import By, SurveyView
from csatdesk.domain.surveys import Competence
from csatdesk.operations.surveys.results.figures import (
    Change,
    Figure,
    changed,
    clear_ones,
    may_be_ranked,
    side_by_side,
)
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import Group, Tally, responses, tallies, tally
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Centre, Office
from csatdesk.store.entities.surveys import Invitation


@dataclass(frozen=True, slots=True)
class Unit:
    """An office with what units are compared by. `country`: its own, else that of the centre."""

    id: int
    name: str
    competence: Competence
    country: str
    region: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """`place` None: too few answers for a rank (S1.3). `answered`, `sent`: for the response rate."""

    unit: Unit
    figure: Figure
    place: Place | None
    answered: int
    sent: int


@dataclass(frozen=True, slots=True)
class Strength:
    """One question: this unit against all the others together (S0.34)."""

    item: Item
    own: Figure
    others: Figure
    change: Change | None


def units_of(reading: Reading) -> tuple[Unit, ...]:
    query = (
        select(Office.id, Office.name, Office.competence, Office.country, Office.region, Centre.country)
        .join(Centre, Centre.id == Office.centre_id)
        .where(Office.centre_id == reading.actor.centre_id)
        .order_by(Office.name)
    )
    return tuple(
        Unit(office_id, name, competence, own or of_centre, region)
        for office_id, name, competence, own, region, of_centre in reading.db.execute(query).tuples()
    )


def compare_units(
    reading: Reading, view: SurveyView, item: Item, *, least: int = RANKING_LEAST, high_is_good: bool = True
) -> tuple[UnitRow, ...]:
    """The best first; those with fewer answers than `least` have no rank. Units of one band are in no order."""
    counted, floor = tally(reading, view, item.key, By.OFFICE), floor_of(reading)
    figures, places = placed(item, counted, floor, least=least, high_is_good=high_is_good)
    answered, sent = responses(reading, view, By.OFFICE), sent_by_office(reading, view)
    rows = [
        UnitRow(unit, figures[unit.id], places.get(unit.id), answered.get(unit.id, 0), sent.get(unit.id, 0))
        for unit in units_of(reading)
        if unit.id in figures
    ]
    return tuple(sorted(rows, key=_order))


def placed(
    item: Item, counted: Tally, floor: int, *, least: int = RANKING_LEAST, high_is_good: bool = True
) -> tuple[dict[Group, Figure], dict[Group, Place]]:
    """Figures of units, and the places of those with as many answers as a rank needs."""
    figures = side_by_side(item, counted, floor)
    ranked = {
        unit: one.graded.score.likely
        for unit, one in figures.items()
        if one.graded is not None and one.graded.score.likely is not None and may_be_ranked(one, least)
    }
    if not high_is_good:
        ranked = {unit: type(one)(-one.high, -one.low) for unit, one in ranked.items()}
    return figures, rank(ranked)


def _order(row: UnitRow) -> tuple[bool, int, bool, float, str]:
    place, value = row.place, row.figure.value
    return (place is None, place.first if place else 0, value is None, -(value or 0), row.unit.name)


def sent_by_office(reading: Reading, view: SurveyView) -> Mapping[int, int]:
    """Invitations that went out and reached somebody, for this survey; whatever the time of the view."""
    query = (
        select(Invitation.office_id, func.count())
        .where(Invitation.survey_id == view.survey_id, Invitation.sent_at.is_not(None))
        .group_by(Invitation.office_id)
    )
    return dict(reading.db.execute(query).tuples().all())


def strengths(reading: Reading, view: SurveyView, items: tuple[Item, ...], office_id: int) -> tuple[Strength, ...]:
    """What this unit does better or worse than the others together, the clearest first; corrected over all (Holm)."""
    everywhere, floor = replace(view, office_ids=frozenset()), floor_of(reading)
    found = {}
    by_item = tallies(reading, everywhere, [item.key for item in items], By.OFFICE)
    for item in items:
        counted = by_item[item.key]
        others: dict[int | str, int] = {}
        for office, values in counted.items():
            if office != office_id:
                for value, count in values.items():
                    others[value] = others.get(value, 0) + count
        sides = side_by_side(item, {"own": counted.get(office_id, {}), "others": others}, floor)
        found[item.key] = (item, sides["own"], sides["others"])
    changes = clear_ones({key: changed(others, own) for key, (_item, own, others) in found.items()})
    made = [Strength(item, own, others, changes[key]) for key, (item, own, others) in found.items()]
    return tuple(sorted(made, key=lambda one: (one.change is None, -abs(one.change.difference) if one.change else 0)))
