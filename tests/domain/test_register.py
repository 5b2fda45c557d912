"""The register: no number is left out, and what is no complaint runs together."""

from csatdesk.domain.case_numbers import CaseNumber
from csatdesk.domain.cases import CaseKind
from csatdesk.domain.register import Entry, Fate, Run, lines, without_gaps


def entry(running: int, kind: CaseKind = CaseKind.INQUIRY, fate: Fate = Fate.KEPT) -> Entry:
    return Entry(CaseNumber(26, 2, running), fate, kind=kind)


def test_every_number_of_the_span_has_a_line_before_between_and_after() -> None:
    found = list(without_gaps(2, 26, (3, 9), [entry(4), entry(7)]))
    assert [one.number.running for one in found] == [3, 4, 5, 6, 7, 8, 9]
    assert [one.number.running for one in found if one.fate is Fate.NO_CASE] == [3, 5, 6, 8, 9]
    assert [one.number.running for one in without_gaps(2, 26, (1, 2), [])] == [1, 2]


def test_other_contacts_run_together_between_complaints_and_void_numbers() -> None:
    complaint, claim = entry(3, CaseKind.COMPLAINT), entry(8, CaseKind.CLAIM)
    thrown = entry(6, fate=Fate.THROWN)
    told = list(lines([entry(1), entry(2), complaint, entry(4), entry(5), thrown, entry(7), claim]))
    assert told == [
        Run(CaseNumber(26, 2, 1), CaseNumber(26, 2, 2)),
        complaint,
        Run(CaseNumber(26, 2, 4), CaseNumber(26, 2, 5)),
        thrown,
        Run(CaseNumber(26, 2, 7), CaseNumber(26, 2, 7)),
        claim,
    ]
    counted = sum(one.count if isinstance(one, Run) else 1 for one in told)
    assert counted == 8
