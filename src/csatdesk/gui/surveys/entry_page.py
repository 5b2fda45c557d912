"""Paper forms of one survey: stacks that are keyed, keyed again by another person, settled, and let count."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Spoken
from csatdesk.domain.forms import Answer
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Key, Page
from csatdesk.domain.staff import Right
from csatdesk.domain.survey_batches import BatchRow, BatchState, Difference, KeyedPaper, Stack
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.surveys.batch_pane import BatchPane
from csatdesk.gui.surveys.entry_forms import Setup, SetupForm
from csatdesk.gui.surveys.list_page import SurveyListPage
from csatdesk.gui.surveys.settle_view import SettleView
from csatdesk.gui.surveys.sheet_view import SheetView
from csatdesk.operations.surveys.batch_mends import key_form_anew, throw_batch
from csatdesk.operations.surveys.batches import (
    compare_batch,
    hand_to_second,
    key_form,
    list_batches,
    list_differences,
    open_batch,
    release_batch,
    settle_difference,
)
from csatdesk.operations.surveys.entering import Sheet, keep_paper, load_sheet
from csatdesk.operations.work import Reading, Work
from csatdesk.wording.formats import number
from csatdesk.wording.survey_entry import batch_title, batch_words, words
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 560, 480
KEYING, SETTLING = 1, 2
ONCE, AGAIN = "survey_form", "survey_batch"  # what a half keyed form belongs to
DEEDS = (
    ("key", N_("&Key on"), "K"),
    ("anew", N_("Key a form ane&w"), "W"),
    ("done", N_("All are &keyed"), "D"),
    ("settle", N_("&Settle what differs"), "S"),
    ("throw", N_("Th&row away"), "Del"),
)
Keep = Callable[[KeyedPaper], Callable[[Work], object]]
Found = tuple[Sheet, Page[BatchRow]]


class EntryPage(SurveyListPage):
    """See the module's first words."""

    pane: BatchPane
    rows: tuple[BatchRow, ...] = ()
    shows = frozenset({Kind.SURVEY, Kind.RESPONSE, Kind.CENTRE})
    help_page = "survey-entry"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.sheet: Sheet | None = None
        self._keep: Keep | None = None
        self._keep_anew: Keep | None = None  # of a stack that does not count yet
        self._is_again = False
        self._kept = 0
        self._leads = context.actor.may(Right.LEAD_SURVEYS)
        self._settle_asker = QObject(self)
        deeds: dict[str, Callable[[], object]] = {
            "key": self.key_on,
            "anew": self.key_anew,
            "done": self.all_keyed,
            "settle": self.settle,
            "throw": self.throw_away,
        }
        self.actions_by_key = self._made_actions(DEEDS, deeds)
        self.new_action: QAction = make_action(self, _("&New stack of forms"), self.new_stack, "Alt+Shift+N")
        self.primary = self.new_action
        self.list = EntryList(_("Stacks of forms"))
        self.empty = EmptyState(
            _("Stacks of paper forms stand here."), _("Alt+Shift+N begins one: where, when, and from which number on.")
        )
        chosen = EmptyState(_("The stack you choose stands here."), _("Arrows move through the list."))
        self.pane = BatchPane(list(self.actions_by_key.values()), chosen)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self.keying, self.settling = SheetView(), SettleView()
        self._texts = kept_texts_of(context)
        self.keying.keep_in(self._texts)
        self._put_in(self.keying, self.settling)
        self._connect()
        self._show_again()

    def _connect(self) -> None:
        self.keying.saved.connect(self._save)
        self.keying.left.connect(self._leave)
        self.settling.left.connect(self._leave)
        self.settling.settled.connect(self._settled)
        self.settling.done.connect(self.release)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Paper forms")

    def summary(self) -> str:
        return self.sheet.survey.name if self.sheet is not None else ""

    def shown(self) -> None:
        if self.is_at_list:
            super().shown()
            return
        self._ask()
        if self.places.currentIndex() == KEYING:
            self.keying.focus_sheet()
        else:
            self.settling.focus_first()

    def _forget(self) -> None:
        self.sheet = None

    def _question(self, survey_id: int) -> Callable[[Reading], Found]:
        return partial(_load, survey_id=survey_id, limit=self._limit)

    def _came(self, found: Found) -> None:
        if self.sheet is not None and self.sheet.form == found[0].form:
            found = (self.sheet, found[1])
        self.sheet, page = found
        self._show_page(page)

    def _more(self, survey_id: int, after: Key) -> Callable[[Reading], Page[BatchRow]]:
        return partial(list_batches, survey_id=survey_id, after=after)

    def _entry(self, row: BatchRow) -> Entry:
        is_done = row.state is BatchState.RELEASED
        return Entry(row.id, batch_title(row), batch_words(row), note=words(row.state), is_faint=is_done)

    @property
    def row(self) -> BatchRow | None:
        return next((row for row in self.rows if row.id == self.list.current), None)

    def _show_again(self) -> None:
        row = self.row
        is_free = self.is_at_list and self.pane.form is None
        state = row.state if row is not None and is_free else None
        is_mine = row is not None and row.by_id == self.context.actor.id
        is_second = state is BatchState.SECOND and not is_mine
        left = row.forms - row.again if row is not None else 0
        is_first = state is BatchState.FIRST and is_mine
        may = {
            "key": is_first or (is_second and left > 0),
            "anew": (is_first and left > 0) or (is_second and row is not None and row.again > 0),
            "done": (state is BatchState.FIRST and left > 0) or (is_second and left == 0),
            "settle": state is BatchState.SETTLING,
            "throw": state not in {None, BatchState.RELEASED} and (is_mine or self._leads),
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(may[key])
        self.new_action.setEnabled(is_free and self.sheet is not None)
        self.pane.show_row(row, is_mine=is_mine)

    # keying

    def new_stack(self) -> None:
        if self.sheet is None:
            return
        form = SetupForm(self.sheet, self.context.actor.office_id, self.context.zone)
        form.saved.connect(partial(self._set_up, form))
        self._open(form)

    def _set_up(self, form: SetupForm, setup: Setup) -> None:
        assert self.survey_id is not None
        if not setup.is_double:
            self.pane.drop_form()
            self._keep, self._keep_anew = partial(_keep_once, self.survey_id, setup.stack), None
            self._begin((ONCE, self.survey_id), setup.first, carries_code=setup.carries_code)
            return
        command = partial(open_batch, survey_id=self.survey_id, stack=setup.stack, first_number=setup.first)
        done = partial(self._opened, setup)
        self.context.runner.act(self, command, done, failed=partial(self._failed, form))

    def _opened(self, setup: Setup, batch_id: int) -> None:
        self.pane.drop_form()
        self.list.choose(batch_id)
        self._begin_batch(batch_id, setup.first, carries_code=setup.carries_code)

    def key_on(self) -> None:
        row = self.row
        if row is not None:
            is_again = row.state is BatchState.SECOND
            self._begin_batch(row.id, row.next_number, last=row.last_number, is_again=is_again)

    def key_anew(self) -> None:
        self.key_on()
        self.keying.key_anew()

    def _begin_batch(
        self, batch_id: int, first: int, *, last: int = 0, carries_code: bool = False, is_again: bool = False
    ) -> None:
        self._keep, self._keep_anew = partial(_keep_in_batch, batch_id), partial(_keep_anew, batch_id)
        self._begin((AGAIN, batch_id), first, last=last, carries_code=carries_code, is_again=is_again)

    def _begin(
        self,
        of: tuple[str, int],
        first: int,
        *,
        last: int | None = None,
        carries_code: bool,
        is_again: bool = False,
    ) -> None:
        assert self.sheet is not None
        self._kept, self._is_again = 0, is_again
        self.places.setCurrentIndex(KEYING)
        heading = _("The same forms again") if is_again else _("Form after form")
        self.keying.begin(self.sheet.form, of, heading=heading, first=first, carries_code=carries_code, last=last)
        self._show_again()

    def _save(self, paper: KeyedPaper) -> None:
        if self.keying.is_anew and self._keep_anew is not None:
            command, done = self._keep_anew(paper), self._keyed_anew
        else:
            assert self._keep is not None
            command, done = self._keep(paper), partial(self._saved, paper.number)
        self.context.runner.act(self, command, done, failed=self._not_saved)

    def _saved(self, saved: int, _result: object) -> None:
        self._kept += 1
        told = ngettext("{count} form is kept.", "{count} forms are kept.", self._kept)
        self.context.say(told.format(count=number(self._kept)))
        if self._is_again:
            self._ask_next()
        else:
            self.keying.next_form(saved + 1)

    def _keyed_anew(self, _result: object) -> None:
        self._ask_next()

    def _ask_next(self) -> None:
        if self.row is not None:
            self.context.runner.ask(self._asker, self._question(self.row.survey_id), self._came_again)

    def _came_again(self, found: Found) -> None:
        """The number that is next in the stack is known; after the last one the stack is done."""
        self._came(found)
        row = self.row
        if row is not None and row.next_number:
            self.keying.next_form(row.next_number)
        else:
            self.keying.end()
            self._leave()

    def _not_saved(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.keying.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    # what comes after

    def all_keyed(self) -> None:
        row = self.row
        if row is None:
            return
        if row.state is BatchState.FIRST:
            self.context.runner.act(self, partial(hand_to_second, batch_id=row.id))
        else:
            self.context.runner.act(self, partial(compare_batch, batch_id=row.id), lambda _count: self.settle())

    def throw_away(self) -> None:
        row = self.row
        if row is not None:
            self.context.runner.act(self, partial(throw_batch, batch_id=row.id), partial(self._forget_half, row.id))

    def _forget_half(self, batch_id: int, _result: object = None) -> None:
        """A half keyed form of a stack that is gone: no other stack is to be offered it."""
        self._texts.forget_those(lambda one: one["what"] == AGAIN and one["id"] == batch_id)

    def settle(self) -> None:
        row = self.row
        if row is not None:
            question = partial(list_differences, batch_id=row.id)
            self.context.runner.ask(self._settle_asker, question, self._show_differences)

    def _show_differences(self, rows: tuple[Difference, ...]) -> None:
        assert self.sheet is not None
        self.settling.show_rows(self.sheet.form, rows)
        self.places.setCurrentIndex(SETTLING)
        self.settling.focus_first()
        self._show_again()

    def _settled(self, one: Difference, answer: Answer | None) -> None:
        row = self.row
        if row is None:
            return
        command = partial(settle_difference, batch_id=row.id, number=one.number, item_key=one.item_key, answer=answer)
        self.context.runner.act(self, command, lambda _none: self.settle(), failed=self._not_settled)

    def _not_settled(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.settling.refused(error)
        else:
            self.context.runner.failed.emit(error, None)

    def release(self) -> None:
        row = self.row
        if row is not None:
            command = partial(release_batch, batch_id=row.id)
            self.context.runner.act(self, command, partial(self._released, row.id), failed=self._not_settled)

    def _released(self, batch_id: int, count: int) -> None:
        self._forget_half(batch_id)
        told = ngettext("{count} form counts now.", "{count} forms count now.", count)
        self.context.say(told.format(count=number(count)))
        self._leave()


def _load(reading: Reading, *, survey_id: int, limit: int) -> Found:
    return load_sheet(reading, survey_id=survey_id), list_batches(reading, survey_id=survey_id, limit=limit)


def _keep_once(survey_id: int, stack: Stack, paper: KeyedPaper) -> Callable[[Work], object]:
    return partial(keep_paper, survey_id=survey_id, stack=stack, paper=paper)


def _keep_in_batch(batch_id: int, paper: KeyedPaper) -> Callable[[Work], object]:
    return partial(key_form, batch_id=batch_id, paper=paper)


def _keep_anew(batch_id: int, paper: KeyedPaper) -> Callable[[Work], object]:
    return partial(key_form_anew, batch_id=batch_id, paper=paper)
