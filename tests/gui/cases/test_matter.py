"""A case is tied to a known matter from its card, and loosed again."""

from collections.abc import Callable

from csatdesk.gui.cases.matter_panel import MatterPanel
from csatdesk.operations.matters import NewMatter, list_matters, save_matter
from csatdesk.system.clock import now
from tests.cast import NOW, Stage
from tests.gui.cases.conftest import CasesDesk
from tests.gui.cases.desk import SHIFT, Key
from tests.operations.test_matters import SAID


def opened(stage: Stage, title: str) -> int:
    with stage.work(stage.marek) as work:
        return save_matter(work, matter_id=None, new=NewMatter(title, SAID, NOW)).result


def known(desk: CasesDesk) -> list[str]:
    return [line.value for line in desk.page.pane.lines.lines if line.key == "Known matter"]


def test_shift_k_ties_a_case_and_looses_it_again(sit: Callable[..., CasesDesk], local_centre: Stage) -> None:
    opened(local_centre, "No power in ul. Jasna")
    opened(local_centre, "Wrong bills in <b>November</b>")
    case = local_centre.register()
    desk = sit()
    desk.page.open_case(case.case_id)
    assert known(desk) == []
    desk.press(Key.Key_K, SHIFT)
    assert isinstance(desk.page.pane.panel, MatterPanel)
    desk.write("wrong")
    desk.press(Key.Key_Return)
    assert known(desk) == ["Wrong bills in <b>November</b>"]
    with local_centre.read(at=now()) as reading:
        assert [row.cases for row in list_matters(reading)] == [0, 1]
    assert desk.undos == [f"Tied case {case.number} to the matter."]
    desk.press(Key.Key_K, SHIFT)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Return)
    assert known(desk) == []
    assert desk.undos[-1] == f"Case {case.number} is no longer tied to a matter."
    desk.runner.undo()
    assert known(desk) == ["Wrong bills in <b>November</b>"]


def test_without_a_matter_it_is_not_offered(sit: Callable[..., CasesDesk], local_centre: Stage) -> None:
    case = local_centre.register()
    desk = sit()
    desk.page.open_case(case.case_id)
    desk.press(Key.Key_K, SHIFT)
    assert desk.page.pane.panel is None
