"""The report of a wave on paper and in a workbook: key figures, every item, every single visit (M43)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.staff import Actor
from csatdesk.domain.wave_reports import ItemLine, OfficeLine, ScoredVisit, SectionLine
from csatdesk.operations.mystery.result_words import (
    base_words,
    change_words,
    compared_words,
    critical_words,
    fact_lines,
    failed_words,
    finding,
    interval_words,
    item_words,
    method_lines,
    rank_words,
    section_words,
    unranked_words,
    visit_result,
)
from csatdesk.operations.mystery.results import WaveReport, load_wave_report
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import wave_report as paper
from csatdesk.reports.table import Cell, Column
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Sheet, Value, write_book
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.evaluations import lost_words, score_words, verdict_words, whole_percent
from csatdesk.wording.formats import full_instant, number, short_instant
from csatdesk.wording.texts import _, language


def export_wave_report(
    store: Store,
    actor: Actor,
    *,
    wave_id: int,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Write the report of a released wave to `path`: pages as .pdf, else a workbook. It names neither visitors nor
    employees, so whoever may read it may take it along.
    """
    with store.read(actor, at or now()) as reading:
        report = load_wave_report(reading, wave_id=wave_id)
        made = _paper(reading, report)
    progress(1, 2)
    written = second_half(progress)
    if path.suffix.casefold() == ".pdf":
        paper.write(made, path, written)
    else:
        write_book(path, tuple(_sheets(report)), zone=report.zone, progress=written)
    return path


# paper


def _paper(reading: Reading, report: WaveReport) -> paper.WavePaper:
    mark = report.scores.pass_mark
    return paper.WavePaper(
        title=_("Results of {name}").format(name=report.wave.name),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=_("As of {when}").format(when=full_instant(reading.at, ZoneInfo(reading.centre.zone))),
        finding=finding(report),
        base=base_words(report),
        facts=fact_lines(report),
        offices=_("Offices"),
        dots=[_dot(report, line) for line in report.scores.offices],
        mark=None if mark is None else float(mark),
        mark_words="" if mark is None else number(mark),
        office_columns=_office_columns(),
        office_rows=[_office_cells(report, line) for line in report.scores.offices],
        compared=compared_words(report),
        criticals=_("Critical items that failed"),
        critical_lines=[critical_words(report, line) for line in report.scores.criticals],
        parts=[part for part in _parts(report) if part.rows],
        method=_("How this was computed"),
        method_lines=method_lines(report),
    )


def _dot(report: WaveReport, line: OfficeLine) -> paper.Dot:
    name, score = report.office_names[line.office_id], line.score
    if score is None:
        return paper.Dot(name, None, None, None, _("no score"))
    low, high = (None, None) if score.interval is None else map(float, score.interval)
    words = score_words(score.mean, report.scores.pass_mark)
    if interval_words(score):
        words = f"{words} ({interval_words(score)})"
    return paper.Dot(name, float(score.mean), low, high, words)


def _office_columns() -> Sequence[Column]:
    heads = ((_("Visits"), 1.3), (_("Score"), 1.3), (_("Seen"), 1.3), (_("Passed"), 1.5), (_("Change"), 1.5))
    columns = (Column(words, share, is_right=True) for words, share in heads)
    return (Column(_("Rank"), 1), Column(_("Office"), 5), *columns)


def _office_cells(report: WaveReport, line: OfficeLine) -> Sequence[Cell]:
    score, mean = line.score, "–"
    if score is not None:
        mean = score_words(score.mean, report.scores.pass_mark)
    return (
        Cell(rank_words(line)),
        Cell(report.office_names[line.office_id], unranked_words(line)),
        Cell(number(0 if score is None else score.n)),
        Cell(mean, is_strong=True),
        Cell(_share(line.coverage)),
        Cell(number(line.passed)),
        Cell(change_words(line.change)),
    )


def _share(value: Decimal | None) -> str:
    return "" if value is None else _("{share} %").format(share=number(whole_percent(value)))


def _parts(report: WaveReport) -> Iterator[paper.Part]:
    scores = report.scores
    right = [Column(words, share, is_right=True) for words, share in ((_("Of 100"), 1.3), (_("Score"), 1.3))]
    change = Column(_("Change"), 1.5, is_right=True)
    yield paper.Part(
        _("Sections"), [Column(_("Section"), 6), *right, change], [_section_cells(line) for line in scores.sections]
    )
    lost = Column(_("Lost points"), 1.8, is_right=True)
    columns = [Column(_("Item"), 6), lost, Column(_("Score"), 1.3, is_right=True), change, Column(_("Failed"), 3.6)]
    yield paper.Part(_("Items, those that lost most first"), columns, [_item_cells(line) for line in scores.items])
    visits = [Column(_("Office"), 3), Column(_("When"), 2.6), Column(_("Scenario"), 2.4)]
    visits += [Column(_("Result"), 3), Column(_("Seen"), 1.2, is_right=True)]
    yield paper.Part(_("Every visit"), visits, [_visit_cells(report, one) for one in report.visits])


