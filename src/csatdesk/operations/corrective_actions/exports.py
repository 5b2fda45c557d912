"""Measures on paper and in spreadsheets: one with what came of it, and all rows of a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.calendars import WorkCalendar
from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.corrective_actions import MeasureCard, MeasureFilter, MeasureRow, MeasureStatus, Stage
from csatdesk.domain.exported import Exported
from csatdesk.domain.item_effects import AnyEffect
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.absences import today
from csatdesk.operations.calendars import own_calendar
from csatdesk.operations.corrective_actions.queries import list_measures, load_effect_now, load_measure
from csatdesk.operations.paging import every_page
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import corrective_action as paper
from csatdesk.reports.corrective_action import Cell, Column
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Value, write_table
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.staff import Staff
from csatdesk.system.clock import now
from csatdesk.wording.corrective_actions import (
    effect_words,
    expected_words,
    items_words,
    line_words,
    method_lines,
    state_of,
    status_words,
    training_words,
    verdict_words,
)
from csatdesk.wording.formats import full_date, full_instant, number, short_date, short_instant
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import in_sentence, word


def export_measure(
    store: Store,
    actor: Actor,
    *,
    measure_id: int,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> None:
    """One measure as PDF. Whoever sees it may print it."""
    with store.read(actor, at or now()) as reading:
        made = _measure_paper(reading, load_measure(reading, measure_id=measure_id))
    progress(1, 2)
    paper.write_measure(made, path, second_half(progress))


def export_measures(
    store: Store,
    actor: Actor,
    *,
    shown: MeasureFilter,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Exported:
    """Write the list that is shown, all of it. `path` ends in .pdf, .xlsx or .csv."""
    require(actor, Right.EXPORT)
    with store.read(actor, at or now()) as reading:
        seen = _read(reading, shown, progress)
    written = second_half(progress)
    if path.suffix.casefold() == ".pdf":
        paper.write_list(_list_paper(seen), path, written)
        return Exported(len(seen.rows))
    heads = [SheetColumn(name, width) for name, width in _sheet_columns()]
    rows = (_sheet_line(row, seen) for row in seen.rows)
    return write_table(path, heads, rows, zone=seen.zone, title=_("Measures"), progress=written, total=len(seen.rows))


# one measure


def _measure_paper(reading: Reading, card: MeasureCard) -> paper.MeasurePaper:
    day, zone = today(reading), ZoneInfo(reading.centre.zone)
    effect = _effect(reading, card)
    row = card.row
    return paper.MeasurePaper(
        title=row.title,
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=_as_of(reading),
        status=_status(row, day, own_calendar(reading)),
        text=card.text,
        facts=[pair for pair in _facts(card, load_topic_tree(reading)) if pair[1]],
        effect_title=_("Effect"),
        effect=(verdict_words(effect, day), effect_words(effect, day)) if effect is not None else (),
        method=method_lines(effect) if effect is not None else (),
        history_title=_("History"),
        history=[
            (short_instant(line.at, zone), f"{word(line.event)}, {line.by_name}", line_words(line, zone))
            for line in card.history
        ],
        signs=(_("Owner"), _("Date, signature")),
    )


def _status(row: MeasureRow, day: date, calendar: WorkCalendar) -> str:
    """Of an open one also whether it is in time."""
    told = status_words(row)
    return f"{told}, {state_of(row, day, calendar)[1]}" if row.status.stage is Stage.OPEN else told


def _effect(reading: Reading, card: MeasureCard) -> AnyEffect | None:
    """Kept with the verdict, else as counted now."""
    if card.row.status is not MeasureStatus.DONE or not card.is_counted:
        return card.effect
    return load_effect_now(reading, measure_id=card.row.id)


def _facts(card: MeasureCard, tree: TopicTree) -> Iterator[tuple[str, str]]:
    row = card.row
    yield _("Owner"), row.owner_name
    yield _("Due"), full_date(row.due_on)
    yield _("Expected"), expected_words(card.expected)
    yield _("Kind"), f"{word(row.kind)}, {in_sentence(word(card.means))}"
    yield _("Cause"), word(card.cause) if card.cause is not None else ""
    if card.items is not None:
        yield _("About"), items_words(card.items)
        yield _("Whose work"), card.items.person_name
    yield _("Topic"), _topic(row, tree)
    yield _("Office"), card.office_name or _("all offices")
    if card.segment is not None:
        yield _("Segment"), word(card.segment)
    origin = word(card.origin) if card.origin is not None else ""
    yield _("Made from"), ", ".join(part for part in (origin, card.case_number) if part)
    yield _("Trainings"), "; ".join(map(training_words, card.trainings))
    yield _("Done"), _day_and_name(row.done_on, card.done_by_name, card.done_note)
    yield _("Ended"), _day_and_name(row.ended_on, card.ended_by_name, card.ended_note)


def _day_and_name(day: date | None, name: str, note: str) -> str:
    if day is None:
        return ""
    who = f"{short_date(day)}, {name}" if name else short_date(day)
    return ". ".join(part for part in (who, note) if part)


def _topic(row: MeasureRow, tree: TopicTree) -> str:
    return " › ".join(tree.path(row.topic_id, language())) if row.topic_id is not None else ""


def _standard(row: MeasureRow) -> str:
    return row.standard.in_language(language()) if row.standard is not None else ""


def _as_of(reading: Reading) -> str:
    return _("As of {when}").format(when=full_instant(reading.at, ZoneInfo(reading.centre.zone)))


# the list


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that was read for one export."""

    rows: tuple[MeasureRow, ...]
    filters: str
    centre: str
    office: str
    as_of: str
    today: date
    calendar: WorkCalendar
    topics: TopicTree
    offices: dict[int, str]
    zone: ZoneInfo


