"""Sending: who is asked by one survey, what goes out when, and what became of it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_sampling import CheckedFrame, DrawingRule, RuleRow
from csatdesk.domain.survey_sending import InvitationRow, SendingPlan, Shown, Step, TextName
from csatdesk.domain.surveys import Route, Sender, SurveyRow, SurveyState, SurveyWanted
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.told import capped
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState, ErrorBanner, Hairline, Label
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.surveys.forms_page import AskFolder, ask_folder
from csatdesk.gui.surveys.sending_deeds import DEEDS, NOTED, Leaving, noted, possible_with
from csatdesk.gui.surveys.sending_forms import DrawingForm, OwnDayForm, PlanForm
from csatdesk.gui.surveys.sending_list import InvitationsList
from csatdesk.gui.surveys.sending_pane import OF_VIEW, VIEWS, SendingPane
from csatdesk.gui.surveys.way_back import way_back
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.surveys.asked import SendingBoard, load_board
from csatdesk.operations.surveys.own_days import set_own_day
from csatdesk.operations.surveys.queries import list_surveys
from csatdesk.operations.surveys.rules import DrawingChoices, check_rule, end_rule, load_choices, load_rule, save_rule
from csatdesk.operations.surveys.sending import preview_text, save_plan
from csatdesk.system.clock import now
from csatdesk.wording.survey_sending import words
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 700, 560


class SendingPage(FormPage):
    """See the module's first words."""

    list: InvitationsList
    pane: SendingPane
    shows = frozenset({Kind.SURVEY, Kind.RESPONSE, Kind.CENTRE})
    help_page = "survey-sending"

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        ask: tuple[AskPath, AskFolder] = (ask_path, ask_folder),
    ) -> None:
        super().__init__(context, parent)
        self.board: SendingBoard | None = None
        self.rule: RuleRow | None = None
        self._wanted: int | None = None
        self.leaving = Leaving(context, self, ask)
        self._askers = {key: QObject(self) for key in ("surveys", "board", "rule", "check", "text", "choices")}
        self.actions_by_key = self._made_actions(DEEDS, self._deeds())
        for place, told in enumerate(VIEWS):
            make_action(self, _(told), partial(self._go, place), f"Ctrl+{place + 1}")
        way_back(self, lambda: self.survey_id)
        self.survey, self.which = Choice(), Choice([(one, words(one)) for one in Shown])
        self.list = InvitationsList(context.runner, context.zone)
        self.empty = EmptyState(
            _("Those who are asked stand here."),
            _("They come from a contact list, or are drawn by a rule: Who is drawn."),
        )
        chosen = EmptyState(_("There is no survey yet."), _("Set one up first, then come back here."))
        self.pane = SendingPane(self.actions_by_key, chosen, context.zone)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self.banner = ErrorBanner()
        self._lay_out()
        self._connect()

    def _deeds(self) -> dict[str, Callable[[], object]]:
        deeds: dict[str, Callable[[], object]] = {
            "send": self.send,
            "files": self.write_files,
            "print": self.print_letters,
            "plan": self.change_plan,
            "rule": self.change_rule,
            "check": self.check_rule,
            "end_rule": self.end_rule,
            "copy": self.copy_text,
            "day": self.change_day,
        }
        return deeds | {key: partial(self._note, key) for key in NOTED}

    def _go(self, view: int) -> None:
        if self.board is not None and self.pane.form is None:
            self.pane.views.set_value(view)

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout()
        row.setSpacing(S12)
        for label, field in ((_("Sur&vey"), self.survey), (_("Sho&w"), self.which)):
            told = Label(label, "body", "ink2")
            told.setBuddy(field)
            field.setAccessibleName(told.text().replace("&", ""))
            row.addWidget(told)
            row.addWidget(field)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Hairline())
        column.addWidget(self.banner)
        column.addWidget(self.split, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _connect(self) -> None:
        self.survey.chosen.connect(lambda _id: self._show_survey())
        self.which.chosen.connect(lambda _one: self._show_list())
        self.list.current_changed.connect(lambda _row: self._show_again())
        self.list.opened.connect(lambda _row: self.pane.focus_page())
        self.list.invitations.loaded.connect(self._loaded)
        self.pane.left.connect(self._focus_list)
        self.pane.view_chosen.connect(self._show_again)
        self.pane.step_chosen.connect(self._show_again)
        self.pane.text_wanted.connect(self._ask_text)
        self.leaving.begun.connect(self._show_again)
        self.leaving.ended.connect(self._ask)
        self.leaving.told.connect(self.banner.say)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Sending")

    def summary(self) -> str:
        if self.board is None:
            return ""
        asked = sum(one.asked for one in self.board.routes)
        told = ngettext("{count} asked", "{count} asked", asked).format(count=capped(asked))
        if not self.board.in_trouble:
            return told
        bad = ngettext("{count} did not arrive", "{count} did not arrive", self.board.in_trouble)
        return f"{told}, {bad.format(count=capped(self.board.in_trouble))}"

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
        self.context.runner.ask(self._askers["surveys"], list_surveys, self._show_surveys)

    def _show_surveys(self, rows: tuple[SurveyRow, ...]) -> None:
        before, ids = self.survey_id, [row.id for row in rows]
        wanted, self._wanted = self._wanted, None
        chosen = next((one for one in (wanted, before) if one in ids), ids[0] if ids else None)
        if self.survey.options() != [(row.id, row.name) for row in rows]:
            self.survey.clear()
            for row in rows:
                self.survey.add(row.id, row.name)
        if chosen is None:
            self._show_board(None)
            self.split.show_empty(True)
            return
        self.survey.set_value(chosen)
        if chosen != self.list.invitations.survey_id:
            self._show_survey()
        else:
            self._ask_board()
            self.list.invitations.reload()

    @property
    def survey_id(self) -> int | None:
        value = self.survey.value()
        return value if isinstance(value, int) else None

    def _show_survey(self) -> None:
        self.banner.say("")
        self._ask_board()
        self._show_list()
        self._ask_text()

    def _show_list(self) -> None:
        which = self.which.value()
        assert isinstance(which, Shown)
        if self.survey_id is not None:
            self.list.invitations.show_survey(self.survey_id, which)

    def _ask_board(self) -> None:
        if self.survey_id is not None:
            self.context.runner.ask(
                self._askers["board"], partial(load_board, survey_id=self.survey_id), self._show_board
            )
            self.context.runner.ask(self._askers["rule"], partial(load_rule, survey_id=self.survey_id), self._show_rule)

    def _show_board(self, board: SendingBoard | None) -> None:
        is_other = board is None or self.board is None or board.survey.id != self.board.survey.id
        self.board = board
        if is_other and board is not None:
            self.pane.step.set_value(next((one.step for one in board.steps if one.due), Step.INVITATION))
        self._show_again()
        self.head_changed.emit()

    def _show_rule(self, rule: RuleRow | None) -> None:
        self.rule = rule
        self._show_again()

    def _loaded(self) -> None:
        is_empty = self.list.invitations.row_count == 0
        self.split.show_empty(is_empty and self.which.value() is Shown.ALL)
        if not is_empty and self.list.row() is None:
            self.list.select_first()
        self._show_again()

    @property
    def row(self) -> InvitationRow | None:
        row = self.list.row()
        return row if isinstance(row, InvitationRow) else None

    @property
    def step(self) -> Step:
        value = self.pane.step.value()
        assert isinstance(value, Step)
        return value

    def _show_again(self) -> None:
        self.pane.show_board(self.board, self.rule)
        self.pane.show_person(self.row)
        can = self._possible() if self.pane.form is None and self.board is not None else frozenset()
        for key, action in self.actions_by_key.items():
            action.setEnabled(key in can and key in OF_VIEW.get(self.pane.view, ()))
        self.pane.show_deeds()

    def _possible(self) -> frozenset[str]:
        """What can be done with this survey and this person now."""
        assert self.board is not None
        can = {"plan", "rule", "copy"}
        if self.board.survey.state is SurveyState.RUNNING and not self.leaving.is_busy:
            mail, paper = (self.board.due.get((one, self.step.value), 0) for one in (Route.EMAIL, Route.PAPER))
            can |= ({"send", "files"} if mail else set()) | ({"print"} if paper else set())
        if self.rule is not None:
            can |= {"check", "end_rule"}
        if self.board.survey.sender is Sender.OWN and self._not_asked():
            can.add("day")
        return frozenset(can | (possible_with(self.row) if self.row is not None else set()))

    def _not_asked(self) -> tuple[InvitationRow, ...]:
        """Those chosen in the list who can still be given a day."""
        chosen = (one for one in self.list.selected_rows() if isinstance(one, InvitationRow))
        return tuple(one for one in chosen if one.sent_at is None and one.disposition is Disposition.UNKNOWN)

    # what is done: sending

    def send(self) -> None:
        if self.survey_id is not None:
            self.leaving.send(self.survey_id, self.step)

    def write_files(self) -> None:
        if self.survey_id is not None:
            self.leaving.write_files(self.survey_id, self.step)

    def print_letters(self) -> None:
        if self.board is not None:
            self.leaving.print_letters(self.board.survey, self.step)

    # what is done: plan and rule

    def change_plan(self) -> None:
        if self.board is not None:
            form = PlanForm(self.board.plan)
            form.saved.connect(partial(self._save_plan, form, self.board))
            self._open(form)

    def _save_plan(self, form: PlanForm, board: SendingBoard, plan: SendingPlan) -> None:
        self._act(form, partial(save_plan, survey_id=board.survey.id, plan=plan, before=board.plan))

    def change_rule(self) -> None:
        self.context.runner.ask(self._askers["choices"], load_choices, self._open_rule)

    def _open_rule(self, choices: DrawingChoices) -> None:
        if self.board is None:
            return
        form = DrawingForm(self.rule.rule if self.rule is not None else None, choices.offices, choices.tree)
        form.saved.connect(partial(self._save_rule, form, self.board.survey.id))
        self._open(form)

    def _save_rule(self, form: DrawingForm, survey_id: int, rule: DrawingRule) -> None:
        self._act(form, partial(save_rule, survey_id=survey_id, rule=rule))

    def change_day(self) -> None:
        """Of all who are chosen in the list and were not asked yet."""
        rows = self._not_asked()
        if self.board is not None and rows:
            form = OwnDayForm(rows[0].send_on, now().astimezone(self.context.zone).date())
            form.saved.connect(partial(self._save_day, form, self.board.survey.id, [one.id for one in rows]))
            self._open(form)

    def _save_day(self, form: OwnDayForm, survey_id: int, invitation_ids: Sequence[int], day: date | None) -> None:
        self._act(form, partial(set_own_day, survey_id=survey_id, invitation_ids=invitation_ids, day=day))

    def _act(self, form: PlanForm | DrawingForm | OwnDayForm, command: Callable[..., object]) -> None:
        def done(_result: object) -> None:
            self._close_form()
            self._ask()
            self._ask_text()

        self.context.runner.act(form, command, done, failed=partial(self._failed, form))

    def check_rule(self) -> None:
        if self.rule is not None:
            question = partial(check_rule, rule_id=self.rule.id)
            self.context.runner.ask(self._askers["check"], question, self._show_check)

    def _show_check(self, found: CheckedFrame) -> None:
        self.pane.show_check(found)

    def end_rule(self) -> None:
        if self.survey_id is not None:
            self.context.runner.act(self, partial(end_rule, survey_id=self.survey_id))

    # what is done: one person

    def _note(self, key: str) -> None:
        if self.row is not None:
            self.context.runner.act(self, noted(key, self.row))

    # what is done: texts

    def _ask_text(self) -> None:
        name, code = self.pane.text_name.value(), self.pane.text_language.value()
        assert isinstance(name, TextName)
        if self.survey_id is not None:
            question = partial(preview_text, survey_id=self.survey_id, name=name, language=str(code))
            self.context.runner.ask(self._askers["text"], question, self.pane.show_text)

    def copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.pane.text.toPlainText())
        self.context.say(_("The text is copied."))

    # the keyboard, and the window

    def _focus_list(self) -> None:
        if self.split.is_empty:
            self.pane.views.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super()._focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from the list back to the surveys."""
        if event.key() == Qt.Key.Key_Escape and self.survey_id is not None:
            self.context.show_survey("surveys", SurveyWanted(self.survey_id))
            return
        super().keyPressEvent(event)

    def _refit(self) -> None:
        self._row.setContentsMargins(theme().margin, S8, theme().margin, S8)
