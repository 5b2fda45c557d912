"""The key figures of a survey: the headline, and what stands behind it as four findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csatdesk.domain.charts import Band, Bar, Chart, Distribution, Moment, RangeRow, RangeRows, Tone, Trend
from csatdesk.domain.forms import Good, Item, ScaleKind
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_metrics import DETRACTORS_TO, PROMOTERS_FROM, TOP
from csatdesk.domain.survey_views import By, Grade, Graded, SurveyView, grade_of
from csatdesk.operations.surveys.findings.facts import channels_asked
from csatdesk.operations.surveys.findings.words import (
    RANGES,
    change_words,
    first_day,
    hidden_words,
    measure_of,
    method_words,
    month_words,
    question_words,
    shares_words,
    span_words,
    value_of,
    way,
)
from csatdesk.operations.surveys.results.figures import (
    Figure,
    Part,
    alone,
    changed,
    clear_ones,
    earlier,
    headline,
    item_of,
    side_by_side,
    trend,
)
from csatdesk.operations.surveys.results.figures import Headline as Counted
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import Tally, tally
from csatdesk.operations.work import Reading
from csatdesk.wording.charts.told import answers, ends, figure
from csatdesk.wording.formats import number, short_month
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import channel_word


@dataclass(frozen=True, slots=True)
class Headline:
    """The one figure of the page, its sentence, what it is beside before, what stands behind it, and how it was
    computed.
    """

    value: str
    sentence: str
    compared: str
    behind: str
    method: str

    @property
    def second(self) -> str:
        return " ".join(filter(None, (self.compared, self.behind)))


@dataclass(frozen=True, slots=True)
class KeyFigures:
    headline: Headline
    distribution: Distribution
    trend: Trend
    channels: RangeRows

    @property
    def charts(self) -> tuple[Chart, ...]:
        return (self.distribution, self.trend, self.channels)


def load_key_figures(reading: Reading, *, view: SurveyView, item_key: str) -> KeyFigures:
    """Nothing of fewer answers than the floor."""
    item = item_of(reading, view.survey_id, item_key)
    told, before = headline(reading, view, item), earlier(view)
    return KeyFigures(
        headline_of(told, span_words(before.first, before.last)),
        distribution_of(item, told.figure),
        trend_of(item, trend(reading, view, item)),
        channels_of(reading, view, item),
    )


def headline_of(told: Counted, than: str) -> Headline:
    """`than`: the time before, in words."""
    name, now = question_words(told.item), told.figure.graded
    if now is None or now.score.value is None:
        few = _("{name}: too few answers to say anything.").format(name=name)
        return Headline("–", few, "", hidden_words(told.figure.floor, is_few=True), "")
    measure = measure_of(told.item, now.grade)
    return Headline(
        figure(now.score.value, measure),
        sentence_of(told.item, now, now.n),
        change_words(told.before, told.figure, told.change, than, measure),
        shares_words(now),
        " ".join(method_words(now, told.item, told.figure.floor)),
    )


def sentence_of(item: Item, now: Graded, n: int) -> str:
    """What the figure is, from how many answers, and between what it likely lies."""
    name = question_words(item)
    if now.score.likely is None:
        return _("{name} from {answers}.").format(name=name, answers=answers(n))
    likely = ends(now.score.likely, measure_of(item, now.grade))
    return _("{name} from {answers}, likely {range}.").format(name=name, answers=answers(n), range=likely)


# answers by value


def distribution_of(item: Item, counted: Figure) -> Distribution:
    now = counted.graded
    low, high = item.scale.lowest.in_language(language()), item.scale.highest.in_language(language())
    subtitle = _("Answers by value")
    if low and high:
        ends_of = _("Answers by value, {low} {worst} to {high} {best}")
        subtitle = ends_of.format(low=item.scale.first, worst=_small(low), high=item.scale.last, best=_small(high))
    if now is None or not now.n:
        nothing = too_few(counted.floor)
        return Distribution(title=question_words(item), subtitle=subtitle, value_head=_("Value"), nothing=nothing)
    return Distribution(
        title=_distribution_title(item, now),
        subtitle=subtitle,
        value_head=_("Value"),
        method=" ".join(method_words(now, item, counted.floor)),
        bands=tuple(_bands(item, now)),
    )


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def too_few(floor: int) -> str:
    return ngettext(
        "Fewer than {n} answer: nothing is shown.", "Fewer than {n} answers: nothing is shown.", floor
    ).format(n=floor)


def _distribution_title(item: Item, now: Graded) -> str:
    """How many are content, in the words people use for so many."""
    if now.nps is not None:
        share = now.nps.promoters / now.nps.n
        return _common(share) or _("{n} of 100 would surely recommend us").format(n=number(100 * share, 0))
    value = figure(now.score.value or 0, measure_of(item, now.grade))
    match now.grade:
        case Grade.TOP_TWO:
            return _("{share} gave one of the two best marks").format(share=value)
        case Grade.YES:
            return _("{share} said yes").format(share=value)
        case Grade.INDEX:
            return _("On average {value} of 100").format(value=value)
    return _("On average {value}").format(value=value)


def _common(share: float) -> str:
    near = (
        (0.25, _("A quarter would surely recommend us")),
        (0.33, _("A third would surely recommend us")),
        (0.5, _("Half would surely recommend us")),
        (0.67, _("Two of three would surely recommend us")),
    )
    return next((words for of, words in near if abs(share - of) <= 0.035), "")


def _bands(item: Item, now: Graded) -> list[Band]:
    if item.scale.kind is not ScaleKind.POINTS:
        bars = [
            Bar(one.text.in_language(language()), now.counts.get(one.key, 0), key_of(item, one.key))
            for one in item.scale.choices
        ]
        return [
            Band("", Tone.HIGH, (bar,)) if place == 0 else Band("", Tone.LOW, (bar,)) for place, bar in enumerate(bars)
        ]
    values = list(range(item.scale.first, item.scale.last + 1))
    tones = {value: _tone(item, value, now) for value in values}
    found = []
    for tone in (Tone.LOW, Tone.MIDDLE, Tone.HIGH):
        bars = [
            Bar(number(value), now.counts.get(value, 0), key_of(item, value))
            for value in values
            if tones[value] is tone
        ]
        if bars:
            count = sum(bar.count for bar in bars)
            found.append(Band(_band_words(tone, count, now.grade), tone, tuple(bars)))
    return found if item.scale.good is not Good.LOW else list(reversed(found))


def key_of(item: Item, value: object) -> str:
    """What a mark of one answer opens."""
    return f"{item.key}={value}"


def _tone(item: Item, value: int, now: Graded) -> Tone:
    if now.nps is not None:
        return Tone.HIGH if value >= PROMOTERS_FROM else Tone.LOW if value <= DETRACTORS_TO else Tone.MIDDLE
    first, last = item.scale.first, item.scale.last
    if item.scale.good is Good.LOW:
        first, last, value = -last, -first, -value
    if value > last - TOP:
        return Tone.HIGH
    return Tone.LOW if value < (first + last) / 2 else Tone.MIDDLE


def _band_words(tone: Tone, count: int, grade: Grade) -> str:
    if grade is Grade.NPS:
        match tone:
            case Tone.LOW:
                said = ngettext("{n} critic", "{n} critics", count)
            case Tone.MIDDLE:
                said = ngettext("{n} undecided", "{n} undecided", count)
            case Tone.HIGH:
                said = ngettext("{n} promoter", "{n} promoters", count)
        return said.format(n=number(count))
    match tone:
        case Tone.LOW:
            said = ngettext("{n} discontent", "{n} discontent", count)
        case Tone.MIDDLE:
            said = ngettext("{n} in between", "{n} in between", count)
        case Tone.HIGH:
            said = ngettext("{n} content", "{n} content", count)
    return said.format(n=number(count))


# month by month


def trend_of(item: Item, found: Sequence[Part]) -> Trend:
    begins = next((place for place, one in enumerate(found) if one.figure.shown is not Shown.EMPTY), len(found) - 1)
    course = found[begins:]
    bases = [one.figure.n for one in course if one.figure.n]
    grade = grade_of(item)
    measure = measure_of(item, grade)
    least, most = RANGES[grade] or (None, None)
    return Trend(
        title=trend_title(course),
        subtitle=_base_words(measure.name, bases),
        measure=measure,
        moments=tuple(_moment(one, is_first=place == 0) for place, one in enumerate(course)),
        least=least,
        most=most,
        nothing="" if bases else too_few(found[0].figure.floor),
    )


def _moment(one: Part, *, is_first: bool) -> Moment:
    day, score = first_day(one.group), value_of(one.figure)
    below = str(day.year) if is_first or day.month == 1 else ""
    return Moment(
        month_words(one.group), short_month(day), score, below, f"month={one.group}" if score.is_drawn else ""
    )


def _base_words(name: str, bases: Sequence[int]) -> str:
    if not bases:
        return name
    low, high = min(bases), max(bases)
    if low == high:
        return _("{name} by month with its likely range, {answers} each").format(name=name, answers=answers(low))
    said = ngettext(
        "{name} by month with its likely range, {low} to {n} answer each",
        "{name} by month with its likely range, {low} to {n} answers each",
        high,
    )
    return said.format(name=name, low=number(low), n=number(high))


def trend_title(course: Sequence[Part]) -> str:
    """Only what is more than chance is called a change."""
    told = [one for one in course if one.figure.value is not None]
    if len(told) < 2:
        return _("One month only, so no course yet")
    since = month_words(told[0].group)
    match way(changed(told[0].figure, told[-1].figure)), way(changed(told[-2].figure, told[-1].figure)):
        case 1, 0:
            return _("Up since {month}, no clear change last month").format(month=since)
        case -1, 0:
            return _("Down since {month}, no clear change last month").format(month=since)
        case _, 1:
            return _("Up last month")
        case _, -1:
            return _("Down last month")
    return _("No clear change since {month}").format(month=since)


# by channel


def channels_of(reading: Reading, view: SurveyView, item: Item) -> RangeRows:
    grade = grade_of(item)
    measure, (least, most) = measure_of(item, grade), RANGES[grade] or (None, None)
    counted = tally(reading, view, item.key, By.CHANNEL)
    names = {one: channel_word(one) for one in channels_asked(reading, view.survey_id)}
    floor = floor_of(reading)
    rows, loud = group_rows(item, counted, floor, names, "channel")
    title = _("No clear difference between the channels")
    if loud:
        title = _("{channel} is the weak channel").format(channel=loud)
    return RangeRows(
        title=title,
        subtitle=_("{name} by channel of the contact, with its likely range").format(name=measure.name),
        row_head=_("Channel"),
        measure=measure,
        rows=rows,
        least=least,
        most=most,
        nothing="" if any(row.score.is_drawn for row in rows) else too_few(floor),
    )


def group_rows(
    item: Item, counted: Tally, floor: int, names: Mapping[Any, str], kind: str
) -> tuple[tuple[RangeRow, ...], str]:
    """The best first, then what is hidden, those too that would give away another; and the name of the weak one.

    `names`: of all groups that there are; one without any answer that may be counted is hidden as well.
    """
    made = side_by_side(item, {group: counts for group, counts in counted.items() if group in names}, floor)
    weak = weakest(item, made)
    rows = []
    for group, name in names.items():
        one = made.get(group, Figure(Shown.HIDDEN, floor))
        few = sum(counted.get(group, {}).values()) < floor
        score = value_of(one, is_few=few)
        key = f"{kind}={getattr(group, 'value', group)}" if score.is_drawn else ""
        rows.append(RangeRow(name, score, is_loud=group == weak, key=key))
    sign = -1 if measure_of(item, grade_of(item)).is_low_good else 1
    rows.sort(key=lambda row: (not row.score.is_drawn, -sign * (row.score.value or 0), row.name))
    return tuple(rows), names.get(weak, "")


def weakest(item: Item, made: Mapping[Any, Figure]) -> Any:
    """The group that is worse than all others together, and not by chance even among so many groups (Holm); the worst
    of several; None where nobody can say.
    """
    able = {group: one for group, one in made.items() if one.value is not None}
    if len(able) < 2:
        return None
    sign = -1 if measure_of(item, grade_of(item)).is_low_good else 1
    rest = {group: together(item, [one for other, one in able.items() if other != group]) for group in able}
    changes = clear_ones({group: changed(rest[group], one) for group, one in able.items()})
    behind = [group for group in able if sign * way(changes[group]) < 0]
    return min(behind, key=lambda group: sign * (able[group].value or 0), default=None)


def together(item: Item, groups: Sequence[Figure]) -> Figure:
    """Several groups as one."""
    floor = max(one.floor for one in groups)
    counts: dict[int | str, int] = {}
    for one in groups:
        for value, count in one.graded.counts.items() if one.graded is not None else ():
            counts[value] = counts.get(value, 0) + count
    return alone(item, counts, floor)
