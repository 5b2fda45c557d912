"""Standards by keyboard: read, searched, compared; drafted, weighed, published; nothing typed is lost."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import Spot
from csatdesk.domain.standards import StandardRow, VersionState
from csatdesk.gui.fields import Label
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.standards.editor import DraftEditor
from csatdesk.gui.standards.item_form import ItemForm
from csatdesk.gui.standards.new_form import NewForm
from csatdesk.gui.standards.page import StandardsPage
from csatdesk.operations.standards.commands import add_draft, publish, save_draft, start_draft
from csatdesk.operations.standards.queries import list_standards, load_version, template_of
from csatdesk.operations.standards.starting import starting_template, take_over_standards
from csatdesk.sheets.scorecards_yaml import write_template
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.gui.standards.conftest import Sit


def begun(stage: Stage, *keys: str) -> tuple[int, ...]:
    with stage.work(stage.marek, now()) as work:
        return take_over_standards(work, keys=keys).result


def published(stage: Stage, *keys: str) -> tuple[int, ...]:
    ids = begun(stage, *keys)
    with stage.work(stage.marek, now()) as work:
        for version_id in ids:
            publish(work, version_id=version_id, version=1)
    return ids


def rows(stage: Stage) -> tuple[StandardRow, ...]:
    with stage.read(at=now()) as reading:
        return list_standards(reading)


def tab_to(desk: Desk[StandardsPage], wanted: QWidget) -> None:
    seen = []
    for _step in range(60):
        if desk.focus is wanted or wanted.isAncestorOf(desk.focus) or wanted.focusProxy() is desk.focus:
            return
        seen.append(desk.focus.accessibleName() or type(desk.focus).__name__)
        desk.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}, but to {seen}")


def english_aid() -> ScorecardTemplate:
    """The aid as it was before anybody translated it."""
    template = starting_template("conversation_aid")
    sections = tuple(
        replace(one, items=tuple(replace(item, text=LocalText({"en": item.text["en"]})) for item in one.items))
        for one in template.form.sections
    )
    return replace(template, form=replace(template.form, sections=sections))


def editor_of(desk: Desk[StandardsPage]) -> DraftEditor:
    assert desk.page.editor is not None
    return desk.page.editor


def stand_on(desk: Desk[StandardsPage], item: str) -> ItemForm:
    """Move through the outline to an item and into its fields."""
    editor = editor_of(desk)
    editor.focus_first()
    for _step in range(80):
        if editor.spot.item == item:
            break
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert isinstance(editor.form, ItemForm)
    return editor.form


def test_a_clerk_reads_how_each_item_is_scored(sit: Sit, local_centre: Stage) -> None:
    published(local_centre, "phone_call", "office_visit")
    begun(local_centre, "daily_hall")
    desk = sit(local_centre.anna)
    assert [entry.words for entry in desk.page.list.entries] == [
        "Wizyta w punkcie obsługi klienta (tajemniczy klient)",
        "Arkusz oceny rozmowy telefonicznej",
    ], "a draft is not shown before it is published"
    assert desk.page.primary is None
    assert set(desk.page.actions_by_key) == {"find", "papers"}
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    reading = desk.page.pane.list
    assert desk.focus is reading
    desk.press(Key.Key_Down)
    row = reading.currentIndex().data(role=0x100)
    assert row.words == "The call is picked up quickly."
    assert [name for name, _text in row.lines] == ["Staff do", "You check"]
    assert row.right == "5.4 of 100"
    assert "up to 20: 100 %" in row.foot
    assert desk.page.pane.versions.currentText().startswith("Version 1, valid since ")
    assert "Passed from 85 of 100." in desk.page.pane.policy.text()


def test_words_are_found_inside_a_standard(sit: Sit, local_centre: Stage) -> None:
    published(local_centre, "phone_call")
    desk = sit(local_centre.anna)
    desk.press(Key.Key_F)
    desk.write("emergency retail")
    desk.rest()
    assert [row.words for row in desk.page.pane.list.rows if not row.is_heading] == [
        "It is recognised whether retail company, network company or emergency service is in charge."
    ]
    desk.press(Key.Key_Escape)
    desk.rest()
    assert len(desk.page.pane.list.rows) > 30


def test_a_standard_is_begun_from_nothing_written_and_published(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.marek)
    assert desk.page.split.is_empty
    desk.press(Key.Key_N, ALT | SHIFT)
    assert isinstance(desk.page.pane.form, NewForm)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is not None
    assert desk.page.pane.form.named["title"].field.accessibleDescription() == "Give the standard a name."
    desk.write("Reception")
    desk.press(Key.Key_Return, CTRL)
    editor = editor_of(desk)
    desk.press(Key.Key_Return, CTRL | SHIFT)
    assert "“S1” › Name" in editor.banner.words
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    desk.write("At the door")
    form = stand_on(desk, "I1")
    desk.write("Everybody is greeted.")
    tab_to(desk, form.how)
    desk.write("Look up and say good morning.")
    tab_to(desk, form.weight.field)
    desk.press(Key.Key_A, CTRL)
    desk.write("2,5")
    desk.press(Key.Key_I, CTRL)
    assert editor.spot == Spot("S1", "I2")
    desk.write("Nobody waits at the door.")
    desk.press(Key.Key_Return, CTRL | SHIFT)
    assert desk.page.editor is None
    [row] = rows(local_centre)
    assert row.valid is not None
    with local_centre.read(at=now()) as reading:
        template = template_of(reading, version_id=row.valid.id)
    assert [str(item.weight) for item in template.form.items()] == ["2.5", "1"]
    assert [item.text.in_language("en") for item in template.form.items()][1] == "Nobody waits at the door."
    assert desk.page.title == "Standards"
    assert desk.page.summary() == "1 valid"


def test_a_wrong_number_is_said_at_its_field_and_not_saved(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    form = stand_on(desk, "P01")
    tab_to(desk, form.weight.field)
    desk.press(Key.Key_A, CTRL)
    desk.write("much")
    desk.press(Key.Key_Return, CTRL)
    assert desk.focus.accessibleDescription().startswith("Write a number")
    assert rows(local_centre)[0].versions[0].version == 1
    desk.press(Key.Key_A, CTRL)
    desk.write("4")
    assert form.share.text() == "6 of 100"
    desk.press(Key.Key_Return, CTRL)
    assert rows(local_centre)[0].versions[0].version == 2


def test_items_are_moved_copied_removed_and_brought_back(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    editor = editor_of(desk)
    stand_on(desk, "P01")
    editor.focus_first()
    desk.press(Key.Key_Down, ALT)

    def order() -> list[str]:
        assert editor.template is not None
        return [item.key for item in editor.template.form.items()][:4]

    assert order() == ["P02", "P01", "P03", "P04"]
    desk.press(Key.Key_D, CTRL)
    assert order() == ["P02", "P01", "I1", "P03"]
    editor.focus_first()
    desk.press(Key.Key_Delete)
    assert order() == ["P02", "P01", "P03", "P04"]
    tab_to(desk, editor.bring_back)
    desk.press(Key.Key_Space)
    assert order() == ["P02", "P01", "I1", "P03"]
    desk.press(Key.Key_Escape)
    assert desk.page.editor is None, "leaving saves the draft"
    assert rows(local_centre)[0].versions[0].version == 2


def test_texts_of_another_language_are_written_beside_the_english_ones(sit: Sit, local_centre: Stage) -> None:
    english_only = english_aid()
    with local_centre.work(local_centre.marek, now()) as work:
        version_id = add_draft(work, template=english_only).result
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    editor = editor_of(desk)
    polish = [words for value, words in editor.languages.options() if value == "pl"]
    assert "missing" in polish[0]
    tab_to(desk, editor.languages)
    editor.languages.setFocus()
    desk.press(Key.Key_Down)
    editor.languages.chosen.emit(editor.languages.value())
    assert editor.language == "pl"
    form = stand_on(desk, "K01")
    assert form.what.toPlainText() == ""
    assert any(label.text().startswith("The desk is clear") for label in form.findChildren(Label))
    desk.write("Biurko jest puste.")
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(at=now()) as reading:
        item = template_of(reading, version_id=version_id).form.item("K01")
    assert item is not None
    assert item.text["pl"] == "Biurko jest puste."
    assert item.text["en"].startswith("The desk is clear")


def test_two_versions_are_compared_on_the_page(sit: Sit, local_centre: Stage) -> None:
    published(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    form = stand_on(desk, "P01")
    tab_to(desk, form.weight.field)
    desk.press(Key.Key_A, CTRL)
    desk.write("9")
    desk.press(Key.Key_Return, CTRL | SHIFT)
    pane = desk.page.pane
    tab_to(desk, pane.other)
    desk.press(Key.Key_Down)
    pane.other.chosen.emit(pane.other.value())
    told = [row for row in pane.list.rows if not row.is_heading]
    assert [row.words for row in told] == ["Changed: “Picked up quickly”"]
    assert told[0].lines == (("Weight, before", "3"), ("Weight, now", "9"))
    pane.focus_page()
    desk.press(Key.Key_Escape)
    assert len(pane.list.rows) > 30
    assert desk.undos[-1].endswith("is published.")
    desk.runner.undo()
    assert [one.state for one in rows(local_centre)[0].versions] == [VersionState.RETIRED, VersionState.PUBLISHED]


def test_a_save_over_what_somebody_else_saved_is_refused_and_loses_nothing(sit: Sit, local_centre: Stage) -> None:
    (version_id,) = begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    stand_on(desk, "P01")
    desk.write("Mine. ")
    with local_centre.work(local_centre.ewa, now()) as work:
        save_draft(work, version_id=version_id, template=starting_template("phone_call"), note="Theirs", version=1)
    editor = editor_of(desk)
    desk.press(Key.Key_Return, CTRL)
    assert "Somebody else changed this" in editor.banner.words
    tab_to(desk, editor.take_mine)
    desk.press(Key.Key_Space)
    assert editor.banner.words == ""
    with local_centre.read(at=now()) as reading:
        item = template_of(reading, version_id=version_id).form.item("P01")
    assert item is not None
    assert item.text["en"].startswith("Mine. ")


def test_what_is_typed_into_a_draft_survives_a_kill(sit: Sit, local_centre: Stage) -> None:
    (version_id,) = begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    stand_on(desk, "P01")
    desk.write("Half typed. ")
    kept_texts_of(desk.context).keep_now()
    kept_texts_of(desk.context).wait()
    later = sit(local_centre.marek)
    kept_texts_of(later.context).wait()
    later.rest()
    later.press(Key.Key_E)
    editor = editor_of(later)
    assert "the draft" in editor.kept.words.text()
    tab_to(later, editor.kept.take_up)
    later.press(Key.Key_Space)
    form = stand_on(later, "P01")
    assert form.what.toPlainText().startswith("Half typed. ")
    with local_centre.read(at=now()) as reading:
        assert load_version(reading, version_id=version_id).version.version == 1, "offered, not saved"


def test_a_standard_goes_to_a_file_and_comes_back_as_a_draft(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    published(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    out = tmp_path / "calls.yaml"
    papers: Any = desk.page.papers
    papers._ask = lambda *_asked: str(out)
    papers.export()
    desk.qtbot.waitUntil(out.exists)
    papers._ask_for_file = lambda *_asked: str(out)
    papers.load()
    desk.qtbot.waitUntil(lambda: desk.page.editor is not None)
    assert editor_of(desk).template is not None
    assert [one.state for one in rows(local_centre)[0].versions] == [VersionState.DRAFT, VersionState.PUBLISHED]


def test_a_save_taken_back_is_shown_in_the_editor(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    stand_on(desk, "P01")
    desk.write("Changed. ")
    desk.press(Key.Key_Return, CTRL)
    desk.runner.undo()
    desk.rest()
    form = editor_of(desk).form
    assert isinstance(form, ItemForm)
    assert form.what.toPlainText() == "The call is picked up quickly."
    desk.press(Key.Key_Return, CTRL)
    assert editor_of(desk).banner.words == ""


def test_a_clerk_is_offered_no_draft(sit: Sit, local_centre: Stage) -> None:
    (version_id,) = published(local_centre, "phone_call")
    with local_centre.work(local_centre.marek, now()) as work:
        start_draft(work, version_id=version_id)
    assert len(sit(local_centre.anna).page.pane.versions.options()) == 1
    assert len(sit(local_centre.marek).page.pane.versions.options()) == 2


def test_a_file_with_a_mistake_is_refused_with_its_line(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    desk = sit(local_centre.marek)
    wrong = tmp_path / "wrong.yaml"
    write_template(wrong, starting_template("phone_call"))
    wrong.write_text(wrong.read_text("utf-8").replace("critical: compliance", "critical: law", 1), "utf-8")
    papers: Any = desk.page.papers
    papers._ask_for_file = lambda *_asked: str(wrong)
    papers.load()
    desk.qtbot.waitUntil(lambda: bool(desk.errors))
    assert "identity › P07 › critical" in str(desk.errors[0])
    assert rows(local_centre) == ()


def test_drafts_of_what_comes_with_the_program_are_begun_together(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.ewa)
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, NewForm)
    for key in ("office_visit", "conversation_aid"):
        tab_to(desk, form.ticks[key])
        desk.press(Key.Key_Space)
    desk.press(Key.Key_Return, CTRL)
    assert {row.key for row in rows(local_centre)} == {"office_visit", "conversation_aid"}
    assert desk.page.summary() == "0 valid, 2 drafts"
    desk.press(Key.Key_Delete)
    assert len(rows(local_centre)) == 1
    desk.runner.undo()
    assert len(rows(local_centre)) == 2


def test_a_name_in_the_language_of_the_person_stands_in_the_list(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre, "phone_call")
    row = rows(local_centre)[0]
    assert row.titles["en"] == "Phone call scorecard"
    entry = sit(local_centre.marek).page.list.entries[0]
    assert (entry.words, entry.note) == ("Arkusz oceny rozmowy telefonicznej", "draft")


def test_a_figure_with_an_exponent_is_no_number_of_a_standard(sit: Sit, local_centre: Stage) -> None:
    begun(local_centre, "phone_call")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    form = stand_on(desk, "P01")
    bound, percent = form.bands.lines[0][1:]
    before = form.item.scale.bands
    percent.setText("1e-99999999")
    bound.setText("1e999999")
    assert form.item.scale.bands == before
    assert not form.check()
