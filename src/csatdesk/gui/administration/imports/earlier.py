"""What was imported before: to look at, or to take back."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csatdesk.domain.staff import Right
from csatdesk.gui.administration.imports.plan import CASES, PAST, RESPONSES
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline, Label, LinkButton
from csatdesk.gui.tokens import S8, S24
from csatdesk.operations.import_runs import ImportRow
from csatdesk.wording.formats import number, short_instant
from csatdesk.wording.texts import _, ngettext

SHOWN = 30


class EarlierImports(QWidget):
    """A line for each; the newest first."""

    show_wanted = Signal(int, str)  # id of an import, and what it brought
    take_back_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.shows: dict[int, LinkButton] = {}
        self.take_backs: dict[int, LinkButton] = {}
        self._empty = Label(_("Nothing was imported yet."), "body", "ink2")
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S24)
        self._grid.setVerticalSpacing(S8)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._rows)

    def show_imports(self, imports: tuple[ImportRow, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.shows, self.take_backs = {}, {}
        for place, one in enumerate(imports[:SHOWN]):
            self._add(2 * place, one)
        self._empty.setVisible(not imports)
        self._rows.setVisible(bool(imports))

    def _add(self, line: int, one: ImportRow) -> None:
        tone = "ink3" if one.is_taken_back else "ink"
        at = short_instant(one.started_at, self._context.zone)
        self._grid.addWidget(Label(at, "small", "ink2"), line, 0)
        self._grid.addWidget(Label(one.file_name, "body", tone, bold=not one.is_taken_back), line, 1)
        self._grid.addWidget(Label(counts_of(one), "body", tone), line, 2)
        if not one.is_taken_back:
            self._add_links(line, one)
        self._grid.addWidget(Hairline(), line + 1, 0, 1, 5)

    def _add_links(self, line: int, one: ImportRow) -> None:
        if one.what == PAST or (one.what == CASES and self._context.may(Right.SEE_CASES)):
            words = _("Show the cases") if one.what == CASES else _("Show the past evaluations")
            show = self._link(words, one)
            show.clicked.connect(partial(self.show_wanted.emit, one.id, one.what))
            self.shows[one.id] = show
            self._grid.addWidget(show, line, 3)
        back = self._link(_("Take back"), one)
        back.clicked.connect(partial(self.take_back_wanted.emit, one.id))
        self.take_backs[one.id] = back
        self._grid.addWidget(back, line, 4)

    def _link(self, words: str, one: ImportRow) -> LinkButton:
        link = LinkButton(words)
        link.setAccessibleName(_("{action}: {file}").format(action=words, file=one.file_name))
        return link


def counts_of(one: ImportRow) -> str:
    """What an import brought, in words: "4,336 cases, 12 rows refused"."""
    if one.is_taken_back:
        return _("taken back")
    added = added_words(one.what, one.added)
    if not one.refused:
        return added
    refused = ngettext("{count} row refused", "{count} rows refused", one.refused).format(count=number(one.refused))
    return _("{added}, {refused}").format(added=added, refused=refused)


def added_words(what: str, count: int) -> str:
    if what == CASES:
        return ngettext("{count} case", "{count} cases", count).format(count=number(count))
    if what == PAST:
        return ngettext("{count} past evaluation", "{count} past evaluations", count).format(count=number(count))
    if what == RESPONSES:
        return ngettext("{count} answer", "{count} answers", count).format(count=number(count))
    return ngettext("{count} customer", "{count} customers", count).format(count=number(count))
