"""Two customers that may be one, side by side: what both have stays, where they differ a person chooses."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget

from csatdesk.domain.contacts import CustomerKind, NewCustomer, Segment
from csatdesk.domain.customers import ONE_OF, SEVERAL, PairCard, PairSide, TraceKind, together
from csatdesk.domain.marks import N_
from csatdesk.gui.fields import Hairline, Label, LinkButton, PlainButton, RadioButton
from csatdesk.gui.forms import label_column
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.kept_text import KeptForm, KeptTexts
from csatdesk.gui.tokens import S8, S16
from csatdesk.wording.formats import short_date
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES, word

FIRST, SECOND = 0, 1
SHARED: Mapping[TraceKind, str] = {
    TraceKind.ACCOUNT: N_("They share an account."),
    TraceKind.METER: N_("They share a meter."),
    TraceKind.EMAIL: N_("They share an e-mail address."),
    TraceKind.PHONE: N_("They share a phone."),
    TraceKind.PLACE: N_("They have the same name and address."),
}
LABELS: Mapping[str, str] = {
    "name": N_("Name"),
    "kind": N_("Kind"),
    "segment": N_("Segment"),
    "language": N_("Language"),
    "activity": N_("Line of business"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "account": N_("Account"),
    "meter_point": N_("Meter"),
    "address": N_("Address"),
    "note": N_("Note"),
}


class PairForm(InlineForm):
    """`merged` comes with what the one customer holds; `refused_by_person`: they are two."""

    merged = Signal(object)
    refused_by_person = Signal()
    next_wanted = Signal()

    def __init__(self, texts: KeptTexts, card: PairCard, zone: ZoneInfo, waiting: int) -> None:
        """`waiting`: how many pairs wait for a person, this one too."""
        super().__init__(_("Is this one customer?"), _("Make them one"))
        self.card, self._zone = card, zone
        self.kept = KeptForm({})
        self.kept.keep_in(texts)
        self.groups: dict[str, QButtonGroup] = {}
        self.not_same = PlainButton(_("Not the same"), keys="Ctrl+D", size="medium")
        self.not_same.clicked.connect(self.refused_by_person)
        self.later = LinkButton(_("Next pair"), keys="Ctrl+PgDown", role="body")
        self.later.clicked.connect(self.next_wanted)
        if waiting == 1:
            self.later.hide()
        for keys, deed in (("Ctrl+D", self.refused_by_person.emit), ("Ctrl+PgDown", self.next_wanted.emit)):
            shortcut = QShortcut(keys, self, deed)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        told = ngettext("{count} pair waits for you.", "{count} pairs wait for you.", waiting).format(count=waiting)
        self.rows.addWidget(Label(" ".join((_(SHARED[card.kind]), told)), "small", "ink2", wrap=True))
        self.rows.addWidget(Hairline())
        self.rows.addWidget(self._values())
        self.rows.addWidget(
            Label(_("What both have stays. Where they differ, you choose."), "caption", "ink2", wrap=True)
        )
        self.rows.addLayout(self._other_ways())
        self.lay_out()

    def _other_ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S16)
        row.addWidget(self.not_same)
        row.addWidget(self.later)
        row.addStretch(1)
        return row

    @property
    def is_changed(self) -> bool:
        return False

    # side by side

    def _values(self) -> QWidget:
        """One parent for all: arrow keys go from value to value of a choice."""
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S8)
        grid.setVerticalSpacing(S8 - 2)
        grid.setColumnMinimumWidth(0, label_column())
        for place, side in enumerate(self._both, start=1):
            grid.addWidget(self._head(side), 0, place)
            grid.setColumnStretch(place, 1)
        for key, label in LABELS.items():
            values = [getattr(side.values, key) for side in self._both]
            if any(values):
                row = grid.rowCount()
                grid.addWidget(Label(_(label), "body", "ink2", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
                for place, cell in enumerate(self._cells(key, values, whole), start=1):
                    grid.addWidget(cell, row, place, Qt.AlignmentFlag.AlignTop)
        return whole

    @property
    def _both(self) -> tuple[PairSide, PairSide]:
        return self.card.first, self.card.second

    def _head(self, side: PairSide) -> QWidget:
        since = _("since {day}").format(day=short_date(side.since.astimezone(self._zone).date()))
        cases = ngettext("{count} case", "{count} cases", side.cases).format(count=side.cases)
        return Label(f"{cases}, {since}", "small", "ink2", wrap=True)

    def _cells(self, key: str, values: Sequence[object], parent: QWidget) -> Sequence[QWidget]:
        """Two values to choose from where only one can stay; else both as they are."""
        if key not in ONE_OF or not all(values) or values[FIRST] == values[SECOND]:
            return [Label(_spoken(value) if value else "–", wrap=True) for value in values]
        group = self.groups[key] = QButtonGroup(parent)
        for place, value in enumerate(values):
            button = RadioButton(_spoken(value).replace("&", "&&").splitlines()[0])
            button.setAccessibleDescription(_(LABELS[key]))
            button.setChecked(place == FIRST)
            group.addButton(button, place)
        return group.buttons()

    def value(self) -> NewCustomer:
        both = together(self.card.first.values, self.card.second.values)
        sides = (self.card.first.values, self.card.second.values)
        values = {key: getattr(both, key) for key in (*ONE_OF, *SEVERAL)}
        values |= {key: getattr(sides[group.checkedId()], key) for key, group in self.groups.items()}
        return NewCustomer(**values)

    def try_to_save(self) -> None:
        self.clear_errors()
        self.save.setEnabled(False)
        self.merged.emit(self.value())

    def focus_first(self) -> None:
        first = next(iter(self.groups.values()), None)
        target: QWidget = first.button(FIRST) if first is not None else self.save
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _spoken(value: object) -> str:
    if isinstance(value, CustomerKind | Segment):
        return word(value)
    return LANGUAGE_NAMES.get(str(value), str(value))
