"""Pages of segments leave the program as PDF: one of them, or all one after another."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.contacts import Segment
from csatdesk.domain.segments import SegmentAsked, Span
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.reports.days import local_day
from csatdesk.operations.segments.queries import SegmentPage, load_segment
from csatdesk.operations.segments.words import (
    Line,
    base_words,
    care_words,
    channel_lines,
    chart,
    figures,
    finding,
    house_lines,
    measure_lines,
    method_lines,
    page_title,
)
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import compact, segment_page
from csatdesk.reports.segment_page import Part, SegmentPaper
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant
from csatdesk.wording.texts import _


def export_segments(
    store: Store,
    actor: Actor,
    *,
    segments: Sequence[Segment],
    span: Span,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> None:
    """A job: write the pages of these segments to `path`, each beginning a sheet."""
    require(actor, Right.EXPORT)
    total, papers = 2 * len(segments), []
    with store.read(actor, at or now()) as reading:
        for done, segment in enumerate(segments, start=1):
            page = load_segment(reading, asked=SegmentAsked(segment, span))
            papers.append(paper_of(reading, page))
            progress(done, total)
    segment_page.write(papers, path, second_half(progress))


def paper_of(reading: Reading, page: SegmentPage) -> SegmentPaper:
    return SegmentPaper(
        title=page_title(page),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=_("As of {when}").format(when=full_instant(reading.at, ZoneInfo(reading.centre.zone))),
        finding=finding(page),
        base=base_words(page),
        care=care_words(page.strategy, local_day(reading)) if page.strategy is not None else "",
        parts=_parts(page),
        figures=_figures(page),
        chart=chart(page),
        method_lines=method_lines(page),
    )


def _parts(page: SegmentPage) -> tuple[Part, ...]:
    strategy = page.strategy
    aim, promises, channels = _("Nothing is written yet."), "", ""
    if strategy is not None:
        aim, promises = strategy.written.aim, strategy.written.promises
        channels = ", ".join(channel_lines(strategy))
    heads = (_("House target, by the rules"), _("For which cases"))
    return (
        Part(_("What we want"), aim),
        Part(_("Channels"), channels),
        Part(_("What we promise"), promises, heads, _lines(house_lines(page))),
        Part(_("Measures"), "", (_("Measure"), _("Status")), _lines(measure_lines(page))),
    )


def _lines(told: Sequence[Line]) -> tuple[compact.Line, ...]:
    return tuple(compact.Line(name, (second,)) for name, second in told)


def _figures(page: SegmentPage) -> Part:
    heads = ("", "", _("Taken from"), _("Before"))
    lines = [compact.Line(one.name, (one.value, one.second, one.was[0])) for one in figures(page)]
    return Part(_("What came of it"), "", heads, lines)
