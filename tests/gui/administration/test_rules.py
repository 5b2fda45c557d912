"""Deadlines and targets on the page, by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.centres import LaterItem
from csatdesk.domain.clocks import QUIET, Extension, Silence, StartsAt
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.deadlines import Clock, ServiceTarget, Unit
from csatdesk.domain.links import REPEAT_DAYS
from csatdesk.domain.rules import MOST_SOURCE, STRICT, NewRule, Preset, Rule
from csatdesk.domain.statuses import WaitingFor
from csatdesk.gui.administration.page import AdministrationPage
from csatdesk.gui.administration.rules.section import RulesSection
from csatdesk.operations.cases.clocks import all_clocks
from csatdesk.operations.cases.rules import list_rules
from csatdesk.operations.centres import load_centre_settings
from csatdesk.operations.repeat_marks import repeat_days
from csatdesk.operations.rules import load_rules, save_rule
from csatdesk.store.entities.cases import Case
from csatdesk.system.clock import now
from csatdesk.wording.texts import language
from tests.cast import Stage
from tests.gui.administration.hands import CTRL, DOWN, ENTER, SHIFT, SPACE, Hands
from tests.gui.pasting import paste

ALT = Qt.KeyboardModifier.AltModifier
UP, RIGHT, ESCAPE = Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Escape


def go(hands: Hands) -> RulesSection:
    found = hands.go("Deadlines and targets")
    assert isinstance(found, RulesSection)
    return found


def rules(stage: Stage) -> list[Rule]:
    with stage.read(stage.ewa) as reading:
        return list(load_rules(reading).rules)


def tick(hands: Hands, row: Any, value: object) -> None:
    """Along the row by the arrow keys, then Space."""
    hands.tab_to(row)
    for _step in row.boxes:
        if hands.focused is row.boxes[value]:
            hands.press(SPACE)
            return
        hands.press(RIGHT)
    raise AssertionError(value)


def choose(hands: Hands, choice: Any, value: object) -> None:
    """By the arrow keys."""
    hands.tab_to(choice)
    for _step in range(choice.count()):
        if choice.value() == value:
            return
        hands.press(DOWN)
    assert choice.value() == value


def test_the_list_says_for_each_rule_its_cases_what_it_gives_and_since_when(hands: Hands) -> None:
    first = go(hands).list.entries[0]
    told = (first.heading, first.place, first.words, first.conditions, first.line)  # type: ignore[attr-defined]
    assert told == ("House target", 1, "Answer to a complaint", "complaints", "15 working days · since 15 Oct 2025")
    assert first.spoken.startswith("House target, 1, Answer to a complaint, complaints")


def test_a_rule_is_written_with_its_conditions_and_its_acknowledgement(hands: Hands) -> None:
    section = go(hands)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.write("Written complaint of a household")
    tick(hands, section.rule_form.conditions.kinds, CaseKind.COMPLAINT)
    hands.tab_to(section.rule_form.conditions.more)
    hands.press(SPACE)
    tick(hands, section.rule_form.conditions.segments, Segment.HOUSEHOLD)
    tick(hands, section.rule_form.conditions.channels, Channel.LETTER)
    hands.tab_to(section.rule_form.amount.number)
    hands.write("7")
    hands.tab_to(section.rule_form.acknowledges.box)
    hands.press(SPACE)
    hands.tab_to(section.rule_form.acknowledged.number)
    hands.write("1")
    tick(hands, section.rule_form.pauses, WaitingFor.COLLEAGUE)
    choose(hands, section.rule_form.alarms.preset, Preset.STRICT)
    hands.save()
    made = rules(hands.stage)[5]
    assert made.rule.target.name[language()] == "Written complaint of a household"
    assert made.conditions.kinds == {CaseKind.COMPLAINT}
    assert made.conditions.segments == {Segment.HOUSEHOLD}
    assert made.conditions.channels == {Channel.LETTER}
    assert (made.rule.target.amount, made.rule.target.unit) == (7, Unit.WORKING_DAYS)
    assert made.acknowledge == ServiceTarget(1, Unit.WORKING_DAYS)
    assert made.rule.pauses_for == {WaitingFor.CUSTOMER, WaitingFor.ORGANISATION}
    assert made.rule.alarms == STRICT
    entry = section.list.entries[5]
    assert entry.conditions == "complaints, from households, by letter"  # type: ignore[attr-defined]
    assert entry.line.startswith("7 working days, acknowledge within 1 working day · since ")


def test_the_rule_behind_another_says_that_it_is_never_reached_until_it_is_moved_up(hands: Hands) -> None:
    section = go(hands)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.write("Quick complaint")
    tick(hands, section.rule_form.conditions.kinds, CaseKind.COMPLAINT)
    hands.save()
    entry = section.list.entries[5]
    assert entry.never == "Never reached: rule 1 fits all its cases"  # type: ignore[attr-defined]
    assert section.summary() == "6 rules, 1 never reached"
    for _step in range(6):
        hands.press(UP, ALT)
    assert [entry.words for entry in section.list.entries][:2] == ["Quick complaint", "Answer to a complaint"]
    never = [one.never for one in section.list.entries[:2]]  # type: ignore[attr-defined]
    assert never == ["", "Never reached: rule 1 fits all its cases"]
    hands.press(DOWN, ALT)
    assert section.list.entries[1].words == "Quick complaint"
    hands.runner.undo()
    section.reload()
    assert section.list.entries[0].words == "Quick complaint"


def test_what_is_missing_is_said_at_its_field(hands: Hands) -> None:
    section = go(hands)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.save()
    assert section.rule_form.name.accessibleDescription() == "Write what is promised, as the receipt says it."
    assert hands.focused is section.rule_form.name.field
    hands.write("Legal answer")
    choose(hands, section.rule_form.clock, Clock.LEGAL)
    choose(hands, section.rule_form.legal.starts, StartsAt.EVENT)
    hands.save()
    assert hands.focused is section.rule_form.legal.named.field
    assert len(rules(hands.stage)) == 5


def test_a_legal_rule_is_written_with_extension_silence_and_source(hands: Hands) -> None:
    section = go(hands)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.write("Consumer law")
    choose(hands, section.rule_form.clock, Clock.LEGAL)
    hands.tab_to(section.rule_form.amount.number)
    hands.write("30")
    choose(hands, section.rule_form.amount.unit, Unit.CALENDAR_DAYS)
    legal = section.rule_form.legal
    choose(hands, legal.starts, StartsAt.REGISTERED)
    hands.tab_to(legal.times)
    hands.write("1")
    hands.tab_to(legal.far.number)
    hands.write("60")
    choose(hands, legal.is_total, True)
    choose(hands, legal.silence, Silence.ACCEPTED)
    hands.tab_to(legal.source)
    hands.write("Act 12, section 3")
    hands.save()
    made = rules(hands.stage)[-1]
    assert made.clock is Clock.LEGAL
    assert made.rule.extension == Extension(1, 60, made.rule.extension.unit, is_total=True)
    assert (made.rule.silence, made.rule.starts_at) == (Silence.ACCEPTED, StartsAt.REGISTERED)
    assert made.source == "Act 12, section 3"
    assert made.rule.pauses_for == frozenset(), "the law knows no pause by itself"


def test_topics_are_ticked_in_the_tree_a_heading_with_all_below(hands: Hands) -> None:
    section = go(hands)
    ticks = section.rule_form.conditions.topics
    hands.tab_to(ticks.link)
    hands.press(SPACE)
    assert hands.focused is ticks.view
    hands.press(SPACE)
    assert section.list.entries[0].note == "not saved"
    hands.save()
    heading = next(iter(rules(hands.stage)[0].conditions.topic_ids))
    assert hands.stage.topic_ids["bill_too_high"] in ticks._tree.below(heading)
    assert not ticks._items[hands.stage.topic_ids["bill_too_high"]].isEnabled(), "held by its heading"
    assert ticks.words.text() == "Bills and payments, with all below"


def test_a_name_is_written_in_several_languages(hands: Hands) -> None:
    section = go(hands)
    hands.tab_to(section.rule_form.name.spoken)
    choose(hands, section.rule_form.name.spoken, "et")
    hands.tab_to(section.rule_form.name.field)
    hands.write("Vastus kaebusele")
    hands.save()
    name = rules(hands.stage)[0].rule.target.name
    assert (name["et"], name["en"]) == ("Vastus kaebusele", "Answer to a complaint")


def test_no_fixed_term_is_a_rule_that_runs_no_clock(hands: Hands) -> None:
    section = go(hands)
    hands.tab_to(section.rule_form.has_term.box)
    hands.press(SPACE)
    hands.save()
    assert section.list.entries[0].line.startswith("no fixed term")
    assert hands.stage.register().due is None


def test_every_step_of_warning_and_escalation_is_set_behind_advanced(hands: Hands) -> None:
    section = go(hands)
    box = section.rule_form.alarms
    assert box.rows["share"].isHidden()
    hands.tab_to(box.advanced)
    hands.press(SPACE)
    hands.tab_to(box.share.box)
    hands.press(SPACE)
    for field in (box.left, box.supervisor, box.head):
        hands.tab_to(field.when)
        hands.press(Qt.Key.Key_Home)
    hands.save()
    assert rules(hands.stage)[0].rule.alarms == QUIET
    assert box.preset.currentText() == "Quiet"


def test_saving_offers_to_recompute_and_shows_old_and_new_days_first(hands: Hands) -> None:
    case = hands.stage.register(at=now())
    section = go(hands)
    hands.tab_to(section.rule_form.amount.number)
    hands.write("30")
    hands.save()
    before = due(hands.stage, case.case_id)
    assert case.due is not None
    assert before == case.due.due_at, "a saved rule moves nothing by itself"
    hands.press(Qt.Key.Key_R, ALT | SHIFT)
    assert section.recompute.words.text() == "1 of 1 running case would move."
    assert hands.focused is section.recompute.do
    hands.press(SPACE)
    assert due(hands.stage, case.case_id) > before
    assert section.recompute.words.text() == "1 case was moved."
    hands.runner.undo()
    assert due(hands.stage, case.case_id) == before
    hands.press(ESCAPE)
    assert section.list.hasFocus()


def due(stage: Stage, case_id: int) -> Any:
    with stage.read() as reading:
        return all_clocks(reading, reading.db.get_one(Case, case_id))[0].due_at


def test_the_tester_says_which_rule_why_and_when_it_would_be_due(hands: Hands) -> None:
    section = go(hands)
    hands.tab_to(section.try_out)
    hands.press(SPACE)
    tester = section.tester
    assert hands.focused is tester.kind
    choose(hands, tester.kind, CaseKind.INQUIRY)
    assert tester.told[0].startswith("Answer to an inquiry: if it came now, due ")
    assert tester.told[1] == "Tried before: Answer to a complaint. Kind does not fit: only complaints."
    assert tester.told[3] == "Applies to: inquiries. It gives: 2 working days."
    assert tester.told[-1] == "No rule applies: no clock runs."


def test_the_tester_takes_a_topic_found_by_typing(hands: Hands) -> None:
    section = go(hands)
    section.try_out.click()
    hands.tab_to(section.tester.topic.field)
    hands.write("meter check")
    hands.press(ENTER)
    assert section.tester.question().topic_id == hands.stage.topic_ids["meter_check"]


def test_a_starting_profile_of_the_own_country_becomes_a_rule_to_be_checked(hands: Hands) -> None:
    section = go(hands)
    hands.tab_to(section.offer_profiles)
    hands.press(SPACE)
    assert hands.focused is section.profiles.buttons["pl_consumer"], "those of the centre's country come first"
    hands.press(SPACE)
    made = rules(hands.stage)[-1]
    assert (made.clock, made.profile, made.rule.target.amount) == (Clock.LEGAL, "pl_consumer", 14)
    assert section.rule_form.legal.source.text() == "Ustawa o prawach konsumenta, art. 7a. Check with your lawyer."
    with hands.stage.read(hands.stage.ewa) as reading:
        assert LaterItem.LEGAL not in load_centre_settings(reading).later
    hands.runner.undo()
    assert len(rules(hands.stage)) == 5


def test_the_later_list_leads_to_the_legal_periods(hands: Hands) -> None:
    section = hands.go("What is still to set up")
    hands.tab_to(section.links[LaterItem.LEGAL])
    hands.press(SPACE)
    assert isinstance(hands.page.section, RulesSection)


def test_a_rule_is_removed_and_comes_back_by_undo(hands: Hands) -> None:
    section = go(hands)
    hands.tab_to(section.remove)
    hands.press(SPACE)
    assert section.list.entries[0].words == "Answer to a claim"
    hands.runner.undo()
    section.reload()
    assert section.list.entries[0].words == "Answer to a complaint"


def test_what_somebody_else_changed_is_not_overwritten_unseen(hands: Hands) -> None:
    section = go(hands)
    hands.tab_to(section.rule_form.amount.number)
    hands.write("20")
    with hands.stage.work(hands.stage.ewa) as work:
        rule = list_rules(work)[0]
        other = replace(rule.rule, target=replace(rule.rule.target, amount=5))
        save_rule(work, rule_id=rule.id, new=NewRule(rule.clock, other, rule.conditions), version=rule.version)
    hands.save()
    assert section.banner.words.startswith("Somebody else changed this meanwhile.")
    assert section.rule_form.amount.number.value() == 20
    hands.save()
    assert rules(hands.stage)[0].rule.target.amount == 20


def test_a_target_of_calendar_days_may_roll_to_a_working_day(hands: Hands) -> None:
    section = go(hands)
    section.list.setFocus()
    hands.press(DOWN)
    choose(hands, section.rule_form.rolls, True)
    hands.save()
    assert rules(hands.stage)[1].rule.target.roll_to_working_day


class Supervisor(Hands):
    """Marek, who reads and tries out."""

    def __init__(self, qtbot: QtBot, stage: Stage) -> None:
        super().__init__(qtbot, stage)
        self.page.close()
        self.runner.switch(stage.session(stage.marek))
        self.page = AdministrationPage(self.context)
        qtbot.addWidget(self.page)
        self.page.resize(1194, 686)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitExposed(self.page)
        self.page.shown()


@pytest.fixture
def marek(qtbot: QtBot, local_centre: Stage) -> Iterator[Supervisor]:
    made = Supervisor(qtbot, local_centre)
    yield made
    made.leave()
    assert not made.errors, made.errors


def test_a_supervisor_reads_and_tries_but_changes_nothing(marek: Supervisor) -> None:
    section = go(marek)
    assert section.primary_words() == ""
    assert section.add_button.isHidden()
    assert not section.rule_form.name.field.isEnabled()
    section.list.setFocus()
    marek.press(DOWN, ALT)
    assert rules(marek.stage)[0].rule.target.amount == 15
    marek.tab_to(section.try_out)
    marek.press(SPACE)
    assert section.tester.told


def test_the_days_of_a_repeat_are_set_beside_the_rules(hands: Hands) -> None:
    section = go(hands)
    section.list.setFocus()
    hands.tab_to(section.offer_repeats)
    hands.press(SPACE)
    assert hands.focused is section.repeats.days
    assert section.repeats.days.value() == REPEAT_DAYS
    hands.write("60")
    hands.tab_to(section.repeats.save)
    hands.press(SPACE)
    with hands.stage.read(hands.stage.ewa) as reading:
        assert repeat_days(reading) == 60
    assert hands.said[-1] == "Repeat complaints: 60 days"
    assert not section.repeats.isVisible()


def test_a_source_that_is_too_long_is_refused_at_its_field_and_stays(hands: Hands) -> None:
    section = go(hands)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.write("Consumer law")
    choose(hands, section.rule_form.clock, Clock.LEGAL)
    hands.tab_to(section.rule_form.amount.number)
    hands.write("30")
    legal = section.rule_form.legal
    hands.tab_to(legal.source)
    paste(hands, "ż" * (MOST_SOURCE + 1))
    hands.save()
    assert legal.source.accessibleDescription() == f"The source may have {MOST_SOURCE} letters."
    assert legal.source.text() == "ż" * (MOST_SOURCE + 1)
    assert len(rules(hands.stage)) == 5
