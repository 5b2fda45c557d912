"""Results of visits: the waves that are released, and the report of each."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.attachments import clean_name
from csatdesk.domain.changes import Kind
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.list_beside import LIST_LEAST, ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.mystery.result_view import ResultView
from csatdesk.gui.page import Page
from csatdesk.gui.topics.view import kinds_words, with_suffix
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.mystery.result_papers import export_wave_report
from csatdesk.operations.mystery.results import ReleasedWave, WaveReport, list_released_waves, load_wave_report
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT, PANE_LEAST = 820, 660, 340
KINDS = ((".pdf", "PDF"), (".xlsx", "Excel"))


class ResultsPage(Page):
    """See the module's first words."""

    shows = frozenset({Kind.PROGRAMME, Kind.EVALUATION, Kind.CENTRE})
    help_page = "results-of-visits"

    def __init__(self, context: Context, parent: QWidget | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self._ask_path = ask
        self.waves: tuple[ReleasedWave, ...] = ()
        self._wanted: int | None = None  # a wave to stand on when it has come
        self._report_asker, self._card_asker = QObject(self), QObject(self)
        self.list = EntryList(_("Released waves"))
        nothing = _("The owner of a programme releases a wave when each of its visits is settled.")
        self.empty = EmptyState(_("Results of waves stand here once they are released."), nothing)
        self.view = ResultView(context.zone)
        self.pane = QStackedWidget()
        self.pane.addWidget(self.view)
        self.pane.addWidget(EmptyState(_("The wave you choose stands here."), _("Arrows move through the list.")))
        self.pane.setMinimumWidth(PANE_LEAST)
        self.pane.setCurrentIndex(1)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        make_action(self, _("How the figures are computed"), self.view.explain, "Shift+F1")
        make_action(self, _("Save the repo&rt"), self.save, "Ctrl+E")
        self.view.save.clicked.connect(self.save)
        self.list.chosen.connect(lambda _wave_id: self._follow())
        self.view.left.connect(self._focus_list)
        self.view.visit_wanted.connect(self._open_visit)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Results of visits")

    def summary(self) -> str:
        words = ngettext("{count} released wave", "{count} released waves", len(self.waves))
        return words.format(count=number(len(self.waves)))

    def shown(self) -> None:
        self._ask()
        self._focus_list()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    def show_wave(self, wave_id: int) -> None:
        """Stand on this wave."""
        self._wanted = wave_id
        self._ask()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self, list_released_waves, self._show)

    def _show(self, waves: tuple[ReleasedWave, ...]) -> None:
        self.waves = waves
        self.list.show_entries([_entry(one) for one in waves])
        self.split.show_empty(not waves)
        ids = [one.id for one in waves]
        if self._wanted in ids:
            self.list.choose(self._wanted)
        elif ids and self.list.current not in ids:
            self.list.choose(ids[0])
        self._wanted = None
        self._follow()
        self.head_changed.emit()

    def _follow(self) -> None:
        current = self.list.current
        if isinstance(current, int) and self.waves:
            self.context.runner.ask(self._report_asker, partial(load_wave_report, wave_id=current), self._show_report)

    def _show_report(self, report: WaveReport) -> None:
        if report.wave.id == self.list.current:
            self.view.show_report(report)
            self.pane.setCurrentIndex(0)

    # what is done

    def _open_visit(self, evaluation_id: int) -> None:
        question = partial(load_evaluation, evaluation_id=evaluation_id)
        self.context.runner.ask(self._card_asker, question, self.view.show_card)

    def save(self) -> None:
        """Pages, or a workbook with every figure as a number."""
        report = self.view.report
        if report is None:
            return
        name = clean_name(report.wave.name.replace("/", "_"))
        chosen = self._ask_path(self, _("Save the report"), name + KINDS[0][0], kinds_words(KINDS))
        if chosen:
            path = with_suffix(chosen, KINDS)
            self.context.runner.job(
                self,
                _("Results of visits"),
                lambda store, actor, progress: export_wave_report(
                    store, actor, wave_id=report.wave.id, path=path, progress=progress
                ),
                lambda _made: self.context.say(_("Saved {file}.").format(file=path.name)),
            )

    # the keyboard, and the window

    def _focus_list(self) -> None:
        if not self.split.is_empty:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.hasFocus():
            self.view.focus_page()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.setSizes([LIST_LEAST, self.width() - LIST_LEAST])  # the report needs the room


def _entry(wave: ReleasedWave) -> Entry:
    visits = ngettext("{count} visit", "{count} visits", wave.visits).format(count=number(wave.visits))
    days = _("{first} to {last}").format(first=short_date(wave.first_on), last=short_date(wave.last_on))
    return Entry(wave.id, wave.name, f"{days} · {wave.programme_name}", visits)
