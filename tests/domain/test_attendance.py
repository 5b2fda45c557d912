"""Who speaks for a customer, and what follows from a queue ticket."""

from datetime import UTC, datetime, timedelta

from csatdesk.domain.attendance import (
    Attendance,
    AuthorityMissing,
    CalledBeforeTicket,
    CalledInFuture,
    QueueTicket,
    Relation,
    Representative,
    RepresentativeNameMissing,
)

AT = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_somebody_who_speaks_has_a_name() -> None:
    [problem] = Representative(" ", Relation.LAWYER).problems()
    assert isinstance(problem, RepresentativeNameMissing)
    assert problem.field == "representative"


def test_an_authority_that_was_seen_is_named() -> None:
    [problem] = Representative("Jan", authority_seen=True).problems()
    assert isinstance(problem, AuthorityMissing)
    assert Representative("Jan", authority_seen=True, authority="pełnomocnictwo").problems() == ()
    assert Representative("Jan").problems() == ()


def test_waiting_and_desk_time_follow_from_the_ticket() -> None:
    ticket = QueueTicket("A114", AT, AT + minutes(6))
    assert ticket.waited == minutes(6)
    assert ticket.at_desk(AT + minutes(15)) == minutes(9)


def test_without_both_times_nobody_knows_how_long_the_wait_was() -> None:
    assert QueueTicket("A114", None, AT).waited is None
    assert QueueTicket("A114", AT, None).at_desk(AT) is None


def test_a_talk_written_down_on_another_day_has_no_desk_time() -> None:
    assert QueueTicket("A114", AT, AT).at_desk(AT + timedelta(days=2)) is None
    assert QueueTicket("A114", AT, AT).at_desk(AT - minutes(1)) is None


def test_times_that_cannot_be_are_refused() -> None:
    [early] = QueueTicket("A114", AT, AT - minutes(1)).problems(AT)
    [late] = Attendance(ticket=QueueTicket("A114", None, AT + minutes(20))).problems(AT)
    assert isinstance(early, CalledBeforeTicket)
    assert isinstance(late, CalledInFuture)
