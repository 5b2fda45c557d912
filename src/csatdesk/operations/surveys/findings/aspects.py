"""What matters to customers against how well it goes, as a chart."""

from collections.abc import Callable
from statistics import median

from csatdesk.domain.charts import Aspect, Fields, ImportancePerformance, Measure
from csatdesk.domain.errors import Refusal
from csatdesk.domain.staff import Actor
from csatdesk.domain.statistics import Interval
from csatdesk.domain.survey_views import SurveyView
from csatdesk.operations.surveys.findings.words import item_name
from csatdesk.operations.surveys.results.drivers import Aspects, LeftOut, load_aspects
from csatdesk.operations.work import Store
from csatdesk.wording.formats import listing, number
from csatdesk.wording.texts import _, ngettext, spoken

NAMED_MOST = 2  # in the title


def load_aspect_chart(
    store: Store, actor: Actor, progress: Callable[[int, int], None], *, view: SurveyView, item_key: str
) -> ImportancePerformance:
    """A job of seconds. Where it cannot be said what matters, the chart says why."""
    try:
        return aspect_chart(load_aspects(store, actor, progress, view=view, outcome_key=item_key))
    except Refusal as refusal:
        return _empty(spoken(refusal))


def no_aspects() -> ImportancePerformance:
    return _empty(_("The questionnaire asks about fewer than two aspects, so nothing can be set beside another."))


def counting() -> ImportancePerformance:
    return _empty(_("It is being counted …"))


def aspect_chart(found: Aspects) -> ImportancePerformance:
    """Thresholds are the medians: half of the aspects matter more, half go better."""
    rows = [one for one in found.rows if one.performance.value is not None]
    aspects = tuple(
        Aspect(
            item_name(one.item),
            one.performance.value or 0,
            100 * one.share,
            one.performance.n or 0,
            likely=Interval(100 * one.low, 100 * one.high),
            rank_kept=one.rank_kept,
        )
        for one in rows
    )
    if len(aspects) < 2:
        return _empty(_left_out_words(found)) if found.left_out else no_aspects()
    chart = _empty("", aspects)
    to_do = [one.name for one in sorted(aspects, key=lambda one: -one.importance) if chart.is_to_do(one)]
    return _empty("", aspects, _title(to_do), _subtitle(found), _method(found))


def _title(to_do: list[str]) -> str:
    if not to_do:
        return _("What matters most also goes well")
    return _("Work on: {aspects}").format(aspects=listing(to_do[:NAMED_MOST]))


def _subtitle(found: Aspects) -> str:
    said = ngettext(
        "What goes with the figure against how well it goes, {n} aspect, {answers} answers to all of them",
        "What goes with the figure against how well it goes, {n} aspects, {answers} answers to all of them",
        len(found.rows),
    )
    told = said.format(n=number(len(found.rows)), answers=number(found.n))
    if not found.left_out:
        return told
    left = _("left out: {aspects}").format(aspects=listing([item_name(one.item) for one in found.left_out]))
    return f"{told}, {left}"


def _method(found: Aspects) -> str:
    said = _(
        "How much of the differences between answers goes with each aspect, whatever the order (LMG): together {share}."
    )
    together = said.format(share=number(100 * found.r_squared, 0) + "%")
    return " ".join(filter(None, (together, _left_out_words(found))))


def _left_out_words(found: Aspects) -> str:
    return " ".join(map(_left_out, found.left_out))


def _left_out(one: LeftOut) -> str:
    name = item_name(one.item)
    if one.like is None:
        return _("All answers to “{name}” are the same; it is left out.").format(name=name)
    said = _("“{name}” is answered nearly like “{like}” and left out.")
    return said.format(name=name, like=item_name(one.like))


def _empty(
    nothing: str, aspects: tuple[Aspect, ...] = (), title: str = "", subtitle: str = "", method: str = ""
) -> ImportancePerformance:
    return ImportancePerformance(
        title=title or _("What matters against how well it goes"),
        subtitle=subtitle,
        method=method,
        nothing=nothing,
        across=_("how well it goes, index 0 to 100"),
        up=_("how much it matters"),
        fields=Fields(_("Matters, goes badly"), _("Matters, goes well"), _("Matters less"), ""),
        performance_from=median([one.performance for one in aspects]) if aspects else 0,
        importance_from=median([one.importance for one in aspects]) if aspects else 0,
        aspects=aspects,
        importance=Measure("", is_percent=True),
    )
