"""What is wanted for a segment is written once per centre, changed with its version, and can be put back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.errors import ChangedByOther, NotAllowed, Refusal
from csatdesk.domain.lengths import ValueTooLong
from csatdesk.domain.segments import (
    AimMissing,
    MainChannelNotOffered,
    NewStrategy,
    NextReviewTooEarly,
    ReviewInFuture,
    Strategy,
)
from csatdesk.operations.segments.commands import save_strategy
from csatdesk.operations.segments.queries import load_strategy
from csatdesk.operations.today.decisions import list_decisions
from csatdesk.operations.today.rows import SegmentToReview
from csatdesk.operations.today.segments import segments_to_review
from csatdesk.store.audit import AuditRow
from tests.cast import NOW, Stage

OFFERED = frozenset({Channel.PHONE, Channel.EMAIL, Channel.VIP_HALL})
NEW = NewStrategy(
    Segment.VIP,
    " One person knows each of them. ",
    OFFERED,
    Channel.VIP_HALL,
    "Nobody waits.",
    reviewed_on=date(2026, 11, 2),
    next_review_on=date(2027, 2, 1),
)


def saved(stage: Stage, new: NewStrategy = NEW, version: int = 0) -> None:
    with stage.work(stage.marek) as work:
        save_strategy(work, new=new, version=version)


def found(stage: Stage, segment: Segment = Segment.VIP) -> Strategy | None:
    with stage.read(stage.anna) as reading:
        return load_strategy(reading, segment)


def test_everybody_reads_what_a_leader_wrote_with_the_main_channel_first(centre: Stage) -> None:
    saved(centre, replace(NEW, responsible_id=centre.anna.id))
    strategy = found(centre)
    assert strategy is not None
    assert strategy.responsible == centre.anna.name
    assert strategy.written == replace(NEW, aim="One person knows each of them.", responsible_id=centre.anna.id)
    assert strategy.written.ordered == (Channel.VIP_HALL, Channel.PHONE, Channel.EMAIL)
    assert found(centre, Segment.HOUSEHOLD) is None


def test_staff_do_not_change_it(local_centre: Stage) -> None:
    with pytest.raises(NotAllowed), local_centre.work(local_centre.anna) as work:
        save_strategy(work, new=NEW, version=0)
    assert found(local_centre) is None


@pytest.mark.parametrize("version", [0, 2])
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(centre: Stage, version: int) -> None:
    saved(centre)
    with pytest.raises(ChangedByOther):
        saved(centre, replace(NEW, aim="Another aim."), version)
    strategy = found(centre)
    assert strategy is not None
    assert strategy.written.aim == "One person knows each of them."


def test_of_two_who_write_first_at_once_one_is_told_so(centre: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked before the other's row came: the index of the store lets in one."""
    from csatdesk.operations.segments import commands

    saved(centre)
    monkeypatch.setattr(commands, "_of", lambda _work, _segment, _version: None)
    with pytest.raises(ChangedByOther):
        saved(centre, replace(NEW, aim="Another aim."))
    strategy = found(centre)
    assert strategy is not None
    assert strategy.written.aim == "One person knows each of them."


def test_a_change_and_the_first_writing_are_taken_back(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        first = save_strategy(work, new=NEW, version=0)
    with centre.work(centre.marek) as work:
        second = save_strategy(work, new=replace(NEW, aim="Another aim.", channels=frozenset(), main=None), version=1)
    with centre.work(centre.marek) as work:
        second.undo(work)
    strategy = found(centre)
    assert strategy is not None
    assert (strategy.written.aim, strategy.written.channels) == ("One person knows each of them.", OFFERED)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        first.undo(work)  # somebody has gone on with it


def test_the_first_writing_taken_back_leaves_nothing(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        done = save_strategy(work, new=NEW, version=0)
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert found(centre) is None
    saved(centre)


def test_each_change_stands_in_the_audit(local_centre: Stage) -> None:
    saved(local_centre)
    saved(local_centre, replace(NEW, promises="Called back within two hours."), 1)
    with local_centre.read(local_centre.marek) as reading:
        query = select(AuditRow.changes).where(AuditRow.what == "segment_strategies").order_by(AuditRow.id)
        first, second = reading.db.execute(query).scalars()
    assert {"aim", "promises", "channels"} <= set(first["plain"])
    assert set(second["plain"]) == {"promises"}


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"aim": "  "}, AimMissing, "aim"),
        ({"promises": "x" * 4001}, ValueTooLong, "promises"),
        ({"main": Channel.CHAT}, MainChannelNotOffered, "main"),
        ({"reviewed_on": date(2026, 11, 20)}, ReviewInFuture, "reviewed"),
        ({"next_review_on": date(2026, 11, 2)}, NextReviewTooEarly, "next_review"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(change: dict[str, object], refusal: type[Refusal], field: str) -> None:
    with pytest.raises(refusal) as refused:
        replace(NEW, **change).check(NOW.date())  # type: ignore[arg-type]  # fields given by name
    assert refused.value.field == field


def test_a_review_is_due_on_its_day(local_centre: Stage) -> None:
    strategy = Strategy(NEW, "", 1)
    assert not strategy.is_review_due(date(2027, 1, 31))
    assert strategy.is_review_due(date(2027, 2, 1))


def test_today_tells_who_leads_surveys_which_pages_are_to_be_reviewed_until_they_are(centre: Stage) -> None:
    """Longest waiting first; from the day itself on, and to nobody else."""
    late = replace(NEW, responsible_id=centre.anna.id, next_review_on=date(2026, 11, 3))
    saved(centre, late)
    saved(centre, replace(NEW, segment=Segment.PUBLIC_BODY, next_review_on=NOW.date()))
    saved(centre, replace(NEW, segment=Segment.HOUSEHOLD, next_review_on=NOW.date() + timedelta(days=1)))
    saved(centre, replace(NEW, segment=Segment.LARGE_BUSINESS, next_review_on=None))
    with centre.read(centre.marek) as reading:
        lines = list(segments_to_review(reading))
        assert [line for line in list_decisions(reading) if isinstance(line, SegmentToReview)] == lines
    assert [(line.review.segment, line.review.responsible) for line in lines] == [
        (Segment.VIP, centre.anna.name),
        (Segment.PUBLIC_BODY, ""),
    ]
    assert lines[0].since == datetime(2026, 11, 2, 23, tzinfo=UTC)  # midnight in Warsaw
    with centre.read(centre.anna) as reading:
        assert list(segments_to_review(reading)) == []
    saved(centre, replace(late, reviewed_on=NOW.date(), next_review_on=date(2027, 2, 1)), version=1)
    with centre.read(centre.marek) as reading:
        assert [line.review.segment for line in segments_to_review(reading)] == [Segment.PUBLIC_BODY]