def _read(reading: Reading, shown: MeasureFilter, progress: Progress) -> _Seen:
    rows: list[MeasureRow] = []
    for page in every_page(lambda after: list_measures(reading, shown=shown, after=after)):
        rows += page
        progress(len(rows), 2 * max(len(rows), 1))
    calendar, tree = own_calendar(reading), load_topic_tree(reading)
    query = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id)
    offices = {row.id: row.name for row in reading.db.execute(query)}
    return _Seen(
        rows=tuple(rows),
        filters=_filter_words(reading, shown, tree, offices),
        centre=reading.centre.name,
        office=offices[reading.actor.office_id],
        as_of=_as_of(reading),
        today=today(reading),
        calendar=calendar,
        topics=tree,
        offices=offices,
        zone=ZoneInfo(reading.centre.zone),
    )


def _filter_words(reading: Reading, shown: MeasureFilter, tree: TopicTree, offices: dict[int, str]) -> str:
    stages = {Stage.OPEN: _("Open"), Stage.REPORTED: _("Reported done"), Stage.ENDED: _("Ended"), None: _("All")}
    parts = [_("Overdue") if shown.overdue else stages[shown.stage]]
    if shown.owner_id is not None:
        parts.append(reading.db.get_one(Staff, shown.owner_id).name)
    if shown.topic_id is not None:
        parts.append(" › ".join(tree.path(shown.topic_id, language())))
    if shown.office_id is not None:
        parts.append(offices[shown.office_id])
    return " · ".join(parts)


def _list_paper(seen: _Seen) -> paper.MeasureListPaper:
    count, late = len(seen.rows), sum(row.is_overdue(seen.today) for row in seen.rows)
    totals = ngettext("{count} measure", "{count} measures", count).format(count=number(count))
    if late:
        totals = f"{totals}, " + ngettext("{count} overdue", "{count} overdue", late).format(count=number(late))
    return paper.MeasureListPaper(
        title=_("Measures"),
        centre=seen.centre,
        office=seen.office,
        as_of=seen.as_of,
        filters=seen.filters,
        totals=totals,
        columns=[Column(_("Due"), 4), Column(_("Measure"), 9), Column(_("Owner"), 4), Column(_("Status"), 4)],
        rows=[_paper_line(row, seen) for row in seen.rows],
    )


def _paper_line(row: MeasureRow, seen: _Seen) -> Sequence[Cell]:
    state, words = state_of(row, seen.today, seen.calendar)
    office = seen.offices.get(row.office_id, "") if row.office_id is not None else ""
    about = ", ".join(part for part in (_standard(row), _topic(row, seen.topics), office) if part)
    return (
        Cell(words, second=short_date(row.due_on), state=state),
        Cell(row.title, second=about, is_strong=True),
        Cell(row.owner_name),
        Cell(status_words(row)),
    )


def _sheet_columns() -> Sequence[tuple[str, int]]:
    return (
        (_("Measure"), 44),
        (_("Owner"), 24),
        (_("Due"), 14),
        (_("Status"), 26),
        (_("Kind"), 20),
        (_("Standard"), 36),
        (_("Topic"), 36),
        (_("Office"), 22),
        (_("Done on"), 14),
        (_("Ended"), 14),
        (_("Reopened"), 12),
    )


def _sheet_line(row: MeasureRow, seen: _Seen) -> Sequence[Value]:
    return (
        row.title,
        row.owner_name,
        row.due_on,
        word(row.status),
        word(row.kind),
        _standard(row),
        _topic(row, seen.topics),
        seen.offices.get(row.office_id, "") if row.office_id is not None else "",
        row.done_on,
        row.ended_on,
        row.reopened,
    )
