"""Cases of other programs: real lists, broken rows, second imports, cancel, kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import func, select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import (
    CaseFilter,
    Outcome,
)
from csatdesk.domain.contacts import Known
from csatdesk.domain.corrective_actions import Origin
from csatdesk.domain.errors import Cancelled, NotAllowed
from csatdesk.domain.statuses import Status, WaitingFor
from csatdesk.operations.alarms import fire_alarms
from csatdesk.operations.cases.clocks import all_clocks, course_of, load_pauses
from csatdesk.operations.cases.commands import add_note
from csatdesk.operations.cases.imports import (
    CaseImportChoices,
    import_cases,
    list_imports,
    look_at_file,
    preview,
    take_back_unfinished,
    undo_import,
    usual_choices,
)
from csatdesk.operations.cases.queries import count_cases, list_cases, load_case
from csatdesk.operations.contacts.queries import load_customer, suggest_customers
from csatdesk.operations.import_files import DateStyle, FileLook
from csatdesk.operations.import_runs import ImportGone, ImportResult, ImportWorkedOn, RowsRefused, take_back
from csatdesk.operations.topics import load_topic_tree
from csatdesk.sheets import tables
from csatdesk.store.base import PAUSED
from csatdesk.store.entities.cases import NOT_OPEN, OPEN, Case, CaseEvent, CaseTopic
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.deadlines import AlarmFired, CaseDeadline, CasePause, Notice
from csatdesk.store.entities.topics import TopicNode
from csatdesk.system.clock import now
from tests.cast import NOW, Stage
from tests.operations.corrective_actions.hands import card, made
from tests.sheets.books import ods

LIST = """\
Number;Received;Channel;Kind;Topic;What happened;Customer;Phone;E-mail;Status;Closed;Outcome;Owner
7;5.3.2024 14:30;Infolinia;Reklamacja;Rachunek zawyżony lub błędny;Rachunek dwa razy wyższy;Zofia Dąbrowska;\
+48 602 111 222;zofia@example.pl;Zamknięta;7.3.2024;Uznana;Anna Nowak
8;6.3.2024 09:00;Osobiście;Skarga;Kolejka;Czekałam 48 minut;Anonimowo;;;Nowa;;;
9;6.3.2024 10:00;E-mail;Skarga;Kolejka;Znowu kolejka;;602 111 222;;Zamknięta;;;
10;11.11.2026 10:00;Infolinia;Zapytanie;;Kiedy przyjdzie rachunek?;Agnieszka Zielińska;601 224 318;;Nowa;;;Nikt Taki
"""
BROKEN = LIST + "11;31.2.2024;;;;Bad date;;;;;;;\n12;6.3.2024;;;;;;;;;;;\n"


def written(folder: Path, content: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def chosen(look: FileLook) -> CaseImportChoices:
    """The usual choices, with the date style of our lists: few rows, one of them wrong, leave it open."""
    styles = dict.fromkeys(("received_at", "closed_at"), DateStyle.DAY_FIRST)
    return replace(usual_choices(look), date_styles=styles)


def imported(centre: Stage, path: Path, **changes: object) -> ImportResult:
    look = look_at_file(path, what="cases")
    values: dict[str, object] = {"path": path, "mapping": look.mapping, "choices": usual_choices(look)}
    return import_cases(centre.store, centre.ewa, **(values | changes))  # type: ignore[arg-type]  # given by name


def total(centre: Stage, entity: type = Case) -> int:
    with centre.read() as reading:
        return reading.db.execute(select(func.count()).select_from(entity)).scalar_one()


def case_of(centre: Stage, number: str) -> int:
    with centre.read() as reading:
        query = select(Case.id).where(Case.source_number == f"file:{number}")
        return reading.db.execute(query).scalar_one()


def test_a_list_becomes_cases_with_all_that_it_tells(centre: Stage, tmp_path: Path) -> None:
    result = imported(centre, written(tmp_path, LIST))
    assert (result.added, result.already_there, result.refused) == (4, 0, 0)
    with centre.read() as reading:
        card = load_case(reading, case_id=case_of(centre, "7"))
        assert card.row.topic_id == centre.topic_ids["bill_too_high"]
        assert card.row.received_at == datetime(2024, 3, 5, 13, 30, tzinfo=UTC)
        assert (card.row.status, card.outcome) == (Status.CLOSED, Outcome.JUSTIFIED)
        assert card.closed_at == datetime(2024, 3, 6, 23, tzinfo=UTC)
        assert card.row.owner_name == "Anna Nowak"
        assert card.source_number == "7"
        assert card.row.due is not None
        assert card.row.due.met_at == card.closed_at
        assert card.customer is not None
        assert card.customer.email == "zofia@example.pl"
        assert [line.event for line in card.history] == [Event.IMPORTED, Event.CLOSED, Event.RECEIVED]


def test_a_sheet_of_libreoffice_becomes_cases(local_centre: Stage, tmp_path: Path) -> None:
    rows = (
        ("Number", "Received", "Kind", "What happened", "Customer"),
        ("7", datetime(2024, 3, 5, 14, 30), "Skarga", "Rachunek\nza wysoki", "Zofia Łoś"),  # noqa: DTZ001  (as cells)
    )
    assert imported(local_centre, ods(tmp_path, rows)).added == 1
    with local_centre.read() as reading:
        card = load_case(reading, case_id=case_of(local_centre, "7"))
    assert (card.text, card.row.customer_name) == ("Rachunek\nza wysoki", "Zofia Łoś")
    assert card.row.received_at == datetime(2024, 3, 5, 13, 30, tzinfo=UTC)


def test_what_the_list_does_not_tell_is_not_made_up(centre: Stage, tmp_path: Path) -> None:
    imported(centre, written(tmp_path, LIST))
    with centre.read() as reading:
        anonymous = load_case(reading, case_id=case_of(centre, "8"))
        closed = load_case(reading, case_id=case_of(centre, "9"))
    assert anonymous.row.known is Known.ANONYMOUS
    assert anonymous.row.due is not None
    assert (closed.closed_at, closed.outcome, closed.row.due) == (None, None, None)


def test_customers_are_known_by_their_numbers(centre: Stage, tmp_path: Path) -> None:
    imported(centre, written(tmp_path, LIST))
    with centre.read() as reading:
        known = load_case(reading, case_id=case_of(centre, "10"))
        assert known.customer is not None
        assert known.customer.id == centre.customer_id
        (zofia,) = suggest_customers(reading, typed="602111222")
        assert load_customer(reading, customer_id=zofia.id).contacts_in_year == 0
        cases = list_cases(reading, filter=CaseFilter(customer_id=zofia.id)).rows
    assert len(cases) == 2  # one with the name, one with the phone alone


def test_imported_cases_are_found_by_their_words(centre: Stage, tmp_path: Path) -> None:
    imported(centre, written(tmp_path, LIST))
    with centre.read() as reading:
        for typed in ("czekalam", "dabrowska 602 111", "zofia@example.pl"):
            assert list_cases(reading, filter=CaseFilter(text=typed)).rows, typed


def test_unknown_topics_become_topics_under_a_heading(centre: Stage, tmp_path: Path) -> None:
    imported(centre, written(tmp_path, LIST))
    with centre.read() as reading:
        card = load_case(reading, case_id=case_of(centre, "8"))
        assert load_topic_tree(reading).path(card.row.topic_id, "en") == ("Imported", "Kolejka")


@pytest.mark.parametrize("way", ["chosen", "left"])
def test_unknown_topics_can_be_mapped_or_left(centre: Stage, tmp_path: Path, way: str) -> None:
    path = written(tmp_path, LIST)
    topics = {"KOLEJKA": centre.topic_ids["waiting_time"]} if way == "chosen" else {}
    look = look_at_file(path, what="cases")
    choices = replace(usual_choices(look), topics=topics, make_topics=False)
    nodes = total(centre, TopicNode)
    imported(centre, path, choices=choices)
    with centre.read() as reading:
        card = load_case(reading, case_id=case_of(centre, "8"))
    assert card.row.topic_id == (centre.topic_ids["waiting_time"] if way == "chosen" else None)
    assert total(centre, TopicNode) == nodes


def test_a_second_import_of_the_same_list_adds_none(centre: Stage, tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    imported(centre, path)
    again = imported(centre, path)
    assert (again.added, again.already_there) == (0, 4)
    other = imported(centre, path, choices=usual_choices(look_at_file(path, what="cases"), source="Last year"))
    assert other.added == 4


def test_one_bad_row_refuses_the_whole_file(centre: Stage, tmp_path: Path) -> None:
    path = written(tmp_path, BROKEN)
    with pytest.raises(RowsRefused) as refused:
        imported(centre, path, choices=chosen(look_at_file(path, what="cases")))
    assert [(one.row, one.column) for one in refused.value.problems] == [(6, "B"), (7, "")]
    assert "Row 6, column B (Received): “31.2.2024” is no date" in str(refused.value)
    assert total(centre) == 0


def test_bad_rows_can_be_set_aside_with_their_reasons(centre: Stage, tmp_path: Path) -> None:
    aside, path = tmp_path / "bad.xlsx", written(tmp_path, BROKEN)
    choices = chosen(look_at_file(path, what="cases"))
    result = imported(centre, path, choices=choices, bad_rows="set_aside", bad_rows_path=aside)
    assert (result.added, result.refused, len(result.problems)) == (4, 2, 2)
    rows = list(tables.read(aside, tables.sniff(aside)))
    assert [row.cells[0] for row in rows] == [6, 7]
    assert "is no date" in str(rows[0].cells[1])


def test_only_who_may_import_does(centre: Stage, tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    look = look_at_file(path, what="cases")
    with pytest.raises(NotAllowed):
        import_cases(centre.store, centre.anna, path=path, mapping=look.mapping, choices=usual_choices(look))


def test_an_import_can_be_taken_back_until_somebody_works_on_it(centre: Stage, tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    before = [total(centre, entity) for entity in (Customer, TopicNode)]
    result = imported(centre, path)
    with centre.work(centre.ewa) as work:
        undo_import(work, import_id=result.import_id)
    assert [total(centre, entity) for entity in (Customer, TopicNode)] == before
    assert not any(total(centre, entity) for entity in (Case, Contact, CaseTopic, CaseDeadline, CaseEvent))
    with pytest.raises(ImportGone), centre.work(centre.ewa) as work:
        undo_import(work, import_id=result.import_id)
    again = imported(centre, path)
    with centre.work() as work:
        add_note(work, case_id=case_of(centre, "8"), text="Oddzwonić.")
    with pytest.raises(ImportWorkedOn), centre.work(centre.ewa) as work:
        undo_import(work, import_id=again.import_id)
    with centre.read(centre.ewa) as reading:
        assert [(one.added, one.is_taken_back) for one in list_imports(reading)] == [(4, False), (0, True)]


def measured(stage: Stage, number: str) -> int:
    """A measure made from an imported case, on a topic that came with it."""
    case_id = case_of(stage, number)
    with stage.read(stage.ewa) as reading:
        topic_id = reading.db.get_one(Case, case_id).topic_id
    due_on = (now() + timedelta(days=14)).date()
    return made(stage, at=now(), due_on=due_on, origin=Origin.CASE, case_id=case_id, topic_id=topic_id)


def test_an_import_from_whose_case_a_measure_was_made_is_not_taken_back(centre: Stage, tmp_path: Path) -> None:
    result = imported(centre, written(tmp_path, LIST))
    measured(centre, "8")
    with pytest.raises(ImportWorkedOn), centre.work(centre.ewa) as work:
        undo_import(work, import_id=result.import_id)


def test_a_measure_made_while_an_import_ran_stays_with_its_topic_when_it_is_ended(
    centre: Stage, tmp_path: Path
) -> None:
    result = imported(centre, written(tmp_path, LIST))
    measure = measured(centre, "8")
    before = card(centre, measure)
    take_back(centre.store, centre.ewa, result.import_id)
    found = card(centre, measure)
    assert (before.case_id is None, found.case_id) == (False, None)
    assert found.row.topic_id == before.row.topic_id is not None
    assert not total(centre, Case)


def test_a_preview_shows_problems_at_their_cells(local_centre: Stage, tmp_path: Path) -> None:
    look = look_at_file(written(tmp_path, BROKEN), what="cases")
    with local_centre.read() as reading:
        topics = load_topic_tree(reading)
    seen = preview(look, mapping=look.mapping, choices=chosen(look), topics=topics, zone="Europe/Warsaw", at=NOW)
    assert (seen.good_count, seen.bad_count, seen.is_whole) == (4, 2, True)
    assert [(one.word, one.count) for one in seen.topics] == [("Kolejka", 2)]
    assert list(seen.rows[4].problems) == [1]
    assert list(seen.rows[5].problems) == [None]
    assert not seen.rows[0].problems


# the real list


@pytest.fixture
def new_york(shared_data: Path) -> Path:
    return shared_data / "complaints_311" / "nyc_311_part_a.csv"


def test_the_new_york_list_comes_in_once(centre: Stage, new_york: Path) -> None:
    told: list[tuple[int, int]] = []
    result = imported(centre, new_york, expected_rows=4336, progress=lambda done, total: told.append((done, total)))
    assert (result.added, result.copies, result.refused) == (4123, 213, 0)
    assert told[-1][0] == told[-1][1]
    again = imported(centre, new_york)
    assert (again.added, again.already_there) == (0, 4123)
    with centre.read(centre.marek) as reading:
        assert count_cases(reading, filter=CaseFilter()).total == 4123
        found = list_cases(reading, filter=CaseFilter(text="manhole dumont")).rows
    assert all("manhole" in row.text.casefold() for row in found)


def test_the_workbook_of_hoboken_holds_the_cases_of_its_csv(local_centre: Stage, shared_data: Path) -> None:
    folder = shared_data / "complaints_311"
    assert imported(local_centre, folder / "hoboken_311.csv").added == 46
    again = imported(local_centre, folder / "hoboken_311.xlsx")
    assert (again.added, again.already_there) == (0, 46)


def test_others_go_on_working_between_the_batches(local_centre: Stage, new_york: Path) -> None:
    look = look_at_file(new_york, what="cases")
    waits: list[float] = []
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(imported, local_centre, new_york, mapping=look.mapping)
        while not running.done():
            began = monotonic()
            local_centre.register(f"Sprawa {len(waits)}")
            waits.append(monotonic() - began)
            sleep(0.05)
        assert running.result().added == 4123
    assert len(waits) >= 5
    assert sorted(waits)[len(waits) // 2] < 1.5  # seconds: a batch or two, not the whole import
    assert total(local_centre) == 4123 + len(waits)


def cancelling_at(part: float) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        if done >= part * total:
            raise Cancelled

    return progress


@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
def test_cancel_leaves_none(local_centre: Stage, new_york: Path, part: float) -> None:
    nodes = total(local_centre, TopicNode)
    with pytest.raises(Cancelled):
        imported(local_centre, new_york, expected_rows=4336, progress=cancelling_at(part))
    assert not any(total(local_centre, entity) for entity in (Case, Contact, CaseTopic, CaseDeadline, CaseEvent))
    assert total(local_centre, TopicNode) == nodes


def test_a_cancelled_import_tells_how_it_is_taken_back_and_lets_others_in(local_centre: Stage, new_york: Path) -> None:
    told: list[tuple[int, int]] = []
    cancelled = cancelling_at(0.5)

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if cancelled_at or done >= 0.5 * total:
            cancelled_at.append(len(told))
            cancelled(total, total)

    cancelled_at: list[int] = []
    with pytest.raises(Cancelled):
        imported(local_centre, new_york, expected_rows=4336, progress=progress)
    back = told[cancelled_at[0] :]
    left = [done for done, _total in back]
    assert len(left) > 4
    assert left == sorted(left, reverse=True)
    assert left[0] == back[0][1] > 1000
    assert left[-1] == 0


def test_what_refers_to_a_case_is_found_without_a_look_at_every_row(local_centre: Stage) -> None:
    with local_centre.work() as work:
        plan = work.db.connection().exec_driver_sql("EXPLAIN QUERY PLAN DELETE FROM cases WHERE id = 1").all()
    assert [row[3] for row in plan if row[3].startswith("SCAN")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that no program can catch")
def test_a_kill_in_the_middle_leaves_none_after_the_next_start(local_centre: Stage, new_york: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    helper = [sys.executable, "-m", "tests.operations.import_helper", str(local_centre.profile.dir), str(new_york)]
    paths = os.pathsep.join((str(root / "src"), str(root)))
    with subprocess.Popen(
        helper, stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, "PYTHONPATH": paths}
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            done, _of, total_rows = line.split()
            if int(done) > 0.6 * int(total_rows):
                child.send_signal(signal.SIGKILL)
                break
    assert 0 < total(local_centre) < 4123
    assert take_back_unfinished(local_centre.store, local_centre.anna) == 1
    assert not any(total(local_centre, entity) for entity in (Case, Contact, CaseTopic, CaseDeadline, CaseEvent))
    assert take_back_unfinished(local_centre.store, local_centre.anna) == 0
    assert imported(local_centre, new_york).added == 4123


def fresh(status: str) -> str:
    """A list of one complaint that came in today."""
    return LIST.splitlines(keepends=True)[0] + f"20;{now():%d.%m.%Y} 00:00;E-mail;Skarga;;Rachunek;;;;{status};;;\n"


def test_an_import_that_clocks_have_spoken_of_is_taken_back_with_all_they_said(centre: Stage, tmp_path: Path) -> None:
    result = imported(centre, written(tmp_path, fresh("Nowa")))
    with centre.work(centre.marek, at=now() + timedelta(days=90)) as work:
        while fire_alarms(work):
            pass
    assert total(centre, AlarmFired)
    assert total(centre, Notice)
    with centre.work(centre.ewa) as work:
        undo_import(work, import_id=result.import_id)
    assert not any(total(centre, entity) for entity in (Case, CaseDeadline, AlarmFired, Notice))


def test_a_case_that_waits_is_taken_over_as_waiting_with_its_pause(centre: Stage, tmp_path: Path) -> None:
    result = imported(centre, written(tmp_path, fresh("Czeka na klienta")))
    with centre.read(centre.ewa, now()) as reading:
        (case,) = reading.db.execute(select(Case)).scalars()
        (pause,) = load_pauses(reading, case)
        (clock,) = all_clocks(reading, case)
        assert (case.status, pause.reason, pause.to_at) == (Status.WAITING_CUSTOMER, WaitingFor.CUSTOMER, None)
        assert clock.is_paused == course_of(reading, clock, [pause]).run(now()).is_paused is True
        assert (case.clock_paused, case.next_due_at) == (True, PAUSED)
    with centre.work(centre.ewa) as work:
        undo_import(work, import_id=result.import_id)
    assert not total(centre, CasePause)


@pytest.mark.parametrize(
    ("told", "status", "is_open"),
    [
        ("Wycofana", Status.WITHDRAWN, False),
        ("Przekazana właściwej firmie", Status.PASSED_ON, False),
        ("Odpowiedź przygotowana", Status.ANSWER_PREPARED, True),
        ("Obietnica otwarta", Status.IN_WORK, True),  # what was promised the file does not tell
    ],
)
def test_our_own_words_for_statuses_are_taken_over(
    local_centre: Stage, tmp_path: Path, told: str, status: Status, is_open: bool
) -> None:
    imported(local_centre, written(tmp_path, fresh(told)))
    with local_centre.read(local_centre.ewa) as reading:
        (case,) = reading.db.execute(select(Case)).scalars()
        reading.db.expunge(case)
    assert (case.status, case.is_open) == (status, OPEN if is_open else NOT_OPEN)
    assert case.outcome is {Status.WITHDRAWN: Outcome.WITHDRAWN, Status.PASSED_ON: Outcome.PASSED_ON}.get(status)
