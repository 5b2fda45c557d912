"""Past evaluations out of a file beside those made here: by office, each against all others, year by year beside it."""

from functools import partial

from csatdesk.domain.past_evaluations import PastProgramme
from csatdesk.domain.quality_views import QualityAsked
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState
from csatdesk.gui.quality.course_view import CourseView
from csatdesk.gui.quality.past_list import HerePastList
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.past import HerePast, HerePastRow, Years, load_here_past, load_years
from csatdesk.operations.quality.past_words import (
    charts_of_years,
    here_past_base,
    here_past_finding,
    here_past_note,
)
from csatdesk.wording.texts import _


class PastView(CourseView):
    """See the module's first words."""

    def __init__(self, context: Context) -> None:
        self.found: HerePast | None = None
        self.programme = Choice()
        self.programme.setAccessibleName(_("Standard or list"))
        self.offices = HerePastList(context)
        empty = EmptyState(
            _("Evaluations from before stand here."), _("They come in from a file, in Administration under Import.")
        )
        super().__init__(context, self.offices, empty, (self.programme,))  # type: ignore[arg-type]  # a list of whatever rows
        self.programme.chosen.connect(lambda _programme: self.ask())

    @property
    def programme_id(self) -> int | None:
        """None: nothing came from a file."""
        found = self.programme.value()
        return found.id if isinstance(found, PastProgramme) else None

    def offer(self, facts: QualityFacts) -> None:
        """What was chosen stays so."""
        if [one for one, _words in self.programme.options()] == list(facts.past):
            return
        kept = self.programme_id
        self.programme.clear()
        for one in facts.past:
            self.programme.add(one, one.name)
        same = [one for one in facts.past if one.id == kept]
        if same:
            self.programme.set_value(same[0])

    def show_asked(self, facts: QualityFacts, asked: QualityAsked | None) -> None:
        self.offer(facts)
        super().show_asked(facts, asked)

    def ask(self) -> None:
        if self.asked is None or self.programme_id is None:
            self.found = None
            self._tell_nothing()
            return
        question = partial(load_here_past, asked=self.asked, programme_id=self.programme_id)
        self.context.runner.ask(self._asker, question, self._show)

    def _show(self, found: HerePast) -> None:
        self.found = found
        self.offices.show_here_past(found)
        assert self.facts is not None
        self._tell(here_past_finding(found), here_past_base(self.facts, found), here_past_note(found.asked))

    def _ask_courses(self, row: object) -> None:
        if self.found is None or self.programme_id is None:
            return
        assert isinstance(row, HerePastRow)
        asked, office_id = self.found.asked, row.office_id
        question = partial(load_years, asked=asked, programme_id=self.programme_id, office_id=office_id)
        self.context.runner.ask(self._pane_asker, question, self._show_years)

    def _show_years(self, found: Years) -> None:
        self.pane.show_charts(charts_of_years(found))
