"""The page of one customer: details, notes, their cases, their last contacts; and the same to be changed."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.contacts import ContactLine, CustomerCard, NewCustomer
from csatdesk.domain.deadlines import state
from csatdesk.domain.errors import ChangedByOther, Spoken
from csatdesk.domain.staff import Right
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.cases.told import day, matter
from csatdesk.gui.chosen_pane import ChosenPane
from csatdesk.gui.contacts.customer_cases import CustomerCases
from csatdesk.gui.contacts.editor import CustomerEditor
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline, Label, LinkButton, PlainButton
from csatdesk.gui.intake.contact_lines import ContactLines
from csatdesk.gui.intake.contact_lines import Line as ContactWords
from csatdesk.gui.intake.customer_pane import told as told_in_numbers
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.cases.screens import CaseFacts, CustomerPage, load_customer_page
from csatdesk.operations.contacts.commands import change_customer
from csatdesk.operations.contacts.queries import load_customer
from csatdesk.wording.texts import _, spoken
from csatdesk.wording.words import LANGUAGE_NAMES, deadline_words, in_sentence, word


class CustomerPane(ChosenPane):
    def __init__(self, context: Context, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.page: CustomerPage | None = None
        self._customer_id: int | None = None
        self._actions = actions
        self._editors: dict[int, CustomerEditor] = {}  # by customer: what was changed and not saved yet
        self.name = Label("", "heading", wrap=True)
        self.told = Label("", "small", "ink2", wrap=True)
        self.lines = FactLines()
        self.note = Label("", "small", wrap=True)
        self.cases = CustomerCases()
        self.cases.opened.connect(context.open_case)
        self.all_cases = LinkButton(_("Show them all"))
        self.all_cases.clicked.connect(self._show_all)
        self.no_cases = Label(_("No cases yet."), "small", "ink2")
        self.contacts = ContactLines()
        self.contacts.setAccessibleName(_("Last contacts"))
        self.contacts.opened.connect(context.open_case)
        self._parts = QStackedWidget()
        self._details = self._laid_out()
        self._parts.addWidget(self._details)
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()
        self.show_customer(None)

    def _lay_out(self) -> None:
        empty = EmptyState(
            _("The customer you choose stands here."),
            _("Arrows move through the list, Enter comes over to their cases."),
        )
        self.put_in(self._parts, empty)

    def _laid_out(self) -> QScrollArea:
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._add(self.name, self.told)
        self._inside.addLayout(self._keys())
        self._add(Hairline(), self.lines, self.note, Hairline())
        self._inside.addLayout(self._titled(_("Cases"), self.all_cases))
        self._add(self.no_cases, self.cases, Hairline())
        self._inside.addLayout(self._titled(_("Last contacts"), None))
        self._inside.addWidget(self.contacts)
        self._inside.addStretch(1)
        return upright_scroll(inside)

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._inside.addWidget(widget)

    def _keys(self) -> QHBoxLayout:
        keys = QHBoxLayout()
        keys.setSpacing(S8 - 1)
        for action in self._actions.values():
            button = PlainButton(action.iconText(), keys=action.shortcut().toString())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            keys.addWidget(button)
        keys.addStretch(1)
        return keys

    def _titled(self, words: str, link: LinkButton | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label(words, "small", bold=True))
        row.addStretch(1)
        if link is not None:
            row.addWidget(link)
        return row

    # who

    @property
    def customer_id(self) -> int | None:
        return self._customer_id

    @property
    def card(self) -> CustomerCard | None:
        return self.page.card if self.page is not None and self.page.card.row.id == self._customer_id else None

    @property
    def editor(self) -> CustomerEditor | None:
        return self._editors.get(self._customer_id) if self._customer_id is not None else None

    def show_customer(self, customer_id: int | None) -> None:
        if customer_id == self._customer_id and customer_id is not None:
            return
        editor = self.editor
        if editor is not None and not editor.is_changed:
            self._drop(editor)
        self._customer_id, self.page = customer_id, None
        if customer_id is None:
            self.show_none()
            self._show_actions()
        else:
            self.reload()

    def reload(self) -> None:
        if self._customer_id is not None:
            question = partial(load_customer_page, customer_id=self._customer_id)
            self.context.runner.ask(self.asker, question, self._loaded)

    def renew(self, facts: CaseFacts) -> None:
        self.facts = facts
        if self.page is not None:
            self._show(self.page)
        else:
            self.reload()

    def _loaded(self, page: CustomerPage) -> None:
        if page.card.row.id == self._customer_id and self.facts is not None:
            self.page = page
            self._show(page)

    def _show(self, page: CustomerPage) -> None:
        assert self.facts is not None
        row = page.card.row
        self.name.setText(row.name)
        self.told.setText(told_in_numbers(page.card, self.context.zone))
        self.lines.show_lines(customer_lines(page.card))
        self.note.setText(page.card.note)
        self.note.setVisible(bool(page.card.note))
        self.cases.show_cases(page.cases, self.facts)
        self.no_cases.setVisible(not page.cases)
        self.all_cases.setVisible(bool(page.cases))
        due = {case.id: case for case in page.cases}
        facts = self.facts
        self.contacts.show_lines([contact_words(one, due.get(one.case_id), facts) for one in page.contacts])
        self._show_part()
        self.show_card()
        self.shown.emit()

    def _show_part(self) -> None:
        editor = self.editor
        self._parts.setCurrentWidget(editor if editor is not None else self._details)
        self._show_actions()

    def _show_actions(self) -> None:
        is_free = self.card is not None and self.editor is None
        self._actions["contact"].setEnabled(is_free and self.context.may(Right.REGISTER_CASE))
        self._actions["edit"].setEnabled(is_free and self.context.may(Right.CHANGE_CUSTOMERS))

    # doing something

    def new_contact(self) -> None:
        if self._customer_id is not None:
            self.context.new_contact(self._customer_id)

    def edit(self) -> None:
        if self.card is None or self._customer_id is None:
            return
        editor = CustomerEditor(kept_texts_of(self.context))
        editor.show_customer(self.card)
        editor.saved.connect(partial(self._save, editor))
        editor.left.connect(partial(self._leave, editor))
        self._editors[self._customer_id] = editor
        self._parts.addWidget(editor)
        self._show_part()
        editor.focus_first()

    def focus_page(self) -> None:
        if self.editor is not None:
            self.editor.focus_first()
        elif self.cases.count():
            self.cases.setCurrentRow(max(self.cases.currentRow(), 0))
            self.cases.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_all(self) -> None:
        if self._customer_id is not None:
            self.context.show("cases", CaseFilter(customer_id=self._customer_id))

    def _save(self, editor: CustomerEditor, new: NewCustomer, version: int) -> None:
        customer_id = self._customer_id
        assert customer_id is not None
        self.context.runner.act(
            self,
            partial(change_customer, customer_id=customer_id, new=new, version=version),
            partial(self._saved, editor, new.name),
            failed=partial(self._failed, editor, customer_id),
        )

    def _saved(self, editor: CustomerEditor, name: str, _result: object) -> None:
        self._drop(editor)
        self._show_part()
        self.context.say(_("Saved {name}.").format(name=name))
        self.left.emit()

    def _failed(self, editor: CustomerEditor, customer_id: int, error: BaseException) -> None:
        if isinstance(error, ChangedByOther):
            editor.banner.say(spoken(error))
            question = partial(load_customer, customer_id=customer_id)
            self.context.runner.ask(editor, question, editor.compare)
        elif isinstance(error, Spoken):
            editor.refused(error)
        else:
            editor.save.setEnabled(True)
            self.context.runner.failed.emit(error, editor.try_to_save)

    def _leave(self, editor: CustomerEditor) -> None:
        self._drop(editor)
        self._show_part()
        self.left.emit()

    def _drop(self, editor: CustomerEditor) -> None:
        """Away with what was saved, left on purpose, or never changed."""
        editor.kept.forget()
        for customer_id in [one for one, other in self._editors.items() if other is editor]:
            del self._editors[customer_id]
        self._parts.removeWidget(editor)
        editor.deleteLater()

    def _refit(self) -> None:
        margin = theme().margin
        self._inside.setContentsMargins(margin, S8 if theme().compact else 14, margin, S12)
        self._inside.setSpacing(S8 - 2 if theme().compact else S8)


def customer_lines(card: CustomerCard) -> Sequence[Line]:
    return [line for line in _lines(card) if line.value]


def _lines(card: CustomerCard) -> Iterator[Line]:
    row = card.row
    yield Line(_("Segment"), f"{word(row.segment)}, {in_sentence(word(row.kind))}")
    yield Line(_("Language"), LANGUAGE_NAMES.get(row.language, row.language))
    yield Line(_("Phone"), row.phone)
    yield Line(_("E-mail"), row.email)
    yield Line(_("Account"), row.account)
    yield Line(_("Meter"), row.meter_point)
    yield Line(_("Address"), row.address)


def contact_words(one: ContactLine, case: CaseRow | None, facts: CaseFacts) -> ContactWords:
    due = case.due if case is not None else None
    return ContactWords(
        one.case_id,
        one.channel,
        day(facts.calendar.local_day(one.at), facts),
        matter(one.topic_id, facts.tree)[1],
        one.is_open,
        state(due, facts.at, facts.calendar).value,
        deadline_words(due, facts.at, facts.calendar),
    )
