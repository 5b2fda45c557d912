"""Beside the list: who has how much, as a sentence and as bars, and what the present pace leads to."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.marks import N_
from csatdesk.gui.fields import Hairline, Label, LinkButton, SegmentedChoice
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.gui.workload import WorkloadBars, bar_of, finding
from csatdesk.operations.deadlines.forecast import Forecast
from csatdesk.operations.deadlines.told import forecast_words
from csatdesk.operations.deadlines.workload import Dimension, Workload
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

BARS_WIDE, BARS_COMPACT = 10, 6  # bars that stand there at most


class Overview(QWidget):
    """`chosen`: the dimension and the id of a bar (None: nobody); `dimension_chosen`: bars of another kind."""

    chosen = Signal(object, object)
    dimension_chosen = Signal(object)
    working_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.forecast: Forecast | None = None
        self.workload: Workload | None = None
        self.heading = Label("", "heading", wrap=True)
        self.about = Label("", "small", "ink2", wrap=True)
        self.dimensions = SegmentedChoice(
            [(Dimension.OWNER, _("Owner")), (Dimension.OFFICE, _("Office")), (Dimension.TOPIC, _("Topic"))]
        )
        self.dimensions.chosen.connect(self.dimension_chosen)
        self.bars = WorkloadBars()
        self.bars.chosen.connect(self._bar_chosen)
        self.rest = Label("", "caption", "ink2")
        self.outlook = Label("", "heading", wrap=True)
        self.how = LinkButton(_("How was this computed?"), keys="Q", role="body")
        self.how.clicked.connect(self.working_wanted)
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(S8)
        for widget in (self.heading, self.about, self.dimensions, self.bars, self.rest):
            self._column.addWidget(widget, 0, Qt.AlignmentFlag(0))
        self._column.addSpacing(S4)
        self._column.addWidget(Hairline())
        self._column.addSpacing(S4)
        self._column.addWidget(self.outlook)
        self._column.addWidget(self.how)
        self._column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(upright_scroll(inside))

    @property
    def dimension(self) -> Dimension:
        value = self.dimensions.value()
        assert isinstance(value, Dimension)
        return value

    def show_workload(self, workload: Workload) -> None:
        self.workload = workload
        self.heading.setText(finding(workload))
        self.about.setText(_(_ABOUT[workload.dimension]))
        shown = workload.loads[: BARS_COMPACT if theme().compact else BARS_WIDE]
        left = sum(load.total for load in workload.loads[len(shown) :]) + workload.others
        nobody = (workload.nobody,) if workload.nobody.total else ()
        self.bars.show_loads([bar_of(load) for load in (*shown, *nobody)], workload.usual)
        told = ngettext("{count} more case in the others", "{count} more cases in the others", left)
        self.rest.setText(told.format(count=number(left)) if left else "")
        self.rest.setVisible(bool(left))

    def show_forecast(self, forecast: Forecast) -> None:
        self.forecast = forecast
        self.outlook.setText(forecast_words(forecast))

    def focus_bars(self) -> None:
        self.bars.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _bar_chosen(self, place: int) -> None:
        if self.workload is not None:
            self.chosen.emit(self.workload.dimension, self.bars.bars[place].key)

    def _refit(self) -> None:
        margin = theme().margin
        self._column.setContentsMargins(margin, S12, margin, S12)
        if self.workload is not None:
            self.show_workload(self.workload)


_ABOUT = {
    Dimension.OWNER: N_("Open cases by owner, overdue first. Enter on a bar shows them."),
    Dimension.OFFICE: N_("Open cases by office, overdue first. Enter on a bar shows them."),
    Dimension.TOPIC: N_("Open cases by topic, overdue first. Enter on a bar shows them."),
}


def narrowed(cases: CaseFilter, dimension: Dimension, chosen: int | None) -> CaseFilter:
    """A bar filters by what it stands for; pressed once more it shows everybody again. None: nobody, or no topic."""
    ids, is_none = () if chosen is None else (chosen,), chosen is None
    wanted = {
        Dimension.OWNER: replace(cases, owner_ids=ids, without_owner=is_none),
        Dimension.OFFICE: replace(cases, office_ids=ids),
        Dimension.TOPIC: replace(cases, topic_ids=ids, without_topic=is_none),
    }[dimension]
    if wanted != cases:
        return wanted
    return replace(cases, owner_ids=(), without_owner=False, office_ids=(), topic_ids=(), without_topic=False)
