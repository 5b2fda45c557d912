"""Background jobs: once over all desks, at the next start when missed.

A desk asks every minute whether something is due (`is_due`, which only reads) and then does it (`run_jobs`). The row of
the job is locked while it is done, and its lease tells the other desks that somebody is at it; what must not happen
twice carries a key of its own besides (`alarms`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from csatdesk.operations.alarms import alarms_are_due, fire_alarms
from csatdesk.operations.cases.erasing import SWEEP, sweep
from csatdesk.operations.cases.repeat_pass import propose_repeats, repeats_are_due
from csatdesk.operations.cases.trash import empty_trash
from csatdesk.operations.corrective_actions.commands import note_finished_windows
from csatdesk.operations.evaluations.files import erase_removed_evidence
from csatdesk.operations.surveys.drawing import draw_invitations, draws_are_due
from csatdesk.operations.surveys.erasing import forget_ended
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.jobs import Job

LEASE = timedelta(minutes=2)
SELDOM = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class JobKind:
    """`do` works off a batch and says whether more is left. `every`: not sooner again after it found nothing more."""

    key: str
    every: timedelta
    do: Callable[[Work], bool]


def _empty_trash(work: Work) -> bool:
    empty_trash(work)
    erase_removed_evidence(work)
    forget_ended(work)
    return False


JOBS = (
    JobKind("alarms", timedelta(0), fire_alarms),
    JobKind("repeats", timedelta(0), propose_repeats),
    JobKind("surveys", timedelta(0), draw_invitations),
    JobKind("effects", timedelta(days=1), note_finished_windows),
    JobKind("trash", timedelta(days=1), _empty_trash),
    JobKind(SWEEP, SELDOM, sweep),  # when something was erased: see `erase_words`
)


def is_due(reading: Reading) -> bool:
    """Whether anything waits to be done now. A clock that was set back makes nothing wait."""
    rows = {row.key: row for row in reading.db.execute(select(Job)).scalars()}
    daily = any(_waits(rows.get(_key(reading, job)), job, reading) for job in JOBS if job.every)
    return daily or alarms_are_due(reading) or repeats_are_due(reading) or draws_are_due(reading)


def _key(reading: Reading, job: JobKind) -> str:
    return f"{job.key}:{reading.actor.centre_id}"


def _waits(row: Job | None, job: JobKind, reading: Reading) -> bool:
    if row is None:
        return True
    if row.leased_until is not None and _is_leased(row, reading.at) and row.leased_by != reading.actor.desk_id:
        return False
    return row.last_at is None or not row.last_at <= reading.at < row.last_at + job.every


def _is_leased(row: Job, at: datetime) -> bool:
    """A lease from the future of a clock that was set back counts for no longer than any other."""
    return row.leased_until is not None and at < row.leased_until <= at + LEASE


def run_jobs(work: Work) -> bool:
    """Do a batch of every job that waits; whether more is left for the next minute, or for at once."""
    left = [_run(work, job) for job in JOBS]
    return any(left)


def _run(work: Work, job: JobKind) -> bool:
    row = _locked(work, job)
    if not _waits(row, job, work):
        return False
    more = job.do(work)
    row.leased_until, row.leased_by = (work.at + LEASE, work.actor.desk_id) if more else (None, None)
    if not more:
        row.last_at = work.at
    return more


def _locked(work: Work, job: JobKind) -> Job:
    query = select(Job).where(Job.key == _key(work, job)).with_for_update()
    found = work.db.execute(query).scalar_one_or_none()
    if found is None:
        found = Job(key=_key(work, job))
        work.db.add(found)
        work.db.flush()
    return found
