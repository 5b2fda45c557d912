"""What is done with all cases that are chosen in the list: bar, forms, jobs, and what was left as it is."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from csatdesk.domain.cases import Priority
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.case_list import CaseList
from csatdesk.gui.cases.close_many import CloseManyPanel
from csatdesk.gui.cases.hand_over import HandOverPanel
from csatdesk.gui.cases.link_panels import ThrowAwayPanel
from csatdesk.gui.cases.many import CHANGES, Many, keys_for
from csatdesk.gui.cases.many_bar import LeftOutView, ManyBar
from csatdesk.gui.cases.matter_panel import MatterPanel
from csatdesk.gui.cases.pane import CasePane
from csatdesk.gui.cases.panel import Panel
from csatdesk.gui.cases.panels import TopicPanel
from csatdesk.gui.cases.papers import Papers
from csatdesk.gui.context import Context
from csatdesk.operations.cases.bulk import Deed, ManyDone
from csatdesk.operations.cases.commands import set_priority, take_case
from csatdesk.wording.texts import _


class ManyDeeds(QObject):
    """Stands beside the list. `some_left_out`: cases refused; `left_out` shows them."""

    some_left_out = Signal()

    def __init__(self, context: Context, table: CaseList, pane: CasePane, papers: Papers) -> None:
        super().__init__(table)
        self._context, self._table, self._pane, self._papers = context, table, pane, papers
        self.bar, self.left_out = ManyBar(keys_for(context)), LeftOutView()
        self.bar.asked.connect(self.do)
        pane.many_done.connect(self._done)

    @property
    def case_ids(self) -> tuple[int, ...]:
        """The cases that are chosen."""
        return tuple(row.id for row in self._table.selected_rows())

    def show_selected(self) -> None:
        """Others were chosen."""
        count = len(self._table.selectionModel().selectedRows())
        self.bar.show_count(count)
        self._pane.allow_for_many(frozenset(self.bar.buttons) if count > 1 else frozenset())

    def handles(self, key: str) -> bool:
        """Whether this is done with all that are chosen."""
        return key in self.bar.buttons and len(self._table.selectionModel().selectedRows()) > 1

    def do(self, key: str) -> None:
        if key == "file":
            self._papers.print_files(self.case_ids)
        elif key == "take":
            self._run(_("Take"), lambda work, case_id: take_case(work, case_id=case_id), N_("Took {count} cases."))
        elif key == "urgent":
            self._make_urgent()
        elif self._pane.panel is not None:
            self._pane.panel.focus_first()
        elif self._pane.card is not None:
            panel = self._form(key)
            panel.case_ids = self.case_ids
            self._pane.open_panel(panel)

    def _form(self, key: str) -> Panel:
        if key == "matter":
            assert self._pane.page is not None
            return MatterPanel(self._pane.page.belongings.matters, None)
        if key == "close":
            return CloseManyPanel({row.kind for row in self._table.selected_rows()})
        forms: dict[str, type[Panel]] = {
            "hand_over": HandOverPanel,
            "topic": TopicPanel,
            "throw_away": ThrowAwayPanel,
        }
        return forms[key]()

    def _make_urgent(self) -> None:
        """Urgent, or normal where all of them are urgent."""
        are_urgent = all(row.priority is Priority.URGENT for row in self._table.selected_rows())
        mark = partial(set_priority, priority=Priority.NORMAL if are_urgent else Priority.URGENT)
        words = N_("Changed the priority of {count} cases.")
        self._run(_("Priority"), lambda work, case_id: mark(work, case_id=case_id), words)

    def _run(self, title: str, deed: Deed, words: str) -> None:
        many = Many(self.case_ids, deed, words)
        self._context.runner.job(self, title, many.job, self._done, changes=CHANGES)

    def _done(self, done: ManyDone) -> None:
        if done.left_out:
            self.some_left_out.emit()
            self.left_out.show_cases(done)
