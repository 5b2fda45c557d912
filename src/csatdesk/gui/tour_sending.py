"""The guided tour's look at sending: what goes out when, and a text in the customer's language."""

from typing import Any

from PySide6.QtCore import Qt

from csatdesk.domain.surveys import SurveyKind, SurveyWanted
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.tour_hands import Hands, until


class SendingAct(Hands):
    """Leaves the window on the page of sending."""

    def look_at_sending(self, main: MainWindow) -> None:
        surveys: Any = main.go("surveys")
        until(lambda: bool(surveys.rows), "surveys")
        survey = next(row for row in surveys.rows if row.kind is SurveyKind.AFTER_CONTACT)
        main.context.show_survey("survey_sending", SurveyWanted(survey.id))
        page: Any = main.page
        until(lambda: page.board is not None and page.rule is not None and page.row is not None, "sending")
        self.picture("survey-sending")
        self.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        until(lambda: bool(page.pane.text.toPlainText()), "text of an invitation")
        self.picture("survey-texts")
        self.press(Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
        self.picture("survey-rates")
