"""Rules by which contacts are drawn for review. A rule is never changed: it gets a new version, the old ones stay."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import Select, func, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.evaluations import ABOUT_PEOPLE, StandardNotPublished, kind_of
from csatdesk.domain.forms import NO_TEXT
from csatdesk.domain.identity import new_identity
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.reviews import SamplingRule, TaskKind, TaskState
from csatdesk.domain.staff import Right, Role, require
from csatdesk.domain.standards import VersionState
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.reviews import ReviewDraw, ReviewRule, ReviewRuleVersion, ReviewTask
from csatdesk.store.entities.staff import Staff, Team
from csatdesk.store.entities.standards import Standard, StandardVersion

ROLES = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})  # that review by their role


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as it holds now. `to_review`: drawn and not yet reviewed; `drawn_to`: the last day it has drawn from."""

    id: int
    rule: SamplingRule
    number: int
    since: datetime
    by_name: str
    is_ended: bool
    version: int
    standard: LocalText
    office_name: str
    team_name: str
    reviewers: tuple[str, ...]
    to_review: int
    drawn_to: date | None


@dataclass(frozen=True, slots=True)
class RuleChoices:
    """What a rule can be made of."""

    standards: tuple[tuple[int, LocalText, str], ...]  # id, title, channel
    offices: tuple[tuple[int, str], ...]
    teams: tuple[tuple[int, str], ...]
    reviewers: tuple[tuple[int, str], ...]


def save_rule(work: Work, *, rule_id: int | None, rule: SamplingRule, version: int = 0) -> Undoable[int]:
    """Write a rule, or its next version."""
    require(work.actor, Right.CHANGE_STANDARDS)
    rule.check()
    _check_known(work, rule)
    head = _own(work, rule_id) if rule_id is not None else _new(work)
    if rule_id is not None and head.version != version:
        raise ChangedByOther()
    before = head.number
    _write(work, head, rule)
    name: dict[str, object] = {"name": rule.name.strip()}
    if rule_id is None:
        return Undoable(head.id, partial(_end, rule_id=head.id), N_("Made the rule “{name}”."), name)
    undo = partial(_say_again, rule_id=head.id, number=before)
    return Undoable(head.id, undo, N_("Changed the rule “{name}”."), name)


def _new(work: Work) -> ReviewRule:
    made = ReviewRule(uid=new_identity(work.at), centre_id=work.actor.centre_id, number=0, ended_at=FAR)
    work.db.add(made)
    work.db.flush()
    return made


def _write(work: Work, head: ReviewRule, rule: SamplingRule) -> None:
    head.number += 1
    kept = rule.to_dict() | {"name": rule.name.strip()}
    said = ReviewRuleVersion(rule_id=head.id, number=head.number, content=kept, by_id=work.actor.id, at=work.at)
    work.db.add(said)
    work.db.flush()
    work.changed.add(Kind.REVIEW)


def _say_again(work: Work, *, rule_id: int, number: int) -> None:
    """What an earlier version said, as the newest one."""
    require(work.actor, Right.CHANGE_STANDARDS)
    _write(work, _own(work, rule_id), rule_of(version_row(work, rule_id, number)))


def _own(work: Reading, rule_id: int) -> ReviewRule:
    query = select(ReviewRule).where(ReviewRule.id == rule_id, ReviewRule.centre_id == work.actor.centre_id)
    return work.db.execute(query).scalar_one()


def standing_rule(work: Reading, rule_id: int) -> ReviewRule:
    return _own(work, rule_id)


def version_row(reading: Reading, rule_id: int, number: int) -> ReviewRuleVersion:
    query = select(ReviewRuleVersion).where(ReviewRuleVersion.rule_id == rule_id, ReviewRuleVersion.number == number)
    return reading.db.execute(query).scalar_one()


def rule_of(row: ReviewRuleVersion) -> SamplingRule:
    return SamplingRule.from_dict(row.content)


def end_rule(work: Work, *, rule_id: int) -> Undoable[None]:
    """Nothing is drawn by it any more; what was drawn stays."""
    require(work.actor, Right.CHANGE_STANDARDS)
    _end(work, rule_id=rule_id)
    return Undoable(None, partial(_go_on, rule_id=rule_id), N_("The rule has ended."))


def _end(work: Work, *, rule_id: int) -> None:
    require(work.actor, Right.CHANGE_STANDARDS)
    _own(work, rule_id).ended_at = work.at
    work.changed.add(Kind.REVIEW)


def _go_on(work: Work, *, rule_id: int) -> None:
    require(work.actor, Right.CHANGE_STANDARDS)
    _own(work, rule_id).ended_at = FAR
    work.changed.add(Kind.REVIEW)


def _check_known(work: Work, rule: SamplingRule) -> None:
    """Standard, office, team and people are of this centre, and each of these people may review."""
    published_version(work, rule.standard_id)
    choices = load_choices(work)
    if not set(rule.reviewer_ids) <= {one for one, _name in choices.reviewers}:
        raise NotFound()
    if rule.office_id is not None and rule.office_id not in dict(choices.offices):
        raise NotFound()
    if rule.team_id is not None and rule.team_id not in dict(choices.teams):
        raise NotFound()


