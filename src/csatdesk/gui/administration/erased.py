"""Erased customers: how long complaints are kept from it, and what was erased when, by whom and why."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSpinBox, QVBoxLayout

from csatdesk.domain.changes import Kind
from csatdesk.domain.erasure import KEEP_YEARS_MOST, ErasureRow, Keeping
from csatdesk.domain.staff import Right
from csatdesk.gui.administration.section import Section, Sheet, beside
from csatdesk.gui.cases.card_lines import Line, LineSection, joined
from csatdesk.gui.context import Context
from csatdesk.gui.fields import FormRow, Label, dress_spin_box
from csatdesk.operations.contacts.keeping import load_keeping, set_keep_years
from csatdesk.wording.formats import number, short_instant
from csatdesk.wording.texts import _, ngettext


class ErasedSection(Section):
    """Whoever may not change the centre may read."""

    shows = frozenset({Kind.CUSTOMER, Kind.CENTRE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asker = QObject(self)
        self._keeping: Keeping | None = None
        self._may_change = context.may(Right.CHANGE_CENTRE)
        self.years = QSpinBox()
        self.years.setRange(0, KEEP_YEARS_MOST)
        self.years.setEnabled(self._may_change)
        dress_spin_box(self.years)
        self.section = LineSection(_("Erased so far"))
        self.none = Label(_("No customer has asked for it yet."), "small", "ink2", wrap=True)
        sheet = Sheet()
        sheet.add_heading(
            _("Complaints have to be kept"),
            _("So many years after a complaint or claim was closed nothing of it is erased. 0: at any time."),
        )
        sheet.add(FormRow(_("&Years"), beside(self.years)))
        sheet.rows.addSpacing(8)
        sheet.add(self.section)
        sheet.add(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)

    def primary_words(self) -> str:
        return _("Save") if self._may_change else ""

    def do_primary(self) -> None:
        if self._may_change:
            command = partial(set_keep_years, years=self.years.value())
            self.context.runner.act(self, command, lambda _none: self._saved())

    def _saved(self) -> None:
        years = self.years.value()
        told = ngettext("{count} year", "{count} years", years).format(count=number(years))
        self.context.say(_("Complaints have to be kept: {years}").format(years=told))

    def summary(self) -> str:
        count = len(self._keeping.erasures) if self._keeping is not None else 0
        return ngettext("{count} customer erased", "{count} customers erased", count).format(count=number(count))

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        (self.years if self._may_change else self.section).setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        self.context.runner.ask(self._asker, load_keeping, self._show)

    def _show(self, keeping: Keeping) -> None:
        if self._keeping is None or self._keeping.years == self.years.value():  # else somebody has just typed
            self.years.setValue(keeping.years)
        self._keeping = keeping
        self.section.show_lines([self._line(row) for row in keeping.erasures])
        self.none.setVisible(not keeping.erasures)
        self.head_changed.emit()

    def _line(self, row: ErasureRow) -> Line:
        counted = (
            ngettext("{count} case", "{count} cases", row.cases).format(count=number(row.cases)),
            ngettext("{count} letter", "{count} letters", row.letters).format(count=number(row.letters)),
            ngettext("{count} file", "{count} files", row.files).format(count=number(row.files)),
        )
        when = short_instant(row.at, self.context.zone)
        return Line(row.id, row.reason, joined(when, row.by, *counted), icon="trash")
