"""From a page about a survey back to the list of surveys, to the same survey."""

from collections.abc import Callable

from PySide6.QtGui import QAction

from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.actions import make_action
from csatdesk.gui.page import Page
from csatdesk.wording.texts import _


def way_back(page: Page, survey_id: Callable[[], int | None]) -> QAction:
    """One key on every such page, also in the palette."""

    def leave() -> None:
        found = survey_id()
        if found is None:
            page.context.show("surveys")
        else:
            page.context.show_survey("surveys", SurveyWanted(found))

    return make_action(page, _("Go &back to the surveys"), leave, "Alt+Left")
