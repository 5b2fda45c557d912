"""One import from its first row to its last, in small transactions; whole, or taken back.

An import first writes a row that says it runs. Every row it adds carries its id. Cancel, an error, or the next start
after a kill takes all of them back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import Select, delete, func, insert, literal, or_, select, union, update

from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import Kind, Progress, no_progress
from csatdesk.domain.errors import Cancelled, Refusal, Trouble
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_
from csatdesk.domain.spelling import all_name_words
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.import_files import Prepared, Record
from csatdesk.operations.import_turns import INTO, OF_TURN, RUNNING, is_under_way, left_here, marked, take_turn
from csatdesk.operations.past_figures import forget_empty_programmes, take_back_past
from csatdesk.operations.taken_back_answers import forget_made_survey, open_unnamed, take_back_answers
from csatdesk.operations.topics import touch_topics
from csatdesk.operations.topics.nodes import is_named_elsewhere
from csatdesk.operations.work import PAUSE_SECONDS, Reading, Store, Work
from csatdesk.sheets.cells import CellProblem, sentence
from csatdesk.sheets.tables import TableFormat
from csatdesk.sheets.tables_out import bad_rows_out
from csatdesk.store.base import UtcDateTime
from csatdesk.store.entities.cases import Case, CaseEvent, CaseSpan, CaseTopic
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.store.entities.customers import Consent, CustomerPair, CustomerTrace, Representative
from csatdesk.store.entities.deadlines import AlarmFired, CaseDeadline, CasePause, Notice
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.imports import Import
from csatdesk.store.entities.letters import Letter
from csatdesk.store.entities.links import RepeatProposal
from csatdesk.store.entities.lists import OwnCase
from csatdesk.store.entities.programmes import Visit
from csatdesk.store.entities.topics import TopicNode
from csatdesk.store.entities.turns import CaseTurn
from csatdesk.store.entities.void_numbers import VoidNumber
from csatdesk.store.search import CASES, CUSTOMERS, forget_spellings, gather_words, is_among, remove_words, use_memory
from csatdesk.system.clock import now

DONE, TAKEN_BACK = "done", "taken_back"
BATCH_ROWS = 500
BATCH_SECONDS = 0.2  # with its commit
STEP_ROWS = 100  # written between two looks at the clock
IMPORT_MEBIBYTES, USUAL_MEBIBYTES = 64, 8
USUAL_SOURCE = "file"
SOURCE_MOST = 60  # letters
CHECKING_SHARE = 0.2  # of the progress bar
SPEAKS_OF_CASE = (
    (CorrectiveAction, CorrectiveAction.case_id),
    (Evaluation, Evaluation.case_id),
    (Visit, Visit.test_case_id),
)
T = TypeVar("T", bound=Record)
Row = TypeVar("Row")


class RowsRefused(Refusal):
    """`problems`: everything that is wrong, by row and column."""

    text = N_(
        "Nothing was imported. Rows that cannot be: {count}. Correct them, or let the good ones in. First: {first}"
    )

    def __init__(self, problems: Sequence[CellProblem] = (), *, field: str | None = None, **values: object) -> None:
        super().__init__(field=field, **values)
        self.problems = tuple(problems)


class ImportWorkedOn(Refusal):
    text = N_("Cases of this import that were worked on since: {count}. Taking it back would lose that work.")


class ImportGone(Refusal):
    text = N_("This import was taken back already.")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """`already_there`: cases or customers of an earlier import of the same list. `copies`: rows repeated in the file.
    `problems`: what is wrong with the refused rows."""

    import_id: int
    added: int
    already_there: int
    copies: int
    refused: int
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import in the list of imports."""

    id: int
    what: str
    source: str
    file_name: str
    started_at: datetime
    added: int
    refused: int
    is_taken_back: bool