def published_version(reading: Reading, standard_id: int) -> int:
    """The version by which something new is scored; StandardNotPublished where there is none."""
    query = (
        select(StandardVersion.id, Standard.kind)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .where(
            Standard.id == standard_id,
            Standard.centre_id == reading.actor.centre_id,
            StandardVersion.state == VersionState.PUBLISHED,
        )
        .order_by(StandardVersion.number.desc())
        .limit(1)
    )
    found = reading.db.execute(query).first()
    if found is None or kind_of(found.kind) not in ABOUT_PEOPLE:
        raise StandardNotPublished(field="standard")
    return int(found.id)


def load_choices(reading: Reading) -> RuleChoices:
    centre = reading.actor.centre_id
    published = select(StandardVersion.standard_id).where(StandardVersion.state == VersionState.PUBLISHED)
    standards = select(Standard.id, Standard.titles, Standard.channel, Standard.kind).where(
        Standard.centre_id == centre, Standard.id.in_(published)
    )
    reviewed = [
        one for one in reading.db.execute(standards.order_by(Standard.key)) if kind_of(one.kind) in ABOUT_PEOPLE
    ]
    return RuleChoices(
        standards=tuple((one.id, LocalText(one.titles), one.channel) for one in reviewed),
        offices=_named(reading, select(Office.id, Office.name).where(Office.centre_id == centre).order_by(Office.id)),
        teams=_named(reading, select(Team.id, Team.name).where(Team.centre_id == centre).order_by(Team.name, Team.id)),
        reviewers=list_reviewers(reading),
    )


def _named(reading: Reading, query: Select[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple((id_, name) for id_, name in reading.db.execute(query).tuples())


def list_reviewers(reading: Reading) -> tuple[tuple[int, str], ...]:
    """Who may review, by name."""
    query = (
        select(Staff.id, Staff.name, Staff.role, Staff.extra_rights)
        .where(Staff.centre_id == reading.actor.centre_id, Staff.is_active.is_(True))
        .order_by(Staff.sort_key, Staff.id)
    )
    return tuple(
        (one.id, one.name)
        for one in reading.db.execute(query)
        if one.role in ROLES or Right.REVIEW_WORK.value in (one.extra_rights or ())
    )


def list_rules(reading: Reading) -> tuple[RuleRow, ...]:
    """The rules of the centre, those that hold first."""
    require(reading.actor, Right.CHANGE_STANDARDS)
    newest = (ReviewRuleVersion.rule_id == ReviewRule.id) & (ReviewRuleVersion.number == ReviewRule.number)
    query = (
        select(ReviewRule, ReviewRuleVersion, Staff.name)
        .join(ReviewRuleVersion, newest)
        .join(Staff, Staff.id == ReviewRuleVersion.by_id)
        .where(ReviewRule.centre_id == reading.actor.centre_id)
        .order_by(ReviewRule.ended_at.desc(), ReviewRule.id)
    )
    named = _Names(reading)
    return tuple(named.row(head, said, by_name) for head, said, by_name in reading.db.execute(query).tuples())


class _Names:
    """What the ids of rules are called, asked once for all of them."""

    def __init__(self, reading: Reading) -> None:
        centre = reading.actor.centre_id
        standards = select(Standard.id, Standard.titles).where(Standard.centre_id == centre)
        self._titles = {one.id: LocalText(one.titles) for one in reading.db.execute(standards)}
        self._offices = dict(_named(reading, select(Office.id, Office.name).where(Office.centre_id == centre)))
        self._teams = dict(_named(reading, select(Team.id, Team.name).where(Team.centre_id == centre)))
        self._people = dict(_named(reading, select(Staff.id, Staff.name).where(Staff.centre_id == centre)))
        waiting = (
            select(ReviewDraw.rule_id, func.count(ReviewTask.id))
            .join(ReviewTask, ReviewTask.draw_id == ReviewDraw.id)
            .where(
                ReviewDraw.centre_id == centre,
                ReviewTask.state == TaskState.OPEN,
                ReviewTask.kind == TaskKind.DRAWN,
            )
            .group_by(ReviewDraw.rule_id)
        )
        self._waiting = dict(reading.db.execute(waiting).tuples().all())
        last = select(ReviewDraw.rule_id, func.max(ReviewDraw.last_on)).where(ReviewDraw.centre_id == centre)
        self._drawn_to = dict(reading.db.execute(last.group_by(ReviewDraw.rule_id)).tuples().all())

    def row(self, head: ReviewRule, said: ReviewRuleVersion, by_name: str) -> RuleRow:
        rule = rule_of(said)
        return RuleRow(
            id=head.id,
            rule=rule,
            number=head.number,
            since=said.at,
            by_name=by_name,
            is_ended=head.ended_at != FAR,
            version=head.version,
            standard=self._titles.get(rule.standard_id, NO_TEXT),
            office_name=self._offices.get(rule.office_id or 0, ""),
            team_name=self._teams.get(rule.team_id or 0, ""),
            reviewers=tuple(self._people.get(one, "") for one in rule.reviewer_ids),
            to_review=self._waiting.get(head.id, 0),
            drawn_to=self._drawn_to.get(head.id),
        )
