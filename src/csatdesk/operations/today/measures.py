"""What a supervisor decides about measures: ask after what is overdue, say whether what is done has helped."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_

from csatdesk.domain.corrective_actions import Stage
from csatdesk.domain.item_effects import any_effect_from
from csatdesk.domain.staff import Right
from csatdesk.operations.absences import today
from csatdesk.operations.corrective_actions.queries import ROWS, load_overdue, row_of
from csatdesk.operations.today.rows import EffectToJudge, OverdueMeasures
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.store.visible import visible_measures

MOST = 20
DAY = timedelta(days=1)


def overdue_measures(reading: Reading) -> Iterator[OverdueMeasures]:
    """All of them as one decision."""
    if not reading.actor.may(Right.LEAD_MEASURES):
        return
    day = today(reading)
    due = load_overdue(reading)
    if due is not None:
        gone = due.first.due_on
        yield OverdueMeasures(due.count, due.first, (day - gone).days, _begin(reading, gone + DAY))


def effects_to_judge(reading: Reading) -> Iterator[EffectToJudge]:
    """Those whose window is over and whose figures the daily look has counted, and those that count nothing."""
    if not reading.actor.may(Right.LEAD_MEASURES):
        return
    counts_nothing = and_(CorrectiveAction.topic_id.is_(None), CorrectiveAction.standard_id.is_(None))
    query = ROWS.add_columns(CorrectiveAction.effect).where(
        visible_measures(reading.actor),
        CorrectiveAction.stage == Stage.REPORTED.value,
        CorrectiveAction.judge_from <= today(reading),
        or_(CorrectiveAction.effect.is_not(None), counts_nothing),
    )
    for *found, effect in reading.db.execute(query.order_by(CorrectiveAction.judge_from).limit(MOST)):
        row = row_of(found)
        assert row.judge_from is not None
        yield EffectToJudge(row, any_effect_from(effect) if effect else None, _begin(reading, row.judge_from))


def _begin(reading: Reading, day: date) -> datetime:
    return midnight(day, ZoneInfo(reading.centre.zone))
