"""The month sheet and the complaints register, on paper and in a workbook, read back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from csatdesk.domain.attendance import Attendance, QueueTicket
from csatdesk.domain.cases import CaseFilter, CaseKind
from csatdesk.domain.changes import Progress
from csatdesk.domain.contacts import Channel, NewCustomer, Segment
from csatdesk.domain.cuts import Cut
from csatdesk.domain.errors import Cancelled, NotAllowed
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.month_figures import month_asked
from csatdesk.domain.register import Entry, Fate, Run
from csatdesk.domain.topic_ranking import RankingAsked
from csatdesk.operations.cases.exports import export_case_file, export_case_list
from csatdesk.operations.cases.links import merge_cases
from csatdesk.operations.cases.trash import empty_trash, throw_away
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.import_runs import undo_import
from csatdesk.operations.reports.month_paper import draw_month, export_month
from csatdesk.operations.reports.register import export_register, load_register
from csatdesk.operations.topics.commands import rename_topic
from csatdesk.operations.topics.ranking_paper import export_ranking
from csatdesk.store.entities.cases import Case, CaseEvent
from csatdesk.store.entities.centres import NumberBlock
from csatdesk.store.entities.imports import Import
from tests.cast import NOW, Stage
from tests.reports.reading import pages, words

NOVEMBER = month_asked(NOW.date(), NOW.date())
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def busy(local_centre: Stage) -> Stage:
    """Cases by every channel, at many hours; a topic whose name looks like a formula."""
    with local_centre.work(local_centre.marek, NOW - timedelta(days=30)) as work:
        high = local_centre.topic_ids["bill_too_high"]
        rename_topic(work, topic_id=high, names=LocalText({"en": "=1+1", "pl": "=1+1"}))
    for place, channel in enumerate(Channel):
        for again in range(2):
            at = NOW - timedelta(days=place, hours=again)
            kind = CaseKind.COMPLAINT if again else CaseKind.INQUIRY
            ticket = QueueTicket("A1", at - timedelta(minutes=9 + place), at - timedelta(minutes=5))
            attendance = Attendance(ticket=ticket)
            solved = place % 3 == 0
            local_centre.register(at=at, channel=channel, kind=kind, solved_now=solved, attendance=attendance)
    return local_centre


def test_the_month_stands_on_one_page_however_full(busy: Stage, tmp_path: Path) -> None:
    path = tmp_path / "month.pdf"
    export_month(busy.store, busy.marek, asked=NOVEMBER, path=path, at=NOW)
    (page,) = pages(path.read_bytes())
    assert "0 open at the start + 28 came in + 0 reopened − 10 closed − 0 thrown away or merged" in page
    assert "= 18 open at the end" in page
    for told in (
        "Month sheet: November 2026",
        "Solved at once 36% 10 of 28 that came in",
        "Sala główna",
        "Household",
        "Wait for the desk",
        "of 28 visits",
    ):
        assert told in page
    assert len(draw_month(busy.store, busy.marek, asked=NOVEMBER, scale=0.2, at=NOW)) == 1


def test_the_workbook_holds_numbers_and_no_formula(busy: Stage, tmp_path: Path) -> None:
    path = tmp_path / "month.xlsx"
    export_month(busy.store, busy.marek, asked=NOVEMBER, path=path, at=NOW)
    book = load_workbook(path)
    assert len(book.sheetnames) == 8
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1" in [cell.value for cell in cells]
    figures = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert (figures["Came in"], figures["Closed"]) == (28, 10)
    assert figures["Time at the desk"] == pytest.approx(5 / 60, abs=0.0001)
    assert figures["Solved at once"] == pytest.approx(10 / 28, abs=0.001)
    balance = next(book["Balance"].iter_rows(min_row=2, values_only=True))
    assert balance[:7] == (0, 28, 0, 10, 0, 0, 18)


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
@pytest.mark.parametrize("what", ["month", "ranking", "register", "file", "list"])
def test_whenever_cancel_is_pressed_no_file_stays(local_centre: Stage, tmp_path: Path, what: str, suffix: str) -> None:
    centre, path, said = local_centre, tmp_path / f"paper{suffix}", 0
    case_id = centre.register().case_id
    ranked = RankingAsked(NOVEMBER.days, NOVEMBER.before)
    exports: dict[str, Callable[..., object]] = {
        "month": partial(export_month, asked=NOVEMBER),
        "ranking": partial(export_ranking, asked=ranked),
        "register": partial(export_register, first=FIRST, last=LAST),
        "file": partial(export_case_file, case_id=case_id),
        "list": partial(export_case_list, filter=CaseFilter()),
    }
    export = exports[what]

    def count(_done: int, _total: int) -> None:
        nonlocal said
        said += 1

    export(centre.store, centre.marek, path=path, at=NOW, progress=count)
    path.unlink()

    def cancel_at(last: int) -> Progress:
        words_left = iter(range(last))

        def told(_done: int, _total: int) -> None:
            if next(words_left, None) is None:
                raise Cancelled()

        return told

    for last in range(said):
        with pytest.raises(Cancelled):
            export(centre.store, centre.marek, path=path, at=NOW, progress=cancel_at(last))
        assert not list(tmp_path.glob("*paper*")), f"after word {last + 1} of {said}"


def test_the_register_leaves_no_number_out_and_says_what_became_of_each(centre: Stage) -> None:
    first, thrown, part, other = (centre.register(f"case {place}") for place in range(4))
    inquiry = [centre.register("pytanie", kind=CaseKind.INQUIRY).number for _one in range(3)]
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=thrown.case_id, reason="Wpisane dwa razy")
        merge_cases(work, case_id=part.case_id, into_id=other.case_id)
    with centre.work(centre.ewa, NOW + timedelta(days=40)) as work:
        empty_trash(work)
    taken_back = _import_taken_back(centre)
    with centre.read(centre.marek, NOW + timedelta(days=41)) as reading:
        (block,) = load_register(reading, first=FIRST, last=LAST)
        counter = reading.db.execute(select(NumberBlock)).scalar_one()
        assert block.count == counter.last == 8
    told = [(line.fate, line.reason, line.into) if isinstance(line, Entry) else line.count for line in block.lines]
    assert told == [
        (Fate.KEPT, "", ""),
        (Fate.THROWN, "Wpisane dwa razy", ""),
        (Fate.MERGED, "", other.number),
        (Fate.KEPT, "", ""),
        3,
        (Fate.TAKEN_BACK, "", ""),
    ]
    begin, run, void = block.lines[0], block.lines[4], block.lines[5]
    assert isinstance(begin, Entry)
    assert isinstance(run, Run)
    assert isinstance(void, Entry)
    assert str(begin.number) == first.number
    assert (str(run.first), str(run.last)) == (inquiry[0], inquiry[-1])
    assert str(void.number) == taken_back


def _import_taken_back(stage: Stage) -> str:
    """A case that came with an import, which is undone: the number it had."""
    made = stage.register("z pliku")
    with stage.work(stage.ewa) as work:
        run = Import(centre_id=1, what="cases", source="x", file_name="x.csv", mapping={}, state="done")
        run.by_id, run.desk_id, run.started_at = work.actor.id, work.actor.desk_id, NOW
        work.db.add(run)
        work.db.flush()
        case = work.db.get_one(Case, made.case_id)
        case.import_id = run.id
        import_id = run.id
    with stage.work(stage.ewa) as work:
        work.db.execute(update(CaseEvent).where(CaseEvent.case_id == made.case_id).values(by_id=None))
        undo_import(work, import_id=import_id)
    return made.number


def test_days_of_registering_narrow_the_register_also_beyond_five_digits(centre: Stage) -> None:
    with centre.work() as work:
        work.db.add(NumberBlock(block=1, year=26, last=99_997))
    for day in (2, 3, 3, 4):
        centre.register(at=datetime(2026, 11, day, 9, tzinfo=UTC))
    centre.register(at=datetime(2026, 11, 3, 23, 30, tzinfo=UTC))  # Wednesday in Warsaw, though registered last
    with centre.read(centre.marek) as reading:
        (found,) = load_register(reading, first=date(2026, 11, 3), last=date(2026, 11, 3))
    assert [line.number.running for line in found.lines if isinstance(line, Entry)] == [99_999, 100_000]


def test_the_register_goes_on_paper_and_into_a_workbook(busy: Stage, tmp_path: Path) -> None:
    paper, book = tmp_path / "register.pdf", tmp_path / "register.xlsx"
    for path in (paper, book):
        assert export_register(busy.store, busy.marek, path=path, at=NOW, first=FIRST, last=LAST) == 28
    told = words(paper.read_bytes())
    assert "28 numbers, none left out" in told
    assert "14 complaints and claims" in told
    assert "1 other contact, no complaint" in told
    rows = list(load_workbook(book).active.iter_rows(min_row=2, values_only=True))  # type: ignore[union-attr]  # a sheet
    assert len(rows) == 28
    assert all(cell is None or not str(cell).startswith("#") for row in rows for cell in row)


def test_an_extract_of_the_register_holds_the_complaints_of_its_segment_and_says_so(
    centre: Stage, tmp_path: Path
) -> None:
    with centre.work() as work:
        vip_id = register_customer(work, new=NewCustomer("Hotel", segment=Segment.VIP, activity="Hotel"))
    wanted = centre.register(customer_id=vip_id).number
    centre.register(customer_id=vip_id, kind=CaseKind.INQUIRY)
    centre.register()
    for cut, told in ((Cut(segments=(Segment.VIP,)), "VIP"), (Cut(activities=("hotel",)), "hotel")):
        with centre.read(centre.marek) as reading:
            (block,) = load_register(reading, first=FIRST, last=LAST, cut=cut)
        assert [str(line.number) for line in block.lines if isinstance(line, Entry)] == [wanted]
        assert (len(block.lines), block.count) == (1, 1)
        path = tmp_path / "register.pdf"
        assert export_register(centre.store, centre.marek, path=path, at=NOW, first=FIRST, last=LAST, cut=cut) == 1
        paper = words(path.read_bytes())
        assert f"Extract, not the whole register: {told}" in paper
        assert "none left out" not in paper


def test_a_cancelled_register_leaves_no_file(busy: Stage, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled()

    path = tmp_path / "register.pdf"
    with pytest.raises(Cancelled):
        export_register(busy.store, busy.marek, path=path, at=NOW, progress=cancel, first=FIRST, last=LAST)
    assert not list(tmp_path.glob("*.pdf"))


def test_who_may_not_export_is_refused(local_centre: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        export_register(local_centre.store, local_centre.anna, path=tmp_path / "x.pdf", first=FIRST, last=LAST)
