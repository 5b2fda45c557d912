"""Today by keyboard: each kind of decision, the numbers above, what was promised, loads and topics."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from csatdesk.domain.cases import CaseFilter, DueBand
from csatdesk.domain.contacts import Known, Segment
from csatdesk.domain.segments import NewStrategy
from csatdesk.domain.statuses import Status
from csatdesk.gui.cases.answering import ApprovePanel, NoticePanel
from csatdesk.gui.deadlines.panels import ExtendPanel
from csatdesk.gui.pages import pages_for
from csatdesk.gui.segments.forms import StrategyForm
from csatdesk.gui.segments.page import SegmentsPage
from csatdesk.gui.theme import theme
from csatdesk.gui.today.forms import AbsenceForm, HandOutForm, MatterForm, ShiftForm, WhoForm
from csatdesk.gui.today.page import NUMBERS
from csatdesk.operations.absences import who_is_away
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.repeat_pass import propose_repeats
from csatdesk.operations.deadlines.views import View
from csatdesk.operations.matters import list_matters
from csatdesk.operations.notices import list_notices
from csatdesk.operations.rules import add_profile
from csatdesk.operations.segments.commands import save_strategy
from csatdesk.operations.shifts import list_shift_notes
from csatdesk.system.clock import now
from csatdesk.wording.texts import LANGUAGES, _, speaking
from tests.cast import Stage
from tests.gui.today.hands import ALT, CTRL, Hands, Key
from tests.gui.today.scene import Scene

ComeIn = Callable[[], Hands]


def test_supervisors_begin_with_today_and_clerks_with_their_desk(local_centre: Stage) -> None:
    assert [entry.key for entry in pages_for(local_centre.marek)][:2] == ["today", "desk"]
    assert [entry.key for entry in pages_for(local_centre.ewa)][:2] == ["today", "desk"]
    assert "today" not in {entry.key for entry in pages_for(local_centre.anna)}
    assert "today" not in {entry.key for entry in pages_for(local_centre.liis)}


def test_a_colleague_is_ill_and_her_call_backs_go_over_in_a_few_keys(scene: Scene, come_in: ComeIn) -> None:
    """07:50, Kaarel calls in: two promised calls are due today, one is late, and a case of hers is late, too."""
    late = scene.case("Stara sprawa", "kaarel", days=60)
    calls = [scene.case(f"Sprawa {place}", "kaarel", days=3) for place in range(3)]
    end = scene.end_of_today()
    for case_id, due_at in zip(calls, (scene.at - timedelta(days=1), end, end), strict=True):
        scene.promise(case_id, "kaarel", "Oddzwonić o korekcie", due_at=due_at, is_day=True)
    hands = come_in()
    assert not [row for row in hands.decisions() if "is away" in row]
    assert len([row for row in hands.page.promises.spoken_rows() if "Kaarel" in row]) == 2

    hands.press(Key.Key_I, CTRL)
    assert isinstance(hands.page.form, AbsenceForm)
    hands.write("kaa")
    hands.press(Key.Key_Return)  # her, then until tonight
    hands.press(Key.Key_Return, CTRL)  # with who has least in her place
    with scene.stage.read(scene.stage.marek, now()) as reading:
        absence = who_is_away(reading)[scene.people["kaarel"]]
    assert absence.substitute_name
    waiting = [row for row in hands.decisions() if "Kaarel Mägi is away" in row]
    assert len(waiting) == 4, waiting

    while any("is away" in row for row in hands.decisions()):
        assert hands.focused() is hands.page.decisions
        assert hands.presses < 10, hands.decisions()
        hands.press(Key.Key_Return)
    assert hands.presses == 7
    assert hands.owner(late) == absence.substitute_name
    assert {row.owner_name for case_id in calls for row in hands.promises(case_id)} == {absence.substitute_name}
    for _step in range(4):
        hands.window.context.undo()
        hands.settle()
    assert hands.owner(late) == "Kaarel Mägi"
    assert {row.owner_name for case_id in calls for row in hands.promises(case_id)} == {"Kaarel Mägi"}


def test_a_segment_whose_review_is_due_is_opened_from_today_and_gone_once_reviewed(
    scene: Scene, come_in: ComeIn
) -> None:
    day = now().astimezone(ZoneInfo("Europe/Warsaw")).date()
    due = NewStrategy(Segment.SMALL_BUSINESS, "No working time is lost.", next_review_on=day)
    later = NewStrategy(Segment.VIP, "Known by one person.", next_review_on=day + timedelta(days=1))
    with scene.stage.work(scene.stage.marek, now()) as work:
        save_strategy(work, new=replace(due, responsible_id=scene.people["kaarel"]), version=0)
        save_strategy(work, new=later, version=0)
    hands = come_in()
    assert hands.decisions() == [
        "due today: Review what is written of the segment Small business. Who sees to it: Kaarel Mägi Look"
    ]
    hands.press(Key.Key_Return)
    page = hands.window.page
    assert isinstance(page, SegmentsPage)
    assert page.segment is Segment.SMALL_BUSINESS
    hands.press(Key.Key_E)
    form = page.form
    assert isinstance(form, StrategyForm)
    form.next_review.setFocus()
    hands.press(Key.Key_A, CTRL)
    hands.write((day + timedelta(days=90)).isoformat())
    hands.press(Key.Key_Return, CTRL)
    assert page.form is None
    hands.window.go("today")
    hands.settle()
    assert hands.decisions() == []


def test_the_case_key_opens_the_page_of_a_segment_too(scene: Scene, come_in: ComeIn) -> None:
    day = now().astimezone(ZoneInfo("Europe/Warsaw")).date()
    with scene.stage.work(scene.stage.marek, now()) as work:
        save_strategy(work, new=NewStrategy(Segment.VIP, "Known.", next_review_on=day), version=0)
    hands = come_in()
    assert hands.decisions()[0].endswith("Nobody is named who sees to it. Look")
    hands.press(Key.Key_O)
    page = hands.window.page
    assert isinstance(page, SegmentsPage)
    assert page.segment is Segment.VIP


def test_a_segment_reviewed_elsewhere_leaves_today_by_itself(scene: Scene, come_in: ComeIn) -> None:
    due = NewStrategy(Segment.VIP, "Known.", next_review_on=now().date() - timedelta(days=1))
    with scene.stage.work(scene.stage.marek, now()) as work:
        save_strategy(work, new=due, version=0)
    hands = come_in()
    assert len(hands.decisions()) == 1
    with speaking("fi"):
        assert "klo" not in hands.decisions()[0], "a day is no time of the day"
    hands.runner.act(hands.window, partial(save_strategy, new=replace(due, next_review_on=None), version=1))
    hands.settle()
    assert hands.decisions() == []


def test_many_promises_of_one_person_go_over_together(scene: Scene, come_in: ComeIn) -> None:
    calls = [scene.case(f"Sprawa {place}", "kaarel") for place in range(5)]
    for case_id in calls:
        scene.promise(case_id, "kaarel", "Oddzwonić", due_at=scene.end_of_today(), is_day=True)
    scene.away("kaarel", "juri")
    hands = come_in()
    assert ["Give 5 promises to somebody, Kaarel Mägi is away" in row for row in hands.decisions()] == [True]
    hands.press(Key.Key_Return)
    assert {row.owner_name for case_id in calls for row in hands.promises(case_id)} == {"Jüri Kask"}
    assert hands.decisions() == []
    hands.window.context.undo()
    hands.settle()
    assert len(hands.decisions()) == 1, [row.owner_name for case_id in calls for row in hands.promises(case_id)]


def test_where_nobody_stands_in_one_chooses_who_gets_it(scene: Scene, come_in: ComeIn) -> None:
    late = scene.case("Stara sprawa", "kaarel", days=60)
    scene.case("Jürin asia", "juri")
    scene.away("kaarel", None)
    hands = come_in()
    hands.press(Key.Key_Return)
    assert isinstance(hands.page.form, WhoForm)
    offered = [row.name for row in hands.page.form.who.list.rows]
    assert "Kaarel Mägi" not in offered
    assert offered.index("Marta Wiśniewska") < offered.index("Jüri Kask")  # who has least first
    hands.write("jur")
    hands.press(Key.Key_Return)
    assert hands.owner(late) == "Jüri Kask"
    assert hands.page.form is None
    assert hands.page.isAncestorOf(hands.focused())


def test_somebody_else_than_the_substitute_can_be_chosen(scene: Scene, come_in: ComeIn) -> None:
    late = scene.case("Stara sprawa", "kaarel", days=60)
    scene.away("kaarel", "juri")
    hands = come_in()
    hands.press(Key.Key_H)
    hands.write("nobody of this name")
    hands.press(Key.Key_Return)
    assert isinstance(hands.page.form, WhoForm)
    hands.press(Key.Key_A, CTRL)
    hands.write("sanna")
    hands.press(Key.Key_Return)
    assert hands.owner(late) == "Sanna Virtanen"


def test_one_key_hands_out_what_nobody_has(scene: Scene, come_in: ComeIn) -> None:
    cases = [scene.case(f"Niczyja {place}", days=place + 1) for place in range(3)]
    for who in ("juri", "oksana", "marta", "sanna"):
        scene.case("Zajęta", who)
    scene.away("kaarel", "juri")
    hands = come_in()
    assert any("Hand out 3 cases that have no owner" in row for row in hands.decisions())
    assert hands.page.primary is not None
    assert hands.page.primary.text() == "&Hand out 3 cases"
    hands.press(Key.Key_H, ALT)
    assert isinstance(hands.page.form, HandOutForm)
    hands.press(Key.Key_Return)
    owners = [hands.owner(case_id) for case_id in cases]
    assert "Anna Nowak" in owners
    assert "Kaarel Mägi" not in owners
    assert "" not in owners
    assert len(set(owners)) == 3  # nobody gets a second one while others have less
    assert hands.page.primary is None
    hands.window.context.undo()
    hands.settle()
    assert [hands.owner(case_id) for case_id in cases] == ["", "", ""]
    assert hands.page.primary is not None


def test_what_is_suggested_can_be_changed_case_by_case(scene: Scene, come_in: ComeIn) -> None:
    case_id = scene.case("Niczyja")
    hands = come_in()
    hands.press(Key.Key_H, ALT)
    assert isinstance(hands.page.form, HandOutForm)
    hands.page.form.choice(case_id).set_value(scene.people["oksana"])
    hands.press(Key.Key_Return, CTRL)
    assert hands.owner(case_id) == "Оксана Левченко"


def test_an_answer_is_read_beside_the_list_and_approved(scene: Scene, come_in: ComeIn) -> None:
    case_id = scene.case("Odpowiedź", "marta")
    scene.to_approve(case_id, "Korygujemy <b>rachunek</b>.")
    hands = come_in()
    assert any("Check the answer to Agnieszka Zielińska" in row for row in hands.decisions())
    hands.press(Key.Key_Return)
    form = hands.page.form
    assert isinstance(form, ApprovePanel)
    assert form.text.text() == "Korygujemy <b>rachunek</b>."
    assert form.text.textFormat() is Qt.TextFormat.PlainText
    hands.press(Key.Key_Return, CTRL)
    assert status(scene, case_id) is Status.ANSWER_PREPARED
    assert hands.decisions() == []


def test_an_answer_goes_back_with_a_note(scene: Scene, come_in: ComeIn) -> None:
    case_id = scene.case("Odpowiedź", "marta")
    scene.to_approve(case_id, "Korygujemy rachunek.")
    hands = come_in()
    hands.press(Key.Key_Return)
    form = hands.page.form
    assert isinstance(form, ApprovePanel)
    form.note.setFocus()
    hands.write("Kwota jest inna")
    form.give_back.click()
    hands.settle()
    assert status(scene, case_id) is Status.IN_WORK
    assert hands.page.form is None


def test_what_has_waited_too_long_is_asked_after(scene: Scene, come_in: ComeIn) -> None:
    waits = scene.case("Czekamy", "sanna", days=20)
    scene.waits(waits, 12, "na zdjęcie licznika")
    fresh = scene.case("Czekamy krótko", "sanna", days=3)
    scene.waits(fresh, 1, "na odczyt")
    hands = come_in()
    told = [row for row in hands.decisions() if row.startswith("paused")]
    assert len(told) == 1
    assert "na zdjęcie licznika" in told[0]
    hands.press(Key.Key_Return)
    assert hands.cases.pane.case_id == waits


def test_whom_nobody_knows_by_name_is_asked_after_without_one(scene: Scene, come_in: ComeIn) -> None:
    scene.waits(scene.case("Czekamy", "sanna", days=20, known=Known.UNKNOWN, customer_id=None), 12, "na zdjęcie")
    (told,) = [row for row in come_in().decisions() if row.startswith("paused")]
    assert "Ask the customer again, the case waits" in told
    assert "Not known" not in told


def test_a_look_at_what_was_escalated_marks_it_as_read(scene: Scene, come_in: ComeIn) -> None:
    case_id = scene.case("Eskalacja", "oksana")
    scene.escalated(case_id)
    scene.asked_to_look(case_id)
    hands = come_in()
    assert len([row for row in hands.decisions() if row.endswith("Look")]) == 1
    hands.press(Key.Key_Return)
    assert hands.cases.pane.case_id == case_id
    with scene.stage.read(scene.stage.marek, now()) as reading:
        assert list_notices(reading) == ()
    hands.window.go("today")
    hands.settle()
    assert hands.decisions() == []


def test_many_contacts_on_one_topic_become_a_known_matter(scene: Scene, come_in: ComeIn) -> None:
    cases = scene.surge(6)
    hands = come_in()
    place = next(place for place, row in enumerate(hands.decisions()) if row.endswith("Make known"))
    for _step in range(place):
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert isinstance(hands.page.form, MatterForm)
    hands.press(Key.Key_Return, CTRL)
    assert hands.page.form is not None, "there is nothing to say yet"
    hands.write("Awaria do godziny 14.")
    hands.press(Key.Key_Return, CTRL)
    with scene.stage.read(scene.stage.marek, now()) as reading:
        matters = list_matters(reading)
    assert [(one.title, one.cases) for one in matters] == [("Power cut, Sala główna", len(cases))]
    assert not any(row.endswith("Make known") for row in hands.decisions())
    scene.surge(5)
    hands.page.reload(frozenset())
    hands.settle()
    assert any("Tie these contacts to the known matter" in row for row in hands.decisions())


def test_what_grew_unusually_stands_there_with_what_is_usual_and_leads_to_its_cases(
    scene: Scene, come_in: ComeIn
) -> None:
    topic_id = scene.stage.topic_ids["bill_too_high"]
    for back, count in enumerate((14, 2, 3, 2, 3, 2, 3, 2, 3)):
        for _each in range(count):
            scene.stage.register(at=scene.at - timedelta(days=3 + 7 * back), topic_id=topic_id)
    hands = come_in()
    sentence = "Look at “Bill too high or wrong”: 5.6 times the usual"
    (row,) = [row for row in hands.decisions() if sentence in row]
    assert "14 cases in 7 days, 2 to 3 in each of the 8 weeks before. Not by chance." in row
    while sentence not in hands.decisions()[hands.page.decisions.currentIndex().row()]:
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    today = scene.at.astimezone(hands.window.context.zone).date()
    first, last = today - timedelta(days=7), today - timedelta(days=1)
    assert hands.lists[-1] == ("cases", CaseFilter(topic_ids=(topic_id,), received_from=first, received_to=last))


def test_four_contacts_are_no_surge(scene: Scene, come_in: ComeIn) -> None:
    scene.surge(4)
    assert not any(row.endswith("Make known") for row in come_in().decisions())


def test_a_shift_is_read_and_confirmed(scene: Scene, come_in: ComeIn) -> None:
    scene.shift("Pani Zielińska zadzwoni rano.")
    hands = come_in()
    hands.press(Key.Key_Return)
    assert isinstance(hands.page.form, ShiftForm)
    hands.press(Key.Key_Return)
    with scene.stage.read(scene.stage.marek, now()) as reading:
        assert list_shift_notes(reading) == ()
    assert hands.decisions() == []


def test_the_notice_is_written_on_the_case_card(scene: Scene, come_in: ComeIn) -> None:
    case_id = scene.case("Pilna", "marta")
    hands = come_in()
    hands.window.context.work_on(case_id, "notice")
    hands.settle()
    assert hands.cases.pane.case_id == case_id
    assert isinstance(hands.cases.pane.panel, NoticePanel)


def test_escape_leaves_a_form_for_the_list(scene: Scene, come_in: ComeIn) -> None:
    scene.case("Niczyja")
    hands = come_in()
    hands.press(Key.Key_H, ALT)
    hands.press(Key.Key_Escape)
    assert hands.page.form is None
    assert hands.focused() is hands.page.decisions


def test_every_tile_opens_its_list(scene: Scene, come_in: ComeIn) -> None:
    scene.case("Stara", "juri", days=60)
    hands = come_in()
    hands.press(Key.Key_O, ALT)
    assert hands.lists == [("cases", CaseFilter(is_open=True, due=(DueBand.OVERDUE,)))]
    waiting = CaseFilter(is_open=True, statuses=(Status.TO_APPROVE,))
    for key, expected in (
        ("to_approve", ("cases", waiting)),
        ("paused", ("deadlines", View.PAUSED)),
        ("week", ("deadlines", View.WEEK)),
    ):
        hands.window.go("today")
        hands.page.strip.tiles[key].click()
        assert hands.lists[-1] == expected


def test_the_page_says_that_nothing_waits(scene: Scene, come_in: ComeIn) -> None:
    assert scene.people
    hands = come_in()
    assert "Nothing waits for you." in [label.text() for label in hands.page.findChildren(QLabel) if label.isVisible()]
    assert hands.page.isAncestorOf(hands.focused())


def test_tab_leads_through_numbers_lists_and_pictures(scene: Scene, come_in: ComeIn) -> None:
    scene.case("Niczyja")
    case_id = scene.case("Sprawa", "marta")
    scene.promise(case_id, "marta", "Zwrot", due_at=scene.end_of_today(), is_day=True)
    scene.case("Teraz", "marta", days=0)
    hands = come_in()
    hands.page.strip.tiles["today"].setFocus()
    way = []
    for _press in range(5):
        hands.press(Key.Key_Tab)
        way.append(hands.focused().accessibleName().partition(":")[0])
    lists = ["Decide now", "Promised for today", "Open cases by person", "Cases of today by topic"]
    assert [name for name in way if name] == lists


def test_a_bar_opens_the_cases_behind_it(scene: Scene, come_in: ComeIn) -> None:
    for _case in range(3):
        scene.case("Sprawa", "juri")
    scene.case("Sprawa", "marta")
    hands = come_in()
    loads = hands.page.overview.loads
    assert [(bar.name, bar.total) for bar in loads.bars] == [("Jüri Kask", 3), ("Marta Wiśniewska", 1)]
    loads.setFocus()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert hands.lists == [("cases", CaseFilter(is_open=True, owner_ids=(scene.people["marta"],)))]


def test_no_key_is_given_twice(scene: Scene, come_in: ComeIn) -> None:
    scene.case("Niczyja")
    page = come_in().page
    given = [QKeySequence.mnemonic(label.text()).toString() for label in page.findChildren(QLabel) if label.buddy()]
    given += [tile.keys.toString() for tile in page.strip.tiles.values()]
    given.append("Alt+H")
    shown = [keys for keys in given if keys]
    assert len(shown) == len(set(shown)) == 9, sorted(shown)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_letter_is_given_twice_in_any_language(code: str) -> None:
    with speaking(code):
        words = [_(number.words) for number in NUMBERS] + [_("Decide &now"), _("Promised for to&day")]
    letters = [one.partition("&")[2][:1].casefold() for one in words]
    assert "h" not in letters, "it hands out"
    assert all(letters)
    assert len(set(letters)) == len(letters), sorted(letters)


@pytest.mark.parametrize(
    "size", [(1366, 768, False, 1.0), (1093, 614, True, 1.0), (1021, 544, True, 1.0), (1366, 768, True, 2.0)]
)
def test_no_number_is_cut(scene: Scene, come_in: ComeIn, size: tuple[int, int, bool, float]) -> None:
    width, height, compact, scale = size
    scene.case("Stara", "juri", days=60)
    scene.case("Niczyja", days=3)
    hands = come_in()
    theme().set_text_scale(scale)
    theme().set_compact(compact)
    hands.window.resize(width, height)
    hands.qtbot.wait(20)
    for tile in hands.page.strip.tiles.values():
        assert tile.figure is not None
        assert tile.width() >= tile.wanted >= tile.least, tile.text()
    assert hands.page.decisions.height() >= hands.page.decisions.row_height()
    assert not [one for one in hands.page.findChildren(QWidget) if one.isWindow() and one.isVisible()]


def status(scene: Scene, case_id: int) -> Status:
    with scene.stage.read(scene.stage.marek, now()) as reading:
        return load_case(reading, case_id=case_id).row.status


def test_a_legal_day_is_extended_beside_the_list_with_its_notice(scene: Scene, come_in: ComeIn) -> None:
    """The period is to end tonight: the claim came 30 days ago."""
    with scene.stage.work(scene.stage.ewa, scene.at - timedelta(days=40)) as work:
        add_profile(work, key="pl_finance")
    case_id = scene.case("Reklamacja", "marta", days=30)
    hands = come_in()
    while not str(hands.page.decisions.currentIndex().data()).endswith("Extend"):
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    form = hands.page.form
    assert isinstance(form, ExtendPanel)
    form.reason.setFocus()
    hands.write("Ekspertyza trwa")
    hands.press(Key.Key_Return)
    hands.write("List nr 7")
    hands.press(Key.Key_Return)
    assert hands.page.form is None
    assert not any(row.endswith("Extend") for row in hands.decisions())
    with scene.stage.read(scene.stage.marek, now()) as reading:
        (extension,) = load_case(reading, case_id=case_id).extensions
    assert (extension.reason, extension.proof) == ("Ekspertyza trwa", "List nr 7")


def test_possible_repeats_are_one_decision_that_shows_them_in_the_list(scene: Scene, come_in: ComeIn) -> None:
    first, _second, _third = (scene.case(f"Sprawa {place}", "marta", days=9 - place) for place in range(3))
    with scene.stage.work(scene.stage.marek, now()) as work:
        propose_repeats(work)
    hands = come_in()
    assert [row for row in hands.decisions() if "Look at 2 possible repeats" in row]
    while "Look at 2 possible repeats" not in hands.decisions()[hands.page.decisions.currentIndex().row()]:
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert hands.lists[-1] == ("cases", CaseFilter(possible_repeat=True))
    assert hands.cases.pane.case_id != first
    assert hands.cases.pane.sections.possible.isVisible()


def test_a_bar_names_its_usual_only_where_there_is_one(scene: Scene, come_in: ComeIn) -> None:
    scene.surge(6)
    page = come_in().page
    bars = page.overview.topics
    assert page.today is not None
    assert bars.row_words(0).endswith("6 today")
    bars.show_topics([replace(one, usual=3.0) for one in bars.topics], page.today.facts)
    assert bars.row_words(0).endswith("6 today, usual 3")
