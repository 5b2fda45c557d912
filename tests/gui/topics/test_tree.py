"""The tree of topics: found by typing, changed by function keys, every change undone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.staff import Actor
from csatdesk.gui.fields import LinkButton
from csatdesk.gui.topics.card_form import CardForm
from csatdesk.gui.topics.place_form import PlaceForm
from csatdesk.gui.topics.split_form import SplitForm
from csatdesk.gui.topics.topic_form import TopicForm
from csatdesk.system.clock import now
from tests.gui.cases.desk import CTRL, Key
from tests.gui.topics.desk import TopicsDesk

Sit = Callable[[Actor | None], TopicsDesk]


def form(desk: TopicsDesk) -> object:
    return desk.page.tree.form


def test_letters_find_a_topic_in_any_language_and_its_facts_stand_beside(sit: Sit) -> None:
    desk = sit(None)
    desk.find("zawyż")
    assert desk.page.tree.topic == desk.topic("bill_too_high")
    said = desk.page.tree.details.said
    assert "Complaint or claim" in said
    assert "Rachunek zawyżony lub błędny" in said
    assert "Card beside the intake" in said
    desk.press(Key.Key_Escape)
    assert len(desk.page.tree.tree.names) == len(desk.stage.topic_ids)


def test_f2_renames_in_six_languages_and_says_for_what_it_is(sit: Sit) -> None:
    desk = sit(None)
    desk.find("too high")
    desk.press(Key.Key_F2)
    shown = form(desk)
    assert isinstance(shown, TopicForm)
    desk.write("Sum of the bill")
    desk.tab_to(shown.names["ru"])
    desk.write("Сумма счёта")
    desk.tab_to(shown.definition)
    desk.write("The sum is doubted.")
    desk.tab_to(shown.keywords.box)
    desk.write("sum*, too much, sum*")
    desk.tab_to(shown.remote)
    desk.write("60 %")
    desk.press(Key.Key_Return, CTRL)
    topic = desk.topic("bill_too_high")
    assert (topic.names["en"], topic.names["ru"]) == ("Sum of the bill", "Сумма счёта")
    assert (topic.definition, topic.keywords["en"], topic.remote_target) == (
        "The sum is doubted.",
        ("sum*", "too much"),
        60,
    )
    assert any("became “Sum of the bill”" in words for words in desk.page.tree.details.said)
    desk.context.undo()
    assert desk.topic("bill_too_high").names["en"] == "Bill too high or wrong"


def test_a_topic_without_a_name_and_an_impossible_target_are_said_at_their_fields(sit: Sit) -> None:
    desk = sit(None)
    desk.find("too high")
    desk.press(Key.Key_Insert)
    shown = form(desk)
    assert isinstance(shown, TopicForm)
    desk.press(Key.Key_Return, CTRL)
    assert desk.focus is shown.names["en"]
    desk.write("Twice charged")
    desk.tab_to(shown.remote)
    desk.write("much")
    desk.press(Key.Key_Return, CTRL)
    assert desk.focus is shown.remote
    desk.write("5")
    desk.press(Key.Key_Return, CTRL)
    made = desk.page.tree.topic
    assert made is not None
    assert desk.tree().path(made.id, "en") == ("Bills and payments", "Twice charged")
    desk.context.undo()
    assert made.id not in desk.tree().topics


def test_topics_not_to_be_confused_are_found_by_typing(sit: Sit) -> None:
    desk = sit(None)
    desk.find("waiting")
    desk.press(Key.Key_F2)
    shown = form(desk)
    assert isinstance(shown, TopicForm)
    desk.tab_to(shown.confused)
    desk.write("estimated")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return, CTRL)
    assert desk.stage.topic_ids["bill_estimated"] in desk.topic("waiting_time").not_confused
    assert "Bills and payments › Estimated bill" in desk.page.tree.details.said


def test_a_topic_moves_by_keys_up_down_and_below_another(sit: Sit) -> None:
    desk = sit(None)
    desk.find("estimated")
    desk.press(Key.Key_Escape)
    before = [topic.id for topic in desk.tree().children(desk.topic("bill_estimated").parent_id)]
    desk.press(Key.Key_Up, CTRL)
    after = [topic.id for topic in desk.tree().children(desk.topic("bill_estimated").parent_id)]
    own = desk.stage.topic_ids["bill_estimated"]
    assert after.index(own) == before.index(own) - 1
    desk.press(Key.Key_F6)
    assert isinstance(form(desk), PlaceForm)
    desk.write("our service")
    desk.press(Key.Key_Return)
    assert desk.tree().path(desk.stage.topic_ids["bill_estimated"], "en")[0] == "Our service"
    desk.context.undo()
    desk.context.undo()
    assert [topic.id for topic in desk.tree().children(desk.topic("bill_estimated").parent_id)] == before


def test_delete_retires_and_brings_back(sit: Sit) -> None:
    desk = sit(None)
    desk.find("estimated")
    desk.press(Key.Key_Delete)
    assert desk.topic("bill_estimated").is_retired
    desk.press(Key.Key_Escape)
    assert "Estimated bill" not in desk.page.tree.tree.names
    desk.tab_to(desk.page.tree.with_retired)
    desk.press(Key.Key_Space)
    desk.find("estimated")
    assert "retired" in str(desk.page.tree.summary())
    desk.press(Key.Key_Delete)
    assert not desk.topic("bill_estimated").is_retired


def test_f7_merges_and_the_link_beside_it_undoes_it(sit: Sit) -> None:
    desk = sit(None)
    own, other = desk.stage.topic_ids["bill_explained"], desk.stage.topic_ids["bill_too_high"]
    desk.find(desk.topic("bill_explained").names["en"])
    desk.press(Key.Key_F7)
    desk.write("too high")
    desk.press(Key.Key_Return)
    assert desk.tree().now(own) == other
    assert desk.page.tree.topic == desk.topic("bill_too_high")
    links = desk.page.tree.details.findChildren(LinkButton)
    link = next(one for one in links if "Undo the merge" in one.accessibleName())
    desk.tab_to(link)
    desk.press(Key.Key_Space)
    assert desk.tree().now(own) == own


def test_f8_splits_off_the_cases_that_words_find(sit: Sit) -> None:
    desk = sit(None)
    twice = desk.stage.register("Rachunek dwa razy wyższy.", at=now())
    other = desk.stage.register("Rachunek za wysoki.", at=now())
    desk.find("too high")
    desk.press(Key.Key_F8)
    shown = form(desk)
    assert isinstance(shown, SplitForm)
    desk.write("Twice charged")
    desk.tab_to(shown.words)
    desk.write("dwa razy")
    desk.rest()
    assert shown.chosen == (twice.case_id,)
    desk.tab_to(shown.cases)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Space)
    assert set(shown.chosen) == {twice.case_id, other.case_id}
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return, CTRL)
    made = desk.case(twice.case_id).row.topic_id
    assert made is not None
    assert desk.tree().path(made, "en")[-1] == "Twice charged"
    assert desk.case(other.case_id).row.topic_id == desk.stage.topic_ids["bill_too_high"]
    desk.context.undo()
    assert desk.case(twice.case_id).row.topic_id == desk.stage.topic_ids["bill_too_high"]


def test_f4_writes_the_card_in_two_languages_and_gives_it_a_keeper(sit: Sit) -> None:
    desk = sit(None)
    desk.find("estimated")
    desk.press(Key.Key_F4)
    shown = form(desk)
    assert isinstance(shown, CardForm)
    desk.write("Which month?\nWho read the meter?")
    desk.tab_to(shown.fields["link"])
    desk.write("https://example.org/read")
    shown.languages.set_value("pl")
    desk.tab_to(shown.boxes["say"])
    desk.write("Sprawdzimy odczyt.")
    desk.tab_to(shown.owner)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return, CTRL)
    topic = desk.topic("bill_estimated")
    assert topic.card is not None
    assert topic.card.ask["en"] == ("Which month?", "Who read the meter?")
    assert topic.card.say["pl"] == ("Sprawdzimy odczyt.",)
    assert topic.card.link["en"] == "https://example.org/read"
    assert topic.card_owner_id is not None
    assert topic.card_on is not None
    assert "Which month?\nWho read the meter?" in desk.page.tree.details.said


def test_a_card_never_looked_through_is_overdue_until_somebody_says_it_is_right(sit: Sit) -> None:
    desk = sit(None)
    desk.find("too high")
    assert "never" in desk.page.tree.details.said
    links = desk.page.tree.details.findChildren(LinkButton)
    desk.tab_to(next(one for one in links if one.text() == "Still right today"))
    desk.press(Key.Key_Space)
    assert not desk.topic("bill_too_high").card_is_overdue(now().date())


def test_the_cases_of_a_topic_open_from_its_facts(sit: Sit) -> None:
    desk = sit(None)
    desk.stage.register(at=now())
    desk.find("too high")
    link = desk.page.tree.details.cases_link
    assert link is not None
    assert link.text().startswith("1, 1 of them in the last 30 days")
    desk.tab_to(link)
    desk.press(Key.Key_Space)
    own = desk.stage.topic_ids["bill_too_high"]
    assert desk.shown == [("cases", CaseFilter(topic_ids=(own,)))]


def test_the_tree_goes_to_a_file_and_comes_back(sit: Sit, tmp_path: Path) -> None:
    desk = sit(None)
    read, write = desk.page.tree.tools
    desk.tab_to(write)
    desk.press(Key.Key_Space)
    assert desk.said[-1] == f"{len(desk.stage.topic_ids)} topics and headings in Topics.yaml."
    path = tmp_path / "Topics.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Bill too high or wrong", "Sum"), encoding="utf-8")
    desk.tab_to(read)
    desk.press(Key.Key_Space)
    assert desk.topic("bill_too_high").names["en"] == "Sum"
    assert desk.undos[-1] == "Topics added: 0, changed: 1."


def test_a_clerk_reads_and_changes_nothing(sit: Sit) -> None:
    desk = sit(None)
    reader = sit(desk.stage.anna)
    assert reader.page.tree.buttons == {}
    assert reader.page.primary is None
    reader.find("too high")
    assert "Recognised by" in reader.page.tree.details.said
    reader.press(Key.Key_F2)
    assert form(reader) is None


def test_hostile_names_are_shown_as_they_are(sit: Sit) -> None:
    desk = sit(None)
    desk.find("too high")
    desk.press(Key.Key_F2)
    desk.write("<img src=x> & {name}")
    desk.press(Key.Key_Return, CTRL)
    assert desk.topic("bill_too_high").names["en"] == "<img src=x> & {name}"
    labels = [label.text() for label in desk.page.findChildren(QLabel)]
    assert any("<img src=x> & {name}" in text for text in labels)
