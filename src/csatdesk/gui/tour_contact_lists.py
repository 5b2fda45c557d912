"""The guided tour's look at contact lists: customers, who is left out of a choice, and a file that is sent back."""

from typing import Any

from csatdesk.domain.contact_lists import ListColumn
from csatdesk.domain.surveys import SurveyKind, SurveyWanted
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.tour_hands import Hands, until
from csatdesk.wording.contact_lists import column_name

WRONG = (
    ("Anna", "Nowak", "office@elektra.example.com", "Elektra Service", "PL", "", "", "", "P-001"),
    ("Terhi", "Virtanen", "terhi.virtanen@elektra", "Elektra Service", "Finnish", "", "", "", "P-002"),
    ("Kari", "", "kari.dahl@elektra.example.com", "Elektra Service", "NB", "", "", "", ""),
)


class ContactListAct(Hands):
    """Leaves the window on the contact list."""

    def look_at_contact_list(self, main: MainWindow) -> None:
        surveys: Any = main.go("surveys")
        until(lambda: bool(surveys.rows), "surveys")
        survey = next(row for row in surveys.rows if row.kind is SurveyKind.PROGRAMME)
        main.context.show_survey("survey_contacts", SurveyWanted(survey.id))
        page: Any = main.page
        until(lambda: page.state is not None and page.row is not None, "contact list")
        self.picture("survey-contacts")
        self._look_at_drawing(main, next(row for row in surveys.rows if row.kind is SurveyKind.INDEX).id)
        main.context.show_survey("survey_contacts", SurveyWanted(survey.id))
        until(lambda: page.state is not None and page.row is not None, "contact list")
        path = self.folder / "partners.csv"
        lines = [tuple(map(column_name, ListColumn)), *WRONG]
        path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
        page.take(path)
        until(lambda: page.upload is not None and page.list.shows_faults, "faults of a contact list")
        self.picture("survey-contacts-refused")

    def _look_at_drawing(self, main: MainWindow, survey_id: int) -> None:
        main.context.show_survey("survey_contacts", SurveyWanted(survey_id))
        page: Any = main.page
        until(lambda: page.state is not None and page.row is not None, "contact list of customers")
        page.draw()
        until(lambda: page.list.shows_left_out and bool(page.list.left_out.left_out.customers), "customers counted")
        self.picture("survey-contacts-customers")
        page.pane.form.left.emit()
