"""Reports that are due are made, from any desk that reaches their folder or the mail server, with the rights of who
wanted them (S0.28, S0.30).

A desk leases a subscription before it writes, so that two desks make each report once. What stood in the way is tried
again: nothing counts as made before its files are there, or its e-mails have left.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import NotAllowed, Refusal, Trouble
from csatdesk.domain.file_names import file_name
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.survey_reports import Every, Period, ReportAsked, period_with
from csatdesk.domain.survey_subscriptions import NEVER_DONE, TRY_AGAIN, Hitch, missing_periods
from csatdesk.domain.surveys import SurveyState
from csatdesk.operations.absences import today
from csatdesk.operations.letters.mail import load_mail
from csatdesk.operations.surveys.reports.by_mail import (
    Passed,
    Post,
    ReportMail,
    mail_words,
    send_to_all,
)
from csatdesk.operations.surveys.reports.counting import whole_campaign
from csatdesk.operations.surveys.reports.export import export_report, free_paths, report_pdf
from csatdesk.operations.surveys.reports.given_up import waiting_firsts
from csatdesk.operations.surveys.reports.words import period_words
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_subscriptions import SurveySubscription
from csatdesk.store.entities.surveys import Survey
from csatdesk.system.mail import MailRun, MailServer
from csatdesk.wording.texts import speaking

LEASE = timedelta(minutes=10)
AGAIN_AFTER = timedelta(minutes=10)  # after a folder or the mail server was away
OF_ONE_DESK = {Hitch.FOLDER_AWAY, Hitch.NO_PASSWORD}
SUFFIXES = (".pdf", ".xlsx")


@dataclass(frozen=True, slots=True)
class _Task:
    """Reports of one subscription. `until`: what is done once they are there. `person` None: may no longer. `again`:
    older ones that somebody sends again to those to whom they were given up.
    """

    id: int
    by_mail: bool
    folder: str
    survey: str
    person: Actor | None
    owner: str
    centre: str
    language: str
    asked: tuple[ReportAsked, ...]
    again: tuple[ReportAsked, ...]
    until: date


@dataclass(frozen=True, slots=True)
class _Made:
    """Up to which day it came, what stood in its way, and how many reports were made."""

    until: date | None
    hitch: Hitch | None
    count: int


def waits_to_be_made(reading: Reading) -> bool:
    """Whether a report is due that this desk can make."""
    return bool(_due_ids(reading))


def make_due(store: Store, actor: Actor, progress: Progress, *, server: MailServer, at: datetime | None = None) -> int:
    """A job: make what is due; how many reports."""
    made = 0
    with MailRun(server) as run:
        post = Post(store, actor, server, run, at)
        with store.read(actor, post.moment) as reading:
            ids = _due_ids(reading, lacks_password=post.lacks_password)
        for place, id_ in enumerate(ids):
            pulse = partial(progress, place, len(ids))
            pulse()
            with store.write(actor, post.moment) as work:
                task = _leased(work, id_)
            if task is not None:
                done = _make(task, replace(post, pulse=pulse))
                with store.write(actor, post.moment) as work:
                    _settle(work, id_, done)
                made += done.count
    return made


def _due_ids(reading: Reading, *, lacks_password: bool = False) -> list[int]:
    """Of surveys that were confirmed and have begun (S0.30). `lacks_password`: this desk can send no e-mail."""
    sends = load_mail(reading).is_on
    query = (
        select(SurveySubscription, Survey.state)
        .join(Survey, Survey.id == SurveySubscription.survey_id)
        .where(SurveySubscription.centre_id == reading.actor.centre_id, SurveySubscription.is_active.is_(True))
        .where(Survey.state != SurveyState.DRAFT)
        .order_by(SurveySubscription.id)
    )
    rows = reading.db.execute(query).tuples()
    return [
        row.id
        for row, state in rows
        if _is_due(reading, row, state) and _reaches(reading.actor, row, sends, sends and not lacks_password)
    ]


def _is_due(reading: Reading, row: SurveySubscription, state: SurveyState) -> bool:
    """A clock that was set back makes nobody wait longer. A right that was lost ends it."""
    if row.hitch is Hitch.NOT_ALLOWED:
        return False
    if row.leased_until is not None and reading.at < row.leased_until <= reading.at + LEASE:
        return False
    if row.tried_at is not None and _rests(reading, row, row.tried_at):
        return False
    return _has_missing(reading, row, state) or bool(_goes_again(reading, row))


def _has_missing(reading: Reading, row: SurveySubscription, state: SurveyState) -> bool:
    if row.every is Every.CAMPAIGN:
        return state is SurveyState.ENDED and row.done_until == NEVER_DONE
    return bool(missing_periods(row.every, row.done_until, today(reading)))


def _goes_again(reading: Reading, row: SurveySubscription) -> tuple[Period, ...]:
    """Times that are done, whose report is sent again to somebody."""
    if not row.by_mail or row.done_until == NEVER_DONE:
        return ()
    firsts = waiting_firsts(reading, row.id)
    if row.every is Every.CAMPAIGN:
        return (whole_campaign(reading, row.survey_id),) if firsts else ()
    periods = [period_with(row.every, first) for first in firsts]
    return tuple(one for one in periods if one.last <= row.done_until)


def _rests(reading: Reading, row: SurveySubscription, tried_at: datetime) -> bool:
    """Before it is tried again. A desk that has what the one lacks at which it was ordered does not wait for that."""
    if row.hitch in OF_ONE_DESK and row.desk_id != reading.actor.desk_id:
        return False
    return tried_at <= reading.at < tried_at + (TRY_AGAIN if row.hitch is Hitch.REFUSED else AGAIN_AFTER)


def _reaches(actor: Actor, row: SurveySubscription, sends: bool, can_send: bool) -> bool:
    """What stands in the way is told by the desk at which it was ordered; to the others a folder may mean nothing."""
    if row.desk_id == actor.desk_id:
        return True
    return can_send if row.by_mail and sends else bool(row.folder) and Path(row.folder).is_dir()


def _leased(work: Work, id_: int) -> _Task | None:
    """What is to be made; None when another desk is at it or was quicker. Times without answers have no report."""
    row = work.db.execute(select(SurveySubscription).where(SurveySubscription.id == id_).with_for_update()).scalar_one()
    survey = work.db.get_one(Survey, row.survey_id)
    if not row.is_active or not _is_due(work, row, survey.state):
        return None
    whole = whole_campaign(work, survey.id)
    over: tuple[Period, ...] = ()
    if _has_missing(work, row, survey.state):
        over = (whole,) if row.every is Every.CAMPAIGN else missing_periods(row.every, row.done_until, today(work))
    asked = [one for one in over if _meet(one, whole)]
    row.leased_until = work.at + LEASE
    owner = work.db.get_one(Staff, row.made_by_id)
    return _Task(
        id=row.id,
        by_mail=row.by_mail,
        folder=row.folder,
        survey=survey.name,
        person=_acting(work, owner) if owner.is_active else None,
        owner=owner.name,
        centre=work.centre.name,
        language=work.centre.language if row.by_mail else owner.language,
        asked=tuple(ReportAsked(survey.id, row.every, one) for one in asked),
        again=tuple(ReportAsked(survey.id, row.every, one) for one in _goes_again(work, row)),
        until=over[-1].last if over else row.done_until,
    )


def _meet(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _acting(work: Work, person: Staff) -> Actor:
    return Actor(
        id=person.id,
        name=person.name,
        role=person.role,
        centre_id=person.centre_id,
        office_id=person.office_id,
        desk_id=work.actor.desk_id,
        team_id=person.team_id,
        language=person.language,
        extra_rights=frozenset(map(Right, person.extra_rights or ())),
    )


def _make(task: _Task, post: Post) -> _Made:
    """A report that somebody could not be sent holds up none of the next, and is tried again."""
    done, made = _Made(None, _obstacle(task, post), 0), 0
    if done.hitch is not None:
        return done
    are_all = True
    for asked in (*task.again, *task.asked):
        try:
            passed = _hand_out(task, asked, post)
        except Refusal:
            return replace(done, hitch=Hitch.NOT_ALLOWED)
        except Trouble:
            return replace(done, hitch=_hitch(task, post))
        are_all = are_all and passed.is_done
        made += passed.is_done
        hitch = Hitch.REFUSED if passed.is_refused else done.hitch
        done = _Made(asked.period.last if are_all else done.until, hitch, made)
    return replace(done, until=task.until) if are_all else done


def _obstacle(task: _Task, post: Post) -> Hitch | None:
    """Why no e-mail can leave from here, where one is to."""
    if not task.by_mail or not (task.asked or task.again):
        return None
    if post.server.is_on:
        return Hitch.NO_PASSWORD if post.lacks_password else None
    return None if task.folder else Hitch.MAIL_OFF


def _hitch(task: _Task, post: Post) -> Hitch:
    if task.by_mail and post.server.is_on:
        return Hitch.MAIL_AWAY
    return Hitch.NOT_WRITTEN if Path(task.folder).is_dir() else Hitch.FOLDER_AWAY


def _hand_out(task: _Task, asked: ReportAsked, post: Post) -> Passed:
    """In the language of who wanted it, or of the centre where others read it, whoever sits at this desk."""
    if task.person is None:
        raise NotAllowed()
    require(task.person, Right.SEE_SURVEYS)
    with speaking(task.language):
        if task.by_mail:
            return send_to_all(post, _mail(task, task.person, asked, post), post.leave(Path(task.folder)))
        _write_both(task, task.person, asked, post)
        return Passed(is_done=True, is_refused=False)


def _mail(task: _Task, person: Actor, asked: ReportAsked, post: Post) -> ReportMail:
    """Made anew at each attempt, with what may be seen then."""
    period = period_words(asked.every, asked.period)
    subject, text = mail_words(task.survey, period, task.owner, task.centre)
    return ReportMail(
        subscription_id=task.id,
        first=NEVER_DONE if asked.every is Every.CAMPAIGN else asked.period.first,  # a whole survey has but one
        sender=post.server.sender,
        sender_name=task.centre,
        subject=subject,
        text=text,
        name=file_name(f"{task.survey} {period}"),
        pdf=report_pdf(post.store, person, asked=asked, at=post.moment),
        is_again=asked in task.again,
    )


def _write_both(task: _Task, person: Actor, asked: ReportAsked, post: Post) -> None:
    """Both files, or none."""
    name = file_name(f"{task.survey} {period_words(asked.every, asked.period)}")
    paths = free_paths(Path(task.folder), name, SUFFIXES)
    try:
        for path in paths:
            export_report(post.store, person, asked=asked, path=path, at=post.moment)
    except (Refusal, Trouble):
        for path in paths:
            _take_away(path)
        raise


def _take_away(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # the folder went away with what is in it
        return


def _settle(work: Work, id_: int, made: _Made) -> None:
    row = work.db.get_one(SurveySubscription, id_)
    row.leased_until, row.hitch = None, made.hitch
    row.tried_at = work.at if made.hitch is not None else None
    row.done_until = max(made.until or row.done_until, row.done_until)
    work.changed.add(Kind.SURVEY)
