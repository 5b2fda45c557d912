"""The month sheet: one page of paper, or a workbook with every figure as a number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.month_figures import MonthAsked, Part, Share
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.cases.exports import PRINTER_SCALE
from csatdesk.operations.cuts import cut_words
from csatdesk.operations.reports.month import MonthReport, load_month
from csatdesk.operations.reports.month_words import (
    balance_words,
    base_words,
    causes_words,
    channel_heads,
    channel_lines,
    channels_finding,
    figures,
    finding,
    month_words,
)
from csatdesk.operations.reports.more_words import (
    activity_finding,
    office_parts,
    segment_parts,
    stays_heads,
    stays_lines,
    topics_shown,
)
from csatdesk.operations.topics.ranking_paper import change_words, name_words
from csatdesk.operations.topics.ranking_paper import finding as topics_finding
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import month_sheet, preview
from csatdesk.reports.compact import Line
from csatdesk.sheets.tables_out import Column, Sheet, Value, write_book
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant, number, percent
from csatdesk.wording.texts import _
from csatdesk.wording.weekdays import short_weekday_names, weekday_names
from csatdesk.wording.words import word

OFFICES_MOST, CHANNELS_MOST = 6, 4  # on the one page; of channels in person, and remote


@dataclass(frozen=True, slots=True)
class _Read:
    report: MonthReport
    centre: str
    office: str
    zone: ZoneInfo
    at: datetime


def export_month(
    store: Store,
    actor: Actor,
    *,
    asked: MonthAsked,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Write the month to `path`: a page as .pdf, else a workbook."""
    require(actor, Right.EXPORT)
    read = _read(store, actor, asked, at)
    progress(1, 2)
    written = second_half(progress)
    if path.suffix.casefold() == ".pdf":
        month_sheet.write(_paper(read), path, written)
    else:
        write_book(path, tuple(_sheets(read.report)), zone=read.zone, progress=written)
    return path


