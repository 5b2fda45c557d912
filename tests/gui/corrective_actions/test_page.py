"""Measures by keyboard: set one, begin, report done, judge with the figures, drop; find them; take them along."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.cases import CaseFilter, CaseKind
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Segment
from csatdesk.domain.corrective_actions import (
    Cause,
    Expected,
    Means,
    MeasureCard,
    MeasureFilter,
    MeasureRow,
    MeasureStart,
    MeasureStatus,
    MeasuresWanted,
    Origin,
)
from csatdesk.domain.corrective_actions import (
    Stage as Part,
)
from csatdesk.domain.effects import Effect, EffectRule
from csatdesk.domain.staff import Role
from csatdesk.domain.staff_records import TrainingWanted
from csatdesk.gui.corrective_actions.deed_forms import DoneForm, JudgeForm, RuleForm, WhyForm
from csatdesk.gui.corrective_actions.forms import MeasureForm
from csatdesk.gui.corrective_actions.page import MeasuresPage
from csatdesk.operations.calendars import own_calendar
from csatdesk.operations.corrective_actions.commands import change_measure
from csatdesk.operations.corrective_actions.effects import effect_rule, set_effect_rule
from csatdesk.operations.corrective_actions.queries import list_measures, load_measure
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.gui.corrective_actions.conftest import Sit
from tests.operations.corrective_actions.hands import DAY, done, made, new
from tests.operations.corrective_actions.reviews import scorecard

Desks = Desk[MeasuresPage]


def rows(stage: Stage) -> tuple[MeasureRow, ...]:
    with stage.read(stage.marek, now()) as reading:
        return list_measures(reading, shown=MeasureFilter(stage=None)).rows


def card(stage: Stage, measure_id: int) -> MeasureCard:
    with stage.read(stage.marek, now()) as reading:
        return load_measure(reading, measure_id=measure_id)


def fresh(stage: Stage, days: int = 14, *, ago: int = 0, **other: object) -> int:
    """A measure set so many days ago, due so many days from today."""
    at = now() - ago * DAY
    due_on = (now() + days * DAY).date()
    return made(stage, at=at, due_on=due_on, **other)


def tab_to(desk: Desks, wanted: QWidget) -> None:
    for _step in range(60):
        if desk.focus is wanted or wanted.isAncestorOf(desk.focus):
            return
        desk.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")


def titles(desk: Desks) -> list[str]:
    model = desk.page.list.measures
    found = (model.row_at(place) for place in range(model.rowCount()))
    return [row.title for row in found if row is not None]


def test_a_measure_is_set_by_keyboard_with_its_day_in_working_days(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.marek)
    assert desk.page.split.is_empty
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, MeasureForm)
    desk.press(Key.Key_Return, CTRL)
    assert "short name" in form.named["title"].field.accessibleDescription()
    desk.write("Explain estimated bills")
    tab_to(desk, form.text)
    desk.write("A line on the first page.")
    tab_to(desk, form.owner)
    form.owner.set_value(local_centre.anna.id)
    tab_to(desk, form.due.day)
    desk.press(Key.Key_5, ALT)
    tab_to(desk, form.topic)
    desk.write("too high")
    desk.press(Key.Key_Return)
    assert form.rate.isVisible()
    assert form.expected.figure.text() == "complaints per 1,000 contacts"
    tab_to(desk, form.expected.after)
    desk.write("7,5")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is None
    (row,) = rows(local_centre)
    with local_centre.read(at=now()) as reading:
        in_ten = own_calendar(reading).add_days(now(), 10)
    assert (row.title, row.owner_id, row.due_on) == ("Explain estimated bills", local_centre.anna.id, in_ten)
    assert row.topic_id == local_centre.topic_ids["bill_too_high"]
    found = card(local_centre, row.id)
    assert found.expected == Expected("complaints per 1,000 contacts", None, Decimal("7.5"))
    assert found.origin is None
    assert desk.page.pane.name.text() == "Explain estimated bills"


def test_a_training_may_be_the_measure_and_says_which_cause_it_answers(sit: Sit, local_centre: Stage) -> None:
    measure = fresh(local_centre)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    form = desk.page.pane.form
    assert isinstance(form, MeasureForm)
    tab_to(desk, form.means)
    desk.press(Key.Key_End)
    tab_to(desk, form.cause)
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return, CTRL)
    found = card(local_centre, measure)
    assert (found.means, found.cause) == (Means.TRAINING, Cause.KNOW)
    assert "Corrective, training" in [line.value for line in desk.page.pane.facts.lines]
    assert "Does not know how" in [line.value for line in desk.page.pane.facts.lines]


def test_what_is_half_typed_stays_when_another_measure_is_begun(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.marek)
    desk.press(Key.Key_N, ALT | SHIFT)
    desk.write("Half typed")
    start = MeasureStart(Origin.TOPIC, local_centre.topic_ids["bill_too_high"])
    desk.page.show_wanted(MeasuresWanted(start=start))
    form = desk.page.pane.form
    assert isinstance(form, MeasureForm)
    assert form.name.text() == "Half typed"
    assert form.name.hasFocus()


def test_a_number_that_is_none_is_said_at_its_field_and_nothing_is_lost(sit: Sit, local_centre: Stage) -> None:
    measure = fresh(local_centre)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    form = desk.page.pane.form
    assert isinstance(form, MeasureForm)
    tab_to(desk, form.expected.after)
    desk.focus.clear()  # type: ignore[attr-defined]  # a text field
    desk.write("few")
    desk.press(Key.Key_Return, CTRL)
    assert "“few” is no number" in form.named["expected"].field.accessibleDescription()
    assert form.name.text() == "Explain estimated bills"
    desk.press(Key.Key_Escape)
    assert card(local_centre, measure).row.version == 1


def test_a_large_figure_stays_what_it_is_when_something_else_is_changed(sit: Sit, local_centre: Stage) -> None:
    expected = Expected("complaints a year", Decimal(12500), Decimal("1250.5"))
    measure = fresh(local_centre, expected=expected)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E)
    form = desk.page.pane.form
    assert isinstance(form, MeasureForm)
    form.name.setText("Another name")
    desk.press(Key.Key_Return, CTRL)
    found = card(local_centre, measure)
    assert (found.row.title, found.expected) == ("Another name", expected)


def test_its_owner_reports_it_done_and_a_leader_judges_it_without_figures(sit: Sit, local_centre: Stage) -> None:
    measure = fresh(local_centre, topic_id=None, origin=None)
    desk = sit(local_centre.anna)
    assert desk.page.primary is None
    assert set(desk.page.actions_by_key) == {"begin", "done", "note", "paper", "cases"}
    desk.press(Key.Key_B)
    assert card(local_centre, measure).row.status is MeasureStatus.IN_WORK
    desk.press(Key.Key_D)
    assert isinstance(desk.page.pane.form, DoneForm)
    tab_to(desk, desk.page.pane.form.note)
    desk.write("All bills changed.")
    desk.press(Key.Key_Return, CTRL)
    found = card(local_centre, measure)
    assert (found.row.status, found.done_note) == (MeasureStatus.DONE, "All bills changed.")
    desk.leave()
    lead = sit(local_centre.marek)
    lead.page.show_wanted(MeasuresWanted(MeasureFilter(stage=Part.REPORTED), measure))
    lead.page.shown()
    lead.press(Key.Key_J)
    form = lead.page.pane.form
    assert isinstance(form, JudgeForm)
    lead.press(Key.Key_Return, CTRL)
    assert "why" in form.named["note"].field.accessibleDescription()
    lead.write("Nobody asks any more.")
    lead.press(Key.Key_Return, CTRL)
    assert card(local_centre, measure).row.status is MeasureStatus.EFFECTIVE


def scene(stage: Stage) -> int:
    """A measure whose window is over: four complaints of six before, one of five after."""
    with stage.work(stage.ewa, now()) as work:
        set_effect_rule(work, rule=EffectRule(days=10, complaints=3, contacts=4))
    day = now() - 12 * DAY
    for days, count, kind in ((-3, 4, CaseKind.COMPLAINT), (-5, 2, CaseKind.INQUIRY), (2, 1, CaseKind.COMPLAINT)):
        for _one in range(count):
            stage.register(at=day + days * DAY, kind=kind)
    for _one in range(4):
        stage.register(at=day + 4 * DAY, kind=CaseKind.INQUIRY)
    measure = fresh(stage, days=-12, ago=30)
    done(stage, measure, on=day.date(), at=day)
    return measure


def test_the_figures_stand_before_the_eyes_of_who_judges_and_are_kept(sit: Sit, local_centre: Stage) -> None:
    measure = scene(local_centre)
    desk = sit(local_centre.marek)
    desk.page.show_wanted(MeasuresWanted(MeasureFilter(stage=Part.REPORTED)))
    desk.page.shown()
    effect = desk.page.pane.effect
    assert effect.isVisible()
    assert effect.bars.accessibleName() == (
        "before: 4 of 6 contacts, 666.7 per 1,000. after: 1 of 5 contacts, 200.0 per 1,000"
    )
    tab_to(desk, effect.how)
    desk.press(Key.Key_Space)
    assert "Clopper and Pearson" in effect.method.text()
    assert effect.method.isVisible()
    desk.press(Key.Key_J)
    form = desk.page.pane.form
    assert isinstance(form, JudgeForm)
    assert "From 4 of 6 contacts to 1 of 5: 666.7, then 200.0 per 1,000; ratio 0.30" in form.figures.text()
    form.verdict.set_value(True)
    desk.press(Key.Key_Return, CTRL)
    found = card(local_centre, measure)
    assert found.row.status is MeasureStatus.EFFECTIVE
    assert isinstance(found.effect, Effect)
    assert (found.effect.before.complaints, found.effect.after.complaints) == (4, 1)


def test_figures_are_counted_anew_when_it_is_judged_again(sit: Sit, local_centre: Stage) -> None:
    measure = scene(local_centre)
    desk = sit(local_centre.marek)
    desk.page.show_wanted(MeasuresWanted(MeasureFilter(stage=Part.REPORTED)))
    desk.page.shown()
    desk.press(Key.Key_J)
    form = desk.page.pane.form
    assert isinstance(form, JudgeForm)
    form.verdict.set_value(True)
    desk.press(Key.Key_Return, CTRL)
    local_centre.register(at=now() - 8 * DAY, kind=CaseKind.COMPLAINT)
    desk.page.show_wanted(MeasuresWanted(MeasureFilter(stage=Part.ENDED), measure))
    desk.page.shown()
    desk.press(Key.Key_J)
    again = desk.page.pane.form
    assert isinstance(again, JudgeForm)
    assert "From 4 of 6 contacts to 2 of 6" in again.figures.text()


def test_without_its_topic_no_figures_stand_there(sit: Sit, local_centre: Stage) -> None:
    measure = scene(local_centre)
    desk = sit(local_centre.marek)
    desk.page.show_wanted(MeasuresWanted(MeasureFilter(stage=Part.REPORTED)))
    desk.page.shown()
    assert desk.page.pane.effect.isVisible()
    due_on = (now() + DAY).date()
    with local_centre.work(local_centre.marek, now()) as work:
        version = card(local_centre, measure).row.version
        changed = new(local_centre, topic_id=None, origin=None, due_on=due_on)
        change_measure(work, measure_id=measure, new=changed, version=version)
    desk.page.reload(frozenset({Kind.MEASURE}))
    assert not desk.page.pane.effect.isVisible()


def test_what_was_begun_in_a_verdict_is_not_lost_to_a_new_measure(sit: Sit, local_centre: Stage) -> None:
    fresh(local_centre)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_X)
    desk.write("Changed by law")
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, WhyForm)
    assert form.note.toPlainText() == "Changed by law"


def test_the_file_of_one_measure_has_a_name_that_every_machine_takes(qtbot: QtBot, local_centre: Stage) -> None:
    fresh(local_centre, title='Bills 1/2: "estimated"?')
    names: list[str] = []

    def ask(_parent: QWidget, _title: str, name: str, _kinds: str) -> str:
        names.append(name)
        return ""

    desk = Desk(qtbot, local_centre, lambda context: MeasuresPage(context, ask=ask), local_centre.marek)
    desk.press(Key.Key_P, CTRL)
    desk.leave()
    assert names == ["Bills 1-2- -estimated--.pdf"]


def test_not_effective_reopens_it_with_a_new_day(sit: Sit, local_centre: Stage) -> None:
    measure = scene(local_centre)
    desk = sit(local_centre.marek)
    desk.page.show_wanted(MeasuresWanted(MeasureFilter(stage=Part.REPORTED)))
    desk.page.shown()
    desk.press(Key.Key_J)
    form = desk.page.pane.form
    assert isinstance(form, JudgeForm)
    desk.press(Key.Key_N)  # Not effective
    tab_to(desk, form.note)
    desk.write("As many as before.")
    desk.press(Key.Key_Return, CTRL)
    assert form.named["due"].field.accessibleDescription()
    desk.press(Key.Key_3, ALT)
    desk.press(Key.Key_Return, CTRL)
    found = card(local_centre, measure).row
    assert (found.status, found.reopened) == (MeasureStatus.IN_WORK, 1)
    assert desk.undos[-1] == "“Explain estimated bills” is reopened."


def test_it_is_dropped_with_a_reason_and_noted(sit: Sit, local_centre: Stage) -> None:
    measure = fresh(local_centre)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_N)
    assert isinstance(desk.page.pane.form, WhyForm)
    desk.write("The printer needs a form.")
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_X)
    desk.write("Changed by law.")
    desk.press(Key.Key_Return, CTRL)
    found = card(local_centre, measure)
    assert (found.row.status, found.ended_note) == (MeasureStatus.DROPPED, "Changed by law.")
    assert desk.page.split.is_empty  # of open ones
    assert desk.page.card is None
    desk.context.undo()
    assert card(local_centre, measure).row.status is MeasureStatus.PLANNED
    assert "Marek Lis" in [entry.told.head for entry in desk.page.pane.history.entries]


def test_the_list_is_narrowed_and_what_is_overdue_stands_first(sit: Sit, local_centre: Stage) -> None:
    fresh(local_centre, 9, title="later")
    fresh(local_centre, -2, ago=20, title="late")
    fresh(local_centre, 3, title="Marek's", owner_id=local_centre.marek.id, topic_id=None)
    desk = sit(local_centre.marek)
    assert titles(desk) == ["late", "Marek's", "later"]
    assert desk.page.summary() == "3 open measures, 1 overdue"
    assert desk.page.list.stands(desk.page.list.measures.row_at(0)).words == "overdue 2 days"  # type: ignore[arg-type]  # it is there
    tab_to(desk, desk.page.row.which)
    desk.press(Key.Key_Right)
    assert titles(desk) == ["late"]
    desk.press(Key.Key_Left)
    tab_to(desk, desk.page.row.owner)
    desk.press(Key.Key_Down)
    assert titles(desk) == ["Marek's"]


def test_who_leads_none_sees_only_their_own(sit: Sit, local_centre: Stage) -> None:
    fresh(local_centre, title="Anna's")
    fresh(local_centre, title="Marek's", owner_id=local_centre.marek.id)
    desk = sit(local_centre.anna)
    assert titles(desk) == ["Anna's"]
    assert not desk.page.row.owner.isVisible()


def test_how_effects_are_judged_is_set_by_who_changes_the_centre(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.ewa)
    desk.press(Key.Key_J, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, RuleForm)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(at=now()) as reading:
        assert effect_rule(reading) == EffectRule(61, 5, 500)


def test_the_complaints_behind_the_figures_and_the_case_it_came_from_are_one_key_away(
    sit: Sit, local_centre: Stage
) -> None:
    topic_id = local_centre.topic_ids["bill_too_high"]
    case_id = local_centre.register(at=now()).case_id
    fresh(local_centre, case_id=case_id, origin=Origin.CASE)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_S)
    assert desk.shown == [("cases", CaseFilter(kinds=(CaseKind.CLAIM, CaseKind.COMPLAINT), topic_ids=(topic_id,)))]
    tab_to(desk, desk.page.pane.facts.link)
    desk.press(Key.Key_Space)
    assert desk.cases == [case_id]


def test_a_measure_begun_elsewhere_has_its_topic_and_origin_filled_in(sit: Sit, local_centre: Stage) -> None:
    topic_id = local_centre.topic_ids["bill_too_high"]
    desk = sit(local_centre.marek)
    desk.page.show_wanted(MeasuresWanted(start=MeasureStart(Origin.TOPIC, topic_id)))
    form = desk.page.pane.form
    assert isinstance(form, MeasureForm)
    assert "Bill too high" in form.topic.field.placeholderText()
    desk.write("From the topic")
    form.text.setPlainText("x")
    form.owner.set_value(local_centre.anna.id)
    tab_to(desk, form.due.day)
    desk.press(Key.Key_3, ALT)
    tab_to(desk, form.expected.after)
    desk.write("4")
    desk.press(Key.Key_Return, CTRL)
    (row,) = rows(local_centre)
    assert (row.topic_id, card(local_centre, row.id).origin) == (topic_id, Origin.TOPIC)


def test_the_one_that_is_wanted_is_shown_and_the_arrows_go_on_from_it(sit: Sit, local_centre: Stage) -> None:
    for days in (3, 6, 9):
        fresh(local_centre, days, title=f"in {days}")
    desk = sit(local_centre.marek)
    assert desk.page.pane.name.text() == "in 3"
    wanted = next(row.id for row in rows(local_centre) if row.title == "in 6")
    desk.page.show_wanted(MeasuresWanted(measure_id=wanted))
    assert desk.page.pane.name.text() == "in 6"
    desk.page.shown()
    desk.press(Key.Key_Down)
    desk.rest()
    assert desk.page.pane.name.text() == "in 9"


def test_a_person_reads_a_measure_about_their_work_and_leads_it_not(sit: Sit, local_centre: Stage) -> None:
    start = scorecard(local_centre).start()
    assert start.items is not None
    measure = fresh(local_centre, topic_id=None, items=start.items.about, owner_id=local_centre.marek.id)
    desk = sit(local_centre.anna)
    assert titles(desk) == ["Explain estimated bills"]
    possible = {key for key, action in desk.page.actions_by_key.items() if action.isEnabled()}
    assert possible == {"paper"}
    desk = sit(replace(local_centre.anna, role=Role.SUPERVISOR))
    possible = {key for key, action in desk.page.actions_by_key.items() if action.isEnabled()}
    assert possible == {"paper"}
    leader = sit(local_centre.marek)
    wanted: list[object] = []
    leader.context.page_wanted.connect(lambda _key, what: wanted.append(what))
    leader.press(Key.Key_T)
    assert wanted == [TrainingWanted(local_centre.anna.id, measure)]


def test_a_measure_begun_for_a_segment_says_so_and_can_be_for_all_again(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.marek)
    desk.page.show_wanted(MeasuresWanted(start=MeasureStart(Origin.SEGMENT, segment=Segment.VIP)))
    form = desk.page.pane.form
    assert isinstance(form, MeasureForm)
    desk.write("For these customers")
    form.text.setPlainText("x")
    form.owner.set_value(local_centre.anna.id)
    tab_to(desk, form.due.day)
    desk.press(Key.Key_3, ALT)
    form.expected.figure.setText("complaints")
    tab_to(desk, form.expected.after)
    desk.write("4")
    desk.press(Key.Key_Return, CTRL)
    (row,) = rows(local_centre)
    assert (card(local_centre, row.id).segment, card(local_centre, row.id).origin) == (Segment.VIP, Origin.SEGMENT)
    desk.press(Key.Key_E)
    form = desk.page.pane.form
    assert isinstance(form, MeasureForm)
    tab_to(desk, form.segment)
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Return, CTRL)
    assert card(local_centre, row.id).segment is None
