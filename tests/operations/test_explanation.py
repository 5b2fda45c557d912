"""Why a case is due when it is, read from the store: clocks, pauses with names, extensions, rules, in few queries."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from csatdesk.domain.changes import no_progress
from csatdesk.domain.clocks import Extension, StartsAt
from csatdesk.domain.day_lines import Part
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.errors import NotFound
from csatdesk.domain.explanation import Absent, CaseExplained, Explanation, NoClock
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.explanation import draw_deadline, explain_deadline, export_deadline
from csatdesk.operations.cases.extensions import NewExtension, extend_deadline, latest_extension
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.cases.rules import extension_values
from csatdesk.operations.cases.waiting import resume, wait
from csatdesk.store.entities.centres import Target
from csatdesk.store.entities.deadlines import CaseDeadline
from tests.cast import NOW, Stage
from tests.reports.reading import words

DAY = timedelta(days=1)
START = NOW - 6 * DAY  # Friday 13 November, 11:42


def legal_rule(stage: Stage, **values: Any) -> None:
    given = {"amount": 14, "unit": Unit.CALENDAR_DAYS, "names": {"en": "Energy supplier (claim)"}, "source": "art. 6"}
    with stage.work(stage.marek, START - 30 * DAY) as work:
        work.db.add(Target(centre_id=work.actor.centre_id, clock=Clock.LEGAL, **(given | values)))


def clock_id(stage: Stage, case_id: int, clock: Clock = Clock.HOUSE) -> int:
    with stage.read() as reading:
        query = select(CaseDeadline.id).where(CaseDeadline.case_id == case_id, CaseDeadline.clock == clock)
        return reading.db.execute(query.order_by(CaseDeadline.id)).scalars().first() or 0


def explained(stage: Stage, deadline_id: int, at: datetime = NOW) -> CaseExplained:
    with stage.read(stage.marek, at) as reading:
        return explain_deadline(reading, deadline_id=deadline_id)


def of(case: CaseExplained, clock: Clock) -> Explanation:
    return next(one for one in case.clocks if isinstance(one, Explanation) and one.clock is clock)


def waited(stage: Stage, case_id: int) -> None:
    with stage.work(at=START + DAY / 8) as work:
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="Photo of the meter")
    with stage.work(at=START + 4 * DAY) as work:
        resume(work, case_id=case_id)


def test_all_clocks_of_the_case_are_told_and_the_one_asked_about_is_chosen(centre: Stage) -> None:
    legal_rule(centre)
    made = centre.register(at=START)
    case = explained(centre, clock_id(centre, made.case_id, Clock.LEGAL))
    assert (case.number, case.office, case.asked_by) == (str(made.number), "Sala główna", "Marek Lis")
    chosen = case.clocks[case.chosen]
    assert isinstance(chosen, Explanation)
    assert chosen.clock is Clock.LEGAL
    assert chosen.facts.rule_source == "art. 6"
    assert Clock.HOUSE in {one.clock for one in case.clocks}


def test_what_is_told_is_what_the_lists_show(centre: Stage) -> None:
    legal_rule(centre)
    made = centre.register(at=START)
    waited(centre, made.case_id)
    case = explained(centre, clock_id(centre, made.case_id))
    with centre.read() as reading:
        for one in case.clocks:
            assert isinstance(one, Explanation)
            assert reading.db.get_one(CaseDeadline, one.facts.id).due_at == one.run.due_at


def test_a_pause_is_told_with_its_reason_who_began_it_and_what_it_moved(centre: Stage) -> None:
    made = centre.register(at=START)
    waited(centre, made.case_id)
    house = of(explained(centre, clock_id(centre, made.case_id)), Clock.HOUSE)
    (effect,) = house.pauses
    assert effect.pause.by_name == "Anna Nowak"
    assert effect.pause.note == "Photo of the meter"
    assert effect.is_known
    assert effect.without_at < house.run.due_at
    assert Part.PAUSED in {day.part for day in house.days} | {part.part for day in house.days for part in day.parts}


def test_an_extension_is_told_with_its_proof(centre: Stage) -> None:
    legal_rule(centre, extension=extension_values(Extension(1, 30)))
    made = centre.register(at=START)
    deadline_id = clock_id(centre, made.case_id, Clock.LEGAL)
    with centre.work(centre.marek) as work:
        latest = latest_extension(work, work.db.get_one(CaseDeadline, deadline_id))
        assert latest is not None
        new = NewExtension(latest - 5 * DAY, "The meter is checked", "Letter 26-0112", NOW)
        extend_deadline(work, deadline_id=deadline_id, new=new)
    legal = of(explained(centre, deadline_id, NOW + DAY / 24), Clock.LEGAL)
    (one,) = legal.facts.extensions
    assert (one.proof, one.by_name, one.after_at) == ("Letter 26-0112", "Marek Lis", legal.run.due_at)
    assert one.before_at == legal.base_at
    assert Part.EXTENDED in {day.part for day in legal.days}


def test_a_rule_whose_event_has_not_happened_is_told_without_days(centre: Stage) -> None:
    legal_rule(centre, starts_at=StartsAt.EVENT, event_names={"en": "the end of the meter check"})
    made = centre.register(at=START)
    case = explained(centre, clock_id(centre, made.case_id))
    (absent,) = [one for one in case.clocks if isinstance(one, NoClock)]
    assert absent.why is Absent.NOT_HAPPENED
    assert absent.rule.rule.event_name.in_language("en") == "the end of the meter check"


def test_a_rule_without_fixed_term_is_told_as_such(centre: Stage) -> None:
    legal_rule(centre, amount=0)
    made = centre.register(at=START)
    case = explained(centre, clock_id(centre, made.case_id))
    assert [one.why for one in case.clocks if isinstance(one, NoClock)] == [Absent.NO_TERM]


def test_a_promise_is_told_with_its_words(centre: Stage) -> None:
    made = centre.register(at=START)
    with centre.work(at=START) as work:
        make_promise(
            work, case_id=made.case_id, new=NewPromise(PromiseKind.CALL_BACK, "Call about the meter", NOW + 3 * DAY)
        )
    promise = of(explained(centre, clock_id(centre, made.case_id)), Clock.PROMISE)
    assert promise.facts.text == "Call about the meter"
    assert promise.run.due_at == NOW + 3 * DAY


def test_more_clocks_and_pauses_ask_no_more_questions(centre: Stage) -> None:
    plain, full = centre.register(at=START), centre.register(at=START)
    for place in range(5):
        with centre.work(at=START + place * DAY / 24) as work:
            promise = NewPromise(PromiseKind.CALL_BACK, f"Call {place}", NOW + (place + 1) * DAY)
            make_promise(work, case_id=full.case_id, new=promise)
    waited(centre, full.case_id)
    counts = [_queries(centre, clock_id(centre, one.case_id)) for one in (plain, full)]
    assert counts[0] == counts[1]


def _queries(stage: Stage, deadline_id: int) -> int:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    explained(stage, deadline_id)  # what is kept is kept now
    event.listen(stage.store.readers, "before_cursor_execute", note)
    try:
        explained(stage, deadline_id)
    finally:
        event.remove(stage.store.readers, "before_cursor_execute", note)
    return len(asked)


def test_a_clock_that_is_not_there_is_not_explained(centre: Stage) -> None:
    with pytest.raises(NotFound):
        explained(centre, 987_654)


def test_the_paper_is_written_and_drawn(local_centre: Stage, tmp_path: Path) -> None:
    legal_rule(local_centre)
    made = local_centre.register(at=START)
    waited(local_centre, made.case_id)
    deadline_id = clock_id(local_centre, made.case_id)
    path = export_deadline(
        local_centre.store, local_centre.marek, deadline_id=deadline_id, path=tmp_path / "why.pdf", at=NOW
    )
    told = words(path.read_bytes())
    assert str(made.number) in told
    assert "Photo of the meter" in told
    assert "Marek Lis" in told
    pages = draw_deadline(local_centre.store, local_centre.marek, no_progress, deadline_id=deadline_id)
    assert pages[0].startswith(b"\x89PNG")
