"""Sending letters by e-mail. What is about to happen is written before, and what came of it after: a letter that was
refused or interrupted is never taken for sent, and none is sent twice.
"""

from csatdesk.domain.cases import ReplyBy
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Cancelled, Trouble
from csatdesk.domain.letters import LetterState
from csatdesk.domain.staff import Actor, Right
from csatdesk.operations.cases.letter_rows import LetterOnItsWay
from csatdesk.operations.cases.life import workable
from csatdesk.operations.letters.commands import LetterSentAlready, confirm_sent, own_letter
from csatdesk.operations.letters.mail import MailOff
from csatdesk.operations.letters.papers import message_of
from csatdesk.operations.work import Store, Work
from csatdesk.system.clock import now
from csatdesk.system.mail import MailServer, MailUnsure, Message, deliver
from csatdesk.wording.texts import spoken


def send_letter(store: Store, actor: Actor, progress: Progress, *, letter_id: int, server: MailServer) -> str:
    """Send one letter and say so of its case; the address it went to.

    The server's acceptance meets the clock. MailUnsure leaves the letter as on its way until a person says what
    became of it.
    """
    if not server.is_on:
        raise MailOff()
    with store.write(actor, now()) as work:
        message = _begin(work, letter_id, server)
    try:
        progress(1, 3)
        deliver(server, message)
    except Cancelled:
        with store.write(actor, now()) as work:
            _take_back(work, letter_id, "")
        raise
    except MailUnsure as trouble:
        with store.write(actor, now()) as work:
            own_letter(work, letter_id).trouble = spoken(trouble)
        raise
    except Trouble as trouble:
        with store.write(actor, now()) as work:
            _take_back(work, letter_id, spoken(trouble))
        raise
    with store.write(actor, now()) as work:
        confirm_sent(work, letter_ids=(letter_id,), sent_at=work.at, way=ReplyBy.EMAIL)
    return message.to


def _begin(work: Work, letter_id: int, server: MailServer) -> Message:
    """From now on nobody else sends it."""
    letter = own_letter(work, letter_id)
    case = workable(work, letter.case_id, Right.WORK_ON_CASE)
    if letter.state is LetterState.SENT:
        raise LetterSentAlready(number=case.number)
    if not letter.state.is_open:
        raise LetterOnItsWay()
    message = message_of(work, letter_id=letter_id, sender=server.sender, sender_name=work.centre.name)
    letter.state, letter.email, letter.trouble = LetterState.OUTGOING, message.to, ""
    work.changed.add(Kind.CASE)
    return message


def _take_back(work: Work, letter_id: int, words: str) -> None:
    letter = own_letter(work, letter_id)
    letter.state = LetterState.PRINTED if letter.printed_at else LetterState.PREPARED
    letter.trouble = words
    work.changed.add(Kind.CASE)
