"""Reports that a unit wants to have by themselves: subscribed, listed, no longer wanted (S0.29)."""

from functools import partial
from pathlib import Path

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_reports import Every
from csatdesk.domain.survey_subscriptions import AlreadySubscribed, FolderMissing, SubscriptionRow, done_before
from csatdesk.operations.absences import today
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_subscriptions import SurveySubscription


def subscribe(work: Work, *, survey_id: int, every: Every, folder: str) -> Undoable[int]:
    """From the time that runs now on, its report goes into this folder, with the rights of who says so."""
    require(work.actor, Right.SEE_SURVEYS)
    require(work.actor, Right.EXPORT)
    survey = own_survey(work, survey_id)
    place = Path(folder.strip())
    if not place.is_absolute() or not place.is_dir():
        raise FolderMissing(field="folder")
    query = select(SurveySubscription.id).where(
        SurveySubscription.survey_id == survey.id,
        SurveySubscription.is_active.is_(True),
        SurveySubscription.every == every,
        SurveySubscription.folder == str(place),
    )
    if work.db.execute(query.limit(1)).first() is not None:
        raise AlreadySubscribed(field="folder")
    before = done_before(every, today(work))
    row = SurveySubscription(
        uid=new_identity(work.at),
        centre_id=survey.centre_id,
        survey_id=survey.id,
        every=every,
        folder=str(place),
        made_at=work.at,
        made_by_id=work.actor.id,
        desk_id=work.actor.desk_id,
        begun_after=before,
        done_until=before,
    )
    work.db.add(row)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    return Undoable(row.id, partial(_set_active, subscription_id=row.id, is_active=False), N_("Sent by itself"))


def unsubscribe(work: Work, *, subscription_id: int) -> Undoable[None]:
    """No more reports go there. Those that are there stay."""
    _set_active(work, subscription_id=subscription_id, is_active=False)
    undo = partial(_set_active, subscription_id=subscription_id, is_active=True)
    return Undoable(None, undo, N_("No longer sent by itself"))


def _set_active(work: Work, *, subscription_id: int, is_active: bool) -> None:
    require(work.actor, Right.EXPORT)
    row = work.db.get_one(SurveySubscription, subscription_id)
    if row.centre_id != work.actor.centre_id:
        raise ChangedByOther()
    row.is_active = is_active
    work.changed.add(Kind.SURVEY)


def list_subscriptions(reading: Reading, *, survey_id: int) -> tuple[SubscriptionRow, ...]:
    require(reading.actor, Right.SEE_SURVEYS)
    query = (
        select(SurveySubscription, Staff.name)
        .join(Staff, Staff.id == SurveySubscription.made_by_id)
        .where(SurveySubscription.centre_id == reading.actor.centre_id, SurveySubscription.is_active.is_(True))
        .where(SurveySubscription.survey_id == survey_id)
        .order_by(SurveySubscription.id)
    )
    return tuple(
        SubscriptionRow(
            row.id, row.every, row.folder, name, row.done_until if row.done_until > row.begun_after else None, row.hitch
        )
        for row, name in reading.db.execute(query).tuples()
    )
