"""A day at the desk as a process of its own, with a canary wherever the windows take words of persons.

    python -m tests.end_to_end.canary_day PROFILE LIST

LIST is a CSV file to import. Everything is typed into the real windows, from setting the centre up to closing it. Where
"look" is printed the process waits for a line, so that somebody can look at its files while it runs.
"""

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from csatdesk.domain.contacts import Channel
from csatdesk.gui.fields import Choice
from csatdesk.gui.sign_in.recovery import ASKED
from csatdesk.gui.topics.tree_view import TreeView
from csatdesk.system.paths import open_profile
from tests.end_to_end.canaries import NAME, SIGN_IN_NAME, canary
from tests.end_to_end.hands import ALT, CTRL, DOWN, ENTER, SHIFT, SPACE, TAB, Hands, Key
from tests.end_to_end.writing_clerk import give_up


class Day:
    """One step after the other; each leaves the window where the next begins."""

    def __init__(self, profile: Path, to_import: Path) -> None:
        self.to_import = to_import
        self.hands = Hands(open_profile(profile))

    def run(self) -> None:
        steps = (
            self.set_up,
            self.letter,
            self.book,
            self.draft,
            self.thrown_away,
            self.work_on_a_case,
            self.close_and_reopen,
            self.papers,
            self.customer,
            self.searches,
            self.people,
            self.offices_and_teams,
            self.own_sign_in,
            self.import_a_list,
            self.back_up,
            self.lock,
        )
        for step in steps:
            print(step.__name__, flush=True)  # noqa: T201  (what the watcher reads)
            step()
        self.hands.close()
        self.hands.leave()

    def look(self) -> None:
        """Wait until somebody has looked at the files."""
        print("look", flush=True)  # noqa: T201  (what the watcher reads)
        sys.stdin.readline()

    def type(self, place: str) -> None:
        self.hands.write(canary(place))

    # in

    def set_up(self) -> None:
        hands, first = self.hands, self.hands.front
        hands.press(Key.Key_S, ALT)
        hands.until(lambda: hands.front is not first)
        view = hands.front
        hands.until(lambda: view.country.count() > 0)
        hands.until(view.centre.hasFocus)
        self.type("centre")
        for field, text in (
            (view.person, NAME),
            (view.sign_in_name, SIGN_IN_NAME),
            (view.password, canary("password")),
        ):
            hands.tab_to(field)
            hands.write_anew(text)
        hands.press(ENTER)
        hands.until(view.passphrase.hasFocus)
        self.type("pass phrase")
        hands.press(ENTER)
        hands.until(lambda: hands.front is not view)
        self.recovery_sheet()

    def recovery_sheet(self) -> None:
        hands, sheet = self.hands, self.hands.front
        print("code", *sheet._groups, flush=True)  # noqa: T201  (what the watcher reads)
        hands.tab_to(sheet.group)
        hands.write(sheet._groups[ASKED - 1])
        hands.press(ENTER)
        hands.until(lambda: hands.front is not sheet)
        hands.press(SPACE)
        hands.until(lambda: hands.program.main is not None)
        hands.settle()

    # talks

    def letter(self) -> None:
        """A complaint by letter of somebody new."""
        hands = self.hands
        hands.press(Key.Key_N, CTRL)
        self.type("intake name")
        hands.press(ENTER, SHIFT)
        for place in ("intake phone", "intake e-mail"):
            self.type(place)
            hands.press(ENTER)
        self.came_by(Channel.LETTER)
        for place in ("reference", "enclosures", "story"):
            self.type(place)
            if place != "story":
                hands.press(ENTER)
        hands.press(Key.Key_R, ALT)
        self.type("remedy")
        self.save_talk()

    def book(self) -> None:
        """An entry in the book of somebody who is not known."""
        hands = self.hands
        hands.press(Key.Key_N, CTRL)
        hands.press(Key.Key_U, ALT)
        self.came_by(Channel.BOOK)
        self.type("book entry")
        hands.tab_to(hands.page.editor.story.text)
        self.type("book story")
        self.save_talk()

    def came_by(self, channel: Channel) -> None:
        """Channel, kind and day, up to the first paper."""
        hands = self.hands
        choice: Choice = hands.page.editor.came.channel
        assert choice.hasFocus()
        while choice.value() is not channel:
            hands.hit(DOWN)
        hands.press(ENTER)
        hands.choose("1")
        for _stop in range(2):
            hands.press(ENTER)

    def save_talk(self) -> None:
        hands, page = self.hands, self.hands.page
        hands.press(ENTER, CTRL)
        hands.until(lambda: hands.page is not page)
        hands.settle()

    def draft(self) -> None:
        """A talk that is left as it stands."""
        hands = self.hands
        hands.press(Key.Key_N, CTRL)
        self.type("draft name")
        hands.tab_to(hands.page.editor.story.text)
        self.type("draft story")
        hands.press(Key.Key_R, ALT)
        self.type("draft remedy")
        self.wait_for_drafts(1)
        self.look()
        self.go(Key.Key_2)

    def thrown_away(self) -> None:
        hands = self.hands
        hands.press(Key.Key_N, CTRL)
        hands.tab_to(hands.page.editor.story.text)
        self.type("thrown away")
        self.wait_for_drafts(2)
        hands.press(Key.Key_W, CTRL | SHIFT)

    def wait_for_drafts(self, count: int) -> None:
        """Until as many are on disk."""
        self.hands.until(lambda: len(list(self.hands.profile.drafts.glob("*.draft"))) == count)

    # cases

    def work_on_a_case(self) -> None:
        hands = self.hands
        self.go(Key.Key_4)
        hands.press(Key.Key_F, CTRL)
        self.type("intake name")
        hands.press(ENTER)
        hands.press(Key.Key_N)
        self.type("note")
        hands.press(ENTER, CTRL)
        self.type("unsaved note")
        hands.press(Key.Key_Escape)
        hands.press(Key.Key_H)
        hands.press(ENTER)
        self.type("hand-over note")
        hands.press(ENTER)
        hands.press(Key.Key_R)
        self.type("answer")
        hands.press(ENTER, CTRL)

    def close_and_reopen(self) -> None:
        hands = self.hands
        number = hands.page.pane.card.row.number
        hands.press(Key.Key_C)
        hands.press(Key.Key_1)
        hands.tab_to(hands.page.pane.panel.root_cause)
        self.type("root cause")
        hands.tab_to(hands.page.pane.panel.note)
        self.type("closing note")
        hands.press(ENTER, CTRL)
        hands.press(Key.Key_K, CTRL)
        hands.write(number)
        hands.press(ENTER)
        hands.press(Key.Key_O)
        self.type("reopen reason")
        hands.press(ENTER, CTRL)
        hands.press(Key.Key_R)
        self.type("unsaved answer")

    def papers(self) -> None:
        """The case file as a preview; the receipt, where nothing would come out of a printer."""
        hands = self.hands
        hands.press(Key.Key_Escape)
        hands.press(Key.Key_P, CTRL)
        hands.until(hands.page.preview.isVisible)
        assert hands.page.preview.sheet_count
        hands.press(Key.Key_Escape)
        if QPrinterInfo.defaultPrinter().isNull():
            hands.press(Key.Key_P, CTRL | SHIFT)
            hands.until(hands.main.message.isVisible)

    # customers, searches

    def customer(self) -> None:
        hands = self.hands
        self.go(Key.Key_6)
        hands.until(lambda: hands.page.pane.card is not None)
        hands.press(Key.Key_E)
        editor = hands.page.pane.editor
        for field, place in (
            (editor.name, "customer name"),
            (editor.phone, "customer phone"),
            (editor.email, "customer e-mail"),
            (editor.account, "account"),
            (editor.meter_point, "meter"),
            (editor.address, "address"),
            (editor.note, "customer note"),
        ):
            hands.tab_to(field)
            hands.write_anew(canary(place))
        hands.press(ENTER, CTRL)
        assert hands.page.pane.editor is None

    def searches(self) -> None:
        """Words nobody has, in every box that looks for something."""
        hands = self.hands
        hands.press(Key.Key_F, CTRL)
        self.type("customer search")
        hands.press(Key.Key_Escape)
        self.go(Key.Key_4)
        hands.press(Key.Key_F, CTRL)
        hands.write_anew(canary("case search"))
        self.look()
        hands.press(Key.Key_Escape)
        hands.press(Key.Key_K, CTRL)
        self.type("palette")
        hands.press(Key.Key_Escape)

    # administration

    def people(self) -> None:
        hands, form = self.hands, self.section("people").form
        hands.press(Key.Key_N, CTRL | SHIFT)
        self.type("person")
        hands.tab_to(form.sign_in_name)
        hands.write_anew(canary("sign-in name"))
        hands.tab_to(form.password)
        self.type("first password")
        hands.press(ENTER, CTRL)
        hands.press(Key.Key_N, CTRL | SHIFT)
        self.type("unsaved person")

    def offices_and_teams(self) -> None:
        hands, form = self.hands, self.section("centre").form
        hands.press(Key.Key_N, CTRL | SHIFT)
        self.type("office")
        for field, place in ((form.address, "office address"), (form.phone, "office phone")):
            hands.tab_to(field)
            self.type(place)
        hands.tab_to(form.holidays.own_name)
        self.type("closed day")
        hands.press(ENTER)
        hands.press(ENTER, CTRL)
        self.section("teams")
        hands.press(Key.Key_N, CTRL | SHIFT)
        self.type("team")
        hands.press(ENTER, CTRL)
        self.go(Key.Key_8)
        hands.tab_to(hands.page.findChild(TreeView).search)
        self.type("topic search")

    def own_sign_in(self) -> None:
        hands, section = self.hands, self.section("me")
        hands.tab_to(section.new)
        self.type("own new password")

    def import_a_list(self) -> None:
        hands, section = self.hands, self.section("import")
        hands.tab_to(section.start_view.area.button)
        hands.press_and_choose(self.to_import)
        hands.until(lambda: bool(section.primary_words()))
        hands.settle()
        hands.tab_to(section.file_view.footer.source)
        hands.write_anew(canary("name of the list"))
        hands.press(ENTER, CTRL)
        hands.until(section.start_view.result.isVisible)

    def back_up(self) -> None:
        hands = self.hands
        self.section("backup")
        hands.press(ENTER, CTRL)
        hands.until(lambda: any(hands.profile.backups.iterdir()))
        hands.settle()
        self.look()

    def section(self, key: str) -> Any:
        """To a section of administration by the arrow keys; the section. Typed Any: each has fields of its own."""
        hands = self.hands
        self.go(Key.Key_0)
        hands.hit(Key.Key_Home)
        while hands.page.list.current != key:
            hands.hit(DOWN)
        hands.settle()
        return hands.page.section

    # out

    def lock(self) -> None:
        """Locked; a stranger tries; she is back."""
        hands = self.hands
        hands.press(Key.Key_L, CTRL)
        view = hands.front
        hands.tab_to(view.name)
        hands.write_anew(canary("stranger at the lock"))
        hands.press(TAB)
        self.type("wrong password")
        hands.press(ENTER)
        hands.until(lambda: bool(view.secret.error))
        self.look()
        hands.until(view.button.isEnabled)
        hands.tab_to(view.name)
        hands.write_anew(SIGN_IN_NAME)
        hands.tab_to(view.secret.field)
        hands.write_anew(canary("password"))
        hands.press(ENTER)
        hands.until(lambda: hands.front is hands.main)
        hands.settle()

    def go(self, figure: Qt.Key) -> None:
        """To a page by its place in the rail."""
        self.hands.press(figure, ALT)
        self.hands.settle()


def main() -> None:
    sys.excepthook = give_up
    app = QApplication([])
    app.setApplicationName("csatdesk")
    Day(Path(sys.argv[1]), Path(sys.argv[2])).run()


if __name__ == "__main__":
    main()
