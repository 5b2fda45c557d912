"""The guided tour's look at the kiosk and the forms of a survey."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from csatdesk.gui.kiosk.window import KioskPlan, KioskWindow
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.tour_hands import Hands, Key, at, settle, until
from csatdesk.operations.surveys.forms import FormKind, export_form
from csatdesk.operations.surveys.kiosk import KioskOffer

LANDSCAPE, UPRIGHT = (1366, 768), (768, 1366)


class KioskAct(Hands):
    """Leaves the window on the forms of a survey."""

    def look_at_kiosk(self, main: MainWindow) -> None:
        page: Any = main.go("survey_kiosk")
        until(lambda: page.offer is not None or page.empty.isVisible(), "kiosk")
        self.picture("kiosk-set-up")
        if page.offer is not None:
            self.stand_before(page.offer)
        forms: Any = main.go("survey_forms")
        until(lambda: forms.offer is not None or forms.empty.isVisible(), "forms")
        self.picture("survey-forms")
        if forms.offer is not None:
            session, row = main.context.session, forms.offer.row
            writing = partial(export_form, session.store, session.actor, survey_id=row.id)
            for kind in (FormKind.PAPER, FormKind.PDF):
                self.paper(f"survey-form-{kind.value}", at(partial(writing, kind=kind, language=row.language)))

    def stand_before(self, offer: KioskOffer) -> None:
        """Two questions, the second on a screen that stands upright."""
        window = KioskWindow(KioskPlan(offer.form, offer.office, offer.languages))
        self._show(window, LANDSCAPE)
        self.press(Key.Key_2, on=window)
        self.picture("kiosk", of=window)
        self.press(Key.Key_Return, on=window)
        self._show(window, UPRIGHT)
        self.picture("kiosk-upright", of=window)
        window.end()

    def _show(self, window: QWidget, size: tuple[int, int]) -> None:
        window.resize(*size)
        window.show()
        settle()
