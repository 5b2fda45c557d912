"""One's own beside another company, step by step, with the total; what cannot be compared is named with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from csatdesk.domain.benchmarks import (
    BenchmarkFigure,
    BenchmarkRow,
    Misfit,
    NewBenchmark,
    Standing,
    chance_of_difference,
    comparable,
    fitted,
    standing,
)
from csatdesk.domain.charts import Measure, Step, StepProfile, Value
from csatdesk.domain.forms import Item
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_views import Grade, SurveyView, grade_of
from csatdesk.operations.surveys.benchmarks.queries import load_benchmark
from csatdesk.operations.surveys.findings.words import item_name, measure_of, question_words, value_of
from csatdesk.operations.surveys.results.drivers import aspects_of
from csatdesk.operations.surveys.results.figures import (
    AGAINST_CHANCE,
    Change,
    Figure,
    clear_ones,
    figure,
    item_of,
    items_of,
)
from csatdesk.operations.surveys.results.units import units_of
from csatdesk.operations.work import Reading
from csatdesk.wording.benchmarks import base_words, lost_words, misfit_words, standing_words
from csatdesk.wording.charts.told import answers
from csatdesk.wording.charts.told import figure as told
from csatdesk.wording.formats import listing
from csatdesk.wording.texts import _

SATISFACTION = ("csat", "satisfaction_9", "csat_yes_no")
INDEX = Measure("")


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of one question. `change`: one's own less the other's."""

    item: Item
    own: Figure
    other: BenchmarkFigure | Misfit
    change: Change | None = None

    @property
    def fits(self) -> BenchmarkFigure | None:
        return None if isinstance(self.other, Misfit) else self.other

    @property
    def measure(self) -> Measure:
        return measure_of(self.item, grade_of(self.item))

    @property
    def standing(self) -> Standing | None:
        """None where there is nothing to compare."""
        if self.change is None:
            return None
        return standing(
            self.change.difference, self.change.p_value, AGAINST_CHANCE, is_low_good=self.measure.is_low_good
        )


def load_benchmark_profile(reading: Reading, *, view: SurveyView, item_key: str, benchmark_id: int) -> StepProfile:
    """One's own centre, or the office that is chosen, beside this company."""
    row = load_benchmark(reading, benchmark_id=benchmark_id)
    return profile(reading, view, item_of(reading, view.survey_id, item_key), row)


def profile(reading: Reading, view: SurveyView, item: Item, row: BenchmarkRow) -> StepProfile:
    asked, new = items_of(reading, view.survey_id), row.new
    aspects = [one for one in aspects_of(asked) if grade_of(one) is Grade.INDEX]
    whole = [one for one in comparable(asked) if one not in aspects]
    total = _pair(reading, view, total_item(item, whole, new), new)
    pairs = _corrected([_pair(reading, view, one, new) for one in aspects])
    name = _own_name(reading, view)
    is_some = any(pair.fits is not None for pair in (total, *pairs))
    return StepProfile(
        title=" ".join(_title(total, pairs, new, name)),
        subtitle=" ".join(_about(new, name, total, pairs, asked)),
        measure=INDEX,
        first=name,
        second=new.name,
        step_head=_("Aspect"),
        total_head=question_words(total.item),
        first_total=value_of(total.own),
        second_total=_value(total),
        total_measure=total.measure,
        total_note=_note(total),
        note_head=_("Comparison"),
        steps=tuple(Step(item_name(pair.item), value_of(pair.own), _value(pair), note=_note(pair)) for pair in pairs),
        nothing="" if is_some else _("None of these figures fits a question of this survey."),
    )


def total_item(item: Item, whole: Sequence[Item], new: NewBenchmark) -> Item:
    """The figure in front where the company tells it, else satisfaction, else whatever it tells of the whole."""
    ordered = [item, *(one for one in whole if one.metric in SATISFACTION), *whole]
    return next((one for one in ordered if not isinstance(fitted(one, new.figure(one.key)), Misfit)), item)


def _own_name(reading: Reading, view: SurveyView) -> str:
    if len(view.office_ids) != 1:
        return reading.centre.name
    return next((one.name for one in units_of(reading) if one.id in view.office_ids), reading.centre.name)


