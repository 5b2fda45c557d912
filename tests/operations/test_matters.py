"""Known matters: the board, tying contacts, one answer to all."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.cases import CaseKind, ReplyBy
from csatdesk.domain.changes import no_progress
from csatdesk.domain.contacts import Known
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.matters import MatterAnswerMissing, MatterEnded, MatterTextMissing, MatterTitleMissing
from csatdesk.domain.statuses import Status
from csatdesk.operations.letters.mail import save_sending
from csatdesk.operations.matters import (
    BATCH,
    Ended,
    NewMatter,
    answer_rest,
    end_matter,
    list_matters,
    load_matter,
    save_matter,
    tie_case,
    tie_cases,
)
from csatdesk.store.entities.cases import Case
from csatdesk.system.mail import MailServer
from tests.cast import NOW, Stage

SAID = LocalText({"en": "Power is back at 18:00.", "pl": "Prąd wróci o 18:00."})
NEW = NewMatter("No power in ul. Jasna", SAID, NOW - timedelta(hours=1), NOW + timedelta(hours=6))


def opened(stage: Stage) -> int:
    with stage.work(stage.marek) as work:
        return save_matter(work, matter_id=None, new=NEW).result


def end(stage: Stage, matter_id: int, *, answer: LocalText = SAID, sent_at: datetime | None = None) -> Ended:
    return end_matter(
        stage.store,
        stage.marek,
        matter_id=matter_id,
        answer=answer,
        sent_at=sent_at,
        version=1,
        progress=no_progress,
    )


def statuses(stage: Stage) -> list[Status]:
    with stage.read() as reading:
        return list(reading.db.execute(select(Case.status).order_by(Case.id)).scalars())


def test_a_matter_stands_on_the_board_with_its_contacts(centre: Stage) -> None:
    matter_id = opened(centre)
    first, second = centre.register().case_id, centre.register(solved_now=True).case_id
    with centre.work() as work:
        tie_case(work, case_id=first, matter_id=matter_id)
        tie_case(work, case_id=second, matter_id=matter_id)
    with centre.read() as reading:
        (row,) = list_matters(reading)
    assert (row.title, row.cases, row.open_cases, row.owner_name) == (NEW.title, 2, 1, "Marek Lis")
    assert row.text_to_say.in_language("pl") == "Prąd wróci o 18:00."


def test_a_new_case_may_be_tied_at_once(centre: Stage) -> None:
    matter_id = opened(centre)
    centre.register(matter_id=matter_id)
    with centre.read() as reading:
        assert load_matter(reading, matter_id=matter_id).open_cases == 1


def test_clerks_tie_and_do_not_lead(centre: Stage) -> None:
    with pytest.raises(NotAllowed), centre.work() as work:
        save_matter(work, matter_id=None, new=NEW)


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (NewMatter(" ", SAID, NOW), MatterTitleMissing),
        (NewMatter("x", LocalText({}), NOW), MatterTextMissing),
    ],
)
def test_title_and_words_are_needed(centre: Stage, new: NewMatter, refusal: type[Exception]) -> None:
    with pytest.raises(refusal), centre.work(centre.marek) as work:
        save_matter(work, matter_id=None, new=new)


def test_one_answer_to_all_closes_them_in_their_language(centre: Stage) -> None:
    matter_id = opened(centre)
    cases = [centre.register(kind=CaseKind.INQUIRY, language=code).case_id for code in ("pl", "en", "ru")]
    quiet = centre.register(known=Known.ANONYMOUS, customer_id=None, reply_by=ReplyBy.NONE).case_id
    with centre.work() as work:
        tie_cases(work, case_ids=[*cases, quiet], matter_id=matter_id)
    ended = end(centre, matter_id, sent_at=NOW)
    assert (ended.answered, ended.prepared) == (3, 0)
    assert set(statuses(centre)) == {Status.CLOSED}
    with centre.read() as reading:
        told = reading.db.execute(select(Case.answer_text).where(Case.id.in_(cases)).order_by(Case.id)).scalars().all()
        assert told == ["Prąd wróci o 18:00.", "Power is back at 18:00.", "Power is back at 18:00."]
        assert list_matters(reading) == ()
        assert [row.title for row in list_matters(reading, ended=True)] == [NEW.title]


def test_an_answer_that_is_only_prepared_stops_no_clock(centre: Stage) -> None:
    matter_id = opened(centre)
    case_id = centre.register(matter_id=matter_id).case_id
    ended = end(centre, matter_id, sent_at=None)
    assert ended.prepared == 1
    with centre.read() as reading:
        case = reading.db.get_one(Case, case_id)
        assert (case.status, case.clock_met_at) == (Status.ANSWER_PREPARED, None)


def test_an_ended_matter_takes_no_more_and_ends_once(centre: Stage) -> None:
    matter_id = opened(centre)
    case_id = centre.register().case_id
    with pytest.raises(MatterAnswerMissing):
        end(centre, matter_id, answer=LocalText({}))
    end(centre, matter_id)
    with pytest.raises(ChangedByOther):
        end(centre, matter_id)
    with pytest.raises(MatterEnded), centre.work() as work:
        tie_case(work, case_id=case_id, matter_id=matter_id)


def test_tying_is_taken_back(centre: Stage) -> None:
    matter_id = opened(centre)
    case_id = centre.register().case_id
    with centre.work() as work:
        undo = tie_case(work, case_id=case_id, matter_id=matter_id).undo
    with centre.work() as work:
        undo(work)
    with centre.read() as reading:
        assert load_matter(reading, matter_id=matter_id).cases == 0


def test_where_a_second_person_approves_every_answer_waits_for_that_once(centre: Stage) -> None:
    matter_id = opened(centre)
    with centre.work(centre.ewa) as work:
        save_sending(work, server=MailServer(), approve_kinds=(CaseKind.COMPLAINT,))
    for _number in range(2 * BATCH):
        centre.register(matter_id=matter_id)
    said: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        said.append((done, total))
        assert len(said) < 9, "this does not come to its end"

    ended = end_matter(
        centre.store, centre.marek, matter_id=matter_id, answer=SAID, sent_at=NOW, version=1, progress=progress
    )
    assert (ended.prepared, ended.answered) == (2 * BATCH, 0)
    assert set(statuses(centre)) == {Status.TO_APPROVE}
    assert said[-1] == (2 * BATCH, 2 * BATCH)
    again = answer_rest(centre.store, centre.marek, matter_id=matter_id, sent_at=NOW, progress=no_progress)
    assert again == Ended(), "they wait for the second person already"


@pytest.mark.slow
def test_two_hundred_contacts_get_one_answer(local_centre: Stage) -> None:
    matter_id = opened(local_centre)
    for _number in range(200):
        local_centre.register(matter_id=matter_id)
    assert end(local_centre, matter_id, sent_at=NOW).answered == 200
    with local_centre.read() as reading:
        assert load_matter(reading, matter_id=matter_id).open_cases == 0
