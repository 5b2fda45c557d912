"""The inspection folder (C29): chosen cases in one document, each with the proof of its dates, other people covered."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.case_rows import CaseCard, Event, HistoryLine
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.masking import masked
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.cases.attachments import list_attachments
from csatdesk.operations.cases.file_paper import read_case_file
from csatdesk.operations.cases.filter_words import filter_words
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.operations.reports.others import OtherPeople, texts_in, with_texts
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import inspection as paper
from csatdesk.reports.inspection import Folder, FolderCase, Proof
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant, number, short_instant
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import event_word, word

CASES_MOST = 300
SEAL = 12  # characters of an entry's hash: enough to find it and to see that it is the same
PROOFS = frozenset(
    {
        Event.RECEIVED,
        Event.ACKNOWLEDGED,
        Event.NOTICE_SENT,
        Event.EXTENDED,
        Event.LEGAL_STARTED,
        Event.ANSWERED,
        Event.CLOSED,
        Event.REOPENED,
    }
)
KEPT = frozenset({"number", "topic", "centre", "office", "as_of", "customer", "clocks", "icon", "state"})
Change = Callable[[str], str]


class NoCases(Refusal):
    text = N_("No case fits. Choose cases in the list, or change the filters.")


class TooManyCases(Refusal):
    text = N_("A folder holds at most {most} cases. Narrow the list, or select fewer.")


def export_inspection(
    store: Store,
    actor: Actor,
    *,
    case_ids: Sequence[int] = (),
    filter: CaseFilter | None = None,  # noqa: A002  (the field's word)
    path: Path,
    hide_staff: bool = False,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> int:
    """Write the folder of these cases, or of all that the filter shows; how many. `hide_staff`: numbers for names."""
    require(actor, Right.EXPORT)
    with store.read(actor, at or now()) as reading:
        ids = tuple(case_ids) or _ids_of(reading, filter or CaseFilter())
        if not ids:
            raise NoCases()
        if len(ids) > CASES_MOST:
            raise TooManyCases(most=CASES_MOST)
        folder = _folder(reading, ids, filter if not case_ids else None, hide_staff=hide_staff, progress=progress)
    paper.write(folder, path, lambda done, total: progress(len(ids) + len(ids) * done // total, 2 * len(ids)))
    return len(ids)


def _ids_of(reading: Reading, wanted: CaseFilter) -> tuple[int, ...]:
    return tuple(row.id for row in list_cases(reading, filter=wanted, limit=CASES_MOST + 1).rows)


def _folder(
    reading: Reading, ids: Sequence[int], wanted: CaseFilter | None, *, hide_staff: bool, progress: Progress
) -> Folder:
    people, staff = OtherPeople(reading), _staff_covered(reading) if hide_staff else _unchanged
    cases: list[FolderCase] = []
    for done, case_id in enumerate(ids, start=1):
        cases.append(_case(reading, case_id, people, staff))
        progress(done, 2 * len(ids))
    return Folder(
        title=_("Inspection folder"),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=_("As of {when}").format(when=full_instant(reading.at, ZoneInfo(reading.centre.zone))),
        about=tuple(staff(line) for line in _about(reading, len(ids), wanted, hide_staff=hide_staff)),
        cases=cases,
    )


def _about(reading: Reading, count: int, wanted: CaseFilter | None, *, hide_staff: bool) -> Iterator[str]:
    yield ngettext("{count} case", "{count} cases", count).format(count=number(count))
    if wanted is not None:
        yield filter_words(reading, wanted) or _("all cases")
    yield _("Names, numbers and e-mail addresses of other customers are covered: {cover}").format(
        cover=masked("a@b.c", ["a@b.c"])
    )
    if hide_staff:
        yield _("Members of staff are told by numbers, the same ones throughout.")
    yield _(
        "“Entry” names the line in the log of changes and the beginning of its seal, which follows from all before."
    )


def _staff_covered(reading: Reading) -> Change:
    """Members of staff by numbers: whole names only, of two that begin alike the longer one first."""
    rows = sorted(list_staff(reading, only_active=False), key=lambda one: one.id)
    told = {
        one.name: _("member of staff {number}").format(number=place)
        for place, one in enumerate(rows, start=1)
        if one.name
    }
    names = "|".join(re.escape(name) for name in sorted(told, key=len, reverse=True))
    whole = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    return lambda text: whole.sub(lambda found: told[found.group()], text)


def _unchanged(text: str) -> str:
    return text


def _case(reading: Reading, case_id: int, people: OtherPeople, staff: Change) -> FolderCase:
    card, file = load_case(reading, case_id=case_id), read_case_file(reading, case_id=case_id)
    zone = ZoneInfo(card.zone)
    proofs = tuple(_proofs(reading, card, zone))
    names = tuple(one.name for one in list_attachments(reading, case_id=case_id))
    made = FolderCase(file, short_instant(card.row.received_at, zone), _ended(card), proofs, names)
    own = card.customer.id if card.customer is not None else None
    hidden = people.keys(texts_in(replace(file, customer=())), own)
    return with_texts(made, lambda text: masked(staff(text), hidden), KEPT)


def _ended(card: CaseCard) -> str:
    if card.outcome is not None:
        return word(card.outcome)
    return word(card.row.status)


def _proofs(reading: Reading, card: CaseCard, zone: ZoneInfo) -> Iterator[Proof]:
    lines = [line for line in reversed(card.history) if line.event in PROOFS and not line.of_number]
    entries = _entries(reading, lines)
    yield Proof(_("Received"), full_instant(card.row.received_at, zone), "", word(card.row.channel))
    for line in lines:
        what = _("Registered") if line.event is Event.RECEIVED else event_word(line.event)
        yield Proof(what, full_instant(line.at, zone), line.by_name, entries.get(line.id, _("none, imported")))
    if card.answer_sent_at is not None:
        yield Proof(_("Answer sent"), full_instant(card.answer_sent_at, zone), "", word(card.reply_by))


def _entries(reading: Reading, lines: Sequence[HistoryLine]) -> dict[int, str]:
    """Line of the history → its entry in the log of changes."""
    query = select(AuditRow.row_id, AuditRow.desk_id, AuditRow.sequence, AuditRow.hash).where(
        AuditRow.what == "case_events", AuditRow.row_id.in_([line.id for line in lines]), AuditRow.action == "add"
    )
    told = _("{sequence} of desk {desk}, seal {seal}")
    return {
        row.row_id: told.format(sequence=row.sequence, desk=row.desk_id, seal=row.hash[:SEAL])
        for row in reading.db.execute(query)
    }
