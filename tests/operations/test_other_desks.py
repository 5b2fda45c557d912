"""What colleagues wrote is told by kind, with one question to the database while there is nothing new."""

from sqlalchemy import event

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import NewCustomer
from csatdesk.operations.cases.saved_filters import save_filter
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.other_desks import DeskNews, news_of_desks
from tests.cast import Stage
from tests.operations.checklists.scene import done, scheduled


def asked(stage: Stage, before: DeskNews | None) -> DeskNews:
    """Marek's desk asks."""
    with stage.read(stage.marek) as reading:
        return news_of_desks(reading, seen=before.newest if before is not None else None)


def test_a_colleagues_changes_are_told_once_and_by_kind(centre: Stage) -> None:
    first = asked(centre, None)
    assert first.changed == frozenset()
    centre.register()
    second = asked(centre, first)
    assert second.changed == {Kind.CASE}
    with centre.work(centre.anna) as work:
        register_customer(work, new=NewCustomer(name="Jan Kos", language="pl"))
    third = asked(centre, second)
    assert third.changed == {Kind.CUSTOMER}
    assert asked(centre, third).changed == frozenset()


def test_a_filter_for_everybody_is_told_to_those_who_may_use_it(centre: Stage) -> None:
    first = asked(centre, None)
    with centre.work(centre.ewa) as work:
        save_filter(work, name="Pilne", shown=CaseFilter(is_open=True), is_shared=True)
    assert asked(centre, first).changed == {Kind.LIST}


def test_what_one_wrote_at_this_desk_is_no_news(centre: Stage) -> None:
    first = asked(centre, None)
    centre.register(actor=centre.marek)
    second = asked(centre, first)
    assert second.changed == frozenset()
    assert second.newest != first.newest


def test_nothing_new_costs_one_query_however_many_desks(centre: Stage) -> None:
    first = asked(centre, None)
    queries: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        queries.append(statement)

    event.listen(centre.store.readers, "before_cursor_execute", count)
    asked(centre, first)
    event.remove(centre.store.readers, "before_cursor_execute", count)
    assert len([one for one in queries if one.lstrip().startswith("SELECT")]) == 1


def test_a_check_that_a_colleague_does_is_told_as_one(centre: Stage) -> None:
    schedule = scheduled(centre)
    first = asked(centre, None)
    done(centre, schedule)
    assert asked(centre, first).changed == {Kind.CHECKLIST, Kind.EVALUATION}
