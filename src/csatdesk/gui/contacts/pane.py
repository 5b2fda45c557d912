"""Beside the list: the page of one customer, and in its place the form that changes it or adds to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import CustomerCard, NewCustomer
from csatdesk.domain.customers import NewConsent, NewRepresentative, RepresentativeRow
from csatdesk.domain.erasure import Erased, ErasurePreview
from csatdesk.domain.errors import ChangedByOther, Spoken
from csatdesk.domain.staff import Right
from csatdesk.gui.chosen_pane import ChosenPane
from csatdesk.gui.contacts.card import CHANGE, COMPARE, END, TAKE_OUT, WITHDRAW, CustomerDetails
from csatdesk.gui.contacts.editor import CustomerEditor
from csatdesk.gui.contacts.erase_form import EraseForm
from csatdesk.gui.contacts.erasing import forget_beside
from csatdesk.gui.contacts.forms import ConsentForm, CustomerForm, RepresentativeForm, WithdrawForm
from csatdesk.gui.contacts.pair_form import PairForm
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.operations.cases.screens import CaseFacts, CustomerPage, load_customer_page
from csatdesk.operations.contacts.commands import change_customer
from csatdesk.operations.contacts.consents import add_consent, withdraw_consent
from csatdesk.operations.contacts.merging import merge_customers, unmerge_customers
from csatdesk.operations.contacts.pairs import PairsWaiting, load_pair_waiting, refuse_pair
from csatdesk.operations.contacts.queries import load_customer
from csatdesk.operations.contacts.representatives import (
    add_representative,
    change_representative,
    end_representative,
)
from csatdesk.operations.erasure import erase_for_good, preview_erasure
from csatdesk.operations.surveys.customer_answers import CustomerAnswer, list_customer_answers
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, spoken

Form = CustomerEditor | CustomerForm | PairForm
NEEDED = {"contact": Right.REGISTER_CASE, "erase": Right.ERASE_CUSTOMERS}  # by the key of a deed
GONE = frozenset({Kind.CUSTOMER, Kind.CASE, Kind.LIST})


@dataclass(frozen=True, slots=True)
class Saving:
    """What saves a form and what is said then; `text` is empty where undo says it."""

    command: Callable[[Work], Any]
    text: str = ""


class CustomerPane(ChosenPane):
    def __init__(self, context: Context, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.page: CustomerPage | None = None
        self._customer_id: int | None = None
        self._actions = actions
        self._pair_asker = QObject(self)
        self._forms: dict[int, Form] = {}  # by customer: what was typed and not saved yet
        self.details = CustomerDetails(actions)
        self.details.opened.connect(context.open_case)
        self.details.all_wanted.connect(self._show_all)
        self.details.asked.connect(self._asked)
        self.details.left.connect(self.left)
        self._parts = QStackedWidget()
        self._card = upright_scroll(self.details)
        self._parts.addWidget(self._card)
        self._lay_out()
        self.show_customer(None)

    def _lay_out(self) -> None:
        empty = EmptyState(
            _("The customer you choose stands here."),
            _("Arrows move through the list, Enter comes over to their cases."),
        )
        self.put_in(self._parts, empty)

    # who

    @property
    def customer_id(self) -> int | None:
        return self._customer_id

    @property
    def card(self) -> CustomerCard | None:
        return self.page.card if self.page is not None and self.page.card.row.id == self._customer_id else None

    @property
    def form(self) -> Form | None:
        return self._forms.get(self._customer_id) if self._customer_id is not None else None

    @property
    def editor(self) -> CustomerEditor | None:
        return self.form if isinstance(self.form, CustomerEditor) else None

    def show_customer(self, customer_id: int | None) -> None:
        if customer_id == self._customer_id and customer_id is not None:
            return
        form = self.form
        if form is not None and not form.is_changed:
            self._drop(form)
        self._customer_id, self.page = customer_id, None
        if customer_id is None:
            self.show_none()
            self._show_actions()
        else:
            self.reload()

    def reload(self) -> None:
        if self._customer_id is not None:
            question = partial(load_customer_page, customer_id=self._customer_id)
            self.context.runner.ask(self.asker, question, partial(self._loaded, self._customer_id))

    def renew(self, facts: CaseFacts) -> None:
        self.facts = facts
        if self.page is not None:
            self._show(self.page)
        else:
            self.reload()

    def _loaded(self, asked: int, page: CustomerPage) -> None:
        if asked == self._customer_id and self.facts is not None:
            self._customer_id, self.page = page.card.row.id, page  # another one when it became part of that
            self._show(page)
            question = partial(list_customer_answers, customer_id=self._customer_id)
            self.context.runner.ask(self.asker, question, partial(self._answered, self._customer_id))

    def _answered(self, asked: int, answers: tuple[CustomerAnswer, ...]) -> None:
        if asked == self._customer_id:
            self.details.show_answers(answers)

    def _show(self, page: CustomerPage) -> None:
        assert self.facts is not None
        self.details.show_page(page, self.facts, may_change=self._may_change)
        self._show_part()
        self.show_card()
        self.shown.emit()

    def _show_part(self) -> None:
        form = self.form
        self._parts.setCurrentWidget(form if form is not None else self._card)
        self._show_actions()

    @property
    def _may_change(self) -> bool:
        return self.context.may(Right.CHANGE_CUSTOMERS)

    def _show_actions(self) -> None:
        is_free = self.card is not None and self.form is None
        for key, action in self._actions.items():
            action.setEnabled(is_free and self.context.may(NEEDED.get(key, Right.CHANGE_CUSTOMERS)))
        self.details.erase.setVisible(self.context.may(Right.ERASE_CUSTOMERS))

    # doing something

    def new_contact(self) -> None:
        if self._customer_id is not None:
            self.context.new_contact(self._customer_id)

    def edit(self) -> None:
        if self.card is None or self._customer_id is None:
            return
        editor = CustomerEditor(kept_texts_of(self.context))
        editor.show_customer(self.card)
        editor.saved.connect(partial(self._save_customer, editor))
        self._open(editor)

    def add_representative(self) -> None:
        if self.card is not None:
            self._edit_representative(None)

    def add_consent(self) -> None:
        card = self.card
        if card is None or self.facts is None:
            return
        today = self.facts.calendar.local_day(self.facts.at)
        form = ConsentForm(kept_texts_of(self.context), card.row.id, card.row.name, today)
        form.saved.connect(partial(self._save_consent, form, card.row.id))
        self._open(form)

    def erase(self) -> None:
        """What would go is counted first."""
        if self.card is not None:
            question = partial(preview_erasure, customer_id=self.card.row.id)
            self.context.runner.ask(self.asker, question, self._erasure_came)

    def _erasure_came(self, preview: ErasurePreview) -> None:
        if preview.customer_id == self._customer_id and self.form is None:
            form = EraseForm(kept_texts_of(self.context), preview)
            form.saved.connect(partial(self._erase, form))
            self._open(form)

    def _asked(self, deed: str, about: tuple[str, int]) -> None:
        if self.page is None:
            return
        if deed == CHANGE:
            self._edit_representative(next(one for one in self.page.representatives if one.id == about[1]))
        elif deed == END:
            self.context.runner.act(self, partial(end_representative, representative_id=about[1]))
        elif deed == WITHDRAW:
            self._withdraw(about[1])
        elif deed == COMPARE:
            self.compare(about[1])
        elif deed == TAKE_OUT:
            self.context.runner.act(self, partial(unmerge_customers, merge_id=about[1]))

    def _edit_representative(self, row: RepresentativeRow | None) -> None:
        card = self.card
        assert card is not None
        form = RepresentativeForm(kept_texts_of(self.context), card.row.id, card.row.name, row)
        form.saved.connect(partial(self._save_representative, form, card.row.id))
        self._open(form)

    def _withdraw(self, consent_id: int) -> None:
        assert self.page is not None
        assert self.facts is not None
        row = next(one for one in self.page.consents if one.id == consent_id)
        form = WithdrawForm(kept_texts_of(self.context), row, self.facts.calendar.local_day(self.facts.at))
        form.saved.connect(partial(self._save_withdrawal, form, consent_id))
        self._open(form)

    def _open(self, form: Form) -> None:
        assert self._customer_id is not None
        form.left.connect(partial(self._leave, form))
        self._forms[self._customer_id] = form
        self._parts.addWidget(form)
        self._show_part()
        form.focus_first()

    def focus_page(self) -> None:
        cases = self.details.cases
        if self.form is not None:
            self.form.focus_first()
        elif cases.count():
            cases.setCurrentRow(max(cases.currentRow(), 0))
            cases.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_all(self) -> None:
        if self._customer_id is not None:
            self.context.show("cases", CaseFilter(customer_id=self._customer_id))

    # two that may be one

    def compare(self, pair_id: int | None = None, after_id: int = 0) -> None:
        """Show a pair side by side; without a number the one that waits longest after another."""
        if not self._may_change or (self.form is not None and self.form.is_changed):
            return
        question = partial(load_pair_waiting, pair_id=pair_id, after_id=after_id)
        self.context.runner.ask(self._pair_asker, question, self._pair_came)

    def _pair_came(self, waiting: PairsWaiting) -> None:
        form = self.form
        if form is not None:
            self._drop(form)
        card = waiting.card
        if card is None:
            self._show_part()
            self.left.emit()
            return
        self.show_customer(card.first.id)
        pair = PairForm(kept_texts_of(self.context), card, self.context.zone, waiting.count)
        pair.merged.connect(partial(self._merge, pair))
        pair.refused_by_person.connect(partial(self._refuse, pair))
        pair.next_wanted.connect(partial(self.compare, after_id=card.id))
        self._open(pair)

    def _merge(self, form: PairForm, new: NewCustomer) -> None:
        first, second = form.card.first, form.card.second
        command = partial(
            merge_customers,
            winner_id=first.id,
            loser_id=second.id,
            versions=(first.version, second.version),
            new=new,
        )
        self._decide(form, command)

    def _refuse(self, form: PairForm) -> None:
        self._decide(form, partial(refuse_pair, first_id=form.card.first.id, second_id=form.card.second.id))

    def _decide(self, form: PairForm, command: Callable[[Work], Any]) -> None:
        assert self._customer_id is not None
        failed = partial(self._failed, form, self._customer_id)
        self.context.runner.act(self, command, partial(self._decided, form), failed=failed)

    def _decided(self, form: PairForm, _result: object) -> None:
        self.compare(after_id=form.card.id)

    # erasing

    def _erase(self, form: EraseForm, told: tuple[str, str]) -> None:
        seen, (reason, name) = form.preview, told
        job = partial(
            erase_for_good, customer_id=seen.customer_id, version=seen.version, reason=reason, typed_name=name
        )
        failed = partial(self._failed, form, seen.customer_id)
        self.context.runner.job(self, _("Erase a customer"), job, partial(self._erased, form), failed=failed)

    def _erased(self, form: EraseForm, erased: Erased) -> None:
        self._drop(form)
        forget_beside(self.context, erased)
        if self._customer_id in erased.customer_ids:
            self.show_customer(None)
        self.context.runner.changed.emit(GONE)  # only now: the page asks for nobody who is gone
        self.context.say(_("Erased for good. Reports count as before."))
        self.left.emit()

    # saving

    def _save_customer(self, editor: CustomerEditor, new: NewCustomer, version: int) -> None:
        assert self._customer_id is not None
        command = partial(change_customer, customer_id=self._customer_id, new=new, version=version)
        self._save(editor, Saving(command, _("Saved {name}.").format(name=new.name)))

    def _save_representative(self, form: RepresentativeForm, customer_id: int, new: NewRepresentative) -> None:
        if form.row is None:
            self._save(form, Saving(partial(add_representative, customer_id=customer_id, new=new)))
            return
        command = partial(change_representative, representative_id=form.row.id, new=new, version=form.row.version)
        self._save(form, Saving(command, _("Saved {name}.").format(name=new.name)))

    def _save_consent(self, form: ConsentForm, customer_id: int, new: NewConsent) -> None:
        self._save(form, Saving(partial(add_consent, customer_id=customer_id, new=new)))

    def _save_withdrawal(self, form: WithdrawForm, consent_id: int, told: tuple[Any, Any]) -> None:
        self._save(form, Saving(partial(withdraw_consent, consent_id=consent_id, on=told[0], how=told[1])))

    def _save(self, form: Form, saving: Saving) -> None:
        assert self._customer_id is not None
        saved = partial(self._saved, form, saving.text)
        failed = partial(self._failed, form, self._customer_id)
        self.context.runner.act(self, saving.command, saved, failed=failed)

    def _saved(self, form: Form, text: str, _result: object) -> None:
        self._drop(form)
        self._show_part()
        if text:
            self.context.say(text)
        self.left.emit()

    def _failed(self, form: Form, customer_id: int, error: BaseException) -> None:
        if isinstance(error, ChangedByOther) and isinstance(form, CustomerEditor):
            form.banner.say(spoken(error))
            self.context.runner.ask(form, partial(load_customer, customer_id=customer_id), form.compare)
        elif isinstance(error, Spoken):
            form.refused(error)
        else:
            form.save.setEnabled(True)
            self.context.runner.failed.emit(error, form.try_to_save)

    def _leave(self, form: Form) -> None:
        self._drop(form)
        self._show_part()
        self.left.emit()

    def _drop(self, form: Form) -> None:
        """Away with what was saved, left on purpose, or never changed."""
        form.kept.forget()
        for customer_id in [one for one, other in self._forms.items() if other is form]:
            del self._forms[customer_id]
        self._parts.removeWidget(form)
        form.deleteLater()
