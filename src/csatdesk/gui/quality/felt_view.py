"""What was checked beside what customers felt: by office in a list, month by month in two charts beside it."""

from functools import partial

from csatdesk.domain.checked_felt import FeltBy, FeltSurvey
from csatdesk.domain.quality_views import QualityAsked
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState
from csatdesk.gui.quality.course_view import CourseView
from csatdesk.gui.quality.felt_list import BothList
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.felt import Both, BothRow, Courses, load_both, load_courses
from csatdesk.operations.quality.felt_words import both_base, both_finding, both_note, charts_of
from csatdesk.wording.texts import _


class FeltView(CourseView):
    """See the module's first words."""

    def __init__(self, context: Context) -> None:
        self.found: Both | None = None
        self.survey, self.question = Choice(), Choice()
        self.survey.setAccessibleName(_("Surveys"))
        self.question.setAccessibleName(_("Question"))
        self.offices = BothList(context)
        empty = EmptyState(_("Results stand here."), _("Nothing was evaluated yet, or no survey has answers."))
        super().__init__(context, self.offices, empty, (self.survey, self.question))  # type: ignore[arg-type]  # a list of whatever rows
        self.survey.chosen.connect(lambda _survey: self._survey_chosen())
        self.question.chosen.connect(lambda _key: self.ask())

    # what is asked

    @property
    def by(self) -> FeltBy | None:
        """None: no survey has answers, or this person may not see what they come to."""
        survey, key = self.survey.value(), self.question.value()
        return FeltBy(survey.id, key) if isinstance(survey, FeltSurvey) and isinstance(key, str) else None

    def offer(self, facts: QualityFacts) -> None:
        """What was chosen stays so."""
        if [one for one, _words in self.survey.options()] == list(facts.surveys):
            return
        kept = self.survey.value()
        self.survey.clear()
        for one in facts.surveys:
            self.survey.add(one, one.name)
        same = [one for one in facts.surveys if isinstance(kept, FeltSurvey) and one.id == kept.id]
        if same:
            self.survey.set_value(same[0])
        self._offer_questions()

    def _offer_questions(self) -> None:
        survey, kept = self.survey.value(), self.question.value()
        self.question.clear()
        for key, name in survey.questions if isinstance(survey, FeltSurvey) else ():
            self.question.add(key, name)
        if kept in [key for key, _name in self.question.options()]:
            self.question.set_value(kept)

    def _survey_chosen(self) -> None:
        self._offer_questions()
        self.ask()

    def show_asked(self, facts: QualityFacts, asked: QualityAsked | None) -> None:
        self.offer(facts)
        super().show_asked(facts, asked)

    def ask(self) -> None:
        if self.asked is None or self.by is None:
            self.found = None
            self._tell_nothing()
            return
        self.context.runner.ask(self._asker, partial(load_both, asked=self.asked, by=self.by), self._show)

    # what is shown

    def _show(self, found: Both) -> None:
        self.found = found
        self.offices.show_both(found)
        assert self.facts is not None
        self._tell(both_finding(found), both_base(self.facts, found), both_note(found.asked))

    def _ask_courses(self, row: object) -> None:
        if self.found is None or self.by is None:
            return
        assert isinstance(row, BothRow)
        question = partial(load_courses, asked=self.found.asked, by=self.by, office_id=row.office_id)
        self.context.runner.ask(self._pane_asker, question, self._show_courses)

    def _show_courses(self, found: Courses) -> None:
        self.pane.show_charts(charts_of(found))
