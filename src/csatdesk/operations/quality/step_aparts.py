"""What one group does better and worse than all others together, step by step, and not by chance (M42)."""

from dataclasses import dataclass

from csatdesk.domain.forms import Form
from csatdesk.domain.means import compare_means
from csatdesk.domain.quality import (
    Apart,
    Counted,
    SectionStanding,
    apart,
    items_counted,
    section_scores,
    sections_counted,
)
from csatdesk.domain.quality_views import QualityAsked, Split
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_views import sample_of
from csatdesk.operations.quality.groups import COLUMNS, apart_by, telling
from csatdesk.operations.quality.rows import LOSSES, STEPS, Rows, read_rows
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.surveys.results.figures import Change, clear_ones
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _

MOST_TOLD = 3  # strengths, and weaknesses


@dataclass(frozen=True, slots=True)
class Differences:
    """Of one group against all others together: steps as their test carries them, and items as they were met."""

    steps: tuple["StepApart", ...]
    items: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class StepApart:
    """A step in this group and in all others; `by`: points above them. Only those that differ more than by chance."""

    here: SectionStanding
    there: SectionStanding
    by: float


@dataclass(frozen=True, slots=True)
class Side:
    """Marks of some evaluations."""

    items: Counted
    sections: Counted

    @classmethod
    def of(cls, rows: Rows) -> "Side":
        return cls(Counted.of_items(rows), Counted.of_sections(rows))

    def __sub__(self, other: "Side") -> "Side":
        return Side(self.items - other.items, self.sections - other.sections)


def read_sides(reading: Reading, asked: QualityAsked, split: Split) -> tuple[Form, Side, dict[object, Side]]:
    """The form, all together, and each group by its key."""
    rows = read_rows(reading, asked, asked.now, tuple(dict.fromkeys((*STEPS, *LOSSES, *COLUMNS[split]))))
    sides = {key: Side.of(some) for key, some in apart_by(rows, telling(reading, split)[0]).items()}
    return template_of(reading, asked.versions[0]).form, Side.of(rows), sides


NOBODY = Side.of(())


def load_differences(reading: Reading, *, asked: QualityAsked, split: Split, key: object) -> Differences:
    require(reading.actor, Right.SEE_QUALITY)
    form, whole, sides = read_sides(reading, asked, split)
    here = sides.get(key, NOBODY)
    return differences(form, here, whole - here)


def load_step_aparts(reading: Reading, *, asked: QualityAsked, split: Split, key: object) -> tuple[StepApart, ...]:
    return load_differences(reading, asked=asked, split=split, key=key).steps


def differences(form: Form, here: Side, there: Side) -> Differences:
    items = apart(items_counted(form, here.items), items_counted(form, there.items))
    return Differences(step_aparts(form, here.sections, there.sections), items)


def step_aparts(form: Form, here: Counted, there: Counted) -> tuple[StepApart, ...]:
    """The best first: by Welch's test of the scores, corrected over all steps (Holm). Under three on either side a step
    is left out (rule 12).
    """
    standings = zip(sections_counted(form, here), sections_counted(form, there), strict=True)
    scores = section_scores(form, here), section_scores(form, there)
    asides: dict[str, StepApart] = {}
    changes: dict[str, Change | None] = {}
    for own, other in standings:
        key_of_step = own.section.key
        samples = [sample_of(one[key_of_step]) for one in scores]
        if not (own.is_enough and other.is_enough) or samples[0] is None or samples[1] is None:
            continue
        told_apart = compare_means(samples[1], samples[0])
        if told_apart is not None:
            asides[key_of_step] = StepApart(own, other, told_apart.difference)
            changes[key_of_step] = Change(told_apart.difference, told_apart.p_value, is_clear=False)
    clear = [asides[step] for step, one in clear_ones(changes).items() if one is not None and one.is_clear]
    return tuple(sorted(clear, key=lambda one: -one.by))


Parts = tuple[tuple[str, tuple[StepApart | Apart, ...]], ...]


def parts_of(found: Differences, most: int) -> Parts:
    """What is told of them, at most so many of each, under its words: steps that are not by chance, then items as they
    were met.
    """
    parts = (
        (_("Better, not by chance"), tuple(one for one in found.steps if one.by > 0)[:most]),
        (_("Worse, not by chance"), tuple(one for one in reversed(found.steps) if one.by < 0)[:most]),
        (_("Better than elsewhere:"), tuple(one for one in found.items if one.by > 0)[:most]),
        (_("Worse than elsewhere:"), tuple(one for one in reversed(found.items) if one.by < 0)[:most]),
    )
    return tuple((words, some) for words, some in parts if some)
