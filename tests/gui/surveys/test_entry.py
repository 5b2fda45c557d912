"""Paper forms in the window, by keyboard: one after another, twice by two people, and back after a kill."""

from typing import Any

from sqlalchemy import func, select

from csatdesk.gui.fields import Label
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.surveys.entry_page import EntryPage
from csatdesk.operations.surveys.batches import list_batches
from csatdesk.store.entities.survey_entry import KeyedForm
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from tests.cast import Stage
from tests.gui.surveys.conftest import Come
from tests.gui.surveys.hands import TWENTY, begin_stack, entry, type_signs
from tests.gui.today.hands import CTRL, Hands, Key
from tests.operations.surveys.hands import published, running

FORM = "9" + "7" * 12 + "4" * 4 + "12" + "2"  # 20 answers, anonymous


def numbers(stage: Stage, item: str) -> list[int]:
    with stage.read() as reading:
        query = select(ResponseAnswer.number).where(ResponseAnswer.item_key == item)
        return sorted(filter(None, reading.db.execute(query).scalars()))


def count(stage: Stage) -> int:
    with stage.read() as reading:
        return reading.db.execute(select(func.count()).select_from(Response)).scalar_one()


def at_twenty(come: Come, stage: Stage, **other: Any) -> tuple[Hands, EntryPage, int]:
    survey_id = running(stage, published(stage, TWENTY))
    hands = come(stage.anna)
    page = entry(hands, survey_id)
    begin_stack(hands, page, **other)
    return hands, page, survey_id


def test_twenty_answers_are_twenty_one_keys_and_the_next_form_is_ready(come: Come, local_centre: Stage) -> None:
    hands, page, _survey_id = at_twenty(come, local_centre)
    assert type_signs(hands, FORM + "\n") == 21
    assert (page.keying.number.text(), page.keying.keying.is_empty) == ("2", True)  # type: ignore[union-attr]
    assert type_signs(hands, FORM + "\n") == 21
    assert count(local_centre) == 2
    assert numbers(local_centre, "s7") == [7, 7]


def test_the_digit_is_the_value_and_its_keys_stand_from_nine_down(come: Come, local_centre: Stage) -> None:
    hands, page, _survey_id = at_twenty(come, local_centre)
    type_signs(hands, "10")
    assert [key.option.words for key in page.keying.side.keys][:3] == ["9", "8", "7"]
    type_signs(hands, "9" + "n" + "-" * 10 + "4444" + "12" + "2" + "\n")
    assert (numbers(local_centre, "nps"), numbers(local_centre, "s1")) == ([10], [9])
    assert numbers(local_centre, "s2") == []


def test_saving_goes_to_the_first_question_without_answer(come: Come, local_centre: Stage) -> None:
    hands, page, _survey_id = at_twenty(come, local_centre)
    type_signs(hands, "97")
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    type_signs(hands, "7" * 9)
    hands.press(Key.Key_Return, CTRL)
    keying = page.keying.keying
    assert keying is not None
    assert keying.current == "s2"
    assert [row.key for row in page.keying.list.rows if row.is_missing] == ["s2"]
    assert count(local_centre) == 0
    type_signs(hands, "0")
    said = page.keying.side.error.findChild(Label)
    assert said is not None
    assert "“0” is no answer" in said.text()


def test_what_is_half_keyed_comes_back_after_a_kill(come: Come, local_centre: Stage) -> None:
    hands, page, survey_id = at_twenty(come, local_centre)
    type_signs(hands, "9777")
    texts = kept_texts_of(hands.window.context)
    texts.keep_now()
    texts.wait()
    again = come(local_centre.anna)
    kept_texts_of(again.window.context).wait()
    page = entry(again, survey_id)
    begin_stack(again, page)
    assert page.keying.kept.isVisible()
    assert "form 1, 4 answers" in page.keying.kept.words.text()
    page.keying.kept.take_up.click()
    assert page.keying.keying is not None
    assert page.keying.keying.current == "s4"
    type_signs(again, FORM[4:] + "\n")
    assert numbers(local_centre, "nps") == [9]
    assert not page.keying.kept.isVisible()


