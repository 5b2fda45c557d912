"""To which cases a rule applies; what few need stands behind "More conditions"."""

from collections.abc import Hashable
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.rules import Conditions
from csatdesk.gui.administration.rules.rows import tall_row
from csatdesk.gui.administration.rules.tick_row import TickRow
from csatdesk.gui.administration.rules.topic_ticks import TopicTicks
from csatdesk.gui.administration.section import Indented, order_tabs
from csatdesk.gui.fields import LinkButton
from csatdesk.gui.tokens import S12
from csatdesk.operations.rules import RuleBook
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

E = TypeVar("E", bound=Enum)


class ConditionsBox(QWidget):
    """`show_conditions`, `conditions`; `offer` first."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds, self.topics = TickRow(_options(CaseKind)), TopicTicks()
        self.more = LinkButton(_("More conditions"), role="body")
        self.more.clicked.connect(self._open)
        self.segments, self.channels = TickRow(_options(Segment)), TickRow(_options(Channel))
        self.offices, self.priorities = TickRow(), TickRow(_options(Priority))
        rows = (
            tall_row(_("&Kinds"), self.kinds),
            tall_row(_("&Topics"), self.topics),
            Indented(self.more),
            tall_row(_("Customers"), self.segments),
            tall_row(_("C&hannels"), self.channels),
            tall_row(_("&Offices"), self.offices),
            tall_row(_("&Priority"), self.priorities),
        )
        self._behind = rows[3:]
        self._more_row = rows[2]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S12)
        for row in rows:
            column.addWidget(row)
        for field in (self.kinds, self.topics, self.segments, self.channels, self.offices, self.priorities):
            field.edited.connect(self.edited)

    def offer(self, book: RuleBook) -> None:
        self.topics.offer(book.tree)
        if set(self.offices.boxes) != {office_id for office_id, _name in book.offices}:
            self.offices.offer(book.offices)
            boxes = self.offices.boxes.values()
            order_tabs(list(self.channels.boxes.values())[-1], *boxes, next(iter(self.priorities.boxes.values())))

    def show_conditions(self, conditions: Conditions) -> None:
        self.kinds.set_values(conditions.kinds)
        self.topics.show_topics(conditions.topic_ids)
        self.segments.set_values(conditions.segments)
        self.channels.set_values(conditions.channels)
        self.offices.set_values(conditions.office_ids)
        self.priorities.set_values(conditions.priorities)
        rare = (conditions.segments, conditions.channels, conditions.office_ids, conditions.priorities)
        self._show_more(any(rare))

    def conditions(self) -> Conditions:
        return Conditions(
            kinds=_ticked(self.kinds, CaseKind),
            topic_ids=self.topics.topics(),
            segments=_ticked(self.segments, Segment),
            channels=_ticked(self.channels, Channel),
            office_ids=frozenset(int(str(one)) for one in self.offices.values()),
            priorities=_ticked(self.priorities, Priority),
        )

    def _open(self) -> None:
        self._show_more(True)
        self.segments.setFocus()

    def _show_more(self, is_open: bool) -> None:
        for row in self._behind:
            row.setVisible(is_open)
        self._more_row.setVisible(not is_open)


def _options(kind: type[E]) -> list[tuple[Hashable, str]]:
    return [(one, word(one)) for one in kind]


def _ticked(row: TickRow, kind: type[E]) -> frozenset[E]:
    return frozenset(one for one in row.values() if isinstance(one, kind))
