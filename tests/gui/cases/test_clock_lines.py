"""Every clock of a case on its card: the nearest first, each with mark, words, day and a way to ask why."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from csatdesk.domain.cases import Closing, Outcome, ReplyBy
from csatdesk.domain.clocks import Silence
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.staff import Actor
from csatdesk.gui.cases.clock_lines import ClockLine
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.fields import LinkButton
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.endings import close_case, reopen_case
from csatdesk.operations.cases.promises import make_promise
from csatdesk.store.entities.centres import Target
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import Desk, Key
from tests.gui.cases.test_card import complaint, version

Sit = Callable[[Actor | None], Desk[CasesPage]]


def with_law(stage: Stage) -> None:
    """Complaints: acknowledged in 2 working days, answered in 14 days, silence counts as acceptance."""
    with stage.work(stage.ewa, now()) as work:
        target = Target(
            centre_id=work.actor.centre_id,
            clock=Clock.LEGAL,
            position=1,
            amount=14,
            unit=Unit.CALENDAR_DAYS,
            names={"en": "Consumer law"},
            silence=Silence.ACCEPTED,
            kinds=["complaint"],
            acknowledge_amount=2,
            acknowledge_unit=Unit.WORKING_DAYS,
            since_at=now() - timedelta(days=100),
        )
        work.db.add(target)


def clocks(lines: tuple[ClockLine, ...]) -> list[str]:
    return [line.about.split(",")[0] for line in lines]


def whys(where: QWidget) -> list[LinkButton]:
    return [button for button in where.findChildren(LinkButton) if button.isVisible()]


def test_the_nearest_stands_first_and_the_legal_last_day_says_what_silence_means(sit: Sit, local_centre: Stage) -> None:
    with_law(local_centre)
    case_id = complaint(local_centre)
    with local_centre.work(at=now()) as work:
        for text, days in (("Call back", 1), ("Pay back", 2)):
            new = NewPromise(PromiseKind.CALL_BACK, text, now() + timedelta(hours=days), is_day=False)
            make_promise(work, case_id=case_id, new=new)
    pane = sit(None).page.pane
    assert clocks(pane.head.clocks.lines) == ["promise: Call back", "legal last day", "house target"]
    assert clocks(pane.other_clocks.lines) == ["acknowledgement"]
    assert pane.head.clocks.lines[1].note == "Without an answer by then it counts as accepted."


def test_why_beside_a_clock_asks_how_its_day_came_about_and_y_asks_for_the_nearest(
    sit: Sit, local_centre: Stage
) -> None:
    with_law(local_centre)
    case_id = complaint(local_centre)
    desk = sit(None)
    asked: list[int] = []
    desk.context.explanation_wanted.connect(asked.append)
    lines = desk.page.pane.head.clocks.lines
    desk.press(Key.Key_Y)
    links = whys(desk.page.pane.head.clocks)
    assert [link.accessibleName() for link in links] == [f"Why {line.about}?" for line in lines]
    links[1].setFocus()
    desk.press(Key.Key_Space)
    assert asked == [lines[0].deadline_id, lines[1].deadline_id]
    assert set(asked) <= {deadline.id for deadline in desk.case(case_id).deadlines}


def test_after_a_reopening_the_first_period_shows_what_was_kept_and_what_was_missed(
    sit: Sit, local_centre: Stage
) -> None:
    with_law(local_centre)
    case_id = local_centre.register("Late one", at=now() - timedelta(days=60)).case_id
    sent_at = now() - timedelta(hours=1)
    with local_centre.work(at=now()) as work:
        answer_case(work, case_id=case_id, text="No.", sent_at=sent_at, reply_by=ReplyBy.LETTER)
        closing = Closing(Outcome.NOT_JUSTIFIED, answer_sent_at=sent_at)
    with local_centre.work(at=now()) as work:
        close_case(work, case_id=case_id, closing=closing, version=version(local_centre, case_id))
        reopen_case(work, case_id=case_id, reason="She came back")
    pane = sit(None).page.pane
    assert clocks(pane.head.clocks.lines) == ["legal last day", "house target"]
    assert {line.state for line in pane.head.clocks.lines} == {"on_track"}
    before = {line.about.split(",")[0]: line for line in pane.other_clocks.lines}
    assert before["legal last day"].state == "missed"
    assert before["house target"].state == "missed"
    assert all(line.about.endswith("before the reopening") for line in before.values())


def test_the_card_of_an_answered_case_shows_how_its_clocks_ended(sit: Sit, local_centre: Stage) -> None:
    with_law(local_centre)
    case_id = complaint(local_centre)
    with local_centre.work(at=now()) as work:
        answer_case(work, case_id=case_id, text="Yes.", sent_at=now(), reply_by=ReplyBy.PHONE)
    pane = sit(None).page.pane
    told = {line.about.split(",")[0]: line.words for line in pane.head.clocks.lines}
    assert told == {"acknowledgement": "no longer owed", "legal last day": "met", "house target": "met"}
