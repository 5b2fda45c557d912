"""Beside the list of rules: what one draws, what it has drawn, and how each draw came about."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from csatdesk.gui.administration.lists import EntryList
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.reviews.words import check_words, draw_entry, how_lines, line_entry, rule_facts
from csatdesk.gui.scrolling import reading_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.reviews.drawing import CheckedDraw
from csatdesk.operations.reviews.draws import DrawCard, DrawRow
from csatdesk.operations.reviews.rules import RuleRow
from csatdesk.wording.texts import _

PANE_LEAST = 420
HOW_MOST, OF_DRAWS = 0.4, 0.4  # of the height: how it was drawn; and the list of draws, of what that leaves


class DrawParts(QSplitter):
    """How it was drawn is seen whole where there is room for it beside the two lists."""

    def __init__(self, draws: QWidget, how: QWidget, drawn: QWidget) -> None:
        """`how`: around it comes what scrolls."""
        super().__init__(Qt.Orientation.Vertical)
        self._inside = how
        self.how = reading_scroll(how, _("How was it drawn?"))  # in a low window lines would be pressed together
        how.installEventFilter(self)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget in (draws, self.how, drawn):
            self.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Other lines want another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._share_height()
        return False

    def _share_height(self) -> None:
        high = self.height()
        how = min(self._inside.sizeHint().height(), round(high * HOW_MOST))
        draws = round((high - how) * OF_DRAWS)
        self.setSizes([draws, how, high - how - draws])


class RulePane(FormPane):
    draw_chosen = Signal(object)  # id of a draw

    def __init__(self, actions: Sequence[QAction], empty: EmptyState, zone: tzinfo) -> None:
        super().__init__()
        self.row: RuleRow | None = None
        self.card: DrawCard | None = None
        self._zone, self._actions = zone, tuple(actions)
        self.buttons = [deed_button(action) for action in actions]
        self.name = Label("", "title", wrap=True)
        self.facts = FactLines()
        self.draws = EntryList(_("Draws"))
        self.draws.chosen.connect(self.draw_chosen)
        self.none = Label(_("Nothing was drawn by it yet."), "small", "ink2")
        self.how = FactLines()
        self.checked = Label("", "small", wrap=True)
        self.drawn = EntryList(_("What was drawn"))
        self.put_in(self._laid_out(), empty)
        self.setMinimumWidth(PANE_LEAST)

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        head = QVBoxLayout()
        head.setSpacing(S8)
        head.setContentsMargins(theme().margin, S12, theme().margin, S12)
        head.addWidget(self.name)
        head.addWidget(FlowBox(*self.buttons, gap=S8))
        head.addWidget(self.facts)
        head.addWidget(self.none)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._below(), 1)
        return inside

    def _below(self) -> QSplitter:
        """The draws; beneath them how the chosen one came about, and all that it drew."""
        inside = QWidget()
        how = QVBoxLayout(inside)
        how.setSpacing(S8)
        how.setContentsMargins(theme().margin, S8, theme().margin, S8)
        how.addWidget(Label(_("How was it drawn?"), "heading"))
        how.addWidget(self.how)
        how.addWidget(self.checked)
        self._split = DrawParts(self.draws, inside, self.drawn)
        return self._split

    def show_rule(self, row: RuleRow | None) -> None:
        if row is None or self.row is None or row.id != self.row.id:
            self.draws.leave()
            self.show_draw(None)
        self.row = row
        if row is not None:
            self.name.setText(row.rule.name)
            self.facts.show_lines(list(rule_facts(row, self._zone)))
        self.show_place(NOTHING if row is None else CARD)
        for button, action in zip(self.buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())

    def show_draws(self, draws: Sequence[DrawRow]) -> None:
        """The newest is chosen where none is."""
        self.none.setVisible(not draws)
        self._split.setVisible(bool(draws))
        self.draws.show_entries([draw_entry(one) for one in draws])
        if draws and self.draws.current not in {one.id for one in draws}:
            self.draws.choose(draws[0].id)

    def show_draw(self, card: DrawCard | None) -> None:
        is_other = card is None or self.card is None or card.row.id != self.card.row.id
        self.card = card
        self._split.how.setVisible(card is not None)
        self.drawn.setVisible(card is not None)
        if is_other:
            self.checked.hide()
        if card is not None:
            self.how.show_lines(list(how_lines(card, self._zone)))
            self.drawn.show_entries([line_entry(at, one, self._zone) for at, one in enumerate(card.lines)])

    def show_check(self, found: CheckedDraw) -> None:
        if self.card is not None:
            self.checked.setText(check_words(found, self.card))
            self.checked.show()

    def focus_page(self) -> None:
        if self.row is not None and self.form is None:
            self.draws.setFocus(Qt.FocusReason.OtherFocusReason)
