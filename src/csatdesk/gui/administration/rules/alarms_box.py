"""When the clocks of a rule speak: a preset, and behind "Advanced" each step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from csatdesk.domain.clocks import AlarmRule
from csatdesk.domain.rules import PRESETS, Preset, preset_of
from csatdesk.gui.administration.rules.rows import tall_row
from csatdesk.gui.administration.rules.small_fields import OffsetField, When
from csatdesk.gui.administration.section import Indented
from csatdesk.gui.fields import CheckBox, Choice, FormRow, LinkButton, dress_spin_box
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.tokens import S12
from csatdesk.wording.texts import _
from csatdesk.wording.words import word


class ShareField(QWidget):
    """A share of the allowance in percent; None: never."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.number = CheckBox(_("Warn when used up")), QSpinBox()
        self.number.setRange(1, 99)
        self.number.setSuffix(" %")
        dress_spin_box(self.number)
        self.number.setAccessibleName(_("Share of the time that is used"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowBox(self.box, self.number))
        self.setFocusProxy(self.box)
        self.box.toggled.connect(self._toggled)
        self.number.valueChanged.connect(lambda _value: self.edited.emit())

    def show_share(self, share: int | None) -> None:
        self.box.setChecked(share is not None)
        self.number.setEnabled(share is not None)
        self.number.setValue(share if share is not None else 75)

    def share(self) -> int | None:
        return self.number.value() if self.box.isChecked() else None

    def _toggled(self, on: bool) -> None:
        self.number.setEnabled(on)
        self.edited.emit()


class AlarmsBox(QWidget):
    """`show_alarms`, `alarms`. A preset fills the steps; a step changed by hand makes it one's own."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_filling = False
        self.preset = Choice([(preset, word(preset)) for preset in Preset])
        self.advanced = LinkButton(_("Advanced"), role="body")
        self.share, self.left = ShareField(), OffsetField((When.NEVER, When.BEFORE))
        self.owner, self.supervisor, self.head = OffsetField(), OffsetField(), OffsetField()
        self.rows = {
            "share": tall_row(_("First warning"), self.share),
            "left": tall_row(_("Second warning"), self.left),
            "owner": tall_row(_("Owner told"), self.owner),
            "supervisor": tall_row(_("Supervisor told"), self.supervisor),
            "head": tall_row(_("Head of centre told"), self.head),
        }
        self._lay_out()
        self.preset.chosen.connect(self._chosen)
        self.advanced.clicked.connect(lambda: self._show_steps(self.rows["share"].isHidden()))
        for field in (self.share, self.left, self.owner, self.supervisor, self.head):
            field.edited.connect(self._edited)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S12)
        column.addWidget(FormRow(_("Wa&rnings"), self.preset))
        column.addWidget(Indented(self.advanced))
        for row in self.rows.values():
            row.hide()
            column.addWidget(row)

    def show_alarms(self, alarms: AlarmRule) -> None:
        self._fill(alarms)
        preset = preset_of(alarms)
        self.preset.set_value(preset)
        self._show_steps(preset is Preset.OWN)

    def alarms(self) -> AlarmRule:
        left = self.left.minutes()
        return AlarmRule(
            share=self.share.share(),
            left=None if left is None else -left,
            owner=self.owner.minutes(),
            supervisor=self.supervisor.minutes(),
            head=self.head.minutes(),
        )

    def _fill(self, alarms: AlarmRule) -> None:
        self._is_filling = True
        self.share.show_share(alarms.share)
        self.left.show_minutes(None if alarms.left is None else -alarms.left)
        self.owner.show_minutes(alarms.owner)
        self.supervisor.show_minutes(alarms.supervisor)
        self.head.show_minutes(alarms.head)
        self._is_filling = False

    def _chosen(self, preset: object) -> None:
        assert isinstance(preset, Preset)
        if preset in PRESETS:
            self._fill(PRESETS[preset])
        else:
            self._show_steps(True)
        self.edited.emit()

    def _edited(self) -> None:
        if not self._is_filling:
            self.preset.set_value(preset_of(self.alarms()))
            self.edited.emit()

    def _show_steps(self, are_shown: bool) -> None:
        for row in self.rows.values():
            row.setVisible(are_shown)
        self.advanced.setText(_("Hide the steps") if are_shown else _("Advanced"))
