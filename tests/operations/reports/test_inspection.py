"""The inspection folder: contents with pages, proof of dates, other people covered, cancelled without a trace."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from csatdesk.domain.cases import CaseFilter, ReplyBy
from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.errors import Cancelled, NotAllowed
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.commands import add_note
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.reports import inspection
from csatdesk.operations.reports.inspection import NoCases, TooManyCases, export_inspection
from tests.cast import NOW, Stage
from tests.reports.reading import outline, pages, words

SAID = "Agnieszka Zielińska mówi, że sąsiad Paweł Górski (tel. 602 330 441, konto 7711 2233) ma tak samo."


@pytest.fixture
def cases(centre: Stage) -> list[int]:
    """One answered with a note that names a neighbour who is a customer, too; one more."""
    with centre.work() as work:
        neighbour = NewCustomer(name="Paweł Górski", phone="+48 602 330 441", account="7711 2233")
        register_customer(work, new=neighbour)
    first = centre.register(SAID).case_id
    with centre.work(at=NOW + timedelta(hours=1)) as work:
        add_note(work, case_id=first, text="Górski Paweł potwierdza przez telefon 602330441.")
        answer_case(work, case_id=first, text="Tak.", sent_at=NOW + timedelta(hours=1), reply_by=ReplyBy.PHONE)
    return [first, centre.register("Inna sprawa").case_id]


def test_each_case_stands_on_the_page_that_the_contents_say(centre: Stage, cases: list[int], tmp_path: Path) -> None:
    path = tmp_path / "folder.pdf"
    assert export_inspection(centre.store, centre.marek, case_ids=cases, path=path, at=NOW + timedelta(days=1)) == 2
    told, content = pages(path.read_bytes()), words(path.read_bytes())
    numbers = re.findall(r"26-01-\d{5}-\d", told[0])
    for number in numbers:
        page = int(re.search(rf"{number} .*?(\d+)(?= 26-|$| As of)", told[0]).group(1))  # type: ignore[union-attr]
        assert f"Dates and sending of case {number}" in told[page - 1]
    assert f"Page 1 of {len(told)}" in told[0]
    assert set(numbers) <= set(outline(path.read_bytes()))
    assert "Answer sent" in content
    assert len(re.findall(r"\d+ of desk 1, seal [0-9a-f]{12}", content)) >= 3


def test_other_people_are_covered_and_the_customer_is_not(centre: Stage, cases: list[int], tmp_path: Path) -> None:
    path = tmp_path / "folder.pdf"
    export_inspection(centre.store, centre.marek, case_ids=cases, path=path, at=NOW + timedelta(days=1))
    content = words(path.read_bytes())
    for secret in ("Paweł", "Górski", "602 330 441", "602330441", "7711"):
        assert secret not in content
    for own in ("Agnieszka Zielińska mówi, że sąsiad ××××××", "+48 601 224 318", "Anna Nowak"):
        assert own in content


def test_members_of_staff_can_be_told_by_numbers(centre: Stage, cases: list[int], tmp_path: Path) -> None:
    path = tmp_path / "folder.pdf"
    export_inspection(centre.store, centre.marek, case_ids=cases, path=path, hide_staff=True, at=NOW)
    content = words(path.read_bytes())
    assert "Anna Nowak" not in content
    assert "member of staff 2" in content


def test_one_among_many_whose_names_begin_alike_is_covered(centre: Stage, tmp_path: Path) -> None:
    with centre.work() as work:
        for place in range(60):
            register_customer(work, new=NewCustomer(name=f"Pawełek Górskiewicz {place}"))
        register_customer(work, new=NewCustomer(name="Paweł Górski"))
    case_id = centre.register(SAID).case_id
    path = tmp_path / "folder.pdf"
    export_inspection(centre.store, centre.marek, case_ids=[case_id], path=path, at=NOW)
    assert "sąsiad ×××××× (tel." in words(path.read_bytes())


def test_only_whole_names_of_staff_become_numbers_also_on_the_cover(local_centre: Stage, tmp_path: Path) -> None:
    centre, path = local_centre, tmp_path / "folder.pdf"
    centre.register("Anna Nowakowska dzwoniła.", actor=centre.marek)
    wanted = CaseFilter(text="dzwoniła", owner_ids=(centre.anna.id,), without_owner=True)
    export_inspection(centre.store, centre.marek, filter=wanted, path=path, hide_staff=True, at=NOW)
    content = words(path.read_bytes())
    assert "Anna Nowakowska dzwoniła." in content
    assert "Anna Nowak" not in content.replace("Anna Nowakowska", "")
    assert "Marek Lis" not in content


def test_a_filter_chooses_the_cases_and_stands_on_the_cover(centre: Stage, cases: list[int], tmp_path: Path) -> None:
    path, wanted = tmp_path / "folder.pdf", CaseFilter(text="Inna")
    assert export_inspection(centre.store, centre.marek, filter=wanted, path=path, at=NOW) == 1
    assert "Search: “Inna”" in pages(path.read_bytes())[0]
    with pytest.raises(NoCases):
        export_inspection(centre.store, centre.marek, filter=CaseFilter(text="nichts"), path=path, at=NOW)


def test_too_many_cancelled_or_forbidden_leaves_no_file(
    local_centre: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ids = tmp_path / "folder.pdf", [local_centre.register(f"case {place}").case_id for place in range(3)]
    monkeypatch.setattr(inspection, "CASES_MOST", 2)
    with pytest.raises(TooManyCases):
        export_inspection(local_centre.store, local_centre.marek, case_ids=ids, path=path, at=NOW)

    def cancel(done: int, total: int) -> None:
        if done * 2 >= total:
            raise Cancelled()

    with pytest.raises(Cancelled):
        export_inspection(local_centre.store, local_centre.marek, case_ids=ids[:2], path=path, at=NOW, progress=cancel)
    with pytest.raises(NotAllowed):
        export_inspection(local_centre.store, local_centre.anna, case_ids=ids[:2], path=path, at=NOW)
    assert not list(tmp_path.glob("*.pdf"))
