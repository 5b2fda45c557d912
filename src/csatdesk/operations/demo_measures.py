"""Measures of the demo centre: planned, overdue, reported done, waiting for a verdict, effective, reopened."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from csatdesk.domain.corrective_actions import Cause, Expected, Means, MeasureKind, NewMeasure, Origin
from csatdesk.domain.effects import EffectRule
from csatdesk.domain.marks import N_
from csatdesk.operations.absences import today
from csatdesk.operations.corrective_actions.commands import (
    begin_measure,
    confirm_effective,
    make_measure,
    note_finished_windows,
    note_on_measure,
    reopen_measure,
    report_done,
)
from csatdesk.operations.corrective_actions.effects import load_effect, set_effect_rule
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import Cast
from csatdesk.operations.work import Work
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.wording.texts import _, speaking

LEADER = "ingrid"
RULE = EffectRule(days=45, complaints=5, contacts=50)  # a small centre cannot wait for hundreds of contacts
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Told:
    """One measure, set `made` days ago, due after `due` working days, begun and reported done so many days ago."""

    title: str
    text: str
    owner: str
    topic: str
    made: int
    due: int
    expected: tuple[str, str]
    kind: MeasureKind = MeasureKind.CORRECTIVE
    means: Means = Means.ORGANISATIONAL
    cause: Cause | None = None
    begun: int | None = None
    done: int | None = None
    said: str = ""  # when it was reported done
    judged: int | None = None
    verdict: str = ""  # why it helped, or did not
    again: int | None = None  # working days from the verdict to the new day: it did not help
    note: str = ""


MEASURES = (
    Told(
        N_("Estimated reading said on the first page"),
        N_("Every bill on an estimated reading says so on its first page, and how a reading can be given."),
        "kaarel", "bill_estimated", 6, 12, ("28", "15"), cause=Cause.OUTSIDE, means=Means.TECHNICAL,
    ),
    Told(
        N_("A second counter on the days after bills are sent"),
        N_("From the 3rd to the 7th of each month two counters take questions about bills."),
        "marta", "waiting_time", 24, 12, ("19", "10"), begun=20, cause=Cause.OUTSIDE,
        note=N_("The roster is written; it begins with the next bills."),
    ),
    Told(
        N_("Money back within five days after a paid claim"),
        N_("Accounting pays back twice a week instead of once a month."),
        "sanna", "payment_missing", 40, 15, ("22", "12"), begun=38, done=12, cause=Cause.OUTSIDE,
        said=N_("Paid back on Tuesdays and Fridays since the first of the month."),
    ),
    Told(
        N_("Bills checked before they are sent"),
        N_("Bills twice as high as the year before are looked at by a person before they go out."),
        "olga", "invoice_payment", 110, 20, ("130", "90"), begun=105, done=62, kind=MeasureKind.PREVENTIVE,
        said=N_("About forty bills a week are looked at; every tenth one is put right."), cause=Cause.OUTSIDE,
    ),
    Told(
        N_("Ticket machine beside the door"),
        N_("The ticket machine stands where one comes in, and asks first what one comes for."),
        "ingrid", "waiting_time", 130, 15, ("25", "12"), begun=125, done=118, judged=40, means=Means.TECHNICAL,
        said=N_("Moved on a Saturday."), kind=MeasureKind.STRENGTHENING,
        verdict=N_("Nobody has asked at the wrong counter since; too few complaints for a figure."),
    ),
    Told(
        N_("Training: the new tariffs in ten minutes"),
        N_("Everybody who takes calls goes through the new tariffs with an example, and answers three questions."),
        "thomas", "tariff_change", 90, 10, ("30", "15"), begun=88, done=75, judged=20, again=14, means=Means.TRAINING,
        said=N_("All but two have done it."), cause=Cause.KNOW,
        verdict=N_("Callers still hear two different answers: repeat it with the two who were away."),
    ),
)  # fmt: skip


def set_measures(work: Work, cast: Cast, language: str, at: datetime) -> None:
    """In the language of the staff."""
    set_effect_rule(acting(work, work.actor, at), rule=RULE)
    with speaking(language):
        for one in MEASURES:
            _tell(work, cast, one, at)
    while note_finished_windows(acting(work, cast.actors[LEADER], at)):
        pass


def _tell(work: Work, cast: Cast, one: Told, at: datetime) -> None:
    leader, owner = cast.actors[LEADER], cast.actors[one.owner]
    then = acting(work, leader, at - timedelta(days=one.made))
    measure_id = make_measure(then, new=_new(cast, one, then.at)).result
    if one.note:
        note_on_measure(acting(work, owner, then.at + HOUR), measure_id=measure_id, text=_(one.note))
    if one.begun is not None:
        begun = acting(work, owner, at - timedelta(days=one.begun))
        begin_measure(begun, measure_id=measure_id, version=_version(work, measure_id))
    if one.done is not None:
        done = acting(work, owner, at - timedelta(days=one.done))
        version = _version(work, measure_id)
        report_done(done, measure_id=measure_id, done_on=today(done), note=_(one.said), version=version)
    if one.judged is not None:
        _judge(acting(work, leader, at - timedelta(days=one.judged)), cast, one, measure_id)


def _judge(work: Work, cast: Cast, one: Told, measure_id: int) -> None:
    action = work.db.get_one(CorrectiveAction, measure_id)
    assert action.done_on is not None
    if one.again is not None:
        due_on = cast.calendars["hall"].add_days(work.at, one.again)
        reopen_measure(work, measure_id=measure_id, why=_(one.verdict), due_on=due_on, version=action.version)
        return
    seen = load_effect(work, topic_id=cast.topic_ids[one.topic], office_id=None, done_on=action.done_on)
    confirm_effective(work, measure_id=measure_id, note=_(one.verdict), seen=seen, version=action.version)


def _version(work: Work, measure_id: int) -> int:
    return work.db.get_one(CorrectiveAction, measure_id).version


def _new(cast: Cast, one: Told, at: datetime) -> NewMeasure:
    before, after = map(Decimal, one.expected)
    return NewMeasure(
        title=_(one.title),
        text=_(one.text),
        kind=one.kind,
        means=one.means,
        cause=one.cause,
        owner_id=cast.actors[one.owner].id,
        due_on=_due(cast, one, at),
        expected=Expected(_("complaints per 1,000 contacts"), before, after),
        origin=Origin.TOPIC,
        topic_id=cast.topic_ids[one.topic],
    )


def _due(cast: Cast, one: Told, at: datetime) -> date:
    return cast.calendars["hall"].add_days(at, one.due)
