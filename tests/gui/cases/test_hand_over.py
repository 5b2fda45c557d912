"""Hand a case over: people, teams and offices in one list; who is away says so and names who stands in."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from csatdesk.domain.staff import Actor
from csatdesk.gui.cases.hand_over import HandOverPanel
from csatdesk.gui.cases.page import CasesPage
from csatdesk.operations.absences import today
from csatdesk.store.entities.absences import Absence
from csatdesk.store.entities.staff import Staff
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.gui.cases.test_card import complaint

Sit = Callable[[Actor | None], Desk[CasesPage]]


def offered(desk: Desk[CasesPage]) -> dict[str, str]:
    panel = desk.page.pane.panel
    assert isinstance(panel, HandOverPanel)
    return {row.name: row.note for row in panel.who.list.rows}


def away(stage: Stage, name: str, substitute: str | None) -> None:
    with stage.work(stage.marek, now()) as work:
        ids = {row.name: row.id for row in work.db.execute(select(Staff.id, Staff.name))}
        day = today(work)
        absence = Absence(
            centre_id=stage.anna.centre_id,
            staff_id=ids[name],
            first_on=day - timedelta(days=1),
            last_on=day + timedelta(days=3),
            substitute_id=ids[substitute] if substitute else None,
        )
        work.db.add(absence)


def test_h_offers_people_teams_offices_and_nobody_in_one_list(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_H)
    told = offered(desk)
    assert told["Marek Lis"] == "Rozliczenia, Sala główna"
    assert (told["Rozliczenia"], told["Infolinia"]) == ("team", "office")
    assert "Sala główna" not in told  # the case is there already
    assert list(told)[-1] == "Nobody yet"


def test_a_team_gets_a_case_and_the_list_and_card_name_it(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_H)
    desk.write("rozl")
    panel = desk.page.pane.panel
    assert isinstance(panel, HandOverPanel)
    while (chosen := panel.who.choice()) is not None and chosen.name != "Rozliczenia":
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return, CTRL)
    card = desk.case(case_id)
    assert (card.row.owner_id, card.team) == (None, "Rozliczenia")
    assert card.history[0].about == {"to": "Rozliczenia"}
    assert "nobody of the team yet, Rozliczenia" in [line.value for line in desk.page.pane.lines.lines]
    row = desk.page.list.row()
    assert desk.page.list.copied(row)[6] == "Rozliczenia"


def test_another_office_gets_a_case(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_H)
    desk.write("infol")
    panel = desk.page.pane.panel
    assert isinstance(panel, HandOverPanel)
    while (chosen := panel.who.choice()) is not None and chosen.name != "Infolinia":
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).office_id == local_centre.other_office_id


def test_who_is_away_says_so_names_who_stands_in_and_that_person_gets_the_case(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    away(local_centre, "Marek Lis", "Olga Petrova")
    away(local_centre, "Ewa Admin", None)
    desk = sit(None)
    desk.press(Key.Key_H)
    told = offered(desk)
    assert told["Marek Lis"].startswith("away until ")
    assert told["Marek Lis"].endswith(", Olga Petrova stands in")
    assert told["Ewa Admin"].endswith(", nobody stands in")
    desk.write("marek")
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).row.owner_name == "Olga Petrova"
