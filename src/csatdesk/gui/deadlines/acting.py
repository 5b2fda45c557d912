"""From a row: move, extend, explain, open; of all that are selected: escalate, remind, hand over, close, recompute."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Cancelled
from csatdesk.domain.staff import Right
from csatdesk.gui.cases.close_many import CloseManyPanel
from csatdesk.gui.cases.closing import ClosePanel
from csatdesk.gui.cases.hand_over import HandOverPanel
from csatdesk.gui.cases.panel import Panel
from csatdesk.gui.cases.promise_panels import MovePanel
from csatdesk.gui.context import Context
from csatdesk.gui.deadlines.deeds import ON_ROW
from csatdesk.gui.deadlines.due_list import DueTable
from csatdesk.gui.deadlines.panels import CalendarPanel, ExtendPanel
from csatdesk.gui.deadlines.papers import DeadlinePapers
from csatdesk.gui.deadlines.side_place import SidePlace
from csatdesk.gui.deadlines.views_beside import RecomputeView
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.recomputing import Moved, preview_recompute, recompute_many
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.deadlines.commands import escalate_case, remind_keeper
from csatdesk.operations.deadlines.extending import LegalClock, load_legal_clock
from csatdesk.operations.deadlines.telling import Picked, Telling, tell_many
from csatdesk.operations.deadlines.views import DeadlineRow
from csatdesk.operations.work import Reading, Undoable
from csatdesk.wording.texts import _


class Acting(QObject):
    """Acts on the row of `table` on which the keyboard stands; forms open in `side`."""

    def __init__(self, context: Context, table: DueTable, side: SidePlace, papers: DeadlinePapers) -> None:
        super().__init__(side)
        self.facts: CaseFacts | None = None
        self._context, self._table, self._side, self._papers = context, table, side, papers

    def enabled(self, *, is_list: bool) -> dict[str, bool]:
        """Which deeds can be done with the row; none while the list is not in front."""
        row: DeadlineRow | None = self._table.row() if is_list else None
        works, is_due = row is not None and self._context.may(Right.WORK_ON_CASE), row is not None
        extends = self._context.may(Right.EXTEND_DEADLINE)
        special = {
            "move": works and row is not None and row.promise_id is not None,
            "extend": extends and row is not None and row.legal_id is not None,
            "escalate": works,
            "remind": works,
            "hand_over": is_due and self._context.may(Right.HAND_OVER_CASE),
            "close": works,
            "why": row is not None and row.due is not None and row.due.id > 0,
            "open": is_due,
        }
        assert list(special) == [deed.key for deed in ON_ROW]
        return special | {"recompute": is_due and extends}

    def do(self, key: str) -> None:
        if key == "calendar":
            self._choose_person()
            return
        row: DeadlineRow | None = self._table.row()
        if row is None:
            return
        deeds: dict[str, Callable[[DeadlineRow], object]] = {
            "move": self._move,
            "extend": self._extend,
            "escalate": partial(self._tell, escalate_case, Telling.ESCALATE),
            "remind": partial(self._tell, remind_keeper, Telling.REMIND),
            "hand_over": self._hand_over,
            "close": self._close,
            "why": lambda row: self._context.explain(row.due.id) if row.due is not None else None,
            "open": lambda row: self._context.open_case(row.case.id),
            "recompute": lambda _row: self._preview(),
        }
        deeds[key](row)

    def _tell(self, command: Callable[..., Undoable[str]], telling: Telling, row: DeadlineRow) -> None:
        """Of the row; of several that are selected as a job, with one message."""
        rows: list[DeadlineRow] = self._table.selected_rows()
        picked = tuple(dict.fromkeys(map(_picked, rows or [row])))
        if len(picked) == 1:
            (one,) = picked
            self._context.runner.act(self, partial(command, case_id=one.case_id, deadline_id=one.deadline_id))
            return
        title = _("Reminding …") if telling is Telling.REMIND else _("Escalating …")
        job = partial(tell_many, picked=picked, telling=telling)
        self._context.runner.job(self, title, job, changes=frozenset({Kind.CASE, Kind.NOTICE}))

    def _move(self, row: DeadlineRow) -> None:
        self._context.runner.ask(self, partial(load_case, case_id=row.case.id), partial(self._open_move, row))

    def _open_move(self, row: DeadlineRow, card: CaseCard) -> None:
        promise = next((one for one in card.promises if one.id == row.promise_id and one.is_open), None)
        if promise is not None and self.facts is not None:
            self._side.open_panel(MovePanel(promise, self.facts), card, self.facts)

    def _extend(self, row: DeadlineRow) -> None:
        if row.legal_id is None:
            return
        question = partial(_card_and_clock, case_id=row.case.id, deadline_id=row.legal_id)
        self._context.runner.ask(self, question, self._open_extend)

    def _open_extend(self, found: tuple[CaseCard, LegalClock]) -> None:
        card, clock = found
        if self.facts is not None:
            self._side.open_panel(ExtendPanel(clock, self.facts), card, self.facts)

    def _hand_over(self, row: DeadlineRow) -> None:
        """The row, or all that are selected."""
        self._open_for(row, HandOverPanel, self._selected() or (row.case.id,))

    def _close(self, row: DeadlineRow) -> None:
        """The row with all that closing asks for, or all that are selected with one outcome."""
        ids, rows = self._selected(), self._table.selected_rows()
        if len(ids) > 1:
            self._open_for(row, partial(CloseManyPanel, {one.case.kind for one in rows}), ids)
        else:
            self._open_for(row, ClosePanel, (row.case.id,))

    def _open_for(self, row: DeadlineRow, make: Callable[[], Panel], case_ids: tuple[int, ...]) -> None:
        question = partial(load_case, case_id=row.case.id)
        self._context.runner.ask(self, question, partial(self._open_panel, make, case_ids))

    def _open_panel(self, make: Callable[[], Panel], case_ids: tuple[int, ...], card: CaseCard) -> None:
        if self.facts is not None:
            panel = make()
            panel.case_ids = case_ids
            self._side.open_panel(panel, card, self.facts)

    def _selected(self) -> tuple[int, ...]:
        rows: list[DeadlineRow] = self._table.selected_rows()
        return tuple(dict.fromkeys(row.case.id for row in rows))

    def _preview(self) -> None:
        case_ids = self._selected()
        if case_ids:
            question = partial(preview_recompute, case_ids=case_ids)
            self._context.runner.ask(self, question, partial(self._show_preview, len(case_ids)))

    def _show_preview(self, looked_at: int, moved: tuple[Moved, ...]) -> None:
        view = RecomputeView(moved, looked_at, self._context.zone)
        view.confirmed.connect(partial(self._recompute, view))
        self._side.open(view)

    def _recompute(self, view: RecomputeView) -> None:
        view.wait()
        job = partial(recompute_many, case_ids=view.case_ids)
        self._context.runner.job(
            view,
            _("Recompute deadlines"),
            job,
            lambda _count: self._side.leave(),
            failed=partial(self._not_recomputed, view),
            changes=frozenset({Kind.CASE}),
        )

    def _not_recomputed(self, view: RecomputeView, error: BaseException) -> None:
        is_cancelled = isinstance(error, Cancelled)
        view.stopped(is_cancelled=is_cancelled)
        if not is_cancelled:
            self._context.runner.failed.emit(error, None)

    def _choose_person(self) -> None:
        if self.facts is None:
            return
        row: DeadlineRow | None = self._table.row()
        first = row.keeper_id if row is not None and row.keeper_id is not None else self._context.actor.id
        panel = CalendarPanel(self.facts, first)
        panel.chosen.connect(self._save_calendar)
        self._side.open(panel)

    def _save_calendar(self, staff_id: int, name: str) -> None:
        self._side.leave()
        self._papers.save_calendar(staff_id, name)


def _picked(row: DeadlineRow) -> Picked:
    return Picked(row.case.id, row.due.id if row.due is not None and row.due.id else None)


def _card_and_clock(reading: Reading, *, case_id: int, deadline_id: int) -> tuple[CaseCard, LegalClock]:
    return load_case(reading, case_id=case_id), load_legal_clock(reading, deadline_id=deadline_id)
