"""A report leaves by e-mail, one for each subscriber (S0.30). What is about to leave is written before, and what became
of it after: each goes out once, whatever ends the program, and however many desks send.

While sending is off the e-mails are put into a folder, as files that an e-mail program opens and sends.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import select

from csatdesk.domain.changes import Kind, no_progress
from csatdesk.domain.errors import Trouble
from csatdesk.domain.identity import new_identity
from csatdesk.domain.staff import Actor
from csatdesk.domain.survey_sending import MessageState
from csatdesk.domain.survey_subscriptions import is_lost, is_refused, is_settled, may_leave
from csatdesk.operations.surveys.reports.export import free_paths
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.reports.layout import write_file
from csatdesk.store.entities.survey_subscriptions import SurveyReportMail, SurveySubscriber, SurveySubscription
from csatdesk.system.clock import now
from csatdesk.system.mail import MailRefused, MailRun, MailServer, MailUnsure, Message, as_bytes, first_address
from csatdesk.wording.texts import _, spoken

Leave = Callable[[Message], None]
UNWATCHED = partial(no_progress, 0, 0)


@dataclass(frozen=True, slots=True)
class Post:
    """From where e-mails leave, and who sits there. `run`: all of them by one connection. `at`: for all that is written
    down; None: the clock. `pulse` is called between two, and may raise Cancelled: the rest waits.
    """

    store: Store
    actor: Actor
    server: MailServer
    run: MailRun
    at: datetime | None = None
    pulse: Callable[[], None] = UNWATCHED

    @property
    def moment(self) -> datetime:
        return self.at or now()

    @property
    def lacks_password(self) -> bool:
        """Whether this desk leaves sending to one that knows the password."""
        return bool(self.server.user and not self.server.password)

    def leave(self, folder: Path) -> Leave:
        return self.run.deliver if self.server.is_on else partial(_lay, folder)


@dataclass(frozen=True, slots=True)
class ReportMail:
    """The report of one time as it goes to all subscribers. `name`: of its files, without ending. `is_again`: only to
    those to whom somebody sends it again.
    """

    subscription_id: int
    first: date
    sender: str
    sender_name: str
    subject: str
    text: str
    name: str
    pdf: bytes
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """What is known once all were tried: whether nothing more is to be done, and whether one is still refused."""

    is_done: bool
    is_refused: bool


@dataclass(frozen=True, slots=True)
class _Begun:
    mail_id: int
    uid: str
    address: str
    is_new: bool


def mail_words(survey: str, period: str, owner: str, centre: str) -> tuple[str, str]:
    """Subject and text, in the language that is spoken just then."""
    subject = _("{survey}: report for {period}").format(survey=survey, period=period)
    told = _("The report of the survey “{survey}” for {period} is attached.").format(survey=survey, period=period)
    ordered = _("{name} ordered it for you. Tell {name} if you no longer wish to get it.").format(name=owner)
    return subject, "\n\n".join((told, ordered, centre))


def send_to_all(post: Post, mail: ReportMail, leave: Leave) -> Passed:
    """Whom the server refuses holds up nobody else. Another Trouble, such as a server away, lets the rest wait."""
    with post.store.read(post.actor, post.moment) as reading:
        ids = _to_whom(reading, mail)
    for id_ in ids:
        post.pulse()
        with post.store.write(post.actor, post.moment) as work:
            begun = _begin(work, mail, id_)
        if begun is not None:
            _send_one(post, mail, begun, leave)
    with post.store.read(post.actor, post.moment) as reading:
        return _passed(reading, mail)


def _to_whom(reading: Reading, mail: ReportMail) -> list[int]:
    """Ids of subscribers. Who sends something again means those to whom it was given up, and nobody else."""
    if mail.is_again:
        return [row.subscriber_id for row in _rows(reading, mail) if is_refused(row.state, row.tries)]
    query = select(SurveySubscriber.id).where(
        SurveySubscriber.subscription_id == mail.subscription_id, SurveySubscriber.address != ""
    )
    return list(reading.db.execute(query.order_by(SurveySubscriber.id)).scalars())


def _begin(work: Work, mail: ReportMail, subscriber_id: int) -> _Begun | None:
    """From now on nobody else sends it. None: somebody did, or it is not wanted any more."""
    query = select(SurveySubscriber).where(SurveySubscriber.id == subscriber_id).with_for_update()
    subscriber = work.db.execute(query).scalar_one()
    if not subscriber.address or not work.db.get_one(SurveySubscription, mail.subscription_id).is_active:
        return None
    begun = select(SurveyReportMail).where(
        SurveyReportMail.subscriber_id == subscriber_id, SurveyReportMail.first == mail.first
    )
    row = work.db.execute(begun).scalars().first()
    is_new = row is None
    if row is None:
        row = SurveyReportMail(uid=new_identity(work.at), subscription_id=mail.subscription_id, first=mail.first)
        row.subscriber_id, row.tries, row.trouble = subscriber_id, 0, ""
        work.db.add(row)
    elif is_lost(row.state, row.at, work.at):
        row.state = MessageState.UNSURE
        return None
    elif not may_leave(row.state, row.tries, row.at, work.at):
        return None
    row.state, row.at, row.address = MessageState.OUTGOING, work.at, subscriber.address
    work.db.flush()
    return _Begun(row.id, str(row.uid), subscriber.address, is_new)


def _send_one(post: Post, mail: ReportMail, begun: _Begun, leave: Leave) -> None:
    state, trouble = MessageState.SENT, ""
    try:
        leave(_message(mail, begun, post.moment))
    except MailUnsure:
        state = MessageState.UNSURE
    except MailRefused as error:
        state, trouble = MessageState.FAILED, spoken(error)
    except Trouble:
        with post.store.write(post.actor, post.moment) as work:
            _take_back(work, begun)
        raise
    with post.store.write(post.actor, post.moment) as work:
        _note(work, begun.mail_id, state, trouble)


def _message(mail: ReportMail, begun: _Begun, at: datetime) -> Message:
    return Message(
        uid=begun.uid,
        sender=mail.sender,
        sender_name=mail.sender_name,
        to=first_address(begun.address),
        subject=mail.subject,
        text=mail.text,
        at=at,
        pdf_name=f"{mail.name}.pdf",
        pdf=mail.pdf,
    )


def _lay(folder: Path, message: Message) -> None:
    """As a draft, beside what is there already."""
    (path,) = free_paths(folder, Path(message.pdf_name).stem, (".eml",))
    write_file(path, as_bytes(replace(message, is_draft=True)))


def _note(work: Work, mail_id: int, state: MessageState, trouble: str) -> None:
    """What another desk gave up as lost meanwhile is known after all."""
    row = work.db.get_one(SurveyReportMail, mail_id)
    row.state, row.trouble = state, trouble
    row.tries += state is MessageState.FAILED
    work.changed.add(Kind.SURVEY)


def _take_back(work: Work, begun: _Begun) -> None:
    """It did not leave. That somebody sends it again stays known."""
    row = work.db.get_one(SurveyReportMail, begun.mail_id)
    if begun.is_new:
        work.db.delete(row)
    else:
        row.state = MessageState.FAILED


def _passed(reading: Reading, mail: ReportMail) -> Passed:
    rows = _rows(reading, mail)
    are_settled = all(is_settled(row.state, row.tries) for row in rows)
    are_all = mail.is_again or len(rows) == len(_to_whom(reading, mail))
    return Passed(are_settled and are_all, any(is_refused(row.state, row.tries) for row in rows))


def _rows(reading: Reading, mail: ReportMail) -> Sequence[SurveyReportMail]:
    """Of all who still get it."""
    query = (
        select(SurveyReportMail)
        .join(SurveySubscriber, SurveySubscriber.id == SurveyReportMail.subscriber_id)
        .where(SurveyReportMail.subscription_id == mail.subscription_id, SurveyReportMail.first == mail.first)
        .where(SurveySubscriber.address != "")
    )
    return reading.db.execute(query.order_by(SurveyReportMail.id)).scalars().all()
