"""The rush hour: one key logs "anonymous, in person, solved" on one of the commonest topics (C24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from csatdesk.domain.cases import CaseKind, NewCase, Registered, ReplyBy
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.topics import Topic, TopicTree
from csatdesk.operations.cases.bands import bounds
from csatdesk.operations.cases.life import UndoTooLate, workable
from csatdesk.operations.cases.registering import register_case
from csatdesk.operations.cases.trash import put_into_trash
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.cases import NOT_OPEN, Case, CaseEvent
from csatdesk.store.entities.centres import Centre, Office
from csatdesk.wording.texts import _

MOST = 9  # keys
LOOKED_BACK = timedelta(days=90)


class NoSuchTopic(Refusal):
    text = N_("This topic is no longer offered. Choose another one for this key.")


class TooManyTopics(Refusal):
    text = N_("There are {most} keys. Leave some topics out.")


@dataclass(frozen=True, slots=True)
class RushTopic:
    """A topic that has a key; `today`: how many were logged by it in this office since midnight."""

    topic_id: int
    names: LocalText
    today: int


@dataclass(frozen=True, slots=True)
class RushChoice:
    """What an office chose, in the order of the keys; empty: what it is asked most often (`usual`)."""

    chosen: tuple[int, ...]
    usual: tuple[int, ...]
    tree: TopicTree
    version: int


def load_rush_topics(reading: Reading) -> tuple[RushTopic, ...]:
    """The topics of this person's office in the order of the keys, with today's counts."""
    require(reading.actor, Right.REGISTER_CASE)
    tree = load_topic_tree(reading)
    office = reading.db.get_one(Office, reading.actor.office_id)
    chosen = _offered(tree, office.rush_topic_ids or ()) or _usual(reading, tree)
    counts = _counts_today(reading, [topic.id for topic in chosen])
    return tuple(RushTopic(topic.id, topic.names, counts.get(topic.id, 0)) for topic in chosen)


def load_rush_choice(reading: Reading) -> RushChoice:
    require(reading.actor, Right.CHANGE_TOPICS)
    tree = load_topic_tree(reading)
    office = reading.db.get_one(Office, reading.actor.office_id)
    chosen = tuple(topic.id for topic in _offered(tree, office.rush_topic_ids or ()))
    return RushChoice(chosen, tuple(topic.id for topic in _usual(reading, tree)), tree, office.version)


def choose_rush_topics(work: Work, *, topic_ids: Sequence[int], version: int | None = None) -> Undoable[None]:
    """Which topics the keys of this person's office log; none: those it is asked most often. `version`: of the choice
    the person saw; another one is refused.
    """
    require(work.actor, Right.CHANGE_TOPICS)
    wanted = list(dict.fromkeys(topic_ids))
    if len(wanted) > MOST:
        raise TooManyTopics(most=MOST)
    tree = load_topic_tree(work)
    if len(_offered(tree, wanted)) < len(wanted):
        raise NoSuchTopic()
    office = work.db.get_one(Office, work.actor.office_id)
    if version is not None and office.version != version:
        raise ChangedByOther()
    before, office.rush_topic_ids = tuple(office.rush_topic_ids or ()), wanted
    work.changed.add(Kind.TOPIC)
    undo = partial(_choose_as_before, before=before, chosen=tuple(wanted))
    return Undoable(None, undo, N_("Changed the topics of the rush hour."), {})


def _choose_as_before(work: Work, *, before: Sequence[int], chosen: Sequence[int]) -> Undoable[None]:
    """Of what was chosen before, all that is still offered; nothing where somebody chose anew since."""
    office = work.db.get_one(Office, work.actor.office_id)
    if tuple(office.rush_topic_ids or ()) != tuple(chosen):
        raise ChangedByOther()
    return choose_rush_topics(work, topic_ids=[topic.id for topic in _offered(load_topic_tree(work), before)])


def _offered(tree: TopicTree, topic_ids: Sequence[int]) -> tuple[Topic, ...]:
    """Those that can still be given to a case; what became part of another is that other one."""
    now = dict.fromkeys(tree.now(topic_id) for topic_id in topic_ids if topic_id in tree.topics)
    found = (tree.topics.get(topic_id) for topic_id in now)
    return tuple(topic for topic in found if topic is not None and topic.is_offered)[:MOST]


def _usual(reading: Reading, tree: TopicTree) -> tuple[Topic, ...]:
    """What this office was asked most often in person in the last 90 days; counted once a day and tree.

    Inquiries alone: a complaint is not solved by one key.
    """
    midnight = bounds(reading).today_from
    version = reading.db.execute(select(Centre.topics_version).where(Centre.id == reading.actor.centre_id)).scalar_one()
    key = ("rush", reading.actor.office_id, midnight, version)
    return reading.store.kept(key, partial(_most_asked, reading, tree, midnight))


def _most_asked(reading: Reading, tree: TopicTree, midnight: datetime) -> tuple[Topic, ...]:
    in_person = [channel for channel in Channel if channel.is_in_person]
    query = (
        select(Case.topic_id, func.count())
        .where(
            Case.centre_id == reading.actor.centre_id,
            Case.received_at >= midnight - LOOKED_BACK,
            Case.topic_id.is_not(None),
            Case.channel.in_(in_person),
            Case.kind == CaseKind.INQUIRY,
            Case.office_id == reading.actor.office_id,
        )
        .group_by(Case.topic_id)
        .order_by(func.count().desc(), Case.topic_id)
    )
    asked = [row.topic_id for row in reading.db.execute(query)]
    return _offered(tree, [topic_id for topic_id in asked if topic_id is not None])


def _counts_today(reading: Reading, topic_ids: Sequence[int]) -> dict[int, int]:
    query = (
        select(Case.topic_id, func.count())
        .where(_logged_at_once(reading), Case.topic_id.in_(topic_ids))
        .group_by(Case.topic_id)
    )
    return {topic_id: count for topic_id, count in reading.db.execute(query) if topic_id is not None}


def _logged_at_once(reading: Reading) -> ColumnElement[bool]:
    return and_(
        Case.centre_id == reading.actor.centre_id,
        Case.received_at >= bounds(reading).today_from,
        Case.channel == Channel.HALL,
        Case.kind == CaseKind.INQUIRY,
        Case.office_id == reading.actor.office_id,
        Case.is_open == NOT_OPEN,
        Case.known == Known.ANONYMOUS,
    )


def log_at_once(work: Work, *, topic_id: int, uid: UUID) -> Undoable[Registered]:
    """Somebody anonymous asked this at the counter and was helped. Each press has a `uid` of its own."""
    topic = load_topic_tree(work).topics.get(topic_id)
    if topic is None or not topic.is_offered:
        raise NoSuchTopic()
    name = topic.names.in_language(work.actor.language)
    new = NewCase(
        uid=uid,
        kind=CaseKind.INQUIRY,
        channel=Channel.HALL,
        received_at=work.at,
        text=name,
        known=Known.ANONYMOUS,
        topic_id=topic_id,
        reply_by=ReplyBy.NONE,
        language=work.centre.language,
        solved_now=True,
    )
    made = register_case(work, new=new)
    version = work.db.get_one(Case, made.case_id).version
    last = _last_event(work, made.case_id)
    undo = partial(_take_back, case_id=made.case_id, version=version, last_event=last)
    return Undoable(made, undo, N_("Logged: {topic}."), {"topic": name})


def _last_event(work: Work, case_id: int) -> int:
    return work.db.execute(select(func.max(CaseEvent.id)).where(CaseEvent.case_id == case_id)).scalar_one()


def _take_back(work: Work, *, case_id: int, version: int, last_event: int) -> None:
    """Into the trash, so that its number stays in the register; nobody needs a right to take back their own slip.

    A file or a contact that somebody added since is told by the history alone: the case itself is as it was.
    """
    case = workable(work, case_id, Right.REGISTER_CASE)
    if case.version != version or _last_event(work, case_id) != last_event:
        raise UndoTooLate(number=case.number)
    put_into_trash(work, case, _("Pressed by mistake"))
