"""What is done with a measure, from making it to saying whether it helped; each step can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import or_, select, update

from csatdesk.domain.cases import EARLIEST_YEAR
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Segment
from csatdesk.domain.corrective_actions import (
    ALLOWED,
    AboutItems,
    DoneInFuture,
    DoneTooLongAgo,
    EffectChanged,
    EffectTooEarly,
    ItemsNotPassed,
    MeasureDueGone,
    MeasureDueMissing,
    MeasureEvent,
    MeasureReasonMissing,
    MeasureStatus,
    MeasureStatusWrong,
    NewMeasure,
    NotYourMeasure,
    OwnMeasure,
    Stage,
)
from csatdesk.domain.effects import judge_from
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.identity import new_identity
from csatdesk.domain.item_effects import EVALUATIONS, AnyEffect, ItemEffect, ItemVerdict
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import today
from csatdesk.operations.cases.life import check_works_here
from csatdesk.operations.corrective_actions.effects import effect_rule
from csatdesk.operations.corrective_actions.item_effects import effect_now
from csatdesk.operations.corrective_actions.starts import check_leads, named_items
from csatdesk.operations.evaluations.seen import visible_evaluations
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.corrective_actions import (
    CorrectiveAction,
    CorrectiveActionEvent,
    CorrectiveActionItem,
)
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.topics import TopicNode
from csatdesk.store.visible import visible_measures
from csatdesk.wording.formats import short_date

WRITTEN = (
    *("title", "text", "kind", "means", "cause", "owner_id", "due_on", "figure", "expected_before", "expected_after"),
    *("origin", "topic_id", "case_id", "office_id", "segment"),
)
STANDS = (
    *("status", "stage", "reopened", "done_on", "done_by_id", "done_note", "judge_from", "effect"),
    *("ended_on", "ended_by_id", "ended_note", "due_on"),
)
DAY = timedelta(days=1)


def make_measure(work: Work, *, new: NewMeasure) -> Undoable[int]:
    require(work.actor, Right.LEAD_MEASURES)
    _check(work, new)
    if new.due_on is not None and new.due_on < today(work):
        raise MeasureDueGone(field="due", day=short_date(new.due_on))
    action = CorrectiveAction(uid=new_identity(work.at), centre_id=work.actor.centre_id, made_at=work.at)
    _write(action, new)
    action.stand(MeasureStatus.PLANNED)
    if new.items is not None:
        _write_items(work, action, new.items)
    work.db.add(action)
    work.db.flush()
    _add_items(work, action, new.items)
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
    items = select(CorrectiveActionItem).where(CorrectiveActionItem.action_id == action.id)
    for part in (*lines, *work.db.execute(items).scalars()):
        work.db.delete(part)
    work.db.flush()  # before what they belong to
    work.db.delete(action)
    work.changed.add(Kind.MEASURE)


def change_measure(work: Work, *, measure_id: int, new: NewMeasure, version: int) -> Undoable[None]:
    """What is written of it; how it stands is changed by the other commands."""
    require(work.actor, Right.LEAD_MEASURES)
    action = _led(work, measure_id, version)
    if action.stage == Stage.ENDED.value:
        raise _wrong(action)
    _check(work, new)
    before = _kept(action, WRITTEN)
    _write(action, new)
    action.effect = None  # counted anew, on the topic and office that it has now
    return _done(work, action, _Step(MeasureEvent.CHANGED, before), N_("Changed the measure “{title}”."))


def set_measure_segment(work: Work, *, measure_id: int, segment: Segment | None, version: int) -> Undoable[None]:
    """For whose customers it is; None: for all. Of one that has ended too: its segment's page tells what was done."""
    require(work.actor, Right.LEAD_MEASURES)
    action = _led(work, measure_id, version)
    before = _kept(action, ("segment",))
    action.segment = segment
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
    is_of_items = action.standard_id is not None
    action.judge_from = today(work) + DAY if is_of_items else judge_from(done_on, rule)
    action.effect = None
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


