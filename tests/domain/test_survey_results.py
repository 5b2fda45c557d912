"""Months of which somebody asks, and those before."""

import pytest

from csatdesk.domain.contacts import Segment
from csatdesk.domain.survey_results import ResultFilter, month_before, months_between


@pytest.mark.parametrize(
    ("month", "count", "before"), [(202610, 1, 202609), (202601, 1, 202512), (202601, 13, 202412), (202612, -1, 202701)]
)
def test_months_go_over_the_ends_of_years(month: int, count: int, before: int) -> None:
    assert month_before(month, count) == before


def test_a_span_holds_both_its_ends() -> None:
    assert months_between(202611, 202702) == (202611, 202612, 202701, 202702)
    assert months_between(202611, 202611) == (202611,)
    assert months_between(202702, 202701) == ()


def test_before_a_span_lie_as_many_months_and_the_rest_is_asked_alike() -> None:
    asked = ResultFilter(1, 202610, 202612, segment=Segment.SMALL_BUSINESS)

    assert asked.before() == ResultFilter(1, 202607, 202609, segment=Segment.SMALL_BUSINESS)
    assert asked.is_narrow
    assert not ResultFilter(1, 202610, 202612).is_narrow
