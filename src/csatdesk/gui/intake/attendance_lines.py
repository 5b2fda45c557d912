"""What few talks need, folded away until a key asks for it: who speaks for the customer, and the queue ticket."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.attendance import QueueTicket, Relation, Representative
from csatdesk.domain.errors import Refusal
from csatdesk.gui.fields import CheckBox, Choice, ErrorLine, Label, TextField, mark_error
from csatdesk.gui.intake import moments
from csatdesk.gui.intake.talk import Talk
from csatdesk.gui.intake.way import focus
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.system.clock import now
from csatdesk.wording.attendance import ticket_words
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

SPEAKER_KEY, TICKET_KEY = "Ctrl+7", "Ctrl+8"  # after those of the three topics and the three marks


class RepresentativeLine(QWidget):
    """Name, what they are to the customer, and the paper that was seen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = TextField(placeholder=_("Who speaks for the customer"))
        self.relation = Choice([(one, word(one)) for one in Relation])
        self.relation.setAccessibleName(_("What they are to the customer"))
        self.seen = CheckBox(_("Authority seen"), role="small")
        self.paper = TextField(placeholder=_("Which paper"))
        self.error = ErrorLine()
        row = QHBoxLayout()
        row.setSpacing(S8)
        for widget, stretch in ((self.name, 3), (self.relation, 0), (self.seen, 0), (self.paper, 2)):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.error)
        self.name.textEdited.connect(self._edited)
        self.paper.textEdited.connect(self._edited)
        self.relation.currentIndexChanged.connect(self.changed)
        self.seen.clicked.connect(self._seen_clicked)
        self.hide()

    @property
    def representative(self) -> Representative | None:
        """Nobody while neither a name nor a paper is told."""
        name, seen = self.name.text(), self.seen.isChecked()
        if self.isHidden() or not (name.strip() or seen):
            return None
        relation = self.relation.value()
        assert isinstance(relation, Relation)
        return Representative(name, relation, seen, self.paper.text() if seen else "")

    def show_representative(self, who: Representative | None) -> None:
        """What a draft held; unfolded where there is somebody."""
        shown = who or Representative("")
        self.name.setText(shown.name)
        self.relation.set_value(shown.relation)
        self.seen.setChecked(shown.authority_seen)
        self.paper.setText(shown.authority)
        self.paper.setVisible(shown.authority_seen)
        self.setVisible(who is not None)

    def fields(self) -> list[QWidget]:
        return [self.name, self.relation, self.seen, self.paper]

    def unfold(self) -> None:
        """One key: the name can be typed; once more, while it is empty, folds it away."""
        self.setVisible(self.isHidden() or self.representative is not None)
        if not self.isHidden():
            focus(self.name)
        self.changed.emit()

    def say(self, told: dict[str, str]) -> QWidget | None:
        """Show what is wrong here; the field to go to."""
        of_name, of_paper = told.get("representative", ""), told.get("authority", "")
        mark_error(self.name, of_name)
        mark_error(self.paper, of_paper)
        self.error.say(of_name or of_paper)
        return self.name if of_name else self.paper if of_paper else None

    def _seen_clicked(self, seen: bool) -> None:
        self.paper.setVisible(seen)
        if seen:
            focus(self.paper)
        self._edited()

    def _edited(self) -> None:
        self.say({})
        self.changed.emit()


