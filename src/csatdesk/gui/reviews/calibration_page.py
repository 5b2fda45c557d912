"""Double scoring and calibration: what several score, where they differ, what counts, and how far reviewers agree."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_beside import LIST_LEAST, ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.reviews.compare_forms import (
    AdoptForm,
    Adoption,
    CalibrationForm,
    CompareChoices,
    Second,
    SecondForm,
)
from csatdesk.gui.reviews.compare_pane import ComparePane
from csatdesk.gui.reviews.compare_words import agreement_entry, comparison_entry
from csatdesk.gui.theme import theme
from csatdesk.operations.reviews.agreement import (
    AgreementCard,
    AgreementRow,
    export_agreement,
    list_agreements,
    load_agreement,
)
from csatdesk.operations.reviews.compared import (
    ComparisonCard,
    ComparisonRow,
    list_comparisons,
    load_comparison,
    to_score_again,
)
from csatdesk.operations.reviews.comparisons import NewCalibration, adopt, begin_calibration, begin_second
from csatdesk.operations.reviews.rules import load_choices
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT, LIST_WIDE = 680, 540, 420
DEEDS = (
    ("adopt", N_("&Adopt …"), "A"),
    ("computed", N_("How was this comp&uted?"), "U"),
    ("pdf", N_("Save as &PDF"), "Ctrl+S"),
    ("excel", N_("Save for E&xcel"), "Ctrl+Shift+S"),
    ("second", N_("Have one scored a&gain …"), "G"),
)


@dataclass(frozen=True, slots=True)
class CompareBoard:
    comparisons: tuple[ComparisonRow, ...]
    agreements: tuple[AgreementRow, ...]


def load_board(reading: Reading) -> CompareBoard:
    return CompareBoard(list_comparisons(reading), list_agreements(reading))


def load_compare_choices(reading: Reading) -> CompareChoices:
    choices = load_choices(reading)
    colleagues = tuple((one.id, one.name) for one in list_staff(reading))
    return CompareChoices(to_score_again(reading), choices.standards, colleagues, choices.reviewers)


class CalibrationPage(FormPage):
    """See the module's first words."""

    list: EntryList
    pane: ComparePane
    shows = frozenset({Kind.REVIEW, Kind.EVALUATION, Kind.STANDARD, Kind.STAFF})
    help_page = "reviews"

    def __init__(self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self._ask_path = ask
        self.board: CompareBoard | None = None
        self._is_computed = False
        self._wanted: tuple[str, int] | None = None  # one just begun: stand on it when it has come
        self._board_asker, self._card_asker, self._choice_asker = QObject(self), QObject(self), QObject(self)
        self.primary = make_action(self, _("&New calibration"), self.new, "Alt+Shift+N")
        deeds: dict[str, Callable[[], object]] = {
            "adopt": self.adopt,
            "computed": self.show_computed,
            "pdf": partial(self.save, ".pdf"),
            "excel": partial(self.save, ".xlsx"),
            "second": self.score_again,
        }
        self.actions_by_key = self._made_actions(DEEDS, deeds)
        self.list = EntryList(_("Double scoring and calibration"))
        words = _("Several people score the same alone, and see where they differ.")
        self.empty = EmptyState(
            _("Double scorings and calibrations stand here."), words, _("New calibration"), keys="Alt+Shift+N"
        )
        self.empty.first_step.connect(self.new)
        chosen = EmptyState(_("What you choose stands here."), _("Arrows move through the list."))
        self.pane = ComparePane(list(self.actions_by_key.values()), chosen, context.zone)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split, 1)
        self.list.chosen.connect(lambda _entry: self._follow())
        self.pane.left.connect(self._focus_list)
        self._show_again()

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Double scoring and calibration")

    def summary(self) -> str:
        if self.board is None:
            return ""
        open_ones = [one for one in self.board.comparisons if not one.is_ended]
        ready = sum(one.is_complete for one in open_ones)
        words = ngettext("{count} open", "{count} open", len(open_ones)).format(count=number(len(open_ones)))
        told = ngettext("{count} to compare", "{count} to compare", ready).format(count=number(ready)) if ready else ""
        return ", ".join(filter(None, (words, told)))

    def shown(self) -> None:
        self._ask()
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self._board_asker, load_board, self._show)

    def _show(self, board: CompareBoard) -> None:
        self.board = board
        entries = [agreement_entry(one) for one in board.agreements]
        entries += [comparison_entry(one, self.context.zone) for one in board.comparisons]
        self.list.show_entries(entries)
        ids = [one.id for one in entries]
        self.split.show_empty(not ids)
        if self._wanted in ids:
            self.list.choose(self._wanted)
            self._wanted = None
        elif ids and self.list.current not in ids:
            self.list.choose(ids[0])
        elif not ids:
            self.pane.show_nothing()
        self._follow()
        self.head_changed.emit()

    def _follow(self) -> None:
        current = self.list.current
        if isinstance(current, tuple):
            kind, id_ = current
            if kind == "standard":
                question: Any = partial(load_agreement, standard_id=id_)
            else:
                question = partial(load_comparison, comparison_id=id_)
            self.context.runner.ask(self._card_asker, question, self._show_card)

    def _show_card(self, card: ComparisonCard | AgreementCard) -> None:
        if isinstance(card, AgreementCard):
            self.pane.show_agreement(card, is_computed=self._is_computed)
        else:
            self.pane.show_comparison(card)
        self._show_again()

    def _show_again(self) -> None:
        card, is_free = self.pane.card, self.pane.form is None
        is_agreement = self.pane.agreement is not None
        can = {
            "adopt": card is not None and card.may_adopt,
            "computed": is_agreement,
            "pdf": is_agreement and self.context.may(Right.EXPORT),
            "excel": is_agreement and self.context.may(Right.EXPORT),
            "second": True,
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(can[key] and is_free)
        self.pane.show_buttons()

    # what is done

    def new(self) -> None:
        self.context.runner.ask(self._choice_asker, load_compare_choices, self._offer_calibration)

    def _offer_calibration(self, choices: CompareChoices) -> None:
        if not choices.standards:
            self.context.say(_("No standard for calls or replies is published yet."))
            return
        form = CalibrationForm(self.context, choices)
        form.saved.connect(partial(self._begin_calibration, form))
        self._open(form)

    def _begin_calibration(self, form: CalibrationForm, new: NewCalibration) -> None:
        self._act(form, partial(begin_calibration, new=new), self._begun)

    def score_again(self) -> None:
        self.context.runner.ask(self._choice_asker, load_compare_choices, self._offer_second)

    def _offer_second(self, choices: CompareChoices) -> None:
        if not choices.reviews:
            self.context.say(_("There is no review that was sent and is not scored by several yet."))
            return
        form = SecondForm(choices, self.context.zone)
        form.saved.connect(partial(self._begin_second, form))
        self._open(form)

    def _begin_second(self, form: SecondForm, second: Second) -> None:
        command = partial(begin_second, evaluation_id=second.evaluation_id, reviewer_id=second.reviewer_id)
        self._act(form, command, self._begun)

    def _begun(self, comparison_id: int) -> None:
        self._wanted = ("comparison", comparison_id)
        self._done()

    def adopt(self) -> None:
        card = self.pane.card
        if card is not None and card.may_adopt:
            form = AdoptForm(card)
            form.saved.connect(partial(self._adopt, form, card))
            self._open(form)

    def _adopt(self, form: AdoptForm, card: ComparisonCard, made: Adoption) -> None:
        command = partial(
            adopt, comparison_id=card.row.id, answers=made.answers, reason=made.reason, version=card.version
        )
        self._act(form, command, lambda _id: self._adopted())

    def _adopted(self) -> None:
        self._done()
        self.context.say(_("Adopted. This is what counts; everybody’s own scoring stays."))

    def show_computed(self) -> None:
        self._is_computed = not self._is_computed
        if self.pane.agreement is not None:
            self.pane.show_agreement(self.pane.agreement, is_computed=self._is_computed)

    def save(self, ending: str) -> None:
        card = self.pane.agreement
        if card is None:
            return
        kinds = "PDF (*.pdf)" if ending == ".pdf" else "Excel (*.xlsx)"
        chosen = self._ask_path(self, _("Save how far reviewers agree"), _("Agreement") + ending, kinds)
        if chosen:
            path = Path(chosen).with_suffix(ending)
            writing = partial(export_agreement, standard_id=card.standard_id, path=path)
            said = lambda made: self.context.say(_("Saved {file}.").format(file=made.name))  # noqa: E731  (one word)
            self.context.runner.job(self, _("Agreement"), writing, said)

    def _act(self, form: InlineForm, command: Any, then: Callable[[Any], None]) -> None:
        self.context.runner.act(form, command, then, failed=partial(self._failed, form))

    def _done(self) -> None:
        self._close_form()
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = theme().px(LIST_LEAST if theme().compact else LIST_WIDE)
        self.split.setSizes([beside, self.width() - beside])  # what is drawn or compared needs the room

    def _focus_list(self) -> None:
        if self.split.is_empty:
            self.empty.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super()._focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from the list back to My reviews."""
        if event.key() == Qt.Key.Key_Escape:
            self.context.show("reviews")
            return
        super().keyPressEvent(event)
