"""One wave: what it is for, how far it is, its plan by office and weekday, and its visits."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.mystery import VisitState
from csatdesk.gui.actions import keys_of, plain
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.fields import EmptyState, Hairline, Label, PlainButton, WarningStrip
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.mystery.words import critical_lines, short_window, visit_line, wave_lines
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.operations.mystery.queries import VisitRow, WaveCard
from csatdesk.wording.formats import clock_time
from csatdesk.wording.texts import _
from csatdesk.wording.visits import state_word
from csatdesk.wording.weekdays import short_weekday_names

PANE_LEAST = 340
ROW_HIGH, ROWS_LEAST, ROWS_MOST = 46, 3, 12


class WavePane(QWidget):
    """`form` stands in the place of the wave while it is there."""

    left = Signal()  # Escape: back to the list
    visit_chosen = Signal()

    def __init__(self, buttons: Sequence[QAction], empty: EmptyState) -> None:
        """`buttons`: what is done with a wave and with the visit that is chosen, each with its key."""
        super().__init__()
        self.card: WaveCard | None = None
        self.form: InlineForm | None = None
        self._actions = tuple(buttons)
        self._buttons = [self._button(action) for action in buttons]
        self.name = Label("", "title", wrap=True)
        self.critical, self.facts = WarningStrip(), FactLines()
        self.plan = QGridLayout()
        self.visits = EntryList(_("Visits"))
        self.visits.chosen.connect(lambda _visit: self.visit_chosen.emit())
        self._stack = QStackedWidget()
        self._stack.addWidget(upright_scroll(self._laid_out()))
        self._stack.addWidget(empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)
        self.setProperty("surface", "bg")
        self.setMinimumWidth(PANE_LEAST)
        self._stack.setCurrentIndex(1)

    def _button(self, action: QAction) -> PlainButton:
        button = PlainButton(plain(action.text()), keys=keys_of(action), size="medium")
        button.clicked.connect(action.trigger)
        return button

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(S12)
        column.setContentsMargins(theme().margin, S12, theme().margin, S16)
        column.addWidget(self.name)
        column.addWidget(FlowBox(*self._buttons, gap=S8))
        column.addWidget(self.critical)
        column.addWidget(self.facts)
        column.addWidget(Hairline())
        column.addWidget(Label(_("Plan by office and weekday"), "small", bold=True))
        column.addLayout(self.plan)
        column.addWidget(Hairline())
        column.addWidget(Label(_("Visits"), "small", bold=True))
        column.addWidget(self.visits)
        column.addStretch(1)
        return inside

    @property
    def visit(self) -> VisitRow | None:
        """The visit one stands on."""
        if self.card is None:
            return None
        return next((one for one in self.card.visits if one.id == self.visits.current), None)

    def show_card(self, card: WaveCard | None) -> None:
        self.card = card
        if card is None:
            if self.form is None:
                self._stack.setCurrentIndex(1)
            return
        self.name.setText(card.row.name)
        self.facts.show_lines(wave_lines(card))
        failed = critical_lines(card)
        self.critical.setVisible(bool(failed))
        self.critical.say(_("A critical item failed:"), "; ".join(failed))
        self._show_plan(card)
        self.visits.show_entries([_entry(one) for one in card.visits])
        high = min(max(len(card.visits), ROWS_LEAST), ROWS_MOST)
        self.visits.setFixedHeight(theme().px(ROW_HIGH) * high)
        if card.visits and self.visit is None:
            waiting = next((one for one in card.visits if one.state is VisitState.REPORTED), card.visits[0])
            self.visits.choose(waiting.id)
        if self.form is None:
            self._stack.setCurrentIndex(0)

    def show_buttons(self) -> None:
        """Only what can be done now has a button."""
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())

    def _show_plan(self, card: WaveCard) -> None:
        """Offices beneath each other, weekdays side by side; in each cell the days and times of its visits."""
        while (item := self.plan.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.plan.setHorizontalSpacing(S12)
        self.plan.setVerticalSpacing(S4)
        weekdays = short_weekday_names()
        days = sorted({_local(one).weekday() for one in card.visits} | set(range(5)))
        for column, day in enumerate(days, start=1):
            self.plan.addWidget(Label(weekdays[day], "caption", "ink2"), 0, column)
            self.plan.setColumnStretch(column, 1)
        offices = {one.office_id: one.office_name for one in card.visits}
        for row, (office_id, name) in enumerate(offices.items(), start=1):
            self.plan.addWidget(Label(name, "small", bold=True, wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            for column, day in enumerate(days, start=1):
                here = [one for one in card.visits if (one.office_id, _local(one).weekday()) == (office_id, day)]
                words = "\n".join(f"{_local(one):%d.%m.} {clock_time(_local(one))}" for one in here)
                self.plan.addWidget(Label(words or "–", "caption", wrap=True), row, column, Qt.AlignmentFlag.AlignTop)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _local(visit: VisitRow) -> datetime:
    return visit.from_at.astimezone(visit.zone)


def _entry(visit: VisitRow) -> Entry:
    words = f"{short_window(visit)}  {visit.office_name}"
    return Entry(visit.id, words, visit_line(visit), state_word(visit.state))
