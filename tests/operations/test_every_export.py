"""Whatever people wrote, no list that leaves the program holds a formula, and no markup is taken for markup."""

import csv
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from csatdesk.domain.cases import CaseFilter, CaseKind
from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.corrective_actions import MeasureFilter
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.month_figures import month_asked
from csatdesk.domain.topic_ranking import Days, RankingAsked
from csatdesk.operations.cases.exports import export_case_list
from csatdesk.operations.cases.list_paper import ALL_COLUMNS
from csatdesk.operations.contacts.exports import export_customers
from csatdesk.operations.corrective_actions.exports import export_measures
from csatdesk.operations.deadlines.exports import export_deadlines
from csatdesk.operations.deadlines.views import DeadlineList
from csatdesk.operations.reports.month_paper import export_month
from csatdesk.operations.reports.register import export_register
from csatdesk.operations.topics.commands import rename_topic
from csatdesk.operations.topics.files import export_topics
from csatdesk.operations.topics.ranking_paper import export_ranking
from tests.cast import NOW, Stage
from tests.operations.corrective_actions.hands import made

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
NOVEMBER = month_asked(FIRST, NOW.date())
EXPORTS: dict[str, Callable[..., object]] = {
    "cases": partial(export_case_list, filter=CaseFilter(), columns=ALL_COLUMNS),
    "customers": export_customers,
    "deadlines": partial(export_deadlines, shown=DeadlineList()),
    "measures": partial(export_measures, shown=MeasureFilter()),
    "register": partial(export_register, first=FIRST, last=LAST),
    "ranking": partial(export_ranking, asked=RankingAsked(Days(FIRST, LAST), NOVEMBER.before)),
    "topics": export_topics,
    "month": partial(export_month, asked=NOVEMBER),
}
ON_PAPER = {name: export for name, export in EXPORTS.items() if name != "topics"}
ON_PAPER["cases"] = partial(export_case_list, filter=CaseFilter())  # with the columns that paper has room for
LIVE = ("=", "+", "-", "@")


@pytest.fixture
def written(local_centre: Stage) -> Stage:
    """Each word that a person can write begins like a formula and holds markup."""
    with local_centre.work(local_centre.marek) as work:
        bill = local_centre.topic_ids["bill_too_high"]
        rename_topic(work, topic_id=bill, names=LocalText({"en": "=1+1 <b>Bill</b>", "pl": "=1+1"}))
    new = NewCustomer("=Jan <b>Łoś</b> & Co", phone="+48 601 224 999", account="-5/7", address="@ul. <i>Długa</i> 1")
    text, remedy = '=HYPERLINK("http://x";"y") <para>', "+kwota <u>z</u> odsetkami"
    local_centre.register(text, kind=CaseKind.COMPLAINT, customer_id=None, new_customer=new, remedy=remedy)
    made(local_centre, title="=cmd|' /C calc'!A0 <font>", text="@SUM(A1)")
    return local_centre


@pytest.mark.parametrize("what", sorted(EXPORTS))
def test_no_list_holds_a_live_formula(written: Stage, tmp_path: Path, what: str) -> None:
    export = partial(EXPORTS[what], written.store, written.marek, at=NOW)
    export(path=tmp_path / "list.xlsx")
    cells = [cell for sheet in load_workbook(tmp_path / "list.xlsx") for row in sheet.iter_rows() for cell in row]
    told = [str(cell.value) for cell in cells if cell.value is not None]
    assert [one for one in told if one.startswith(LIVE)], "what was written is in it"
    assert not [cell.coordinate for cell in cells if cell.data_type in {"f", "e"}]
    if what == "month":
        return  # of several sheets: only as a workbook
    export(path=tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        cells_of_text = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells_of_text if cell.startswith(LIVE)]


@pytest.mark.parametrize("what", sorted(ON_PAPER))
def test_markup_stands_on_paper_as_it_was_written(written: Stage, tmp_path: Path, what: str) -> None:
    ON_PAPER[what](written.store, written.marek, at=NOW, path=tmp_path / "list.pdf")
    told = "".join(page.extract_text() for page in PdfReader(tmp_path / "list.pdf").pages)
    assert any(markup in told for markup in ("<b>", "<font>"))
