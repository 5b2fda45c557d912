"""Small invented files of answers with what makes such files hard to read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from csatdesk.domain.answer_columns import with_keys
from csatdesk.domain.answer_proposals import propose
from csatdesk.operations.surveys.answer_plans import AnswerPlan, known_words, look_at_answers
from tests.cast import Stage

HEAD = ("Nr ankiety", "Dzień", "Polecenie", "P1 kasa", "P1 czas", "P1 ogółem", "Biuro", "Waga", "Uwagi")
# 11 and 0 in the third column: no answer, and the worst answer; 6, 0 and "Brak" in the next three: none of them counts
ROWS: Sequence[Sequence[object]] = (
    (1, 3, 10, 5, 4, 5, "Sala główna", "0,5", "Szybko i miło, dziękuję bardzo."),
    (2, 3, 0, 1, 2, 1, "Infolinia", "1,5", "Czekałem ponad godzinę, a potem nic."),
    (3, 4, 11, 6, 3, 4, "Sala główna", "1", ""),
    (4, 30, 9, 0, 5, "Brak", "Infolinia", "1", ""),
    (5, 31, 7, 3, 1, 2, "Sala główna", "1", ""),
    (6, 5, 5, 2, 6, 0, "Infolinia", "1", "Numer w rachunku był nieczytelny."),
    (7, 5, 8, 4, 4, 3, "Infolinia", "1", ""),
)


def written(folder: Path, rows: Sequence[Sequence[object]] = ROWS, head: Sequence[str] = HEAD, **other: str) -> Path:
    """As a program of long ago writes it: semicolons, an old encoding."""
    path = folder / other.get("name", "ankiety.csv")
    lines = (";".join(map(str, row)) for row in (head, *rows))
    path.write_text("\r\n".join(lines) + "\r\n", encoding=other.get("encoding", "cp1250"))
    return path


def plan_of(centre: Stage, path: Path, **other: Any) -> AnswerPlan:
    """As proposed, of May 2026."""
    table = look_at_answers(path)
    with centre.read(centre.marek) as reading:
        columns = with_keys(propose([one.seen() for one in table.columns], known_words(reading)))
    return replace(AnswerPlan(table, columns, "Ankieta z maja", 202605, centre.anna.office_id), **other)


def without(plan: AnswerPlan, header: str, value: str) -> AnswerPlan:
    """Nothing is said of this value."""
    return changed(plan, header, values={k: v for k, v in meaning_of(plan, header).values.items() if k != value})


def changed(plan: AnswerPlan, header: str, **how: Any) -> AnswerPlan:
    columns = tuple(replace(one, **how) if one.header == header else one for one in plan.columns)
    return replace(plan, columns=columns)


def meaning_of(plan: AnswerPlan, header: str) -> Any:
    return next(one for one in plan.columns if one.header == header)
