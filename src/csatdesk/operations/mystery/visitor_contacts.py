"""C30: at a wave's release the contacts its visitors made leave all figures, by the numbers of their receipts.

Such a case leaves lists and figures as one in the trash does, by the same condition, but never comes back.
"""

from sqlalchemy import select

from csatdesk.domain.deadlines import Clock
from csatdesk.domain.mystery import ReceiptUnknown
from csatdesk.operations.cases.clocks import end_clocks
from csatdesk.operations.cases.trash import put_into_trash
from csatdesk.operations.notices import notify
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.programmes import Visit, Wave
from csatdesk.wording.texts import _, speaking

TOLD = "test_contact"


def case_of_receipt(reading: Reading, typed: str) -> int | None:
    """The case of a receipt's number, gone or not; None for no number. ReceiptUnknown where there is none."""
    number = typed.strip().upper()
    if not number:
        return None
    query = select(Case.id).where(Case.number == number, Case.centre_id == reading.actor.centre_id)
    found = reading.db.execute(query).scalar()
    if found is None:
        raise ReceiptUnknown(field="receipt", number=typed.strip())
    return found


def end_test_contacts(work: Work, wave: Wave) -> int:
    """How many cases left the figures. Also those of visits that do not count: nobody asked for an answer there."""
    ended = 0
    for visit in work.db.execute(select(Visit).where(Visit.wave_id == wave.id, Visit.receipt != "")).scalars().all():
        case_id = case_of_receipt(work, visit.receipt)
        assert case_id is not None  # its number was looked up when the visit was reported
        visit.test_case_id = case_id
        ended += _end(work, work.db.get_one(Case, case_id), wave.name)
    return ended


def _end(work: Work, case: Case, wave_name: str) -> bool:
    end_clocks(work, case, Clock)
    is_there = case.is_open != GONE
    if is_there:
        with speaking(work.centre.language):
            put_into_trash(work, case, _("Contact of a mystery visitor, wave {name}").format(name=wave_name))
    people = {person for person in (case.owner_id, case.taken_by_id) if person is not None}
    notify(work, staff_ids=sorted(people), what=TOLD, case_id=case.id)
    return is_there
