"""From one survey to what can be done with it. Each way opens a page with this survey.

Usage:
    WAYS = (Way("survey_contacts", N_("&Contacts"), "Alt+Shift+C", Right.LEAD_SURVEYS, ASKING), …)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.surveys import SurveyRow, SurveyState
from csatdesk.gui.actions import keys_of, make_action, plain
from csatdesk.gui.context import Context
from csatdesk.gui.fields import FormRow, LinkButton
from csatdesk.gui.flow_box import Flow
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S24
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class Way:
    """`page`: its key in the table of pages. `fits`: for which surveys it is open."""

    page: str
    words: str
    keys: str
    right: Right
    group: str  # marked with N_: what it is for
    fits: Callable[[SurveyRow], bool] = lambda _row: True


def _runs(row: SurveyRow) -> bool:
    return row.state is SurveyState.RUNNING


RESULTS, ASKING, ANSWERS = N_("What came of it"), N_("Ways to ask"), N_("Answers")

WAYS: tuple[Way, ...] = (
    Way("survey_results", N_("&Results"), "Alt+Shift+R", Right.SEE_SURVEYS, RESULTS),
    Way("survey_report", N_("Rep&ort"), "Alt+Shift+O", Right.SEE_SURVEYS, RESULTS),
    Way("survey_unhappy", N_("&Would not recommend"), "Alt+Shift+W", Right.SEE_RESPONDENTS, RESULTS),
    Way("survey_benchmarks", N_("Ot&her companies"), "Alt+Shift+B", Right.LEAD_SURVEYS, RESULTS),
    Way("survey_contacts", N_("&Contacts"), "Alt+Shift+C", Right.LEAD_SURVEYS, ASKING),
    Way("survey_sending", N_("Sen&ding"), "Alt+Shift+S", Right.LEAD_SURVEYS, ASKING),
    Way("survey_kiosk", N_("&Kiosk"), "Alt+Shift+K", Right.ENTER_RESPONSES, ASKING, _runs),
    Way("survey_forms", N_("&Forms and replies"), "Alt+Shift+F", Right.ENTER_RESPONSES, ASKING),
    Way("survey_entry", N_("&Paper forms"), "Alt+Shift+P", Right.ENTER_RESPONSES, ANSWERS, _runs),
    Way("survey_interview", N_("Inter&views"), "Alt+Shift+T", Right.ENTER_RESPONSES, ANSWERS, _runs),
    Way("survey_import", N_("Answers from a fil&e"), "Alt+Shift+I", Right.LEAD_SURVEYS, ANSWERS),
)


class WayLinks(QWidget):
    """The ways that are open, as links in lines by what they are for; a line with none is away."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.links: list[LinkButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        self._lines: list[tuple[FormRow, list[QAction]]] = []
        for group in dict.fromkeys(way.group for way in WAYS):
            given = [actions[way.page] for way in WAYS if way.group == group and way.page in actions]
            links = [LinkButton(plain(action.text()), keys=keys_of(action), role="body") for action in given]
            for link, action in zip(links, given, strict=True):
                link.clicked.connect(action.trigger)
            inside, flow = QWidget(), Flow(gap=S24, line_gap=S4)
            for link in links:
                flow.addWidget(link)
            inside.setLayout(flow)
            high = max((link.sizeHint().height() for link in links), default=0)
            flow.setContentsMargins(0, max(0, theme().field_height - high) // 2, 0, 0)  # on the line of its label
            line = FormRow(_(group), inside, folds=True)
            column.addWidget(line)
            self.links += links
            self._lines.append((line, given))

    def show_open(self) -> None:
        for line, actions in self._lines:
            line.setVisible(any(action.isEnabled() for action in actions))


def way_actions(context: Context, page: QWidget, go: Callable[[str], object]) -> dict[str, QAction]:
    """Of each way that this person may go, by the key of its page."""
    may = [way for way in WAYS if context.may(way.right)]
    return {way.page: make_action(page, _(way.words), partial(go, way.page), way.keys) for way in may}
