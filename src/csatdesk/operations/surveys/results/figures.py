"""Grades of a survey's questions: all together, by value, by month, by channel or office, against the time before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from csatdesk.domain.forms import Item
from csatdesk.domain.means import compare_means
from csatdesk.domain.shares import compare_shares, holm
from csatdesk.domain.statistics import CONFIDENCE
from csatdesk.domain.suppression import RANKING_LEAST, Shown, shown
from csatdesk.domain.survey_metrics import compare_nps
from csatdesk.domain.survey_views import By, Counts, Grade, Graded, SurveyView, grade_of, graded, month_before, months
from csatdesk.domain.surveys import MONTHS
from csatdesk.operations.surveys.queries import load_survey, questionnaire_of
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import Group, tally
from csatdesk.operations.work import Reading

HEADLINES = ("nps", "ces_ease", "ces_2", "ces_1", "csat", "csat_yes_no", "satisfaction_9", "index_1_10")
AGAINST_CHANCE = 1 - CONFIDENCE


@dataclass(frozen=True, slots=True)
class Figure:
    """A grade with how it may be shown. Hidden ones carry nothing. `floor`: fewer answers than that are hidden."""

    shown: Shown
    floor: int
    graded: Graded | None = None

    @property
    def n(self) -> int | None:
        return None if self.graded is None else self.graded.n

    @property
    def value(self) -> float | None:
        return None if self.graded is None else self.graded.score.value


@dataclass(frozen=True, slots=True)
class Change:
    """Against an earlier time or the others. `p_value` None: it cannot be told. `is_clear`: more than chance."""

    difference: float
    p_value: float | None
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One group with its figure. `change`: against the time just before, as long, corrected over all groups (Holm)."""

    group: Group
    figure: Figure
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """The grade of one question, and how it changed: against the time before and the same time a year ago."""

    item: Item
    figure: Figure
    before: Figure
    change: Change | None
    year_ago: Figure
    year_change: Change | None


def items_of(reading: Reading, survey_id: int) -> tuple[Item, ...]:
    """What a survey asks, in its order."""
    version_id = load_survey(reading, survey_id=survey_id).version_id
    return tuple(questionnaire_of(reading, version_id).form.items())


def item_of(reading: Reading, survey_id: int, key: str) -> Item:
    return next(item for item in items_of(reading, survey_id) if item.key == key)


def headline_keys(items: tuple[Item, ...]) -> tuple[str, ...]:
    """The questions whose grade may stand first, the one that says most before the others."""
    graded_items = [item for item in items if item.metric in HEADLINES and grade_of(item) is not Grade.NONE]
    return tuple(one.key for one in sorted(graded_items, key=lambda item: HEADLINES.index(item.metric)))


def figure(reading: Reading, view: SurveyView, item: Item) -> Figure:
    """All answers of the view together."""
    return alone(item, tally(reading, view, item.key).get(None, {}), floor_of(reading))


def alone(item: Item, counts: Counts, floor: int) -> Figure:
    """A figure that stands by itself."""
    made = graded(item, counts)
    state = shown({"": made.n}, floor=floor, is_total_shown=False)[""]
    return Figure(state, floor) if state is Shown.HIDDEN else Figure(state, floor, made)


def headline(reading: Reading, view: SurveyView, item: Item) -> Headline:
    now, before = figure(reading, view, item), figure(reading, earlier(view), item)
    ago = figure(reading, year_earlier(view), item)
    return Headline(item, now, before, changed(before, now), ago, changed(ago, now))


def parts(reading: Reading, view: SurveyView, item: Item, by: By, *, has_change: bool = False) -> tuple[Part, ...]:
    """Beside one another, the total being shown too: what subtraction would reveal is hidden. The best first."""
    floor = floor_of(reading)
    made = side_by_side(item, tally(reading, view, item.key, by), floor)
    if not has_change:
        return _sorted(Part(group, one) for group, one in made.items())
    before = side_by_side(item, tally(reading, earlier(view), item.key, by), floor)
    changes = {group: changed(before.get(group, Figure(Shown.EMPTY, floor)), one) for group, one in made.items()}
    corrected = clear_ones(changes)
    return _sorted(Part(group, one, corrected[group]) for group, one in made.items())


