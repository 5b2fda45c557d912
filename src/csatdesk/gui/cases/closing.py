"""Close a case: how it ended, why it happened, when it was answered or why no answer is owed, what was given."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import (
    CAUSED,
    OUTCOMES,
    Closing,
    NoAnswerReason,
    Outcome,
    ReplyBy,
    Solved,
)
from csatdesk.domain.contacts import Known
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.compare import Version
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.cases.panel import Command, Kept, Panel, tight
from csatdesk.gui.cases.solved import SolvedChoice
from csatdesk.gui.fields import Choice, Label, LinkButton, RadioButton, TextBox, TextField, WarningStrip
from csatdesk.gui.kept_fields import kept_choice
from csatdesk.gui.tokens import S4, S16
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.system.clock import now
from csatdesk.wording.territories import currency_of
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word

SENT, UNDECIDED = "sent", "undecided"
CURRENCIES = ("EUR", "PLN", "NOK", "RUB", "GBP", "USD")
APPEALABLE = frozenset({Outcome.NOT_JUSTIFIED, Outcome.PARTLY})  # the customer did not get all that was asked for
USUAL_REASON = {Outcome.WITHDRAWN: NoAnswerReason.WITHDRAWN, Outcome.SETTLED: NoAnswerReason.ON_THE_SPOT}


class AmountUnreadable(Refusal):
    text = N_("Write an amount in figures, like {example}.")


class OutcomeChoice(QWidget):
    """The ways in which a case can end, in two columns where there is room; a figure chooses, arrows move."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, S4, 0, S4)
        self._grid.setHorizontalSpacing(S16)
        self._grid.setVerticalSpacing(S4)
        self._group = QButtonGroup(self)
        self._outcomes: tuple[Outcome, ...] = ()
        self._in_column = 0
        self._group.idToggled.connect(self._toggled)

    def offer(self, outcomes: Sequence[Outcome]) -> None:
        """Show these outcomes, none of them chosen."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._outcomes = tuple(outcomes)
        for place, outcome in enumerate(self._outcomes):
            button = RadioButton(word(outcome), self)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._group.addButton(button, place)
        self._arrange()
        self.setFocusProxy(self._group.button(0))

    def minimumSizeHint(self) -> QSize:
        """One column is enough."""
        return QSize(self._widest(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._in_column != self._fitting():
            self._arrange()

    def _widest(self) -> int:
        return max((button.sizeHint().width() for button in self._group.buttons()), default=0)

    def _fitting(self) -> int:
        """So many below each other."""
        count = len(self._outcomes)
        return (count + 1) // 2 if 2 * self._widest() + S16 <= self.width() else count

    def _arrange(self) -> None:
        self._in_column = self._fitting()
        for place in range(len(self._outcomes)):
            button = self._group.button(place)
            self._grid.removeWidget(button)
            self._grid.addWidget(button, place % self._in_column, place // self._in_column)

    def value(self) -> Outcome | None:
        return self._outcomes[self._group.checkedId()] if self._group.checkedId() >= 0 else None

    def options(self) -> Sequence[tuple[Outcome, str]]:
        return [(outcome, word(outcome)) for outcome in self._outcomes]

    def set_value(self, outcome: Outcome) -> None:
        self._group.button(self._outcomes.index(outcome)).setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        figure = event.text()
        if figure.isdigit() and 1 <= int(figure) <= len(self._outcomes):
            button = self._group.button(int(figure) - 1)
            button.setChecked(True)
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._outcomes[place])


class AnswerGiven(QWidget):
    """When the answer was sent, or why none is owed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        reasons = [(reason, _("None owed: {reason}").format(reason=word(reason))) for reason in NoAnswerReason]
        self.which = Choice([(UNDECIDED, _("Choose")), (SENT, _("Sent")), *reasons])
        self.when = MomentField()
        row = tight(QHBoxLayout(self))
        row.addWidget(self.which)
        row.addWidget(self.when, 1)
        self.setFocusProxy(self.which)
        self.which.currentIndexChanged.connect(lambda _place: self._show_when())
        self._show_when()

    def begin(self, sent_at: datetime | None, reason: NoAnswerReason | None, zone: ZoneInfo) -> None:
        self.when.show_moment(sent_at, zone)
        self.which.set_value(SENT if sent_at is not None else reason or UNDECIDED)

    def suggest(self, reason: NoAnswerReason) -> None:
        """Offer a reason while nobody chose one."""
        if self.which.value() == UNDECIDED:
            self.which.set_value(reason)

    @property
    def is_undecided(self) -> bool:
        return self.which.value() == UNDECIDED

    def reason(self) -> NoAnswerReason | None:
        value = self.which.value()
        return value if isinstance(value, NoAnswerReason) else None

    def sent_at(self, zone: ZoneInfo) -> datetime | None:
        """Raises a Refusal when the moment cannot be read."""
        return self.when.moment(zone) if self.which.value() == SENT else None

    def _show_when(self) -> None:
        self.when.setVisible(self.which.value() == SENT)