class TicketLine(QWidget):
    """The number on the ticket, when it was drawn and when its holder was called; how long that was stands beside."""

    changed = Signal()

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._ticket = QueueTicket()
        self._began_at = now()
        self._problem: Refusal | None = None
        self.number, self.drawn, self.called = TextField(), TextField(placeholder="11:32"), TextField()
        self._told = Label("", "small", "ink2")
        self.error = ErrorLine()
        row = QHBoxLayout()
        row.setSpacing(S8)
        for words, field in (
            (_("Queue ticket"), self.number),
            (_("Drawn"), self.drawn),
            (_("Called"), self.called),
        ):
            field.setAccessibleName(words)
            field.textEdited.connect(self._edited)
            row.addWidget(Label(words, "small", "ink2"))
            row.addWidget(field)
        row.addWidget(self._told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.error)
        theme().changed.connect(self._refit)
        self._refit()
        self.hide()

    @property
    def ticket(self) -> QueueTicket | None:
        has_any = self._ticket.number.strip() or self._ticket.drawn_at is not None
        return self._ticket if has_any and not self.isHidden() else None

    def show_ticket(self, ticket: QueueTicket | None, began_at: datetime) -> None:
        """What a draft held. Until somebody says otherwise, a customer was called when the talk began."""
        self._began_at = began_at
        self._ticket = ticket or QueueTicket(called_at=began_at)
        self.number.setText(self._ticket.number)
        self.drawn.setText(self._clock(self._ticket.drawn_at))
        self.called.setText(self._clock(self._ticket.called_at))
        self.setVisible(ticket is not None)
        self._tell()

    def fields(self) -> list[QWidget]:
        return [self.number, self.drawn, self.called]

    def unfold(self) -> None:
        """One key: the number can be typed; once more, while it is empty, folds it away."""
        self.setVisible(self.isHidden() or self.ticket is not None)
        if not self.isHidden():
            focus(self.number)
        self.changed.emit()

    def settle(self) -> Refusal | None:
        """Why a time that is typed cannot be read, if it cannot."""
        return None if self.isHidden() else self._problem

    def say(self, sentence: str) -> QWidget | None:
        """Show what is wrong with the times; the field to go to."""
        for field in (self.drawn, self.called):
            mark_error(field, sentence)
        self.error.say(sentence)
        return self.drawn if sentence else None

    def _edited(self) -> None:
        self.say("")
        try:
            drawn, called = (self._read(field.text()) for field in (self.drawn, self.called))
            self._problem = None
            self._ticket = QueueTicket(self.number.text(), drawn, called)
        except Refusal as refusal:
            self._problem = refusal
        self._tell()
        self.changed.emit()

    def _read(self, typed: str) -> datetime | None:
        return moments.read_clock(typed, self._began_at, self._zone) if typed.strip() else None

    def _clock(self, at: datetime | None) -> str:
        return f"{at.astimezone(self._zone):%H:%M}" if at is not None else ""

    def _tell(self) -> None:
        has_wait = self._ticket.waited is not None and not self._ticket.problems(now())
        waited = QueueTicket("", self._ticket.drawn_at, self._ticket.called_at)
        self._told.setText(ticket_words(waited) if has_wait else "")

    def _refit(self) -> None:
        for field, sample in ((self.number, "A0000"), (self.drawn, "00:00"), (self.called, "00:00")):
            field.setFixedWidth(theme().metrics("body").horizontalAdvance(sample) + 28)


class AttendanceBox(QWidget):
    """Both lines; takes no room while neither is unfolded."""

    changed = Signal()

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.representative, self.ticket = RepresentativeLine(), TicketLine(zone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        for line in (self.representative, self.ticket):
            column.addWidget(line)
            line.changed.connect(self.changed)

    def show_talk(self, talk: Talk) -> None:
        self.representative.show_representative(talk.representative)
        self.ticket.show_ticket(talk.ticket, talk.began_at)

    def put_into(self, talk: Talk) -> Talk:
        return talk.with_attendance(self.representative.representative, self.ticket.ticket)

    def settle(self) -> list[Refusal]:
        """What is typed and cannot be read."""
        problem = self.ticket.settle()
        return [problem] if problem is not None else []

    def say(self, told: dict[str, str]) -> list[QWidget]:
        """Show what is wrong here; the fields to go to."""
        found = (self.representative.say(told), self.ticket.say(told.get("ticket", "")))
        return [field for field in found if field is not None]

    def fields(self) -> list[QWidget]:
        return [*self.representative.fields(), *self.ticket.fields()]

    @property
    def is_folded(self) -> bool:
        return self.representative.isHidden() and self.ticket.isHidden()
