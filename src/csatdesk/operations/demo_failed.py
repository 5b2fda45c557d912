"""Measures of the demo centre about failed answers: one that helped, one that did not, one that is to be begun."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from csatdesk.domain.corrective_actions import (
    Cause,
    Expected,
    FailedItems,
    Means,
    MeasureKind,
    MeasureStart,
    NewMeasure,
)
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor
from csatdesk.domain.staff_records import NewRecord, RecordKind, TrainingKind
from csatdesk.operations.absences import today
from csatdesk.operations.corrective_actions.commands import begin_measure, make_measure, report_done
from csatdesk.operations.corrective_actions.failed_items import load_failed_items, say_why
from csatdesk.operations.corrective_actions.item_effects import ItemScope, load_item_standing
from csatdesk.operations.corrective_actions.queries import load_measure
from csatdesk.operations.corrective_actions.starts import begin_from_items
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import CLERK, SUPERVISOR, Cast
from csatdesk.operations.demo_evaluations import LEADER
from csatdesk.operations.staff_records import save_record
from csatdesk.operations.work import Work
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.wording.texts import _, speaking

DUE_DAYS = 14
CALLS, BOTTLENECK = "phone_call", ("P10", "P11")


@dataclass(frozen=True, slots=True)
class Told:
    """One measure about what failed in somebody's review `made` days ago, reported done `done` days ago."""

    title: str
    text: str
    said: str
    cause: Cause
    item_key: str
    made: int
    done: int
    training: str = ""  # in answer to it


LEARNT = Told(
    N_("Ask at the end whether it is settled"),
    N_("Every chat ends with the question whether anything is left; two weeks with a colleague listening."),
    N_("Done in every chat since Monday."),
    Cause.KNOW,
    item_key="T08",
    made=23,
    done=19,
    training=N_("How to end a chat"),
)
NOT_LEARNT = Told(
    N_("Let callers speak to the end"),
    N_("Nobody is interrupted in the first minute; notes are taken meanwhile."),
    N_("Tried for a week."),
    Cause.ABLE,
    item_key="P06",
    made=9,
    done=6,
)


def set_item_measures(work: Work, cast: Cast, language: str, at: datetime) -> None:
    """In the language of the staff."""
    ingrid, thomas = cast.actors[SUPERVISOR], cast.actors[LEADER]
    caller = cast.clerks_of("call_centre")[0]
    with speaking(language):
        _tell(work, LEARNT, (ingrid, cast.actors[CLERK]), at)
        _tell(work, NOT_LEARNT, (thomas, caller), at)
        then = acting(work, thomas, at - timedelta(days=1))
        start = begin_from_items(
            then, standard_key=CALLS, item_keys=BOTTLENECK, office_id=cast.office_ids["call_centre"]
        )
        title, text = _("Say the matter back in one sentence"), _("A card at each desk, and an example a day.")
        make_measure(then, new=_new(then, start, title, text, thomas.id))


def _tell(work: Work, one: Told, people: tuple[Actor, Actor], at: datetime) -> None:
    """`people`: who leads, and whose work it is."""
    leader, whose = people
    then = acting(work, leader, at - timedelta(days=one.made))
    failed = _failed(then, whose.id, one.item_key)
    say_why(then, evaluation_id=failed.evaluation_id, item_key=one.item_key, cause=one.cause)
    start = begin_from_items(
        then,
        standard_key=failed.standard_key,
        item_keys=(one.item_key,),
        office_id=failed.office_id,
        person_id=failed.person_id,
        evaluation_id=failed.evaluation_id,
    )
    measure_id = make_measure(then, new=_new(then, start, _(one.title), _(one.text), whose.id)).result
    if one.training:
        record = NewRecord(
            kind=RecordKind.TRAINING,
            on=today(then),
            title=_(one.training),
            training=TrainingKind.REGULAR,
            measure_id=measure_id,
        )
        save_record(then, person_id=whose.id, record_id=None, new=record)
    theirs = acting(work, whose, at - timedelta(days=one.done))
    begin_measure(theirs, measure_id=measure_id, version=1)
    version = load_measure(theirs, measure_id=measure_id).row.version
    report_done(theirs, measure_id=measure_id, done_on=today(theirs), note=_(one.said), version=version)


def _failed(work: Work, person_id: int, item_key: str) -> FailedItems:
    """The last review in which this failed."""
    query = select(Evaluation.id).where(Evaluation.employee_id == person_id, Evaluation.happened_at < work.at)
    reviews = work.db.execute(query.order_by(Evaluation.happened_at.desc())).scalars()
    found = (load_failed_items(work, evaluation_id=one) for one in reviews)
    return next(one for one in found if one.item(item_key) is not None)


def _new(work: Work, start: MeasureStart, title: str, text: str, owner_id: int) -> NewMeasure:
    assert start.items is not None
    about = start.items.about
    scope = ItemScope(about.standard_id, about.item_keys, start.office_id, about.person_id)
    share = load_item_standing(work, scope=scope).share
    before = None if share is None else Decimal(round(100 * share))
    due_on: date = today(work) + timedelta(days=DUE_DAYS)
    return NewMeasure(
        title=title,
        text=text,
        kind=MeasureKind.CORRECTIVE,
        means=Means.TRAINING,
        cause=start.cause,
        owner_id=owner_id,
        due_on=due_on,
        expected=Expected(_("answers that fail, in per cent"), before, Decimal(0)),
        origin=start.origin,
        office_id=start.office_id,
        items=about,
    )
