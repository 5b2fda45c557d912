"""Past evaluations beside those made here, in words and as two charts; on screen, on paper and in a workbook."""

from collections.abc import Callable, Mapping, Sequence

from csatdesk.domain.charts import Moment, Trend
from csatdesk.domain.marks import N_
from csatdesk.domain.quality_views import QualityAsked
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.felt_words import begins_at, checked_measure, month_value
from csatdesk.operations.quality.past import HerePast, HerePastRow, Side, Years
from csatdesk.operations.quality.words import span_words
from csatdesk.operations.surveys.findings.words import way
from csatdesk.operations.surveys.results.figures import Part, changed
from csatdesk.wording.formats import listing, short_date
from csatdesk.wording.texts import _
from csatdesk.wording.words import in_sentence

APART: Mapping[int | None, str] = {
    1: N_("better than all others"),
    -1: N_("worse than all others"),
    0: N_("No clear difference"),
    None: N_("too few"),
}
WAYS: Mapping[int | None, str] = {**APART, 1: N_("better"), -1: N_("worse")}  # where there is little room


def here_past_words(row: HerePastRow) -> str:
    """ "Made here: better than all others. From the file: no clear difference". All together stand beside nothing."""
    return (
        ""
        if row.office_id is None
        else ". ".join((made_here(apart_words(row.here.way)), from_file(apart_words(row.past.way))))
    )


def here_past_finding(found: HerePast) -> str:
    """Strengths and weaknesses of both sides: only what its test carries."""
    told = [
        of(_("{name}: {values}").format(name=apart_words(one), values=listing(names)))
        for of, side in ((made_here, _here), (from_file, _past))
        for one in (1, -1)
        if (names := _of_way(found, side, one))
    ]
    return ". ".join(told) or _("No office is clearly better or worse than all others")


def _here(row: HerePastRow) -> Side:
    return row.here


def _past(row: HerePastRow) -> Side:
    return row.past


def _of_way(found: HerePast, side: Callable[[HerePastRow], Side], wanted: int) -> Sequence[str]:
    return [row.name for row in found.rows if side(row).way == wanted]


def here_past_base(facts: QualityFacts, found: HerePast) -> str:
    """What stands on both sides, and of which time."""
    told = [made_here(span_words(facts, found.asked.now))]
    until = "" if found.last_on is None else _("until {day}").format(day=short_date(found.last_on))
    return ". ".join((*told, from_file(", ".join(filter(None, (found.programme, until))))))


def made_here(finding: str) -> str:
    return _("{label}: {value}").format(label=_("Made here"), value=finding)


def from_file(finding: str) -> str:
    return _("{label}: {value}").format(label=_("From the file"), value=finding)


def here_past_note(asked: QualityAsked) -> str:
    """Never one number of both; and what narrows one of them alone."""
    told = [_("Totals of a file and of a scorecard mean different things: each is compared with its own kind only.")]
    narrowed = (asked.team_id, asked.channel, asked.topic_id, asked.cut.segments, asked.cut.activities)
    if any(narrowed):
        told.append(_("Of what came from a file only the office is known: other filters narrow what was made here."))
    return " ".join(told)


def apart_words(one: int | None) -> str:
    """Only what its test carries is called better or worse."""
    return in_sentence(_(APART[one]))


def apart_shortly(one: int | None) -> str:
    """The same where there is little room."""
    return in_sentence(_(WAYS[one]))


# charts


def charts_of_years(found: Years) -> tuple[Trend, Trend]:
    """Two, each with a scale of its own, over the same years."""
    begins = min(begins_at(found.here), begins_at(found.past))
    return _chart(found.here[begins:], made_here), _chart(found.past[begins:], from_file)


def _chart(course: Sequence[Part], of: Callable[[str], str]) -> Trend:
    return Trend(
        title=of(_title(course)),
        subtitle=_("Score of evaluations by year with its likely range"),
        measure=checked_measure(),
        moments=tuple(Moment(str(one.group), str(one.group), month_value(one)) for one in course),
        least=0,
        most=100,
        nothing="" if any(one.figure.n for one in course) else _("Too few evaluations to compare"),
    )


def _title(course: Sequence[Part]) -> str:
    """Only what is more than chance is called a change."""
    told = [one for one in course if one.figure.value is not None]
    if len(told) < 2:
        return _("one year only, so no course yet") if told else in_sentence(_("Too few evaluations to compare"))
    words = {1: _("up since {year}"), -1: _("down since {year}"), 0: _("no clear change since {year}")}
    return words[way(changed(told[0].figure, told[-1].figure))].format(year=told[0].group)