def _pair(reading: Reading, view: SurveyView, item: Item, new: NewBenchmark) -> Pair:
    own, other = figure(reading, view, item), fitted(item, new.figure(item.key))
    pair = Pair(item, own, other)
    if own.graded is None or own.value is None or isinstance(other, Misfit):
        return pair
    p_value = chance_of_difference(own.graded, other)
    is_clear = p_value is not None and p_value < AGAINST_CHANCE
    return replace(pair, change=Change(own.value - other.value, p_value, is_clear))


def _corrected(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Of so many steps some differ by chance (Holm)."""
    changes: Mapping[object, Change | None] = clear_ones({pair.item.key: pair.change for pair in pairs})
    return tuple(replace(pair, change=changes[pair.item.key]) for pair in pairs)


def _value(pair: Pair) -> Value:
    if isinstance(pair.other, Misfit):
        return Value(words=misfit_words(pair.other))
    return Value(pair.other.n, pair.other.value, pair.other.likely(), Shown.FULL)


def _note(pair: Pair) -> str:
    return "" if pair.standing is None else standing_words(pair.standing)


def _title(total: Pair, pairs: Sequence[Pair], new: NewBenchmark, name: str) -> Iterator[str]:
    """The total first; then the step in which one's own falls behind most, and not by chance."""
    if total.standing is None or total.fits is None or total.own.value is None:
        yield _("{name} beside {company}, step by step").format(name=name, company=new.name)
    else:
        own, other = (told(one, total.measure) for one in (total.own.value, total.fits.value))
        said = _("{figure}: {own} against {other} of {company}, {difference}.")
        yield said.format(
            figure=question_words(total.item),
            own=own,
            other=other,
            company=new.name,
            difference=standing_words(total.standing),
        )
    behind = [pair for pair in pairs if pair.standing is Standing.WORSE and pair.change is not None]
    if behind:
        worst = min(behind, key=lambda pair: pair.change.difference if pair.change is not None else 0)
        yield _("{name} falls behind most in: {aspect}").format(name=name, aspect=item_name(worst.item))


def _about(new: NewBenchmark, name: str, total: Pair, pairs: Sequence[Pair], asked: Sequence[Item]) -> Iterator[str]:
    """Measure, source, what has no range and why, and what is not compared."""
    measured = _("Index 0 to 100 of each aspect; beneath, {name}").format(name=question_words(total.item))
    yield f"{measured}."
    yield source_words(new)
    if total.own.n:
        yield f"{name}: {answers(total.own.n)}."
    for way, words in ((Standing.BETTER, _("Better, not by chance")), (Standing.WORSE, _("Worse, not by chance"))):
        clear = [item_name(pair.item) for pair in pairs if pair.standing is way]
        if clear:
            yield f"{words}: {listing(clear)}."
    fits = [pair.fits for pair in (total, *pairs) if pair.fits is not None]
    if any(one.n is None for one in fits):
        yield _("It does not tell how many answered, so there is no likely range and nobody can say what is chance.")
    elif any(one.likely() is None for one in fits):
        yield _("Means without their standard deviation have no likely range, and nobody can say what is chance.")
    named = [
        f"{question_words(pair.item)} ({misfit_words(pair.other)})"
        for pair in _all(total, pairs)
        if isinstance(pair.other, Misfit) and pair.other is not Misfit.NOT_TOLD
    ]
    if named:
        yield _("Not compared: {figures}.").format(figures=listing(named))
    keys = {item.key for item in asked}
    lost = sum(one.item_key not in keys for one in new.figures)
    if lost:
        yield lost_words(lost)


def _all(total: Pair, pairs: Sequence[Pair]) -> Sequence[Pair]:
    return pairs if any(pair.item == total.item for pair in pairs) else (total, *pairs)


def source_words(new: NewBenchmark) -> str:
    said = _("{company}: {industry}, {period}; published by {publisher}, {published}; {base}.")
    return said.format(
        company=new.name,
        industry=new.industry,
        period=new.period,
        publisher=new.publisher,
        published=new.published,
        base=base_words(new.n),
    )
