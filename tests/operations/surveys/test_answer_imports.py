"""Answers of others out of a file: checked whole, written whole, taken back whole."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from csatdesk.domain.answer_columns import NO_ANSWER, NoQuestionChosen, Role, RoleTwice, Sense, with_keys
from csatdesk.domain.answer_proposals import by_earlier, onto_questions
from csatdesk.domain.errors import Cancelled, NotAllowed
from csatdesk.domain.form_reading import TemplateTextTooLong
from csatdesk.domain.forms import NA
from csatdesk.domain.lengths import ValueTooLong
from csatdesk.domain.surveys import EntryMode, Route, SurveyState
from csatdesk.operations.import_runs import ImportGone, RowsRefused, list_imports, undo_import
from csatdesk.operations.surveys.answer_imports import import_answers, list_mappings
from csatdesk.operations.surveys.answer_plans import AnswerPlan, CheckedAnswers, check_answers, look_at_answers
from csatdesk.operations.surveys.queries import list_surveys, load_survey, questionnaire_of
from csatdesk.sheets.cells import sentence
from csatdesk.store.entities.standards import Standard
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from tests.cast import Stage
from tests.operations.surveys.answer_files import HEAD, ROWS, changed, meaning_of, plan_of, without, written
from tests.operations.surveys.hands import QUESTIONS, published, running
from tests.operations.surveys.test_responses import add_invitation
from tests.sheets.books import workbook


def checked(centre: Stage, plan: AnswerPlan) -> CheckedAnswers:
    with centre.read(centre.marek) as reading:
        return check_answers(reading, plan=plan)


def imported(centre: Stage, plan: AnswerPlan) -> int:
    """The id of the import."""
    return import_answers(centre.store, centre.marek, plan=plan).import_id


def numbers(centre: Stage, key: str) -> list[int | None]:
    with centre.read(centre.marek) as reading:
        query = select(ResponseAnswer.number).where(ResponseAnswer.item_key == key)
        return sorted(reading.db.execute(query).scalars(), key=lambda one: one or 0)


def responses(centre: Stage) -> list[Any]:
    with centre.read(centre.marek) as reading:
        found = list(reading.db.execute(select(Response)).scalars())
        reading.db.expunge_all()
    return found


def count(centre: Stage, entity: Any) -> int:
    with centre.read(centre.marek) as reading:
        return reading.db.execute(select(func.count()).select_from(entity)).scalar_one()


def test_what_is_no_answer_is_proposed_and_nothing_of_it_is_counted(centre: Stage, tmp_path: Path) -> None:
    plan = plan_of(centre, written(tmp_path))
    assert meaning_of(plan, "Polecenie").sense is Sense.NPS
    assert meaning_of(plan, "Polecenie").values == {"11": NO_ANSWER}
    assert meaning_of(plan, "P1 kasa").values == {"6": NA, "0": NO_ANSWER}
    imported(centre, plan)
    assert numbers(centre, "polecenie") == [0, 5, 7, 8, 9, 10]
    assert numbers(centre, "p1_kasa") == [1, 2, 3, 4, 5]
    assert numbers(centre, "p1_ogolem") == [1, 2, 3, 4, 5]


def test_a_new_survey_holds_what_the_columns_ask(centre: Stage, tmp_path: Path) -> None:
    imported(centre, plan_of(centre, written(tmp_path)))
    with centre.read(centre.marek) as reading:
        (row,) = list_surveys(reading)
        form = questionnaire_of(reading, row.version_id).form
    assert (row.name, row.state, row.answered) == ("Ankieta z maja", SurveyState.ENDED, 7)
    assert [(item.metric, item.text["pl"]) for item in form.items()] == [
        ("nps", "Polecenie"),
        ("csat", "P1 kasa"),
        ("csat", "P1 czas"),
        ("csat", "P1 ogółem"),
        ("comment", "Uwagi"),
    ]


def test_an_answer_of_a_list_carries_office_and_month_and_no_day_person_or_case(centre: Stage, tmp_path: Path) -> None:
    imported(centre, plan_of(centre, written(tmp_path)))
    found = {one.source: one for one in responses(centre)}
    assert {one.month for one in found.values()} == {202605}
    assert (found["2"].office_id, found["1"].office_id) == (centre.other_office_id, centre.anna.office_id)
    assert (found["1"].weight, found["2"].weight, found["3"].weight) == (0.5, 1.5, 1.0)
    for one in found.values():
        assert (one.at, one.customer_id, one.case_id, one.staff_id, one.invitation_id) == (None,) * 5


def test_whether_everything_was_answered_is_told_of_each(centre: Stage, tmp_path: Path) -> None:
    imported(centre, plan_of(centre, written(tmp_path)))
    whole = {one.source for one in responses(centre) if one.is_complete}
    assert whole == {"1", "2", "5", "7"}  # what does not apply is no gap


def test_of_an_anonymous_list_neither_number_nor_order_stays(centre: Stage, tmp_path: Path) -> None:
    imported(centre, plan_of(centre, written(tmp_path), is_anonymous=True))
    found = responses(centre)
    assert {(one.source, one.language, one.segment, one.topic_id, one.weight, one.is_anonymous) for one in found} == {
        ("", "", None, None, 1.0, True)
    }


def test_a_list_that_tells_the_group_keeps_it_unless_it_is_anonymous(centre: Stage, tmp_path: Path) -> None:
    groups = ("VIP", "household", "VIP", "large business", "VIP", "household", "VIP")
    rows = [(*row, group) for row, group in zip(ROWS, groups, strict=True)]
    path = written(tmp_path, rows, (*HEAD, "Segment"))
    plan = plan_of(centre, path, route=Route.PHONE)
    imported(centre, plan)
    kept = responses(centre)
    assert sorted(one.segment.value for one in kept) == ["household"] * 2 + ["large_business"] + ["vip"] * 4
    assert {(one.mode, one.route) for one in kept} == {(EntryMode.FILE, Route.PHONE)}
    imported(centre, plan_of(centre, path, is_anonymous=True, name="Anonim"))
    assert [one.segment for one in responses(centre) if one.is_anonymous] == [None] * 7


def test_a_survey_somebody_works_with_stays_when_its_import_is_taken_back(centre: Stage, tmp_path: Path) -> None:
    import_id = imported(centre, plan_of(centre, written(tmp_path)))
    with centre.read(centre.marek) as reading:
        (row,) = list_surveys(reading)
    with centre.work(centre.marek) as work:
        add_invitation(work, centre, row.id)
        undo_import(work, import_id=import_id)
        assert load_survey(work, survey_id=row.id).answered == 0


def test_rows_are_not_kept_in_the_order_of_the_file(local_centre: Stage, tmp_path: Path) -> None:
    rows = [(number, 3, 9, 5, 4, 5, "Infolinia", 1, "") for number in range(1, 61)]
    imported(local_centre, plan_of(local_centre, written(tmp_path, rows)))
    order = [int(one.source) for one in sorted(responses(local_centre), key=lambda one: one.id)]
    assert order not in (sorted(order), sorted(order, reverse=True))


def test_every_faulty_cell_is_told_before_anything_is_written(centre: Stage, tmp_path: Path) -> None:
    rows = [*ROWS, (8, 32, 12, "pięć", 4, 5, "Kraków", "-1", "")]
    plan = without(plan_of(centre, written(tmp_path, rows)), "P1 kasa", "6")
    found = checked(centre, plan).problems
    assert [(one.row, one.column, one.value) for one in found] == [
        (4, "D", "6"),
        (9, "B", "32"),
        (9, "C", "12"),
        (9, "D", "pięć"),
        (9, "G", "Kraków"),
        (9, "H", "-1"),
    ]
    assert "“6” lies outside the scale from 1 to 5" in sentence(found[0])
    with pytest.raises(RowsRefused):
        imported(centre, plan)
    assert count(centre, Response) == 0
    assert list_imports_of(centre) == ()


def list_imports_of(centre: Stage) -> tuple[object, ...]:
    with centre.read(centre.marek) as reading:
        return list_imports(reading)


def test_a_value_can_be_said_to_be_something_of_ours(centre: Stage, tmp_path: Path) -> None:
    rows = [*ROWS, (8, 3, 9, 4, 4, 5, "Call center", 1, "")]
    plan = plan_of(centre, written(tmp_path, rows))
    assert checked(centre, plan).faults == 1
    imported(centre, changed(plan, "Biuro", values={"Call center": str(centre.other_office_id)}))
    assert {one.source: one.office_id for one in responses(centre)}["8"] == centre.other_office_id


def test_a_row_twice_counts_once_and_a_number_twice_is_told(centre: Stage, tmp_path: Path) -> None:
    plan = plan_of(centre, written(tmp_path, [*ROWS, ROWS[0]]))
    plan = changed(plan, "Nr ankiety", role=Role.NUMBER)
    assert (checked(centre, plan).copies, checked(centre, plan).faults) == (1, 0)
    other = changed(plan_of(centre, written(tmp_path, [*ROWS, (1, *ROWS[1][1:])])), "Nr ankiety", role=Role.NUMBER)
    assert [(one.row, one.column) for one in checked(centre, other).problems] == [(9, "A")]


def test_the_same_file_again_brings_nothing_twice(centre: Stage, tmp_path: Path) -> None:
    path = written(tmp_path)
    imported(centre, plan_of(centre, path))
    with centre.read(centre.marek) as reading:
        (row,) = list_surveys(reading)
    result = import_answers(centre.store, centre.marek, plan=plan_of(centre, path, survey_id=row.id))
    assert (result.added, result.already_there, count(centre, Response)) == (0, 7, 7)


def test_a_row_without_a_day_is_known_again_in_the_month_of_its_file(centre: Stage, tmp_path: Path) -> None:
    path = written(tmp_path, [*ROWS, (8, "", 9, 4, 4, 5, "Infolinia", 1, "")])
    imported(centre, plan_of(centre, path))
    with centre.read(centre.marek) as reading:
        (row,) = list_surveys(reading)
    dated = written(tmp_path, [(8, "", 9, 4, 4, 5, "Infolinia", 1, ""), (9, "2026-06-02", 9, 4, 4, 5, "", 1, "")])
    plan = changed(plan_of(centre, dated, survey_id=row.id), "Nr ankiety", role=Role.NUMBER)
    result = import_answers(centre.store, centre.marek, plan=changed(plan, "Dzień", role=Role.DAY))
    assert (result.added, result.already_there) == (1, 1)


def test_a_year_before_anything_was_asked_is_no_day(local_centre: Stage, tmp_path: Path) -> None:
    rows = [(1, "1899-12-31", 9, 4, 4, 5, "Infolinia", 1, ""), (2, "2026-05-31", 9, 4, 4, 5, "Infolinia", 1, "")]
    plan = changed(plan_of(local_centre, written(tmp_path, rows)), "Dzień", role=Role.DAY)
    assert [(one.row, one.column, one.value) for one in checked(local_centre, plan).problems] == [
        (2, "B", "1899-12-31")
    ]


def test_what_an_earlier_file_said_of_an_office_that_is_gone_is_asked_again(centre: Stage, tmp_path: Path) -> None:
    plan = changed(plan_of(centre, written(tmp_path)), "Biuro", values={"Infolinia": "987654"})
    assert {(one.column, one.value) for one in checked(centre, plan).problems} == {("G", "Infolinia")}


def test_what_people_wrote_and_their_numbers_are_not_remembered_with_the_columns(centre: Stage, tmp_path: Path) -> None:
    imported(centre, plan_of(centre, written(tmp_path)))
    with centre.read(centre.marek) as reading:
        (mapping,) = list_mappings(reading)
    seen = {one.header: one.seen for one in mapping.columns}
    assert {header for header, values in seen.items() if values} == {"Polecenie", *HEAD[3:7]}
    told = str([one.plain() for one in mapping.columns])
    assert not [row[8] for row in ROWS if row[8] and str(row[8]) in told]


def test_a_column_left_out_one_year_is_left_out_the_next(local_centre: Stage, tmp_path: Path) -> None:
    imported(local_centre, changed(plan_of(local_centre, written(tmp_path)), "P1 czas", role=Role.LEFT_OUT))
    later = look_at_answers(written(tmp_path, head=[name.replace("P1", "P2") for name in HEAD]))
    with local_centre.read(local_centre.marek) as reading:
        (mapping,) = list_mappings(reading)
    roles = {one.header: one.role for one in by_earlier(later.seen, mapping.columns)}
    assert (roles["P2 czas"], roles["P2 kasa"]) == (Role.LEFT_OUT, Role.QUESTION)


def test_another_year_with_other_names_and_places_is_read_as_the_first(centre: Stage, tmp_path: Path) -> None:
    imported(centre, plan_of(centre, written(tmp_path)))
    head = ("Nr ankiety", "Waga", "P2 kasa", "P2 czas", "P2 ogółem", "Polecenie znajomym", "Biuro", "Dzień")
    rows = [(one[0], one[7], one[3], one[4], one[5], one[2], one[6], one[1]) for one in ROWS]
    table = look_at_answers(written(tmp_path, rows, head, name="2027.csv"))
    with centre.read(centre.marek) as reading:
        (mapping,) = list_mappings(reading)
        (row,) = list_surveys(reading)
    columns = by_earlier([one.seen() for one in table.columns], mapping.columns)
    assert [(one.header, one.question) for one in columns if one.role is Role.QUESTION] == [
        ("P2 kasa", "p1_kasa"),
        ("P2 czas", "p1_czas"),
        ("P2 ogółem", "p1_ogolem"),
        ("Polecenie znajomym", "polecenie"),
    ]
    imported(centre, AnswerPlan(table, columns, mapping.name, 202705, centre.anna.office_id, survey_id=row.id))
    assert {one.month for one in responses(centre)} == {202605, 202705}
    assert len(numbers(centre, "polecenie")) == 12
    assert len(list_mappings_of(centre)) == 1


def list_mappings_of(centre: Stage) -> tuple[object, ...]:
    with centre.read(centre.marek) as reading:
        return list_mappings(reading)


def test_columns_find_the_questions_of_a_survey_that_stands(centre: Stage, tmp_path: Path) -> None:
    version_id = published(centre, QUESTIONS)
    survey_id = running(centre, version_id)
    head = ("nps", "How satisfied?", "Solved?", "With your name?", "Something else")
    rows = [(9, 4, "yes", "named", "x"), (3, "na", "no", "anonymous", "y"), (0, 1, "no", "named", "z")]
    table = look_at_answers(written(tmp_path, rows, head))
    with centre.read(centre.marek) as reading:
        form = questionnaire_of(reading, version_id).form
    columns = onto_questions([one.seen() for one in table.columns], form, "en")
    assert [one.question for one in columns if one.role is Role.QUESTION] == ["nps", "csat", "solved", "name"]
    columns = tuple(columns)
    plan = AnswerPlan(table, columns, "Mapa", 202605, centre.anna.office_id, survey_id=survey_id)
    plan = changed(plan, "How satisfied?", values={"na": NA})
    imported(centre, plan)
    assert numbers(centre, "nps") == [0, 3, 9]
    assert sorted(one.is_anonymous for one in responses(centre)) == [False, False, True]
    with centre.read(centre.marek) as reading:
        assert load_survey(reading, survey_id=survey_id).state is SurveyState.RUNNING


def test_taken_back_nothing_stays_of_it_but_what_was_said_of_its_columns(centre: Stage, tmp_path: Path) -> None:
    import_id = imported(centre, plan_of(centre, written(tmp_path)))
    with centre.work(centre.marek) as work:
        assert undo_import(work, import_id=import_id) == 7
        with pytest.raises(ImportGone):
            undo_import(work, import_id=import_id)
    assert [count(centre, entity) for entity in (Response, ResponseAnswer, Standard)] == [0, 0, 0]
    with centre.read(centre.marek) as reading:
        assert list_surveys(reading) == ()
    assert len(list_mappings_of(centre)) == 1


def test_an_import_into_a_survey_that_stands_leaves_the_survey_when_it_is_taken_back(
    centre: Stage, tmp_path: Path
) -> None:
    path = written(tmp_path)
    imported(centre, plan_of(centre, path))
    with centre.read(centre.marek) as reading:
        (row,) = list_surveys(reading)
    second = imported(centre, plan_of(centre, path, survey_id=row.id, month=202607))
    with centre.work(centre.marek) as work:
        assert undo_import(work, import_id=second) == 7
        assert load_survey(work, survey_id=row.id).answered == 7


def test_cancelled_nothing_of_it_stays(centre: Stage, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        import_answers(centre.store, centre.marek, plan=plan_of(centre, written(tmp_path)), progress=stop)
    assert [count(centre, entity) for entity in (Response, ResponseAnswer, Standard)] == [0, 0, 0]


def test_reading_a_file_stops_at_cancel(tmp_path: Path) -> None:
    told: list[int] = []

    def stop(done: int, _total: int) -> None:
        told.append(done)
        raise Cancelled

    with pytest.raises(Cancelled):
        look_at_answers(written(tmp_path), progress=stop)
    assert told == [0]  # before the whole was read


def test_answers_are_put_to_no_office_of_another_centre(local_centre: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        checked(local_centre, plan_of(local_centre, written(tmp_path), office_id=987654))


def test_a_plan_that_says_too_little_or_the_same_twice_is_refused(local_centre: Stage, tmp_path: Path) -> None:
    plan = plan_of(local_centre, written(tmp_path))
    nothing = plan
    for header in HEAD:
        nothing = changed(nothing, header, role=Role.LEFT_OUT)
    with pytest.raises(NoQuestionChosen):
        checked(local_centre, nothing)
    with pytest.raises(RoleTwice):
        checked(local_centre, changed(plan, "Uwagi", role=Role.WEIGHT))


def test_only_who_leads_surveys_takes_answers_over(local_centre: Stage, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        import_answers(local_centre.store, local_centre.anna, plan=plan_of(local_centre, written(tmp_path)))


def test_a_workbook_says_the_same_as_a_text_file(local_centre: Stage, tmp_path: Path) -> None:
    book = workbook(tmp_path, [HEAD, *ROWS])
    text, sheet = plan_of(local_centre, written(tmp_path)), plan_of(local_centre, book)
    assert [one.counted() for one in text.table.columns if one.header != "Waga"] == [
        one.counted() for one in sheet.table.columns if one.header != "Waga"
    ]
    assert [(one.role, one.values) for one in text.columns] == [(one.role, one.values) for one in sheet.columns]


def test_two_questions_never_share_a_key(local_centre: Stage, tmp_path: Path) -> None:
    plan = plan_of(local_centre, written(tmp_path, head=(*HEAD[:3], "P1 ą", "P1 ę", "P1 ó", *HEAD[6:])))
    keys = [one.question for one in with_keys(plan.columns) if one.role is Role.QUESTION]
    assert len(set(keys)) == len(keys)


LABELLED = ("Nr ankiety", "Powód")


def of_reasons(centre: Stage, folder: Path, *values: str) -> AnswerPlan:
    """A file with one column of choices."""
    path = written(folder, [(at, value) for at, value in enumerate(values, start=1)], LABELLED)
    plan = plan_of(centre, path)
    columns = with_keys([replace(one, role=Role.QUESTION, sense=Sense.CHOICE) for one in plan.columns[1:]])
    return replace(plan, columns=(plan.columns[0], *columns))


def test_a_value_too_long_to_be_a_choice_is_told_with_its_row_and_column(centre: Stage, tmp_path: Path) -> None:
    plan = of_reasons(centre, tmp_path, "kolejka", "ż" * 201, "kolejka")
    found = checked(centre, plan)
    assert [sentence(one) for one in found.problems] == [
        "Row 3, column B (Powód): This is longer than 200 characters. Shorten it, or choose another column."
    ]
    assert [one.text["pl"] for item in found.template.form.items() for one in item.scale.choices] == ["kolejka"]
    with pytest.raises(RowsRefused):
        imported(centre, plan)


def test_words_of_a_choice_and_a_name_that_are_too_long_are_refused_and_not_cut(centre: Stage, tmp_path: Path) -> None:
    plan = of_reasons(centre, tmp_path, "1", "2")
    with pytest.raises(TemplateTextTooLong) as refused:
        checked(centre, changed(plan, "Powód", labels={"1": "ż" * 201}))
    assert str(refused.value) == "Powód: this text is too long. At most 200 letters."
    with pytest.raises(ValueTooLong) as long:
        imported(centre, replace(plan, name="ż" * 201))
    assert (long.value.field, long.value.values) == ("name", {"most": 200})
    imported(centre, replace(changed(plan, "Powód", labels={"1": "ż" * 200}), name="ż" * 200))
    with centre.read(centre.marek) as reading:
        (row,) = list_surveys(reading)
        (mapping,) = list_mappings(reading)
        (run,) = list_imports(reading)
    assert (row.name, mapping.name) == ("ż" * 200, "ż" * 200)
    assert run.source == "ż" * 60
