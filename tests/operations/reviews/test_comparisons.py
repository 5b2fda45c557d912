"""Double scoring and calibration (SC-1, rule 15): blind, everybody's total kept, and one evaluation counts."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from sqlalchemy import select

from csatdesk.domain.comparisons import (
    AdoptedBefore,
    AdoptedByRater,
    AdoptReasonMissing,
    ComparedBefore,
    DisputeOpen,
    NotAllSent,
    RatersTooFew,
    ScoredBySame,
)
from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.evaluations import EvaluationState, ReviewedSelf
from csatdesk.domain.staff import Actor, NewPerson, Role
from csatdesk.operations.evaluations.commands import submit_evaluation
from csatdesk.operations.evaluations.disputes import raise_dispute
from csatdesk.operations.evaluations.follow_ups import list_follow_ups
from csatdesk.operations.evaluations.queries import list_evaluations, load_evaluation, own_trend
from csatdesk.operations.reviews.agreement import export_agreement, load_agreement
from csatdesk.operations.reviews.compared import ComparisonCard, list_comparisons, load_comparison, to_score_again
from csatdesk.operations.reviews.comparisons import NewCalibration, adopt, begin_calibration, begin_second
from csatdesk.operations.reviews.drawing import set_aside
from csatdesk.operations.reviews.tasks import begin_review
from csatdesk.operations.staff import add_person
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.reviews import Comparison
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import NOW, PASSWORD, Stage
from tests.operations.evaluations.scorecards import GOOD, answer, begun, published, sent
from tests.operations.reviews.drawn import calls, drawn, mine, olga


def jan(stage: Stage) -> Actor:
    """A second supervisor of Anna's office."""
    with stage.work(stage.ewa) as work:
        new = NewPerson("Jan Wolny", "jan", PASSWORD, Role.SUPERVISOR, stage.marek.office_id, None, "pl")
        return replace(stage.marek, id=add_person(work, new=new), name="Jan Wolny")


def again(stage: Stage, evaluation_id: int, by: Actor) -> int:
    """The first was Marek's, who asks for the second."""
    with stage.work(stage.marek) as work:
        return begin_second(work, evaluation_id=evaluation_id, reviewer_id=by.id).result


def score(stage: Stage, by: Actor, **changed: Any) -> int:
    """Send what stands first in somebody's reviews."""
    task = mine(stage, by).rows[0]
    with stage.work(by) as work:
        evaluation_id = begin_review(work, task_id=task.id)
    answer(stage, evaluation_id, by, **(GOOD | changed))
    with stage.work(by) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id


def card(stage: Stage, comparison_id: int, by: Actor | None = None) -> ComparisonCard:
    with stage.read(by or stage.ewa) as reading:
        return load_comparison(reading, comparison_id=comparison_id)


def adopted(stage: Stage, comparison_id: int, by: Actor | None = None, reason: str = "Heard it.", **said: Any) -> int:
    version = card(stage, comparison_id).version
    with stage.work(by or stage.ewa) as work:
        return adopt(work, comparison_id=comparison_id, answers=said, reason=reason, version=version)


def visible(stage: Stage, by: Actor) -> set[int]:
    with stage.read(by) as reading:
        return {one.id for one in list_evaluations(reading).rows}


def test_the_second_sees_nothing_of_the_first_until_theirs_is_sent(centre: Stage) -> None:
    second, first = jan(centre), sent(centre, name="no")
    assert first in visible(centre, second), "he leads Anna too"
    comparison_id = again(centre, first, second)
    assert first not in visible(centre, second)
    with pytest.raises(NotFound), centre.read(second) as reading:
        load_evaluation(reading, evaluation_id=first)
    shown = card(centre, comparison_id, second)
    assert (shown.answers, [one.total for one in shown.raters]) == ((), [None, None])
    (task,) = mine(centre, second).rows
    assert (task.is_compared, task.employee_name) == (True, "Anna Nowak")
    theirs = score(centre, second)
    assert first in visible(centre, second)
    shown = card(centre, comparison_id, second)
    assert [one.total for one in shown.raters] == [Decimal(80), Decimal(100)]
    assert [one.key for one in shown.differing] == ["name"]
    assert theirs not in visible(centre, centre.anna)
    assert theirs not in visible(centre, centre.marek), "what does not count is nobody else's to read as a result"


def test_until_one_is_adopted_the_first_counts_alone(centre: Stage) -> None:
    second, first = jan(centre), sent(centre, name="no")
    again(centre, first, second)
    theirs = score(centre, second)
    with centre.read(centre.anna) as reading:
        assert [one.evaluation_id for one in own_trend(reading)] == [first]
        assert reading.db.get_one(Evaluation, theirs).state is EvaluationState.COMPARED


