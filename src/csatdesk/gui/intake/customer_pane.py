"""Beside the form: who the customer is to us, their open cases and last contacts, and the card of the topic."""

from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import (
    CaseFilter,
    Sort,
)
from csatdesk.domain.contacts import ContactLine, CustomerCard
from csatdesk.domain.deadlines import Deadline, WorkCalendar, state
from csatdesk.domain.topics import Topic, TopicTree
from csatdesk.gui.fields import Hairline, Label, LinkButton
from csatdesk.gui.intake.contact_lines import ContactLines, Line
from csatdesk.gui.intake.topic_card import TopicCard
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.contacts.queries import list_contact_lines, load_customer
from csatdesk.operations.work import Reading
from csatdesk.system.clock import now
from csatdesk.wording.formats import listed_day
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import deadline_words

KNOWN_MOST, LAST_MOST, LAST_COMPACT = 12, 5, 3


@dataclass(frozen=True, slots=True)
class Found:
    """What the pane says of a customer. `cases`: newest first; `calendar`: that of the person's office."""

    card: CustomerCard
    cases: tuple[CaseRow, ...]
    contacts: tuple[ContactLine, ...]
    calendar: WorkCalendar


def look_up(reading: Reading, *, customer_id: int) -> Found:
    """Everything the pane says of a customer, in one transaction."""
    theirs = CaseFilter(customer_id=customer_id)
    return Found(
        load_customer(reading, customer_id=customer_id),
        list_cases(reading, filter=theirs, sort=Sort.RECEIVED, limit=KNOWN_MOST).rows,
        list_contact_lines(reading, customer_id=customer_id, limit=LAST_MOST),
        calendar_of(reading, reading.actor.office_id)[1],
    )


class CustomerPane(QScrollArea):
    """Scrolls only when the text is enlarged."""

    customer_opened = Signal(int)
    case_opened = Signal(int)
    row_loaded = Signal(object)  # the CustomerRow of a customer known by number only

    def __init__(self, runner: Runner, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._zone = runner, zone
        self._asker = QObject(self)
        self._customer_id: int | None = None
        self._tree = TopicTree(())
        self._found: Found | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._name = Label("", bold=True, wrap=True)
        self._told = Label("", "small", "ink2", wrap=True)
        self.open_link = LinkButton(_("Open customer"))
        self.open_link.clicked.connect(self._open_customer)
        self.lines = ContactLines()
        self.lines.setAccessibleName(_("Open cases and last contacts"))
        self.lines.opened.connect(self.case_opened)
        self.card = TopicCard()
        self._between = Hairline()
        empty = _("The customer's open cases and last contacts stand here, and what to ask and say about the topic.")
        self._empty = Label(empty, "small", "ink3", wrap=True)
        self._customer = self._customer_part()
        self.setWidget(self._laid_out())
        theme().changed.connect(self._refit)
        self._refit()
        self._show_customer()

    def _customer_part(self) -> QWidget:
        part = QWidget()
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(self._name, 1)
        head.addWidget(self.open_link, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._told)
        column.addSpacing(S4)
        column.addWidget(self.lines)
        return part

    def _laid_out(self) -> QWidget:
        page = QWidget()
        self._column = QVBoxLayout(page)
        for widget in (self._empty, self._customer, self._between, self.card):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        return page

    def show_customer(self, customer_id: int | None) -> None:
        """Load what is known of a customer; None empties this part."""
        if customer_id != self._customer_id:
            self._customer_id = customer_id
            self._found = None
            self._show_customer()
            if customer_id is not None:
                self._runner.ask(self._asker, partial(look_up, customer_id=customer_id), self._loaded)

    def show_topic(self, tree: TopicTree, topic: Topic | None, customer_language: str) -> None:
        if tree is not self._tree:
            self._tree = tree
            self._show_customer()
        told_of = 1 if theme().compact else 2  # with the heading above it where there is room
        title = " › ".join(tree.path(topic.id, language())[-told_of:]) if topic else ""
        self.card.show_card(topic.key if topic else "", title, topic.card if topic else None, customer_language)
        self._show_parts()

    def _loaded(self, found: Found) -> None:
        if found.card.row.id == self._customer_id:
            self._found = found
            self._show_customer()
            self.row_loaded.emit(found.card.row)

    def _open_customer(self) -> None:
        if self._customer_id is not None:
            self.customer_opened.emit(self._customer_id)

    def _show_customer(self) -> None:
        self._show_parts()
        if self._found is None:
            return
        card = self._found.card
        self._name.setText(card.row.name)
        self._told.setText(told(card, self._zone))
        lines = self._lines(self._found)
        self.lines.show_lines(lines)
        self.lines.setVisible(bool(lines))

    def _show_parts(self) -> None:
        has_card = not self.card.isHidden()
        self._customer.setVisible(self._found is not None)
        self._between.setVisible(self._found is not None and has_card)
        self._empty.setVisible(self._found is None and not has_card)

    def _lines(self, found: Found) -> list[Line]:
        """Open cases that no recent contact is about come first, then the last contacts."""
        shown = found.contacts[: LAST_COMPACT if theme().compact else LAST_MOST]
        recent = {line.case_id for line in shown}
        older = [_as_contact(row) for row in found.cases if row.status.is_open and row.id not in recent]
        due = {row.id: row.due for row in found.cases}
        return [self._told_of(one, due.get(one.case_id), found.calendar) for one in (*older, *shown)]

    def _told_of(self, contact: ContactLine, due: Deadline | None, calendar: WorkCalendar) -> Line:
        topic = self._tree.path(contact.topic_id, language())
        return Line(
            contact.case_id,
            contact.channel,
            listed_day(contact.at.astimezone(self._zone).date()),
            topic[-1] if topic else _("No topic yet"),
            contact.is_open,
            state(due, now(), calendar).value,
            deadline_words(due, now(), calendar),
        )

    def _refit(self) -> None:
        margin = theme().margin
        self._column.setSpacing(S8)
        self._column.setContentsMargins(margin, S8, margin, S4)
        self._show_customer()


def _as_contact(row: CaseRow) -> ContactLine:
    """An open case whose last contact is too long ago to be listed."""
    return ContactLine(row.id, row.number, row.received_at, row.channel, row.topic_id, True, None, None)


def told(card: CustomerCard, zone: ZoneInfo) -> str:
    """ "1 open case, 5 contacts in 12 months, customer since 2014"."""
    opened, contacts = card.row.open_cases, card.contacts_in_year
    parts = [
        ngettext("{count} open case", "{count} open cases", opened).format(count=opened)
        if opened
        else _("no open case"),
        ngettext("{count} contact in 12 months", "{count} contacts in 12 months", contacts).format(count=contacts),
    ]
    if not theme().compact:
        parts.append(_("customer since {year}").format(year=card.since.astimezone(zone).year))
    parts += [_("{name} speaks for them").format(name=name) for name in card.speakers]
    return ", ".join(parts)
