"""How the items of a measure did in evaluations before and after it was reported done (M12, scoring.md rule 18).

Only what was accepted counts, and of visits only what is released. An answer to a question that had another scale or
another critical flag then is left out (rule 17).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select

from csatdesk.domain.evaluations import EvaluationKind, EvaluationState, answer_from_json, likeness_of
from csatdesk.domain.forms import Answer
from csatdesk.domain.item_effects import AnyEffect, ItemEffect, ItemResult, Side, figures_of, side_of
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.scoring import as_decimal, evaluate
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import today
from csatdesk.operations.corrective_actions.effects import load_effect
from csatdesk.operations.corrective_actions.starts import check_leads
from csatdesk.operations.evaluations.seen import is_released
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading
from csatdesk.store.entities.corrective_actions import CorrectiveAction, CorrectiveActionItem
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer
from csatdesk.store.entities.standards import StandardVersion

SEEN_MOST = 60  # evaluations on each side
BACK = timedelta(days=366)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ItemScope:
    """What is looked at. `office_id` None: in every office; `person_id` None: of everybody."""

    standard_id: int
    item_keys: tuple[str, ...]
    office_id: int | None
    person_id: int | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """One evaluation with what was answered."""

    template: ScorecardTemplate
    answers: dict[str, Answer]
    by_id: int
    on: date
    place: int


def effect_now(reading: Reading, action: CorrectiveAction) -> AnyEffect | None:
    """None where nothing is counted: it is about no items and no topic, or not done."""
    if action.done_on is None:
        return None
    scope = scope_of(reading, action)
    if scope is not None:
        return load_item_effect(reading, scope=scope, done_on=action.done_on, owner_id=action.owner_id)
    if action.topic_id is None:
        return None
    return load_effect(reading, topic_id=action.topic_id, office_id=action.office_id, done_on=action.done_on)


def scope_of(reading: Reading, action: CorrectiveAction) -> ItemScope | None:
    """None: it is about no items."""
    if action.standard_id is None:
        return None
    return ItemScope(action.standard_id, item_keys_of(reading, action.id), action.office_id, action.person_id)


def item_keys_of(reading: Reading, action_id: int) -> tuple[str, ...]:
    query = select(CorrectiveActionItem.item_key).where(CorrectiveActionItem.action_id == action_id)
    return tuple(reading.db.execute(query.order_by(CorrectiveActionItem.id)).scalars())


def load_item_effect(reading: Reading, *, scope: ItemScope, done_on: date, owner_id: int) -> ItemEffect:
    """Of the newest evaluations before the day, and of the first ones after it."""
    zone = ZoneInfo(reading.centre.zone)
    day, next_day = midnight(done_on, zone), midnight(done_on + DAY, zone)
    before = _seen(reading, scope, Evaluation.happened_at < day, Evaluation.happened_at >= day - BACK)
    after = _seen(reading, scope, Evaluation.happened_at >= next_day, is_forward=True)
    seen = [*before, *after]
    items, left_out = [], 0
    for key in scope.item_keys:
        alike, missed = _alike(seen, key)
        left_out += missed
        results = list(_results(alike, key))
        items.append(figures_of(key, _name(seen, key), results, done_on=done_on, owner_id=owner_id))
    return ItemEffect(done_on, tuple(items), left_out)


def load_item_standing(reading: Reading, *, scope: ItemScope) -> Side:
    """How all its items together do now, by the newest evaluations: for who may set a measure about them."""
    require(reading.actor, Right.LEAD_MEASURES)
    check_leads(reading, scope.person_id)
    since = midnight(today(reading), ZoneInfo(reading.centre.zone)) - BACK
    seen = _seen(reading, scope, Evaluation.happened_at >= since, Evaluation.happened_at <= reading.at)
    return side_of(one for key in scope.item_keys for one in _results(_alike(seen, key)[0], key))


def _seen(reading: Reading, scope: ItemScope, *when: ColumnElement[bool], is_forward: bool = False) -> Sequence[_Seen]:
    """In the order of their moments; of more than `SEEN_MOST` the last ones, `is_forward` the first ones."""
    versions = select(StandardVersion.id).where(StandardVersion.standard_id == scope.standard_id)
    query = select(
        Evaluation.id,
        Evaluation.standard_version_id,
        Evaluation.reviewer_id,
        Evaluation.office_id,
        Evaluation.happened_at,
    ).where(
        Evaluation.centre_id == reading.actor.centre_id,
        Evaluation.standard_version_id.in_(versions),
        Evaluation.state == EvaluationState.ACCEPTED,
        or_(Evaluation.kind != EvaluationKind.VISIT, is_released()),
        *when,
    )
    if scope.office_id is not None and scope.person_id is None:  # whose work it is stays theirs in another office
        query = query.where(Evaluation.office_id == scope.office_id)
    if scope.person_id is not None:
        query = query.where(Evaluation.employee_id == scope.person_id)
    order = (Evaluation.happened_at, Evaluation.id)
    query = query.order_by(*(one if is_forward else one.desc() for one in order)).limit(SEEN_MOST)
    found = sorted(reading.db.execute(query).all(), key=lambda one: (one.happened_at, one.id))
    answers = _answers(reading, [one.id for one in found])
    return [
        _Seen(
            template=template_of(reading, one.standard_version_id),
            answers=answers.get(one.id, {}),
            by_id=one.reviewer_id,
            on=_day(reading, one.happened_at),
            place=0 if scope.person_id is not None else one.office_id,
        )
        for one in found
    ]


def _day(reading: Reading, at: datetime) -> date:
    return at.astimezone(ZoneInfo(reading.centre.zone)).date()


def _answers(reading: Reading, evaluation_ids: Sequence[int]) -> dict[int, dict[str, Answer]]:
    """All of them: by the others it is known which were asked."""
    columns = (EvaluationAnswer.evaluation_id, EvaluationAnswer.item_key, EvaluationAnswer.answer)
    query = select(*columns).where(EvaluationAnswer.evaluation_id.in_(evaluation_ids))
    found: dict[int, dict[str, Answer]] = {}
    for evaluation_id, key, made in reading.db.execute(query):
        if made is not None:
            found.setdefault(evaluation_id, {})[key] = answer_from_json(made)
    return found


def _alike(seen: Sequence[_Seen], key: str) -> tuple[Sequence[_Seen], int]:
    """Those in which it was asked as it was lately, and how many are left out."""
    asked = [(one, item) for one in seen if (item := one.template.form.item(key)) is not None]
    if not asked:
        return (), 0
    lately = likeness_of(asked[-1][1])
    alike = [one for one, item in asked if likeness_of(item) == lately]
    return alike, len(asked) - len(alike)


def _results(seen: Sequence[_Seen], key: str) -> Iterator[ItemResult]:
    for one in seen:
        scored = next((item for item in evaluate(one.template, one.answers).items if item.item_key == key), None)
        share: Fraction | None = scored.share if scored is not None else None
        f = None if share is None else as_decimal(share)
        yield ItemResult(f, one.by_id, one.on, one.place, scored is not None and scored.has_failed)


def _name(seen: Sequence[_Seen], key: str) -> LocalText:
    """As it is called lately."""
    items = [item for one in seen if (item := one.template.form.item(key)) is not None]
    return (items[-1].short or items[-1].text) if items else LocalText({"en": key})
