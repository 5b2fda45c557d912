"""What was checked in an office in the months of a survey's answers, beside what else is known (M24, S4.12)."""

from collections.abc import Iterator

from csatdesk.domain.cuts import Cut
from csatdesk.domain.quality_views import QualityAsked, Span
from csatdesk.domain.staff import Right
from csatdesk.domain.survey_views import SurveyView
from csatdesk.operations.quality.facts import cards_of
from csatdesk.operations.quality.felt import checked_in, days_of
from csatdesk.operations.quality.felt_words import checked_base, checked_n, checked_words
from csatdesk.operations.quality.words import card_words
from csatdesk.operations.surveys.findings.beside import load_beside
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _


def load_all_beside(reading: Reading, *, view: SurveyView, office_id: int) -> tuple[tuple[str, str], ...]:
    """Name and words of each fact that there is."""
    return (*_checked(reading, view, office_id), *load_beside(reading, view=view, office_id=office_id))


def _checked(reading: Reading, view: SurveyView, office_id: int) -> Iterator[tuple[str, str]]:
    """By each scorecard for itself: their totals mean different things (rule 17 of SC-1)."""
    if not reading.actor.may(Right.SEE_QUALITY):
        return
    span = Span(days_of(view.first, view.last))
    for card in cards_of(reading):
        asked = QualityAsked(card.versions, span, None, cut=Cut(office_ids=(office_id,)))
        one = checked_in(reading, asked, span)
        if one.told is not None:
            parts = (checked_words(one), checked_base(one), checked_n(one), card_words(card))
            yield _("Checked"), ", ".join(filter(None, parts))
