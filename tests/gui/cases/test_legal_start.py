"""A legal period that counts from a named event, started from the card by keyboard."""

from collections.abc import Callable

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.deadlines import Clock
from csatdesk.gui.cases.legal_start_panel import LegalStartPanel
from csatdesk.gui.cases.page import CasesPage
from csatdesk.operations.rules import add_profile
from tests.cast import Stage
from tests.gui.cases.desk import Desk, Key

CasesDesk = Desk[CasesPage]


def test_b_starts_the_legal_period_and_undo_takes_it_back(sit: Callable[..., CasesDesk], local_centre: Stage) -> None:
    with local_centre.work(local_centre.ewa) as work:
        add_profile(work, key="pl_energy")
    case = local_centre.register(kind=CaseKind.CLAIM, topic_id=local_centre.topic_ids["meter_check"])
    desk = sit()
    desk.page.open_case(case.case_id)
    desk.press(Key.Key_B)
    panel = desk.page.pane.panel
    assert isinstance(panel, LegalStartPanel)
    desk.write("17.11.2026")
    desk.press(Key.Key_Return)
    assert [one.clock for one in desk.case(case.case_id).deadlines if one.clock is Clock.LEGAL] == [Clock.LEGAL]
    assert desk.undos == [f"The legal period of case {case.number} runs."]
    desk.runner.undo()
    assert all(one.clock is not Clock.LEGAL for one in desk.case(case.case_id).deadlines)


def test_a_date_to_come_is_refused_at_its_field(sit: Callable[..., CasesDesk], local_centre: Stage) -> None:
    with local_centre.work(local_centre.ewa) as work:
        add_profile(work, key="pl_energy")
    case = local_centre.register(kind=CaseKind.CLAIM, topic_id=local_centre.topic_ids["meter_check"])
    desk = sit()
    desk.page.open_case(case.case_id)
    desk.press(Key.Key_B)
    desk.write("17.11.2036")
    desk.press(Key.Key_Return)
    panel = desk.page.pane.panel
    assert isinstance(panel, LegalStartPanel)
    assert panel.when.accessibleDescription()


def test_other_cases_do_not_offer_it(sit: Callable[..., CasesDesk], local_centre: Stage) -> None:
    case = local_centre.register()
    desk = sit()
    desk.page.open_case(case.case_id)
    desk.press(Key.Key_B)
    assert desk.page.pane.panel is None
