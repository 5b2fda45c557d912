"""Who answers without a name stays unknown in every window: answers, call-backs, the list of people, files."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from csatdesk.domain.survey_reports import Every, ReportAsked, period_with
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.operations.surveys.reports.export import export_report
from csatdesk.operations.surveys.unhappy import export_unhappy
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.surveys.conftest import Come
from tests.gui.today.hands import CTRL, Hands, Key
from tests.operations.surveys.hands import FULL
from tests.operations.surveys.test_mailing import answer, asking, rows

SAID = "Nigdy więcej."


def unknown(stage: Stage) -> int:
    """Eight were asked; six of them would not recommend, and do not say who they are."""
    survey_id = asking(stage, 8)
    bad = {**FULL, "nps": 1, "csat": 1, "solved": "no", "comment": SAID, "name": "anonymous"}
    for one in rows(stage, survey_id)[:6]:
        answer(stage, survey_id, one, answers=bad)
    return survey_id


def page(hands: Hands, key: str, survey_id: int) -> Any:
    hands.window.context.show_survey(key, SurveyWanted(survey_id))
    hands.settle()
    return hands.window.page


def test_without_a_name_nobody_is_told_in_answers_call_backs_lists_and_files(
    come: Come, local_centre: Stage, tmp_path: Path
) -> None:
    survey_id = unknown(local_centre)
    asked = rows(local_centre, survey_id)
    hands = come(local_centre.marek)
    assert hands.decisions() == [], "nobody is to be called"

    results = page(hands, "survey_results", survey_id)
    hands.press(Key.Key_2, CTRL)
    for _each in range(6):
        row = results.answers.list.row()
        assert (row.where, row.score, row.comment, row.case_id) == ("without a name", "1", SAID, None)
        assert row.facts == (("Who", "without a name: month and survey are all that is kept of the person"),)
        assert str(now().year) in row.when
        assert not any(sign.isdigit() for sign in row.when.replace(str(now().year), "")), "the month and no day"
        hands.press(Key.Key_Down)

    contacts = page(hands, "survey_contacts", survey_id).list.contacts.model()
    told = [[contacts.index(row, column).data() for column in range(contacts.columnCount())] for row in range(6)]
    assert told == [[f"Zofia {one.last_name}", one.address, one.language.upper()] for one in asked[:6]]

    unhappy = page(hands, "survey_unhappy", survey_id)
    assert unhappy.summary().endswith("0 with a name, 6 without")
    assert not unhappy.list.entries


def test_no_file_that_goes_out_tells_who_it_was(local_centre: Stage, tmp_path: Path) -> None:
    survey_id = unknown(local_centre)
    store, marek = local_centre.store, local_centre.marek
    report = ReportAsked(survey_id, Every.MONTH, period_with(Every.MONTH, now().date()))
    export_report(store, marek, asked=report, path=tmp_path / "report.xlsx", at=now())
    export_unhappy(store, marek, survey_id=survey_id, path=tmp_path / "unhappy.xlsx")
    cells = [
        str(cell)
        for name in ("report.xlsx", "unhappy.xlsx")
        for sheet in load_workbook(tmp_path / name)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert cells.count(SAID) == 6, "what was said stands in the report, and not among those to be called"
    for one in rows(local_centre, survey_id):
        for sign in (one.last_name, one.address, one.code, one.phone):
            assert not any(sign in cell for cell in cells), sign
