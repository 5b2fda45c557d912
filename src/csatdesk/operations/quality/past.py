"""Past evaluations out of a file beside those made here: by office, each against all the others (M42).

Totals of a file and of a scorecard mean different things (rule 17 of SC-1): both are counted and tested by themselves.
Of evaluations under three nothing is told but how many they are.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, cast, extract, func, select

from csatdesk.domain.past_evaluations import Sums, place_score
from csatdesk.domain.quality_views import QualityAsked, Span
from csatdesk.domain.staff import Right, require
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cuts import office_names
from csatdesk.operations.evaluations.past_queries import visible_places
from csatdesk.operations.quality.felt import (
    UNCHECKED,
    Checked,
    Totals,
    checked_in,
    checked_of,
    scored,
    sum_of,
    totals_by_office,
)
from csatdesk.operations.reports.days import local_day
from csatdesk.operations.surveys.findings.words import way
from csatdesk.operations.surveys.results.figures import Change, Part, changed, clear_ones
from csatdesk.operations.work import Reading
from csatdesk.store.entities.past_evaluations import PastEvaluation, PastPlace, PastProgramme
from csatdesk.wording.texts import _

ELSEWHERE = -1  # places of the file that are no office of this centre
YEARS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Side:
    """`apart`: against all the others of the same side; None: nothing to compare with."""

    checked: Checked
    apart: Change | None = None

    @property
    def way(self) -> int | None:
        """1 better than the others and not by chance, -1 worse, 0 nobody can say; None: nothing to compare."""
        return None if self.apart is None else way(self.apart)


@dataclass(frozen=True, slots=True)
class HerePastRow:
    """An office; `office_id` None: all together, ELSEWHERE: what is no office here. `here`: made in this program."""

    office_id: int | None
    name: str
    here: Side
    past: Side


@dataclass(frozen=True, slots=True)
class HerePast:
    """`programme`: the standard or list of the file. `last_on`: None where no place fits."""

    asked: QualityAsked
    programme: str
    last_on: date | None
    whole: HerePastRow
    rows: tuple[HerePastRow, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """Both, year by year."""

    here: tuple[Part, ...]
    past: tuple[Part, ...]


# both, office by office


def load_here_past(reading: Reading, *, asked: QualityAsked, programme_id: int) -> HerePast:
    require(reading.actor, Right.SEE_QUALITY)
    here, past = totals_by_office(reading, asked, asked.now), _past_by_office(reading, asked, programme_id)
    names = {**office_names(reading), ELSEWHERE: _("Other places of the file")}
    groups = [one for one in names if one in here or one in past]
    here_sides, past_sides = _sides(dict(_here_apart(here))), _sides(dict(_past_apart(past)))
    none = Side(UNCHECKED)
    rows = (HerePastRow(one, names[one], here_sides.get(one, none), past_sides.get(one, none)) for one in groups)
    whole = HerePastRow(
        None, _("All together"), Side(checked_of(sum_of(here))), Side(past_of(sum(past.values(), Sums())))
    )
    name, last_on = _programme(reading, asked, programme_id)
    return HerePast(asked, name, last_on, whole, tuple(rows))


Sides = Mapping[int, tuple[Checked, Checked]]  # of each office its own, and those of all others


def _here_apart(here: Mapping[int, Totals]) -> Iterator[tuple[int, tuple[Checked, Checked]]]:
    whole = Counter(sum_of(here))
    for office_id, totals in here.items():
        yield office_id, (checked_of(totals), checked_of(whole - Counter(totals)))


def _past_apart(past: Mapping[int, Sums]) -> Iterator[tuple[int, tuple[Checked, Checked]]]:
    whole = sum(past.values(), Sums())
    for office_id, sums in past.items():
        yield office_id, (past_of(sums), past_of(whole - sums))


def _sides(several: Sides) -> dict[int, Side]:
    """Clear is only what stays so after Holm's correction over all of them."""
    aparts = clear_ones({one: changed(others.figure, own.figure) for one, (own, others) in several.items()})
    return {one: Side(own, aparts[one]) for one, (own, _others) in several.items()}


def past_of(sums: Sums) -> Checked:
    if not sums.count:
        return UNCHECKED
    return scored(place_score(sums.count, sums.units, sums.squares), sums.sample)


def _past_by_office(reading: Reading, asked: QualityAsked, programme_id: int) -> dict[int, Sums]:
    """From the sums that are kept with each place: thousands of them cost no more than a few."""
    figures = (PastPlace.count, PastPlace.units, PastPlace.squares)
    query = _places(reading, asked, programme_id, select(PastPlace.office_id, *map(func.sum, figures)))
    rows = reading.db.execute(query.group_by(PastPlace.office_id))
    return {ELSEWHERE if one is None else one: Sums(*map(int, sums)) for one, *sums in rows}


def _places(reading: Reading, asked: QualityAsked, programme_id: int, query: Select[Any]) -> Select[Any]:
    """Level, country, region and office narrow both sides: who is no office of the centre has none of them."""
    query = query.join(PastProgramme, PastProgramme.id == PastPlace.programme_id).where(
        PastProgramme.id == programme_id,
        PastProgramme.centre_id == reading.actor.centre_id,
        visible_places(reading.actor),
    )
    if asked.cut.office_ids:
        query = query.where(_of_office(asked.cut.office_ids))
    return query


def _of_office(office_ids: tuple[int, ...]) -> ColumnElement[bool]:
    return PastPlace.office_id.is_(None) if office_ids == (ELSEWHERE,) else PastPlace.office_id.in_(office_ids)


def _programme(reading: Reading, asked: QualityAsked, programme_id: int) -> tuple[str, date | None]:
    """Its name, and until when it tells."""
    query = _places(reading, asked, programme_id, select(func.max(PastPlace.last_on)))
    name = reading.db.execute(select(PastProgramme.name).where(PastProgramme.id == programme_id)).scalar_one()
    return name, reading.db.execute(query).scalar()


# both, year by year


def load_years(reading: Reading, *, asked: QualityAsked, programme_id: int, office_id: int | None = None) -> Years:
    """The last years; of one office, of those elsewhere, or of all that are asked for."""
    require(reading.actor, Right.SEE_QUALITY)
    if office_id is not None:
        asked = replace(asked, cut=replace(asked.cut, office_ids=(office_id,)))
    last = local_day(reading).year
    years = range(last - YEARS_SHOWN + 1, last + 1)
    past = _past_by_year(reading, asked, programme_id)
    return Years(
        tuple(Part(year, checked_in(reading, asked, _whole_year(year)).figure) for year in years),
        tuple(Part(year, past_of(past.get(year, Sums())).figure) for year in years),
    )


def _whole_year(year: int) -> Span:
    return Span(Days(date(year, 1, 1), date(year, 12, 31)))


def _past_by_year(reading: Reading, asked: QualityAsked, programme_id: int) -> dict[int, Sums]:
    units, year = cast(PastEvaluation.units, BigInteger), extract("year", PastEvaluation.happened_on)
    told = select(year, func.count(), func.sum(units), func.sum(units * units))
    query = _places(reading, asked, programme_id, told.join(PastPlace, PastPlace.id == PastEvaluation.place_id))
    return {int(one): Sums(*map(int, sums)) for one, *sums in reading.db.execute(query.group_by(year))}
