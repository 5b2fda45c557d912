"""The unclassified, filed one by one or many at once, and how often a suggestion is taken."""

from datetime import timedelta

import pytest

from csatdesk.domain.errors import NotAllowed
from csatdesk.operations.classifying.queue import (
    accepted_suggestions,
    count_unclassified,
    file_cases,
    list_unclassified,
)
from tests.cast import NOW, Stage

LATER = NOW + timedelta(minutes=5)
BILL = "Rachunek za wysoki, dwa razy wyższy niż zwykle."


def test_the_queue_holds_cases_without_topic_newest_first_with_their_suggestions(centre: Stage) -> None:
    older = centre.register(BILL, topic_id=None)
    newer = centre.register("?", topic_id=None, at=LATER)
    centre.register()
    with centre.read(at=LATER) as reading:
        first, second = list_unclassified(reading).rows
    assert [first.id, second.id] == [newer.case_id, older.case_id]
    assert first.suggestions == ()
    assert second.suggestions[0].topic_id == centre.topic_ids["bill_too_high"]
    assert second.suggestions[0].because[0].text.startswith("dwa razy") or second.suggestions[0].because


def test_the_queue_comes_in_pages_from_both_ends(centre: Stage) -> None:
    for minute in range(5):
        centre.register(topic_id=None, at=NOW + timedelta(minutes=minute))
    with centre.read(at=LATER) as reading:
        whole = list_unclassified(reading).rows
        first = list_unclassified(reading, limit=2)
        second = list_unclassified(reading, after=first.next, limit=2)
        last = list_unclassified(reading, limit=2, backwards=True)
    assert first.rows + second.rows == whole[:4]
    assert last.rows == whole[3:]


def test_what_was_closed_over_a_year_ago_is_left_alone(centre: Stage) -> None:
    old = NOW - timedelta(days=366)
    centre.register(topic_id=None, at=old, solved_now=True)
    still_open = centre.register(topic_id=None, at=old)
    with centre.read() as reading:
        assert [row.id for row in list_unclassified(reading).rows] == [still_open.case_id]
        counts = count_unclassified(reading, since=NOW)
    assert (counts.left, counts.left_open, counts.filed) == (1, 1, 0)


def test_many_cases_are_filed_at_once_counted_and_put_back(centre: Stage) -> None:
    ids = [centre.register(BILL, topic_id=None).case_id for _case in range(3)]
    with centre.work(at=LATER) as work:
        done = file_cases(work, case_ids=ids, topic_id=centre.topic_ids["bill_too_high"])
    with centre.read(at=LATER) as reading:
        counts = count_unclassified(reading, since=NOW)
    assert (done.result, counts.left, counts.filed) == (3, 0, 3)
    with centre.work(at=LATER) as work:
        done.undo(work)
    with centre.read(at=LATER) as reading:
        counts = count_unclassified(reading, since=NOW)
    assert (counts.left, counts.filed) == (3, 0)


def test_suggestions_taken_are_counted_beside_topics_found_otherwise(centre: Stage) -> None:
    one, other = (centre.register(BILL, topic_id=None).case_id for _case in range(2))
    with centre.work(at=LATER) as work:
        file_cases(work, case_ids=[one], topic_id=centre.topic_ids["bill_too_high"])
        file_cases(work, case_ids=[other], topic_id=centre.topic_ids["waiting_time"])
    centre.register(suggested_topic_ids=(centre.topic_ids["bill_too_high"],))
    with centre.read(at=LATER) as reading:
        told = accepted_suggestions(reading, start=NOW, end=LATER + timedelta(days=1))
        none = accepted_suggestions(reading, start=NOW - timedelta(days=1), end=NOW)
    assert (told.given, told.suggested, told.share) == (3, 2, 2 / 3)
    assert (none.given, none.share) == (0, None)


def test_an_auditor_files_nothing(centre: Stage) -> None:
    case_id = centre.register(topic_id=None).case_id
    with pytest.raises(NotAllowed), centre.work(centre.liis) as work:
        file_cases(work, case_ids=[case_id], topic_id=centre.topic_ids["bill_too_high"])
