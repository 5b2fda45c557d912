"""The contact list of a survey on its way out: agreed to, submitted, and following what the survey is set up to be."""

from collections.abc import Iterable

from sqlalchemy import and_, not_, update

from csatdesk.domain.changes import Kind
from csatdesk.domain.contact_checks import ROLE_ADDRESS, shortened
from csatdesk.domain.contact_lists import ConsentMissing, ListColumn, ListEmpty, ListNotSubmitted
from csatdesk.domain.customers import WordingMissing
from csatdesk.domain.role_addresses import is_role_address
from csatdesk.domain.staff import Right, require
from csatdesk.domain.surveys import NewSurvey, Route, Sender
from csatdesk.operations.surveys.contact_lists import CellRefused, check_open, kept_list, office_of, route_of
from csatdesk.operations.surveys.list_counts import count_in
from csatdesk.operations.surveys.list_queries import counts, list_of, of_list, stored_addresses, survey_of
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.wording.texts import _


def confirm_consent(work: Work, *, survey_id: int, wording: str) -> None:
    """Every customer of the list agreed to take part, says this person, in these words (S0.27)."""
    require(work.actor, Right.LEAD_SURVEYS)
    survey = survey_of(work, survey_id)
    check_open(work, survey)
    if not wording.strip():
        raise WordingMissing(field="wording")
    if not counts(work, survey_id)[0]:
        raise ListEmpty()
    kept = kept_list(work, survey)
    kept.consent, kept.consent_at, kept.consent_by_id = wording.strip(), work.at, work.actor.id
    work.changed.add(Kind.SURVEY)


def submit_list(work: Work, *, survey_id: int) -> int:
    """From now on it may be sent, and its addresses count for the year. How many were new comes back."""
    require(work.actor, Right.LEAD_SURVEYS)
    survey = survey_of(work, survey_id)
    check_open(work, survey)
    addresses = stored_addresses(work, survey_id)
    if not addresses:
        raise ListEmpty()
    _check_mailboxes(survey, addresses)
    kept = kept_list(work, survey)
    if kept.consent_at is None:
        raise ConsentMissing()
    count = count_in(work, survey, addresses)
    kept.submitted_at, kept.submitted_by_id = work.at, work.actor.id
    work.changed.add(Kind.SURVEY)
    return count.would_add


def require_submitted(reading: Reading, survey_id: int) -> None:
    """Before the first invitation of a list goes out. A survey that asks no list passes."""
    kept = list_of(reading, survey_id)
    if kept is None or kept.submitted_at is not None or not counts(reading, survey_id)[0]:
        return
    raise ListNotSubmitted()


def follow_survey(work: Work, survey: Survey, before: NewSurvey) -> None:
    """The set-up of a draft has changed: its list goes the new way, and another unit or sender submits it anew."""
    kept = list_of(work, survey.id)
    if kept is not None and (survey.office_id, survey.sender) != (before.office_id, before.sender):
        kept.submitted_at, kept.submitted_by_id = None, None
    work.db.flush()
    rows = of_list(survey.id).with_only_columns(Invitation.id)
    change = update(Invitation).where(Invitation.id.in_(rows))
    if survey.office_id != before.office_id:
        work.db.execute(change.values(office_id=office_of(work, survey)))
    ways = tuple(map(Route, survey.routes))
    if ways != before.routes:
        is_theirs = and_(Invitation.customer_id.is_not(None), Invitation.route.in_(ways))  # by which they are reached
        work.db.execute(change.where(not_(is_theirs)).values(route=route_of(survey)))


def _check_mailboxes(survey: Survey, addresses: Iterable[str]) -> None:
    """The list may stem from when the unit was to send it, for which they are only pointed out (S0.24)."""
    role = next(filter(is_role_address, addresses), "") if survey.sender is Sender.CENTRAL else ""
    if role:
        raise CellRefused(
            field=ListColumn.ADDRESS.name.casefold(), reason=_(ROLE_ADDRESS).format(value=shortened(role))
        )
