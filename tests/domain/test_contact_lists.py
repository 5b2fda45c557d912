"""Contact lists: every faulty cell is found at once, and a list with one of them gives no contact at all."""

import pytest

from csatdesk.domain.contact_checks import HEADER_MISSING, check_list
from csatdesk.domain.contact_lists import COLUMNS, DEFAULT_MANDATORY, Fault, FaultKind, ListColumn, ListRow, ListSheet
from csatdesk.domain.list_recheck import change_between, recheck
from csatdesk.domain.role_addresses import is_role_address
from csatdesk.wording.contact_lists import fault_reason
from tests.damaged_lists import DAMAGES, MadeList, damaged, good_list, rules

CENTRAL = rules()
DAMAGED_LISTS = 500


def cells(faults: tuple[Fault, ...]) -> set[str]:
    return {f"{one.column}{one.row}" for one in faults}


def faults_of(made: MadeList) -> tuple[Fault, ...]:
    return check_list(made.sheet(), CENTRAL).faults


def one_fault(column: int, text: str, row: int = 5) -> Fault:
    made = good_list()
    made.cells[row, column] = text
    (fault,) = faults_of(made)
    return fault


def test_five_hundred_damaged_lists_are_refused_whole_with_exactly_the_cells_that_are_wrong() -> None:
    kinds: set[FaultKind] = set()
    for seed in range(DAMAGED_LISTS):
        made = damaged(seed)
        found = check_list(made.sheet(), CENTRAL)
        assert cells(found.faults) == made.wrong, seed
        assert not found.contacts
        assert all(fault_reason(one) for one in found.faults)
        kinds |= {one.kind for one in found.faults}
    assert len(kinds) >= len(DAMAGES)


def test_a_good_list_is_taken_over_row_by_row() -> None:
    made = good_list()
    found = check_list(made.sheet(), CENTRAL)
    assert not found.faults
    assert len(found.contacts) == found.customer_count == 14
    bjorn = found.contacts[1]
    assert (bjorn.first_name, bjorn.last_name, bjorn.language, bjorn.row) == ("Bjørn", "Hansen", "nb", 3)
    assert bjorn.cell(ListColumn.LANGUAGE) == "NB"


def test_all_columns_but_f_g_h_must_be_filled_in_by_default() -> None:
    made = good_list()
    for place in range(len(COLUMNS)):
        made.cells[5, place] = "" if place else "Anna"
    assert cells(faults_of(made)) == {"B5", "C5", "D5", "E5", "I5"}


def test_which_columns_must_be_filled_in_is_a_setting() -> None:
    made = good_list()
    made.cells[5, 8] = made.cells[6, 5] = ""
    needed = (DEFAULT_MANDATORY - {ListColumn.EXTRA_3}) | {ListColumn.PHONE}
    found = check_list(made.sheet(), rules(mandatory=needed)).faults
    assert "I5" not in cells(found)
    assert "F6" in cells(found)


@pytest.mark.parametrize("name", ["Polish", "polski", "польский", "POLISH", "puola"])
def test_the_name_of_a_language_is_refused_and_its_code_is_told(name: str) -> None:
    fault = one_fault(4, name)
    assert fault.kind is FaultKind.LANGUAGE_NAME
    assert "PL" in fault_reason(fault)


def test_the_code_of_a_country_is_refused_with_the_code_of_its_language() -> None:
    assert "write CS" in fault_reason(one_fault(4, "CZ"))


def test_a_code_that_is_a_country_too_is_only_pointed_out() -> None:
    made = good_list()
    made.cells[5, 4] = "EE"
    found = check_list(made.sheet(), CENTRAL)
    assert found.contacts
    assert [(one.row, one.column, one.kind) for one in found.warnings] == [(5, "E", FaultKind.LANGUAGE_DOUBTFUL)]
    assert "ET" in fault_reason(found.warnings[0])


@pytest.mark.parametrize(
    "address",
    [
        "info@firma.pl",
        "Info+krakow@firma.pl",
        "office@mail.firma.com",
        "biuro.krakow@firma.pl",
        "no-reply@firma.pl",
        "info2@firma.pl",
        "obsługa@firma.pl",
        "obsluga.klienta@firma.pl",
        "postmottak@kommune.no",
        "økonomi@firma.no",
        "müük@firma.ee",
        "klienditeenindus@firma.ee",
        "asiakaspalvelu@yritys.fi",
        "kirjaamo@kunta.fi",
        "инфо@почта.рф",
        "приёмная@firma.ru",
        "buh@firma.ru",
        "otdel-kadrov@firma.ru",
    ],
)
def test_the_mailbox_of_an_office_is_known_in_six_languages(address: str) -> None:
    assert is_role_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "anna@firma.pl",
        "anna@info.firma.pl",
        "anna+info@firma.pl",
        "emily.post@firma.no",
        "jan.sklad@firma.pl",
        "johan@office.com",
        "arved.tamm@firma.ee",
        "infantino@firma.com",
        "hele.kontson@firma.ee",
        "7@firma.pl",
    ],
)
def test_the_address_of_a_person_is_none(address: str) -> None:
    assert not is_role_address(address)


