"""What sign-in tells of the office, from the settings of the machine alone."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from csatdesk.gui.sign_in.frame import PromisePane
from csatdesk.gui.sign_in.promises import of_office
from csatdesk.system.settings import Settings
from csatdesk.wording.texts import set_language

WARSAW = ZoneInfo("Europe/Warsaw")
HALL = Settings(
    office_hours={
        "zone": "Europe/Warsaw",
        "week": {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "holidays": {"2026-12-25": "Christmas Day"},
    },
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def told(settings: Settings, day: int, hour: int) -> list[str]:
    at = datetime(2026, 11, day, hour, 30, tzinfo=WARSAW)
    return [f"{one.line} / {one.second}" for one in of_office(settings, at)]


def test_before_opening_it_tells_when_it_opens() -> None:
    assert told(HALL, 19, 6) == ["Office opens at 08:00 / Next closed day: Fri 25 December, Christmas Day"]


def test_while_it_is_open_it_tells_until_when() -> None:
    assert told(HALL, 19, 9)[0].startswith("Office is open until 17:00 / ")


def test_on_a_weekend_it_tells_the_day_too() -> None:
    assert told(HALL, 21, 9)[0].startswith("Office opens on Mon 23 November, 08:00 / ")


def test_in_the_persons_language() -> None:
    set_language("nb")
    assert "fredag 25. desember" in told(HALL, 19, 9)[0]


def test_the_pane_keeps_up_with_the_hours(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csatdesk.gui.sign_in.frame.FOLLOW_MS", 5)
    hour = [6]
    pane = PromisePane("1.0")
    qtbot.addWidget(pane)
    pane.follow(lambda: tuple(of_office(HALL, datetime(2026, 11, 19, hour[0], 30, tzinfo=WARSAW))))
    hour[0] = 9

    def words() -> list[str]:
        return [label.text() for label in pane.findChildren(QLabel)]

    qtbot.waitUntil(lambda: "Office is open until 17:00" in words())
    qtbot.waitUntil(lambda: "Office opens at 08:00" not in words())


def test_nothing_is_told_before_anybody_signed_in_or_when_the_hours_make_no_sense() -> None:
    assert told(Settings(), 19, 9) == []
    assert told(HALL._replace(office_hours={"zone": "Europe/Atlantis"}), 19, 9) == []
