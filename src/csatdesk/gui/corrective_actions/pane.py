"""One measure: how it stands, what is done with it, what it is, what came of it, and its history."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.corrective_actions import MeasureCard, MeasureStatus
from csatdesk.domain.item_effects import AnyEffect
from csatdesk.gui.actions import keys_of, plain
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.cases.history import History
from csatdesk.gui.chosen_pane import PANE_LEAST
from csatdesk.gui.corrective_actions.effect_box import EffectBox
from csatdesk.gui.corrective_actions.words import fact_lines, history_entries
from csatdesk.gui.fields import EmptyState, Hairline, Label, PlainButton, StateLabel
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.corrective_actions import state_of
from csatdesk.wording.texts import _


class MeasurePane(QWidget):
    """`form` stands in the place of the measure while it is there."""

    left = Signal()  # Escape: back to the list
    case_wanted = Signal()

    def __init__(self, buttons: Sequence[QAction], empty: EmptyState) -> None:
        """`buttons`: what is done with a measure, each with its key."""
        super().__init__()
        self.card: MeasureCard | None = None
        self.form: InlineForm | None = None
        self._actions = tuple(buttons)
        self._buttons = [_button(action) for action in self._actions]
        self.state = StateLabel()
        self.name = Label("", "title", wrap=True)
        self.text = Label("", "body", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = FactLines()
        self.facts.link_pressed.connect(self.case_wanted)
        self.effect = EffectBox()
        self.history = History()
        self._scroll = upright_scroll(self._laid_out())
        self.history.line_reached.connect(self._bring_into_sight)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)
        self.setProperty("surface", "bg")
        self.setMinimumWidth(PANE_LEAST)
        self.show_card(None, None)

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(S12)
        column.setContentsMargins(theme().margin, S12, theme().margin, S16)
        column.addWidget(self.name)
        column.addWidget(self.state)
        column.addWidget(FlowBox(*self._buttons, gap=S8))
        column.addWidget(Hairline())
        column.addWidget(self.text)
        column.addWidget(self.facts)
        column.addWidget(self.effect)
        column.addWidget(Hairline())
        column.addWidget(Label(_("History"), "small", bold=True))
        column.addWidget(self.history)
        column.addStretch(1)
        return inside

    def show_card(self, card: MeasureCard | None, facts: CaseFacts | None) -> None:
        is_other = card is None or self.card is None or card.row.id != self.card.row.id
        self.card = card
        if card is None or facts is None:
            if self.form is None:
                self._stack.setCurrentIndex(1)
            return
        today = facts.calendar.local_day(facts.at)
        self.name.setText(card.row.title)
        self.state.show_state(*state_of(card.row, today, facts.calendar))
        self.text.setText(card.text)
        self.facts.show_lines(fact_lines(card, facts), _("Open the case") if card.case_id is not None else "")
        is_counted = card.row.status is MeasureStatus.DONE and card.is_counted
        if is_other or card.effect is not None or not is_counted:  # else what is counted now comes in a moment
            self.effect.show_effect(card.effect, today)
        self.history.show_entries(history_entries(card, facts))
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)
        if self.form is None:
            self._stack.setCurrentIndex(0)

    def show_buttons(self) -> None:
        """Only what can be done now."""
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())

    def show_effect(self, effect: AnyEffect | None, facts: CaseFacts) -> None:
        self.effect.show_effect(effect, facts.calendar.local_day(facts.at))

    def show_form(self, form: InlineForm) -> None:
        self.drop_form()
        self.form = form
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        form.focus_first()

    def drop_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._stack.setCurrentIndex(0 if self.card is not None else 1)
            self._stack.removeWidget(form)
            form.deleteLater()

    def focus_page(self) -> None:
        first: Sequence[QWidget] = [button for button in self._buttons if not button.isHidden()]
        if first:
            first[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _bring_into_sight(self, place: QRect) -> None:
        middle = place.center()
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, place.height() // 2 + S12)


def _button(action: QAction) -> PlainButton:
    button = PlainButton(plain(action.text()), keys=keys_of(action), size="medium")
    button.clicked.connect(action.trigger)
    return button
