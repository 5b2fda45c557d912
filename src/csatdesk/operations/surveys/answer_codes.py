"""Codes of invitations in a file of answers: which invitation each names, which rows count, and settling those.

A named answer is tied to its invitation, as everywhere. Of answers without a name the import only knows which
invitations they came to, all of them together, so that taking it back opens these again; and only where so many
answers look alike that none of them is known by it. Fewer settle their invitations for good, among others of the
survey.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import sleep
from typing import Any

from sqlalchemy import select, update

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import ANSWERED, Disposition
from csatdesk.domain.survey_batches import CodeUnknown
from csatdesk.domain.surveys import AnsweredAlready, Route, read_code
from csatdesk.operations.import_runs import Run
from csatdesk.operations.surveys.mixing import mix_in
from csatdesk.operations.surveys.responses import ways_by_code
from csatdesk.operations.taken_back_answers import BEFORE, SETTLED, UNSEEN
from csatdesk.operations.work import PAUSE_SECONDS, Reading, Work
from csatdesk.sheets.answers_in import AnswerTable
from csatdesk.sheets.cells import CellProblem, column_letter, shown
from csatdesk.store.base import batched
from csatdesk.store.entities.imports import Import
from csatdesk.store.entities.surveys import Invitation
from csatdesk.store.search import is_among
from csatdesk.system.clock import now

TOGETHER = 16  # answers without a name that look alike: one of them could be anybody's
ASKED_AT_ONCE, SETTLED_AT_ONCE = 5_000, 500
TWICE = N_("Row {first} has the same code. One answer counts.")
TOLD = ("office_id", "channel", "route")  # what of an invitation an answer without a name keeps, too
NAMED = ("segment", "topic_id", "customer_id", "case_id", "staff_id")

Filled = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Invited:
    """The invitation with a code. `told`, `named`: columns of its answer; `named` of one with a name only."""

    id: int
    before: Disposition
    language: str
    told: Mapping[str, Any]
    named: Mapping[str, Any]


Coded = Invited | Route | Filled | None  # a tuple says what is wrong with a code


@dataclass(frozen=True, slots=True)
class CodeColumn:
    """`of`: for each value of the column what its code stands for."""

    place: int
    of: Sequence[Coded]

    def at(self, table: AnswerTable, row: int) -> Coded:
        return self.of[table.columns[self.place].codes[row]]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Rows after their codes were looked at. `copies`: word for word as one before; `left_out`: do not count."""

    rows: list[int]
    problems: list[CellProblem]
    copies: int
    left_out: int


def meaning_of_codes(reading: Reading, *, survey_id: int, values: Sequence[str]) -> list[Coded]:
    """What each value stands for in this survey."""
    ways = ways_by_code(reading, survey_id=survey_id)
    plain = [read_code(value) for value in values]
    invited = _invited(reading, survey_id, {code for code in plain if code and code not in ways})
    return [
        None if not value else ways.get(code) or invited.get(code) or (CodeUnknown.text, {"code": shown(value)})
        for value, code in zip(values, plain, strict=True)
    ]


def _invited(reading: Reading, survey_id: int, codes: Collection[str]) -> dict[str, Invited]:
    names = (*TOLD, *NAMED)
    query = select(
        Invitation.id,
        Invitation.code,
        Invitation.disposition,
        Invitation.language,
        *(getattr(Invitation, name) for name in names),
    ).where(Invitation.survey_id == survey_id, Invitation.centre_id == reading.actor.centre_id)
    found: dict[str, Invited] = {}
    for some in batched(sorted(codes), ASKED_AT_ONCE):
        for id_, code, before, language, *rest in reading.db.execute(
            query.where(is_among(reading.db, Invitation.code, some))
        ):
            told = {name: value for name, value in zip(names, rest, strict=True) if value is not None}
            found[code] = Invited(
                id_,
                before,
                language,
                told={name: told[name] for name in TOLD if name in told},
                named={name: told[name] for name in NAMED if name in told} | {"invitation_id": id_},
            )
    return found


