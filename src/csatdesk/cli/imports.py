"""`csatdesk import cases FILE` and `csatdesk import customers FILE`."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from csatdesk.cli.people import signed_in
from csatdesk.cli.talk import Told, say, warn
from csatdesk.domain.cases import CaseKind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.operations.cases import imports as of_cases
from csatdesk.operations.contacts import imports as of_customers
from csatdesk.operations.import_files import (
    ColumnMapping,
    DateStyle,
    FileLook,
    TableChoices,
    UnknownValue,
    look_at_file,
    sentence,
)
from csatdesk.operations.import_runs import ImportResult, RowsRefused, take_back_unfinished
from csatdesk.operations.profiles import Profile
from csatdesk.operations.session import Session
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext, spoken

PROBLEMS_MOST = 50  # lines told on the terminal; the sheet of bad rows holds all


class NoSuchField(Refusal):
    text = N_("“{name}” is no field. Fields are: {fields}.")


class NoSuchColumn(Refusal):
    text = N_("The file has no column “{column}”. Its columns are: {columns}.")


class DatesOpen(Refusal):
    text = N_("The dates in “{column}” can be read in two ways. Say --dates day_first or --dates month_first.")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("import", help=_("take over a list of another program"))
    parser.add_argument("what", choices=("cases", "customers"))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a .csv, .xlsx, .xls or .ods file"))
    parser.add_argument("--as", dest="name", default="", metavar="NAME", help=_("the name you sign in with"))
    parser.add_argument("--source", default="file", help=_("name of the list, so that a second import adds nothing"))
    parser.add_argument(
        "--column", action="append", default=[], metavar="FIELD=COLUMN", help=_("which column fills a field")
    )
    parser.add_argument("--dates", choices=[style.value for style in DateStyle], help=_("how dates are written"))
    parser.add_argument("--kind", choices=[kind.value for kind in CaseKind], help=_("kind of cases that name none"))
    parser.add_argument("--keep-topics", action="store_true", help=_("make no topics of unknown words"))
    parser.add_argument("--encoding", metavar="NAME", help=_("encoding of a text file"))
    parser.add_argument("--sheet", metavar="NAME", help=_("sheet of a workbook"))
    parser.add_argument(
        "--bad-rows", type=Path, metavar="FILE", help=_("import the good rows and write the bad ones there")
    )
    parser.set_defaults(run=run)


def run(wanted: argparse.Namespace, profile: Profile) -> int:
    session = signed_in(profile, wanted.name)
    try:
        take_back_unfinished(session.store, session.actor)
        look = look_at_file(wanted.file, what=wanted.what, options=TableChoices(wanted.encoding, None, wanted.sheet))
        mapping = _mapping(look, wanted.column)
        _tell_mapping(look, mapping)
        return _import(wanted, session, look, mapping)
    finally:
        session.close()


def _import(wanted: argparse.Namespace, session: Session, look: FileLook, mapping: ColumnMapping) -> int:
    try:
        if wanted.what == "cases":
            result = _cases(wanted, session, look, mapping)
        else:
            result = _customers(wanted, session, look, mapping)
    except RowsRefused as refused:
        for problem in refused.problems[:PROBLEMS_MOST]:
            warn(sentence(problem))
        warn(spoken(refused))
        return 1
    _tell(result, wanted.bad_rows)
    return 0


def _cases(wanted: argparse.Namespace, session: Session, look: FileLook, mapping: ColumnMapping) -> ImportResult:
    choices = replace(
        of_cases.usual_choices(look, source=wanted.source),
        date_styles=_date_styles(wanted.dates, look, mapping),
        make_topics=not wanted.keep_topics,
    )
    if wanted.kind:
        choices = replace(choices, default_kind=wanted.kind)
    zone, language = session.centre.zone, session.centre.language
    seen = of_cases.preview(look, mapping=mapping, choices=choices, zone=zone, language=language)
    _tell_unknown(seen.unknown)
    return of_cases.import_cases(
        session.store,
        session.actor,
        path=wanted.file,
        mapping=mapping,
        choices=choices,
        bad_rows="set_aside" if wanted.bad_rows else "refuse",
        bad_rows_path=wanted.bad_rows,
        expected_rows=look.row_count or 0,
        progress=Told(),
    )


def _customers(wanted: argparse.Namespace, session: Session, look: FileLook, mapping: ColumnMapping) -> ImportResult:
    return of_customers.import_customers(
        session.store,
        session.actor,
        path=wanted.file,
        mapping=mapping,
        choices=of_customers.usual_choices(look, source=wanted.source),
        bad_rows="set_aside" if wanted.bad_rows else "refuse",
        bad_rows_path=wanted.bad_rows,
        expected_rows=look.row_count or 0,
        progress=Told(),
    )


def _mapping(look: FileLook, wanted: Sequence[str]) -> ColumnMapping:
    """The guessed columns with those named on the command line; FIELD= takes a field out."""
    columns = dict(look.mapping.columns)
    for given in wanted:
        field, _sign, header = given.partition("=")
        if field not in {one.key for one in look.fields}:
            raise NoSuchField(name=field, fields=", ".join(one.key for one in look.fields))
        if not header:
            columns.pop(field, None)
        elif header in look.headers:
            columns[field] = look.headers.index(header)
        else:
            raise NoSuchColumn(column=header, columns=", ".join(look.headers))
    return look.mapped(columns)


def _date_styles(chosen: str | None, look: FileLook, mapping: ColumnMapping) -> Mapping[str, DateStyle]:
    """The style chosen for all date columns, else the guessed ones; what stays open is asked back."""
    fields = [key for key in ("received_at", "closed_at") if mapping.column(key) is not None]
    if chosen:
        return dict.fromkeys(fields, DateStyle(chosen))
    found = {}
    for key, guess in look.date_styles_for(mapping).items():
        if not guess.is_sure and guess.style is not None:
            raise DatesOpen(column=mapping.header(key))
        if guess.style is not None:
            found[key] = guess.style
    return found


def _tell_mapping(look: FileLook, mapping: ColumnMapping) -> None:
    for field in look.fields:
        if mapping.column(field.key) is not None:
            warn(_("{field}: column {column}").format(field=_(field.label), column=mapping.header(field.key)))


def _tell_unknown(unknown: Sequence[UnknownValue]) -> None:
    for one in unknown:
        words = _("Column {column}: “{value}” is unknown, {count} times from row {row} on; taken as “{taken}”.")
        warn(words.format(column=one.header, value=one.value, count=one.count, row=one.first_row, taken=one.taken_as))


def _tell(result: ImportResult, bad_rows: Path | None) -> None:
    say(ngettext("{count} row added.", "{count} rows added.", result.added).format(count=number(result.added)))
    for count, words in (
        (result.already_there, _("There already: {count}.")),
        (result.copies, _("Repeated in the file: {count}.")),
        (result.refused, _("Not imported: {count}.")),
    ):
        if count:
            say(words.format(count=number(count)))
    for problem in result.problems[:PROBLEMS_MOST]:
        warn(sentence(problem))
    if result.refused and bad_rows is not None:
        say(_("They stand, with the reasons, in {file}.").format(file=bad_rows))
