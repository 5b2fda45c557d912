"""The weights of a standard beside what matters to customers, in words: proposals, never orders; "goes with", never
"causes".
"""

from collections.abc import Mapping
from datetime import tzinfo

from csatdesk.domain.marks import N_
from csatdesk.domain.weight_reviews import Weighed, Weighing
from csatdesk.operations.quality.weights import SAID, Matters, ReviewRow, SectionWeight, Way, WeightSurvey
from csatdesk.operations.surveys.findings.words import span_words
from csatdesk.wording.charts.told import answers
from csatdesk.wording.formats import listing, percent, short_date
from csatdesk.wording.texts import _

WEIGHINGS: Mapping[Weighing, str] = {
    Weighing.HEAVIER: N_("more weight than importance"),
    Weighing.LIGHTER: N_("less weight than importance"),
}


def way_words(way: Way) -> str:
    return (
        _("What customers say matters") if way.key == SAID else _("What goes with {question}").format(question=way.name)
    )


def section_words(section: SectionWeight) -> str:
    """ "Waiting, 12% of the weight"."""
    return _("{section}, {share} of the weight").format(section=section.title, share=percent(section.share / 100))


def weighed_words(one: Weighed) -> str:
    """ "40% against 18%, likely 10% to 26%: more weight than importance"; without a proposal where none is clear."""
    low, high = (percent(end / 100) for end in (one.likely.low, one.likely.high))
    words = _("{weight} against {matters}, likely {low} to {high}")
    told = words.format(weight=percent(one.weight / 100), matters=percent(one.matters / 100), low=low, high=high)
    proposal = WEIGHINGS.get(one.weighing)
    return ": ".join((told, _(proposal))) if proposal else told


def weights_finding(way: Way, found: Mapping[str, Weighed]) -> str:
    names = dict(way.questions)
    told = []
    for weighing, proposal in WEIGHINGS.items():
        areas = [names[key] for key, one in found.items() if one.weighing is weighing]
        if areas:
            told.append(": ".join((listing(areas), _(proposal))))
    return ". ".join(told) or _("No weight clearly differs from what matters to customers")


def weights_base(survey: WeightSurvey, way: Way, matters: Matters) -> str:
    span = span_words(survey.first, survey.last)
    left = _("left out: {aspects}").format(aspects=listing(matters.left_out)) if matters.left_out else ""
    return " · ".join(filter(None, (survey.name, way_words(way), span, answers(matters.n), left)))


def review_words(one: ReviewRow, zone: tzinfo) -> str:
    """ "Reviewed by Ingrid Solberg on 3 Nov 2026: After-contact survey, 412 answers"."""
    words = _("Reviewed by {who} on {date}: {survey}, {answers}")
    told = words.format(
        who=one.who, date=short_date(one.at.astimezone(zone).date()), survey=one.survey, answers=answers(one.answers)
    )
    return f"{told}. {one.note}" if one.note else told
