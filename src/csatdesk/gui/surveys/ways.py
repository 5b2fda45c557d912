"""From one survey to what can be done with it. Each way opens a page with this survey.

Usage:
    WAYS = (Way("survey_contacts", N_("&Contacts"), "Alt+Shift+C", Right.LEAD_SURVEYS), …)
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.surveys import SurveyRow, SurveyState
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class Way:
    """`page`: its key in the table of pages. `fits`: for which surveys it is open."""

    page: str
    words: str
    keys: str
    right: Right
    fits: Callable[[SurveyRow], bool] = lambda _row: True


def _runs(row: SurveyRow) -> bool:
    return row.state is SurveyState.RUNNING


WAYS: tuple[Way, ...] = (
    Way("survey_results", N_("&Results"), "Alt+Shift+R", Right.SEE_SURVEYS),
    Way("survey_report", N_("Rep&ort"), "Alt+Shift+O", Right.SEE_SURVEYS),
    Way("survey_contacts", N_("&Contacts"), "Alt+Shift+C", Right.LEAD_SURVEYS),
    Way("survey_kiosk", N_("&Kiosk"), "Alt+Shift+K", Right.ENTER_RESPONSES, _runs),
    Way("survey_forms", N_("&Forms and replies"), "Alt+Shift+F", Right.ENTER_RESPONSES),
    Way("survey_sending", N_("Sen&ding"), "Alt+Shift+S", Right.LEAD_SURVEYS),
    Way("survey_entry", N_("&Paper forms"), "Alt+Shift+P", Right.ENTER_RESPONSES, _runs),
    Way("survey_interview", N_("Inter&views"), "Alt+Shift+T", Right.ENTER_RESPONSES, _runs),
    Way("survey_unhappy", N_("&Would not recommend"), "Alt+Shift+W", Right.SEE_RESPONDENTS),
    Way("survey_benchmarks", N_("Ot&her companies"), "Alt+Shift+B", Right.LEAD_SURVEYS),
    Way("survey_import", N_("Answers from a fil&e"), "Alt+Shift+I", Right.LEAD_SURVEYS),
)


def way_actions(context: Context, page: QWidget, go: Callable[[str], object]) -> dict[str, QAction]:
    """Of each way that this person may go, by the key of its page."""
    may = [way for way in WAYS if context.may(way.right)]
    return {way.page: make_action(page, _(way.words), partial(go, way.page), way.keys) for way in may}
