"""A section that lists records (offices, people …) and shows one as a form. What was typed and not saved is kept for
each record while one looks at others, and marked in the list."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.administration.section import Section, Sheet
from csatdesk.gui.context import Context
from csatdesk.gui.fields import ErrorBanner, FormRow, Hairline, PlainButton
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, spoken

V = TypeVar("V")
LIST_WIDTH = 280
MOST_SHARE = 0.34  # of the section


@dataclass(frozen=True, slots=True)
class Record(Generic[V]):
    """One saved record: how the list tells it, and what its form shows."""

    id: int
    words: str
    line: str
    value: V
    is_faint: bool = False


class RecordForm(Sheet, Generic[V]):
    """The form of one record. `rows_by_field`: name of a refusal's field → the row it is shown at."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_by_field: dict[str, FormRow] = {}

    def row(self, key: str, label: str, field: QWidget, *, hint: str = "") -> FormRow:
        """Add a field under `label` (with its mnemonic)."""
        made = FormRow(label, field, hint=hint)
        self.rows_by_field[key] = made
        self.add(made)
        return made

    def show_value(self, value: V, *, is_new: bool) -> None:
        raise NotImplementedError

    def value(self) -> V:
        """What stands in the fields, as typed."""
        raise NotImplementedError

    def problems(self) -> dict[str, str]:
        """Field → what is wrong with what was typed there; empty when it can be saved."""
        return {}

    def show_problems(self, problems: dict[str, str]) -> None:
        """Mark these fields, no others, and go to the first."""
        for key, row in self.rows_by_field.items():
            row.set_error(problems.get(key, ""))
        first = next((row for key, row in self.rows_by_field.items() if key in problems), None)
        if first is not None:
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(first)

    def start(self) -> None:
        """Put the focus into the first field."""
        next(iter(self.rows_by_field.values())).field.setFocus(Qt.FocusReason.OtherFocusReason)


