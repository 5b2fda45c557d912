"""Scoring SC-1 of one set of answers, with exact arithmetic.

SC-1 is the project's own specification; the numbers of rules in this module are its. Shares, sums and comparisons are
fractions; what leaves is an unrounded Decimal (50 digits where a division does not end) or None.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction

from csatdesk.domain.forms import Answer, CriticalClass, Form, Item, Section
from csatdesk.domain.scorecard_templates import OnCritical, ScorecardTemplate, Scoring

DIGITS = Context(prec=50)
HALF = Fraction(1, 2)


class Status(StrEnum):
    INVALID = "invalid"
    INCOMPLETE = "incomplete"
    NOT_SCORABLE = "not_scorable"
    SCORED = "scored"


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105  (a verdict)
    FAIL = "fail"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True, slots=True)
class Scored:
    """One answered item of an evaluation, for what is computed over many. `reach`: 100·(W/ΣW)·(w/Σw) (rule 14)."""

    item_key: str
    section_key: str
    share: Fraction
    critical: CriticalClass
    has_failed: bool  # critical, and below its limit
    reach: Fraction

    @property
    def is_nonconformity(self) -> bool:
        """Rule 18."""
        return self.has_failed or self.share < HALF


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the answers to a template come to. Scores in percent; None: no value (never 0).

    For invalid and incomplete every result is None and `critical_items` empty. `items`: the answered ones in order.
    `exact_sections`: of the sections that have a score.
    `office` and `is_accepted` are set by whoever rolls several up.
    """

    status: Status
    section_scores: Mapping[str, Decimal | None] = field(default_factory=dict)
    raw_total: Decimal | None = None
    total: Decimal | None = None
    critical_fail: bool | None = None
    critical_items: tuple[str, ...] = ()
    coverage: Decimal | None = None
    verdict: Verdict | None = None
    items: tuple[Scored, ...] = ()
    exact_sections: Mapping[str, Fraction] = field(default_factory=dict, repr=False)
    office: str = ""
    is_accepted: bool = True


@dataclass(frozen=True, slots=True)
class _Part:
    """A section with its items that are asked, and those of them that have a share.

    `weight`: of the section, `all_weight` and `live_weight`: of its items and of the answered ones. `score`: rule 5.
    """

    section: Section
    asked: tuple[Item, ...]
    shares: Mapping[str, Fraction]
    weight: Fraction
    all_weight: Fraction
    live_weight: Fraction
    score: Fraction | None

    def failed(self) -> tuple[str, ...]:
        """Critical items that failed (rule 7)."""
        return tuple(one.key for one in self.asked if one.key in self.shares and _fails(one, self.shares[one.key]))


def _part(section: Section, asked: tuple[Item, ...], answers: Mapping[str, Answer]) -> _Part:
    shares = _shares(asked, answers)
    weights = {item.key: Fraction(item.weight) for item in asked}
    live = sum((weights[key] for key in shares), Fraction(0))
    reached = sum((weights[key] * share for key, share in shares.items()), Fraction(0))
    return _Part(
        section=section,
        asked=asked,
        shares=shares,
        weight=Fraction(section.weight),
        all_weight=sum(weights.values(), Fraction(0)),
        live_weight=live,
        score=100 * reached / live if live else None,
    )


def _fails(item: Item, share: Fraction) -> bool:
    return item.is_critical and share < Fraction(item.fail_below)


def evaluate(template: ScorecardTemplate, answers: Mapping[str, Answer | None]) -> Evaluation:
    """Score one set of answers: item key → "yes" | "partial" | "no" | bool | number | "na" | "not_observed".

    A key without a value counts as not answered. Items that a skip rule does not show are neither asked nor counted.
    """
    form = template.form
    given = {key: answer for key, answer in answers.items() if answer is not None}
    if not all(_is_accepted(form, key, given.get(key)) for key in answers):
        return _without_results(form, Status.INVALID)
    if form.left(given):
        return _without_results(form, Status.INCOMPLETE)
    return _results(template, given)


def so_far(template: ScorecardTemplate, answers: Mapping[str, Answer]) -> Evaluation:
    """What the answers that were given come to while others are still open; the coverage tells how much that is."""
    form = template.form
    return _results(template, {key: answer for key, answer in answers.items() if _is_accepted(form, key, answer)})


