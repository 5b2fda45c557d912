"""Reports of surveys by e-mail: each subscriber gets each once, from any desk, and what failed is told (S0.30)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from csatdesk.domain.changes import no_progress
from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.errors import Cancelled, ChangedByOther, NotAllowed
from csatdesk.domain.identity import new_identity
from csatdesk.domain.staff import Actor, Role
from csatdesk.domain.survey_reports import Every
from csatdesk.domain.survey_sending import LEAVING, MessageState
from csatdesk.domain.survey_subscriptions import (
    ADDRESSES_MOST,
    AlreadyMailed,
    Awaited,
    FilesNeedFolder,
    Hitch,
    LeftAlready,
    NowhereToGo,
    SubscriptionRow,
    TooManySubscribers,
    Undelivered,
    next_on,
    typed_addresses,
)
from csatdesk.operations.contacts.ways import NoEmail
from csatdesk.operations.jobs import is_due, run_jobs
from csatdesk.operations.letters.mail import save_sending
from csatdesk.operations.surveys.commands import end_survey, make_survey, start_survey
from csatdesk.operations.surveys.erasing import forget_ended
from csatdesk.operations.surveys.reports.by_itself import make_due, waits_to_be_made
from csatdesk.operations.surveys.reports.by_mail import Post, ReportMail, send_to_all
from csatdesk.operations.surveys.reports.subscriptions import list_subscriptions, order_reports, unsubscribe
from csatdesk.operations.surveys.setup import confirm_all
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Centre, Desk
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_subscriptions import SurveyReportMail, SurveySubscription
from csatdesk.store.entities.surveys import Survey
from csatdesk.system.mail import MailRun, MailServer, Security
from csatdesk.system.mail import Message as Leaving
from tests.cast import NOW, Stage
from tests.mail_server import MailBox, mail_box, plain_words
from tests.operations.surveys.hands import new_survey, published, running
from tests.operations.surveys.test_figures import give
from tests.operations.test_erasure import closed, erase, everything

DECEMBER = datetime(2026, 12, 1, 8, tzinfo=UTC)
JANUARY = datetime(2027, 1, 1, 8, tzinfo=UTC)
HOUR, TEN_MINUTES = timedelta(hours=1), timedelta(minutes=10)
TWO = "jan@example.pl; ola@example.pl"


def server_of(box: MailBox, **other: Any) -> MailServer:
    return replace(MailServer(True, "127.0.0.1", box.port, Security.NONE, "", "centrala@example.pl"), **other)


def switch(stage: Stage, server: MailServer) -> None:
    with stage.work(stage.ewa) as work:
        save_sending(work, server=server, approve_kinds=())


def asked(stage: Stage, box: MailBox, addresses: str = TWO, **other: Any) -> int:
    """A survey that runs, with answers of November, and its report ordered by e-mail; its id."""
    survey_id = running(stage)
    give(stage, survey_id, 12, 202611, nps=10)
    switch(stage, server_of(box))
    order(stage, survey_id, addresses, **other)
    return survey_id


def order(
    stage: Stage, survey_id: int, addresses: str = TWO, *, every: Every = Every.MONTH, folder: str = ""
) -> tuple[int, ...]:
    with stage.work(stage.marek) as work:
        return order_reports(work, survey_id=survey_id, every=every, folder=folder, addresses=addresses).result


def made(stage: Stage, box: MailBox, at: datetime = DECEMBER, **other: Any) -> int:
    actor: Actor = other.pop("actor", stage.anna)
    return make_due(stage.store, actor, no_progress, server=server_of(box, **other), at=at)


def rows(stage: Stage, survey_id: int, at: datetime = NOW) -> tuple[SubscriptionRow, ...]:
    with stage.read(stage.marek, at=at) as reading:
        return list_subscriptions(reading, survey_id=survey_id)


def coming(stage: Stage, survey_id: int) -> tuple[date | None, Awaited | None]:
    (row,) = rows(stage, survey_id)
    return row.next_on, row.awaited


def to(box: MailBox) -> list[str]:
    return [str(one["To"]) for one in box.messages()]


def mail_of(stage: Stage) -> ReportMail:
    """The report of November, as it goes to the subscribers of the only subscription."""
    with stage.read() as reading:
        subscription_id = reading.db.execute(select(SurveySubscription.id)).scalar_one()
    return ReportMail(subscription_id, date(2026, 11, 1), "centrala@example.pl", "E", "S", "T", "n", b"%PDF")


def customer_with(stage: Stage, email: str) -> int:
    """Somebody whose case is closed, and who may be erased."""
    case_id = stage.register(customer_id=None, new_customer=NewCustomer("Jan Nowak", email=email)).case_id
    closed(stage, case_id)
    with stage.read() as reading:
        customer_id = reading.db.get_one(Case, case_id).customer_id
    assert customer_id is not None
    return customer_id


def paper(message: Message) -> str:
    assert isinstance(message, EmailMessage)
    (attached,) = message.iter_attachments()
    content = attached.get_content()
    assert isinstance(content, bytes)
    return str(PdfReader(BytesIO(content)).pages[0].extract_text())


def test_each_subscriber_gets_the_report_of_the_month_once_in_the_language_of_the_centre(centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(centre, box)
        assert made(centre, box, NOW) == 0
        assert made(centre, box) == 1
        assert made(centre, box) == 0
        assert box.calls == 1  # all by one connection
    assert to(box) == ["jan@example.pl", "ola@example.pl"]
    first, second = box.messages()
    assert "Energia Północ" in str(first["From"])
    assert "centrala@example.pl" in str(first["From"])
    assert "Po kontakcie" in str(first["Subject"])
    assert "listopad 2026" in str(first["Subject"])
    assert centre.marek.name in plain_words(first)
    assert "{" not in plain_words(first)
    assert "listopad 2026" in paper(first)
    assert first["Message-ID"] != second["Message-ID"]
    (row,) = rows(centre, survey_id, DECEMBER)
    assert (row.sent_on, row.sent_to, row.next_on) == (date(2026, 12, 1), 2, JANUARY.date())
    assert (row.hitch, row.undelivered, row.last) == (None, (), date(2026, 11, 30))


def test_a_program_that_ends_between_sending_and_noting_sends_nothing_twice_and_says_that_nobody_knows(
    centre: Stage,
) -> None:
    with mail_box() as box:
        survey_id = asked(centre, box)

        def killed(message: Leaving) -> None:
            run.deliver(message)
            raise KeyboardInterrupt

        with MailRun(server_of(box)) as run, pytest.raises(KeyboardInterrupt):
            send_to_all(Post(centre.store, centre.anna, server_of(box), run, DECEMBER), mail_of(centre), killed)
        assert made(centre, box, DECEMBER + timedelta(minutes=1)) == 0, "it may still be leaving from another desk"
        assert made(centre, box, DECEMBER + LEAVING) == 1
        assert made(centre, box, DECEMBER + 2 * HOUR) == 0
    assert to(box) == ["jan@example.pl", "ola@example.pl"]
    (row,) = rows(centre, survey_id, DECEMBER + LEAVING)
    assert row.undelivered == (Undelivered("jan@example.pl", MessageState.UNSURE, ""),)
    assert (row.sent_to, row.hitch) == (1, None)


def test_two_desks_that_send_at_once_send_each_once(centre: Stage) -> None:
    with mail_box() as box:
        asked(centre, box, "a@example.pl, b@example.pl, c@example.pl")
        mail = mail_of(centre)
        with MailRun(server_of(box)) as one, MailRun(server_of(box)) as other:
            here = Post(centre.store, centre.anna, server_of(box), one, DECEMBER)
            there = Post(centre.store, centre.ewa, server_of(box), other, DECEMBER)

            def while_the_other_does(message: Leaving) -> None:
                if not box.taken:
                    send_to_all(there, mail, other.deliver)
                one.deliver(message)

            assert send_to_all(here, mail, while_the_other_does).is_done
    assert sorted(to(box)) == ["a@example.pl", "b@example.pl", "c@example.pl"]


def test_two_desks_in_the_same_moment_send_each_once(centre: Stage) -> None:
    addresses = [f"a{at}@example.pl" for at in range(8)]
    with mail_box() as box:
        asked(centre, box, ",".join(addresses))
        mail, both_are_there = mail_of(centre), Barrier(2, timeout=20)

        def from_desk(actor: Actor) -> None:
            with MailRun(server_of(box)) as run:
                both_are_there.wait()
                send_to_all(Post(centre.store, actor, server_of(box), run, DECEMBER), mail, run.deliver)

        with ThreadPoolExecutor(2) as desks:
            list(desks.map(from_desk, (centre.anna, centre.ewa)))
    assert sorted(to(box)) == addresses


def test_the_store_takes_no_second_row_for_one_report_to_one_subscriber(centre: Stage) -> None:
    with mail_box() as box:
        asked(centre, box)
        made(centre, box)
    with centre.work() as work:
        old = work.db.execute(select(SurveyReportMail)).scalars().all()[0]
        again = SurveyReportMail(uid=new_identity(NOW), subscription_id=old.subscription_id, at=NOW, first=old.first)
        again.subscriber_id, again.state = old.subscriber_id, MessageState.OUTGOING
        work.db.add(again)
        with pytest.raises(IntegrityError):
            work.db.flush()
        work.db.rollback()


def test_an_address_that_is_refused_is_named_tried_three_times_and_holds_up_nobody(centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(centre, box, "nobody@example.pl, ola@example.pl")
        assert made(centre, box) == 0
        assert to(box) == ["ola@example.pl"]
        (row,) = rows(centre, survey_id, DECEMBER)
        assert (row.hitch, row.sent_to) == (Hitch.REFUSED, 1)
        (failed,) = row.undelivered
        assert (failed.address, failed.state) == ("nobody@example.pl", MessageState.FAILED)
        assert "no such mailbox" in failed.reason
        assert made(centre, box, DECEMBER + timedelta(minutes=59)) == 0
        assert made(centre, box, DECEMBER + HOUR) == 0
        assert made(centre, box, DECEMBER + 2 * HOUR) == 1  # the third and last time
        (row,) = rows(centre, survey_id, DECEMBER + 2 * HOUR)
        assert (row.hitch, row.last) == (None, date(2026, 11, 30))
        assert [one.address for one in row.undelivered] == ["nobody@example.pl"]
        assert made(centre, box, DECEMBER + 3 * HOUR) == 0
        assert to(box) == ["ola@example.pl"]


def test_what_was_refused_once_goes_out_later(local_centre: Stage) -> None:
    with mail_box("recipient") as box:
        survey_id = asked(local_centre, box)
        made(local_centre, box)
        box.trouble = ""
        assert made(local_centre, box, DECEMBER + HOUR) == 1
    assert to(box) == ["jan@example.pl", "ola@example.pl"]
    (row,) = rows(local_centre, survey_id, DECEMBER + HOUR)
    assert (row.hitch, row.undelivered, row.sent_to) == (None, (), 2)


def test_when_the_connection_breaks_nobody_knows_and_it_is_not_sent_again(local_centre: Stage) -> None:
    with mail_box("breaks") as box:
        survey_id = asked(local_centre, box)
        assert made(local_centre, box) == 1
        assert made(local_centre, box, DECEMBER + HOUR) == 0
        assert len(box.taken) == 2
    (row,) = rows(local_centre, survey_id, DECEMBER)
    assert [one.state for one in row.undelivered] == [MessageState.UNSURE] * 2


def test_a_server_that_is_away_is_told_and_tried_again_and_nothing_is_lost(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box)
        gone = MailServer(True, "127.0.0.1", 1, Security.NONE, "", "centrala@example.pl")
        assert make_due(local_centre.store, local_centre.anna, no_progress, server=gone, at=DECEMBER) == 0
        (row,) = rows(local_centre, survey_id, DECEMBER)
        assert (row.hitch, row.undelivered, row.last) == (Hitch.MAIL_AWAY, (), None)
        assert made(local_centre, box, DECEMBER + timedelta(minutes=9)) == 0
        assert made(local_centre, box, DECEMBER + TEN_MINUTES) == 1
    assert to(box) == ["jan@example.pl", "ola@example.pl"]


def test_months_that_were_missed_are_made_up_for_and_each_is_one_e_mail(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box, "jan@example.pl")
        give(local_centre, survey_id, 12, 202612, nps=10)
        assert made(local_centre, box, JANUARY) == 2
        assert made(local_centre, box, JANUARY + HOUR) == 0
    assert ["listopad" in str(one["Subject"]) for one in box.messages()] == [True, False]


def test_nothing_leaves_before_the_survey_is_confirmed_and_has_begun(local_centre: Stage) -> None:
    version_id = published(local_centre)
    with local_centre.work(local_centre.marek) as work:
        survey_id = make_survey(work, new=new_survey(version_id)).result
    with mail_box() as box:
        switch(local_centre, server_of(box))
        order(local_centre, survey_id)
        assert coming(local_centre, survey_id) == (None, Awaited.BEGIN)
        assert made(local_centre, box) == 0
        with local_centre.work(local_centre.marek) as work:
            confirm_all(work, survey_id=survey_id)
            start_survey(work, survey_id=survey_id, version=1)
        give(local_centre, survey_id, 12, 202611, nps=10)
        assert made(local_centre, box) == 1


def test_the_whole_survey_leaves_once_it_has_ended(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box, every=Every.CAMPAIGN)
        assert made(local_centre, box) == 0
        assert coming(local_centre, survey_id) == (None, Awaited.END)
        with local_centre.work(local_centre.marek) as work:
            end_survey(work, survey_id=survey_id, version=work.db.get_one(Survey, survey_id).version)
        assert made(local_centre, box) == 1
        assert coming(local_centre, survey_id) == (None, None)
        assert made(local_centre, box, JANUARY) == 0
    assert len(box.taken) == 2


@pytest.mark.parametrize("lost", ["left", "right"])
def test_an_owner_who_left_or_lost_the_right_ends_it_for_good(local_centre: Stage, lost: str) -> None:
    def change(is_back: bool) -> None:
        with local_centre.work() as work:
            row = work.db.get_one(Staff, local_centre.marek.id)
            row.is_active = is_back or lost != "left"
            row.role = Role.SUPERVISOR if is_back or lost == "left" else Role.CLERK

    with mail_box() as box:
        survey_id = asked(local_centre, box)
        change(is_back=False)
        assert made(local_centre, box) == 0
        assert [row.hitch for row in rows(local_centre, survey_id)] == [Hitch.NOT_ALLOWED]
        change(is_back=True)
        assert made(local_centre, box, DECEMBER + HOUR) == 0
        assert box.taken == []


def test_a_report_by_e_mail_hides_what_the_program_hides(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 3, 202611, nps=10)
    with mail_box() as box:
        switch(local_centre, server_of(box))
        order(local_centre, survey_id)
        assert made(local_centre, box) == 1
    assert "NPS 100" not in paper(box.messages()[0])


def test_while_sending_is_off_the_e_mails_are_put_into_the_folder_once_each(
    local_centre: Stage, tmp_path: Path
) -> None:
    survey_id, folder = running(local_centre), tmp_path / "out"
    folder.mkdir()
    give(local_centre, survey_id, 12, 202611, nps=10)
    with pytest.raises(FilesNeedFolder):
        order(local_centre, survey_id)
    order(local_centre, survey_id, folder=str(folder))
    off = MailServer()
    assert make_due(local_centre.store, local_centre.anna, no_progress, server=off, at=DECEMBER) == 2
    assert make_due(local_centre.store, local_centre.anna, no_progress, server=off, at=DECEMBER + HOUR) == 0
    drafts = [message_from_bytes(one.read_bytes(), policy=default) for one in sorted(folder.glob("*.eml"))]
    assert sorted(str(one["To"]) for one in drafts) == ["jan@example.pl", "ola@example.pl"]
    assert [one["X-Unsent"] for one in drafts] == ["1", "1"]
    assert len(list(folder.glob("*.pdf"))) == 1
    assert [(row.by_mail, row.sent_to) for row in rows(local_centre, survey_id)] == [(False, 0), (True, 2)]


def test_switched_off_later_it_waits_and_says_so_where_it_was_ordered(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box)
        switch(local_centre, MailServer())
        there = replace(local_centre.anna, desk_id=local_centre.marek.desk_id)
        assert make_due(local_centre.store, there, no_progress, server=MailServer(), at=DECEMBER) == 0
        assert [row.hitch for row in rows(local_centre, survey_id)] == [Hitch.MAIL_OFF]
        switch(local_centre, server_of(box))
        assert made(local_centre, box, DECEMBER + TEN_MINUTES) == 1


def test_a_desk_without_the_password_leaves_it_to_one_that_has_it(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box)
        with local_centre.work() as work:
            other = Desk(uid=new_identity(NOW), office_id=local_centre.anna.office_id, name="Okno 9", block=99)
            work.db.add(other)
            work.db.flush()
            elsewhere = replace(local_centre.anna, desk_id=other.id)
        assert made(local_centre, box, user="centrala", actor=elsewhere) == 0
        assert [row.hitch for row in rows(local_centre, survey_id)] == [None]
        assert made(local_centre, box, user="centrala") == 0
        assert [row.hitch for row in rows(local_centre, survey_id)] == [Hitch.NO_PASSWORD]
        knows = {"user": "centrala", "password": "x"}
        assert made(local_centre, box, DECEMBER + timedelta(minutes=1), actor=elsewhere, **knows) == 1


def test_addresses_are_checked_and_nobody_is_written_to_twice(local_centre: Stage, tmp_path: Path) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box)
        with pytest.raises(NoEmail) as wrong:
            order(local_centre, survey_id, "ula@example.pl, nic")
        assert (wrong.value.field, wrong.value.values["value"]) == ("addresses", "nic")
        with pytest.raises(AlreadyMailed):
            order(local_centre, survey_id, "ula@example.pl OLA@example.pl")
        with pytest.raises(TooManySubscribers):
            order(local_centre, survey_id, ",".join(f"a{at}@example.pl" for at in range(ADDRESSES_MOST + 1)))
        with pytest.raises(NowhereToGo):
            order(local_centre, survey_id, " ")
        with pytest.raises(NotAllowed), local_centre.work() as work:
            order_reports(work, survey_id=survey_id, every=Every.MONTH, folder="", addresses="ula@example.pl")
        assert len(rows(local_centre, survey_id)) == 1
        order(local_centre, survey_id, "ola@example.pl", every=Every.WEEK)


def test_it_is_taken_back_before_the_first_and_ended_and_begun_again(centre: Stage, tmp_path: Path) -> None:
    with mail_box() as box:
        survey_id = asked(centre, box)
        subscription_id = rows(centre, survey_id)[0].id
        with centre.work(centre.marek) as work:
            ended = unsubscribe(work, subscription_id=subscription_id)
        assert made(centre, box) == 0
        with centre.work(centre.marek) as work:
            taken = order_reports(
                work, survey_id=survey_id, every=Every.MONTH, folder=str(tmp_path), addresses="ola@example.pl"
            )
        assert len(rows(centre, survey_id)) == 2
        with pytest.raises(AlreadyMailed), centre.work(centre.marek) as work:
            ended.undo(work)
        with centre.work(centre.marek) as work:
            taken.undo(work)
        assert rows(centre, survey_id) == ()
        with centre.work(centre.marek) as work:
            ended.undo(work)
        assert made(centre, box) == 1
    assert to(box) == ["jan@example.pl", "ola@example.pl"]


def test_after_the_first_has_left_the_order_is_ended_but_not_taken_back(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box, "ula@example.pl")
        with local_centre.work(local_centre.marek) as work:
            ordered = order_reports(work, survey_id=survey_id, every=Every.MONTH, folder="", addresses=TWO)
        made(local_centre, box)
    with pytest.raises(LeftAlready), local_centre.work(local_centre.marek) as work:
        ordered.undo(work)
    with local_centre.work(local_centre.marek) as work:
        unsubscribe(work, subscription_id=ordered.result[0])
    assert len(rows(local_centre, survey_id)) == 1


def test_ended_while_it_goes_out_the_rest_stays_here(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box)
        subscription_id = rows(local_centre, survey_id)[0].id
        mail = mail_of(local_centre)

        def ends(message: Leaving) -> None:
            with local_centre.work(local_centre.marek) as work:
                unsubscribe(work, subscription_id=subscription_id)
            run.deliver(message)

        with MailRun(server_of(box)) as run:
            send_to_all(Post(local_centre.store, local_centre.anna, server_of(box), run, DECEMBER), mail, ends)
    assert to(box) == ["jan@example.pl"]


def test_nothing_goes_to_a_customer_who_was_erased(centre: Stage) -> None:
    customer_id = customer_with(centre, "Jan@example.pl")
    with mail_box() as box:
        survey_id = asked(centre, box)
        erase(centre, customer_id)
        assert rows(centre, survey_id)[0].addresses == ("ola@example.pl",)
        assert made(centre, box) == 1
    assert to(box) == ["ola@example.pl"]


def test_once_the_survey_has_ended_and_all_are_made_no_further_one_is_promised(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box)
        with local_centre.work(local_centre.marek) as work:
            end_survey(work, survey_id=survey_id, version=work.db.get_one(Survey, survey_id).version)
        assert coming(local_centre, survey_id) == (DECEMBER.date(), None)
        assert made(local_centre, box) == 1
        assert coming(local_centre, survey_id) == (None, None)
        assert made(local_centre, box, JANUARY) == 0


def test_thirty_days_after_the_end_nobody_knows_the_addresses_any_more(centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(centre, box, "nobody@example.pl, ola@example.pl")
        made(centre, box)
    subscription_id = rows(centre, survey_id)[0].id
    with centre.work(centre.marek, at=DECEMBER) as work:
        ended = unsubscribe(work, subscription_id=subscription_id)
    with centre.work(at=DECEMBER + timedelta(days=29)) as work:
        forget_ended(work)
    assert "ola@example.pl" in everything(centre)
    with centre.work(at=DECEMBER + timedelta(days=30)) as work:
        assert is_due(work)
        while run_jobs(work):
            pass
    assert "ola@example.pl" not in everything(centre)
    assert "nobody@example.pl" not in everything(centre)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        ended.undo(work)


def test_cancel_ends_it_between_two_and_the_rest_goes_out_later(local_centre: Stage) -> None:
    def cancelled(_done: int, _total: int) -> None:
        if box.taken:
            raise Cancelled

    with mail_box() as box:
        asked(local_centre, box)
        with pytest.raises(Cancelled):
            make_due(local_centre.store, local_centre.anna, cancelled, server=server_of(box), at=DECEMBER)
        assert to(box) == ["jan@example.pl"]
        assert made(local_centre, box, DECEMBER + TEN_MINUTES) == 1
    assert to(box) == ["jan@example.pl", "ola@example.pl"]


def test_a_desk_looks_only_when_something_is_due(local_centre: Stage) -> None:
    with mail_box() as box:
        asked(local_centre, box)
        with local_centre.read() as reading:
            assert not waits_to_be_made(reading)
        with local_centre.read(at=DECEMBER) as reading:
            assert waits_to_be_made(reading)
            assert reading.db.get_one(Centre, local_centre.anna.centre_id).mail["is_on"]


def test_addresses_are_parted_by_whatever_people_type_and_each_counts_once() -> None:
    assert typed_addresses(" a@b.pl; c@d.pl,\tA@B.pl\n ") == ("a@b.pl", "c@d.pl")


def test_the_next_report_is_due_the_day_after_its_time() -> None:
    today = date(2026, 11, 19)
    assert next_on(Every.MONTH, date(2026, 10, 31), today) == date(2026, 12, 1)
    assert next_on(Every.DAY, date(2026, 11, 18), today) == date(2026, 11, 20)
    assert next_on(Every.MONTH, date(2026, 9, 30), today) == today
