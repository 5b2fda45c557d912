"""Letters that wait for the post."""

from csatdesk.domain.letters import LetterRow, LetterState
from csatdesk.operations.cases.letter_rows import letter_row, letter_rows
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.letters import Letter
from csatdesk.store.visible import visible_cases

MOST = 200  # letters shown at once; the next come when these are in the post


def list_to_post(reading: Reading) -> tuple[LetterRow, ...]:
    """Printed letters of this person's office that nobody has said to be in the post, the oldest first."""
    query = letter_rows().where(
        Letter.centre_id == reading.actor.centre_id,
        Letter.state == LetterState.PRINTED,
        Letter.period == Case.period,
        Case.is_open == OPEN,
        Case.office_id == reading.actor.office_id,
        visible_cases(reading.actor),
    )
    return tuple(letter_row(found) for found in reading.db.execute(query.order_by(Letter.id).limit(MOST)))
