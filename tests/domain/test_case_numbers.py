"""Case numbers: spoken, typed in any shape, and never mistaken for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.case_numbers import CaseNumber, check_digit, parse

numbers = st.builds(CaseNumber, st.integers(0, 99), st.integers(0, 99), st.integers(1, 99_999_999))


@given(numbers)
def test_a_number_is_read_back_however_it_is_typed(number: CaseNumber) -> None:
    for typed in (str(number), str(number).replace("-", ""), str(number).replace("-", " "), f"  {number} "):
        assert parse(typed) == number


@given(numbers, st.data())
def test_one_wrong_digit_is_noticed(number: CaseNumber, data: st.DataObject) -> None:
    digits = list(str(number).replace("-", ""))
    place = data.draw(st.integers(0, len(digits) - 1))
    digits[place] = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != digits[place]]))
    assert parse("".join(digits)) is None


@given(numbers, st.data())
def test_two_swapped_digits_are_noticed(number: CaseNumber, data: st.DataObject) -> None:
    digits = list(str(number).replace("-", ""))
    place = data.draw(st.integers(0, len(digits) - 2))
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    assert "".join(digits) == str(number).replace("-", "") or parse("".join(digits)) is None


@pytest.mark.parametrize("typed", ["", "26", "601 224 318", "26-02-1187-3", "Zielińska", "26-02-01187-x"])
def test_what_is_no_case_number_is_none(typed: str) -> None:
    assert parse(typed) is None


def test_the_published_example_of_the_check_digit() -> None:
    assert check_digit("572") == 4
