"""The report of a survey as a workbook: the same sheets and columns every time, with codes beside the words.

Figures stand as numbers; nothing is computed there. A cell is empty where a figure is hidden or there is none.
"""

from collections.abc import Iterator, Sequence

from csatdesk.domain.survey_reports import Line
from csatdesk.domain.survey_views import Grade, grade_of
from csatdesk.operations.surveys.findings.words import item_name
from csatdesk.operations.surveys.reports.counting import Beside, Grouped, Report
from csatdesk.operations.surveys.reports.words import (
    category_words,
    group_code,
    group_words,
    line_words,
    option_lines,
)
from csatdesk.operations.surveys.results.figures import Change, Figure
from csatdesk.sheets.tables_out import Column, Sheet, Value
from csatdesk.wording.texts import _

DECIMALS = 2


def sheets_of(report: Report) -> list[Sheet]:
    return [
        _rate(report),
        _grades(report),
        _answers(report),
        _groups(Line.ROUTES, report.routes),
        _groups(Line.CHANNELS, report.channels),
        _awards(report),
        _comments(report),
    ]


def _rate(report: Report) -> Sheet:
    columns = [
        Column(_("Code")),
        Column(_("What"), 34),
        Column(_("Now")),
        Column(_("Before")),
        Column(_("A year ago")),
    ]

    def row(code: str, words: str, found: Sequence[float | None]) -> list[Value]:
        return [code, words, *map(_rounded, found)]

    besides = [report.now, report.before, report.year_ago]
    sendings = [one.sending for one in besides]
    rows: list[list[Value]] = [
        ["from", _("First day"), *(one.period.first if one.period else None for one in besides)],
        ["to", _("Last day"), *(one.period.last if one.period else None for one in besides)],
        row("sent", _("Sent"), [_of(one, one.sending.sent) for one in besides]),
        row("delivered", _("Delivered"), [_of(one, one.sending.delivered) for one in besides]),
        row("answered", _("Answered, of these"), [_of(one, one.sending.answered) for one in besides]),
        row("response_of_sent", _("Response, of sent"), [one.of_sent for one in sendings]),
        row("response_of_delivered", _("Response, of delivered"), [one.of_delivered for one in sendings]),
        row("answers", _("Answers counted, invited or not"), [_of(one, one.answers) for one in besides]),
    ]
    return Sheet(columns, rows, line_words(Line.RATE))


def _of(one: Beside, count: int) -> int | None:
    return None if one.period is None else count


def _grades(report: Report) -> Sheet:
    columns = [
        Column(_("Code")),
        Column(_("Question"), 40),
        Column(_("Measure")),
        *(Column(words) for words in _figure_heads()),
        Column(_("Before")),
        Column(_("n before")),
        Column(_("Change")),
        Column(_("Not by chance")),
        Column(_("A year ago")),
        Column(_("n a year ago")),
        Column(_("Since then")),
        Column(_("Not by chance")),
    ]
    rows: list[list[Value]] = [
        [
            one.item.key,
            item_name(one.item),
            grade_of(one.item).value,
            *_figure(one.now),
            *_against(one.before, one.change),
            *_against(one.year_ago, one.year_change),
        ]
        for one in report.questions
        if grade_of(one.item) is not Grade.NONE
    ]
    return Sheet(columns, rows, line_words(Line.GRADES))


def _figure_heads() -> tuple[str, ...]:
    return _("n"), _("Figure"), _("Likely from"), _("Likely to")


def _figure(one: Figure) -> list[Value]:
    likely = None if one.graded is None else one.graded.score.likely
    ends = (None, None) if likely is None else (likely.low, likely.high)
    return [one.n, _rounded(one.value), *map(_rounded, ends)]


def _against(then: Figure, change: Change | None) -> list[Value]:
    difference = None if change is None else change.difference
    return [_rounded(then.value), then.n, _rounded(difference), None if change is None else int(change.is_clear)]


def _answers(report: Report) -> Sheet:
    columns = [
        Column(_("Code")),
        Column(_("Question"), 40),
        Column(_("Code of the answer")),
        Column(_("Value"), 30),
        Column(_("Answers")),
        Column(_("Share")),
        Column(_("n")),
    ]
    rows: list[list[Value]] = [
        [one.item.key, item_name(one.item), code, label, count, _percent(share), one.now.n]
        for one in report.questions
        for code, label, count, share in option_lines(one.item, one.now)
    ]
    return Sheet(columns, rows, line_words(Line.QUESTIONS))


def _groups(line: Line, groups: Sequence[Grouped]) -> Sheet:
    columns = [
        Column(_("Code")),
        Column(_("Way to ask") if line is Line.ROUTES else _("Channel"), 30),
        Column(_("Sent")),
        Column(_("Delivered")),
        Column(_("Answered, of these")),
        Column(_("Response, of sent")),
        Column(_("Response, of delivered")),
        Column(_("Answers")),
        Column(_("Share")),
        Column(_("Year before")),
        *(Column(words) for words in _figure_heads()),
        Column(_("Before")),
        Column(_("n before")),
        Column(_("Change")),
        Column(_("Not by chance")),
    ]
    rows: list[list[Value]] = [
        [
            group_code(one.group),
            group_words(one.group),
            one.sending.sent,
            one.sending.delivered,
            one.sending.answered,
            _rounded(one.sending.of_sent),
            _rounded(one.sending.of_delivered),
            one.answers,
            _percent(one.share),
            _percent(one.share_then),
            *_figure(one.figure),
            *_against(one.before, one.change),
        ]
        for one in groups
    ]
    return Sheet(columns, rows, line_words(line))


def _awards(report: Report) -> Sheet:
    columns = [
        Column(_("Code")),
        Column(_("Code of the category")),
        Column(_("Category"), 30),
        Column(_("Band")),
        Column(_("Place from")),
        Column(_("Place to")),
        Column(_("Office"), 30),
        Column(_("Winner")),
        *(Column(words) for words in _figure_heads()),
    ]
    return Sheet(columns, list(_award_rows(report)), line_words(Line.AWARDS))


def _award_rows(report: Report) -> Iterator[list[Value]]:
    for award in report.awards:
        for row in award.rows:
            place, is_winner = row.place, int(row in award.winners)
            yield [
                award.by.value,
                group_code(award.category),
                category_words(award),
                place.band,
                place.first,
                place.last,
                row.unit.name,
                is_winner,
                *_figure(row.figure),
            ]


def _comments(report: Report) -> Sheet:
    columns = [
        Column(_("Month")),
        Column(_("Office"), 30),
        Column(_("Code")),
        Column(_("Channel"), 20),
        Column(_("Score")),
        Column(_("Question"), 20),
        Column(_("Comment"), 80),
    ]
    names = {item.key: item_name(item) for item in report.items}
    rows: list[list[Value]] = [
        [
            one.month,
            one.office,
            group_code(one.channel),
            group_words(one.channel),
            one.score,
            names[one.item_key],
            one.text,
        ]
        for one in report.comments
    ]
    return Sheet(columns, rows, line_words(Line.COMMENTS))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, DECIMALS)
