"""What is done with a measure, from making it to saying whether it helped; each step can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from csatdesk.domain.cases import EARLIEST_YEAR
from csatdesk.domain.changes import Kind
from csatdesk.domain.corrective_actions import (
    ALLOWED,
    DoneInFuture,
    DoneTooLongAgo,
    EffectChanged,
    EffectTooEarly,
    MeasureDueGone,
    MeasureDueMissing,
    MeasureEvent,
    MeasureReasonMissing,
    MeasureStatus,
    MeasureStatusWrong,
    NewMeasure,
    NotYourMeasure,
    Stage,
)
from csatdesk.domain.effects import Effect, judge_from
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import today
from csatdesk.operations.cases.life import check_works_here
from csatdesk.operations.corrective_actions.effects import effect_rule, load_effect
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.corrective_actions import CorrectiveAction, CorrectiveActionEvent
from csatdesk.store.entities.topics import TopicNode
from csatdesk.store.visible import visible_measures
from csatdesk.wording.formats import short_date

WRITTEN = (
    *("title", "text", "kind", "means", "cause", "owner_id", "due_on", "figure", "expected_before", "expected_after"),
    *("origin", "topic_id", "case_id", "office_id"),
)
STANDS = (
    *("status", "stage", "reopened", "done_on", "done_by_id", "done_note", "judge_from", "effect"),
    *("ended_on", "ended_by_id", "ended_note", "due_on"),
)


def make_measure(work: Work, *, new: NewMeasure) -> Undoable[int]:
    require(work.actor, Right.LEAD_MEASURES)
    _check(work, new)
    if new.due_on is not None and new.due_on < today(work):
        raise MeasureDueGone(field="due", day=short_date(new.due_on))
    action = CorrectiveAction(uid=new_identity(work.at), centre_id=work.actor.centre_id, made_at=work.at)
    _write(action, new)
    action.stand(MeasureStatus.PLANNED)
    work.db.add(action)
    work.db.flush()
    _log(work, action, MeasureEvent.MADE)
    undo = partial(_unmake, measure_id=action.id)
    return Undoable(action.id, undo, N_("Set the measure “{title}”."), {"title": action.title})


def _unmake(work: Work, *, measure_id: int) -> None:
    """As if it had never been; not when somebody has gone on with it."""
    action = _mine(work, measure_id)
    query = select(CorrectiveActionEvent).where(CorrectiveActionEvent.action_id == action.id)
    lines = work.db.execute(query).scalars().all()
    if action.version != 1 or any(line.event is not MeasureEvent.MADE for line in lines):
        raise ChangedByOther()
    for line in lines:
        work.db.delete(line)
    work.db.flush()  # before what they belong to
    work.db.delete(action)
    work.changed.add(Kind.MEASURE)


def change_measure(work: Work, *, measure_id: int, new: NewMeasure, version: int) -> Undoable[None]:
    """What is written of it; how it stands is changed by the other commands."""
    require(work.actor, Right.LEAD_MEASURES)
    action = _mine(work, measure_id, version)
    if action.stage == Stage.ENDED.value:
        raise _wrong(action)
    _check(work, new)
    before = _kept(action, WRITTEN)
    _write(action, new)
    action.effect = None  # counted anew, on the topic and office that it has now
    return _done(work, action, _Step(MeasureEvent.CHANGED, before), N_("Changed the measure “{title}”."))


def begin_measure(work: Work, *, measure_id: int, version: int) -> Undoable[None]:
    action = _own(work, measure_id, version)
    before = _kept(action, STANDS)
    _stand(action, MeasureStatus.IN_WORK)
    return _done(work, action, _Step(MeasureEvent.BEGUN, before), N_("“{title}” is in work."))


def report_done(work: Work, *, measure_id: int, done_on: date, note: str, version: int) -> Undoable[None]:
    """By its owner or who leads it. Whether it helped is counted from this day."""
    action = _own(work, measure_id, version)
    if done_on > today(work):
        raise DoneInFuture(field="done_on")
    if done_on.year < EARLIEST_YEAR:
        raise DoneTooLongAgo(field="done_on", year=EARLIEST_YEAR)
    rule, before = effect_rule(work), _kept(action, STANDS)
    _stand(action, MeasureStatus.DONE)
    action.done_on, action.done_by_id, action.done_note = done_on, work.actor.id, note.strip()
    action.judge_from, action.effect = judge_from(done_on, rule), None
    about = {"day": done_on.isoformat()}
    return _done(work, action, _Step(MeasureEvent.DONE, before, note.strip(), about), N_("“{title}” is reported done."))


def note_on_measure(work: Work, *, measure_id: int, text: str) -> Undoable[None]:
    action = _own(work, measure_id)
    if not text.strip():
        raise MeasureReasonMissing(field="note")
    line = _log(work, action, MeasureEvent.NOTE, text.strip())
    work.db.flush()
    return Undoable(None, partial(_unnote, line_id=line.id), N_("Note added to “{title}”."), {"title": action.title})


def _unnote(work: Work, *, line_id: int) -> None:
    line = work.db.get_one(CorrectiveActionEvent, line_id)
    if line.by_id != work.actor.id:
        raise NotYourMeasure()
    work.db.delete(line)
    work.changed.add(Kind.MEASURE)


def confirm_effective(work: Work, *, measure_id: int, note: str, seen: Effect | None, version: int) -> Undoable[None]:
    """A person says that it helped. `seen`: the figures before their eyes, which are kept with it.

    A topic's complaints are told when the window after it is over. Where they are too few for a verdict, and where
    nothing is counted, a reason is needed.
    """
    require(work.actor, Right.LEAD_MEASURES)
    action = _mine(work, measure_id, version)
    effect = _effect_now(work, action)
    if effect is not None and not effect.is_over(today(work)):
        raise EffectTooEarly(day=short_date(effect.judge_from))
    if effect != seen:
        raise EffectChanged()
    if (effect is None or effect.ratio is None) and not note.strip():
        raise MeasureReasonMissing(field="note")
    before = _kept(action, STANDS)
    _stand(action, MeasureStatus.EFFECTIVE)
    _end(work, action, note)
    action.effect, action.judge_from = effect.to_dict() if effect is not None else None, None
    text, about = note.strip(), _about(effect)
    return _done(work, action, _Step(MeasureEvent.EFFECTIVE, before, text, about), N_("“{title}” is effective."))


def reopen_measure(work: Work, *, measure_id: int, why: str, due_on: date | None, version: int) -> Undoable[None]:
    """It did not help, or helps no longer: to work again, with a new day. How often is counted."""
    require(work.actor, Right.LEAD_MEASURES)
    action = _mine(work, measure_id, version)
    if not why.strip():
        raise MeasureReasonMissing(field="note")
    if due_on is None:
        raise MeasureDueMissing(field="due")
    if due_on < today(work):
        raise MeasureDueGone(field="due", day=short_date(due_on))
    about = _about(_effect_now(work, action))
    before = _kept(action, STANDS)
    if action.status not in {MeasureStatus.DONE, MeasureStatus.EFFECTIVE}:
        raise _wrong(action)
    _stand(action, MeasureStatus.IN_WORK)
    action.reopened, action.due_on = action.reopened + 1, due_on
    action.done_on = action.done_by_id = action.judge_from = action.effect = action.ended_on = action.ended_by_id = None
    action.done_note = action.ended_note = ""
    text = why.strip()
    return _done(work, action, _Step(MeasureEvent.REOPENED, before, text, about), N_("“{title}” is reopened."))


def drop_measure(work: Work, *, measure_id: int, why: str, version: int) -> Undoable[None]:
    require(work.actor, Right.LEAD_MEASURES)
    action = _mine(work, measure_id, version)
    if not why.strip():
        raise MeasureReasonMissing(field="note")
    before = _kept(action, STANDS)
    _stand(action, MeasureStatus.DROPPED)
    _end(work, action, why)
    return _done(work, action, _Step(MeasureEvent.DROPPED, before, why.strip()), N_("“{title}” is dropped."))


def note_finished_windows(work: Work) -> bool:
    """The daily look: the figures of a measure whose window has gone by are counted, and wait on Today for a person.

    One measure at a time; whether more are left.
    """
    query = (
        select(CorrectiveAction)
        .where(
            CorrectiveAction.centre_id == work.actor.centre_id,
            CorrectiveAction.judge_from <= today(work),
            CorrectiveAction.topic_id.is_not(None),
            CorrectiveAction.effect.is_(None),
        )
        .order_by(CorrectiveAction.judge_from)
    )
    action = work.db.execute(query.limit(1)).scalars().first()
    if action is None:
        return False
    effect = _effect_now(work, action)
    assert effect is not None
    action.effect = effect.to_dict()
    work.changed.add(Kind.MEASURE)
    return True


# how


def _check(work: Work, new: NewMeasure) -> None:
    new.check()
    assert new.owner_id is not None
    check_works_here(work, new.owner_id)
    places = ((Office.centre_id, Office.id, new.office_id), (TopicNode.centre_id, TopicNode.id, new.topic_id))
    for centre_id, key, row_id in (*places, (Case.centre_id, Case.id, new.case_id)):
        query = select(centre_id).where(key == row_id)
        if row_id is not None and work.db.execute(query).scalar_one() != work.actor.centre_id:
            raise NotFound()


def _write(action: CorrectiveAction, new: NewMeasure) -> None:
    assert new.owner_id is not None
    assert new.due_on is not None
    assert new.expected.after is not None
    action.title, action.text = new.title.strip(), new.text.strip()
    action.kind, action.means, action.cause = new.kind, new.means, new.cause
    action.owner_id, action.due_on = new.owner_id, new.due_on
    action.figure = new.expected.figure.strip()
    action.expected_before, action.expected_after = new.expected.before, new.expected.after
    action.origin, action.topic_id, action.case_id = new.origin, new.topic_id, new.case_id
    action.office_id = new.office_id


def _mine(work: Work, measure_id: int, version: int | None = None) -> CorrectiveAction:
    """One that this person may see, as it was seen."""
    query = select(CorrectiveAction).where(CorrectiveAction.id == measure_id, visible_measures(work.actor))
    action = work.db.execute(query).scalar_one()
    if version is not None and action.version != version:
        raise ChangedByOther()
    return action


def _own(work: Work, measure_id: int, version: int | None = None) -> CorrectiveAction:
    action = _mine(work, measure_id, version)
    if action.owner_id != work.actor.id and not work.actor.may(Right.LEAD_MEASURES):
        raise NotYourMeasure()
    return action


def _stand(action: CorrectiveAction, status: MeasureStatus) -> None:
    if status not in ALLOWED[action.status]:
        raise _wrong(action)
    action.stand(status)


def _wrong(action: CorrectiveAction) -> MeasureStatusWrong:
    return MeasureStatusWrong(title=action.title, status=action.status)


def _end(work: Work, action: CorrectiveAction, note: str) -> None:
    action.ended_on, action.ended_by_id, action.ended_note = today(work), work.actor.id, note.strip()


def _effect_now(work: Work, action: CorrectiveAction) -> Effect | None:
    """None where nothing is counted: it is about no topic, or not done."""
    if action.topic_id is None or action.done_on is None:
        return None
    return load_effect(work, topic_id=action.topic_id, office_id=action.office_id, done_on=action.done_on)


def _about(effect: Effect | None) -> dict[str, Any]:
    return {} if effect is None else {"effect": effect.to_dict()}


def _kept(action: CorrectiveAction, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(action, name) for name in names}


@dataclass(frozen=True, slots=True)
class _Step:
    """What happened, for the history; `before`: the columns as they stood, by name."""

    event: MeasureEvent
    before: Mapping[str, Any]
    note: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


def _done(work: Work, action: CorrectiveAction, step: _Step, text: str) -> Undoable[None]:
    _log(work, action, step.event, step.note, step.about)
    work.db.flush()
    undo = partial(_put_back, measure_id=action.id, step=step, version=action.version)
    return Undoable(None, undo, text, {"title": action.title})


def _put_back(work: Work, *, measure_id: int, step: _Step, version: int) -> None:
    action = _mine(work, measure_id, version)
    for name, value in step.before.items():
        setattr(action, name, value)
    _log(work, action, MeasureEvent.UNDONE, about={"undone": step.event.value})


def _log(
    work: Work, action: CorrectiveAction, event: MeasureEvent, text: str = "", about: Mapping[str, Any] | None = None
) -> CorrectiveActionEvent:
    line = CorrectiveActionEvent(action_id=action.id, at=work.at, event=event, by_id=work.actor.id, text=text)
    line.about = dict(about or {})
    work.db.add(line)
    work.changed.add(Kind.MEASURE)
    return line
