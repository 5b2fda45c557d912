"""The letters of a case as rows: kept while they are written, marked when they went out, listed for the card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.cases import CaseKind, ReplyBy
from csatdesk.domain.contacts import Known
from csatdesk.domain.errors import Refusal
from csatdesk.domain.identity import new_identity
from csatdesk.domain.letters import CaseLetters, LetterKind, LetterRow, LetterState, Written, check_filled
from csatdesk.domain.marks import N_
from csatdesk.operations.work import Reading, Work
from csatdesk.store.audit import forget_values
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.centres import Centre, Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.letters import Letter
from csatdesk.store.entities.staff import Staff

SHOWN_MOST = 50  # letters on a card


class LetterOnItsWay(Refusal):
    text = N_(
        "This letter was handed to the mail server, which has not said yet whether it took it. Settle that first."
    )


class LetterOfEarlierPeriod(Refusal):
    text = N_("Case {number} was reopened after this letter was written. Write it anew.")


class NotApproved(Refusal):
    text = N_("A second person has to approve answers of this kind. Send it to be approved first.")


class ChangedSinceApproved(Refusal):
    text = N_("The text was changed after it was approved. Send it to be approved again.")


# who reads it before it goes out


def approve_kinds(reading: Reading) -> frozenset[CaseKind]:
    """Kinds of cases whose answers a second person reads before they go out."""
    found = reading.db.execute(select(Centre.approve_kinds).where(Centre.id == reading.actor.centre_id)).scalar_one()
    return frozenset(CaseKind(value) for value in found or ())


def needs_approval(reading: Reading, case: Case) -> bool:
    return case.kind in approve_kinds(reading)


def check_may_go_out(reading: Reading, case: Case, text: str) -> None:
    """What goes out is what was approved, word for word, where the kind of case asks for that."""
    if not needs_approval(reading, case):
        return
    if case.approved_by_id is None:
        raise NotApproved(field="answer")
    if case.answer_text != text.strip():
        raise ChangedSinceApproved(field="answer")


def is_on_its_way(reading: Reading, case: Case, text: str) -> bool:
    """Whether the mail server was handed this very answer: then it was complete and approved, whatever followed."""
    letter = open_letter(reading, case, LetterKind.ANSWER)
    return letter is not None and not letter.state.is_open and letter.text == text


def check_none_on_its_way(reading: Reading, case: Case) -> None:
    """What the mail server took has to be said of the case as it stood then."""
    query = select(Letter.id).where(Letter.case_id == case.id, Letter.state == LetterState.OUTGOING)
    if reading.db.execute(query.limit(1)).scalar() is not None:
        raise LetterOnItsWay()


def check_complete(reading: Reading, case: Case, text: str) -> None:
    """No place of a template is left open; braces in the customer's name are its own."""
    name = reading.db.get_one(Customer, case.customer_id).name if case.customer_id is not None else ""
    check_filled(text, (name,))


# writing


@dataclass(frozen=True, slots=True)
class LetterBefore:
    """How a letter stood before it was kept, to take that back; `values` None: there was none."""

    id: int
    values: dict[str, Any] | None


TAKEN_BACK = ("state", "language", "text", "template_id", "template_version", "printed_at", "printed_by_id", "trouble")


def open_letter(reading: Reading, case: Case, kind: LetterKind) -> Letter | None:
    """The letter of this kind that is being written in the present period."""
    query = select(Letter).where(Letter.case_id == case.id, Letter.kind == kind, Letter.period == case.period)
    query = query.where(Letter.state != LetterState.SENT).order_by(Letter.id.desc()).limit(1)
    return reading.db.execute(query).scalar_one_or_none()


def keep_letter(work: Work, case: Case, kind: LetterKind, text: str, written: Written | None) -> LetterBefore:
    """Write the letter, in place of what was written for it before. A changed text is to be printed anew."""
    letter = open_letter(work, case, kind)
    if letter is not None and not letter.state.is_open:
        raise LetterOnItsWay()
    values = {name: getattr(letter, name) for name in TAKEN_BACK} if letter is not None else None
    letter = letter or _new(work, case, kind)
    if letter.text != text:
        letter.state, letter.printed_at, letter.printed_by_id = LetterState.PREPARED, None, None
    letter.text, letter.trouble = text, ""
    _note_template(letter, written)
    work.db.add(letter)
    work.db.flush()
    return LetterBefore(letter.id, values)


def take_letter_back(work: Work, before: LetterBefore) -> None:
    letter = work.db.get_one(Letter, before.id)
    if not letter.state.is_open:
        raise LetterOnItsWay()
    if before.values is None:
        forget_values(work.db, "letters", [letter.id])
        work.db.delete(letter)
        return
    for name, value in before.values.items():
        setattr(letter, name, value)