def list_imports(reading: Reading) -> tuple[ImportRow, ...]:
    """What was imported into this centre, the newest first."""
    columns = (Import.id, Import.what, Import.source, Import.file_name, Import.started_at, Import.added, Import.refused)
    query = select(*columns, Import.state == TAKEN_BACK)
    query = query.where(Import.centre_id == reading.actor.centre_id, Import.state != RUNNING)
    return tuple(ImportRow(*found) for found in reading.db.execute(query.order_by(Import.id.desc())))


@dataclass(frozen=True, slots=True)
class Steps:
    """How many rows are written between two looks at the clock, and at most in one transaction."""

    step: int
    batch: int


USUAL_STEPS = Steps(STEP_ROWS, BATCH_ROWS)


@dataclass(slots=True)
class Run:
    """An import under way."""

    store: Store
    actor: Actor
    import_id: int
    source: str
    progress: Progress
    added: int = 0
    already_there: int = 0
    seen: dict[str, int] = field(default_factory=dict)  # what later batches need to know of earlier ones
    closing: float = 0.0  # seconds that the last transaction took to be committed

    def batches(
        self,
        rows: Sequence[Row],
        write: Callable[[Work, Sequence[Row]], int],
        ready: Callable[[Sequence[Row]], object] = lambda _rows: None,
        *,
        steps: Steps = USUAL_STEPS,
    ) -> None:
        """Write all rows; `write` gets a step at a time and returns how many it added. `ready` may have a look at the
        rows that come next, some of which it knows already. It does so beside the commit, which waits for the disk.
        """
        done = 0
        with ThreadPoolExecutor(1, thread_name_prefix="import") as beside:

            def look_ahead(done: int) -> Future[object]:
                return beside.submit(ready, rows[done : done + steps.batch])

            ahead = look_ahead(done)
            while done < len(rows):
                ahead.result()
                done, ahead = self._batch(rows, done, write, steps, look_ahead)
                told = CHECKING_SHARE + (1 - CHECKING_SHARE) * done / len(rows)
                self.progress(round(told * len(rows)), len(rows))
                sleep(PAUSE_SECONDS)

    def _batch(
        self,
        rows: Sequence[Row],
        done: int,
        write: Callable[[Work, Sequence[Row]], int],
        steps: Steps,
        look_ahead: Callable[[int], Future[object]],
    ) -> tuple[int, Future[object]]:
        """One transaction from row `done` on; where the next one begins, and the look at its rows. A further step is
        made only when it and the commit are likely to fit: both take as long as they did last.
        """
        began, last, took = monotonic(), min(done + steps.batch, len(rows)), 0.0
        with self.store.write(self.actor, now()) as work:
            use_memory(work.db.connection(), IMPORT_MEBIBYTES)
            while done < last and (not took or monotonic() - began + took + self.closing < BATCH_SECONDS):
                looked, some = monotonic(), rows[done : min(done + steps.step, last)]
                added = write(work, some)
                self.added += added
                self.already_there += len(some) - added
                done += len(some)
                took = monotonic() - looked
            work.db.get_one(Import, self.import_id).added = self.added
            closed = monotonic()
            work.db.flush()
            ahead = look_ahead(done)  # not before: until the commit it would take turns with every single statement
        self.closing = monotonic() - closed
        return done, ahead


@contextmanager
def run_of(
    store: Store,
    actor: Actor,
    *,
    what: str,
    source: str,
    path: Path,
    refused: int,
    mapping: Mapping[str, str],
    progress: Progress,
    into: int | None = None,
) -> Iterator[Run]:
    """An import that is done when the block is left, and taken back when it is left by an exception. `into`: the survey
    that its answers go into.
    """
    require(actor, Right.IMPORT)
    source = tidy_source(source)
    _take_back(store, actor, left_here)
    with marked() as mark, closing_memory(store):
        told: dict[str, object] = {"columns": dict(mapping), "topics": [], **mark, INTO: into}
        begun = Import(what=what, source=source, file_name=path.name[:300], mapping=told, added=0, refused=refused)
        run = Run(store, actor, _begin(store, actor, begun), source, progress)
        try:
            yield run
            _end(store, actor, run.import_id, DONE)
        except BaseException:
            with suppress(Trouble):  # what cannot be taken back now is taken back at the next import or start
                take_back(store, actor, run.import_id, progress=_heedless(progress))
            raise


