"""The editor of a draft: what is asked only then, choices with their scores, scenarios; by keyboard, told in words."""

from decimal import Decimal

from csatdesk.domain.expressions import AnswerOf, Call, Literal
from csatdesk.domain.forms import Item, ScaleKind
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import Spot
from csatdesk.gui.standards.part_forms import WholeForm
from csatdesk.operations.standards.queries import template_of
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key
from tests.gui.standards.conftest import Sit
from tests.gui.standards.test_page import begun, editor_of, published, rows, stand_on, tab_to

CLEAR = "P03"


def saved(stage: Stage) -> ScorecardTemplate:
    with stage.read(at=now()) as reading:
        return template_of(reading, version_id=rows(stage)[0].versions[0].id)


def item_of(stage: Stage, key: str) -> Item:
    found = saved(stage).form.item(key)
    assert found is not None
    return found


def choose(desk: Desk, words: str) -> None:  # type: ignore[type-arg]  # of whatever page
    """In the list that has the keyboard, by its arrow keys."""
    box = desk.focus
    for _step in range(60):
        if box.currentText() == words:  # type: ignore[attr-defined]  # a list that drops down
            return
        desk.press(Key.Key_Down)
        box.chosen.emit(box.currentData())  # type: ignore[attr-defined]  # as Enter in the open list would
    raise AssertionError(words)


def test_a_question_is_asked_only_when_another_has_its_answer(sit: Sit, local_centre: Stage) -> None:
    published(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    form = stand_on(desk, "P04")
    line = form.condition.lines[0]
    tab_to(desk, line.question)
    choose(desk, "Clear line")
    assert form.condition.told.text() == "Asked only when “Clear line” is “Yes”"
    tab_to(desk, line.answer)
    choose(desk, "No")
    assert form.condition.told.text() == "Asked only when “Clear line” is “No”"
    desk.press(Key.Key_Return, CTRL)
    assert item_of(local_centre, "P04").show_when == Call("=", (AnswerOf(CLEAR), Literal("no")))
    desk.press(Key.Key_Return, CTRL | SHIFT)
    pane = desk.page.pane
    pane.other.setCurrentIndex(1)
    pane.other.chosen.emit(pane.other.value())
    (told,) = [row for row in pane.list.rows if not row.is_heading]
    assert told.lines == (("Asked only when, before", "nothing"), ("Asked only when, now", "“Clear line” is “No”"))


def test_two_conditions_are_joined_and_the_second_may_go_again(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    field = stand_on(desk, "P04").condition
    tab_to(desk, field.lines[0].question)
    choose(desk, "Clear line")
    tab_to(desk, field.lines[1].question)
    choose(desk, "Picked up quickly")
    assert editor_of(desk).form is not None
    assert not editor_of(desk).form.check(), "a number is missing"  # type: ignore[union-attr]  # just asserted
    tab_to(desk, field.lines[1].number)
    desk.write("20")
    assert field.told.text() == "Asked only when “Clear line” is “Yes”, and “Picked up quickly” is at most 20 s"
    tab_to(desk, field.joined)
    choose(desk, "one of these holds")
    assert field.told.text().startswith("Asked only when “Clear line” is “Yes”, or ")
    tab_to(desk, field.lines[1].question)
    desk.press(Key.Key_Home)
    field.lines[1].question.chosen.emit(None)
    assert field.told.text() == "Asked only when “Clear line” is “Yes”"


def test_a_condition_on_a_question_taken_out_is_said_at_its_field_and_not_published(
    sit: Sit, local_centre: Stage
) -> None:
    begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    field = stand_on(desk, "P04").condition
    tab_to(desk, field.lines[0].question)
    choose(desk, "Clear line")
    editor = editor_of(desk)
    editor.focus_first()
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Up)
    desk.qtbot.waitUntil(lambda: editor.form is not None and editor.form.spot.item == CLEAR)
    desk.press(Key.Key_Delete)
    form = stand_on(desk, "P04")
    assert not form.check()
    assert desk.focus is form.condition.take_away
    desk.press(Key.Key_Space)
    assert form.check()
    assert editor.template is not None
    assert form.item.show_when is None


def test_choices_and_what_they_count_are_typed_in_lines(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    form = stand_on(desk, "P04")
    tab_to(desk, form.scale)
    choose(desk, "One of several")
    assert form.item.scale.kind is not ScaleKind.ONE, "nothing can be chosen yet"
    desk.press(Key.Key_Return, CTRL)
    assert rows(local_centre)[0].versions[0].version == 1, "and nothing is saved"
    tab_to(desk, form.choices.lines[0].words)
    desk.write("Cash")
    desk.press(Key.Key_Tab)
    desk.write("100")
    desk.press(Key.Key_Tab)
    desk.write("Card")
    desk.press(Key.Key_Tab)
    desk.write("lots")
    assert not form.check()
    desk.press(Key.Key_A, CTRL)
    desk.write("50")
    desk.press(Key.Key_Return, CTRL)
    scale = item_of(local_centre, "P04").scale
    assert [(one.key, one.text.in_language("en"), one.score) for one in scale.choices] == [
        ("c1", "Cash", Decimal(1)),
        ("c2", "Card", Decimal("0.5")),
    ]
    tab_to(desk, form.choices.lines[0].words)
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_Delete)
    form.choices.lines[0].percent.setText("")
    desk.press(Key.Key_Return, CTRL)
    assert [one.key for one in item_of(local_centre, "P04").scale.choices] == ["c2"], "a key stays with its line"


def test_policies_limits_and_scenarios_stand_behind_advanced(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre, "office_visit")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    editor = editor_of(desk)
    editor.focus_first()
    desk.press(Key.Key_Return)
    form = editor.form
    assert isinstance(form, WholeForm)
    assert not form.scenarios.isVisible()
    tab_to(desk, form.advanced)
    desk.press(Key.Key_Space)
    assert form.scenarios.isVisible()
    count = len(form.template.scenarios)
    tab_to(desk, form.scenarios.lines[-1].brief)
    desk.write("Ask for the price of a new meter.")
    desk.press(Key.Key_Return, CTRL)
    scenarios = saved(local_centre).scenarios
    assert len(scenarios) == count + 1
    assert scenarios[-1].brief.in_language("en") == "Ask for the price of a new meter."


def test_a_section_is_skipped_as_a_whole(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    editor = editor_of(desk)
    assert editor.template is not None
    section = editor.template.form.sections[1]
    editor.outline.choose(Spot(section.key))
    desk.qtbot.waitUntil(lambda: editor.form is not None and editor.form.spot == Spot(section.key))
    assert editor.form is not None
    tab_to(desk, editor.form.condition.lines[0].question)
    choose(desk, "Clear line")
    desk.press(Key.Key_Return, CTRL)
    assert saved(local_centre).form.sections[1].show_when == Call("=", (AnswerOf(CLEAR), Literal("yes")))
    desk.press(Key.Key_Escape)
    told = [row.words for row in desk.page.pane.list.rows]
    assert "Asked only when “Clear line” is “Yes”" in told
