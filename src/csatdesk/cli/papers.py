"""`csatdesk report case NUMBER --out FILE.pdf`, `csatdesk report month --month 2026-10 --out FILE.xlsx`."""

import argparse
from datetime import date
from pathlib import Path

from csatdesk.cli.people import signed_in
from csatdesk.cli.talk import Told, say
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.month_figures import MonthAsked, month_asked
from csatdesk.operations.cases.exports import SIZES, export_case_file, export_receipt
from csatdesk.operations.cases.queries import case_by_number
from csatdesk.operations.profiles import Profile, now
from csatdesk.operations.reports.month import load_report_facts
from csatdesk.operations.reports.month_paper import export_month
from csatdesk.operations.reports.register import export_register
from csatdesk.operations.session import Session
from csatdesk.wording.texts import _


class NoSuchCase(Refusal):
    text = N_("There is no case {number}. Look at its digits: one may be mistyped.")


class NumberMissing(Refusal):
    text = N_("Write the number of the case.")


class NoMonth(Refusal):
    text = N_("“{typed}” is no month. Write year and month: 2026-10.")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("report", help=_("write a paper"))
    what = _("the whole case file, the customer's receipt, the month sheet, or the complaints register")
    parser.add_argument("what", choices=("case", "receipt", "month", "register"), help=what)
    number = _("the case number, with or without dashes")
    parser.add_argument("number", metavar="NUMBER", nargs="?", default="", help=number)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help=_("where to write it"))
    parser.add_argument("--size", choices=tuple(SIZES), default="A4", help=_("paper of a receipt"))
    month = _("of the month sheet; the register goes from the begin of its year to its end. This month when left out")
    parser.add_argument("--month", default="", metavar="YYYY-MM", help=month)
    parser.add_argument("--as", dest="name", default="", metavar="NAME", help=_("the name you sign in with"))
    parser.set_defaults(run=run)


def run(wanted: argparse.Namespace, profile: Profile) -> int:
    session = signed_in(profile, wanted.name)
    try:
        {"month": _month, "register": _register}.get(wanted.what, _of_case)(session, wanted)
    finally:
        session.close()
    say(_("Written: {file}").format(file=wanted.out))
    return 0


def _of_case(session: Session, wanted: argparse.Namespace) -> None:
    if not wanted.number:
        raise NumberMissing()
    case_id = _case(session, wanted.number)
    if wanted.what == "case":
        export_case_file(session.store, session.actor, case_id=case_id, path=wanted.out, progress=Told())
    else:
        export_receipt(
            session.store, session.actor, case_id=case_id, path=wanted.out, size=wanted.size, progress=Told()
        )


def _month(session: Session, wanted: argparse.Namespace) -> None:
    asked = _asked(session, wanted.month)
    export_month(session.store, session.actor, asked=asked, path=wanted.out, progress=Told())


def _register(session: Session, wanted: argparse.Namespace) -> None:
    days = _asked(session, wanted.month).days
    first = days.first.replace(month=1, day=1)
    export_register(session.store, session.actor, first=first, last=days.last, path=wanted.out, progress=Told())


def _asked(session: Session, typed: str) -> MonthAsked:
    with session.store.read(session.actor, now()) as reading:
        today = load_report_facts(reading).today
    try:
        return month_asked(date.fromisoformat(f"{typed}-01") if typed else today, today)
    except (ValueError, OverflowError) as error:
        raise NoMonth(typed=typed) from error


def _case(session: Session, typed: str) -> int:
    with session.store.read(session.actor, now()) as reading:
        case_id = case_by_number(reading, typed=typed)
    if case_id is None:
        raise NoSuchCase(number=typed)
    return case_id
