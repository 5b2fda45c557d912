"""Beside the days: all clocks of the case, its pauses and extensions, and the rule as it is kept."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.explanation import CaseExplained, ClockTold, Explanation
from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.deadlines.clock_list import ClockList, clock_row
from csatdesk.gui.fields import Hairline, Label, LinkButton, StateLabel
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.wording.day_words import reason_words
from csatdesk.wording.explained_text import Facts, extension_facts, pause_facts, rule_facts
from csatdesk.wording.texts import _, ngettext

WIDE, NARROW = 382, 300


class FactGrid(QWidget):
    """Labels in one column, values in the next."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for place, (label, value) in enumerate(facts):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(Label(label, "small", "ink2"), place, 0, top)
            words = Label(value, "small", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(_("{label}: {value}").format(label=label, value=value))
            grid.addWidget(words, place, 1, top)


class Side(QFrame):
    """`chosen`: the place of the clock to be explained."""

    chosen = Signal(int)
    copy_wanted = Signal()
    extend_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.clocks = ClockList()
        self.clocks.clock_chosen.connect(self.chosen)
        self.copy = LinkButton(_("Copy as text"), keys="Ctrl+C")
        self.copy.clicked.connect(self.copy_wanted)
        self.extend = LinkButton(_("Extend legal deadline"))
        self.extend.clicked.connect(self.extend_wanted)
        self._title = Label(_("All clocks of this case"), "heading")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(S8)
        self._shown: list[QWidget] = []
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        links = QWidget()
        flow = FlowLayout(links)
        flow.addWidget(self.copy)
        flow.addWidget(self.extend)
        self._links = QHBoxLayout()
        self._links.addWidget(links)
        self._column.addLayout(self._head)
        self._column.addWidget(self.clocks)
        self._column.addSpacing(S12)
        self._column.addLayout(self._facts)
        self._column.addLayout(self._links)
        self._column.addStretch(1)
        self._area = upright_scroll(inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Hairline(upright=True))
        row.addWidget(self._area, 1)

    def show_case(self, case: CaseExplained, chosen: int, *, may_extend: bool) -> None:
        period = max((one.facts.period for one in case.clocks if isinstance(one, Explanation)), default=1)
        self.clocks.show_clocks([clock_row(one, period) for one in case.clocks], chosen)
        self.extend.setVisible(may_extend)
        self._empty()
        for widget in self._sections(case.clocks[chosen]):
            self._facts.addWidget(widget)
            self._shown.append(widget)
        self._refit()

    def _sections(self, told: ClockTold) -> Iterator[QWidget]:
        if isinstance(told, Explanation):
            if told.pauses:
                yield Hairline()
                yield Label(ngettext("The pause", "The pauses", len(told.pauses)), "body", bold=True, wrap=True)
            for effect in told.pauses:
                yield StateLabel("paused", reason_words(effect))
                yield FactGrid(pause_facts(effect, told))
            for one in told.facts.extensions:
                yield Hairline()
                yield Label(_("Extension"), "body", bold=True, wrap=True)
                yield FactGrid(extension_facts(one, told))
        facts = rule_facts(told)
        if facts:
            yield Hairline()
            yield Label(_("Rule and calendar kept with the case"), "body", bold=True, wrap=True)
            yield FactGrid(facts)

    def _empty(self) -> None:
        for widget in self._shown:
            self._facts.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []

    def sizeHint(self) -> QSize:
        return QSize(round((NARROW if theme().compact else WIDE) * min(theme().scale, 1.4)), 300)

    def _refit(self) -> None:
        self.setFixedWidth(self.sizeHint().width())
        margin = theme().margin
        self._head.setContentsMargins(margin, S16 if theme().compact else 18, margin, S8)
        self._facts.setContentsMargins(margin, 0, margin, S12)
        self._links.setContentsMargins(margin, S4, margin, S16)
        self._area.viewport().update()
