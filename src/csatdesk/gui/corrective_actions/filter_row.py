"""Above the list of measures: which of them, whose, on what topic, in which office."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from csatdesk.domain.corrective_actions import MeasureFilter, Stage
from csatdesk.gui.cases import told
from csatdesk.gui.fields import Choice, Hairline, QuietButton, SegmentedChoice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.two_ends import TwoEnds
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.texts import _

OVERDUE = "overdue"


class MeasureFilterRow(QFrame):
    """`changed` comes with a MeasureFilter. Who sees only their own is not asked whose."""

    changed = Signal(object)

    def __init__(self, own_id: int, *, leads: bool) -> None:
        super().__init__()
        self._own_id = own_id
        self._shown = MeasureFilter()
        self.which = SegmentedChoice(
            [
                (Stage.OPEN, _("Open")),
                (OVERDUE, _("Overdue")),
                (Stage.REPORTED, _("Reported done")),
                (Stage.ENDED, _("Ended")),
                (None, _("All")),
            ]
        )
        self.which.setAccessibleName(_("Which measures"))
        self.owner, self.topic, self.office = Choice(), Choice(), Choice()
        for field, name in ((self.owner, _("Owner")), (self.topic, _("Topic")), (self.office, _("Office"))):
            field.setAccessibleName(name)
            field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            field.chosen.connect(lambda _value: self._tell())
        self.which.chosen.connect(lambda _value: self._tell())
        self.export = QuietButton(_("Export"), keys="Ctrl+E", icon="export")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        narrowing = FlowBox(self.which, self.owner, self.topic, self.office, gap=S12, line_gap=S8)
        column.addWidget(TwoEnds(narrowing, FlowBox(self.export, gap=S12, line_gap=0)))
        column.addWidget(Hairline())
        if not leads:
            self.owner.hide()

    def show_filter(self, shown: MeasureFilter, facts: CaseFacts, topic_ids: Sequence[int]) -> None:
        """Offer the people, topics and offices of now; what is chosen stays, in the list or not."""
        self._shown = shown
        self.which.set_value(OVERDUE if shown.overdue else shown.stage)
        people = [(one.id, one.name) for one in facts.staff if one.is_active and one.id != self._own_id]
        _offer(self.owner, [(None, _("All people")), (self._own_id, _("My measures")), *people], shown.owner_id)
        topics = [(one, told.matter(one, facts.tree)[1]) for one in topic_ids]
        if shown.topic_id is not None and shown.topic_id not in topic_ids:
            topics.append((shown.topic_id, told.matter(shown.topic_id, facts.tree)[1]))
        _offer(self.topic, [(None, _("All topics")), *sorted(topics, key=lambda one: one[1])], shown.topic_id)
        _offer(self.office, [(None, _("All offices")), *facts.offices], shown.office_id)
        self.topic.setVisible(len(topics) > 0)
        self.office.setVisible(len(facts.offices) > 1)

    def shown(self) -> MeasureFilter:
        which, owner, topic, office = (field.value() for field in (self.which, self.owner, self.topic, self.office))
        return replace(
            self._shown,
            stage=Stage.OPEN if which == OVERDUE else which if isinstance(which, Stage) else None,
            overdue=which == OVERDUE,
            owner_id=owner if isinstance(owner, int) else None,
            topic_id=topic if isinstance(topic, int) else None,
            office_id=office if isinstance(office, int) else None,
        )

    def _tell(self) -> None:
        self.changed.emit(self.shown())


def _offer(field: Choice, options: Sequence[tuple[int | None, str]], chosen: int | None) -> None:
    if field.options() != list(options):
        field.clear()
        for value, words in options:
            field.add(value, words)
    field.set_value(chosen if any(value == chosen for value, _words in options) else None)
