"""Questionnaires: out of the bank and of own questions, drafted, looked at, published, never changed after that."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.expressions import Expression
from csatdesk.domain.marks import N_
from csatdesk.domain.question_bank import QuestionBank
from csatdesk.domain.questionnaire_making import OwnQuestion, is_fixed, is_own, items_of
from csatdesk.domain.staff import Right
from csatdesk.domain.standards import StandardRow, VersionState
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.standards.findings import FindingsForm
from csatdesk.gui.surveys.bank_form import BankForm
from csatdesk.gui.surveys.preview_form import PreviewForm
from csatdesk.gui.surveys.question_forms import ConditionForm, NameForm, NewQuestionnaireForm, OwnQuestionForm
from csatdesk.gui.surveys.questionnaire_files import QuestionnaireFiles
from csatdesk.gui.surveys.questionnaire_pane import QuestionnairePane
from csatdesk.operations.standards.commands import delete_draft, start_draft
from csatdesk.operations.standards.files import FormFile
from csatdesk.operations.standards.queries import StandardCard, list_questionnaires, load_standard
from csatdesk.operations.surveys.bank import load_bank
from csatdesk.operations.surveys.questionnaires import (
    add_from_bank,
    ask_only_when,
    move_question,
    name_questionnaire,
    new_questionnaire,
    publish_questionnaire,
    remove_question,
    save_own_question,
)
from csatdesk.wording.formats import number
from csatdesk.wording.standards import state_words, told
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 860, 700
LIST_WIDE = 320
READING = (("preview", N_("Pre&view"), "V"), ("papers", N_("Pa&pers …"), "Ctrl+P"))
MAKING = (
    ("bank", N_("From the &bank"), "B"),
    ("own", N_("&Own question"), "O"),
    ("change", N_("Chan&ge"), "E"),
    ("up", N_("Move u&p"), "Alt+Up"),
    ("down", N_("Move do&wn"), "Alt+Down"),
    ("remove", N_("Rem&ove"), "Del"),
    ("name", N_("Name and &introduction"), "F2"),
    ("publish", N_("P&ublish"), "U"),
    ("next", N_("New &version"), "W"),
    ("delete", N_("&Delete the draft"), "Shift+Del"),
)
OF_DRAFT = frozenset({"bank", "own", "change", "up", "down", "remove", "name", "publish", "delete"})
OF_QUESTION = frozenset({"change", "up", "down", "remove"})


class QuestionnairesPage(FormPage):
    """See the module's first words."""

    list: EntryList
    pane: QuestionnairePane
    shows = frozenset({Kind.STANDARD})
    help_page = "questionnaires"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.may_lead = context.may(Right.LEAD_SURVEYS)
        self.rows: tuple[StandardRow, ...] = ()
        self.bank: QuestionBank | None = None
        self._wanted: int | None = None  # a version just made: stand on it when it has come
        self._version_id: int | None = None  # the one to read; None: the draft, else the valid one
        self._asker, self._card_asker, self._bank_asker = QObject(self), QObject(self), QObject(self)
        if self.may_lead:
            self.primary = make_action(self, _("&New questionnaire"), self.new, "Alt+Shift+N")
        make_action(self, _("Go &back to the surveys"), self.leave, "Alt+Left")
        self.actions_by_key = self._made_actions((*READING, *MAKING), self._deeds())
        self.files = QuestionnaireFiles(context, self, self.may_lead)
        self.list = EntryList(_("Questionnaires"))
        step = _("New questionnaire") if self.may_lead else ""
        self.empty = EmptyState(_("Questionnaires stand here: what surveys ask."), _("There is none yet."), step)
        chosen = EmptyState(_("The questionnaire you choose stands here."), _("Arrows move through the list."))
        self.pane = QuestionnairePane(list(self.actions_by_key.values()), chosen, context.zone)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _id: self._follow(None))
        self.empty.first_step.connect(self.new)
        self.pane.left.connect(self._focus_list)
        self.pane.version_wanted.connect(self._follow)
        self.pane.question_chosen.connect(self._enable)
        self.files.read.connect(self._begun)
        self.files.found.connect(self._look_through)

    def _deeds(self) -> dict[str, Callable[[], object]]:
        reading: dict[str, Callable[[], object]] = {"preview": self.preview, "papers": self.open_papers}
        if not self.may_lead:
            return reading
        return reading | {
            "bank": self.open_bank,
            "own": self.write_own,
            "change": self.change,
            "up": partial(self.move_by, -1),
            "down": partial(self.move_by, 1),
            "remove": self.remove,
            "name": self.rename,
            "publish": self.publish,
            "next": self.next_version,
            "delete": self.delete,
        }

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Questionnaires")

    def summary(self) -> str:
        valid = sum(row.valid is not None for row in self.rows)
        return ngettext("{count} valid", "{count} valid", valid).format(count=number(valid)) if self.rows else ""

    def shown(self) -> None:
        self._ask()
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    def leave(self) -> None:
        self.context.show("surveys")

    # what comes

    def _ask(self) -> None:
        if self.bank is None:
            self.context.runner.ask(self._bank_asker, load_bank, self._know_bank)
        self.context.runner.ask(self._asker, list_questionnaires, self._came)

    def _know_bank(self, bank: QuestionBank) -> None:
        self.bank = bank
        self._show_again()

    def _came(self, rows: tuple[StandardRow, ...]) -> None:
        self.rows = tuple(row for row in rows if self.may_lead or row.valid is not None)
        self.list.show_entries([_entry(row, self.context) for row in self.rows])
        self.split.show_empty(not self.rows)
        home = next((row for row in self.rows if any(one.id == self._wanted for one in row.versions)), None)
        if home is not None:
            self._version_id, self._wanted = self._wanted, None
            self.list.choose(home.id)
        elif self.rows and self.list.current not in {row.id for row in self.rows}:
            self._version_id = None
            self.list.choose(self.rows[0].id)
        if self.rows:
            self._follow(self._version_id)
        else:
            self._show_card(None)
        self.head_changed.emit()

    @property
    def row(self) -> StandardRow | None:
        return next((row for row in self.rows if row.id == self.list.current), None)

    def _follow(self, version_id: object) -> None:
        row = self.row
        if row is None:
            return
        known = {one.id for one in row.versions}
        self._version_id = version_id if isinstance(version_id, int) and version_id in known else None
        usual = row.draft if row.draft is not None and self.may_lead else row.shown
        wanted = self._version_id or usual.id
        question = partial(load_standard, standard_id=row.id, version_id=wanted)
        self.context.runner.ask(self._card_asker, question, self._show_card)

    def _show_card(self, card: StandardCard | None) -> None:
        if card is not None and card.standard.id != self.list.current:
            return
        self.files.stand_on(card)
        self.pane.show_card(card, self.bank)
        self._enable()
        if isinstance(self.pane.form, BankForm) and card is not None:
            self.pane.form.show_there({item.key for item in items_of(card.template)})

    def _enable(self) -> None:
        """What can be done with this version, and with the question one stands on."""
        card, item = self.pane.card, self.pane.item
        fitting = self._fitting(card) if card is not None and self.bank is not None else frozenset()
        is_free = item is not None and not is_fixed(item) and self.pane.form is None
        for key, action in self.actions_by_key.items():
            action.setEnabled(key in fitting and self.pane.form is None and (key not in OF_QUESTION or is_free))
        self.pane.show_actions([action for key, action in self.actions_by_key.items() if key in fitting])

    def _fitting(self, card: StandardCard) -> frozenset[str]:
        left_out = set() if card.version.state is VersionState.DRAFT else set(OF_DRAFT)
        if card.standard.draft is not None:
            left_out.add("next")
        return frozenset(self.actions_by_key) - left_out

    def _show_again(self) -> None:
        self._show_card(self.pane.card)

    # what is done

    def new(self) -> None:
        if self.bank is None:
            return
        wording = {key: one.item for key, one in self.bank.questions.items()}
        form = NewQuestionnaireForm(self.bank.sets, wording)
        form.begun.connect(lambda title, fixed: self._begin(form, partial(new_questionnaire, title=title, fixed=fixed)))
        self._open(form)

    def _begin(self, form: InlineForm, command: Callable[..., Any]) -> None:
        self.context.runner.act(form, command, self._begun, failed=partial(self._failed, form))

    def _begun(self, version_id: int) -> None:
        self._wanted = version_id
        if self.pane.form is not None:
            self._close_form()
        self._ask()
        self.pane.focus_page()

    def open_bank(self) -> None:
        card = self.pane.card
        if card is None or self.bank is None:
            return
        form = BankForm(self.bank, {item.key for item in items_of(card.template)})
        form.taken.connect(lambda key: self._take(form, key))
        self._open(form)

    def _take(self, form: BankForm, key: str) -> None:
        """The bank stays open for the next one."""
        command = partial(add_from_bank, keys=(key,), after=self._after)
        self._write(command, lambda _done: None, partial(self._failed, form))

    @property
    def _after(self) -> str:
        """New questions come after the one that is chosen, if that is no mandatory one."""
        item = self.pane.item
        return item.key if item is not None and not is_fixed(item) else ""

    def write_own(self) -> None:
        card = self.pane.card
        if card is not None:
            self._open_own(OwnQuestionForm(card.template.form, None))

    def _open_own(self, form: OwnQuestionForm) -> None:
        def save(own: OwnQuestion, key: str) -> None:
            command = partial(save_own_question, own=own, key=key, after=self._after)
            self._write(command, partial(self._done, form), partial(self._failed, form))

        form.saved.connect(save)
        self._open(form)

    def change(self) -> None:
        card, item = self.pane.card, self.pane.item
        if card is None or item is None or self.bank is None:
            return
        if is_own(item, self.bank.questions):
            self._open_own(OwnQuestionForm(card.template.form, item))
            return
        form = ConditionForm(card.template.form, item)

        def save(condition: Expression | None) -> None:
            command = partial(ask_only_when, key=item.key, condition=condition)
            self._write(command, partial(self._done, form), partial(self._failed, form))

        form.saved.connect(save)
        self._open(form)

    def rename(self) -> None:
        card = self.pane.card
        if card is None:
            return
        form = NameForm(card.template.form)

        def save(titles: Mapping[str, str], purposes: Mapping[str, str]) -> None:
            command = partial(name_questionnaire, titles=titles, purposes=purposes)
            self._write(command, partial(self._done, form), partial(self._failed, form))

        form.saved.connect(save)
        self._open(form)

    def _done(self, form: InlineForm, _version: object) -> None:
        """Another form, opened meanwhile, stays."""
        if self.pane.form is form:
            self._close_form()
            self.pane.focus_page()

    def move_by(self, step: int) -> None:
        item = self.pane.item
        if item is not None:
            self._write(partial(move_question, key=item.key, step=step))

    def remove(self) -> None:
        item = self.pane.item
        if item is not None:
            self._write(partial(remove_question, key=item.key))

    def publish(self) -> None:
        self._write(publish_questionnaire)

    def next_version(self) -> None:
        if self.pane.card is not None:
            self.context.runner.act(
                self, partial(start_draft, version_id=self.pane.card.version.id), self._begun, failed=self._refused
            )

    def delete(self) -> None:
        if self.pane.card is not None:
            command = partial(delete_draft, version_id=self.pane.card.version.id)
            self.context.runner.act(self, command, lambda _done: self._focus_list(), failed=self._refused)

    def _write(
        self,
        command: Callable[..., Any],
        then: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Change the draft as it was shown."""
        version = self.pane.card.version if self.pane.card is not None else None
        if version is not None:
            deed = partial(command, version_id=version.id, version=version.version)
            self.context.runner.act(self, deed, then or (lambda _done: None), failed=failed or self._refused)

    def _refused(self, error: BaseException) -> None:
        self.say_or_fail(self.pane.banner.say, error)

    # looking at it, papers and files

    def preview(self) -> None:
        if self.pane.card is not None:
            form = PreviewForm(self.pane.card.template.form)
            form.paper_wanted.connect(self.files.save_in)
            self._open(form)

    def open_papers(self) -> None:
        self.files.open_menu(self.pane)

    def _look_through(self, found: FormFile, file: str) -> None:
        form = FindingsForm(found, file)
        form.copied.connect(lambda: self.context.say(_("Copied.")))
        if found.template is not None:
            form.accepted.connect(partial(self.files.add, found.template))
        self._open(form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.setSizes([LIST_WIDE, self.width() - LIST_WIDE - 1])

    def _close_form(self) -> None:
        """Back to the questions rather than to the list of questionnaires."""
        super()._close_form()
        if self.pane.card is not None:
            self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _entry(row: StandardRow, context: Context) -> Entry:
    note = _("draft") if row.draft is not None and context.may(Right.LEAD_SURVEYS) else ""
    return Entry(row.id, told(row.titles), state_words(row.shown, context.zone), note, is_faint=row.valid is None)
