"""What the pages of reviews say."""

from collections.abc import Iterator
from datetime import timedelta, tzinfo

from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.gui.administration.lists import Entry
from csatdesk.gui.cases.card_facts import Line
from csatdesk.operations.reviews.drawing import CheckedDraw
from csatdesk.operations.reviews.draws import DrawCard, DrawnLine, DrawRow
from csatdesk.operations.reviews.rules import RuleRow
from csatdesk.operations.reviews.tasks import TaskRow
from csatdesk.wording.formats import number, short_date, short_instant, span
from csatdesk.wording.reviews import (
    channel_words,
    days_words,
    drawn_words,
    progress_words,
    source_words,
    task_kind_words,
    task_state_words,
    way_words,
)
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import deadline_words

DIGEST_SHOWN = 16


def listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def task_entry(row: TaskRow, at: object, calendar: WorkCalendar, zone: tzinfo) -> Entry:
    when = short_instant(row.happened_at, zone)
    begun = _("begun") if row.is_begun else ""
    return Entry(
        row.id,
        row.employee_name,
        listed(channel_words(row.channel), when, begun, task_kind_words(row.kind)),
        deadline_words(row.due, at, calendar),  # type: ignore[arg-type]  # an instant
    )


def task_facts(row: TaskRow, zone: tzinfo) -> Iterator[Line]:
    yield Line(_("Whose work"), row.employee_name)
    yield Line(_("Office"), row.office_name)
    when = short_instant(row.happened_at, zone)
    long = span(timedelta(seconds=row.seconds)) if row.seconds else ""
    yield Line(_("When"), listed(channel_words(row.channel), when, long))
    if row.case_number:
        yield Line(_("Case"), row.topic.in_language(language()), row.case_number)
    elif row.draw_id is not None:
        yield Line(_("Case"), _("none was logged, or it is gone"))
    yield Line(_("By"), row.titles.in_language(language()))


def rule_entry(row: RuleRow) -> Entry:
    note = progress_words(row.to_review, 0, 0)
    return Entry(row.id, row.rule.name, way_words(row.rule), note, is_faint=row.is_ended)


def rule_facts(row: RuleRow, zone: tzinfo) -> Iterator[Line]:
    rule = row.rule
    yield Line(_("Draws"), way_words(rule))
    yield Line(_("From"), listed(source_words(rule), _at_least(rule.least_seconds)))
    yield Line(_("Whose work"), row.team_name or row.office_name or _("everybody’s"))
    yield Line(_("By"), row.standard.in_language(language()))
    yield Line(_("Who reviews"), ", ".join(row.reviewers))
    days = ngettext("within {count} working day", "within {count} working days", rule.due_days)
    yield Line(_("Due"), days.format(count=number(rule.due_days)))
    if rule.second_share:
        yield Line(_("Twice"), _("{share} % are scored by a second person").format(share=number(rule.second_share)))
    if row.drawn_to is not None:
        yield Line(_("Drawn up to"), short_date(row.drawn_to))
    said = _("version {number}, {name}, {day}")
    since = short_instant(row.since, zone)
    yield Line(_("Rule"), said.format(number=number(row.number), name=row.by_name, day=since))


def _at_least(seconds: int) -> str:
    if not seconds:
        return ""
    return _("calls of at least {length}").format(length=span(timedelta(seconds=seconds)))


def draw_entry(row: DrawRow) -> Entry:
    return Entry(
        row.id,
        days_words(row.first_on, row.last_on),
        progress_words(row.left, row.done, row.set_aside),
        drawn_words(row.drawn, row.frame_size),
    )


def how_lines(card: DrawCard, zone: tzinfo) -> Iterator[Line]:
    """How it was drawn: from what, by what, and what chance was."""
    row = card.row
    people = ngettext("of {count} person", "of {count} people", card.frame_people).format(
        count=number(card.frame_people)
    )
    contacts = ngettext("{count} contact", "{count} contacts", row.frame_size).format(count=number(row.frame_size))
    yield Line(_("From"), f"{contacts} {people}, {days_words(row.first_on, row.last_on)}")
    yield Line(_("Draws"), way_words(card.rule))
    yield Line(_("Of"), source_words(card.rule))
    rule = _("“{name}”, version {number}").format(name=card.rule.name, number=number(card.rule_number))
    yield Line(_("Rule"), rule)
    if card.left_out:
        yield Line(_("Left out"), _("{count}, the only reviewer’s own").format(count=number(card.left_out)))
    yield Line(_("Seed"), str(card.seed))
    yield Line(_("Mark"), card.frame_digest[:DIGEST_SHOWN])
    by = _("{name}, {day}").format(name=card.by_name, day=short_instant(row.at, zone))
    yield Line(_("By"), by)
    yield Line(_("So far"), progress_words(row.left, row.done, row.set_aside))


def line_entry(place: int, line: DrawnLine, zone: tzinfo) -> Entry:
    name = line.employee_name or _("name not for you")
    state = task_state_words(line.state)
    instead = _("in place of another") if line.is_replacement else ""
    about = listed(channel_words(line.channel), line.case_number, line.reviewer_name, instead, line.reason)
    return Entry(
        place, listed(short_instant(line.happened_at, zone), name), about, listed(task_kind_words(line.kind), state)
    )


def check_words(found: CheckedDraw, card: DrawCard) -> str:
    if found.is_same_frame and found.is_same_draw:
        return _("Drawn again with the same seed: the same contacts.")
    if found.is_same_frame:
        return _("Drawn again with the same seed: other contacts. Tell your administrator.")
    told = _("The contacts are others now: {now} instead of {then}. Some went into the trash or were taken back since.")
    return told.format(now=number(found.frame_size), then=number(card.row.frame_size))
