"""By which scorecard, of whom, against what: each chosen by keys, and what follows from it."""

from datetime import timedelta
from typing import Any

from csatdesk.domain.quality_views import Split
from csatdesk.domain.surveys import Competence
from csatdesk.operations.mystery.waves import release_wave
from csatdesk.store.entities.centres import Office
from tests.cast import Stage
from tests.gui.cases.desk import ALT, SHIFT, Key
from tests.gui.quality.conftest import Sit, lately
from tests.gui.quality.test_page import cells, choose
from tests.operations.evaluations.scorecards import CALL, published
from tests.operations.mystery.scene import with_scorecard
from tests.operations.quality.scenes import olga, reviewed
from tests.operations.quality.test_secrecy import accepted


def scored(stage: Stage, version: int, times: int = 3, **new: Any) -> None:
    for _each in range(times):
        reviewed(stage, version, at=lately(), new=new)


def test_each_scorecard_stands_by_itself_so_that_calls_and_replies_are_never_mixed(
    local_centre: Stage, sit: Sit
) -> None:
    scored(local_centre, published(local_centre), times=4)
    replies = published(local_centre, CALL | {"kind": "written_review", "channel": "written"})
    reviewed(local_centre, replies, at=lately(), answer="no")
    desk = sit(local_centre.marek)
    field = desk.page.filters.card
    assert field.count() == 2
    assert [row[4] for row in cells(desk.page.compare.groups)] == ["4"]
    choose(desk, field, field.options()[1][0])
    assert [row[4] for row in cells(desk.page.compare.groups)] == ["1"]


def test_results_are_split_by_who_was_served(local_centre: Stage, sit: Sit) -> None:
    version = published(local_centre)
    scored(local_centre, version, segment="household")
    scored(local_centre, version, segment="vip")
    scored(local_centre, version, times=1)
    desk = sit(local_centre.marek)
    choose(desk, desk.page.compare.by, Split.SEGMENT)
    assert [row[:2] for row in cells(desk.page.compare.groups)] == [["1", "Household"], ["1", "VIP"], ["–", "Not said"]]


def test_the_change_against_the_year_before_is_told(local_centre: Stage, sit: Sit) -> None:
    version = published(local_centre)
    scored(local_centre, version)
    year_before = lately().replace(day=1, hour=12) - timedelta(days=365)
    for _each in range(3):
        reviewed(local_centre, version, at=year_before + timedelta(days=year_before.month == 2), answer="no")
    desk = sit(local_centre.marek)
    assert [row[7] for row in cells(desk.page.compare.groups)] == ["–"]
    choose(desk, desk.page.filters.against, "year")
    assert [row[7] for row in cells(desk.page.compare.groups)] == ["+45.0"]


def test_results_are_those_of_a_region_or_country(local_centre: Stage, sit: Sit) -> None:
    version = published(local_centre)
    reviewed(local_centre, version, at=lately())
    for _each in range(2):
        reviewed(local_centre, version, whose=olga(local_centre), at=lately())
    with local_centre.work(local_centre.ewa) as work:
        work.db.get_one(Office, local_centre.other_office_id).region = "Coast"
    desk = sit(local_centre.marek)
    assert sorted(row[4] for row in cells(desk.page.compare.groups)) == ["1", "2"]
    desk.press(Key.Key_F, ALT | SHIFT)
    choose(desk, desk.page.filters.office, (local_centre.other_office_id,))
    assert [row[4] for row in cells(desk.page.compare.groups)] == ["2"]
    assert desk.page.filters.office.currentText() == "Region: Coast"


def test_a_released_wave_is_chosen_instead_of_days(local_centre: Stage, sit: Sit) -> None:
    scene = with_scorecard(local_centre)
    accepted(scene)
    with local_centre.work(scene.owner) as work:
        release_wave(work, wave_id=scene.wave_id, version=scene.card().row.version)
    desk = sit(local_centre.marek)
    filters = desk.page.filters
    assert filters.wave.isVisible()
    choose(desk, filters.wave, filters.wave.options()[1][0])
    assert not filters.period.isVisible()
    assert [row[3] for row in cells(desk.page.compare.groups)] == ["unranked, n = 1", "unranked, n = 1"]
    assert desk.page.summary().endswith("Autumn 2026")
    desk.press(Key.Key_Home)
    assert filters.period.isVisible()


def test_results_are_those_of_a_country_and_a_level_in_the_partner_programme_together(
    local_centre: Stage, sit: Sit
) -> None:
    version = published(local_centre)
    reviewed(local_centre, version, at=lately())
    for _each in range(2):
        reviewed(local_centre, version, whose=olga(local_centre), at=lately())
    with local_centre.work(local_centre.ewa) as work:
        there = work.db.get_one(Office, local_centre.other_office_id)
        there.country, there.competence = "NO", Competence.GOLD
    desk = sit(local_centre.marek)
    filters = desk.page.filters
    desk.press(Key.Key_F, ALT | SHIFT)
    choose(desk, filters.country, (local_centre.other_office_id,))
    choose(desk, filters.level, (local_centre.other_office_id,))
    assert filters.level.currentText() == "Gold"
    assert [row[4] for row in cells(desk.page.compare.groups)] == ["2"]
    choose(desk, filters.country, (local_centre.anna.office_id,))
    assert cells(desk.page.compare.groups) == []
