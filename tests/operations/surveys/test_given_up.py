"""A report that was given up is sent again to whom it did not reach, and an address becomes another (S0.30)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.survey_reports import Every, Period
from csatdesk.domain.survey_sending import LEAVING, MessageState
from csatdesk.domain.survey_subscriptions import AlreadyMailed, GivenUp, Hitch, NothingGivenUp, Undelivered
from csatdesk.operations.contacts.ways import NoEmail
from csatdesk.operations.surveys.commands import end_survey
from csatdesk.operations.surveys.reports.by_itself import make_due
from csatdesk.operations.surveys.reports.by_mail import Post, send_to_all
from csatdesk.operations.surveys.reports.mending import change_address, send_again
from csatdesk.operations.surveys.reports.subscriptions import unsubscribe
from csatdesk.operations.work import Undoable
from csatdesk.store.audit import AuditRow, AuditValue
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_subscriptions import SurveyReportMail, SurveySubscriber
from csatdesk.store.entities.surveys import Survey
from csatdesk.system.mail import MailRun, MailServer, Security
from csatdesk.system.mail import Message as Leaving
from tests.cast import Stage
from tests.mail_server import MailBox, mail_box
from tests.operations.surveys.test_by_mail import (
    DECEMBER,
    HOUR,
    asked,
    customer_with,
    made,
    mail_of,
    order,
    rows,
    server_of,
    to,
)
from tests.operations.surveys.test_figures import give
from tests.operations.test_erasure import erase, everything
from tests.store.migrating import migrate_anew

MINUTE = timedelta(minutes=1)
THREE_TRIES = DECEMBER + 2 * HOUR
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
ONE_WRONG = "nobody@example.pl, ola@example.pl"


def refused(stage: Stage, box: MailBox, addresses: str = ONE_WRONG, *, every: Every = Every.MONTH) -> int:
    """The report of November was tried three times; the id of its survey."""
    survey_id = asked(stage, box, addresses, every=every)
    if every is Every.CAMPAIGN:
        with stage.work(stage.marek) as work:
            end_survey(work, survey_id=survey_id, version=work.db.get_one(Survey, survey_id).version)
    for hours in range(3):
        made(stage, box, DECEMBER + hours * HOUR)
    return survey_id


def again(stage: Stage, survey_id: int, at: datetime = THREE_TRIES) -> int:
    subscription_id = rows(stage, survey_id)[0].id
    with stage.work(stage.marek, at=at) as work:
        return send_again(work, subscription_id=subscription_id)


def change(stage: Stage, survey_id: int, before: str, after: str) -> Undoable[None]:
    subscription_id = rows(stage, survey_id)[0].id
    with stage.work(stage.marek, at=THREE_TRIES) as work:
        return change_address(work, subscription_id=subscription_id, before=before, after=after)


def test_what_was_given_up_is_told_with_its_reason_and_sent_again_at_once_and_once(centre: Stage) -> None:
    with mail_box("recipient") as box:
        survey_id = refused(centre, box)
        (row,) = rows(centre, survey_id)
        assert [(one.period, one.address, one.goes_to) for one in row.given_up] == [
            (NOVEMBER, "nobody@example.pl", "nobody@example.pl"),
            (NOVEMBER, "ola@example.pl", "ola@example.pl"),
        ]
        assert all("no such mailbox" in one.reason for one in row.given_up)
        assert row.last == NOVEMBER.last
        box.trouble = ""
        assert made(centre, box, THREE_TRIES + HOUR) == 0, "nobody asked for it"
        assert again(centre, survey_id) == 2
        (row,) = rows(centre, survey_id)
        assert (row.given_up, row.again, row.undelivered) == ((), 2, ())
        assert made(centre, box, THREE_TRIES + MINUTE) == 0  # one is refused anew
        assert to(box) == ["ola@example.pl"]
        (row,) = rows(centre, survey_id)
        assert (row.hitch, row.again, row.sent_to, row.last) == (Hitch.REFUSED, 0, 1, NOVEMBER.last)
        made(centre, box, THREE_TRIES + MINUTE + HOUR)
        assert made(centre, box, THREE_TRIES + MINUTE + 2 * HOUR) == 1
        (row,) = rows(centre, survey_id)
        assert [one.address for one in row.given_up] == ["nobody@example.pl"], "three tries anew, and given up anew"
        assert made(centre, box, THREE_TRIES + 9 * HOUR) == 0
    assert to(box) == ["ola@example.pl"]


def test_it_goes_again_to_nobody_whom_it_reached_and_what_was_sent_again_already_is_told(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = refused(local_centre, box)
        assert to(box) == ["ola@example.pl"]
        change(local_centre, survey_id, "nobody@example.pl", "jan@example.pl")
        assert again(local_centre, survey_id) == 1
        with pytest.raises(NothingGivenUp):
            again(local_centre, survey_id)
        assert made(local_centre, box, THREE_TRIES + MINUTE) == 1
        with pytest.raises(NothingGivenUp):
            again(local_centre, survey_id)
        assert made(local_centre, box, THREE_TRIES + HOUR) == 0
    assert to(box) == ["ola@example.pl", "jan@example.pl"]
    assert "listopad 2026" in str(box.messages()[1]["Subject"])


def test_a_report_that_is_due_meanwhile_goes_to_all_and_the_old_one_only_where_it_is_wanted(
    local_centre: Stage,
) -> None:
    january = datetime(2027, 1, 1, 8, tzinfo=UTC)
    with mail_box() as box:
        survey_id = refused(local_centre, box)
        give(local_centre, survey_id, 12, 202612, nps=10)
        change(local_centre, survey_id, "nobody@example.pl", "jan@example.pl")
        again(local_centre, survey_id)
        assert made(local_centre, box, january) == 2
        assert made(local_centre, box, january + HOUR) == 0
    assert [(str(one["To"]), "listopad" in str(one["Subject"])) for one in box.messages()] == [
        ("ola@example.pl", True),
        ("jan@example.pl", True),
        ("jan@example.pl", False),
        ("ola@example.pl", False),
    ]
    (row,) = rows(local_centre, survey_id, january)
    assert row.last == date(2026, 12, 31)


def test_whom_a_report_was_never_begun_for_gets_none_because_another_is_sent_it_again(local_centre: Stage) -> None:
    with mail_box("recipient") as box:
        survey_id = refused(local_centre, box, "jan@example.pl, ola@example.pl")
        box.trouble = ""
        with local_centre.work() as work:
            work.db.delete(work.db.execute(select(SurveyReportMail)).scalars().all()[1])
        assert again(local_centre, survey_id) == 1
        assert made(local_centre, box, THREE_TRIES + MINUTE) == 1
    assert to(box) == ["jan@example.pl"]


def test_it_leaves_at_once_although_the_next_report_rests_for_an_hour(local_centre: Stage) -> None:
    with mail_box("recipient") as box:
        survey_id = asked(local_centre, box, "jan@example.pl", every=Every.DAY)
        for day in (21, 22):
            for hour in range(8, 11):
                made(local_centre, box, datetime(2026, 11, day, hour, tzinfo=UTC))
        at = datetime(2026, 11, 23, 8, tzinfo=UTC)
        made(local_centre, box, at)
        assert rows(local_centre, survey_id)[0].hitch is Hitch.REFUSED
        box.trouble = ""
        again(local_centre, survey_id, at)
        made(local_centre, box, at + MINUTE)
        assert len(box.taken) == 2
        assert made(local_centre, box, at + MINUTE + HOUR) == 1
    assert len(box.taken) == 3


def test_the_report_of_a_whole_survey_is_sent_again_too(local_centre: Stage) -> None:
    with mail_box("recipient") as box:
        survey_id = refused(local_centre, box, "jan@example.pl", every=Every.CAMPAIGN)
        assert [one.period for one in rows(local_centre, survey_id)[0].given_up] == [None]
        box.trouble = ""
        assert again(local_centre, survey_id) == 1
        assert made(local_centre, box, THREE_TRIES + MINUTE) == 1
        assert made(local_centre, box, THREE_TRIES + HOUR) == 0
    assert to(box) == ["jan@example.pl"]


def test_a_program_that_ends_while_it_leaves_again_sends_it_no_third_time(centre: Stage) -> None:
    with mail_box("recipient") as box:
        survey_id = refused(centre, box, "jan@example.pl")
        box.trouble = ""
        again(centre, survey_id)

        def killed(message: Leaving) -> None:
            run.deliver(message)
            raise KeyboardInterrupt

        mail = replace(mail_of(centre), is_again=True)
        at = THREE_TRIES + MINUTE
        with MailRun(server_of(box)) as run, pytest.raises(KeyboardInterrupt):
            send_to_all(Post(centre.store, centre.anna, server_of(box), run, at), mail, killed)
        made(centre, box, at + LEAVING)
        made(centre, box, at + 2 * HOUR)
        with pytest.raises(NothingGivenUp):
            again(centre, survey_id, at + 2 * HOUR)
    assert to(box) == ["jan@example.pl"]
    (row,) = rows(centre, survey_id, at + 2 * HOUR)
    assert [(one.address, one.state) for one in row.undelivered] == [("jan@example.pl", MessageState.UNSURE)]


def test_two_desks_that_send_again_in_the_same_moment_send_each_once(centre: Stage) -> None:
    addresses = [f"a{at}@example.pl" for at in range(6)]
    with mail_box("recipient") as box:
        survey_id = refused(centre, box, ",".join(addresses))
        box.trouble = ""
        again(centre, survey_id)
        mail, both_are_there = replace(mail_of(centre), is_again=True), Barrier(2, timeout=20)

        def from_desk(desk: int) -> None:
            actor = (centre.anna, centre.ewa)[desk]
            with MailRun(server_of(box)) as run:
                both_are_there.wait()
                send_to_all(Post(centre.store, actor, server_of(box), run, THREE_TRIES + MINUTE), mail, run.deliver)

        with ThreadPoolExecutor(2) as desks:
            list(desks.map(from_desk, range(2)))
    assert sorted(to(box)) == addresses


def test_a_server_that_is_away_takes_nothing_back(local_centre: Stage) -> None:
    gone = MailServer(True, "127.0.0.1", 1, Security.NONE, "", "centrala@example.pl")
    with mail_box("recipient") as box:
        survey_id = refused(local_centre, box, "jan@example.pl")
        box.trouble = ""
        again(local_centre, survey_id)
        at = THREE_TRIES + MINUTE
        assert make_due(local_centre.store, local_centre.anna, no_progress, server=gone, at=at) == 0
        (row,) = rows(local_centre, survey_id)
        assert (row.hitch, row.again) == (Hitch.MAIL_AWAY, 1)
        assert made(local_centre, box, at + 10 * MINUTE) == 1
    assert to(box) == ["jan@example.pl"]


def test_only_the_last_three_reports_are_sent_again(local_centre: Stage) -> None:
    with mail_box("recipient") as box:
        survey_id = asked(local_centre, box, "jan@example.pl", every=Every.DAY)
        for day in range(21, 26):
            for hour in range(8, 11):
                made(local_centre, box, datetime(2026, 11, day, hour, tzinfo=UTC))
        (row,) = rows(local_centre, survey_id)
        days = [one.period.first for one in row.given_up if one.period is not None]
        assert days == [date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 22)]
        assert again(local_centre, survey_id) == 3


def test_nothing_is_sent_again_without_the_right_or_of_what_has_ended(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = refused(local_centre, box)
        give(local_centre, survey_id, 12, 202612, nps=10)
    subscription_id = rows(local_centre, survey_id)[0].id
    for command in (
        lambda work: send_again(work, subscription_id=subscription_id),
        lambda work: change_address(work, subscription_id=subscription_id, before="ola@example.pl", after="x@y.pl"),
    ):
        with pytest.raises(NotAllowed), local_centre.work() as work:
            command(work)
    with local_centre.work() as work:
        work.db.get_one(Staff, local_centre.marek.id).is_active = False
    made(local_centre, box, datetime(2027, 1, 1, 8, tzinfo=UTC))
    (row,) = rows(local_centre, survey_id)
    assert (row.hitch, row.can_go_again) == (Hitch.NOT_ALLOWED, False)
    with pytest.raises(NotAllowed):
        again(local_centre, survey_id)
    with local_centre.work(local_centre.marek) as work:
        unsubscribe(work, subscription_id=subscription_id)
    with pytest.raises(ChangedByOther), local_centre.work(local_centre.marek) as work:
        send_again(work, subscription_id=subscription_id)


def test_an_address_becomes_another_and_what_was_given_up_for_the_old_one_stays_its_own(centre: Stage) -> None:
    with mail_box() as box:
        survey_id = refused(centre, box)
        (before,) = rows(centre, survey_id)
        changed = change(centre, survey_id, "nobody@example.pl", " jan@example.pl ")
        (row,) = rows(centre, survey_id)
        assert row.addresses == ("jan@example.pl", "ola@example.pl")
        assert row.given_up == tuple(replace(one, goes_to="jan@example.pl") for one in before.given_up)
        assert row.undelivered == before.undelivered
        assert made(centre, box, THREE_TRIES + HOUR) == 0, "it goes to the new address only when somebody says so"
        with centre.work(centre.marek) as work:
            changed.undo(work)
        assert rows(centre, survey_id) == (before,)
        with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
            changed.undo(work)
    assert to(box) == ["ola@example.pl"]


def test_who_changed_an_address_and_from_what_to_what_stays_known(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box)
    change(local_centre, survey_id, "jan@example.pl", "iga@example.pl")
    query = (
        select(AuditRow.by_id, AuditValue.before, AuditValue.after)
        .join(AuditValue, AuditValue.audit_id == AuditRow.id)
        .where(AuditRow.what == "survey_subscribers", AuditRow.action == "change")
    )
    with local_centre.read() as reading:
        assert reading.db.execute(query).tuples().all() == [(local_centre.marek.id, "jan@example.pl", "iga@example.pl")]


def test_a_new_address_is_checked_as_the_others_are(local_centre: Stage) -> None:
    with mail_box() as box:
        survey_id = asked(local_centre, box)
        order(local_centre, survey_id, "iga@example.pl")
    for wrong in ("nic", "", "a@example.pl b@example.pl"):
        with pytest.raises(NoEmail):
            change(local_centre, survey_id, "jan@example.pl", wrong)
    for taken in ("OLA@example.pl", "iga@example.pl"):
        with pytest.raises(AlreadyMailed):
            change(local_centre, survey_id, "jan@example.pl", taken)
    with pytest.raises(ChangedByOther):
        change(local_centre, survey_id, "ula@example.pl", "ewa@example.pl")
    change(local_centre, survey_id, "jan@example.pl", "Jan@example.pl")
    assert rows(local_centre, survey_id)[0].addresses == ("Jan@example.pl", "ola@example.pl")


def test_changed_while_it_leaves_it_is_known_where_it_went_and_goes_nowhere_else(local_centre: Stage) -> None:
    with mail_box("breaks") as box:
        survey_id = asked(local_centre, box, "jan@example.pl")
        mail = mail_of(local_centre)

        def changed(message: Leaving) -> None:
            change(local_centre, survey_id, "jan@example.pl", "iga@example.pl")
            run.deliver(message)

        with MailRun(server_of(box)) as run:
            post = Post(local_centre.store, local_centre.anna, server_of(box), run, DECEMBER)
            assert send_to_all(post, mail, changed).is_done
        assert made(local_centre, box, DECEMBER + HOUR) == 1  # nothing is left to do
    assert to(box) == ["jan@example.pl"]
    (row,) = rows(local_centre, survey_id)
    assert row.undelivered == (Undelivered("jan@example.pl", MessageState.UNSURE, ""),)


def test_a_customer_who_was_erased_is_not_known_by_an_address_of_before_either(centre: Stage) -> None:
    customer_id = customer_with(centre, "nobody@example.pl")
    with mail_box() as box:
        survey_id = refused(centre, box)
        change(centre, survey_id, "nobody@example.pl", "iga@example.pl")
        assert "nobody@example.pl" in everything(centre)
        erase(centre, customer_id)
    assert "nobody@example.pl" not in everything(centre)
    assert rows(centre, survey_id)[0].addresses == ("iga@example.pl", "ola@example.pl")


def test_what_was_given_up_before_addresses_could_be_changed_is_still_told(centre: Stage) -> None:
    with mail_box() as box:
        survey_id = refused(centre, box)
    undo = ("ALTER TABLE survey_report_mails DROP COLUMN address",)
    migrate_anew(centre.store.writer, "report_mail_addresses", undo)
    (row,) = rows(centre, survey_id)
    reason = row.given_up[0].reason
    assert row.given_up == (GivenUp(NOVEMBER, "nobody@example.pl", reason, "nobody@example.pl"),)
    assert "no such mailbox" in reason
    with centre.read() as reading:
        mails = reading.db.execute(select(SurveyReportMail.address, SurveyReportMail.tries)).tuples().all()
        assert sorted(mails) == [("", 0), ("", 3)]
        assert len(reading.db.execute(select(SurveySubscriber)).scalars().all()) == 2
