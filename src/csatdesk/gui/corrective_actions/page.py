"""Measures (C11, M11, M12, M23): the list beside the measure that is chosen; made, done, judged by what came of it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Kind
from csatdesk.domain.corrective_actions import (
    MeasureCard,
    MeasureFilter,
    MeasureRow,
    MeasureStart,
    MeasureStatus,
    MeasuresWanted,
    NewMeasure,
)
from csatdesk.domain.errors import Spoken
from csatdesk.domain.item_effects import AnyEffect
from csatdesk.domain.staff import Right
from csatdesk.domain.staff_records import TrainingWanted
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.corrective_actions.deed_forms import DeedForm, DoneForm, JudgeForm, RuleForm, WhyForm
from csatdesk.gui.corrective_actions.deeds import BY_LEADER, DEEDS, possible_deeds
from csatdesk.gui.corrective_actions.filter_row import MeasureFilterRow
from csatdesk.gui.corrective_actions.forms import MeasureForm
from csatdesk.gui.corrective_actions.measure_list import MeasureList
from csatdesk.gui.corrective_actions.pane import MeasurePane
from csatdesk.gui.corrective_actions.papers import MeasurePapers
from csatdesk.gui.corrective_actions.questions import MeasureFacts, load_measure_facts
from csatdesk.gui.corrective_actions.words import summary_words
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.page import Page
from csatdesk.gui.throttle import Pause
from csatdesk.operations.corrective_actions.commands import begin_measure, change_measure, make_measure
from csatdesk.operations.corrective_actions.effects import COMPLAINTS
from csatdesk.operations.corrective_actions.queries import load_effect_now, load_measure
from csatdesk.wording.texts import _

PANE_WIDE, PANE_COMPACT = 560, 480
MOVING_MS, MINUTE_MS = 60, 60_000


class MeasuresPage(Page):
    """Single letters act on the measure that is chosen. Who leads none sees their own, and reports them done."""

    shows = frozenset({Kind.MEASURE, Kind.TOPIC, Kind.STAFF, Kind.CENTRE})
    help_page = "measures"

    def __init__(self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self.leads = context.may(Right.LEAD_MEASURES)
        self.around: MeasureFacts | None = None
        self.filter = MeasureFilter()
        self._wanted: int | None = None  # one to stand on, or a measure just made
        self._start: MeasureStart | None = None  # a measure to begin as soon as topics and people are known
        self._asker, self._card_asker = QObject(self), QObject(self)
        self._effect_asker, self._judge_asker = QObject(self), QObject(self)
        self.papers = MeasurePapers(context, self, ask)
        self.actions_by_key = self._made_actions()
        self.row = MeasureFilterRow(context.actor.id, leads=self.leads)
        self.list = MeasureList(context.runner)
        self.empty = EmptyState(
            _("Measures stand here: what is done so that complaints do not come again."),
            _("None fits this view.") if self.leads else _("You have none."),
            _("New measure") if self.leads else "",
            keys="Alt+Shift+N" if self.leads else "",
        )
        chosen = EmptyState(_("The measure you choose stands here."), _("Arrows move through the list."))
        self.pane = MeasurePane(list(self.actions_by_key.values()), chosen)
        self._following = Pause(self._ask_card, self, MOVING_MS)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTE_MS)
        self._minutes.timeout.connect(self._ask_facts)
        self._lay_out()
        self._connect()
        self._show_enabled()
        self._ask_facts()

    def _lay_out(self) -> None:
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(self.split, 1)
        self.row.export.setVisible(self.context.may(Right.EXPORT))

    def _connect(self) -> None:
        self.row.changed.connect(self._filtered)
        self.row.export.clicked.connect(self.export)
        self.list.current_changed.connect(lambda _row: self._following.poke())
        self.list.opened.connect(lambda _row: self.pane.focus_page())
        self.list.measures.loaded.connect(self._list_loaded)
        self.empty.first_step.connect(self.new)
        self.pane.left.connect(self._focus_list)
        self.pane.case_wanted.connect(self.open_case)

    def _made_actions(self) -> dict[str, QAction]:
        if self.leads:
            self.primary = make_action(self, _("&New measure"), self.new, "Alt+Shift+N")
        if self.context.may(Right.CHANGE_CENTRE):
            make_action(self, _("How effects are &judged …"), self.change_rule, "Alt+Shift+J")
        if self.context.may(Right.EXPORT):
            make_action(self, _("E&xport the measures"), self.export, "Ctrl+E")
        deeds: dict[str, Callable[[], object]] = {
            "change": self.change,
            "begin": self.begin,
            "done": partial(self._open_deed, lambda card: DoneForm(card, self._today)),
            "judge": self.judge,
            "note": partial(self._open_deed, lambda card: WhyForm(card, drops=False)),
            "drop": partial(self._open_deed, lambda card: WhyForm(card, drops=True)),
            "training": self.begin_training,
            "paper": self.save_paper,
            "cases": self.show_cases,
        }
        made = {}
        for key, words, keys in DEEDS:
            if self.leads or key not in BY_LEADER:
                made[key] = make_action(self, _(words), deeds[key], keys)
                made[key].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Measures")

    def summary(self) -> str:
        return summary_words(self.around.counts) if self.around is not None else ""

    def shown(self) -> None:
        self._minutes.start()
        self._ask_facts()
        if self.pane.form is not None:
            self.pane.form.focus_first()
        else:
            self._focus_list()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask_facts()
        self.list.measures.reload()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minutes.stop()

    def show_wanted(self, wanted: MeasuresWanted) -> None:
        """What another page wants to be seen here."""
        self._wanted, self._start = wanted.measure_id, wanted.start
        self._filtered(wanted.only)
        if self.around is not None:
            self._begin_start()

    # what comes

    @property
    def card(self) -> MeasureCard | None:
        return self.pane.card

    @property
    def _today(self) -> date:
        assert self.around is not None
        return self.around.facts.calendar.local_day(self.around.facts.at)

    def _ask_facts(self) -> None:
        self.context.runner.ask(self._asker, load_measure_facts, self._facts_came)

    def _facts_came(self, around: MeasureFacts) -> None:
        is_first, self.around = self.around is None, around
        self.row.show_filter(self.filter, around.facts, around.topic_ids)
        if is_first:
            self.list.show_filter(self.filter, around.facts)
            self._begin_start()
        else:
            self.list.renew(around.facts)
        self.head_changed.emit()

    def _begin_start(self) -> None:
        start, self._start = self._start, None
        if start is not None and self.leads:
            self.new(start)

    def _filtered(self, shown: MeasureFilter) -> None:
        self.filter = shown
        if self.around is not None:
            self.row.show_filter(shown, self.around.facts, self.around.topic_ids)
            self.list.show_filter(shown, self.around.facts)

    def _list_loaded(self) -> None:
        has_rows = self.list.measures.row_count > 0
        had_focus = self.list.hasFocus()
        self.split.show_empty(not has_rows)
        wanted, self._wanted = self._wanted, None
        is_apart = wanted is not None and not self.list.place.select(wanted)  # it fits the list no longer
        if has_rows and self.list.row() is None:
            self.list.select_first()
        if had_focus and not has_rows:
            self._focus_list()
        self._ask_card(wanted if is_apart else None)

    def _ask_card(self, wanted: int | None = None) -> None:
        """Of the row on which the keyboard stands, or of one that is wanted."""
        self._following.cancel()
        row: MeasureRow | None = self.list.row()
        measure_id = row.id if wanted is None and row is not None else wanted
        if measure_id is None:
            self._show_card(None)
            return
        question = partial(load_measure, measure_id=measure_id)
        self.context.runner.ask(self._card_asker, question, self._show_card)

    def _show_card(self, card: MeasureCard | None) -> None:
        self.pane.show_card(card, self.around.facts if self.around is not None else None)
        self._show_enabled()
        if card is not None and card.row.status is MeasureStatus.DONE and card.is_counted:
            self._ask_effect(self._effect_asker, card, self._show_effect)

    def _ask_effect(self, asker: QObject, card: MeasureCard, then: Callable[[int, AnyEffect | None], None]) -> None:
        question = partial(load_effect_now, measure_id=card.row.id)
        self.context.runner.ask(asker, question, partial(then, card.row.id))

    def _show_effect(self, measure_id: int, effect: AnyEffect | None) -> None:
        """The figures as they are now; they take a moment longer than the rest."""
        if self.card is not None and self.card.row.id == measure_id and self.around is not None:
            self.pane.show_effect(effect, self.around.facts)

    def _show_enabled(self) -> None:
        can = possible_deeds(self.card, self.context.actor.id, leads=self.leads) if self.pane.form is None else ()
        for key, action in self.actions_by_key.items():
            action.setEnabled(key in can)
        self.pane.show_buttons()

    # what is done

    def begin_training(self) -> None:
        if self.card is not None and self.card.person_id is not None:
            self.context.show_training(TrainingWanted(self.card.person_id, self.card.row.id))

    def new(self, start: MeasureStart | None = None) -> None:
        if self.around is not None and self.leads:
            form = MeasureForm(self.context, self.around.facts, self.around.rule, start=start)
            form.saved.connect(partial(self._save, form))
            self._open(form)

    def change(self) -> None:
        if self.around is not None and self.card is not None:
            form = MeasureForm(self.context, self.around.facts, self.around.rule, self.card)
            form.saved.connect(partial(self._save, form))
            self._open(form)

    def begin(self) -> None:
        if self.card is not None:
            row = self.card.row
            self.context.runner.act(self, partial(begin_measure, measure_id=row.id, version=row.version))

    def judge(self) -> None:
        """With the figures of this moment; those of a judged one are counted anew."""
        if self.card is not None:
            self._ask_effect(self._judge_asker, self.card, self._open_judge)

    def _open_judge(self, measure_id: int, effect: AnyEffect | None) -> None:
        if (
            self.around is not None
            and self.card is not None
            and self.card.row.id == measure_id
            and self.pane.form is None
        ):
            facts = self.around.facts
            self._open_deed(lambda card: JudgeForm(card, effect, facts))

    def change_rule(self) -> None:
        if self.around is not None:
            self._open_form(RuleForm(self.around.rule))

    def export(self) -> None:
        self.papers.export_list(self.filter)

    def save_paper(self) -> None:
        if self.card is not None:
            self.papers.save_paper(self.card)

    def open_case(self) -> None:
        if self.card is not None and self.card.case_id is not None:
            self.context.open_case(self.card.case_id)

    def show_cases(self) -> None:
        """The complaints behind the figures: those on its topic."""
        if self.card is not None and self.card.row.topic_id is not None:
            office_id = self.card.row.office_id
            offices = () if office_id is None else (office_id,)
            self.context.show(
                "cases", CaseFilter(kinds=COMPLAINTS, topic_ids=(self.card.row.topic_id,), office_ids=offices)
            )

    def _open_deed(self, make: Callable[[MeasureCard], DeedForm]) -> None:
        if self.card is not None and self.around is not None:
            self._open_form(make(self.card))

    def _open_form(self, form: DeedForm) -> None:
        form.saved.connect(partial(self._do, form))
        self._open(form)

    def _open(self, form: InlineForm) -> None:
        """What is half typed in another form stays in sight: first things first."""
        before = self.pane.form
        if isinstance(before, MeasureForm | DeedForm) and not before.is_empty():
            form.deleteLater()
            before.focus_first()
            return
        form.left.connect(self._close_form)
        self.pane.show_form(form)
        self._show_enabled()

    def _save(self, form: MeasureForm, new: NewMeasure) -> None:
        if form.card is None:
            self.context.runner.act(
                form, partial(make_measure, new=new), self._made, failed=partial(self._failed, form)
            )
            return
        row = form.card.row
        self._do(form, partial(change_measure, measure_id=row.id, new=new, version=row.version))

    def _made(self, measure_id: int) -> None:
        self._wanted = measure_id
        self._close_form()
        self._filtered(MeasureFilter())

    def _do(self, form: InlineForm, command: Callable[..., Any]) -> None:
        self.context.runner.act(form, command, lambda _result: self._saved(), failed=partial(self._failed, form))

    def _saved(self) -> None:
        self._close_form()

    def _failed(self, form: InlineForm, error: BaseException) -> None:
        if isinstance(error, Spoken) and self.pane.form is form:
            form.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    def _close_form(self) -> None:
        self.pane.drop_form()
        self._show_enabled()
        self.pane.show_card(self.pane.card, self.around.facts if self.around is not None else None)
        self._focus_list()

    def _focus_list(self) -> None:
        if self.split.is_empty:
            self.row.which.focus_chosen()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.row.isAncestorOf(self.focusWidget()):
            self._focus_list()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())
