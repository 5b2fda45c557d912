"""The weights of a standard beside what matters to customers: sections are matched with questions, what differs is
proposed, and who looked at it is kept. Weights are changed in a draft, never here.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csatdesk.domain.errors import Cancelled, Spoken
from csatdesk.domain.weight_reviews import TooFewAreas, Weighed, weigh
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, FormRow, Label, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.runner import Job
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.quality.weight_words import (
    review_words,
    section_words,
    way_words,
    weighed_words,
    weights_base,
    weights_finding,
)
from csatdesk.operations.quality.weights import Matters, NewReview, Way, WeightFacts, WeightSurvey, load_matters
from csatdesk.wording.texts import _, spoken

REVIEWS_MOST = 3


class WeightsForm(InlineForm):
    """`kept` carries the `NewReview`."""

    kept = Signal(object)

    def __init__(self, context: Context, facts: WeightFacts) -> None:
        super().__init__(_("Weights of {standard}").format(standard=facts.title), _("Keep as reviewed"))
        self.context, self.facts = context, facts
        self.matters: Matters | None = None
        self._job: Job | None = None
        self.survey, self.way = Choice([(one, one.name) for one in facts.surveys]), Choice()
        self.survey.setAccessibleName(_("Surveys"))
        self.way.setAccessibleName(_("What matters to customers"))
        self.finding, self.base = Label("", "body", bold=True, wrap=True), Label("", "small", "ink2", wrap=True)
        self.areas: dict[str, Choice] = {}
        self.words: dict[str, Label] = {}
        self.note = TextField()
        self._fill()
        self.lay_out()
        self.save.setVisible(bool(facts.surveys))  # it has its place in the form by now
        self.survey.chosen.connect(lambda _survey: self._offer_ways())
        self.way.chosen.connect(lambda _way: self._offer_areas())
        self._offer_ways()

    def _fill(self) -> None:
        about = _(
            "Match each section with the question that asks about the same. Shares are of the matched ones. What goes "
            "with satisfaction need not be its cause; weights are changed in a draft only."
        )
        if not self.facts.surveys:
            about = _("No survey with answers asks about two aspects of the service or more.")
        self.rows.addWidget(Label(about, "body", "ink2", wrap=True))
        if self.facts.surveys:
            self.rows.addWidget(FlowBox(self.survey, self.way, gap=S12))
            for label in (self.finding, self.base):
                self.rows.addWidget(label)
            self.rows.addWidget(self._grid())
            self.named["note"] = FormRow(_("N&ote"), self.note)
            self.rows.addWidget(self.named["note"])
        for one in self.facts.reviews[:REVIEWS_MOST]:
            self.rows.addWidget(Label(review_words(one, self.context.zone), "small", "ink2", wrap=True))

    def _grid(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S12)
        grid.setVerticalSpacing(S8)
        for place, section in enumerate(self.facts.sections):
            told, choice, words = section_words(section), Choice(), Label("", "small", wrap=True)
            choice.setAccessibleName(told)
            choice.chosen.connect(lambda _key: self._weigh())
            self.areas[section.key], self.words[section.key] = choice, words
            for column, widget in enumerate((Label(told, "body", wrap=True), choice, words)):
                grid.addWidget(widget, place, column)
        for column, stretch in enumerate((4, 3, 4)):
            grid.setColumnStretch(column, stretch)
        return inside

    # what is chosen

    @property
    def chosen_survey(self) -> WeightSurvey | None:
        found = self.survey.value()
        return found if isinstance(found, WeightSurvey) else None

    @property
    def chosen_way(self) -> Way | None:
        found = self.way.value()
        return found if isinstance(found, Way) else None

    @property
    def matched(self) -> Mapping[str, str]:
        """The question of each section that has one."""
        return {key: str(choice.value()) for key, choice in self.areas.items() if choice.value()}

    def _offer_ways(self) -> None:
        self.way.clear()
        for way in self.chosen_survey.ways if self.chosen_survey is not None else ():
            self.way.add(way, way_words(way))
        self.way.updateGeometry()
        self._offer_areas()

    def _offer_areas(self) -> None:
        way = self.chosen_way
        if way is None:
            return
        for key, choice in self.areas.items():
            choice.clear()
            choice.add("", _("Nothing asks about it"))
            for question, name in way.questions:
                choice.add(question, name)
            choice.set_value(way.areas.get(key, "") if way.areas.get(key) in dict(way.questions) else "")
        self._count()

    # what matters

    def _count(self) -> None:
        """Seconds of work, so a job that can be cancelled."""
        survey, way = self.chosen_survey, self.chosen_way
        if survey is None or way is None:
            return
        if self._job is not None and not self._job.has_ended:
            self._job.cancel()
        self.matters = None
        self._say(_("It is being counted …"))
        self._job = self.context.runner.job(
            self,
            _("What matters to customers"),
            lambda store, actor, progress: load_matters(store, actor, progress, survey=survey, way=way),
            partial(self._counted, way),
            failed=partial(self._not_counted, way),
        )

    def _counted(self, way: Way, matters: Matters) -> None:
        if way == self.chosen_way:
            self.matters = matters
            self._weigh()

    def _not_counted(self, way: Way, error: BaseException) -> None:
        if way != self.chosen_way:
            return
        if isinstance(error, Cancelled):
            self._say(_("It was not counted. Choose once more to count it."))
        elif isinstance(error, Spoken):
            self._say(spoken(error))
        else:
            self.context.runner.failed.emit(error, None)

    def _say(self, finding: str, base: str = "", found: Mapping[str, Weighed] | None = None) -> None:
        self.finding.setText(finding)
        self.base.setText(base)
        self.base.setVisible(bool(base))
        matched = self.matched
        for key, label in self.words.items():
            one = (found or {}).get(matched.get(key, ""))
            label.setText("" if one is None else weighed_words(one))

    def _weigh(self) -> None:
        survey, way = self.chosen_survey, self.chosen_way
        if self.matters is None or survey is None or way is None:
            return
        base = weights_base(survey, way, self.matters)
        weights = {one.key: one.weight for one in self.facts.sections}
        try:
            found = weigh(weights, self.matched, self.matters.by_key)
        except TooFewAreas as refusal:
            self._say(spoken(refusal), base)
        else:
            self._say(weights_finding(way, found), base, found)

    # keeping

    def try_to_save(self) -> None:
        self.clear_errors()
        survey, way = self.chosen_survey, self.chosen_way
        if survey is None or way is None:
            return
        self.save.setEnabled(False)
        n = 0 if self.matters is None else self.matters.n
        self.kept.emit(
            NewReview(
                self.facts.version_id,
                survey.id,
                way.key,
                self.matched,
                survey.first,
                survey.last,
                n,
                self.note.text(),
            )
        )

    def focus_first(self) -> None:
        first = self.survey if self.facts.surveys else self.cancel
        first.setFocus(Qt.FocusReason.OtherFocusReason)
