"""What My desk asks: one question for all that stands on it, and the list behind each number."""

from dataclasses import dataclass
from datetime import date

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import (
    CaseFilter,
    DueBand,
    ReplyBy,
)
from csatdesk.domain.paging import Page
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.queries import MyDesk, list_cases, load_my_desk
from csatdesk.operations.cases.screens import CaseFacts, load_case_facts
from csatdesk.operations.work import Reading

FIRST_ROWS = 50  # more than a window is high; the next pages are read while scrolling
BANDS = {"overdue": DueBand.OVERDUE, "due_today": DueBand.TODAY, "due_soon": DueBand.SOON}


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything shown but the drafts, as one reading saw it."""

    own: MyDesk
    to_call: Page[CaseRow]
    unowned: Page[CaseRow]
    facts: CaseFacts


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows of each list to read: as many as are shown already, at least those of the first look."""

    own: int = FIRST_ROWS
    to_call: int = FIRST_ROWS
    unowned: int = FIRST_ROWS


FIRST_LOOK = Rows()


def load_desk(reading: Reading, *, rows: Rows = FIRST_LOOK) -> Desk:
    actor = reading.actor
    return Desk(
        own=load_my_desk(reading, limit=rows.own),
        to_call=list_cases(reading, filter=to_call(actor), limit=rows.to_call),
        unowned=list_cases(reading, filter=nobodys(actor), limit=rows.unowned),
        facts=load_case_facts(reading),
    )


def mine(actor: Actor) -> CaseFilter:
    """The open cases this person has."""
    return CaseFilter(is_open=True, owner_ids=(actor.id,))


def nobodys(actor: Actor) -> CaseFilter:
    """The open cases of this person's office that nobody has."""
    return CaseFilter(is_open=True, without_owner=True, office_ids=(actor.office_id,))


def to_call(actor: Actor) -> CaseFilter:
    """This person's cases whose customers wait for an answer by phone."""
    waiting = (Status.REGISTERED, Status.IN_WORK)
    return CaseFilter(is_open=True, statuses=waiting, owner_ids=(actor.id,), reply_by=(ReplyBy.PHONE,))


def list_behind(key: str, actor: Actor, today: date) -> CaseFilter:
    """The list that the number `key` counts; see `tiles.NUMBERS`."""
    if key in BANDS:
        return CaseFilter(is_open=True, owner_ids=(actor.id,), due=(BANDS[key],))
    if key == "today":
        return CaseFilter(office_ids=(actor.office_id,), received_from=today, received_to=today)
    return nobodys(actor) if key == "nobodys" else mine(actor)
