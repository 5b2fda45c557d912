"""Beside a figure: what stands out in it, and the single evaluations behind it; Enter opens one, Esc goes back."""

from collections.abc import Callable
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.evaluations import EvaluationCard, EvaluationRow
from csatdesk.domain.paging import Page
from csatdesk.gui.context import Context
from csatdesk.gui.evaluations.evaluation_list import EvaluationList, EvaluationModel
from csatdesk.gui.evaluations.pane import EvaluationPane
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.paged_model import Wanted
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.quality.behind import Behind, list_behind
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _

PANE_LEAST = 320


class BehindModel(EvaluationModel):
    """The evaluations behind one figure."""

    behind: Behind | None = None

    def show_behind(self, behind: Behind) -> None:
        self.behind = behind
        self.read()

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[EvaluationRow]]:
        if self.behind is None:
            return lambda _reading: Page((), None)
        return partial(list_behind, behind=self.behind, after=wanted.after, limit=wanted.limit)


class BehindPane(QWidget):
    """`left`: back to the figures."""

    left = Signal()

    def __init__(self, context: Context, zone: tzinfo) -> None:
        super().__init__()
        self._context = context
        self._asker = QObject(self)
        self.name, self.words = Label("", "title", wrap=True), Label("", "small", wrap=True)
        self.about = Label(_("Evaluations behind it that you may see; Enter opens one"), "small", "ink2", wrap=True)
        self.list = EvaluationList(context.runner, zone, model=BehindModel(context.runner, context.runner))
        self.none = Label(_("None of them is yours or of people you lead."), "small", "ink2", wrap=True)
        self.room = QWidget()  # in the place of the list, so that the words stay at the top
        chosen = EmptyState(_("The evaluation you choose stands here."), "")
        self.card = EvaluationPane((), chosen, zone)
        self.places = QStackedWidget()
        self._lay_out()
        self.list.opened.connect(self._open)
        self.list.evaluations.loaded.connect(self._loaded)
        self.card.left.connect(self.close_card)
        self.setMinimumWidth(PANE_LEAST)

    def _lay_out(self) -> None:
        behind = QWidget()
        head = self._head = QVBoxLayout()
        head.setSpacing(S8)
        for label in (self.name, self.words, self.about, self.none):
            head.addWidget(label)
        column = QVBoxLayout(behind)
        column.setContentsMargins(0, 0, 0, S4)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.list, 1)
        column.addWidget(self.room, 1)
        self.places.addWidget(behind)
        self.places.addWidget(self.card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.places)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, S12, theme().margin, S8)

    def show_figure(self, name: str, words: str, behind: Behind) -> None:
        self.places.setCurrentIndex(0)
        self.name.setText(name)
        self.tell(words)
        model = self.list.evaluations
        assert isinstance(model, BehindModel)
        if model.behind != behind:
            model.show_behind(behind)
        else:
            model.reload()

    def tell(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def focus_page(self) -> None:
        if self.list.evaluations.row_count:
            if self.list.row() is None:
                self.list.select_first()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _loaded(self) -> None:
        has_some = bool(self.list.evaluations.row_count)
        self.none.setVisible(not has_some)
        self.about.setVisible(has_some)
        self.list.setVisible(has_some)
        self.room.setVisible(not has_some)

    def _open(self, row: EvaluationRow) -> None:
        self._context.runner.ask(self._asker, partial(load_evaluation, evaluation_id=row.id), self._show_card)

    def _show_card(self, card: EvaluationCard) -> None:
        self.card.show_card(card)
        self.places.setCurrentIndex(1)
        self.card.focus_page()

    def close_card(self) -> None:
        self.places.setCurrentIndex(0)
        self.focus_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.places.currentIndex():
            self.close_card()
        else:
            self.left.emit()
