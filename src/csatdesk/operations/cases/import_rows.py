"""Imported cases written many at once: one statement for each table instead of one entity for each row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Table, insert, select

from csatdesk.domain.contacts import CustomerKind, Known, NewCustomer, Segment
from csatdesk.domain.customers import TOLD_BY, marks_of
from csatdesk.domain.folding import fold
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.import_drafts import Draft, Given, Row, Rules, draft_of
from csatdesk.operations.cases.import_topics import TopicFinder
from csatdesk.operations.cases.numbers import next_numbers
from csatdesk.operations.cases.rules import list_rules
from csatdesk.operations.contacts.bulk import add_customers, customer_values
from csatdesk.operations.contacts.commands import customer_columns
from csatdesk.operations.contacts.matching import CustomerFinder, Traces
from csatdesk.operations.import_runs import Run, already_there
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.sheets.cases_in import ImportedCase
from csatdesk.sheets.customers_in import is_organisation
from csatdesk.store.base import Base
from csatdesk.store.entities.cases import Case, CaseEvent, CaseSpan, CaseTopic
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.deadlines import CaseDeadline, CasePause
from csatdesk.store.entities.staff import Staff
from csatdesk.store.search import CASES, write_words
from csatdesk.store.turns import enter_many


def load_rules(reading: Reading) -> Rules:
    """Calendar and targets of the person's office, and who owners' names mean."""
    calendar_id, calendar = calendar_of(reading, reading.actor.office_id)
    query = select(Staff.id, Staff.name, Staff.sign_in_folded).where(Staff.centre_id == reading.actor.centre_id)
    owners: dict[str, int] = {}
    for person_id, name, sign_in in reading.db.execute(query.order_by(Staff.is_active, Staff.id.desc())):
        owners.update({sign_in: person_id, fold(name): person_id})
    return Rules(
        office_id=reading.actor.office_id,
        calendar_id=calendar_id,
        calendar=calendar,
        rules=list_rules(reading),
        tree=load_topic_tree(reading),
        owners=owners,
    )


@dataclass(slots=True)
class CaseWriter:
    """Writes some checked cases in the transaction given; what they share is looked up once."""

    run: Run
    rules: Rules
    topics: TopicFinder
    file_name: str
    customers: CustomerFinder = field(default_factory=CustomerFinder)

    def write(self, work: Work, cases: Sequence[ImportedCase]) -> int:
        """Add those that the centre does not have yet; how many these were."""
        numbered = {self._source(case): case for case in cases}  # the same words twice are the same case
        have = already_there(work, Case, list(numbered))
        fresh = {number: case for number, case in numbered.items() if number not in have}
        if fresh:
            self._add(work, fresh)
        return len(fresh)

    def _source(self, case: ImportedCase) -> str:
        return f"{self.run.source}:{case.source_key}"

    def _add(self, work: Work, fresh: Mapping[str, ImportedCase]) -> None:
        numbers = next_numbers(work, len(fresh))
        drafts = [self._draft(work, *pair, number) for pair, number in zip(fresh.items(), numbers, strict=True)]
        ids = _insert_cases(work, drafts)
        of_case = list(zip(ids, drafts, strict=True))
        _insert(work, Contact, ({**draft.contact, "case_id": case_id} for case_id, draft in of_case))
        _insert(work, CaseTopic, ({**draft.topic, "case_id": case_id} for case_id, draft in of_case if draft.topic))
        clocks = ({**clock, "case_id": case_id} for case_id, draft in of_case for clock in draft.clocks)
        _insert(work, CaseDeadline, clocks)
        _insert(work, CasePause, ({**draft.pause, "case_id": case_id} for case_id, draft in of_case if draft.pause))
        _insert(work, CaseSpan, ({**draft.span, "case_id": case_id} for case_id, draft in of_case if draft.span))
        _insert(work, CaseEvent, ({**line, "case_id": case_id} for case_id, draft in of_case for line in draft.events))
        enter_many(work.db, ids)
        words = {case_id: _words(draft, case) for (case_id, draft), case in zip(of_case, fresh.values(), strict=True)}
        write_words(work.db, CASES, words)

    def _draft(self, work: Work, source_number: str, case: ImportedCase, number: str) -> Draft:
        given = Given(
            actor=work.actor,
            at=work.at,
            import_id=self.run.import_id,
            file_name=self.file_name,
            source_number=source_number,
            number=number,
            topic_id=self.topics.find(case.topic),
            customer_id=self._customer(work, case),
        )
        return draft_of(case, self.rules, given)

    def _customer(self, work: Work, case: ImportedCase) -> int | None:
        """Who the row speaks of, known or made for it; None for nobody, or for a number without a name."""
        if case.known != Known.CUSTOMER.value:
            return None
        traces = Traces(case.customer_name, case.customer_phone, case.customer_email, case.account)
        known = self.customers.find(work, traces)
        if known is not None or not case.customer_name:
            return known
        columns = customer_columns(_new_customer(case), work.centre.language)
        values = customer_values(work, columns, import_id=self.run.import_id, source_number=None)
        (made,) = add_customers(work, [values], [marks_of([str(values[name]) for name in TOLD_BY])])
        self.customers.learn(traces, made)
        return made


def _new_customer(case: ImportedCase) -> NewCustomer:
    is_firm = is_organisation(case.customer_name)
    return NewCustomer(
        name=case.customer_name,
        kind=CustomerKind.ORGANISATION if is_firm else CustomerKind.PERSON,
        segment=Segment.SMALL_BUSINESS if is_firm else Segment.HOUSEHOLD,
        language=case.language,
        phone=case.customer_phone,
        email=case.customer_email,
        account=case.account,
        address=case.address,
    )


def _words(draft: Draft, case: ImportedCase) -> list[str]:
    """What the case is found by: as `operations.words.case_texts` and `customer_texts`."""
    row = draft.case
    of_case = [str(row[name]) for name in ("number", "text", "remedy", "sender_reference")]
    of_customer = [case.customer_name, case.customer_phone, case.customer_email, case.account]
    return [*of_case, case.source_key, *of_customer]


def _insert_cases(work: Work, drafts: Sequence[Draft]) -> list[int]:
    table = _table(Case)
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(work.db.execute(statement, [draft.case for draft in drafts]).scalars())


def _insert(work: Work, entity: type[Base], rows: Iterable[Row]) -> None:
    found = list(rows)
    if found:
        work.db.execute(insert(_table(entity)), found)


def _table(entity: type[Base]) -> Table:
    table = entity.__table__
    assert isinstance(table, Table)
    return table
