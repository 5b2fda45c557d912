"""One key logs an anonymous inquiry as solved; the keys are the office's own choice, or what it is asked most often."""

from datetime import datetime, timedelta

import pytest

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.identity import new_identity
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.attachments import attach
from csatdesk.operations.cases.commands import add_note
from csatdesk.operations.cases.endings import reopen_case
from csatdesk.operations.cases.life import UndoTooLate
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.trash import list_trash
from csatdesk.operations.rush import (
    MOST,
    NoSuchTopic,
    TooManyTopics,
    choose_rush_topics,
    load_rush_choice,
    load_rush_topics,
    log_at_once,
)
from tests.cast import NOW, Stage

DAY = timedelta(days=1)


def asked(centre: Stage, key: str, times: int, at: datetime, channel: Channel = Channel.HALL) -> None:
    for _time in range(times):
        centre.register(kind=CaseKind.INQUIRY, topic_id=centre.topic_ids[key], at=at, channel=channel)


def keys(centre: Stage) -> list[int]:
    with centre.read() as reading:
        return [topic.topic_id for topic in load_rush_topics(reading)]


def today(centre: Stage) -> dict[int, int]:
    with centre.read() as reading:
        return {topic.topic_id: topic.today for topic in load_rush_topics(reading)}


def test_one_press_is_a_case_of_its_own_anonymous_and_solved(centre: Stage) -> None:
    topic_id = centre.topic_ids["bill_too_high"]
    with centre.work() as work:
        made = log_at_once(work, topic_id=topic_id, uid=new_identity(NOW)).result
    with centre.read() as reading:
        card = load_case(reading, case_id=made.case_id)
    assert (card.row.kind, card.row.known, card.row.channel) == (CaseKind.INQUIRY, Known.ANONYMOUS, Channel.HALL)
    assert (card.row.status, card.row.topic_id) == (Status.CLOSED, topic_id)
    assert card.text


def test_each_press_counts_and_the_same_press_twice_counts_once(centre: Stage) -> None:
    topic_id = centre.topic_ids["bill_too_high"]
    asked(centre, "bill_too_high", 1, at=NOW - DAY)
    same = new_identity(NOW)
    for uid in (same, same, new_identity(NOW), new_identity(NOW)):
        with centre.work() as work:
            log_at_once(work, topic_id=topic_id, uid=uid)
    assert today(centre)[topic_id] == 3


def test_what_is_taken_back_counts_no_more_and_lies_in_the_trash(centre: Stage) -> None:
    topic_id = centre.topic_ids["bill_too_high"]
    asked(centre, "bill_too_high", 1, at=NOW - DAY)
    with centre.work() as work:
        pressed = log_at_once(work, topic_id=topic_id, uid=new_identity(NOW))
    with centre.work() as work:
        pressed.undo(work)
    assert today(centre)[topic_id] == 0
    with centre.read(centre.marek) as reading:
        assert [row.number for row in list_trash(reading)] == [pressed.result.number]


def test_what_somebody_worked_on_since_is_not_taken_back(centre: Stage) -> None:
    with centre.work() as work:
        pressed = log_at_once(work, topic_id=centre.topic_ids["bill_too_high"], uid=new_identity(NOW))
    with centre.work() as work:
        reopen_case(work, case_id=pressed.result.case_id, reason="Wrócił z pytaniem.")
        add_note(work, case_id=pressed.result.case_id, text="Wrócił.")
    with pytest.raises(UndoTooLate), centre.work() as work:
        pressed.undo(work)


def test_a_slip_that_somebody_attached_a_file_to_is_not_taken_back(centre: Stage) -> None:
    with centre.work() as work:
        pressed = log_at_once(work, topic_id=centre.topic_ids["bill_too_high"], uid=new_identity(NOW))
    with centre.work() as work:
        attach(work, case_id=pressed.result.case_id, files=(NewAttachment("rachunek.pdf", b"1"),))
    with pytest.raises(UndoTooLate), centre.work() as work:
        pressed.undo(work)


def test_the_keys_are_what_the_office_was_asked_most_often_in_90_days(centre: Stage) -> None:
    many, few, other = "bill_too_high", "debt_reminder", "reconnection"
    asked(centre, few, 1, at=NOW - DAY)
    asked(centre, many, 2, at=NOW - 2 * DAY)
    asked(centre, other, 3, at=NOW - 120 * DAY)  # too long ago
    asked(centre, other, 3, at=NOW - DAY, channel=Channel.PHONE)  # not at the counter
    assert keys(centre) == [centre.topic_ids[many], centre.topic_ids[few]]


def test_an_own_choice_stands_in_its_order_until_it_is_taken_back(centre: Stage) -> None:
    first, second = centre.topic_ids["bill_too_high"], centre.topic_ids["debt_reminder"]
    asked(centre, "bill_too_high", 1, at=NOW - DAY)
    with centre.work(centre.marek) as work:
        step = choose_rush_topics(work, topic_ids=(second, first, second))
    assert keys(centre) == [second, first]
    with centre.read(centre.marek) as reading:
        assert load_rush_choice(reading).usual == (first,)
    with centre.work(centre.marek) as work:
        step.undo(work)
    assert keys(centre) == [first]


def test_a_choice_made_over_somebody_elses_is_refused_and_so_is_taking_it_back_after_theirs(centre: Stage) -> None:
    first, second = centre.topic_ids["bill_too_high"], centre.topic_ids["debt_reminder"]
    with centre.read(centre.marek) as reading:
        seen = load_rush_choice(reading).version
    with centre.work(centre.ewa) as work:
        step = choose_rush_topics(work, topic_ids=(first,), version=seen)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        choose_rush_topics(work, topic_ids=(second,), version=seen)
    with centre.work(centre.marek) as work:
        choose_rush_topics(work, topic_ids=(second,))
    with pytest.raises(ChangedByOther), centre.work(centre.ewa) as work:
        step.undo(work)
    assert keys(centre) == [second]


def test_more_topics_than_keys_and_topics_that_are_none_are_refused(centre: Stage) -> None:
    with pytest.raises(TooManyTopics), centre.work(centre.marek) as work:
        choose_rush_topics(work, topic_ids=range(1, MOST + 2))
    with pytest.raises(NoSuchTopic), centre.work(centre.marek) as work:
        choose_rush_topics(work, topic_ids=(987_654,))
    with pytest.raises(NoSuchTopic), centre.work() as work:
        log_at_once(work, topic_id=987_654, uid=new_identity(NOW))


def test_a_clerk_does_not_choose_for_the_office_and_an_auditor_logs_nothing(centre: Stage) -> None:
    with pytest.raises(NotAllowed), centre.work() as work:
        choose_rush_topics(work, topic_ids=())
    with pytest.raises(NotAllowed), centre.work(centre.liis) as work:
        log_at_once(work, topic_id=centre.topic_ids["bill_too_high"], uid=new_identity(NOW))
    with pytest.raises(NotAllowed), centre.read(centre.liis) as reading:
        load_rush_topics(reading)
    with pytest.raises(NotAllowed), centre.read() as reading:
        load_rush_choice(reading)
