"""What the totals of a place come to, kept beside it; and how an import of past evaluations is taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update

from csatdesk.domain.changes import Kind
from csatdesk.domain.past_evaluations import standing_of
from csatdesk.operations.work import Work
from csatdesk.store.base import batched
from csatdesk.store.entities.past_evaluations import PastEvaluation, PastPlace, PastProgramme

IDS_MOST = 400  # in one question


@dataclass(slots=True)
class _Sums:
    count: int = 0
    units: int = 0
    squares: int = 0


def count_in(work: Work, totals: Iterable[tuple[int, int]]) -> None:
    """Add totals, as (place, units), to the figures of their places. The rows themselves are written before."""
    _shift(work, totals, 1)


def _count_out(work: Work, totals: Iterable[tuple[int, int]]) -> None:
    _shift(work, totals, -1)


def _shift(work: Work, totals: Iterable[tuple[int, int]], sign: int) -> None:
    """By what changed alone: a place with very many evaluations costs no more than another. Without any it goes."""
    sums: dict[int, _Sums] = {}
    for place_id, units in totals:
        one = sums.setdefault(place_id, _Sums())
        one.count += sign
        one.units += sign * units
        one.squares += sign * units * units
    last = select(func.max(PastEvaluation.happened_on)).where(PastEvaluation.place_id == PastPlace.id)
    columns = (PastPlace.id, PastPlace.count, PastPlace.units, PastPlace.squares, last.scalar_subquery().label("last"))
    for some in batched(sorted(sums), IDS_MOST):
        found = work.db.execute(select(*columns).where(PastPlace.id.in_(some))).all()
        kept = [_counted(one, sums[one.id]) for one in found if one.last is not None]
        if kept:
            work.db.execute(update(PastPlace), kept)
        gone = [one.id for one in found if one.last is None]
        if gone:
            work.db.execute(delete(PastPlace).where(PastPlace.id.in_(gone)))


def _counted(found: Any, change: _Sums) -> dict[str, object]:
    count, units, squares = found.count + change.count, found.units + change.units, found.squares + change.squares
    figures = {"count": count, "units": units, "squares": squares}
    return {"id": found.id, **figures, "last_on": found.last, "standing": standing_of(count, units)}


def take_back_past(work: Work, import_id: int, most: int) -> int:
    """Delete at most so many past evaluations of an import, and the places they leave empty; how many."""
    query = select(PastEvaluation.id, PastEvaluation.place_id, PastEvaluation.units)
    found = work.db.execute(query.where(PastEvaluation.import_id == import_id).limit(most)).all()
    if not found:
        return 0
    for some in batched([one.id for one in found], IDS_MOST):
        work.db.execute(delete(PastEvaluation).where(PastEvaluation.id.in_(some)))
    _count_out(work, [(one.place_id, one.units) for one in found])
    work.changed.add(Kind.EVALUATION)
    return len(found)


def forget_empty_programmes(work: Work) -> None:
    """A programme goes with the last of its places."""
    holds = select(PastPlace.id).where(PastPlace.programme_id == PastProgramme.id).exists()
    work.db.execute(delete(PastProgramme).where(PastProgramme.centre_id == work.actor.centre_id, ~holds))
