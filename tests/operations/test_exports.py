"""Receipt, case file and list on paper and in spreadsheets, from cases as they were registered."""

from pathlib import Path

import pytest

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.case_rows import (
    Event,
    HistoryLine,
)
from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    Closing,
    Outcome,
    ReplyBy,
    Sort,
)
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.errors import Cancelled, NotAllowed, NotFound
from csatdesk.domain.exported import Exported
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.attachments import attach, remove_attachment
from csatdesk.operations.cases.commands import (
    add_note,
    hand_over_cases,
    take_case,
)
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.exports import (
    draw_receipt,
    export_case_file,
    export_case_list,
    export_receipt,
    page_images,
)
from csatdesk.operations.cases.history_words import history_words
from csatdesk.operations.cases.links import merge_cases
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.topics import load_topic_tree
from csatdesk.sheets import tables
from csatdesk.store.entities.cases import Case
from csatdesk.wording.texts import speaking
from tests.cast import NOW, Stage
from tests.reports.reading import words

STORY = "Rachunek za październik 412,60 zł jest dwa razy wyższy niż zwykle."


def words_of(path: Path) -> str:
    return words(path.read_bytes())


def test_a_receipt_speaks_the_customers_language(centre: Stage, tmp_path: Path) -> None:
    registered = centre.register(STORY, remedy="Korekta rachunku")
    path = export_receipt(centre.store, centre.anna, case_id=registered.case_id, path=tmp_path / "r.pdf", at=NOW)
    said = words_of(path)
    for told in (
        registered.number,
        STORY,
        "Korekta rachunku",
        "do czwartku 10 grudnia",
        "pon.–pt. 08:00–16:00",
        "ul. Prosta 1",
    ):
        assert told in said


@pytest.mark.parametrize("size", ["A4", "A5", "80mm"])
def test_a_receipt_is_drawn_for_the_printer_in_every_size(local_centre: Stage, size: str) -> None:
    registered = local_centre.register(STORY)
    (page,) = draw_receipt(
        local_centre.store, local_centre.anna, case_id=registered.case_id, size=size, scale=1, at=NOW
    )
    assert page.startswith(b"\x89PNG")


def test_the_receipt_of_a_matter_settled_at_once_promises_nothing(centre: Stage, tmp_path: Path) -> None:
    registered = centre.register("Where to pay?", kind=CaseKind.INQUIRY, solved_now=True, language="en")
    path = export_receipt(centre.store, centre.anna, case_id=registered.case_id, path=tmp_path / "r.pdf", at=NOW)
    assert "This matter is closed: answered." in words_of(path)


def test_a_case_file_tells_the_whole_case(centre: Stage, tmp_path: Path) -> None:
    registered = centre.register(STORY)
    case_id = registered.case_id
    with centre.work() as work:
        take_case(work, case_id=case_id)
        add_note(work, case_id=case_id, text="Brak protokołu demontażu.")
        hand_over_cases(work, case_ids=[case_id], to_staff_id=centre.marek.id)
    with centre.work() as work:
        answer_case(work, case_id=case_id, text="Korygujemy rachunek.", sent_at=NOW, reply_by=ReplyBy.EMAIL)
    with centre.read() as reading:
        version = load_case(reading, case_id=case_id).version
    with centre.work() as work:
        closing = Closing(Outcome.JUSTIFIED, root_cause="Old meter billed", answer_sent_at=NOW)
        close_case(work, case_id=case_id, closing=closing, version=version)
    path = export_case_file(centre.store, centre.liis, case_id=case_id, path=tmp_path / "f.pdf", at=NOW)
    said = words_of(path)
    for told in (
        f"Case file {registered.number}",
        "Agnieszka Zielińska",
        STORY,
        "Brak protokołu demontażu.",
        "Handed over to Marek Lis",
        "Korygujemy rachunek.",
        "Closed: justified",
        "Old meter billed",
        "met",
    ):
        assert told in said


def test_a_case_file_lists_its_files_and_those_of_its_parts_but_none_that_was_removed(
    centre: Stage, tmp_path: Path
) -> None:
    case_id, part_id, other_id = (centre.register(STORY).case_id for _number in range(3))
    for one, name in ((case_id, "protokół.pdf"), (part_id, "zdjęcie.jpg"), (other_id, "cudzy.pdf")):
        with centre.work() as work:
            attach(work, case_id=one, files=[NewAttachment(name, b"x" * 2_000)])
    with centre.work() as work:
        gone = attach(work, case_id=case_id, files=[NewAttachment("pomyłka.txt", b"x")]).result[0]
        remove_attachment(work, attachment_id=gone)
    with centre.work(centre.marek) as work:
        merge_cases(work, case_id=part_id, into_id=case_id)
    with centre.read() as reading:
        number = reading.db.get_one(Case, part_id).number
    path = export_case_file(centre.store, centre.liis, case_id=case_id, path=tmp_path / "f.pdf", at=NOW)
    said = words_of(path).partition("Files")[2].partition("History")[0]
    assert "protokół.pdf 19 Nov 2026 11:42 2.0 kB, Anna Nowak" in said
    assert f"zdjęcie.jpg 19 Nov 2026 11:42 2.0 kB, Anna Nowak, from case {number}" in said
    assert "cudzy" not in said
    assert "pomyłka" not in said


