"""Figures of other companies in words: how they were measured, why one is not compared, what can be said of both."""

from collections.abc import Mapping

from csatdesk.domain.benchmarks import BenchmarkFigure, Misfit, Part, Standing
from csatdesk.domain.charts import Measure
from csatdesk.domain.marks import N_
from csatdesk.domain.survey_views import Grade
from csatdesk.wording.charts.told import answers, figure
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence

GRADES: Mapping[Grade, str] = {
    Grade.NPS: N_("NPS"),
    Grade.TOP_TWO: N_("two best marks"),
    Grade.YES: N_("said yes"),
    Grade.MEAN: N_("mean"),
    Grade.INDEX: N_("Index"),
}
MISFITS: Mapping[Misfit, str] = {
    Misfit.NOT_TOLD: N_("not told"),
    Misfit.OTHER_QUESTION: N_("another question"),
    Misfit.OTHER_MEASURE: N_("measured otherwise"),
    Misfit.OTHER_SCALE: N_("another scale"),
}
STANDINGS: Mapping[Standing, str] = {
    Standing.BETTER: N_("Better, not by chance"),
    Standing.WORSE: N_("Worse, not by chance"),
    Standing.CHANCE: N_("That can still be chance"),
    Standing.UNKNOWN: N_("Whether that is chance cannot be told"),
}
FACT_WORDS: Mapping[str, str] = {
    "name": N_("Company"),
    "industry": N_("Industry"),
    "publisher": N_("Source"),
    "published": N_("Published"),
    "period": N_("Period"),
    "n": N_("Answers"),
}
PART_WORDS: Mapping[Part, str] = {
    Part.VALUE: N_("Figure"),
    Part.GRADE: N_("Measured as"),
    Part.ENDS: N_("Worst–best"),
    Part.N: N_("Answers"),
    Part.SPREAD: N_("Std. dev."),
}


def grade_words(grade: Grade) -> str:
    return _(GRADES[grade])


def misfit_words(misfit: Misfit) -> str:
    return _(MISFITS[misfit])


def standing_words(standing: Standing) -> str:
    """Inside a sentence."""
    return in_sentence(_(STANDINGS[standing]))


def fact_words(name: str) -> str:
    return _(FACT_WORDS[name])


def part_words(part: Part) -> str:
    return _(PART_WORDS[part])


def base_words(n: int | None) -> str:
    return _("number of answers not told") if n is None else answers(n)


def lost_words(count: int) -> str:
    """How many figures no question here is about."""
    said = ngettext(
        "{n} of its figures is about a question that is not asked here.",
        "{n} of its figures are about questions that are not asked here.",
        count,
    )
    return said.format(n=count)


def ends_words(ends: tuple[int, int]) -> str:
    return "–".join(map(number, ends))


def told_figure(one: BenchmarkFigure) -> str:
    """ "62, Index, 1–10, 1,000 answers" """
    is_share = one.grade in {Grade.TOP_TWO, Grade.YES}
    decimals = 0 if float(one.value).is_integer() else 1
    parts = [figure(one.value, Measure("", decimals, is_percent=is_share)), grade_words(one.grade)]
    if one.grade not in {Grade.NPS, Grade.YES}:
        parts.append(ends_words((one.worst, one.best)))
    if one.n is not None:
        parts.append(answers(one.n))
    return ", ".join(parts)


def code_words(grade: Grade) -> str:
    """What a measure means, for whoever writes figures down from a study."""
    match grade:
        case Grade.NPS:
            return _("NPS is the share of answers 9 and 10 less the share of answers 0 to 6, in points.")
        case Grade.TOP_TWO:
            return _("The figure is the share of answers in the two best points of the scale.")
        case Grade.YES:
            return _("The figure is the share of those who answered yes.")
        case Grade.INDEX:
            return _(
                "The index is the mean of the answers, with 0 for the worst point of the scale and 100 for the best."
            )
    return _("Mean")
