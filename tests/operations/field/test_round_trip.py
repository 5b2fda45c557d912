"""Given out, filled on a laptop without the store, brought back: as if filled here, in any order, and only once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from csatdesk.domain.errors import NotFound, Refusal
from csatdesk.domain.evaluations import AlreadySent, EvaluationState, NotTheReviewer, Remarks
from csatdesk.domain.field_contents import FieldContentWrong
from csatdesk.domain.field_packages import (
    FieldState,
    FieldTimeOver,
    NothingChosen,
    OfAnotherPerson,
    OutAlready,
    PackageOver,
    PackageWithdrawn,
    StillToDecide,
    UntilWrong,
)
from csatdesk.domain.local_text import LocalText
from csatdesk.operations.evaluations.commands import answer_items, remark, submit_evaluation, throw_away
from csatdesk.operations.evaluations.files import read_evidence
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.field.bringing import BroughtIn, take_in
from csatdesk.operations.field.commands import decide_version, give_more_time, send_back, withdraw
from csatdesk.operations.field.giving import Taken, What, give_out, list_offered
from csatdesk.operations.field.laptop import FieldDesk, NothingFilled
from csatdesk.operations.field.queries import list_packages, load_sides
from csatdesk.system.files import FileGone
from csatdesk.system.keychain import PassphraseTooShort
from tests.cast import NOW, Stage
from tests.operations.checklists.scene import begun as begun_check
from tests.operations.checklists.scene import check, scheduled
from tests.operations.evaluations.scorecards import CALL, GOOD, begun, published
from tests.operations.field.hands import (
    LATER,
    PASSPHRASE,
    PHOTO,
    UNTIL,
    bring,
    card,
    content,
    fill,
    given,
    holds,
    laptop,
    only,
    packages,
    photograph,
    read,
    written,
)

OVER = UNTIL + timedelta(minutes=11)
CHECK = {"kind": "daily_checklist", "channel": "hall"}


def told(result: BroughtIn) -> tuple[int, int, int]:
    return (result.new, result.known, result.beside)


def test_what_was_filled_in_the_field_stands_there_as_if_filled_here(centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(centre)
    desk = laptop(given(centre, tmp_path, evaluation_id))
    fill(desk, note="Pani podała numer.", **(GOOD | {"wait": Decimal("4.50")}))
    photograph(desk)
    desk.keep(
        desk.package.tasks[0].uid, content(desk).with_remarks(Remarks("Quiet.", is_avoidable_repeat=False)), LATER
    )
    assert told(bring(centre, written(desk))) == (1, 0, 0)
    found = card(centre, evaluation_id)
    assert found.answers == GOOD | {"wait": Decimal("4.50")}
    assert found.notes == {"greets": "Pani podała numer."}
    assert found.remarks.comment == "Quiet."
    assert [one.item_key for one in found.files] == ["greets"]
    with centre.read(centre.marek) as reading:
        assert read_evidence(reading, file_id=found.files[0].id).content == PHOTO
    assert only(centre).state is FieldState.BROUGHT_BACK
    with centre.work(centre.marek, LATER) as work:
        send_back(work, assignment_ids=packages(centre)[0].to_send)
    assert card(centre, evaluation_id).row.state is EvaluationState.ACCEPTED
    assert only(centre).state is FieldState.SENT


def test_what_was_begun_here_goes_along_and_is_gone_on_with(centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(centre)
    with centre.work(centre.marek) as work:
        answer_items(work, evaluation_id=evaluation_id, answers={"greets": "no", "name": "yes"})
    desk = laptop(given(centre, tmp_path, evaluation_id))
    assert content(desk).answers == {"greets": "no", "name": "yes"}
    fill(desk, name=None, answer="yes")
    bring(centre, written(desk))
    assert card(centre, evaluation_id).answers == {"greets": "no", "answer": "yes"}
    assert (only(centre).state, only(centre).left) == (FieldState.FILLING, 2)


def test_the_same_result_once_more_changes_nothing(centre: Stage, tmp_path: Path) -> None:
    desk = laptop(given(centre, tmp_path, begun(centre)))
    fill(desk, greets="yes")
    path = written(desk)
    bring(centre, path)
    before = (packages(centre), card(centre, only(centre).evaluation_id))
    assert told(bring(centre, path)) == (0, 1, 0)
    assert told(bring(centre, written(desk, "again"))) == (0, 1, 0)
    assert (packages(centre), card(centre, only(centre).evaluation_id)) == before


def test_an_older_result_after_a_newer_one_changes_nothing(centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(centre)
    desk = laptop(given(centre, tmp_path, evaluation_id))
    fill(desk, greets="yes")
    older = written(desk, "older")
    fill(desk, greets="no", name="yes")
    assert told(bring(centre, written(desk, "newer"))) == (1, 0, 0)
    assert told(bring(centre, older)) == (0, 1, 0)
    assert card(centre, evaluation_id).answers == {"greets": "no", "name": "yes"}


def test_what_was_filled_at_the_centre_meanwhile_is_kept_and_a_person_decides(centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(centre)
    desk = laptop(given(centre, tmp_path, evaluation_id))
    with centre.work(centre.marek, LATER) as work:
        answer_items(work, evaluation_id=evaluation_id, answers={"greets": "no"})
    fill(desk, **GOOD)
    photograph(desk)
    assert told(bring(centre, written(desk))) == (0, 0, 1)
    assert card(centre, evaluation_id).answers == {"greets": "no"}
    row = only(centre)
    assert row.is_to_decide
    with centre.work(centre.marek, LATER) as work, pytest.raises(StillToDecide):
        send_back(work, assignment_ids=(row.id,))
    with centre.read(centre.marek, LATER) as reading:
        sides = load_sides(reading, assignment_id=row.id)
    assert [one.is_here for one in sides.sides] == [True, False]
    assert [one.key for one in sides.items] == ["greets", "name", "answer", "wait"]
    field = sides.sides[1].evaluation_id
    with centre.work(centre.marek, LATER) as work:
        undo = decide_version(work, assignment_id=row.id, evaluation_id=field).undo
    assert card(centre, field).answers == GOOD
    assert card(centre, field).may_fill
    assert not only(centre).is_to_decide
    with centre.work(centre.marek, LATER) as work:
        undo(work)
    assert card(centre, evaluation_id).answers == {"greets": "no"}
    assert only(centre).is_to_decide
    with centre.work(centre.marek, LATER) as work:
        decide_version(work, assignment_id=row.id, evaluation_id=evaluation_id)
    assert card(centre, evaluation_id).answers == {"greets": "no"}
    assert told(bring(centre, written(desk, "again"))) == (0, 1, 0)
    assert not only(centre).is_to_decide


def test_a_check_of_a_schedule_goes_with_the_version_that_counts(centre: Stage, tmp_path: Path) -> None:
    schedule_id = scheduled(centre)
    evaluation_id = begun_check(centre, schedule_id, by=centre.marek)
    desk = laptop(given(centre, tmp_path, evaluation_id))
    with centre.work(centre.marek, LATER) as work:
        answer_items(work, evaluation_id=evaluation_id, answers={"lamps": "no"})
    fill(desk, lamps="yes", book="yes")
    bring(centre, written(desk))
    with centre.read(centre.marek, LATER) as reading:
        field = load_sides(reading, assignment_id=only(centre).id).sides[1].evaluation_id
    with centre.work(centre.marek, LATER) as work:
        decide_version(work, assignment_id=only(centre).id, evaluation_id=field)
    assert check(centre, schedule_id).evaluation_id == field


def test_what_was_sent_from_here_stays_sent_beside_what_comes(centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(centre)
    desk = laptop(given(centre, tmp_path, evaluation_id))
    with centre.work(centre.marek, LATER) as work:
        answer_items(work, evaluation_id=evaluation_id, answers=GOOD)
        work.db.flush()
        submit_evaluation(work, evaluation_id=evaluation_id)
    fill(desk, **(GOOD | {"greets": "no"}))
    assert told(bring(centre, written(desk))) == (0, 0, 1)
    assert card(centre, evaluation_id).row.state is EvaluationState.ACCEPTED
    with centre.read(centre.marek, LATER) as reading:
        field = load_sides(reading, assignment_id=only(centre).id).sides[1].evaluation_id
    with centre.work(centre.marek, LATER) as work, pytest.raises(AlreadySent):
        decide_version(work, assignment_id=only(centre).id, evaluation_id=field)
    with centre.work(centre.marek, LATER) as work:
        decide_version(work, assignment_id=only(centre).id, evaluation_id=evaluation_id)
    assert card(centre, evaluation_id).answers["greets"] == "yes"
    assert not only(centre).is_to_decide


def test_going_on_at_the_centre_after_it_came_back_is_never_put_over(centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(centre)
    desk = laptop(given(centre, tmp_path, evaluation_id))
    fill(desk, greets="yes")
    bring(centre, written(desk, "first"))
    with centre.work(centre.marek, LATER) as work:
        answer_items(work, evaluation_id=evaluation_id, answers={"name": "no"})
    fill(desk, answer="yes")
    assert told(bring(centre, written(desk, "second"))) == (0, 0, 1)
    assert card(centre, evaluation_id).answers == {"greets": "yes", "name": "no"}
    with centre.read(centre.marek, LATER) as reading:
        contents = [one.content.answers for one in load_sides(reading, assignment_id=only(centre).id).sides]
    assert contents == [{"greets": "yes", "name": "no"}, {"greets": "yes", "answer": "yes"}]


def test_what_was_thrown_away_here_stands_again_when_something_of_it_comes_back(centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(centre)
    desk = laptop(given(centre, tmp_path, evaluation_id))
    with centre.work(centre.marek, LATER) as work:
        throw_away(work, evaluation_id=evaluation_id)
    fill(desk, greets="yes")
    bring(centre, written(desk))
    assert card(centre, evaluation_id).answers == {"greets": "yes"}


def test_evidence_that_was_here_goes_along_by_name_and_may_be_taken_off(centre: Stage, tmp_path: Path) -> None:
    first, second = begun(centre), begun(centre)
    package = given(centre, tmp_path, first, second)
    desk = laptop(package)
    photograph(desk)
    bring(centre, written(desk, "one"))
    with centre.work(centre.marek, LATER) as work:
        withdraw(work, package_id=packages(centre)[0].id)
    again = laptop(given(centre, tmp_path, first), "again")
    assert [one.name for one in content(again).files] == ["hall.png"]
    assert again.evidence(content(again).files[0]) is None
    fill(again, greets="yes")
    bring(centre, written(again))
    assert [one.name for one in card(centre, first).files] == ["hall.png"]
    again.keep(again.package.tasks[0].uid, replace(content(again), files=()), LATER)
    bring(centre, written(again, "without"))
    assert card(centre, first).files == ()


# refusals


def test_only_the_person_who_took_it_along_brings_it_back(centre: Stage, tmp_path: Path) -> None:
    desk = laptop(given(centre, tmp_path, begun(centre)))
    fill(desk, greets="yes")
    path = written(desk)
    brought = read(centre, path)
    with centre.work(centre.ewa, LATER) as work, pytest.raises(OfAnotherPerson, match="Marek"):
        take_in(work, brought=brought, file=path.name)
    assert packages(centre, centre.ewa) == ()


def test_what_comes_too_late_is_taken_once_it_was_given_more_time(centre: Stage, tmp_path: Path) -> None:
    desk = laptop(given(centre, tmp_path, begun(centre)))
    fill(desk, greets="yes")
    path = written(desk)
    with pytest.raises(PackageOver):
        bring(centre, path, at=OVER)
    assert only(centre, at=OVER).state is FieldState.REFUSED
    with centre.work(centre.marek, OVER) as work:
        give_more_time(work, package_id=packages(centre)[0].id, until=OVER + timedelta(days=1))
    assert told(bring(centre, path, at=OVER)) == (1, 0, 0)


def test_what_was_withdrawn_is_refused_until_that_is_taken_back(centre: Stage, tmp_path: Path) -> None:
    desk = laptop(given(centre, tmp_path, begun(centre)))
    fill(desk, greets="yes")
    path = written(desk)
    with centre.work(centre.marek, LATER) as work:
        undo = withdraw(work, package_id=packages(centre)[0].id).undo
    with pytest.raises(PackageWithdrawn):
        bring(centre, path)
    with centre.work(centre.marek, LATER) as work:
        undo(work)
    assert told(bring(centre, path)) == (1, 0, 0)


def test_a_withdrawal_cannot_be_taken_back_once_the_same_is_out_anew(centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(centre)
    given(centre, tmp_path, evaluation_id)
    with pytest.raises(OutAlready, match="Sala główna"):
        given(centre, tmp_path, evaluation_id)
    with centre.work(centre.marek, LATER) as work:
        undo = withdraw(work, package_id=packages(centre)[0].id).undo
    given(centre, tmp_path, evaluation_id)
    with centre.work(centre.marek, LATER) as work, pytest.raises(OutAlready):
        undo(work)


@pytest.mark.parametrize("harm", ["answer", "item", "task", "blob", "base"])
def test_answers_that_do_not_fit_are_refused_whole_and_nothing_is_taken(
    centre: Stage, tmp_path: Path, harm: str
) -> None:
    """Even from who holds the key of the package."""
    evaluation_id = begun(centre)
    desk = laptop(given(centre, tmp_path, evaluation_id))
    fill(desk, **GOOD)
    photograph(desk)
    brought = read(centre, written(desk))
    version = brought.result.versions[0]
    made = dict(version.content)
    changes = {
        "answer": {"answers": made["answers"] | {"answer": "perhaps"}},
        "item": {"answers": made["answers"] | {"unknown": "yes"}},
    }
    version = replace(version, content=made | changes.get(harm, {}))
    if harm == "task":
        version = replace(version, task_uid=desk.package.uid)
    if harm == "base":
        version = replace(version, after=frozenset())
    harmed = replace(brought, result=replace(brought.result, versions=(version,)))
    if harm == "blob":
        harmed = replace(harmed, blobs={})
    with pytest.raises(FieldContentWrong), centre.work(centre.marek, LATER) as work:
        take_in(work, brought=harmed, file="x")
    assert card(centre, evaluation_id).answers == {}
    assert only(centre).state is FieldState.GIVEN_OUT


def test_a_package_is_refused_without_things_in_it_a_moment_ahead_or_a_long_pass_phrase(
    centre: Stage, tmp_path: Path
) -> None:
    one, path = Taken(What.EVALUATION, begun(centre)), tmp_path / "x"
    tries: Sequence[tuple[type[Refusal], dict[str, object]]] = (
        (NothingChosen, {"wanted": []}),
        (UntilWrong, {"until": NOW}),
        (PassphraseTooShort, {"passphrase": "four walls"}),
    )
    for said, changed in tries:
        usual = {"wanted": [one], "until": UNTIL, "passphrase": PASSPHRASE, "path": path}
        with pytest.raises(said), centre.work(centre.marek) as work:
            give_out(work, **(usual | changed))  # type: ignore[arg-type]  # fields given by name
    with pytest.raises(NotTheReviewer), centre.work(centre.ewa) as work:
        give_out(work, wanted=[one], until=UNTIL, passphrase=PASSPHRASE, path=path)
    assert not path.exists()


def test_a_package_that_cannot_be_written_is_not_given_out_and_begins_nothing(centre: Stage, tmp_path: Path) -> None:
    one = Taken(What.STANDARD, published(centre, CALL | CHECK))
    path = tmp_path / "no such stick" / "x"
    with pytest.raises(FileGone), centre.work(centre.marek) as work:
        give_out(work, wanted=[one], until=UNTIL, passphrase=PASSPHRASE, path=path)
    assert packages(centre) == ()
    with centre.read(centre.marek) as reading:
        assert [found.taken for found in list_offered(reading)] == [one]


def test_checks_that_may_be_begun_are_offered_and_begin_when_they_are_given_out(centre: Stage, tmp_path: Path) -> None:
    version_id = published(centre, CALL | CHECK)
    with centre.read(centre.marek) as reading:
        offered = {one.taken: one for one in list_offered(reading)}
    one = offered[Taken(What.STANDARD, version_id)]
    assert isinstance(one.titles, LocalText)
    given(centre, tmp_path, version_id, what=What.STANDARD)
    row = only(centre)
    assert (row.state, row.left) == (FieldState.GIVEN_OUT, 4)
    with centre.read(centre.marek) as reading:
        assert Taken(What.EVALUATION, row.evaluation_id) not in {one.taken for one in list_offered(reading)}


# the laptop


def test_what_is_filled_is_there_when_the_package_is_opened_again(local_centre: Stage, tmp_path: Path) -> None:
    package = given(local_centre, tmp_path, begun(local_centre))
    desk = laptop(package)
    fill(desk, note="canary note", greets="yes")
    photograph(desk)
    again = laptop(package)
    assert content(again) == content(desk)
    file = content(again).files[0]
    assert again.evidence(file) == PHOTO
    fill(again, name="yes")
    assert told(bring(local_centre, written(again))) == (1, 0, 0)


def test_nothing_on_the_laptop_can_be_read_without_the_pass_phrase(local_centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(local_centre)
    desk = laptop(given(local_centre, tmp_path, evaluation_id))
    fill(desk, note="canary note", greets="yes", answer="partial")
    photograph(desk)
    written(desk)
    there = [one for one in tmp_path.rglob("*.csatdesk-*") if one.is_file()]
    assert {one.suffix for one in there} >= {".csatdesk-field", ".csatdesk-work", ".csatdesk-result"}
    words = (
        b"canary",
        b"\x89PNG canary",
        b"greets",
        b"partial",
        b"What of",
        b"Title of",
        "główna".encode(),
        b"Anna Nowak",
        b"Marek Lis",
    )
    assert not holds(there, *words)


def test_after_its_time_nothing_more_is_filled_but_all_of_it_can_be_brought_back(
    local_centre: Stage, tmp_path: Path
) -> None:
    desk = laptop(given(local_centre, tmp_path, begun(local_centre)))
    fill(desk, greets="yes", at=UNTIL + timedelta(minutes=9))
    with pytest.raises(FieldTimeOver):
        fill(desk, name="yes", at=OVER)
    assert content(desk).answers == {"greets": "yes"}
    assert written(desk, at=OVER).exists()


def test_a_package_in_which_nothing_was_filled_has_no_result(local_centre: Stage, tmp_path: Path) -> None:
    desk = laptop(given(local_centre, tmp_path, begun(local_centre)))
    with pytest.raises(NothingFilled):
        written(desk)


def test_three_laptops_end_the_same_in_whatever_order_their_results_come(local_centre: Stage, tmp_path: Path) -> None:
    """The same histories as of the rules, through files and store."""
    chance, kept = Random(11), local_centre
    for place in range(8):
        folder = tmp_path / str(place)
        folder.mkdir()
        first, second = begun(kept), begun(kept)
        package = given(kept, folder, first, second)
        desks = [laptop(package, name) for name in ("a", "b", "c")]
        paths = _histories(chance, desks)
        if place % 2:  # somebody filled it at the centre as well
            with kept.work(kept.marek, LATER) as work:
                answer_items(work, evaluation_id=first, answers={"answer": "no"})
        brought = [read(kept, path) for path in paths]
        ends = []
        for _order in range(3):
            chance.shuffle(brought)
            ends.append(_end(kept, brought))
        assert ends[0] == ends[1] == ends[2]


def _histories(chance: Random, desks: Sequence[FieldDesk]) -> list[Path]:
    paths = []
    for step in range(9):
        desk = desks[chance.randrange(3)]
        answers: dict[str, Any] = {chance.choice(("greets", "name")): chance.choice(("yes", "no", None))}
        fill(desk, chance.randrange(2), **answers)
        if step % 2:
            try:
                paths.append(written(desk, f"result {step}"))
            except NothingFilled:
                continue
    return paths


class _TakenBack(Exception):
    """Ends a transaction so that the next order finds the store as it was."""


def _end(stage: Stage, results: Sequence[object]) -> object:
    """What is known after all of them came, some twice: of each thing the ways in which it was filled."""
    found: list[object] = []
    try:
        with stage.work(stage.marek, LATER) as work:
            for one in (*results, *results[:2]):
                take_in(work, brought=one, file="x")  # type: ignore[arg-type]  # they were read as such
            work.db.flush()
            for row in list_packages(work)[0].assignments:
                sides = load_sides(work, assignment_id=row.id).sides
                found.append((row.state, row.left, row.is_to_decide, sorted(one.content.digest for one in sides)))
                found.append(card_of(work, row.evaluation_id))
            raise _TakenBack
    except _TakenBack:
        return found


def card_of(work: object, evaluation_id: int) -> object:
    return load_evaluation(work, evaluation_id=evaluation_id).answers  # type: ignore[arg-type]  # a Work is a Reading


def test_remarks_alone_are_something_to_decide_too(centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(centre)
    desk = laptop(given(centre, tmp_path, evaluation_id))
    with centre.work(centre.marek, LATER) as work:
        remark(work, evaluation_id=evaluation_id, remarks=Remarks("Here."))
    desk.keep(desk.package.tasks[0].uid, content(desk).with_remarks(Remarks("There.")), LATER)
    bring(centre, written(desk))
    with centre.read(centre.marek, LATER) as reading:
        sides = load_sides(reading, assignment_id=only(centre).id)
    assert sides.differs_in_remarks
    with centre.work(centre.marek, LATER) as work, pytest.raises(NotFound):
        decide_version(work, assignment_id=only(centre).id, evaluation_id=0)
