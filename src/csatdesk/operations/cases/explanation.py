"""Why a case is due when it is: all its clocks with their pauses, extensions and rules, read in a few queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.clocks import Pause, StartsAt
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.explanation import Absent, CaseExplained, ClockTold, Explanation, Extended, Facts, NoClock, explain
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.calendars import calendar_versions
from csatdesk.operations.cases.clocks import all_clocks, course_of
from csatdesk.operations.cases.rules import asked_of, rules_for
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import deadline_paper, preview
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.deadlines import CaseDeadline, CasePause, DeadlineExtension
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import reachable_cases
from csatdesk.system.clock import now
from csatdesk.wording.texts import language

PREVIEW_SCALE = 1.5  # 108 dots an inch
ORDER = (Clock.ACKNOWLEDGEMENT, Clock.HOUSE, Clock.LEGAL, Clock.PROMISE)


def explain_deadline(reading: Reading, *, deadline_id: int) -> CaseExplained:
    """Everything the explaining page shows of the case that this clock belongs to; `chosen` is this clock."""
    query = select(Case, Office.name).join(CaseDeadline, CaseDeadline.case_id == Case.id)
    query = query.join(Office, Office.id == Case.office_id)
    found = reading.db.execute(query.where(CaseDeadline.id == deadline_id, reachable_cases(reading.actor)))
    case, office = found.one()._tuple()
    clocks: tuple[ClockTold, ...] = (*_clocks(reading, case, office), *_absent(reading, case))
    chosen = next(place for place, one in enumerate(clocks) if _is(one, deadline_id))
    return CaseExplained(
        case_id=case.id,
        number=case.number,
        topic=tuple(load_topic_tree(reading).path(case.topic_id, language())),
        channel=case.channel,
        received_at=case.received_at,
        centre=reading.centre.name,
        office=office,
        asked_by=reading.actor.name,
        at=reading.at,
        clocks=clocks,
        chosen=chosen,
    )


def _is(told: ClockTold, deadline_id: int) -> bool:
    return isinstance(told, Explanation) and told.facts.id == deadline_id


@dataclass(frozen=True, slots=True)
class Shared:
    """What the clocks of one case share, read once. `texts`: of promises."""

    office: str
    channel: Channel
    pauses: Mapping[int, Sequence[Pause]]
    extensions: Mapping[int, Sequence[Extended]]
    texts: Mapping[int, str]
    versions: Mapping[int, int]


def _clocks(reading: Reading, case: Case, office: str) -> list[Explanation]:
    """This period's first, each period in the order people think of them."""
    rows = sorted(all_clocks(reading, case), key=lambda row: (-row.period, ORDER.index(row.clock), row.due_at, row.id))
    known = Shared(
        office=office,
        channel=case.channel,
        pauses=_pauses(reading, case),
        extensions=_extensions(reading, [row.id for row in rows]),
        texts=_promises(reading, case),
        versions={one: len(calendar_versions(reading, one)) for one in {row.calendar_id for row in rows} if one},
    )
    return [_explained(reading, row, known) for row in rows]


def _explained(reading: Reading, row: CaseDeadline, known: Shared) -> Explanation:
    course = course_of(reading, row, known.pauses.get(row.period, ()))
    kept: Mapping[str, Any] = row.rule or {}
    is_receipt = row.period == 1 and row.clock is not Clock.PROMISE and course.rule.starts_at is StartsAt.RECEIVED
    facts = Facts(
        id=row.id,
        period=row.period,
        unit=row.unit,
        met_at=row.met_at,
        ended_at=row.ended_at,
        text=known.texts.get(row.promise_id or 0, ""),
        rule_position=kept.get("position"),
        rule_since=datetime.fromisoformat(kept["since"]) if kept.get("since") else None,
        rule_source=kept.get("source", ""),
        calendar_version=known.versions.get(row.calendar_id or 0, 1),
        office=known.office,
        channel=known.channel if is_receipt else None,
        extensions=tuple(known.extensions.get(row.id, ())),
    )
    return explain(course, reading.at, facts)


def _pauses(reading: Reading, case: Case) -> dict[int, list[Pause]]:
    """All pauses of the case, by handling period."""
    query = (
        select(CasePause, Staff.name)
        .outerjoin(Staff, Staff.id == CasePause.by_id)
        .where(CasePause.case_id == case.id)
        .order_by(CasePause.from_at, CasePause.id)
    )
    found: dict[int, list[Pause]] = {}
    for one, name in reading.db.execute(query):
        to_at = None if one.to_at == FAR else one.to_at
        note = ", ".join(part for part in (one.note, one.end_note) if part)
        found.setdefault(one.period, []).append(Pause(one.from_at, to_at, one.reason, note, name or "", one.id))
    return found


def _extensions(reading: Reading, ids: Sequence[int]) -> dict[int, list[Extended]]:
    query = (
        select(DeadlineExtension, Staff.name)
        .join(Staff, Staff.id == DeadlineExtension.by_id)
        .where(DeadlineExtension.deadline_id.in_(ids), DeadlineExtension.undone_at.is_(None))
        .order_by(DeadlineExtension.id)
    )
    found: dict[int, list[Extended]] = {}
    for one, name in reading.db.execute(query):
        extended = Extended(one.before_at, one.after_at, one.reason, one.proof, one.notice_sent_at, name, one.at)
        found.setdefault(one.deadline_id, []).append(extended)
    return found


def _promises(reading: Reading, case: Case) -> dict[int, str]:
    query = select(CasePromise.id, CasePromise.text).where(CasePromise.case_id == case.id)
    return {found.id: found.text for found in reading.db.execute(query)}


def _absent(reading: Reading, case: Case) -> Iterable[NoClock]:
    """The legal rule that applies but starts no clock: its event has not happened, or it names no term."""
    if not case.status.is_open or case.known is not Known.CUSTOMER:
        return
    legal = rules_for(reading, asked_of(reading, case)).legal
    if legal is None or any(
        row.clock is Clock.LEGAL and row.period == case.period for row in all_clocks(reading, case)
    ):
        return
    if not legal.rule.target.amount:
        yield NoClock(Clock.LEGAL, Absent.NO_TERM, legal)
    elif legal.rule.starts_at is StartsAt.EVENT:
        yield NoClock(Clock.LEGAL, Absent.NOT_HAPPENED, legal)


# on paper


def draw_deadline(
    store: Store, actor: Actor, progress: Progress, *, deadline_id: int, scale: float = PREVIEW_SCALE
) -> tuple[bytes, ...]:
    """The pages of the explanation as PNG pictures, made in memory: nothing of it is left on the disk."""
    explained = _read(store, actor, deadline_id, None)
    progress(1, 2)
    pages = tuple(preview.page_images(deadline_paper.as_bytes(explained), scale))
    progress(2, 2)
    return pages


def export_deadline(
    store: Store,
    actor: Actor,
    *,
    deadline_id: int,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Path:
    """Write the explanation of a clock for the file or an inspector, in the language spoken here."""
    explained = _read(store, actor, deadline_id, at)
    progress(1, 2)
    deadline_paper.write(explained, path)
    return path


def _read(store: Store, actor: Actor, deadline_id: int, at: datetime | None) -> CaseExplained:
    require(actor, Right.SEE_CASES)
    with store.read(actor, at or now()) as reading:
        return explain_deadline(reading, deadline_id=deadline_id)
