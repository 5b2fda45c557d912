"""How a contact was attended to: who spoke for the customer, what was read back, when they were called to the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

CLOCK_SLACK = timedelta(minutes=5)  # the queue machine's clock may differ
LONGEST_WAIT = timedelta(hours=24)


class Relation(Enum):
    """Who somebody is to the customer they speak for (C26)."""

    SPOUSE = "spouse"
    FAMILY = "family"
    CARETAKER = "caretaker"
    LAWYER = "lawyer"
    EMPLOYEE = "employee"
    OTHER = "other"


class Confirmation(Enum):
    """How the customer said yes to what was written down."""

    ON_SCREEN = "on_screen"
    SIGNED = "signed"  # on paper, under what was written down


class RepresentativeNameMissing(Refusal):
    text = N_("Write who speaks for the customer.")


class AuthorityMissing(Refusal):
    text = N_("Write which paper you saw, or say that you saw none.")


class CalledBeforeTicket(Refusal):
    text = N_("Called before the ticket was drawn. Correct one of the times.")


class CalledInFuture(Refusal):
    text = N_("Nobody was called in the future. Correct the time.")


@dataclass(frozen=True, slots=True)
class Representative:
    """Somebody who speaks for the customer; `authority`: the paper that was seen, when it was seen."""

    name: str
    relation: Relation = Relation.SPOUSE
    authority_seen: bool = False
    authority: str = ""

    def problems(self) -> tuple[Refusal, ...]:
        found: list[Refusal] = []
        if not self.name.strip():
            found.append(RepresentativeNameMissing(field="representative"))
        if self.authority_seen and not self.authority.strip():
            found.append(AuthorityMissing(field="authority"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class QueueTicket:
    """A ticket of the queue machine: its number, when it was drawn, and when its holder was called to the desk."""

    number: str = ""
    drawn_at: datetime | None = None
    called_at: datetime | None = None

    @property
    def waited(self) -> timedelta | None:
        if self.drawn_at is None or self.called_at is None:
            return None
        return self.called_at - self.drawn_at

    def at_desk(self, until: datetime) -> timedelta | None:
        """From the call to the end of the talk; None where the contact was written down on another day."""
        if self.called_at is None or not timedelta() <= until - self.called_at < LONGEST_WAIT:
            return None
        return until - self.called_at

    def problems(self, now: datetime) -> tuple[Refusal, ...]:
        if self.called_at is not None and self.called_at > now + CLOCK_SLACK:
            return (CalledInFuture(field="ticket"),)
        if self.waited is not None and self.waited < timedelta():
            return (CalledBeforeTicket(field="ticket"),)
        return ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Everything but the matter itself; most contacts have none of it. `desk_seconds` is known once it was saved."""

    representative: Representative | None = None
    read_back: Confirmation | None = None
    read_back_at: datetime | None = None
    ticket: QueueTicket | None = None
    desk_seconds: int | None = None

    def problems(self, now: datetime) -> tuple[Refusal, ...]:
        of_speaker = self.representative.problems() if self.representative is not None else ()
        return (*of_speaker, *(self.ticket.problems(now) if self.ticket is not None else ()))


NOTHING_SPECIAL = Attendance()
