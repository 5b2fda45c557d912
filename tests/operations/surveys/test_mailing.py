"""Invitations and reminders: each goes out once, to who is still to be asked, and says until when and how to answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from sqlalchemy import select, update

from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import Cancelled, ChangedByOther, NotAllowed, Trouble
from csatdesk.domain.identity import new_identity
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_batches import KeyedPaper
from csatdesk.domain.survey_sampling import DrawingRule
from csatdesk.domain.survey_sending import (
    LEAVING,
    AnswerByNotNamed,
    CallResult,
    CodeNotNamed,
    CopyMissing,
    DaysWrong,
    LastBeforeFirst,
    LinkWrong,
    MessageState,
    SendingPlan,
    Shown,
    Step,
    SubjectMissing,
    TextName,
    TextPlaceUnknown,
    link_with,
    route_code,
)
from csatdesk.domain.surveys import NewResponse, Route, Sender, new_code
from csatdesk.operations.cases.receipt_paper import read_receipt
from csatdesk.operations.letters.mail import MailOff
from csatdesk.operations.survey_texts import starting_texts
from csatdesk.operations.surveys.asked import list_invitations, load_board, route_figures
from csatdesk.operations.surveys.at_once import MOST, send_at_once
from csatdesk.operations.surveys.dispositions import AnswerStays, mark_returned, note_call, set_disposition
from csatdesk.operations.surveys.due import due_reminders
from csatdesk.operations.surveys.entering import check_code, keep_paper, stack_today
from csatdesk.operations.surveys.erasing import erase_from_surveys
from csatdesk.operations.surveys.interviews import count_calls, end_call, list_calls
from csatdesk.operations.surveys.mailing import (
    NothingDue,
    SendingStopped,
    Sent,
    StillLeaving,
    print_letters,
    say_what_became,
    send_messages,
    write_files,
)
from csatdesk.operations.surveys.responses import keep_response, way_of_code
from csatdesk.operations.surveys.rules import save_rule
from csatdesk.operations.surveys.sending import load_plan, preview_text, save_plan
from csatdesk.store.entities.survey_sending import SurveyMessage
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.clock import now
from csatdesk.system.mail import MailServer, MailServerAway, Security
from csatdesk.wording.texts import LANGUAGES
from tests.cast import Stage
from tests.mail_server import MailBox, mail_box, plain_words
from tests.operations.surveys.hands import FULL, new_response, running

LINK = "https://ankieta.example.pl/f?v=1"


def server_of(box: MailBox) -> MailServer:
    return MailServer(True, "127.0.0.1", box.port, Security.NONE, "", "centrala@example.pl")


def asking(stage: Stage, count: int = 3, *, route: Route = Route.EMAIL, **survey: Any) -> int:
    """A survey that runs, and so many to be asked: the first in Polish, then English, then Finnish."""
    survey_id = running(stage, **survey)
    with stage.work(at=now()) as work:
        for at in range(count):
            work.db.add(
                Invitation(
                    uid=new_identity(work.at),
                    centre_id=stage.anna.centre_id,
                    survey_id=survey_id,
                    office_id=stage.anna.office_id,
                    code=new_code(),
                    route=route,
                    first_name="Zofia",
                    last_name=f"Nr {at + 1}",
                    address=f"z{at + 1}@example.pl" if route is Route.EMAIL else f"ul. Długa {at + 1}, 80-831 Gdańsk",
                    phone="601 224 318",
                    language=("pl", "en", "fi")[at % 3],
                    extras=[],
                )
            )
    plan(stage, survey_id, link=LINK)
    return survey_id


def plan(stage: Stage, survey_id: int, **changed: Any) -> None:
    with stage.read(stage.marek) as reading:
        found = load_plan(reading, survey_id=survey_id)
    with stage.work(stage.marek) as work:
        save_plan(work, survey_id=survey_id, plan=replace(found, **changed))


def rows(stage: Stage, survey_id: int) -> list[Invitation]:
    with stage.read() as reading:
        query = select(Invitation).where(Invitation.survey_id == survey_id).order_by(Invitation.id)
        found = list(reading.db.execute(query).scalars())
        reading.db.expunge_all()
    return found


def send(stage: Stage, survey_id: int, box: MailBox, step: Step = Step.INVITATION, **other: Any) -> Sent:
    actor, progress = other.get("actor", stage.marek), other.get("progress", no_progress)
    return send_messages(stage.store, actor, progress, survey_id=survey_id, step=step, server=server_of(box))


def days_pass(stage: Stage, survey_id: int, days: int) -> None:
    """What was sent, was sent so many days ago."""
    with stage.work() as work:
        for one in work.db.execute(select(Invitation).where(Invitation.survey_id == survey_id)).scalars():
            one.sent_at = one.sent_at - timedelta(days=days) if one.sent_at is not None else None
            one.reminded_at = one.reminded_at - timedelta(days=days) if one.reminded_at is not None else None


def answer(stage: Stage, survey_id: int, one: Invitation, **other: Any) -> None:
    new: NewResponse = new_response(stage, survey_id, invitation_id=one.id, route=one.route, **other)
    with stage.work(at=now()) as work:
        keep_response(work, new=new)


def states(stage: Stage) -> list[MessageState]:
    with stage.read() as reading:
        return list(reading.db.execute(select(SurveyMessage.state).order_by(SurveyMessage.id)).scalars())


def test_each_gets_one_e_mail_in_their_language_with_day_code_and_link_and_a_copy_for_the_office(
    centre: Stage,
) -> None:
    survey_id = asking(centre, sender=Sender.CENTRAL, answer_by=date(2030, 12, 12))
    plan(centre, survey_id, copy_to="biuro@example.pl")
    with mail_box() as box:
        assert send(centre, survey_id, box) == Sent(sent=3)
    messages = box.messages()
    assert [one["To"] for one in messages] == ["z1@example.pl", "z2@example.pl", "z3@example.pl"]
    assert {one["Cc"] for one in messages} == {"biuro@example.pl"}
    assert {str(one["From"]) for one in messages} == {"Energia Północ <centrala@example.pl>"}
    for one, message in zip(rows(centre, survey_id), messages, strict=True):
        text = plain_words(message)
        assert one.code in text
        assert f"https://ankieta.example.pl/f?v=1&code={one.code}" in text
        assert "{" not in text
        assert one.sent_at is not None
    assert "do czwartku 12 grudnia 2030" in plain_words(messages[0])
    assert "by Thu 12 December 2030" in plain_words(messages[1])
    assert "viimeistään torstaina 12. joulukuuta 2030" in plain_words(messages[2])
    with mail_box() as box, pytest.raises(NothingDue):
        send(centre, survey_id, box)


def test_own_sending_names_the_office_and_central_sending_needs_its_copy(centre: Stage) -> None:
    own = asking(centre, 1)
    with mail_box() as box:
        send(centre, own, box)
        assert str(box.messages()[0]["From"]) == "Sala główna <centrala@example.pl>"
        central = asking(centre, 1, sender=Sender.CENTRAL)
        with pytest.raises(CopyMissing) as refusal:
            send(centre, central, box)
    assert refusal.value.field == "copy_to"
    assert len(box.taken) == 1


def test_reminders_go_to_who_did_not_answer_and_never_to_who_did_anonymously_or_said_no(centre: Stage) -> None:
    survey_id = asking(centre, 5)
    with mail_box() as box:
        send(centre, survey_id, box)
        with pytest.raises(NothingDue):
            send(centre, survey_id, box, Step.REMINDER)
        days_pass(centre, survey_id, 6)
        named, unknown, refused, returned, waits = rows(centre, survey_id)
        answer(centre, survey_id, named)
        answer(centre, survey_id, unknown, is_anonymous=True)
        with centre.work() as work:
            set_disposition(work, invitation_ids=[refused.id], disposition=Disposition.REFUSED)
            mark_returned(work, invitation_ids=[returned.id], is_delivered=False)
        with centre.read(centre.marek, at=now()) as reading:
            assert due_reminders(reading) == ((survey_id, "Po kontakcie", 1),)
        with centre.read(centre.anna, at=now()) as reading:
            assert due_reminders(reading) == ()
        assert send(centre, survey_id, box, Step.REMINDER) == Sent(sent=1)
        assert box.messages()[-1]["To"] == waits.address
        assert "A few days ago" in plain_words(box.messages()[-1])
        with pytest.raises(NothingDue):
            send(centre, survey_id, box, Step.LAST_REMINDER)
        days_pass(centre, survey_id, 5)
        send(centre, survey_id, box, Step.LAST_REMINDER)
    assert [one.reminders for one in rows(centre, survey_id)] == [0, 0, 0, 0, 2]
    assert "our last message" in plain_words(box.messages()[-1])
    assert len(box.taken) == 7


def test_each_has_its_own_day_and_nothing_goes_out_before_it_or_after_the_last_day(centre: Stage) -> None:
    survey_id = asking(centre, 3)
    today = now().date()
    with centre.work() as work:
        first, second, _third = work.db.execute(select(Invitation).order_by(Invitation.id)).scalars().all()
        first.send_on, second.send_on = today + timedelta(days=2), today - timedelta(days=2)
    with centre.read(centre.marek, at=now()) as reading:
        steps = load_board(reading, survey_id=survey_id).steps
    assert (steps[0].due, steps[0].next_on) == (2, today + timedelta(days=2))
    with mail_box() as box:
        assert send(centre, survey_id, box).sent == 2
        days_pass(centre, survey_id, 30)
        with pytest.raises(NothingDue):
            send(centre, survey_id, box, Step.REMINDER)


def test_a_program_that_ends_in_the_middle_sends_nothing_twice_and_a_person_says_what_became_of_it(
    centre: Stage,
) -> None:
    survey_id = asking(centre, 4)

    def killed(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with mail_box() as box:
        with pytest.raises(KeyboardInterrupt):
            send(centre, survey_id, box, progress=killed)
        # the third was written down as leaving when the program ended
        with centre.work(at=now()) as work:
            third = rows(centre, survey_id)[2]
            message = SurveyMessage(uid=new_identity(work.at), survey_id=survey_id, invitation_id=third.id)
            message.step, message.state, message.at = Step.INVITATION, MessageState.OUTGOING, work.at - LEAVING
            work.db.add(message)
        assert send(centre, survey_id, box) == Sent(sent=1)
        assert [one["To"] for one in box.messages()] == ["z1@example.pl", "z2@example.pl", "z4@example.pl"]
        with centre.read(centre.marek, at=now()) as reading:
            [row] = list_invitations(reading, survey_id=survey_id, shown=Shown.TROUBLE).rows
        assert (row.id, row.message) == (third.id, MessageState.OUTGOING)
        with centre.work(centre.marek, now()) as work:
            say_what_became(work, invitation_id=third.id, was_sent=False)
        assert send(centre, survey_id, box) == Sent(sent=1)
    assert len({one["To"] for one in box.messages()}) == len(box.taken) == 4


def test_two_desks_that_send_at_once_send_each_once(centre: Stage) -> None:
    survey_id = asking(centre, 4)
    with mail_box() as box:

        def other_desk(done: int, _total: int) -> None:
            if done == 1 and len(box.taken) == 1:
                assert send(centre, survey_id, box, actor=centre.ewa) == Sent(sent=3)

        assert send(centre, survey_id, box, progress=other_desk) == Sent(sent=1, left_out=3)
    assert sorted(str(one["To"]) for one in box.messages()) == [f"z{at}@example.pl" for at in range(1, 5)]


def test_who_answers_while_it_goes_out_gets_no_reminder(centre: Stage) -> None:
    survey_id = asking(centre, 2)
    with mail_box() as box:
        send(centre, survey_id, box)
        days_pass(centre, survey_id, 6)

        def answers(done: int, _total: int) -> None:
            if done == 1:
                answer(centre, survey_id, rows(centre, survey_id)[1], is_anonymous=True)

        assert send(centre, survey_id, box, Step.REMINDER, progress=answers) == Sent(sent=1, left_out=1)


def test_cancel_ends_it_between_two_and_the_rest_stays_due(centre: Stage) -> None:
    survey_id = asking(centre, 3)

    def cancelled(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled

    with mail_box() as box:
        with pytest.raises(Cancelled):
            send(centre, survey_id, box, progress=cancelled)
        assert send(centre, survey_id, box) == Sent(sent=2)


@pytest.mark.parametrize(
    ("trouble", "expected", "state"),
    [
        ("recipient", Sent(failed=2), MessageState.FAILED),
        ("breaks", Sent(unsure=2), MessageState.UNSURE),
    ],
)
def test_what_the_server_refused_or_left_open_is_told_by_address_and_not_tried_again_by_itself(
    centre: Stage, trouble: str, expected: Sent, state: MessageState
) -> None:
    survey_id = asking(centre, 2)
    with mail_box(trouble) as box:
        assert send(centre, survey_id, box) == expected
        with pytest.raises(NothingDue):
            send(centre, survey_id, box)
    with centre.read(centre.marek) as reading:
        found = list_invitations(reading, survey_id=survey_id, shown=Shown.TROUBLE).rows
    assert [(one.reach, one.message) for one in found] == [("z1@example.pl", state), ("z2@example.pl", state)]
    assert all(one.trouble and one.sent_at is None for one in found)


def test_a_server_that_is_away_leaves_all_as_it_was(centre: Stage) -> None:
    survey_id = asking(centre, 2)
    with mail_box() as box:
        pass
    with pytest.raises(MailServerAway):
        send(centre, survey_id, box)
    assert states(centre) == []


def test_a_server_that_goes_away_says_how_many_went_out(centre: Stage) -> None:
    survey_id = asking(centre, 3)
    with mail_box("one each") as box:

        def goes(done: int, _total: int) -> None:
            if done == 1:
                box.server_close()
                box.shutdown()

        with pytest.raises(SendingStopped) as trouble:
            send(centre, survey_id, box, progress=goes)
    assert trouble.value.values["count"] == 1
    assert states(centre) == [MessageState.SENT]


def test_switched_off_or_by_a_clerk_nothing_is_sent(centre: Stage) -> None:
    survey_id = asking(centre, 1)
    with pytest.raises(MailOff):
        send_messages(
            centre.store, centre.marek, no_progress, survey_id=survey_id, step=Step.INVITATION, server=MailServer()
        )
    with mail_box() as box, pytest.raises(NotAllowed):
        send(centre, survey_id, box, actor=centre.anna)


def test_files_for_an_e_mail_program_are_written_once_each(centre: Stage, tmp_path: Path) -> None:
    survey_id = asking(centre, 2)
    do: Callable[[], Sent] = lambda: write_files(  # noqa: E731  (done twice)
        centre.store, centre.marek, no_progress, survey_id=survey_id, step=Step.INVITATION, folder=tmp_path
    )
    assert do() == Sent(sent=2)
    files = sorted(tmp_path.iterdir())
    first = message_from_bytes(files[0].read_bytes(), policy=default)
    assert (first["To"], first["X-Unsent"]) == ("z1@example.pl", "1")
    assert rows(centre, survey_id)[0].code in plain_words(first)
    with pytest.raises(NothingDue):
        do()


def test_letters_stand_in_one_print_file_with_address_day_and_code_and_count_as_sent_then(
    centre: Stage, tmp_path: Path
) -> None:
    survey_id = asking(centre, 3, route=Route.PAPER, answer_by=date(2030, 12, 12))
    path = tmp_path / "listy.pdf"
    do: Callable[[], Sent] = lambda: print_letters(  # noqa: E731  (done twice)
        centre.store, centre.marek, no_progress, survey_id=survey_id, step=Step.INVITATION, path=path
    )
    assert do() == Sent(sent=3)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    assert len(pages) == 3
    for one, page in zip(rows(centre, survey_id), pages, strict=True):
        assert one.code in page
        assert "ul. Długa" in page
        assert one.sent_at is not None
    assert "do czwartku 12 grudnia 2030" in pages[0]
    with pytest.raises(NothingDue):
        do()


def test_a_print_file_that_cannot_be_written_leaves_all_letters_due(centre: Stage, tmp_path: Path) -> None:
    survey_id = asking(centre, 2, route=Route.PAPER)
    with pytest.raises(Trouble):
        print_letters(
            centre.store,
            centre.marek,
            no_progress,
            survey_id=survey_id,
            step=Step.INVITATION,
            path=tmp_path / "no folder" / "x.pdf",
        )
    assert states(centre) == []
    assert [one.sent_at for one in rows(centre, survey_id)] == [None, None]


def test_texts_are_there_in_six_languages_and_one_without_day_or_code_is_refused(centre: Stage) -> None:
    texts = starting_texts()
    assert set(texts) == set(LANGUAGES)
    assert all(set(named) == {one.value for one in TextName} for named in texts.values())
    survey_id = running(centre)
    for text, wrong in (
        ("Subject\n\nHello {name}, your code is {code}", AnswerByNotNamed),
        ("Subject\n\nAnswer {answer by}", CodeNotNamed),
        ("Answer {answer by} with {code}", SubjectMissing),
        ("Subject\n\nDear {customer}, {answer by}, {code}", TextPlaceUnknown),
    ):
        with pytest.raises(wrong):
            plan(centre, survey_id, texts={"en": {"invitation": text}})


def test_a_changed_text_is_kept_with_the_survey_and_all_others_stay_those_of_the_program(centre: Stage) -> None:
    survey_id = running(centre)
    texts = {language: dict(named) for language, named in starting_texts().items()}
    texts["pl"]["invitation"] = "Pytanie\n\nProszę o odpowiedź {answer by}. Kod {code}"
    plan(centre, survey_id, texts=texts)
    with centre.read(centre.marek) as reading:
        assert reading.db.get_one(Survey, survey_id).texts == {"pl": {"invitation": texts["pl"]["invitation"]}}
        shown = preview_text(reading, survey_id=survey_id, name=TextName.INVITATION, language="pl")
        assert shown.startswith("Pytanie")
        assert "Kod {code}" in shown


def test_each_short_text_carries_the_code_of_its_way_and_the_code_is_found_again(centre: Stage) -> None:
    survey_id = running(centre, routes=(Route.SMS, Route.NEWSLETTER))
    plan(centre, survey_id, link=LINK)
    with centre.read(centre.marek) as reading:
        uid = reading.db.get_one(Survey, survey_id).uid
        sms = preview_text(reading, survey_id=survey_id, name=TextName.SMS, language="pl")
        news = preview_text(reading, survey_id=survey_id, name=TextName.NEWSLETTER, language="en")
        codes = {route: route_code(uid, route) for route in Route}
        assert len(set(codes.values())) == len(Route)
        assert codes[Route.SMS] in sms
        assert link_with(LINK, codes[Route.NEWSLETTER]) in news
        assert way_of_code(reading, survey_id=survey_id, code="2222AAAA") is None
    typed = f"{codes[Route.SMS][:3]}-{codes[Route.SMS][3:].lower()}"
    with centre.work() as work:
        stack = stack_today(work, centre.anna.office_id)
        for number in (1, 2):
            assert check_code(work, survey_id=survey_id, code=typed) == codes[Route.SMS]
            paper = KeyedPaper(number, dict(FULL), codes[Route.SMS])
            keep_paper(work, survey_id=survey_id, stack=stack, paper=paper)
    with centre.read() as reading:
        found = {one.route: one for one in route_figures(reading, survey_id=survey_id)}
    assert found[Route.SMS].responses == 2


def test_responses_and_rates_are_counted_by_way_also_those_without_a_name(centre: Stage) -> None:
    survey_id = asking(centre, 4)
    with mail_box() as box:
        send(centre, survey_id, box)
    first, second, third, _fourth = rows(centre, survey_id)
    answer(centre, survey_id, first)
    answer(centre, survey_id, second, is_anonymous=True)
    with centre.work() as work:
        set_disposition(work, invitation_ids=[third.id], disposition=Disposition.REFUSED)
        keep_response(work, new=new_response(centre, survey_id, route=Route.SMS))
    with centre.read() as reading:
        found = {one.route: one for one in route_figures(reading, survey_id=survey_id)}
    mail = found[Route.EMAIL]
    assert (mail.asked, mail.delivered, mail.answered, mail.responses) == (4, 4, 2, 2)
    assert mail.rates.rr1 == 0.5
    assert mail.rates.rr5 == pytest.approx(2 / 3)
    assert (found[Route.SMS].asked, found[Route.SMS].responses) == (0, 1)


def test_what_became_of_an_invitation_is_set_by_hand_but_an_answer_stays(centre: Stage) -> None:
    survey_id = asking(centre, 2)
    first, second = rows(centre, survey_id)
    answer(centre, survey_id, first)
    with pytest.raises(AnswerStays), centre.work() as work:
        set_disposition(work, invitation_ids=[second.id, first.id], disposition=Disposition.REFUSED)
    assert rows(centre, survey_id)[1].disposition is Disposition.UNKNOWN
    with centre.work() as work:
        done = set_disposition(work, invitation_ids=[second.id], disposition=Disposition.NOT_ELIGIBLE)
    with centre.work() as work:
        done.undo(work)
    assert rows(centre, survey_id)[1].disposition is Disposition.UNKNOWN


def test_calls_in_vain_are_counted_and_a_wrong_number_leaves_the_list_of_calls(centre: Stage) -> None:
    survey_id = asking(centre, 2, route=Route.PHONE)
    first, second = rows(centre, survey_id)
    with centre.work(at=now()) as work:
        note_call(work, invitation_id=first.id, result=CallResult.NO_ANSWER)
        note_call(work, invitation_id=first.id, result=CallResult.BUSY)
        wrong = note_call(work, invitation_id=second.id, result=CallResult.WRONG_NUMBER)
    with centre.read(centre.marek) as reading:
        [row] = list_invitations(reading, survey_id=survey_id, shown=Shown.TO_CALL).rows
    assert (row.id, row.calls, row.reach) == (first.id, 2, "601 224 318")
    with centre.work() as work:
        wrong.undo(work)
    with centre.read(centre.marek) as reading:
        assert len(list_invitations(reading, survey_id=survey_id, shown=Shown.TO_CALL).rows) == 2
    assert [one.sent_at is None for one in rows(centre, survey_id)] == [False, True]


def test_the_receipt_asks_while_a_survey_runs_that_asks_so_and_its_code_tells_the_way_and_nothing_else(
    centre: Stage,
) -> None:
    case_id = centre.register().case_id
    elsewhere = running(centre, routes=(Route.QR,), office_id=centre.other_office_id)
    with centre.read() as reading:
        assert read_receipt(reading, case_id=case_id).survey == ""
    survey_id = running(centre, routes=(Route.QR,))
    plan(centre, survey_id, link=LINK)
    with centre.read() as reading:
        paper = read_receipt(reading, case_id=case_id)
        code = route_code(reading.db.get_one(Survey, survey_id).uid, Route.QR)
        assert way_of_code(reading, survey_id=survey_id, code=code) is Route.QR
        assert code != route_code(reading.db.get_one(Survey, elsewhere).uid, Route.QR)
    assert paper.survey == f"Jak oceniają Państwo naszą obsługę? Ankieta zajmuje trzy minuty. Kod: {code}"
    assert paper.survey_code == f"{LINK}&code={code}"


def test_what_a_mail_server_said_of_an_address_goes_with_the_person(centre: Stage) -> None:
    survey_id = asking(centre, 2)
    with centre.work() as work:
        work.db.get_one(Invitation, rows(centre, survey_id)[0].id).customer_id = centre.customer_id
    with mail_box("recipient") as box:
        send(centre, survey_id, box)
    with centre.work() as work:
        erase_from_surveys(work, [centre.customer_id], [])
    with centre.read() as reading:
        said = reading.db.execute(select(SurveyMessage.trouble).order_by(SurveyMessage.id)).scalars().all()
    assert [bool(one) for one in said] == [False, True]


def test_a_long_list_comes_in_pages_by_key(centre: Stage) -> None:
    survey_id = asking(centre, 7)
    seen, after = [], None
    with centre.read(centre.marek) as reading:
        while True:
            page = list_invitations(reading, survey_id=survey_id, after=after, limit=3)
            seen += [one.id for one in page.rows]
            if page.next is None:
                break
            after = page.next
        last = list_invitations(reading, survey_id=survey_id, limit=2, backwards=True)
    assert seen == [one.id for one in rows(centre, survey_id)]
    assert [one.id for one in last.rows] == seen[:-3:-1]


def test_a_plan_keeps_its_days_within_bounds() -> None:
    for plan, wrong in (
        (SendingPlan(remind_days=(5, 5)), LastBeforeFirst),
        (SendingPlan(answer_days=0), DaysWrong),
        (SendingPlan(link="forms.example.org"), LinkWrong),
    ):
        with pytest.raises(wrong):
            plan.check()


def test_a_list_that_waits_for_a_person_does_not_hold_up_who_was_drawn(centre: Stage) -> None:
    survey_id, case_id = asking(centre, MOST + 1), centre.register().case_id
    with centre.work(centre.marek) as work:
        save_rule(work, survey_id=survey_id, rule=DrawingRule(every=1, sends_at_once=True))
        drawn = update(Invitation).where(Invitation.address == f"z{MOST + 1}@example.pl")
        work.db.execute(drawn.values(case_id=case_id))
    with mail_box() as box:
        assert send_at_once(centre.store, centre.anna, no_progress, server=server_of(box)) == Sent(sent=1)
    assert [one["To"] for one in box.messages()] == [f"z{MOST + 1}@example.pl"]


def test_while_a_message_leaves_nobody_can_say_that_it_did_not(centre: Stage) -> None:
    survey_id = asking(centre, 1)
    [one] = rows(centre, survey_id)
    with centre.work(at=now()) as work:
        message = SurveyMessage(uid=new_identity(work.at), survey_id=survey_id, invitation_id=one.id)
        message.step, message.state, message.at = Step.INVITATION, MessageState.OUTGOING, work.at
        work.db.add(message)
    with centre.work(centre.marek, now()) as work, pytest.raises(StillLeaving):
        say_what_became(work, invitation_id=one.id, was_sent=False)
    with centre.read(centre.marek, at=now()) as reading:
        assert list_invitations(reading, survey_id=survey_id, shown=Shown.TROUBLE).rows == ()


def test_a_reminder_sent_late_is_not_followed_by_the_last_one_the_same_day(centre: Stage) -> None:
    survey_id = asking(centre, 1)
    with mail_box() as box:
        send(centre, survey_id, box)
        days_pass(centre, survey_id, 10)
        assert send(centre, survey_id, box, Step.REMINDER) == Sent(sent=1)
        with centre.read(centre.marek, at=now()) as reading:
            last = load_board(reading, survey_id=survey_id).steps[2]
        today = now().astimezone(ZoneInfo("Europe/Warsaw")).date()
        assert (last.due, last.next_on) == (0, today + timedelta(days=5))
        with pytest.raises(NothingDue):
            send(centre, survey_id, box, Step.LAST_REMINDER)
        days_pass(centre, survey_id, 4)
        with pytest.raises(NothingDue):
            send(centre, survey_id, box, Step.LAST_REMINDER)
    assert len(box.taken) == 2


def test_letters_that_are_cancelled_are_all_due_again(centre: Stage, tmp_path: Path) -> None:
    survey_id = asking(centre, 3, route=Route.PAPER)

    def cancelled(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_letters(
            centre.store, centre.marek, cancelled, survey_id=survey_id, step=Step.INVITATION, path=tmp_path / "x.pdf"
        )
    assert states(centre) == []


@pytest.mark.parametrize(("trouble", "calls"), [("", 1), ("one each", 3)])
def test_a_whole_list_leaves_by_one_connection_and_by_another_where_the_server_ends_it(
    centre: Stage, trouble: str, calls: int
) -> None:
    survey_id = asking(centre, 3)
    with mail_box(trouble) as box:
        assert send(centre, survey_id, box) == Sent(sent=3)
    assert [one["To"] for one in box.messages()] == ["z1@example.pl", "z2@example.pl", "z3@example.pl"]
    assert box.calls == calls


def test_a_plan_that_another_changed_meanwhile_is_not_overwritten(centre: Stage) -> None:
    survey_id = asking(centre, 0)
    with centre.read(centre.marek) as reading:
        seen = load_plan(reading, survey_id=survey_id)
    plan(centre, survey_id, remind_days=(3, 9))
    with centre.work(centre.marek) as work, pytest.raises(ChangedByOther):
        save_plan(work, survey_id=survey_id, plan=replace(seen, answer_days=20), before=seen)
    with centre.read(centre.marek) as reading:
        assert load_plan(reading, survey_id=survey_id) == replace(seen, remind_days=(3, 9))


@pytest.mark.parametrize("route", [Route.EMAIL, Route.PAPER])
def test_nothing_more_goes_to_who_was_erased(centre: Stage, route: Route) -> None:
    survey_id = asking(centre, 1, route=route)
    with centre.work() as work:
        work.db.execute(update(Invitation).values(customer_id=centre.customer_id))
    with centre.work() as work:
        erase_from_surveys(work, [centre.customer_id], [])
    with centre.read(centre.marek, at=now()) as reading:
        assert set(load_board(reading, survey_id=survey_id).due.values()) == {0}


def test_a_wrong_number_is_not_called_again_from_the_interviews(centre: Stage) -> None:
    survey_id = asking(centre, 2, route=Route.PHONE)
    first, second = rows(centre, survey_id)
    with centre.work() as work:
        for one, result in ((first, CallResult.BUSY), (second, CallResult.WRONG_NUMBER)):
            end_call(work, invitation_id=one.id, disposition=Disposition.NO_CONTACT, result=result)
    with centre.read() as reading:
        assert [one.id for one in list_calls(reading, survey_id=survey_id).rows] == [first.id]


def test_who_is_to_be_called_comes_in_pages_those_not_reached_last(centre: Stage) -> None:
    survey_id = asking(centre, 5, route=Route.PHONE)
    first, _second, third, *_others = rows(centre, survey_id)
    with centre.work() as work:
        for one in (first, third):
            end_call(work, invitation_id=one.id, disposition=Disposition.NO_CONTACT, result=CallResult.BUSY)
    with centre.read() as reading:
        whole = list_calls(reading, survey_id=survey_id).rows
        pages = [list_calls(reading, survey_id=survey_id, limit=2)]
        while pages[-1].next is not None:
            pages.append(list_calls(reading, survey_id=survey_id, after=pages[-1].next, limit=2))
        assert count_calls(reading, survey_id=survey_id) == len(whole) == 5
    assert [row.id for page in pages for row in page.rows] == [row.id for row in whole]
    assert [row.id for row in whole[-2:]] == [first.id, third.id]
    assert [len(page.rows) for page in pages] == [2, 2, 1]
