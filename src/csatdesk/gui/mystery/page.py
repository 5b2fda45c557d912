"""Mystery shopping for the owner of its programmes: waves, the plan of each, reports to accept, the release."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.attachments import clean_name
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Spoken
from csatdesk.domain.marks import N_
from csatdesk.domain.mystery import NewWave, VisitState
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_beside import LIST_LEAST, ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.mystery.forms import (
    DecideForm,
    Decision,
    MoveForm,
    ProgrammeDraft,
    ProgrammeForm,
    ReleaseForm,
    WaveForm,
)
from csatdesk.gui.mystery.pane import WavePane
from csatdesk.gui.mystery.questions import Board, load_board
from csatdesk.gui.mystery.words import as_pdf, days_words, progress_words
from csatdesk.gui.page import Page
from csatdesk.operations.mystery.papers import export_wave_plan
from csatdesk.operations.mystery.programmes import save_programme
from csatdesk.operations.mystery.queries import VisitRow, WaveCard, WaveRow, load_wave
from csatdesk.operations.mystery.visits import accept_visit, change_visit, note_critical, return_visit, void_visit
from csatdesk.operations.mystery.waves import begin_wave, plan_again, release_wave
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 820, 660
DEEDS = (
    ("decide", N_("Deci&de about the visit …"), "D"),
    ("move", N_("&Move the visit …"), "M"),
    ("print", N_("Save the p&lan"), "P"),
    ("results", N_("Resul&ts of the wave"), "T"),
    ("again", N_("Plan ane&w …"), "W"),
    ("programme", N_("Chan&ge the programme …"), "G"),
    ("release", N_("Rel&ease the wave …"), "R"),
)


class MysteryPage(Page):
    """See the module's first words."""

    shows = frozenset({Kind.PROGRAMME, Kind.EVALUATION, Kind.STANDARD, Kind.STAFF, Kind.CENTRE})
    help_page = "mystery-shopping"

    def __init__(self, context: Context, parent: QWidget | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self._ask_path = ask
        self.board: Board | None = None
        self._wanted: int | None = None  # a wave just made: stand on it when it has come
        self._board_asker, self._card_asker = QObject(self), QObject(self)
        self.primary = make_action(self, _("&New wave"), self.new_wave, "Alt+Shift+N")
        self.begin_programme = make_action(self, _("New &programme"), self.new_programme, "Alt+Shift+P")
        self.actions_by_key = self._made_actions()
        self.list = EntryList(_("Waves"))
        nothing = _("Begin with a programme: what it is for, and what visitors ask.")
        self.empty = EmptyState(_("Waves of visits stand here."), nothing, _("New programme"), keys="Alt+Shift+P")
        self.empty.first_step.connect(self.new_programme)
        chosen = EmptyState(_("The wave you choose stands here."), _("Arrows move through the list."))
        self.pane = WavePane([self.begin_programme, *self.actions_by_key.values()], chosen)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split, 1)
        self.list.chosen.connect(lambda _wave_id: self._follow())
        self.pane.left.connect(self._focus_list)
        self.pane.visit_chosen.connect(self._fit_actions)
        self._fit_actions()
        self._ask()

    def _made_actions(self) -> dict[str, QAction]:
        deeds: dict[str, Callable[[], object]] = {
            "decide": self.decide,
            "move": self.move_visit,
            "print": self.save_plan,
            "results": self.show_results,
            "again": self.plan_again,
            "programme": self.change_programme,
            "release": self.release,
        }
        made = {key: make_action(self, _(words), deeds[key], keys) for key, words, keys in DEEDS}
        for action in made.values():
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Mystery shopping")

    def summary(self) -> str:
        if self.board is None:
            return ""
        running = [one for one in self.board.waves if one.released_at is None]
        words = ngettext("{count} wave running", "{count} waves running", len(running))
        waiting = sum(one.to_accept for one in running)
        told = ngettext("{count} report to accept", "{count} reports to accept", waiting)
        parts = [words.format(count=number(len(running))), told.format(count=number(waiting)) if waiting else ""]
        return ", ".join(filter(None, parts))

    def shown(self) -> None:
        self._ask()
        if self.pane.form is not None:
            self.pane.form.focus_first()
        else:
            self._focus_list()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self._board_asker, load_board, self._show)

    def _show(self, board: Board) -> None:
        self.board = board
        self.list.show_entries([_entry(one) for one in board.waves])
        self.split.show_empty(not board.waves)
        ids = [one.id for one in board.waves]
        if not ids:
            self._show_card(None)
        elif self._wanted in ids:
            self.list.choose(self._wanted)
            self._wanted = None
        elif self.list.current not in ids:
            self.list.choose(ids[0])
        self._follow()
        self.head_changed.emit()
        if board.has_critical_news and self.isVisible():
            self.context.runner.act(self, note_critical)  # the wave says it

    def _follow(self) -> None:
        current = self.list.current
        if isinstance(current, int) and self.board is not None and self.board.waves:
            self.context.runner.ask(self._card_asker, partial(load_wave, wave_id=current), self._show_card)

    def _show_card(self, card: WaveCard | None) -> None:
        if card is not None and card.row.id != self.list.current:
            return
        self.pane.show_card(card)
        self._fit_actions()

    def _fit_actions(self) -> None:
        card, visit = self.pane.card, self.pane.visit
        runs = card is not None and card.row.released_at is None and self.pane.form is None
        can = {
            "decide": runs and visit is not None and visit.state not in {VisitState.ACCEPTED, VisitState.VOID},
            "move": runs and visit is not None and visit.state is VisitState.PLANNED,
            "print": card is not None,
            "results": card is not None and card.row.released_at is not None and self.pane.form is None,
            "again": runs and card is not None and all(one.is_untouched for one in card.visits),
            "programme": card is not None and self.pane.form is None,
            "release": runs,
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(can[key])
        assert self.primary is not None
        self.primary.setEnabled(self.board is not None and bool(self.board.programmes))
        self.pane.show_buttons()

    # what is done

    def new_programme(self) -> None:
        if self.board is not None:
            self._open(ProgrammeForm(self.board.today, self.board.standards), self._save_programme)

    def change_programme(self) -> None:
        if self.board is not None and self.pane.card is not None:
            row = self.board.programme(self.pane.card.row.programme_id)
            self._open(ProgrammeForm(self.board.today, self.board.standards, row), self._save_programme)

    def new_wave(self) -> None:
        """Of the programme of the wave one stands on, else of the newest."""
        if self.board is None or not self.board.programmes:
            return
        card, board = self.pane.card, self.board
        programme = board.programme(card.row.programme_id) if card is not None else board.programmes[-1]
        self._open(WaveForm(programme, board.offices, board.visitors, board.today), self._save_wave)

    def plan_again(self) -> None:
        card, board = self.pane.card, self.board
        if card is not None and board is not None:
            programme = board.programme(card.row.programme_id)
            form = WaveForm(programme, board.offices, board.visitors, board.today, card.asked)
            self._open(form, partial(self._save_again, card))

    def decide(self) -> None:
        if self.pane.visit is not None:
            self._open(DecideForm(self.pane.visit), self._save_decision)

    def move_visit(self) -> None:
        if self.pane.visit is not None and self.board is not None:
            self._open(MoveForm(self.pane.visit, self.board.visitors), self._save_move)

    def release(self) -> None:
        """Cannot be undone: the form says what becomes of it."""
        if self.pane.card is not None:
            self._open(ReleaseForm(self.pane.card), self._save_release)

    def save_plan(self) -> None:
        card = self.pane.card
        if card is None:
            return
        chosen = self._ask_path(
            self, _("Save the plan"), clean_name(card.row.name.replace("/", "_") + ".pdf"), "PDF (*.pdf)"
        )
        if chosen:
            path = as_pdf(chosen)
            self.context.runner.job(
                self,
                _("Plan of the wave"),
                lambda store, actor, progress: export_wave_plan(
                    store, actor, wave_id=card.row.id, path=path, progress=progress
                ),
                lambda _made: self.context.say(_("Saved {file}.").format(file=path.name)),
            )

    def show_results(self) -> None:
        if self.pane.card is not None:
            self.context.show_results(self.pane.card.row.id)

    def _open(self, form: Any, save: Callable[[Any, Any], None]) -> None:
        form.saved.connect(partial(save, form))
        form.left.connect(self._close_form)
        self.pane.show_form(form)
        self._fit_actions()

    def _save_programme(self, form: ProgrammeForm, made: ProgrammeDraft) -> None:
        row = form.row
        self._act(
            form,
            partial(
                save_programme,
                programme_id=row.id if row is not None else None,
                new=made.new,
                scenarios=made.scenarios,
                version=row.version if row is not None else 0,
            ),
        )

    def _save_wave(self, form: WaveForm, new: NewWave) -> None:
        command = partial(begin_wave, programme_id=form.programme.id, new=new)
        self._act(form, command, then=self._made_wave)

    def _made_wave(self, wave_id: int) -> None:
        self._wanted = wave_id
        self._done()

    def _save_again(self, card: WaveCard, form: WaveForm, new: NewWave) -> None:
        self._act(form, partial(plan_again, wave_id=card.row.id, new=new, version=card.row.version))

    def _save_decision(self, form: DecideForm, decision: Decision) -> None:
        visit = form.visit
        if decision.state is VisitState.ACCEPTED:
            command: Any = partial(accept_visit, visit_id=visit.id, agreed=decision.agreed, version=visit.version)
        else:
            settle = return_visit if decision.state is VisitState.RETURNED else void_visit
            command = partial(settle, visit_id=visit.id, reason=decision.reason, version=visit.version)
        self._act(form, command)

    def _save_move(self, form: MoveForm, where: dict[str, Any]) -> None:
        visit: VisitRow = form.visit
        self._act(form, partial(change_visit, visit_id=visit.id, version=visit.version, **where))

    def _save_release(self, form: ReleaseForm, _nothing: None) -> None:
        row = form.card.row
        self._act(form, partial(release_wave, wave_id=row.id, version=row.version), then=self._released)

    def _released(self, contacts: int) -> None:
        told = ngettext(
            "The wave is released; {count} contact of its visitors left all figures.",
            "The wave is released; {count} contacts of its visitors left all figures.",
            contacts,
        )
        self._done()
        self.context.say(told.format(count=number(contacts)))

    def _act(self, form: InlineForm, command: Any, then: Callable[[Any], None] | None = None) -> None:
        done = then or (lambda _made: self._done())
        self.context.runner.act(form, command, done, failed=partial(self._failed, form))

    def _failed(self, form: InlineForm, error: BaseException) -> None:
        if isinstance(error, Spoken) and self.pane.form is form:
            form.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    def _done(self) -> None:
        self._close_form()
        self._ask()

    def _close_form(self) -> None:
        self.pane.drop_form()
        self._fit_actions()
        self._focus_list()

    def _focus_list(self) -> None:
        if not self.split.is_empty:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.hasFocus():
            self.pane.visits.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.setSizes([LIST_LEAST, self.width() - LIST_LEAST])  # the plan needs the room


def _entry(wave: WaveRow) -> Entry:
    return Entry(wave.id, wave.name, days_words(wave), progress_words(wave), is_faint=wave.released_at is not None)
