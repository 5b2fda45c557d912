"""Erasing somebody from surveys: whom they were asked as, and what would tell that an answer is theirs."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from csatdesk.domain.customers import several
from csatdesk.domain.links import IN_TRASH_FOR
from csatdesk.domain.response_rates import Disposition
from csatdesk.operations.cases.erasing import empty
from csatdesk.operations.surveys.list_queries import known_customers
from csatdesk.operations.work import Work
from csatdesk.store.audit import AuditRow, AuditValue, forget_values
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.survey_entry import SurveyCallBack
from csatdesk.store.entities.survey_sending import SurveyMessage
from csatdesk.store.entities.survey_subscriptions import SurveyReportMail, SurveySubscriber, SurveySubscription
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer

UNSEEN = {"synchronize_session": False}
NOBODY = {
    **dict.fromkeys(("customer_id", "invitation_id", "case_id", "staff_id", "at", "segment", "topic_id")),
    "source": "",
    "language": "",
    "is_anonymous": True,
}
NOT_CALLED = {"name": "", "phone": "", "note": "", "response_id": None}
NO_NAME = {"first_name": "", "last_name": "", "address": "", "company": "", "phone": "", "extras": []}


def claim_listed(work: Work, customer_ids: Sequence[int]) -> None:
    """Rows of contact lists with an address that only these have are theirs, although nobody linked them."""
    wanted = _emails(work, customer_ids)
    if not wanted:
        return
    query = select(Invitation).where(
        Invitation.centre_id == work.actor.centre_id,
        Invitation.customer_id.is_(None),
        or_(Invitation.address.in_(wanted), func.lower(Invitation.address).in_(wanted)),
    )
    listed = work.db.execute(query).scalars().all()
    known = known_customers(work, listed)
    for one in listed:
        owner = known.get(one.id)
        if owner is not None and owner[0] in customer_ids:
            one.customer_id = owner[0]


def _emails(work: Work, customer_ids: Sequence[int]) -> set[str]:
    """As they are written, and in small letters."""
    emails = work.db.execute(
        select(Customer.email).where(Customer.id.in_(customer_ids), Customer.email != "")
    ).scalars()
    return {spelt for text in emails for one in several(text) for spelt in (one, one.lower(), one.casefold())}


def unsubscribe_erased(work: Work, customer_ids: Sequence[int]) -> None:
    """No report goes to them any more. Called while their addresses are still known."""
    wanted = _emails(work, customer_ids)
    theirs = _is_one_of(SurveySubscriber.address, wanted)
    _forget(work, work.db.execute(select(SurveySubscriber.id).where(theirs)).scalars().all())
    _forget_former(work, wanted)


def _is_one_of(column: InstrumentedAttribute[Any], wanted: Collection[str]) -> ColumnElement[bool]:
    return or_(column.in_(wanted), func.lower(column).in_(wanted))


def _forget_former(work: Work, wanted: Collection[str]) -> None:
    """Where reports went until the address was changed to another one, which stays."""
    were = or_(_is_one_of(AuditValue.before, wanted), _is_one_of(AuditValue.after, wanted))
    query = select(AuditRow.row_id).join(AuditValue, AuditValue.audit_id == AuditRow.id).distinct()
    of_addresses = AuditRow.what == SurveySubscriber.__tablename__
    ids = work.db.execute(query.where(of_addresses, were)).scalars().all()
    forget_values(work.db, SurveySubscriber.__tablename__, ids)
    went = _is_one_of(SurveyReportMail.address, wanted)
    emptied = update(SurveyReportMail).where(went).values(address="", trouble="")
    work.db.execute(emptied, execution_options=UNSEEN)


def forget_ended(work: Work) -> None:
    """Erase to whom reports went until 30 days ago. For the daily job."""
    query = (
        select(SurveySubscriber.id)
        .join(SurveySubscription, SurveySubscription.id == SurveySubscriber.subscription_id)
        .where(SurveySubscription.centre_id == work.actor.centre_id, SurveySubscription.is_active.is_(False))
        .where(SurveySubscription.ended_at <= work.at - IN_TRASH_FOR, SurveySubscriber.address != "")
    )
    _forget(work, work.db.execute(query).scalars().all())


def _forget(work: Work, ids: Sequence[int]) -> None:
    """What a mail server said goes too: it repeats the address."""
    said = update(SurveyReportMail).where(SurveyReportMail.subscriber_id.in_(ids)).values(address="", trouble="")
    work.db.execute(said, execution_options=UNSEEN)
    empty(work, SurveySubscriber, SurveySubscriber.id.in_(ids), {"address": ""})


def erase_from_surveys(work: Work, customer_ids: Sequence[int], case_ids: Sequence[int]) -> None:
    """What they marked stays as an anonymous answer, so that nothing that is counted changes; their words go."""
    work.db.flush()
    asked = or_(Invitation.customer_id.in_(customer_ids), Invitation.case_id.in_(case_ids))
    invited = select(Invitation.id).where(asked)
    theirs = or_(
        Response.customer_id.in_(customer_ids), Response.case_id.in_(case_ids), Response.invitation_id.in_(invited)
    )
    ids = work.db.execute(select(Response.id).where(theirs)).scalars().all()
    words = update(ResponseAnswer).where(ResponseAnswer.response_id.in_(ids)).values(text="")
    work.db.execute(words, execution_options=UNSEEN)
    unnamed = update(Response).where(Response.id.in_(ids)).values(**NOBODY)
    work.db.execute(unnamed, execution_options=UNSEEN)
    said = update(SurveyMessage).where(SurveyMessage.invitation_id.in_(invited)).values(trouble="")
    work.db.execute(said, execution_options=UNSEEN)  # a mail server repeats the address in what it says
    unasked = update(Invitation).where(asked, Invitation.disposition == Disposition.UNKNOWN)
    work.db.execute(unasked.values(disposition=Disposition.OTHER), execution_options=UNSEEN)  # nothing more goes there
    empty(work, Invitation, asked, {**NO_NAME, "version": Invitation.version + 1})
    called = or_(
        SurveyCallBack.customer_id.in_(customer_ids),
        SurveyCallBack.case_id.in_(case_ids),
        SurveyCallBack.response_id.in_(ids),
    )
    empty(work, SurveyCallBack, called, {**NOT_CALLED, "version": SurveyCallBack.version + 1})
