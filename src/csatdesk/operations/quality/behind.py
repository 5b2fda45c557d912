"""The single evaluations behind a figure: those of them that this person may see."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal, select, tuple_

from csatdesk.domain.evaluations import EvaluationRow
from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.quality_views import QualityAsked, Split
from csatdesk.domain.staff import Right, require
from csatdesk.operations.evaluations.queries import evaluation_rows
from csatdesk.operations.evaluations.seen import visible_evaluations
from csatdesk.operations.quality.groups import COLUMNS, telling
from csatdesk.operations.quality.rows import filtered
from csatdesk.operations.quality.standings import template_asked
from csatdesk.operations.work import Reading
from csatdesk.store.entities.evaluations import Evaluation

READ_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Behind:
    """Which of those asked for: of one group, with something lost at one item or step. `key`: with `split` only."""

    asked: QualityAsked
    split: Split | None = None
    key: object = None
    item_key: str = ""
    section_key: str = ""


def list_behind(
    reading: Reading, *, behind: Behind, after: Key | None = None, limit: int = PAGE_SIZE
) -> Page[EvaluationRow]:
    """One page, the newest first."""
    require(reading.actor, Right.SEE_QUALITY)
    fits = _fitting(reading, behind)
    found: list[Any] = []
    for row in _visible(reading, behind, after):
        if fits(row):
            found.append(row)
            if len(found) == limit:
                break
    key = (found[-1].happened_at, found[-1].id) if len(found) == limit else None
    return Page(evaluation_rows(reading, [row.id for row in found]), key)


def _visible(reading: Reading, behind: Behind, after: Key | None) -> Iterator[Any]:
    """All that may be seen, some at a time."""
    asked = behind.asked
    told_apart = COLUMNS[behind.split] if behind.split not in {None, Split.HOURS} else ()
    columns = (Evaluation.id, Evaluation.happened_at, Evaluation.item_marks, Evaluation.section_marks, *told_apart)
    while True:
        query = filtered(reading, asked, asked.now, select(*columns))
        query = query.where(visible_evaluations(reading.actor))
        if after is not None:
            there = tuple_(literal(after[0], Evaluation.happened_at.type), literal(after[1]))
            query = query.where(tuple_(Evaluation.happened_at, Evaluation.id) < there)
        query = query.order_by(Evaluation.happened_at.desc(), Evaluation.id.desc()).limit(READ_AT_ONCE)
        rows = reading.db.execute(query).all()
        yield from rows
        if len(rows) < READ_AT_ONCE:
            return
        after = (rows[-1].happened_at, rows[-1].id)


def _fitting(reading: Reading, behind: Behind) -> Callable[[Any], bool]:
    told = telling(reading, behind.split)[0] if behind.split is not None else None
    form = template_asked(reading, behind.asked).form
    item = _mark([one.key for one in form.items()], behind.item_key)
    section = _mark([one.key for one in form.sections], behind.section_key)

    def fits(row: Any) -> bool:
        is_of_group = told is None or told(row) == behind.key
        return is_of_group and item in row.item_marks and section in row.section_marks

    return fits


def _mark(keys: Sequence[str], wanted: str) -> str:
    """How the marks of what lost something begin (`domain.quality`); "" stands in all."""
    return f" {keys.index(wanted)}:" if wanted else ""