def _results(template: ScorecardTemplate, given: Mapping[str, Answer]) -> Evaluation:
    form = template.form
    parts = [_part(section, items, given) for section, items in form.asked(given)]
    scores = {part.section.key: part.score for part in parts}
    failed = tuple(key for part in parts for key in part.failed())
    raw = _mean_of_sections(parts, scores)
    policy = template.scoring.on_critical
    if policy is OnCritical.SECTION_ZERO:
        scores |= {
            one.section.key: Fraction(0) for one in parts if one.failed() and scores[one.section.key] is not None
        }
    total = _by_policy(template.scoring, raw, _mean_of_sections(parts, scores), has_failed=bool(failed))
    coverage = _coverage(parts)
    return Evaluation(
        status=Status.NOT_SCORABLE if total is None else Status.SCORED,
        section_scores={section.key: decimal_of(scores.get(section.key)) for section in form.sections},
        raw_total=decimal_of(raw),
        total=decimal_of(total),
        critical_fail=bool(failed),
        critical_items=failed,
        coverage=decimal_of(coverage),
        verdict=_verdict(template.scoring, total, coverage, has_failed=bool(failed)),
        items=tuple(_scored(parts)),
        exact_sections={key: score for key, score in scores.items() if score is not None},
    )


def _without_results(form: Form, status: Status) -> Evaluation:
    return Evaluation(status, {section.key: None for section in form.sections})


def _is_accepted(form: Form, key: str, answer: Answer | None) -> bool:
    item = form.item(key)
    return item is not None and (answer is None or item.accepts(answer))


def _shares(items: Iterable[Item], answers: Mapping[str, Answer]) -> dict[str, Fraction]:
    given = ((item.key, item.share(answers[item.key])) for item in items if item.key in answers)
    return {key: share for key, share in given if share is not None}


def _mean_of_sections(parts: Sequence[_Part], scores: Mapping[str, Fraction | None]) -> Fraction | None:
    """Rule 6."""
    scored = [(part.weight, score) for part in parts if (score := scores[part.section.key]) is not None]
    weight = sum((one for one, _ in scored), Fraction(0))
    return sum((one * score for one, score in scored), Fraction(0)) / weight if weight else None


def _by_policy(
    scoring: Scoring, raw: Fraction | None, of_sections: Fraction | None, *, has_failed: bool
) -> Fraction | None:
    """Rule 8. `of_sections`: the mean with the failed sections at 0 where the policy says so."""
    if raw is None or not has_failed:
        return raw
    match scoring.on_critical:
        case OnCritical.ZERO:
            return Fraction(0)
        case OnCritical.CAP:
            return min(raw, Fraction(scoring.cap))
        case OnCritical.SECTION_ZERO:
            return of_sections
        case OnCritical.FLAG:
            return raw


def _coverage(parts: Iterable[_Part]) -> Fraction | None:
    """Rule 9."""
    weighing = [part for part in parts if part.all_weight]
    weight = sum((part.weight for part in weighing), Fraction(0))
    if not weight:
        return None
    return 100 * sum((part.weight * part.live_weight / part.all_weight for part in weighing), Fraction(0)) / weight


def _verdict(
    scoring: Scoring, total: Fraction | None, coverage: Fraction | None, *, has_failed: bool
) -> Verdict | None:
    """Rule 10."""
    if has_failed:
        return Verdict.FAIL
    if total is None:
        return None
    if coverage is None or coverage < Fraction(scoring.min_coverage):
        return Verdict.INSUFFICIENT
    return Verdict.PASS if total >= Fraction(scoring.pass_mark) else Verdict.FAIL


def _scored(parts: Sequence[_Part]) -> Iterable[Scored]:
    live = sum((part.weight for part in parts if part.score is not None), Fraction(0))
    for part in parts:
        unit = 100 * part.weight / live / part.live_weight if live and part.live_weight else Fraction(0)
        for item in part.asked:
            if item.key not in part.shares:
                continue
            share = part.shares[item.key]
            reach = unit * Fraction(item.weight)
            yield Scored(item.key, part.section.key, share, item.critical, _fails(item, share), reach)


def as_decimal(value: Fraction) -> Decimal:
    """Unrounded: exact where the division ends, else 50 digits."""
    return DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def decimal_of(value: Fraction | None) -> Decimal | None:
    return None if value is None else as_decimal(value)
