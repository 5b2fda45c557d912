"""What tells evaluations apart: office, unit, channel, person, topic, segment, time of day; and how that is called."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.contacts import Segment
from csatdesk.domain.quality_views import HOURS_TOGETHER, Split, hours_of
from csatdesk.operations.cuts import office_names
from csatdesk.operations.quality.facts import led_ids, team_names
from csatdesk.operations.quality.rows import Columns, Rows
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.staff import Staff
from csatdesk.wording.standards import channel_words
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import word

Key = Callable[[Any], object]  # a row → what it is told apart by
Name = Callable[[object], str]


def apart_by(rows: Rows, key: Key) -> dict[object, list[Any]]:
    found: dict[object, list[Any]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def telling(reading: Reading, split: Split) -> tuple[Key, Name]:
    """What tells rows apart, and how that is called."""
    return _TELLING[split](reading)


def _by_office(reading: Reading) -> tuple[Key, Name]:
    return (lambda row: row.office_id), _named(office_names(reading), "")


def _by_unit(reading: Reading) -> tuple[Key, Name]:
    teams = _teams_of_staff(reading)
    return (lambda row: teams.get(row.employee_id)), _named(team_names(reading), _("Without a team"))


def _by_channel(_reading: Reading) -> tuple[Key, Name]:
    return (lambda row: row.channel or None), lambda key: channel_words(str(key)) if key else _("Not said")


def _by_employee(reading: Reading) -> tuple[Key, Name]:
    led = led_names(reading)
    others = _("All others")
    return (lambda row: row.employee_id if row.employee_id in led else None), _named(led, others)


def _by_segment(_reading: Reading) -> tuple[Key, Name]:
    return (lambda row: row.segment or None), _segment_words


def _by_hours(reading: Reading) -> tuple[Key, Name]:
    zone = ZoneInfo(reading.centre.zone)
    return (lambda row: hours_of(row.happened_at.astimezone(zone).hour)), _hours_words


def _named(names: Mapping[int, str], without: str) -> Name:
    return lambda key: names.get(key, without) if isinstance(key, int) else without


def _teams_of_staff(reading: Reading) -> dict[int, int | None]:
    query = select(Staff.id, Staff.team_id).where(Staff.centre_id == reading.actor.centre_id)
    return dict(reading.db.execute(query).tuples().all())


def led_names(reading: Reading) -> dict[int, str]:
    """The people whom this person leads; of nobody else anybody is told the name here."""
    ids = led_ids(reading)
    query = select(Staff.id, Staff.name).where(Staff.centre_id == reading.actor.centre_id)
    return {row.id: row.name for row in reading.db.execute(query) if row.id in ids}


def _by_topic(reading: Reading) -> tuple[Key, Name]:
    tree = load_topic_tree(reading)

    def name(key: object) -> str:
        return " › ".join(tree.path(key, language())) if isinstance(key, int) else _("Unclassified")

    return (lambda row: None if row.topic_id is None else tree.now(row.topic_id)), name


def _segment_words(key: object) -> str:
    known = {one.value: one for one in Segment}
    if key is None:
        return _("Not said")
    return word(known[str(key)]) if key in known else str(key)


def _hours_words(key: object) -> str:
    first = int(str(key))
    return f"{first}–{first + HOURS_TOGETHER}"


_TELLING: Mapping[Split, Callable[[Reading], tuple[Key, Name]]] = {
    Split.OFFICE: _by_office,
    Split.UNIT: _by_unit,
    Split.CHANNEL: _by_channel,
    Split.EMPLOYEE: _by_employee,
    Split.TOPIC: _by_topic,
    Split.SEGMENT: _by_segment,
    Split.HOURS: _by_hours,
}
COLUMNS: Mapping[Split, Columns] = {
    Split.OFFICE: (Evaluation.office_id,),
    Split.UNIT: (Evaluation.employee_id,),
    Split.CHANNEL: (Evaluation.channel,),
    Split.EMPLOYEE: (Evaluation.employee_id,),
    Split.TOPIC: (Evaluation.topic_id,),
    Split.SEGMENT: (Evaluation.segment,),
    Split.HOURS: (Evaluation.happened_at,),
}  # that a row needs to be told apart
