"""Scorecards and checklists: the public names of templates, of scoring SC-1 and of what is computed over many."""

from csatdesk.domain.form_reading import TemplateError
from csatdesk.domain.rater_agreement import Agreement, agreement
from csatdesk.domain.score_roll_ups import OfficeScore, RollUp, accuracy, lost_points, roll_up
from csatdesk.domain.scorecard_templates import Limits, OnCritical, Scenario, ScorecardTemplate, Scoring
from csatdesk.domain.scoring import Evaluation, Status, Verdict, evaluate, so_far

__all__ = [
    "Agreement",
    "Evaluation",
    "Limits",
    "OfficeScore",
    "OnCritical",
    "RollUp",
    "Scenario",
    "ScorecardTemplate",
    "Scoring",
    "Status",
    "TemplateError",
    "Verdict",
    "accuracy",
    "agreement",
    "evaluate",
    "lost_points",
    "roll_up",
    "so_far",
]
