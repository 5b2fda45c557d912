"""How the after-contact survey of the demo centre asks: drawn from what is logged, with a form on the net."""

from datetime import datetime, timedelta

from csatdesk.domain.survey_sampling import DrawingRule
from csatdesk.domain.survey_sending import SendingPlan
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.surveys.rules import save_rule
from csatdesk.operations.surveys.sending import save_plan
from csatdesk.operations.work import Work

LINK = "https://survey.example.org/desk"
SEED = 4711
SINCE = timedelta(minutes=5)


def plan_sending(work: Work, cast: Cast, at: datetime, survey_id: int) -> None:
    """One contact in ten from now on: whoever tries the program sees that logging contacts draws some of them."""
    then = acting(work, cast.actors[SUPERVISOR], at - SINCE)
    save_plan(then, survey_id=survey_id, plan=SendingPlan(link=LINK))
    save_rule(then, survey_id=survey_id, rule=DrawingRule(), seed=SEED)
