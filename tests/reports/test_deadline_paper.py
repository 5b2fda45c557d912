"""A clock explained on paper: everything an inspector asks for, on A4, in vectors."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from csatdesk.domain.clocks import Pause
from csatdesk.domain.contacts import Channel
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.explanation import CaseExplained, ClockTold, Facts, explain
from csatdesk.domain.statuses import WaitingFor
from csatdesk.reports import deadline_paper
from csatdesk.wording.texts import LANGUAGES, speaking
from tests.domain.test_clocks import at, course
from tests.reports.reading import outline, pages, reader, words

PHOTO = Pause(at(12, 10, 15), at(17, 11), WaitingFor.CUSTOMER, "Photo <b>of</b> the fuse box", "Jüri Kask", 1)
NOW = at(19, 11, 42)
KEPT = Facts(
    1,
    rule_position=3,
    rule_since=datetime(2026, 9, 1, tzinfo=UTC),
    rule_source="Energy law, art. 6",
    office="Sala główna",
)


def case(*clocks: ClockTold, chosen: int = 0) -> CaseExplained:
    return CaseExplained(
        1, "26-02-01142-6", ("Connection",), Channel.PHONE, at(9, 14, 30), "Energia", "Sala", "Ewa", NOW, clocks, chosen
    )


def house(amount: int = 32, now: datetime = NOW) -> ClockTold:
    return explain(course(amount, Unit.WORKING_HOURS, PHOTO), now, KEPT)


def legal() -> ClockTold:
    made = course(14, Unit.CALENDAR_DAYS, PHOTO, clock=Clock.LEGAL, pauses_for=frozenset())
    return explain(made, NOW, replace(KEPT, unit=Unit.CALENDAR_DAYS))


def test_it_holds_what_an_inspector_asks_for() -> None:
    told = words(deadline_paper.as_bytes(case(house(), legal())))
    for wanted in (
        "26-02-01142-6",
        "Why due today at 15:15",
        "32 working hours from Mon 9 November 14:30, less one pause",
        "Independence Day, public holiday",
        "Photo <b>of</b> the fuse box",
        "Jüri Kask",
        "24 h 45 min, else due Mon 16 Nov 14:30",
        "Energy law, art. 6",
        "Printed by Ewa",
        "Legal last day",
        "of 32 h",
    ):
        assert wanted in told, wanted


def test_a_period_of_days_is_drawn_as_weeks() -> None:
    told = words(deadline_paper.as_bytes(case(house(), legal(), chosen=1)))
    assert "14 days from Mon 9 November 14:30 end Mon 23 November." in told
    assert "Mon Tue Wed Thu Fri Sat Sun" in told


def test_a_long_one_goes_over_pages_with_its_number_on_each() -> None:
    paper = deadline_paper.as_bytes(case(house(amount=900), legal()))
    told = pages(paper)
    assert len(told) >= 2
    assert all("26-02-01142-6" in page for page in told)
    assert outline(paper)[0].startswith("Why due")


def test_the_sheet_is_a4_and_has_no_pictures() -> None:
    page = reader(deadline_paper.as_bytes(case(house()))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    assert not list(page.images)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_it_is_written_in_every_language(language: str) -> None:
    with speaking(language):
        assert "26-02-01142-6" in words(deadline_paper.as_bytes(case(house(), legal())))
