"""Answers by two things at once: channel and type of inquiry, repeat contacts and their causes, channels wanted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from sqlalchemy import select

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.forms import Item, Scale, ScaleKind
from csatdesk.domain.suppression import Shown, shown
from csatdesk.domain.survey_views import By, Counts, SurveyView
from csatdesk.domain.topics import InquiryType
from csatdesk.operations.surveys.results.figures import Figure, alone, item_of, items_of, side_by_side
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import Group, crossed, tally
from csatdesk.operations.work import Reading
from csatdesk.store.entities.topics import TopicNode

BUSINESS = frozenset({Segment.SMALL_BUSINESS, Segment.LARGE_BUSINESS, Segment.PUBLIC_BODY})
AGAIN = ("twice", "more")  # choices of "how often did you have to ask"
REPEAT_CONTACT, REPEAT_CAUSE = "repeat_contact", "repeat_cause"
CHANNEL_USED, CHANNEL_WANTED, CHANNEL_NOT_USED = "channel_used", "channel_wanted", "channel_not_used_why"


class Side(Enum):
    BUSINESS = "business"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class CrossCell:
    """`share`: of all answers of its side, 0 to 1. `is_best`, `is_worst`: among those with enough answers."""

    side: Side
    channel: Channel | None
    inquiry: InquiryType
    figure: Figure
    share: float | None
    is_best: bool = False
    is_worst: bool = False


@dataclass(frozen=True, slots=True)
class ChannelMatrix:
    """Which channel is used for what, and how it goes, by business and private customers (S1.8, S1.9, S1.14).

    `n`: answers that stand in it. Only answers with a name have a type of inquiry.
    """

    item: Item
    cells: tuple[CrossCell, ...]
    n: int


@dataclass(frozen=True, slots=True)
class Cause:
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class RepeatRow:
    """`again`: the share of those who had to ask more than once."""

    channel: Channel | None
    again: Figure
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class WantedRow:
    """Of those who used one channel, how many wished for which."""

    used: str
    n: int
    wanted: tuple[Cause, ...]


def channel_matrix(reading: Reading, view: SurveyView, item: Item) -> ChannelMatrix:
    types = inquiry_types(reading)
    counted: dict[tuple[Side, Channel | None, InquiryType], dict[int | str, int]] = defaultdict(
        lambda: defaultdict(int)
    )
    for (channel, segment, topic_id), values in tally(
        reading, view, item.key, By.CHANNEL, By.SEGMENT, By.TOPIC
    ).items():
        if segment is None or topic_id not in types:
            continue
        side = Side.BUSINESS if segment in BUSINESS else Side.PRIVATE
        for value, count in values.items():
            counted[side, channel, types[topic_id]][value] += count
    figures = side_by_side(item, counted, floor_of(reading))
    totals = {side: sum(sum(one.values()) for key, one in counted.items() if key[0] is side) for side in Side}
    cells = [
        CrossCell(side, channel, inquiry, one, None if one.n is None else one.n / totals[side])
        for (side, channel, inquiry), one in figures.items()
    ]
    return ChannelMatrix(item, _ranked(cells), sum(totals.values()))


def _ranked(cells: Sequence[CrossCell]) -> tuple[CrossCell, ...]:
    """With the best and the worst cell marked: those with enough answers, and only where two differ (S1.14)."""
    full = [(one.figure.value, place) for place, one in enumerate(cells) if one.figure.shown is Shown.FULL]
    known = [(value, place) for value, place in full if value is not None]
    if not known or min(known)[0] == max(known)[0]:
        return tuple(cells)
    best, worst = max(known)[1], min(known)[1]
    return tuple(replace(one, is_best=place == best, is_worst=place == worst) for place, one in enumerate(cells))


def inquiry_types(reading: Reading) -> Mapping[int, InquiryType]:
    query = select(TopicNode.id, TopicNode.inquiry_type).where(TopicNode.centre_id == reading.actor.centre_id)
    return dict(reading.db.execute(query).tuples().all())


def repeats(reading: Reading, view: SurveyView) -> tuple[RepeatRow, ...]:
    """Who had to ask again, by channel, and why (S1.12, S1.13). The most first."""
    keys = {item.key for item in items_of(reading, view.survey_id)}
    if REPEAT_CONTACT not in keys:
        return ()
    item = item_of(reading, view.survey_id, REPEAT_CONTACT)
    answers: dict[Group, Counts] = {
        channel: {"yes": sum(values.get(one, 0) for one in AGAIN), "no": _others(values)}
        for channel, values in tally(reading, view, item.key, By.CHANNEL).items()
    }
    figures = side_by_side(_yes_no(item), answers, floor_of(reading))
    causes = tally(reading, view, REPEAT_CAUSE, By.CHANNEL) if REPEAT_CAUSE in keys else {}
    rows = [RepeatRow(channel, one, _causes(causes.get(channel, {}), one)) for channel, one in figures.items()]
    return tuple(sorted(rows, key=lambda row: (row.again.value is None, -(row.again.value or 0))))


def _others(values: Counts) -> int:
    return sum(count for value, count in values.items() if value not in AGAIN)


def _yes_no(item: Item) -> Item:
    """The same question, asked for as yes or no."""
    return replace(item, scale=Scale(ScaleKind.YES_NO))


def _causes(values: Counts, figure: Figure) -> tuple[Cause, ...]:
    """Single causes of a group that is shown, of as many answers as a group must have."""
    counts: dict[str, int] = defaultdict(int)
    for value, count in values.items():
        for key in str(value).split():
            counts[key] += count
    if figure.shown not in {Shown.GREY, Shown.FULL} or sum(values.values()) < figure.floor:
        return ()
    return tuple(Cause(key, count) for key, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def choices(reading: Reading, view: SurveyView, item_key: str) -> tuple[Cause, ...]:
    """How often each choice was taken, the most first: causes, why a channel is not used (S1.15)."""
    item = item_of(reading, view.survey_id, item_key)
    values = tally(reading, view, item_key).get(None, {})
    return _causes(values, alone(item, values, floor_of(reading)))


def wanted_channels(reading: Reading, view: SurveyView) -> tuple[WantedRow, ...]:
    """The channel used beside the one wished for (S1.21)."""
    keys = {item.key for item in items_of(reading, view.survey_id)}
    if not {CHANNEL_USED, CHANNEL_WANTED} <= keys:
        return ()
    found = crossed(reading, view, CHANNEL_WANTED, CHANNEL_USED)
    states = shown({used: sum(values.values()) for used, values in found.items()}, floor=floor_of(reading))
    rows = [
        WantedRow(used, sum(values.values()), tuple(Cause(str(key), count) for key, count in _by_count(values)))
        for used, values in found.items()
        if states[used] is not Shown.HIDDEN
    ]
    return tuple(sorted(rows, key=lambda row: (-row.n, row.used)))


def _by_count(values: Counts) -> list[tuple[int | str, int]]:
    return sorted(values.items(), key=lambda one: (-one[1], str(one[0])))
