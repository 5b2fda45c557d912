"""Letters on paper and as files for an e-mail program."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import Refusal
from csatdesk.domain.letters import LetterKind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.calendars import calendar_version
from csatdesk.operations.cases.letter_values import spoken_language
from csatdesk.operations.letters.commands import check_ready, own_letter
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import letter as paper_of_letter
from csatdesk.reports import preview
from csatdesk.reports.layout import write_file
from csatdesk.reports.letter import LetterPaper
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.letters import Letter
from csatdesk.store.entities.staff import Staff
from csatdesk.system.clock import now
from csatdesk.system.mail import Message, as_bytes, first_address
from csatdesk.wording.formats import full_date
from csatdesk.wording.opening_hours import opening_words
from csatdesk.wording.texts import _, speaking

PREVIEW_SCALE = 1.5  # 108 dots an inch
PRINTER_SCALE = 300 / 72


class NoEmail(Refusal):
    text = N_("This customer has no e-mail address. Write it on the customer’s page first.")


SUBJECTS = {
    LetterKind.ANSWER: N_("Our answer, case {number}"),
    LetterKind.NOTICE: N_("How your case {number} stands"),
    LetterKind.ACKNOWLEDGEMENT: N_("We received your case {number}"),
}


def subject_of(kind: LetterKind, number: str) -> str:
    return _(SUBJECTS[kind]).format(number=number)


def read_letter(reading: Reading, *, letter_id: int, is_draft: bool = False) -> LetterPaper:
    """The letter as it goes out, in its own language. `is_draft`: only to be looked at, so it may be unfinished."""
    letter = own_letter(reading, letter_id)
    case = reading.db.get_one(Case, letter.case_id) if is_draft else check_ready(reading, letter)
    office = reading.db.get_one(Office, case.office_id)
    customer = reading.db.get_one(Customer, case.customer_id) if case.customer_id is not None else None
    spoken = spoken_language(letter.language)
    day = (letter.sent_at or reading.at).astimezone(ZoneInfo(reading.centre.zone)).date()
    with speaking(spoken):
        subject = subject_of(letter.kind, case.number)
        return LetterPaper(
            language=spoken,
            title=subject,
            centre=reading.centre.name,
            office=office.name,
            office_address=office.address,
            phone=_("Phone {number}").format(number=office.phone) if office.phone else "",
            hours=opening_words(calendar_version(reading, office.calendar_id)),
            address=address_lines(customer),
            number=case.number,
            day=full_date(day),
            subject=subject,
            text=letter.text,
            clerk=_signer(reading, letter, case),
        )


def address_lines(customer: Customer | None) -> tuple[str, ...]:
    """Name and address, a line for each part; what stands between commas is one."""
    if customer is None:
        return ()
    parts = [part.strip() for line in customer.address.splitlines() for part in line.split(",")]
    return (customer.name, *(part for part in parts if part))


def _signer(reading: Reading, letter: Letter, case: Case) -> str:
    """Who wrote it; of an answer, who prepared it."""
    staff_id = (case.prepared_by_id if letter.kind is LetterKind.ANSWER else None) or letter.made_by_id
    query = select(Staff.name).where(Staff.id == (staff_id or reading.actor.id))
    return reading.db.execute(query).scalar() or reading.actor.name


def draw_letters(
    store: Store,
    actor: Actor,
    progress: Progress = no_progress,
    *,
    letter_ids: Sequence[int],
    scale: float = PREVIEW_SCALE,
    is_draft: bool = False,
) -> tuple[bytes, ...]:
    """The pages of one letter or of several as PNG pictures, made in memory: for preview and printer."""
    papers = _read(store, actor, letter_ids, is_draft=is_draft)
    progress(1, 2)
    pages = tuple(preview.page_images(paper_of_letter.as_bytes(papers), scale))
    progress(2, 2)
    return pages


def export_letters(
    store: Store, actor: Actor, progress: Progress = no_progress, *, letter_ids: Sequence[int], path: Path
) -> Path:
    """Write one letter, or several, as one PDF."""
    papers = _read(store, actor, letter_ids)
    progress(1, 2)
    paper_of_letter.write(papers, path)
    return path


def _read(store: Store, actor: Actor, letter_ids: Sequence[int], *, is_draft: bool = False) -> list[LetterPaper]:
    require(actor, Right.SEE_CASES)
    with store.read(actor, now()) as reading:
        return [read_letter(reading, letter_id=one, is_draft=is_draft) for one in letter_ids]


def message_of(reading: Reading, *, letter_id: int, sender: str, sender_name: str) -> Message:
    """The letter as an e-mail: its words, and the same on paper as an attachment."""
    letter = own_letter(reading, letter_id)
    paper = read_letter(reading, letter_id=letter_id)
    case = reading.db.get_one(Case, letter.case_id)
    customer = reading.db.get_one(Customer, case.customer_id) if case.customer_id is not None else None
    to = first_address(customer.email) if customer is not None else ""
    if not to:
        raise NoEmail()
    return Message(
        uid=str(letter.uid),
        sender=sender,
        sender_name=sender_name,
        to=to,
        subject=paper.subject,
        text="\n".join(part for part in (paper.text, "", paper.clerk, paper.office, paper.centre, paper.phone)),
        pdf_name=f"{paper.number}.pdf",
        pdf=paper_of_letter.as_bytes([paper]),
        at=reading.at,
    )


def export_email(
    store: Store, actor: Actor, progress: Progress = no_progress, *, letter_id: int, path: Path, sender: str = ""
) -> Path:
    """Write the letter as a file that an e-mail program opens, ready to be looked at and sent."""
    require(actor, Right.SEE_CASES)
    with store.read(actor, now()) as reading:
        message = message_of(reading, letter_id=letter_id, sender=sender, sender_name=reading.centre.name)
    progress(1, 2)
    write_file(path, as_bytes(replace(message, is_draft=True)))
    return path
