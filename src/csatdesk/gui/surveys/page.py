"""Surveys: what runs, what is being set up, what has ended; and the ways to the pages about one of them."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.surveys import SurveyRow, SurveyState, SurveyWanted
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.surveys.pane import SurveyPane
from csatdesk.gui.surveys.ways import WAYS, way_actions
from csatdesk.operations.surveys.commands import end_survey, start_survey
from csatdesk.operations.surveys.queries import list_surveys
from csatdesk.wording.formats import number
from csatdesk.wording.surveys import rate_words, words
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 640, 520
DEEDS = (("start", N_("&Start"), "S"), ("end", N_("E&nd"), "X"))


class SurveysPage(FormPage):
    """See the module's first words."""

    list: EntryList
    pane: SurveyPane
    shows = frozenset({Kind.SURVEY, Kind.RESPONSE, Kind.STANDARD, Kind.CENTRE})
    help_page = "surveys"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.rows: tuple[SurveyRow, ...] = ()
        self._wanted: int | None = None
        self._asker = QObject(self)
        deeds = {"start": self.start, "end": self.end} if context.may(Right.LEAD_SURVEYS) else {}
        self.actions_by_key = self._made_actions(DEEDS, deeds)
        self.ways = way_actions(context, self, self._go)
        if context.may(Right.LEAD_SURVEYS):
            make_action(self, _("New from a fi&le"), partial(context.show, "survey_import"), "Ctrl+O")
        self.list = EntryList(_("Surveys"))
        self.empty = EmptyState(
            _("Surveys stand here: what is asked, whom, and what came back."), _("There is none yet.")
        )
        chosen = EmptyState(_("The survey you choose stands here."), _("Arrows move through the list."))
        self.pane = SurveyPane(list(self.actions_by_key.values()), list(self.ways.values()), chosen)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self.list.chosen.connect(lambda _id: self._show_again())
        self.pane.left.connect(self._focus_list)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Surveys")

    def summary(self) -> str:
        running = sum(row.state is SurveyState.RUNNING for row in self.rows)
        return ngettext("{count} survey runs", "{count} surveys run", running).format(count=number(running))

    def shown(self) -> None:
        self._ask()
        self._focus_first()

    def show_wanted(self, wanted: SurveyWanted) -> None:
        """Stand on this one."""
        self._wanted = wanted.id
        self._ask()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self._asker, list_surveys, self._came)

    def _came(self, rows: tuple[SurveyRow, ...]) -> None:
        self.rows = rows
        self.list.show_entries([_entry(row) for row in rows])
        self.split.show_empty(not rows)
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted in {row.id for row in rows}:
            self.list.choose(wanted)
        elif rows and self.list.current not in {row.id for row in rows}:
            self.list.choose(rows[0].id)
        self._show_again()
        self.head_changed.emit()

    @property
    def row(self) -> SurveyRow | None:
        return next((row for row in self.rows if row.id == self.list.current), None)

    def _show_again(self) -> None:
        row = self.row
        state = None if row is None or self.pane.form is not None else row.state
        possible = {"start": state is SurveyState.DRAFT, "end": state is SurveyState.RUNNING}
        for key, action in self.actions_by_key.items():
            action.setEnabled(possible[key])
        fitting = {way.page for way in WAYS if row is not None and state is not None and way.fits(row)}
        for key, action in self.ways.items():
            action.setEnabled(key in fitting)
        self.pane.show_row(row)

    # what is done

    def _go(self, page_key: str) -> None:
        if self.row is not None:
            self.context.show_survey(page_key, SurveyWanted(self.row.id))

    def start(self) -> None:
        if self.row is not None:
            deed = partial(start_survey, survey_id=self.row.id, version=self.row.version)
            self.context.runner.act(self, deed)

    def end(self) -> None:
        if self.row is not None:
            deed = partial(end_survey, survey_id=self.row.id, version=self.row.version)
            self.context.runner.act(self, deed)


def _entry(row: SurveyRow) -> Entry:
    line = ", ".join(filter(None, (words(row.kind), row.office_name, rate_words(row))))
    return Entry(row.id, row.name, line, note=words(row.state), is_faint=row.state is SurveyState.ENDED)
