"""Past evaluations beside those made here: each office against all others of its kind, never one number."""

from decimal import Decimal
from pathlib import Path

import pytest

from csatdesk.domain.cuts import Cut
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.past_evaluations import Sums
from csatdesk.domain.quality_views import QualityAsked
from csatdesk.operations.evaluations.past_queries import list_past_programmes
from csatdesk.operations.quality.facts import load_quality_facts
from csatdesk.operations.quality.past import ELSEWHERE, HerePast, HerePastRow, load_here_past, load_years
from csatdesk.operations.quality.past_words import charts_of_years
from tests.cast import Stage
from tests.operations.evaluations.scorecards import published
from tests.operations.evaluations.test_past_evaluations import imported, written
from tests.operations.quality.scenes import asked, olga, reviewed

HALL, CALLS = "Sala główna", "Infolinia"


def from_file(stage: Stage, folder: Path, *rows: str) -> int:
    imported(stage, written(folder, "\n".join(("Place;Date;Score", *rows)) + "\n", "old.csv"))
    with stage.read(stage.ewa) as reading:
        return list_past_programmes(reading)[0].id


def scores(place: str, year: int, *totals: float) -> tuple[str, ...]:
    return tuple(f"{place};{day:02}.03.{year};{total}" for day, total in enumerate(totals, start=1))


def found(stage: Stage, wanted: QualityAsked, programme_id: int) -> HerePast:
    with stage.read(stage.marek) as reading:
        return load_here_past(reading, asked=wanted, programme_id=programme_id)


def row(here_past: HerePast, name: str) -> HerePastRow:
    return next(one for one in here_past.rows if one.name == name)


def test_both_sides_are_tested_by_themselves_and_may_tell_the_opposite(centre: Stage, tmp_path: Path) -> None:
    version = published(centre)
    for answer in ("yes", "yes", "yes", "partial"):
        reviewed(centre, version, answer=answer)
    for answer in ("no", "no", "no", "partial"):
        reviewed(centre, version, whose=olga(centre), name="no", answer=answer)
    rows = (*scores(HALL, 2024, 60, 62, 64, 61), *scores(CALLS, 2024, 90, 92, 94, 91))
    both = found(centre, asked(version), from_file(centre, tmp_path, *rows))
    hall, calls = row(both, HALL), row(both, CALLS)
    assert (hall.here.way, hall.past.way) == (1, -1)
    assert (calls.here.way, calls.past.way) == (-1, 1)
    assert both.whole.past.checked.score is not None
    assert both.whole.past.checked.score.n == 8
    assert both.whole.past.way is None, "all together stand beside nothing"
    assert hall.past.apart is not None
    assert hall.past.apart.difference == pytest.approx(-30)


def test_two_places_of_one_office_count_together_and_places_elsewhere_as_one(centre: Stage, tmp_path: Path) -> None:
    version = published(centre)
    rows = [*scores(HALL, 2024, 60), *scores("Kiosk", 2024, 70, 80), *scores("Shop", 2024, 90)]
    rows += scores(HALL.upper(), 2025, 70, 80)
    both = found(centre, asked(version), from_file(centre, tmp_path, *rows))
    assert {one.name: one.past.checked.score.n for one in both.rows if one.past.checked.score} == {
        HALL: 3,
        "Other places of the file": 3,
    }
    elsewhere = row(both, "Other places of the file").past.checked.score
    assert elsewhere is not None
    assert elsewhere.mean == 80
    assert row(both, HALL).office_id == centre.anna.office_id


def test_a_difference_of_few_or_by_chance_is_none(centre: Stage, tmp_path: Path) -> None:
    version = published(centre)
    rows = (*scores(HALL, 2024, 60, 90, 75), *scores(CALLS, 2024, 65, 85, 80), *scores("Kiosk", 2024, 1, 2))
    both = found(centre, asked(version), from_file(centre, tmp_path, *rows))
    assert row(both, HALL).past.way == 0
    kiosk = row(both, "Other places of the file").past
    assert (kiosk.way, kiosk.checked.told) == (None, None)


def test_offices_chosen_narrow_the_file_too_and_none_finds_none(centre: Stage, tmp_path: Path) -> None:
    version = published(centre)
    programme_id = from_file(centre, tmp_path, *scores(HALL, 2024, 60, 62, 64), *scores("Kiosk", 2024, 70, 71, 72))
    hall = Cut(office_ids=(centre.anna.office_id,))
    assert [one.name for one in found(centre, asked(version, cut=hall), programme_id).rows] == [HALL]
    nowhere = found(centre, asked(version, cut=Cut(office_ids=(0,))), programme_id)
    assert (nowhere.rows, nowhere.last_on) == ((), None)


def test_years_of_both_stand_over_the_same_years_and_those_elsewhere_by_themselves(
    centre: Stage, tmp_path: Path
) -> None:
    version = published(centre)
    for _each in range(3):
        reviewed(centre, version)
    rows = (*scores(HALL, 2022, 60, 62, 64), *scores(HALL, 2025, 90, 92, 94), *scores("Kiosk", 2024, 50, 51, 52))
    programme_id = from_file(centre, tmp_path, *rows)
    with centre.read(centre.marek) as reading:
        office_id = centre.anna.office_id
        years = load_years(reading, asked=asked(version), programme_id=programme_id, office_id=office_id)
        elsewhere = load_years(reading, asked=asked(version), programme_id=programme_id, office_id=ELSEWHERE)
    here, past = charts_of_years(years)
    assert (
        [one.name for one in past.moments] == [one.name for one in here.moments] == [str(y) for y in range(2022, 2027)]
    )
    assert [one.score.value for one in past.moments] == [62, None, None, 92, None]
    assert past.title == "From the file: up since 2022"
    assert here.title == "Made here: one year only, so no course yet"
    assert [one.figure.value for one in elsewhere.past if one.figure.value is not None] == [51]
    assert all(one.figure.value is None for one in elsewhere.here)


def test_sums_taken_away_leave_what_the_rest_comes_to() -> None:
    whole = Sums(3, 60_0000, 14_00_0000_0000)
    rest = whole - Sums(1, 10_0000, 1_00_0000_0000)
    assert rest + Sums(1, 10_0000, 1_00_0000_0000) == whole
    assert rest.sample.mean == 25
    assert rest.sample.variance == 50
    assert Sums(1, 5, 25).sample.variance is None
    assert Decimal(str(rest.sample.n)) == 2


def test_only_who_may_see_figures_of_all_offices_is_told(centre: Stage, tmp_path: Path) -> None:
    programme_id = from_file(centre, tmp_path, *scores(HALL, 2024, 60, 62, 64), *scores("Kiosk", 2024, 70, 71, 72))
    with centre.read(centre.anna) as reading, pytest.raises(NotAllowed):
        load_here_past(reading, asked=asked(1), programme_id=programme_id)
    with centre.read(centre.marek) as reading:
        assert [one.id for one in load_quality_facts(reading).past] == [programme_id]
