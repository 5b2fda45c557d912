"""What is typed is kept whole or refused at its field, in both databases: nothing of it is ever cut away."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from csatdesk.domain.checklists import PLACE_MOST
from csatdesk.domain.checklists import REASON_MOST as EXCUSE_MOST
from csatdesk.domain.evaluations import NOTE_MOST, Remarks
from csatdesk.domain.follow_ups import NOTE_MOST as CALL_MOST
from csatdesk.domain.follow_ups import FollowUpOutcome
from csatdesk.domain.forms import Answer
from csatdesk.domain.lengths import ValueTooLong
from csatdesk.domain.reviews import NAME_MOST, REASON_MOST
from csatdesk.domain.staff import Actor
from csatdesk.domain.surveys import NewSurvey, SurveyKind
from csatdesk.domain.weight_reviews import NOTE_MOST as WEIGHTS_MOST
from csatdesk.operations.checklists.commands import change_schedule, excuse_check
from csatdesk.operations.evaluations.commands import note_item, remark
from csatdesk.operations.evaluations.disputes import decide_dispute, raise_dispute
from csatdesk.operations.evaluations.feedback import say_to_evaluation
from csatdesk.operations.evaluations.follow_ups import list_follow_ups, settle_follow_up
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.organisations import save_organisation
from csatdesk.operations.quality.weights import keep_review
from csatdesk.operations.reviews.comparisons import NewCalibration, adopt, begin_calibration
from csatdesk.operations.reviews.drawing import set_aside
from csatdesk.operations.reviews.rules import save_rule
from csatdesk.operations.surveys.commands import make_survey
from csatdesk.operations.surveys.loop import list_call_backs, settle_call_back
from csatdesk.operations.work import Work
from tests.cast import NOW, Stage
from tests.operations.checklists.scene import TODAY, scheduled, standard_of, terms
from tests.operations.evaluations.scorecards import begun, published, sent
from tests.operations.quality.test_weights import asked, facts_of, new_review
from tests.operations.reviews.drawn import calls, drawn, mine, rule_for
from tests.operations.reviews.test_comparisons import again, card, jan, score
from tests.operations.surveys.hands import FULL, answered, running
from tests.operations.surveys.hands import published as questionnaire

BAD: Mapping[str, Answer] = {**FULL, "nps": 3}


def refused(stage: Stage, by: Actor, command: Callable[[Work, str], Any], field: str, most: int) -> None:
    """One letter too many is refused with the field and how much fits; the blanks around a text count for nothing."""
    with pytest.raises(ValueTooLong) as error, stage.work(by) as work:
        command(work, "ż" * (most + 1))
    assert (error.value.field, error.value.values) == (field, {"most": most})
    with stage.work(by) as work:
        command(work, f" {'ż' * most} ")


def test_notes_and_words_about_the_whole_of_an_evaluation(centre: Stage) -> None:
    filled = begun(centre)
    refused(
        centre,
        centre.marek,
        lambda work, text: note_item(work, evaluation_id=filled, item_key="greets", note=text),
        "note",
        NOTE_MOST,
    )
    refused(
        centre,
        centre.marek,
        lambda work, text: remark(work, evaluation_id=filled, remarks=Remarks(text)),
        "comment",
        NOTE_MOST,
    )
    with centre.read(centre.marek) as reading:
        kept = load_evaluation(reading, evaluation_id=filled)
    assert (kept.notes["greets"], kept.remarks.comment) == ("ż" * NOTE_MOST, "ż" * NOTE_MOST)


def test_why_an_answer_is_contested_and_how_it_is_decided(centre: Stage) -> None:
    evaluation_id, made = sent(centre, name="no"), []

    def contest(work: Work, text: str) -> None:
        made.append(raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason=text))

    refused(centre, centre.anna, contest, "reason", NOTE_MOST)
    refused(
        centre,
        centre.ewa,
        lambda work, text: decide_dispute(work, dispute_id=made[0], answer="yes", reason=text),
        "reason",
        NOTE_MOST,
    )


def test_what_is_said_to_an_evaluation(centre: Stage) -> None:
    evaluation_id = sent(centre)
    refused(
        centre,
        centre.anna,
        lambda work, text: say_to_evaluation(work, evaluation_id=evaluation_id, text=text),
        "text",
        NOTE_MOST,
    )


def test_what_came_of_calling_back_after_a_bad_review(centre: Stage) -> None:
    sent(centre, by=centre.ewa, greets="no")
    with centre.read(centre.marek) as reading:
        (row,) = list_follow_ups(reading)
    outcome = FollowUpOutcome.NOT_CONTENT
    refused(
        centre,
        centre.marek,
        lambda work, text: settle_follow_up(work, follow_up_id=row.id, outcome=outcome, note=text),
        "note",
        CALL_MOST,
    )


def test_what_came_of_calling_back_after_a_bad_answer(centre: Stage) -> None:
    answered(centre, running(centre), BAD)
    with centre.read(centre.marek) as reading:
        (row,) = list_call_backs(reading)
    outcome = FollowUpOutcome.SETTLED
    refused(
        centre,
        centre.marek,
        lambda work, text: settle_call_back(work, call_back_id=row.id, outcome=outcome, note=text),
        "note",
        CALL_MOST,
    )


def test_where_a_check_is_made_and_why_it_is_left_out(centre: Stage) -> None:
    schedule_id = scheduled(centre)
    refused(
        centre,
        centre.marek,
        lambda work, text: change_schedule(work, schedule_id=schedule_id, terms=terms(place=text), version=1),
        "place",
        PLACE_MOST,
    )
    refused(
        centre,
        centre.marek,
        lambda work, text: excuse_check(work, schedule_id=schedule_id, day=TODAY, reason=text),
        "reason",
        EXCUSE_MOST,
    )


def test_the_name_of_a_rule_and_why_a_contact_could_not_be_reviewed(centre: Stage) -> None:
    calls(centre, 6)
    rule = rule_for(centre)
    refused(
        centre,
        centre.marek,
        lambda work, text: save_rule(work, rule_id=None, rule=replace(rule, name=text)),
        "name",
        NAME_MOST,
    )
    drawn(centre)
    task = mine(centre).rows[0]
    refused(
        centre,
        centre.marek,
        lambda work, text: set_aside(work, task_id=task.id, reason=text),
        "reason",
        REASON_MOST,
    )


def test_why_one_scoring_counts_and_the_name_of_a_calibration(centre: Stage) -> None:
    second, first = jan(centre), sent(centre, name="no")
    compared = again(centre, first, second)
    score(centre, second)
    version = card(centre, compared).version
    refused(
        centre,
        centre.ewa,
        lambda work, text: adopt(work, comparison_id=compared, answers={"name": "yes"}, reason=text, version=version),
        "reason",
        REASON_MOST,
    )
    standard_id = standard_of(centre, published(centre))
    new = NewCalibration("", standard_id, centre.anna.id, NOW, (centre.marek.id, second.id))
    refused(
        centre,
        centre.ewa,
        lambda work, text: begin_calibration(work, new=replace(new, title=text)),
        "title",
        NAME_MOST,
    )


def test_what_was_seen_when_weights_were_reviewed(centre: Stage) -> None:
    version_id = published(centre)
    asked(centre)
    facts = facts_of(centre, version_id)
    refused(
        centre,
        centre.marek,
        lambda work, text: keep_review(work, new=new_review(facts, note=text)),
        "note",
        WEIGHTS_MOST,
    )


def test_the_name_of_a_survey(centre: Stage) -> None:
    version_id = questionnaire(centre)
    refused(
        centre,
        centre.marek,
        lambda work, text: make_survey(work, new=NewSurvey(text, SurveyKind.NEEDS, "Know more.", version_id)),
        "name",
        200,
    )


def test_what_no_rule_of_its_own_names_is_refused_by_the_width_of_its_column(centre: Stage) -> None:
    refused(
        centre,
        centre.ewa,
        lambda work, text: save_organisation(work, organisation_id=None, name=text),
        "name",
        200,
    )
