"""Sending by e-mail: accepted means sent, refused or interrupted does not, and nothing goes out twice."""

from datetime import timedelta

import pytest

from csatdesk.domain.cases import AlreadyClosed, CaseKind, Closing, NoAnswerReason, Outcome, ReplyBy
from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import Cancelled
from csatdesk.domain.letters import LetterRow, LetterState
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.statuses import StatusNotAllowed
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.endings import close_case, reopen_case
from csatdesk.operations.cases.letter_rows import LetterOfEarlierPeriod, LetterOnItsWay
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.letters.commands import LetterSentAlready, confirm_sent, mark_printed, say_not_sent
from csatdesk.operations.letters.mail import (
    MailHostMissing,
    MailOff,
    MailPortWrong,
    PasswordUnprotected,
    SenderWrong,
    check_server,
    keep_password,
    load_mail,
    ready_server,
    save_sending,
    send_test,
)
from csatdesk.operations.letters.outbox import send_letter
from csatdesk.operations.letters.papers import NoEmail
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.system.clock import now
from csatdesk.system.mail import MailRefused, MailServer, MailServerAway, MailUnsure, Security
from tests.cast import Stage
from tests.mail_server import MailBox, mail_box, plain_words
from tests.operations.test_letters import TEXT, approve_first, letters, prepared, runs


def server_of(box: MailBox, **other: object) -> MailServer:
    values: dict[str, object] = {"is_on": True, "host": "127.0.0.1", "port": box.port, "security": Security.NONE}
    return MailServer(**(values | {"sender": "biuro@example.pl"} | other))  # type: ignore[arg-type]  # by name


def send(stage: Stage, letter_id: int, server: MailServer) -> str:
    return send_letter(stage.store, stage.anna, no_progress, letter_id=letter_id, server=server)


def only(stage: Stage, case_id: int) -> LetterRow:
    [row] = letters(stage, case_id)
    return row


def test_what_the_server_took_is_sent_and_meets_the_clock(centre: Stage) -> None:
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)
    with mail_box() as box:
        assert send(centre, letter_id, server_of(box)) == "a.zielinska@example.pl"
    [message] = box.messages()
    assert message["From"] == "Energia Północ <biuro@example.pl>"
    assert "Rachunek został skorygowany." in plain_words(message)
    assert [part.get_filename() for part in message.walk() if part.get_filename()] != []
    assert only(centre, case_id).state is LetterState.SENT
    assert not runs(centre, case_id)


@pytest.mark.parametrize("trouble", ["sender", "recipient", "words"])
def test_what_the_server_refuses_is_not_sent_and_says_why(centre: Stage, trouble: str) -> None:
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)
    with centre.work() as work:
        mark_printed(work, letter_ids=(letter_id,))
    with mail_box(trouble) as box, pytest.raises(MailRefused):
        send(centre, letter_id, server_of(box))
    row = only(centre, case_id)
    assert row.state is LetterState.PRINTED
    assert row.trouble.startswith("The mail server did not take the e-mail: ")
    assert box.taken == []
    assert runs(centre, case_id)


def test_after_a_broken_connection_nobody_says_sent_and_it_is_not_sent_again_by_itself(centre: Stage) -> None:
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)
    with mail_box("breaks") as box:
        with pytest.raises(MailUnsure):
            send(centre, letter_id, server_of(box))
        assert only(centre, case_id).state is LetterState.OUTGOING
        assert runs(centre, case_id)
        with pytest.raises(LetterOnItsWay):
            send(centre, letter_id, server_of(box))
        with pytest.raises(LetterOnItsWay):
            prepared(centre, case_id, "inny tekst")
        assert box.tries == 1


def test_a_person_says_what_became_of_it(centre: Stage) -> None:
    ids, cases = [], [centre.register(at=now()).case_id for _place in range(2)]
    with mail_box("breaks") as box:
        for case_id in cases:
            ids.append(prepared(centre, case_id))
            with pytest.raises(MailUnsure):
                send(centre, ids[-1], server_of(box))
    with centre.work(at=now()) as work:
        confirm_sent(work, letter_ids=(ids[0],), sent_at=now())
        say_not_sent(work, letter_id=ids[1])
    assert [only(centre, one).state for one in cases] == [LetterState.SENT, LetterState.PREPARED]
    assert [runs(centre, one) for one in cases] == [False, True]
    with mail_box() as box:
        send(centre, ids[1], server_of(box))
        with pytest.raises(LetterSentAlready):
            send(centre, ids[0], server_of(box))
    assert len(box.taken) == 1


