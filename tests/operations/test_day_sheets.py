"""The morning and evening sheet of a person, read back from the paper."""

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from csatdesk.domain.cases import Closing, NoAnswerReason, Outcome
from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.identity import new_identity
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.operations.absences import save_absence, today
from csatdesk.operations.cases.commands import take_case
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.day_sheets import DaySheet, draw_day_sheet, export_day_sheet, read_day_sheet
from csatdesk.operations.rush import log_at_once
from csatdesk.operations.shifts import hand_over_shift
from csatdesk.reports.day_sheet import as_bytes
from csatdesk.system.clock import now
from tests.cast import Stage


def printed(stage: Stage, sheet: DaySheet) -> str:
    with stage.read(at=now()) as reading:
        document = pypdfium2.PdfDocument(as_bytes(read_day_sheet(reading, sheet=sheet)))
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def taken(stage: Stage, text: str, days: int) -> int:
    at = now() - timedelta(days=days)
    case_id = stage.register(text, at=at).case_id
    with stage.work(at=at) as work:
        take_case(work, case_id=case_id)
    return case_id


def test_the_morning_says_what_is_due_promised_handed_over_and_who_is_away(centre: Stage) -> None:
    old = taken(centre, "Rachunek jest <b>dwa</b> razy wyższy.", 60)
    new = NewPromise(PromiseKind.CALL_BACK, "Call about the meter", now() + timedelta(hours=3), is_day=False)
    with centre.work(centre.marek, now()) as work:
        promise = make_promise(work, case_id=old, new=new).result
        hand_over_shift(work, to_staff_id=centre.anna.id, promise_ids=[promise], note="She is home after five.")
    with centre.work(centre.ewa, now()) as work:
        day = today(work)
        save_absence(
            work,
            absence_id=None,
            staff_id=centre.marek.id,
            first_on=day,
            last_on=day + timedelta(days=2),
            substitute_id=centre.anna.id,
        )
    text = printed(centre, DaySheet.MORNING)
    assert "Anna Nowak" in text
    assert "<b>dwa</b> razy wyższy" in text
    assert "overdue" in text
    assert "She is home after five." in text
    assert "You stand in for Marek Lis until" in text
    assert "No case of yours waits." in text


def test_the_evening_says_what_was_done_and_what_is_open(centre: Stage) -> None:
    done, still = taken(centre, "Bill A", 1), taken(centre, "Bill B", 60)
    with centre.read(at=now()) as reading:
        version = load_case(reading, case_id=done).version
    closing = Closing(Outcome.NOT_JUSTIFIED, no_answer_reason=NoAnswerReason.NOT_WANTED)
    with centre.work(at=now()) as work:
        close_case(work, case_id=done, closing=closing, version=version)
    centre.register("Bill C", at=now())
    text = printed(centre, DaySheet.EVENING)
    assert "You took 1 contact." in text
    assert "You closed 1 case." in text
    assert "You sent 0 answers." in text
    assert "Bill A" in text
    assert text.index("Open for tomorrow") < text.index("Bill B")
    assert still


def test_what_was_taken_back_was_not_done(centre: Stage) -> None:
    """A closing that is undone, and a key of the rush hour pressed by mistake."""
    again, done = taken(centre, "Bill A", 2), taken(centre, "Bill B", 1)
    closing = Closing(Outcome.NOT_JUSTIFIED, no_answer_reason=NoAnswerReason.NOT_WANTED)
    for case_id in (done, again):
        with centre.read(at=now()) as reading:
            version = load_case(reading, case_id=case_id).version
        with centre.work(at=now()) as work:
            closed = close_case(work, case_id=case_id, closing=closing, version=version)
    with centre.work(at=now()) as work:
        closed.undo(work)
    with centre.work(at=now()) as work:
        slip = log_at_once(work, topic_id=centre.topic_ids["bill_too_high"], uid=new_identity(now()))
    with centre.work(at=now()) as work:
        slip.undo(work)
    text = printed(centre, DaySheet.EVENING)
    assert "You took 0 contacts." in text
    assert "You closed 1 case." in text
    assert text.index("Bill B") < text.index("Open for tomorrow")
    assert "Bill A" not in text[: text.index("Open for tomorrow")]


def test_it_is_drawn_and_written(centre: Stage, tmp_path: Path) -> None:
    (page,) = draw_day_sheet(centre.store, centre.anna, no_progress, sheet=DaySheet.MORNING)
    assert page.startswith(b"\x89PNG")
    path = tmp_path / "sheet.pdf"
    export_day_sheet(centre.store, centre.anna, no_progress, sheet=DaySheet.EVENING, path=path)
    assert path.read_bytes().startswith(b"%PDF")


def test_who_does_not_work_on_cases_has_no_sheet(centre: Stage) -> None:
    with pytest.raises(NotAllowed):
        draw_day_sheet(centre.store, centre.liis, no_progress, sheet=DaySheet.MORNING)
