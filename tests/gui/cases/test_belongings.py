"""Promises, organisations, links, parts, trash, files and marks on the card, by keyboard."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from csatdesk.domain.cases import CaseFilter, NoAnswerReason, Priority
from csatdesk.domain.contacts import Channel, Known, Remote
from csatdesk.domain.links import LinkKind, RepeatCause
from csatdesk.domain.promises import NewPromise, PromiseKind, PromiseRow
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status
from csatdesk.gui.cases.attachments import NothingToAttach
from csatdesk.gui.cases.closing import ClosePanel
from csatdesk.gui.cases.filters import in_words
from csatdesk.gui.cases.link_panels import LinkPanel, RepeatPanel
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.cases.panel import Panel
from csatdesk.gui.cases.promise_panels import AnsweredPanel, MovePanel, PromisePanel
from csatdesk.operations.cases.belongings import Belongings, load_belongings
from csatdesk.operations.cases.filter_words import filter_words
from csatdesk.operations.cases.links import link_cases, merge_cases
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.cases.repeat_pass import propose_repeats
from csatdesk.operations.cases.screens import load_case_facts
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.organisations import save_organisation
from csatdesk.store.entities.cases import Case
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.wall_clock import Wall

CasesDesk = Desk[CasesPage]
Sit = Callable[[Actor | None], CasesDesk]
P = TypeVar("P", bound=Panel)


def complaint(stage: Stage, text: str = "Rachunek za wysoki.", **other: object) -> int:
    return stage.register(text, at=now() - timedelta(days=1), **other).case_id


def promise(stage: Stage, case_id: int, text: str = "Oddzwonić", days: int = 1) -> int:
    with stage.work(at=now()) as work:
        new = NewPromise(PromiseKind.CALL_BACK, text, now() + timedelta(days=days), is_day=False)
        return make_promise(work, case_id=case_id, new=new).result


def promises(desk: CasesDesk, case_id: int) -> list[PromiseRow]:
    return list(desk.case(case_id).promises)


def belongings(desk: CasesDesk, case_id: int) -> Belongings:
    with desk.stage.read(at=now()) as reading:
        return load_belongings(reading, case_id=case_id)


def panel(desk: CasesDesk, kind: type[P]) -> P:
    found = desk.page.pane.panel
    assert isinstance(found, kind)
    return found


# promises


def test_v_promises_something_by_a_day_chosen_with_one_key(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_V)
    fields = panel(desk, PromisePanel)
    desk.press(Key.Key_Tab)
    fields.text.selectAll()
    desk.write("Call about the reading")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return, CTRL)
    assert fields.named["due"].field.accessibleDescription() == "Say by when it will be done."
    desk.press(Key.Key_2, ALT)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.panel is None
    (made,) = promises(desk, case_id)
    assert (made.text, made.owner_name, made.is_day) == ("Call about the reading", "Anna Nowak", True)
    (line,) = desk.page.pane.sections.promises.lines
    assert line.line.head == "Call about the reading"
    assert "Anna Nowak" in line.line.second
    desk.context.undo()
    assert not desk.case(case_id).open_promises


@pytest.mark.parametrize("steps", range(4))
def test_the_usual_days_have_their_keys_wherever_in_the_panel_one_stands(
    sit: Sit, local_centre: Stage, steps: int
) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_V)
    fields = panel(desk, PromisePanel)
    for _step in range(steps):
        desk.press(Key.Key_Tab)
    kind, text = fields.kind.value(), fields.text.text()
    desk.press(Key.Key_2, ALT)
    assert fields.due.day.day() == fields.due.today + timedelta(days=1)
    assert (fields.kind.value(), fields.text.text()) == (kind, text)


def test_the_usual_days_have_their_keys_also_where_the_reason_is_written(sit: Sit, local_centre: Stage) -> None:
    promise(local_centre, complaint(local_centre))
    desk = sit(None)
    desk.press(Key.Key_M)
    fields = panel(desk, MovePanel)
    fields.reason.setFocus()
    desk.press(Key.Key_4, ALT)
    assert fields.due.day.day() == fields.due.today + timedelta(days=7)
    assert not fields.reason.text()


def test_after_a_night_tomorrow_is_the_day_after_today(
    sit: Sit, local_centre: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = Wall(monkeypatch, date(2026, 12, 21))
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.page.hide()
    wall.shows += timedelta(days=1)
    desk.page.show()
    assert desk.page.pane.facts is not None
    assert desk.page.pane.facts.at == now(), "the card, too, is told as of today"
    desk.page.shown()
    desk.press(Key.Key_V)
    desk.press(Key.Key_Return, CTRL)  # leads to the day, which is missing
    desk.press(Key.Key_2, ALT)
    desk.press(Key.Key_Return, CTRL)
    (made,) = promises(desk, case_id)
    assert made.due_at == datetime(2026, 12, 23, 23, tzinfo=UTC)  # the midnight that ends the 23rd in Warsaw


def test_d_says_that_the_promise_due_next_is_done_and_a_settled_case_ends(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    promise(local_centre, case_id, "Later", days=3)
    promise(local_centre, case_id, "First", days=1)
    desk = sit(None)
    desk.press(Key.Key_D)
    assert [one.text for one in desk.case(case_id).open_promises] == ["Later"]
    assert desk.undos[-1] == "Done: First."
    close(desk)
    assert desk.case(case_id).row.status is Status.PROMISE_OPEN
    desk.press(Key.Key_D)
    assert desk.case(case_id).row.status is Status.CLOSED
    desk.context.undo()
    assert desk.case(case_id).row.status is Status.PROMISE_OPEN


def close(desk: CasesDesk) -> None:
    desk.press(Key.Key_C)
    desk.press(Key.Key_3)
    panel(desk, ClosePanel).answer.which.set_value(NoAnswerReason.NOT_WANTED)
    desk.press(Key.Key_Return, CTRL)


def test_a_promise_is_done_with_a_note_moved_with_a_reason_given_away_and_dropped(
    sit: Sit, local_centre: Stage
) -> None:
    case_id = complaint(local_centre)
    promise(local_centre, case_id)
    desk = sit(None)
    desk.press(Key.Key_M)
    desk.press(Key.Key_4, ALT)  # in a week
    desk.press(Key.Key_Return, CTRL)
    assert "reason" in {name for name, row in panel(desk, Panel).named.items() if row.field.accessibleDescription()}
    desk.write("the fitter is ill")
    desk.press(Key.Key_Return)
    (moved,) = promises(desk, case_id)
    assert moved.due_at is not None
    assert moved.due_at > now() + timedelta(days=6)
    desk.press(Key.Key_G)
    desk.write("Marek")
    desk.press(Key.Key_Return)
    assert promises(desk, case_id)[0].owner_name == "Marek Lis"
    desk.press(Key.Key_X)
    desk.write("not needed")
    desk.press(Key.Key_Return)
    assert promises(desk, case_id)[0].is_dropped
    desk.context.undo()
    desk.press(Key.Key_D, SHIFT)
    desk.write("by phone")
    desk.press(Key.Key_Return)
    assert promises(desk, case_id)[0].done_note == "by phone"


def test_arrows_choose_the_promise_that_the_keys_act_on(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    promise(local_centre, case_id, "First", days=1)
    promise(local_centre, case_id, "Second", days=3)
    desk = sit(None)
    section = desk.page.pane.sections.promises
    section.focus_chosen()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_D)
    assert [one.text for one in desk.case(case_id).open_promises] == ["First"]


# organisations


def test_a_case_is_handed_to_an_organisation_and_its_answer_written_down(sit: Sit, local_centre: Stage) -> None:
    with local_centre.work(local_centre.ewa, now()) as work:
        save_organisation(work, organisation_id=None, name="Enea Operator", days=7)
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_H, SHIFT)
    desk.press(Key.Key_Return)
    desk.write("Check the meter, please")
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).row.status is Status.WAITING_ORGANISATION
    (line,) = desk.page.pane.sections.promises.lines
    assert "Enea Operator" in line.line.second
    desk.press(Key.Key_R, SHIFT)
    assert panel(desk, AnsweredPanel).heading.text() == "Enea Operator answered"
    desk.write("The meter is in order")
    desk.press(Key.Key_Return, CTRL)
    card = desk.case(case_id)
    assert card.row.status is Status.IN_WORK
    assert card.promises[0].done_note == "The meter is in order"


# links and parts


def test_l_links_a_repeat_to_the_customers_other_case_and_says_why_again(sit: Sit, local_centre: Stage) -> None:
    first, second = complaint(local_centre, "One"), complaint(local_centre, "Two")
    desk = sit(None)
    desk.page.open_case(second)
    desk.press(Key.Key_L)
    fields = panel(desk, LinkPanel)
    assert fields.kind.value() is LinkKind.REPEAT
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Return)
    fields.cause.set_value(RepeatCause.NOT_DONE_AS_PROMISED)
    desk.press(Key.Key_Return, CTRL)
    (link,) = belongings(desk, second).links
    assert (link.case_id, link.kind, link.cause) == (first, LinkKind.REPEAT, RepeatCause.NOT_DONE_AS_PROMISED)
    section = desk.page.pane.sections.chain
    assert [line.line.id for line in section.lines] == [("link", link.id), ("case", second)]
    assert section.note.text() == "2 times in 1 day"
    section.focus_chosen()
    desk.press(Key.Key_Return)
    assert desk.cases == [first]
    section.focus_chosen()
    desk.press(Key.Key_Delete)
    assert belongings(desk, second).links == ()
    desk.context.undo()
    assert len(belongings(desk, second).links) == 1


def two_alike(stage: Stage) -> tuple[int, int]:
    """Two cases of one matter, after the pass."""
    first, second = complaint(stage, "One"), complaint(stage, "Two")
    with stage.work(at=now()) as work:
        propose_repeats(work)
    return first, second


def test_a_possible_repeat_is_confirmed_with_its_cause_by_one_key_and_undone(sit: Sit, local_centre: Stage) -> None:
    first, second = two_alike(local_centre)
    desk = sit(None)
    desk.page.open_case(second)
    strip = desk.page.pane.sections.possible
    assert strip.isVisible()
    assert desk.case(first).row.number in strip.accessibleName()
    desk.press(Key.Key_L, ALT)
    fields = panel(desk, RepeatPanel)
    assert fields.cause.hasFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return, CTRL)
    (link,) = belongings(desk, second).links
    assert (link.case_id, link.cause) == (first, RepeatCause.NOT_FULLY_ANSWERED)
    assert not strip.isVisible()
    desk.context.undo()
    assert belongings(desk, second).links == ()
    assert strip.isVisible()


def test_a_possible_repeat_is_refused_by_one_key_and_undone(sit: Sit, local_centre: Stage) -> None:
    first, second = two_alike(local_centre)
    desk = sit(None)
    desk.page.open_case(second)
    strip = desk.page.pane.sections.possible
    desk.press(Key.Key_G, ALT)
    assert desk.cases == [first]
    desk.press(Key.Key_X, ALT)
    assert not strip.isVisible()
    with local_centre.work(at=now()) as work:
        work.db.get_one(Case, second).look_for_repeats()
        propose_repeats(work)
    assert belongings(desk, second).possible is None
    desk.context.undo()
    assert strip.isVisible()


def test_who_only_reads_sees_a_possible_repeat_and_settles_nothing(sit: Sit, local_centre: Stage) -> None:
    second = two_alike(local_centre)[1]
    desk = sit(local_centre.liis)
    desk.page.open_case(second)
    strip = desk.page.pane.sections.possible
    assert [one.isVisible() for one in (strip, strip.link, strip.refuse, strip.go)] == [True, False, False, True]


def test_the_chain_of_a_matter_stands_on_the_card_of_each_of_its_cases(sit: Sit, local_centre: Stage) -> None:
    noon = now().replace(hour=10)  # late in the evening a change of the clock would lie between
    ids = [local_centre.register(str(days), at=noon - timedelta(days=days)).case_id for days in (60, 20, 1)]
    with local_centre.work(at=now()) as work:
        for before, after in pairwise(ids):
            cause = RepeatCause.NOT_DONE_AS_PROMISED
            link_cases(work, case_id=after, other_id=before, kind=LinkKind.REPEAT, cause=cause)
    desk = sit(None)
    desk.page.open_case(ids[0])
    section = desk.page.pane.sections.chain
    assert section.note.text() == "3 times in 59 days"
    assert [line.line.head for line in section.lines] == [desk.case(one).row.number for one in ids]
    assert "this case" in section.lines[0].line.second
    assert "not done as promised" in section.lines[2].line.second
    assert section.chosen is section.lines[1]
    section.choose(("case", ids[2]))
    section.focus_chosen()
    desk.press(Key.Key_Return)
    assert desk.cases == [ids[2]]


def test_when_the_only_link_is_removed_the_keys_are_those_of_the_list_again(sit: Sit, local_centre: Stage) -> None:
    first, second = complaint(local_centre, "One"), complaint(local_centre, "Two")
    with local_centre.work(at=now()) as work:
        link_cases(work, case_id=second, other_id=first, kind=LinkKind.RELATED)
    desk = sit(None)
    desk.page.open_case(second)
    desk.page.pane.sections.links.focus_chosen()
    desk.press(Key.Key_Delete)
    assert belongings(desk, second).links == ()
    assert desk.page.list.hasFocus()


def test_possible_repeats_are_a_filter_of_the_list(sit: Sit, local_centre: Stage) -> None:
    second = two_alike(local_centre)[1]
    desk = sit(None)
    desk.page.show_filter(CaseFilter(possible_repeat=True))
    assert desk.page.pane.case_id == second
    with local_centre.read(at=now()) as reading:
        told = filter_words(reading, CaseFilter(possible_repeat=True))
        assert told == in_words(CaseFilter(possible_repeat=True), load_case_facts(reading)) == "Repeat: possible"


def test_another_case_is_found_by_typing_its_number(sit: Sit, local_centre: Stage) -> None:
    other = complaint(local_centre, "Other", known=Known.ANONYMOUS, customer_id=None)
    case_id = complaint(local_centre, "Own")
    desk = sit(None)
    desk.page.open_case(case_id)
    desk.press(Key.Key_L)
    panel(desk, LinkPanel).kind.set_value(LinkKind.RELATED)
    desk.press(Key.Key_Tab)
    desk.write(desk.case(other).row.number)
    desk.press(Key.Key_Return)
    assert [link.case_id for link in belongings(desk, case_id).links] == [other]


def test_a_case_becomes_part_of_another_says_so_and_is_taken_out_again(sit: Sit, local_centre: Stage) -> None:
    whole, part = complaint(local_centre, "Whole"), complaint(local_centre, "Part")
    desk = sit(None)
    desk.page.open_case(part)
    desk.press(Key.Key_L, SHIFT)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return, CTRL)
    gone = desk.page.pane.sections.gone
    assert desk.page.pane.case_id == part
    assert gone.words.startswith(f"Part of case {desk.case(whole).row.number}.")
    assert not desk.page.actions_by_key["answer"].isEnabled()
    desk.press(Key.Key_G, ALT)
    assert desk.cases == [whole]
    desk.page.open_case(whole)
    (line,) = desk.page.pane.sections.links.lines
    assert line.line.head == f"{desk.case(part).row.number} is part of this case"
    assert any("Part" in entry.told.text and "From case" in entry.told.text for entry in desk.page.pane.history.entries)
    desk.page.pane.sections.links.focus_chosen()
    desk.press(Key.Key_Delete)
    assert belongings(desk, part).part_of is None
    desk.page.open_case(part)
    assert gone.words == ""


def test_merging_into_a_closed_case_says_what_to_do_instead(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre, "Whole")
    part = complaint(local_centre, "Part")
    desk = sit(None)
    close(desk)
    desk.page.open_case(part)
    if desk.case(part).row.status is Status.CLOSED:
        desk.page.open_case(next(one.id for one in belongings(desk, part).theirs))
    desk.press(Key.Key_L, SHIFT)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return, CTRL)
    assert "is closed" in panel(desk, Panel).banner.words


# trash


def test_a_supervisor_throws_a_case_away_finds_it_in_the_trash_and_takes_it_out(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_Delete, CTRL)
    desk.press(Key.Key_Return, CTRL)
    assert "reason" in {name for name, row in panel(desk, Panel).named.items() if row.field.accessibleDescription()}
    desk.write("logged by mistake")
    desk.press(Key.Key_Return)
    assert "logged by mistake" in desk.page.pane.sections.gone.words
    desk.page.actions_by_key["trash"].trigger()
    (line,) = desk.page.trash.list.section.lines
    assert line.line.head.endswith(": logged by mistake")
    assert line.hasFocus()
    desk.press(Key.Key_O)
    assert belongings(desk, case_id).thrown is None
    assert desk.page.trash.list.section.lines == []
    desk.press(Key.Key_Escape)
    assert not desk.page.trash.isVisible()


def test_a_clerk_is_not_offered_the_trash(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    assert not desk.page.actions_by_key["throw_away"].isEnabled()
    assert not desk.page.actions_by_key["trash"].isEnabled()


def test_the_card_of_a_case_in_the_trash_offers_to_take_it_out(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    with local_centre.work(local_centre.marek, now()) as work:
        throw_away(work, case_id=case_id, reason="mistake")
    desk = sit(local_centre.marek)
    desk.page.open_case(case_id)
    desk.press(Key.Key_T, ALT)
    assert belongings(desk, case_id).thrown is None
    assert desk.undos[-1].startswith("Took case")


# files


def test_files_are_chosen_saved_removed_and_put_back(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    case_id = complaint(local_centre)
    (tmp_path / "from").mkdir()
    source = tmp_path / "from" / "protocol.pdf"
    source.write_bytes(b"%PDF protocol")
    desk = sit(None)
    desk.page.pane.sections.attacher._ask_files = lambda _window, _title: [str(source)]
    desk.press(Key.Key_A)
    (line,) = desk.page.pane.sections.files.lines
    assert line.line.head == "protocol.pdf"
    desk.page.pane.sections.files.focus_chosen()
    desk.press(Key.Key_Return)
    assert (tmp_path / "protocol.pdf").read_bytes() == b"%PDF protocol"
    assert desk.said[-1] == "Saved protocol.pdf."
    desk.press(Key.Key_Delete)
    assert belongings(desk, case_id).files == ()
    desk.context.undo()
    assert [file.name for file in belongings(desk, case_id).files] == ["protocol.pdf"]


def test_a_copied_picture_is_pasted_with_the_list_and_with_the_note_before_one(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    desk.press(Key.Key_V, CTRL)
    assert [file.media_type for file in belongings(desk, case_id).files] == ["image/png"]
    picture.fill(QColor("blue"))
    QGuiApplication.clipboard().setImage(picture)
    desk.press(Key.Key_N)
    desk.press(Key.Key_V, CTRL)
    assert len(belongings(desk, case_id).files) == 2
    QGuiApplication.clipboard().setText("words")
    desk.press(Key.Key_V, CTRL)
    assert desk.page.pane.note.text.toPlainText() == "words"
    assert len(belongings(desk, case_id).files) == 2


def test_pasting_nothing_that_can_be_attached_is_said(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    QGuiApplication.clipboard().setText("words")
    desk.press(Key.Key_V, CTRL)
    assert [type(error) for error in desk.errors] == [NothingToAttach]


def test_a_file_dropped_onto_the_card_is_attached_and_never_opened(
    sit: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    case_id = complaint(local_centre)
    (tmp_path / "scan.png").write_bytes(b"png")
    desk = sit(None)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "scan.png"))])
    drop(desk.page.pane, mime)
    assert [file.name for file in belongings(desk, case_id).files] == ["scan.png"]


def drop(place: QWidget, mime: QMimeData) -> None:
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, mime, buttons, modifiers)
    QGuiApplication.sendEvent(place, entering)
    assert entering.isAccepted()
    QGuiApplication.sendEvent(place, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, buttons, modifiers))


# marks


def test_e_makes_a_case_urgent_and_normal_again(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_E)
    assert desk.case(case_id).row.priority is Priority.URGENT
    desk.press(Key.Key_E)
    assert desk.case(case_id).row.priority is Priority.NORMAL
    desk.context.undo()
    assert desk.case(case_id).row.priority is Priority.URGENT


def test_one_key_says_of_a_contact_in_person_whether_it_could_have_been_done_from_home(
    sit: Sit, local_centre: Stage
) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    for key, mark in (
        (Key.Key_1, Remote.SHOWN_HOW),
        (Key.Key_2, Remote.NOT_OFFERED),
        (Key.Key_3, Remote.PREFERS_DESK),
        (Key.Key_3, None),
    ):
        desk.press(key)
        assert belongings(desk, case_id).remote is mark
    desk.context.undo()
    assert belongings(desk, case_id).remote is Remote.PREFERS_DESK


def test_what_was_said_on_the_phone_has_no_such_mark(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre, channel=Channel.PHONE)
    desk = sit(None)
    assert not desk.page.actions_by_key["remote_shown"].isEnabled()


def test_nobody_may_change_what_belongs_to_a_case_they_only_read(sit: Sit, local_centre: Stage) -> None:
    whole, part = complaint(local_centre, "Whole"), complaint(local_centre, "Part")
    promise(local_centre, whole)
    with local_centre.work(at=now()) as work:
        merge_cases(work, case_id=part, into_id=whole)
    desk = sit(local_centre.liis)
    assert [line.line.deeds for line in desk.page.pane.sections.promises.lines] == [()]
    for key in ("promise", "done", "link", "merge", "attach", "paste", "urgent", "throw_away"):
        assert not desk.page.actions_by_key[key].isEnabled()
