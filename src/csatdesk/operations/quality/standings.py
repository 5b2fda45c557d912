"""Groups compared, losses told apart, steps beside a benchmark: the views of quality, each read in one go."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from csatdesk.domain.quality import (
    Apart,
    ItemStanding,
    SectionStanding,
    apart,
    by_lost,
    counted,
    items_of,
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
from csatdesk.domain.score_roll_ups import RANKED_FROM, mean_of_means
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.staff import Right, require
from csatdesk.operations.quality.groups import apart_by, telling
from csatdesk.operations.quality.rows import Rows, filtered, read_rows
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.standards import StandardVersion
from csatdesk.wording.texts import _


def compare_groups(reading: Reading, *, asked: QualityAsked, split: Split) -> Compared:
    """The groups by their mean, the best first, each beside itself before."""
    require(reading.actor, Right.SEE_QUALITY)
    now = read_rows(reading, asked, asked.now)
    before = read_rows(reading, asked, asked.before) if asked.before is not None else ()
    groups = tuple(_groups(reading, split, now, before))
    by_office = apart_by(now, lambda row: row.office_id)
    whole = standing_of(now)
    return Compared(
        asked,
        split,
        in_order(groups),
        None if whole is None else Group("", _("All together"), whole, standing_of(before)),
        mean_of_means(counted(row.total for row in rows) for rows in by_office.values()) if by_office else None,
        len(by_office),
        _others(reading, asked),
    )


def _groups(reading: Reading, split: Split, now: Rows, before: Rows) -> Iterator[Group]:
    key, name = telling(reading, split)
    earlier = apart_by(before, key)
    for one, rows in apart_by(now, key).items():
        standing = standing_of(rows)
        if standing is not None:
            yield Group(one, name(one), standing, standing_of(earlier.get(one, ())))


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


def _items_before(reading: Reading, asked: QualityAsked) -> dict[str, list[ItemStanding]]:
    """What the same items came to before, by whatever version: those that were others are left out (rule 17)."""
    found: dict[str, list[ItemStanding]] = {}
    for template, rows in _by_version(reading, asked, asked.before):
        same = same_items(template_asked(reading, asked), template)
        for one in items_of(template.form, rows):
            if one.item.key in same:
                found.setdefault(one.item.key, []).append(one)
    return found


def _by_version(
    reading: Reading, asked: QualityAsked, span: Span | None
) -> Iterator[tuple[ScorecardTemplate, list[Any]]]:
    """The evaluations by what is asked for, and by each of the other versions."""
    if span is None:
        return
    others = other_versions(reading, asked)
    rows = read_rows(reading, asked, span, (*asked.versions, *others))
    by_version = apart_by(rows, lambda row: row.standard_version_id if row.standard_version_id in others else 0)
    for version_id, some in by_version.items():
        is_own = version_id == 0
        yield template_asked(reading, asked) if is_own else template_of(reading, int(str(version_id))), some


# losses


def load_losses(reading: Reading, *, asked: QualityAsked, split: Split | None = None, by_step: bool = False) -> Losses:
    """Items, or steps, by the points that they cost; told apart by `split`, each group has its own losses."""
    require(reading.actor, Right.SEE_QUALITY)
    rows, template = read_rows(reading, asked, asked.now), template_asked(reading, asked)
    before = _items_before(reading, asked) if split is None and not by_step else {}
    found: list[Loss] = []
    for group, some in _split_rows(reading, split, rows):
        if len(some) < RANKED_FROM:
            continue  # of one or two nobody is told what they lost: that would be about a person
        told = _steps_lost(template, group, some) if by_step else _items_lost(template, group, some, before)
        found += [one for one in told if one.points]
    found.sort(key=lambda one: -one.points)
    return Losses(asked, tuple(found), standing_of(rows), _others(reading, asked))


def _split_rows(reading: Reading, split: Split | None, rows: Rows) -> Iterator[tuple[Group | None, Rows]]:
    if split is None:
        yield None, rows
        return
    key, name = telling(reading, split)
    for one, some in apart_by(rows, key).items():
        standing = standing_of(some)
        if standing is not None:
            yield Group(one, name(one), standing), some


def _items_lost(
    template: ScorecardTemplate, group: Group | None, rows: Rows, before: Mapping[str, Sequence[ItemStanding]]
) -> Iterator[Loss]:
    for one in by_lost(items_of(template.form, rows)):
        yield Loss(
            title=one.item.short or one.item.text,
            step=one.section.title,
            item_key=one.item.key,
            group=group,
            points=one.lost,
            evaluations=len(rows),
            n=one.n,
            failed=one.failed,
            met=one.met,
            met_before=_met(before.get(one.item.key, ())),
        )


def _met(several: Sequence[ItemStanding]) -> Any:
    """Of the same item in several versions; None with fewer answers than the minimum."""
    n = sum(one.n for one in several)
    return None if n < RANKED_FROM else sum((one.met or 0) * one.n for one in several) / n


def _steps_lost(template: ScorecardTemplate, group: Group | None, rows: Rows) -> Iterator[Loss]:
    failed: dict[str, int] = {}
    for item in items_of(template.form, rows):
        failed[item.section.key] = failed.get(item.section.key, 0) + item.failed
    for one in sections_of(template.form, rows):
        title = one.section.title
        yield Loss(title, title, "", group, one.lost, len(rows), one.n, failed.get(one.section.key, 0), one.mean)


# steps beside a benchmark


def load_profile(reading: Reading, *, asked: QualityAsked, benchmark: QualityAsked | None) -> Profile:
    """The steps in their order. `benchmark`: the same asked of others; None: of the span before."""
    require(reading.actor, Right.SEE_QUALITY)
    template = template_asked(reading, asked)
    own = read_rows(reading, asked, asked.now)
    here = sections_of(template.form, own)
    if benchmark is None:
        there, count = _sections_before(reading, asked, template)
    else:
        rows = read_rows(reading, benchmark, benchmark.now)
        there, count = {one.section.key: one for one in sections_of(template.form, rows)}, len(rows)
    steps = tuple(Step(one, there.get(one.section.key)) for one in here)
    return Profile(asked, steps, len(own), count, _others(reading, asked))


def _sections_before(
    reading: Reading, asked: QualityAsked, template: ScorecardTemplate
) -> tuple[dict[str, SectionStanding], int]:
    """Each step by the versions in which it is the same; where these cannot be added up, by that with most of it."""
    found: dict[str, SectionStanding] = {}
    count = 0
    for other, rows in _by_version(reading, asked, asked.before):
        count += len(rows)
        same = same_sections(template, other)
        for one in sections_of(other.form, rows):
            if one.section.key in same and one.n > (found[one.section.key].n if one.section.key in found else 0):
                found[one.section.key] = one
    return found, count


# one group looked at closely


def load_apart(reading: Reading, *, asked: QualityAsked, split: Split, key: object) -> tuple[Apart, ...]:
    """What a group does better and worse than all the others (M42), by item."""
    require(reading.actor, Right.SEE_QUALITY)
    rows, form = read_rows(reading, asked, asked.now), template_asked(reading, asked).form
    told = telling(reading, split)[0]
    here = [row for row in rows if told(row) == key]
    there = [row for row in rows if told(row) != key]
    return apart(items_of(form, here), items_of(form, there))
