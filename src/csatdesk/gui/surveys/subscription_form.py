"""The report of a survey by itself: how often, into which folder; what goes out already, and how to end it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.marks import N_
from csatdesk.domain.survey_reports import Every
from csatdesk.domain.survey_subscriptions import Hitch, SubscriptionRow
from csatdesk.gui.fields import FormRow, Label, PlainButton, SegmentedChoice, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.surveys.forms_page import AskFolder
from csatdesk.gui.today.forms import at_left
from csatdesk.gui.tokens import S8
from csatdesk.operations.surveys.reports.words import every_words
from csatdesk.wording.formats import short_date
from csatdesk.wording.texts import _

HITCHES: Mapping[Hitch, str] = {
    Hitch.FOLDER_AWAY: N_("The folder is not there. It is tried again every ten minutes."),
    Hitch.NOT_ALLOWED: N_("{name} may no longer save reports. Remove it, and choose it anew."),
    Hitch.NOT_WRITTEN: N_("The folder took no file. It is tried again every ten minutes."),
}


class SubscriptionForm(InlineForm):
    """`saved`: how often and the folder; `unwanted`: the id of one that is to end."""

    saved = Signal(object, str)
    unwanted = Signal(int)

    def __init__(self, rows: Sequence[SubscriptionRow], ask: AskFolder, parent: QWidget | None = None) -> None:
        super().__init__(_("Report by itself"), _("Save by itself"), parent)
        self._ask = ask
        self.every = SegmentedChoice([(one, every_words(one)) for one in Every])
        self.folder = TextField()
        self.choose = PlainButton(_("Choose a &folder"))
        self.choose.clicked.connect(self.choose_folder)
        told = _(
            "PDF and workbook are put there when the time is over, while any desk that reaches the folder is open, "
            "with your rights."
        )
        row = FormRow(_("Fol&der"), self.folder)
        self.standing = QVBoxLayout()
        self.standing.setSpacing(S8)
        self.named = {"folder": row}
        self.rows.addWidget(Label(told, "body", "ink2", wrap=True))
        self.rows.addLayout(self.standing)
        self.rows.addWidget(FormRow(_("How often"), at_left(self.every), above=True))
        self.rows.addWidget(row)
        self.rows.addWidget(FlowBox(self.choose, gap=S8))
        self.removers: list[PlainButton] = []
        self.lines: list[Label] = []
        self.lay_out()
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[SubscriptionRow]) -> None:
        """What goes out already; what is being typed stays."""
        while (item := self.standing.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.removers, self.lines = [], []
        for row in rows:
            self.standing.addWidget(self._line(row))

    def _line(self, row: SubscriptionRow) -> QWidget:
        words, line = row_words(row), QWidget()
        label, remove = Label(words, "body", wrap=True), PlainButton(_("Remove"), size="small")
        remove.setAccessibleName(" ".join((_("Remove"), words)))
        remove.clicked.connect(partial(self.unwanted.emit, row.id))
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(label, 1)
        beside.addWidget(remove)
        self.removers.append(remove)
        self.lines.append(label)
        return line

    def choose_folder(self) -> None:
        chosen = self._ask(self, _("Choose a folder"))
        if chosen:
            self.folder.setText(chosen)
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def try_to_save(self) -> None:
        self.clear_errors()
        self.saved.emit(self.every.value(), self.folder.text())

    def focus_first(self) -> None:
        self.every.focus_chosen()


def row_words(row: SubscriptionRow) -> str:
    told = [f"{every_words(row.every)}: {row.folder}", row.made_by]
    if row.last is not None:
        told.append(_("made up to {date}").format(date=short_date(row.last)))
    words = ", ".join(told)
    if row.hitch is None:
        return words
    hitch = _(HITCHES[row.hitch]).format(name=row.made_by)
    return f"{words}. {hitch}"
