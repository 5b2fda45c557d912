"""An office of three: Anna at the counter, Piotr in the back office, Marek who is in charge, each before a real window.

What somebody does is typed into the window, and written into the plain books beside it as they believe it to be.
"""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random

from csatdesk.domain.cases import CaseKind, ReplyBy
from csatdesk.domain.contacts import Channel, NewCustomer
from csatdesk.domain.requests import RequestKind
from csatdesk.domain.staff import NewPerson, Role
from csatdesk.gui.desk.page import DeskPage
from csatdesk.operations.centres import save_office
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.jobs import run_jobs
from csatdesk.operations.letter_templates import take_over_letters
from csatdesk.operations.staff import add_person
from csatdesk.store.entities.centres import Office as OfficeRow
from tests.cast import PASSWORD, WEEK, Stage, _actor
from tests.end_to_end.colleagues import Colleague
from tests.end_to_end.hands import ALT, CTRL, ENTER, SHIFT, TAB, Key
from tests.end_to_end.plain_books import CLOSED_DAYS, Books, Matter, Person, Promised, begin_step
from tests.wall_clock import WARSAW, Wall

KINDS = {
    "complaint": CaseKind.COMPLAINT,
    "claim": CaseKind.CLAIM,
    "inquiry": CaseKind.INQUIRY,
    "request": CaseKind.REQUEST,
}
CHANNELS = {"hall": Channel.HALL, "phone": Channel.PHONE, "e-mail": Channel.EMAIL}
CUSTOMERS = ("Barbara Wilk", "Celina Duda", "Dariusz Sroka", "Edyta Zych", "Filip Gajda", "Grzegorz Bury")
NAMES = {"anna": "Anna Nowak", "piotr": "Piotr Maj", "marek": "Marek Lis"}
NEW_NAMES = [
    f"{first}{last} Halina"
    for last in ("ska", "owa", "czyk", "ecka")
    for first in ("Adam", "Bor", "Cich", "Domin", "Fran", "Grab", "Iwan", "Jan", "Krup", "Lis", "Mal", "Orl")
]
# the steps of a request: working days each may take
STEPS = {RequestKind.METER_CHECK: (3, 10, 3), RequestKind.METER_REPLACEMENT: (1, 3, 10, 1, 3)}
STORIES = (
    "Rachunek za październik jest dwa razy wyższy niż zwykle.",
    "Licznik pokazuje co innego niż faktura.",
    "Przyszło wezwanie do zapłaty, choć zapłacono.",
    "Kiedy będzie odczyt licznika?",
    "Nie przyszła faktura za listopad.",
)


