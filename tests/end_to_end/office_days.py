"""An office of three: Anna at the counter, Piotr in the back office, Marek who is in charge, each before a real window.

What somebody does is typed into the window, and written into the plain books beside it as they believe it to be.
"""

import re
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Channel, NewCustomer
from csatdesk.domain.staff import Actor, NewPerson, Role
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.letter_templates import take_over_letters
from csatdesk.operations.staff import add_person
from csatdesk.system.settings import Settings
from tests.cast import PASSWORD, Stage, _actor
from tests.end_to_end.hands import ALT, CTRL, DOWN, ENTER, SHIFT, TAB, Key, Keys
from tests.end_to_end.plain_books import Books, Matter, Promised
from tests.wall_clock import WARSAW, Wall

KINDS = {"complaint": CaseKind.COMPLAINT, "claim": CaseKind.CLAIM, "inquiry": CaseKind.INQUIRY}
CHANNELS = {"hall": Channel.HALL, "phone": Channel.PHONE, "e-mail": Channel.EMAIL}
CUSTOMERS = ("Barbara Wilk", "Celina Duda", "Dariusz Sroka", "Edyta Zych", "Filip Gajda", "Grzegorz Bury")
NAMES = {"anna": "Anna Nowak", "piotr": "Piotr Maj", "marek": "Marek Lis"}
STORIES = (
    "Rachunek za październik jest dwa razy wyższy niż zwykle.",
    "Licznik pokazuje co innego niż faktura.",
    "Przyszło wezwanie do zapłaty, choć zapłacono.",
    "Kiedy będzie odczyt licznika?",
    "Nie przyszła faktura za listopad.",
)


class Colleague(Keys):
    """Somebody before a window of their own."""

    def __init__(self, stage: Stage, actor: Actor) -> None:
        self.said: list[str] = []
        self.errors: list[BaseException] = []
        self.runner = ImmediateRunner(stage.session(actor))
        self._desk = MainWindow(Context(self.runner, Settings()), Boundary())
        self._desk.context.said.connect(self.said.append)
        self.offered: list[str] = []  # to be undone
        self.runner.undo_offered.connect(self.offered.append)
        self.runner.failed.connect(lambda error, _again: self.errors.append(error))
        self._desk.resize(1366, 768)

    @property
    def shell(self) -> QWidget:
        return self._desk

    @property
    def window(self) -> MainWindow:
        return self._desk

    def settle(self) -> None:
        """Every answer is there at once, so that only keys that rest are waited for."""
        QApplication.processEvents()
        while not self._is_quiet():
            self.wait(5)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def comes_in(self) -> None:
        """Sits down; what others wrote meanwhile is asked for as on a shared store."""
        self._desk.show()
        self.come_to_the_front()
        if self.page is None:
            self._desk.go("desk")
        self._desk.other_desks.ask()
        self.settle()

    def gets_up(self) -> None:
        self._desk.hide()
        assert not self.errors, self.errors

    def goes_to(self, page: str) -> Any:
        """By the place of the page in the rail."""
        entries = [entry.key for entry in self._desk._rail_entries()]
        self.press(Key(Key.Key_1 + entries.index(page)), ALT)
        return self.page

    def opens(self, number: str) -> None:
        self.press(Key.Key_K, CTRL)
        self.write(number)
        self.press(ENTER)
        assert self.page.window_words() == number

    def leaves(self) -> None:
        self._desk.keep()
        self._desk.close()
        self._desk.deleteLater()
        QApplication.sendPostedEvents(self._desk, QEvent.Type.DeferredDelete.value)
        self.runner.close()


