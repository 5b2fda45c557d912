"""Contact lists in words: names of columns in every language, names of languages, places and reasons of faults."""

from collections.abc import Mapping

from csatdesk.domain.contact_checks import header_key
from csatdesk.domain.contact_lists import NAMES, Fault, LeftOut, ListColumn
from csatdesk.domain.language_codes import CODES
from csatdesk.domain.list_drawing import WeighedCustomer
from csatdesk.domain.marks import N_
from csatdesk.wording.formats import listing, number
from csatdesk.wording.texts import LANGUAGES, _, speaking

LEFT_OUT: Mapping[LeftOut, str] = {
    LeftOut.OURS: N_("works here"),
    LeftOut.ON_LIST: N_("on the list already"),
    LeftOut.NO_WAY: N_("no address"),
    LeftOut.NO_CONSENT: N_("no consent"),
    LeftOut.ASKED_LATELY: N_("asked lately"),
    LeftOut.LACKING: N_("something is missing"),
    LeftOut.FAULTY: N_("something is wrong"),
    LeftOut.TWICE: N_("reached where another one is"),
}


def column_name(column: ListColumn) -> str:
    return _(NAMES[column])


def known_headers() -> Mapping[ListColumn, frozenset[str]]:
    """The names by which row 1 may call each column: those of all our languages, folded."""
    names: dict[ListColumn, set[str]] = {column: set() for column in ListColumn}
    for code in LANGUAGES:
        with speaking(code):
            for column in ListColumn:
                names[column].add(header_key(column_name(column)))
    return {column: frozenset(found) for column, found in names.items()}


def known_language_names() -> Mapping[str, str]:
    """Names of languages, folded, in all our languages and in their own, each with its code."""
    from babel import Locale, UnknownLocaleError

    found: dict[str, str] = {}
    for speaker in reversed(LANGUAGES):
        names = Locale.parse(speaker).languages
        found |= {header_key(names[code]): code for code in CODES if code in names}
    for code in CODES:
        try:
            own = Locale.parse(code).display_name
        except (UnknownLocaleError, ValueError):
            continue
        found.setdefault(header_key(own or ""), code)
    found.pop("", None)
    return found


def languages_by_code(speaker: str) -> list[tuple[str, str]]:
    """Codes in capitals with the names of the languages, ours first, then all others by code."""
    from babel import Locale

    names = Locale.parse(speaker).languages
    rest = sorted(code for code in CODES if code not in LANGUAGES and code in names)
    return [(code.upper(), names[code]) for code in (*LANGUAGES, *rest)]


def fault_reason(fault: Fault) -> str:
    """What is wrong and what to do, without the place."""
    values = {
        name: column_name(value) if isinstance(value, ListColumn) else value for name, value in fault.values.items()
    }
    return _(fault.text).format(**values)


def fault_place(fault: Fault) -> str:
    """The cell as a spreadsheet names it, a row, or the whole list."""
    if not fault.row:
        return _("Whole list")
    if not fault.column:
        return _("Row {row}").format(row=fault.row)
    return f"{fault.column}{fault.row}"


def left_out_words(left_out: Mapping[LeftOut, int]) -> str:
    """ "312 no consent, 41 asked lately\""""
    told = [" ".join((number(left_out[one]), _(LEFT_OUT[one]))) for one in LeftOut if left_out.get(one)]
    return ", ".join(told)


def why_left_out(one: WeighedCustomer) -> str:
    """Why this one is left out, with the columns that lack something."""
    if one.reason is LeftOut.LACKING:
        columns = [column_name(ListColumn(fault.column)) for fault in one.faults]
        return _("Not known: {columns}").format(columns=listing(columns))
    if one.reason is LeftOut.FAULTY:
        return " ".join(f"{column_name(ListColumn(fault.column))}: {fault_reason(fault)}" for fault in one.faults)
    return _(LEFT_OUT[one.reason]) if one.reason is not None else ""
