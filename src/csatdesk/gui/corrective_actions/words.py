"""How the page speaks of a measure: its facts, its history, what the list holds."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from csatdesk.domain.corrective_actions import MeasureCard, MeasureEvent, MeasureLine, MeasureStatus
from csatdesk.gui.cases import told
from csatdesk.gui.cases.card_facts import Line
from csatdesk.gui.cases.history import Entry
from csatdesk.gui.cases.history_words import Told
from csatdesk.gui.cases.told import capped, instant
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.corrective_actions.queries import MeasureCounts
from csatdesk.wording.corrective_actions import expected_words, items_words, line_words, status_words, training_words
from csatdesk.wording.formats import day_in_year
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

ICONS: Mapping[MeasureEvent, str] = {
    MeasureEvent.MADE: "plus",
    MeasureEvent.BEGUN: "play",
    MeasureEvent.DONE: "check",
    MeasureEvent.NOTE: "note",
    MeasureEvent.EFFECTIVE: "check-circle",
    MeasureEvent.REOPENED: "repeat",
    MeasureEvent.DROPPED: "close",
    MeasureEvent.UNDONE: "undo",
}


def summary_words(counts: MeasureCounts) -> str:
    """ "6 open measures, 2 overdue, 1 to be judged"."""
    parts = [ngettext("{count} open measure", "{count} open measures", counts.open).format(count=capped(counts.open))]
    if counts.overdue:
        parts.append(
            ngettext("{count} overdue", "{count} overdue", counts.overdue).format(count=capped(counts.overdue))
        )
    if counts.to_judge:
        parts.append(
            ngettext("{count} to be judged", "{count} to be judged", counts.to_judge).format(
                count=capped(counts.to_judge)
            )
        )
    return ", ".join(parts)


def fact_lines(card: MeasureCard, facts: CaseFacts) -> list[Line]:
    return [line for line in (*_lines(card, facts), *_ends(card)) if line.value or line.strong]


def _lines(card: MeasureCard, facts: CaseFacts) -> Iterator[Line]:
    row = card.row
    yield Line(_("Owner"), row.owner_name)
    yield Line(_("Status"), status_words(row))
    yield Line(_("Due"), day_in_year(row.due_on))
    yield Line(_("Expected"), expected_words(card.expected))
    yield Line(_("Kind"), f"{word(row.kind)}, {in_sentence(word(card.means))}")
    yield Line(_("Cause"), word(card.cause) if card.cause is not None else "")
    if card.items is not None:
        yield Line(_("About"), items_words(card.items))
        yield Line(_("Whose work"), card.items.person_name)
    if row.topic_id is not None:
        yield Line(_("Topic"), told.topic_words(row.topic_id, facts.tree))
    yield Line(_("Office"), card.office_name or _("all offices"))
    if card.segment is not None:
        yield Line(_("Segment"), word(card.segment))
    made_from = word(card.origin) if card.origin is not None else ""
    yield Line(_("Made from"), ", ".join(part for part in (made_from, card.case_number) if part))
    yield Line(_("Trainings"), "; ".join(map(training_words, card.trainings)))


def _ends(card: MeasureCard) -> Iterator[Line]:
    row = card.row
    if row.done_on is not None:
        yield Line(_("Done"), _told(day_in_year(row.done_on), card.done_by_name, card.done_note))
    if row.ended_on is not None:
        name = _("Effective") if row.status is MeasureStatus.EFFECTIVE else _("Dropped")
        yield Line(name, _told(day_in_year(row.ended_on), card.ended_by_name, card.ended_note))


def _told(day: str, name: str, note: str) -> str:
    return ". ".join(part for part in (f"{day}, {name}" if name else day, note) if part)


def history_entries(card: MeasureCard, facts: CaseFacts) -> list[Entry]:
    zone = facts.calendar.zone
    return [
        Entry(place, _history_line(line, zone), instant(line.at, facts.at, zone))
        for place, line in enumerate(card.history)
    ]


def _history_line(line: MeasureLine, zone: tzinfo) -> Told:
    """A note is headed by who wrote it, everything else by what happened."""
    icon = ICONS.get(line.event, "pencil")
    if line.event is MeasureEvent.NOTE:
        return Told(icon, line.by_name, line.text)
    head = f"{word(line.event)}, {line.by_name}" if line.by_name else word(line.event)
    return Told(icon, head, line_words(line, zone))
