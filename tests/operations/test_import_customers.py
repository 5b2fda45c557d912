"""Customers of other programs: the real lists, twice, with broken rows."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from csatdesk.domain.contacts import Channel, CustomerFilter, CustomerKind, NewCustomer
from csatdesk.domain.customers import NewConsent, TraceKind, marks_of
from csatdesk.operations.cases.screens import load_customer_page
from csatdesk.operations.contacts.commands import change_customer
from csatdesk.operations.contacts.consents import add_consent, list_consents
from csatdesk.operations.contacts.import_marks import mark_source
from csatdesk.operations.contacts.imports import import_customers, look_at_file, preview, undo_import, usual_choices
from csatdesk.operations.contacts.merging import merge_customers
from csatdesk.operations.contacts.pairs import list_pairs, load_pair
from csatdesk.operations.contacts.queries import list_customers, suggest_customers
from csatdesk.operations.cuts import list_activities
from csatdesk.operations.import_runs import ImportResult, RowsRefused
from csatdesk.sheets.customer_marks import READ_MARKS, marks_from_plain, values_of
from csatdesk.sheets.customers_in import in_order, prepare_customers
from csatdesk.store.entities.contacts import Customer
from csatdesk.system.child import run_reader
from tests.cast import AGNIESZKA, NOW, Stage


def imported(centre: Stage, path: Path, **changes: object) -> ImportResult:
    look = look_at_file(path, what="customers")
    values: dict[str, object] = {"path": path, "mapping": look.mapping, "choices": usual_choices(look)}
    return import_customers(centre.store, centre.ewa, **(values | changes))  # type: ignore[arg-type]  # given by name


def total(centre: Stage) -> int:
    with centre.read() as reading:
        return reading.db.execute(select(func.count(Customer.id))).scalar_one()


def test_both_lists_of_one_program_bring_each_customer_once(centre: Stage, shared_data: Path) -> None:
    before = total(centre)
    folder = shared_data / "contacts"
    first = imported(centre, folder / "chinook_customers.csv", bad_rows="set_aside")
    second = imported(centre, folder / "chinook_customers_cp1250_semicolon.csv", bad_rows="set_aside")
    assert first.added + first.refused == 59
    assert first.added >= 58
    assert second.added <= first.refused
    assert total(centre) == before + first.added + second.added
    with centre.read() as reading:
        (found,) = suggest_customers(reading, typed="kohler")
        (firm,) = suggest_customers(reading, typed="embraer")
        page = load_customer_page(reading, customer_id=firm.id)
    assert (found.name, found.kind) == ("Leonie Köhler", CustomerKind.PERSON)
    assert page.card.row.kind is CustomerKind.ORGANISATION
    assert [one.name for one in page.representatives] == ["Luís Gonçalves"]


def test_the_semicolon_list_is_read_in_its_own_letters(local_centre: Stage, shared_data: Path) -> None:
    path = shared_data / "contacts" / "chinook_customers_cp1250_semicolon.csv"
    look = look_at_file(path, what="customers")
    seen = preview(look, mapping=look.mapping, choices=usual_choices(look))
    assert look.format.encoding == "cp1250"
    assert seen.good_count + seen.bad_count == 51
    assert any(customer.name == "Leonie Köhler" for customer in seen.good)


def test_a_row_without_a_name_refuses_the_list(centre: Stage, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Phone,E-mail\nJaan Tamm,+372 5123 4567,\n,+372 5000 0000,x@example.ee\n", "utf-8")
    with pytest.raises(RowsRefused) as refused:
        imported(centre, path)
    assert refused.value.problems[0].row == 3
    result = imported(centre, path, bad_rows="set_aside", bad_rows_path=tmp_path / "bad.csv")
    assert (result.added, result.refused) == (1, 1)
    assert (tmp_path / "bad.csv").exists()
    with centre.work(centre.ewa) as work:
        undo_import(work, import_id=result.import_id)
    with centre.read() as reading:
        assert not suggest_customers(reading, typed="tamm")


def test_somebody_the_centre_knows_is_not_added_again(centre: Stage, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Phone\nAgnieszka Zielińska,601-224-318\nTomasz Zieliński,+48601224318\n", "utf-8")
    result = imported(centre, path)
    assert (result.added, result.already_there) == (1, 1)  # husband and wife share a phone


def test_somebody_who_stands_in_the_file_twice_is_added_once_wherever_the_rows_stand(
    centre: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    rows = ["1,Żaneta Wilk,+48601224999,old", "2,Adam Wilk,+48601224999,x", "3,ŻANETA WILK,601 224 999,new"]
    path.write_text("Number,Name,Phone,Address\n" + "\n".join(rows), "utf-8")
    result = imported(centre, path)
    assert (result.added, result.already_there) == (2, 1)
    with centre.read() as reading:
        addresses = reading.db.execute(select(Customer.address).where(Customer.name == "Żaneta Wilk")).scalars().all()
        assert list(addresses) == ["old"]


def test_what_a_second_process_works_out_is_what_is_worked_out_here(local_centre: Stage, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = ["Zofia Żak,601 224 318,", ",,", "Anna Wilk,12,", "Jan Kos,+48 601 224 319,jan.kos@firma.example", "Bo Ek,,"]
    path.write_text("Name,Phone,E-mail\n" + "\n".join(rows), "utf-8")
    look = look_at_file(path, what="customers")
    good = in_order(prepare_customers(look.rows, look.mapping).good)
    assert [one.name for one in good] == ["Bo Ek", "Jan Kos", "Zofia Żak"]
    asked = {"table": asdict(look.table_choices), "headers": look.headers, "columns": look.mapping.columns}
    told: Any = next(run_reader(READ_MARKS, path, asked))["marks"]
    assert [marks_from_plain(one) for one in told] == [marks_of(values_of(one)) for one in good]
    with mark_source(path, look.table_choices, look.mapping, long=1) as source:
        assert [source.marks(one) for one in good] == [marks_of(values_of(one)) for one in good]
    other = replace(good[1], phone="+48 601 224 320")  # the file says something else by now
    for path_of_rows in (path, tmp_path / "damaged.xlsx", tmp_path / "gone.csv"):
        (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04 and no more")
        with mark_source(path_of_rows, look.table_choices, look.mapping, long=1) as source:
            assert source.marks(other) == marks_of(values_of(other))
            assert source.marks(good[2]) == marks_of(values_of(good[2]))


def test_the_line_of_business_and_several_phones_come_along_and_doubles_are_proposed(
    centre: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    rows = 'Firma,Telefon,Branża,Osoba\nPiekarnia Bąk sp. z o.o.,"58 300 20 20, 601-224-318",Piekarnia,Ewa Bąk\n'
    path.write_text(rows, "utf-8")
    look = look_at_file(path, what="customers")
    columns = {"company": 0, "phone": 1, "activity": 2, "name": 3}
    assert look.mapping.columns["activity"] == 2
    result = imported(centre, path, mapping=look.mapped(columns))
    with centre.read() as reading:
        (row,) = list_customers(reading, shown=CustomerFilter(activity="piekarnia")).rows
        page = load_customer_page(reading, customer_id=row.id)
        assert list_activities(reading) == ("Piekarnia",)
        assert [pair.kind for pair in list_pairs(reading)] == [TraceKind.PHONE]
    assert page.card.phones == ("+48 58 300 20 20", "+48 601 224 318")
    assert [one.name for one in page.representatives] == ["Ewa Bąk"]
    with centre.work(centre.ewa) as work:
        undo_import(work, import_id=result.import_id)
    with centre.read() as reading:
        assert list_pairs(reading) == ()


def test_taking_an_import_back_keeps_who_became_one_with_another(centre: Stage, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Phone\nAga Zielińska,601-224-318\nJan Kos,602 111 222\n", "utf-8")
    result = imported(centre, path)
    with centre.read() as reading:
        card = load_pair(reading, pair_id=list_pairs(reading)[0].id)
    with centre.work() as work:
        versions = (card.first.version, card.second.version)
        merged = merge_customers(
            work, winner_id=card.first.id, loser_id=card.second.id, versions=versions, new=card.first.values
        )
    with centre.work(centre.ewa) as work:
        undo_import(work, import_id=result.import_id)
    with centre.work() as work:
        merged.undo(work)
    with centre.read() as reading:
        assert {row.name for row in list_customers(reading).rows} == {AGNIESZKA.name, "Aga Zielińska"}


def test_taking_an_import_back_keeps_who_was_changed_or_agreed_to_something_since(
    centre: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Phone\nJan Kos,602 111 222\nEwa Bąk,602 111 333\nOla Lis,602 111 444\n", "utf-8")
    result = imported(centre, path)
    with centre.work() as work:
        changed, agreed, _left = (suggest_customers(work, typed=name)[0] for name in ("Jan Kos", "Ewa Bąk", "Ola Lis"))
        change_customer(work, customer_id=changed.id, new=NewCustomer("Jan Kos", note="dzwonić po 16"), version=1)
        add_consent(work, customer_id=agreed.id, new=NewConsent("Zgoda", NOW.date(), Channel.HALL))
    with centre.work(centre.ewa) as work:
        undo_import(work, import_id=result.import_id)
    with centre.read() as reading:
        assert {row.name for row in list_customers(reading).rows} == {AGNIESZKA.name, "Jan Kos", "Ewa Bąk"}
        assert len(list_consents(reading, customer_id=agreed.id)) == 1


@pytest.mark.parametrize(
    ("field", "most"),
    [("Number", 59), ("Name", 300), ("Phone", 200), ("Account", 100), ("Address", 400), ("E-mail", 400)],
)
def test_a_cell_longer_than_what_is_kept_is_refused_with_its_place(
    local_centre: Stage, tmp_path: Path, field: str, most: int
) -> None:
    path = tmp_path / "list.csv"
    values = {"Name": "Jan Kos", "Phone": "602 111 222", field: "1" * (most + 1)}
    if field == "E-mail":
        values[field] = "a" * most + "@example.com"
    path.write_text(",".join(values) + "\n" + ",".join(values.values()) + "\n", "utf-8")
    with pytest.raises(RowsRefused) as refused:
        imported(local_centre, path)
    (problem,) = refused.value.problems
    assert (problem.header, problem.values["most"]) == (field, most)
