"""What one group does better and worse than all others together, step by step, and not by chance (M42)."""

from collections.abc import Sequence
from dataclasses import dataclass

from csatdesk.domain.means import compare_means
from csatdesk.domain.quality import Apart, SectionStanding, section_scores, sections_of
from csatdesk.domain.quality_views import QualityAsked, Split
from csatdesk.domain.shares import holm
from csatdesk.domain.staff import Right, require
from csatdesk.domain.statistics import CONFIDENCE
from csatdesk.domain.survey_views import sample_of
from csatdesk.operations.quality.groups import COLUMNS, telling
from csatdesk.operations.quality.rows import STEPS, read_rows
from csatdesk.operations.quality.standings import load_apart
from csatdesk.operations.standards.queries import template_of
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
    tested: list[tuple[StepApart, float]] = []
    for own, other in standings:
        samples = [sample_of(one[own.section.key]) for one in scores]
        if not (own.is_enough and other.is_enough) or samples[0] is None or samples[1] is None:
            continue
        change = compare_means(samples[1], samples[0])
        if change is not None:
            tested.append((StepApart(own, other, change.difference), change.p_value))
    return _clear(tested)


def _clear(tested: Sequence[tuple[StepApart, float]]) -> tuple[StepApart, ...]:
    corrected = zip(tested, holm([p_value for _one, p_value in tested]), strict=True)
    found = [one for (one, _alone), p_value in corrected if p_value < 1 - CONFIDENCE]
    return tuple(sorted(found, key=lambda one: -one.by))
