"""Marks of evaluations, from which figures are added up; those of evaluations that were sent before are made now."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from csatdesk.domain.evaluations import answer_from_json
from csatdesk.domain.quality import marks_of
from csatdesk.domain.scorecards import ScorecardTemplate, evaluate

revision = "0021"
down_revision = "0020"

BATCH = 500
EVALUATIONS = sa.table(
    "evaluations",
    sa.column("id", sa.Integer),
    sa.column("standard_version_id", sa.Integer),
    sa.column("status", sa.String),
    sa.column("item_marks", sa.Text),
    sa.column("section_marks", sa.Text),
)
ANSWERS = sa.table(
    "evaluation_answers",
    sa.column("evaluation_id", sa.Integer),
    sa.column("item_key", sa.String),
    sa.column("answer", sa.Text),
)
VERSIONS = sa.table("standard_versions", sa.column("id", sa.Integer), sa.column("content", sa.Text))


def upgrade() -> None:
    op.execute("ALTER TABLE evaluations ADD COLUMN item_marks TEXT NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE evaluations ADD COLUMN section_marks TEXT NOT NULL DEFAULT ''")
    op.create_index("ix_evaluations_figures", "evaluations", ["standard_version_id", "happened_at", "id"])
    for version_id in op.get_bind().execute(sa.select(EVALUATIONS.c.standard_version_id).distinct()).scalars().all():
        _mark(version_id)


def _mark(version_id: int) -> None:
    """All that were sent and scored by one version, some at a time."""
    db = op.get_bind()
    content = db.execute(sa.select(VERSIONS.c.content).where(VERSIONS.c.id == version_id)).scalar_one()
    template = ScorecardTemplate.from_dict(json.loads(content))
    last = 0
    while ids := _next_ids(version_id, last):
        last = ids[-1]
        db.execute(_update(), [_marks(template, *one) for one in _answers(ids).items()])


def _next_ids(version_id: int, after: int) -> list[int]:
    here = (EVALUATIONS.c.standard_version_id == version_id, EVALUATIONS.c.status != "", EVALUATIONS.c.id > after)
    query = sa.select(EVALUATIONS.c.id).where(*here).order_by(EVALUATIONS.c.id).limit(BATCH)
    return list(op.get_bind().execute(query).scalars())


def _answers(ids: list[int]) -> dict[int, dict[str, Any]]:
    query = sa.select(ANSWERS.c.evaluation_id, ANSWERS.c.item_key, ANSWERS.c.answer)
    query = query.where(ANSWERS.c.evaluation_id.in_(ids), ANSWERS.c.answer.is_not(None))
    found: dict[int, dict[str, Any]] = {one: {} for one in ids}
    for evaluation_id, key, answer in op.get_bind().execute(query):
        found[evaluation_id][key] = answer_from_json(json.loads(answer))
    return found


def _marks(template: ScorecardTemplate, evaluation_id: int, answers: dict[str, Any]) -> dict[str, Any]:
    items, sections = marks_of(template.form, evaluate(template, answers))
    return {"of": evaluation_id, "items": items, "sections": sections}


def _update() -> sa.Update:
    marks: dict[str, Any] = {"item_marks": sa.bindparam("items"), "section_marks": sa.bindparam("sections")}
    return EVALUATIONS.update().where(EVALUATIONS.c.id == sa.bindparam("of")).values(marks)
