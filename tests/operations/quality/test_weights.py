"""Weights beside what matters to customers: proposed, kept with who looked, never changed by itself."""

from dataclasses import replace

import pytest

from csatdesk.analysis.key_drivers import TooFewAnswersForDrivers
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.weight_reviews import OnlyValidReviewed, Weighing, weigh
from csatdesk.operations.quality.weight_words import review_words, weights_base, weights_finding
from csatdesk.operations.quality.weights import (
    SAID,
    Matters,
    NewReview,
    WeightFacts,
    keep_review,
    load_matters,
    load_weights,
)
from csatdesk.operations.standards.commands import start_draft
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import published as scorecard
from tests.operations.surveys.hands import published, running
from tests.operations.surveys.test_figures import give
from tests.operations.surveys.test_findings import ASPECTS, WITH_QUEUE

MATCHED = {"hello": "plain", "matter": "kept"}


def asked(stage: Stage) -> int:
    """A survey in whose 120 answers recommendation goes with promises kept, hardly with plain words."""
    survey_id = running(stage, published(stage, ASPECTS))
    for nps, kept, plain in ((10, 9, 8), (10, 10, 6), (3, 3, 7), (2, 2, 6)):
        give(stage, survey_id, 30, nps=nps, kept=kept, plain=plain)
    return survey_id


def facts_of(stage: Stage, version_id: int) -> WeightFacts:
    with stage.read(stage.marek) as reading:
        return load_weights(reading, version_id=version_id)


def matters_of(stage: Stage, facts: WeightFacts) -> Matters:
    survey = facts.surveys[0]
    return load_matters(stage.store, stage.marek, lambda _done, _of: None, survey=survey, way=survey.ways[0])


def new_review(facts: WeightFacts, **other: object) -> NewReview:
    survey = facts.surveys[0]
    made = NewReview(facts.version_id, survey.id, survey.ways[0].key, MATCHED, survey.first, survey.last, 120, "Gut.")
    return replace(made, **other)  # type: ignore[arg-type]  # as the test gives them


def test_a_section_that_weighs_more_than_what_goes_with_the_figure_is_proposed(centre: Stage) -> None:
    version = scorecard(centre)
    asked(centre)
    facts = facts_of(centre, version)
    assert [(one.key, one.share) for one in facts.sections] == [("hello", 40), ("matter", 60)]
    assert [(way.key, way.questions) for way in facts.surveys[0].ways] == [
        ("nps", (("plain", "Plain words"), ("kept", "Kept the promise")))
    ]
    matters = matters_of(centre, facts)
    assert matters.n == 120
    found = weigh({one.key: one.weight for one in facts.sections}, MATCHED, matters.by_key)
    assert (found["plain"].weighing, found["kept"].weighing) == (Weighing.HEAVIER, Weighing.LIGHTER)
    assert weights_finding(facts.surveys[0].ways[0], found) == (
        "Plain words: more weight than importance. Kept the promise: less weight than importance"
    )


def test_what_cannot_be_told_apart_is_left_out_and_named(local_centre: Stage) -> None:
    version, survey_id = scorecard(local_centre), running(local_centre, published(local_centre, WITH_QUEUE))
    for plain, kept in ((3, 9), (4, 5), (6, 8), (7, 2), (9, 6)):
        give(local_centre, survey_id, 20, nps=plain, plain=plain, kept=kept, queue=plain + 1)
    facts = facts_of(local_centre, version)
    matters = matters_of(local_centre, facts)
    assert (set(matters.by_key), matters.left_out) == ({"plain", "kept"}, ("Short queue",))
    base = weights_base(facts.surveys[0], facts.surveys[0].ways[0], matters)
    assert base.endswith(" · 100 answers · left out: Short queue")


def test_too_few_answers_are_refused_in_words(centre: Stage) -> None:
    version, survey_id = scorecard(centre), running(centre, published(centre, ASPECTS))
    give(centre, survey_id, 12, nps=9, kept=9, plain=8)
    with pytest.raises(TooFewAnswersForDrivers):
        matters_of(centre, facts_of(centre, version))


def test_what_customers_say_matters_is_a_way_of_its_own(centre: Stage) -> None:
    stated = [
        {"key": key, "metric": "importance", "type": "scale", "scale": "ten", "text": {"en": key.title()}}
        for key in ("speed", "calm")
    ]
    questions = {**ASPECTS, "questions": [*ASPECTS["questions"][:5], *stated]}
    version, survey_id = scorecard(centre), running(centre, published(centre, questions))
    for speed, calm in ((10, 4), (9, 3), (8, 4)):
        give(centre, survey_id, 10, speed=speed, calm=calm)
    facts = facts_of(centre, version)
    assert [way.key for way in facts.surveys[0].ways] == [SAID]
    matters = matters_of(centre, facts)
    assert matters.n == 30
    assert round(matters.by_key["speed"].value, 1) == 88.9


def test_a_review_is_kept_with_who_and_when_and_the_matches_come_back_but_no_weight_changes(centre: Stage) -> None:
    version = scorecard(centre)
    asked(centre)
    before = facts_of(centre, version)
    with centre.work(centre.marek) as work:
        done = keep_review(work, new=new_review(before))
        content = work.db.get_one(StandardVersion, version).content
    after = facts_of(centre, version)
    assert after.surveys[0].ways[0].areas == MATCHED
    assert after.sections == before.sections
    assert review_words(after.reviews[0], NOW.tzinfo) == (  # type: ignore[arg-type]  # it has one
        "Reviewed by Marek Lis on 19 Nov 2026: Po kontakcie, 120 answers. Gut."
    )
    with centre.work(centre.marek) as work:
        assert work.db.get_one(StandardVersion, version).content == content
        done.undo(work)
    assert facts_of(centre, version).reviews == ()


def test_matches_hold_for_the_next_version_of_the_standard(centre: Stage) -> None:
    version = scorecard(centre)
    asked(centre)
    with centre.work(centre.marek) as work:
        keep_review(work, new=new_review(facts_of(centre, version), areas={**MATCHED, "gone": "kept"}))
        draft = start_draft(work, version_id=version).result
    facts = facts_of(centre, draft)
    assert facts.surveys[0].ways[0].areas == MATCHED
    assert facts.reviews == ()


def test_a_draft_is_not_reviewed_and_who_may_not_change_standards_reviews_nothing(centre: Stage) -> None:
    version = scorecard(centre)
    asked(centre)
    facts = facts_of(centre, version)
    with centre.work(centre.marek) as work:
        draft = start_draft(work, version_id=version).result
        with pytest.raises(OnlyValidReviewed):
            keep_review(work, new=new_review(facts, version_id=draft))
    with centre.work(centre.anna) as work, pytest.raises(NotAllowed):
        keep_review(work, new=new_review(facts))
    with centre.read(centre.anna) as reading, pytest.raises(NotAllowed):
        load_weights(reading, version_id=version)
