"""Past evaluations from files: whole or not at all, compared by place, apart from what has items."""

from decimal import Decimal
from pathlib import Path

import pytest

from csatdesk.domain.errors import NotAllowed, Refusal
from csatdesk.domain.past_evaluations import PastPlaceRow, TotalScale
from csatdesk.domain.scoring import Verdict
from csatdesk.operations.evaluations.past_imports import PastImportChoices, import_past, preview, usual_choices
from csatdesk.operations.evaluations.past_queries import (
    count_past_places,
    list_past_evaluations,
    list_past_places,
    list_past_programmes,
    past_trend,
)
from csatdesk.operations.evaluations.queries import count_evaluations
from csatdesk.operations.import_files import look_at_file
from csatdesk.operations.import_runs import ImportResult, RowsRefused, list_imports, undo_import
from csatdesk.sheets.cells import sentence
from csatdesk.store.entities.centres import Office
from tests.cast import NOW, Stage

OLD_LIST = (
    "Placówka;Miejscowość;Data kontroli;Wynik;Werdykt;Rodzaj;Uwagi;Kontroler\n"
    "Biuro Sopot;Sopot;12.03.2023;87,5;zaliczono;Kontrola;Kolejka bez opieki.;Inspektor 01\n"
    "Biuro Sopot;Sopot;13.03.2024;90;zaliczono;Kontrola;;Inspektor 02\n"
    "Biuro Sopot;Sopot;11.03.2025;95 %;zaliczono;Kontrola;Dobrze.;Inspektor 01\n"
    "Biuro Hel;Hel;01.02.2024;40;niezaliczony;Kontrola;Zamknięte.;Inspektor 02\n"
)


