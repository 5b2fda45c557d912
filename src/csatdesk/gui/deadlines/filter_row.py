"""Narrowing the deadlines: a chip for what is set, a link for what is not; and what else there is."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.gui.cases.filter_popup import FilterPopup
from csatdesk.gui.cases.filters import BY_KEY
from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.fields import Chip, Choice, Hairline, IconButton, Label, LinkButton, SegmentedChoice
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

FIELDS = {"owner": "F", "office": "Shift+F", "topic": "T", "segment": "S", "activity": "Shift+S"}
PAUSED_CHOICES = (1, 3, 5, 10, 20)  # working days
LIST, WEEK, TIMES = "list", "week", "times"


class FilterRow(QFrame):
    """`changed` comes with the whole filter, `mode_chosen` with LIST, WEEK or TIMES."""

    changed = Signal(object)
    left = Signal()
    mode_chosen = Signal(str)
    more_pressed = Signal()
    paused_chosen = Signal(object)  # working days

    def __init__(self, me: int, host: QWidget) -> None:
        super().__init__(host)
        self._me = me
        self._facts: CaseFacts | None = None
        self._shown = CaseFilter(is_open=True)
        self.setProperty("surface", "bg")
        self.popup = FilterPopup(host)
        self.popup.changed.connect(self._put)
        self.popup.closed.connect(self.left)
        self.links: dict[str, LinkButton] = {}
        self.chips: dict[str, Chip] = {}
        self._place = QWidget()
        self._flow = FlowLayout(self._place)
        self._flow.setSpacing(S12)
        self.modes = SegmentedChoice([(LIST, _("List")), (WEEK, _("Week")), (TIMES, _("Where time goes"))])
        self.modes.chosen.connect(lambda mode: self.mode_chosen.emit(str(mode)))
        self.saved = IconButton("filter", _("Saved filters"), side=18)
        self.columns = IconButton("columns", _("Columns"), side=18)
        self.more = IconButton("more", _("More actions"), side=18)
        self.more.clicked.connect(self.more_pressed)
        self.paused = Choice([(days, _paused_words(days)) for days in PAUSED_CHOICES])
        self.paused.chosen.connect(self.paused_chosen)
        self.paused.hide()
        self.name = Label("", "small", bold=True)
        self.name.hide()
        self._flow.addWidget(self.name)
        self._flow.addWidget(self.paused)
        for key, keys in FIELDS.items():
            self._add(key, keys)
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()

    def _add(self, key: str, keys: str) -> None:
        field = BY_KEY[key]
        link, chip = LinkButton(_(field.name), keys=keys, icon="plus"), Chip(_(field.name))
        link.clicked.connect(partial(self.open, key))
        chip.clicked.connect(partial(self.open, key))
        chip.removed.connect(partial(self._remove, key))
        chip.hide()
        self.links[key], self.chips[key] = link, chip
        self._flow.addWidget(chip)
        self._flow.addWidget(link)

    def _lay_out(self) -> None:
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._place.setSizePolicy(policy)
        self._row = QHBoxLayout()
        self._row.setSpacing(S16)
        self._row.addWidget(self._place, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.modes)
        for button in (self.saved, self.columns, self.more):
            self._row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(Hairline())

    def show_filter(self, shown: CaseFilter, facts: CaseFacts) -> None:
        self._shown, self._facts = shown, facts
        for key, chip in self.chips.items():
            field = BY_KEY[key]
            is_set = field.is_set(shown)
            if is_set:
                chip.set_value(field.words(field.chosen(shown), facts))
            elif chip.hasFocus():
                self.left.emit()
            chip.setVisible(is_set)
            self.links[key].setVisible(not is_set and (key != "activity" or bool(facts.activities)))
        self._flow.invalidate()
        self._place.updateGeometry()

    def name_filter(self, name: str) -> None:
        """Say under which name what is shown was saved."""
        self.name.setText(name)
        self.name.setVisible(bool(name))
        self._flow.invalidate()

    def show_paused(self, days: int, *, is_shown: bool) -> None:
        """From how many working days a pause is too long; only beside the list of such pauses."""
        self.paused.set_value(days)
        self.paused.setVisible(is_shown)
        self._flow.invalidate()

    def open(self, key: str) -> None:
        """Let a person choose values."""
        if self._facts is not None:
            below: QWidget = self.chips[key] if self.chips[key].isVisible() else self.links[key]
            self.popup.choose(self._shown, self._facts, self._me, below, BY_KEY[key])

    def _remove(self, key: str) -> None:
        self._put(BY_KEY[key].without(self._shown))

    def _put(self, shown: CaseFilter) -> None:
        self._shown = shown
        self.changed.emit(shown)

    def _refit(self) -> None:
        margin = theme().margin
        self._row.setContentsMargins(margin, S8 - 2, margin - 4, S8 - 3)


def _paused_words(days: int) -> str:
    told = ngettext("longer than {count} working day", "longer than {count} working days", days)
    return told.format(count=number(days))
