"""A measure on a page, and the list of measures as PDF, workbook and CSV, read back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from csatdesk.domain.corrective_actions import MeasureFilter
from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.operations.corrective_actions.exports import export_measure, export_measures
from tests.cast import NOW, Stage
from tests.operations.corrective_actions.hands import DAY, TODAY, done, made
from tests.operations.corrective_actions.reviews import scorecard
from tests.operations.corrective_actions.test_effect import LATER, scene
from tests.reports.reading import outline, pages, words

ALL = MeasureFilter(stage=None)


def test_a_measure_stands_on_one_page_with_what_came_of_it(local_centre: Stage, tmp_path: Path) -> None:
    scene(local_centre)
    measure = made(local_centre)
    done(local_centre, measure)
    path = tmp_path / "measure.pdf"
    export_measure(local_centre.store, local_centre.marek, measure_id=measure, path=path, at=LATER)
    paper = path.read_bytes()
    assert len(pages(paper)) == 1
    told = words(paper)
    for said in (
        "Explain estimated bills",
        "Anna Nowak",
        "complaints per 1,000 contacts: from 12 to 8",
        "From 4 of 6 contacts to 1 of 5: 666.7, then 200.0 per 1,000; ratio 0.30",
        "Clopper and Pearson",
        "All bills changed.",
        "Date, signature",
    ):
        assert said in told
    assert "Effect" in outline(paper)


def test_its_owner_may_print_it_and_nobody_else_who_leads_none(local_centre: Stage, tmp_path: Path) -> None:
    measure = made(local_centre)
    path = tmp_path / "measure.pdf"
    export_measure(local_centre.store, local_centre.anna, measure_id=measure, path=path, at=NOW)
    assert "No verdict" not in words(path.read_bytes())
    with pytest.raises(NotFound):
        export_measure(local_centre.store, local_centre.liis, measure_id=measure, path=tmp_path / "x.pdf", at=NOW)
    assert not (tmp_path / "x.pdf").exists()


def test_the_list_leaves_as_it_is_seen(local_centre: Stage, tmp_path: Path) -> None:
    made(local_centre, title="=SUM(1;2)")
    made(local_centre, at=NOW - 30 * DAY, due_on=TODAY - 4 * DAY, title="Late one", topic_id=None)
    pdf, book = tmp_path / "list.pdf", tmp_path / "list.xlsx"
    told = export_measures(local_centre.store, local_centre.marek, shown=ALL, path=pdf, at=NOW)
    assert told.count == 2
    paper = words(pdf.read_bytes())
    assert "2 measures, 1 overdue" in paper
    assert "overdue 4 days" in paper
    assert paper.index("Late one") < paper.index("=SUM(1;2)")
    export_measures(local_centre.store, local_centre.marek, shown=ALL, path=book, at=NOW)
    rows = list(load_workbook(book).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # it has a sheet
    assert [row[0] for row in rows] == ["Measure", "Late one", "=SUM(1;2)"]
    assert rows[1][2].date() == TODAY - 4 * DAY
    with pytest.raises(NotAllowed):
        export_measures(local_centre.store, local_centre.anna, shown=ALL, path=tmp_path / "no.pdf", at=NOW)


def test_one_about_what_failed_says_of_which_standard_in_whose_work_and_what_came_of_it(
    local_centre: Stage, tmp_path: Path
) -> None:
    reviews = scorecard(local_centre)
    measure = reviews.measure(reviews.review(-2, name="no"))
    done(local_centre, measure)
    for days in (2, 3):
        reviews.review(days)
    path, book = tmp_path / "measure.pdf", tmp_path / "list.xlsx"
    export_measure(local_centre.store, local_centre.marek, measure_id=measure, path=path, at=LATER)
    told = words(path.read_bytes())
    for said in (
        "T: Says the name",
        "Whose work",
        "A failed answer",
        "It passed in the next 2 evaluations by others than its owner.",
        "Says the name: before failed in 1 of 1 answer, 0.0 points; after failed in 0 of 2 answers, 100.0 points.",
    ):
        assert said in told
    export_measures(local_centre.store, local_centre.marek, shown=ALL, path=book, at=LATER)
    (heads, line) = load_workbook(book).active.iter_rows(values_only=True)  # type: ignore[union-attr]  # it has a sheet
    assert dict(zip(heads, line, strict=True))["Standard"] == "T"
