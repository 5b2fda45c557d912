"""One package: until when, what can be done with it, and the things in it."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.field.words import assignment_entry, package_lines
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.form_pane import CARD, NOTHING, FormPane, deed_button
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.field.queries import AssignmentRow, PackageRow
from csatdesk.wording.formats import full_instant
from csatdesk.wording.texts import _

PANE_LEAST = 380


class PackagePane(FormPane):
    def __init__(self, actions: Sequence[QAction], zone: tzinfo) -> None:
        super().__init__()
        self.package: PackageRow | None = None
        self._zone, self._actions = zone, tuple(actions)
        self._buttons = [deed_button(action) for action in actions]
        self.name, self.facts = Label("", "title", wrap=True), FactLines()
        self.things = EntryList(_("What is in the package"))
        chosen = EmptyState(_("The package you choose stands here."), _("Arrows move through the list."))
        self.put_in(self._card(), chosen)
        self.setMinimumWidth(PANE_LEAST)

    def _card(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setSpacing(S8)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addWidget(FlowBox(*self._buttons, gap=S8))
        card = QWidget()
        whole = QVBoxLayout(card)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(Hairline())
        whole.addWidget(self.things, 1)
        return card

    @property
    def thing(self) -> AssignmentRow | None:
        """The one in which one stands."""
        rows = self.package.assignments if self.package is not None else ()
        return next((one for one in rows if one.id == self.things.current), None)

    def show_package(self, package: PackageRow | None) -> None:
        is_other = package is None or self.package is None or self.package.id != package.id
        self.package = package
        if is_other:
            self.things.leave()
        if package is not None:
            self.name.setText(_("Until {when}").format(when=full_instant(package.until, self._zone)))
            self.facts.show_lines(package_lines(package, self._zone))
            rows = [(one.id, *assignment_entry(one, self._zone)) for one in package.assignments]
            self.things.show_entries([Entry(*row) for row in rows])
            if self.thing is None:
                self.things.choose(package.assignments[0].id)
        self.show_place(NOTHING if package is None else CARD)

    def show_buttons(self) -> None:
        """Only what can be done now."""
        for button, action in zip(self._buttons, self._actions, strict=True):
            button.setVisible(action.isEnabled())

    def focus_page(self) -> None:
        self.things.setFocus(Qt.FocusReason.OtherFocusReason)
