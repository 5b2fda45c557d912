"""What is said of a contact list: where it stands, how many fit into the year, what came of a file."""

from collections.abc import Collection, Iterator
from datetime import datetime, tzinfo

from csatdesk.domain.contact_lists import ContactRow, Fault, LeftOut, ListColumn, ListDraw, ListFrozen, ListState
from csatdesk.domain.list_drawing import WeighedChoice
from csatdesk.domain.list_recheck import ListChange, Recheck
from csatdesk.gui.cases.card_facts import Line
from csatdesk.operations.surveys.list_files import ListUpload
from csatdesk.wording.contact_lists import column_name, fault_place, left_out_words
from csatdesk.wording.formats import number, short_instant
from csatdesk.wording.texts import _, ngettext


def name_of(row: ContactRow) -> str:
    return f"{row.contact.first_name} {row.contact.last_name}".strip() or row.contact.address or _("no name")


def known_words(row: ContactRow) -> str:
    if not row.known_name:
        return ""
    if row.is_linked and row.known_name == name_of(row):
        return _("known customer")
    words = _("customer {name}") if row.is_linked else _("perhaps {name}")
    return words.format(name=row.known_name)


def place_words(fault: Fault) -> str:
    return fault_place(fault)


def column_words(fault: Fault) -> str:
    named = next((one for one in ListColumn if one.value == fault.column), None)
    return column_name(named) if named else ""


def beneath_words(fault: Fault, warnings: Collection[Fault]) -> str:
    """Under the place of a fault: its column, and whether it is only to be looked at."""
    return ", ".join(filter(None, (column_words(fault), _("only worth a look") if fault in warnings else "")))


def customers_words(count: int) -> str:
    return ngettext("{count} customer", "{count} customers", count).format(count=number(count))


def state_lines(state: ListState, zone: tzinfo) -> Iterator[Line]:
    if state.is_frozen:
        yield Line(_("State"), _(ListFrozen.text))
    yield Line(_("On the list"), customers_words(state.customer_count))
    if state.accepted_at is not None:
        yield Line(_("Taken over"), _by(state.accepted_at, state.accepted_by, zone))
    for draw in state.draws:
        yield Line(_("From our customers"), _draw_line(draw, zone))
    if state.refused_count:
        words = ngettext("{count} file", "{count} files", state.refused_count)
        yield Line(_("Sent back"), words.format(count=number(state.refused_count)))
    yield Line(_("Consent"), _consent_words(state, zone))
    yield Line(_("Submitted"), _submitted_words(state, zone))
    if state.sent_count:
        yield Line(_("Asked"), customers_words(state.sent_count))


def draw_words(draw: ListDraw) -> str:
    """How many came onto the list, and why others did not."""
    words = [_("{count} put onto the list.").format(count=number(draw.taken))]
    if draw.left_out:
        words.append(_("Left out: {reasons}.").format(reasons=left_out_words(draw.left_out)))
    return " ".join(words)


def _draw_line(draw: ListDraw, zone: tzinfo) -> str:
    told = _("{taken} of {matched}, by the draw {seed}.").format(
        taken=number(draw.taken), matched=number(draw.matched), seed=draw.seed
    )
    return f"{told} {_by(draw.at, draw.by, zone)}"


def weighed_words(counted: WeighedChoice) -> str:
    """ "1,240 fit, 812 of them can be asked. Left out: 388 no consent, 40 asked lately.\""""
    words = [
        _("{matched} fit, {asked} of them can be asked.").format(
            matched=number(counted.matched), asked=number(counted.fits)
        )
    ]
    if counted.left_out:
        words.append(_("Left out: {reasons}.").format(reasons=left_out_words(counted.left_out)))
    if LeftOut.LACKING in counted.left_out:
        words.append(_("Which columns must be filled in, you set on the list."))
    return " ".join(words)


def _by(at: datetime, name: str, zone: tzinfo) -> str:
    return _("{when}, {name}").format(when=short_instant(at, zone), name=name)


def _consent_words(state: ListState, zone: tzinfo) -> str:
    if state.consent_at is None:
        return _("not confirmed yet")
    return f"{_by(state.consent_at, state.consent_by, zone)}\n“{state.consent}”"


def _submitted_words(state: ListState, zone: tzinfo) -> str:
    return _("not yet") if state.submitted_at is None else _by(state.submitted_at, state.submitted_by, zone)


def year_words(state: ListState) -> str:
    """ "3,959 of 4,000 customers left in 2026, 41 of them for this list.\""""
    year = state.year
    told = _("{left} of {most} customers left for {unit} in {year}.").format(
        left=number(year.left), most=number(year.most), unit=state.office_name or _("the whole centre"), year=year.year
    )
    if not year.would_add:
        return told
    words = ngettext("This list takes {count} of them.", "This list takes {count} of them.", year.would_add)
    return f"{told} {words.format(count=number(year.would_add))}"


def counting_words() -> str:
    return _(
        "Each address counts once a calendar year, when its list is submitted. A list that is sent back, or put in "
        "again, counts nothing, and taking a customer off gives nothing back."
    )


def outcome_words(upload: ListUpload) -> str:
    """What came of a file, in one or two sentences."""
    if upload.change is not None:
        return " ".join(_taken(upload, upload.change))
    faults = len(upload.checked.faults)
    words = ngettext(
        "“{file}” is sent back: {count} cell must be mended. Nothing of it was taken over.",
        "“{file}” is sent back: {count} cells must be mended. Nothing of it was taken over.",
        faults,
    ).format(file=upload.file_name, count=number(faults))
    return words if upload.again is None else f"{words} {_again_words(upload.again)}"


def _taken(upload: ListUpload, change: ListChange) -> Iterator[str]:
    yield _("“{file}” is taken over: {new} new, {changed} changed, {gone} gone.").format(
        file=upload.file_name, new=number(change.new), changed=number(change.changed), gone=number(change.gone)
    )
    count = len(upload.checked.warnings)
    if count:
        yield ngettext("{count} cell is worth a look.", "{count} cells are worth a look.", count).format(
            count=number(count)
        )


def _again_words(again: Recheck) -> str:
    return _(
        "Since the file before: {mended} mended, {still} still wrong, {fresh} newly wrong; "
        "{new} rows more, {gone} fewer."
    ).format(
        mended=number(len(again.mended)),
        still=number(len(again.still)),
        fresh=number(len(again.fresh)),
        new=number(len(again.new_rows)),
        gone=number(len(again.gone_rows)),
    )