def sort_by_code(table: AnswerTable, column: CodeColumn, rows: Iterable[int], *, leaves_out: bool) -> Sorted:
    """Which of the rows count. Without `leaves_out` one that does not is told, and stays."""
    first: dict[int, int] = {}
    found = Sorted([], [], 0, 0)
    copies = left_out = 0
    letter, header = column_letter(column.place), table.columns[column.place].header
    for row in rows:
        coded = column.at(table, row)
        before = first.setdefault(coded.id, row) if isinstance(coded, Invited) else row
        if before != row and all(one.codes[row] == one.codes[before] for one in table.columns):
            copies += 1
            continue
        wrong = _wrong(coded, None if before == row else table.numbers[before])
        if wrong is not None and leaves_out:
            left_out += 1
            continue
        if wrong is not None:
            value = shown(table.columns[column.place].values[table.columns[column.place].codes[row]])
            found.problems.append(CellProblem(table.numbers[row], letter, header, value, *wrong))
        found.rows.append(row)
    return Sorted(found.rows, found.problems, copies, left_out)


def _wrong(coded: Coded, first: int | None) -> Filled | None:
    if isinstance(coded, tuple):
        return coded
    if isinstance(coded, Invited) and coded.before in ANSWERED:
        return (AnsweredAlready.text, {})
    return None if first is None else (TWICE, {"first": first})


# settling


@dataclass(frozen=True, slots=True)
class Unnamed:
    """An answer without a name, and the invitation that it came to, while the import runs; nothing keeps this."""

    response_id: int
    invited: Invited


def settle(work: Work, survey_id: int, invitation_ids: Collection[int], told: Disposition) -> None:
    """These were answered. Refused when one of them was meanwhile, by another way; who has one of them before them
    at another desk is told that it changed.
    """
    for some in batched(sorted(invitation_ids), SETTLED_AT_ONCE):
        work.changed.add(Kind.SURVEY)
        asked = update(Invitation).where(
            Invitation.id.in_(some), Invitation.survey_id == survey_id, Invitation.disposition.not_in(ANSWERED)
        )
        settled = asked.values(disposition=told, version=Invitation.version + 1).returning(Invitation.id)
        if len(work.db.execute(settled, execution_options=UNSEEN).all()) != len(some):
            raise AnsweredAlready()


def settle_unnamed(run: Run, survey_id: int, groups: Iterable[Sequence[Unnamed]]) -> None:
    """Whom answers without a name came to. `groups`: of answers that look alike."""
    many: list[Invited] = []
    few: list[Unnamed] = []
    for group in groups:
        if len(group) < TOGETHER:
            few += group
        else:
            many += (one.invited for one in group)
    kept: dict[str, list[int]] = {}
    for some in batched(sorted(many, key=lambda one: one.id), SETTLED_AT_ONCE):
        for one in some:
            kept.setdefault(one.before.value, []).append(one.id)
        with run.store.write(run.actor, now()) as work:
            settle(work, survey_id, [one.id for one in some], Disposition.COMPLETE)
            _remember(work, run.import_id, {SETTLED: kept})
        sleep(PAUSE_SECONDS)
    if few:
        invitation_ids = [one.invited.id for one in few]
        with run.store.write(run.actor, now()) as work:
            settle(work, survey_id, invitation_ids, Disposition.COMPLETE)
            mix_in(work, survey_id, [one.response_id for one in few], invitation_ids)


def remember_before(work: Work, import_id: int, invited: Iterable[Invited]) -> None:
    """What named answers' invitations were, where anybody had noted something of them."""
    noted = {str(one.id): one.before.value for one in invited if one.before is not Disposition.UNKNOWN}
    if noted:
        _remember(work, import_id, {BEFORE: noted})


def _remember(work: Work, import_id: int, told: Mapping[str, Any]) -> None:
    """Beside the journal of changes: it would tell of each for ever."""
    table = Import.__table__
    kept = work.db.execute(select(Import.mapping).where(Import.id == import_id)).scalar_one()
    again = update(table).where(table.c.id == import_id).values(mapping={**(kept or {}), **told})  # type: ignore[arg-type]
    work.db.connection().execute(again)
