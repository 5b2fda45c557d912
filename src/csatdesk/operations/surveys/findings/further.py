"""Findings beyond the overview, each a chart of its own: crosses, causes, steps, what matters by what people say."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from csatdesk.domain.charts import (
    Cell,
    Chart,
    MatrixCells,
    MatrixPart,
    MatrixRow,
    Measure,
    RangeRow,
    RangeRows,
    Rank,
    Step,
    StepProfile,
    Value,
)
from csatdesk.domain.forms import Item
from csatdesk.domain.marks import N_
from csatdesk.domain.suppression import Shown
from csatdesk.domain.survey_metrics import share
from csatdesk.domain.survey_views import By, Grade, SurveyView, grade_of
from csatdesk.domain.surveys import Route
from csatdesk.operations.surveys.findings.key_figures import group_rows, too_few
from csatdesk.operations.surveys.findings.words import RANGES, item_name, measure_of, value_of, way
from csatdesk.operations.surveys.results.crosses import (
    CHANNEL_NOT_USED,
    CHANNEL_USED,
    CHANNEL_WANTED,
    REPEAT_CAUSE,
    REPEAT_CONTACT,
    Cause,
    CrossCell,
    RepeatRow,
    Side,
    WantedRow,
    channel_matrix,
    choices,
    repeats,
    wanted_channels,
)
from csatdesk.operations.surveys.results.drivers import ASPECT, IMPORTANCE, Importance, aspects_of, importance
from csatdesk.operations.surveys.results.figures import figure, item_of, items_of
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import tally
from csatdesk.operations.surveys.results.units import strengths, units_of
from csatdesk.operations.work import Reading
from csatdesk.wording.charts.told import figure as told
from csatdesk.wording.formats import number
from csatdesk.wording.surveys import words
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import channel_word, word

PERCENT = Measure("", is_percent=True)
NO_QUESTION = N_("The questionnaire does not ask about this.")


@dataclass(frozen=True, slots=True)
class Finding:
    """`words`, marked with N_: what it is about. It is offered where one of the questions `asks` for it."""

    key: str
    words: str
    build: Callable[[Reading, SurveyView, Item], Chart]
    asks: Callable[[Item], bool] = lambda _item: True


def load_finding(reading: Reading, *, key: str, view: SurveyView, item_key: str) -> Chart:
    finding = next(one for one in FINDINGS if one.key == key)
    return finding.build(reading, view, item_of(reading, view.survey_id, item_key))


# channel and type of inquiry


def _matrix(reading: Reading, view: SurveyView, item: Item) -> MatrixCells:
    found = channel_matrix(reading, view, item)
    channels = list(dict.fromkeys(sorted((one.channel for one in found.cells), key=lambda one: str(one and one.value))))
    inquiries = list(dict.fromkeys(sorted((one.inquiry for one in found.cells), key=lambda one: one.value)))
    by_place = {(one.side, one.channel, one.inquiry): one for one in found.cells}
    parts = [
        MatrixPart(
            side_words(side),
            tuple(
                MatrixRow(word(inquiry), tuple(_cell(by_place.get((side, channel, inquiry))) for channel in channels))
                for inquiry in inquiries
                if any((side, channel, inquiry) in by_place for channel in channels)
            ),
        )
        for side in Side
    ]
    measure = measure_of(item, grade_of(item))
    subtitle = _("{name} by channel and type of inquiry, and the share of all answers; only answers with a name count")
    return MatrixCells(
        title=_matrix_title(found.cells),
        subtitle=subtitle.format(name=measure.name),
        row_head=_("Type of inquiry"),
        column_head=_("Channel"),
        measure=measure,
        columns=tuple(_("not told") if one is None else channel_word(one) for one in channels),
        parts=tuple(part for part in parts if part.rows),
        nothing="" if any(one.figure.value is not None for one in found.cells) else too_few(floor_of(reading)),
    )


def side_words(side: Side) -> str:
    return _("Business") if side is Side.BUSINESS else _("Private")


def _cell(one: CrossCell | None) -> Cell:
    if one is None:
        return Cell(Value(0, words=_("nobody answered")))
    rank = Rank.BEST if one.is_best else Rank.WORST if one.is_worst else None
    channel = "" if one.channel is None else f"channel={one.channel.value}"
    return Cell(value_of(one.figure), None if one.share is None else 100 * one.share, rank, channel)


def _matrix_title(cells: Sequence[CrossCell]) -> str:
    best, worst = next((one for one in cells if one.is_best), None), next((one for one in cells if one.is_worst), None)
    if best is None or worst is None:
        return _("No cell has enough answers to be named best or worst")
    said = _("Best: {best}. Worst: {worst}.")
    return said.format(best=_place(best), worst=_place(worst))


def _place(one: CrossCell) -> str:
    channel = _("not told") if one.channel is None else channel_word(one.channel)
    return f"{word(one.inquiry)}, {channel}"


# parted by one thing


def _by_inquiry(reading: Reading, view: SurveyView, item: Item) -> RangeRows:
    found = channel_matrix(reading, view, item)
    counted: dict[object, dict[int | str, int]] = {}
    for one in found.cells:
        counts = counted.setdefault(one.inquiry, {})
        for value, count in one.figure.graded.counts.items() if one.figure.graded is not None else ():
            counts[value] = counts.get(value, 0) + count
    names = {one.inquiry: word(one.inquiry) for one in found.cells}
    rows, weak = group_rows(item, counted, floor_of(reading), names, "")
    return _rows_chart(item, rows, floor_of(reading), _("Type of inquiry"), weak)


def _by_route(reading: Reading, view: SurveyView, item: Item) -> RangeRows:
    counted = tally(reading, view, item.key, By.ROUTE)
    rows, weak = group_rows(item, counted, floor_of(reading), {one: words(one) for one in Route if one in counted}, "")
    return _rows_chart(item, rows, floor_of(reading), _("Way to ask"), weak)


def _rows_chart(item: Item, rows: tuple[RangeRow, ...], floor: int, head: str, weak: str) -> RangeRows:
    measure, (least, most) = measure_of(item, grade_of(item)), RANGES[grade_of(item)] or (None, None)
    return RangeRows(
        title=_("{name} is behind the others").format(name=weak) if weak else _("No clear difference"),
        subtitle=_("{name} with its likely range").format(name=measure.name),
        row_head=head,
        measure=measure,
        rows=tuple(replace(row, key="") for row in rows),
        least=least,
        most=most,
        nothing="" if any(row.score.is_drawn for row in rows) else too_few(floor),
    )


# repeats, causes, choices


def _repeats(reading: Reading, view: SurveyView, _item: Item) -> RangeRows:
    rows = [row for row in repeats(reading, view) if row.channel is not None]
    known = [row for row in rows if row.again.value is not None]
    title = _("Nobody can say yet who had to ask again")
    if known:
        title = _("Most had to ask again by: {channel}").format(channel=_channel(known[0]))
    return RangeRows(
        title=title,
        subtitle=_("Share of those who had to ask more than once, by channel, and the cause named most often"),
        row_head=_("Channel"),
        measure=Measure(_("asked again"), is_percent=True, is_low_good=True),
        rows=tuple(RangeRow(_with_cause(reading, view, row), value_of(row.again)) for row in rows),
        least=0,
        most=100,
        nothing="" if known else too_few(floor_of(reading)) if rows else _(NO_QUESTION),
    )


def _channel(row: RepeatRow) -> str:
    return "" if row.channel is None else channel_word(row.channel)


def _with_cause(reading: Reading, view: SurveyView, row: RepeatRow) -> str:
    if not row.causes:
        return _channel(row)
    names = _choice_names(reading, view, REPEAT_CAUSE)
    return _("{channel}: {cause}").format(channel=_channel(row), cause=names.get(row.causes[0].key, row.causes[0].key))


def _choice_names(reading: Reading, view: SurveyView, item_key: str) -> Mapping[str, str]:
    item = next((one for one in items_of(reading, view.survey_id) if one.key == item_key), None)
    return {} if item is None else {one.key: one.text.in_language(language()) for one in item.scale.choices}


def _of_choices(item_key: str, title: str, head: str) -> Callable[[Reading, SurveyView, Item], RangeRows]:
    """Shares of each choice among those who answered. `title` and `head` marked with N_."""

    def build(reading: Reading, view: SurveyView, _item: Item) -> RangeRows:
        names = _choice_names(reading, view, item_key)
        found = choices(reading, view, item_key) if names else ()
        of = sum(tally(reading, view, item_key).get(None, {}).values()) if found else 0
        rows = tuple(RangeRow(names.get(one.key, one.key), _share_of(one, of)) for one in found)
        return RangeRows(
            title=_(title).format(first=rows[0].name) if rows else _(head),
            subtitle=_("Share of {n} who answered; several could be chosen").format(n=number(of)),
            row_head=_(head),
            measure=Measure(_("Share"), is_percent=True),
            rows=rows,
            least=0,
            most=100,
            nothing="" if rows else too_few(floor_of(reading)) if names else _(NO_QUESTION),
        )

    return build


def _share_of(one: Cause, of: int) -> Value:
    score = share(one.count, of)
    return Value(one.count, score.value, score.likely, Shown.FULL)


def _wanted(reading: Reading, view: SurveyView, _item: Item) -> MatrixCells:
    rows, names = wanted_channels(reading, view), _choice_names(reading, view, CHANNEL_WANTED)
    columns = list(dict.fromkeys(one.key for row in rows for one in row.wanted))
    used = _choice_names(reading, view, CHANNEL_USED)
    away = [(sum(one.count for one in row.wanted if one.key != row.used) / row.n, row) for row in rows if row.n]
    most = max(away, key=lambda one: one[0], default=None)
    title = _("Channels used and wished for")
    if most is not None and most[0] > 0:
        title = _("{share} of those who used “{channel}” would rather have another way").format(
            share=told(100 * most[0], PERCENT), channel=used.get(most[1].used, most[1].used)
        )
    return MatrixCells(
        title=title,
        subtitle=_("Of those who used the channel of the row, how many wish for the channel of the column"),
        row_head=_("Used"),
        column_head=_("Wished for"),
        measure=Measure(_("Share"), is_percent=True),
        columns=tuple(names.get(key, key) for key in columns),
        parts=(MatrixPart("", tuple(_wanted_row(row, columns, used.get(row.used, row.used)) for row in rows)),),
        nothing="" if rows else too_few(floor_of(reading)) if used else _(NO_QUESTION),
    )


def _wanted_row(row: WantedRow, columns: Sequence[str], name: str) -> MatrixRow:
    counts = {one.key: one.count for one in row.wanted}
    cells = []
    for key in columns:
        score = share(counts.get(key, 0), row.n)
        cells.append(Cell(Value(row.n, score.value, score.likely, Shown.FULL)))
    return MatrixRow(name, tuple(cells))


# solved, steps, what matters


def _solved(reading: Reading, view: SurveyView, _item: Item) -> RangeRows:
    item = next((one for one in items_of(reading, view.survey_id) if one.metric == "solved"), None)
    if item is None:
        return RangeRows(title=_("Solved"), subtitle="", row_head="", measure=PERCENT, nothing=_(NO_QUESTION))
    counted = tally(reading, view, item.key, By.CHANNEL)
    rows, _weak = group_rows(
        item, counted, floor_of(reading), {one: channel_word(one) for one in counted if one is not None}, "channel"
    )
    whole = figure(reading, view, item)
    title = _("Solved")
    if whole.value is not None:
        title = _("{share} say that their matter is solved").format(share=told(whole.value, PERCENT))
    return RangeRows(
        title=title,
        subtitle=_("Share of those whose matter is solved, by channel, with its likely range"),
        row_head=_("Channel"),
        measure=Measure(_("Solved"), is_percent=True),
        rows=rows,
        least=0,
        most=100,
        nothing="" if any(row.score.is_drawn for row in rows) else too_few(floor_of(reading)),
    )


def _steps(reading: Reading, view: SurveyView, item: Item) -> StepProfile:
    """One's own office, or the one that is chosen, beside all others together."""
    chosen = next(iter(view.office_ids)) if len(view.office_ids) == 1 else reading.actor.office_id
    items = aspects_of(items_of(reading, view.survey_id))
    index = [one for one in items if grade_of(one) is Grade.INDEX]
    found = {one.item.key: one for one in strengths(reading, view, tuple(index), chosen)}
    total = next(iter(strengths(reading, view, (item,), chosen)), None)
    name = next((one.name for one in units_of(reading) if one.id == chosen), "")
    steps = tuple(Step(item_name(one), value_of(found[one.key].own), value_of(found[one.key].others)) for one in index)
    clear = [one for one in found.values() if way(one.change) < 0]
    title = _("{name} beside the others, step by step").format(name=name)
    if clear:
        title = _("{name} falls behind most in: {aspect}").format(name=name, aspect=item_name(clear[0].item))
    return StepProfile(
        title=title,
        subtitle=_("Index 0 to 100 of each aspect; beneath, {name}").format(name=measure_of(item, grade_of(item)).name),
        measure=Measure(_("Index")),
        first=name,
        second=_("all others"),
        step_head=_("Aspect"),
        total_head=measure_of(item, grade_of(item)).name,
        first_total=Value() if total is None else value_of(total.own),
        second_total=Value() if total is None else value_of(total.others),
        steps=steps,
        nothing=""
        if any(step.first.is_drawn for step in steps)
        else too_few(floor_of(reading))
        if steps
        else _(NO_QUESTION),
    )