def test_what_is_adopted_counts_and_both_totals_stay(centre: Stage) -> None:
    second, first = jan(centre), sent(centre, name="no")
    comparison_id = again(centre, first, second)
    score(centre, second, answer="partial")
    made = adopted(centre, comparison_id, name="yes", answer="partial")
    shown = card(centre, comparison_id)
    assert [one.total for one in shown.raters] == [Decimal(80), Decimal("77.5")]
    assert shown.adopted is not None
    assert (shown.adopted.total, shown.adopted.name, shown.reason) == (Decimal("77.5"), "Ewa Admin", "Heard it.")
    assert shown.row.is_ended
    with centre.read(centre.anna) as reading:
        assert [one.evaluation_id for one in own_trend(reading)] == [made]
    with pytest.raises(AdoptedBefore):
        adopted(centre, comparison_id)


def test_never_by_one_of_the_two_nor_before_both_nor_without_a_reason(centre: Stage) -> None:
    second, first = jan(centre), sent(centre, name="no")
    comparison_id = again(centre, first, second)
    with pytest.raises(NotAllSent):
        adopted(centre, comparison_id)
    score(centre, second)
    assert not card(centre, comparison_id, second).may_adopt
    assert card(centre, comparison_id).may_adopt
    for rater in (centre.marek, second):
        with pytest.raises(AdoptedByRater):
            adopted(centre, comparison_id, by=rater)
    with pytest.raises(AdoptReasonMissing):
        adopted(centre, comparison_id, reason=" ")
    with pytest.raises(NotAllowed):
        adopted(centre, comparison_id, by=centre.anna)


def test_what_is_contested_is_decided_first(centre: Stage) -> None:
    second, first = jan(centre), sent(centre, name="no")
    comparison_id = again(centre, first, second)
    score(centre, second)
    with centre.work(centre.anna) as work:
        raise_dispute(work, evaluation_id=first, item_key="name", reason="I said it.")
    with pytest.raises(DisputeOpen):
        adopted(centre, comparison_id)


def test_not_by_the_same_person_nor_by_whose_work_it_is_nor_twice(centre: Stage) -> None:
    second, first = jan(centre), sent(centre)
    with pytest.raises(ScoredBySame), centre.work(centre.marek) as work:
        begin_second(work, evaluation_id=first, reviewer_id=centre.marek.id)
    with pytest.raises(NotFound), centre.work(centre.marek) as work:
        begin_second(work, evaluation_id=first, reviewer_id=centre.anna.id)
    with centre.read(centre.marek) as reading:
        assert [one.id for one in to_score_again(reading)] == [first]
    again(centre, first, second)
    with centre.read(centre.marek) as reading:
        assert to_score_again(reading) == ()
    with pytest.raises(ComparedBefore):
        again(centre, first, second)


def test_calling_it_off_is_possible_until_somebody_has_begun(centre: Stage) -> None:
    second, first = jan(centre), sent(centre)
    with centre.work(centre.marek) as work:
        begun = begin_second(work, evaluation_id=first, reviewer_id=second.id)
    with centre.work(centre.marek) as work:
        begun.undo(work)
    assert mine(centre, second).left == 0
    assert first in visible(centre, second)


def test_a_share_of_what_is_drawn_is_scored_twice_and_the_second_does_not_count(centre: Stage) -> None:
    calls(centre, 4)
    drawn(centre, every=1, reviewer_ids=(centre.marek.id, centre.ewa.id), second_share=25)
    mareks, ewas = mine(centre).rows, mine(centre, centre.ewa).rows
    assert (len(mareks) + len(ewas), sum(one.is_compared for one in (*mareks, *ewas))) == (5, 2)
    with centre.read(centre.ewa) as reading:
        (row,) = list_comparisons(reading)
    assert (row.raters, row.sent, row.is_complete) == (2, 0, False)


def test_a_drawn_pair_whose_first_cannot_be_reviewed_goes_on_with_what_came_in_its_place(centre: Stage) -> None:
    calls(centre, 4)
    drawn(centre, every=None, per_person=1, reviewer_ids=(centre.marek.id, centre.ewa.id), second_share=100)
    first, second = ((mine(centre, one).rows[0], one) for one in (centre.marek, centre.ewa))
    if first[0].kind.value == "second":
        first, second = second, first
    with centre.work(first[1]) as work:
        assert set_aside(work, task_id=first[0].id, reason="Silent.") is not None
    instead, theirs = mine(centre, first[1]).rows[0], mine(centre, second[1]).rows[0]
    assert instead.case_number == theirs.case_number != first[0].case_number
    assert (instead.is_compared, theirs.is_compared) == (True, True)


def test_a_pair_of_which_one_is_left_is_no_comparison_any_more(centre: Stage) -> None:
    calls(centre, 1)
    drawn(centre, every=1, reviewer_ids=(centre.marek.id, centre.ewa.id), second_share=100)
    tasks = [(mine(centre, one).rows[0], one) for one in (centre.marek, centre.ewa)]
    by = next(actor for row, actor in tasks if row.kind.value == "second")
    other = centre.ewa if by is centre.marek else centre.marek
    with centre.work(by) as work:
        set_aside(work, task_id=mine(centre, by).rows[0].id, reason="Silent.")
    assert not mine(centre, other).rows[0].is_compared
    with centre.read(centre.ewa) as reading:
        assert [one.is_ended for one in list_comparisons(reading)] == [True]


