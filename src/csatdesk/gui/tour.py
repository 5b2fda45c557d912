"""The guided tour: the main path through the real widgets by keyboard, with a picture of each screen and each paper.

It works in folders of its own that end with it; no keyring, printer or centre of this computer is touched.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csatdesk.domain.cases import CaseFilter, CaseKind, DueBand
from csatdesk.domain.changes import no_progress
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.statuses import Status
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.shell import Shell
from csatdesk.gui.sign_in.entrance import Entrance
from csatdesk.gui.theme import theme
from csatdesk.gui.tour_file import write_list_of_last_year
from csatdesk.gui.tour_letters import ANSWER, write_letter
from csatdesk.operations.cases.explanation import export_deadline
from csatdesk.operations.cases.exports import export_case_file, export_case_list, export_receipt, page_images
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.operations.contacts.exports import export_customers
from csatdesk.operations.day_sheets import DaySheet, export_day_sheet
from csatdesk.operations.demo_centre import PIN
from csatdesk.operations.keys import new_recovery_code, save_recovery_sheet
from csatdesk.operations.letters.papers import export_letters
from csatdesk.operations.reports.inspection import export_inspection
from csatdesk.operations.reports.month_paper import export_month
from csatdesk.operations.reports.register import export_register
from csatdesk.operations.session import Session, switch_person
from csatdesk.operations.work import Reading
from csatdesk.system.settings import Settings
from csatdesk.wording.texts import _, ngettext

PATIENCE_MS = 240_000  # a demo centre takes half a minute to make where one slow core does all
SETTLE_MS = 350  # for what is asked of the store and drawn after it
PASSWORD, PASSPHRASE = "three green lamps", "a pass phrase for the tour"
STORY = (
    "Rachunek za październik 412,60 zł, dwa razy więcej niż zwykle. Licznik wymieniono 14 października, "
    "a odczyt na rachunku (18 342 kWh) jest jeszcze ze starego licznika. Nikt nie oddzwonił."
)
PAGE_SCALE = 1.5
SUPERVISOR = "ingrid"
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Program(Protocol):
    """What the tour needs of the program that `app` builds."""

    settings: Settings
    shell: Shell
    entrance: Entrance
    main: MainWindow | None

    def claim(self) -> bool: ...
    def begin(self, *, is_demo: bool = False) -> None: ...
    def come_in(self, session: Session, sign_in_name: str) -> None: ...


class TourStuck(Exception):
    """A step did not come to its end; the text names it. A mistake of ours, or a machine that is far too slow."""


def run(make: Callable[[Path], Program], out: Path) -> int:
    """Go through the program and write everything seen to `out`; the exit code.

    `make(folder)`: the program on the profile in that folder.
    """
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="csatdesk-tour-") as folder:
        tour = Tour(make, Path(folder), out)
        for step in (
            tour.set_up,
            tour.import_cases,
            tour.sign_in,
            tour.demo,
            tour.talk,
            tour.look,
            tour.answer,
            tour.papers,
            tour.watch,
        ):
            step()
        tour.close()
    written = len(list(out.iterdir()))
    tell(
        ngettext(
            "The tour is over: {count} file in {folder}.", "The tour is over: {count} files in {folder}.", written
        ).format(count=written, folder=out)
    )
    return 0


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Tour:
    """One way through; each step leaves the window where the next begins."""

    def __init__(self, make: Callable[[Path], Program], folder: Path, out: Path) -> None:
        self.make, self.folder, self.out = make, folder, out
        self.pictures = 0
        self.program = self._started("centre")

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
        self.paper("case-list", _at(listed))
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

    def talk(self) -> None:
        """One complaint at the counter, and a second talk that waits."""
        tell(_("Logging a complaint …"))
        main = self.desk()
        self.press(Key.Key_N, CTRL)
        page: Any = main.page
        write("zieli")
        settle()
        self.picture("intake-who")
        for key in (Key.Key_Return, Key.Key_Return):
            self.press(key)
        for key in (Key.Key_Left, Key.Key_Left, Key.Key_Return):  # from inquiry to complaint, in any language
            self.press(key)
        write(STORY)
        until(lambda: not page.editor.topic.is_behind, "suggestions")
        self.press(Key.Key_1, CTRL)
        self.picture("intake")
        self.press(Key.Key_7, CTRL)
        write("Jan Zieliński")
        self.press(Key.Key_8, CTRL)
        write("A114")
        self.picture("speaks-for")
        self.press(Key.Key_F11)
        self.picture("read-back")
        self.press(Key.Key_Escape)
        self.press(Key.Key_Return, CTRL)
        until(lambda: main.page is not page, "saving")
        self.picture("saved")
        for key in (Key.Key_F2, Key.Key_F2, Key.Key_F3):
            self.press(key)
        self.picture("rush-hour")

    def look(self) -> None:
        """The list with a card, a customer, closing, the palette, and the same list in the dark."""
        tell(_("Looking at cases and customers …"))
        main = self.desk()
        main.go("desk")
        settle()
        self.press(Key.Key_Return)  # the case that is due first
        page: Any = main.page
        self.picture("cases")
        self.press(Key.Key_C)
        self.picture("closing")
        self.press(Key.Key_Escape)
        self.press(Key.Key_K, CTRL)
        write("zieli")
        self.picture("palette")
        self.press(Key.Key_Escape)
        customers: Any = main.go("customers")
        self.picture("customers")
        self.press(Key.Key_D)  # two who may be one
        until(lambda: customers.pane.form is not None, "pair")
        self.picture("customers-same")
        self.press(Key.Key_Escape)
        main.go("topics")
        self.picture("topics")
        self.press(Key.Key_2, CTRL)
        self.picture("topics-unclassified")
        self.press(Key.Key_3, CTRL)
        self.picture("topics-ranking")
        main.go("cases")
        theme().follow("dark")
        self.picture("cases-dark")
        theme().follow("light")
        page.show_filter(CaseFilter(is_open=True, due=(DueBand.OVERDUE,)))
        self.picture("overdue")
        self.press(Key.Key_Q)
        self.picture("saved-filters")
        self.press(Key.Key_Escape)
        for _step in range(3):
            self.press(Key.Key_Down, SHIFT)
        self.picture("several-cases")
        main.open_help()
        self.picture("help")

    def answer(self) -> None:
        """An answer from its template, the letter as it will be printed, what waits for the post, what to tell."""
        tell(_("Writing a letter …"))
        main = self.desk()
        main.help.close_pane()
        page: Any = main.go("cases")
        page.show_filter(CaseFilter(is_open=True, statuses=(Status.IN_WORK,)))
        settle()
        page.list.setFocus()
        self.press(Key.Key_R)
        self.press(Key.Key_F4)
        write(ANSWER[page.pane.card.language])
        self.picture("answering")
        self.press(Key.Key_P, CTRL)
        until(page.preview.isVisible, "letter")
        self.picture("letter")
        self.press(Key.Key_Escape)
        self.press(Key.Key_T, SHIFT)
        self.picture("what-to-tell")
        self.press(Key.Key_Escape)
        self.press(Key.Key_P, SHIFT)
        self.picture("to-post")
        self.press(Key.Key_Escape)
        self.letters(main)

    def letters(self, main: MainWindow) -> None:
        """An answer in each of three languages on paper."""
        session = main.context.session
        for language in ("pl", "nb", "ru"):
            found: list[int] = []
            main.context.runner.act(main, partial(write_letter, language=language), found.append)
            until(lambda found=found: bool(found), "letter")  # type: ignore[misc]  # bound to this round
            do = partial(export_letters, session.store, session.actor, letter_ids=tuple(found))
            self.paper(f"letter-{language}", _at(do))

    def papers(self) -> None:
        tell(_("Printing …"))
        main = self.desk()
        found: list[int] = []
        overdue = CaseFilter(is_open=True, due=(DueBand.OVERDUE,))
        main.context.runner.ask(
            main, partial(list_cases, filter=overdue, limit=1), lambda page: found.append(page.rows[0].id)
        )
        until(lambda: bool(found), "case")
        session = main.context.session
        for size in ("A4", "A5", "80mm"):
            do = partial(export_receipt, session.store, session.actor, case_id=found[0], size=size)
            self.paper(f"receipt-{size}", _at(do))
        self.paper(
            "case-file", lambda path: export_case_file(session.store, session.actor, case_id=found[0], path=path)
        )
        for sheet in DaySheet:
            write_sheet = partial(export_day_sheet, session.store, session.actor, no_progress, sheet=sheet)
            self.paper(f"{sheet.value}-sheet", _at(write_sheet))

    def watch(self) -> None:
        """What a supervisor sees: Today, deadlines, the week, where time goes, why one is due, known matters, rules."""
        tell(_("Looking over a supervisor's shoulder …"))
        session = self.desk().context.session
        self.program.come_in(switch_person(session, sign_in_name=SUPERVISOR, pin=PIN), SUPERVISOR)
        main = self.desk()
        until(lambda: main.page is not None and bool(main.page.summary()), "Today")
        self.picture("today")
        theme().follow("dark")
        self.picture("today-dark")
        theme().follow("light")
        main.go("deadlines")
        self.picture("deadlines")
        self.press(Key.Key_2, CTRL)
        self.picture("deadlines-week")
        self.press(Key.Key_3, CTRL)
        self.picture("where-time-goes")
        self.press(Key.Key_1, CTRL)
        self.explain(main)
        self.report(main)
        main.go("matters")
        self.picture("known-matters")
        page: Any = main.go("administration")
        for section in ("targets", "absences", "letters", "trash"):
            page.open_section(section)
            self.picture(section)

    def report(self, main: MainWindow) -> None:
        """The month, on screen and on one sheet; the complaints register, and claims in a folder for an inspector."""
        page: Any = main.go("reports")
        until(lambda: page.view.report is not None, "month")
        self.picture("reports")
        page.area.ensureWidgetVisible(page.view.days)
        self.picture("reports-more")
        asked, session = page.bar.asked, main.context.session
        first, last = asked.days.first.replace(month=1, day=1), asked.days.last
        claims = CaseFilter(kinds=(CaseKind.CLAIM,), received_from=asked.days.first)
        for name, write in (
            ("month-sheet", partial(export_month, asked=asked)),
            ("register", partial(export_register, first=first, last=last)),
            ("inspection-folder", partial(export_inspection, filter=claims)),
        ):
            self.paper(name, _at(partial(write, session.store, session.actor)))

    def explain(self, main: MainWindow) -> None:
        """The days of the clock that is due first, on screen and on paper."""
        found: list[int] = []
        main.context.runner.ask(main, first_deadline, found.append)
        until(lambda: bool(found), "deadline")
        main.context.explain(found[0])
        self.picture("explained")
        session = main.context.session
        self.paper("deadline", _at(partial(export_deadline, session.store, session.actor, deadline_id=found[0])))
        self.paper("customer-list", _at(partial(export_customers, session.store, session.actor)))

    def close(self) -> None:
        self.program.shell.close()
        settle()

    # how the tour moves

    def _started(self, name: str, *, is_demo: bool = False) -> Program:
        program = self.make(self.folder / name)
        until(program.claim, "the window before")  # it makes its backup while it closes
        program.begin(is_demo=is_demo)
        sys.excepthook = sys.__excepthook__  # nobody sits before a dialog here: a mistake ends the tour on the terminal
        program.shell.resize(1366, 768)
        program.shell.activateWindow()
        theme().follow("light")
        settle()
        return program

    def front(self, kind: str) -> QWidget:
        """The page before the desk, once it is of this kind."""
        until(lambda: type(self.program.entrance.front).__name__ == kind, kind)
        settle()
        front = self.program.entrance.front
        assert front is not None
        return front

    def desk(self) -> MainWindow:
        until(lambda: self.program.main is not None, "desk")
        settle()
        assert self.program.main is not None
        return self.program.main

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(focused(self.program.shell), key, modifiers)
        settle()

    def picture(self, name: str) -> None:
        settle()
        self.pictures += 1
        path = self.out / f"{self.pictures:02d}-{name}.png"
        self.program.shell.grab().save(str(path))
        tell(f"  {path.name}")

    def paper(self, name: str, make: Callable[[Path], object]) -> None:
        """A PDF, and each of its first pages as a picture."""
        path = self.out / f"{name}.pdf"
        make(path)
        for number, page in zip(range(1, 4), page_images(path, PAGE_SCALE), strict=False):
            (self.out / f"{name}-{number}.png").write_bytes(page)
        tell(f"  {path.name}")


def first_deadline(reading: Reading) -> int:
    """The house target, in working hours, of the inquiry that is due first and not overdue."""
    coming = CaseFilter(
        is_open=True, kinds=(CaseKind.INQUIRY,), due=(DueBand.TODAY, DueBand.SOON, DueBand.LATER, DueBand.PAUSED)
    )
    row = list_cases(reading, filter=coming, limit=1).rows[0]
    clocks = load_case(reading, case_id=row.id).clocks
    return next(clock.deadline.id for clock in clocks if clock.deadline.clock is Clock.HOUSE)


def _at(export: Callable[..., object]) -> Callable[[Path], object]:
    return lambda path: export(path=path)


def focused(window: QWidget) -> QWidget:
    return QApplication.focusWidget() or window


def write(text: str) -> None:
    """Type into whatever has the focus, letters of every language."""
    for letter in text:
        widget = QApplication.focusWidget()
        if widget is not None:
            QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Key.Key_unknown, letter, NONE)
    settle()


def settle(milliseconds: int = SETTLE_MS) -> None:
    """Let the window work for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(is_done: Callable[[], bool], step: str) -> None:
    waited = 0
    while not is_done():
        settle(50)
        waited += 50
        if waited > PATIENCE_MS:
            raise TourStuck(step)
