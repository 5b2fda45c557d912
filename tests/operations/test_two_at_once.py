"""Two people edit one case at once: no update is lost, and every save on something stale is refused."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.cases import Closing, Outcome, Priority, ReplyBy
from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.answers import answer_case, prepare_answer
from csatdesk.operations.cases.commands import classify_case, set_priority
from csatdesk.operations.cases.endings import close_case, reopen_case
from csatdesk.operations.cases.waiting import resume, wait
from csatdesk.operations.work import Work
from csatdesk.store.entities.cases import Case
from tests.cast import NOW, Stage

ROUNDS = 1_000
Save = Callable[[Work, int, int], object]


def saves(stage: Stage, mark: str) -> list[Save]:
    """What a card can save; `mark` makes every text another."""
    topics = list(stage.topic_ids.values())
    return [
        lambda work, case, seen: prepare_answer(work, case_id=case, text=mark, version=seen),
        lambda work, case, seen: wait(work, case_id=case, reason=WaitingFor.CUSTOMER, note=mark, version=seen),
        lambda work, case, seen: resume(work, case_id=case, note=mark, version=seen),
        lambda work, case, seen: classify_case(
            work, case_id=case, topic_id=topics[sum(mark.encode()) % len(topics)], version=seen
        ),
        lambda work, case, seen: set_priority(
            work, case_id=case, priority=list(Priority)[sum(mark.encode()) % 2], version=seen
        ),
        lambda work, case, seen: answer_case(
            work, case_id=case, text=mark, sent_at=work.at, reply_by=ReplyBy.LETTER, version=seen
        ),
        lambda work, case, seen: close_case(
            work, case_id=case, closing=Closing(Outcome.JUSTIFIED, mark, work.at), version=seen
        ),
        lambda work, case, seen: reopen_case(work, case_id=case, reason=mark, version=seen),
    ]


def seen(stage: Stage, case_id: int) -> int:
    with stage.read() as reading:
        return reading.db.execute(select(Case.version).where(Case.id == case_id)).scalar_one()


def interleavings(chance: random.Random, rounds: int) -> Iterator[list[str]]:
    """Each of two people looks, then saves: in every order that leaves each one's own order."""
    for _round in range(rounds):
        yield chance.choice([["a", "b", "A", "B"], ["a", "b", "B", "A"], ["b", "a", "A", "B"], ["a", "A", "b", "B"]])


def play(stage: Stage, rounds: int) -> tuple[int, int, int]:
    """How many saves went through, were refused as stale, and were refused by a rule."""
    chance = random.Random(7)
    case_id = stage.register().case_id
    people: dict[str, Actor] = {"A": stage.anna, "B": stage.marek}
    versions: dict[str, int] = {}
    saved = stale = refused = 0
    for place, order in enumerate(interleavings(chance, rounds)):
        for step in order:
            who = step.upper()
            if step.islower():
                versions[who] = seen(stage, case_id)
                continue
            before = seen(stage, case_id)
            save = chance.choice(saves(stage, f"{who} {place}"))
            try:
                with stage.work(people[who], NOW + timedelta(minutes=place)) as work:
                    save(work, case_id, versions[who])
            except ChangedByOther:
                stale += 1
                assert versions[who] != before, "a fresh save was refused as stale"
                assert seen(stage, case_id) == before, "a refused save changed something"
            except Refusal:
                refused += 1
                assert seen(stage, case_id) == before, "a refused save changed something"
            else:
                saved += 1
                assert versions[who] == before, "a save went over what somebody else had saved"
    return saved, stale, refused


def test_no_update_is_lost_between_two_people(centre: Stage) -> None:
    saved, stale, _refused = play(centre, 40)
    assert saved > 10
    assert stale >= 5


@pytest.mark.slow
def test_no_update_is_lost_in_a_thousand_interleavings(centre: Stage) -> None:
    saved, stale, refused = play(centre, ROUNDS)
    assert saved + stale + refused == 2 * ROUNDS
    assert stale > ROUNDS // 4
