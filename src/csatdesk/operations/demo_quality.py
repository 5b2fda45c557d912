"""More reviews of calls in the demo centre, so that offices can be compared with one another and with before."""

from datetime import datetime, timedelta
from random import Random

from csatdesk.domain.evaluations import EvaluationKind
from csatdesk.domain.marks import N_
from csatdesk.domain.survey_views import SurveyView
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.demo_evaluations import LEADER, REVIEW_WEEKS, fill
from csatdesk.operations.quality.weights import NewReview, keep_review, load_weights
from csatdesk.operations.standards.queries import valid_version
from csatdesk.operations.surveys.results.figures import figure, item_of
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _

SEED = 11
REVIEWED = timedelta(days=19)  # ago the weights of the standard of offices were looked at
MATCHED = {
    "access": "rating_easy_to_reach",
    "waiting_area": "rating_surroundings",
    "queue": "rating_waiting",
    "contact": "rating_friendly",
    "solution": "rating_answered_everything",
    "closing": "rating_kept_promise",
}  # sections of the standard of offices, and the question that asks about the same
REVIEW_NOTE = N_("Keeping promises weighs too little. For the next version.")
WEEKS = 11  # since the calls have their second scorecard
SELDOM = (2, 5)  # weeks ago: too few to be ranked
HOURS = (0, 2, 3, 5)  # before the hour of now
TOPICS = ("bill_too_high", "move_in", "outage_unplanned")


def review_offices(work: Work, cast: Cast, at: datetime) -> None:
    """The hall grows better, the harbour lies behind, of the old town little is known yet."""
    chance = Random(SEED)  # noqa: S311  (of a game, not of a secret)
    halls = {office: cast.clerks_of(office) for office in ("hall", "harbour", "old_town") if office in cast.office_ids}
    for week in range(WEEKS, 0, -1):
        then = at - timedelta(days=7 * week - 5, hours=HOURS[week % len(HOURS)])
        for office, clerks in halls.items():
            if office == "old_town" and week not in SELDOM:
                continue
            good = {"hall": 0.95 - 0.02 * week, "harbour": 0.7}.get(office, 0.9)
            reviewing = acting(work, cast.actors[SUPERVISOR], then)
            about = cast.topic_ids.get(TOPICS[week % len(TOPICS)])
            fill(reviewing, EvaluationKind.CALL_REVIEW, clerks[week % len(clerks)], chance, good=good, topic_id=about)
        if week > REVIEW_WEEKS:
            for clerk in cast.clerks_of("call_centre"):
                fill(acting(work, cast.actors[LEADER], then), EvaluationKind.CALL_REVIEW, clerk, chance)


def review_weights(work: Work, cast: Cast, at: datetime, survey_id: int) -> None:
    """Somebody looked at the standard of offices beside what matters to customers."""
    then = acting(work, cast.actors[SUPERVISOR], at - REVIEWED)
    valid = valid_version(then, key="office_visit")
    assert valid is not None
    survey = next(one for one in load_weights(then, version_id=valid[0]).surveys if one.id == survey_id)
    view = SurveyView(survey.id, survey.first, survey.last)
    heard = figure(then, view, item_of(then, survey.id, MATCHED["closing"]))
    new = NewReview(
        valid[0],
        survey.id,
        survey.ways[0].key,
        MATCHED,
        survey.first,
        survey.last,
        heard.n or 0,
        _(REVIEW_NOTE),
    )
    keep_review(then, new=new)
