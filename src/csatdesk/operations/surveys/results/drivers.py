"""What goes with the score of a question, and how well each aspect goes: importance and performance together."""

from __future__ import annotations  # what needs numpy is for the checker only

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from csatdesk.domain.contacts import Channel
from csatdesk.domain.forms import Good, Item, ScaleKind
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.survey_views import By, SurveyView
from csatdesk.operations.surveys.results.figures import Figure, figure, items_of, parts
from csatdesk.operations.surveys.results.tallies import GRID, of_anonymous, of_named, told_cells
from csatdesk.operations.work import Reading, Store
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from csatdesk.system.clock import now
from csatdesk.wording.survey_entry import question_words

if TYPE_CHECKING:
    from csatdesk.analysis.key_drivers import KeyDrivers

SEED = 20261122
ASPECT = "index_1_10"  # the metric of questions about single aspects
IMPORTANCE = "importance"


@dataclass(frozen=True, slots=True)
class AspectRow:
    """`share`: of what the aspects explain together, 0 to 1, and between what it likely lies. `performance`: 0 to 100.

    `rank_kept`: in how many of the resamples it kept its rank.
    """

    item: Item
    share: float
    low: float
    high: float
    rank_kept: float
    performance: Figure


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An aspect that cannot be told apart. `like`: from which other one; None: everybody answered it the same."""

    item: Item
    like: Item | None


@dataclass(frozen=True, slots=True)
class Aspects:
    """`r_squared`: how much of the score goes with the aspects; `n` answers to all of them, of `given`."""

    outcome: Item
    n: int
    given: int
    r_squared: float
    rows: tuple[AspectRow, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Importance:
    """How much an aspect matters by what people say, all of them and by channel, with its rank among the aspects."""

    item: Item
    whole: Figure
    rank: int
    by_channel: Mapping[Channel, int]


def aspects_of(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(one for one in items if one.metric == ASPECT and one.scale.kind is ScaleKind.POINTS)


def load_aspects(
    store: Store, actor: Actor, progress: Callable[[int, int], None], *, view: SurveyView, outcome_key: str
) -> Aspects:
    """A job: seconds long. Refused below the numbers of answers that `key_drivers` asks for."""
    with store.read(actor, now()) as reading:
        require(actor, Right.SEE_SURVEYS)
        items = items_of(reading, view.survey_id)
        outcome = next(item for item in items if item.key == outcome_key)
        aspects = aspects_of(items)
        performance = {item.key: figure(reading, view, item) for item in aspects}
        outcomes, values = _columns(reading, view, outcome, aspects)
    found, left_out = _told_apart(outcome, outcomes, values, progress)
    by_key = {item.key: item for item in aspects}
    rows = [
        AspectRow(by_key[one.name], one.share, one.likely.low, one.likely.high, one.rank_kept, performance[one.name])
        for one in found.drivers
    ]
    left = tuple(LeftOut(by_key[key], by_key.get(like)) for key, like in left_out.items())
    return Aspects(outcome, found.n, found.given, found.r_squared, tuple(rows), left)


def _told_apart(
    outcome: Item,
    outcomes: list[float | None],
    values: Mapping[str, list[float | None]],
    progress: Callable[[int, int], None],
) -> tuple[KeyDrivers, dict[str, str]]:
    """The shares of those aspects that can be told apart; and each of the others, with the one it is like, or "".

    Of two that are nearly alike the one that is asked first stays.
    """
    from csatdesk.analysis.key_drivers import DriversTooAlike, NothingDiffers, key_drivers

    kept, left_out = dict(values), dict[str, str]()
    while True:
        try:
            return key_drivers(outcomes, kept, seed=SEED, step=progress), left_out
        except DriversTooAlike as alike:
            key, like = str(alike.values["second"]), str(alike.values["first"])
        except NothingDiffers as same:
            key, like = str(same.values["name"]), ""
            if key not in kept:
                raise NothingDiffers(name=question_words(outcome, outcome.key)) from same
        del kept[key]
        left_out[key] = like


def _columns(
    reading: Reading, view: SurveyView, outcome: Item, aspects: tuple[Item, ...]
) -> tuple[list[float | None], dict[str, list[float | None]]]:
    """One line a person: the score, and each aspect; high is good in all of them."""
    wanted = {item.key: item for item in (outcome, *aspects)}
    cells = told_cells(reading, view)
    columns = (Response.id, Response.is_anonymous, *GRID, ResponseAnswer.item_key, ResponseAnswer.number)
    query = (
        select(*columns)
        .join(ResponseAnswer, ResponseAnswer.response_id == Response.id)
        .where(
            ResponseAnswer.survey_id == view.survey_id,
            ResponseAnswer.item_key.in_(wanted),
            ResponseAnswer.number.is_not(None),
            or_(and_(*of_named(view)), and_(*of_anonymous(view))),
        )
    )
    people: dict[int, dict[str, float]] = defaultdict(dict)
    for response_id, is_anonymous, *cell, key, number in reading.db.execute(query):
        if not is_anonymous or tuple(cell) in cells:
            people[response_id][key] = _upward(wanted[key], number)
    lines = sorted(people.values(), key=lambda one: sorted(one.items()))  # nothing of the order in the store
    found = {item.key: [line.get(item.key) for line in lines] for item in aspects}
    return [line.get(outcome.key) for line in lines], found


def _upward(item: Item, number: int) -> float:
    return float(item.scale.first + item.scale.last - number if item.scale.good is Good.LOW else number)


def importance(reading: Reading, view: SurveyView) -> tuple[Importance, ...]:
    """What people say matters, ranked, beside its rank in each channel (S1.18)."""
    stated = [one for one in items_of(reading, view.survey_id) if one.metric == IMPORTANCE]
    whole = {item.key: figure(reading, view, item) for item in stated}
    by_channel = {
        item.key: {part.group: part.figure for part in parts(reading, view, item, By.CHANNEL)} for item in stated
    }
    channels = {channel for found in by_channel.values() for channel in found if channel is not None}
    ranks = {channel: _ranks({key: found.get(channel) for key, found in by_channel.items()}) for channel in channels}
    overall = _ranks(whole)
    rows = [
        Importance(
            item,
            whole[item.key],
            overall[item.key],
            {one: ranks[one][item.key] for one in channels if item.key in ranks[one]},
        )
        for item in stated
        if item.key in overall
    ]
    return tuple(sorted(rows, key=lambda row: row.rank))


def _ranks(figures: Mapping[str, Figure | None]) -> dict[str, int]:
    """1 is what matters most; the same value, the same rank."""
    known = {key: one.value for key, one in figures.items() if one is not None and one.value is not None}
    return {key: 1 + sum(other > value for other in known.values()) for key, value in known.items()}
