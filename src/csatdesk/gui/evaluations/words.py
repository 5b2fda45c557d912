"""What the list and the card of an evaluation say."""

from datetime import tzinfo
from decimal import Decimal

from csatdesk.domain.evaluations import EvaluationCard, EvaluationRow, EvaluationState
from csatdesk.domain.feedback import FeedbackKind, Heard
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.card_facts import Line
from csatdesk.wording.evaluations import kind_words, score_words, state_words, verdict_words, whole_percent
from csatdesk.wording.formats import clock_time, number, short_instant
from csatdesk.wording.reviews import outcome_words
from csatdesk.wording.texts import _, language


def title_of(row: EvaluationRow) -> str:
    return row.titles.in_language(language())


def about(row: EvaluationRow) -> str:
    """Whose work, or which office."""
    return row.employee_name or row.office_name


def result_words(row: EvaluationRow) -> str:
    """As "82.5, passed"; what is not sent yet says so; empty where nothing is to be seen."""
    if row.state is not EvaluationState.ACCEPTED:
        return state_words(row.state)
    if row.total is None:
        return verdict_words(row.verdict) if row.verdict is not None else ""
    told = score_words(row.total, row.missed_mark)
    return f"{told}, {verdict_words(row.verdict)}" if row.verdict is not None else told


def coverage_words(row: EvaluationRow) -> str:
    """A score is never shown without how much of it was seen."""
    return "" if row.coverage is None else seen_words(row.coverage)


HEARD = {
    Heard.UNREAD: N_("not read yet"),
    Heard.SAID: N_("has something to say"),
    Heard.ANSWERED: N_("answered"),
}


def heard_words(row: EvaluationRow) -> str:
    """How far it came back; "" where it is read and nothing was said."""
    return _(HEARD[row.heard]) if row.heard in HEARD else ""


FEEDBACK = {
    FeedbackKind.READ: N_("Read by {name}, {when}"),
    FeedbackKind.SAID: N_("{name}, {when}: {text}"),
    FeedbackKind.ANSWERED: N_("{name} answers, {when}: {text}"),
    FeedbackKind.GIVEN: N_("Given to {partner} as PDF by {name}, {when}"),
    FeedbackKind.REPLIED: N_("{partner} replied, {when}: {text}"),
}


def feedback_lines(card: EvaluationCard, zone: tzinfo) -> list[str]:
    """Who read it, who said what, who outside has it and what they replied."""
    return [
        _(FEEDBACK[one.kind]).format(
            name=one.by_name, when=short_instant(one.said_at, zone), text=one.text, partner=one.organisation
        )
        for one in card.feedback.rows
    ]


def seen_words(coverage: Decimal) -> str:
    return _("{share} % seen").format(share=number(whole_percent(coverage)))


def fact_lines(card: EvaluationCard, zone: tzinfo) -> list[Line]:
    row = card.row
    lines = [
        Line(_("What"), kind_words(row.kind)),
        Line(_("When"), short_instant(row.happened_at, zone)),
        Line(_("Office"), row.office_name),
    ]
    if row.employee_name:
        lines.append(Line(_("Whose work"), row.employee_name))
    if row.reviewer_name:
        lines.append(Line(_("Filled by"), row.reviewer_name))
    if card.case_number:
        lines.append(Line(_("Case"), card.topic.in_language(language()), card.case_number))
    if card.remarks.arrived_at is not None and card.remarks.left_at is not None:
        span = _("in {came}, out {left}").format(
            came=clock_time(card.remarks.arrived_at.astimezone(zone)),
            left=clock_time(card.remarks.left_at.astimezone(zone)),
        )
        lines.append(Line(_("There"), span))
    if card.remarks.is_avoidable_repeat is not None:
        words = _("yes") if card.remarks.is_avoidable_repeat else _("no")
        lines.append(Line(_("Avoidable repeat"), words))
    if card.called_back is not None:
        told = card.called_back
        by = _("{name}, {day}").format(name=told.by_name, day=short_instant(told.at, zone))
        lines.append(Line(_("Customer"), ". ".join(filter(None, (outcome_words(told.outcome), told.note, by)))))
    if card.remarks.comment:
        lines.append(Line(_("Comment"), card.remarks.comment))
    return lines