def draw_month(
    store: Store,
    actor: Actor,
    *,
    asked: MonthAsked,
    scale: float = PRINTER_SCALE,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> tuple[bytes, ...]:
    """The page as PNG pictures, made in memory: for the printer, with nothing left on the disk."""
    require(actor, Right.EXPORT)
    read = _read(store, actor, asked, at)
    progress(1, 2)
    pages = tuple(preview.page_images(month_sheet.as_bytes(_paper(read)), scale))
    progress(2, 2)
    return pages


def _read(store: Store, actor: Actor, asked: MonthAsked, at: datetime | None) -> _Read:
    with store.read(actor, at or now()) as reading:
        report = load_month(reading, asked=asked)
        zone = ZoneInfo(reading.centre.zone)
        return _Read(report, reading.centre.name, _own_office(reading), zone, reading.at)


def _own_office(reading: Reading) -> str:
    return reading.db.get_one(Office, reading.actor.office_id).name


# paper


def _paper(read: _Read) -> month_sheet.MonthPaper:
    report, now_ = read.report, read.report.now.figures
    causes = causes_words(now_)
    return month_sheet.MonthPaper(
        title=_("Month sheet: {month}").format(month=month_words(report)),
        centre=read.centre,
        office=read.office,
        as_of=_("As of {when}").format(when=full_instant(read.at, read.zone)),
        finding=finding(report),
        base=base_words(report),
        cut=cut_words(report.asked.cut, report.offices),
        balance=balance_words(now_.balance),
        figures=_figures_part(report),
        topics=_topics_part(report),
        hours=_hours(report),
        channels=month_sheet.Part(channels_finding(now_), ("", *channel_heads()), _channel_rows(report)),
        causes=_("Why people came again: {causes}").format(causes=causes) if causes else "",
        offices=month_sheet.Part(_("Offices"), ("", _("Cases"), _("Share")), _part_rows(office_parts(report))),
        segments=month_sheet.Part(_("Segments"), ("", _("Cases"), _("Share")), _part_rows(segment_parts(report))),
    )


def _figures_part(report: MonthReport) -> month_sheet.Part:
    heads = ("", "", _("Taken from"), _("Month before"), _("Year before"))
    lines = [Line(one.name, (one.value, one.second, *one.was)) for one in figures(report)]
    return month_sheet.Part("", heads, lines)


def _topics_part(report: MonthReport) -> month_sheet.Part:
    lines = [
        Line(name_words(row), (number(row.tally.count), percent(row.share), change_words(row)))
        for row in topics_shown(report.ranking)
    ]
    heads = (_("Topic"), _("Cases"), _("Share"), _("Rank"))
    return month_sheet.Part(topics_finding(report.ranking), heads, lines)


def _hours(report: MonthReport) -> month_sheet.Hours:
    seen = report.activity
    grid = [[row[hour] for hour in seen.hours] for row in seen.together]
    hours = [str(hour) for hour in seen.hours]
    return month_sheet.Hours(activity_finding(seen), short_weekday_names(), hours, grid)


def _channel_rows(report: MonthReport) -> Sequence[Line]:
    return [
        Line(line.name, line.cells, is_sum=line.is_sum) for line in channel_lines(report.now.figures, CHANNELS_MOST)
    ]


def _part_rows(parts: Sequence[tuple[str, Part]]) -> Sequence[Line]:
    whole = sum(part.count for _name, part in parts) or 1
    shown = [Line(name, (number(part.count), percent(part.count / whole))) for name, part in parts[:OFFICES_MOST]]
    rest = sum(part.count for _name, part in parts[OFFICES_MOST:])
    return [*shown, Line(_("Others"), (number(rest), percent(rest / whole)))] if rest else shown


# workbook


def _sheets(report: MonthReport) -> Iterator[Sheet]:
    yield _figures_sheet(report)
    yield _balance_sheet(report)
    yield _topics_sheet(report)
    yield _channels_sheet(report)
    parts = [(_("Office"), *pair) for pair in office_parts(report)]
    parts += [(_("Segment"), *pair) for pair in segment_parts(report)]
    parts += [
        (_("Kind"), word(one.key), one) for one in report.now.figures.kinds if not isinstance(one.key, int | None)
    ]
    heads = (Column(_("Parted by"), 14), Column(_("Part"), 30), Column(_("Cases")))
    yield Sheet(heads, [(by, name, part.count) for by, name, part in parts], _("Parts"))
    yield _hours_sheet(report)
    days = [(one.day, one.in_person, one.remote, one.count) for one in report.activity.days]
    columns = (Column(_("Day")), Column(_("In person")), Column(_("Remote")), Column(_("All")))
    yield Sheet(columns, days, _("Days"))
    yield Sheet([Column(head, 24) for head in stays_heads()], stays_lines(report.stays), _("Statuses"))


def _figures_sheet(report: MonthReport) -> Sheet:
    columns = [Column(_("Figure"), 26), Column(_("Value")), Column(_("Month before")), Column(_("Year before"))]
    rows: list[Sequence[Value]] = [
        (one.name, *(_rounded(raw) for raw in (*one.raw, None, None)[:3]), one.value, one.second)
        for one in figures(report)
    ]
    return Sheet((*columns, Column(_("In words")), Column(_("Taken from"), 60)), rows, month_words(report))


def _rounded(value: int | float | None) -> int | float | None:
    return round(value, 4) if isinstance(value, float) else value


def _balance_sheet(report: MonthReport) -> Sheet:
    columns = [Column(head, 20) for head in (_("Open at the start"), _("Came in"), _("Reopened"))]
    columns += [Column(head, 20) for head in (_("Closed"), _("Thrown away or merged"), _("From or to others"))]
    columns += [Column(_("Open at the end"), 20), Column(_("First day")), Column(_("Last day"))]
    rows: list[Sequence[Value]] = []
    for counted in (report.now, report.before, report.year_before):
        one, days = counted.figures.balance, counted.figures.days
        steps = (one.before, one.came_in, one.reopened, one.closed, one.gone, one.moved, one.after)
        rows.append((*steps, days.first, days.last))
    return Sheet(columns, rows, _("Balance"))


def _topics_sheet(report: MonthReport) -> Sheet:
    columns = (
        Column(_("Rank")),
        Column(_("Topic"), 40),
        Column(_("Cases")),
        Column(_("Share")),
        Column(_("Rank before")),
    )
    rows = [
        (row.rank, name_words(row), row.tally.count, round(row.share, 4), row.rank_before)
        for row in report.ranking.rows
    ]
    return Sheet(columns, rows, _("Topics"))


def _channels_sheet(report: MonthReport) -> Sheet:
    heads = (_("Cases"), _("Solved at once"), _("Closed"), _("Solved, of closed"), _("Came again"), _("Avoidable"))
    rows = [
        (line.name, line.received, *_counts(line.at_once, line.confirmed, line.again), line.avoidable)
        for line in channel_lines(report.now.figures)
    ]
    return Sheet((Column(_("Channel"), 24), *map(Column, heads)), rows, _("Channels"))


def _counts(at_once: Share, confirmed: Share, again: Share) -> tuple[int, int, int, int]:
    return at_once.count, confirmed.of, confirmed.count, again.count


def _hours_sheet(report: MonthReport) -> Sheet:
    columns = (Column(_("Weekday")), Column(_("Hour")), Column(_("In person")), Column(_("Remote")))
    seen, names = report.activity, weekday_names()
    rows = [
        (names[day], hour, seen.in_person[day][hour], seen.remote[day][hour])
        for day in range(len(names))
        for hour in seen.hours
    ]
    return Sheet(columns, rows, _("Hours"))
