"""The guided tour's look at what comes in by hand: forms, interviews, and calls after bad answers."""

from typing import Any

from csatdesk.domain.survey_batches import BatchState
from csatdesk.domain.surveys import SurveyKind, SurveyWanted
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.tour_hands import Hands, Key, until
from csatdesk.operations.today.rows import BadAnswer


class EntryAct(Hands):
    """Leaves the window on Today."""

    def look_at_entry(self, main: MainWindow) -> None:
        surveys: Any = main.go("surveys")
        until(lambda: bool(surveys.rows), "surveys")
        survey = next((row for row in surveys.rows if row.kind is SurveyKind.AFTER_CONTACT), None)
        if survey is None:
            return
        wanted = SurveyWanted(survey.id)
        self._forms(main, wanted)
        main.context.show_survey("survey_interview", wanted)
        page: Any = main.page
        until(lambda: page.sheet is not None and page.survey_id == wanted.id, "interviews")
        page.begin_here()
        self.picture("survey-interview")
        self.press(Key.Key_Escape)
        main.context.show_survey("survey_unhappy", wanted)
        unhappy: Any = main.page
        until(lambda: unhappy.found is not None, "who would not recommend")
        self.picture("survey-unhappy")
        self._call(main)

    def _forms(self, main: MainWindow, wanted: SurveyWanted) -> None:
        main.context.show_survey("survey_entry", wanted)
        page: Any = main.page
        until(lambda: page.sheet is not None, "paper forms")
        self.picture("survey-forms-keyed")
        if page.row is not None and page.row.state is BatchState.SETTLING:
            page.settle()
            until(lambda: bool(page.settling.rows), "what differs")
            self.picture("survey-settling")
            self.press(Key.Key_Escape)
        page.new_stack()
        page.pane.form.double.setChecked(False)
        page.pane.form.try_to_save()
        until(page.keying.isVisible, "form")
        for key in (Key.Key_9, Key.Key_4, Key.Key_4):
            self.press(key)
        self.picture("survey-keying")
        self.press(Key.Key_Escape)

    def _call(self, main: MainWindow) -> None:
        page: Any = main.go("today")
        until(lambda: page.today is not None, "today")
        call = next((one for one in page.today.decisions if isinstance(one, BadAnswer)), None)
        if call is not None:
            page.deciding.decide(call)
            until(lambda: page.form is not None, "call")
            self.picture("survey-call")
            self.press(Key.Key_Escape)
