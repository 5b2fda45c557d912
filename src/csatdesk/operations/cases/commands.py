"""What is done with a case day by day: take, hand over, note, classify, mark."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select, update

from csatdesk.domain.attendance import NOTHING_SPECIAL, Attendance
from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import AlreadyClosed, Priority, TextMissing
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Channel, Remote
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.statuses import Status
from csatdesk.operations.absences import stands_in
from csatdesk.operations.cases.attendance import keep_attendance
from csatdesk.operations.cases.life import check_works_here, give, log, move, staff_name, workable
from csatdesk.operations.cases.registering import topic_row
from csatdesk.operations.words import write_case_words
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.cases import OPEN, Case, CaseTopic
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.staff import Team


class TakenMeanwhile(Refusal):
    text = N_("{name} has taken case {number} meanwhile.")


class NotInPerson(Refusal):
    text = N_("Only contacts in person can be marked like this.")


def take_case(work: Work, *, case_id: int, if_free: bool = False) -> Undoable[None]:
    """Make the case one's own and start work on it. `if_free`: only while it is open and nobody has it."""
    case = workable(work, case_id, Right.WORK_ON_CASE)
    if if_free:
        _check_is_free(work, case)
    before = Hands.of(case)
    status = case.status
    if case.status is Status.REGISTERED:
        case.change_status(Status.IN_WORK)
    give(work, case, work.actor.id)
    log(work, case, Event.TAKEN)
    work.changed.add(Kind.CASE)
    undo = partial(_give_back, case_id=case_id, before=before, status=status)
    return Undoable(None, undo, N_("Took case {number}."), {"number": case.number})


def _check_is_free(work: Work, case: Case) -> None:
    if case.owner_id is not None:
        raise TakenMeanwhile(name=staff_name(work, case.owner_id), number=case.number)
    if case.is_open != OPEN:
        raise AlreadyClosed(number=case.number)


def _give_back(work: Work, *, case_id: int, before: "Hands", status: Status) -> None:
    case = workable(work, case_id, Right.WORK_ON_CASE)
    move(work, case, status)
    before.give(work, case)
    work.changed.add(Kind.CASE)


class Hands:
    """In whose hands a case was, so that it can be given back."""

    def __init__(self, owner_id: int | None, team_id: int | None, office_id: int) -> None:
        self.owner_id, self.team_id, self.office_id = owner_id, team_id, office_id

    @classmethod
    def of(cls, case: Case) -> "Hands":
        return cls(case.owner_id, case.team_id, case.office_id)

    def give(self, work: Work, case: Case) -> None:
        case.office_id = self.office_id
        give(work, case, self.owner_id, self.team_id)
        log(work, case, Event.HANDED_OVER, "", to=hands_name(work, case))


def hands_name(work: Work, case: Case) -> str:
    """Who has the case: the person, the team, or nobody ("")."""
    if case.owner_id is not None:
        return staff_name(work, case.owner_id)
    return work.db.get_one(Team, case.team_id).name if case.team_id is not None else ""


def hand_over_cases(
    work: Work,
    *,
    case_ids: Sequence[int],
    to_staff_id: int | None,
    note: str = "",
    to_team_id: int | None = None,
    to_office_id: int | None = None,
    version: int | None = None,
) -> Undoable[int]:
    """Give open cases to a person (to who stands in while they are away), a team, an office, or to nobody.

    `version`: of the only case, as the person saw it.
    """
    before: dict[int, Hands] = {}
    if to_staff_id is not None:
        check_works_here(work, to_staff_id)
        to_staff_id = stands_in(work, to_staff_id)
    for case_id in case_ids:
        case = workable(work, case_id, Right.HAND_OVER_CASE, version)
        before[case_id] = Hands.of(case)
        case.office_id = to_office_id or case.office_id
        give(work, case, to_staff_id, to_team_id)
        to = work.db.get_one(Office, to_office_id).name if to_office_id is not None else hands_name(work, case)
        log(work, case, Event.HANDED_OVER, note, to=to)
    work.changed.add(Kind.CASE)
    text = N_("Handed over {count} cases.") if len(before) != 1 else N_("Handed over the case.")
    return Undoable(len(before), partial(_return, before=before), text, {"count": len(before)})


def _return(work: Work, *, before: dict[int, Hands]) -> None:
    for case_id, hands in before.items():
        hands.give(work, workable(work, case_id, Right.HAND_OVER_CASE))
    work.changed.add(Kind.CASE)