def _section_cells(line: SectionLine) -> Sequence[Cell]:
    score = "" if line.mean is None else score_words(line.mean)
    return (
        Cell(section_words(line)),
        Cell(number(round(line.share))),
        Cell(score or "–", is_strong=True),
        Cell(change_words(line.change)),
    )


def _item_cells(line: ItemLine) -> Sequence[Cell]:
    share = "" if line.mean is None else score_words(line.mean)
    second = ", ".join((section_words(line), _("critical"))) if line.item.is_critical else section_words(line)
    return (
        Cell(item_words(line), second),
        Cell(lost_words(line.lost), is_strong=True),
        Cell(share),
        Cell(change_words(line.change)),
        Cell(failed_words(line)),
    )


def _visit_cells(report: WaveReport, visit: ScoredVisit) -> Sequence[Cell]:
    return (
        Cell(report.office_names[visit.office_id]),
        Cell(short_instant(visit.at, report.zone)),
        Cell(visit.scenario_key),
        Cell(visit_result(visit), is_strong=True),
        Cell(_share(visit.result.coverage)),
    )


# workbook


def _sheets(report: WaveReport) -> Iterator[Sheet]:
    """Every figure as a number, rounded to four places."""
    yield Sheet([SheetColumn(_("What"), 30), SheetColumn(_("Value"), 80)], _key_rows(report), _("Key figures"))
    yield Sheet(_heads(*_office_heads()), [_office_row(report, line) for line in report.scores.offices], _("Offices"))
    sections = [_section_row(line) for line in report.scores.sections]
    yield Sheet(_heads(_("Section"), _("Of 100"), _("Visits"), _("Score"), _("Change")), sections, _("Sections"))
    yield Sheet(_heads(*_item_heads()), [_item_row(line) for line in report.scores.items], _("Items"))
    yield Sheet(_heads(*_visit_heads()), [_visit_row(report, one) for one in report.visits], _("Visits"))


def _heads(first: str, *others: str) -> list[SheetColumn]:
    return [SheetColumn(first, 40), *(SheetColumn(one) for one in others)]


def _key_rows(report: WaveReport) -> list[tuple[Value, ...]]:
    rolled = report.scores.rolled
    rows: list[tuple[Value, ...]] = [(_("Wave"), report.wave.name), *fact_lines(report)]
    rows += [
        (_("Mean of the offices"), _rounded(rolled.mean)),
        (_("Mean of all visits"), _rounded(rolled.mean_of_visits)),
        (_("Seen, %"), _rounded(report.scores.coverage)),
        (_("Passed"), report.scores.passed),
        (_("Change"), _rounded(report.scores.change)),
        (_("Compared"), compared_words(report)),
    ]
    rows += [(_("Critical items that failed"), critical_words(report, line)) for line in report.scores.criticals]
    return [*rows, *((_("How this was computed"), line) for line in method_lines(report))]


def _office_heads() -> Sequence[str]:
    return (
        _("Office"),
        _("Rank"),
        _("Visits"),
        _("Score"),
        _("From"),
        _("To"),
        _("Seen, %"),
        _("Passed"),
        _("Change"),
    )


def _office_row(report: WaveReport, line: OfficeLine) -> list[Value]:
    score = line.score
    low, high = (score.interval if score is not None else None) or (None, None)
    return [
        report.office_names[line.office_id],
        line.rank,
        0 if score is None else score.n,
        *(_rounded(one) for one in (line.mean, low, high, line.coverage)),
        line.passed,
        _rounded(line.change),
    ]


def _section_row(line: SectionLine) -> list[Value]:
    return [section_words(line), _rounded(line.share), line.n, _rounded(line.mean), _rounded(line.change)]


def _item_heads() -> Sequence[str]:
    heads = (_("Short name"), _("Section"), _("Lost points"), _("Answers"), _("Score"), _("Failed"))
    return (_("Item"), *heads, _("Offices where it failed again"), _("Change"))


def _item_row(line: ItemLine) -> list[Value]:
    item = line.item
    return [
        item.text.in_language(language()),
        item_words(line),
        section_words(line),
        _rounded(line.lost),
        line.n,
        _rounded(line.mean),
        line.failed,
        line.repeats,
        _rounded(line.change),
    ]


def _visit_heads() -> Sequence[str]:
    return (
        _("Office"),
        _("When"),
        _("Scenario"),
        _("Score"),
        _("Seen, %"),
        _("Result"),
        _("Critical items that failed"),
    )


def _visit_row(report: WaveReport, visit: ScoredVisit) -> list[Value]:
    result, form = visit.result, visit.template.form
    failed = [item for key in result.critical_items if (item := form.item(key)) is not None]
    return [
        report.office_names[visit.office_id],
        visit.at,
        visit.scenario_key,
        _rounded(result.total),
        _rounded(result.coverage),
        "" if result.verdict is None else verdict_words(result.verdict),
        ", ".join((one.short or one.text).in_language(language()) for one in failed),
    ]


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 4)