def _importance(reading: Reading, view: SurveyView, _item: Item) -> MatrixCells:
    rows = importance(reading, view)
    channels = sorted({one for row in rows for one in row.by_channel}, key=lambda one: one.value)
    return MatrixCells(
        title=_importance_title(rows),
        subtitle=_("Rank by what people say matters to them, over all and in each channel; 1 matters most"),
        row_head=_("What matters"),
        column_head=_("Channel"),
        measure=Measure(_("Rank"), is_low_good=True),
        columns=(_("All"), *(channel_word(one) for one in channels)),
        parts=(
            MatrixPart(
                "",
                tuple(
                    MatrixRow(
                        item_name(row.item), (_rank(row.rank), *(_rank(row.by_channel.get(one)) for one in channels))
                    )
                    for row in rows
                ),
            ),
        ),
        nothing="" if rows else _(NO_QUESTION),
    )


def _rank(rank: int | None) -> Cell:
    return Cell(Value(words=_("too few")) if rank is None else Value(None, float(rank), None, Shown.FULL))


def _importance_title(rows: Sequence[Importance]) -> str:
    """Where a channel's order differs most from the whole."""
    if not rows:
        return _("What people say matters to them")
    apart = [
        (abs(rank - row.rank), channel_word(channel), item_name(row.item), rank)
        for row in rows
        for channel, rank in row.by_channel.items()
    ]
    widest = max(apart, default=None)
    if widest is None or widest[0] < 2:
        return _("“{aspect}” matters most, in all channels in much the same order").format(
            aspect=item_name(rows[0].item)
        )
    said = _("“{first}” matters most; in the channel {channel} “{aspect}” is number {rank}")
    return said.format(first=item_name(rows[0].item), channel=widest[1], aspect=widest[2], rank=number(widest[3]))


