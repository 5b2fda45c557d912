"""The right side of Today: who has how much, and what people turn to us about; each under its finding."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csatdesk.gui.labels import Hairline, Label
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.today.topic_bars import TopicBars
from csatdesk.gui.today.words import topic_finding
from csatdesk.gui.tokens import S4, S12, S16
from csatdesk.gui.workload import WorkloadBars, bar_of, finding
from csatdesk.operations.today import Today
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _

PEOPLE_SHOWN = 8


class Overview(QWidget):
    person_chosen = Signal(object)  # a person's id, None for the cases that nobody has
    topic_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.load_title, self.load_second = Label("", "heading", wrap=True), Label("", "small", "ink2", wrap=True)
        self.topic_title, self.topic_second = Label("", "heading", wrap=True), Label("", "small", "ink2", wrap=True)
        self.loads, self.topics = WorkloadBars(), TopicBars()
        self.loads.chosen.connect(lambda place: self.person_chosen.emit(self.loads.bars[place].key))
        self.topics.chosen.connect(lambda place: self.topic_chosen.emit(self.topics.topics[place].topic_id))
        self._blocks = [
            self._block(self.load_title, self.load_second, self.loads),
            self._block(self.topic_title, self.topic_second, self.topics),
        ]
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._blocks[0])
        self._line = Hairline()
        column.addWidget(self._line)
        column.addWidget(self._blocks[1])
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area: QScrollArea = upright_scroll(inside)
        whole.addWidget(area)
        theme().changed.connect(self._refit)
        self._refit()

    def show_day(self, shown: Today) -> None:
        workload = shown.workload
        bars = [bar_of(load) for load in workload.loads[:PEOPLE_SHOWN] if load.total or load.is_away]
        if workload.nobody.total:
            bars.append(bar_of(workload.nobody))
        self.load_title.setText(finding(workload))
        self.load_second.setText(_("Open cases by person, overdue first"))
        self.loads.show_loads(bars, workload.usual)
        self.loads.setVisible(bool(bars))
        self.topic_title.setText(topic_finding(shown.topics, shown.facts))
        self.topic_second.setText(self._topics_words(shown))
        self.topics.show_topics(shown.topics, shown.facts)
        self.topics.setVisible(bool(shown.topics))

    def _topics_words(self, shown: Today) -> str:
        if not shown.topics:
            return _("Nothing came in yet.")
        if shown.numbers.usual is None:
            return _("Cases of today. There is no usual yet.")
        return _("Cases of today, usual on this weekday by now. All: {count}, usual {usual}").format(
            count=number(shown.numbers.came_in), usual=number(round(shown.numbers.usual))
        )

    def _block(self, title: Label, second: Label, bars: QWidget) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setSpacing(S4)
        for words in (title, second):
            words.setIndent(S4)  # the bars begin so far in, so that the ring of a row has room
        for widget in (title, second, bars):
            column.addWidget(widget)
        return block

    def _refit(self) -> None:
        high = S12 if theme().compact else S16
        for block in self._blocks:
            layout = block.layout()
            assert layout is not None
            layout.setContentsMargins(theme().margin - S4, high - S4, theme().margin, high)
