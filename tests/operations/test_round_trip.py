"""What was exported can be imported elsewhere: every field comes back equal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import CaseFilter, CaseKind, Closing, NoAnswerReason, Outcome, Sort
from csatdesk.domain.contacts import Channel, CustomerRow, Known, NewCustomer, Segment
from csatdesk.domain.exported import Exported
from csatdesk.operations.cases.commands import take_case
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.exports import export_case_list
from csatdesk.operations.cases.imports import import_cases, look_at_file, usual_choices
from csatdesk.operations.cases.list_paper import ALL_COLUMNS
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.contacts.exports import export_customers
from csatdesk.operations.contacts.imports import import_customers
from csatdesk.operations.contacts.imports import usual_choices as usual_customer_choices
from csatdesk.operations.contacts.queries import list_customers
from csatdesk.wording.texts import speaking
from tests.cast import NOW, Stage
from tests.sheets.books import ods
from tests.stages import local_stage

HARD = '=1+1 „cytat” "quoted"\n- drugi wiersz; przecinek, tab\t_x0041_ 👩\u200d👩\u200d👧 עברית'
NEWEST = {"filter": CaseFilter(), "sort": Sort.RECEIVED}


def fill(centre: Stage) -> None:
    """A case of every kind over all channels, one closed, one in work, one anonymous, one without a topic."""
    for place, channel in enumerate(Channel):
        kind = list(CaseKind)[place % 3]
        centre.register(
            f"{HARD} {place}", channel=channel, kind=kind, remedy="@Korekta", at=NOW.replace(hour=8, minute=place)
        )
    closed = centre.register("Czekałam 48 minut.", known=Known.ANONYMOUS, customer_id=None)
    with centre.read() as reading:
        version = load_case(reading, case_id=closed.case_id).version
    with centre.work() as work:
        closing = Closing(Outcome.PARTLY, root_cause="x", no_answer_reason=NoAnswerReason.ANONYMOUS)
        close_case(work, case_id=closed.case_id, closing=closing, version=version)
    taken = centre.register("Kto tam?", known=Known.UNKNOWN, customer_id=None, topic_id=None, language="nb")
    with centre.work() as work:
        take_case(work, case_id=taken.case_id)


def cards(centre: Stage) -> list[CaseCard]:
    with centre.read() as reading:
        return [load_case(reading, case_id=row.id) for row in list_cases(reading, filter=CaseFilter()).rows]


Told = tuple[object, ...]


def told(card: CaseCard) -> Told:
    """All that a list says of a case; when it was closed to the minute, as a text table writes it."""
    row = card.row
    who = card.customer
    closed = card.closed_at.replace(second=0, microsecond=0) if card.closed_at else None
    customer = (row.customer_name, row.known, *((who.phone, who.email, who.account, who.address) if who else ()))
    case = (row.kind, row.channel, row.status, row.topic_id, row.received_at, card.text, card.remedy, card.language)
    return (*case, *customer, row.owner_name, closed, card.outcome)


@pytest.mark.parametrize(
    ("language", "ending"),
    [("en", "csv"), ("pl", "xlsx"), ("nb", "csv"), ("et", "xlsx"), ("fi", "csv"), ("ru", "xlsx"), ("nb", "ods")],
)
def test_cases_come_back_equal_in_another_store(
    local_centre: Stage, built_store: Path, tmp_path: Path, ending: str, language: str
) -> None:
    fill(local_centre)
    path = tmp_path / f"cases.{ending.replace('ods', 'xlsx')}"
    other = local_stage(built_store, tmp_path / "other")
    with speaking(language):
        written = export_case_list(
            local_centre.store, local_centre.marek, columns=ALL_COLUMNS, path=path, at=NOW, filter=CaseFilter()
        )
        path = saved_as_ods(path) if ending == "ods" else path
        look = look_at_file(path, what="cases")
        import_cases(other.store, other.ewa, path=path, mapping=look.mapping, choices=usual_choices(look))
    before, after = cards(local_centre), cards(other)
    assert written == Exported(len(before))
    assert sorted(map(told, after), key=str) == sorted(map(told, before), key=str)
    assert {card.source_number for card in after} == {card.row.number for card in before}
    other.store.close()


@pytest.mark.parametrize("ending", ["xlsx", "csv", "ods"])
def test_customers_come_back_equal_in_another_store(
    local_centre: Stage, built_store: Path, tmp_path: Path, ending: str
) -> None:
    new = NewCustomer('=Jan "Janek" Łoś', segment=Segment.VIP, language="nb", phone="+47 22 11 33 44", account="-5/7")
    with local_centre.work() as work:
        register_customer(work, new=new)
        register_customer(work, new=replace(new, name="+Ola", segment=Segment.PUBLIC_BODY, email="ola@example.no"))
    path = tmp_path / f"customers.{ending.replace('ods', 'xlsx')}"
    assert export_customers(local_centre.store, local_centre.marek, path=path, at=NOW).count == 3
    path = saved_as_ods(path) if ending == "ods" else path
    other = local_stage(built_store, tmp_path / "other")
    look = look_at_file(path, what="customers")
    choices = usual_customer_choices(look)
    import_customers(other.store, other.ewa, path=path, mapping=look.mapping, choices=choices)
    assert people(other) == people(local_centre)
    other.store.close()


def saved_as_ods(path: Path) -> Path:
    """As LibreOffice would save the workbook: texts as texts, dates as dates."""
    page = load_workbook(path).active
    assert page is not None
    rows = [[one if isinstance(one, date | None) else _unescaped(str(one)) for one in row] for row in page.values]
    return ods(path.parent, rows)


def _unescaped(text: str) -> str:
    """What openpyxl leaves as it stands in the file (ECMA-376, part 1, 22.9.2.19)."""
    return text.replace("_x005F_", "_")


def people(centre: Stage) -> Sequence[CustomerRow]:
    with centre.read() as reading:
        return [replace(row, id=0) for row in list_customers(reading).rows]
