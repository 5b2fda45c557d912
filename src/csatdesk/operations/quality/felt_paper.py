"""Checked and felt in the report of quality: a table and two courses on paper, two sheets in a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass

from csatdesk.domain.checked_felt import FeltBy
from csatdesk.domain.quality_views import QualityAsked
from csatdesk.domain.staff import Right
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.felt import Both, BothRow, Checked, Courses, load_both, load_courses
from csatdesk.operations.quality.felt_words import (
    both_base,
    both_finding,
    both_note,
    both_words,
    change_told,
    charts_of,
    checked_base,
    checked_measure,
    checked_n,
    checked_words,
    felt_base,
    felt_n,
    felt_of,
    felt_words,
)
from csatdesk.operations.quality.words import span_words
from csatdesk.operations.surveys.findings.words import month_words, question_words, value_of
from csatdesk.operations.surveys.findings.words import span_words as months_words
from csatdesk.operations.surveys.results.figures import Figure
from csatdesk.operations.work import Reading
from csatdesk.reports.quality import SidesPaper
from csatdesk.reports.table import Cell, Column, Row
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Sheet, Value
from csatdesk.wording.texts import _

DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Felt:
    both: Both
    courses: Courses


def load_felt(reading: Reading, asked: QualityAsked, by: FeltBy | None) -> Felt | None:
    if by is None or not reading.actor.may(Right.SEE_SURVEYS):
        return None
    return Felt(load_both(reading, asked=asked, by=by), load_courses(reading, asked=asked, by=by))


def felt_paper(facts: QualityFacts, felt: Felt) -> SidesPaper:
    both = felt.both
    checked, answered = charts_of(felt.courses)
    return SidesPaper(
        title=_("Checked and felt"),
        finding=both_finding(both),
        base=both_base(facts, both),
        note=both_note(both.asked),
        columns=[
            Column(_("Office"), 7),
            Column(_("Checked"), 5, is_right=True),
            Column(_("Change"), 1.9, is_right=True),
            Column(_("Felt"), 5, is_right=True),
            Column(_("Change"), 1.9, is_right=True),
        ],
        rows=[_line(both, row) for row in (both.whole, *both.rows)],
        charts=(checked, answered),
    )


def _line(found: Both, row: BothRow) -> Row:
    return (
        Cell(row.name, second=both_words(found, row)),
        Cell(checked_words(row.checked), second=joined(checked_base(row.checked), checked_n(row.checked))),
        Cell(change_told(row.checked_change, checked_measure())),
        Cell(felt_words(found, row), second=joined(felt_base(found, row), felt_n(row))),
        Cell(change_told(row.felt_change, found.measure)),
    )


def joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


# in a workbook


def felt_sheets(facts: QualityFacts, felt: Felt) -> Sequence[Sheet]:
    return (_periods_sheet(facts, felt.both), _months_sheet(felt.both, felt.courses))


def _periods_sheet(facts: QualityFacts, found: Both) -> Sheet:
    """An office and a period a line; what its tests carry stands at the newer one."""
    asked, question = found.asked, question_words(found.item)
    columns = [
        SheetColumn(_("Office"), 30),
        SheetColumn(_("Period"), 26),
        *figure_columns(_("Checked")),
        SheetColumn(_("Period"), 26),
        *figure_columns(felt_of(question)),
        SheetColumn(_("Change"), 44),
    ]
    lines: list[list[Value]] = []
    for row in (found.whole, *found.rows):
        now = (span_words(facts, asked.now), months_words(*found.months))
        lines.append(_period_line(row.name, now, (row.checked, row.felt), both_words(found, row)))
        if asked.before is not None:
            felt_in = "" if found.before is None else months_words(*found.before)
            before = (span_words(facts, asked.before), felt_in)
            lines.append(_period_line(row.name, before, (row.checked_before, row.felt_before), ""))
    return Sheet(columns, lines, _("Checked and felt"))


def figure_columns(name: str) -> list[SheetColumn]:
    return [SheetColumn(name), SheetColumn(_("Likely from")), SheetColumn(_("Likely to")), SheetColumn(_("n"), 8)]


def _period_line(name: str, spans: tuple[str, str], sides: tuple[Checked, Figure], words: str) -> list[Value]:
    checked, felt = sides
    n = checked.score.n if checked.score is not None else 0
    return [name, spans[0], *figures_of(checked.figure)[:3], n, spans[1], *figures_of(felt), words]


def figures_of(one: Figure) -> list[Value]:
    """Value, ends of the range, base; of a hidden one why there is nothing."""
    if one.graded is None or one.value is None:
        return [None, None, None, value_of(one).words]
    likely = one.graded.score.likely
    ends = (None, None) if likely is None else (likely.low, likely.high)
    return [*(None if value is None else round(value, DECIMALS) for value in (one.value, *ends)), one.graded.n]


def _months_sheet(found: Both, courses: Courses) -> Sheet:
    columns = [SheetColumn(_("Month"), 20), *figure_columns(_("Checked"))]
    columns += figure_columns(felt_of(question_words(found.item)))
    lines: list[list[Value]] = [
        [month_words(checked.group), *checked_figures(checked.figure), *figures_of(felt.figure)]
        for checked, felt in zip(courses.checked, courses.felt, strict=True)
    ]
    return Sheet(columns, lines, _("Month by month"))


def checked_figures(one: Figure) -> list[Value]:
    return figures_of(one) if one.graded is not None else [None, None, None, None]
