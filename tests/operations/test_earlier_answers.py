"""How cases were answered before, without anybody's data; and what to tell the customer now."""

from datetime import timedelta
from time import perf_counter

import pytest

from csatdesk.domain.cases import CaseKind, Closing, Outcome, ReplyBy
from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.cases.screens import load_case_facts, load_case_page
from csatdesk.operations.cases.telling import what_to_tell
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.cases.waiting import wait
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.letters.earlier import EarlierAnswer, similar_answers, without_names
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from tests.cast import NOW, Stage

ANSWER = (
    "Szanowna Pani Agnieszko Zielińska, sprawa {number}: na konto 4021 7786 05 zwrócimy 412,60 zł. Licznik "
    "E-118 204 77 przy ul. Długiej 4 jest sprawny. Do Pani Zielińskiej zadzwoni Anna Nowak, tel. +48 601 224 318, "
    "a.zielinska@example.pl."
)
PERSONAL = ("Agnieszk", "Zieliń", "4021", "412", "E-118", "204 77", "Nowak", "601", "@", "26-01", "Długiej 4")


def closed(stage: Stage, text: str, answer: str, **other: object) -> tuple[int, str]:
    made = stage.register(text, kind=CaseKind.INQUIRY, **other)
    words = answer.replace("{number}", made.number)
    with stage.work() as work:
        answer_case(work, case_id=made.case_id, text=words, sent_at=NOW, reply_by=ReplyBy.LETTER)
    with stage.work() as work:
        version = work.db.get_one(Case, made.case_id).version
        closing = Closing(Outcome.ANSWERED, answer_sent_at=NOW)
        close_case(work, case_id=made.case_id, closing=closing, version=version)
    return made.case_id, made.number


def similar(stage: Stage, case_id: int) -> tuple[EarlierAnswer, ...]:
    with stage.read() as reading:
        return similar_answers(reading, case_id=case_id)


def test_nothing_personal_is_left_in_an_earlier_answer(centre: Stage) -> None:
    closed(centre, "Rachunek za wysoki", ANSWER)
    [found] = similar(centre, centre.register("Rachunek za wysoki").case_id)
    assert not [part for part in PERSONAL if part in found.text]
    assert "{customer}" in found.text
    assert "sprawa {number}" in found.text
    assert "zwrócimy" in found.text


def test_a_name_with_braces_and_markup_makes_no_place(centre: Stage) -> None:
    with centre.work() as work:
        customer_id = register_customer(work, new=NewCustomer(name="<b>Ola</b> & {number}", language="pl"))
        customer = work.db.get_one(Customer, customer_id)
        text = without_names("Pani <b>Ola</b> & {number}, tak.", customer, number="26-01-1")
    assert "Ola" not in text
    assert "{number}" not in text


@pytest.mark.parametrize("name", ["ZIELIŃSKA AGNIESZKA", "zielinska agnieszka", "Agnieszka Zielińska-Li"])
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    customer = Customer(name=name, address="Długa 4, Gdańsk", account="", meter_point="", phone="", email="")
    text = "Pani ZIELIŃSKIEJ, Zielińskiej, Zielinskiej, zielińskiej i Agnieszce w Gdańsku, z.agnieszka@gdansk.example"
    left = without_names(text, customer, number="26-01-1")
    assert left == "Pani {customer} i {customer} w {own words}"


@pytest.mark.parametrize(
    ("name", "said"),
    [("Bonifacy Wojciechowski", "Wojciechowskiego"), ("Зелинский", "Зелинскими"), ("Nowak", "Nowakowie")],
)
def test_the_longest_endings_leave_nothing_of_a_name(name: str, said: str) -> None:
    customer = Customer(name=name, address="", account="", meter_point="", phone="", email="")
    assert without_names(f"Do {said}.", customer, number="26-01-1") == "Do {customer}."


def test_a_short_name_is_found_and_hides_no_common_word() -> None:
    customer = Customer(name="Bo Kot", address="", account="", meter_point="", phone="", email="")
    left = without_names("Pan Bo i Kota, bo kotły i Botanik", customer, number="26-01-1")
    assert left == "Pan {customer} i {customer}, bo kotły i Botanik"


