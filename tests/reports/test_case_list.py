"""The list of cases as seen."""

from dataclasses import replace
from pathlib import Path

import pytest

from csatdesk.domain.errors import Cancelled
from csatdesk.reports import case_list
from csatdesk.reports.case_list import Cell, Column, Group
from tests.reports.reading import pages, reader, words
from tests.reports.samples import polish_list

CENTRE = polish_list(0).centre  # the head is drawn behind the rows


def test_three_hundred_rows_are_all_there_under_repeated_heads() -> None:
    found = pages(case_list.as_bytes(polish_list(300)))
    assert sum(page.count("26-02-") for page in found) == 300
    assert all("Termin Sprawa Klient Prowadzi Dni" in page for page in found)
    assert f"Page {len(found)} of {len(found)}" in found[-1]


def test_title_period_filters_and_totals_stand_on_the_first_page() -> None:
    paper = polish_list(12)
    first = pages(case_list.as_bytes(paper))[0]
    for told in (paper.title, paper.period, paper.filters, *paper.totals, paper.as_of, paper.office):
        assert told in first


def test_a_group_heading_is_never_the_last_row_of_a_page() -> None:
    for count in range(40, 76, 5):
        for page in pages(case_list.as_bytes(polish_list(count)))[:-1]:
            body = page.split(CENTRE)[0].rstrip()
            assert not body.endswith(
                (f"Później {count // 6}", f"Termin dziś {count // 6}", f"Po terminie {count // 6}")
            )


def test_a_cell_longer_than_a_page_goes_on_overleaf() -> None:
    story = " ".join(f"słowo{number}" for number in range(900))
    paper = replace(
        polish_list(0), columns=[Column("Sprawa", 1), Column("Klient", 2)], rows=[(Cell(story), Cell("Ola"))]
    )
    found = pages(case_list.as_bytes(paper))
    assert len(found) > 1
    assert all(f"słowo{number}" in " ".join(found) for number in range(900))


def test_an_empty_list_says_so() -> None:
    assert "No case fits these filters." in words(case_list.as_bytes(polish_list(0)))


def test_a_wide_list_lies_on_its_side() -> None:
    box = reader(case_list.as_bytes(replace(polish_list(5), is_wide=True))).pages[0].mediabox
    assert box.width > box.height


def test_progress_rises_to_its_total() -> None:
    told: list[tuple[int, int]] = []
    case_list.as_bytes(polish_list(900), lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert len(told) > 10


def test_a_cancelled_list_leaves_no_file(tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        case_list.write(polish_list(900), tmp_path / "list.pdf", cancel)
    assert list(tmp_path.iterdir()) == []


def test_groups_count_no_columns() -> None:
    paper = replace(polish_list(0), rows=[Group("Later", "1"), tuple(Cell(str(number)) for number in range(5))])
    assert "Later 1" in words(case_list.as_bytes(paper))