# calibration


def calibrated(stage: Stage, *raters: Actor, **other: Any) -> int:
    with stage.read(stage.ewa) as reading:
        known = reading.db.execute(select(StandardVersion.standard_id).limit(1)).scalar()
    standard_id = known
    if standard_id is None:
        version_id = published(stage)
        with stage.read(stage.ewa) as reading:
            standard_id = reading.db.get_one(StandardVersion, version_id).standard_id
    values: dict[str, Any] = {
        "title": "One call, three ears",
        "standard_id": standard_id,
        "employee_id": stage.anna.id,
        "happened_at": NOW - timedelta(days=1),
        "rater_ids": tuple(one.id for one in raters),
    }
    with stage.work(stage.marek) as work:
        return begin_calibration(work, new=NewCalibration(**(values | other))).result


def test_several_score_the_same_call_compare_and_one_who_scored_adopts_in_the_session(centre: Stage) -> None:
    third, case = jan(centre), centre.register()
    comparison_id = calibrated(centre, centre.marek, centre.ewa, third, case_number=case.number)
    for rater, changed in ((centre.marek, {}), (centre.ewa, {"name": "no"}), (third, {"greets": "no"})):
        assert mine(centre, rater).rows[0].case_number == case.number
        score(centre, rater, **changed)
    assert visible(centre, centre.anna) == set()
    with centre.read(centre.marek) as reading:
        assert list_follow_ups(reading) == (), "nothing counts yet"
    shown = card(centre, comparison_id, centre.marek)
    assert [one.key for one in shown.differing] == ["greets", "name"]
    assert shown.may_adopt
    made = adopted(centre, comparison_id, by=centre.marek, greets="no", name="yes")
    assert visible(centre, centre.anna) == {made}
    with centre.read(centre.marek) as reading:
        (row,) = list_follow_ups(reading)
    assert row.evaluation_id == made


def test_a_calibration_names_what_is_missing(centre: Stage) -> None:
    published(centre)
    with pytest.raises(RatersTooFew):
        calibrated(centre, centre.marek)
    with pytest.raises(NotFound):
        calibrated(centre, centre.marek, centre.anna)
    with pytest.raises(ReviewedSelf):
        calibrated(centre, centre.marek, centre.ewa, employee_id=centre.marek.id)


def test_names_of_other_offices_are_told_to_whoever_scores_alone(centre: Stage) -> None:
    published(centre)
    comparison_id = calibrated(centre, centre.ewa, jan(centre), employee_id=olga(centre).id)
    assert card(centre, comparison_id, centre.marek).row.employee_name == ""
    assert card(centre, comparison_id, centre.ewa).row.employee_name == "Olga Petrova"


# agreement


def compared(stage: Stage, second: Actor, times: int, **changed: Any) -> int:
    """So many reviews by one standard, each scored twice; its id."""
    version_id = published(stage)
    for _time in range(times):
        first = begun(stage, version_id)
        answer(stage, first, **GOOD)
        with stage.work(stage.marek) as work:
            submit_evaluation(work, evaluation_id=first)
        again(stage, first, second)
        score(stage, second, **changed)
    with stage.read(stage.ewa) as reading:
        return reading.db.get_one(StandardVersion, version_id).standard_id


def test_the_item_to_write_anew_is_named_on_screen_on_paper_and_in_the_spreadsheet(
    local_centre: Stage, tmp_path: Path
) -> None:
    second = jan(local_centre)
    standard_id = compared(local_centre, second, 5, name="no")
    with local_centre.read(local_centre.ewa) as reading:
        found = load_agreement(reading, standard_id=standard_id).found
    assert found.things == 5
    assert found.to_rewrite is not None
    assert found.to_rewrite.key == "name"
    assert found.alpha is not None
    for name in ("agreement.pdf", "agreement.xlsx"):
        export_agreement(local_centre.store, local_centre.ewa, standard_id=standard_id, path=tmp_path / name)
    words = " ".join(pypdf.PdfReader(tmp_path / "agreement.pdf").pages[0].extract_text().split())
    assert "To write anew: “Says the name”. Reviewers agree on it in 0 %; it was scored 5 times." in words
    book = openpyxl.load_workbook(tmp_path / "agreement.xlsx")
    rows = [[cell.value for cell in row] for row in book.active.rows]  # type: ignore[union-attr]  # a new book has a sheet
    assert rows[1][:3] == ["Says the name", 5, 0]
    assert rows[1][4] == "yes"


def test_what_is_not_sent_by_everybody_is_not_counted(centre: Stage) -> None:
    second = jan(centre)
    standard_id = compared(centre, second, 1)
    with centre.read(centre.ewa) as reading:
        version_id = reading.db.execute(select(Comparison.standard_version_id)).scalar_one()
    first = begun(centre, version_id)
    answer(centre, first, **GOOD)
    with centre.work(centre.marek) as work:
        submit_evaluation(work, evaluation_id=first)
    again(centre, first, second)
    with centre.read(centre.ewa) as reading:
        assert load_agreement(reading, standard_id=standard_id).found.things == 1
