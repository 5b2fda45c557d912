"""States of measures, and rule 18 for what is checked by evaluations."""

from datetime import date
from decimal import Decimal

import pytest

from csatdesk.domain.corrective_actions import ALLOWED, MeasureStatus, Stage
from csatdesk.domain.item_effects import ItemResult, ItemVerdict, judge_item

DONE = date(2026, 3, 10)
OWNER, LIIS, HELENA = 1, 2, 3


def result(day: int, f: str | None, by: int = LIIS, month: int = 3) -> ItemResult:
    return ItemResult(Decimal(f) if f is not None else None, by, date(2026, month, day))


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ([], ItemVerdict.WAITING),
        ([result(12, "1")], ItemVerdict.WAITING),
        ([result(12, "0.5"), result(20, "0.5")], ItemVerdict.EFFECTIVE),
        ([result(12, "0.49")], ItemVerdict.NOT_EFFECTIVE),
        ([result(12, "1"), result(20, "0")], ItemVerdict.NOT_EFFECTIVE),
        # only the next two count
        ([result(12, "1"), result(20, "1"), result(25, "0")], ItemVerdict.EFFECTIVE),
        # in the order of their days, whatever order they come in
        ([result(25, "0"), result(20, "1"), result(12, "1")], ItemVerdict.EFFECTIVE),
        # its owner does not judge their own measure
        ([result(12, "1", OWNER), result(20, "1")], ItemVerdict.WAITING),
        ([result(12, "0", OWNER), result(20, "1"), result(25, "1", HELENA)], ItemVerdict.EFFECTIVE),
        # what was before it was reported done, or on that day, says nothing of it
        ([result(9, "0"), result(10, "0"), result(12, "1"), result(20, "1")], ItemVerdict.EFFECTIVE),
        # an evaluation in which the item did not apply says nothing
        ([result(12, None), result(20, "1")], ItemVerdict.WAITING),
        ([result(12, None), result(20, "1"), result(25, "1")], ItemVerdict.EFFECTIVE),
    ],
)
def test_an_item_stays_repaired_in_the_next_two_evaluations_by_others(
    results: list[ItemResult], verdict: ItemVerdict
) -> None:
    assert judge_item(results, done_on=DONE, owner_id=OWNER) is verdict


def test_done_is_never_effective_by_itself_and_what_is_dropped_is_over() -> None:
    assert MeasureStatus.EFFECTIVE not in ALLOWED[MeasureStatus.PLANNED] | ALLOWED[MeasureStatus.IN_WORK]
    assert not ALLOWED[MeasureStatus.DROPPED]
    assert MeasureStatus.IN_WORK in ALLOWED[MeasureStatus.EFFECTIVE]
    assert {status.stage for status in MeasureStatus} == set(Stage)