def test_what_is_written_before_sending_outlives_a_program_that_ends_there(centre: Stage) -> None:
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)

    def ends(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with mail_box() as box:
        with pytest.raises(KeyboardInterrupt):
            send_letter(centre.store, centre.anna, ends, letter_id=letter_id, server=server_of(box))
        with pytest.raises(LetterOnItsWay):
            send(centre, letter_id, server_of(box))
    assert box.tries == 0
    assert only(centre, case_id).state is LetterState.OUTGOING


def test_cancelled_before_it_was_handed_over_it_may_be_sent_again(centre: Stage) -> None:
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)

    def cancelled(_done: int, _total: int) -> None:
        raise Cancelled

    with mail_box() as box:
        with pytest.raises(Cancelled):
            send_letter(centre.store, centre.anna, cancelled, letter_id=letter_id, server=server_of(box))
        assert only(centre, case_id).state is LetterState.PREPARED
        send(centre, letter_id, server_of(box))
    assert box.tries == 1


def test_a_server_that_is_away_leaves_the_letter_as_it_was(centre: Stage) -> None:
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)
    with mail_box() as box:
        gone = server_of(box)
    with pytest.raises(MailServerAway):
        send(centre, letter_id, gone)
    assert only(centre, case_id).state is LetterState.PREPARED


def test_the_name_of_no_server_leaves_the_letter_as_it_was(centre: Stage) -> None:
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)
    with mail_box() as box, pytest.raises(MailServerAway):
        send(centre, letter_id, server_of(box, host="mail..example.pl"))
    assert only(centre, case_id).state is LetterState.PREPARED


def test_to_an_address_that_no_server_takes_nothing_goes_out_and_the_letter_stays_as_it_was(centre: Stage) -> None:
    with centre.work() as work:
        work.db.get_one(Customer, centre.customer_id).email = "a..zielinska@example.pl"
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)
    with mail_box() as box, pytest.raises(NoEmail):
        send(centre, letter_id, server_of(box))
    assert box.tries == 0
    assert only(centre, case_id).state is LetterState.PREPARED


def test_switched_off_nothing_is_sent(centre: Stage) -> None:
    letter_id = prepared(centre, centre.register().case_id)
    with pytest.raises(MailOff):
        send(centre, letter_id, MailServer())


def test_the_settings_are_kept_without_the_password_which_lies_wrapped_on_this_computer(local_centre: Stage) -> None:
    server = MailServer(True, "mail.example.pl", 465, Security.SSL, "biuro", "biuro@example.pl", password="hunter22")
    with local_centre.work(local_centre.ewa) as work:
        save_sending(work, server=server, approve_kinds=())
    session = local_centre.session(local_centre.ewa)
    keep_password(session, "hunter22")
    with local_centre.read() as reading:
        assert load_mail(reading).password == ""
    assert ready_server(session) == server
    assert "hunter22" not in repr(server)
    for path in local_centre.profile.dir.rglob("*"):
        assert not path.is_file() or b"hunter22" not in path.read_bytes()
    keep_password(session, "")
    assert ready_server(session).password == ""


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"host": " "}, MailHostMissing),
        ({"port": 0}, MailPortWrong),
        ({"user": "biuro"}, PasswordUnprotected),
        ({"sender": "biuro"}, SenderWrong),
        ({"sender": "a@b.pl, c@d.pl"}, SenderWrong),
    ],
)
def test_what_is_switched_on_has_to_be_complete(change: dict[str, object], wrong: type[Exception]) -> None:
    values: dict[str, object] = {"is_on": True, "host": "h", "security": Security.NONE, "sender": "a@b.pl"}
    with pytest.raises(wrong):
        check_server(MailServer(**(values | change)))  # type: ignore[arg-type]  # by name


