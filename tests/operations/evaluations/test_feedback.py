"""Feedback both ways: read, said, answered among colleagues; given to a partner outside, and their reply."""

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.feedback import (
    FeedbackKind,
    FeedbackMissing,
    Heard,
    NotGivenYet,
    NotTheirFeedback,
    PartnerMissing,
    ReplyMissing,
)
from csatdesk.operations.evaluations.commands import submit_evaluation
from csatdesk.operations.evaluations.disputes import raise_dispute
from csatdesk.operations.evaluations.feedback import (
    FRESH_DAYS,
    count_fresh,
    load_feedback,
    mark_evaluation_read,
    say_to_evaluation,
)
from csatdesk.operations.evaluations.partners import give_to_partner, write_reply
from csatdesk.operations.evaluations.queries import EvaluationFilter, list_evaluations, load_evaluation
from csatdesk.operations.organisations import save_organisation
from tests.cast import NOW, Stage
from tests.domain.forms_made import item, mapping, section
from tests.operations.evaluations.scorecards import answer, begun, published, sent

HALL = mapping(section("s", item("clean", short="Clean")), kind="daily_checklist", channel="office")


def heard(stage: Stage, who: str = "marek") -> Heard | None:
    with stage.read(getattr(stage, who)) as reading:
        return list_evaluations(reading).rows[0].heard


def fresh(stage: Stage, who: str) -> int:
    with stage.read(getattr(stage, who)) as reading:
        assert len(list_evaluations(reading, shown=EvaluationFilter(fresh=True)).rows) == count_fresh(reading)
        return count_fresh(reading)


def test_she_reads_and_says_something_and_her_leader_answers(centre: Stage) -> None:
    evaluation_id = sent(centre)
    assert (fresh(centre, "anna"), fresh(centre, "marek"), heard(centre)) == (1, 0, Heard.UNREAD)
    with centre.work(centre.anna) as work:
        mark_evaluation_read(work, evaluation_id=evaluation_id)
        mark_evaluation_read(work, evaluation_id=evaluation_id)
    assert (fresh(centre, "anna"), heard(centre)) == (0, Heard.READ)
    with centre.work(centre.anna) as work:
        say_to_evaluation(work, evaluation_id=evaluation_id, text=" Zgadzam się. ")
    assert (fresh(centre, "marek"), heard(centre)) == (1, Heard.SAID)
    with centre.work(centre.marek) as work:
        say_to_evaluation(work, evaluation_id=evaluation_id, text="Dziękuję.")
    assert (fresh(centre, "marek"), heard(centre, "anna")) == (0, Heard.ANSWERED)
    with centre.read(centre.anna) as reading:
        rows = load_evaluation(reading, evaluation_id=evaluation_id).feedback.rows
    assert [(one.kind, one.by_name, one.text) for one in rows] == [
        (FeedbackKind.READ, "Anna Nowak", ""),
        (FeedbackKind.SAID, "Anna Nowak", "Zgadzam się."),
        (FeedbackKind.ANSWERED, "Marek Lis", "Dziękuję."),
    ]


def test_saying_something_is_reading_it_and_undo_takes_only_the_words_back(centre: Stage) -> None:
    evaluation_id = sent(centre)
    with centre.work(centre.anna) as work:
        said = say_to_evaluation(work, evaluation_id=evaluation_id, text="Nie tak było.")
    with centre.work(centre.anna) as work:
        said.undo(work)
    assert heard(centre) is Heard.READ
    with centre.work(centre.marek) as work, pytest.raises(NotTheirFeedback):
        said.undo(work)


def test_who_contests_an_answer_has_read_it(centre: Stage) -> None:
    evaluation_id = sent(centre, name="no")
    with centre.work(centre.anna) as work:
        raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason="Powiedziałam.")
    assert (heard(centre, "anna"), fresh(centre, "anna")) == (Heard.READ, 0)


def test_nobody_else_says_anything_and_nothing_is_said_without_words(centre: Stage) -> None:
    evaluation_id = sent(centre)
    with centre.work(centre.anna) as work, pytest.raises(FeedbackMissing):
        say_to_evaluation(work, evaluation_id=evaluation_id, text=" ")
    with centre.work(centre.marek) as work, pytest.raises(NotTheirFeedback):
        mark_evaluation_read(work, evaluation_id=evaluation_id)
    with centre.work(centre.liis) as work, pytest.raises(NotFound):
        say_to_evaluation(work, evaluation_id=evaluation_id, text="Ja też coś powiem.")
    open_one = begun(centre)
    with centre.work(centre.marek) as work, pytest.raises(NotFound):
        say_to_evaluation(work, evaluation_id=open_one, text="Jeszcze nie wysłane.")


def test_what_is_old_is_no_longer_called_new(centre: Stage) -> None:
    sent(centre)
    with centre.read(centre.anna, NOW + timedelta(days=FRESH_DAYS + 1)) as reading:
        assert count_fresh(reading) == 0


def checked_hall(stage: Stage) -> int:
    evaluation_id = begun(stage, published(stage, HALL), employee_id=None)
    answer(stage, evaluation_id, clean="no")
    with stage.work(stage.marek) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id


def partner(stage: Stage) -> int:
    with stage.work(stage.ewa) as work:
        return save_organisation(work, organisation_id=None, name="Elektra Service")


def test_a_partner_gets_the_result_as_pdf_and_their_reply_is_kept(centre: Stage, tmp_path: Path) -> None:
    evaluation_id, organisation_id = checked_hall(centre), partner(centre)
    path = tmp_path / "wynik.pdf"
    with centre.work(centre.marek) as work, pytest.raises(NotGivenYet):
        write_reply(work, evaluation_id=evaluation_id, organisation_id=organisation_id, text="Posprzątamy.")
    give_to_partner(centre.store, centre.marek, evaluation_id=evaluation_id, organisation_id=organisation_id, path=path)
    words = " ".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Clean" in words or "What of clean" in words
    assert "Marek" not in words, "who filled it stays here"
    with centre.work(centre.marek) as work, pytest.raises(ReplyMissing):
        write_reply(work, evaluation_id=evaluation_id, organisation_id=organisation_id, text="")
    with centre.work(centre.marek) as work:
        write_reply(work, evaluation_id=evaluation_id, organisation_id=organisation_id, text="Posprzątamy.")
    with centre.read(centre.marek) as reading:
        state = load_feedback(reading, evaluation_id=evaluation_id)
    assert state.given_to == ((organisation_id, "Elektra Service"),)
    assert [(one.kind, one.organisation, one.text) for one in state.rows] == [
        (FeedbackKind.GIVEN, "Elektra Service", "wynik.pdf"),
        (FeedbackKind.REPLIED, "Elektra Service", "Posprzątamy."),
    ]


def test_what_is_said_of_a_persons_work_goes_to_nobody_outside(centre: Stage, tmp_path: Path) -> None:
    organisation_id, path = partner(centre), tmp_path / "wynik.pdf"
    for evaluation_id, actor, refusal in (
        (sent(centre), centre.marek, NotFound),
        (checked_hall(centre), centre.anna, NotAllowed),
    ):
        with pytest.raises(refusal):
            give_to_partner(
                centre.store, actor, evaluation_id=evaluation_id, organisation_id=organisation_id, path=path
            )
    with pytest.raises(PartnerMissing):
        give_to_partner(centre.store, centre.marek, evaluation_id=checked_hall(centre), organisation_id=None, path=path)
    assert not path.exists()
