"""Past evaluations beside those made here, by keys alone: each office against all others, under filters, on paper."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from csatdesk.domain.quality_views import Depth
from csatdesk.domain.surveys import Competence
from csatdesk.gui.quality.past_view import PastView
from csatdesk.operations.evaluations.past_queries import list_past_programmes
from csatdesk.operations.quality.report import export_quality
from csatdesk.store.entities.centres import Office
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Key
from tests.gui.quality.conftest import QualityDesk, Sit
from tests.gui.quality.test_page import cells, choose
from tests.operations.evaluations.test_past_evaluations import imported, written
from tests.reports.reading import words

HALL, CALLS = "Sala główna", "Infolinia"
OLD = "Place;City;Date;Score\n" + "\n".join(
    f"{place};Town;{day:02}.03.{year};{score}"
    for place, scores in ((HALL, (60, 62, 64, 61)), (CALLS, (90, 92, 94, 91)), ("Kiosk", (80, 82, 81)))
    for day, (year, score) in enumerate(zip((2024, 2025, 2025, 2025), scores, strict=False), start=1)
)


@pytest.fixture
def before(played: Stage, tmp_path: Path) -> Stage:
    """Of a file: the hall was worse than all others, the call centre better; a kiosk is no office here."""
    imported(played, written(tmp_path, OLD, "offices.csv"))
    with played.work(played.ewa) as work:
        hall = work.db.get_one(Office, played.anna.office_id)
        hall.region, hall.competence, hall.country = "North", Competence.GOLD, "NO"
    return played


def past_of(desk: QualityDesk) -> PastView:
    desk.press(Key.Key_6, CTRL)
    return desk.page.past


def told(view: PastView) -> dict[str, list[str]]:
    return {row[0].partition(":")[0]: row for row in cells(view.list)}


def test_offices_stand_against_all_others_with_what_was_made_here_and_what_came_from_a_file(
    before: Stage, sit: Sit
) -> None:
    view = past_of(sit(before.marek))
    rows = told(view)
    assert list(rows) == ["All together", CALLS, HALL, "Other places of the file"]
    assert rows[HALL][1:3] == ["90.0", "likely 71.6 to 100.0, n 4"]
    assert rows[HALL][4:] == ["61.8", "likely 59.0 to 64.5, n 4", "−25.4"]
    assert rows[CALLS][1:4] == ["–", "unranked, n = 2", "–"]
    assert rows[CALLS][4:] == ["91.8", "likely 89.0 to 94.5, n 4", "+21.8"]
    assert rows["Other places of the file"][1:3] == ["–", "nobody was evaluated yet"]
    assert rows["All together"][6] == ""
    assert rows[CALLS][0].endswith("From the file: better than all others")
    assert view.finding.text() == (
        f"From the file: better than all others: {CALLS}. From the file: worse than all others: {HALL}"
    )
    assert view.base.text().endswith("From the file: offices, until 4 Mar 2025")
    assert view.note.text().startswith("Totals of a file and of a scorecard mean different things")


def test_level_and_country_narrow_both_sides(before: Stage, sit: Sit) -> None:
    desk = sit(before.marek)
    view, filters = past_of(desk), desk.page.filters
    desk.press(Key.Key_F, ALT | SHIFT)
    choose(desk, filters.country, (before.anna.office_id,))
    rows = told(view)
    assert list(rows) == ["All together", HALL]
    assert rows["All together"][4:6] == ["61.8", "likely 59.0 to 64.5, n 4"]
    assert rows[HALL][6] == "–", "there are no others in that country"
    choose(desk, filters.level, (before.other_office_id,))
    assert list(told(view)) == ["All together"], "no office is of that country and of that level"
    assert view.base.text().endswith("From the file: offices")


def test_enter_leads_to_both_year_by_year_and_another_list_is_chosen_by_keys(
    before: Stage, sit: Sit, tmp_path: Path
) -> None:
    imported(before, written(tmp_path, OLD.replace(HALL, "Elsewhere"), "second.csv"))
    desk = sit(before.marek)
    view = past_of(desk)
    for _row in range(3):
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert view.pane.first.has_keyboard
    assert view.pane.name.text() == "Other places of the file"
    assert view.pane.first.title.text() == "Made here: too few evaluations to compare"
    assert view.pane.second.title.text() == "From the file: too few evaluations to compare", "one of them a year"
    desk.press(Key.Key_Escape)
    assert view.list.hasFocus()
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Return)
    assert view.pane.name.text() == HALL
    assert view.pane.second.title.text() == "From the file: one year only, so no course yet"
    desk.press(Key.Key_T, ALT)
    assert view.pane.second.is_table
    choose(desk, view.programme, view.programme.options()[1][0])
    assert list(told(view)) == ["All together", CALLS, HALL, "Other places of the file"]
    assert told(view)[HALL][4] == "–"


def test_both_stand_in_the_report_on_paper_and_in_the_workbook(before: Stage, sit: Sit, tmp_path: Path) -> None:
    desk = sit(before.marek)
    desk.press(Key.Key_4, CTRL)
    desk.press(Key.Key_E, CTRL)
    read = words(next(tmp_path.glob("*.pdf")).read_bytes())
    assert "From the file: better than all others: Infolinia" in read
    with before.read(before.marek) as reading:
        (programme,) = list_past_programmes(reading)
    path = tmp_path / "quality.xlsx"
    asked = desk.page.filters.asked
    assert asked is not None
    export_quality(before.store, before.marek, asked=asked, depth=Depth.KEY, past_id=programme.id, path=path)
    sheet = load_workbook(path)["Past evaluations"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert rows[HALL][4:8] == (61.75, 59.03, 64.47, 4)
    assert rows[CALLS][0] is None, "two alone would be about a person"
    assert rows[CALLS][3] == 2


def test_without_a_file_the_view_says_where_they_come_from(played: Stage, sit: Sit) -> None:
    view = past_of(sit(played.marek))
    assert view.split_view.is_empty
    assert not view.as_tables.isVisible()


def test_who_may_not_see_what_was_said_of_all_offices_has_no_such_view(before: Stage, sit: Sit) -> None:
    page = sit(before.liis).page
    assert page.past not in page.views
    assert page.tabs.count() == len(page.views)
