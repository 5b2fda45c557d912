"""Wait for a customer, a colleague or an organisation, and go on when it has come."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.statuses import WaitingFor
from csatdesk.gui.cases.panel import Command, Kept, Panel
from csatdesk.gui.fields import Label, SegmentedChoice, TextField
from csatdesk.gui.kept_fields import kept_choice
from csatdesk.operations.cases.waiting import resume, wait
from csatdesk.wording.texts import _
from csatdesk.wording.words import in_sentence, word


class WaitPanel(Panel):
    """For whom, and what for. It pauses the clocks whose rule allows that reason."""

    kept_as = "wait"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Wait")
        self.save_words = _("Wait")
        super().__init__(parent)
        self.reason = SegmentedChoice([(one, word(one)) for one in WaitingFor])
        self.note = TextField(placeholder=_("What is waited for"))
        self.add_row(_("Wait &for"), self.reason)
        told = self.add_row(_("&What"), self.note, "note")
        told.add_below(Label(_("The house target stands still; a legal last day runs on."), "small", "ink2", wrap=True))
        self.note.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def begin(self) -> None:
        self.reason.set_value(WaitingFor.CUSTOMER)
        self.note.clear()

    def focus_first(self) -> None:
        self.reason.focus_chosen()

    def keeps(self) -> Mapping[str, Kept]:
        return {"reason": kept_choice(self.reason), "note": self.note}

    def command(self) -> Command | None:
        assert self.card is not None
        reason = self.reason.value()
        assert isinstance(reason, WaitingFor)
        return partial(wait, case_id=self.card.row.id, reason=reason, note=self.note.text(), version=self.card.version)


class GoOnPanel(Panel):
    """What was waited for has come."""

    kept_as = "go_on"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Go on")
        self.save_words = _("Go on")
        super().__init__(parent)
        self.waited = Label("", "body", "ink2", wrap=True)
        self.note = TextField(placeholder=_("What has come"))
        self.rows.addWidget(self.waited)
        self.add_row(_("Wh&at came"), self.note, "note")
        self.note.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        pause = self.card.pause
        if pause is not None:
            whom = in_sentence(word(pause.reason))
            self.waited.setText(_("Waiting for {whom}: {what}").format(whom=whom, what=pause.note))
        self.note.clear()

    def focus_first(self) -> None:
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"note": self.note}

    def command(self) -> Command | None:
        assert self.card is not None
        return partial(resume, case_id=self.card.row.id, note=self.note.text(), version=self.card.version)