@dataclass(frozen=True, slots=True)
class Sending:
    """When and how a letter went out, and what proves it."""

    at: datetime
    way: ReplyBy
    posting: str = ""
    written: Written | None = None


def mark_sent(work: Work, case: Case, kind: LetterKind, text: str, sending: Sending) -> LetterBefore | None:
    """The letter went out; one that was only told or written elsewhere is kept with its words.

    How it stood before; None where no words were said to be sent: what is prepared was not.
    """
    if not text:
        return None
    letter = open_letter(work, case, kind)
    if letter is not None and not letter.state.is_open and text != letter.text:
        raise LetterOnItsWay()
    values = {name: getattr(letter, name) for name in TAKEN_BACK} if letter is not None else None
    letter = letter or _new(work, case, kind)
    letter.text = text
    _note_template(letter, sending.written)
    letter.state, letter.way, letter.posting, letter.trouble = LetterState.SENT, sending.way, sending.posting, ""
    letter.sent_at, letter.sent_by_id, letter.confirmed_at = sending.at, work.actor.id, work.at
    work.db.add(letter)
    work.db.flush()
    return LetterBefore(letter.id, values)


def _note_template(letter: Letter, written: Written | None) -> None:
    """What it was made from; a letter that was only worked on further keeps the template it began with."""
    if written is None:
        return
    letter.language = written.language
    if written.template_id is not None or letter.template_id is None:
        letter.template_id, letter.template_version = written.template_id, written.template_version


def take_sending_back(work: Work, before: LetterBefore | None) -> None:
    """It was said by mistake that the letter went out."""
    if before is None:
        return
    letter = work.db.get_one(Letter, before.id)
    letter.way, letter.posting, letter.sent_at, letter.sent_by_id, letter.confirmed_at = None, "", None, None, None
    letter.state = LetterState.PREPARED
    take_letter_back(work, before)


def _new(work: Work, case: Case, kind: LetterKind) -> Letter:
    return Letter(
        uid=new_identity(work.at),
        centre_id=case.centre_id,
        case_id=case.id,
        period=case.period,
        kind=kind,
        state=LetterState.PREPARED,
        language=case.language,
        text="",
        made_at=work.at,
        made_by_id=work.actor.id,
        trouble="",
    )


# reading


_SENDER = aliased(Staff)


def letter_rows() -> Select[Any]:
    """To be narrowed; each result makes a row by `letter_row`."""
    return (
        select(Letter, Case.number, Case.period, Case.known, Customer.name, Staff.name, _SENDER.name)
        .join(Case, Case.id == Letter.case_id)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .outerjoin(Staff, Staff.id == Letter.made_by_id)
        .outerjoin(_SENDER, _SENDER.id == Letter.sent_by_id)
    )


def letter_row(found: Sequence[Any]) -> LetterRow:
    letter, number, period, known, customer, maker, sender = found
    return LetterRow(
        id=letter.id,
        case_id=letter.case_id,
        number=number,
        kind=letter.kind,
        state=letter.state,
        language=letter.language,
        text=letter.text,
        way=letter.way,
        made_at=letter.made_at,
        made_by=maker or "",
        printed_at=letter.printed_at,
        sent_at=letter.sent_at,
        sent_by=sender or "",
        trouble=letter.trouble,
        version=letter.version,
        customer_name=(customer or "") if known is Known.CUSTOMER else "",
        posting=letter.posting,
        is_earlier=letter.period != period,
    )


def load_letters(reading: Reading, case: Case) -> CaseLetters:
    """For the card of a case."""
    query = letter_rows().where(Letter.case_id == case.id).order_by(Letter.id.desc()).limit(SHOWN_MOST)
    office = reading.db.get_one(Office, case.office_id)
    return CaseLetters(
        rows=tuple(letter_row(found) for found in reading.db.execute(query)),
        office_name=office.name,
        office_phone=office.phone,
        centre_name=reading.centre.name,
        needs_approval=needs_approval(reading, case),
    )


def count_to_post(reading: Reading) -> int:
    """Letters of this person's office that were printed and are not yet known to be in the post."""
    query = select(func.count(Letter.id)).join(Case, Case.id == Letter.case_id)
    query = query.where(
        Letter.centre_id == reading.actor.centre_id,
        Letter.state == LetterState.PRINTED,
        Letter.period == Case.period,
        Case.is_open == OPEN,
        Case.office_id == reading.actor.office_id,
    )
    return reading.db.execute(query).scalar_one()
