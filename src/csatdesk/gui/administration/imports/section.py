"""The import page: a file, how it is read, its columns and words, a preview, and the import."""

import logging
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Cancelled, Refusal, Spoken
from csatdesk.gui.administration.imports.earlier import added_words
from csatdesk.gui.administration.imports.file_view import FileView
from csatdesk.gui.administration.imports.plan import PAST, Plan, first_plan, import_job, preview_plan
from csatdesk.gui.administration.imports.start_view import StartView
from csatdesk.gui.administration.section import Section
from csatdesk.gui.context import Context
from csatdesk.operations.import_files import FileLook, ImportPreview, TableChoices, look_at_file
from csatdesk.operations.import_runs import ImportResult, RowsRefused, list_imports, undo_import
from csatdesk.operations.topics import load_topic_tree
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext, spoken

_log = logging.getLogger(__name__)
BRINGS = frozenset({Kind.CASE, Kind.CUSTOMER, Kind.TOPIC, Kind.IMPORT, Kind.EVALUATION})


class ImportSection(Section):
    """Nothing that was chosen is lost on a refusal; the file stays open until it is imported or let go."""

    shows = frozenset({Kind.IMPORT})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._plan: Plan | None = None
        self._is_running = False
        self.start_view, self.file_view = StartView(context), FileView()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_view)
        self._stack.addWidget(self.file_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        start, file = self.start_view, self.file_view
        start.area.chosen.connect(self.open_file)
        start.earlier.show_wanted.connect(self.show_imported)
        start.earlier.take_back_wanted.connect(self.take_back)
        file.bar.another_wanted.connect(self.let_go)
        file.bar.changed.connect(self._format_changed)
        file.plan_changed.connect(self._plan_changed)

    def summary(self) -> str:
        if self._plan is not None:
            return self._plan.look.path.name
        return _("Cases, customers or past evaluations from another program's list")

    def primary_words(self) -> str:
        if self._plan is None or self._is_running or not self.file_view.is_ready:
            return ""
        return _("Import")

    def do_primary(self) -> None:
        self.run()

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        if self._plan is None:
            self.start_view.area.button.setFocus()
        else:
            self.file_view.start()

    def reload(self) -> None:
        self.context.runner.ask(self, list_imports, self.start_view.earlier.show_imports)

    # a file

    def open_file(self, path: Path, what: str = "") -> None:
        """Look into a file; what it is about was said before."""
        self.start_view.say("")
        self._look(path, what or self.start_view.what_now, TableChoices())

    def let_go(self) -> None:
        """Back to the start: another file, earlier imports."""
        self._plan = None
        self._stack.setCurrentWidget(self.start_view)
        self.start_view.area.button.setFocus()
        self.head_changed.emit()

    def _format_changed(self) -> None:
        if self._plan is not None:
            look = self._plan.look
            what = str(self.file_view.bar.what.value())
            choices = self.file_view.bar.fields.choices() if what == look.what else look.table_choices
            self._look(look.path, what, choices)

    def _look(self, path: Path, what: str, choices: TableChoices) -> None:
        self.context.runner.job(
            self,
            _("Reading {file}").format(file=path.name),
            lambda _store, _actor, progress: look_at_file(path, what=what, options=choices, progress=progress),
            self._looked,
            failed=self._not_looked,
        )

    def _looked(self, look: FileLook) -> None:
        before = self._plan
        self._plan = first_plan(look)
        is_same_file = before is not None and before.look.path == look.path
        self.file_view.show_plan(self._plan, keep_footer=is_same_file)
        self._stack.setCurrentWidget(self.file_view)
        self._plan_changed()
        if not is_same_file:
            self.file_view.start()

    def _not_looked(self, error: BaseException) -> None:
        """A file that cannot be read: said where the file was chosen; how the last one was read holds on."""
        if self._plan is not None:
            self.file_view.bar.show_look(self._plan.look)
        if isinstance(error, Cancelled):
            return
        words = _told(error)
        if words is None:
            self.context.runner.failed.emit(error, None)
        elif self._plan is None:
            self.start_view.say(words)
        else:
            self.file_view.say(words)

    # the plan

    def _plan_changed(self) -> None:
        if self._plan is None:
            return
        self._plan = self.file_view.plan(self._plan)
        query = partial(preview_plan, plan=self._plan)
        self.context.runner.ask(self, query, self._previewed, failed=self._not_previewed)

    def _previewed(self, preview: ImportPreview[Any]) -> None:
        self.file_view.show_preview(preview)
        if preview.topics or preview.unknown:
            show = partial(self.file_view.show_words, preview)
            self.context.runner.ask(self.file_view, load_topic_tree, show)
        self.head_changed.emit()

    def _not_previewed(self, error: BaseException) -> None:
        if not isinstance(error, Refusal):
            self.context.runner.failed.emit(error, None)
            return
        self.file_view.show_refusal(error)
        self.head_changed.emit()

    # the import

    def run(self) -> None:
        """Import as planned; a second press while it runs does nothing."""
        if self._plan is None or not self.primary_words():
            return
        self._is_running = True
        plan = self._plan = self.file_view.plan(self._plan)
        self.file_view.say("")
        self.file_view.footer.say_of_source("")
        self.head_changed.emit()
        self.context.runner.job(
            self,
            _("Import of {file}").format(file=plan.look.path.name),
            import_job(plan),
            partial(self._imported, plan),
            failed=self._not_imported,
            changes=BRINGS,
        )

    def _imported(self, plan: Plan, result: ImportResult) -> None:
        self._is_running = False
        self.let_go()
        self.start_view.tell(result_words(plan, result), result.import_id, plan.look.what)
        self.reload()

    def _not_imported(self, error: BaseException) -> None:
        self._is_running = False
        if isinstance(error, Cancelled):
            self.file_view.say(_("Stopped. Nothing was imported."))
        elif isinstance(error, RowsRefused):
            self.file_view.say(refused_words(error))
            QTimer.singleShot(0, self.file_view, self.file_view.go_to_a_problem)
        elif isinstance(error, Refusal) and error.field == "source":
            self.file_view.footer.say_of_source(spoken(error))
            self.file_view.footer.source.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            words = _told(error)
            if words is None:
                self.context.runner.failed.emit(error, None)
            else:
                self.file_view.say(words)
        self.head_changed.emit()

    def show_imported(self, import_id: int, what: str) -> None:
        if what == PAST:
            self.context.show("past", None)
        else:
            self.context.show("cases", CaseFilter(import_id=import_id))

    def take_back(self, import_id: int) -> None:
        command = partial(undo_import, import_id=import_id)
        self.context.runner.act(self, command, self._taken_back, failed=self._not_taken_back)

    def _taken_back(self, gone: int) -> None:
        told = ngettext("Taken back: {count} entry is gone.", "Taken back: {count} entries are gone.", gone)
        self.context.say(told.format(count=number(gone)))
        self.start_view.tell("", 0, "")
        self.reload()

    def _not_taken_back(self, error: BaseException) -> None:
        words = _told(error)
        if words is None:
            self.context.runner.failed.emit(error, None)
        else:
            self.start_view.say(words)


def _told(error: BaseException) -> str | None:
    """The words of a refusal or trouble, which stand above the form; None for anything else."""
    return spoken(error) if isinstance(error, Spoken) else None


def refused_words(error: RowsRefused) -> str:
    return _("{reason} Nothing you chose is lost.").format(reason=spoken(error))


def result_words(plan: Plan, result: ImportResult) -> str:
    """What came of it: "4,336 cases imported. 3 were there already. 11 rows stand in hoboken - to correct.xlsx."."""
    added = added_words(plan.look.what, result.added)
    told = [_("{added} imported from {file}.").format(added=added, file=plan.look.path.name)]
    if result.already_there:
        there = ngettext("{count} was there already.", "{count} were there already.", result.already_there)
        told.append(there.format(count=number(result.already_there)))
    if result.copies:
        copies = ngettext("{count} row only repeats another.", "{count} rows only repeat others.", result.copies)
        told.append(copies.format(count=number(result.copies)))
    if result.refused and plan.bad_rows_path is not None:
        aside = ngettext("{count} bad row stands in {file}.", "{count} bad rows stand in {file}.", result.refused)
        told.append(aside.format(count=number(result.refused), file=plan.bad_rows_path.name))
    return " ".join(told)
