"""Past evaluations beside those made here in the report of quality: a table and two courses, two sheets."""

from collections.abc import Sequence
from dataclasses import dataclass

from csatdesk.domain.quality_views import QualityAsked
from csatdesk.domain.staff import Right
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.felt import Checked
from csatdesk.operations.quality.felt_paper import checked_figures, figure_columns, figures_of, joined
from csatdesk.operations.quality.felt_words import (
    change_told,
    checked_base,
    checked_measure,
    checked_n,
    checked_words,
)
from csatdesk.operations.quality.past import HerePast, HerePastRow, Side, Years, load_here_past, load_years
from csatdesk.operations.quality.past_words import (
    charts_of_years,
    here_past_base,
    here_past_finding,
    here_past_note,
    here_past_words,
)
from csatdesk.operations.work import Reading
from csatdesk.reports.quality import SidesPaper
from csatdesk.reports.table import Cell, Column, Row
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Sheet, Value
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class Past:
    both: HerePast
    years: Years


def load_past(reading: Reading, asked: QualityAsked, programme_id: int | None) -> Past | None:
    if programme_id is None or not reading.actor.may(Right.RUN_CHECKLISTS):
        return None
    both = load_here_past(reading, asked=asked, programme_id=programme_id)
    return Past(both, load_years(reading, asked=asked, programme_id=programme_id))


def past_paper(facts: QualityFacts, past: Past) -> SidesPaper:
    both = past.both
    return SidesPaper(
        title=_("Past evaluations"),
        finding=here_past_finding(both),
        base=here_past_base(facts, both),
        note=here_past_note(both.asked),
        columns=[
            Column(_("Office"), 7),
            Column(_("Made here"), 4.6, is_right=True),
            Column(_("Against all others"), 2.6, is_right=True),
            Column(_("From the file"), 4.6, is_right=True),
            Column(_("Against all others"), 2.6, is_right=True),
        ],
        rows=[_line(row) for row in (both.whole, *both.rows)],
        charts=charts_of_years(past.years),
    )


def _line(row: HerePastRow) -> Row:
    return (Cell(row.name, second=here_past_words(row)), *_cells(row, row.here), *_cells(row, row.past))


def _cells(row: HerePastRow, side: Side) -> tuple[Cell, Cell]:
    """All together stand beside nothing."""
    one = side.checked
    difference = "" if row.office_id is None else change_told(side.apart, checked_measure())
    return Cell(checked_words(one), second=joined(checked_base(one), checked_n(one))), Cell(difference)


# in a workbook


def past_sheets(past: Past) -> Sequence[Sheet]:
    return _offices_sheet(past.both), _years_sheet(past.years)


def _sides_columns() -> list[SheetColumn]:
    return [*figure_columns(_("Made here")), *figure_columns(_("From the file"))]


def _offices_sheet(found: HerePast) -> Sheet:
    columns = [SheetColumn(_("Office"), 30), *_sides_columns(), SheetColumn(_("Against all others"), 60)]
    lines: list[list[Value]] = [
        [row.name, *_figures(row.here.checked), *_figures(row.past.checked), here_past_words(row)]
        for row in (found.whole, *found.rows)
    ]
    return Sheet(columns, lines, _("Past evaluations"))


def _figures(one: Checked) -> list[Value]:
    """Of too few, how many they are and nothing else."""
    return [*figures_of(one.figure)[:3], one.score.n if one.score is not None else 0]


def _years_sheet(years: Years) -> Sheet:
    columns = [SheetColumn(_("Year"), 10), *_sides_columns()]
    lines: list[list[Value]] = []
    for here, past in zip(years.here, years.past, strict=True):
        if here.figure.graded is not None or past.figure.graded is not None:
            lines.append([here.group, *checked_figures(here.figure), *checked_figures(past.figure)])
    return Sheet(columns, lines, _("Year by year"))
