"""By which rule a survey draws whom it asks: set, ended, looked at, drawn again to check."""

import secrets
from dataclasses import dataclass

from sqlalchemy import func, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.identity import new_identity
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_sampling import CheckedFrame, DrawingRule, Fate, RuleRow, digest_of, is_drawn
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.surveys.drawing import newest_contact, rule_of
from csatdesk.operations.topics.trees import load_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_sending import SurveyFrame, SurveyRule

SEED_BITS = 40


def save_rule(work: Work, *, survey_id: int, rule: DrawingRule, seed: int | None = None) -> int:
    """From now on the survey draws by this rule, and by no other; its id. `seed` None takes a fresh one."""
    require(work.actor, Right.LEAD_SURVEYS)
    rule.check()
    survey = own_survey(work, survey_id)
    end_rule(work, survey_id=survey_id)
    newest = newest_contact(work)
    row = SurveyRule(
        uid=new_identity(work.at),
        centre_id=survey.centre_id,
        survey_id=survey.id,
        moment=rule.moment,
        every=rule.every,
        channels=[channel.value for channel in rule.channels],
        office_ids=list(rule.office_ids),
        topic_ids=list(rule.topic_ids),
        route=rule.route,
        wait_days=rule.wait_days,
        gap_days=rule.gap_days,
        needs_consent=rule.needs_consent,
        sends_at_once=rule.sends_at_once,
        seed=str(secrets.randbits(SEED_BITS) if seed is None else seed),
        begun_at=work.at,
        begun_by_id=work.actor.id,
        first_contact_id=newest,
        last_contact_id=newest,
        last_closed_at=work.at,
    )
    work.db.add(row)
    work.db.flush()
    return row.id


def end_rule(work: Work, *, survey_id: int) -> None:
    """Nobody more is drawn. Who was drawn is asked."""
    require(work.actor, Right.LEAD_SURVEYS)
    own_survey(work, survey_id)
    row = _standing(work, survey_id)
    if row is not None:
        row.ended_at = work.at
    work.changed.add(Kind.SURVEY)


def _standing(reading: Reading, survey_id: int) -> SurveyRule | None:
    query = select(SurveyRule).where(
        SurveyRule.centre_id == reading.actor.centre_id,
        SurveyRule.ended_at == FAR,
        SurveyRule.survey_id == survey_id,
    )
    return reading.db.execute(query).scalars().first()


def load_rule(reading: Reading, *, survey_id: int) -> RuleRow | None:
    """The rule in force, and what it came to."""
    require(reading.actor, Right.LEAD_SURVEYS)
    row = _standing(reading, survey_id)
    if row is None:
        return None
    query = (
        select(SurveyFrame.fate, func.count())
        .where(SurveyFrame.rule_id == row.id, SurveyFrame.fate != Fate.PASSED)
        .group_by(SurveyFrame.fate)
    )
    return RuleRow(
        id=row.id,
        rule=rule_of(row),
        seed=int(row.seed),
        begun_at=row.begun_at,
        begun_by=reading.db.get_one(Staff, row.begun_by_id).name,
        frame_size=row.frame_size,
        frame_digest=row.frame_digest,
        drawn=dict(reading.db.execute(query).tuples().all()),
    )


def check_rule(reading: Reading, *, rule_id: int) -> CheckedFrame:
    """Draw once more by the seed that was kept, from all that it was drawn from."""
    require(reading.actor, Right.LEAD_SURVEYS)
    query = select(SurveyRule).where(SurveyRule.id == rule_id, SurveyRule.centre_id == reading.actor.centre_id)
    row = reading.db.execute(query).scalar_one()
    lines = select(SurveyFrame.key, SurveyFrame.grouped, SurveyFrame.place, SurveyFrame.fate)
    frame = reading.db.execute(lines.where(SurveyFrame.rule_id == row.id).order_by(SurveyFrame.id)).tuples().all()
    again = (is_drawn(place, seed=int(row.seed), group=group, every=row.every) for _key, group, place, _fate in frame)
    return CheckedFrame(
        is_same_frame=digest_of((key, group, place) for key, group, place, _fate in frame) == row.frame_digest,
        is_same_draw=all(
            drawn == fate.is_drawn for drawn, (_key, _group, _place, fate) in zip(again, frame, strict=True)
        ),
        frame_size=len(frame),
    )


@dataclass(frozen=True, slots=True)
class DrawingChoices:
    """From what one may choose for a rule."""

    offices: tuple[tuple[int, str], ...]
    tree: TopicTree


def load_choices(reading: Reading) -> DrawingChoices:
    require(reading.actor, Right.LEAD_SURVEYS)
    query = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id).order_by(Office.id)
    return DrawingChoices(tuple(reading.db.execute(query).tuples()), load_topic_tree(reading))
