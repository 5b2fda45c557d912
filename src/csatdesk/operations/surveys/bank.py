"""The bank of standard questions, and the questionnaires out of it that come with the program."""

from functools import cache

from csatdesk.domain.question_bank import QuestionBank
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.operations.work import Reading
from csatdesk.sheets.questions_yaml import read_questions
from csatdesk.system.paths import resource

STARTING = ("after_contact", "partner_programme")


@cache
def question_bank() -> QuestionBank:
    """Reads a file the first time: not on the UI thread."""
    return QuestionBank.from_dict(read_questions(resource("templates", "questions_standard.yaml")))


def load_bank(_reading: Reading) -> QuestionBank:
    return question_bank()


@cache
def starting_questionnaire(key: str) -> ScorecardTemplate:
    return question_bank().questionnaire(read_questions(resource("templates", f"questionnaire_{key}.yaml")))
