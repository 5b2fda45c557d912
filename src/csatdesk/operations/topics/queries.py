"""What the page of topics shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, literal, select

from csatdesk.domain.contacts import IN_PERSON
from csatdesk.domain.topic_changes import TopicMerge
from csatdesk.domain.topic_history import TopicHistory
from csatdesk.domain.topic_ranking import Marks
from csatdesk.domain.topics import Topic, TopicTree
from csatdesk.operations.absences import today
from csatdesk.operations.cuts import list_activities
from csatdesk.operations.topics.merging import list_topic_merges
from csatdesk.operations.topics.trees import load_topic_history
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import visible_cases

CASES_MOST = 1_001  # cases of one topic are counted so far: "1,000+"


@dataclass(frozen=True, slots=True)
class TopicsFacts:
    """Everything about the tree. `people`: who can keep a card, by id; `offices` by id."""

    history: TopicHistory
    merges: tuple[TopicMerge, ...]
    people: Mapping[int, str]
    offices: Mapping[int, str]
    today: date
    activities: tuple[str, ...] = ()  # lines of business

    @property
    def tree(self) -> TopicTree:
        return self.history.tree

    @property
    def overdue_cards(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.tree.topics.values() if topic.card_is_overdue(self.today))


@dataclass(frozen=True, slots=True)
class TopicCases:
    """Cases of a topic and all below it: all, and those of the last 30 days; none over `CASES_MOST`.

    `marks`: of the contacts of the last 30 days, uncapped.
    """

    total: int
    recent: int
    marks: Marks


def load_topics_facts(reading: Reading) -> TopicsFacts:
    centre_id = reading.actor.centre_id
    staff = select(Staff.id, Staff.name).where(Staff.centre_id == centre_id, Staff.is_active).order_by(Staff.sort_key)
    offices = select(Office.id, Office.name).where(Office.centre_id == centre_id).order_by(Office.id)
    return TopicsFacts(
        load_topic_history(reading),
        list_topic_merges(reading),
        {row.id: row.name for row in reading.db.execute(staff)},
        {row.id: row.name for row in reading.db.execute(offices)},
        today(reading),
        list_activities(reading),
    )


def count_topic_cases(reading: Reading, *, topic_id: int) -> TopicCases:
    of_topic = (
        visible_cases(reading.actor),
        Case.topic_id.in_(sorted(load_topic_history(reading).tree.below(topic_id))),
    )
    recent = Case.received_at >= reading.at - timedelta(days=30)
    counts = []
    for more in ((), (recent,)):
        rows = select(literal(1)).where(*of_topic, *more).limit(CASES_MOST).subquery()
        counts.append(reading.db.execute(select(func.count()).select_from(rows)).scalar_one())
    marked = (
        select(Contact.remote, func.count())
        .join(Case, Contact.case_id == Case.id)
        .where(*of_topic, recent, Contact.channel.in_(sorted(IN_PERSON, key=lambda one: one.value)))
        .group_by(Contact.remote)
    )
    marks = sum((Marks.of(mark, count) for mark, count in reading.db.execute(marked)), Marks())
    total, recently = counts
    return TopicCases(total, recently, marks)
