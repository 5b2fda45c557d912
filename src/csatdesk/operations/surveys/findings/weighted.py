"""The key figures with the first one weighted to the contacts of the same months; the others stand as they are."""

from collections.abc import Iterator
from dataclasses import replace

from csatdesk.domain.contacts import Channel
from csatdesk.domain.forms import Item
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_views import Graded, SurveyView
from csatdesk.operations.surveys.findings.key_figures import (
    Headline,
    KeyFigures,
    distribution_of,
    load_key_figures,
    sentence_of,
)
from csatdesk.operations.surveys.findings.words import (
    hidden_words,
    measure_of,
    method_words,
    question_words,
    shares_words,
)
from csatdesk.operations.surveys.results.figures import Figure, item_of
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.units import units_of
from csatdesk.operations.surveys.results.weighted import LeftOut, Weighted, weighted
from csatdesk.operations.work import Reading
from csatdesk.wording.charts.told import answers, figure
from csatdesk.wording.formats import percent
from csatdesk.wording.texts import _
from csatdesk.wording.words import channel_word


def load_weighted_figures(reading: Reading, *, view: SurveyView, item_key: str) -> KeyFigures:
    """As `load_key_figures`, the headline and its distribution weighted."""
    plain, item = load_key_figures(reading, view=view, item_key=item_key), item_of(reading, view.survey_id, item_key)
    if not plain.headline.method:  # too few answers without weights as well
        return replace(plain, headline=replace(plain.headline, method=_weighing_words()))
    found = weighted(reading, view, item)
    left_out = " ".join(_left_out_words(reading, found.left_out))
    counted = found.figure or Figure(Shown.HIDDEN, floor_of(reading))
    distribution, now = distribution_of(item, counted), counted.graded
    if now is None:
        told = _untold(item, found, counted.floor, left_out)
        return replace(plain, headline=told, distribution=replace(distribution, nothing=told.sentence))
    beside = _("Comparisons with other times, the course and the channels are not weighted.")
    effect = _effect_words(now, 1 - found.left_out.contacts)
    told = Headline(
        figure(now.score.value or 0, measure_of(item, now.grade)),
        f"{sentence_of(item, now, found.answers)} {effect}",
        plain.headline.compared,
        " ".join(filter(None, (shares_words(now), beside))),
        " ".join(filter(None, (*method_words(now, item, counted.floor, _weighing_words()), left_out))),
    )
    marked = replace(distribution, subtitle=f"{distribution.subtitle}. {effect}", method=told.method)
    return replace(plain, headline=told, distribution=marked)


def _untold(item: Item, found: Weighted, floor: int, left_out: str) -> Headline:
    """No figure, but what stands in its way, and how it would be computed."""
    if found.figure is None:
        said, why = _("The answers cannot be weighted: they are spread too unlike the contacts of these months."), ""
    else:
        said = _("{name}: too few answers to say anything.").format(name=question_words(item))
        why = hidden_words(floor, is_few=True)
    return Headline("–", said, why, left_out, _weighing_words())


def _effect_words(now: Graded, contacts: float) -> str:
    said = _("Weighted to {share} of the contacts of these months, counts like {answers}.")
    return said.format(share=percent(contacts), answers=answers(now.n))


def _weighing_words() -> str:
    return _(
        "Each office and each channel counts as much as it has contacts logged in these months (raking); no answer "
        "weighs more than five times the median. The likely range is that of as many answers as they count like (Kish)."
    )


def _left_out_words(reading: Reading, left_out: LeftOut) -> Iterator[str]:
    groups = ", ".join((*_offices(reading, left_out.offices), *_channels(left_out.channels)))
    if groups:
        said = _("Left out, with answers or contacts too few or apart: {groups} ({share} of the contacts, {answers}).")
        yield said.format(groups=groups, share=percent(left_out.contacts), answers=answers(left_out.answers))
    if left_out.together:
        said = _("Left out, as they are shown only together with others: {answers}.")
        yield said.format(answers=answers(left_out.together))


def _offices(reading: Reading, ids: frozenset[int]) -> Iterator[str]:
    return (one.name for one in units_of(reading) if one.id in ids)


def _channels(channels: frozenset[Channel | None]) -> Iterator[str]:
    yield from (channel_word(one) for one in Channel if one in channels)
    if None in channels:
        yield _("not known")
