"""Coaching and training: what is written about a person, for them and for who leads them; for nobody else."""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff_records import NewRecord, PersonRecords, PersonRow, RecordRow, TrainingWanted
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.growth.forms import RecordForm, ReplyForm
from csatdesk.gui.growth.pane import PersonPane
from csatdesk.gui.growth.words import person_line, unread_words
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.list_beside import ListBeside
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


class GrowthPage(FormPage):
    """See the module's first words."""

    list: EntryList
    pane: PersonPane
    shows = frozenset({Kind.RECORD, Kind.STAFF})
    help_page = "growth"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.people: tuple[PersonRow, ...] = ()
        self._people_asker, self._person_asker = QObject(self), QObject(self)
        self._wanted: TrainingWanted | None = None  # to begin as soon as this person's records are here
        self.new_action = make_action(self, _("&Write something down"), self.new, "Alt+Shift+N")
        self.actions_by_key = self._made_actions(
            DEEDS, {"change": self.change, "remove": self.remove, "reply": self.reply}
        )
        self.list = EntryList(_("People"))
        self.pane = PersonPane([self.new_action, *self.actions_by_key.values()])
        empty = EmptyState(_("Nobody is here."), "")
        self.split = ListBeside(self.list, empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self.list.chosen.connect(lambda _id: self._follow())
        self.pane.left.connect(self._focus_list)
        self.pane.records.chosen.connect(lambda _id: self._show_again())
        self._show_again()
        self._ask()

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
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self._people_asker, list_people, self._show)

    def _show(self, people: tuple[PersonRow, ...]) -> None:
        self.people = people
        today = self._today()
        self.list.show_entries([_entry(one, today) for one in people])
        if self._wanted is not None:
            self.list.choose(self._wanted.person_id)
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
        self._show_again()
        unread = tuple(one.id for one in loaded.records if one.read_at is None)
        if loaded.is_own and unread and self.isVisible():
            self.context.runner.act(self, partial(mark_read, record_ids=unread), lambda _done: None)
        self._begin_wanted(loaded)

    def _show_again(self) -> None:
        loaded, row, is_free = self.pane.loaded, self.pane.row, self.pane.form is None
        may_write = loaded is not None and loaded.may_write and is_free
        self.new_action.setEnabled(may_write)
        self.actions_by_key["change"].setEnabled(may_write and row is not None)
        self.actions_by_key["remove"].setEnabled(may_write and row is not None)
        is_own = loaded is not None and loaded.is_own
        self.actions_by_key["reply"].setEnabled(is_own and row is not None and is_free)
        self.pane.show_record()

    # what is done

    def show_wanted(self, wanted: TrainingWanted) -> None:
        """What the page of measures wants to be begun here."""
        self._wanted = wanted
        self.list.choose(wanted.person_id)
        self._follow()

    def _begin_wanted(self, loaded: PersonRecords) -> None:
        wanted = self._wanted
        if wanted is None or loaded.person.id != wanted.person_id:
            return
        self._wanted = None
        if loaded.may_write and self.pane.form is None:
            self._write(None, answers=wanted.measure_id)

    def new(self) -> None:
        self._write(None)

    def change(self) -> None:
        if self.pane.row is not None:
            self._write(self.pane.row)

    def _write(self, row: RecordRow | None, answers: int = 0) -> None:
        if self.pane.loaded is not None:
            form = RecordForm(self._today(), row, self.pane.loaded.measures, answers)
            form.kept.keep_in(kept_texts_of(self.context))
            form.hold(self.pane.loaded.person.id)
            form.saved.connect(partial(self._save, form))
            self._open(form)

    def reply(self) -> None:
        if self.pane.row is not None:
            form = ReplyForm(self.pane.row)
            form.kept.keep_in(kept_texts_of(self.context))
            form.hold()
            form.saved.connect(partial(self._answer, form))
            self._open(form)

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
        self.context.runner.act(form, command, partial(self._saved, form), failed=partial(self._failed, form))

    def _saved(self, form: RecordForm, record_id: int) -> None:
        form.done()
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
        self.context.runner.act(form, command, lambda _done: self._answered(form), failed=partial(self._failed, form))

    def _answered(self, form: ReplyForm) -> None:
        form.done()
        self._close_form()
        self.context.say(_("Saved. Your leader reads it."))
        self._ask()


def _entry(person: PersonRow, today: date) -> Entry:
    return Entry(person.id, person.name, person_line(person, today), unread_words(person), not person.is_active)
