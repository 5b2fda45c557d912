"""The report of a wave on paper."""

from csatdesk.reports.table import Cell, Column
from csatdesk.reports.wave_report import Dot, Part, WavePaper, as_bytes
from tests.reports.reading import pages, words

OFFICES = 90


def paper(offices: int = 3) -> WavePaper:
    names = [f"Office {number}" for number in range(offices)]
    rows = [(Cell("1"), Cell(name)) for name in names]
    return WavePaper(
        title="Results of Spring",
        centre="Aurora Energy",
        office="Central hall",
        as_of="As of today",
        finding="84.6 of 100 on average",
        base="9 of 9 visits counted",
        facts=[("Goal", "Served as promised")],
        offices="Offices",
        dots=[
            Dot(name, 80.0, 70.0 if place else None, 90.0 if place else None, "80.0")
            for place, name in enumerate(names)
        ],
        mark=85.0,
        mark_words="85",
        office_columns=[Column("Rank", 1), Column("Office", 5)],
        office_rows=rows,
        compared="Changes are against Winter.",
        criticals="Critical items that failed",
        critical_lines=["Old town: Answer is right, 1 time"],
        parts=[Part("Sections", [Column("Section", 6)], [(Cell("Waiting area"),)])],
        method="How this was computed",
        method_lines=["Each office counts the same."],
    )


def test_all_parts_stand_on_the_paper() -> None:
    told = words(as_bytes(paper()))
    for part in (
        "Results of Spring",
        "84.6 of 100",
        "Served as promised",
        "Office 2",
        "Critical items",
        "Waiting area",
    ):
        assert part in told


def test_more_offices_than_a_page_holds_go_on_overleaf() -> None:
    told = as_bytes(paper(OFFICES))
    assert len(pages(told)) > len(pages(as_bytes(paper())))
    whole = words(told)
    for number in range(10, OFFICES):
        assert whole.count(f"Office {number}") == 2, "once on the line, once in the table"
