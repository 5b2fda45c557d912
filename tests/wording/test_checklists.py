"""What is said of checks: states, rhythms, and shares that never stand without their counts."""

from datetime import date

import pytest

from csatdesk.domain.checklists import CheckCounts, CheckState, Rhythm, Terms
from csatdesk.wording.checklists import counts_words, mark_of, rhythm_words, state_words, terms_words

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize("state", CheckState)
def test_every_state_has_words_of_its_own_and_a_mark(state: CheckState) -> None:
    assert mark_of(state)
    assert [one for one in CheckState if state_words(one) == state_words(state)] == [state]


def test_a_schedule_says_how_often_and_until_when() -> None:
    told = [
        terms_words(Terms(Rhythm.DAILY, 495, TODAY)),
        rhythm_words(Terms(Rhythm.WEEKLY, 495, TODAY, weekday=2)),
        rhythm_words(Terms(Rhythm.MONTHLY, 495, TODAY, day=15)),
        rhythm_words(Terms(Rhythm.MONTH_START, 1440, TODAY)),
    ]
    assert told == [
        "Every working day, until 08:15",
        "Every week: Wednesday",
        "Every month: day 15",
        "First working day of the month",
    ]


def test_no_share_is_told_without_its_counts_and_none_of_nothing() -> None:
    assert counts_words(CheckCounts(done=16, late=2, not_done=2, excused=1, due=1)) == (
        "18 of 20 done (90%), 2 of them late, 2 not done, 1 left out, 1 still due"
    )
    assert counts_words(CheckCounts(due=3)) == "3 still due"
    assert counts_words(CheckCounts()) == ""
