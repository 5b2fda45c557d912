"""A customer is erased: everything that tells who they are goes, from every corner of the store, and figures stay."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData, func, select

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.attendance import Attendance, Confirmation, Relation, Representative
from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import CaseFilter, CaseKind, Closing, Outcome, ReplyBy
from csatdesk.domain.changes import no_progress
from csatdesk.domain.contacts import Channel, NewCustomer
from csatdesk.domain.customers import NewConsent, NewRepresentative, together
from csatdesk.domain.erasure import (
    CaseErased,
    ComplaintsKept,
    Erased,
    ErasurePreview,
    ErasureReasonMissing,
    ErasureReasonNames,
    KeepYearsWrong,
    LettersOnTheWay,
    NameDiffers,
    OpenCases,
    OpenPromises,
    kept_until,
)
from csatdesk.domain.errors import ChangedByOther, NotAllowed, NotFound
from csatdesk.domain.letters import LetterKind
from csatdesk.domain.links import LinkKind
from csatdesk.domain.month_figures import MonthAsked
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cases.answers import answer_case, prepare_answer
from csatdesk.operations.cases.attachments import attach
from csatdesk.operations.cases.commands import add_note
from csatdesk.operations.cases.endings import close_case, reopen_case
from csatdesk.operations.cases.erasing import sweep
from csatdesk.operations.cases.letter_rows import LetterOfEarlierPeriod
from csatdesk.operations.cases.links import link_cases, merge_cases, unmerge_cases
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.operations.cases.trash import list_trash, take_out, throw_away
from csatdesk.operations.contacts.consents import add_consent
from csatdesk.operations.contacts.keeping import load_keeping, set_keep_years
from csatdesk.operations.contacts.merging import merge_customers, unmerge_customers
from csatdesk.operations.contacts.pairs import list_pairs, load_pair
from csatdesk.operations.contacts.queries import count_customers, suggest_customers
from csatdesk.operations.contacts.representatives import add_representative
from csatdesk.operations.erasure import erase_customer, erase_for_good, preview_erasure
from csatdesk.operations.letters.commands import confirm_sent, mark_printed, prepare_letter
from csatdesk.operations.reports.month import load_month
from csatdesk.store.audit import broken_link
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.links import Merge
from tests.cast import KEY, NOW, Stage

SECRETS = (  # each planted in one or more corners
    "Wojciechowski",
    "Bonifacy",
    "bonifacy@example.org",
    "600700800",
    "PLX998877",
    "590000111222",
    "Brzozowa",
    "dzwonićtylkorano",
    "zaginionyodpis",
    "odszkodowanieserdeczne",
    "wzruszającaodpowiedź",
    "skanumowy.pdf",
    "TAJNATRESC",
    "Kunegunda",
    "pełnomocnictwonotarialne",
    "notatkaopacjencie",
    "obiecanykwiat",
    "listonoszprzyniósł",
    "zgodanatelefony",
)
WHO = NewCustomer(
    "Bonifacy Wojciechowski",
    phone="600700800",
    email="bonifacy@example.org",
    account="PLX998877",
    meter_point="590000111222",
    address="Brzozowa 7",
    note="dzwonićtylkorano",
)
WHY = "asked for it by letter"
PAGE, RESERVED, HEADER, FRAME = 4096, 80, 32, 24  # of SQLCipher 4 and of the journal beside it
MONTH = Days(date(2026, 11, 1), date(2026, 11, 30))


def planted(stage: Stage) -> tuple[int, int]:
    """A customer with something of theirs in every corner, and a closed complaint."""
    by = Attendance(
        Representative("Kunegunda", Relation.SPOUSE, True, "pełnomocnictwonotarialne"), Confirmation.SIGNED, NOW
    )
    made = stage.register(
        "zaginionyodpis Bonifacy", customer_id=None, new_customer=WHO, remedy="odszkodowanieserdeczne", attendance=by
    )
    with stage.work(stage.marek) as work:
        customer_id = work.db.get_one(Case, made.case_id).customer_id
        assert customer_id is not None
        add_representative(work, customer_id=customer_id, new=NewRepresentative("Kunegunda", Relation.SPOUSE))
        consent = NewConsent("zgodanatelefony", date(2026, 11, 2), Channel.HALL)
        add_consent(work, customer_id=customer_id, new=consent)
        add_note(work, case_id=made.case_id, text="notatkaopacjencie")
        attach(work, case_id=made.case_id, files=(NewAttachment("skanumowy.pdf", b"TAJNATRESC" * 90_000),))
        prepare_letter(work, case_id=made.case_id, kind=LetterKind.ACKNOWLEDGEMENT, text="listonoszprzyniósł")
        answer_case(work, case_id=made.case_id, text="wzruszającaodpowiedź", sent_at=work.at, reply_by=ReplyBy.EMAIL)
    closed(stage, made.case_id)
    return customer_id, made.case_id


def closed(stage: Stage, case_id: int) -> None:
    with stage.work() as work:
        closing = Closing(
            Outcome.NOT_JUSTIFIED,
            root_cause="Wojciechowski się pomylił",
            answer_sent_at=work.at,
            appeal_text="Bonifacy może do sądu",
        )
        close_case(work, case_id=case_id, closing=closing, version=work.db.get_one(Case, case_id).version)


def preview(stage: Stage, customer_id: int) -> ErasurePreview:
    with stage.read(stage.marek) as reading:
        return preview_erasure(reading, customer_id=customer_id)


def erase(stage: Stage, customer_id: int, reason: str = WHY, name: str = "") -> Erased:
    seen = preview(stage, customer_id)
    with stage.work(stage.marek) as work:
        erased = erase_customer(
            work, customer_id=customer_id, version=seen.version, reason=reason, typed_name=name or seen.name
        )
        while sweep(work):
            pass
    return erased


def everything(stage: Stage) -> str:
    """Every value of every table that the database shows."""
    engine = stage.store.readers
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        return "\n".join(
            repr(tuple(bytes(one) if isinstance(one, memoryview) else one for one in row))
            for table in metadata.tables.values()
            for row in connection.execute(select(table))
        )


def raw(path: Path) -> bytes:
    """The pages of the store and of the journal beside it, decrypted one by one: free pages and free space too."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    def page(content: bytes, number: int) -> bytes:
        salt = 16 if number == 1 else 0
        vector = content[-RESERVED : -RESERVED + 16]
        decryptor = Cipher(algorithms.AES(KEY), modes.CBC(vector)).decryptor()
        return decryptor.update(content[salt:-RESERVED]) + decryptor.finalize()

    store = path.read_bytes()
    found = [page(store[at : at + PAGE], at // PAGE + 1) for at in range(0, len(store), PAGE)]
    journal = path.with_name(path.name + "-wal")
    frames = journal.read_bytes()[HEADER:] if journal.exists() else b""
    for at in range(0, len(frames), FRAME + PAGE):
        number = int.from_bytes(frames[at : at + 4], "big")
        found.append(page(frames[at + FRAME : at + FRAME + PAGE], number))
    return b"".join(found)


def test_nothing_of_them_is_left_in_any_table(centre: Stage) -> None:
    customer_id, _case_id = planted(centre)
    before = everything(centre)
    assert [one for one in SECRETS if one not in before] == ["obiecanykwiat"]
    erase(centre, customer_id)
    after = everything(centre)
    assert [one for one in SECRETS if one in after] == []


def test_nothing_of_them_is_left_in_the_file_nor_in_the_journal_beside_it(local_centre: Stage) -> None:
    customer_id, _case_id = planted(local_centre)
    local_centre.store.sweep()
    path = local_centre.profile.store
    words = [one.encode() for one in SECRETS if one != "obiecanykwiat"] + [b"notatkaopacjencie", b"zaginionyodpis"]
    there = raw(path)
    assert [one for one in words if one not in there] == []
    seen = preview(local_centre, customer_id)
    erase_for_good(
        local_centre.store,
        local_centre.marek,
        no_progress,
        customer_id=customer_id,
        version=seen.version,
        reason=WHY,
        typed_name=seen.name,
    )
    left = raw(path)
    assert [one for one in words if one in left] == []


def test_neither_search_nor_lists_lead_to_them_any_more(centre: Stage) -> None:
    customer_id, case_id = planted(centre)
    with centre.read() as reading:
        count = count_customers(reading).count
    erase(centre, customer_id)
    with centre.read() as reading:
        assert count_customers(reading).count == count - 1
        for typed in ("Wojciechowski", "Wojciehowski", "600700800", "Kunegunda"):
            assert suggest_customers(reading, typed=typed) == ()
        assert list_cases(reading, filter=CaseFilter(text="zaginionyodpis")).rows == ()
        card = load_case(reading, case_id=case_id)
        found = list_cases(reading, filter=CaseFilter(text=card.row.number)).rows
    assert [row.id for row in found] == [case_id]
    assert (card.customer, card.text, card.row.customer_name) == (None, "", "")


def test_every_figure_of_the_month_is_the_same_as_before(centre: Stage) -> None:
    customer_id, case_id = planted(centre)
    again = centre.register(customer_id=customer_id, kind=CaseKind.CLAIM).case_id
    with centre.work(centre.marek) as work:
        link_cases(work, case_id=again, other_id=case_id, kind=LinkKind.REPEAT)
    closed(centre, again)

    def figures() -> object:
        with centre.read(centre.marek) as reading:
            return load_month(reading, asked=MonthAsked(MONTH, MONTH, MONTH))

    before = figures()
    erase(centre, customer_id)
    assert figures() == before


def test_the_history_says_who_erased_when_and_why_and_the_chain_holds(centre: Stage) -> None:
    customer_id, case_id = planted(centre)
    erase(centre, customer_id)
    with centre.read(centre.marek) as reading:
        line = load_case(reading, case_id=case_id).history[0]
        kept = load_keeping(reading).erasures[0]
        assert broken_link(reading.db, centre.marek.desk_id) is None
    assert (line.event, line.by_name, line.text) == (Event.ERASED, centre.marek.name, WHY)
    assert (kept.by, kept.reason, kept.cases, kept.letters, kept.files) == (centre.marek.name, WHY, 1, 2, 1)


def test_what_is_open_stands_against_it_and_is_named(centre: Stage) -> None:
    made = centre.register(customer_id=centre.customer_id)
    with pytest.raises(OpenCases, match=made.number):
        erase(centre, centre.customer_id)
    with centre.work() as work:
        promised = NewPromise(PromiseKind.CALL_BACK, "obiecanykwiat", work.at + timedelta(days=2))
        make_promise(work, case_id=made.case_id, new=promised)
        letter = prepare_letter(work, case_id=made.case_id, kind=LetterKind.ACKNOWLEDGEMENT, text="List.")
        mark_printed(work, letter_ids=(letter.result,))
    closed(centre, made.case_id)
    against = preview(centre, centre.customer_id).against
    assert [type(one) for one in against] == [OpenPromises, LettersOnTheWay]


def test_a_printed_letter_of_which_nobody_can_say_any_more_that_it_was_sent_stands_against_nothing(
    centre: Stage,
) -> None:
    made = centre.register(customer_id=centre.customer_id)
    with centre.work() as work:
        acknowledgement = prepare_letter(work, case_id=made.case_id, kind=LetterKind.ACKNOWLEDGEMENT, text="Mamy go.")
        answer = prepare_answer(work, case_id=made.case_id, text="Odpowiedź.")
        mark_printed(work, letter_ids=(acknowledgement.result, answer.result))
    closed(centre, made.case_id)
    assert [type(one) for one in preview(centre, centre.customer_id).against] == [LettersOnTheWay]
    with centre.work() as work:
        reopen_case(work, case_id=made.case_id, reason="jednak")
    closed(centre, made.case_id)
    with pytest.raises(LetterOfEarlierPeriod), centre.work() as work:
        confirm_sent(work, letter_ids=(acknowledgement.result,), sent_at=NOW)
    assert preview(centre, centre.customer_id).against == ()


def test_complaints_are_kept_for_the_years_of_the_centre(centre: Stage) -> None:
    customer_id, _case_id = planted(centre)
    with centre.work(centre.ewa) as work:
        set_keep_years(work, years=3)
    with pytest.raises(ComplaintsKept) as refused:
        erase(centre, customer_id)
    assert refused.value.values == {"day": date(2029, 11, 19)}
    with centre.read(centre.marek, at=NOW + timedelta(days=3 * 366)) as reading:
        assert preview_erasure(reading, customer_id=customer_id).against == ()
    with pytest.raises(KeepYearsWrong), centre.work(centre.ewa) as work:
        set_keep_years(work, years=31)
    with pytest.raises(NotAllowed), centre.work() as work:
        set_keep_years(work, years=3)


def test_a_leap_day_is_kept_until_the_first_of_march() -> None:
    assert kept_until(date(2028, 2, 29), 3) == date(2031, 3, 1)
    assert kept_until(date(2028, 2, 29), 4) == date(2032, 2, 29)


def test_it_needs_the_right_the_name_a_reason_and_what_was_seen(centre: Stage) -> None:
    customer_id, _case_id = planted(centre)
    with pytest.raises(NotAllowed), centre.read() as reading:
        preview_erasure(reading, customer_id=customer_id)
    with pytest.raises(ErasureReasonMissing):
        erase(centre, customer_id, reason="  ")
    with pytest.raises(ErasureReasonNames):
        erase(centre, customer_id, reason="bonifacy wojciechowski chce")
    with pytest.raises(ErasureReasonNames):
        erase(centre, customer_id, reason="Na prośbę pana Wojciechowskiego")
    with pytest.raises(NameDiffers):
        erase(centre, customer_id, name="Wojciechowski")
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        erase_customer(work, customer_id=customer_id, version=0, reason=WHY, typed_name=WHO.name)
    erase(centre, customer_id, name="  bonifacy  WOJCIECHOWSKI ")


def test_an_erased_case_stays_as_it_is(centre: Stage) -> None:
    customer_id, case_id = planted(centre)
    thrown = centre.register("pomyłka", customer_id=customer_id).case_id
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=thrown, reason="podwójnie")
    erase(centre, customer_id)
    with pytest.raises(CaseErased), centre.work(centre.marek) as work:
        reopen_case(work, case_id=case_id, reason="jednak")
    with pytest.raises(CaseErased), centre.work(centre.marek) as work:
        take_out(work, case_id=thrown)
    with centre.read(centre.marek) as reading:
        assert list_trash(reading) == ()
    with pytest.raises(NotFound):
        erase(centre, customer_id)


def test_whoever_became_part_of_them_goes_too_and_is_not_taken_apart(centre: Stage) -> None:
    customer_id, _case_id = planted(centre)
    twice = NewCustomer("Bonifacy Wojciehowski", phone="600700800")
    other = centre.register(customer_id=None, new_customer=twice).case_id
    closed(centre, other)
    with centre.read() as reading:
        card = load_pair(reading, pair_id=list_pairs(reading, customer_id=customer_id)[0].id)
    with centre.work() as work:
        merged = merge_customers(
            work,
            winner_id=card.first.id,
            loser_id=card.second.id,
            versions=(card.first.version, card.second.version),
            new=together(card.first.values, card.second.values),
        )
    assert erase(centre, customer_id).customer_ids == (card.first.id, card.second.id)
    after = everything(centre)
    assert [one for one in (*SECRETS, "Wojciehowski") if one in after] == []
    with pytest.raises(NotFound), centre.work() as work:
        unmerge_customers(work, merge_id=merged.result)
    with centre.read() as reading:
        names = select(func.count()).where(Customer.id.in_((card.first.id, card.second.id)), Customer.name != "")
        assert reading.db.execute(names).scalar_one() == 0


def test_cases_that_are_part_of_one_another_go_with_the_person_they_are_of(centre: Stage) -> None:
    customer_id, case_id = planted(centre)
    theirs = centre.register("Wojciechowski znowu", customer_id=customer_id).case_id
    into = centre.register("cudza sprawa", customer_id=centre.customer_id).case_id
    with centre.work(centre.marek) as work:
        merge_cases(work, case_id=theirs, into_id=into)
    with pytest.raises(OpenCases):
        erase(centre, customer_id)
    closed(centre, into)
    assert set(erase(centre, customer_id).case_ids) == {case_id, theirs}
    with centre.read() as reading:
        assert load_case(reading, case_id=into).text == "cudza sprawa"
        merge_id = reading.db.execute(select(Merge.id).where(Merge.loser_id == theirs)).scalar_one()
    with pytest.raises(CaseErased), centre.work(centre.marek) as work:
        unmerge_cases(work, merge_id=merge_id)
