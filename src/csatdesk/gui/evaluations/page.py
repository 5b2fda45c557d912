"""Evaluations: what was checked and reviewed, one's own work over time, what is begun, what is contested."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.corrective_actions import Cause
from csatdesk.domain.errors import NotFound
from csatdesk.domain.evaluations import (
    RIGHT_TO_FILL,
    Dispute,
    EvaluationCard,
    EvaluationRow,
    NewEvaluation,
    Ruling,
    TrendPoint,
)
from csatdesk.domain.forms import Answer
from csatdesk.domain.marks import N_
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.told import capped
from csatdesk.gui.context import Context
from csatdesk.gui.evaluations.evaluation_list import EvaluationList
from csatdesk.gui.evaluations.failed import FailedDeeds
from csatdesk.gui.evaluations.feedback_deeds import FeedbackDeeds
from csatdesk.gui.evaluations.forms import BeginForm, ContestForm, DaysForm, DecideForm, WhyForm
from csatdesk.gui.evaluations.history_line import HistoryLine, HistoryPoint
from csatdesk.gui.evaluations.pane import EvaluationPane
from csatdesk.gui.evaluations.questions import BEGUN_HERE, Beginning, Counts, load_beginning, load_counts
from csatdesk.gui.evaluations.ways import Ways
from csatdesk.gui.evaluations.words import seen_words
from csatdesk.gui.fields import EmptyState, Hairline, Label, SegmentedChoice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S8, S16
from csatdesk.operations.evaluations.commands import begin_about_case, throw_away
from csatdesk.operations.evaluations.disputes import decide_dispute, dispute_days, raise_dispute, set_dispute_days
from csatdesk.operations.evaluations.papers import export_evaluation
from csatdesk.operations.evaluations.queries import EVERYTHING, EvaluationFilter, load_evaluation
from csatdesk.operations.field.giving import Taken, What
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 600, 480
MOVING_MS = 60  # the card follows when the arrows rest
VIEWS = {
    "all": EVERYTHING,
    "mine": EvaluationFilter(mine=True),
    "to_fill": EvaluationFilter(to_fill=True),
    "disputed": EvaluationFilter(disputed=True),
    "fresh": EvaluationFilter(fresh=True),
}
DEEDS = (
    ("fill", N_("Go on &filling"), "F"),
    ("contest", N_("&Contest an answer"), "C"),
    ("decide", N_("De&cide"), "D"),
    ("why", N_("Wh&y it failed"), "Y"),
    ("measure", N_("&Measure"), "M"),
    ("read", N_("I have rea&d it"), "R"),
    ("say", N_("Say s&omething"), "O"),
    ("give", N_("Give to a &partner"), "P"),
    ("reply", N_("Write down the repl&y"), "W"),
    ("save", N_("Save as &PDF"), "Ctrl+S"),
    ("drop", N_("Th&row away"), "Del"),
)


class EvaluationsPage(FormPage):
    """See the module's first words."""

    list: EvaluationList
    pane: EvaluationPane
    shows = frozenset({Kind.EVALUATION, Kind.STANDARD, Kind.MEASURE, Kind.REVIEW})
    help_page = "evaluations"

    def __init__(self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self._ask_path = ask
        self.counts: Counts | None = None
        self._count_asker, self._card_asker = QObject(self), QObject(self)
        self._begin_asker, self._days_asker = QObject(self), QObject(self)
        if any(context.may(RIGHT_TO_FILL[kind]) for kind in BEGUN_HERE):
            self.primary = make_action(self, _("&New evaluation"), self.new, "Alt+Shift+N")
        self.feedback = FeedbackDeeds(
            self, lambda: self.pane.card, ask, opens=self._open, done=self._done, fails=self._failed
        )
        self.actions_by_key = self._made_actions(DEEDS, self._deeds())
        for action in self.actions_by_key.values():
            action.setEnabled(False)
        self.which = SegmentedChoice(self._views())
        self.which.setAccessibleName(_("Which evaluations"))
        self.ways = Ways(context, self, self.give_out, self.change_days)
        self.history = HistoryLine(_("My scores over time"))
        self.history_words = Label("", "small", "ink2", wrap=True)
        self.list = EvaluationList(context.runner, context.zone)
        self.empty = EmptyState(_("Evaluations stand here."), _("There is none of this kind yet."))
        chosen = EmptyState(_("The evaluation you choose stands here."), _("Arrows move through the list."))
        self.pane = EvaluationPane(list(self.actions_by_key.values()), chosen, context.zone)
        self.failures = FailedDeeds(context, self.pane)
        self._following = Pause(self._follow, self, MOVING_MS)
        self._lay_out()
        self._connect()
        self._show_view()

    def _views(self) -> Sequence[tuple[object, str]]:
        return [
            ("all", _("All")),
            ("fresh", _("New to me")),
            ("mine", _("My work")),
            ("to_fill", _("To fill")),
            ("disputed", _("Contested")),
        ]

    def _deeds(self) -> dict[str, Callable[[], object]]:
        return {
            "fill": self.fill,
            "contest": self.contest,
            "decide": self.decide,
            "why": self.say_why,
            "measure": self.measure,
            "save": self.save,
            "drop": self.drop,
            **self.feedback.deeds(),
        }

    def _lay_out(self) -> None:
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._row = QVBoxLayout()
        self._row.addWidget(FlowBox(self.which, self.ways, gap=S16))
        self._own = QVBoxLayout()
        self._own.setSpacing(S8)
        self._own.addWidget(self.history_words)
        self._own.addWidget(self.history)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addLayout(self._own)
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _connect(self) -> None:
        self.which.chosen.connect(lambda _view: self._show_view())
        self.list.current_changed.connect(lambda _row: self._following.poke())
        self.list.opened.connect(self._opened)
        self.list.evaluations.loaded.connect(self._list_loaded)
        self.pane.left.connect(self._focus_list)
        self.pane.items.chosen.connect(lambda _key: self._show_possible())
        self.failures.came.connect(self._show_possible)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Evaluations")

    def summary(self) -> str:
        if self.counts is None:
            return ""
        count = self.counts.shown
        words = ngettext("{count} evaluation", "{count} evaluations", count).format(count=capped(count))
        parts = [words]
        fresh, disputed = self.counts.fresh, self.counts.disputed
        if fresh and not self.shown_view.fresh:
            parts.append(ngettext("{count} new to you", "{count} new to you", fresh).format(count=number(fresh)))
        if disputed and not self.shown_view.disputed:
            parts.append(ngettext("{count} contested", "{count} contested", disputed).format(count=number(disputed)))
        return ", ".join(parts)

    def shown(self) -> None:
        self._ask_counts()
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self.list.evaluations.reload()
        self._ask_counts()
        self._follow()

    def show_filter(self, shown: EvaluationFilter) -> None:
        """What somebody was led to from another page."""
        self.which.set_value(next(key for key, one in VIEWS.items() if one == shown))

    # what is shown

    @property
    def shown_view(self) -> EvaluationFilter:
        return VIEWS[str(self.which.value())]

    def _show_view(self) -> None:
        self.list.evaluations.show_filter(self.shown_view)
        self._ask_counts()

    def _ask_counts(self) -> None:
        self.context.runner.ask(self._count_asker, partial(load_counts, shown=self.shown_view), self._counted)

    def _counted(self, counts: Counts) -> None:
        self.counts = counts
        self.ways.show_to_review(counts.to_review)
        has_history = self.shown_view.mine and len(counts.trend) > 1
        self.history.setVisible(has_history)
        self.history_words.setVisible(has_history)
        if has_history:
            self.history.show_history([_point(one, self.context.zone) for one in counts.trend])
            families = {one.family for one in counts.trend}
            seen = sum((one.coverage for one in counts.trend), Decimal(0)) / len(counts.trend)
            words = ngettext(
                "Your last {count} score, {share} % seen",
                "Your last {count} scores, {share} % seen on average",
                len(counts.trend),
            )
            told = words.format(count=number(len(counts.trend)), share=number(round(seen)))
            if len(families) > 1:
                told = ". ".join((told, _("The line breaks where the scorecard is another one.")))
            self.history_words.setText(told)
        self.head_changed.emit()

    def _list_loaded(self) -> None:
        is_empty = self.list.evaluations.row_count == 0
        had_focus = self.list.hasFocus()
        self.split.show_empty(is_empty)
        if is_empty:
            self._show_card(None)
            if had_focus:
                self._focus_list()
            return
        if self.list.row() is None:
            self.list.select_first()
        self._follow()

    def _follow(self) -> None:
        row = self.list.row()
        if isinstance(row, EvaluationRow):
            question = partial(load_evaluation, evaluation_id=row.id)
            self.context.runner.ask(self._card_asker, question, self._show_card, failed=self._card_gone)

    def _card_gone(self, error: BaseException) -> None:
        """It was thrown away, or decided and is no longer this person's to see; the list that follows shows another."""
        if isinstance(error, NotFound):
            self._show_card(None)
        else:
            self.context.runner.failed.emit(error, None)

    def _show_card(self, card: EvaluationCard | None) -> None:
        self.pane.show_card(card)
        self.failures.ask(card)
        self._show_possible()

    def _show_possible(self) -> None:
        """What can be done with the evaluation, and with the question on which one stands."""
        card = self.pane.card
        can = {
            "fill": card is not None and card.may_fill,
            "drop": card is not None and card.may_fill,
            "contest": card is not None and card.dispute_until is not None,
            "decide": card is not None and card.may_decide and _open_dispute(card) is not None,
            "why": self.failures.may_say_why,
            "measure": self.failures.may_begin,
            "save": card is not None and not card.may_fill,
            **self.feedback.can(card),
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(can[key] and self.pane.form is None)
        self.pane.show_buttons()

    # what is done

    def new(self) -> None:
        self.context.runner.ask(self._begin_asker, load_beginning, self._offer)

    def _offer(self, beginning: Beginning) -> None:
        if not beginning.standards:
            self.context.say(_("No standard is published that you could fill."))
            return
        form = BeginForm(self.context, beginning)
        form.saved.connect(partial(self._begin, form))
        self._open(form)

    def _begin(self, form: BeginForm, new: NewEvaluation, case_number: str) -> None:
        command = partial(begin_about_case, new=new, case_number=case_number)
        self.context.runner.act(form, command, self._begun, failed=partial(self._failed, form))

    def _begun(self, evaluation_id: int) -> None:
        self._close_form()
        self.context.fill(evaluation_id)

    def fill(self) -> None:
        if self.pane.card is not None:
            self.context.fill(self.pane.card.row.id)

    def give_out(self) -> None:
        """For field work: what one stands on, when it can be filled."""
        card = self.pane.card
        is_own = card is not None and card.may_fill and card.row.kind in BEGUN_HERE
        self.context.give_out(*([Taken(What.EVALUATION, card.row.id)] if card is not None and is_own else []))

    def contest(self) -> None:
        card = self.pane.card
        if card is not None:
            form = ContestForm(card, self.pane.item_key)
            form.saved.connect(partial(self._contest, form, card.row.id))
            self._open(form)

    def _contest(self, form: ContestForm, evaluation_id: int, item_key: str, reason: str) -> None:
        command = partial(raise_dispute, evaluation_id=evaluation_id, item_key=item_key, reason=reason)
        self.context.runner.act(
            form, command, lambda _id: self._done(_("Contested.")), failed=partial(self._failed, form)
        )

    def decide(self) -> None:
        card = self.pane.card
        dispute = _open_dispute(card) if card is not None else None
        if card is not None and dispute is not None:
            form = DecideForm(card, dispute)
            form.saved.connect(partial(self._decide, form, dispute.id))
            self._open(form)

    def _decide(self, form: DecideForm, dispute_id: int, answer: Answer | None, reason: str) -> None:
        command = partial(decide_dispute, dispute_id=dispute_id, answer=answer, reason=reason)
        self.context.runner.act(
            form, command, lambda _none: self._done(_("Decided.")), failed=partial(self._failed, form)
        )

    def say_why(self) -> None:
        form = self.failures.form()
        if form is not None:
            form.saved.connect(partial(self._say_why, form))
            self._open(form)

    def _say_why(self, form: WhyForm, cause: Cause) -> None:
        self.context.runner.act(
            form, self.failures.command(form, cause), self._why_said, failed=partial(self._failed, form)
        )

    def measure(self) -> None:
        self.failures.measure()

    def _why_said(self, _done: None) -> None:
        self._close_form()
        self.pane.focus_page()
        self.failures.go_on()

    def save(self) -> None:
        card = self.pane.card
        if card is None:
            return
        chosen = self._ask_path(self, _("Save as PDF"), _("Evaluation") + ".pdf", "PDF (*.pdf)")
        if chosen:
            writing = partial(export_evaluation, evaluation_id=card.row.id, path=Path(chosen))
            said = lambda path: self.context.say(_("Saved {file}.").format(file=path.name))  # noqa: E731  (one word)
            self.context.runner.job(self, _("Evaluation"), writing, said)

    def drop(self) -> None:
        if self.pane.card is not None:
            self.context.runner.act(self, partial(throw_away, evaluation_id=self.pane.card.row.id))

    def change_days(self) -> None:
        self.context.runner.ask(self._days_asker, dispute_days, self._offer_days)

    def _offer_days(self, days: int) -> None:
        form = DaysForm(days)
        form.saved.connect(partial(self._save_days, form))
        self._open(form)

    def _save_days(self, form: DaysForm, days: int) -> None:
        told = ngettext("{count} working day to contest an answer.", "{count} working days to contest an answer.", days)
        saved = told.format(count=number(days))
        failed = partial(self._failed, form)
        self.context.runner.act(
            form, partial(set_dispute_days, days=days), lambda _none: self._done(saved), failed=failed
        )

    def _done(self, words: str) -> None:
        self.context.say(words)
        self._close_form()

    def _show_again(self) -> None:
        self._show_card(self.pane.card)

    def _close_form(self) -> None:
        super()._close_form()
        self._follow()

    def _opened(self, row: EvaluationRow) -> None:
        if row.state.is_open and self.actions_by_key["fill"].isEnabled():
            self.fill()
        else:
            self.pane.focus_page()

    def _focus_list(self) -> None:
        if self.split.is_empty:
            self.which.focus_chosen()
        else:
            super()._focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._focus_list()
            return
        super().keyPressEvent(event)

    def _refit(self) -> None:
        self._row.setContentsMargins(theme().margin, S8, theme().margin, S8 - 1)
        self._own.setContentsMargins(theme().margin, 0, theme().margin, S8)


def _point(one: TrendPoint, zone: tzinfo) -> HistoryPoint:
    return HistoryPoint(one.happened_at.astimezone(zone).date(), one.total, seen_words(one.coverage), one.family)


def _open_dispute(card: EvaluationCard) -> Dispute | None:
    return next((one for one in card.disputes if one.ruling is Ruling.OPEN), None)
