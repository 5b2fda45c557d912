"""The guided tour's second act: a clerk's day, from the counter to letters and papers."""

from functools import partial
from typing import Any

from csatdesk.domain.cases import CaseFilter, DueBand
from csatdesk.domain.changes import no_progress
from csatdesk.domain.statuses import Status
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.theme import theme
from csatdesk.gui.tour_hands import CTRL, SHIFT, Hands, Key, at, settle, tell, until, write
from csatdesk.gui.tour_letters import ANSWER, write_letter
from csatdesk.operations.cases.exports import export_case_file, export_receipt
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.day_sheets import DaySheet, export_day_sheet
from csatdesk.operations.letters.papers import export_letters
from csatdesk.wording.texts import _

STORY = (
    "Rachunek za październik 412,60 zł, dwa razy więcej niż zwykle. Licznik wymieniono 14 października, "
    "a odczyt na rachunku (18 342 kWh) jest jeszcze ze starego licznika. Nikt nie oddzwonił."
)
WISH = "Proszę o wymianę licznika, szyba jest pęknięta."
CAUSE = "pęknięta szyba"
QUESTION, THEIR_ANSWER = "Proszę sprawdzić odczyt licznika na miejscu.", "Odczyt na miejscu jest zgodny z rachunkiem."


class ClerkAct(Hands):
    """Each step leaves the window where the next begins."""

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
        main.stand_beside(True)
        self.picture("beside")
        main.stand_beside(False)
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

    def request(self) -> None:
        """A request with fields of its own: a meter to be replaced, with its cause and the steps that follow."""
        main = self.desk()
        self.press(Key.Key_N, CTRL)
        page: Any = main.page
        write("zieli")
        settle()
        for key in (Key.Key_Return, Key.Key_Return):
            self.press(key)
        for key in (Key.Key_Right, Key.Key_Return, Key.Key_Down):  # from inquiry to request, and its first kind
            self.press(key)
        for _field in ("kind", "meter"):  # the customer's meter stands there already
            self.press(Key.Key_Return)
        write(CAUSE)
        for _field in ("cause", "wanted day"):
            self.press(Key.Key_Return)
        write(WISH)
        until(lambda: not page.editor.topic.is_behind, "suggestions")
        self.press(Key.Key_1, CTRL)
        self.picture("request")
        self.press(Key.Key_Return, CTRL)
        until(lambda: main.page is not page, "saving")

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
        self.refer()
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

    def refer(self) -> None:
        """The case in front goes to another organisation; its answer is written down."""
        self.press(Key.Key_H, SHIFT)
        self.press(Key.Key_Return)
        write(QUESTION)
        self.picture("hand-to-organisation")
        self.press(Key.Key_Return, CTRL)
        self.picture("waiting-for-organisation")
        self.press(Key.Key_R, SHIFT)
        write(THEIR_ANSWER)
        self.picture("organisation-answered")
        self.press(Key.Key_Return, CTRL)

    def answer(self) -> None:
        """An answer from its template, the letter as it will be printed, what waits for the post, what to tell."""
        tell(_("Writing a letter …"))
        main = self.desk()
        main.help.close_pane()
        page: Any = main.go("cases")
        me = main.context.actor.id
        page.show_filter(CaseFilter(is_open=True, statuses=(Status.IN_WORK,), owner_ids=(me,)))
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
            self.paper(f"letter-{language}", at(do))

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
            self.paper(f"receipt-{size}", at(do))
        self.paper(
            "case-file", lambda path: export_case_file(session.store, session.actor, case_id=found[0], path=path)
        )
        for sheet in DaySheet:
            write_sheet = partial(export_day_sheet, session.store, session.actor, no_progress, sheet=sheet)
            self.paper(f"{sheet.value}-sheet", at(write_sheet))
