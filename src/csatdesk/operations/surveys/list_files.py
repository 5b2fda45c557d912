"""Contact lists in files: the template, a file taken over whole or sent back whole, and the copy to mend."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.contact_checks import check_list
from csatdesk.domain.contact_lists import DEFAULT_MOST, CheckedList, Fault, ListColumn, contact_of, customers_in
from csatdesk.domain.list_recheck import ListChange, Recheck, recheck
from csatdesk.domain.paging import PAGE_SIZE, Key, Page, page_of
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.surveys.contact_lists import check_open, count_refusal, replace_list
from csatdesk.operations.surveys.list_queries import list_of, mandatory_of, rules_of, survey_of
from csatdesk.operations.surveys.recognising import known_faults
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.sheets.cells import SheetRow
from csatdesk.sheets.contact_lists_in import LIST_READER, list_from_plain, names_of_columns
from csatdesk.sheets.contact_lists_out import ListForm, write_annotated, write_list_template
from csatdesk.store.entities.surveys import Survey
from csatdesk.system.child import Limits, run_reader
from csatdesk.system.clock import now
from csatdesk.wording.texts import _, ngettext

LIMITS = Limits(memory_bytes=1 << 29, seconds=60, cells=2_000_000)
STEPS = 3
WHOLE_LIST, HEADER_ROW = 0, 1  # as rows of a fault


@dataclass(frozen=True, slots=True)
class ListUpload:
    """What came of a file. `change` None: it was sent back, and nothing of it is kept but this, in the window.

    `again`: how it compares with the file before it.
    """

    file_name: str
    rows: tuple[SheetRow, ...]
    checked: CheckedList
    mandatory: frozenset[ListColumn]
    change: ListChange | None = None
    again: Recheck | None = None


def upload_list(
    store: Store,
    actor: Actor,
    progress: Progress = no_progress,
    *,
    survey_id: int,
    path: Path,
    before: CheckedList | None = None,
) -> ListUpload:
    """Take over a whole file, or nothing of it. `before`: the list that was sent back last."""
    require(actor, Right.LEAD_SURVEYS)
    with store.read(actor, now()) as reading:
        survey = survey_of(reading, survey_id)
        rules, mandatory = rules_of(reading, survey), mandatory_of(list_of(reading, survey_id))
    progress(0, STEPS)
    with closing(run_reader(LIST_READER, path, {"headers": names_of_columns(rules.headers)}, LIMITS)) as found:
        rows, sheet = list_from_plain(found)
    progress(1, STEPS)
    checked = check_list(sheet, rules)
    progress(2, STEPS)
    change = None
    with store.write(actor, now()) as work:
        survey = survey_of(work, survey_id)
        check_open(work, survey, whole=True)
        checked = _with_known(work, survey, checked)
        if checked.is_accepted:
            change = replace_list(work, survey, checked.contacts)
        else:
            count_refusal(work, survey)
    again = None if before is None else recheck(before, checked)
    progress(STEPS, STEPS)
    return ListUpload(path.name, tuple(rows), checked, mandatory, change, again)


def _with_known(work: Work, survey: Survey, checked: CheckedList) -> CheckedList:
    """Who must not be asked is found among all rows that are right otherwise: everything is mended in one go."""
    faulty = {one.row for one in checked.faults}
    if faulty & {WHOLE_LIST, HEADER_ROW}:
        return checked
    right = [contact_of(row) for row in customers_in(checked.sheet.rows) if row.number not in faulty]
    not_asked = known_faults(work, survey, right)
    if not not_asked:
        return checked
    faults = sorted((*checked.faults, *not_asked), key=lambda one: (one.row, len(one.column), one.column))
    return replace(checked, contacts=(), faults=tuple(faults))


def save_list_template(
    store: Store, actor: Actor, progress: Progress = no_progress, *, survey_id: int, path: Path
) -> None:
    """The empty list for this survey, in the language of whoever asks for it."""
    require(actor, Right.LEAD_SURVEYS)
    with store.read(actor, now()) as reading:
        survey_of(reading, survey_id)
        mandatory = mandatory_of(list_of(reading, survey_id))
    write_list_template(path, _form(mandatory))
    progress(1, 1)


def save_annotated(
    _store: Store, actor: Actor, progress: Progress = no_progress, *, upload: ListUpload, path: Path
) -> None:
    """The list as it was sent back, with its faults marked; where the file itself stood it is not put."""
    require(actor, Right.LEAD_SURVEYS)
    write_annotated(path, _form(upload.mandatory), upload.rows, upload.checked)
    progress(1, 1)


def annotated_name(file_name: str) -> str:
    return " ".join((Path(file_name).stem, _("to mend"))) + ".xlsx"


def list_faults(
    _reading: Reading,
    *,
    faults: tuple[Fault, ...],
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[Fault]:
    """Those of one file, page by page; they stand in no store."""
    return page_of(faults, after, limit, backwards=backwards)


def _form(mandatory: frozenset[ListColumn]) -> ListForm:
    return ListForm(mandatory, list(_guide()), DEFAULT_MOST)


def _guide() -> Iterator[str]:
    yield _("How to fill in the list of customers")
    yield _("One row for each customer, below the header. Leave the header and the order of the columns as they are.")
    yield _("Write the language as its code only: PL, not Polish. The codes stand on the sheet “{sheet}”.").format(
        sheet=_("Language codes")
    )
    yield _("Each address once, and of a person: addresses as info@ or office@ are sent back.")
    yield _("No formulas and no merged cells. Phone numbers with the country, for example +48 601 224 318.")
    yield _("One wrong cell sends the whole list back, with every faulty cell named. Mend them and put it in again.")
    yield ngettext("At most {count} customer in a year.", "At most {count} customers in a year.", DEFAULT_MOST).format(
        count=DEFAULT_MOST
    )
