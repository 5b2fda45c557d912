"""One answer for the whole of Today, as one reading saw it."""

from dataclasses import dataclass

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.staff import Right, require
from csatdesk.operations.cases.screens import CaseFacts, load_case_facts
from csatdesk.operations.deadlines.workload import Workload, load_workload
from csatdesk.operations.today.decisions import list_decisions
from csatdesk.operations.today.figures import (
    Numbers,
    Promised,
    TopicToday,
    load_arrivals,
    load_numbers,
    load_promised,
)
from csatdesk.operations.today.rows import Decision
from csatdesk.operations.work import Reading


@dataclass(frozen=True, slots=True)
class Today:
    """`topics`: the busiest of today. `unowned`: open cases of the whole centre that nobody has."""

    decisions: tuple[Decision, ...]
    numbers: Numbers
    workload: Workload
    topics: tuple[TopicToday, ...]
    promised: Promised
    facts: CaseFacts

    @property
    def unowned(self) -> int:
        return self.workload.nobody.total


def load_today(reading: Reading) -> Today:
    require(reading.actor, Right.SEE_DEADLINES)
    arrivals, workload = load_arrivals(reading), load_workload(reading, cases=CaseFilter())
    return Today(
        decisions=list_decisions(reading),
        numbers=load_numbers(reading, arrivals, workload),
        workload=workload,
        topics=arrivals.topics(),
        promised=load_promised(reading),
        facts=load_case_facts(reading),
    )
