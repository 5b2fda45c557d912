"""What one group does better and worse than all others together, step by step, and not by chance (M42)."""

from dataclasses import dataclass

from csatdesk.domain.means import compare_means
from csatdesk.domain.quality import Apart, SectionStanding, section_scores, sections_of
from csatdesk.domain.quality_views import QualityAsked, Split
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_views import sample_of
from csatdesk.operations.quality.groups import COLUMNS, telling
from csatdesk.operations.quality.rows import STEPS, read_rows
from csatdesk.operations.quality.standings import load_apart
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.surveys.results.figures import Change, clear_ones
from csatdesk.operations.work import Reading


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


def load_differences(reading: Reading, *, asked: QualityAsked, split: Split, key: object) -> Differences:
    steps = load_step_aparts(reading, asked=asked, split=split, key=key)
    return Differences(steps, load_apart(reading, asked=asked, split=split, key=key))


def load_step_aparts(reading: Reading, *, asked: QualityAsked, split: Split, key: object) -> tuple[StepApart, ...]:
    """The best first: by Welch's test of the scores, corrected over all steps (Holm). Under three on either side a step
    is left out (rule 12).
    """
    require(reading.actor, Right.SEE_QUALITY)
    rows = read_rows(reading, asked, asked.now, (*STEPS, *COLUMNS[split]))
    form, told = template_of(reading, asked.versions[0]).form, telling(reading, split)[0]
    here, there = [row for row in rows if told(row) == key], [row for row in rows if told(row) != key]
    standings = zip(sections_of(form, here), sections_of(form, there), strict=True)
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
