"""The place beside the list: the overview, or for a while a form or something to read in its stead."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.errors import Cancelled, Spoken
from csatdesk.gui.cases.many import CHANGES, Many
from csatdesk.gui.cases.panel import Command, Panel
from csatdesk.gui.chosen_pane import PANE_LEAST
from csatdesk.gui.context import Context
from csatdesk.gui.deadlines.overview import Overview
from csatdesk.gui.deadlines.views_beside import Beside
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.operations.cases.bulk import ManyDone
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext, spoken

TOLD_MOST = 3  # cases that were left as they are, by name


class SidePlace(QWidget):
    """`left`: back to the list, what stood there is closed."""

    left = Signal()

    def __init__(self, context: Context, overview: Overview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.overview = overview
        self._stack = QStackedWidget()
        self._stack.addWidget(overview)
        self.setMinimumWidth(PANE_LEAST)
        self.setProperty("surface", "bg")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def shown(self) -> Panel | InlineForm | Beside | None:
        """What stands in the overview's stead."""
        found = self._stack.currentWidget()
        return found if isinstance(found, InlineForm | Beside) else None

    def open_panel(self, panel: Panel, card: CaseCard, facts: CaseFacts) -> None:
        """A form that makes a command of its fields."""
        panel.show_case(card, facts, kept_texts_of(self._context))
        panel.saved.connect(partial(self._do, panel))
        self.open(panel)

    def open(self, view: InlineForm | Beside) -> None:
        self.close_shown()
        view.left.connect(self.leave)
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        view.focus_first()

    def leave(self) -> None:
        self.close_shown()
        self.left.emit()

    def close_shown(self) -> None:
        shown = self.shown
        self._stack.setCurrentWidget(self.overview)
        if shown is not None:
            self._stack.removeWidget(shown)
            shown.deleteLater()

    def _do(self, panel: Panel, command: Command | Many) -> None:
        failed = partial(self._failed, panel, command)
        if isinstance(command, Many):
            job = partial(self._context.runner.job, self, panel.title, command.job, changes=CHANGES)
            job(partial(self._many_done, panel), failed=failed)
        else:
            done: Callable[[object], object] = partial(self._done, panel)
            self._context.runner.act(self, command, done, failed=failed)

    def _many_done(self, panel: Panel, done: ManyDone) -> None:
        self._done(panel, None)
        if done.left_out:
            count = len(done.left_out)
            left = ngettext("{count} case was left as it is", "{count} cases were left as they are", count)
            why = "; ".join(f"{one.number}: {spoken(one.refusal)}" for one in done.left_out[:TOLD_MOST])
            self._context.say(_("{name}: {values}").format(name=left.format(count=number(count)), values=why))

    def _done(self, panel: Panel, _result: object) -> None:
        panel.done()
        if self.shown is panel:
            self.leave()

    def _failed(self, panel: Panel, command: Command | Many, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            panel.clear_errors()  # what was done was taken back; the form stays as it is
        elif self.shown is panel and isinstance(error, Spoken):
            panel.refused(error)
        else:
            self._context.runner.failed.emit(error, partial(self._do, panel, command))