def side_by_side(
    item: Item, counted: Mapping[Group, Counts], floor: int, *, is_total_shown: bool = True
) -> dict[Group, Figure]:
    """Figures of groups; where their total is shown beside them, what subtraction would reveal is hidden too."""
    made = {group: graded(item, counts) for group, counts in counted.items()}
    counts = {group: one.n for group, one in made.items()}
    states = shown(counts, floor=floor, is_total_shown=is_total_shown)
    return {
        group: Figure(states[group], floor, None if states[group] is Shown.HIDDEN else one)
        for group, one in made.items()
    }


def trend(reading: Reading, view: SurveyView, item: Item, length: int = 12) -> tuple[Part, ...]:
    """Month by month to the last of the view; a month without answers is there, empty.

    No total of these months stands beside them, and anonymous answers pass the gate in blocks: a month is hidden for
    its own few answers alone.
    """
    first = view.last
    for _month in range(length - 1):
        first = month_before(first)
    wide = _moved(view, first, view.last)
    floor = floor_of(reading)
    made = side_by_side(item, tally(reading, wide, item.key, By.MONTH), floor, is_total_shown=False)
    all_months = list(months(first, view.last))
    empty = Figure(Shown.EMPTY, floor)
    changes = {month: changed(made.get(month_before(month), empty), made.get(month, empty)) for month in all_months}
    corrected = clear_ones(changes)
    return tuple(Part(month, made.get(month, empty), corrected[month]) for month in all_months)


def changed(before: Figure, after: Figure) -> Change | None:
    """The test that fits the grade: of two NPS, of two shares, of two means; None where one of them is not shown."""
    if before.graded is None or after.graded is None or before.value is None or after.value is None:
        return None
    difference = after.value - before.value
    p_value = _p_value(before.graded, after.graded)
    return Change(difference, p_value, is_clear=p_value is not None and p_value < AGAINST_CHANCE)


def _p_value(before: Graded, after: Graded) -> float | None:
    if before.nps is not None and after.nps is not None:
        by_nps = compare_nps(before.nps, after.nps)
        return None if by_nps is None else by_nps.p_value
    if before.sample is not None and after.sample is not None:
        by_mean = compare_means(before.sample, after.sample)
        return None if by_mean is None else by_mean.p_value
    had, has = _count(before), _count(after)
    by_share = compare_shares(had, before.n, has, after.n)
    return None if by_share is None else by_share.p_value


def _count(one: Graded) -> int:
    return round((one.score.value or 0) * one.n / 100)


def clear_ones(changes: Mapping[Group, Change | None]) -> dict[Group, Change | None]:
    """The same changes; clear is only what stays so after Holm's correction over all of them."""
    tested = [group for group, one in changes.items() if one is not None and one.p_value is not None]
    corrected = dict(zip(tested, holm([_p(changes[group]) for group in tested]), strict=True))
    return {
        group: None
        if one is None
        else Change(one.difference, corrected.get(group), is_clear=corrected.get(group, 1.0) < AGAINST_CHANCE)
        for group, one in changes.items()
    }


def _p(one: Change | None) -> float:
    assert one is not None
    assert one.p_value is not None
    return one.p_value


def earlier(view: SurveyView) -> SurveyView:
    """The time just before, as many months long."""
    first, last = view.first, view.last
    for _month in months(view.first, view.last):
        first, last = month_before(first), month_before(last)
    return _moved(view, first, last)


def year_earlier(view: SurveyView) -> SurveyView:
    return _moved(view, view.first - MONTHS, view.last - MONTHS)


def _moved(view: SurveyView, first: int, last: int) -> SurveyView:
    return replace(view, first=first, last=last)


def may_be_ranked(one: Figure, least: int = RANKING_LEAST) -> bool:
    return one.n is not None and one.n >= least


def _sorted(found: Iterable[Part]) -> tuple[Part, ...]:
    """The best first, then those that are hidden, then those without answers."""
    return tuple(
        sorted(found, key=lambda part: (part.figure.value is None, -(part.figure.value or 0), str(part.group)))
    )
