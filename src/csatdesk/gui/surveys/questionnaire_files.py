"""What leaves and enters the page of questionnaires: the blank paper in any language, and the form as a file."""

from functools import partial

from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.gui.standards.papers import StandardPapers
from csatdesk.operations.standards.paper import PaperKind
from csatdesk.operations.surveys.questionnaires import take_over_questionnaire
from csatdesk.wording.texts import speaking


class QuestionnaireFiles(StandardPapers):
    """See `StandardPapers`."""

    papers = ((PaperKind.QUESTIONNAIRE, N_("As a &blank questionnaire to hand out")),)
    kinds = "XLSForm (*.xlsx);;YAML (*.yaml)"
    suffix = ".xlsx"

    def add(self, template: ScorecardTemplate) -> None:
        self._context.runner.act(self, partial(take_over_questionnaire, template=template), self.read.emit)

    def save_in(self, language: str) -> None:
        """The blank paper in the language of those who answer."""
        with speaking(language):
            self.save(PaperKind.QUESTIONNAIRE)
