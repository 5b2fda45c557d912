"""Surveys: what runs, what is being set up, what has ended; and the ways to the pages about one of them."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Spoken
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.survey_setup import Area, SetUpCard
from csatdesk.domain.surveys import NewSurvey, SurveyRow, SurveyState, SurveyWanted
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.form_pane import deed_button
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.surveys.pane import SurveyPane
from csatdesk.gui.surveys.setup_form import SetUpForm
from csatdesk.gui.surveys.ways import WAYS, way_actions
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.operations.surveys.commands import change_survey, end_survey, start_survey
from csatdesk.operations.surveys.queries import list_surveys
from csatdesk.operations.surveys.setup import confirm_area, load_setup
from csatdesk.system.clock import now
from csatdesk.wording.formats import number
from csatdesk.wording.surveys import rate_words, words
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 640, 520
DEEDS = (("change", N_("Chan&ge"), "E"), ("start", N_("&Start"), "S"), ("end", N_("E&nd"), "X"))


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
        self._setup_asker = QObject(self)
        may_lead = context.may(Right.LEAD_SURVEYS)
        if may_lead:
            self.primary = make_action(self, _("&New survey"), self.new, "Alt+Shift+N")
        deeds = {"change": self.change, "start": self.start, "end": self.end} if may_lead else {}
        self.actions_by_key = self._made_actions(DEEDS, deeds)
        self.ways = way_actions(context, self, self._go)
        self.questionnaires = make_action(
            self, _("&Questionnaires"), partial(context.show, "questionnaires"), "Alt+Shift+Q"
        )
        self.segments = make_action(self, _("Segments"), partial(context.show, "segments"), "Alt+Shift+M")
        if context.may(Right.LEAD_SURVEYS):
            make_action(self, _("New from a fi&le"), partial(context.show, "survey_import"), "Ctrl+O")
        self.list = EntryList(_("Surveys"))
        self.empty = EmptyState(
            _("Surveys stand here: what is asked, whom, and what came back."),
            _("There is none yet."),
            _("New survey") if may_lead else "",
        )
        chosen = EmptyState(_("The survey you choose stands here."), _("Arrows move through the list."))
        self.pane = SurveyPane(list(self.actions_by_key.values()), self.ways, chosen)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)
        self.list.chosen.connect(lambda _id: self._show_again())
        self.pane.left.connect(self._focus_list)
        self.empty.first_step.connect(self.new)

    def _head(self) -> QHBoxLayout:
        """What belongs to no single survey."""
        row = QHBoxLayout()
        row.setContentsMargins(theme().margin, S8, theme().margin, S8)
        row.setSpacing(S8)
        row.addWidget(deed_button(self.questionnaires, "small"))
        row.addWidget(deed_button(self.segments, "small"))
        row.addStretch(1)
        return row

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
        self.list.stand_on(wanted)
        self._show_again()
        self.head_changed.emit()

    @property
    def row(self) -> SurveyRow | None:
        return next((row for row in self.rows if row.id == self.list.current), None)

    def _show_again(self) -> None:
        row = self.row
        state = None if row is None or self.pane.form is not None else row.state
        possible = {
            "change": state in {SurveyState.DRAFT, SurveyState.RUNNING},
            "start": state is SurveyState.DRAFT,
            "end": state is SurveyState.RUNNING,
        }
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

    def new(self) -> None:
        self._set_up(None)

    def change(self) -> None:
        if self.row is not None:
            self._set_up(self.row.id)

    def _set_up(self, survey_id: int | None) -> None:
        self.context.runner.ask(self._setup_asker, partial(load_setup, survey_id=survey_id), self._open_set_up)

    def _open_set_up(self, card: SetUpCard) -> None:
        if not card.questionnaires:
            self.context.say(_("First publish a questionnaire: it says what a survey asks."))
            self.context.show("questionnaires")
            return
        today = now().astimezone(self.context.zone).date()
        form = SetUpForm(card, self.context.session.centre.language, today, self.context.zone)
        form.confirmed.connect(partial(self._confirm, form))
        form.saved.connect(partial(self._save, form))
        self._open(form)

    def _confirm(self, form: SetUpForm, new: NewSurvey, area: Area) -> None:
        survey = form.card.survey
        survey_id, version = (None, 0) if survey is None else (survey.id, survey.version)
        deed = partial(confirm_area, new=new, area=area, survey_id=survey_id, version=version)
        self.context.runner.act(form, deed, partial(self._next_area, form), failed=partial(self._not_set_up, form))

    def _save(self, form: SetUpForm, new: NewSurvey) -> None:
        survey = form.card.survey
        if survey is not None:
            deed = partial(change_survey, survey_id=survey.id, new=new, version=survey.version)
            self.context.runner.act(form, deed, lambda _v: self._close_form(), failed=partial(self._failed, form))

    def _next_area(self, form: SetUpForm, survey_id: int) -> None:
        self._wanted = survey_id
        self._ask()
        self.context.runner.ask(self._setup_asker, partial(load_setup, survey_id=survey_id), partial(self._go_on, form))

    def _go_on(self, form: SetUpForm, card: SetUpCard) -> None:
        if self.pane.form is not form:
            return  # left meanwhile
        form.show_card(card)
        if form.is_ready:
            self.context.say(_("Everything is confirmed. The survey can start."))
            self._close_form()

    def _not_set_up(self, form: SetUpForm, error: BaseException) -> None:
        if isinstance(error, Spoken):
            form.show_error_area(error.field or "")
        self._failed(form, error)

    def start(self) -> None:
        if self.row is not None:
            deed = partial(start_survey, survey_id=self.row.id, version=self.row.version)
            self.context.runner.act(self, deed, failed=self._refused)

    def end(self) -> None:
        if self.row is not None:
            deed = partial(end_survey, survey_id=self.row.id, version=self.row.version)
            self.context.runner.act(self, deed, failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self.say_or_fail(self.pane.banner.say, error)


def _entry(row: SurveyRow) -> Entry:
    line = ", ".join(filter(None, (words(row.kind), row.office_name, rate_words(row))))
    return Entry(row.id, row.name, line, note=words(row.state), is_faint=row.state is SurveyState.ENDED)