def _begin(store: Store, actor: Actor, begun: Import) -> int:
    """The id of the import, which is said to run from now on."""
    with store.write(actor, now()) as work:
        take_turn(work, what=begun.what, source=begun.source, mapping=begun.mapping or {})
        begun.centre_id, begun.by_id, begun.desk_id = actor.centre_id, actor.id, actor.desk_id
        begun.state, begun.started_at = RUNNING, work.at
        work.db.add(begun)
        work.db.flush()
        gather_words(work.db)
        return begun.id


def _heedless(progress: Progress) -> Progress:
    """What is being taken back is no longer stopped by the Cancel that began it."""

    def told(done: int, total: int) -> None:
        with suppress(Cancelled):
            progress(done, total)

    return told


def tidy_source(source: str) -> str:
    """The name of a list, by which a second import of it is known: one line, no colon."""
    return fitting(_one_line(source), field="source", most=SOURCE_MOST) or USUAL_SOURCE


def source_of(name: str) -> str:
    """What a list is called as long as nobody says otherwise: the beginning of its file's name, or of what it holds."""
    return _one_line(name)[:SOURCE_MOST]


def _one_line(source: str) -> str:
    return " ".join(source.replace(":", " ").split())


def _end(store: Store, actor: Actor, import_id: int, state: str) -> None:
    with store.write(actor, now()) as work:
        ended = work.db.get_one(Import, import_id)
        ended.state, ended.ended_at = state, work.at
        ended.mapping = {name: told for name, told in (ended.mapping or {}).items() if name not in OF_TURN}


@contextmanager
def closing_memory(store: Store) -> Iterator[None]:
    """After the block the store holds no more in memory than usual."""
    try:
        yield
    finally:
        with store.writer.connect() as connection:
            use_memory(connection, USUAL_MEBIBYTES)


def already_there(work: Work, entity: type[Case] | type[Customer], numbers: Sequence[str]) -> set[str]:
    """Which of these source numbers the centre has."""
    query = select(entity.source_number).where(
        entity.centre_id == work.actor.centre_id, is_among(work.db, entity.source_number, numbers)
    )
    return {number for number in work.db.execute(query).scalars() if number is not None}


# taking back


def undo_import(work: Work, *, import_id: int) -> int:
    """Take a whole import back; the number of rows that went. Refused when somebody worked on its cases since."""
    require(work.actor, Right.IMPORT)
    query = select(Import).where(Import.id == import_id, Import.centre_id == work.actor.centre_id)
    known = work.db.execute(query).scalar_one()
    if known.state == TAKEN_BACK:
        raise ImportGone()
    count = _worked_on(work, import_id)
    if count:
        raise ImportWorkedOn(count=count)
    gone = 0
    while some := _take_back_some(work, import_id):
        gone += some
    _close_books(work, import_id)
    return gone


def _worked_on(work: Work, import_id: int) -> int:
    """How many of its cases somebody noted on, took, answered, reviewed, made a measure from … since."""
    by_people = CaseEvent.by_id.is_not(None) & (CaseEvent.event != Event.IMPORTED)
    noted = select(CaseEvent.case_id).join(Case, Case.id == CaseEvent.case_id).where(by_people)
    theirs = Case.import_id == import_id
    named = [select(case_id).join(Case, Case.id == case_id).where(theirs) for _entity, case_id in SPEAKS_OF_CASE]
    worked_on = union(noted.where(theirs), *named).subquery()
    return work.db.execute(select(func.count()).select_from(worked_on)).scalar_one()


def take_back_unfinished(store: Store, actor: Actor) -> int:
    """Called at start: take back what this desk was importing when it was ended; the number of imports.

    An import of a program that still runs, a command line beside the window, is left to it.
    """
    return _take_back(store, actor, lambda told: not is_under_way(told))


