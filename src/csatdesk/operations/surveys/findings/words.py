"""Figures of surveys in words: names of questions and months, what changed, how it was computed."""

from collections.abc import Iterator
from datetime import date

from csatdesk.domain.charts import Measure, Value
from csatdesk.domain.forms import Good, Item
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_metrics import NpsInterval
from csatdesk.domain.survey_views import Grade, Graded
from csatdesk.domain.surveys import MONTHS
from csatdesk.operations.surveys.results.figures import Change, Figure
from csatdesk.wording.charts.told import figure
from csatdesk.wording.formats import month_and_year, number
from csatdesk.wording.texts import _, language, ngettext

RANGES: dict[Grade, tuple[float, float] | None] = {
    Grade.NPS: (-100, 100),
    Grade.TOP_TWO: (0, 100),
    Grade.YES: (0, 100),
    Grade.INDEX: (0, 100),
    Grade.MEAN: None,
    Grade.NONE: None,
}


def question_words(item: Item) -> str:
    """The name of the figure that a question comes to."""
    match item.metric:
        case "nps":
            return _("Recommendation (NPS)")
        case "csat" | "csat_yes_no" | "satisfaction_9":
            return _("Satisfaction (CSAT)")
        case "ces_ease":
            return _("Ease (CES)")
        case "ces_1" | "ces_2":
            return _("Effort (CES)")
        case "solved":
            return _("Solved")
    return item_name(item)


def item_name(item: Item) -> str:
    """A question as short as somebody named it."""
    return item.short.in_language(language()) or item.text.in_language(language())


def measure_of(item: Item, grade: Grade) -> Measure:
    match grade:
        case Grade.NPS:
            return Measure(_("NPS"))
        case Grade.TOP_TWO | Grade.YES:
            return Measure(question_words(item), is_percent=True)
        case Grade.INDEX:
            return Measure(_("Index"))
    return Measure(question_words(item), 1, is_low_good=item.scale.good is Good.LOW)


def first_day(month: int) -> date:
    return date(month // MONTHS, month % MONTHS, 1)


def month_words(month: int) -> str:
    """ "October 2026" """
    return month_and_year(first_day(month))


def span_words(first: int, last: int) -> str:
    """ "October 2026"; "2026" of a whole year; else both months."""
    if first == last:
        return month_words(first)
    if first // MONTHS == last // MONTHS and first % MONTHS == 1 and last % MONTHS == 12:
        return str(first // MONTHS)
    return _("{low} to {high}").format(low=month_words(first), high=month_words(last))


def value_of(one: Figure, *, is_few: bool = True) -> Value:
    """A figure as a chart draws it, with the words that tell why it is grey or hidden."""
    if one.shown is Shown.HIDDEN:
        return Value(shown=Shown.HIDDEN, words=hidden_words(one.floor, is_few=is_few))
    if one.graded is None or not one.graded.n:
        return Value(0, words=_("nobody answered"))
    words = _("too few") if one.shown is Shown.GREY else ""
    return Value(one.graded.n, one.value, one.graded.score.likely, one.shown, words)


def hidden_words(floor: int, *, is_few: bool) -> str:
    if is_few:
        return ngettext("hidden, fewer than {n} answer", "hidden, fewer than {n} answers", floor).format(n=floor)
    return _("hidden too, or the next row could be worked out")


def way(change: Change | None) -> int:
    """1: the later one is higher, and not by chance; -1: lower; 0: nobody can say."""
    if change is None or not change.is_clear:
        return 0
    return 1 if change.difference > 0 else -1


def change_words(before: Figure, after: Figure, change: Change | None, than: str, measure: Measure) -> str:
    """ "Seven points above September; that can still be chance." Empty where there is nothing to compare with."""
    if before.value is None or after.value is None:
        return ""
    was, now = round(before.value, measure.decimals), round(after.value, measure.decimals)
    points = round(abs(now - was), measure.decimals)
    if not points:
        return _("As in {period}.").format(period=than)
    told, count = figure(points, Measure("", measure.decimals)), max(1, round(points))
    if way(change):
        up = ngettext("{n} point above {period}, not by chance.", "{n} points above {period}, not by chance.", count)
        down = ngettext("{n} point below {period}, not by chance.", "{n} points below {period}, not by chance.", count)
    else:
        up = ngettext(
            "{n} point above {period}; that can still be chance.",
            "{n} points above {period}; that can still be chance.",
            count,
        )
        down = ngettext(
            "{n} point below {period}; that can still be chance.",
            "{n} points below {period}; that can still be chance.",
            count,
        )
    return (up if now > was else down).format(n=told, period=than)


def shares_words(graded: Graded) -> str:
    """What stands behind the figure, in people of a hundred."""
    nps = graded.nps
    if nps is None or not nps.n:
        return ""
    said = _("{promoters} of 100 would recommend us, {critics} would not.")
    return said.format(promoters=_of_100(nps.promoters, nps.n), critics=_of_100(nps.detractors, nps.n))


def _of_100(count: float, of: float) -> str:
    return number(100 * count / of, 0)


def method_words(graded: Graded, item: Item, floor: int, weighing: str = "") -> Iterator[str]:
    """How the figure was computed, one sentence after another. `weighing`: how it was weighted, where it was."""
    match graded.grade:
        case Grade.NPS:
            yield _("NPS is the share of answers 9 and 10 less the share of answers 0 to 6, in points.")
        case Grade.TOP_TWO:
            yield _("The figure is the share of answers in the two best points of the scale.")
        case Grade.YES:
            yield _("The figure is the share of those who answered yes.")
        case Grade.MEAN:
            yield _("The figure is the mean of the answers on a scale from {low} to {high}.").format(
                low=item.scale.first, high=item.scale.last
            )
        case Grade.INDEX:
            yield _(
                "The index is the mean of the answers, with 0 for the worst point of the scale and 100 for the best."
            )
    yield _("Who left the question out, or for whom it does not apply, is not counted.")
    yield _interval_words(graded)
    yield _("A difference is called one when chance alone would bring it about less often than once in 20 times.")
    said = _("Groups of fewer than {floor} answers are hidden, and others too where they could be worked out.")
    yield said.format(floor=floor)
    yield weighing or _("Answers count as they came: nothing is weighted.")


def _interval_words(graded: Graded) -> str:
    if graded.nps is not None and graded.nps.method is NpsInterval.PLAIN:
        return _("The likely range is the figure more or less 1.96 standard errors: it holds 95 times of 100.")
    if graded.nps is not None:
        return _(
            "With so few answers the likely range comes from Wilson's limits of both shares, joined by Newcombe's way."
        )
    if graded.grade in {Grade.TOP_TWO, Grade.YES}:
        return _("The likely range is Wilson's interval: it holds 95 times of 100.")
    return _("The likely range comes from Student's t: it holds 95 times of 100.")
