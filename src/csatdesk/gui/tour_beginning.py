"""The guided tour's first act: a centre of one's own, last year's cases, the sign-in, the demo centre."""

from functools import partial
from typing import Any

from csatdesk.domain.cases import CaseFilter
from csatdesk.gui.tour_file import write_list_of_last_year
from csatdesk.gui.tour_hands import Hands, Key, at, tell, until, write
from csatdesk.operations.cases.exports import export_case_list
from csatdesk.operations.keys import new_recovery_code, save_recovery_sheet
from csatdesk.wording.texts import _

PASSWORD, PASSPHRASE = "three green lamps", "a pass phrase for the tour"


class BeginningAct(Hands):
    """Each step leaves the window where the next begins."""

    def set_up(self) -> None:
        """A centre of one's own: three questions, the recovery sheet, the list for later."""
        tell(_("Setting up a centre …"))
        self.picture("first-start")
        first: Any = self.front("FirstStart")
        first.set_up.setFocus()
        self.press(Key.Key_Space)
        front: Any = self.front("SetUpView")
        until(lambda: front.country.count() > 0, "countries")
        for field, text in ((front.centre, "Energia Północ"), (front.person, "Ewa Król"), (front.sign_in_name, "ewa")):
            field.setFocus()
            field.selectAll()
            write(text)
        front.password.setFocus()
        write(PASSWORD)
        self.picture("set-up")
        self.press(Key.Key_Return)
        until(lambda: front.passphrase.isVisible() and front.passphrase.isEnabled(), "pass phrase")
        front.passphrase.setFocus()
        write(PASSPHRASE)
        self.press(Key.Key_Return)
        sheet: Any = self.front("RecoveryView")
        self.picture("recovery-code")
        sheet.confirmed.emit()
        later: Any = self.front("LaterView")
        self.picture("for-later")
        later.begun.emit()
        self.desk()
        self.picture("empty-desk")

    def import_cases(self) -> None:
        """Last year's cases from a spreadsheet of another program, two of its rows broken."""
        tell(_("Importing last year's cases …"))
        path = self.folder / "sprawy-2025.csv"
        write_list_of_last_year(path)
        main = self.desk()
        page: Any = main.go("administration")
        page.open_section("import")
        section: Any = page.section
        section.open_file(path, "cases")
        until(lambda: bool(section.primary_words()), "preview")
        self.picture("import-preview")
        section.file_view.table.go_to_problem(1)
        self.picture("import-problem")
        section.file_view.footer.set_aside.setChecked(True)
        section.run()
        until(section.start_view.isVisible, "import")
        self.picture("import-done")
        page.open_section("sending")
        self.picture("approval")
        session = main.context.session
        self.paper("recovery-sheet", lambda path: save_recovery_sheet(session, new_recovery_code(session), path))
        listed = partial(export_case_list, session.store, session.actor, filter=CaseFilter())
        self.paper("case-list", at(listed))
        self.program.shell.close()

    def sign_in(self) -> None:
        tell(_("Signing in …"))
        self.program = self._started("centre")
        self.front("SignInView")
        self.picture("sign-in")
        self.program.shell.close()

    def demo(self) -> None:
        tell(_("Making the demo centre …"))
        self.program = self._started("demo", is_demo=True)
        self.desk()
        self.picture("my-desk")
