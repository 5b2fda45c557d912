"""Above the list of customers: the search box, what narrows the list, and the pairs that may be one customer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from csatdesk.domain.contacts import CustomerFilter, Segment
from csatdesk.gui.activity_choice import ActivityChoice
from csatdesk.gui.fields import Choice, QuietButton, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S12
from csatdesk.gui.two_ends import TwoEnds
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word

SEARCH_WIDE = 340


class CustomerFilterRow(QFrame):
    """`changed`: read the list for `shown()` anew."""

    changed = Signal()
    pairs_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = TextField(placeholder=_("Name, phone, e-mail or account"), icon="search")
        self.segment = Choice([(None, _("All segments")), *((one, word(one)) for one in Segment)])
        self.segment.setAccessibleName(_("Segment"))
        self.activity = ActivityChoice()
        self.pairs = QuietButton("", keys="D", icon="link")
        self.pairs.clicked.connect(self.pairs_pressed)
        self.pairs.hide()
        self.export = QuietButton(_("Export"), keys="Ctrl+E", icon="export")
        self.searching = Pause(self.changed.emit, self)
        self.search.textEdited.connect(lambda _text: self.searching.poke())
        for choice in (self.segment, self.activity):
            choice.chosen.connect(lambda _value: self.changed.emit())
            choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        narrowing = FlowBox(self.search, self.segment, self.activity, gap=S12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TwoEnds(narrowing, FlowBox(self.pairs, self.export, gap=S12, line_gap=0)))
        theme().changed.connect(self._refit)
        self._refit()

    def shown(self) -> CustomerFilter:
        segment = self.segment.value()
        return CustomerFilter(
            self.search.text().strip(), segment if isinstance(segment, Segment) else None, str(self.activity.value())
        )

    def show_pairs(self, count: int) -> None:
        told = ngettext("{count} possible duplicate", "{count} possible duplicates", count).format(count=count)
        self.pairs.setText(told)
        self.pairs.setVisible(count > 0)

    def show_all(self) -> None:
        """Empty the search and take every filter out."""
        self.search.clear()
        self.segment.set_value(None)
        self.activity.set_value("")
        self.changed.emit()

    def _refit(self) -> None:
        self.search.setFixedWidth(theme().px(240 if theme().compact else SEARCH_WIDE))
