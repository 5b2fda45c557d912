"""What is done about an item that failed: why it failed is said (M26), and a measure is begun from it (M11)."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from csatdesk.domain.corrective_actions import (
    Cause,
    FailedItem,
    FailedItems,
    MeasureFilter,
    MeasureStart,
    MeasuresWanted,
)
from csatdesk.domain.errors import NotFound
from csatdesk.domain.evaluations import EvaluationCard, EvaluationState
from csatdesk.gui.context import Context
from csatdesk.gui.evaluations.forms import WhyForm
from csatdesk.gui.evaluations.pane import EvaluationPane
from csatdesk.gui.filling.answers import name_of
from csatdesk.operations.corrective_actions.failed_items import load_failed_items, say_why
from csatdesk.operations.corrective_actions.starts import begin_from_items
from csatdesk.operations.work import Undoable


class FailedDeeds(QObject):
    """For the question on which one stands in the pane. `came`: it is known what failed, and what can be done."""

    came = Signal()

    def __init__(self, context: Context, pane: EvaluationPane) -> None:
        super().__init__(pane)
        self._context, self._pane = context, pane
        self._asker, self._start_asker = QObject(self), QObject(self)

    def ask(self, card: EvaluationCard | None) -> None:
        """What failed in one that counts; of the one before nothing is kept."""
        failed = self._pane.failed
        if card is None or (failed is not None and failed.evaluation_id != card.row.id):
            self._pane.show_failed(None)
        if card is not None and card.row.state is EvaluationState.ACCEPTED:
            question = partial(load_failed_items, evaluation_id=card.row.id)
            self._context.runner.ask(self._asker, question, self._show, failed=self._gone)

    def _gone(self, error: BaseException) -> None:
        """It is decided, and no longer this person's to see; the list that follows shows another."""
        if not isinstance(error, NotFound):
            self._context.runner.failed.emit(error, None)

    def _show(self, failed: FailedItems) -> None:
        card = self._pane.card
        if card is not None and card.row.id == failed.evaluation_id:
            self._pane.show_failed(failed)
            self.came.emit()

    @property
    def item(self) -> FailedItem | None:
        """On which one stands; None on one that did not fail."""
        failed = self._pane.failed
        return failed.item(self._pane.item_key) if failed is not None else None

    @property
    def may_say_why(self) -> bool:
        return self.item is not None and self._pane.failed is not None and self._pane.failed.may_say_why

    @property
    def may_begin(self) -> bool:
        """Or look at the measure that is there."""
        if self.item is None or self._pane.failed is None:
            return False
        return self._pane.failed.may_begin or self.item.measure is not None

    def form(self) -> WhyForm | None:
        card, item = self._pane.card, self.item
        question = card.template.form.item(item.key) if card is not None and item is not None else None
        return WhyForm(name_of(question), item) if question is not None and item is not None else None

    def command(self, form: WhyForm, cause: Cause) -> partial[Undoable[None]]:
        assert self._pane.failed is not None
        return partial(say_why, evaluation_id=self._pane.failed.evaluation_id, item_key=form.item_key, cause=cause)

    def go_on(self) -> None:
        """To the next one of which nobody has said why."""
        failed = self._pane.failed
        left = [one.key for one in failed.items if one.cause is None] if failed is not None else []
        left = [key for key in left if key != self._pane.item_key]
        if left:
            self._pane.items.choose(left[0])

    def measure(self) -> None:
        """The one that answers it, or a new one."""
        failed, item = self._pane.failed, self.item
        if failed is None or item is None:
            return
        if item.measure is not None:
            only = MeasureFilter(stage=item.measure.status.stage)
            self._context.show_measures(MeasuresWanted(only, item.measure.id))
            return
        question = partial(
            begin_from_items,
            standard_key=failed.standard_key,
            item_keys=(item.key,),
            office_id=failed.office_id,
            person_id=failed.person_id,
            evaluation_id=failed.evaluation_id,
        )
        self._context.runner.ask(self._start_asker, question, self._begin)

    def _begin(self, start: MeasureStart) -> None:
        self._context.show_measures(MeasuresWanted(start=start))