def written(folder: Path, text: str = OLD_LIST, name: str = "kontrole.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def imported(centre: Stage, path: Path, **changes: object) -> ImportResult:
    look = look_at_file(path, what="past")
    values: dict[str, object] = {
        "path": path,
        "mapping": look.mapping,
        "choices": usual_choices(look, source=path.stem),
    }
    return import_past(centre.store, centre.ewa, **(values | changes))  # type: ignore[arg-type]  # given by name


def places(centre: Stage) -> dict[str, PastPlaceRow]:
    with centre.read(centre.ewa) as reading:
        (programme,) = list_past_programmes(reading)
        return {one.name: one for one in list_past_places(reading, programme_id=programme.id).rows}


def test_an_old_list_brings_places_compared_with_mean_and_interval(centre: Stage, tmp_path: Path) -> None:
    result = imported(centre, written(tmp_path))
    assert (result.added, result.refused) == (4, 0)
    found = places(centre)
    assert list(found) == ["Biuro Sopot", "Biuro Hel"], "what has too few evaluations stands last"
    sopot, hel = found["Biuro Sopot"].score, found["Biuro Hel"].score
    assert (sopot.n, round(sopot.mean, 2)) == (3, Decimal("90.83"))
    assert sopot.interval is not None
    assert [round(one, 2) for one in sopot.interval] == [Decimal("81.35"), Decimal("100.00")]
    assert (hel.n, hel.is_rankable, hel.interval) == (1, False, None)
    with centre.read(centre.ewa) as reading:
        rows = list_past_evaluations(reading, place_id=found["Biuro Sopot"].id).rows
        trend = past_trend(reading, place_id=found["Biuro Sopot"].id)
        assert count_evaluations(reading) == 0, "they are none of the evaluations with items"
    assert [str(one.total) for one in trend] == ["87.5", "90", "95"]
    assert [one.total for one in rows] == [Decimal(95), Decimal(90), Decimal("87.5")]
    assert (rows[-1].verdict, rows[-1].comment) == (Verdict.PASS, "Kolejka bez opieki.")
    assert rows[-1].reviewer == "Inspektor 01"


def test_the_same_file_again_adds_nothing_and_undo_takes_all_of_it_back(centre: Stage, tmp_path: Path) -> None:
    first = imported(centre, written(tmp_path))
    again = imported(centre, written(tmp_path))
    assert (again.added, again.already_there) == (0, 4)
    more = imported(centre, written(tmp_path, OLD_LIST + "Biuro Hel;Hel;02.02.2025;60;;;;\n"))
    assert (more.added, places(centre)["Biuro Hel"].score.n) == (1, 2)
    with centre.work(centre.ewa) as work:
        assert undo_import(work, import_id=more.import_id) == 1
    assert places(centre)["Biuro Hel"].score.mean == 40
    with centre.work(centre.ewa) as work:
        assert undo_import(work, import_id=first.import_id) == 4
    with centre.read(centre.ewa) as reading:
        assert list_past_programmes(reading) == ()
        assert {one.what for one in list_imports(reading)} == {"past"}


def test_every_bad_cell_is_named_and_nothing_comes_in(centre: Stage, tmp_path: Path) -> None:
    text = (
        "Place,Date,Score\nNorth,2024-05-01,88\n,2024-05-02,88\nSouth,31.02.2024,88\nSouth,2024-05-02,\n"
        "South,2024-05-02,many\nSouth,2024-05-02,105\nSouth,2031-05-02,80\n"
    )
    with pytest.raises(RowsRefused) as refused:
        imported(centre, written(tmp_path, text))
    told = [sentence(one) for one in refused.value.problems]
    assert told == [
        "Row 3, column A (Place): There is no place here. Every evaluation needs the place it is about.",
        "Row 4, column B (Date): “31.02.2024” is no date as this column writes them. "
        "Correct it, or choose another date format.",
        "Row 5, column C (Score): There is no total here. Fill it in, or leave this row out.",
        "Row 6, column C (Score): “many” is no number. Write the total as 87.5.",
        "Row 7, column C (Score): “105” does not lie between 0 and 100. Correct it, or choose another scale.",
        "Row 8, column B (Date): “2031-05-02” lies in the future. Correct the date, or choose another date format.",
    ]
    with centre.read(centre.ewa) as reading:
        assert list_past_programmes(reading) == ()


def test_a_scale_of_five_becomes_one_of_a_hundred(centre: Stage, tmp_path: Path) -> None:
    path = written(tmp_path, "Place,Date,Score\nNorth,2024-05-01,1\nNorth,2024-05-02,3\nNorth,2024-05-03,5\n")
    look = look_at_file(path, what="past")
    assert usual_choices(look).scale is TotalScale.FROM_1_TO_5
    imported(centre, path)
    with centre.read(centre.ewa) as reading:
        trend = past_trend(reading, place_id=places(centre)["North"].id)
    assert [one.total for one in trend] == [0, 50, 100]


def test_places_of_one_name_are_told_apart_by_number_or_town_and_a_standard_parts_them(
    centre: Stage, tmp_path: Path
) -> None:
    text = (
        "Name,City,Branch number,Date,Score,Standard\n"
        "Kiosk,CARY,017,2024-05-01,80,Hall\nKiosk,Cary,018,2024-05-01,90,Hall\nKIOSK,CARY,017,2024-05-02,70,Phone\n"
    )
    imported(centre, written(tmp_path, text))
    with centre.read(centre.ewa) as reading:
        hall, phone = list_past_programmes(reading)
        assert (hall.name, hall.place_count, phone.name, phone.place_count) == ("Hall", 2, "Phone", 1)
        assert count_past_places(reading, programme_id=hall.id, typed="kio car") == 2
        assert count_past_places(reading, programme_id=hall.id, typed="%") == 0


def test_a_clerk_sees_what_was_said_of_the_own_office_alone(centre: Stage, tmp_path: Path) -> None:
    with centre.read() as reading:
        own = reading.db.get_one(Office, centre.anna.office_id).name
    imported(centre, written(tmp_path, f"Place,Date,Score\n{own},2024-05-01,88\nElsewhere,2024-05-01,77\n"))
    assert len(places(centre)) == 2
    with centre.read(centre.anna) as reading:
        (programme,) = list_past_programmes(reading)
        (seen,) = list_past_places(reading, programme_id=programme.id).rows
        other = places(centre)["Elsewhere"].id
        assert (seen.name, seen.is_own_office) == (own, True)
        assert not list_past_evaluations(reading, place_id=other).rows
    with pytest.raises(NotAllowed):
        import_past(
            centre.store,
            centre.anna,
            path=tmp_path / "kontrole.csv",
            mapping=look_at_file(tmp_path / "kontrole.csv", what="past").mapping,
            choices=PastImportChoices(),
        )


def test_a_file_without_a_total_is_refused_at_that_field(centre: Stage, tmp_path: Path) -> None:
    look = look_at_file(written(tmp_path, "Place,Date\nNorth,2024-05-01\n"), what="past")
    with pytest.raises(Refusal) as refused:
        preview(look, mapping=look.mapping, choices=usual_choices(look), zone="Europe/Warsaw", at=NOW)
    assert refused.value.field == "total"


def test_a_row_without_the_name_is_of_the_place_with_its_number(centre: Stage, tmp_path: Path) -> None:
    text = "Name,Branch number,Date,Score\nNA,017,2024-05-01,80\nKiosk,017,2024-05-02,90\n,018,2024-05-02,70\n"
    imported(centre, written(tmp_path, text))
    assert {name: one.score.n for name, one in places(centre).items()} == {"Kiosk": 2, "018": 1}


def test_real_inspections_come_in_once_and_their_places_by_pages(centre: Stage, shared_data: Path) -> None:
    path = shared_data / "inspections_wake" / "wake_inspections_part_a.csv"
    if not path.exists():
        pytest.skip("the real inspections are not here")
    look = look_at_file(path, what="past")
    names = {key: look.mapping.header(key) for key in ("place", "happened_on", "total", "comment", "kind", "reviewer")}
    assert names == {
        "place": "NAME",
        "happened_on": "DATE_",
        "total": "SCORE",
        "comment": "DESCRIPTION",
        "kind": "TYPE",
        "reviewer": "INSPECTOR",
    }
    result = imported(centre, path)
    assert (result.added, result.refused) == (1946, 0)
    again = imported(centre, path)
    assert (again.added, again.already_there) == (0, 1946)
    with centre.read(centre.ewa) as reading:
        (programme,) = list_past_programmes(reading)
        first = list_past_places(reading, programme_id=programme.id, limit=100)
        rest = list_past_places(reading, programme_id=programme.id, after=first.next, limit=10_000)
        rows = [*first.rows, *rest.rows]
        last = list_past_places(reading, programme_id=programme.id, limit=5, backwards=True)
    assert sum(one.score.n for one in rows) == 1946
    assert len(rows) == programme.place_count
    assert last.rows == tuple(rows[-5:])
    ranked = [one for one in rows if one.score.is_rankable]
    assert rows[: len(ranked)] == ranked
    assert [one.score.mean for one in ranked] == sorted((one.score.mean for one in ranked), reverse=True)