@pytest.mark.parametrize("letters", ["a", "x-1", "a@", "1 ", "http", "{"])
def test_a_hundred_thousand_letters_are_looked_through_at_once(letters: str) -> None:
    customer = Customer(name="Bo Kot", address="Długa 4", account="", meter_point="", phone="", email="")
    began = perf_counter()
    without_names(letters * (100_000 // len(letters)), customer, number="26-01-1", staff=["Anna Nowak"])
    assert perf_counter() - began < 5


def test_the_same_topic_language_and_words_come_first(centre: Stage) -> None:
    other_words, _number = closed(centre, "Coś innego", "Odpowiedź pierwsza.")
    same_words, _number = closed(centre, "Licznik pokazuje za dużo", "Odpowiedź druga.")
    foreign, _number = closed(centre, "Licznik pokazuje za dużo", "Answer.", language="en")
    closed(centre, "Licznik pokazuje za dużo", "Inny temat.", topic_id=centre.topic_ids["waiting_time"])
    mine = centre.register("Mój licznik pokazuje dużo").case_id
    found = similar(centre, mine)
    assert [one.case_id for one in found] == [same_words, other_words, foreign]
    assert found[0].shared > found[1].shared == 0


def test_open_cases_and_those_in_the_trash_are_no_example(centre: Stage) -> None:
    gone, _number = closed(centre, "Rachunek", "Odpowiedź.")
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=gone, reason="pomyłka")
    open_case = centre.register("Rachunek")
    with centre.work() as work:
        answer_case(work, case_id=open_case.case_id, text="Tak.", sent_at=NOW, reply_by=ReplyBy.PHONE)
    assert similar(centre, centre.register("Rachunek").case_id) == ()
    assert similar(centre, centre.register("Rachunek", topic_id=None).case_id) == ()


# what to tell


def told(stage: Stage, case_id: int, language: str = "en", *, after: timedelta = timedelta()) -> str:
    with stage.read(at=NOW + after) as reading:
        page, facts = load_case_page(reading, case_id=case_id), load_case_facts(reading)
        return what_to_tell(page.card, page.belongings.letters, facts, language=language)


def test_it_says_number_topic_how_it_stands_and_by_when(centre: Stage) -> None:
    made = centre.register()
    words = told(centre, made.case_id)
    assert words.startswith(f"Your case {made.number} (topic: ")
    assert "It is registered and will be taken up next. You will have our answer by Thu 10 December." in words
    assert words.endswith("If you have a question, call us on 58 300 10 10.")


def test_a_late_answer_is_admitted(centre: Stage) -> None:
    words = told(centre, centre.register().case_id, after=timedelta(days=40))
    assert "Our answer was due on 10 Dec 2026. We are sorry that you have to wait; we see to it now." in words


def test_no_note_and_no_name_of_the_staff_is_told(centre: Stage) -> None:
    case_id = centre.register().case_id
    with centre.work() as work:
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="he is difficult, ask Anna")
        due = NOW + timedelta(days=3)
        make_promise(work, case_id=case_id, new=NewPromise(PromiseKind.REFUND, "secret words", due, is_day=True))
    words = told(centre, case_id)
    assert "We are waiting for what we asked you for" in words
    assert "Promised to you: refund, by " in words
    assert not [part for part in ("difficult", "Anna", "secret") if part in words]


def test_what_was_sent_and_closed_is_told_with_its_days(centre: Stage) -> None:
    case_id, _number = closed(centre, "Rachunek", "Tak.")
    words = told(centre, case_id)
    assert "Our answer was sent on 19 Nov 2026. It was closed on 19 Nov 2026: answered." in words
    assert "call us" not in words


@pytest.mark.parametrize("language", ["pl", "nb", "et", "fi", "ru", "xx"])
def test_the_days_are_written_in_the_customers_language(centre: Stage, language: str) -> None:
    day = {"fi": "19.11.2026", "xx": "19 Nov 2026"}.get(language, "19.11.2026")
    assert day in told(centre, centre.register().case_id, language)
