"""The contact list of one survey: a file taken over whole or sent back whole, rows mended by hand, then submitted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.contact_lists import ContactRow, ListColumn, ListContact, ListDraw, ListState
from csatdesk.domain.errors import Spoken
from csatdesk.domain.file_names import file_name
from csatdesk.domain.marks import N_
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.actions import keys_of, make_action, plain
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline, LinkButton
from csatdesk.gui.file_drops import local_files
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.surveys.contacts.drawing import CustomerDraw
from csatdesk.gui.surveys.contacts.forms import ContactForm, ListConsentForm, MandatoryForm
from csatdesk.gui.surveys.contacts.lists import Lists
from csatdesk.gui.surveys.contacts.pane import ListPane, shown_actions
from csatdesk.gui.surveys.contacts.words import customers_words, draw_words, outcome_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.operations.surveys.contact_lists import (
    add_contact,
    change_contact,
    link_known,
    remove_contacts,
    set_mandatory,
    unlink_known,
)
from csatdesk.operations.surveys.list_files import (
    ListUpload,
    annotated_name,
    save_annotated,
    save_list_template,
    upload_list,
)
from csatdesk.operations.surveys.list_queries import load_list
from csatdesk.operations.surveys.list_submitting import confirm_consent, submit_list
from csatdesk.operations.work import Work
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext, spoken

PANE_WIDE, PANE_COMPACT = 520, 440
WORKBOOK = "Excel (*.xlsx)"
CHANGED = frozenset({Kind.SURVEY})
DEEDS = (
    ("annotated", N_("Save a copy with the faults &marked …"), "M"),
    ("faults", N_("Sho&w the cells to mend"), "W"),
    ("customers", N_("Sho&w the customers"), "V"),
    ("choose", N_("&Choose a file …"), ""),  # its key belongs to the button of the area to drop files on
    ("draw", N_("&From our customers …"), "F"),
    ("template", N_("Save the &template …"), "T"),
    ("consent", N_("Confi&rm the consent …"), "C"),
    ("submit", N_("&Submit the list"), "S"),
    ("add", N_("&Add a customer …"), "A"),
    ("change", N_("Chan&ge …"), "G"),
    ("remove", N_("Ta&ke off the list"), "Del"),
    ("link", N_("&Link those who are known"), "L"),
    ("unlink", N_("&Not this customer"), "N"),
    ("mandatory", N_("What m&ust be filled in …"), "U"),
)


class SurveyContactsPage(FormPage):
    """See the module's first words."""

    list: Lists
    pane: ListPane
    shows = frozenset({Kind.SURVEY, Kind.CUSTOMER})
    help_page = "contact-lists"

    def __init__(self, context: Context, parent: QWidget | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self.state: ListState | None = None
        self.upload: ListUpload | None = None
        self._survey_id: int | None = None
        self._ask_path = ask
        self._asker = QObject(self)
        does = {key: getattr(self, key) for key, _words, _keys in DEEDS}
        self.actions_by_key = self._made_actions(DEEDS, does)
        self.list = Lists(context.runner)
        groups = (
            ("annotated", "faults", "customers"),
            ("template", "draw", "consent", "submit"),
            ("add", "change", "remove", "link", "unlink", "mandatory"),
        )
        self.pane = ListPane([shown_actions(self.actions_by_key, *group) for group in groups], context.zone)
        self.drawing = CustomerDraw(context, self.list, self, show=self._open, drawn=self._drawn, failed=self._failed)
        empty = EmptyState(
            _("The customers of the list stand here."),
            _("Save the template, fill it in, and choose the file; or add customers one by one."),
        )
        self.split = ListBeside(self.list, empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self.back = make_action(self, _("&Back to the survey"), self._go_back, "Alt+Left")
        self.way_back = LinkButton(plain(self.back.text()), keys=keys_of(self.back))
        top = self._top = QHBoxLayout()
        top.addWidget(self.way_back)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)
        self._connect()

    def _refit(self) -> None:
        self._top.setContentsMargins(theme().margin, S8, theme().margin, S8)

    def _connect(self) -> None:
        theme().changed.connect(self._refit)
        self._refit()
        self.setAcceptDrops(True)
        self.way_back.clicked.connect(self.back.trigger)
        self.pane.drop.chosen.connect(self.take)
        self.pane.left.connect(self._focus_list)
        self.list.contacts.current_changed.connect(lambda _row: self._show_again())
        self.list.contacts.opened.connect(lambda _row: self.change())
        self.list.contacts.contacts.loaded.connect(self._loaded)
        self.list.faults.current_changed.connect(self.pane.show_fault)
        self.list.faults.faults.loaded.connect(self.list.faults.select_first)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Contact list")

    def summary(self) -> str:
        if self.state is None:
            return ""
        words = _("{survey}: {customers}")
        return words.format(survey=self.state.survey_name, customers=customers_words(self.state.customer_count))

    def shown(self) -> None:
        self._ask()
        if self.state is not None:
            self._focus_first()

    def _focus_first(self) -> None:
        """Where there is no list yet, the file that becomes one."""
        if self.pane.form is None and self.split.is_empty:
            self.pane.focus_page()
        else:
            super()._focus_first()

    def show_wanted(self, wanted: SurveyWanted) -> None:
        """The list of this survey."""
        if wanted.id != self._survey_id:
            self._survey_id, self.upload, self.state = wanted.id, None, None
            self._close_form()
            self._show_upload()
            self.list.contacts.contacts.show_survey(wanted.id)
        self._ask()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        if self._survey_id is not None:
            self.list.contacts.contacts.reload()
            self._ask()

    # what comes

    def _ask(self) -> None:
        if self._survey_id is not None:
            self.context.runner.ask(self._asker, partial(load_list, survey_id=self._survey_id), self._came)

    def _came(self, state: ListState) -> None:
        is_first, self.state = self.state is None, state
        self._show_again()
        self.head_changed.emit()
        if is_first:
            self._focus_first()

    def _loaded(self) -> None:
        if self.list.contacts.row() is None:
            self.list.contacts.select_first()
        self._show_again()

    @property
    def row(self) -> ContactRow | None:
        row: ContactRow | None = self.list.contacts.row()
        return row

    def _show_again(self) -> None:
        state, upload = self.state, self.upload
        is_free = state is not None and self.pane.form is None
        is_open = is_free and state is not None and not state.is_frozen
        is_list = not self.list.shows_faults and not self.list.shows_left_out
        row = self.row if is_list and self.list.contacts.contacts.row_count else None
        has = bool(state is not None and state.customer_count)
        found = upload is not None and bool(upload.checked.faults or upload.checked.warnings)
        possible = {
            "choose": is_open and state is not None and not state.sent_count,
            "draw": is_open,
            "template": is_free,
            "annotated": is_free and found,
            "faults": is_free and found and not self.list.shows_faults,
            "customers": is_free and self.list.shows_faults,
            "consent": is_open and has and state is not None and state.consent_at is None,
            "submit": is_open and has and state is not None and state.submitted_at is None,
            "add": is_open,
            "change": is_open and row is not None and not row.is_sent,
            "remove": is_open and row is not None and not row.is_sent,
            "link": is_open and has,
            "unlink": is_open and row is not None and row.is_linked and not row.is_sent,
            "mandatory": is_open,
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(possible[key])
        self.pane.show_state(state)
        self.split.show_empty(is_list and self.list.contacts.contacts.row_count == 0)

    # files

    def choose(self) -> None:
        self.pane.drop.choose()

    def take(self, path: Path) -> None:
        """A file was chosen or dropped."""
        if self._survey_id is None or not self.actions_by_key["choose"].isEnabled():
            return
        before = self.upload.checked if self.upload is not None and self.upload.change is None else None
        job = partial(upload_list, survey_id=self._survey_id, path=path, before=before)
        self.context.runner.job(self, _("Taking over a contact list"), job, self._taken, changes=CHANGED)

    def _taken(self, upload: ListUpload) -> None:
        self.upload = upload
        self._show_upload()
        self.reload(CHANGED)
        self._focus_first()

    def _show_upload(self) -> None:
        upload = self.upload
        is_refused = upload is not None and upload.change is None
        self.list.faults.faults.show_checked(None if upload is None else upload.checked)
        self._show_faults(shown=is_refused)
        self.pane.say("" if upload is None else outcome_words(upload), is_refused=is_refused)

    def _show_faults(self, *, shown: bool) -> None:
        self.list.show_faults(shown)
        self.pane.show_fault(self.list.faults.row() if shown else None)
        self._show_again()

    def faults(self) -> None:
        self._show_faults(shown=True)
        self._focus_first()

    def customers(self) -> None:
        self._show_faults(shown=False)
        self._focus_first()

    def template(self) -> None:
        if self.state is not None:
            name = file_name(_("{survey} customers").format(survey=self.state.survey_name))
            path = self._where(_("Save the template"), f"{name}.xlsx")
            if path is not None:
                job = partial(save_list_template, survey_id=self.state.survey_id, path=path)
                self.context.runner.job(self, _("Writing the template"), job, partial(self._written, path))

    def annotated(self) -> None:
        if self.upload is not None:
            path = self._where(_("Save a copy with the faults marked"), annotated_name(self.upload.file_name))
            if path is not None:
                job = partial(save_annotated, upload=self.upload, path=path)
                self.context.runner.job(self, _("Writing the copy"), job, partial(self._written, path))

    def _where(self, title: str, name: str) -> Path | None:
        chosen = self._ask_path(self, title, name, WORKBOOK)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.casefold() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

    def _written(self, path: Path, _nothing: None) -> None:
        self.context.say(_("{file} saved.").format(file=path.name))

    # by hand

    def add(self) -> None:
        self._edit(None)

    def change(self) -> None:
        if self.actions_by_key["change"].isEnabled():
            self._edit(self.row)

    def _edit(self, row: ContactRow | None) -> None:
        if self.state is not None:
            form = ContactForm(row, self.state.mandatory)
            form.saved.connect(partial(self._save, form))
            self._open(form)

    def _save(self, form: ContactForm, contact: ListContact) -> None:
        assert self._survey_id is not None
        if form.row is None:
            self._do(form, partial(add_contact, survey_id=self._survey_id, new=contact))
        else:
            self._do(form, partial(change_contact, invitation_id=form.row.id, new=contact, version=form.row.version))

    def remove(self) -> None:
        ids = [row.id for row in self.list.contacts.selected_rows() if not row.is_sent]
        if ids:
            self.context.runner.act(self, partial(remove_contacts, invitation_ids=ids))

    def link(self) -> None:
        if self._survey_id is not None:
            self.context.runner.act(self, partial(link_known, survey_id=self._survey_id))

    def unlink(self) -> None:
        ids = [row.id for row in self.list.contacts.selected_rows() if row.is_linked and not row.is_sent]
        if ids:
            self.context.runner.act(self, partial(unlink_known, invitation_ids=ids))

    # from the customers the centre knows

    def draw(self) -> None:
        if self._survey_id is not None:
            self.drawing.begin(self._survey_id)

    def _drawn(self, draw: ListDraw) -> None:
        self._close_form()
        self.pane.say(draw_words(draw), is_refused=False)
        self.reload(CHANGED)
        self._focus_first()

    def _close_form(self) -> None:
        self.drawing.end()
        super()._close_form()

    def mandatory(self) -> None:
        if self.state is not None:
            form = MandatoryForm(self.state)
            form.saved.connect(partial(self._needed, form))
            self._open(form)

    def _needed(self, form: MandatoryForm, columns: frozenset[ListColumn]) -> None:
        assert self._survey_id is not None
        self._do(form, partial(set_mandatory, survey_id=self._survey_id, columns=columns))

    # agreed and submitted

    def consent(self) -> None:
        if self.state is not None:
            form = ListConsentForm(self.state)
            form.saved.connect(partial(self._agreed, form))
            self._open(form)

    def _agreed(self, form: ListConsentForm, wording: str) -> None:
        assert self._survey_id is not None
        self._do(form, partial(confirm_consent, survey_id=self._survey_id, wording=wording))

    def submit(self) -> None:
        if self.state is not None:
            deed = partial(submit_list, survey_id=self.state.survey_id)
            self.context.runner.act(self, deed, self._submitted, failed=self._not_submitted)

    def _submitted(self, new: int) -> None:
        words = ngettext(
            "The list is submitted. {count} customer counts for the year.",
            "The list is submitted. {count} customers count for the year.",
            new,
        )
        self.context.say(words.format(count=number(new)))

    # parts

    def _not_submitted(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.pane.say(spoken(error), is_refused=True)
        else:
            self.context.runner.failed.emit(error, None)

    def _do(self, form: InlineForm, deed: Callable[[Work], object]) -> None:
        self.context.runner.act(self, deed, partial(self._saved, form), failed=partial(self._failed, form))

    def _saved(self, form: InlineForm, _result: object) -> None:
        if self.pane.form is form:
            self._close_form()

    def _go_back(self) -> None:
        if self._survey_id is not None:
            self.context.show_survey("surveys", SurveyWanted(self._survey_id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()) and self.actions_by_key["choose"].isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(local_files(event.mimeData())[0])
