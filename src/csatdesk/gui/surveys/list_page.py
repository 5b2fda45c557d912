"""A page of one survey: a list, beside it what is chosen, and in place of both what is done with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.paged_model import RELOAD_MOST
from csatdesk.gui.surveys.way_back import way_back
from csatdesk.operations.work import Reading

LISTS = 0


class SurveyListPage(FormPage):
    """A subclass makes `list`, `pane` and `split`, puts them in by `_put_in`, asks `_question`, shows what comes of it
    in `_came` by `_show_page`, and forgets in `_forget` what it shows of another survey. Further rows are read while
    somebody goes down the list: `_more` asks for the page after a key, `_entry` is the line of a row.
    """

    list: EntryList
    rows: tuple[Any, ...] = ()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.survey_id: int | None = None
        way_back(self, lambda: self.survey_id)
        self.places = QStackedWidget()
        self._asker, self._more_asker = QObject(self), QObject(self)
        self._next: Key | None = None

    def _put_in(self, *others: QWidget) -> None:
        """`others` stand in place of the list."""
        for place in (self.split, *others):
            self.places.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.places)
        self.list.chosen.connect(lambda _id: self._show_again())
        self.list.more_wanted.connect(self._ask_more)
        self.pane.left.connect(self._focus_list)

    @property
    def is_at_list(self) -> bool:
        return self.places.currentIndex() == LISTS

    # what the main window asks

    def show_wanted(self, wanted: SurveyWanted) -> None:
        """What belongs to this survey."""
        if wanted.id != self.survey_id:
            self.survey_id = wanted.id
            self.rows, self._next = (), None
            self.places.setCurrentIndex(LISTS)
            self.pane.drop_form()
            self._forget()
        self._ask()

    def shown(self) -> None:
        self._ask()
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _question(self, survey_id: int) -> Callable[[Reading], Any]:
        raise NotImplementedError

    def _came(self, found: Any) -> None:
        raise NotImplementedError

    def _forget(self) -> None:
        raise NotImplementedError

    def _ask(self) -> None:
        if self.survey_id is not None:
            self.context.runner.ask(self._asker, self._question(self.survey_id), self._came)

    @property
    def _limit(self) -> int:
        """As many as are shown and a page behind what is chosen: a change leaves everybody where they stand, also when
        new rows come before them.
        """
        place = next((place for place, one in enumerate(self.list.entries) if one.id == self.list.current), 0)
        return min(max(len(self.rows), place + PAGE_SIZE), RELOAD_MOST)

    def _more(self, survey_id: int, after: Key) -> Callable[[Reading], Page[Any]]:
        raise NotImplementedError

    def _entry(self, row: Any) -> Entry:
        raise NotImplementedError

    def _ask_more(self) -> None:
        if self._next is not None and self.survey_id is not None:
            done = partial(self._more_came, self._next)
            self.context.runner.ask(self._more_asker, self._more(self.survey_id, self._next), done)

    def _more_came(self, after: Key, page: Page[Any]) -> None:
        if after != self._next:  # the list was read anew meanwhile
            return
        self.rows, self._next = (*self.rows, *page.rows), page.next
        self.list.add_entries([self._entry(row) for row in page.rows], has_more=page.next is not None)

    def _show_page(self, page: Page[Any]) -> None:
        """What was chosen stays chosen while it is there."""
        self.rows, self._next = page.rows, page.next
        entries = [self._entry(row) for row in page.rows]
        self.list.show_entries(entries, has_more=page.next is not None)
        self.split.show_empty(not entries)
        if entries and self.list.current not in {one.id for one in entries}:
            self.list.choose(entries[0].id)
        self._show_again()
        self.head_changed.emit()

    def _leave(self) -> None:
        """Back to the list."""
        self.places.setCurrentIndex(LISTS)
        self._ask()
        self._show_again()
        if self.split.is_empty:
            self.setFocus()
        self._focus_list()
