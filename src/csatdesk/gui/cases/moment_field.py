"""A day and time in one line, as people type them: "16.11", "yesterday 14:30", "9:15"; empty means now."""

from datetime import datetime, tzinfo

from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Refusal
from csatdesk.gui.fields import TextField
from csatdesk.gui.intake.moments import read, typed_form
from csatdesk.system.clock import now
from csatdesk.wording.texts import _


class MomentField(TextField):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, placeholder=_("now"))

    def show_moment(self, at: datetime | None, zone: tzinfo) -> None:
        self.setText("" if at is None else typed_form(at, zone))

    def moment(self, zone: tzinfo, name: str = "received_at") -> datetime:
        """The instant in UTC; raises a Refusal when it cannot be read. `name`: of this field among several."""
        try:
            return read(self.text(), now(), zone) if self.text().strip() else now()
        except Refusal as error:
            error.field = name
            raise
