"""Past evaluations as they are shown: programmes, places compared, and the history of one place.

Who may run checklists sees them: those of the centre all, those of an office what was said of that office.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, true, tuple_

from csatdesk.domain.folding import fold
from csatdesk.domain.paging import COUNT_LIMIT, PAGE_SIZE, Key, Page
from csatdesk.domain.past_evaluations import (
    PastPlaceRow,
    PastPoint,
    PastProgramme,
    PastRow,
    place_score,
    total_of,
)
from csatdesk.domain.scoring import Verdict
from csatdesk.domain.staff import Actor, Right, Scope
from csatdesk.operations.work import Reading
from csatdesk.store.entities import past_evaluations as stored
from csatdesk.store.entities.past_evaluations import PastEvaluation, PastPlace

TREND_MOST = 60  # newest totals of a history


def visible_places(actor: Actor) -> ColumnElement[bool]:
    """Within the programmes of the centre: all of them, or what is said of one's own office."""
    if actor.scope(Right.RUN_CHECKLISTS) is Scope.CENTRE or actor.may(Right.IMPORT):
        return true()
    return PastPlace.office_id == actor.office_id


def list_past_programmes(reading: Reading) -> tuple[PastProgramme, ...]:
    """What there is to compare within, by name; none where nothing is for this person."""
    query = (
        select(stored.PastProgramme.id, stored.PastProgramme.name, func.count())
        .join(PastPlace, PastPlace.programme_id == stored.PastProgramme.id)
        .where(stored.PastProgramme.centre_id == reading.actor.centre_id, visible_places(reading.actor))
        .group_by(stored.PastProgramme.id, stored.PastProgramme.name)
        .order_by(stored.PastProgramme.name, stored.PastProgramme.id)
    )
    return tuple(PastProgramme(*found) for found in reading.db.execute(query))


def list_past_places(
    reading: Reading,
    *,
    programme_id: int,
    typed: str = "",
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[PastPlaceRow]:
    """One page of places: the highest mean first, and beneath them by name those with too few evaluations."""
    here = tuple_(PastPlace.standing, PastPlace.sort_key, PastPlace.id)
    query = _places(reading, programme_id, typed)
    if after is not None:
        there = tuple_(*(literal(value, column.type) for value, column in zip(after, _ORDER, strict=True)))
        query = query.where(here < there if backwards else here > there)
    order = [one.desc() if backwards else one.asc() for one in _ORDER]
    rows = [_place_row(found) for found in reading.db.execute(query.order_by(*order).limit(limit)).scalars()]
    key = (rows[-1].standing, rows[-1].sort_key, rows[-1].id) if len(rows) == limit else None
    return Page(tuple(reversed(rows) if backwards else rows), key)


_ORDER = (PastPlace.standing, PastPlace.sort_key, PastPlace.id)


def count_past_places(reading: Reading, *, programme_id: int, typed: str = "") -> int:
    """How many `list_past_places` shows, stopping at `COUNT_LIMIT`."""
    found = _places(reading, programme_id, typed).with_only_columns(PastPlace.id).limit(COUNT_LIMIT).subquery()
    return reading.db.execute(select(func.count()).select_from(found)).scalar_one()


def _places(reading: Reading, programme_id: int, typed: str) -> Select[tuple[PastPlace]]:
    query = (
        select(PastPlace)
        .join(stored.PastProgramme, stored.PastProgramme.id == PastPlace.programme_id)
        .where(
            PastPlace.programme_id == programme_id,
            stored.PastProgramme.centre_id == reading.actor.centre_id,
            visible_places(reading.actor),
        )
    )
    for word in fold(typed).split():
        query = query.where(PastPlace.folded.contains(word, autoescape=True))
    return query


def _place_row(one: PastPlace) -> PastPlaceRow:
    return PastPlaceRow(
        id=one.id,
        name=one.name,
        town=one.town,
        is_own_office=one.office_id is not None,
        last_on=one.last_on,
        score=place_score(one.count, one.units, one.squares),
        standing=one.standing,
        sort_key=one.sort_key,
    )


def list_past_evaluations(
    reading: Reading, *, place_id: int, after: Key | None = None, limit: int = PAGE_SIZE, backwards: bool = False
) -> Page[PastRow]:
    """One page of what was said of a place, the newest first."""
    query = _of_place(reading, place_id)
    if after is not None:
        here = tuple_(PastEvaluation.happened_on, PastEvaluation.id)
        there = tuple_(literal(after[0], PastEvaluation.happened_on.type), literal(after[1]))
        query = query.where(here > there if backwards else here < there)
    columns = (PastEvaluation.happened_on, PastEvaluation.id)
    query = query.order_by(*(one.asc() if backwards else one.desc() for one in columns)).limit(limit)
    rows = [_row(found) for found in reading.db.execute(query).scalars()]
    key = (rows[-1].day, rows[-1].id) if len(rows) == limit else None
    return Page(tuple(reversed(rows) if backwards else rows), key)


def past_trend(reading: Reading, *, place_id: int) -> tuple[PastPoint, ...]:
    """The newest totals of a place, oldest first."""
    query = _of_place(reading, place_id).with_only_columns(PastEvaluation.happened_on, PastEvaluation.units)
    query = query.order_by(PastEvaluation.happened_on.desc(), PastEvaluation.id.desc()).limit(TREND_MOST)
    return tuple(PastPoint(day, total_of(units)) for day, units in reversed(reading.db.execute(query).tuples().all()))


def _of_place(reading: Reading, place_id: int) -> Select[Any]:
    return (
        select(PastEvaluation)
        .join(PastPlace, PastPlace.id == PastEvaluation.place_id)
        .where(
            PastEvaluation.place_id == place_id,
            (PastEvaluation.centre_id + 0) == reading.actor.centre_id,
            visible_places(reading.actor),
        )
    )


def _row(one: PastEvaluation) -> PastRow:
    return PastRow(
        id=one.id,
        day=one.happened_on,
        total=total_of(one.units),
        verdict=Verdict(one.verdict) if one.verdict else None,
        kind=one.kind,
        reviewer=one.reviewer,
        comment=one.comment,
    )