def test_a_stack_begun_wrongly_is_thrown_away_with_what_is_half_keyed_and_brought_back(
    come: Come, local_centre: Stage
) -> None:
    survey_id = running(local_centre)
    hands = come(local_centre.anna)
    page = entry(hands, survey_id)
    begin_stack(hands, page, is_double=True)
    key_form(hands, "942-2")
    type_signs(hands, "94")
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Delete)
    assert not [row.id for row in page.rows]
    begin_stack(hands, page, is_double=True)
    assert not page.keying.kept.isVisible(), "what is half keyed was of the stack before"
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Z, CTRL)
    assert [row.forms for row in page.rows] == [1, 0]


def test_a_form_of_a_stack_that_was_keyed_wrongly_is_keyed_anew_by_keys(come: Come, local_centre: Stage) -> None:
    survey_id = running(local_centre)
    hands = come(local_centre.anna)
    page = entry(hands, survey_id)
    begin_stack(hands, page, is_double=True)
    for _each in range(3):
        key_form(hands, "942-2")
    hands.press(Key.Key_R, CTRL)
    assert (page.keying.number.text(), page.keying.is_anew) == ("3", True)
    hands.write("2")
    hands.press(Key.Key_Return)
    key_form(hands, "342-2")
    assert (page.keying.number.text(), page.keying.is_anew) == ("4", False)
    assert keyed_nps(local_centre) == {1: 9, 2: 3, 3: 9}
    hands.press(Key.Key_Z, CTRL)
    assert keyed_nps(local_centre) == {1: 9, 2: 9, 3: 9}
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_W)
    assert (page.keying.number.text(), page.keying.is_anew) == ("3", True)
    hands.press(Key.Key_Return)
    key_form(hands, "142-2")
    assert keyed_nps(local_centre) == {1: 9, 2: 9, 3: 1}


def keyed_nps(stage: Stage) -> dict[int, int]:
    with stage.read() as reading:
        rows = reading.db.execute(select(KeyedForm)).scalars()
        return {row.number: int(row.content["answers"]["nps"]["number"]) for row in rows}


def test_fifty_forms_keyed_twice_with_three_differences_found_and_settled(come: Come, local_centre: Stage) -> None:
    survey_id = running(local_centre)
    form = "942-2"  # likely, satisfied, not solved, no words, anonymous
    first = come(local_centre.anna)
    page = entry(first, survey_id)
    begin_stack(first, page, is_double=True, first="101")
    for _each in range(50):
        key_form(first, form)
    first.press(Key.Key_Escape)
    assert page.row is not None
    assert (page.row.forms, count(local_centre)) == (50, 0)
    first.press(Key.Key_D)
    second = come(local_centre.marek)
    page = entry(second, survey_id)
    second.press(Key.Key_K)
    assert page.keying.number.text() == "101"
    slips = {106: "842-2", 122: "932-2", 150: "941-2"}
    for number in range(101, 151):
        key_form(second, slips.get(number, form))
    assert page.places.currentWidget() is page.split
    second.press(Key.Key_D)
    assert page.places.currentWidget() is page.settling
    found = [(row.number, row.item_key, row.first, row.second) for row in page.settling.rows]
    assert [(number, key) for number, key, _one, _other in found] == [(106, "nps"), (122, "csat"), (150, "solved")]
    type_signs(second, "21")  # the second is right, then the first
    type_signs(second, "31")  # something else: yes
    second.press(Key.Key_Return, CTRL)
    assert count(local_centre) == 50
    assert (numbers(local_centre, "nps").count(8), numbers(local_centre, "csat").count(3)) == (1, 0)
    with local_centre.read() as reading:
        (row,) = list_batches(reading, survey_id=survey_id).rows
    assert (row.forms, row.differing, row.compared) == (50, 3, 200)


def key_form(hands: Hands, form: str) -> None:
    """The open comment stands fourth: Enter leaves it without words."""
    type_signs(hands, form.replace("-", "\n") + "\n")
