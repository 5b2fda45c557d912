"""Pages of segments of the demo centre: households, small businesses and VIP customers; two are still to be written."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.marks import N_
from csatdesk.domain.segments import NewStrategy
from csatdesk.operations.absences import today
from csatdesk.operations.corrective_actions.commands import set_measure_segment
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.segments.commands import save_strategy
from csatdesk.operations.work import Work
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.wording.texts import _, speaking


@dataclass(frozen=True, slots=True)
class Told:
    """`channels`: the main one first; `reviewed`, `next_review`: days ago and days to come; `topic`: that of the
    measures that are for these customers.
    """

    segment: Segment
    aim: str
    promises: str
    channels: tuple[Channel, ...]
    responsible: str
    reviewed: int
    next_review: int
    topic: str = ""


PAGES = (
    Told(
        Segment.HOUSEHOLD,
        N_("Households solve everyday matters by themselves in the account, and meet a person when they wish to."),
        N_("We answer in plain words and say what happens next. Nobody waits at the counter longer than 15 minutes."),
        (Channel.ACCOUNT, Channel.HALL, Channel.PHONE, Channel.EMAIL, Channel.CHAT, Channel.WEB_FORM),
        "marta",
        38,
        52,
        "waiting_time",
    ),
    Told(
        Segment.SMALL_BUSINESS,
        N_("Small businesses lose no working time: one contact is enough, and bills can be checked at a glance."),
        N_("Who calls before noon is called back the same day. A bill that is questioned is not collected meanwhile."),
        (Channel.PHONE, Channel.EMAIL, Channel.ACCOUNT, Channel.CALL_BACK),
        "thomas",
        104,
        -13,
        "tariff_change",
    ),
    Told(
        Segment.VIP,
        N_("One person knows each of these customers, and hears of trouble before they have to tell us."),
        N_("Their own person answers within four working hours, also by mobile phone. No queue in the VIP hall."),
        (Channel.VIP_HALL, Channel.PHONE, Channel.EMAIL, Channel.EVENT),
        "ingrid",
        20,
        70,
    ),
)


def write_pages(work: Work, cast: Cast, language: str, at: datetime) -> None:
    """In the language of the staff."""
    leader = acting(work, cast.actors[SUPERVISOR], at)
    with speaking(language):
        for one in PAGES:
            _write(leader, cast, one)


def _write(leader: Work, cast: Cast, one: Told) -> None:
    day = today(leader)
    new = NewStrategy(
        one.segment,
        _(one.aim),
        frozenset(one.channels),
        one.channels[0],
        _(one.promises),
        cast.actors[one.responsible].id,
        day - timedelta(days=one.reviewed),
        day + timedelta(days=one.next_review),
    )
    save_strategy(leader, new=new, version=0)
    if one.topic:
        query = select(CorrectiveAction.id, CorrectiveAction.version)
        query = query.where(CorrectiveAction.topic_id == cast.topic_ids[one.topic])
        for measure_id, version in leader.db.execute(query).tuples().all():
            set_measure_segment(leader, measure_id=measure_id, segment=one.segment, version=version)
