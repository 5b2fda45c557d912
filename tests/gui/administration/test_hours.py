"""Opening hours as people write them."""

import pytest

from csatdesk.domain.errors import Refusal
from csatdesk.gui.administration.hours import HoursOverlap, HoursUnreadable, hours_words, open_minutes, read_hours
from csatdesk.wording.texts import speaking, spoken

SPLIT = [["08:00", "12:00"], ["13:00", "17:00"]]


@pytest.mark.parametrize(
    "typed",
    [
        "8:00–12:00, 13:00–17:00",
        "8-12 13-17",
        "08.00 - 12.00; 13.00 - 17.00",
        "0800-1200,1300-1700",
        "13–17, 8–12",
        "8 to 12 and 13 to 17",
        "od 8".removeprefix("od ") + " do 12 i 13 do 17",
    ],
)
def test_a_lunch_break_is_read_however_it_is_written(typed: str) -> None:
    assert read_hours(typed) == SPLIT


@pytest.mark.parametrize("typed", ["", "  ", "-", "closed", "Closed"])
def test_an_empty_field_or_the_word_means_closed(typed: str) -> None:
    assert read_hours(typed) == []


def test_round_the_clock_and_over_midnight_are_hours_too() -> None:
    assert read_hours("24h") == [["00:00", "24:00"]]
    assert read_hours("22-6") == [["22:00", "06:00"]]
    assert open_minutes(read_hours("22-6")) == 8 * 60


@pytest.mark.parametrize("typed", ["8", "8-25", "8:75-12", "mornings", "8-12 rest", "24:00-2"])
def test_what_cannot_be_read_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(HoursUnreadable) as refused:
        read_hours(typed)
    assert "8:00–12:00, 13:00–17:00" in spoken(refused.value)


def test_overlapping_hours_are_named() -> None:
    with pytest.raises(HoursOverlap) as refused:
        read_hours("8-13, 12-17")
    assert spoken(refused.value).startswith("12:00–17:00 begins before 8:00–13:00 has ended")


def test_hours_are_shown_as_the_language_writes_them_and_read_back() -> None:
    for language in ("en", "pl", "nb", "et", "fi", "ru"):
        with speaking(language):
            assert read_hours(hours_words(SPLIT)) == SPLIT
            assert read_hours(hours_words([["00:00", "24:00"]])) == [["00:00", "24:00"]]
    with speaking("fi"):
        assert hours_words(SPLIT) == "8.00–12.00, 13.00–17.00"


def test_every_refusal_of_hours_is_a_refusal_of_the_program() -> None:
    assert issubclass(HoursOverlap, Refusal)
    assert issubclass(HoursUnreadable, Refusal)