def _take_back(store: Store, actor: Actor, is_left: Callable[[Mapping[str, object]], bool]) -> int:
    with store.read(actor, now()) as reading:
        query = select(Import.id, Import.mapping).where(
            Import.centre_id == actor.centre_id, Import.desk_id == actor.desk_id, Import.state == RUNNING
        )
        found = reading.db.execute(query).tuples().all()
    left = [import_id for import_id, told in found if is_left(told or {})]
    for import_id in left:
        take_back(store, actor, import_id)
    return len(left)


def take_back(store: Store, actor: Actor, import_id: int, *, progress: Progress = no_progress) -> None:
    """Delete all that an import added, in small transactions; `progress` runs back to nothing."""
    with store.read(actor, now()) as reading:
        added = left = reading.db.get_one(Import, import_id).added
    progress(left, added)
    going = True
    while going:
        gone = _take_back_batch(store, actor, import_id)
        going, left = gone > 0, max(0, left - gone)
        progress(left, added)
        sleep(PAUSE_SECONDS)
    with store.write(actor, now()) as work:
        _close_books(work, import_id)


def _take_back_batch(store: Store, actor: Actor, import_id: int) -> int:
    """One transaction, as short as one of the import; the number of rows deleted."""
    began, gone = monotonic(), 0
    with store.write(actor, now()) as work:
        while gone < BATCH_ROWS and monotonic() - began < BATCH_SECONDS:
            some = _take_back_some(work, import_id)
            gone += some
            if not some:
                break
    return gone


def _take_back_some(work: Work, import_id: int) -> int:
    """Delete at most `STEP_ROWS` cases, when none are left customers, then past evaluations, then answers; how many."""
    cases = select(Case.id).where(Case.import_id == import_id).limit(STEP_ROWS)
    case_ids = list(work.db.execute(cases).scalars())
    if case_ids:
        _delete_cases(work, case_ids)
        return len(case_ids)
    customers = select(Customer.id).where(Customer.import_id == import_id).limit(STEP_ROWS)
    customer_ids = list(work.db.execute(customers).scalars())
    if customer_ids:
        _delete_customers(work, customer_ids)
        return len(customer_ids)
    return take_back_past(work, import_id, STEP_ROWS) or take_back_answers(work, import_id, STEP_ROWS)


def _delete_cases(work: Work, case_ids: Sequence[int]) -> None:
    clocks = select(CaseDeadline.id).where(CaseDeadline.case_id.in_(case_ids))
    work.db.execute(delete(AlarmFired).where(AlarmFired.deadline_id.in_(clocks)))
    belonging = (Notice, CaseTopic, CaseTurn, CaseDeadline, CasePause, CaseSpan, CaseEvent, Contact, Letter, OwnCase)
    for entity in belonging:
        work.db.execute(delete(entity).where(entity.case_id.in_(case_ids)))
    proposed = or_(RepeatProposal.case_id.in_(case_ids), RepeatProposal.other_id.in_(case_ids))
    work.db.execute(delete(RepeatProposal).where(proposed))
    _keep_numbers(work, case_ids)
    work.db.execute(update(Case).where(Case.repeats_id.in_(case_ids)).values(repeats_id=None))
    for named_in, case_id in SPEAKS_OF_CASE:  # made while the import still ran
        work.db.execute(update(named_in).where(case_id.in_(case_ids)).values({case_id.key: None}))
    remove_words(work.db, CASES, case_ids)
    work.db.execute(delete(Case).where(Case.id.in_(case_ids)))
    work.changed.add(Kind.CASE)


def _keep_numbers(work: Work, case_ids: Sequence[int]) -> None:
    """The register stays without gaps: their numbers were given out, and say what became of them."""
    kept = (Case.centre_id, Case.number, Case.registered_at, Case.import_id, literal(int(work.actor.id)))
    voided_at = literal(work.at, UtcDateTime)
    rows = select(*kept, voided_at).where(Case.id.in_(case_ids))
    columns = ("centre_id", "number", "registered_at", "import_id", "by_id", "voided_at")
    work.db.execute(insert(VoidNumber).from_select(columns, rows))