def test_a_case_nobody_may_see_prints_no_file(centre: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        export_case_file(centre.store, centre.anna, case_id=999, path=tmp_path / "f.pdf", at=NOW)
    assert not list(tmp_path.glob("*.pdf"))


def test_a_list_on_paper_says_what_is_seen(centre: Stage, tmp_path: Path) -> None:
    centre.register(STORY)
    centre.register("Kiedy otwarte?", kind=CaseKind.INQUIRY, known=Known.ANONYMOUS)
    path = tmp_path / "list.pdf"
    wanted = CaseFilter(is_open=True, kinds=(CaseKind.COMPLAINT, CaseKind.CLAIM), channels=(Channel.HALL,))
    count = export_case_list(centre.store, centre.marek, filter=wanted, path=path, at=NOW)
    said = words_of(path)
    assert count == Exported(1)
    for told in ("State: open; Kind: complaint, claim; Channel: hall", "1 case", "on time", "Thu 10 Dec", "Later"):
        assert told in said
    assert "Anonymous" not in said


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_in_a_spreadsheet_holds_whole_texts(centre: Stage, tmp_path: Path, ending: str) -> None:
    long = STORY + " Proszę o telefon po 16." * 20
    registered = centre.register(long)
    path = tmp_path / f"list.{ending}"
    columns = ("due", "matter", "customer", "owner", "kind")
    written = export_case_list(centre.store, centre.marek, filter=CaseFilter(), columns=columns, path=path, at=NOW)
    assert written == Exported(1)
    table = tables.sniff(path)
    (row,) = tables.read(path, table)
    told = dict(zip(table.headers, row.cells, strict=False))
    assert told["What happened"] == long
    assert told["Number"] == registered.number
    assert str(told["Deadline"]).startswith("2026-12-10")
    assert told["Kind"] == "Complaint"
    assert "Channel" not in told


def test_a_list_of_many_pages_holds_every_case_once(local_centre: Stage, tmp_path: Path) -> None:
    for number in range(450):
        local_centre.register(f"Sprawa {number}")
    path = tmp_path / "list.csv"
    columns = ("number", "text")
    count = export_case_list(
        local_centre.store,
        local_centre.marek,
        filter=CaseFilter(),
        sort=Sort.RECEIVED,
        columns=columns,
        path=path,
        at=NOW,
    )
    rows = list(tables.read(path, tables.sniff(path)))
    assert count.count == len(rows) == len({row.cells for row in rows}) == 450


def test_a_clerk_may_not_take_lists_along(centre: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        export_case_list(centre.store, centre.anna, filter=CaseFilter(), path=tmp_path / "list.csv", at=NOW)


def test_cancel_leaves_no_list(local_centre: Stage, tmp_path: Path) -> None:
    local_centre.register(STORY)

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    for ending in ("pdf", "csv", "xlsx"):
        with pytest.raises(Cancelled):
            export_case_list(
                local_centre.store,
                local_centre.marek,
                filter=CaseFilter(),
                path=tmp_path / f"list.{ending}",
                at=NOW,
                progress=cancel,
            )
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_a_finished_paper_is_shown_page_by_page(local_centre: Stage, tmp_path: Path) -> None:
    registered = local_centre.register("Rachunek.\n" * 300)
    path = export_case_file(
        local_centre.store, local_centre.anna, case_id=registered.case_id, path=tmp_path / "f.pdf", at=NOW
    )
    assert len(list(page_images(path, 1))) > 1


def test_history_names_channels_and_topics(local_centre: Stage) -> None:
    line = HistoryLine(1, NOW, Event.RECEIVED, None, "", "", {"channel": "phone"})
    with local_centre.read() as reading:
        topics = load_topic_tree(reading)
    assert history_words(line, topics) == "Received: phone"
    topic = HistoryLine(2, NOW, Event.CLASSIFIED, None, "", "", {"topic": str(local_centre.topic_ids["bill_too_high"])})
    with speaking("pl"):
        assert history_words(topic, topics).endswith("Rachunki i płatności › Rachunek zawyżony lub błędny")
