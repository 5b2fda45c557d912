"""Groups compared, losses told apart, steps beside a benchmark: the views of quality, each read in one go."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from csatdesk.domain.quality import (
    ItemStanding,
    SectionStanding,
    Tally,
    items_of,
    numbers,
    same_items,
    same_sections,
    sections_of,
    standing_of,
)
from csatdesk.domain.quality_views import (
    Compared,
    Group,
    Loss,
    Losses,
    Others,
    Profile,
    QualityAsked,
    Span,
    Split,
    Step,
    in_order,
)
from csatdesk.domain.score_roll_ups import HUNDRED, RANKED_FROM, mean_of, mean_of_means
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.staff import Right, require
from csatdesk.operations.quality.groups import COLUMNS, Key, apart_by, telling
from csatdesk.operations.quality.rows import LOSSES, SCORES, STEPS, Columns, Rows, filtered, read_rows
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.standards import StandardVersion
from csatdesk.wording.texts import _

NOTHING = Tally(Counter(), Counter(), 0)


def compare_groups(reading: Reading, *, asked: QualityAsked, split: Split) -> Compared:
    """The groups by their mean, the best first, each beside itself before."""
    require(reading.actor, Right.SEE_QUALITY)
    columns = tuple(dict.fromkeys((*SCORES, *COLUMNS[split], Evaluation.office_id)))
    now, before = (read_rows(reading, asked, span, columns) for span in (asked.now, asked.before))
    key, name = telling(reading, split)
    tallies, earlier = _tallies(now, key), _tallies(before, key)
    offices = tallies if split is Split.OFFICE else _tallies(now, lambda row: row.office_id)
    return Compared(
        asked,
        split,
        in_order(_group(one, name(one), tally, earlier.get(one, NOTHING)) for one, tally in tallies.items()),
        _group("", _("All together"), _sum(tallies), _sum(earlier)) if tallies else None,
        mean_of_means(numbers(one.totals) for one in offices.values()) if offices else None,
        len(offices),
        _others(reading, asked),
    )


def _tallies(rows: Rows, key: Key) -> dict[object, Tally]:
    return {one: Tally.of(some) for one, some in apart_by(rows, key).items()}


def _sum(tallies: Mapping[object, Tally]) -> Tally:
    return sum(tallies.values(), NOTHING)


def _group(key: object, name: str, now: Tally, before: Tally) -> Group:
    standing = standing_of(now)
    assert standing is not None
    return Group(key, name, standing, standing_of(before))


# versions


def template_asked(reading: Reading, asked: QualityAsked) -> ScorecardTemplate:
    return template_of(reading, asked.versions[0])


def other_versions(reading: Reading, asked: QualityAsked) -> tuple[int, ...]:
    """Of the same standard, with other scales or weights."""
    standard = select(StandardVersion.standard_id).where(StandardVersion.id == asked.versions[0]).scalar_subquery()
    query = select(StandardVersion.id).where(
        StandardVersion.standard_id == standard, StandardVersion.id.not_in(asked.versions)
    )
    return tuple(reading.db.execute(query).scalars())


def _others(reading: Reading, asked: QualityAsked) -> Others:
    versions = other_versions(reading, asked)
    if not versions:
        return Others()

    def count(span: Span | None) -> int:
        if span is None:
            return 0
        query = filtered(reading, asked, span, select(func.count(Evaluation.id)), versions)
        found: int = reading.db.execute(query).scalar_one()
        return found

    return Others(count(asked.now), count(asked.before))


Earlier = dict[object, dict[str, list[ItemStanding]]]  # group → item


def _items_before(reading: Reading, asked: QualityAsked, split: Split | None) -> Earlier:
    """What the same items came to before, by whatever version: those that were others are left out (rule 17)."""
    found: Earlier = {}
    columns = (*LOSSES, *(COLUMNS[split] if split is not None else ()))
    for template, rows in _by_version(reading, asked, columns):
        same = same_items(template_asked(reading, asked), template)
        for group, _name, some in _split_rows(reading, split, rows):
            items = found.setdefault(group, {})
            for one in items_of(template.form, some):
                if one.item.key in same:
                    items.setdefault(one.item.key, []).append(one)
    return found


def _by_version(
    reading: Reading, asked: QualityAsked, columns: Columns
) -> Iterator[tuple[ScorecardTemplate, list[Any]]]:
    """The evaluations before, by what is asked for and by each of the other versions."""
    others = other_versions(reading, asked)
    columns = (*columns, Evaluation.standard_version_id)
    rows = read_rows(reading, asked, asked.before, columns, (*asked.versions, *others))
    by_version = apart_by(rows, lambda row: row.standard_version_id if row.standard_version_id in others else 0)
    for version_id, some in by_version.items():
        is_own = version_id == 0
        yield template_asked(reading, asked) if is_own else template_of(reading, int(str(version_id))), some


# losses


def load_losses(
    reading: Reading,
    *,
    asked: QualityAsked,
    split: Split | None = None,
    by_step: bool = False,
    keep_all: bool = False,
) -> Losses:
    """Items, or steps, by the points that they cost; told apart by `split`, each group has its own losses. `keep_all`:
    with those that cost nothing.

    Groups of one or two are left out: what they lost would be about a person.
    """
    require(reading.actor, Right.SEE_QUALITY)
    template = template_asked(reading, asked)
    columns = (*LOSSES, *(STEPS if by_step else ()), *(COLUMNS[split] if split is not None else ()))
    rows = read_rows(reading, asked, asked.now, columns)
    before = {} if by_step else _items_before(reading, asked, split)
    found: list[Loss] = []
    for group, name, some in _split_rows(reading, split, rows):
        if len(some) >= RANKED_FROM:
            told = _steps_lost(template, some) if by_step else _items_lost(template, some, before.get(group, {}))
            found += [replace(one, group=group, group_name=name) for one in told if keep_all or one.points]
    found.sort(key=lambda one: -one.points)
    mean = mean_of(numbers(Counter(row.raw_total for row in rows))) if rows else HUNDRED
    return Losses(asked, tuple(found), len(rows), HUNDRED - mean, _others(reading, asked))


def _split_rows(reading: Reading, split: Split | None, rows: Rows) -> Iterator[tuple[object, str, Rows]]:
    if split is None:
        yield None, "", rows
        return
    key, name = telling(reading, split)
    for one, some in apart_by(rows, key).items():
        yield one, name(one), some


def _items_lost(
    template: ScorecardTemplate, rows: Rows, before: Mapping[str, Sequence[ItemStanding]]
) -> Iterator[Loss]:
    for one in items_of(template.form, rows):
        yield Loss(
            title=one.item.short or one.item.text,
            step=one.section.title,
            item_key=one.item.key,
            points=one.lost,
            evaluations=len(rows),
            n=one.n,
            failed=one.failed,
            met=one.met,
            met_before=_met(before.get(one.item.key, ())),
            text=one.item.text,
        )


def _met(several: Sequence[ItemStanding]) -> Decimal | None:
    """Of the same item in several versions; None with fewer answers than the minimum."""
    answered = [(one.met, one.n) for one in several if one.met is not None]
    n = sum(count for _share, count in answered)
    return mean_of(answered) if n >= RANKED_FROM else None


def _steps_lost(template: ScorecardTemplate, rows: Rows) -> Iterator[Loss]:
    lost: dict[str, Decimal] = {}
    failed: dict[str, int] = {}
    for item in items_of(template.form, rows):
        key = item.section.key
        lost[key] = lost.get(key, Decimal(0)) + item.lost
        failed[key] = failed.get(key, 0) + item.failed
    for one in sections_of(template.form, rows):
        key, title = one.section.key, one.section.title
        yield Loss(title, title, "", lost[key], len(rows), one.n, failed[key], one.mean, section_key=key)


# steps beside a benchmark


def load_profile(reading: Reading, *, asked: QualityAsked, benchmark: QualityAsked | None) -> Profile:
    """The steps in their order. `benchmark`: the same asked of others; None: of the span before."""
    require(reading.actor, Right.SEE_QUALITY)
    template = template_asked(reading, asked)
    own = read_rows(reading, asked, asked.now, STEPS)
    here = sections_of(template.form, own)
    if benchmark is None:
        there, count = _sections_before(reading, asked, template)
    else:
        rows = read_rows(reading, benchmark, benchmark.now, STEPS)
        there, count = {one.section.key: one for one in sections_of(template.form, rows)}, len(rows)
    steps = tuple(Step(one, there.get(one.section.key)) for one in here)
    return Profile(asked, steps, len(own), count, _others(reading, asked))


def _sections_before(
    reading: Reading, asked: QualityAsked, template: ScorecardTemplate
) -> tuple[dict[str, SectionStanding], int]:
    """Each step by the versions in which it is the same; where these cannot be added up, by that with most of it."""
    found: dict[str, SectionStanding] = {}
    count = 0
    for other, rows in _by_version(reading, asked, STEPS):
        count += len(rows)
        same = same_sections(template, other)
        for one in sections_of(other.form, rows):
            if one.section.key in same and one.n > (found[one.section.key].n if one.section.key in found else 0):
                found[one.section.key] = one
    return found, count