def _delete_customers(work: Work, customer_ids: Sequence[int]) -> None:
    """Whoever somebody did something for since then stays, and no longer belongs to the import."""
    kept = _kept_customers(work, customer_ids)
    gone = [customer_id for customer_id in customer_ids if customer_id not in kept]
    work.db.execute(update(Customer).where(Customer.id.in_(kept)).values(import_id=None, source_number=None))
    names = work.db.execute(select(Customer.name).where(Customer.id.in_(gone))).scalars()
    borne = all_name_words(names)
    remove_words(work.db, CUSTOMERS, gone)
    forget_spellings(work.db, borne)
    work.db.execute(delete(CustomerTrace).where(CustomerTrace.customer_id.in_(gone)))
    work.db.execute(delete(CustomerPair).where(CustomerPair.first_id.in_(gone) | CustomerPair.second_id.in_(gone)))
    work.db.execute(delete(Representative).where(Representative.customer_id.in_(gone)))
    work.db.execute(delete(Customer).where(Customer.id.in_(gone)))
    work.changed.add(Kind.CUSTOMER)


def _kept_customers(work: Work, customer_ids: Sequence[int]) -> set[int]:
    """Who has cases of their own, agreed to something, was changed, or became one with another since the import."""
    theirs: list[Select[Any]] = [
        select(entity.customer_id).where(entity.customer_id.in_(customer_ids)).distinct() for entity in (Case, Consent)
    ]
    theirs.append(select(Customer.id).where(Customer.id.in_(customer_ids), Customer.version > 1))
    merged = select(Customer.id, Customer.merged_into_id).where(
        Customer.merged_into_id.is_not(None),
        Customer.id.in_(customer_ids) | Customer.merged_into_id.in_(customer_ids),
    )
    kept = {one for both in work.db.execute(merged).tuples() for one in both if one is not None and one in customer_ids}
    for query in theirs:
        kept.update(work.db.execute(query).scalars())
    return kept


def _close_books(work: Work, import_id: int) -> None:
    """Delete the topics that only this import used, and mark it as taken back."""
    known = work.db.get_one(Import, import_id)
    made = [int(topic_id) for topic_id in (known.mapping or {}).get("topics", ())]
    used = set(work.db.execute(select(Case.topic_id).where(Case.topic_id.in_(made)).distinct()).scalars())
    for topic_id in reversed(made):  # headings were made before the topics under them
        if topic_id not in used and not is_named_elsewhere(work, topic_id):
            work.db.execute(delete(CaseTopic).where(CaseTopic.topic_id == topic_id))
            work.db.execute(delete(TopicNode).where(TopicNode.id == topic_id))
    if made:
        touch_topics(work)
    forget_empty_programmes(work)
    open_unnamed(work, import_id, known.mapping or {})
    forget_made_survey(work, known.mapping or {})
    known.state, known.ended_at, known.added = TAKEN_BACK, work.at, 0
    work.changed.add(Kind.IMPORT)


# rows that cannot be imported


@contextmanager
def refuse_or_set_aside(
    prepared: Prepared[T], table: TableFormat, bad_rows: str, path: Path | None, zone: tzinfo
) -> Iterator[None]:
    """Around an import: refuse it for its bad rows, or write these to `path` first; gone again when it fails."""
    if bad_rows == "refuse" and prepared.refused:
        first = sentence(prepared.problems[0])
        raise RowsRefused(prepared.problems, count=len(prepared.refused), first=first)
    writes = path is not None and bool(prepared.refused)
    if path is not None and writes:
        bad_rows_out(path, table.headers, prepared.refused, prepared.problems, zone=zone)
    try:
        yield
    except BaseException:
        if path is not None and writes:
            path.unlink(missing_ok=True)
        raise
