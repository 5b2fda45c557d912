"""What people do on a day, in sentences. Which of them and with which case is drawn by the office's dice."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.rush.strip import LATER_MS
from tests.end_to_end import further_deeds as further
from tests.end_to_end.colleagues import Colleague
from tests.end_to_end.office_days import NAMES, Office
from tests.end_to_end.plain_books import Matter

Sentence = Callable[[Office, Colleague], object]
BEFORE_ANSWER = ("registered", "in work", "waiting")


def known(office: Office) -> str:
    return office.dice.choice(office.customers)


def way(office: Office) -> str:
    return office.dice.choice(("hall", "hall", "phone", "e-mail"))


def logs_a_complaint(office: Office, who: Colleague) -> None:
    office.logs(who, known(office), "complaint", way(office))


def logs_a_claim(office: Office, who: Colleague) -> None:
    office.logs(who, known(office), "claim", way(office))


def logs_an_inquiry(office: Office, who: Colleague) -> None:
    office.logs(who, office.dice.choice((known(office), "not known")), "inquiry", way(office))


def logs_somebody_new(office: Office, who: Colleague) -> None:
    office.logs(who, "new", office.dice.choice(("complaint", "inquiry")), "hall")


def helps_somebody_anonymous(office: Office, who: Colleague) -> None:
    office.logs(who, "anonymous", "inquiry", "hall", at_once=True)


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
        judged = one.kind in {"complaint", "claim"}
        outcomes = ("justified", "partly", "not justified") if judged else ("answered",)
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
    promised = [one for one in office.books.open() if one.kept]
    return with_one(office.dice.choice(promised) if promised else None, lambda one: office.keeps_promise(who, one))


# what happens less often


def logs_a_request(office: Office, who: Colleague) -> None:
    office.logs(who, known(office), "request", way(office))


def logs_somebody_under_another_name(office: Office, who: Colleague) -> None:
    office.logs(who, "double", office.dice.choice(("complaint", "inquiry")), "hall")


def logs_in_one_key(office: Office, who: Colleague, *, but_no: bool = False) -> None:
    who.goes_to("desk")
    who.wait(2 * LATER_MS)  # the keys come after all that the page itself shows
    who.settle()
    topics = who.main.rush.topics
    if topics:
        further.logs_in_one_key(office, who, office.dice.randrange(len(topics)), but_no=but_no)


def presses_a_key_by_mistake(office: Office, who: Colleague) -> None:
    logs_in_one_key(office, who, but_no=True)


def makes_one_case_part_of_another(office: Office, who: Colleague) -> None:
    """Of the same customer, where there are two."""
    cases = office.books.open()
    pairs = [(a, b) for a in cases for b in cases if a is not b and a.customer == b.customer and a.customer]
    if pairs:
        part, whole = office.dice.choice(pairs)
        further.becomes_part(office, who, part, whole)


def takes_a_case_out_again(office: Office, who: Colleague) -> object:
    parts = [one for one in office.books.matters if one.whole is not None and one.whole.is_there]
    return with_one(office.dice.choice(parts) if parts else None, lambda one: further.is_taken_out(office, who, one))


def links_a_repeat(office: Office, who: Colleague) -> None:
    found = list(office.books.possible_repeats().items())
    found = [pair for pair in found if pair[0].received.date() < office.now.date()]  # proposed over night
    if found:
        further.settles_repeat(office, who, *office.dice.choice(found), cause=office.dice.randrange(4))


def refuses_a_repeat(office: Office, who: Colleague) -> None:
    found = list(office.books.possible_repeats().items())
    found = [pair for pair in found if pair[0].received.date() < office.now.date()]
    if found:
        further.settles_repeat(office, who, *office.dice.choice(found), cause=None)


def makes_two_customers_one(office: Office, who: Colleague) -> None:
    if office.books.pairs():
        further.decides_about_pair(office, who, is_one=True)


def tells_two_customers_apart(office: Office, who: Colleague) -> None:
    if len(office.books.pairs()) > 1:
        further.decides_about_pair(office, who, is_one=False)


def takes_two_customers_apart(office: Office, who: Colleague) -> None:
    people = office.books.people
    gone = [one.name for one in people.values() if one.into and not people[one.into].into]
    if gone:
        further.takes_customers_apart(office, who, office.dice.choice(gone))


def makes_something_known(office: Office, who: Colleague) -> None:
    if sum(office.books.known.values()) < 2:
        further.makes_known(office, who, f"Błędne rachunki {next(office.numbers)}")


def ties_one_to_a_known_matter(office: Office, who: Colleague) -> None:
    goes_on = [title for title, is_on in office.books.known.items() if is_on]
    found = office.pick(*BEFORE_ANSWER)
    if goes_on and found is not None and found.known not in goes_on:
        further.ties_to_known(office, who, found, office.dice.choice(goes_on))


def ends_a_known_matter(office: Office, who: Colleague) -> None:
    goes_on = [title for title, is_on in office.books.known.items() if is_on]
    if goes_on:
        further.ends_known(office, who, goes_on[0])


def saves_a_filter(office: Office, who: Colleague) -> None:
    further.saves_a_filter(office, who, office.dice.choice(("claim", "complaint", "inquiry")))


def throws_a_filter_away(office: Office, who: Colleague) -> None:
    if len(office.filters[office.name(who)]) > 1:
        further.throws_a_filter_away(office, who, but_no=office.dice.random() < 0.5)


def hands_the_shift_over(office: Office, who: Colleague) -> None:
    further.hands_shift_over(office, who, "Piotr Maj" if office.name(who) == "Anna Nowak" else "Anna Nowak")


def takes_the_shift_over(office: Office, who: Colleague) -> None:
    if any(taker == office.name(who) for taker, _giver, _note in office.notes):
        further.takes_shift_over(office, who)


def enters_that_piotr_is_ill(office: Office, who: Colleague) -> None:
    """Today and tomorrow; not again for two weeks."""
    if office.away is None or office.now.date() > office.away[1] + timedelta(days=14):
        until = office.now.date() + timedelta(days=1)
        further.somebody_is_ill(office, who, NAMES["piotr"], until, NAMES["anna"])


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
    (time(8, 5), "anna", COUNTER, 5),
    (time(10), "piotr", BACK_OFFICE, 7),
    (time(12, 10), "marek", IN_CHARGE, 4),
    (time(13, 30), "anna", COUNTER, 3),
    (time(14, 40), "piotr", (*BACK_OFFICE, posts_the_letters), 3),
)
# one after the other, some of them each day, and then from the beginning
NOW_AND_THEN: tuple[tuple[str, Sentence], ...] = (
    ("anna", logs_in_one_key),
    ("anna", logs_somebody_under_another_name),
    ("marek", makes_something_known),
    ("piotr", makes_one_case_part_of_another),
    ("anna", logs_a_request),
    ("anna", hands_the_shift_over),
    ("piotr", takes_the_shift_over),
    ("marek", makes_two_customers_one),
    ("anna", saves_a_filter),
    ("piotr", links_a_repeat),
    ("anna", ties_one_to_a_known_matter),
    ("marek", takes_a_case_out_again),
    ("anna", presses_a_key_by_mistake),
    ("piotr", refuses_a_repeat),
    ("marek", enters_that_piotr_is_ill),
    ("anna", logs_somebody_under_another_name),
    ("anna", logs_in_one_key),
    ("piotr", makes_one_case_part_of_another),
    ("marek", takes_two_customers_apart),
    ("anna", logs_in_one_key),
    ("marek", tells_two_customers_apart),
    ("piotr", hands_the_shift_over),
    ("anna", takes_the_shift_over),
    ("marek", ends_a_known_matter),
    ("anna", throws_a_filter_away),
    ("anna", logs_a_request),
    ("piotr", links_a_repeat),
)
EACH_DAY = 4


def work_through(office: Office) -> None:
    """One day, each sentence a few minutes after the last one."""
    for since, name, sentences, many in DAY:
        office.wall.shows = datetime.combine(office.now.date(), since)
        work_together(office, name, office.dice.choices(sentences, k=many))
    office.wall.shows = datetime.combine(office.now.date(), time(15, 10))
    for _deed in range(EACH_DAY):
        name, sentence = NOW_AND_THEN[next(office.deeds) % len(NOW_AND_THEN)]
        work_together(office, name, [sentence])


def work_together(office: Office, name: str, sentences: Sequence[Sentence]) -> None:
    """Whoever stands in does the work of somebody who is away."""
    here = office.works_for(NAMES[name])
    name, who = next((key, one) for key, one in office.people.items() if NAMES[key] == here)
    office.calls(who)
    for sentence in sentences:
        office.diary.append(f"{office.now:%d.%m. %H:%M} {name} {sentence.__name__}")
        sentence(office, who)
        who.has_no_errors()
        assert not isinstance(who.page, CasesPage) or who.page.pane.panel is None, office.diary[-1]
        office.wall.goes_on(office.dice.randint(3, 12))