class RedressField(QWidget):
    """Money or credit that was given; an empty field means none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = TextField(placeholder=_("none"))
        self.currency = Choice([(code, code) for code in CURRENCIES])
        self.none = LinkButton(_("None"), "Alt+0")
        self.none.clicked.connect(self.amount.clear)
        row = tight(QHBoxLayout(self))
        row.addWidget(self.amount, 1)
        row.addWidget(self.currency)
        row.addWidget(self.none)
        self.setFocusProxy(self.amount)

    def begin(self, country: str) -> None:
        self.amount.clear()
        usual = currency_of(country)
        if usual and usual not in CURRENCIES and self.currency.findData(usual) < 0:
            self.currency.add(usual, usual)
        self.currency.set_value(usual or CURRENCIES[0])

    def value(self) -> tuple[Decimal, str]:
        """Amount and currency; (0, "") for none. Raises a Refusal when it is no amount."""
        typed = "".join(self.amount.text().split()).replace(",", ".")
        if not typed:
            return Decimal(0), ""
        try:
            amount = Decimal(typed)
        except InvalidOperation as error:
            raise AmountUnreadable(field="redress", example="12,50") from error
        if not amount.is_finite() or amount < 0:
            raise AmountUnreadable(field="redress", example="12,50")
        return amount, str(self.currency.value()) if amount else ""


def cause_box() -> TextBox:
    box = TextBox(placeholder=_("Why it really happened"))
    box.setFixedHeight(box.lines_high(2))
    return box


class ClosePanel(Panel):
    """Errors stand at their fields; a case that somebody changed meanwhile keeps what was typed here."""

    kept_as = "close"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Close")
        self.save_words = _("Close the case")
        super().__init__(parent)
        self.outcome = OutcomeChoice()
        self.root_cause = cause_box()
        self.answer = AnswerGiven()
        self.redress = RedressField()
        self.note = TextField(placeholder=_("Anything else, for the history"))
        self.appeal = TextBox(placeholder=_("Where the customer can appeal, and until when"))
        self.appeal.setFixedHeight(self.appeal.lines_high(2))
        self.solved = SolvedChoice(self)
        self.needed = Label("", "small", "ink2", wrap=True)
        self.promises = WarningStrip("calendar")
        self.promised = Label("", "small", "ink2", wrap=True)
        self.rows.addWidget(self.needed)
        self.rows.addWidget(self.promises)
        self.rows.addWidget(self.promised)
        self.add_row(_("O&utcome"), self.outcome, "outcome")
        self._cause_row = self.add_row(_("Root &cause"), self.root_cause, "root_cause")
        self.add_row(_("&Answer"), self.answer, "answer")
        self.add_row(_("So&lved"), self.solved, "solved")
        self._appeal_row = self.add_row(_("A&ppeal"), self.appeal, "appeal")
        self._redress_row = self.add_row(_("&Redress"), self.redress, "redress")
        self.add_row(_("&Note"), self.note, "note")
        self.outcome.chosen.connect(self._outcome_chosen)
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        assert self.facts is not None
        card = self.card
        self.outcome.offer(OUTCOMES[card.row.kind])
        self.root_cause.setPlainText("")
        self.answer.begin(card.answer_sent_at, self._usual_reason(), ZoneInfo(card.zone))
        self.redress.begin(self.facts.country)
        self.note.clear()
        self.solved.set_value(card.solved if card.solved is not Solved.NOT_CONFIRMED else None)
        self.appeal.setPlainText("")
        self._show_what_is_needed()
        self._cause_row.hide()
        self._appeal_row.hide()
        self._redress_row.setVisible(card.row.kind.needs_outcome)

    def keeps(self) -> Mapping[str, Kept]:
        """The outcome first: it shows the fields that go with it."""
        return {
            "outcome": kept_choice(self.outcome),
            "root_cause": self.root_cause,
            "answer": kept_choice(self.answer.which),
            "sent_at": self.answer.when,
            "solved": kept_choice(self.solved),
            "appeal": self.appeal,
            "redress": self.redress.amount,
            "currency": kept_choice(self.redress.currency),
            "note": self.note,
        }

    def _usual_reason(self) -> NoAnswerReason | None:
        assert self.card is not None
        if self.card.row.known is Known.ANONYMOUS:
            return NoAnswerReason.ANONYMOUS
        return NoAnswerReason.NOT_WANTED if self.card.reply_by is ReplyBy.NONE else None

    def renew(self, card: CaseCard, facts: CaseFacts) -> None:
        super().renew(card, facts)
        self._show_what_is_needed()

    def versions(self, card: CaseCard) -> tuple[Version, ...]:
        outcome = self.outcome.value()
        typed = word(outcome) if outcome is not None else ""
        cause = self.root_cause.toPlainText().strip()
        return (
            Version(_("Outcome"), word(card.outcome) if card.outcome is not None else "", typed),
            Version(_("Root cause"), card.root_cause, cause, self.root_cause.setPlainText),
            Version(_("Appeal"), card.appeal_text, self.appeal.toPlainText().strip(), self.appeal.setPlainText),
        )

    def _show_what_is_needed(self) -> None:
        """What this kind of case must say, and the promises that keep it open."""
        assert self.card is not None
        if self.card.row.kind.needs_outcome:
            told = _("Needed: the outcome, when justified its root cause, and the answer or why none is owed.")
        else:
            told = _("Needed: the outcome, and the answer or why none is owed.")
        self.needed.setText(told)
        promises = self.card.open_promises
        self.promises.setVisible(bool(promises))
        count = len(promises)
        lead = ngettext(
            "Stays open until {count} promise is kept.", "Stays open until {count} promises are kept.", count
        )
        self.promises.say(lead.format(count=count), "")
        self.promised.setVisible(bool(promises))
        self.promised.setText("\n".join(promise.text for promise in promises))

    def focus_first(self) -> None:
        self.outcome.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def closing(self) -> Closing:
        """What the fields say; raises a Refusal for what cannot be read."""
        assert self.card is not None
        amount, currency = self.redress.value()
        try:
            sent_at = self.answer.sent_at(ZoneInfo(self.card.zone))
        except Refusal as error:
            error.field = "answer"
            raise
        return Closing(
            outcome=self.outcome.value(),
            root_cause=self.root_cause.toPlainText().strip() if self._cause_row.isVisibleTo(self) else "",
            answer_sent_at=sent_at,
            no_answer_reason=self.answer.reason(),
            redress=amount,
            currency=currency,
            note=self.note.text().strip(),
            solved=self.solved.value(),
            appeal_text=self.appeal.toPlainText().strip() if self._appeal_row.isVisibleTo(self) else "",
        )

    def command(self) -> Command | None:
        assert self.card is not None
        closing = self.closing()
        problems = closing.problems(self.card.row.kind, now())
        for problem in reversed(problems):  # the first one gets the focus
            self.refused(problem)
        if problems:
            return None
        return partial(close_case, case_id=self.card.row.id, closing=closing, version=self.card.version)

    def _outcome_chosen(self, outcome: Outcome) -> None:
        assert self.card is not None
        needs_outcome = self.card.row.kind.needs_outcome
        self._cause_row.setVisible(needs_outcome and outcome in CAUSED)
        self._appeal_row.setVisible(needs_outcome and outcome in APPEALABLE)
        if outcome in USUAL_REASON:
            self.answer.suggest(USUAL_REASON[outcome])
