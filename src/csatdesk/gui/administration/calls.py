"""Call lists of the telephone exchange: what reviews can be drawn from, and how many calls were never logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.gui.administration.file_problems import FileProblems
from csatdesk.gui.administration.imports.drop_area import DropArea
from csatdesk.gui.administration.section import Section, Sheet
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, ErrorBanner, FormRow, Label, PlainButton
from csatdesk.gui.tokens import S4, S8, S24
from csatdesk.operations.reviews.call_lists import (
    CallListRow,
    CallsFile,
    Extension,
    list_call_lists,
    list_unknown_extensions,
    look_at_calls,
    save_calls,
    set_extension,
)
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number, percent
from csatdesk.wording.reviews import days_words
from csatdesk.wording.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class CallBoard:
    lists: tuple[CallListRow, ...]
    unknown: tuple[Extension, ...]
    people: tuple[tuple[int, str], ...]


def load_calls(reading: Reading) -> CallBoard:
    people = tuple((one.id, one.name) for one in list_staff(reading))
    return CallBoard(list_call_lists(reading), list_unknown_extensions(reading), people)


class CallsSection(Section):
    """See the module's first words."""

    shows = frozenset({Kind.IMPORT, Kind.STAFF, Kind.REVIEW})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.board: CallBoard | None = None
        self._asker = QObject(self)
        self.banner = ErrorBanner()
        self.drop = DropArea()
        self.problems = FileProblems()
        self.problems.hide()
        self.lists = ListedFiles()
        self.extension, self.person = Choice(), Choice()
        self.assign = PlainButton(_("That is &theirs"))
        self._lay_out()
        self.drop.chosen.connect(self.look_at)
        self.assign.clicked.connect(self.assign_extension)

    def _lay_out(self) -> None:
        sheet = Sheet()
        sheet.add(self.banner)
        sheet.add_heading(
            _("Call lists"),
            _(
                "A table of calls: when each began, at which extension or by whom, how long. Bad calls are easily left "
                "unlogged, so reviews can be drawn from these lists instead. Numbers of callers are not taken over."
            ),
        )
        sheet.add(self.drop)
        sheet.add(self.problems)
        sheet.add(self.lists)
        self._whose = QWidget()
        grid = QGridLayout(self._whose)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(S8)
        grid.addWidget(Label(_("Extensions that are nobody’s yet"), bold=True), 0, 0)
        grid.addWidget(FormRow(_("E&xtension"), self.extension), 1, 0)
        grid.addWidget(FormRow(_("&Whose"), self.person), 2, 0)
        row = QHBoxLayout()
        row.addWidget(self.assign)
        row.addStretch(1)
        grid.addLayout(row, 3, 0)
        sheet.add(self._whose)
        self._whose.hide()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)

    # what the page asks

    def summary(self) -> str:
        count = len(self.board.lists) if self.board is not None else 0
        return ngettext("{count} call list", "{count} call lists", count).format(count=number(count))

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        self.drop.button.setFocus()

    def reload(self) -> None:
        self.context.runner.ask(self._asker, load_calls, self._show)

    def _show(self, board: CallBoard) -> None:
        self.board = board
        self.lists.show_lists(board.lists, self.context.zone)
        self.head_changed.emit()
        self._whose.setVisible(bool(board.unknown))
        self.extension.clear()
        for one in board.unknown:
            calls = ngettext("{count} call", "{count} calls", one.calls).format(count=number(one.calls))
            self.extension.add(one.extension, f"{one.extension} ({calls})")
        if self.person.count() != len(board.people):
            self.person.clear()
            for id_, name in board.people:
                self.person.add(id_, name)

    # what is done

    def look_at(self, path: Path) -> None:
        """Read the file; it is written only when nothing is wrong in it."""
        self.problems.tell((), "")
        failed = partial(self.refuse, banner=self.banner)
        looking = partial(look_at_calls, path=path)
        self.context.runner.job(self, _("Reading a call list"), looking, self._looked, failed=failed)

    def _looked(self, found: CallsFile) -> None:
        self.banner.say("")
        if found.problems:
            self.problems.tell(found.problems, found.name)
        elif not found.calls:
            self.problems.tell((_("There are no rows with a time, an extension and a length."),), found.name)
        else:
            failed = partial(self.refuse, banner=self.banner)
            self.context.runner.act(self, partial(save_calls, file=found), self._saved, failed=failed)

    def _saved(self, count: int) -> None:
        words = ngettext("{count} new call.", "{count} new calls.", count)
        self.context.say(words.format(count=number(count)))
        self.reload()

    def assign_extension(self) -> None:
        extension, staff_id = self.extension.value(), self.person.value()
        if isinstance(extension, str) and isinstance(staff_id, int):
            command = partial(set_extension, extension=extension, staff_id=staff_id)
            failed = partial(self.refuse, banner=self.banner)
            self.context.runner.act(self, command, self._assigned, failed=failed)

    def _assigned(self, count: int) -> None:
        words = ngettext("{count} call has its person now.", "{count} calls have their person now.", count)
        self.context.say(words.format(count=number(count)))
        self.reload()


class ListedFiles(QWidget):
    """The last lists: how many calls, how many of them nobody logged."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, S8, 0, S8)
        self._grid.setHorizontalSpacing(S24)
        self._grid.setVerticalSpacing(S4)
        self._grid.setColumnStretch(5, 1)

    def show_lists(self, lists: Sequence[CallListRow], zone: tzinfo) -> None:
        for label in self.labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.labels = []
        if not lists:
            self._add(_("No list yet."), 0, 0, "small")
            return
        for place, head in enumerate((_("File"), _("Days"), _("Calls"), _("Not logged"), _("Nobody’s"))):
            self._add(head, 0, place, "caption")
        for line, row in enumerate(lists, start=1):
            for place, words in enumerate(_cells(row, zone)):
                self._add(words, line, place, "small")

    def _add(self, words: str, line: int, place: int, role: str) -> None:
        label = Label(words, role, "ink2" if role == "caption" or not line else "ink")
        self.labels.append(label)
        self._grid.addWidget(label, line, place)


def _cells(row: CallListRow, zone: tzinfo) -> Sequence[str]:
    known = row.calls - row.of_nobody
    share = f" ({percent(row.unlogged / known)})" if known else ""
    days = days_words(row.first_at.astimezone(zone).date(), row.last_at.astimezone(zone).date())
    return (
        row.file_name,
        days,
        number(row.calls),
        f"{number(row.unlogged)}{share}",
        number(row.of_nobody) if row.of_nobody else "",
    )
