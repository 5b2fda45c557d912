"""Figures of another company out of files: the template of the program, every faulty cell named, all or nothing."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from csatdesk.domain.benchmarks import BenchmarkFigure, comparable, read_typed
from csatdesk.domain.errors import NotAllowed, Refusal
from csatdesk.domain.survey_views import Grade
from csatdesk.operations.surveys.benchmark_files import BenchmarkFile, read_benchmark_file, save_benchmark_template
from csatdesk.operations.surveys.benchmarks.queries import list_benchmarks
from csatdesk.operations.surveys.results.figures import items_of
from csatdesk.sheets.trouble import TooManyCells
from tests.cast import Stage
from tests.operations.surveys.hands import published, running
from tests.operations.surveys.test_findings import ASPECTS

FACTS: Mapping[str, str | float | None] = {
    "C2": "Bergen Kraft",
    "C3": "energy",
    "C4": "Kundebarometer",
    "C5": "March 2026",
    "C6": "2025",
}
RIGHT: Mapping[str, str | float | None] = {
    **FACTS,
    "C7": 1000,
    "C8": 20,
    "G8": 80,
    "C9": "62,5",
    "C12": 7.3,
    "D12": "mean",
}


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    return running(local_centre, published(local_centre, ASPECTS))


def filled(stage: Stage, survey_id: int, path: Path, cells: Mapping[str, str | float | None]) -> Path:
    save_benchmark_template(stage.store, stage.marek, survey_id=survey_id, path=path)
    book = load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)
    return path


def read(stage: Stage, survey_id: int, path: Path) -> BenchmarkFile:
    return read_benchmark_file(stage.store, stage.marek, survey_id=survey_id, path=path)


def test_the_template_has_a_line_for_each_question_as_it_is_graded_here(
    local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    book = load_workbook(filled(local_centre, survey_id, tmp_path / "t.xlsx", {}))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0] == ["Key", "Question", "Figure", "Measured as", "Worst–best", "Answers", "Std. dev."]
    assert [row[0] for row in rows[1:7]] == [
        f"about:{name}" for name in ("name", "industry", "publisher", "published", "period", "n")
    ]
    assert [(row[0], row[3], row[4]) for row in rows[7:]] == [
        ("nps", "nps", "0..10"),
        ("csat", "top_two", "1..5"),
        ("solved", "yes", "0..1"),
        ("plain", "index", "1..10"),
        ("kept", "index", "1..10"),
    ]
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)] == [
        "nps",
        "top_two",
        "yes",
        "mean",
        "index",
    ]


def test_what_was_filled_in_comes_back_and_nothing_is_kept_before_somebody_saves_it(
    local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    found = read(local_centre, survey_id, filled(local_centre, survey_id, tmp_path / "t.xlsx", RIGHT))
    assert found.problems == ()
    with local_centre.read(local_centre.marek) as reading:
        new, problems = read_typed(found.typed, comparable(items_of(reading, survey_id)))
        assert list_benchmarks(reading) == ()
    assert not problems
    assert (new.name, new.published, new.n) == ("Bergen Kraft", "March 2026", 1000)
    assert new.figures == (
        BenchmarkFigure("nps", "nps", Grade.NPS, 0, 10, 20, spread=80),
        BenchmarkFigure("csat", "csat", Grade.TOP_TWO, 1, 5, 62.5),
        BenchmarkFigure("kept", "index_1_10", Grade.MEAN, 1, 10, 7.3),
    )


def test_signs_nobody_sees_change_no_key_and_no_figure(local_centre: Stage, survey_id: int, tmp_path: Path) -> None:
    plain = read(local_centre, survey_id, filled(local_centre, survey_id, tmp_path / "plain.xlsx", RIGHT))
    copied = {place: f"\u202a{value}\u202c" if isinstance(value, str) else value for place, value in RIGHT.items()}
    found = read(
        local_centre, survey_id, filled(local_centre, survey_id, tmp_path / "t.xlsx", copied | {"A8": "nps\u200e"})
    )
    assert (found.problems, found.typed) == ((), plain.typed)


def test_every_faulty_cell_is_named_at_once(local_centre: Stage, survey_id: int, tmp_path: Path) -> None:
    wrong: dict[str, str | float | None] = {
        **RIGHT,
        "C3": None,
        "C7": "many",
        "C8": 120,
        "C9": "sixty",
        "C11": 50,
        "D11": "stars",
        "E12": "ten",
    }
    wrong |= {"F10": 12, "A13": "plain", "A14": "greeting", "C14": 3}
    found = read(local_centre, survey_id, filled(local_centre, survey_id, tmp_path / "t.xlsx", wrong))
    assert found.problems == (
        "Row 3, column C (Industry): Fill this in: a figure counts for nothing when nobody can say where it comes "
        "from.",
        "Row 7, column C (Answers): Write a whole number from 1 to 10000000.",
        "Row 8, column C (Figure): Write a number from −100 to 100.",
        "Row 9, column C (Figure): Write a number from 0 to 100.",
        "Row 10, column C (Figure): Write a number from 0 to 100.",
        "Row 11, column D (Measured as): Write one of these: index, mean, top_two",
        "Row 12, column E (Worst–best): Write the worst and the best point, for example 1–10, or 5–1 where 1 is best.",
        "Row 13, column A (Key): “plain” stands here twice.",
        "Row 14, column A (Key): “greeting” is no question of this survey. Leave column A as the template has it.",
    )


def test_the_template_as_text_is_read_back_too(local_centre: Stage, survey_id: int, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    save_benchmark_template(local_centre.store, local_centre.marek, survey_id=survey_id, path=path)
    text = path.read_text(encoding="utf-8-sig")
    separator = csv.Sniffer().sniff(text.splitlines()[0], ",;\t").delimiter
    rows = list(csv.reader(text.splitlines(), delimiter=separator))
    for row in rows:
        told = {"about:n": "", "csat": "62"}.get(row[0], "Kraft" if row[0].startswith("about:") else "")
        row[2] = told or row[2]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    found = read(local_centre, survey_id, path)
    assert found.problems == ()
    assert found.typed.figures["csat"].value == "62"


def test_a_file_that_is_no_table_and_one_of_somebody_without_the_right_are_refused(
    local_centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(Refusal):
        read(local_centre, survey_id, tmp_path / "t.xlsx")
    path = tmp_path / "u.xlsx"
    book = Workbook()
    book.save(path)
    with pytest.raises(NotAllowed):
        read_benchmark_file(local_centre.store, local_centre.anna, survey_id=survey_id, path=path)


def test_a_table_with_far_too_many_rows_is_refused_whole(local_centre: Stage, survey_id: int, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["Key;Question;Figure", *["csat;How satisfied?;62"] * 1_100]), encoding="utf-8")
    with pytest.raises(TooManyCells):
        read(local_centre, survey_id, path)