def test_a_test_message_goes_to_the_sender(local_centre: Stage) -> None:
    with mail_box() as box:
        sent_to = send_test(local_centre.store, local_centre.ewa, no_progress, server=server_of(box, is_on=False))
    assert sent_to == "biuro@example.pl"
    assert box.messages()[0]["To"] == "biuro@example.pl"


@pytest.fixture
def on_its_way(centre: Stage) -> tuple[int, int]:
    """A case and its answer, whose sending was interrupted."""
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)
    with mail_box("breaks") as box, pytest.raises(MailUnsure):
        send(centre, letter_id, server_of(box))
    return case_id, letter_id


def test_while_it_is_on_its_way_the_case_is_not_closed_and_no_other_answer_takes_its_place(
    centre: Stage, on_its_way: tuple[int, int]
) -> None:
    case_id, _letter_id = on_its_way
    for command in (
        lambda work: close_case(
            work,
            case_id=case_id,
            closing=Closing(Outcome.NOT_JUSTIFIED, no_answer_reason=NoAnswerReason.NOT_WANTED),
            version=work.db.get_one(Case, case_id).version,
        ),
        lambda work: answer_case(work, case_id=case_id, text="inna", sent_at=now(), reply_by=ReplyBy.PHONE),
    ):
        with pytest.raises(LetterOnItsWay), centre.work(at=now()) as work:
            command(work)
    assert (only(centre, case_id).state, only(centre, case_id).text) == (LetterState.OUTGOING, TEXT)


def test_what_the_server_took_can_be_said_though_approval_was_asked_for_meanwhile(
    centre: Stage, on_its_way: tuple[int, int]
) -> None:
    case_id, letter_id = on_its_way
    approve_first(centre, CaseKind.COMPLAINT)
    with centre.work(at=now()) as work:
        confirm_sent(work, letter_ids=(letter_id,), sent_at=now())
    assert only(centre, case_id).state is LetterState.SENT


def test_taking_back_that_it_was_sent_leaves_it_on_its_way_so_that_it_is_not_sent_again(
    centre: Stage, on_its_way: tuple[int, int]
) -> None:
    case_id, letter_id = on_its_way
    with centre.work(at=now()) as work:
        done = confirm_sent(work, letter_ids=(letter_id,), sent_at=now())
    with centre.work(at=now()) as work:
        done.undo(work)
    row = only(centre, case_id)
    assert row.state is LetterState.OUTGOING
    assert row.trouble.startswith("The connection broke")


def closed_unanswered(stage: Stage, case_id: int) -> None:
    with stage.work(at=now()) as work:
        closing = Closing(Outcome.NOT_JUSTIFIED, no_answer_reason=NoAnswerReason.NOT_WANTED)
        close_case(work, case_id=case_id, closing=closing, version=work.db.get_one(Case, case_id).version)


def test_the_answer_of_a_closed_case_is_not_sent_and_that_of_an_earlier_period_neither(centre: Stage) -> None:
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)
    closed_unanswered(centre, case_id)
    with mail_box() as box:
        with pytest.raises(AlreadyClosed):
            send(centre, letter_id, server_of(box))
        with centre.work(at=now()) as work:
            reopen_case(work, case_id=case_id, reason="doch")
        with pytest.raises(LetterOfEarlierPeriod):
            send(centre, letter_id, server_of(box))
        with pytest.raises(LetterOfEarlierPeriod), centre.work(at=now()) as work:
            confirm_sent(work, letter_ids=(letter_id,), sent_at=now())
    assert box.tries == 0
    assert only(centre, case_id).state is LetterState.PREPARED
    assert only(centre, case_id).is_earlier
    assert runs(centre, case_id)


def test_an_answer_is_not_sent_for_a_settled_case_whose_promise_is_open(centre: Stage) -> None:
    case_id = centre.register(at=now()).case_id
    letter_id = prepared(centre, case_id)
    with centre.work(at=now()) as work:
        make_promise(work, case_id=case_id, new=NewPromise(PromiseKind.REFUND, "zwrot", now() + timedelta(days=3)))
    closed_unanswered(centre, case_id)
    with mail_box() as box, pytest.raises(StatusNotAllowed):
        send(centre, letter_id, server_of(box))
    assert box.tries == 0
    assert only(centre, case_id).state is LetterState.PREPARED
