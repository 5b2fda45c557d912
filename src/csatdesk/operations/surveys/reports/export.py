"""The report of a survey leaves the program: as PDF, as a workbook; and as pictures to look at first."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.survey_reports import ReportAsked
from csatdesk.operations.surveys.reports.counting import load_report
from csatdesk.operations.surveys.reports.paper import paper_of
from csatdesk.operations.surveys.reports.sheets import sheets_of
from csatdesk.operations.surveys.reports.slides import load_slides
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import slides, survey_report
from csatdesk.reports.preview import page_images
from csatdesk.sheets.tables_out import write_book
from csatdesk.system.clock import now

PAGES_SHOWN = 3  # on screen; the file has all


def export_report(
    store: Store,
    actor: Actor,
    *,
    asked: ReportAsked,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> None:
    """A job: write the report to `path`, which ends in .pdf or .xlsx."""
    require(actor, Right.EXPORT)
    with store.read(actor, at or now()) as reading:
        report = load_report(reading, asked=asked)
        made, zone = paper_of(reading, report), ZoneInfo(reading.centre.zone)
    progress(1, 2)
    if path.suffix.casefold() == ".pdf":
        survey_report.write(made, path, second_half(progress))
    else:
        write_book(path, sheets_of(report), zone=zone, progress=second_half(progress))


def report_pdf(store: Store, actor: Actor, *, asked: ReportAsked, at: datetime) -> bytes:
    """The report on paper, not written anywhere."""
    require(actor, Right.EXPORT)
    with store.read(actor, at) as reading:
        made = paper_of(reading, load_report(reading, asked=asked))
    return survey_report.as_bytes(made)


def export_slides(
    store: Store,
    actor: Actor,
    *,
    asked: ReportAsked,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> None:
    """A job: write the findings to `path`, a PDF with one to a page."""
    require(actor, Right.EXPORT)
    with store.read(actor, at or now()) as reading:
        made = load_slides(reading, asked=asked)
    progress(1, 2)
    slides.write(made, path, second_half(progress))


def free_paths(folder: Path, name: str, suffixes: Sequence[str]) -> list[Path]:
    """Beside what is there already: no file is written over."""
    for number in count(1):
        stem = name if number == 1 else f"{name} ({number})"
        paths = [folder / (stem + suffix) for suffix in suffixes]
        if not any(path.exists() for path in paths):
            break
    return paths


def draw_report(reading: Reading, *, asked: ReportAsked, scale: float) -> tuple[bytes, ...]:
    """The first pages as pictures."""
    made = survey_report.as_bytes(paper_of(reading, load_report(reading, asked=asked)))
    return tuple(islice(page_images(made, scale), PAGES_SHOWN))
