"""Links, merging and its undoing, the trash: what shows where, and what is refused."""

from datetime import timedelta

import pytest

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CaseFilter, Closing, NoAnswerReason, Outcome
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.links import (
    AlreadyLinked,
    LinkKind,
    LinkToItself,
    NotMerged,
    RepeatCause,
    TrashReasonMissing,
    WholeNotOpen,
    WordsErased,
)
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.answers import prepare_answer
from csatdesk.operations.cases.attachments import attach, list_attachments
from csatdesk.operations.cases.belongings import Belongings, find_other, load_belongings
from csatdesk.operations.cases.commands import add_note
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.life import CaseGone
from csatdesk.operations.cases.links import link_cases, merge_cases, unmerge_cases
from csatdesk.operations.cases.promises import do_promise, make_promise
from csatdesk.operations.cases.queries import case_by_number, list_cases, load_case
from csatdesk.operations.cases.trash import empty_trash, list_trash, take_out, throw_away
from tests.cast import NOW, Stage

LATER = NOW + timedelta(days=31)
SETTLED = Closing(Outcome.NOT_JUSTIFIED, no_answer_reason=NoAnswerReason.NOT_WANTED)


@pytest.fixture
def two(centre: Stage) -> tuple[int, int]:
    return centre.register("Pierwsza sprawa").case_id, centre.register("Druga sprawa").case_id


def belongings(centre: Stage, case_id: int) -> Belongings:
    with centre.read() as reading:
        return load_belongings(reading, case_id=case_id)


def shown(centre: Stage) -> set[int]:
    with centre.read() as reading:
        return {row.id for row in list_cases(reading, filter=CaseFilter()).rows}


# links


def test_a_link_is_seen_from_both_cases_and_can_be_undone(centre: Stage, two: tuple[int, int]) -> None:
    with centre.work() as work:
        done = link_cases(
            work, case_id=two[1], other_id=two[0], kind=LinkKind.REPEAT, cause=RepeatCause.NOT_FULLY_ANSWERED
        )
    here, there = belongings(centre, two[1]).links[0], belongings(centre, two[0]).links[0]
    assert (here.is_from_here, here.case_id, here.cause) == (True, two[0], RepeatCause.NOT_FULLY_ANSWERED)
    assert (there.is_from_here, there.case_id) == (False, two[1])
    with centre.work() as work:
        done.undo(work)
    assert belongings(centre, two[0]).links == ()


def test_no_case_is_linked_to_itself_or_twice_alike(centre: Stage, two: tuple[int, int]) -> None:
    with pytest.raises(LinkToItself), centre.work() as work:
        link_cases(work, case_id=two[0], other_id=two[0], kind=LinkKind.RELATED)
    with centre.work() as work:
        link_cases(work, case_id=two[0], other_id=two[1], kind=LinkKind.RELATED)
    with pytest.raises(AlreadyLinked), centre.work() as work:
        link_cases(work, case_id=two[0], other_id=two[1], kind=LinkKind.RELATED)


def test_the_other_case_is_offered_from_the_same_customer_and_found_by_its_number(
    centre: Stage, two: tuple[int, int]
) -> None:
    assert [one.id for one in belongings(centre, two[0]).theirs] == [two[1]]
    with centre.read() as reading:
        number = load_case(reading, case_id=two[1]).row.number
        assert [one.id for one in find_other(reading, typed=number, case_id=two[0])] == [two[1]]
        assert find_other(reading, typed=number, case_id=two[1]) == ()


# merging


def merged(centre: Stage, two: tuple[int, int]) -> int:
    with centre.work() as work:
        return merge_cases(work, case_id=two[1], into_id=two[0]).result