def add_note(work: Work, *, case_id: int, text: str) -> None:
    """Write an internal note into the history."""
    if not text.strip():
        raise TextMissing(field="note")
    case = workable(work, case_id, Right.WORK_ON_CASE)
    log(work, case, Event.NOTE, text.strip())
    write_case_words(work, case)
    work.changed.add(Kind.CASE)


def add_contact(
    work: Work,
    *,
    case_id: int,
    channel: Channel,
    text: str,
    remote: Remote | None = None,
    attendance: Attendance = NOTHING_SPECIAL,
) -> None:
    """The customer came or called again about an open case: one more contact of it, no new case."""
    if not text.strip():
        raise TextMissing(field="text")
    case = workable(work, case_id, Right.REGISTER_CASE)
    contact = Contact(case_id=case.id, channel=channel, at=work.at, text=text.strip(), by_id=work.actor.id)
    contact.remote = remote if channel.is_in_person else None
    for problem in attendance.problems(work.at):
        raise problem
    keep_attendance(contact, attendance, work.at)
    work.db.add(contact)
    log(work, case, Event.CONTACT, text.strip(), channel=channel.value)
    write_case_words(work, case)
    work.changed.add(Kind.CASE)


def mark_remote(work: Work, *, case_id: int, remote: Remote | None) -> Undoable[None]:
    """Say of the newest contact in person whether it could have been done from home (C22)."""
    case = workable(work, case_id, Right.WORK_ON_CASE)
    query = select(Contact).where(Contact.case_id == case.id).order_by(Contact.at.desc(), Contact.id.desc())
    contact = next((one for one in work.db.execute(query).scalars() if one.channel.is_in_person), None)
    if contact is None:
        raise NotInPerson()
    before, contact.remote = contact.remote, remote
    work.changed.add(Kind.CASE)
    undo = partial(mark_remote, case_id=case_id, remote=before)
    return Undoable(None, undo, N_("Marked case {number}."), {"number": case.number})


def classify_case(work: Work, *, case_id: int, topic_id: int | None, version: int | None = None) -> Undoable[None]:
    """Give the case its main topic, or none. Running clocks keep the rule they were given."""
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    before = case.topic_id
    case.topic_id = topic_id
    case.look_for_repeats()
    work.db.execute(update(CaseTopic).where(CaseTopic.case_id == case_id).values(is_main=False))
    if topic_id is not None:
        _make_main(work, case_id, topic_id)
    log(work, case, Event.CLASSIFIED, "", topic=str(topic_id or ""), before=str(before or ""))
    work.changed.add(Kind.CASE)
    undo = partial(classify_case, case_id=case_id, topic_id=before)
    return Undoable(None, undo, N_("Changed the topic of case {number}."), {"number": case.number})


def classify_cases(work: Work, *, case_ids: Sequence[int], topic_id: int | None) -> Undoable[int]:
    """Give many cases one main topic: how the unclassified are worked off."""
    before: dict[int, int | None] = {}
    for case_id in case_ids:
        before[case_id] = workable(work, case_id, Right.WORK_ON_CASE).topic_id
        classify_case(work, case_id=case_id, topic_id=topic_id)
    undo = partial(_classify_back, before=before)
    return Undoable(len(before), undo, N_("Changed the topic of {count} cases."), {"count": len(before)})


def _classify_back(work: Work, *, before: dict[int, int | None]) -> None:
    for case_id, topic_id in before.items():
        classify_case(work, case_id=case_id, topic_id=topic_id)


def _make_main(work: Work, case_id: int, topic_id: int) -> None:
    query = select(CaseTopic).where(CaseTopic.case_id == case_id, CaseTopic.topic_id == topic_id)
    found = work.db.execute(query).scalar_one_or_none()
    if found is None:
        work.db.add(CaseTopic(**topic_row(work, case_id, topic_id)))
    else:
        work.db.refresh(found)
        found.is_main, found.at, found.by_id = True, work.at, work.actor.id


def set_priority(work: Work, *, case_id: int, priority: Priority, version: int | None = None) -> Undoable[None]:
    """Say how urgent the case is. Its clocks keep their rule until somebody recomputes them."""
    case = workable(work, case_id, Right.WORK_ON_CASE, version)
    before, case.priority = case.priority, priority
    log(work, case, Event.PRIORITY, "", priority=priority.value)
    work.changed.add(Kind.CASE)
    undo = partial(set_priority, case_id=case_id, priority=before)
    return Undoable(None, undo, N_("Changed the priority of case {number}."), {"number": case.number})
