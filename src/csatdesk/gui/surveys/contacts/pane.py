"""Beside the list: where it stands and what to do with it; what came of the last file; the fault that is chosen."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.contact_lists import Fault, ListState
from csatdesk.gui.administration.imports.drop_area import DropArea
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.fields import EmptyState, ErrorBanner, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.surveys.contacts.words import counting_words, place_words, state_lines, year_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.wording.contact_lists import fault_reason
from csatdesk.wording.texts import _

PANE_LEAST = 360


class ListPane(FormPane):
    """`form` stands in the place of the card while it is there."""

    def __init__(self, groups: Sequence[Sequence[QAction]], zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self.drop = DropArea()
        self.sent_back = ErrorBanner()
        self.taken = Label("", "body", wrap=True)
        self.fault_place = Label("", "heading")
        self.fault_reason = Label("", "body", wrap=True)
        self.facts = FactLines()
        self.year = Label("", "body", wrap=True)
        self.counting = Label(counting_words(), "small", "ink2", wrap=True)
        self._buttons = [(action, deed_button(action)) for group in groups for action in group]
        made = dict(self._buttons)
        boxes = [FlowBox(*(made[action] for action in group), gap=S8) for group in groups]
        empty = EmptyState(_("The survey has no contact list."), "")
        self.put_in(upright_scroll(self._laid_out(boxes)), empty)
        self.setMinimumWidth(PANE_LEAST)
        theme().changed.connect(self._refit)
        self._refit()

    def _laid_out(self, boxes: Sequence[QWidget]) -> QWidget:
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(S12)
        self._line = Hairline()
        about_file = (self.drop, self.sent_back, self.taken, self.fault_place, self.fault_reason, boxes[0])
        for part in (*about_file, self._line, self.facts, self.year, self.counting, *boxes[1:]):
            column.addWidget(part)
        column.addStretch(1)
        return inside

    def show_state(self, state: ListState | None) -> None:
        if state is not None:
            self.facts.show_lines(list(state_lines(state, self._zone)))
            self.year.setText(year_words(state))
            self.drop.setVisible(not state.is_frozen and not state.sent_count)
        for action, button in self._buttons:
            button.setVisible(action.isEnabled())
        self.show_place(NOTHING if state is None else CARD)

    def say(self, words: str, *, is_refused: bool) -> None:
        """What came of a file; "" takes it back."""
        self.sent_back.say(words if is_refused else "")
        self.taken.setText("" if is_refused else words)
        self.taken.setVisible(bool(words) and not is_refused)

    def show_fault(self, fault: Fault | None) -> None:
        self.fault_place.setText("" if fault is None else place_words(fault))
        self.fault_reason.setText("" if fault is None else fault_reason(fault))
        for label in (self.fault_place, self.fault_reason):
            label.setVisible(fault is not None)

    def focus_page(self) -> None:
        if self.form is not None:
            self.form.focus_first()
            return
        buttons = [self.drop.button, *(button for _action, button in self._buttons)]
        next(button for button in buttons if button.isVisibleTo(self)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S12)


def shown_actions(actions: Mapping[str, QAction], *keys: str) -> list[QAction]:
    return [actions[key] for key in keys]
