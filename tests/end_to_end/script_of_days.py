"""What people do on a day, in sentences. Which of them and with which case is drawn by the office's dice."""

from collections.abc import Callable
from datetime import datetime, time

from csatdesk.gui.cases.page import CasesPage
from tests.end_to_end.office_days import Colleague, Office
from tests.end_to_end.plain_books import Matter

Sentence = Callable[[Office, Colleague], object]
BEFORE_ANSWER = ("registered", "in work", "waiting")


def known(office: Office) -> str:
    return office.dice.choice(office.customers)


def way(office: Office) -> str:
    return office.dice.choice(("hall", "hall", "phone", "e-mail"))


def logs_a_complaint(office: Office, who: Colleague) -> object:
    return office.logs(who, known(office), "complaint", way(office))


def logs_a_claim(office: Office, who: Colleague) -> object:
    return office.logs(who, known(office), "claim", way(office))


def logs_an_inquiry(office: Office, who: Colleague) -> object:
    return office.logs(who, office.dice.choice((known(office), "not known")), "inquiry", way(office))


def logs_somebody_new(office: Office, who: Colleague) -> object:
    return office.logs(who, "new", office.dice.choice(("complaint", "inquiry")), "hall")


def helps_somebody_anonymous(office: Office, who: Colleague) -> object:
    return office.logs(who, "anonymous", "inquiry", "hall", at_once=True)


def with_one(found: Matter | None, do: Callable[[Matter], object]) -> object:
    """Nothing to do where no case stands so."""
    return do(found) if found is not None else None


def takes_one(office: Office, who: Colleague) -> object:
    free = [one for one in office.books.of("") if one.status in BEFORE_ANSWER]
    return with_one(office.dice.choice(free) if free else None, lambda one: office.takes(who, one))


def waits(office: Office, who: Colleague) -> object:
    found = office.pick("registered", "in work", owner=office.name(who))
    return with_one(found, lambda one: office.waits(who, one))


def goes_on(office: Office, who: Colleague) -> object:
    return with_one(office.pick("waiting"), lambda one: office.goes_on(who, one))


def hands_over_to_the_back_office(office: Office, who: Colleague) -> object:
    found = office.pick(*BEFORE_ANSWER, owner=office.name(who))
    return with_one(found, lambda one: office.hands_over(who, one, "Piotr Maj"))


def hands_over_and_takes_it_back(office: Office, who: Colleague) -> object:
    found = office.pick(*BEFORE_ANSWER, owner="Piotr Maj")
    return with_one(found, lambda one: office.hands_over(who, one, "Anna Nowak", but_no=True))


def answers_by_phone(office: Office, who: Colleague) -> object:
    return with_one(office.pick(*BEFORE_ANSWER, owner=office.name(who)), lambda one: office.answers(who, one))


def prepares_a_letter(office: Office, who: Colleague) -> object:
    return with_one(office.pick("registered", "in work"), lambda one: office.prepares(who, one))


def asks_for_approval(office: Office, who: Colleague) -> object:
    found = office.pick(*BEFORE_ANSWER, owner=office.name(who), kinds=("complaint", "claim"))
    return with_one(found, lambda one: office.prepares(who, one, to_approve=True))


def approves_one(office: Office, who: Colleague) -> object:
    return with_one(office.pick("to approve"), lambda one: office.approves(who, one))


def prints_a_letter(office: Office, who: Colleague) -> object:
    return with_one(office.pick("prepared"), lambda one: office.prints(who, one))


def posts_the_letters(office: Office, who: Colleague) -> None:
    office.posts(who)


def closes_what_is_answered(office: Office, who: Colleague) -> object:
    def close(one: Matter) -> None:
        outcomes = ("justified", "partly", "not justified") if one.kind != "inquiry" else ("answered",)
        office.closes(who, one, office.dice.choice(outcomes))

    return with_one(office.pick("sent"), close)


def settles_one_on_the_spot(office: Office, who: Colleague) -> object:
    return with_one(office.pick(*BEFORE_ANSWER), lambda one: office.closes(who, one, "settled"))


def reopens_one(office: Office, who: Colleague) -> object:
    over = [one for one in office.books.there() if not one.is_open and one.customer]
    return with_one(office.dice.choice(over) if over else None, lambda one: office.reopens(who, one))


def promises_a_call(office: Office, who: Colleague) -> object:
    found = office.pick("in work", "sent", owner=office.name(who))
    return with_one(found, lambda one: office.promises(who, one))


def keeps_a_promise(office: Office, who: Colleague) -> object:
    promised = [one for one in office.books.open() if any(not each.is_done for each in one.promises)]
    return with_one(office.dice.choice(promised) if promised else None, lambda one: office.keeps_promise(who, one))


COUNTER: tuple[Sentence, ...] = (
    logs_a_complaint,
    logs_a_claim,
    logs_an_inquiry,
    logs_somebody_new,
    helps_somebody_anonymous,
    takes_one,
    hands_over_to_the_back_office,
    answers_by_phone,
    promises_a_call,
)
BACK_OFFICE: tuple[Sentence, ...] = (
    takes_one,
    waits,
    goes_on,
    asks_for_approval,
    prepares_a_letter,
    prints_a_letter,
    answers_by_phone,
    closes_what_is_answered,
    keeps_a_promise,
    promises_a_call,
)
IN_CHARGE: tuple[Sentence, ...] = (
    approves_one,
    approves_one,
    hands_over_and_takes_it_back,
    settles_one_on_the_spot,
    reopens_one,
    closes_what_is_answered,
    goes_on,
)
# from when on, who, what, and how many of it
DAY: tuple[tuple[time, str, tuple[Sentence, ...], int], ...] = (
    (time(8, 5), "anna", COUNTER, 6),
    (time(10), "piotr", BACK_OFFICE, 6),
    (time(12, 10), "marek", IN_CHARGE, 3),
    (time(13, 30), "anna", COUNTER, 4),
    (time(14, 40), "piotr", (*BACK_OFFICE, posts_the_letters), 3),
)


def work_through(office: Office) -> None:
    """One day, each sentence a few minutes after the last one."""
    for since, name, sentences, count in DAY:
        office.wall.shows = datetime.combine(office.now.date(), since)
        who = office.people[name]
        who.comes_in()
        for sentence in office.dice.choices(sentences, k=count):
            office.diary.append(f"{office.now:%d.%m. %H:%M} {name} {sentence.__name__}")
            sentence(office, who)
            assert not isinstance(who.page, CasesPage) or who.page.pane.panel is None, office.diary[-1]
            office.wall.goes_on(office.dice.randint(3, 12))
        who.gets_up()
