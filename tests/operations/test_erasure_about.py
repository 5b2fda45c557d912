"""What stands elsewhere about an erased customer goes too: reviews, evidence, measures, filters; figures stay."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

import csatdesk.store.entities  # noqa: F401  (all tables)
from csatdesk.domain.attachments import AttachmentErased, NewAttachment
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.comparisons import ComparisonKind
from csatdesk.domain.contacts import CustomerKind, NewCustomer
from csatdesk.domain.corrective_actions import Expected, Origin
from csatdesk.domain.cuts import Cut
from csatdesk.domain.erasure import Name, speaks_of
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.evaluations import Remarks, Ruling
from csatdesk.domain.feedback import FeedbackKind
from csatdesk.domain.reviews import TaskKind
from csatdesk.operations.cases.saved_filters import load_own_lists, save_filter
from csatdesk.operations.corrective_actions.commands import change_measure, drop_measure, note_on_measure
from csatdesk.operations.cuts import list_activities, within
from csatdesk.operations.evaluations.commands import note_item, remark, submit_evaluation
from csatdesk.operations.evaluations.disputes import decide_dispute, raise_dispute
from csatdesk.operations.evaluations.files import add_evidence, remove_evidence
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.work import Work
from csatdesk.store.audit import Audited, broken_link
from csatdesk.store.base import Base
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.store.entities.evaluations import Evaluation, EvaluationFeedback, EvaluationFilePart
from csatdesk.store.entities.reviews import Comparison, FollowUp, ReviewTask
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import Stage
from tests.operations.corrective_actions.hands import card, done, made, new
from tests.operations.evaluations.scorecards import GOOD, answer, begun
from tests.operations.test_erasure import closed, erase, everything, planted

SECRETS = (
    "onamówiłaosynu",
    "prosiłaobabcię",
    "sprzeciwznazwiskiem",
    "rozstrzygnięciezadresem",
    "nagraniepani.wav",
    "TAJNENAGRANIE",
    "zrobićdlatejpani",
    "zadzwonionodoniej",
    "powtórkaodniej",
    "niedałosięodsłuchać",
    "oddzwonionodopani",
    "przyjętowtejsprawie",
    "rozmowazwnuczką",
    "Wojciechowsk",
)
OF_STAFF = {
    "staff",
    "absences",
    "staff_records",
    "waves",
    "visits",
    "checklist_days",
    "field_versions",
    "survey_sendings",
}  # nothing of a customer stands there
ERASED = {
    *("customers", "representatives", "consents", "merges", "saved_filters", "shift_notes"),
    *("cases", "case_events", "contacts", "letters", "attachments", "pauses", "extensions", "promises"),
    *("evaluations", "evaluation_answers", "evaluation_files", "evaluation_disputes", "evaluation_feedback"),
    *("comparisons", "review_tasks", "review_follow_ups"),
    *("corrective_actions", "corrective_action_events"),
    *("survey_invitations", "survey_call_backs", "survey_subscribers"),
}


def reviewed(stage: Stage, case_id: int) -> tuple[int, int]:
    """A review of the case with words in every corner, sent, contested and decided; and a file of it."""
    evaluation_id = begun(stage, case_id=case_id)
    answer(stage, evaluation_id, **(GOOD | {"name": "no"}))
    with stage.work(stage.marek) as work:
        note_item(work, evaluation_id=evaluation_id, item_key="greets", note="onamówiłaosynu")
        remark(work, evaluation_id=evaluation_id, remarks=Remarks("prosiłaobabcię"))
        files = (NewAttachment("nagraniepani.wav", b"TAJNENAGRANIE"),)
        (file_id,) = add_evidence(work, evaluation_id=evaluation_id, item_key="greets", files=files).result
        submit_evaluation(work, evaluation_id=evaluation_id)
    with stage.work(stage.anna) as work:
        dispute_id = raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason="sprzeciwznazwiskiem")
    with stage.work(stage.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="rozstrzygnięciezadresem")
        scored_again(work, evaluation_id, case_id)
    return evaluation_id, file_id


def scored_again(work: Work, evaluation_id: int, case_id: int) -> None:
    """Words around a review: about calling back, scoring twice, setting aside, and what the person said of it."""
    row = work.db.get_one(Evaluation, evaluation_id)
    assert row.employee_id is not None
    whose: dict[str, Any] = {"centre_id": row.centre_id, "employee_id": row.employee_id, "case_id": case_id}
    where: dict[str, Any] = {"office_id": row.office_id, "happened_at": row.happened_at}
    standard_id = work.db.get_one(StandardVersion, row.standard_version_id).standard_id
    version: dict[str, Any] = {"standard_version_id": row.standard_version_id, "begun_by_id": row.reviewer_id}
    said: dict[str, Any] = {"uid": uuid4(), "by_id": row.employee_id, "said_at": work.at, "text": "rozmowazwnuczką"}
    work.db.execute(select(FollowUp).where(FollowUp.evaluation_id == row.id)).scalar_one().note = "oddzwonionodopani"
    work.db.add_all(
        (
            ReviewTask(
                uid=uuid4(),
                kind=TaskKind.DRAWN,
                standard_id=standard_id,
                reviewer_id=row.reviewer_id,
                due_at=work.at,
                reason="niedałosięodsłuchać",
                **whose,
                **where,
            ),
            Comparison(
                uid=uuid4(),
                kind=ComparisonKind.CALIBRATION,
                title="Rozmowa z Wojciechowską",
                begun_at=work.at,
                reason="przyjętowtejsprawie",
                **version,
                **whose,
                **where,
            ),
            EvaluationFeedback(evaluation_id=row.id, kind=FeedbackKind.SAID, **said),
        )
    )


def measured(stage: Stage, case_id: int, title: str = "Wojciechowskiemu napisać jaśniej") -> int:
    """A measure made from the case, reported done, with a note."""
    measure_id = made(
        stage,
        title=title,
        expected=Expected("skargi Wojciechowskich", None, Decimal(0)),
        origin=Origin.CASE,
        case_id=case_id,
        text="zrobićdlatejpani",
    )
    with stage.work(stage.marek) as work:
        note_on_measure(work, measure_id=measure_id, text="zadzwonionodoniej")
        version = work.db.get_one(CorrectiveAction, measure_id).version
        drop_measure(work, measure_id=measure_id, why="powtórkaodniej", version=version)
    return measure_id


def test_reviews_and_measures_of_their_cases_keep_no_word_about_them(centre: Stage) -> None:
    customer_id, case_id = planted(centre)
    evaluation_id, _file_id = reviewed(centre, case_id)
    measure_id = measured(centre, case_id)
    before = everything(centre)
    assert [one for one in SECRETS if one not in before] == []
    with centre.read(centre.anna) as reading:
        scored = load_evaluation(reading, evaluation_id=evaluation_id)
    erase(centre, customer_id)
    after = everything(centre)
    assert [one for one in SECRETS if one in after] == []
    with centre.read(centre.anna) as reading:
        card_after = load_evaluation(reading, evaluation_id=evaluation_id)
        assert broken_link(reading.db, centre.marek.desk_id) is None
    assert (card_after.answers, card_after.row.total) == (scored.answers, scored.row.total)
    assert (card_after.notes, card_after.files, card_after.remarks.comment) == ({}, (), "")
    assert [one.ruling for one in card_after.disputes] == [Ruling.UPHELD]
    measure = card(centre, measure_id)
    assert (measure.row.title, measure.text, measure.expected.after) == (measure.case_number, "", Decimal(0))


def test_reviews_and_measures_of_others_stay_word_for_word(centre: Stage) -> None:
    customer_id, case_id = planted(centre)
    other = centre.register().case_id
    evaluation_id, file_id = reviewed(centre, other)
    measure_id, of_nothing = measured(centre, other), made(centre, title="Wojciechowskim mówić jaśniej")
    kept = measured(centre, case_id, "Tablica przy wejściu")
    erase(centre, customer_id)
    with centre.read(centre.anna) as reading:
        found = load_evaluation(reading, evaluation_id=evaluation_id)
        parts = select(EvaluationFilePart.id).where(EvaluationFilePart.file_id == file_id)
        assert reading.db.execute(parts).all()
    assert (found.notes, found.remarks.comment) == ({"greets": "onamówiłaosynu"}, "prosiłaobabcię")
    assert [one.name for one in found.files] == ["nagraniepani.wav"]
    assert (card(centre, measure_id).text, card(centre, of_nothing).text) == ("zrobićdlatejpani", new(centre).text)
    assert card(centre, kept).row.title == "Tablica przy wejściu"


def test_nobody_brings_it_back_from_a_card_seen_before_or_by_a_step_undone(centre: Stage) -> None:
    customer_id, case_id = planted(centre)
    written = new(centre, origin=Origin.CASE, case_id=case_id)
    measure_id = made(centre, origin=Origin.CASE, case_id=case_id)
    seen = card(centre, measure_id).row.version
    draft = begun(centre, case_id=case_id)
    with centre.work(centre.marek) as work:
        files = (NewAttachment("nagraniepani.wav", b"TAJNENAGRANIE"),)
        (file_id,) = add_evidence(work, evaluation_id=draft, item_key="greets", files=files).result
        put_back = remove_evidence(work, file_id=file_id).undo
        changed = change_measure(work, measure_id=measure_id, new=replace(written, text="Ciszej"), version=seen)
    erase(centre, customer_id)
    with pytest.raises(AttachmentErased), centre.work(centre.marek) as work:
        put_back(work)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        changed.undo(work)
    done(centre, measure_id)  # whoever sees it anew goes on


def test_every_table_that_may_hold_something_personal_is_spoken_of_here() -> None:
    """A table that is missing: does an erasure reach it? See `operations.erasure`."""
    tables = {
        str(mapper.local_table)
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Audited) and mapper.class_.personal
    }
    assert tables == OF_STAFF | ERASED


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("Zadzwonić do Nowaka", Name("Jan Nowak", is_person=True), True),
        ("nowa tablica", Name("Jan Nowak", is_person=True), False),
        ("wojciechowskiej list", Name("Ewa Wojciechowska", is_person=True), True),
        ("spółdzielnia prosiła", Name("Spółdzielnia Zorza", is_person=False), False),
        ("list od SPÓŁDZIELNIA ZORZA", Name("Spółdzielnia Zorza", is_person=False), True),
        ("cokolwiek", Name("", is_person=True), False),
        ("cokolwiek", Name(" ", is_person=False), False),
    ],
)
def test_a_text_speaks_of_a_person_by_any_part_of_the_name(text: str, name: Name, told: bool) -> None:
    assert speaks_of(text, name) is told


def test_saved_filters_that_look_for_them_and_for_nobody_else_go(centre: Stage) -> None:
    customer_id, _case_id = planted(centre)
    of_nobody_else = ("Wojciechowski", "600 700 800", "bonifacy@example.org", "PLX998877")
    shown = {text: CaseFilter(text=text) for text in (*of_nobody_else, "Zielińska", "licznik")}
    shown |= {"ta osoba": CaseFilter(customer_id=customer_id), "inna": CaseFilter(customer_id=centre.customer_id)}
    with centre.work() as work:
        for place, one in enumerate(shown.values()):
            save_filter(work, name=f"filtr {place}", shown=one)
    erase(centre, customer_id)
    with centre.read() as reading:
        kept = [one.shown for one in load_own_lists(reading).filters]
    assert kept == [shown["Zielińska"], shown["licznik"], shown["inna"]]


def test_a_line_of_business_that_others_have_stays_for_the_figures_and_one_of_their_own_goes(centre: Stage) -> None:
    def bakery(name: str, activity: str) -> int:
        new = NewCustomer(name, kind=CustomerKind.ORGANISATION, activity=activity)
        made = centre.register(customer_id=None, new_customer=new).case_id
        closed(centre, made)
        with centre.read() as reading:
            found = reading.db.get_one(Case, made).customer_id
        assert found is not None
        return found

    def bakers() -> int:
        with centre.read(centre.marek) as reading:
            cut = within(reading, Cut(activities=("piekarnia",)))
            return reading.db.execute(select(func.count(Case.id)).where(*cut)).scalar_one()

    first, _second, own = bakery("Bułka", "Piekarnia"), bakery("Rogal", "piekarnia"), bakery("Żarna", "Młyn na Rzece")
    assert bakers() == 2
    erase(centre, first)
    erase(centre, own)
    assert bakers() == 2
    with centre.read() as reading:
        assert list_activities(reading) == ("Piekarnia",)
        assert "Młyn na Rzece" not in everything(centre)
