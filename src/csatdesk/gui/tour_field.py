"""The guided tour's act in the field: given out at the centre, filled on a laptop without it."""

from typing import Any

from PySide6.QtCore import QObject

from csatdesk.gui.background import Background
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.field.leading import FieldWork
from csatdesk.gui.tour_hands import Hands, Key, settle, tell, until
from csatdesk.system.field_files import ENDING
from csatdesk.wording.texts import _

PHRASE = "two rivers and a bridge"


class FieldAct(Hands):
    def field(self) -> None:
        """What a supervisor takes along, and the same on a laptop. The desk is in front again when it is over."""
        tell(_("Going out without the network …"))
        main = self.desk()
        package = self.folder / f"tour{ENDING}"
        page: Any = main.go("field")
        page._ask_path = lambda *_words: str(package)
        page.give_out()
        until(lambda: page.pane.form is not None, "what can be taken along")
        for box in page.pane.form.wanted.boxes[:3]:
            box.setChecked(True)
        self.picture("field-give-out")
        page.pane.form.phrase.setText(PHRASE)
        page.pane.form.again.setText(PHRASE)
        page.pane.form.try_to_save()
        until(lambda: bool(page.packages), "package")
        self.picture("field-work")
        bring = self.program.shell.bring
        self._laptop(FieldWork(bring, bring, Boundary(main), Background(QObject(main))))
        self.program.shell.bring(main)

    def _laptop(self, work: FieldWork) -> None:
        work.open(self.folder / f"tour{ENDING}")
        opening = work.opening
        assert opening is not None
        opening.phrase.setText(PHRASE)
        opening.button.click()
        until(lambda: work.view is not None, "laptop")
        view = work.view
        assert view is not None
        self.picture("field-laptop")
        view.fill()
        settle()
        self.press(Key.Key_Y)
        self.picture("field-laptop-fill")
        view.leave_filling()
        until(lambda: not view.has_unkept, "working file")
        self.program.shell.drop(view)
        self.program.shell.drop(opening)
        work.close()