class RecordsSection(Section, Generic[V]):
    """List at the left, form at the right. `None` stands for the record that is being added."""

    list_width = LIST_WIDTH
    most_share = MOST_SHARE

    def __init__(self, context: Context, form: RecordForm[V], name: str, add: str, add_keys: str) -> None:
        super().__init__(context)
        self.form = form
        self.records: dict[int, Record[V]] = {}
        self._kept: dict[int | None, V] = {}
        self._current: int | None = None
        self._loaded: Any = None  # what the form was filled with, to tell whether something was typed
        self._is_asked = False
        self._is_filling = False
        self._is_told = False  # that somebody else changed the record now shown
        self.list = self.made_list(name)
        self.list.chosen.connect(self._chosen)
        self.add_button = PlainButton(add, add_keys, icon="plus", size="medium")
        self.add_button.clicked.connect(self.begin_new)
        self.banner = ErrorBanner()
        form.edited.connect(self._edited)
        self._lay_out()

    def primary_words(self) -> str:
        return _("Save")

    def do_primary(self) -> None:
        self.save()

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(S8)
        above = QHBoxLayout()
        above.setContentsMargins(theme().margin, S12, S12, 0)
        above.addWidget(self.add_button)
        above.addStretch(1)
        left.addLayout(above)
        extra = self.list_extra()
        if extra is not None:
            holder = QHBoxLayout()
            holder.setContentsMargins(theme().margin, 0, S12, 0)
            holder.addWidget(extra)
            holder.addStretch(1)
            left.addLayout(holder)
        left.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        said = QHBoxLayout()
        said.setContentsMargins(theme().margin, 0, S16, 0)
        said.addWidget(self.banner)
        right.addLayout(said)
        right.addWidget(self.right_side(), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(Hairline(upright=True))
        row.addLayout(right, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def list_extra(self) -> QWidget | None:
        """Something between the button and the list."""
        return None

    def made_list(self, name: str) -> EntryList:
        """The list at the left; asked for once, before anything else is made."""
        return EntryList(name)

    def right_side(self) -> QWidget:
        """What stands right of the list: the form, or what holds it."""
        return self.form

    def new_value(self) -> V:
        """What an empty form shows."""
        raise NotImplementedError

    def save_command(self, record_id: int | None, value: V) -> Callable[[Work], int]:
        """The command that saves; returns the record's id."""
        raise NotImplementedError

    def rebased(self, typed: V, _saved: V) -> V:
        """`typed` as a change of what somebody else has saved meanwhile; the person has been told of it."""
        return typed

    def saved_words(self, value: V) -> str:
        """What the status bar says afterwards."""
        raise NotImplementedError

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        (self.list if self.records else self.form).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_records(self, records: Sequence[Record[V]]) -> None:
        """Show what was read. The form keeps what was typed; else it shows the record anew."""
        self._keep()
        self.records = {record.id: record for record in records}
        self._kept = {one: value for one, value in self._kept.items() if one is None or one in self.records}
        if self._is_told and self._current in self._kept and self._current is not None:
            self._kept[self._current] = self.rebased(self._kept[self._current], self.records[self._current].value)
        self._is_told = False
        self.list.show_entries([self._entry(record) for record in records])
        if self._current is None and self._is_asked and None in self._kept:
            return
        wanted = self._current if self._current in self.records else next(iter(self.records), None)
        self._is_asked = True
        if wanted is None:
            self._show_new()  # whoever only walks past keeps the focus
        else:
            self.list.choose(wanted)
            self._show(wanted)
        self.head_changed.emit()

    def begin_new(self) -> None:
        """An empty form, or the one begun before."""
        self._show_new()
        self.form.start()

    def _show_new(self) -> None:
        self._keep()
        self.banner.say("")
        self.list.leave()
        self._current = None
        self._fill(self._kept.get(None, self.new_value()), is_new=True)

    def open_record(self, record_id: int) -> None:
        """Go to a record that is in the list."""
        self.list.choose(record_id)

    def save(self) -> None:
        problems = self.form.problems()
        self.form.show_problems(problems)
        self.banner.say("")
        if problems:
            return
        value, record_id = self.form.value(), self._current
        self.context.runner.act(
            self,
            self.save_command(record_id, value),
            lambda saved: self._saved(record_id, saved, value),
            failed=self._failed,
        )

    def _saved(self, was: int | None, saved_id: int, value: V) -> None:
        self._kept.pop(was, None)
        if self._current == was:
            self._current = saved_id
            self._loaded = self.form.value()
        self.context.say(self.saved_words(value))
        self.reload()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refusal) and error.field in self.form.rows_by_field:
            self.form.show_problems({error.field: spoken(error)})
            return
        self.refuse(error, self.banner)
        if isinstance(error, ChangedByOther):
            self._is_told = True
            self.reload()

    def _chosen(self, entry_id: Hashable) -> None:
        self._keep()
        self.banner.say("")
        assert isinstance(entry_id, int)
        self._show(entry_id)

    def _show(self, record_id: int) -> None:
        self._current = record_id
        self._fill(self._kept.get(record_id, self.records[record_id].value), is_new=False)

    def _fill(self, value: V, *, is_new: bool) -> None:
        self.form.show_problems({})
        self._is_filling = True
        self.form.show_value(value, is_new=is_new)
        self._is_filling = False
        saved = self.records.get(self._current) if self._current is not None else None
        self._loaded = self.new_value() if saved is None else saved.value
        self.form.verticalScrollBar().setValue(0)

    def _keep(self) -> None:
        """Remember what was typed and not saved."""
        if self._loaded is None:
            return
        typed = self.form.value()
        if typed != self._loaded:
            self._kept[self._current] = typed
        else:
            self._kept.pop(self._current, None)

    def _edited(self) -> None:
        if self._is_filling:
            return
        self._keep()
        if self._current is not None:
            self.list.note(self._current, _("not saved") if self._current in self._kept else "")

    def _entry(self, record: Record[V]) -> Entry:
        note = _("not saved") if record.id in self._kept else ""
        return Entry(record.id, record.words, record.line, note, record.is_faint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        wanted = round((self.list_width - 40 if theme().compact else self.list_width) * theme().scale)
        self._left.setFixedWidth(min(wanted, max(120, round(self.width() * self.most_share))))
