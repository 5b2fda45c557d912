"""What set-up left for later: one line and one link each, gone when done."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csatdesk.domain.centres import CentreSettings, LaterItem
from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.gui.administration.section import Section, Sheet
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline, Label, LinkButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.tokens import S4, S8, S24
from csatdesk.operations.centres import load_centre_settings, settle
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word

LEADS_TO = {
    LaterItem.OFFICES: "centre",
    LaterItem.HOURS: "centre",
    LaterItem.HOLIDAYS: "centre",
    LaterItem.TOPICS: "topics",
    LaterItem.LEGAL: "targets",
    LaterItem.PEOPLE: "people",
    LaterItem.BACKUP: "backup",
}
WHY = {  # what hangs on it, in one sentence
    LaterItem.OFFICES: N_("Address and phone stand on the receipt. More offices and a call centre can be added."),
    LaterItem.HOURS: N_("Deadlines count in opening hours: Monday to Friday, 8:00–17:00 until you say otherwise."),
    LaterItem.HOLIDAYS: N_(
        "The public holidays of your country are in; see whether your office closes on all of them."
    ),
    LaterItem.TOPICS: N_("Take over a starting tree, so that contacts can be classified from the first day."),
    LaterItem.LEGAL: N_("Some complaints must be answered by a day that the law sets. Add it from a starting profile."),
    LaterItem.PEOPLE: N_("Everybody signs in with a name of their own, so that it is known who did what."),
    LaterItem.BACKUP: N_("Choose a folder on another disk: a copy is made every time the program is closed."),
}
STEPS = {  # what the link says
    LaterItem.OFFICES: N_("Look at the offices"),
    LaterItem.HOURS: N_("Set opening hours"),
    LaterItem.HOLIDAYS: N_("Look through the holidays"),
    LaterItem.TOPICS: N_("Choose a starting tree"),
    LaterItem.LEGAL: N_("Choose a starting profile"),
    LaterItem.PEOPLE: N_("Add people"),
    LaterItem.BACKUP: N_("Choose a folder"),
}


class LaterSection(Section):
    """See the module's first words."""

    shows = frozenset({Kind.CENTRE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.links: dict[LaterItem, LinkButton] = {}
        self.dones: dict[LaterItem, LinkButton] = {}
        self._left: tuple[LaterItem, ...] | None = None
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S24)
        self._grid.setVerticalSpacing(S8)
        self._grid.setColumnStretch(0, 2)
        self._done = Label(_("Everything is set up."), "body", bold=True)
        self._grid.setColumnStretch(1, 1)
        sheet = Sheet(width=860)
        sheet.add(self._done)
        sheet.add(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)

    def summary(self) -> str:
        count = len(self._left or ())
        if not count:
            return _("Everything is set up.") if self._left is not None else ""
        return ngettext("{count} thing still to set up", "{count} things still to set up", count).format(
            count=number(count)
        )

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        first = next(iter(self.links.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        self.context.runner.ask(self, load_centre_settings, self._show_settings)

    def _show_settings(self, settings: CentreSettings) -> None:
        self._left = settings.later
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.links, self.dones = {}, {}
        for place, one in enumerate(settings.later):
            self._add(place, one)
        self._done.setVisible(not settings.later)
        self._rows.setVisible(bool(settings.later))
        self.head_changed.emit()

    def _add(self, place: int, item: LaterItem) -> None:
        told = QWidget()
        lines = QVBoxLayout(told)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(S4)
        lines.addWidget(Label(word(item), "body", bold=True))
        lines.addWidget(Label(_(WHY[item]), "small", "ink2", wrap=True))
        link = LinkButton(_(STEPS[item]), role="body")
        link.clicked.connect(partial(self.section_wanted.emit, LEADS_TO[item]))
        done = LinkButton(_("It is right as it is"))
        done.setAccessibleName(_("{item}: it is right as it is").format(item=word(item)))
        done.clicked.connect(partial(self._settle, item))
        self.links[item], self.dones[item] = link, done
        row = 2 * place
        self._grid.addWidget(told, row, 0)
        self._grid.addWidget(FlowBox(link, done, gap=S24, line_gap=S4), row, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(Hairline(), row + 1, 0, 1, 2)

    def _settle(self, item: LaterItem) -> None:
        self.context.runner.act(self, partial(settle, item=item), lambda _none: self.reload())
