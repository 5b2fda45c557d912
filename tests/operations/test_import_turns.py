"""Two who import the same list at once: one does, the other is told so, and nothing counts twice or goes lost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import func, select

from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.staff import Actor
from csatdesk.operations.contacts.imports import import_customers, look_at_file, usual_choices
from csatdesk.operations.import_runs import ImportResult, Run, run_of, take_back_unfinished
from csatdesk.operations.import_turns import ImportUnderWay
from csatdesk.operations.surveys.answer_imports import RESPONSES, import_answers
from csatdesk.operations.surveys.queries import list_surveys
from csatdesk.operations.work import Store, Work
from csatdesk.store.base import Base
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.imports import Import
from csatdesk.store.entities.surveys import Response
from csatdesk.system.files import DiskFull
from tests.cast import Stage
from tests.operations.surveys.answer_files import plan_of, written

LIST = "Nr;Name;E-mail\n" + "".join(f"{number};Anna {number};a{number}@firma.pl\n" for number in range(6))


def import_list(centre: Stage, path: Path, actor: Actor, source: str = "klienci") -> ImportResult:
    look = look_at_file(path, what="customers")
    choices = usual_choices(look, source=source)
    return import_customers(centre.store, actor, path=path, mapping=look.mapping, choices=choices)


def under_way(centre: Stage, what: str, source: str, into: int | None = None) -> AbstractContextManager[Run]:
    """Marek's import of a list that has begun and not ended."""
    told: dict[str, Any] = {"what": what, "source": source, "path": Path("list.csv"), "refused": 0, "mapping": {}}
    return run_of(centre.store, centre.marek, **told, progress=no_progress, into=into)


def count(centre: Stage, entity: type[Base]) -> int:
    with centre.read() as reading:
        return reading.db.execute(select(func.count()).select_from(entity)).scalar_one()


def test_a_list_that_somebody_imports_is_not_begun_by_another_and_another_list_is(
    centre: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "klienci.csv"
    path.write_text(LIST, encoding="utf-8")
    before = count(centre, Customer)
    with under_way(centre, "customers", "klienci"):
        with pytest.raises(ImportUnderWay, match="Marek Lis is importing “klienci” already"):
            import_list(centre, path, centre.ewa)
        assert count(centre, Customer) == before
        assert import_list(centre, path, centre.ewa, source="others").added == 6
    assert import_list(centre, path, centre.ewa).already_there == 6


def test_what_broke_off_at_another_desk_is_not_counted_as_there_before_it_is_taken_back(
    centre: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "klienci.csv"
    path.write_text(LIST, encoding="utf-8")
    before = count(centre, Customer)
    import_list(centre, path, centre.marek)
    with centre.work() as work:  # as a desk leaves it that was ended in the middle
        broken = work.db.execute(select(Import)).scalar_one()
        broken.state, broken.mapping = "running", {**broken.mapping, "process": "elsewhere 1"}
    with pytest.raises(ImportUnderWay):
        import_list(centre, path, centre.ewa)
    assert take_back_unfinished(centre.store, centre.marek) == 1
    assert count(centre, Customer) == before
    assert import_list(centre, path, centre.ewa).added == 6


class FullDisk:
    """A store that from the second transaction of an import on has no room left, until somebody makes some."""

    def __init__(self, store: Store) -> None:
        self._store, self.left = store, 2

    def write(self, actor: Actor, at: datetime) -> AbstractContextManager[Work]:
        if not self.left:
            raise DiskFull(path="store")
        self.left -= 1
        return self._store.write(actor, at)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_what_a_full_disk_left_is_taken_back_by_the_next_import_here(local_centre: Stage, tmp_path: Path) -> None:
    path = tmp_path / "klienci.csv"
    path.write_text(LIST, encoding="utf-8")
    look = look_at_file(path, what="customers")
    importing = partial(
        import_customers, path=path, mapping=look.mapping, choices=usual_choices(look, source="klienci")
    )
    before = count(local_centre, Customer)
    with pytest.raises(DiskFull):
        importing(cast(Store, FullDisk(local_centre.store)), local_centre.ewa)
    assert count(local_centre, Customer) == before + 6, "there was no room to take them back either"
    result = importing(local_centre.store, local_centre.ewa)
    assert (result.added, result.already_there) == (6, 0)
    assert count(local_centre, Customer) == before + 6
    assert take_back_unfinished(local_centre.store, local_centre.ewa) == 0


def test_answers_go_into_a_survey_from_one_file_at_a_time(centre: Stage, tmp_path: Path) -> None:
    plan = plan_of(centre, written(tmp_path))
    import_answers(centre.store, centre.marek, plan=plan)
    with centre.read(centre.marek) as reading:
        (survey,) = list_surveys(reading)
    again = plan_of(centre, plan.table.path, name="Another name", month=202607, survey_id=survey.id)
    with under_way(centre, RESPONSES, "A third name", into=survey.id), pytest.raises(ImportUnderWay):
        import_answers(centre.store, centre.marek, plan=again)
    assert count(centre, Response) == 7
    assert import_answers(centre.store, centre.marek, plan=again).added == 7


class LateStore:
    """A store on which somebody else does something before its first transaction begins."""

    def __init__(self, store: Store, first: Callable[[], object]) -> None:
        self._store, self._first = store, [first]

    def __getattr__(self, name: str) -> Any:
        if name == "write" and self._first:
            self._first.pop()()
        return getattr(self._store, name)


def test_answers_that_came_between_check_and_writing_are_not_taken_over_twice(centre: Stage, tmp_path: Path) -> None:
    import_answers(centre.store, centre.marek, plan=plan_of(centre, written(tmp_path)))
    with centre.read(centre.marek) as reading:
        (survey,) = list_surveys(reading)
    july = plan_of(centre, tmp_path / "ankiety.csv", month=202607, survey_id=survey.id)
    other = partial(import_answers, centre.store, centre.marek, plan=july)
    with pytest.raises(ChangedByOther):
        import_answers(cast(Store, LateStore(centre.store, other)), centre.marek, plan=july)
    assert count(centre, Response) == 14
    assert import_answers(centre.store, centre.marek, plan=july).already_there == 7
