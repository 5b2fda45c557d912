"""`csatdesk report case NUMBER --out FILE.pdf`."""

import argparse
from pathlib import Path

from csatdesk.cli.people import signed_in
from csatdesk.cli.talk import Told, say
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.operations.cases.exports import SIZES, export_case_file, export_receipt
from csatdesk.operations.cases.queries import case_by_number
from csatdesk.operations.profiles import Profile, now
from csatdesk.operations.session import Session
from csatdesk.wording.texts import _


class NoSuchCase(Refusal):
    text = N_("There is no case {number}. Look at its digits: one may be mistyped.")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("report", help=_("write a paper"))
    parser.add_argument("what", choices=("case", "receipt"), help=_("the whole case file, or the customer's receipt"))
    parser.add_argument("number", metavar="NUMBER", help=_("the case number, with or without dashes"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help=_("where to write it"))
    parser.add_argument("--size", choices=tuple(SIZES), default="A4", help=_("paper of a receipt"))
    parser.add_argument("--as", dest="name", default="", metavar="NAME", help=_("the name you sign in with"))
    parser.set_defaults(run=run)


def run(wanted: argparse.Namespace, profile: Profile) -> int:
    session = signed_in(profile, wanted.name)
    try:
        case_id = _case(session, wanted.number)
        if wanted.what == "case":
            export_case_file(session.store, session.actor, case_id=case_id, path=wanted.out, progress=Told())
        else:
            export_receipt(
                session.store, session.actor, case_id=case_id, path=wanted.out, size=wanted.size, progress=Told()
            )
    finally:
        session.close()
    say(_("Written: {file}").format(file=wanted.out))
    return 0


def _case(session: Session, typed: str) -> int:
    with session.store.read(session.actor, now()) as reading:
        case_id = case_by_number(reading, typed=typed)
    if case_id is None:
        raise NoSuchCase(number=typed)
    return case_id
