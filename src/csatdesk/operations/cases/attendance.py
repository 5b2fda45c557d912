"""How contacts were attended to, as they are kept and as the card of a case tells it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from csatdesk.domain.attendance import Attendance, QueueTicket, Representative
from csatdesk.operations.work import Reading
from csatdesk.store.entities.contacts import Contact


def keep_attendance(contact: Contact, attendance: Attendance, at: datetime) -> None:
    """Write down what is known of it; waiting and desk time follow from the ticket."""
    who, ticket = attendance.representative, attendance.ticket
    if who is not None:
        contact.representative, contact.relation = who.name.strip(), who.relation
        contact.authority_seen = who.authority_seen
        contact.authority = who.authority.strip() if who.authority_seen else ""
    contact.read_back, contact.read_back_at = attendance.read_back, attendance.read_back_at
    if ticket is not None:
        waited, at_desk = ticket.waited, ticket.at_desk(at)
        contact.ticket, contact.ticket_at, contact.called_at = ticket.number.strip(), ticket.drawn_at, ticket.called_at
        contact.waited_seconds = int(waited.total_seconds()) if waited is not None else None
        contact.desk_seconds = int(at_desk.total_seconds()) if at_desk is not None else None


def load_attendance(reading: Reading, case_id: int) -> Attendance:
    """Of each of its parts the newest of all contacts of the case."""
    query = select(Contact).where(Contact.case_id == case_id).order_by(Contact.at.desc(), Contact.id.desc())
    contacts = reading.db.execute(query).scalars().all()
    read_back = next((one for one in contacts if one.read_back is not None), None)
    with_ticket = next((one for one in contacts if one.ticket or one.called_at is not None), None)
    return Attendance(
        representative=_representative(contacts),
        read_back=read_back.read_back if read_back is not None else None,
        read_back_at=read_back.read_back_at if read_back is not None else None,
        ticket=_ticket(with_ticket) if with_ticket is not None else None,
        desk_seconds=with_ticket.desk_seconds if with_ticket is not None else None,
    )


def _representative(contacts: Sequence[Contact]) -> Representative | None:
    for one in contacts:
        if one.relation is not None and one.representative:
            return Representative(one.representative, one.relation, one.authority_seen, one.authority)
    return None


def _ticket(contact: Contact) -> QueueTicket:
    return QueueTicket(contact.ticket, contact.ticket_at, contact.called_at)
