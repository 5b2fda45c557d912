"""Values and marks of charts in words: what stands on axes, what a screen reader says, what the table shows."""

from csatdesk.domain.charts import Measure, Value
from csatdesk.domain.statistics import Interval
from csatdesk.wording.formats import number, percent
from csatdesk.wording.speaking import _, ngettext

NOTHING = "–"


def figure(value: float, measure: Measure) -> str:
    """A value as it is told: "35", "−7", "4.2", "82%"; never "−0"."""
    rounded = round(value, measure.decimals) or 0.0
    told = percent(rounded / 100, measure.decimals) if measure.is_percent else number(rounded, measure.decimals)
    return told.replace("-", "−")


def tick(value: float, step: float, measure: Measure) -> str:
    """A number of an axis, with no more decimals than its steps need."""
    decimals = 0 if float(step).is_integer() else 1 if float(10 * step).is_integer() else 2
    return figure(value, Measure(measure.name, decimals, measure.is_percent))


def ends(likely: Interval, measure: Measure) -> str:
    """ "27 to 42" """
    return _("{low} to {high}").format(low=figure(likely.low, measure), high=figure(likely.high, measure))


def answers(n: int) -> str:
    return ngettext("{n} answer", "{n} answers", n).format(n=number(n))


def evaluations(count: int) -> str:
    return ngettext("{count} evaluation", "{count} evaluations", count).format(count=number(count))


def spoken(name: str, score: Value, measure: Measure) -> str:
    """A score as a sentence: "E-mail: 10, likely −11 to 31, 58 answers"."""
    parts = []
    if score.is_drawn and score.value is not None:
        parts.append(figure(score.value, measure))
        if score.likely is not None:
            parts.append(_("likely {range}").format(range=ends(score.likely, measure)))
        if score.n is not None:
            parts.append(evaluations(score.n) if measure.is_of_evaluations else answers(score.n))
    if score.words:
        parts.append(score.words)
    return f"{name}: {', '.join(parts or [NOTHING])}"