class Office:
    """The three, the clock on the wall, and the books."""

    def __init__(self, stage: Stage, wall: Wall, seed: int) -> None:
        self.stage, self.wall, self.books, self.dice = stage, wall, Books(), Random(seed)
        self.customers, self.made = list(CUSTOMERS), 0
        self.diary: list[str] = []  # for whoever reads a failure
        with stage.work(stage.ewa, self._instant()) as work:
            take_over_letters(work)
            own, team = stage.anna.office_id, None
            add_person(work, new=NewPerson(NAMES["piotr"], "piotr", PASSWORD, Role.CLERK, own, team, "pl"))
        with stage.work(stage.anna, self._instant()) as work:
            for name in CUSTOMERS:
                register_customer(work, new=NewCustomer(name=name, language="pl", address="ul. Długa 4, Gdańsk"))
        self.people = {name: Colleague(stage, _actor(stage.store, name)) for name in NAMES}

    def _instant(self) -> datetime:
        return self.wall.shows.replace(tzinfo=WARSAW).astimezone(UTC)

    @property
    def now(self) -> datetime:
        return self.wall.shows

    def leave(self) -> None:
        for one in self.people.values():
            one.leaves()

    def opens(self, who: Colleague, matter: Matter) -> None:
        who.opens(matter.number)
        self.diary[-1] += f" {matter.number} ({matter.kind}, {matter.status})"

    def pick(self, *statuses: str, owner: str = "", kinds: tuple[str, ...] = ()) -> Matter | None:
        """Any open case that stands so; None where there is none."""
        found = [
            one
            for one in self.books.open()
            if one.status in statuses and (not owner or one.owner == owner) and (not kinds or one.kind in kinds)
        ]
        return self.dice.choice(found) if found else None

    # at the counter

    def logs(self, who: Colleague, name: str, kind: str, channel: str, *, at_once: bool = False) -> Matter:
        """`name`: of a known customer, "new", "anonymous" or "not known"."""
        who.press(Key.Key_N, CTRL)
        customer = self.says_who(who, name)
        choice = who.page.editor.came.channel
        assert choice.hasFocus(), f"the channel does not follow {name}"
        while choice.value() is not CHANNELS[channel]:
            options = [choice.itemData(place) for place in range(choice.count())]
            is_below = options.index(CHANNELS[channel]) > options.index(choice.value())
            who.hit(DOWN if is_below else Key.Key_Up)
        who.press(ENTER)
        who.choose(str(list(CaseKind).index(KINDS[kind]) + 1))
        who.press(Key.Key_H, ALT)
        who.write(self.dice.choice(STORIES))
        who.until(lambda: not who.page.editor.topic.is_behind)
        who.press(Key.Key_1, CTRL)
        if at_once:
            who.press(Key.Key_S, ALT)
        else:
            who.press(ENTER, CTRL)
        assert isinstance(who.page, DeskPage), "the talk is not saved"
        number = re.search(r"Case (\S+) saved", who.said[-1])
        assert number is not None, who.said[-1]
        matter = Matter(number[1], kind, channel, customer, self.now)
        self.books.logged(matter, self.now)
        if at_once:
            matter.owner = self.name(who)
            outcome = "answered" if kind == "inquiry" else "settled"
            self.books.over(matter, self.now, outcome, solved="now")
        return matter

    def says_who(self, who: Colleague, name: str) -> str:
        if name in {"anonymous", "not known"}:
            who.press(Key.Key_Y if name == "anonymous" else Key.Key_U, ALT)
            return ""
        if name != "new":
            who.write(name)
            who.press(ENTER)
            return name
        self.made += 1
        name = f"Nowak-{self.dice.choice(('Adamska', 'Borowa', 'Cicha'))} Halina {self.made}"
        who.write(name)
        who.press(ENTER, SHIFT)
        who.write(f"601 999 {self.made:03}")
        who.press(ENTER)
        who.write(f"klient{self.made}@example.pl")
        who.press(ENTER)
        self.customers.append(name)
        return name

    def name(self, who: Colleague) -> str:
        return NAMES[next(key for key, one in self.people.items() if one is who)]

    # on a case

    def takes(self, who: Colleague, matter: Matter) -> None:
        self.opens(who, matter)
        who.press(Key.Key_T)
        matter.owner = self.name(who)
        matter.status = "in work" if matter.status == "registered" else matter.status

    def waits(self, who: Colleague, matter: Matter) -> None:
        self.opens(who, matter)
        who.press(Key.Key_W)
        who.press(Key(Key.Key_1 + self.dice.randrange(3)))
        who.press(TAB)
        who.write("protokół z wymiany licznika")
        who.press(ENTER)
        matter.status = "waiting"
        for running in matter.clocks[-1:]:
            running.waits.append([self.now, None])

    def goes_on(self, who: Colleague, matter: Matter) -> None:
        self.opens(who, matter)
        who.press(Key.Key_W, SHIFT)
        who.write("przyszło")
        who.press(ENTER)
        matter.status = "in work"
        self.books.end_wait(matter, self.now)

    def hands_over(self, who: Colleague, matter: Matter, to: str, *, but_no: bool = False) -> None:
        """`but_no`: and takes it back at once."""
        self.opens(who, matter)
        who.press(Key.Key_H)
        who.write(to)
        who.press(ENTER)
        who.write("proszę przejąć")
        who.press(ENTER)
        if but_no:
            who.press(Key.Key_Z, CTRL)
        else:
            matter.owner = to

    def answers(self, who: Colleague, matter: Matter) -> None:
        """By phone, at once."""
        self.opens(who, matter)
        who.press(Key.Key_R)
        who.write("Rachunek skorygowano.")
        who.press(ENTER, CTRL)
        self.sent(matter, self.name(who))

    def sent(self, matter: Matter, by: str) -> None:
        self.books.end_wait(matter, self.now)
        self.books.meet(matter, self.now)
        matter.status, matter.letter = "sent", "sent"
        matter.owner = matter.owner or by

    def prepares(self, who: Colleague, matter: Matter, *, to_approve: bool = False) -> None:
        self.opens(who, matter)
        who.press(Key.Key_R)
        who.press(Key.Key_F4)  # a template of the house, with a place for one's own words
        who.write("Rachunek skorygowano, kwotę zwrócono.")
        if who.page.pane.panel.box.still_open.isVisible():
            who.write_anew("Rachunek skorygowano, kwotę zwrócono. Przepraszamy.")
        who.press(Key.Key_S, CTRL | SHIFT if to_approve else CTRL)
        self.books.end_wait(matter, self.now)
        matter.status, matter.letter = ("to approve" if to_approve else "prepared"), "prepared"
        matter.written_by, matter.owner = self.name(who), matter.owner or self.name(who)

    def approves(self, who: Colleague, matter: Matter) -> None:
        self.opens(who, matter)
        who.press(Key.Key_A, SHIFT)
        who.press(ENTER, CTRL)
        matter.status = "prepared"

    def prints(self, who: Colleague, matter: Matter) -> None:
        self.opens(who, matter)
        who.press(Key.Key_R)
        who.press(Key.Key_P, CTRL)
        who.press(Key.Key_P, CTRL)
        who.press(Key.Key_Escape)
        matter.letter = "printed"

    def posts(self, who: Colleague) -> None:
        """Everything that was printed."""
        who.goes_to("cases")
        who.press(Key.Key_P, SHIFT)
        waiting = sorted(one.number for one in self.books.open() if one.letter == "printed")
        assert sorted(tick.row.number for tick in who.page.to_post.ticks) == waiting
        if waiting:
            who.press(ENTER, CTRL)
            for matter in self.books.open():
                if matter.letter == "printed":
                    self.sent(matter, self.name(who))
        who.press(Key.Key_Escape)

    def closes(self, who: Colleague, matter: Matter, outcome: str) -> None:
        """What was answered; or settled on the spot."""
        complaint = ("justified", "partly", "not justified", "settled")
        outcomes = complaint if matter.kind != "inquiry" else ("answered", "settled")
        self.opens(who, matter)
        who.press(Key.Key_C)
        who.press(Key(Key.Key_1 + outcomes.index(outcome)))
        if outcome in {"justified", "partly"}:
            who.tab_to(who.page.pane.panel.root_cause)
            who.write("Zły odczyt przy wymianie licznika")
        who.press(ENTER, CTRL)
        self.books.over(matter, self.now, outcome)

    def reopens(self, who: Colleague, matter: Matter) -> None:
        self.opens(who, matter)
        who.press(Key.Key_O)
        who.write("Kwota nadal się nie zgadza")
        who.press(ENTER, CTRL)
        self.books.reopened(matter, self.now)

    def promises(self, who: Colleague, matter: Matter) -> None:
        """To call back tomorrow."""
        self.opens(who, matter)
        who.press(Key.Key_V)
        who.press(Key.Key_2, ALT)
        who.press(ENTER, CTRL)
        due = datetime.combine(self.now.date() + timedelta(days=2), time())
        matter.promises.append(Promised(due, self.name(who)))

    def keeps_promise(self, who: Colleague, matter: Matter) -> None:
        self.opens(who, matter)
        who.press(Key.Key_D)
        assert who.offered[-1].startswith("Done: "), "nothing was done"
        open_ones = [one for one in matter.promises if not one.is_done]
        min(open_ones, key=lambda one: one.due).is_done = True
        if matter.status == "promise open" and len(open_ones) == 1:
            matter.status, matter.ended = "over", self.now
            self.books.turn(self.now, "out")