def test_a_merged_case_stands_in_no_list_and_its_number_leads_to_the_whole(centre: Stage, two: tuple[int, int]) -> None:
    merge_id = merged(centre, two)
    assert shown(centre) == {two[0]}
    with centre.read() as reading:
        part = load_case(reading, case_id=two[1])
        assert case_by_number(reading, typed=part.row.number) == two[0]
    part_of = belongings(centre, two[1]).part_of
    assert part_of is not None
    assert (part_of.merge_id, part_of.case_id) == (merge_id, two[0])
    assert [one.case_id for one in belongings(centre, two[0]).parts] == [two[1]]
    with pytest.raises(CaseGone), centre.work() as work:
        add_note(work, case_id=two[1], text="?")


def test_history_and_files_of_a_part_show_on_the_whole_with_its_number(centre: Stage, two: tuple[int, int]) -> None:
    with centre.work() as work:
        attach(work, case_id=two[1], files=[NewAttachment("a.txt", b"a")])
    merged(centre, two)
    with centre.read() as reading:
        number = load_case(reading, case_id=two[1]).row.number
        lines = [line for line in load_case(reading, case_id=two[0]).history if line.of_number]
        assert {line.of_number for line in lines} == {number}
        assert "Druga sprawa" in [line.text for line in lines if line.event is Event.RECEIVED]
        assert [(file.name, file.number) for file in list_attachments(reading, two[0])] == [("a.txt", number)]


def test_what_was_promised_in_a_part_is_kept_in_the_whole_and_goes_back_with_it(
    centre: Stage, two: tuple[int, int]
) -> None:
    with centre.work() as work:
        new = NewPromise(PromiseKind.CALL_BACK, "Oddzwonić", NOW + timedelta(hours=2), is_day=False)
        promise_id = make_promise(work, case_id=two[1], new=new).result
    merge_id = merged(centre, two)
    with centre.read() as reading:
        whole = load_case(reading, case_id=two[0])
    assert [one.id for one in whole.open_promises] == [promise_id]
    assert whole.row.due is not None
    assert whole.row.due.due_at == NOW + timedelta(hours=2)
    assert [one[0] for one in belongings(centre, two[0]).made_in] == [promise_id]
    with centre.work() as work:
        close_case(work, case_id=two[0], closing=SETTLED, version=whole.version)
    with centre.read() as reading:
        assert load_case(reading, case_id=two[0]).row.status is Status.PROMISE_OPEN
    with centre.work() as work:
        unmerge_cases(work, merge_id=merge_id)
    with centre.read() as reading:
        assert load_case(reading, case_id=two[0]).row.status is Status.CLOSED
        part = load_case(reading, case_id=two[1])
    assert [one.id for one in part.open_promises] == [promise_id]
    assert part.row.due is not None
    assert part.row.due.due_at == NOW + timedelta(hours=2)


def test_a_promise_kept_in_the_whole_ends_the_part_when_it_comes_back(centre: Stage, two: tuple[int, int]) -> None:
    with centre.work() as work:
        new = NewPromise(PromiseKind.CALL_BACK, "Oddzwonić", NOW + timedelta(hours=2), is_day=False)
        promise_id = make_promise(work, case_id=two[1], new=new).result
        close_case(work, case_id=two[1], closing=SETTLED, version=load_case(work, case_id=two[1]).version)
    merge_id = merged(centre, two)
    with centre.work() as work:
        do_promise(work, promise_id=promise_id, done_at=NOW)
    with centre.work() as work:
        unmerge_cases(work, merge_id=merge_id)
    with centre.read() as reading:
        assert load_case(reading, case_id=two[1]).row.status is Status.CLOSED


def test_parts_of_parts_come_apart_in_any_order(centre: Stage, two: tuple[int, int]) -> None:
    third = centre.register("Trzecia").case_id
    with centre.work() as work:
        new = NewPromise(PromiseKind.OTHER, "List", NOW + timedelta(days=2))
        promise_id = make_promise(work, case_id=third, new=new).result
        inner = merge_cases(work, case_id=third, into_id=two[1]).result
        outer = merge_cases(work, case_id=two[1], into_id=two[0]).result
    with centre.read() as reading:
        number = load_case(reading, case_id=third).row.number
        assert case_by_number(reading, typed=number) == two[0]
        assert [one.id for one in load_case(reading, case_id=two[0]).promises] == [promise_id]
    with centre.work() as work:
        unmerge_cases(work, merge_id=outer)
        unmerge_cases(work, merge_id=inner)
    with centre.read() as reading:
        assert [len(load_case(reading, case_id=one).promises) for one in (*two, third)] == [0, 0, 1]


