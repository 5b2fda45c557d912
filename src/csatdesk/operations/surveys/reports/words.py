"""The report of a survey in words: times, groups, figures with what is likely."""

from collections.abc import Mapping
from enum import Enum

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.forms import Item, ScaleKind
from csatdesk.domain.marks import N_
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_reports import Every, Line, Period
from csatdesk.domain.survey_views import By, grade_of
from csatdesk.domain.surveys import Route
from csatdesk.operations.surveys.findings.words import hidden_words, measure_of, span_words, way
from csatdesk.operations.surveys.reports.awards import Award
from csatdesk.operations.surveys.reports.counting import Report, choice_counts
from csatdesk.operations.surveys.results.figures import Change, Figure
from csatdesk.operations.surveys.results.tallies import Group
from csatdesk.wording.charts.told import NOTHING, answers, ends, figure
from csatdesk.wording.formats import full_date, number, percent, short_date
from csatdesk.wording.surveys import words
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import word

EVERY: Mapping[Every, str] = {
    Every.MONTH: N_("Month"),
    Every.WEEK: N_("Week"),
    Every.DAY: N_("Day"),
    Every.YEAR: N_("Year"),
    Every.CAMPAIGN: N_("Whole survey"),
}
LINES: Mapping[Line, str] = {
    Line.RATE: N_("Sent and answered"),
    Line.GRADES: N_("Grades"),
    Line.QUESTIONS: N_("Answers by value"),
    Line.ROUTES: N_("By way to ask"),
    Line.CHANNELS: N_("By channel"),
    Line.AWARDS: N_("Awards"),
    Line.COMMENTS: N_("Comments"),
}


def every_words(every: Every) -> str:
    return _(EVERY[every])


def line_words(line: Line) -> str:
    return _(LINES[line])


def period_words(every: Every, period: Period | None) -> str:
    """ "October 2026"; "5 Oct 2026 to 11 Oct 2026"; "Monday 5 October 2026"."""
    if period is None:
        return NOTHING
    if every.is_by_month:
        return span_words(*period.months)
    if period.first == period.last:
        return full_date(period.first)
    return _("{low} to {high}").format(low=short_date(period.first), high=short_date(period.last))


def report_title(report: Report) -> str:
    period = period_words(report.asked.every, report.asked.period)
    return _("{survey}: {period}").format(survey=report.survey.name, period=period)


def group_words(group: Group) -> str:
    if group is None:
        return _("not told")
    return words(group) if isinstance(group, Route) else word(group)


def group_code(group: Group) -> str:
    return str(group.value) if isinstance(group, Enum) else ""


def category_words(award: Award) -> str:
    match award.by, award.category:
        case By.ALL, _none:
            return _("All answers")
        case By.CHANNEL, Channel() as channel:
            return _("Channel: {name}").format(name=word(channel))
        case By.SEGMENT, Segment() as segment:
            return _("Segment: {name}").format(name=word(segment))
    return _("Type of inquiry: {name}").format(name=word(award.category))


def value_words(item: Item, one: Figure) -> str:
    if one.shown is Shown.HIDDEN:
        return hidden_words(one.floor, is_few=True)
    return NOTHING if one.value is None else figure(one.value, measure_of(item, grade_of(item)))


def likely_words(item: Item, one: Figure) -> str:
    likely = None if one.graded is None else one.graded.score.likely
    return NOTHING if likely is None else ends(likely, measure_of(item, grade_of(item)))


def n_words(one: Figure) -> str:
    return NOTHING if one.n is None else number(one.n)


def difference_words(item: Item, change: Change | None) -> str:
    """ "+7, clear"; "−3, chance": of points."""
    if change is None:
        return NOTHING
    told = figure(change.difference, measure_of(item, grade_of(item)))
    if not any(sign in "123456789" for sign in told):
        return told
    sign = "+" if change.difference > 0 and not told.startswith("−") else ""
    said = _("{difference}, not by chance") if way(change) else _("{difference}, can be chance")
    return said.format(difference=sign + told)


def share_words(share: float | None) -> str:
    return NOTHING if share is None else percent(share, 1)


def rate_words(rate: float | None) -> str:
    return NOTHING if rate is None else percent(rate / 100, 1)


def winner_words(award: Award) -> str:
    names = [row.unit.name for row in award.winners]
    if not names:
        return _("No winner: fewer than two offices have enough answers.")
    if len(names) == 1:
        return _("Winner: {office}").format(office=names[0])
    return _("The first place is shared: {offices}").format(offices=", ".join(names))


def place_words(award_place: tuple[int, int]) -> str:
    first, last = award_place
    return number(first) if first == last else _("{low} to {high}").format(low=number(first), high=number(last))


def option_lines(item: Item, one: Figure) -> list[tuple[str, str, int, float | None]]:
    """Each value of the scale with its code, its label, how often it was given, and its part of those who answered.

    Empty where the answers are hidden.
    """
    if one.graded is None:
        return []
    counts = choice_counts(one.graded.counts) if item.scale.choices else one.graded.counts
    given = {str(value): count for value, count in counts.items()}
    base = one.graded.n
    return [
        (code, label, given.get(code, 0), given.get(code, 0) / base if base else None)
        for code, label in _options(item, given)
    ]


def _options(item: Item, given: Mapping[str, int]) -> list[tuple[str, str]]:
    scale, spoken = item.scale, language()
    match scale.kind:
        case ScaleKind.POINTS:
            ends_of = {scale.first: scale.lowest, scale.last: scale.highest}
            labels = {value: text.in_language(spoken) for value, text in ends_of.items()}
            values = range(scale.first, scale.last + 1)
            return [(str(one), " ".join(filter(None, (number(one), labels.get(one, ""))))) for one in values]
        case ScaleKind.YES_NO | ScaleKind.YES_PARTIAL_NO:
            known = {"yes": _("Yes"), "partial": _("Partly"), "no": _("No")}
            return [(key, known[key]) for key in known if key != "partial" or key in given]
    if scale.choices:
        return [(one.key, one.text.in_language(spoken)) for one in scale.choices]
    return [(one, one) for one in sorted(given, key=lambda key: (len(key), key))]


def base_words(report: Report) -> str:
    """How many were asked and answered, as a sentence."""
    now, told = report.now, answers(report.now.answers)
    if not now.sending.sent:
        return _("{answers} counted. No invitation was sent in this time.").format(answers=told)
    said = _("{answers} counted. Of {sent} invitations sent, {count} were answered: {share}.")
    rate = rate_words(now.sending.of_sent)
    return said.format(answers=told, sent=number(now.sending.sent), count=number(now.sending.answered), share=rate)
