"""More reviews of calls in the demo centre, so that offices can be compared with one another and with before."""

from datetime import datetime, timedelta
from random import Random

from csatdesk.domain.evaluations import EvaluationKind
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.demo_evaluations import LEADER, REVIEW_WEEKS, fill
from csatdesk.operations.work import Work

SEED = 11
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