def test_merging_is_undone_once(centre: Stage, two: tuple[int, int]) -> None:
    with centre.work() as work:
        done = merge_cases(work, case_id=two[1], into_id=two[0])
    with centre.work() as work:
        done.undo(work)
    assert shown(centre) == set(two)
    with pytest.raises(NotMerged), centre.work() as work:
        unmerge_cases(work, merge_id=done.result)


def test_an_open_case_becomes_no_part_of_a_closed_one(centre: Stage, two: tuple[int, int]) -> None:
    with centre.work() as work:
        close_case(work, case_id=two[0], closing=SETTLED, version=load_case(work, case_id=two[0]).version)
    with pytest.raises(WholeNotOpen), centre.work() as work:
        merge_cases(work, case_id=two[1], into_id=two[0])
    with centre.work() as work:
        merge_cases(work, case_id=two[0], into_id=two[1])
    assert shown(centre) == {two[1]}


# trash


def test_what_was_thrown_away_is_found_by_its_number_and_taken_out(centre: Stage, two: tuple[int, int]) -> None:
    with pytest.raises(TrashReasonMissing), centre.work(centre.marek) as work:
        throw_away(work, case_id=two[0], reason=" ")
    with pytest.raises(NotAllowed), centre.work() as work:
        throw_away(work, case_id=two[0], reason="pomyłka")
    with centre.work(centre.marek) as work:
        thrown = throw_away(work, case_id=two[0], reason="pomyłka")
    assert shown(centre) == {two[1]}
    with centre.read(centre.marek) as reading:
        number = load_case(reading, case_id=two[0]).row.number
        assert case_by_number(reading, typed=number) == two[0]
        assert [(row.number, row.reason) for row in list_trash(reading)] == [(number, "pomyłka")]
    told = belongings(centre, two[0]).thrown
    assert told is not None
    assert told.by_name == "Marek Lis"
    with centre.work(centre.marek) as work:
        thrown.undo(work)
    assert shown(centre) == set(two)


def test_after_thirty_days_words_and_files_are_erased_and_number_and_reason_stay(
    centre: Stage, two: tuple[int, int]
) -> None:
    with centre.work() as work:
        attach(work, case_id=two[0], files=[NewAttachment("skan.pdf", b"tajne")])
        make_promise(work, case_id=two[0], new=NewPromise(PromiseKind.OTHER, "Tajny list", NOW + timedelta(days=2)))
        prepare_answer(work, case_id=two[0], text="Tajna odpowiedź")
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=two[0], reason="pomyłka")
    with centre.work(centre.marek, NOW + timedelta(days=29)) as work:
        assert empty_trash(work) == 0
    with centre.work(centre.marek, LATER) as work:
        assert empty_trash(work) == 1
    with centre.read(centre.marek, LATER) as reading:
        card = load_case(reading, case_id=two[0])
        assert (card.text, card.customer) == ("", None)
        assert [one.text for one in card.promises] == [""]
        assert list_attachments(reading, two[0]) == ()
        theirs = load_belongings(reading, case_id=two[0])
    assert [one.text for one in theirs.letters.rows] == [""]
    assert theirs.thrown is not None
    assert theirs.thrown.reason == "pomyłka"
    with pytest.raises(WordsErased), centre.work(centre.marek, LATER) as work:
        take_out(work, case_id=two[0])
    with centre.work(centre.marek, LATER) as work:
        assert empty_trash(work) == 0
