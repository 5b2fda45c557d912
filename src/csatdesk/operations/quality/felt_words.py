"""What was checked beside what customers felt, in words and as two charts; on screen, on paper and in a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from csatdesk.domain.charts import Measure, Moment, Trend, Value
from csatdesk.domain.checked_felt import Months
from csatdesk.domain.marks import N_
from csatdesk.domain.quality_views import QualityAsked
from csatdesk.domain.suppression import Shown
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.felt import Both, BothRow, Checked, Courses
from csatdesk.operations.quality.words import NONE, span_words, unranked_words
from csatdesk.operations.surveys.findings.key_figures import trend_of, trend_title
from csatdesk.operations.surveys.findings.words import (
    first_day,
    month_words,
    question_words,
    value_of,
)
from csatdesk.operations.surveys.findings.words import span_words as months_words
from csatdesk.operations.surveys.results.figures import Change, Part
from csatdesk.wording.charts.told import ends, figure
from csatdesk.wording.evaluations import score_words
from csatdesk.wording.formats import listing, number, short_month
from csatdesk.wording.texts import _
from csatdesk.wording.words import in_sentence

CHECKED: Mapping[int | None, str] = {
    1: N_("Checked went up"),
    -1: N_("Checked went down"),
    0: N_("Checked: no clear change"),
    None: N_("Checked: too few to compare"),
}
FELT: Mapping[int | None, str] = {
    1: N_("felt got better"),
    -1: N_("felt got worse"),
    0: N_("felt: no clear change"),
    None: N_("felt: too few to compare"),
}
WAYS: Mapping[int | None, str] = {
    1: N_("better"),
    -1: N_("worse"),
    0: N_("no clear change"),
    None: N_("too few"),
}


def both_words(found: Both, row: BothRow) -> str:
    """ "Checked went up; felt: no clear change". Only what its test carries is called a change."""
    checked, felt = found.ways(row)
    return "; ".join((_(CHECKED[checked]), _(FELT[felt])))


def both_finding(found: Both) -> str:
    """Of all together; and the offices in which the two went different ways."""
    apart = [row.name for row in found.rows if found.ways(row) in {(1, -1), (-1, 1)}]
    told = both_words(found, found.whole)
    if not apart:
        return told
    return ". ".join((told, _("Opposite ways: {offices}").format(offices=listing(apart))))


def both_base(facts: QualityFacts, found: Both) -> str:
    """What stands on both sides, and of which time; never one number of both."""
    checked = [span_words(facts, span) for span in (found.asked.now, found.asked.before) if span is not None]
    felt = (question_words(found.item), found.survey, _against(*map(_span, _months(found))))
    return ". ".join((checked_is(_against(*checked)), felt_of(", ".join(felt))))


def checked_is(finding: str) -> str:
    return _("Checked: {finding}").format(finding=finding)


def felt_of(finding: str) -> str:
    return _("Felt: {finding}").format(finding=finding)


def _months(found: Both) -> Sequence[Months]:
    """Whole ones, since of anonymous answers no day is known."""
    return (found.months,) if found.before is None else (found.months, found.before)


def _against(now: str, before: str = "") -> str:
    return _("{now}, against {before}").format(now=now, before=before) if before else now


def _span(months: Months) -> str:
    return months_words(*months)


def both_note(asked: QualityAsked) -> str:
    """What narrows the checked half alone."""
    if asked.team_id is None and not asked.cut.activities:
        return ""
    return _("Units and lines of business narrow what was checked only: surveys do not know them.")


def way_words(one: int | None) -> str:
    """Beneath a change: what its test carries."""
    return _(WAYS[one])


# cells


def checked_words(one: Checked) -> str:
    return NONE if one.told is None else score_words(one.told.mean)


def checked_n(one: Checked) -> str:
    return "" if one.told is None else _("n {counts}").format(counts=number(one.told.n))


def checked_base(one: Checked) -> str:
    """ "likely 80.1 to 88.2"; or that there are too few."""
    if one.score is None:
        return in_sentence(_("Nobody was evaluated yet"))
    if one.told is None or one.told.low is None or one.told.high is None:
        return unranked_words(one.score.n)
    return _("likely {low} to {high}").format(low=score_words(one.told.low), high=score_words(one.told.high))


def checked_ends(one: Checked) -> str:
    """ "80.1 to 88.2"; "" where no range is told."""
    likely = one.figure.graded.score.likely if one.figure.graded is not None else None
    return "" if likely is None else ends(likely, checked_measure())


def felt_ends(found: Both, row: BothRow) -> str:
    value = felt_value(row)
    return ends(value.likely, found.measure) if value.is_drawn and value.likely is not None else ""


def felt_value(row: BothRow) -> Value:
    return value_of(row.felt, is_few=row.is_few)


def felt_words(found: Both, row: BothRow) -> str:
    value = felt_value(row)
    return figure(value.value, found.measure) if value.is_drawn and value.value is not None else NONE


def felt_n(row: BothRow) -> str:
    value = felt_value(row)
    return _("n {counts}").format(counts=number(value.n)) if value.is_drawn and value.n is not None else ""


def felt_base(found: Both, row: BothRow) -> str:
    value = felt_value(row)
    if not value.is_drawn:
        return value.words
    likely = "" if value.likely is None else _("likely {range}").format(range=ends(value.likely, found.measure))
    return ", ".join(filter(None, (likely, value.words)))


def change_told(change: Change | None, measure: Measure) -> str:
    """In points, with its sign; a dash where nothing can be compared."""
    if change is None:
        return NONE
    rounded = round(change.difference, measure.decimals) or 0.0
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{number(abs(rounded), measure.decimals)}"


# charts


def charts_of(found: Courses) -> tuple[Trend, Trend]:
    """Two, each with a scale of its own, over the same months."""
    begins = min(begins_at(found.checked), begins_at(found.felt))
    checked, felt = _checked_chart(found.checked[begins:]), trend_of(found.item, found.felt)
    missing = found.felt[begins : begins_at(found.felt)] if felt.moments else ()
    moments = [_felt_nobody(part, is_first=place == 0) for place, part in enumerate(missing)]
    moments += [replace(one, below="") if missing and place == 0 else one for place, one in enumerate(felt.moments)]
    checked_title = _("Checked") if checked.nothing else checked_is(in_sentence(checked.title))
    felt_title = _("Felt") if felt.nothing else felt_of(in_sentence(felt.title))
    return replace(checked, title=checked_title), replace(felt, title=felt_title, moments=tuple(moments))


def begins_at(course: Sequence[Part]) -> int:
    """The place of the first month, or year, of which anything is known; the last where there is none."""
    return next((place for place, one in enumerate(course) if one.figure.shown is not Shown.EMPTY), len(course) - 1)


def _felt_nobody(part: Part, *, is_first: bool) -> Moment:
    return _moment_of(part, Value(0, words=_("nobody answered")), is_first=is_first)


def checked_measure() -> Measure:
    return Measure(_("Checked"), 1, is_of_evaluations=True)


def _checked_chart(course: Sequence[Part]) -> Trend:
    bases = [one.figure.n for one in course if one.figure.n]
    return Trend(
        title=trend_title(course),
        subtitle=_("Score of evaluations by month with its likely range"),
        measure=checked_measure(),
        moments=tuple(_moment(one, is_first=place == 0) for place, one in enumerate(course)),
        least=0,
        most=100,
        nothing="" if bases else _("Too few evaluations to compare"),
    )


def _moment(one: Part, *, is_first: bool) -> Moment:
    return _moment_of(one, month_value(one), is_first=is_first)


def _moment_of(part: Part, value: Value, *, is_first: bool) -> Moment:
    day = first_day(part.group)
    below = str(day.year) if is_first or day.month == 1 else ""
    return Moment(month_words(part.group), short_month(day), value, below)


def month_value(one: Part) -> Value:
    if one.figure.shown is Shown.HIDDEN:
        return Value(shown=Shown.HIDDEN, words=_("too few"))
    return (
        Value(0, words=in_sentence(_("Nobody was evaluated yet")))
        if one.figure.graded is None
        else value_of(one.figure)
    )
