"""One person: who leads them, what is written about them, and the record that is chosen."""

from collections.abc import Sequence
from datetime import date, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from csatdesk.domain.staff_records import PersonRecords, RecordRow
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.growth.words import person_facts, record_facts, record_line
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.wording.formats import listed_day
from csatdesk.wording.texts import _

PANE_LEAST = 380


class PersonPane(FormPane):
    """`form` stands in the place of the chosen record while it is there."""

    def __init__(self, buttons: Sequence[QAction]) -> None:
        super().__init__()
        self.loaded: PersonRecords | None = None
        self._zone: tzinfo | None = None
        self._actions = tuple(buttons)
        self._buttons = [deed_button(action) for action in buttons]
        self.name = Label("", "title", wrap=True)
        self.facts = FactLines()
        self.records = EntryList(_("What is written"))
        self.records.chosen.connect(lambda _id: self.show_record())
        self.title = Label("", "heading", wrap=True)
        self.text = Label("", wrap=True)
        self.record_facts = FactLines()
        self.reply_head = Label("", "small", bold=True)
        self.reply = Label("", wrap=True)
        self._empty = EmptyState(_("Nothing is written yet."), _("Coaching, trainings and recognition stand here."))
        self._below = self.stack(upright_scroll(self._record()), self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Hairline())
        column.addWidget(self._split(), 1)
        self.setMinimumWidth(PANE_LEAST)

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setSpacing(S8)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addWidget(FlowBox(*self._buttons, gap=S8))
        return head

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.records)
        split.addWidget(self._below)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        return split

    def _record(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(S12)
        column.setContentsMargins(theme().margin, S12, theme().margin, S16)
        for part in (self.title, self.text, self.record_facts, self.reply_head, self.reply):
            column.addWidget(part)
        column.addStretch(1)
        return inside

    @property
    def row(self) -> RecordRow | None:
        """The chosen record."""
        records = self.loaded.records if self.loaded is not None else ()
        return next((one for one in records if one.id == self.records.current), None)

    def show_person(self, loaded: PersonRecords, today: date, zone: tzinfo) -> None:
        is_other = self.loaded is None or self.loaded.person.id != loaded.person.id
        self.loaded, self._zone = loaded, zone
        self.name.setText(loaded.person.name)
        self.facts.show_lines(person_facts(loaded.person, today))
        if is_other:
            self.records.leave()
        self.records.show_entries(
            [Entry(one.id, one.new.title, record_line(one), listed_day(one.new.on)) for one in loaded.records]
        )
        if loaded.records and self.row is None:
            self.records.choose(loaded.records[0].id)
        self.show_record()

    def show_record(self) -> None:
        row = self.row
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())
        self.records.setVisible(row is not None and self.form is None)
        self.show_place(NOTHING if row is None else CARD)
        if row is None or self.loaded is None or self._zone is None:
            return
        self.title.setText(row.new.title)
        self.text.setText(row.new.text)
        self.text.setVisible(bool(row.new.text))
        self.record_facts.show_lines(record_facts(row, self._zone))
        self.reply_head.setText(_("{name} says").format(name=self.loaded.person.name))
        self.reply.setText(row.reply)
        self.reply_head.setVisible(bool(row.reply))
        self.reply.setVisible(bool(row.reply))

    def show_form(self, form: InlineForm) -> None:
        self.records.hide()
        super().show_form(form)

    def focus_page(self) -> None:
        self.records.setFocus(Qt.FocusReason.OtherFocusReason)
