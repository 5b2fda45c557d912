"""An invitation or a reminder as a letter."""

from csatdesk.operations.absences import today
from csatdesk.operations.calendars import calendar_version
from csatdesk.operations.surveys.sending import Composed
from csatdesk.operations.work import Reading
from csatdesk.reports.letter import LetterPaper
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.surveys import Invitation
from csatdesk.wording.formats import full_date
from csatdesk.wording.opening_hours import opening_words
from csatdesk.wording.texts import _, speaking


def invitation_paper(reading: Reading, invitation_id: int, words: Composed, signer: str) -> LetterPaper:
    """`signer`: who asks. Its number is the code by which it is answered."""
    row = reading.db.get_one(Invitation, invitation_id)
    office = reading.db.get_one(Office, row.office_id)
    with speaking(words.language):
        return LetterPaper(
            language=words.language,
            title=words.subject,
            centre=reading.centre.name,
            office=office.name,
            office_address=office.address,
            phone=_("Phone {number}").format(number=office.phone) if office.phone else "",
            hours=opening_words(calendar_version(reading, office.calendar_id)),
            address=_address(row),
            number=row.code,
            day=full_date(today(reading)),
            subject=words.subject,
            text=words.body,
            clerk=signer,
            number_words=_("Your code"),
        )


def _address(row: Invitation) -> tuple[str, ...]:
    name = " ".join(filter(None, (row.first_name, row.last_name)))
    parts = [part.strip() for line in row.address.splitlines() for part in line.split(",")]
    return tuple(filter(None, (row.company, name, *parts)))
