"""Reviews by rule in the demo centre: calls of last month, drawn, most of them reviewed, some by two; a bad one since
this morning; three who scored the same call.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.call_lists import Call, Direction
from csatdesk.domain.contacts import Channel
from csatdesk.domain.follow_ups import FollowUpOutcome
from csatdesk.domain.forms import NO, YES, Answer, Item, ScaleKind
from csatdesk.domain.reviews import SamplingRule, TaskKind
from csatdesk.operations.calendars import own_calendar
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.demo_evaluations import LEADER, plausible
from csatdesk.operations.evaluations.commands import answer_items, submit_evaluation
from csatdesk.operations.evaluations.follow_ups import list_follow_ups, settle_follow_up
from csatdesk.operations.reviews.call_lists import CallsFile, save_calls
from csatdesk.operations.reviews.comparisons import NewCalibration, begin_calibration
from csatdesk.operations.reviews.drawing import draw_reviews, month_before, set_aside
from csatdesk.operations.reviews.rules import load_choices, save_rule
from csatdesk.operations.reviews.tasks import TaskRow, begin_review, load_my_reviews
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Work
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import led_by
from csatdesk.wording.texts import _

OTHER = "sanna"
NOBODYS, UNLOGGED = "214", 0.25  # an extension; the share of calls beside those that were logged
SEED, CHANCE = 2_611, 11
DRAWN, CALIBRATED, BAD = timedelta(days=4), timedelta(days=3), timedelta(hours=2)
LEFT = 1  # of each reviewer still to do
UNCLEAR = 3  # the place of the question that is understood in two ways


def review_work(work: Work, cast: Cast, at: datetime) -> None:
    """By the standard for calls, where there is one."""
    chance = Random(CHANCE)  # noqa: S311  (of a game, not of a secret)
    begun = acting(work, cast.actors[LEADER], at - DRAWN)
    _list_calls(begun, cast, chance)
    calls = [id_ for id_, _titles, channel in load_choices(begun).standards if channel == Channel.PHONE.value]
    if not calls:
        return
    reviewers = [cast.actors[name] for name in (LEADER, SUPERVISOR, OTHER)]
    rule = SamplingRule(
        name=_("Calls of the month"),
        standard_id=calls[0],
        channels=(Channel.PHONE, Channel.CALL_BACK),
        reviewer_ids=tuple(one.id for one in reviewers),
        every=8,
        per_person=3,
        least_seconds=0,
        second_share=40,
    )
    rule_id = save_rule(begun, rule_id=None, rule=rule).result
    first, last = month_before(own_calendar(begun).local_day(at))
    draw_reviews(begun, rule_id=rule_id, first_on=first, last_on=last, seed=SEED)
    work.db.flush()
    for place, reviewer in enumerate(reviewers):
        _review_some(acting(work, reviewer, at - timedelta(days=3 - place)), chance)
    _one_went_badly(work, cast, at, chance)
    _calibrate(work, cast, at, rule, chance)
    _earlier_ones_are_settled(work, cast, at)


def _list_calls(work: Work, cast: Cast, chance: Random) -> None:
    """The exchange's own list of last month: what was logged, and some calls that nobody logged; one extension is
    nobody's yet.
    """
    first, last = month_before(own_calendar(work).local_day(work.at))
    zone = ZoneInfo(work.centre.zone)
    names = {actor.id: actor.name for actor in cast.actors.values()}
    query = select(Contact.at, Contact.by_id).where(
        Contact.at >= midnight(first, zone), Contact.at < midnight(last, zone), Contact.channel == Channel.PHONE
    )
    calls = []
    for then, by_id in work.db.execute(query.order_by(Contact.at, Contact.id)).tuples():
        seconds = chance.randint(70, 560)
        calls.append(Call(then - timedelta(seconds=seconds), names.get(by_id or 0, NOBODYS), seconds, Direction.IN))
        if chance.random() < UNLOGGED:
            quick = chance.randint(15, 90)
            calls.append(Call(then + timedelta(minutes=25), names.get(by_id or 0, NOBODYS), quick, Direction.IN))
    if calls:
        other = calls[-1].at + timedelta(minutes=40)
        calls += [Call(other, NOBODYS, 130, Direction.IN), Call(other + timedelta(hours=1), NOBODYS, 45, Direction.IN)]
        ordered = tuple(sorted(calls, key=lambda call: (call.at, call.extension)))
        save_calls(work, file=CallsFile(f"calls-{first:%Y-%m}.csv", "0" * 64, ordered, ()))


def _review_some(work: Work, chance: Random) -> None:
    """All but the last few; the first of them could not be heard."""
    rows = load_my_reviews(work).rows
    if len(rows) > LEFT and not rows[0].is_compared:
        set_aside(work, task_id=rows[0].id, reason=_("The recording breaks off after the greeting."))
        rows = rows[1:]
    for row in rows[: max(len(rows) - LEFT, 0)]:
        _review(work, row, chance)


def _review(work: Work, row: TaskRow, chance: Random, changed: Mapping[str, Answer] | None = None) -> None:
    work.db.flush()
    evaluation_id = begin_review(work, task_id=row.id)
    items = _items(work, evaluation_id)
    heard = Random(row.case_number) if row.is_compared else chance  # noqa: S311  (two who heard the same call)
    answers = {item.key: plausible(item, heard) for item in items} | dict(changed or {})
    if row.kind is TaskKind.SECOND:
        answers |= _seen_otherwise(items, answers)
    answer_items(work, evaluation_id=evaluation_id, answers=answers)
    submit_evaluation(work, evaluation_id=evaluation_id)


def _seen_otherwise(items: Sequence[Item], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """One question is understood in two ways."""
    yes_no = [item for item in items if item.scale.kind is ScaleKind.YES_NO and not item.is_critical]
    if len(yes_no) <= UNCLEAR:
        return {}
    key = yes_no[UNCLEAR].key
    return {key: YES if answers[key] == NO else NO}


def _items(work: Work, evaluation_id: int) -> tuple[Item, ...]:
    query = select(Evaluation.standard_version_id).where(Evaluation.id == evaluation_id)
    return tuple(template_of(work, work.db.execute(query).scalar_one()).form.items())


def _critical(work: Work, row: TaskRow) -> dict[str, Answer]:
    """A question that fails the whole."""
    evaluation_id = begin_review(work, task_id=row.id)
    items = _items(work, evaluation_id)
    fails = (item for item in items if item.is_critical and item.scale.kind is ScaleKind.YES_NO)
    item = next(fails, None)
    return {} if item is None else {item.key: NO}


def _one_went_badly(work: Work, cast: Cast, at: datetime, chance: Random) -> None:
    """Of somebody of the counter team, this morning: its leader calls the customer back."""
    query = select(Staff.name).where(led_by(cast.actors[SUPERVISOR]))
    names = set(work.db.execute(query).scalars())
    for name in (OTHER, LEADER, SUPERVISOR):
        now = acting(work, cast.actors[name], at - BAD)
        rows = [one for one in load_my_reviews(now).rows if one.case_id is not None and one.kind is TaskKind.DRAWN]
        row = next((one for one in rows if one.employee_name in names), None)
        if row is not None:
            _review(now, row, chance, _critical(now, row))
            return


def _calibrate(work: Work, cast: Cast, at: datetime, rule: SamplingRule, chance: Random) -> None:
    """Three have scored it and may compare now."""
    whose = cast.clerks_of("call_centre")[0]
    raters = [cast.actors[name] for name in (LEADER, SUPERVISOR, OTHER)]
    new = NewCalibration(
        title=_("One call, three ears"),
        standard_id=rule.standard_id,
        employee_id=whose.id,
        happened_at=at - CALIBRATED,
        rater_ids=tuple(one.id for one in raters),
    )
    begin_calibration(acting(work, raters[0], at - CALIBRATED), new=new)
    work.db.flush()
    for rater in raters:
        theirs = acting(work, rater, at - timedelta(days=1))
        row = next(one for one in load_my_reviews(theirs).rows if one.draw_id is None)
        _review(theirs, row, chance)


def _earlier_ones_are_settled(work: Work, cast: Cast, at: datetime) -> None:
    """Whom the leaders have called back by now."""
    work.db.flush()
    for name in (LEADER, SUPERVISOR, OTHER):
        for row in list_follow_ups(acting(work, cast.actors[name], at)):
            then = row.made_at + timedelta(hours=4)
            if then < at - BAD:
                settling = acting(work, cast.actors[name], then)
                settle_follow_up(settling, follow_up_id=row.id, outcome=FollowUpOutcome.SETTLED, note="")
