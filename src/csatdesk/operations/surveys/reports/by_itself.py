"""Reports that are due are made, from any desk that reaches their folder, with the rights of who wanted them (S0.28).

A desk leases a subscription before it writes, so that two desks make each report once. A folder that is away is tried
again: nothing counts as made before its files are there.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import select

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import NotAllowed, Refusal, Trouble
from csatdesk.domain.file_names import file_name
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.survey_reports import Every, Period, ReportAsked
from csatdesk.domain.survey_subscriptions import NEVER_DONE, Hitch, missing_periods
from csatdesk.domain.surveys import SurveyState
from csatdesk.operations.absences import today
from csatdesk.operations.surveys.reports.counting import whole_campaign
from csatdesk.operations.surveys.reports.export import export_report
from csatdesk.operations.surveys.reports.words import period_words
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_subscriptions import SurveySubscription
from csatdesk.store.entities.surveys import Survey
from csatdesk.system.clock import now
from csatdesk.wording.texts import speaking

LEASE = timedelta(minutes=10)
AGAIN_AFTER = timedelta(minutes=10)  # after a folder was away
SUFFIXES = (".pdf", ".xlsx")


@dataclass(frozen=True, slots=True)
class _Task:
    """Reports of one subscription. `until`: what is done once they are there. `person` None: may no longer."""

    id: int
    folder: Path
    survey: str
    person: Actor | None
    asked: tuple[ReportAsked, ...]
    until: date


def waits_to_be_made(reading: Reading) -> bool:
    """Whether a report is due that this desk can make."""
    return bool(_due_ids(reading))


def make_due(store: Store, actor: Actor, progress: Progress, *, at: datetime | None = None) -> int:
    """A job: make what is due; how many reports."""
    at, made = at or now(), 0
    with store.read(actor, at) as reading:
        ids = _due_ids(reading)
    for place, id_ in enumerate(ids):
        progress(place, len(ids))
        with store.write(actor, at) as work:
            task = _leased(work, id_)
        if task is not None:
            done, hitch, written = _make(store, task, at)
            with store.write(actor, at) as work:
                _settle(work, id_, done, hitch)
            made += written
    return made


def _due_ids(reading: Reading) -> list[int]:
    """Of surveys that were confirmed and have begun (S0.30)."""
    query = (
        select(SurveySubscription, Survey.state)
        .join(Survey, Survey.id == SurveySubscription.survey_id)
        .where(SurveySubscription.centre_id == reading.actor.centre_id, SurveySubscription.is_active.is_(True))
        .where(Survey.state != SurveyState.DRAFT)
        .order_by(SurveySubscription.id)
    )
    rows = reading.db.execute(query).tuples()
    return [row.id for row, state in rows if _is_due(reading, row, state) and _reaches(reading.actor, row)]


def _is_due(reading: Reading, row: SurveySubscription, state: SurveyState) -> bool:
    """A clock that was set back makes nobody wait longer."""
    if row.leased_until is not None and reading.at < row.leased_until <= reading.at + LEASE:
        return False
    if row.tried_at is not None and row.tried_at <= reading.at < row.tried_at + AGAIN_AFTER:
        return False
    if row.every is Every.CAMPAIGN:
        return state is SurveyState.ENDED and row.done_until == NEVER_DONE
    return bool(missing_periods(row.every, row.done_until, today(reading)))


def _reaches(actor: Actor, row: SurveySubscription) -> bool:
    """That a folder is away is told by the desk at which it was chosen; to the others it may mean nothing."""
    return row.desk_id == actor.desk_id or Path(row.folder).is_dir()


def _leased(work: Work, id_: int) -> _Task | None:
    """What is to be made; None when another desk is at it or was quicker. Times without answers have no report."""
    row = work.db.execute(select(SurveySubscription).where(SurveySubscription.id == id_).with_for_update()).scalar_one()
    survey = work.db.get_one(Survey, row.survey_id)
    if not row.is_active or not _is_due(work, row, survey.state):
        return None
    whole = whole_campaign(work, survey.id)
    over = (whole,) if row.every is Every.CAMPAIGN else missing_periods(row.every, row.done_until, today(work))
    asked = [one for one in over if _meet(one, whole)]
    row.leased_until = work.at + LEASE
    return _Task(
        row.id,
        Path(row.folder),
        survey.name,
        _person(work, row.made_by_id),
        tuple(ReportAsked(survey.id, row.every, one) for one in asked),
        over[-1].last,
    )


def _meet(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _person(work: Work, staff_id: int) -> Actor | None:
    person = work.db.get_one(Staff, staff_id)
    if not person.is_active:
        return None
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


def _make(store: Store, task: _Task, at: datetime) -> tuple[date | None, Hitch | None, int]:
    """Up to which day it came, what stood in its way, and how many reports were made."""
    done: date | None = None
    for place, asked in enumerate(task.asked):
        try:
            _write(store, task, asked, at)
        except Refusal:
            return done, Hitch.NOT_ALLOWED, place
        except Trouble:
            return done, Hitch.NOT_WRITTEN if task.folder.is_dir() else Hitch.FOLDER_AWAY, place
        done = asked.period.last
    return task.until, None, len(task.asked)


def _write(store: Store, task: _Task, asked: ReportAsked, at: datetime) -> None:
    """Both files, or none; in the language of who wanted them, whoever sits at this desk."""
    if task.person is None:
        raise NotAllowed()
    with speaking(task.person.language):
        _write_both(store, task, task.person, asked, at)


def _write_both(store: Store, task: _Task, person: Actor, asked: ReportAsked, at: datetime) -> None:
    require(person, Right.SEE_SURVEYS)
    paths = _free_paths(task.folder, file_name(f"{task.survey} {period_words(asked.every, asked.period)}"))
    try:
        for path in paths:
            export_report(store, person, asked=asked, path=path, at=at)
    except (Refusal, Trouble):
        for path in paths:
            _take_away(path)
        raise


def _take_away(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # the folder went away with what is in it
        return


def _free_paths(folder: Path, name: str) -> list[Path]:
    """Beside what is there already: no file is written over."""
    for number in count(1):
        stem = name if number == 1 else f"{name} ({number})"
        paths = [folder / (stem + suffix) for suffix in SUFFIXES]
        if not any(path.exists() for path in paths):
            break
    return paths


def _settle(work: Work, id_: int, done: date | None, hitch: Hitch | None) -> None:
    row = work.db.get_one(SurveySubscription, id_)
    row.leased_until, row.hitch = None, hitch
    row.tried_at = work.at if hitch is not None else None
    row.done_until = done or row.done_until
    work.changed.add(Kind.SURVEY)
