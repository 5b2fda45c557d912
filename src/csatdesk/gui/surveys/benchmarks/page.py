"""Figures of other companies, seen from one survey: entered, taken from a file, changed, no longer compared with."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.benchmarks import BenchmarkRow, NewBenchmark
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, Spoken
from csatdesk.domain.file_names import file_name
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.gui.actions import make_action, plain
from csatdesk.gui.administration.imports.drop_area import ENDINGS
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline
from csatdesk.gui.file_drops import local_files
from csatdesk.gui.form_pane import deed_button
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import SHEET_KINDS, AskPath, ask_path
from csatdesk.gui.surveys.benchmarks.forms import BenchmarkForm, FaultsForm
from csatdesk.gui.surveys.benchmarks.pane import BenchmarkPane
from csatdesk.gui.surveys.list_page import SurveyListPage
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.gui.topics.view import ask_file, kinds_words, with_suffix
from csatdesk.operations.surveys.benchmark_files import (
    BenchmarkFile,
    read_benchmark_file,
    save_benchmark_template,
)
from csatdesk.operations.surveys.benchmarks.commands import add_benchmark, change_benchmark, set_in_use
from csatdesk.operations.surveys.benchmarks.queries import BenchmarkBoard, load_benchmark, load_benchmarks
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _

PANE_WIDE, PANE_COMPACT = 620, 500
DEEDS = (
    ("change", N_("Chan&ge"), "E"),
    ("end", N_("Compare &no longer"), "X"),
    ("again", N_("Compare &again"), "A"),
)


class BenchmarksPage(SurveyListPage):
    """See the module's first words."""

    pane: BenchmarkPane
    shows = frozenset({Kind.SURVEY})
    help_page = "survey-results"

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path, choose: AskPath = ask_file
    ) -> None:
        super().__init__(context, parent)
        self.board: BenchmarkBoard | None = None
        self.form: InlineForm | None = None
        self._ask_path, self._choose = ask, choose
        self.setAcceptDrops(True)
        self.primary = make_action(self, _("&Enter figures"), self.new, "Alt+Shift+N")
        self.template_action = make_action(self, _("Save the &template …"), self.template, "T")
        self.file_action = make_action(self, _("Figures from a &file …"), self.choose, "Ctrl+O")
        does: dict[str, Callable[[], object]] = {
            "change": self.change,
            "end": partial(self._use, False),
            "again": partial(self._use, True),
        }
        self.actions_by_key = self._made_actions(DEEDS, does)
        self.list = EntryList(self.title)
        self.empty = EmptyState(
            _("Companies and studies stand here that your results are set beside."),
            _("There is none yet."),
            plain(self.primary.text()),
        )
        self.pane = BenchmarkPane(list(self.actions_by_key.values()))
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._put_in()
        self.empty.first_step.connect(self.new)
        self._show_again()

    def _put_in(self, *others: QWidget) -> None:
        """What belongs to no single company stands above the list."""
        super()._put_in(*others)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(theme().margin, S8, theme().margin, S8)
        for action in (self.file_action, self.template_action):
            row.addWidget(deed_button(action, "small"))
        row.addStretch(1)
        whole.setSpacing(0)
        whole.insertWidget(0, self.head)
        whole.insertWidget(1, Hairline())

    # what the main window asks

    @property
    def title(self) -> str:
        return plain(_("Ot&her companies"))

    def summary(self) -> str:
        return "" if self.board is None else self.board.survey.name

    def _forget(self) -> None:
        self.board = None
        self._drop()

    def _question(self, survey_id: int) -> Callable[[Reading], BenchmarkBoard]:
        return partial(load_benchmarks, survey_id=survey_id)

    def _came(self, board: BenchmarkBoard) -> None:
        self.board = board
        self._show_page(Page(board.rows, None))

    def _entry(self, row: BenchmarkRow) -> Entry:
        note = "" if row.is_active else _("no longer used")
        told = f"{row.new.industry}, {row.new.period}"
        return Entry(row.id, row.new.name, told, note=note, is_faint=not row.is_active)

    @property
    def row(self) -> BenchmarkRow | None:
        rows = self.board.rows if self.board is not None else ()
        return next((row for row in rows if row.id == self.list.current), None)

    def _show_again(self) -> None:
        row, is_free = self.row, self.form is None
        possible = {
            "change": row is not None,
            "end": row is not None and row.is_active,
            "again": row is not None and not row.is_active,
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(is_free and possible[key])
        for action in (self.template_action, self.file_action):
            action.setEnabled(is_free and self.board is not None)
        self.head.setVisible(is_free)
        self.pane.show_row(row, () if self.board is None else self.board.items)

    # a form in place of the list

    def _open_wide(self, form: InlineForm) -> None:
        self._drop()
        self.form = form
        form.left.connect(self._close)
        self.places.addWidget(form)
        self.places.setCurrentWidget(form)
        self._show_again()
        form.focus_first()

    def _drop(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self.places.removeWidget(form)
            form.deleteLater()

    def _close(self) -> None:
        self._drop()
        self._leave()

    def _focus_first(self) -> None:
        if self.form is not None:
            self.form.focus_first()
        else:
            super()._focus_first()

    # what is done

    def new(self) -> None:
        if self.board is not None and self.form is None:
            self._edit(BenchmarkForm(self.board.items))

    def change(self) -> None:
        if self.board is not None and self.row is not None:
            self._edit(BenchmarkForm(self.board.items, self.row))

    def _edit(self, form: BenchmarkForm) -> None:
        form.saved.connect(partial(self._save, form))
        self._open_wide(form)

    def _save(self, form: BenchmarkForm, new: NewBenchmark) -> None:
        failed = partial(self._not_saved, form)
        if form.row is None:
            self.context.runner.act(self, partial(add_benchmark, new=new), self._added, failed=failed)
            return
        deed = partial(change_benchmark, benchmark_id=form.row.id, new=new, version=form.row.version)
        self.context.runner.act(self, deed, lambda _version: self._close(), failed=failed)

    def _added(self, benchmark_id: int) -> None:
        self._close()
        self.list.choose(benchmark_id)

    def _not_saved(self, form: BenchmarkForm, error: BaseException) -> None:
        if isinstance(error, Spoken) and self.form is form:
            form.refused(error)
            if isinstance(error, ChangedByOther) and form.row is not None:
                question = partial(load_benchmark, benchmark_id=form.row.id)
                self.context.runner.ask(form, question, form.show_meanwhile)
        else:
            self.context.runner.failed.emit(error, None)

    def _use(self, is_active: bool) -> None:
        if self.row is not None:
            deed = partial(set_in_use, benchmark_id=self.row.id, is_active=is_active, version=self.row.version)
            self.context.runner.act(self, deed, failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self.say_or_fail(self.pane.banner.say, error)

    # files

    def template(self) -> None:
        if self.board is None:
            return
        survey = self.board.survey
        name = file_name(f"{survey.name} {self.title}") + SHEET_KINDS[0][0]
        chosen = self._ask_path(self, _("Save the template"), name, kinds_words(SHEET_KINDS))
        if chosen:
            path = with_suffix(chosen, SHEET_KINDS)
            job = partial(save_benchmark_template, survey_id=survey.id, path=path)
            said = _("Saved {file}.").format(file=path.name)
            self.context.runner.job(self, _("Writing the template"), job, lambda _none: self.context.say(said))

    def choose(self) -> None:
        kinds = _("Tables ({endings})").format(endings=ENDINGS)
        chosen = self._choose(self, _("Choose a file"), "", kinds)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        if self.board is not None:
            job = partial(read_benchmark_file, survey_id=self.board.survey.id, path=path)
            self.context.runner.job(self, plain(self.file_action.text()), job, self._taken)

    def _taken(self, found: BenchmarkFile) -> None:
        """What is right stands in the form, to be looked at and saved; of a faulty file nothing does."""
        if self.board is None:
            return
        if found.problems:
            faults = FaultsForm(found.file_name, found.problems)
            faults.again.connect(self.choose)
            self._open_wide(faults)
            return
        form = BenchmarkForm(self.board.items)
        form.show_typed(found.typed)
        self._edit(form)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()) and self.file_action.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(local_files(event.mimeData())[0])
