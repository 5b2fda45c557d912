"""Answers of others from a file: choose it, say what its columns and values mean, check, take over, take back."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.answer_columns import ColumnMeaning, with_keys
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Cancelled, Spoken
from csatdesk.domain.forms import Form
from csatdesk.domain.staff import Actor
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.page import Page
from csatdesk.gui.surveys.taking_over.file_view import FileView
from csatdesk.gui.surveys.taking_over.head_box import NEW, NONE
from csatdesk.gui.surveys.taking_over.start_view import StartView
from csatdesk.gui.surveys.taking_over.words import result_words
from csatdesk.gui.throttle import Pause
from csatdesk.operations.import_files import NO_CHOICES, TableChoices
from csatdesk.operations.import_runs import ImportResult, undo_import
from csatdesk.operations.surveys.answer_facts import (
    AnswerFacts,
    AnswerProposal,
    load_answer_facts,
    propose_again,
    propose_answers,
)
from csatdesk.operations.surveys.answer_imports import import_answers
from csatdesk.operations.surveys.answer_plans import (
    AnswerPlan,
    AnswerTable,
    CheckedAnswers,
    check_answers,
    look_at_answers,
)
from csatdesk.operations.work import Store
from csatdesk.system.clock import now
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext, spoken

BRINGS = frozenset({Kind.SURVEY, Kind.RESPONSE, Kind.STANDARD, Kind.IMPORT})
RESTING_MS = 150


class AnswerImportPage(Page):
    """Nothing that was chosen is lost on a refusal; the file stays open until it is taken over or let go."""

    shows = frozenset({Kind.IMPORT, Kind.SURVEY})
    help_page = "survey-import"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.table: AnswerTable | None = None
        self.columns: tuple[ColumnMeaning, ...] = ()
        self.checked: CheckedAnswers | None = None
        self._facts: AnswerFacts | None = None
        self._wanted: int | None = None
        self._is_running = False
        self._askers = {name: QObject(self) for name in ("facts", "proposal", "check")}
        self.start_view, self.file_view = StartView(context), FileView()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_view)
        self._stack.addWidget(self.file_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._resting = Pause(self._check, self, RESTING_MS)
        self._take_over = make_action(self, _("Ta&ke over"), self.run, "Ctrl+Return")
        self.another = make_action(self, _("Choose ano&ther file"), self.let_go, "Alt+Left")
        self.whole = make_action(self, _("What is not &understood"), self._to_problems, "F8")
        self._connect()
        self._allow()

    def _connect(self) -> None:
        start, file = self.start_view, self.file_view
        start.area.chosen.connect(self.open_file)
        start.earlier.take_back_wanted.connect(self.take_back)
        file.column_wanted.connect(self._show_column)
        file.edited.connect(self._column_edited)
        file.head.survey_changed.connect(partial(self._propose_again, by_survey=True))
        file.head.mapping_changed.connect(self._propose_again)
        file.head.changed.connect(self._plan_changed)
        file.format.changed.connect(self._format_changed)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Answers from a file")

    def summary(self) -> str:
        if self.table is None:
            return _("what others asked, beside what we ask")
        rows = ngettext("{count} row", "{count} rows", len(self.table)).format(count=number(len(self.table)))
        return _("{file}, {rows}").format(file=self.table.path.name, rows=rows)

    def shown(self) -> None:
        self._ask_facts()
        if self.table is None:
            self._wanted = None  # whoever comes from a survey says so next
            self.start_view.area.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.file_view.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wanted(self, wanted: SurveyWanted) -> None:
        """The file that is chosen next goes into this survey."""
        self._wanted = wanted.id

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask_facts()

    def _ask_facts(self) -> None:
        self.context.runner.ask(self._askers["facts"], load_answer_facts, self._facts_came)

    def _facts_came(self, facts: AnswerFacts) -> None:
        self.start_view.earlier.show_imports(facts.imports)

    # a file

    def open_file(self, path: Path) -> None:
        self.start_view.say("")
        self._look(path, NO_CHOICES)

    def _format_changed(self) -> None:
        if self.table is not None:
            self._look(self.table.path, self.file_view.format.choices())

    def _look(self, path: Path, choices: TableChoices) -> None:
        self.context.runner.job(
            self,
            _("Reading {file}").format(file=path.name),
            lambda _store, _actor, progress: look_at_answers(path, options=choices, progress=progress),
            self._looked,
            failed=self._not_looked,
        )

    def let_go(self) -> None:
        """Back to the start: another file, what was taken over before."""
        if self._is_running:
            return
        self.table, self.checked = None, None
        self._stack.setCurrentWidget(self.start_view)
        self.start_view.area.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._allow()

    def _looked(self, table: AnswerTable) -> None:
        is_open = self.table is not None
        survey_id = self.file_view.head.survey_id if is_open else self._wanted
        question = partial(propose_answers, table=table, survey_id=survey_id)
        done = partial(self._read_anew if is_open else self._begin, table)
        self.context.runner.ask(self._askers["proposal"], question, done)

    def _read_anew(self, table: AnswerTable, proposal: AnswerProposal) -> None:
        """The same file read in another way: what was said of the whole of it stands."""
        if self.table is not None and not self._is_running:
            self._show_table(table, proposal)

    def _not_looked(self, error: BaseException) -> None:
        """Said where the file was chosen; how one that is open was read holds on."""
        if self.table is not None:
            self.file_view.format.show_format(self.table.format)
            if isinstance(error, Spoken):
                self.file_view.banner.say(spoken(error))
                return
        if isinstance(error, Spoken):
            self.start_view.say(spoken(error))
        elif not isinstance(error, Cancelled):
            self.context.runner.failed.emit(error, None)

    def _begin(self, table: AnswerTable, proposal: AnswerProposal) -> None:
        head = self.file_view.head
        head.show_facts(proposal.facts, self.context.actor.office_id, now().astimezone(self.context.zone).date())
        name = proposal.facts.surveys.get(proposal.survey_id or NEW, "")
        head.name.setText(proposal.mapping.name if proposal.mapping is not None else name or table.path.stem)
        self._stack.setCurrentWidget(self.file_view)
        self._show_table(table, proposal)
        self.file_view.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_table(self, table: AnswerTable, proposal: AnswerProposal) -> None:
        self.table, self.checked = table, None
        self.file_view.format.show_format(table.format)
        self.file_view.show_check()  # the column one stood on may not be there any more
        self._allow()
        self._proposed(proposal)
        self.file_view.show_check()

    # what its columns mean

    @property
    def form(self) -> Form | None:
        """Of the survey that stands; None while a new one is made."""
        survey_id = self.file_view.head.survey_id
        return self._facts.forms.get(survey_id) if self._facts is not None and survey_id is not None else None

    def _proposed(self, proposal: AnswerProposal) -> None:
        self._facts, self.columns = proposal.facts, proposal.columns
        head = self.file_view.head
        head.survey.set_value(proposal.survey_id or NEW)
        head.mapping.set_value(proposal.mapping.id if proposal.mapping is not None else NONE)
        self._show_columns()
        if self.file_view.place >= 0:
            self._show_column(self.file_view.place)
        self._check()

    def _propose_again(self, *, by_survey: bool = False) -> None:
        if self.table is None:
            return
        survey_id, mapping_id = self.file_view.head.survey_id, self.file_view.head.mapping_id
        if by_survey and survey_id is not None:
            question = partial(propose_answers, table=self.table, survey_id=survey_id)
        else:
            question = partial(propose_again, table=self.table, survey_id=survey_id, mapping_id=mapping_id)
        self.context.runner.ask(self._askers["proposal"], question, self._proposed)

    def _show_columns(self) -> None:
        assert self.table is not None
        self.file_view.show_columns(self.columns, self.table.seen, self.form, self.checked)

    def _show_column(self, place: int) -> None:
        if self.table is not None and self._facts is not None and place >= 0:
            self.file_view.box.show_column(self.columns[place], self.table.seen[place], self.form, self._facts)
            self.file_view.show_box()

    def _column_edited(self) -> None:
        place = self.file_view.place
        if place < 0:
            return
        changed = (*self.columns[:place], self.file_view.box.meaning, *self.columns[place + 1 :])
        self.columns = _keyed(changed, self.form)
        self._show_columns()
        self._plan_changed()

    # what it comes to

    def plan(self) -> AnswerPlan | None:
        """None while the month is none."""
        head = self.file_view.head
        month = head.month_chosen
        if self.table is None or month is None:
            return None
        office_id, channel, route = head.office.value(), head.channel.value(), head.route.value()
        assert isinstance(office_id, int)
        return AnswerPlan(
            table=self.table,
            columns=self.columns,
            name=head.name.text().strip(),
            month=month,
            office_id=office_id,
            survey_id=head.survey_id,
            channel=channel,  # type: ignore[arg-type]  # what the choice was filled with
            route=route,  # type: ignore[arg-type]  # as above
            is_anonymous=head.is_anonymous.isChecked(),
            leaves_out=head.leaves_out.isChecked(),
        )

    def _plan_changed(self) -> None:
        self.checked = None
        self._allow()
        self._resting.poke()

    def _check(self) -> None:
        plan = self.plan()
        if self.table is None:
            return
        if plan is None:
            self._refuse(
                _("“{typed}” is no month. Write it as {example}.").format(
                    typed=self.file_view.head.month.text().strip(), example="05.2026"
                )
            )
            return
        question = partial(check_answers, plan=plan)
        self.context.runner.ask(self._askers["check"], question, self._was_checked, failed=self._not_checked)

    def _was_checked(self, checked: CheckedAnswers) -> None:
        if self.table is None:
            return
        self.checked = checked
        self.file_view.show_checked(checked, self.columns, self.table.seen)
        self._show_columns()
        self._allow()

    def _not_checked(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self._refuse(spoken(error), error.field or "")
        else:
            self.context.runner.failed.emit(error, None)

    def _refuse(self, words: str, field: str = "") -> None:
        self.checked = None
        self.file_view.show_refused(words, field)
        self._allow()

    def _to_problems(self) -> None:
        self.file_view.show_check()
        shown = self.file_view.problems
        if shown.current is None:
            shown.choose(0)
        target = self.file_view.columns if shown.isHidden() else shown
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self) -> None:
        """What can be pressed now."""
        is_open = self.table is not None
        is_good = self.checked is not None and not self.checked.faults and bool(self.checked.rows)
        self.primary = self._take_over if is_open else None
        self._take_over.setEnabled(is_open and is_good and not self._is_running)
        self.another.setEnabled(is_open)
        self.whole.setEnabled(is_open)
        self.head_changed.emit()

    # the import

    def run(self) -> None:
        plan = self.plan()
        if plan is None or self._is_running:
            return
        self._is_running = True
        self._allow()

        def job(store: Store, actor: Actor, progress: Progress) -> ImportResult:
            return import_answers(store, actor, plan=plan, progress=progress)

        words = _("Import of {file}").format(file=plan.table.path.name)
        done = partial(self._imported, plan.name)
        self.context.runner.job(self, words, job, done, failed=self._not_imported, changes=BRINGS)

    def _imported(self, name: str, result: ImportResult) -> None:
        self._is_running = False
        self.let_go()
        self.start_view.tell(result_words(name, result))
        self._ask_facts()

    def _not_imported(self, error: BaseException) -> None:
        self._is_running = False
        if isinstance(error, Cancelled):
            self.file_view.banner.say(_("Stopped. Nothing was imported."))
        elif isinstance(error, Spoken):
            self.file_view.banner.say(spoken(error))
        else:
            self.context.runner.failed.emit(error, None)
        self._allow()

    def take_back(self, import_id: int) -> None:
        command = partial(undo_import, import_id=import_id)
        self.context.runner.act(self, command, self._taken_back, failed=self._not_looked)

    def _taken_back(self, gone: int) -> None:
        told = ngettext("Taken back: {count} entry is gone.", "Taken back: {count} entries are gone.", gone)
        self.context.say(told.format(count=number(gone)))
        self.start_view.tell("")
        self._ask_facts()


def _keyed(columns: Sequence[ColumnMeaning], form: Form | None) -> tuple[ColumnMeaning, ...]:
    """Of a new questionnaire each question has a key of its own, of one that stands the key it chose."""
    return with_keys([replace(one, question="") for one in columns]) if form is None else tuple(columns)
