"""Administration: an inner list of sections at the left, as far as this person's rights go, and one section beside."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.administration.section import Section
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline
from csatdesk.gui.page import Page
from csatdesk.gui.theme import theme
from csatdesk.wording.texts import _

LIST_WIDTH = 208
MOST_SHARE = 0.22  # of the page


@dataclass(frozen=True, slots=True)
class Place:
    """One section: `right` None is for everybody. `go` stands in the palette; both are marked with N_."""

    key: str
    words: str
    go: str
    right: Right | None
    make: Callable[[Context], Section]


def _later(context: Context) -> Section:
    from csatdesk.gui.administration.later import LaterSection

    return LaterSection(context)


def _offices(context: Context) -> Section:
    from csatdesk.gui.administration.offices import OfficesSection

    return OfficesSection(context)


def _targets(context: Context) -> Section:
    from csatdesk.gui.administration.rules.section import RulesSection

    return RulesSection(context)


def _people(context: Context) -> Section:
    from csatdesk.gui.administration.people import PeopleSection

    return PeopleSection(context)


def _teams(context: Context) -> Section:
    from csatdesk.gui.administration.teams import TeamsSection

    return TeamsSection(context)


def _absences(context: Context) -> Section:
    from csatdesk.gui.administration.absences import AbsencesSection

    return AbsencesSection(context)


def _organisations(context: Context) -> Section:
    from csatdesk.gui.administration.organisations import OrganisationsSection

    return OrganisationsSection(context)


def _letters(context: Context) -> Section:
    from csatdesk.gui.administration.letters import LettersSection

    return LettersSection(context)


def _sending(context: Context) -> Section:
    from csatdesk.gui.administration.sending import SendingSection

    return SendingSection(context)


def _trash(context: Context) -> Section:
    from csatdesk.gui.administration.trash import TrashSection

    return TrashSection(context)


def _topics(context: Context) -> Section:
    from csatdesk.gui.administration.topics import TopicsSection

    return TopicsSection(context)


def _imports(context: Context) -> Section:
    from csatdesk.gui.administration.imports.section import ImportSection

    return ImportSection(context)


def _erased(context: Context) -> Section:
    from csatdesk.gui.administration.erased import ErasedSection

    return ErasedSection(context)


def _backup(context: Context) -> Section:
    from csatdesk.gui.administration.backup import BackupSection

    return BackupSection(context)


def _appearance(context: Context) -> Section:
    from csatdesk.gui.administration.appearance import AppearanceSection

    return AppearanceSection(context)


def _receipts(context: Context) -> Section:
    from csatdesk.gui.administration.receipts import ReceiptsSection

    return ReceiptsSection(context)


def _rush(context: Context) -> Section:
    from csatdesk.gui.administration.rush import RushSection

    return RushSection(context)


def _calls(context: Context) -> Section:
    from csatdesk.gui.administration.calls import CallsSection

    return CallsSection(context)


def _own_sign_in(context: Context) -> Section:
    from csatdesk.gui.administration.own_sign_in import OwnSignInSection

    return OwnSignInSection(context)


PLACES = (
    Place("later", N_("Still to set up"), N_("What is still to set up"), Right.CHANGE_CENTRE, _later),
    Place("centre", N_("Offices"), N_("Offices and opening hours"), Right.CHANGE_CENTRE, _offices),
    Place("targets", N_("Deadlines and targets"), N_("Deadlines and targets"), Right.SEE_DEADLINES, _targets),
    Place("people", N_("People"), N_("People and their roles"), Right.CHANGE_STAFF, _people),
    Place("teams", N_("Teams"), N_("Teams"), Right.CHANGE_STAFF, _teams),
    Place("absences", N_("Absences"), N_("Absences and substitutes"), None, _absences),
    Place("organisations", N_("Organisations"), N_("Outside organisations"), Right.CHANGE_CENTRE, _organisations),
    Place("letters", N_("Letters"), N_("Letters and snippets"), Right.CHANGE_LETTERS, _letters),
    Place("sending", N_("Approval and e-mail"), N_("Approval and e-mail"), Right.CHANGE_CENTRE, _sending),
    Place("topics", N_("Topics"), N_("Topics"), Right.CHANGE_TOPICS, _topics),
    Place("rush", N_("Rush hour"), N_("Rush hour: topics on keys, daily counts"), Right.CHANGE_TOPICS, _rush),
    Place("import", N_("Import"), N_("Import cases or customers from a file"), Right.IMPORT, _imports),
    Place("calls", N_("Call lists"), N_("Call lists of the telephone exchange"), Right.IMPORT, _calls),
    Place("trash", N_("Trash"), N_("What is in the trash"), Right.THROW_AWAY, _trash),
    Place(
        "erased",
        N_("Erased customers"),
        N_("Erased customers, and how long complaints are kept"),
        Right.ERASE_CUSTOMERS,
        _erased,
    ),
    Place("backup", N_("Backup"), N_("Backup and recovery"), Right.BACK_UP, _backup),
    Place("appearance", N_("Appearance"), N_("Language, colours and text size"), None, _appearance),
    Place("receipts", N_("Receipts"), N_("Printer and paper of the receipts"), None, _receipts),
    Place("me", N_("My sign-in"), N_("My password and PIN"), None, _own_sign_in),
)


HELP = {
    "later": "first-steps",
    "centre": "deadlines",
    "targets": "deadlines",
    "letters": "letters",
    "sending": "letters",
    "import": "import",
    "receipts": "new-contact",
    "rush": "rush-hour",
    "calls": "reviews",
    "erased": "customers",
    "backup": "backup-and-keys",
}


class AdministrationPage(Page):
    """See the module's first words."""

    shows = frozenset(Kind)
    help_page = "users-and-rights"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        may = context.may
        self._places = {place.key: place for place in PLACES if place.right is None or may(place.right)}
        self._sections: dict[str, Section] = {}
        self._save = make_action(self, _("Save"), self._do_primary, "Ctrl+Return")
        self.list = EntryList(_("Sections of administration"), two_lines=False)
        self.list.chosen.connect(self._chosen)
        self._stack = QStackedWidget()
        self._lay_out()
        for place in self._places.values():
            make_action(self, _(place.go), partial(self._go, place.key))
        self.list.show_entries([Entry(place.key, _(place.words)) for place in self._places.values()])

    def _lay_out(self) -> None:
        self._left = QWidget()
        left = QHBoxLayout(self._left)
        left.setContentsMargins(0, 12, 0, 0)
        left.addWidget(self.list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(Hairline(upright=True))
        row.addWidget(self._stack, 1)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def title(self) -> str:
        return _("Administration")

    @property
    def section(self) -> Section:
        found = self._stack.currentWidget()
        assert isinstance(found, Section)
        return found

    def summary(self) -> str:
        return self.section.summary() if self._sections else ""

    def shown(self) -> None:
        if not self._sections:
            self.open_section(next(iter(self._places)))
        else:
            self.section.shown()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_section(self, key: str) -> None:
        """Go to a section ("centre", "people", "import", "backup" …); nothing where this person may not."""
        if key in self._places:
            self.list.choose(key)

    def reload(self, kinds: frozenset[Kind]) -> None:
        if self._sections and self.section.shows & kinds:
            self.section.reload()

    def locked(self) -> None:
        for section in self._sections.values():
            section.locked()

    def _go(self, key: str) -> None:
        """As chosen in the palette: the focus goes to where work begins."""
        self.open_section(key)
        self.section.start()

    def _chosen(self, key: Hashable) -> None:
        assert isinstance(key, str)
        section = self._sections.get(key) or self._made(key)
        self._stack.setCurrentWidget(section)
        self.help_page = HELP.get(key, "users-and-rights")
        section.shown()
        self._show_head()

    def _made(self, key: str) -> Section:
        section = self._places[key].make(self.context)
        section.head_changed.connect(partial(self._head_of, section))
        section.section_wanted.connect(self._go)
        self._sections[key] = section
        self._stack.addWidget(section)
        return section

    def _head_of(self, section: Section) -> None:
        if section is self._stack.currentWidget():
            self._show_head()

    def _show_head(self) -> None:
        words = self.section.primary_words()
        self._save.setText(words or _("Save"))
        self._save.setEnabled(bool(words))
        self.primary = self._save if words else None
        self.head_changed.emit()

    def _do_primary(self) -> None:
        self.section.do_primary()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        """With large text the list must not take the room of the forms: then its words end in "…"."""
        wanted = round((LIST_WIDTH - 28 if theme().compact else LIST_WIDTH) * theme().scale)
        self._left.setFixedWidth(min(wanted, max(120, round(self.width() * MOST_SHARE))))
