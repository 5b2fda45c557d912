"""When the named event happened from which the case's legal period counts."""

from collections.abc import Mapping
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.cases.panel import Command, Kept, Panel
from csatdesk.gui.fields import Label
from csatdesk.operations.cases.legal_starts import NamedEvent, set_legal_start
from csatdesk.wording.texts import _, language


class LegalStartPanel(Panel):
    """One field; what was entered before stands in it, to be corrected."""

    kept_as = "legal_start"

    def __init__(self, event: NamedEvent, parent: QWidget | None = None) -> None:
        self.title = _("Legal period")
        self.save_words = _("Start the legal period")
        super().__init__(parent)
        self._event = event
        name = event.name.in_language(language())
        told = _("The legal period of this case counts from: {event}.").format(event=name)
        self.rows.addWidget(Label(told, "body", wrap=True))
        self.when = MomentField()
        self.add_row(_("&Happened"), self.when, "at")
        self.when.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        self.when.show_moment(self._event.at, ZoneInfo(self.card.zone))

    def focus_first(self) -> None:
        self.when.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"at": self.when}

    def command(self) -> Command:
        assert self.card is not None
        return partial(
            set_legal_start,
            case_id=self.card.row.id,
            target_id=self._event.target_id,
            at=self.when.moment(ZoneInfo(self.card.zone), "at"),
            version=self.card.version,
        )
