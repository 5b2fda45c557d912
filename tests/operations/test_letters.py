"""Letters of a case: kept, printed, said to be sent, approved; producing one meets no clock."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CaseKind, Closing, Outcome, ReplyBy
from csatdesk.domain.changes import no_progress
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.letters import (
    LetterKind,
    LetterRow,
    LetterState,
    NewTemplate,
    PlaceLeftOpen,
    PlaceUnknown,
    ShortNameTaken,
    Written,
)
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import OtherOffice
from csatdesk.domain.statuses import Status, WaitingFor
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.cases.answers import (
    acknowledge_case,
    answer_case,
    approve_answer,
    prepare_answer,
    return_answer,
)
from csatdesk.operations.cases.endings import close_case, reopen_case
from csatdesk.operations.cases.history_words import history_words
from csatdesk.operations.cases.letter_rows import ChangedSinceApproved, NotApproved, count_to_post, load_letters
from csatdesk.operations.cases.life import UndoTooLate
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.waiting import wait
from csatdesk.operations.letter_templates import list_templates, save_template, take_over_letters, template_as_of
from csatdesk.operations.letters.commands import LetterSentAlready, confirm_sent, mark_printed, prepare_letter
from csatdesk.operations.letters.mail import save_sending
from csatdesk.operations.letters.papers import NoEmail, draw_letters, export_email, export_letters, read_letter
from csatdesk.operations.letters.queries import list_to_post
from csatdesk.operations.matters import NewMatter, end_matter, save_matter, tie_case
from csatdesk.store.audit import AuditRow, AuditValue
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case, CaseSpan
from csatdesk.system.clock import now
from csatdesk.system.mail import MailServer
from tests.cast import NOW, Stage
from tests.reports.reading import pages

TEXT = "Rachunek został skorygowany."
LATER = NOW + timedelta(hours=1)


def letters(stage: Stage, case_id: int) -> tuple[LetterRow, ...]:
    with stage.read() as reading:
        return load_letters(reading, reading.db.get_one(Case, case_id)).rows


def prepared(stage: Stage, case_id: int, text: str = TEXT, kind: LetterKind = LetterKind.ANSWER) -> int:
    with stage.work() as work:
        return prepare_letter(work, case_id=case_id, kind=kind, text=text).result


def printed(stage: Stage, case_id: int, kind: LetterKind = LetterKind.ANSWER) -> int:
    letter_id = prepared(stage, case_id, kind=kind)
    with stage.work() as work:
        mark_printed(work, letter_ids=(letter_id,))
    return letter_id


def runs(stage: Stage, case_id: int, clock: Clock = Clock.HOUSE) -> bool:
    with stage.read() as reading:
        clocks = load_case(reading, case_id=case_id).clocks
    return any(one.is_running for one in clocks if one.deadline.clock is clock)


def status(stage: Stage, case_id: int) -> Status:
    with stage.read() as reading:
        return load_case(reading, case_id=case_id).row.status


def approve_first(stage: Stage, *kinds: CaseKind) -> None:
    with stage.work(stage.ewa) as work:
        save_sending(work, server=MailServer(), approve_kinds=kinds)


# clocks


def test_writing_and_printing_meet_no_clock_and_being_in_the_post_does(centre: Stage) -> None:
    case_id = centre.register().case_id
    letter_id = printed(centre, case_id)
    assert runs(centre, case_id)
    with centre.read() as reading:
        assert [row.id for row in list_to_post(reading)] == [letter_id]
        assert count_to_post(reading) == 1
    with centre.work(at=LATER) as work:
        confirm_sent(work, letter_ids=(letter_id,), sent_at=LATER, posting="RR 1")
    assert not runs(centre, case_id)
    assert status(centre, case_id) is Status.SENT
    [row] = letters(centre, case_id)
    assert (row.state, row.way, row.posting, row.sent_at) == (LetterState.SENT, ReplyBy.LETTER, "RR 1", LATER)
    with centre.read() as reading:
        assert list_to_post(reading) == ()


def test_what_was_said_of_several_letters_is_taken_back_with_their_clocks_and_pauses(centre: Stage) -> None:
    cases = [centre.register().case_id for _place in range(2)]
    with centre.work() as work:
        wait(work, case_id=cases[1], reason=WaitingFor.CUSTOMER, note="photo")
    ids = [printed(centre, cases[0]), printed(centre, cases[1], LetterKind.NOTICE)]
    with centre.work(at=LATER) as work:
        done = confirm_sent(work, letter_ids=ids, sent_at=LATER)
    assert done.result == 2
    with centre.work(at=LATER) as work:
        done.undo(work)
    for case_id in cases:
        assert [row.state for row in letters(centre, case_id)] == [LetterState.PRINTED]
    assert runs(centre, cases[0])
    assert [status(centre, one) for one in cases] == [Status.ANSWER_PREPARED, Status.WAITING_CUSTOMER]
    with centre.read() as reading:
        assert load_case(reading, case_id=cases[0]).answer_sent_at is None
        assert load_case(reading, case_id=cases[1]).pause is not None
        assert len(list_to_post(reading)) == 2


def test_taken_back_the_case_is_in_nobodys_hands_again(centre: Stage) -> None:
    case_id = centre.register().case_id
    with centre.work() as work:
        work.db.get_one(Case, case_id).owner_id = None
    with centre.work() as work:
        written = prepare_letter(work, case_id=case_id, kind=LetterKind.ANSWER, text=TEXT)
    with centre.work(at=LATER) as work:
        written.undo(work)
    with centre.read() as reading:
        assert reading.db.get_one(Case, case_id).owner_id is None
        span = reading.db.execute(select(CaseSpan).where(CaseSpan.case_id == case_id, CaseSpan.to_at == FAR))
        assert span.scalar_one().owner_id is None


def test_a_sending_is_not_taken_back_after_another_answer(centre: Stage) -> None:
    case_id = centre.register().case_id
    letter_id = printed(centre, case_id)
    with centre.work() as work:
        done = confirm_sent(work, letter_ids=(letter_id,), sent_at=NOW)
    with centre.work(at=LATER) as work:
        answer_case(work, case_id=case_id, text="Jeszcze raz.", sent_at=LATER, reply_by=ReplyBy.PHONE)
    with pytest.raises(UndoTooLate), centre.work(at=LATER) as work:
        done.undo(work)


def test_it_cannot_be_taken_back_once_the_case_has_gone_on(centre: Stage) -> None:
    case_id = centre.register(kind=CaseKind.INQUIRY).case_id
    letter_id = printed(centre, case_id)
    with centre.work() as work:
        done = confirm_sent(work, letter_ids=(letter_id,), sent_at=NOW)
    with centre.work() as work:
        version = work.db.get_one(Case, case_id).version
        close_case(work, case_id=case_id, closing=Closing(Outcome.ANSWERED, answer_sent_at=NOW), version=version)
    with pytest.raises(UndoTooLate), centre.work() as work:
        done.undo(work)


def test_a_letter_is_sent_once(centre: Stage) -> None:
    case_id = centre.register().case_id
    letter_id = printed(centre, case_id, LetterKind.NOTICE)
    with centre.work() as work:
        confirm_sent(work, letter_ids=(letter_id,), sent_at=NOW)
    with pytest.raises(LetterSentAlready), centre.work() as work:
        confirm_sent(work, letter_ids=(letter_id,), sent_at=NOW)


def test_one_letter_that_may_not_go_stops_the_others_too(centre: Stage) -> None:
    good, bad = (printed(centre, centre.register().case_id) for _place in range(2))
    with centre.work() as work:
        confirm_sent(work, letter_ids=(bad,), sent_at=NOW)
    with pytest.raises(LetterSentAlready), centre.work() as work:
        confirm_sent(work, letter_ids=(good, bad), sent_at=NOW)
    with centre.read() as reading:
        assert [row.id for row in list_to_post(reading)] == [good]


def test_an_acknowledgement_meets_its_own_clock_alone_and_a_notice_none(centre: Stage) -> None:
    case_id = centre.register().case_id
    ids = [printed(centre, case_id, kind) for kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.NOTICE)]
    with centre.work() as work:
        confirm_sent(work, letter_ids=ids, sent_at=NOW)
    assert runs(centre, case_id)
    assert not runs(centre, case_id, Clock.ACKNOWLEDGEMENT)
    assert {row.kind for row in letters(centre, case_id)} == {LetterKind.ACKNOWLEDGEMENT, LetterKind.NOTICE}


def test_a_letter_written_anew_since_it_was_listed_is_not_said_to_be_sent(centre: Stage) -> None:
    case_id = centre.register().case_id
    letter_id = printed(centre, case_id)
    with centre.read() as reading:
        versions = {row.id: row.version for row in list_to_post(reading)}
    with centre.work(centre.marek) as work:
        prepare_answer(work, case_id=case_id, text="Inaczej.")
    with pytest.raises(ChangedByOther), centre.work() as work:
        confirm_sent(work, letter_ids=(letter_id,), sent_at=NOW, versions=versions)
    assert runs(centre, case_id)


def test_an_acknowledgement_by_word_of_mouth_leaves_the_one_that_is_written_unsent(centre: Stage) -> None:
    case_id = centre.register().case_id
    prepared(centre, case_id, "Potrzebujemy: {own words}", LetterKind.ACKNOWLEDGEMENT)
    with centre.work() as work:
        acknowledge_case(work, case_id=case_id, sent_at=NOW, reply_by=ReplyBy.PHONE)
    assert not runs(centre, case_id, Clock.ACKNOWLEDGEMENT)
    assert [row.state for row in letters(centre, case_id)] == [LetterState.PREPARED]


def test_another_office_sees_only_its_own_post(centre: Stage) -> None:
    printed(centre, centre.register().case_id)
    olga = replace(centre.anna, office_id=centre.other_office_id)
    with centre.read(olga) as reading:
        assert list_to_post(reading) == ()
        assert count_to_post(reading) == 0
    with pytest.raises(OtherOffice), centre.work(olga) as work:
        confirm_sent(work, letter_ids=(letters_of_all(centre)[0],), sent_at=NOW)


def letters_of_all(stage: Stage) -> list[int]:
    with stage.read() as reading:
        return [row.id for row in list_to_post(reading)]


# writing


def test_a_changed_text_is_to_be_printed_anew_and_the_change_can_be_undone(centre: Stage) -> None:
    case_id = centre.register().case_id
    printed(centre, case_id)
    with centre.work() as work:
        done = prepare_answer(work, case_id=case_id, text="Inaczej.", written=Written("ru"))
    [row] = letters(centre, case_id)
    assert (row.text, row.state, row.language) == ("Inaczej.", LetterState.PREPARED, "ru")
    with centre.work() as work:
        done.undo(work)
    [row] = letters(centre, case_id)
    assert (row.text, row.state, row.language) == (TEXT, LetterState.PRINTED, "pl")


def test_a_written_notice_stands_in_the_history_and_taking_it_back_does_too(centre: Stage) -> None:
    case_id = centre.register().case_id
    with centre.work() as work:
        done = prepare_letter(work, case_id=case_id, kind=LetterKind.NOTICE, text=TEXT)
    with centre.work(at=LATER) as work:
        done.undo(work)
    assert letters(centre, case_id) == ()
    with centre.read() as reading:
        history = load_case(reading, case_id=case_id).history
    assert [line.event for line in history[:2]] == [Event.UNDONE, Event.LETTER_WRITTEN]
    assert history_words(history[1], TopicTree(())) == "Letter written: interim notice"


def test_nothing_goes_out_with_a_place_left_open(centre: Stage) -> None:
    case_id = centre.register().case_id
    letter_id = prepared(centre, case_id, "Otrzymają Państwo: {redress}.")
    for command in (
        lambda work: mark_printed(work, letter_ids=(letter_id,)),
        lambda work: confirm_sent(work, letter_ids=(letter_id,), sent_at=NOW),
        lambda work: prepare_answer(work, case_id=case_id, text="{own words}", to_approve=True),
        lambda work: answer_case(work, case_id=case_id, text="{x}", sent_at=NOW, reply_by=ReplyBy.PHONE),
    ):
        with pytest.raises(PlaceLeftOpen), centre.work() as work:
            command(work)
    assert runs(centre, case_id)


def test_a_letter_of_an_earlier_period_waits_for_no_post(centre: Stage) -> None:
    case_id = centre.register(kind=CaseKind.INQUIRY).case_id
    printed(centre, case_id)
    with centre.work() as work:
        version = work.db.get_one(Case, case_id).version
        closing = Closing(Outcome.ANSWERED, answer_sent_at=NOW)
        close_case(work, case_id=case_id, closing=closing, version=version)
    assert [row.state for row in letters(centre, case_id)] == [LetterState.SENT]
    with centre.work() as work:
        reopen_case(work, case_id=case_id, reason="nie zgadza się")
    with centre.read() as reading:
        assert list_to_post(reading) == ()


def test_taking_a_closing_back_takes_back_that_its_answer_was_sent(centre: Stage) -> None:
    case_id = centre.register(kind=CaseKind.INQUIRY).case_id
    printed(centre, case_id)
    with centre.work() as work:
        version = work.db.get_one(Case, case_id).version
        done = close_case(work, case_id=case_id, closing=Closing(Outcome.ANSWERED, answer_sent_at=NOW), version=version)
    with centre.work() as work:
        done.undo(work)
    assert [row.state for row in letters(centre, case_id)] == [LetterState.PRINTED]


def test_the_words_of_a_letter_lie_apart_in_the_audit(centre: Stage) -> None:
    letter_id = prepared(centre, centre.register().case_id)
    with centre.read() as reading:
        row = reading.db.execute(
            select(AuditRow.id, AuditRow.changes).where(AuditRow.what == "letters", AuditRow.row_id == letter_id)
        ).one()
        values = reading.db.execute(select(AuditValue.after).where(AuditValue.audit_id == row.id)).scalars().all()
    assert TEXT not in str(row.changes)
    assert TEXT in values


# approval


def test_answers_of_a_kind_go_out_only_as_they_were_approved(centre: Stage) -> None:
    approve_first(centre, CaseKind.COMPLAINT)
    case_id = centre.register().case_id
    letter_id = prepared(centre, case_id)
    for command in (
        lambda work: mark_printed(work, letter_ids=(letter_id,)),
        lambda work: confirm_sent(work, letter_ids=(letter_id,), sent_at=NOW),
        lambda work: answer_case(work, case_id=case_id, text=TEXT, sent_at=NOW, reply_by=ReplyBy.PHONE),
        lambda work: close_case(
            work,
            case_id=case_id,
            closing=Closing(Outcome.NOT_JUSTIFIED, answer_sent_at=NOW),
            version=work.db.get_one(Case, case_id).version,
        ),
    ):
        with pytest.raises(NotApproved), centre.work() as work:
            command(work)
    with centre.work() as work:
        prepare_answer(work, case_id=case_id, text=TEXT, to_approve=True)
    with centre.work(centre.marek) as work:
        approve_answer(work, case_id=case_id)
    with pytest.raises(ChangedSinceApproved), centre.work() as work:
        answer_case(work, case_id=case_id, text=TEXT + " Tak.", sent_at=NOW, reply_by=ReplyBy.PHONE)
    with centre.work() as work:
        confirm_sent(work, letter_ids=(letter_id,), sent_at=NOW)
    assert status(centre, case_id) is Status.SENT


def test_a_change_after_the_approval_needs_a_new_one_and_keeping_it_unchanged_does_not(centre: Stage) -> None:
    approve_first(centre, CaseKind.COMPLAINT)
    case_id = centre.register().case_id
    with centre.work() as work:
        prepare_answer(work, case_id=case_id, text=TEXT, to_approve=True)
    with centre.work(centre.marek) as work:
        approve_answer(work, case_id=case_id)
    with centre.work() as work:
        letter_id = prepare_answer(work, case_id=case_id, text=TEXT).result
        mark_printed(work, letter_ids=(letter_id,))
    with centre.work() as work:
        prepare_answer(work, case_id=case_id, text=TEXT + " Zwrot 12 zł.")
    with pytest.raises(NotApproved), centre.work() as work:
        mark_printed(work, letter_ids=(letter_id,))


def test_looking_at_an_answer_on_paper_leaves_it_with_its_reader_and_its_writer(centre: Stage) -> None:
    case_id = centre.register().case_id
    with centre.work() as work:
        prepare_answer(work, case_id=case_id, text=TEXT, to_approve=True)
    with centre.work(centre.marek) as work:
        prepare_letter(work, case_id=case_id, kind=LetterKind.ANSWER, text=TEXT)
    assert status(centre, case_id) is Status.TO_APPROVE
    with centre.work(centre.marek) as work:
        approve_answer(work, case_id=case_id)


def test_what_was_approved_before_a_reopening_approves_nothing_after_it(centre: Stage) -> None:
    approve_first(centre, CaseKind.COMPLAINT)
    case_id = centre.register().case_id
    with centre.work() as work:
        prepare_answer(work, case_id=case_id, text=TEXT, to_approve=True)
    with centre.work(centre.marek) as work:
        approve_answer(work, case_id=case_id)
    closing = Closing(Outcome.NOT_JUSTIFIED, answer_sent_at=NOW)
    with centre.work() as work:
        close_case(work, case_id=case_id, closing=closing, version=work.db.get_one(Case, case_id).version)
    with centre.work() as work:
        reopened = reopen_case(work, case_id=case_id, reason="nie zgadza się")
    with pytest.raises(NotApproved), centre.work() as work:
        close_case(work, case_id=case_id, closing=closing, version=work.db.get_one(Case, case_id).version)
    with centre.work() as work:
        reopened.undo(work)
    with centre.read() as reading:
        card = load_case(reading, case_id=case_id)
    assert (card.row.status, card.answer_text) == (Status.CLOSED, TEXT)


def test_other_kinds_need_nobody_and_a_returned_answer_is_not_approved(centre: Stage) -> None:
    approve_first(centre, CaseKind.COMPLAINT)
    inquiry = centre.register(kind=CaseKind.INQUIRY).case_id
    with centre.work() as work:
        answer_case(work, case_id=inquiry, text=TEXT, sent_at=NOW, reply_by=ReplyBy.PHONE)
    complaint = centre.register().case_id
    with centre.work() as work:
        prepare_answer(work, case_id=complaint, text=TEXT, to_approve=True)
    with centre.work(centre.marek) as work:
        return_answer(work, case_id=complaint, note="Za krótko.")
    with pytest.raises(NotApproved), centre.work() as work:
        answer_case(work, case_id=complaint, text=TEXT, sent_at=NOW, reply_by=ReplyBy.PHONE)


def test_the_one_answer_of_an_ended_matter_goes_to_be_approved_where_the_kind_asks_for_it(centre: Stage) -> None:
    approve_first(centre, CaseKind.COMPLAINT)
    at = now()
    case_id = centre.register(at=at).case_id
    with centre.work(centre.marek, at) as work:
        new = NewMatter("Awaria", LocalText({"pl": "Trwa."}), at)
        matter_id = save_matter(work, matter_id=None, new=new).result
        tie_case(work, case_id=case_id, matter_id=matter_id)
    ended = end_matter(
        centre.store,
        centre.marek,
        matter_id=matter_id,
        answer=LocalText({"pl": "Usunięto."}),
        sent_at=at,
        version=1,
        progress=no_progress,
    )
    assert (ended.answered, ended.prepared) == (0, 1)
    assert status(centre, case_id) is Status.TO_APPROVE


def test_only_an_administrator_says_how_answers_go_out(centre: Stage) -> None:
    with pytest.raises(NotAllowed), centre.work() as work:
        save_sending(work, server=MailServer(), approve_kinds=())


# templates


NEW = NewTemplate(LetterKind.ANSWER, LocalText({"en": "Short"}), LocalText({"en": "Dear {customer}"}))


def test_every_version_of_a_template_is_kept(centre: Stage) -> None:
    with centre.work(centre.ewa) as work:
        template_id = save_template(work, template_id=None, new=NEW)
    changed = NewTemplate(NEW.kind, NEW.names, LocalText({"en": "Hello {customer}"}))
    with centre.work(centre.ewa) as work:
        save_template(work, template_id=template_id, new=changed, version=1)
    with centre.read() as reading:
        [row] = list_templates(reading)
        texts = [template_as_of(reading, template_id=template_id, version=one)["en"] for one in (1, 2)]
    assert row.version == 2
    assert texts == ["Dear {customer}", "Hello {customer}"]
    with pytest.raises(ChangedByOther), centre.work(centre.ewa) as work:
        save_template(work, template_id=template_id, new=NEW, version=1)


def test_a_template_with_an_unknown_place_and_a_short_name_twice_are_refused(centre: Stage) -> None:
    wrong = NewTemplate(NEW.kind, NEW.names, LocalText({"pl": "Dear {klient}"}))
    with pytest.raises(PlaceUnknown), centre.work(centre.ewa) as work:
        save_template(work, template_id=None, new=wrong)
    snippet = NewTemplate(LetterKind.SNIPPET, NEW.names, NEW.texts, short="hi")
    with centre.work(centre.ewa) as work:
        save_template(work, template_id=None, new=snippet)
    with pytest.raises(ShortNameTaken), centre.work(centre.ewa) as work:
        save_template(work, template_id=None, new=NewTemplate(LetterKind.SNIPPET, NEW.names, NEW.texts, short="HI"))


def test_the_programs_letters_are_added_once_and_a_retired_one_stays_retired(centre: Stage) -> None:
    with centre.work(centre.ewa) as work:
        added = take_over_letters(work)
        row = list_templates(work)[0]
        retired = NewTemplate(row.kind, row.names, row.texts, row.way, row.short, is_retired=True)
        save_template(work, template_id=row.id, new=retired, version=row.version)
    with centre.work(centre.ewa) as work:
        assert take_over_letters(work) == 0
        assert len(list_templates(work)) == added - 1
    with pytest.raises(NotAllowed), centre.work() as work:
        take_over_letters(work)


# paper and file


def test_the_letter_speaks_its_own_language_and_goes_to_the_customers_address(centre: Stage) -> None:
    letter_id = prepared(centre, centre.register().case_id)
    with centre.read() as reading:
        paper = read_letter(reading, letter_id=letter_id)
    assert paper.address == ("Agnieszka Zielińska", "ul. Długa 4", "80-831 Gdańsk")
    assert (paper.language, paper.clerk, paper.day) == ("pl", "Anna Nowak", "czwartek, 19 listopada 2026")


def test_a_draft_may_be_looked_at_unfinished_but_is_not_printed(centre: Stage, tmp_path: Path) -> None:
    letter_id = prepared(centre, centre.register().case_id, "Zwrot: {redress}")
    assert len(draw_letters(centre.store, centre.anna, letter_ids=(letter_id,), is_draft=True)) == 1
    with pytest.raises(PlaceLeftOpen):
        export_letters(centre.store, centre.anna, letter_ids=(letter_id,), path=tmp_path / "x.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_several_letters_are_one_document(centre: Stage, tmp_path: Path) -> None:
    ids = [prepared(centre, centre.register().case_id, f"Pismo {place}") for place in range(3)]
    path = export_letters(centre.store, centre.anna, letter_ids=ids, path=tmp_path / "all.pdf")
    assert [f"Pismo {place}" in page for place, page in enumerate(pages(path.read_bytes()))] == [True] * 3


def test_the_file_for_an_email_program_is_plain_text_with_the_letter_attached(centre: Stage, tmp_path: Path) -> None:
    from email import message_from_bytes
    from email.policy import default

    from tests.mail_server import plain_words

    letter_id = prepared(centre, centre.register().case_id, "<b>Tak</b> & {number}".replace("{number}", "nie"))
    path = export_email(centre.store, centre.anna, letter_id=letter_id, path=tmp_path / "a.eml")
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert message["To"] == "a.zielinska@example.pl"
    assert plain_words(message).startswith("<b>Tak</b> & nie")
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "text/plain", "application/pdf"]


def test_without_an_address_there_is_no_email(centre: Stage, tmp_path: Path) -> None:
    from csatdesk.domain.contacts import Known

    case_id = centre.register(known=Known.ANONYMOUS, customer_id=None).case_id
    letter_id = prepared(centre, case_id)
    with pytest.raises(NoEmail):
        export_email(centre.store, centre.anna, letter_id=letter_id, path=tmp_path / "a.eml")