class Office:
    """The three, the clock on the wall, and the books."""

    def __init__(self, stage: Stage, wall: Wall, seed: int) -> None:
        self.stage, self.wall, self.books, self.dice = stage, wall, Books(), Random(seed)
        self.customers, self.new_names = list(CUSTOMERS), list(NEW_NAMES)
        self.away: tuple[str, date, str] | None = None  # who, until when, who stands in
        self.filters: dict[str, dict[str, str]] = {name: {} for name in NAMES.values()}  # whose → name → kind of case
        self.notes: list[tuple[str, str, str]] = []  # at the end of a shift: to whom, from whom, what
        self.began = wall.shows.date()
        self.deeds, self.numbers = count(), count(1)
        self.diary: list[str] = []  # for whoever reads a failure
        with stage.work(stage.ewa, self._instant()) as work:
            take_over_letters(work)
            own, team = stage.anna.office_id, None
            add_person(work, new=NewPerson(NAMES["piotr"], "piotr", PASSWORD, Role.CLERK, own, team, "pl"))
        self._opens(own)
        with stage.work(stage.anna, self._instant()) as work:
            for name in CUSTOMERS:
                register_customer(work, new=NewCustomer(name=name, language="pl", address="ul. Długa 4, Gdańsk"))
                self.books.people[name] = Person(name, set())
        self.sits: Colleague | None = None
        self.people = {name: Colleague(stage, _actor(stage.store, name)) for name in NAMES}

    def _opens(self, office_id: int) -> None:
        """The office's calendar as the books have it."""
        spec = {"zone": "Europe/Warsaw", "week": WEEK, "holidays": {day.isoformat(): "Święto" for day in CLOSED_DAYS}}
        with self.stage.work(self.stage.ewa, self._instant()) as work:
            save_office(
                work,
                office_id=office_id,
                name="Sala główna",
                address="ul. Prosta 1",
                phone="58 300 10 10",
                calendar_spec=spec,
                version=work.db.get_one(OfficeRow, office_id).version,
            )

    def _instant(self) -> datetime:
        return self.wall.shows.replace(tzinfo=WARSAW).astimezone(UTC)

    @property
    def now(self) -> datetime:
        return self.wall.shows

    def calls(self, who: Colleague) -> None:
        """To the desk; whoever sat there before gets up."""
        if self.sits is not None and self.sits is not who:
            self.sits.gets_up()
        self.sits = who
        who.comes_in()

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

    def works_for(self, name: str) -> str:
        """Who does what this person is given today."""
        if self.away is not None and self.away[0] == name and self.now.date() <= self.away[1]:
            return self.away[2]
        return name

    def over_night(self) -> None:
        """What the program does by itself, at whichever desk."""
        more = True
        while more:
            with self.stage.work(self.stage.anna, self._instant()) as work:
                more = run_jobs(work)

    # at the counter

    def logs(
        self, who: Colleague, name: str, kind: str, channel: str, *, at_once: bool = False, with_extras: bool = True
    ) -> None:
        """`name`: of a known customer, "new", "double" (somebody who came under another name), "anonymous" or
        "not known".
        """
        who.press(Key.Key_N, CTRL)
        customer = self.says_who(who, name)
        who.moves_to(who.page.editor.came.channel, CHANNELS[channel])
        who.press(ENTER)
        who.choose(str(list(CaseKind).index(KINDS[kind]) + 1))
        matter = Matter("", kind, channel, customer, self.now)
        if kind == "request":
            self.says_what_is_wanted(who, matter)
        if channel == "hall" and with_extras and self.dice.random() < 0.25:
            self.writes_ticket_down(who, matter)
        who.press(Key.Key_H, ALT)
        who.write(self.dice.choice(STORIES))
        who.until(lambda: not who.page.editor.topic.is_behind)
        who.press(Key.Key_1, CTRL)
        matter.topic = who.page.editor.topic_name()
        is_new = name in {"new", "double"}  # whoever is not registered yet has no earlier case
        if self.adds_to_earlier(who, matter, None if is_new or not customer else self.books.earlier(matter)):
            return
        self.ties_talk(who, matter, is_wanted=with_extras and self.dice.random() < 0.4)
        is_owed = who.page.editor.came.reply_by.value() is not ReplyBy.NONE
        matter.reply = "owed" if is_owed else ""
        if at_once:
            who.press(Key.Key_S, ALT)
        else:
            who.press(ENTER, CTRL)
        assert isinstance(who.page, DeskPage), "the talk is not saved"
        self.is_logged(who, matter, at_once=at_once)

    def is_logged(self, who: Colleague, matter: Matter, *, at_once: bool) -> None:
        number = re.search(r"Case (\S+) saved", who.said[-1])
        assert number is not None, who.said[-1]
        matter.number = number[1]
        self.diary[-1] += f" {matter.number}"
        self.books.logged(matter, self.now)
        self.books.did(self.now, self.name(who), "contact")
        if at_once:
            matter.owner = self.name(who)
            self.books.did(self.now, matter.owner, "closed")
            self.books.over(matter, self.now, "answered" if matter.kind == "inquiry" else "settled", solved="now")
        elif matter.promises:
            begin_step(matter.promises[0], self.now)

    def says_what_is_wanted(self, who: Colleague, matter: Matter) -> None:
        kind = self.dice.choice(list(STEPS))
        who.tab_to(who.page.editor.request.kind)
        who.moves_to(who.page.editor.request.kind, kind)
        who.press(ENTER)
        who.write("E-118 204 77")
        who.press(ENTER)
        who.write("stary")
        matter.promises = [Promised(None, "", days) for days in STEPS[kind]]

    def writes_ticket_down(self, who: Colleague, matter: Matter) -> None:
        """The number of the queue machine, and when it was drawn."""
        number, minutes = f"A{self.dice.randint(100, 999)}", self.dice.randint(1, 40)
        who.press(Key.Key_8, CTRL)
        who.write(number)
        who.press(ENTER)
        who.write(f"{self.now - timedelta(minutes=minutes):%H%M}")
        matter.ticket = f"{number}, waited {minutes} min, 0 min at the desk"

    def adds_to_earlier(self, who: Colleague, matter: Matter, earlier: Matter | None) -> bool:
        """What looks like a repeat is linked, told apart, left alone, or is one more contact of the earlier case."""
        strip = who.page.editor.repeat
        told = strip.accessibleName() if strip.isVisible() else ""
        if earlier is None:
            assert not told, told
            return False
        assert earlier.number in told, (earlier.number, told)
        answer = self.dice.choice(("link", "refuse", "leave", "leave", "add"))
        if answer == "link":
            who.press(Key.Key_L, ALT)
            matter.repeats = earlier
        elif answer == "refuse":
            who.press(Key.Key_X, ALT)
            matter.is_no_repeat = True
            if earlier.customer != matter.customer:
                self.books.other_matter.add(frozenset((earlier.customer, matter.customer)))
        elif answer == "add" and earlier.is_open:
            who.press(Key.Key_A, ALT)
            assert who.said[-1] == f"Added to case {earlier.number}."
            self.books.did(self.now, self.name(who), "contact")
            return True
        return False

    def ties_talk(self, who: Colleague, matter: Matter, *, is_wanted: bool) -> None:
        """The only known matter there is stands beside each talk."""
        strip, goes_on = who.page.editor.matter, [title for title, is_on in self.books.known.items() if is_on]
        assert strip.isVisible() == (len(goes_on) == 1)
        if is_wanted and len(goes_on) == 1:
            who.press(Key.Key_M, CTRL)
            matter.known = goes_on[0]

    def says_who(self, who: Colleague, name: str) -> str:
        if name in {"anonymous", "not known"}:
            who.press(Key.Key_Y if name == "anonymous" else Key.Key_U, ALT)
            return ""
        if name not in {"new", "double"}:
            who.write(name)
            who.press(ENTER)
            return name
        phone = f"601 999 {len(self.new_names):03}"
        bearers = Counter(phone for one in self.books.people.values() for phone in one.phones)
        known = [one for one in self.books.standing() if one.phones and max(bearers[own] for own in one.phones) < 3]
        if name == "double" and known:
            (phone,) = self.dice.choice(known).phones
        name = self.new_names.pop(0)
        who.write(name)
        who.press(ENTER, SHIFT)
        who.write(phone)
        who.press(ENTER)
        who.write(f"{name.split()[0].lower()}@example.pl")
        who.press(ENTER)
        self.customers.append(name)
        self.books.people[name] = Person(name, {phone})
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
            matter.owner = self.works_for(to)

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
        self.books.did(self.now, by, "answered")
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
        judged = ("justified", "partly", "not justified", "settled")
        outcomes = judged if matter.kind in {"complaint", "claim"} else ("answered", "settled")
        self.opens(who, matter)
        who.press(Key.Key_C)
        who.press(Key(Key.Key_1 + outcomes.index(outcome)))
        if outcome in {"justified", "partly"}:
            who.tab_to(who.page.pane.panel.root_cause)
            who.write("Zły odczyt przy wymianie licznika")
        who.press(ENTER, CTRL)
        self.books.did(self.now, self.name(who), "closed")
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
        matter.promises.append(Promised(due, self.works_for(matter.owner or self.name(who))))

    def keeps_promise(self, who: Colleague, matter: Matter) -> None:
        self.opens(who, matter)
        who.press(Key.Key_D)
        assert who.offered[-1].startswith("Done: "), "nothing was done"
        self.books.did(self.now, self.name(who), "kept")
        self.books.kept_promise(matter, self.now)
