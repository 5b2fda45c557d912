"""Coaching and training: what is written about a person, for them and for who leads them; for nobody else."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Spoken
from csatdesk.domain.marks import N_
from csatdesk.domain.staff_records import NewRecord, PersonRecords, PersonRow
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.growth.forms import RecordForm, ReplyForm
from csatdesk.gui.growth.pane import PersonPane
from csatdesk.gui.growth.words import person_line, unread_words
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.page import Page
from csatdesk.operations.staff_records import (
    answer_record,
    list_people,
    load_records,
    mark_read,
    remove_record,
    save_record,
)
from csatdesk.system.clock import now
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 800, 640
DEEDS = (("change", N_("Chan&ge"), "E"), ("remove", N_("Take &out"), "Del"), ("reply", N_("Sa&y something"), "R"))


class GrowthPage(Page):
    """See the module's first words."""

    shows = frozenset({Kind.RECORD, Kind.STAFF})
    help_page = "growth"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.people: tuple[PersonRow, ...] = ()
        self._people_asker, self._person_asker = QObject(self), QObject(self)
        self.new_action = make_action(self, _("&Write something down"), self.new, "Alt+Shift+N")
        self.actions_by_key = self._made_actions()
        self.list = EntryList(_("People"))
        self.pane = PersonPane([self.new_action, *self.actions_by_key.values()])
        empty = EmptyState(_("Nobody is here."), "")
        self.split = ListBeside(self.list, empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self.list.chosen.connect(lambda _id: self._follow())
        self.pane.left.connect(self._focus_list)
        self.pane.records.chosen.connect(lambda _id: self._enable())
        self._enable()
        self._ask()

    def _made_actions(self) -> dict[str, QAction]:
        deeds = {"change": self.change, "remove": self.remove, "reply": self.reply}
        made = {}
        for key, words, keys in DEEDS:
            made[key] = make_action(self, _(words), deeds[key], keys)
            made[key].setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Coaching and training")

    def summary(self) -> str:
        count = len(self.people) - 1
        if count < 1:
            return _("what is written about you")
        words = ngettext("you and {count} person you lead", "you and {count} people you lead", count)
        return words.format(count=number(count))

    def shown(self) -> None:
        self._ask()
        if self.pane.form is not None:
            self.pane.form.focus_first()
        else:
            self._focus_list()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self._people_asker, list_people, self._show)

    def _show(self, people: tuple[PersonRow, ...]) -> None:
        self.people = people
        today = self._today()
        self.list.show_entries([_entry(one, today) for one in people])
        if people and self.list.current not in {one.id for one in people}:
            self.list.choose(people[0].id)
        self._follow()
        self.head_changed.emit()

    def _today(self) -> date:
        return now().astimezone(self.context.zone).date()

    def _follow(self) -> None:
        current = self.list.current
        if isinstance(current, int) and self.people:
            self.context.runner.ask(self._person_asker, partial(load_records, person_id=current), self._show_person)

    def _show_person(self, loaded: PersonRecords) -> None:
        if loaded.person.id != self.list.current:
            return
        form = self.pane.form
        before = self.pane.loaded
        if form is not None and before is not None and before.person.id != loaded.person.id:
            self.pane.drop_form()
        self.pane.show_person(loaded, self._today(), self.context.zone)
        self._enable()
        unread = tuple(one.id for one in loaded.records if one.read_at is None)
        if loaded.is_own and unread and self.isVisible():
            self.context.runner.act(self, partial(mark_read, record_ids=unread), lambda _done: None)

    def _enable(self) -> None:
        loaded, row, is_free = self.pane.loaded, self.pane.row, self.pane.form is None
        may_write = loaded is not None and loaded.may_write and is_free
        self.new_action.setEnabled(may_write)
        self.actions_by_key["change"].setEnabled(may_write and row is not None)
        self.actions_by_key["remove"].setEnabled(may_write and row is not None)
        is_own = loaded is not None and loaded.is_own
        self.actions_by_key["reply"].setEnabled(is_own and row is not None and is_free)
        self.pane.show_record()

    # what is done

    def new(self) -> None:
        self._open(RecordForm(self._today()), self._save)

    def change(self) -> None:
        if self.pane.row is not None:
            self._open(RecordForm(self._today(), self.pane.row), self._save)

    def reply(self) -> None:
        if self.pane.row is not None:
            self._open(ReplyForm(self.pane.row), self._answer)

    def _open(self, form: Any, save: Any) -> None:
        form.saved.connect(partial(save, form))
        form.left.connect(self._close_form)
        self.pane.show_form(form)
        self._enable()

    def _save(self, form: RecordForm, new: NewRecord) -> None:
        loaded, row = self.pane.loaded, form.row
        assert loaded is not None
        command = partial(
            save_record,
            person_id=loaded.person.id,
            record_id=row.id if row is not None else None,
            new=new,
            version=row.version if row is not None else 0,
        )
        self.context.runner.act(form, command, self._saved, failed=partial(self._failed, form))

    def _saved(self, record_id: int) -> None:
        self._close_form()
        self.pane.records.choose(record_id)
        self._ask()

    def remove(self) -> None:
        row = self.pane.row
        if row is not None:
            command = partial(remove_record, record_id=row.id, version=row.version)
            self.context.runner.act(self, command, lambda _done: self._ask())

    def _answer(self, form: ReplyForm, text: str) -> None:
        command = partial(answer_record, record_id=form.row.id, reply=text, version=form.row.version)
        self.context.runner.act(form, command, lambda _done: self._answered(), failed=partial(self._failed, form))

    def _answered(self) -> None:
        self._close_form()
        self.context.say(_("Saved. Your leader reads it."))
        self._ask()

    def _failed(self, form: InlineForm, error: BaseException) -> None:
        if isinstance(error, Spoken) and self.pane.form is form:
            form.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    def _close_form(self) -> None:
        self.pane.drop_form()
        self._enable()
        self._focus_list()

    def _focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.hasFocus():
            self.pane.records.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())


def _entry(person: PersonRow, today: date) -> Entry:
    return Entry(person.id, person.name, person_line(person, today), unread_words(person), not person.is_active)
