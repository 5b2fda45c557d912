"""What the page of quality chooses from: scorecards by which somebody was evaluated, and what narrows their results."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from csatdesk.domain.checked_felt import FeltSurvey
from csatdesk.domain.evaluations import EvaluationKind, family_of, kind_of
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.past_evaluations import PastProgramme
from csatdesk.domain.quality_views import Card, WaveChoice
from csatdesk.domain.staff import Right, require
from csatdesk.domain.standards import VersionState
from csatdesk.domain.surveys import Competence
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cuts import list_activities, office_names
from csatdesk.operations.evaluations.past_queries import list_past_programmes
from csatdesk.operations.evaluations.seen import sees_scores
from csatdesk.operations.quality.felt import felt_surveys
from csatdesk.operations.quality.rows import counts
from csatdesk.operations.reports.days import local_day
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.surveys.results.units import units_of
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.programmes import Wave
from csatdesk.store.entities.staff import Staff, Team
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.visible import led_by
from csatdesk.wording.texts import language

LATELY = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """`cards`: the one used most lately first. `regions`, `countries`, `levels` (of the partner programme): the
    offices of each. `topics`: paths by id. `leads`: has people of their own. `surveys`: what customers said.
    `past`: what was evaluated before, out of files.
    """

    today: date
    cards: tuple[Card, ...]
    offices: dict[int, str]
    regions: dict[str, tuple[int, ...]]
    countries: dict[str, tuple[int, ...]]
    levels: dict[Competence, tuple[int, ...]]
    teams: dict[int, str]
    topics: dict[int, str]
    activities: tuple[str, ...]
    waves: tuple[WaveChoice, ...]
    surveys: tuple[FeltSurvey, ...]
    past: tuple[PastProgramme, ...]
    leads: bool


def load_quality_facts(reading: Reading) -> QualityFacts:
    require(reading.actor, Right.SEE_QUALITY)
    return QualityFacts(
        today=local_day(reading),
        cards=cards_of(reading),
        offices=office_names(reading),
        regions=_regions(reading),
        countries=_countries(reading),
        levels=_levels(reading),
        teams=team_names(reading),
        topics=_topics(reading),
        activities=list_activities(reading),
        waves=_waves(reading),
        surveys=felt_surveys(reading),
        past=list_past_programmes(reading),
        leads=bool(led_ids(reading)),
    )


def _regions(reading: Reading) -> dict[str, tuple[int, ...]]:
    """The offices of each region, or country, that somebody has written."""
    query = select(Office.region, Office.id).where(Office.centre_id == reading.actor.centre_id, Office.region != "")
    found: dict[str, tuple[int, ...]] = {}
    for region, office_id in reading.db.execute(query.order_by(Office.region, Office.id)).tuples():
        found[region] = (*found.get(region, ()), office_id)
    return found


def _countries(reading: Reading) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for one in sorted(units_of(reading), key=lambda unit: unit.country):
        found[one.country] = (*found.get(one.country, ()), one.id)
    return found


def _levels(reading: Reading) -> dict[Competence, tuple[int, ...]]:
    """In the order of the programme."""
    units = units_of(reading)
    found = {level: tuple(one.id for one in units if one.competence is level) for level in Competence}
    return {level: office_ids for level, office_ids in found.items() if office_ids}


def team_names(reading: Reading) -> dict[int, str]:
    query = select(Team.id, Team.name).where(Team.centre_id == reading.actor.centre_id).order_by(Team.name, Team.id)
    return {row.id: row.name for row in reading.db.execute(query)}


def led_ids(reading: Reading) -> frozenset[int]:
    """Whom this person leads, and so may be told by name (`store.visible.led_by`)."""
    return frozenset(reading.db.execute(select(Staff.id).where(led_by(reading.actor))).scalars())


def _topics(reading: Reading) -> dict[int, str]:
    tree = load_topic_tree(reading)
    return {one.id: " › ".join(tree.path(one.id, language())) for one in tree.topics.values() if one.is_shown}


def cards_of(reading: Reading) -> tuple[Card, ...]:
    """Of versions that somebody was evaluated by; those with the same scales and weights are one card (rule 17)."""
    lately = _lately(reading)
    cards = [
        card
        for _key, versions in groupby(_versions(reading), lambda one: one.standard_id)
        for card in _of_standard(reading, list(versions), lately)
    ]
    return tuple(sorted(cards, key=lambda card: -card.lately))


def _versions(reading: Reading) -> Iterator[Any]:
    used = select(Evaluation.id).where(Evaluation.standard_version_id == StandardVersion.id, counts(reading.actor))
    query = (
        select(StandardVersion.id, StandardVersion.standard_id, StandardVersion.number, Standard.titles, Standard.kind)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .where(StandardVersion.centre_id == reading.actor.centre_id, StandardVersion.state != VersionState.DRAFT)
        .where(used.exists())
        .order_by(StandardVersion.standard_id, StandardVersion.number.desc())
    )
    yield from reading.db.execute(query)


def _lately(reading: Reading) -> dict[int, int]:
    version = Evaluation.standard_version_id
    query = select(version, func.count()).where(Evaluation.happened_at >= reading.at - LATELY, counts(reading.actor))
    query = query.where(Evaluation.centre_id == reading.actor.centre_id).group_by(version)
    return dict(reading.db.execute(query).tuples().all())


def _of_standard(reading: Reading, versions: Sequence[Any], lately: dict[int, int]) -> Iterator[Card]:
    families: dict[str, list[Any]] = {}
    for one in versions:
        families.setdefault(family_of(template_of(reading, one.id)), []).append(one)
    for same in families.values():
        newest = same[0]
        yield Card(
            versions=tuple(one.id for one in same),
            standard_id=newest.standard_id,
            titles=LocalText(newest.titles),
            kind=kind_of(newest.kind),
            number=newest.number if len(families) > 1 else 0,
            lately=sum(lately.get(one.id, 0) for one in same),
        )


def _waves(reading: Reading) -> tuple[WaveChoice, ...]:
    """Released ones only, the newest first: of others nobody learns here that they are (rule 20)."""
    if not sees_scores(reading.actor, EvaluationKind.VISIT):
        return ()
    query = (
        select(Wave.id, Wave.programme_id, Wave.name, Wave.first_on, Wave.last_on)
        .where(Wave.centre_id == reading.actor.centre_id, Wave.released_at != FAR)
        .order_by(Wave.first_on, Wave.id)
    )
    newest: dict[int, WaveChoice] = {}
    waves = []
    for one in reading.db.execute(query):
        days = Days(one.first_on, one.last_on)
        wave = newest[one.programme_id] = WaveChoice(one.id, one.name, days, newest.get(one.programme_id))
        waves.append(wave)
    return tuple(reversed(waves))
