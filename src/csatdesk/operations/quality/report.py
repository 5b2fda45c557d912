"""The report of quality in three depths: key figures, every item, every single evaluation; as PDF and as a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.checked_felt import FeltBy
from csatdesk.domain.evaluations import EvaluationRow
from csatdesk.domain.paging import Key
from csatdesk.domain.quality_views import Compared, Depth, Group, Loss, Losses, QualityAsked, Split
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.evaluations.seen import visible_evaluations
from csatdesk.operations.quality.apart_paper import OfficeApart, apart_paper, load_aparts
from csatdesk.operations.quality.behind import Behind, list_behind
from csatdesk.operations.quality.facts import QualityFacts, led_ids, load_quality_facts
from csatdesk.operations.quality.felt_paper import Felt, felt_paper, felt_sheets, load_felt
from csatdesk.operations.quality.past_paper import Past, load_past, past_paper, past_sheets
from csatdesk.operations.quality.rows import filtered
from csatdesk.operations.quality.standings import compare_groups, load_losses
from csatdesk.operations.quality.words import (
    NONE,
    card_words,
    change_words,
    compared_base,
    compared_finding,
    critical_words,
    depth_words,
    evaluations_words,
    failed_words,
    filter_words,
    loss_words,
    losses_base,
    mean_words,
    met_words,
    others_words,
    place_words,
    range_words,
    seen_words,
    span_words,
)
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import quality as paper
from csatdesk.reports.preview import page_images
from csatdesk.reports.table import Cell, Column, Row
from csatdesk.reports.table import Group as Heading
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import Sheet, Value, write_book
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.system.clock import now
from csatdesk.wording.evaluations import score_words, verdict_words, whole_percent
from csatdesk.wording.formats import full_instant, number, percent, short_instant
from csatdesk.wording.texts import _, language

TOP = 8  # losses among the key figures
PAGES_SHOWN = 2  # on screen; the file has all
SHOWN_MOST = 120  # evaluations on those pages


@dataclass(frozen=True, slots=True)
class Report:
    """`singles`: those that this person may see, `seen` in all, of `compared.whole`; on screen only the newest.
    `named`: those of people whom they lead. `aparts`: of each office against all others; empty where there is but one.
    `felt`, `past`: None where no survey, or no file, is set beside.
    """

    asked: QualityAsked
    depth: Depth
    facts: QualityFacts
    title: str
    compared: Compared
    losses: Losses
    singles: tuple[EvaluationRow, ...]
    seen: int
    named: frozenset[int]
    aparts: tuple[OfficeApart, ...] = ()
    felt: Felt | None = None
    past: Past | None = None

    @property
    def count(self) -> int:
        return self.compared.whole.standing.n if self.compared.whole is not None else 0


def load_report(
    reading: Reading,
    *,
    asked: QualityAsked,
    depth: Depth,
    most: int | None = None,
    felt_by: FeltBy | None = None,
    past_id: int | None = None,
    progress: Progress = no_progress,
) -> Report:
    """`most`: so many of the single evaluations, the newest. `felt_by`: by which question felt stands beside checked;
    left out for those who may not see what surveys come to. `past_id`: the list of a file beside what was made here.
    """
    require(reading.actor, Right.SEE_QUALITY)
    seen = _count_seen(reading, asked) if depth is Depth.SINGLE else 0
    facts = load_quality_facts(reading)
    card = next((one for one in facts.cards if one.versions == asked.versions), None)
    compared = compare_groups(reading, asked=asked, split=Split.OFFICE)
    return Report(
        asked=asked,
        depth=depth,
        facts=facts,
        title=card_words(card) if card is not None else "",
        compared=compared,
        losses=load_losses(reading, asked=asked, keep_all=depth is not Depth.KEY),
        singles=tuple(islice(_singles(reading, asked, seen, progress), most)) if seen else (),
        seen=seen,
        named=_of_led(reading, asked) if seen else frozenset(),
        aparts=load_aparts(reading, asked, compared.groups),
        felt=load_felt(reading, asked, felt_by),
        past=load_past(reading, asked, past_id),
    )


def _count_seen(reading: Reading, asked: QualityAsked) -> int:
    query = filtered(reading, asked, asked.now, select(func.count(Evaluation.id)))
    found: int = reading.db.execute(query.where(visible_evaluations(reading.actor))).scalar_one()
    return found


def _singles(reading: Reading, asked: QualityAsked, of: int, progress: Progress) -> Iterator[EvaluationRow]:
    after: Key | None = None
    done = 0
    while True:
        page = list_behind(reading, behind=Behind(asked), after=after)
        yield from page.rows
        done += len(page.rows)
        progress(done, 2 * max(of, done))
        after = page.next
        if after is None:
            return


def _of_led(reading: Reading, asked: QualityAsked) -> frozenset[int]:
    query = filtered(reading, asked, asked.now, select(Evaluation.id))
    return frozenset(reading.db.execute(query.where(Evaluation.employee_id.in_(led_ids(reading)))).scalars())


def export_quality(
    store: Store,
    actor: Actor,
    *,
    asked: QualityAsked,
    depth: Depth,
    path: Path,
    felt_by: FeltBy | None = None,
    past_id: int | None = None,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> None:
    """A job: write the report to `path`, which ends in .pdf or .xlsx."""
    require(actor, Right.EXPORT)
    with store.read(actor, at or now()) as reading:
        report = load_report(reading, asked=asked, depth=depth, felt_by=felt_by, past_id=past_id, progress=progress)
        made, zone = _paper(reading, report), ZoneInfo(reading.centre.zone)
    progress(1, 2)
    if path.suffix.casefold() == ".pdf":
        paper.write(made, path, second_half(progress))
    else:
        write_book(path, _sheets(report, zone), zone=zone, progress=second_half(progress))


def draw_quality(
    reading: Reading,
    *,
    asked: QualityAsked,
    depth: Depth,
    felt_by: FeltBy | None = None,
    past_id: int | None = None,
    scale: float,
) -> tuple[bytes, ...]:
    """The first pages as pictures, to look at."""
    report = load_report(reading, asked=asked, depth=depth, most=SHOWN_MOST, felt_by=felt_by, past_id=past_id)
    made = paper.as_bytes(_paper(reading, report))
    images = page_images(made, scale)
    return tuple(image for image, _place in zip(images, range(PAGES_SHOWN), strict=False))


# on paper


def _paper(reading: Reading, report: Report) -> paper.QualityPaper:
    office = reading.db.get_one(Office, reading.actor.office_id).name
    found, zone = report.compared, ZoneInfo(reading.centre.zone)
    spans = [span_words(report.facts, span) for span in (report.asked.now, report.asked.before) if span is not None]
    against = _("{now}, against {before}").format(now=spans[0], before=spans[1]) if len(spans) > 1 else spans[0]
    return paper.QualityPaper(
        title=_("Quality: {scorecard}").format(scorecard=report.title),
        centre=reading.centre.name,
        office=office,
        as_of=_("As of {when}").format(when=full_instant(reading.at, zone)),
        finding=compared_finding(found),
        base=" · ".join(filter(None, (against, filter_words(report.facts, report.asked), compared_base(found)))),
        note=others_words(found.others),
        offices_title=_("Offices"),
        offices=[_office(one) for one in found.groups],
        office_columns=_office_columns(),
        apart=apart_paper(report.aparts),
        felt=None if report.felt is None else felt_paper(report.facts, report.felt),
        past=None if report.past is None else past_paper(report.facts, report.past),
        losses_title=_("Points lost") if report.depth is Depth.KEY else depth_words(Depth.ITEMS),
        losses_base=losses_base(report.losses),
        loss_columns=_loss_columns(),
        losses=_loss_rows(report),
        singles_title=depth_words(Depth.SINGLE) if report.depth is Depth.SINGLE else "",
        singles_base=_singles_base(report),
        single_columns=_single_columns(),
        singles=[_single(report, row, zone) for row in report.singles],
    )


def _office(one: Group) -> paper.OfficeLine:
    score = one.standing.score
    ends = (score.low, score.mean, score.high)
    cells = (mean_words(one), number(one.standing.n), seen_words(one), critical_words(one), change_words(one.change))
    told = None if score.low is None else tuple(float(end or 0) for end in ends)
    return paper.OfficeLine(place_words(one), one.name, range_words(one), told, cells)


def _office_columns() -> tuple[str, ...]:
    return _("Checked"), _("n"), _("Seen"), _("Critical"), _("Change")


def _loss_columns() -> list[Column]:
    return [
        Column(_("What"), 11),
        Column(_("Points lost"), 2.4, is_right=True),
        Column(_("Met"), 2, is_right=True),
        Column(_("Met before"), 2.6, is_right=True),
        Column(_("Failed"), 2.6, is_right=True),
    ]


def _loss_rows(report: Report) -> list[Row]:
    """What costs most; or all items, step by step."""
    rows = report.losses.rows
    if report.depth is Depth.KEY:
        return [_loss_row(one, one.step.in_language(language())) for one in rows[:TOP]]
    made: list[Row] = []
    steps = list(dict.fromkeys(one.step.in_language(language()) for one in rows))
    for step in steps:
        mine = [one for one in rows if one.step.in_language(language()) == step]
        lost = score_words(sum((one.points for one in mine), Decimal(0)))
        made.append(Heading(step, _("{points} points").format(points=lost)))
        made += [_loss_row(one, "") for one in mine]
    return made


def _loss_row(one: Loss, step: str) -> Sequence[Cell]:
    figures = (score_words(one.points), met_words(one.met), met_words(one.met_before), failed_words(one))
    return (Cell(loss_words(one), second=step), *map(Cell, figures))


def _singles_base(report: Report) -> str:
    words = _("{shown} of {evaluations}: those that you may see. Names only of people you lead.")
    return words.format(shown=number(report.seen), evaluations=evaluations_words(report.count))


def _single_columns() -> list[Column]:
    return [
        Column(_("When"), 4),
        Column(_("Office"), 5),
        Column(_("Whose work"), 5),
        Column(_("Score"), 2, is_right=True),
        Column(_("Seen"), 2, is_right=True),
        Column(_("Result"), 4),
    ]


def _single(report: Report, row: EvaluationRow, zone: ZoneInfo) -> Sequence[Cell]:
    told = (
        short_instant(row.happened_at, zone),
        row.office_name,
        _name(report, row),
        NONE if row.total is None else score_words(row.total, row.missed_mark),
        NONE if row.coverage is None else percent(whole_percent(row.coverage) / 100),
        "" if row.verdict is None else verdict_words(row.verdict),
    )
    return tuple(map(Cell, told))


def _name(report: Report, row: EvaluationRow) -> str:
    return row.employee_name if row.id in report.named else ""


# in a workbook: figures as numbers, nothing computed there


def _sheets(report: Report, zone: ZoneInfo) -> list[Sheet]:
    sheets = [_key_sheet(report), *(() if report.felt is None else felt_sheets(report.facts, report.felt))]
    sheets += () if report.past is None else past_sheets(report.past)
    if report.depth is not Depth.KEY:
        sheets.append(_items_sheet(report))
    if report.depth is Depth.SINGLE:
        sheets.append(_singles_sheet(report, zone))
    return sheets


def _key_sheet(report: Report) -> Sheet:
    columns = [
        SheetColumn(_("Rank"), 8),
        SheetColumn(_("Office"), 30),
        SheetColumn(_("Checked")),
        SheetColumn(_("Likely from")),
        SheetColumn(_("Likely to")),
        SheetColumn(_("n"), 8),
        SheetColumn(_("Seen")),
        SheetColumn(_("Critical")),
        SheetColumn(_("Before")),
        SheetColumn(_("n before")),
    ]
    whole = report.compared.whole
    groups = (*report.compared.groups, *((whole,) if whole is not None else ()))
    return Sheet(columns, [_key_line(one) for one in groups], _("Key figures"))


def _key_line(one: Group) -> list[Value]:
    score, before = one.standing.score, one.before.score if one.before is not None else None
    is_told = score.is_rankable
    return [
        _place(one),
        one.name,
        _rounded(score.mean) if is_told else None,
        _rounded(score.low),
        _rounded(score.high),
        score.n,
        _rounded(one.standing.coverage) if is_told else None,
        one.standing.critical if is_told else None,
        _rounded(before.mean) if before is not None and before.is_rankable else None,
        before.n if before is not None else 0,
    ]


def _place(one: Group) -> Value:
    """A number where it is one; what may be chance is no number."""
    if one.place is None or one.place.first == one.place.last:
        return None if one.place is None else one.place.first
    return place_words(one)


def _items_sheet(report: Report) -> Sheet:
    columns = [
        SheetColumn(_("Step"), 30),
        SheetColumn(_("What"), 50),
        SheetColumn(_("Points lost")),
        SheetColumn(_("Met")),
        SheetColumn(_("Met before")),
        SheetColumn(_("Failed"), 8),
        SheetColumn(_("n"), 8),
    ]
    rows: list[list[Value]] = [
        [
            one.step.in_language(language()),
            loss_words(one),
            _rounded(one.points),
            _rounded(one.met),
            _rounded(one.met_before),
            one.failed,
            one.n,
        ]
        for one in report.losses.rows
    ]
    return Sheet(columns, rows, depth_words(Depth.ITEMS))


def _singles_sheet(report: Report, zone: ZoneInfo) -> Sheet:
    columns = [
        SheetColumn(_("When")),
        SheetColumn(_("Office"), 30),
        SheetColumn(_("Whose work"), 30),
        SheetColumn(_("Score")),
        SheetColumn(_("Seen")),
        SheetColumn(_("Result"), 24),
    ]
    rows: list[list[Value]] = [
        [
            row.happened_at.astimezone(zone),
            row.office_name,
            _name(report, row),
            _rounded(row.total),
            _rounded(row.coverage),
            "" if row.verdict is None else verdict_words(row.verdict),
        ]
        for row in report.singles
    ]
    return Sheet(columns, rows, depth_words(Depth.SINGLE))


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.01"), ROUND_HALF_UP)
