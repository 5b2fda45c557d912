"""Reviews and checklists of the demo centre: some weeks of them, one contested, one begun and not finished."""

from datetime import datetime, timedelta
from random import Random

from csatdesk.domain.evaluations import EvaluationKind, NewEvaluation, Remarks
from csatdesk.domain.forms import NO, YES, Answer, Item, ScaleKind
from csatdesk.domain.staff import Actor
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import CLERK, SUPERVISOR, Cast
from csatdesk.operations.evaluations.commands import (
    answer_items,
    begin_evaluation,
    note_item,
    remark,
    submit_evaluation,
)
from csatdesk.operations.evaluations.disputes import raise_dispute
from csatdesk.operations.evaluations.feedback import mark_evaluation_read, say_to_evaluation
from csatdesk.operations.evaluations.queries import EvaluationFilter, list_evaluations
from csatdesk.operations.evaluations.templates import usable_standards
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Work

SEED = 7
LEADER = "thomas"  # of the call centre
REVIEW_WEEKS, CHECK_DAYS = 6, 5
LEARNT_WEEKS, LATELY_WEEKS = 3, 2  # ago: until when Marta's first question failed, since when somebody else's does
GOOD_SHARE = 0.86
COMMENTS = ("Calm and clear.", "Listened to the end.", "", "The number came only when asked.", "")
NOTE_WRITTEN, NOTE_CALL = "Ended without asking whether it is settled.", "The customer was interrupted twice."
SAID = "True, I forgot to repeat the date. The new text block helps with that."
ANSWERED = "Good. I will put the block into the snippets for everybody."
NOTE, REASON = "Said only the company's name.", "I say my name right after the company's; the recording begins later."


def evaluate_work(work: Work, cast: Cast, at: datetime) -> None:
    """By the standards that are published, whichever these are."""
    chance = Random(SEED)  # noqa: S311  (of a game, not of a secret)
    ingrid, thomas = cast.actors[SUPERVISOR], cast.actors[LEADER]
    marta = cast.actors[CLERK]
    for week in range(REVIEW_WEEKS, 0, -1):
        then = at - timedelta(days=7 * week - 4)
        earlier, lately = int(week > LEARNT_WEEKS), int(week <= LATELY_WEEKS)
        fill(acting(work, ingrid, then), EvaluationKind.WRITTEN_REVIEW, marta, chance, fails=earlier, note=NOTE_WRITTEN)
        for place, clerk in enumerate(cast.clerks_of("call_centre")):
            fails = 0 if place else lately
            fill(acting(work, thomas, then), EvaluationKind.CALL_REVIEW, clerk, chance, fails=fails, note=NOTE_CALL)
    for day in range(CHECK_DAYS, 0, -1):
        fill(acting(work, marta, at - timedelta(days=day)), EvaluationKind.CHECKLIST, None, chance)
    _said_back(work, cast, at)
    _contested(work, cast, at, chance)
    _begun(acting(work, ingrid, at - timedelta(minutes=20)), cast.clerks_of("call_centre")[0], chance)


def fill(
    work: Work,
    kind: EvaluationKind,
    whose: Actor | None,
    chance: Random,
    *,
    fails: int = 0,
    note: str = NOTE,
    good: float = GOOD_SHARE,
    topic_id: int | None = None,
) -> int | None:
    """One that is sent; its first `fails` questions answered with no, else the first with yes, since measures are told
    of them. None: no standard of this kind.
    """
    evaluation_id = _begin(work, kind, whose, topic_id)
    if evaluation_id is None:
        return None
    answers = {item.key: plausible(item, chance, good) for item in _items(work, kind)}
    yes_no = [item.key for item in _items(work, kind) if item.scale.kind is ScaleKind.YES_NO and not item.is_critical]
    answers |= dict.fromkeys(yes_no[:fails], NO) if fails else dict.fromkeys(yes_no[:1], YES)
    answer_items(work, evaluation_id=evaluation_id, answers=answers)
    for key in yes_no[:fails]:
        note_item(work, evaluation_id=evaluation_id, item_key=key, note=note)
    remark(work, evaluation_id=evaluation_id, remarks=Remarks(chance.choice(COMMENTS)))
    submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id


def _begin(work: Work, kind: EvaluationKind, whose: Actor | None, topic_id: int | None = None) -> int | None:
    standard = next((one for one in usable_standards(work) if one.kind is kind), None)
    if standard is None:
        return None
    new = NewEvaluation(
        standard_version_id=standard.version_id,
        office_id=(whose or work.actor).office_id,
        happened_at=work.at,
        topic_id=topic_id,
        employee_id=None if whose is None else whose.id,
    )
    return begin_evaluation(work, new=new)


def _items(work: Work, kind: EvaluationKind) -> tuple[Item, ...]:
    standard = next(one for one in usable_standards(work) if one.kind is kind)
    return tuple(template_of(work, standard.version_id).form.items())


def plausible(item: Item, chance: Random, good: float = GOOD_SHARE) -> Answer:
    """Mostly good; what is critical always."""
    scale, is_good = item.scale, item.is_critical or chance.random() < good
    match scale.kind:
        case ScaleKind.MEASURE:
            best = max(scale.bands, key=lambda band: band.score)
            return best.bound if is_good else scale.bands[-1].bound
        case ScaleKind.POINTS:
            return scale.last if is_good else chance.randint(scale.first, scale.last)
    return YES if is_good else NO


def _said_back(work: Work, cast: Cast, at: datetime) -> None:
    """Marta read all but the newest of what Ingrid wrote about her work, and talked with her about one."""
    marta, ingrid = cast.actors[CLERK], cast.actors[SUPERVISOR]
    hers = acting(work, marta, at - timedelta(days=2))
    rows = list_evaluations(hers, shown=EvaluationFilter(mine=True)).rows[1:]
    for one in rows:
        mark_evaluation_read(hers, evaluation_id=one.id)
    if rows:
        say_to_evaluation(hers, evaluation_id=rows[0].id, text=SAID)
        say_to_evaluation(acting(work, ingrid, at - timedelta(days=1)), evaluation_id=rows[0].id, text=ANSWERED)


def _contested(work: Work, cast: Cast, at: datetime, chance: Random) -> None:
    """Marta sees one answer differently."""
    marta = cast.actors[CLERK]
    lately = acting(work, cast.actors[SUPERVISOR], at - timedelta(days=1))
    evaluation_id = fill(lately, EvaluationKind.CALL_REVIEW, marta, chance, fails=2)
    if evaluation_id is None:
        return
    item = next(one for one in _items(lately, EvaluationKind.CALL_REVIEW) if one.scale.kind is ScaleKind.YES_NO)
    hers = acting(work, marta, at - timedelta(hours=3))
    raise_dispute(hers, evaluation_id=evaluation_id, item_key=item.key, reason=REASON)


def _begun(work: Work, whose: Actor, chance: Random) -> None:
    """Half filled, to go on with."""
    evaluation_id = _begin(work, EvaluationKind.CALL_REVIEW, whose)
    if evaluation_id is not None:
        items = _items(work, EvaluationKind.CALL_REVIEW)
        answers = {item.key: plausible(item, chance) for item in items[: len(items) // 2]}
        answer_items(work, evaluation_id=evaluation_id, answers=answers)
