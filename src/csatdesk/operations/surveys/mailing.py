"""Invitations and reminders go out: by e-mail, as files for an e-mail program, as letters. What is about to leave is
written before, and what became of it after: each goes out once, whatever ends the program, and however many desks send.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlalchemy import delete, select

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Cancelled, Refusal, Trouble
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.survey_sending import LEAVING, MessageState, SendingPlan, Step, SurveyOver, due_step
from csatdesk.domain.surveys import Route, Sender, SurveyNotRunning, SurveyState
from csatdesk.operations.absences import today
from csatdesk.operations.letters.mail import MailOff
from csatdesk.operations.survey_texts import plan_of
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.surveys.due import asked_of, due_ids
from csatdesk.operations.surveys.list_submitting import require_submitted
from csatdesk.operations.surveys.paper import invitation_paper
from csatdesk.operations.surveys.reaching import objects
from csatdesk.operations.surveys.sending import Composed, check_copy, composed
from csatdesk.operations.work import Store, Work
from csatdesk.reports import letter as paper_of_letter
from csatdesk.reports.layout import write_file
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.survey_sending import SurveyMessage
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.clock import now
from csatdesk.system.mail import (
    MailRefused,
    MailRun,
    MailServer,
    MailUnsure,
    Message,
    as_bytes,
    first_address,
)
from csatdesk.wording.texts import spoken


class NothingDue(Refusal):
    text = N_("Nothing is to be sent now.")


class NoAddressThere(Refusal):
    text = N_("“{address}” is no e-mail address.")


class StillLeaving(Refusal):
    text = N_("This message is just being sent. Look again in a few minutes.")


class SendingStopped(Trouble):
    text = N_("{count} went out, then it stopped: {reason} The rest waits; send again later.")


@dataclass(frozen=True, slots=True)
class Sent:
    """`left_out`: answered or settled meanwhile, or sent from another desk."""

    sent: int = 0
    failed: int = 0
    unsure: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Outgoing:
    message_id: int
    to: str
    words: Composed
    sender_name: str
    copy_to: str
    uid: str


# by the mail server


def send_messages(
    store: Store, actor: Actor, progress: Progress, *, survey_id: int, step: Step, server: MailServer
) -> Sent:
    """All that is due, one after the other. Cancel ends it between two; the rest stays due."""
    if not server.is_on:
        raise MailOff()
    ids = _ids(store, actor, survey_id, step, Route.EMAIL)
    return send_these(store, actor, progress, ids=ids, what=(survey_id, step), server=server)


def send_these(
    store: Store, actor: Actor, progress: Progress, *, ids: Sequence[int], what: tuple[int, Step], server: MailServer
) -> Sent:
    """`what`: of which survey, and which message."""
    (survey_id, step), sent = what, Sent()
    with MailRun(server) as run:
        for done, invitation_id in enumerate(ids):
            progress(done, len(ids))
            try:
                with store.write(actor, now()) as work:
                    outgoing = _begin(work, survey_id, invitation_id, step)
                sent = _send_one(store, actor, sent, outgoing, partial(_deliver, run, server.sender))
            except Trouble as trouble:
                if not sent.sent:
                    raise
                raise SendingStopped(count=sent.sent, reason=spoken(trouble)) from trouble
    progress(len(ids), len(ids))
    return sent


def _ids(store: Store, actor: Actor, survey_id: int, step: Step, route: Route) -> tuple[int, ...]:
    require(actor, Right.LEAD_SURVEYS)
    with store.read(actor, now()) as reading:
        survey = own_survey(reading, survey_id)
        plan = plan_of(reading, survey)
        if survey.state is not SurveyState.RUNNING:
            raise SurveyNotRunning(name=survey.name)
        if survey.answer_by is not None and survey.answer_by < today(reading):
            raise SurveyOver()
        check_copy(survey, plan)
        require_submitted(reading, survey_id)
        found = due_ids(reading, survey, plan, step, route)
    if not found:
        raise NothingDue()
    return found


def _deliver(run: MailRun, sender: str, outgoing: _Outgoing) -> None:
    run.deliver(_message(outgoing, sender))


def _send_one(
    store: Store, actor: Actor, sent: Sent, outgoing: _Outgoing | None, leave: Callable[[_Outgoing], None]
) -> Sent:
    """One that was begun leaves, and what became of it is written down. None: it was not due any more."""
    if outgoing is None:
        return replace(sent, left_out=sent.left_out + 1)
    try:
        leave(outgoing)
    except MailUnsure as trouble:
        _end(store, actor, outgoing, MessageState.UNSURE, spoken(trouble))
        return replace(sent, unsure=sent.unsure + 1)
    except (MailRefused, NoAddressThere) as trouble:
        _end(store, actor, outgoing, MessageState.FAILED, spoken(trouble))
        return replace(sent, failed=sent.failed + 1)
    except Trouble:
        _take_back(store, actor, [outgoing])
        raise
    _end(store, actor, outgoing, MessageState.SENT, "")
    return replace(sent, sent=sent.sent + 1)


def _begin(work: Work, survey_id: int, invitation_id: int, step: Step) -> _Outgoing | None:
    """From now on nobody else sends it. None: it is not due any more."""
    query = select(Invitation).where(Invitation.id == invitation_id).with_for_update()
    row = work.db.execute(query).scalar_one()
    survey = own_survey(work, survey_id)
    plan = plan_of(work, survey)
    begun = select(SurveyMessage.id).where(SurveyMessage.invitation_id == row.id, SurveyMessage.step == step)
    is_due = (
        survey.state is SurveyState.RUNNING
        and due_step(asked_of(work, row), plan, today(work), survey.answer_by) is step
    )
    if not is_due or work.db.execute(begun).first() is not None:
        return None
    if row.customer_id is not None and objects(work, row.customer_id):
        row.disposition = Disposition.REFUSED  # they said so since they came onto the list or were drawn
        return None
    message = SurveyMessage(uid=new_identity(work.at), survey_id=survey.id, invitation_id=row.id, step=step)
    message.state, message.at = MessageState.OUTGOING, work.at
    work.db.add(message)
    work.db.flush()
    return _outgoing(work, message, row, survey, plan)


def _outgoing(work: Work, message: SurveyMessage, row: Invitation, survey: Survey, plan: SendingPlan) -> _Outgoing:
    """Its sender is one address for all; its name is that of who asks."""
    office = work.db.get_one(Office, row.office_id)
    name = work.centre.name if survey.sender is Sender.CENTRAL else office.name
    words = composed(work, survey, plan, row, message.step)
    return _Outgoing(message.id, row.address, words, name, plan.copy_to, str(message.uid))


def _message(outgoing: _Outgoing, sender: str) -> Message:
    to = first_address(outgoing.to)
    if not to:
        raise NoAddressThere(address=outgoing.to)
    return Message(
        uid=outgoing.uid,
        sender=sender,
        sender_name=outgoing.sender_name,
        to=to,
        subject=outgoing.words.subject,
        text=outgoing.words.body,
        at=now(),
        copy_to=outgoing.copy_to,
    )


def _end(store: Store, actor: Actor, outgoing: _Outgoing, state: MessageState, trouble: str) -> None:
    """What a person said of it meanwhile stands."""
    with store.write(actor, now()) as work:
        message = work.db.get(SurveyMessage, outgoing.message_id)
        if message is not None and message.state is MessageState.OUTGOING:
            _settle(work, message, state, trouble)


def _settle(work: Work, message: SurveyMessage, state: MessageState, trouble: str = "") -> None:
    """Write down what became of a message, with the person it went to when it did."""
    message.state, message.trouble = state, trouble
    if state is MessageState.SENT:
        row = work.db.get_one(Invitation, message.invitation_id, with_for_update=True)
        if message.step is Step.INVITATION:
            row.sent_at = message.at
        else:
            row.reminders, row.reminded_at = message.step.value, message.at
    work.changed.add(Kind.SURVEY)


# as files, and on paper


def write_files(
    store: Store, actor: Actor, progress: Progress, *, survey_id: int, step: Step, folder: Path, sender: str = ""
) -> Sent:
    """A file for each that is due, which an e-mail program opens and sends."""
    ids = _ids(store, actor, survey_id, step, Route.EMAIL)
    sent = Sent()
    for done, invitation_id in enumerate(ids):
        progress(done, len(ids))
        with store.write(actor, now()) as work:
            outgoing = _begin(work, survey_id, invitation_id, step)
        path = folder / f"{step.value}-{invitation_id:07}.eml"
        sent = _send_one(store, actor, sent, outgoing, partial(_write, path, sender))
    progress(len(ids), len(ids))
    return sent


def _write(path: Path, sender: str, outgoing: _Outgoing) -> None:
    write_file(path, as_bytes(replace(_message(outgoing, sender), is_draft=True)))


def print_letters(
    store: Store,
    actor: Actor,
    progress: Progress,
    *,
    survey_id: int,
    step: Step,
    path: Path,
    route: Route = Route.PAPER,
) -> Sent:
    """A letter for each that is due, all in one print file: they count as sent once it stands there."""
    ids = _ids(store, actor, survey_id, step, route)
    begun: list[_Outgoing] = []
    papers = []
    try:
        for done, invitation_id in enumerate(ids):
            progress(done, 2 * len(ids))
            with store.write(actor, now()) as work:
                outgoing = _begin(work, survey_id, invitation_id, step)
                if outgoing is not None:
                    papers.append(invitation_paper(work, invitation_id, outgoing.words, outgoing.sender_name))
            if outgoing is not None:  # what was not written down is not taken back
                begun.append(outgoing)
        if not papers:
            raise NothingDue()
        content = paper_of_letter.as_bytes(papers, lambda at, of: progress(of + at, 2 * of))
        write_file(path, content)
    except (Trouble, Refusal, Cancelled):
        _take_back(store, actor, begun)
        raise
    for outgoing in begun:
        _end(store, actor, outgoing, MessageState.SENT, "")
    return Sent(sent=len(begun), left_out=len(ids) - len(begun))


def _take_back(store: Store, actor: Actor, begun: Sequence[_Outgoing]) -> None:
    """They did not leave."""
    with store.write(actor, now()) as work:
        for outgoing in begun:
            work.db.execute(delete(SurveyMessage).where(SurveyMessage.id == outgoing.message_id))
        work.changed.add(Kind.SURVEY)


# what nobody knows


def say_what_became(work: Work, *, invitation_id: int, was_sent: bool) -> None:
    """Of a message of which nobody knows whether it left, or that was refused: a person looked. What was not sent is
    due again.
    """
    require(work.actor, Right.LEAD_SURVEYS)
    row = work.db.get_one(Invitation, invitation_id)
    own_survey(work, row.survey_id)
    _check_left(work, row.id)
    query = select(SurveyMessage).where(SurveyMessage.invitation_id == row.id, SurveyMessage.state != MessageState.SENT)
    for message in work.db.execute(query).scalars().all():
        if was_sent:
            _settle(work, message, MessageState.SENT)
        else:
            work.db.delete(message)
    work.changed.add(Kind.SURVEY)


def _check_left(work: Work, invitation_id: int) -> None:
    """While a desk hands it over nobody says that it did not leave: it would go out twice."""
    query = select(SurveyMessage.id).where(
        SurveyMessage.invitation_id == invitation_id,
        SurveyMessage.state == MessageState.OUTGOING,
        SurveyMessage.at > work.at - LEAVING,
    )
    if work.db.execute(query).first() is not None:
        raise StillLeaving()
