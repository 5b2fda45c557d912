"""Key and value, line by line: who, what for, whose; of a closed case how it ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import Priority, ReplyBy
from csatdesk.domain.contacts import Known, Remote
from csatdesk.domain.requests import FIELDS, FieldKind
from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.cases.told import instant
from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.operations.cases.belongings import Belongings
from csatdesk.wording.attendance import read_back_words, representative_words, ticket_words
from csatdesk.wording.formats import money, short_date
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

KEYS_WIDE = 84


@dataclass(frozen=True, slots=True)
class Line:
    """`strong` stands in bold before `value`."""

    key: str
    value: str
    strong: str = ""


class FactLines(QWidget):
    """A column of keys and one of values; at the right of the first line perhaps a link."""

    link_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = LinkButton("", role="small")
        self.link.clicked.connect(self.link_pressed)
        self._shown: tuple[Line, ...] = ()
        self._made: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S8)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.link, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._shown

    def show_lines(self, lines: Sequence[Line], link: str = "") -> None:
        self.link.setText(link)
        self.link.setVisible(bool(link))
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        for label in self._made:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._made = []
        for place, line in enumerate(lines):
            self._add(place, line)

    def _add(self, place: int, line: Line) -> None:
        key = _told(line.key, "ink2")
        key.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._grid.addWidget(key, place, 0)
        value = self._with_strong(line) if line.strong else _told(line.value, wrap=True)
        has_link = place == 0 and not self.link.isHidden()
        self._grid.addWidget(value, place, 1, 1, 1 if has_link else 2)
        self._made += [key, value]

    def _with_strong(self, line: Line) -> QWidget:
        """Both in one line where there is room."""
        both = QWidget()
        flow = FlowLayout(both)
        flow.setSpacing(theme().px(4))
        flow.addWidget(_told(f"{line.strong}," if line.value else line.strong, bold=True))
        flow.addWidget(_told(line.value))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        both.setSizePolicy(policy)
        return both

    def _refit(self) -> None:
        self.link.setFixedHeight(theme().metrics("small").height() + 1)  # the link makes its line no higher
        self._grid.setColumnMinimumWidth(0, theme().px(76 if theme().compact else KEYS_WIDE) - S8)
        self._grid.setVerticalSpacing(2 if theme().compact else 4)


def belonging_lines(theirs: Belongings) -> list[Line]:
    """What was done of the case at the desk, and the known matter it is about."""
    matter = [Line(_("Known matter"), theirs.matter.title)] if theirs.matter is not None else []
    return [*matter, *remote_lines(theirs.remote)]


def _told(words: str, tone: str = "ink", *, bold: bool | None = None, wrap: bool = False) -> Label:
    label = Label(words.rstrip(), "small", tone, bold=bold, wrap=wrap)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def case_lines(card: CaseCard, now: datetime) -> list[Line]:
    return [line for line in (*_who(card), *_what(card), *_end(card, now)) if line.value or line.strong]


def remote_lines(mark: Remote | None) -> list[Line]:
    """Whether who came in person could have done it from home, where somebody said so (C22)."""
    return [] if mark is None else [Line(_("From home"), word(mark))]


def contacts_words(count: int) -> str:
    return ngettext("{count} contact", "{count} contacts", count).format(count=count) if count else ""


def _who(card: CaseCard) -> Iterator[Line]:
    if card.customer is not None:
        yield Line(_("Customer"), in_sentence(word(card.customer.segment)), card.customer.name)
        meter = _("meter {number}").format(number=card.customer.meter_point) if card.customer.meter_point else ""
        yield Line(_("Account"), ", ".join(part for part in (card.customer.account, meter) if part))
        yield Line(_("Phone"), ", ".join(part for part in (card.customer.phone, card.customer.email) if part))
    else:
        yield Line(_("Customer"), word(card.row.known if card.row.known is not Known.CUSTOMER else Known.UNKNOWN))
    yield Line(_("Spoken for by"), representative_words(card.attendance.representative))
    owner = card.row.owner_name or (_("nobody of the team yet") if card.team else _("nobody yet"))
    yield Line(_("Owner"), ", ".join(part for part in (owner, card.team_name or card.team) if part))


def _what(card: CaseCard) -> Iterator[Line]:
    asks = [card.remedy, _answer_by(card.reply_by) if card.row.status.is_open else ""]
    yield Line(_("Asks for"), " ".join(_ended(part) for part in asks if part))
    kind = f"{word(card.row.kind)}, {in_sentence(word(card.row.status))}"
    again = ngettext("reopened {count} time", "reopened {count} times", card.reopened).format(count=card.reopened)
    yield Line(_("Kind"), f"{kind}, {again}" if card.reopened else kind)
    if card.row.priority is Priority.URGENT:
        yield Line(_("Priority"), "", word(card.row.priority))
    yield from _request(card)
    yield Line(_("Office"), card.office_name)
    yield Line(_("Their reference"), card.sender_reference)
    yield Line(_("Book entry"), card.book_entry)
    yield Line(_("Enclosures"), card.enclosures)
    yield Line(_("Number before"), card.source_number)
    yield Line(_("Read back"), read_back_words(card.attendance, ZoneInfo(card.zone)))
    yield Line(_("Queue ticket"), ticket_words(card.attendance.ticket, card.attendance.desk_seconds))


def _request(card: CaseCard) -> Iterator[Line]:
    """The fields of a service request that were filled in."""
    if card.request_kind is None:
        return
    yield Line(_("Request"), word(card.request_kind))
    for one in FIELDS[card.request_kind]:
        yield Line(_(one.label), _field_value(one.kind, card.request_fields.get(one.key, "")))


def _field_value(kind: FieldKind, value: str) -> str:
    if kind is FieldKind.DAY and value:
        return short_date(date.fromisoformat(value))
    if kind is FieldKind.YES_NO and value:
        return _("yes") if value == "yes" else _("no")
    return value


def _answer_by(by: ReplyBy) -> str:
    if by is ReplyBy.NONE:
        return _("No answer wanted")
    return _("Answer {how}").format(how=in_sentence(word(by)))


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".!?…" else f"{sentence}."


def _end(card: CaseCard, now: datetime) -> Iterator[Line]:
    zone = ZoneInfo(card.zone)
    if card.answer_sent_at is not None:
        yield Line(_("Answer sent"), instant(card.answer_sent_at, now, zone))
    if card.no_answer_reason is not None:
        yield Line(_("No answer owed"), in_sentence(word(card.no_answer_reason)))
    if card.outcome is not None:
        yield Line(_("Outcome"), "", word(card.outcome))
    yield Line(_("Root cause"), card.root_cause)
    yield Line(_("Appeal"), card.appeal_text)
    yield Line(_("Solved"), in_sentence(word(card.solved)) if card.solved is not None else "")
    if card.redress:
        yield Line(_("Redress"), money(card.redress, card.currency))