def test_role_addresses_are_a_warning_where_the_unit_itself_sends() -> None:
    made = good_list()
    made.cells[5, 2] = "office@firma.pl"
    assert one_fault(2, "office@firma.pl").kind is FaultKind.ROLE_ADDRESS
    found = check_list(made.sheet(), rules(is_central=False))
    assert len(found.contacts) == 14
    assert [(one.row, one.kind) for one in found.warnings] == [(5, FaultKind.ROLE_ADDRESS)]


def test_an_address_with_letters_beyond_a_to_z_is_taken_and_pointed_out() -> None:
    made = good_list()
    made.cells[5, 2] = "stanisław.wójcik@wp.pl"
    found = check_list(made.sheet(), CENTRAL)
    assert found.contacts
    assert [one.kind for one in found.warnings] == [FaultKind.FOREIGN_LETTERS]


def test_a_second_row_with_an_address_names_the_first() -> None:
    fault = one_fault(2, "PERSON1.b@firma1.pl", row=9)
    assert (fault.row, fault.column, fault.kind) == (9, "C", FaultKind.TWICE)
    assert "row 3" in fault_reason(fault)


def test_what_a_spreadsheet_would_compute_is_a_formula_but_a_phone_and_a_figure_are_none() -> None:
    assert one_fault(3, "@SUM(A1)").kind is FaultKind.FORMULA
    assert one_fault(6, "+cmd|' /C calc'!A0").kind is FaultKind.FORMULA
    made = good_list()
    made.cells[5, 5], made.cells[5, 6] = "+48 601 224 318", "-5,5 %"
    assert not faults_of(made)


def test_a_list_without_customers_is_told_as_a_whole() -> None:
    header = good_list(0).sheet()
    (fault,) = check_list(header, CENTRAL).faults
    assert (fault.row, fault.column, fault.kind) == (0, "", FaultKind.EMPTY_LIST)


def test_a_table_that_is_no_such_list_is_told_once_and_its_cells_are_left_alone() -> None:
    rows = [ListRow(1, ("Id", "First name", "Last name", "Company")), ListRow(2, ("1", "Luís", "Gonçalves", "Embraer"))]
    (fault,) = check_list(ListSheet(tuple(rows)), CENTRAL).faults
    assert (fault.row, fault.column, fault.text) == (1, "A", HEADER_MISSING)
    assert "First name" in fault_reason(fault)


def test_more_customers_than_a_year_allows_are_refused() -> None:
    found = check_list(good_list(4_001).sheet(), CENTRAL)
    assert [one.kind for one in found.faults] == [FaultKind.TOO_MANY]
    assert check_list(good_list(4_000).sheet(), CENTRAL).is_accepted


# against the list before


def test_a_corrected_list_tells_what_was_mended_what_is_left_and_what_is_new() -> None:
    old = good_list()
    old.cells[4, 4], old.cells[7, 2], old.cells[9, 8] = "Polish", "info@firma.pl", ""
    new = good_list()
    new.cells[7, 2], new.cells[9, 8], new.cells[11, 4] = "info@firma.pl", "", "Finnish"
    found = recheck(check_list(old.sheet(), CENTRAL), check_list(new.sheet(), CENTRAL))
    assert cells(found.mended) == {"E4"}
    assert cells(found.still) == {"C7", "I9"}
    assert cells(found.fresh) == {"E11"}
    assert not found.new_rows
    assert not found.gone_rows


def test_rows_are_found_again_where_others_came_and_went() -> None:
    old = good_list()
    old.cells[8, 4], old.cells[12, 2] = "Polish", "nobody"
    rows = {row.number: row.cells for row in old.sheet().rows}
    moved = [rows[1], *(rows[number] for number in range(2, 16) if number != 3)]  # row 3 is gone, all others move up
    moved.append(("New", "One", "new.one@firma.pl", "Firma", "PL", "", "", "", "K-1"))
    moved[6] = (*moved[6][:4], "PL", *moved[6][5:])  # the language of old row 8 is mended
    new = ListSheet(tuple(ListRow(number, texts) for number, texts in enumerate(moved, start=1)))
    found = recheck(check_list(old.sheet(), CENTRAL), check_list(new, CENTRAL))
    assert cells(found.mended) == {"E8"}
    assert cells(found.still) == {"C11"}
    assert (found.new_rows, found.gone_rows) == ((15,), (3,))


def test_a_new_list_is_told_by_what_it_changes_in_the_one_that_is_kept() -> None:
    change = change_between({"a": 1, "b": 2, "c": 3}, {"b": 2, "c": 4, "d": 5})
    assert (change.new, change.changed, change.gone, change.same) == (1, 1, 1, 1)
