"""The report of a survey laid out for paper."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from csatdesk.domain.charts import Chart
from csatdesk.domain.forms import Item, ScaleKind
from csatdesk.domain.suppression import RANKING_LEAST
from csatdesk.domain.survey_reports import Line
from csatdesk.domain.survey_views import Grade, grade_of
from csatdesk.operations.surveys.findings.key_figures import Headline, distribution_of, headline_of, trend_of
from csatdesk.operations.surveys.findings.words import item_name, measure_of, month_words, question_words
from csatdesk.operations.surveys.reports.awards import Award
from csatdesk.operations.surveys.reports.counting import Grouped, Question, Report, view_of
from csatdesk.operations.surveys.reports.sending import Sending
from csatdesk.operations.surveys.reports.words import (
    base_words,
    category_words,
    difference_words,
    group_words,
    likely_words,
    line_words,
    n_words,
    option_lines,
    period_words,
    place_words,
    rate_words,
    report_title,
    share_words,
    value_words,
    winner_words,
)
from csatdesk.operations.surveys.results.figures import Headline as Counted
from csatdesk.operations.surveys.results.figures import trend
from csatdesk.operations.work import Reading
from csatdesk.reports.survey_report import SurveyPaper
from csatdesk.reports.table import Cell, Column, Group, Row
from csatdesk.reports.wave_report import Part
from csatdesk.store.entities.centres import Office
from csatdesk.wording.charts.told import NOTHING
from csatdesk.wording.formats import full_instant, number, percent
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import channel_word

ABREAST = 3  # values of a question
COMMENTS_MOST = 60  # on paper; the workbook has more


def paper_of(reading: Reading, report: Report) -> SurveyPaper:
    told = _headline(report)
    return SurveyPaper(
        title=report_title(report),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=_("As of {when}").format(when=full_instant(reading.at, ZoneInfo(reading.centre.zone))),
        finding=_finding(report, told),
        second=told.second if told is not None else "",
        base=base_words(report),
        charts=tuple(_charts(reading, report)),
        parts=tuple(_parts(report)),
        method=_("How the figures are computed"),
        method_lines=tuple(_method(report, told)),
    )


def _headline(report: Report) -> Headline | None:
    one = report.headline
    if one is None:
        return None
    counted = Counted(one.item, one.now, one.before, one.change, one.year_ago, one.year_change)
    return headline_of(counted, period_words(report.asked.every, report.before.period))


def _finding(report: Report, told: Headline | None) -> str:
    if told is None or report.headline is None:
        return base_words(report)
    if told.value == NOTHING:
        return told.sentence
    name = measure_of(report.headline.item, grade_of(report.headline.item)).name
    return f"{name} {told.value}. {told.sentence}"


def _charts(reading: Reading, report: Report) -> Iterator[Chart]:
    one, asked = report.headline, report.asked
    if one is None or Line.QUESTIONS not in asked.lines:
        return
    yield distribution_of(one.item, one.now)
    if asked.every.is_by_month:
        yield trend_of(one.item, trend(reading, view_of(asked, asked.period), one.item))


def _parts(report: Report) -> Iterator[Part]:
    lines = report.asked.lines
    if Line.RATE in lines:
        yield _rate(report)
    if Line.GRADES in lines:
        yield _grades(report)
    if Line.QUESTIONS in lines:
        yield from _questions(report.questions)
    for line, groups in ((Line.ROUTES, report.routes), (Line.CHANNELS, report.channels)):
        if groups:
            yield _groups(report, line, groups)
    if report.awards and report.headline is not None:
        yield _awards(report.awards, report.headline.item)
    if report.comments:
        yield _comments(report)


def _rate(report: Report) -> Part:
    besides = [one for one in (report.now, report.before, report.year_ago) if one.period is not None]
    heads = [period_words(report.asked.every, one.period) for one in besides]

    def row(words: str, told: Sequence[str]) -> Sequence[Cell]:
        return [Cell(words), *map(Cell, told)]

    return Part(
        line_words(Line.RATE),
        [Column("", 4), *(Column(head, 3, is_right=True) for head in heads)],
        [
            row(_("Sent"), [number(one.sending.sent) for one in besides]),
            row(_("Delivered"), [number(one.sending.delivered) for one in besides]),
            row(_("Answered, of these"), [number(one.sending.answered) for one in besides]),
            row(_("Response, of sent"), [rate_words(one.sending.of_sent) for one in besides]),
            row(_("Response, of delivered"), [rate_words(one.sending.of_delivered) for one in besides]),
            row(_("Answers counted, invited or not"), [number(one.answers) for one in besides]),
        ],
    )


def _grades(report: Report) -> Part:
    every, is_compared = report.asked.every, report.before.period is not None
    heads = [_("Before"), _("Change")] if is_compared else []
    has_year = any(one.year_ago.value is not None for one in report.questions)
    heads += [_("A year ago"), _("Since then")] if has_year else []
    columns = [
        Column(_("Question"), 5),
        Column(_("Figure"), 2.4, is_right=True),
        Column(_("Likely"), 2.6, is_right=True),
        Column(_("n"), 1.4, is_right=True),
        *(Column(head, 2.6, is_right=True) for head in heads),
    ]
    rows = []
    for one in report.questions:
        if grade_of(one.item) is Grade.NONE:
            continue
        cells = [value_words(one.item, one.now), likely_words(one.item, one.now), n_words(one.now)]
        if is_compared:
            cells += [value_words(one.item, one.before), difference_words(one.item, one.change)]
        if has_year:
            cells += [value_words(one.item, one.year_ago), difference_words(one.item, one.year_change)]
        rows.append([Cell(question_words(one.item), second=_measure(one)), *map(Cell, cells)])
    spans = [period_words(every, one.period) for one in (report.before, report.year_ago) if one.period is not None]
    note = _("Compared with {period}").format(period=", ".join(spans)) if spans else ""
    return Part(line_words(Line.GRADES), columns, rows, note)


def _measure(one: Question) -> str:
    """How it is graded, where its name does not say so."""
    match grade_of(one.item):
        case Grade.INDEX:
            return _("Index")
        case Grade.TOP_TWO:
            return _("two best marks")
        case Grade.YES:
            return _("said yes")
        case Grade.MEAN:
            return _("mean")
    return ""


def _questions(questions: Sequence[Question]) -> Iterator[Part]:
    """Those on one scale of points beneath one another, each value in a column; the others one by one."""
    on_scale: dict[str, list[Question]] = defaultdict(list)
    for one in questions:
        labels = [label for _code, label, _count, _share in option_lines(one.item, one.now)]
        if one.item.scale.kind is ScaleKind.POINTS and labels:
            on_scale["\n".join(labels)].append(one)
    tables = [some for some in on_scale.values() if len(some) > 1]
    in_table = {one.item.key for some in tables for one in some}
    alone = [one for one in questions if one.item.key not in in_table]
    if alone:
        yield _one_by_one(alone)
    for some in tables:
        yield _by_value(some)


def _by_value(questions: Sequence[Question]) -> Part:
    """A line for each question: under each value how many, and beneath it their share."""
    first = questions[0]
    options = option_lines(first.item, first.now)
    columns = [
        Column(_("Question"), 6),
        *(Column(number(int(code)), 1.6, is_right=True) for code, *_rest in options),
        Column(_("n"), 1.6, is_right=True),
    ]
    rows = [
        [
            Cell(item_name(one.item)),
            *(
                Cell(number(count), second=NOTHING if share is None else percent(share))
                for _code, _label, count, share in option_lines(one.item, one.now)
            ),
            Cell(n_words(one.now)),
        ]
        for one in questions
    ]
    labelled = [label for code, label, *_rest in options if label != number(int(code))]
    return Part(line_words(Line.QUESTIONS), columns, rows, ", ".join(labelled))


def _one_by_one(questions: Sequence[Question]) -> Part:
    """The values of a question stand beneath one another in as many columns as a page has room for."""
    columns = [
        Column(_("Value"), 5.2),
        Column(_("n"), 1.8, is_right=True),
        Column(_("Share"), 2.6, is_right=True),
    ] * ABREAST
    rows: list[Row] = []
    for one in questions:
        rows.append(Group(item_name(one.item), n_words(one.now)))
        lines = option_lines(one.item, one.now)
        rows += _abreast(
            [(Cell(label), Cell(number(count)), Cell(share_words(share))) for _code, label, count, share in lines]
        )
        if not lines:
            rows += _abreast([(Cell(value_words(one.item, one.now)), Cell(NOTHING), Cell(NOTHING))])
    return Part(line_words(Line.QUESTIONS), columns, rows)


def _abreast(cells: Sequence[tuple[Cell, Cell, Cell]]) -> Iterator[Sequence[Cell]]:
    high = -(-len(cells) // ABREAST)
    for row in range(high):
        beside = [cells[place] for place in range(row, len(cells), high)]
        beside += [(Cell(""), Cell(""), Cell(""))] * (ABREAST - len(beside))
        yield [cell for three in beside for cell in three]


def _groups(report: Report, line: Line, groups: Sequence[Grouped]) -> Part:
    name = "" if report.headline is None else measure_of(report.headline.item, grade_of(report.headline.item)).name
    columns = [
        Column(_("Way to ask") if line is Line.ROUTES else _("Channel"), 3),
        Column(_("Sent"), 1.6, is_right=True),
        Column(_("Response"), 1.9, is_right=True),
        Column(_("Answers"), 1.7, is_right=True),
        Column(_("Share"), 1.7, is_right=True),
        Column(_("Year before"), 1.6, is_right=True),
        Column(name, 2.9, is_right=True),
        Column(_("Likely"), 2.4, is_right=True),
        Column(_("Change"), 3.6, is_right=True),
    ]
    return Part(line_words(line), columns, [_group(report, one) for one in groups])


def _group(report: Report, one: Grouped) -> Sequence[Cell]:
    item = None if report.headline is None else report.headline.item
    figures = [NOTHING] * 3
    if item is not None:
        figures = [
            value_words(item, one.figure),
            likely_words(item, one.figure),
            difference_words(item, one.change),
        ]
    told = (
        *_sent(one.sending),
        NOTHING if one.answers is None else number(one.answers),
        share_words(one.share),
        share_words(one.share_then),
        *figures,
    )
    return [Cell(group_words(one.group)), *map(Cell, told)]


def _sent(sending: Sending) -> tuple[str, str]:
    return (number(sending.sent), rate_words(sending.of_sent)) if sending.sent else (NOTHING, NOTHING)


def _awards(awards: Sequence[Award], item: Item) -> Part:
    columns = [
        Column(_("Place"), 1.6),
        Column(_("Office"), 6),
        Column(_("Figure"), 2, is_right=True),
        Column(_("Likely"), 2.6, is_right=True),
        Column(_("n"), 1.6, is_right=True),
    ]
    rows: list[Row] = []
    for award in awards:
        rows.append(Group(category_words(award)))
        winner = Cell(winner_words(award), second=_few(award), is_strong=bool(award.winners))
        rows.append((Cell(""), winner, Cell(""), Cell(""), Cell("")))
        for row in award.rows:
            place = place_words((row.place.first, row.place.last))
            told = (value_words(item, row.figure), likely_words(item, row.figure), n_words(row.figure))
            rows.append((Cell(place), Cell(row.unit.name), *map(Cell, told)))
    note = _("Offices with {least} answers or more; those whom the answers do not tell apart share a place.")
    return Part(line_words(Line.AWARDS), columns, rows, note.format(least=number(RANKING_LEAST)))


def _few(award: Award) -> str:
    if not award.too_few:
        return ""
    return ngettext(
        "{n} office has too few answers for a place", "{n} offices have too few answers for a place", award.too_few
    ).format(n=number(award.too_few))


def _comments(report: Report) -> Part:
    columns = [Column(_("Month"), 2.4), Column(_("Office"), 4), Column(_("Channel"), 2.4), Column(_("Comment"), 9)]
    rows = [
        [
            Cell(NOTHING if one.month is None else month_words(one.month)),
            Cell(one.office or NOTHING),
            Cell(NOTHING if one.channel is None else channel_word(one.channel)),
            Cell(one.text),
        ]
        for one in report.comments[:COMMENTS_MOST]
    ]
    left = len(report.comments) - len(rows)
    note = _("The newest {shown}; the workbook has more.").format(shown=number(len(rows))) if left > 0 else ""
    return Part(line_words(Line.COMMENTS), columns, rows, note)


def _method(report: Report, told: Headline | None) -> Iterator[str]:
    yield _("Response: of the invitations sent in this time, those answered by now, early or late.")
    if not report.asked.every.is_by_month:
        yield _("Anonymous answers are counted by month only; here stand answers with a name, by the day they came.")
        yield _("A year ago means 52 weeks ago, so that the days of the week are the same.")
    else:
        few = _("Anonymous answers of a month with fewer than {floor} are put to others and left out where they part.")
        yield few.format(floor=number(report.floor))
    if told is not None and told.method:
        yield told.method
