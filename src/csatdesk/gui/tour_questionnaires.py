"""The guided tour's look at surveys: the list, a questionnaire, bank, own question, preview, paper, and the set-up."""

from functools import partial
from typing import Any

from csatdesk.domain.survey_setup import Area
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.tour_hands import SHIFT, Hands, Key, at, until
from csatdesk.operations.standards.paper import PaperKind, export_paper


class QuestionnairesAct(Hands):
    """Leaves the window on surveys, with nothing begun."""

    def questionnaires(self, main: MainWindow) -> None:
        page: Any = main.go("questionnaires")
        until(lambda: page.pane.card is not None and page.pane.list.entries, "questionnaires")
        self.picture("questionnaires")
        session, version_id = main.context.session, page.pane.card.version.id
        blank = partial(export_paper, version_id=version_id, kind=PaperKind.QUESTIONNAIRE)
        self.paper("questionnaire", at(partial(blank, session.store, session.actor)))
        self.press(Key.Key_V)
        self.picture("questionnaire-preview")
        self.press(Key.Key_Escape)
        self.press(Key.Key_W)
        until(page.actions_by_key["bank"].isEnabled, "draft")
        self.press(Key.Key_B)
        self.picture("question-bank")
        self.press(Key.Key_Escape)
        self.press(Key.Key_O)
        self.picture("own-question")
        self.press(Key.Key_Escape)
        self.press(Key.Key_F2)
        self.picture("questionnaire-name")
        self.press(Key.Key_Escape)
        self.press(Key.Key_Delete, SHIFT)
        until(lambda: not page.actions_by_key["bank"].isEnabled(), "draft deleted")
        self.set_up_survey(main)

    def set_up_survey(self, main: MainWindow) -> None:
        page: Any = main.go("surveys")
        until(lambda: page.row is not None, "surveys")
        self.picture("surveys")
        page.new()
        until(lambda: page.pane.form is not None, "new survey")
        form = page.pane.form
        self.picture("survey-profile")
        form.areas.set_value(Area.QUESTIONS)
        self.picture("survey-questions")
        form.areas.set_value(Area.SENDING)
        self.picture("survey-sending")
        self.press(Key.Key_Escape)