def _key(*keys: str) -> Callable[[Item], bool]:
    return lambda item: item.key in keys


def _metric(metric: str) -> Callable[[Item], bool]:
    return lambda item: item.metric == metric


WHY_AGAIN = _of_choices(REPEAT_CAUSE, N_("Most often: {first}"), N_("Cause"))
WHY_NOT = _of_choices(CHANNEL_NOT_USED, N_("Most often: {first}"), N_("Reason"))
FINDINGS = (
    Finding("matrix", N_("channels and types of inquiry"), _matrix),
    Finding("inquiry", N_("types of inquiry"), _by_inquiry),
    Finding("routes", N_("ways to ask"), _by_route),
    Finding("repeats", N_("who had to ask again"), _repeats, _key(REPEAT_CONTACT)),
    Finding("causes", N_("why they had to ask again"), WHY_AGAIN, _key(REPEAT_CAUSE)),
    Finding("solved", N_("what was solved"), _solved, _metric("solved")),
    Finding("steps", N_("step by step beside the others"), _steps, _metric(ASPECT)),
    Finding("importance", N_("what people say matters"), _importance, _metric(IMPORTANCE)),
    Finding("wanted", N_("channels used and wished for"), _wanted, _key(CHANNEL_WANTED)),
    Finding("not_used", N_("why a channel is not used"), WHY_NOT, _key(CHANNEL_NOT_USED)),
)


def findings_of(items: Iterable[Item]) -> tuple[Finding, ...]:
    asked = tuple(items)
    return tuple(one for one in FINDINGS if any(one.asks(item) for item in asked))
