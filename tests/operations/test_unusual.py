"""What grew unusually stands before the supervisor: topics, offices, channels, with what is usual of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.contacts import Channel
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cases.queries import count_cases
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.today import load_today
from csatdesk.operations.today.rows import By, Unusual
from csatdesk.operations.topics import load_topic_tree
from tests.cast import NOW, Stage
from tests.operations.quality.scenes import olga

LAST_WEEK = NOW - timedelta(days=3)  # of the seven whole days before NOW
USUAL = (2, 3, 2, 3, 2, 3, 2, 3)


def came(stage: Stage, weeks: Sequence[int], topic: str = "bill_too_high", **other: Any) -> list[int]:
    """So many cases in each week, the newest first; the ids of the newest."""
    other.setdefault("topic_id", stage.topic_ids[topic])
    made = [
        [stage.register(at=LAST_WEEK - timedelta(days=7 * back), **other).case_id for _each in range(count)]
        for back, count in enumerate(weeks)
    ]
    return made[0]


def unusual(stage: Stage) -> dict[By, Unusual]:
    with stage.read(stage.marek) as reading:
        found = [one for one in load_today(reading).decisions if isinstance(one, Unusual)]
    assert len({one.by for one in found}) == len(found), "one of each kind in these stories"
    return {one.by: one for one in found}


def test_a_topic_stands_there_with_its_weeks_and_leads_to_just_these_cases(centre: Stage) -> None:
    came(centre, (14, *USUAL))
    centre.register(topic_id=centre.topic_ids["bill_too_high"])  # today is not over
    topic = unusual(centre)[By.TOPIC]
    assert topic.key == centre.topic_ids["bill_too_high"]
    assert (topic.weeks.now, topic.weeks.before) == (14, USUAL[::-1])
    assert topic.days == Days(date(2026, 11, 12), date(2026, 11, 18))
    with centre.read(centre.marek) as reading:
        shown = CaseFilter(
            received_from=topic.days.first, received_to=topic.days.last, topic_ids=(centre.topic_ids["bill_too_high"],)
        )
        assert count_cases(reading, filter=shown).total == 14


def test_a_heading_stands_there_where_it_grew_by_no_topic_alone(centre: Stage) -> None:
    came(centre, (8, *USUAL))
    came(centre, (8, *USUAL), "bill_estimated")
    with centre.read() as reading:
        heading = load_topic_tree(reading).topics[centre.topic_ids["bill_too_high"]].parent_id
    assert unusual(centre)[By.TOPIC].key == heading


def test_an_office_and_a_channel_stand_there_too(centre: Stage) -> None:
    came(centre, (4, 4, 4, 4, 4, 4, 4, 4, 4), topic_id=None)
    came(centre, (14, *USUAL), topic_id=None, actor=olga(centre), channel=Channel.CHAT)
    found = unusual(centre)
    assert found[By.OFFICE].key == centre.other_office_id
    assert found[By.CHANNEL].key is Channel.CHAT
    assert By.TOPIC not in found


def test_what_was_thrown_away_does_not_count(centre: Stage) -> None:
    newest = came(centre, (14, *USUAL))
    for case_id in newest[:9]:
        with centre.work(centre.marek) as work:
            throw_away(work, case_id=case_id, reason="Twice")
    assert not unusual(centre)


def test_without_eight_weeks_before_nothing_is_called_usual(centre: Stage) -> None:
    came(centre, (14, 2, 3, 2))
    assert not unusual(centre)
