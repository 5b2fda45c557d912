"""Reports that a unit wants to have by themselves: subscribed, listed, no longer wanted (S0.29)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_reports import Every
from csatdesk.domain.survey_sending import MessageState
from csatdesk.domain.survey_subscriptions import (
    ADDRESSES_MOST,
    NEVER_DONE,
    AlreadyMailed,
    AlreadySubscribed,
    Awaited,
    FilesNeedFolder,
    FolderMissing,
    LeftAlready,
    NowhereToGo,
    SubscriptionRow,
    TooManySubscribers,
    Undelivered,
    done_before,
    is_given_up,
    is_lost,
    next_on,
    typed_addresses,
)
from csatdesk.domain.surveys import SurveyState
from csatdesk.operations.absences import today
from csatdesk.operations.contacts.ways import NoEmail, is_email
from csatdesk.operations.letters.mail import load_mail
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.surveys.reports.counting import whole_campaign
from csatdesk.operations.surveys.reports.given_up import count_again, given_up
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_subscriptions import SurveyReportMail, SurveySubscriber, SurveySubscription
from csatdesk.store.entities.surveys import Survey
from csatdesk.system.mail import first_address

ORDERED = N_("Sent by itself")
NOT_THERE = {MessageState.FAILED, MessageState.UNSURE}


def order_reports(
    work: Work, *, survey_id: int, every: Every, folder: str, addresses: str
) -> Undoable[tuple[int, ...]]:
    """Into a folder, to subscribers, or both: two subscriptions then, for one may fail and the other not."""
    made = []
    if folder.strip():
        made.append(subscribe(work, survey_id=survey_id, every=every, folder=folder))
    if addresses.strip():
        made.append(subscribe_by_mail(work, survey_id=survey_id, every=every, addresses=addresses, folder=folder))
    if not made:
        raise NowhereToGo(field="folder")
    ids = tuple(one.result for one in made)
    return Undoable(ids, partial(_take_back, subscription_ids=ids), ORDERED)


def subscribe(work: Work, *, survey_id: int, every: Every, folder: str) -> Undoable[int]:
    """From the time that runs now on, its report goes into this folder, with the rights of who says so."""
    survey, place = _own(work, survey_id), _place(folder)
    row = _row(work, survey, every, place)
    check_free(work, row, ())
    return _ordered(work, row)


def subscribe_by_mail(work: Work, *, survey_id: int, every: Every, addresses: str, folder: str = "") -> Undoable[int]:
    """The same by e-mail. `folder`: where the e-mails are put while sending is off."""
    survey, place = _own(work, survey_id), _place(folder) if folder.strip() else ""
    to = checked(typed_addresses(addresses))
    if not place and not load_mail(work).is_on:
        raise FilesNeedFolder(field="folder")
    row = _row(work, survey, every, place)
    row.by_mail = True
    check_free(work, row, to)
    made = _ordered(work, row)
    work.db.add_all(SurveySubscriber(subscription_id=row.id, address=one) for one in to)
    return made


def _own(work: Work, survey_id: int) -> Survey:
    """Held until it is written down: the same report is not ordered twice from two desks."""
    require(work.actor, Right.SEE_SURVEYS)
    require(work.actor, Right.EXPORT)
    own_survey(work, survey_id)
    return work.db.get_one(Survey, survey_id, with_for_update=True)


def _place(folder: str) -> str:
    place = Path(folder.strip())
    if not place.is_absolute() or not place.is_dir():
        raise FolderMissing(field="folder")
    return str(place)


def checked(addresses: Sequence[str]) -> Sequence[str]:
    """What reads as an address, and mail servers take."""
    if len(addresses) > ADDRESSES_MOST:
        raise TooManySubscribers(field="addresses", most=ADDRESSES_MOST)
    for one in addresses:
        if not is_email(one) or not first_address(one):
            raise NoEmail(field="addresses", value=one)
    return addresses


def check_free(work: Work, row: SurveySubscription, addresses: Sequence[str]) -> None:
    """Nobody gets a report twice, nor a folder."""
    query = select(SurveySubscription).where(
        SurveySubscription.survey_id == row.survey_id,
        SurveySubscription.is_active.is_(True),
        SurveySubscription.every == row.every,
        SurveySubscription.by_mail.is_(row.by_mail),
    )
    others = work.db.execute(query).scalars().all()
    if not row.by_mail and any(one.folder == row.folder for one in others):
        raise AlreadySubscribed(field="folder")
    taken = {one.casefold() for known in addresses_of(work, [one.id for one in others]).values() for one in known}
    for one in addresses:
        if one.casefold() in taken:
            raise AlreadyMailed(field="addresses", address=one)


def _row(work: Work, survey: Survey, every: Every, folder: str) -> SurveySubscription:
    before = done_before(every, today(work))
    return SurveySubscription(
        uid=new_identity(work.at),
        centre_id=survey.centre_id,
        survey_id=survey.id,
        every=every,
        folder=folder,
        by_mail=False,
        made_at=work.at,
        made_by_id=work.actor.id,
        desk_id=work.actor.desk_id,
        begun_after=before,
        done_until=before,
    )


def _ordered(work: Work, row: SurveySubscription) -> Undoable[int]:
    work.db.add(row)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    return Undoable(row.id, partial(_take_back, subscription_ids=(row.id,)), ORDERED)


def unsubscribe(work: Work, *, subscription_id: int) -> Undoable[None]:
    """No more reports go there. Those that are there stay."""
    _end(work, subscription_ids=(subscription_id,))
    return Undoable(None, partial(_begin_again, subscription_id=subscription_id), N_("No longer sent by itself"))


def _take_back(work: Work, *, subscription_ids: Sequence[int]) -> None:
    """What was sent cannot be undone."""
    left = select(SurveyReportMail.id).where(SurveyReportMail.subscription_id.in_(subscription_ids)).limit(1)
    if work.db.execute(left).first() is not None:
        raise LeftAlready()
    _end(work, subscription_ids=subscription_ids)


def _end(work: Work, *, subscription_ids: Sequence[int]) -> None:
    for one in subscription_ids:
        row = held(work, one)
        row.is_active, row.ended_at = False, work.at


def _begin_again(work: Work, *, subscription_id: int) -> None:
    """Unless somebody ordered the same meanwhile, or it ended so long ago that nobody knows the addresses."""
    row = held(work, subscription_id)
    work.db.get_one(Survey, row.survey_id, with_for_update=True)
    to = addresses_of(work, [row.id]).get(row.id, ())
    if row.by_mail and not to:
        raise ChangedByOther()
    if not row.is_active:
        check_free(work, row, to)
    row.is_active, row.ended_at = True, None


def held(work: Work, subscription_id: int) -> SurveySubscription:
    """One of the own centre, which is about to be changed."""
    require(work.actor, Right.EXPORT)
    row = work.db.get_one(SurveySubscription, subscription_id)
    if row.centre_id != work.actor.centre_id:
        raise ChangedByOther()
    work.changed.add(Kind.SURVEY)
    return row


def addresses_of(reading: Reading, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """By subscription, as they were written."""
    query = select(SurveySubscriber.subscription_id, SurveySubscriber.address).where(
        SurveySubscriber.subscription_id.in_(ids), SurveySubscriber.address != ""
    )
    found: dict[int, tuple[str, ...]] = {}
    for id_, address in reading.db.execute(query.order_by(SurveySubscriber.id)).tuples():
        found[id_] = (*found.get(id_, ()), address)
    return found


def list_subscriptions(reading: Reading, *, survey_id: int) -> tuple[SubscriptionRow, ...]:
    require(reading.actor, Right.SEE_SURVEYS)
    query = (
        select(SurveySubscription, Staff.name, Survey.state)
        .join(Staff, Staff.id == SurveySubscription.made_by_id)
        .join(Survey, Survey.id == SurveySubscription.survey_id)
        .where(SurveySubscription.centre_id == reading.actor.centre_id, SurveySubscription.is_active.is_(True))
        .where(SurveySubscription.survey_id == survey_id)
        .order_by(SurveySubscription.id)
    )
    rows = reading.db.execute(query).tuples().all()
    addresses = addresses_of(reading, [row.id for row, *_rest in rows])
    return tuple(
        replace(_shown(reading, row, name, _coming(reading, row, state)), addresses=addresses.get(row.id, ()))
        for row, name, state in rows
    )


Coming = tuple[date | None, Awaited | None]


def _coming(reading: Reading, row: SurveySubscription, state: SurveyState) -> Coming:
    """When the next report is due, or what is waited for; neither once the survey has ended and all are made."""
    if state is SurveyState.DRAFT:
        return None, Awaited.BEGIN
    day = today(reading)
    if row.every is Every.CAMPAIGN and state is not SurveyState.ENDED:
        return None, Awaited.END
    if row.every is Every.CAMPAIGN:
        return (day if row.done_until == NEVER_DONE else None), None
    is_over = state is SurveyState.ENDED and whole_campaign(reading, row.survey_id).last <= row.done_until
    return (None if is_over else next_on(row.every, row.done_until, day)), None


def _shown(reading: Reading, row: SurveySubscription, name: str, coming: Coming) -> SubscriptionRow:
    sent_on, sent_to = _sent(reading, row.id) if row.by_mail else (None, 0)
    return SubscriptionRow(
        id=row.id,
        every=row.every,
        folder=row.folder,
        made_by=name,
        last=row.done_until if row.done_until > row.begun_after else None,
        hitch=row.hitch,
        next_on=coming[0],
        awaited=coming[1],
        by_mail=row.by_mail,
        sent_on=sent_on,
        sent_to=sent_to,
        undelivered=_undelivered(reading, row.id) if row.by_mail else (),
        given_up=given_up(reading, row.id, row.every) if row.by_mail else (),
        again=count_again(reading, row.id) if row.by_mail else 0,
    )


def _newest(subscription_id: int, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """E-mails of its newest report."""
    of_it = SurveyReportMail.subscription_id == subscription_id
    first = select(SurveyReportMail.first).where(of_it, *conditions).order_by(SurveyReportMail.first.desc()).limit(1)
    return and_(of_it, SurveyReportMail.first == first.scalar_subquery(), *conditions)


def _sent(reading: Reading, subscription_id: int) -> tuple[date | None, int]:
    """When the newest that reached somebody left, and to how many."""
    newest = _newest(subscription_id, SurveyReportMail.state == MessageState.SENT)
    at, count = reading.db.execute(select(func.max(SurveyReportMail.at), func.count()).where(newest)).tuples().one()
    return (at.astimezone(ZoneInfo(reading.centre.zone)).date() if count else None), count


def _undelivered(reading: Reading, subscription_id: int) -> tuple[Undelivered, ...]:
    query = (
        select(SurveyReportMail, SurveySubscriber.address)
        .join(SurveySubscriber, SurveySubscriber.id == SurveyReportMail.subscriber_id)
        .where(_newest(subscription_id), SurveySubscriber.address != "")
        .order_by(SurveyReportMail.id)
    )
    found = [(_told(mail, reading.at), mail, address) for mail, address in reading.db.execute(query).tuples()]
    return tuple(
        Undelivered(mail.address or address, state, mail.trouble, is_given_up(mail.state, mail.tries))
        for state, mail, address in found
        if state in NOT_THERE
    )


def _told(mail: SurveyReportMail, at: datetime) -> MessageState | None:
    """None: somebody sends it again, and it waits for that."""
    if mail.state is MessageState.FAILED and not mail.tries:
        return None
    return MessageState.UNSURE if is_lost(mail.state, mail.at, at) else mail.state