def confirm_effective(
    work: Work, *, measure_id: int, note: str, seen: AnyEffect | None, version: int
) -> Undoable[None]:
    """A person says that it helped. `seen`: the figures before their eyes, which are kept with it.

    Items have to pass in the next evaluations (scoring.md, rule 18). A topic's complaints are told when the window
    after it is over. Where they are too few for a verdict, and where nothing is counted, a reason is needed.
    """
    require(work.actor, Right.LEAD_MEASURES)
    action = _led(work, measure_id, version)
    effect = effect_now(work, action)
    if effect is not None and not isinstance(effect, ItemEffect) and not effect.is_over(today(work)):
        raise EffectTooEarly(day=short_date(effect.judge_from))
    if effect != seen:
        raise EffectChanged()
    if isinstance(effect, ItemEffect):
        if effect.verdict is not ItemVerdict.EFFECTIVE:
            raise ItemsNotPassed(count=EVALUATIONS)
    elif (effect is None or effect.ratio is None) and not note.strip():
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
    action = _led(work, measure_id, version)
    if not why.strip():
        raise MeasureReasonMissing(field="note")
    if due_on is None:
        raise MeasureDueMissing(field="due")
    if due_on < today(work):
        raise MeasureDueGone(field="due", day=short_date(due_on))
    about = _about(effect_now(work, action))
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
    action = _led(work, measure_id, version)
    if not why.strip():
        raise MeasureReasonMissing(field="note")
    before = _kept(action, STANDS)
    _stand(action, MeasureStatus.DROPPED)
    _end(work, action, why)
    return _done(work, action, _Step(MeasureEvent.DROPPED, before, why.strip()), N_("“{title}” is dropped."))


def note_finished_windows(work: Work) -> bool:
    """The daily look: the figures of a measure whose window has gone by, or whose items have passed or failed since,
    are counted, and wait on Today for a person.

    One measure at a time; whether more are left.
    """
    query = (
        select(CorrectiveAction)
        .where(
            CorrectiveAction.centre_id == work.actor.centre_id,
            CorrectiveAction.judge_from <= today(work),
            or_(CorrectiveAction.topic_id.is_not(None), CorrectiveAction.standard_id.is_not(None)),
            CorrectiveAction.effect.is_(None),
        )
        .order_by(CorrectiveAction.judge_from)
    )
    action = work.db.execute(query.limit(1)).scalars().first()
    if action is None:
        return False
    effect = effect_now(work, action)
    assert effect is not None
    if isinstance(effect, ItemEffect) and effect.verdict is ItemVerdict.WAITING:
        _look_again(work, action)
        return True
    action.effect = effect.to_dict()
    work.changed.add(Kind.MEASURE)
    return True


def _look_again(work: Work, action: CorrectiveAction) -> None:
    """Tomorrow. Nothing about it has changed, so that nobody's form is outdated and nothing stands in the audit."""
    tomorrow = update(CorrectiveAction).where(CorrectiveAction.id == action.id).values(judge_from=today(work) + DAY)
    work.db.execute(tomorrow)
    work.db.expire(action)


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
    action.office_id, action.segment = new.office_id, new.segment


def _write_items(work: Work, action: CorrectiveAction, about: AboutItems) -> None:
    check_leads(work, about.person_id)
    named_items(work, about)  # each of them exists
    seen_in = select(Evaluation.id).where(Evaluation.id == about.evaluation_id, visible_evaluations(work.actor))
    if about.evaluation_id is not None and work.db.execute(seen_in).first() is None:
        raise NotFound()
    action.standard_id, action.person_id, action.evaluation_id = about.standard_id, about.person_id, about.evaluation_id


def _add_items(work: Work, action: CorrectiveAction, about: AboutItems | None) -> None:
    keys = dict.fromkeys(about.item_keys) if about is not None else ()
    work.db.add_all(CorrectiveActionItem(action_id=action.id, item_key=key) for key in keys)


def _mine(work: Work, measure_id: int, version: int | None = None) -> CorrectiveAction:
    """One that this person may see, as it was seen."""
    query = select(CorrectiveAction).where(CorrectiveAction.id == measure_id, visible_measures(work.actor))
    action = work.db.execute(query).scalar_one()
    if version is not None and action.version != version:
        raise ChangedByOther()
    return action


def _led(work: Work, measure_id: int, version: int) -> CorrectiveAction:
    """One that this person may lead: nobody decides about what is said of themselves."""
    action = _mine(work, measure_id, version)
    if action.person_id == work.actor.id:
        raise OwnMeasure()
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


def _about(effect: AnyEffect | None) -> dict[str, Any]:
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
