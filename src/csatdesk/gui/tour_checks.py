"""The guided tour's look at checks: the list, one that is done, schedules, the paper, and an aid beside a talk."""

from functools import partial
from typing import Any

from csatdesk.domain.checklists import Which
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.tour_hands import Hands, Key, at, until
from csatdesk.operations.checklists.exports import export_checks


class ChecksAct(Hands):
    """Leaves the window on a new contact."""

    def look_at_checks(self, main: MainWindow) -> None:
        page: Any = main.go("checks")
        until(lambda: page.around is not None, "checks")
        page.show_filter(Which.ALL)
        until(lambda: page.pane.card is not None and page.list.hasFocus(), "check")
        self.picture("checks")
        until(lambda: self._stands_on_done(page), "check that is done")
        self.picture("check-done")
        session = main.context.session
        self.paper("checks", at(partial(export_checks, session.store, session.actor, shown=page.filter)))
        main.go("schedules")
        self.picture("schedules")
        self.press(Key.Key_E)
        self.picture("schedule-change")
        self.press(Key.Key_Escape)
        main.go("new")
        main.open_aid()
        self.picture("job-aid")
        self.press(Key.Key_Escape)

    def _stands_on_done(self, page: Any) -> bool:
        """One step down the list for each look, until a check that was sent is chosen."""
        card = page.pane.card
        if card is not None and card.row.sent_at is not None:
            return True
        self.press(Key.Key_Down)
        return False
