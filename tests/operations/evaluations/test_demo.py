"""The demo centre's reviews: by the standards that are published, none where there are none."""

from dataclasses import replace

from sqlalchemy import select

from csatdesk.domain.evaluations import EvaluationState
from csatdesk.operations.demo_centre import Cast
from csatdesk.operations.demo_evaluations import CHECK_DAYS, REVIEW_WEEKS, evaluate_work
from csatdesk.operations.evaluations.queries import EvaluationFilter, list_evaluations, own_trend
from csatdesk.store.entities.staff import Staff
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import CALL, published


def played(stage: Stage) -> None:
    """Anna as Marta, Marek as Ingrid, Ewa as Thomas, Olga at the phone."""
    with stage.work(stage.ewa) as work:
        olga_id = work.db.execute(select(Staff.id).where(Staff.sign_in_folded == "olga")).scalar_one()
        olga = replace(stage.anna, id=olga_id, office_id=stage.other_office_id)
        actors = {"marta": stage.anna, "ingrid": stage.marek, "thomas": stage.ewa, "olga": olga}
        cast = Cast(actors, {"call_centre": stage.other_office_id}, {}, {}, {})
        evaluate_work(work, cast, NOW)


def test_people_have_a_history_one_contests_and_one_review_is_half_done(local_centre: Stage) -> None:
    for kind in ("call_review", "written_review", "daily_checklist"):
        published(local_centre, CALL | {"kind": kind})
    played(local_centre)
    with local_centre.read(local_centre.anna) as reading:
        assert len(own_trend(reading)) == REVIEW_WEEKS + 1
        rows = list_evaluations(reading).rows
    assert sum(one.state is EvaluationState.ACCEPTED for one in rows) == REVIEW_WEEKS + 1 + CHECK_DAYS
    with local_centre.read(local_centre.marek) as reading:
        assert len(list_evaluations(reading, shown=EvaluationFilter(to_fill=True)).rows) == 1
        assert len(list_evaluations(reading, shown=EvaluationFilter(disputed=True)).rows) == 1


def test_without_a_published_standard_there_are_none(local_centre: Stage) -> None:
    played(local_centre)
    with local_centre.read(local_centre.marek) as reading:
        assert list_evaluations(reading).rows == ()
