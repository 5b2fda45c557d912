"""The guided tour's look at the page of a segment, on screen and on paper."""

from functools import partial
from typing import Any

from csatdesk.domain.contacts import Segment
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.tour_hands import Hands, at, until
from csatdesk.operations.segments.exports import export_segments


class SegmentsAct(Hands):
    """Leaves the window on the page of households."""

    def look_at_segments(self, main: MainWindow) -> None:
        page: Any = main.go("segments")
        until(lambda: page.card is not None and page.results.panel.chart is not None, "page of a segment")
        self.picture("segment-page")
        session = main.context.session
        made = partial(export_segments, session.store, session.actor, segments=tuple(Segment), span=page.asked.span)
        self.paper("segment-pages", at(made))
