"""Answers that come back in a file with the codes of invitations: each settles its own, once, and without a name
nothing says whose answer it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text, update

from csatdesk.domain.answer_columns import Role
from csatdesk.domain.answer_proposals import onto_questions
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.identity import new_identity
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_sending import route_code
from csatdesk.domain.surveys import AnsweredAlready, EntryMode, Route, new_code
from csatdesk.operations.import_runs import RowsRefused, undo_import
from csatdesk.operations.surveys.answer_codes import TOGETHER
from csatdesk.operations.surveys.answer_facts import propose_answers
from csatdesk.operations.surveys.answer_imports import import_answers, list_mappings
from csatdesk.operations.surveys.answer_plans import AnswerPlan, CheckedAnswers, check_answers, look_at_answers
from csatdesk.operations.surveys.erasing import erase_from_surveys
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.sheets.cells import sentence
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.imports import Import
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer, Survey
from tests.cast import Stage
from tests.operations.surveys.answer_files import changed, written
from tests.operations.surveys.hands import QUESTIONS, answered, published, running
from tests.operations.surveys.test_loop import WISH

HEAD = ("Kod", "nps", "csat", "solved", "comment", "name")
ABOUT: dict[str, Any] = {"channel": Channel.PHONE, "segment": Segment.VIP, "route": Route.EMAIL}
Row = Sequence[object]


def invited(centre: Stage, survey_id: int, many: int, **other: Any) -> list[Invitation]:
    with centre.work(centre.marek) as work:
        made = [
            Invitation(
                **{
                    "uid": new_identity(work.at),
                    "centre_id": work.actor.centre_id,
                    "survey_id": survey_id,
                    "office_id": centre.other_office_id,
                    "code": new_code(),
                    "first_name": f"Person {number}",
                    "language": "pl",
                    "customer_id": centre.customer_id,
                    "staff_id": centre.anna.id,
                    **ABOUT,
                    **other,
                }
            )
            for number in range(many)
        ]
        work.db.add_all(made)
        work.db.flush()
        work.db.expunge_all()
    return made


def said(code: str, name: str = "named", nps: object = 9, comment: str = "") -> Row:
    return (code, nps, 4, "yes", comment, name)


def plan_for(centre: Stage, folder: Path, survey_id: int, rows: Sequence[Row], **other: Any) -> AnswerPlan:
    """As the program proposes it, of May 2026."""
    table = look_at_answers(written(folder, rows, other.pop("head", HEAD)))
    with centre.read(centre.marek) as reading:
        columns = propose_answers(reading, table=table, survey_id=survey_id).columns
    return replace(AnswerPlan(table, columns, "Formularz", 202605, centre.anna.office_id, survey_id), **other)


def checked(centre: Stage, plan: AnswerPlan) -> CheckedAnswers:
    with centre.read(centre.marek) as reading:
        return check_answers(reading, plan=plan)


def taken(centre: Stage, plan: AnswerPlan) -> int:
    """The id of the import."""
    return import_answers(centre.store, centre.marek, plan=plan).import_id


def taken_back(centre: Stage, import_id: int) -> None:
    with centre.work(centre.marek) as work:
        undo_import(work, import_id=import_id)


def became(centre: Stage, survey_id: int) -> list[Disposition]:
    """What became of the invitations, in the order in which they were made."""
    with centre.read(centre.marek) as reading:
        query = select(Invitation.disposition).where(Invitation.survey_id == survey_id).order_by(Invitation.id)
        return list(reading.db.execute(query).scalars())


def responses(centre: Stage) -> list[Response]:
    with centre.read(centre.marek) as reading:
        found = list(reading.db.execute(select(Response)).scalars())
        reading.db.expunge_all()
    return found


def told_of(centre: Stage, import_id: int) -> dict[str, Any]:
    with centre.read(centre.marek) as reading:
        found: dict[str, Any] = reading.db.get_one(Import, import_id).mapping
        return found


def test_a_named_answer_is_about_the_contact_of_its_invitation_and_settles_it(centre: Stage, tmp_path: Path) -> None:
    survey_id = running(centre)
    one, half, _waits = invited(centre, survey_id, 3)
    typed = f" {one.code[:5].lower()}-{one.code[5:]}"
    plan = plan_for(centre, tmp_path, survey_id, [said(typed), (half.code, 3, "", "", "", "named")])
    assert plan.columns[0].role is Role.CODE
    taken(centre, plan)
    found = {response.invitation_id: response for response in responses(centre)}
    kept = found[one.id]
    assert (kept.office_id, kept.channel, kept.segment) == (centre.other_office_id, Channel.PHONE, Segment.VIP)
    assert (kept.customer_id, kept.staff_id, kept.language) == (centre.customer_id, centre.anna.id, "pl")
    assert (kept.route, kept.mode, kept.month, kept.at) == (Route.EMAIL, EntryMode.FILE, 202605, None)
    assert became(centre, survey_id) == [Disposition.COMPLETE, Disposition.PARTIAL, Disposition.UNKNOWN]
    with centre.read(centre.marek) as reading:
        assert load_survey(reading, survey_id=survey_id).heard == 0  # they were not written to by us
    assert (found[half.id].is_complete, kept.is_complete) == (False, True)


def test_a_way_that_the_file_names_by_its_code_counts_and_settles_nobody(centre: Stage, tmp_path: Path) -> None:
    survey_id = running(centre)
    invited(centre, survey_id, 1)
    with centre.read(centre.marek) as reading:
        code = route_code(reading.db.get_one(Survey, survey_id).uid, Route.QR)
    rows = [said(code.lower()), said(code), said("")]
    taken(centre, plan_for(centre, tmp_path, survey_id, rows, route=Route.NEWSLETTER))
    assert sorted(str(one.route) for one in responses(centre)) == sorted(map(str, [Route.NEWSLETTER, *[Route.QR] * 2]))
    assert {(one.office_id, one.invitation_id) for one in responses(centre)} == {(centre.anna.office_id, None)}
    assert became(centre, survey_id) == [Disposition.UNKNOWN]


def test_answers_count_for_the_way_that_a_column_of_route_codes_or_names_tells(centre: Stage, tmp_path: Path) -> None:
    """An invitation, where a row has its code, tells the way better."""
    survey_id, other_id = running(centre), running(centre, name="Inna")
    (one,) = invited(centre, survey_id, 1)
    with centre.read(centre.marek) as reading:
        code, foreign = (
            route_code(reading.db.get_one(Survey, id_).uid, Route.NEWSLETTER) for id_ in (survey_id, other_id)
        )
    typed = f"{code[:3].lower()}-{code[3:]}"
    ways = [(typed, ""), ("sms", ""), ("", ""), (code, one.code)]
    rows = [(way, *said(own, name)) for (way, own), name in zip(ways, ("anonymous", *["named"] * 3), strict=True)]
    plan = plan_for(centre, tmp_path, survey_id, rows, head=("Route code", *HEAD), route=Route.QR)
    assert [column.role for column in plan.columns[:2]] == [Role.WAY, Role.CODE]
    taken(centre, plan)
    found = sorted((str(response.route), response.is_anonymous) for response in responses(centre))
    told = [(Route.NEWSLETTER, True), (Route.SMS, False), (Route.QR, False), (Route.EMAIL, False)]
    assert found == sorted((str(route), hidden) for route, hidden in told)
    of_other = plan_for(centre, tmp_path, survey_id, [(foreign, *said(""))], head=("Route code", *HEAD))
    strange = checked(centre, changed(of_other, "Route code", role=Role.WAY))
    assert [(problem.row, problem.header) for problem in strange.problems] == [(2, "Route code")]


def hidden_by_choice(centre: Stage, folder: Path) -> tuple[int, AnswerPlan]:
    survey_id = running(centre)
    people = invited(centre, survey_id, 1)
    return survey_id, plan_for(centre, folder, survey_id, [said(people[0].code, "anonymous")])


def hidden_by_silence(centre: Stage, folder: Path) -> tuple[int, AnswerPlan]:
    survey_id = running(centre)
    people = invited(centre, survey_id, 1)
    return survey_id, plan_for(centre, folder, survey_id, [said(people[0].code, "")])


def hidden_by_the_file(centre: Stage, folder: Path) -> tuple[int, AnswerPlan]:
    survey_id = running(centre)
    people = invited(centre, survey_id, 1)
    return survey_id, plan_for(centre, folder, survey_id, [said(people[0].code)], is_anonymous=True)


def hidden_by_the_survey(centre: Stage, folder: Path) -> tuple[int, AnswerPlan]:
    survey_id = running(centre, offers_names=False)
    people = invited(centre, survey_id, 1)
    return survey_id, plan_for(centre, folder, survey_id, [said(people[0].code)])


def hidden_where_nobody_was_asked(centre: Stage, folder: Path) -> tuple[int, AnswerPlan]:
    """Their form asked whether to be named, and the file does not say what they chose."""
    survey_id = running(centre)
    people = invited(centre, survey_id, 1)
    return survey_id, plan_for(centre, folder, survey_id, [said(people[0].code)[:-1]], head=HEAD[:-1])


@pytest.mark.parametrize(
    "hidden",
    [hidden_by_choice, hidden_by_silence, hidden_by_the_file, hidden_by_the_survey, hidden_where_nobody_was_asked],
)
def test_an_answer_without_a_name_settles_its_invitation_and_keeps_nothing_of_it(
    local_centre: Stage, tmp_path: Path, hidden: Any
) -> None:
    survey_id, plan = hidden(local_centre, tmp_path)
    import_id = taken(local_centre, plan)
    (kept,) = responses(local_centre)
    assert (kept.is_anonymous, kept.office_id, kept.channel) == (True, local_centre.other_office_id, Channel.PHONE)
    assert kept.route is Route.EMAIL
    assert (kept.invitation_id, kept.customer_id, kept.case_id, kept.staff_id) == (None,) * 4
    assert (kept.segment, kept.topic_id, kept.language, kept.source) == (None, None, "", "")
    assert became(local_centre, survey_id) == [Disposition.COMPLETE]
    assert set(told_of(local_centre, import_id)) == {"columns", "topics", "process"}, "one of one is known"


def test_every_row_whose_code_does_not_count_is_told_before_anything_is_written(centre: Stage, tmp_path: Path) -> None:
    survey_id = running(centre)
    good, twice, used = invited(centre, survey_id, 3)
    version_id = published(centre, {**QUESTIONS, "key": "other"})
    (strange,) = invited(centre, running(centre, version_id, name="Inna"), 1)
    answered(centre, survey_id, invitation_id=used.id)
    rows = [
        said(good.code),
        said("NOBODY2345"),
        said(strange.code),
        said(twice.code),
        said(twice.code.lower(), nps=1),
        said(used.code),
        ("ALSONOBODY", "", "", "", "", ""),
    ]
    plan = plan_for(centre, tmp_path, survey_id, rows)
    told = [(one.row, one.column, sentence(one)) for one in checked(centre, plan).problems]
    assert [(row, column) for row, column, _words in told] == [(3, "A"), (4, "A"), (6, "A"), (7, "A")]
    assert "No invitation of this survey has the code NOBODY2345." in told[0][2]
    assert strange.code in told[1][2]
    assert "Row 5 has the same code. One answer counts." in told[2][2]
    assert "This invitation was answered already. One answer counts." in told[3][2]
    with pytest.raises(RowsRefused):
        taken(centre, plan)
    assert len(responses(centre)) == 1
    left = replace(plan, leaves_out=True)
    found = checked(centre, left)
    assert (found.faults, found.left_out, found.blank, len(found.rows)) == (0, 4, 1, 2)
    result = import_answers(centre.store, centre.marek, plan=left)
    assert (result.added, result.refused) == (2, 4)
    assert became(centre, survey_id) == [Disposition.COMPLETE] * 3
    assert {one.invitation_id for one in responses(centre)} == {good.id, twice.id, used.id}


def test_a_row_repeated_word_for_word_counts_once(local_centre: Stage, tmp_path: Path) -> None:
    survey_id = running(local_centre)
    (one,) = invited(local_centre, survey_id, 1)
    found = checked(local_centre, plan_for(local_centre, tmp_path, survey_id, [said(one.code)] * 2))
    assert (found.faults, found.copies, len(found.rows)) == (0, 1, 1)


def test_taken_back_the_invitations_are_what_they_were_before(centre: Stage, tmp_path: Path) -> None:
    survey_id = running(centre)
    people = invited(centre, survey_id, 2 + TOGETHER)
    with centre.work() as work:
        refused = (people[1].id, people[2].id)
        work.db.execute(update(Invitation).where(Invitation.id.in_(refused)).values(disposition=Disposition.REFUSED))
    before = became(centre, survey_id)
    names = ["named", "named", *["anonymous"] * TOGETHER]
    rows = [said(one.code, name, comment=f"r{one.id}") for one, name in zip(people, names, strict=True)]
    plan = plan_for(centre, tmp_path, survey_id, rows)
    import_id = taken(centre, plan)
    assert became(centre, survey_id) == [Disposition.COMPLETE] * len(people)
    taken_back(centre, import_id)
    assert became(centre, survey_id) == before
    assert responses(centre) == []
    assert not {"settled", "before"} & set(told_of(centre, import_id)), "nothing more is known of them"
    taken(centre, plan)
    assert len(responses(centre)) == len(people)


def test_fewer_without_a_name_than_could_be_anybody_stay_answered(centre: Stage, tmp_path: Path) -> None:
    survey_id = running(centre)
    people = [*invited(centre, survey_id, TOGETHER), *invited(centre, survey_id, TOGETHER - 1, route=Route.SMS)]
    rows = [said(one.code, "anonymous") for one in people]
    import_id = taken(centre, plan_for(centre, tmp_path, survey_id, rows))
    kept = told_of(centre, import_id)["settled"]
    assert kept == {"unknown": [one.id for one in people[:TOGETHER]]}
    taken_back(centre, import_id)
    assert became(centre, survey_id) == [Disposition.UNKNOWN] * TOGETHER + [Disposition.COMPLETE] * (TOGETHER - 1)


def test_who_was_erased_meanwhile_is_not_asked_again(centre: Stage, tmp_path: Path) -> None:
    survey_id = running(centre)
    people = invited(centre, survey_id, TOGETHER)
    import_id = taken(centre, plan_for(centre, tmp_path, survey_id, [said(one.code, "anonymous") for one in people]))
    with centre.work(centre.marek) as work:
        work.db.execute(update(Invitation).where(Invitation.id != people[3].id).values(customer_id=None))
        erase_from_surveys(work, [centre.customer_id], [])
    taken_back(centre, import_id)
    assert became(centre, survey_id)[3] is Disposition.OTHER
    assert became(centre, survey_id).count(Disposition.UNKNOWN) == TOGETHER - 1


@pytest.mark.parametrize(("name", "many"), [("named", 501), ("anonymous", TOGETHER)])
def test_who_answered_at_another_desk_meanwhile_counts_once(
    centre: Stage, tmp_path: Path, name: str, many: int
) -> None:
    """While the file is written; nothing of it stays, and that answer does."""
    survey_id = running(centre)
    people = invited(centre, survey_id, many)
    plan = plan_for(centre, tmp_path, survey_id, [said(one.code, name) for one in people])
    kept: list[int] = []

    def answer_elsewhere(_done: int, _total: int) -> None:
        """After the first batch of rows; those with a name after it are not settled yet, those without one last."""
        if kept:
            return
        with centre.read(centre.marek) as reading:
            open_ones = select(Invitation.id).where(Invitation.disposition == Disposition.UNKNOWN).limit(1)
            invitation_id = reading.db.execute(open_ones).scalar_one()
        kept.append(answered(centre, survey_id, invitation_id=invitation_id))

    with pytest.raises(AnsweredAlready):
        import_answers(centre.store, centre.marek, plan=plan, progress=answer_elsewhere)
    assert [one.id for one in responses(centre)] == kept
    assert became(centre, survey_id).count(Disposition.COMPLETE) == 1


def test_the_journal_of_changes_tells_nothing_of_who_answered(centre: Stage, tmp_path: Path) -> None:
    survey_id = running(centre)
    people = invited(centre, survey_id, TOGETHER + 1)
    names = ["named", *["anonymous"] * TOGETHER]
    rows = [said(one.code, name, comment=f"r{one.id}") for one, name in zip(people, names, strict=True)]
    import_id = taken(centre, plan_for(centre, tmp_path, survey_id, rows))
    taken_back(centre, import_id)
    with centre.read(centre.marek) as reading:
        found = reading.db.execute(select(AuditRow.what, AuditRow.action, AuditRow.changes)).tuples().all()
        (mapping,) = list_mappings(reading)
    told = str(found)
    assert not [one for one in found if one[:2] == ("survey_invitations", "change")]
    assert "settled" not in told
    assert not [one.code for one in people if one.code in told + str([column.plain() for column in mapping.columns])]


def test_by_order_and_neighbours_nobody_ties_answers_without_a_name(centre: Stage, tmp_path: Path) -> None:
    """Somebody with the whole store and the file itself: what was written beside what, in which order."""
    survey_id = running(centre)
    people = invited(centre, survey_id, 40)
    many, few = people[:30], invited(centre, survey_id, 4, route=Route.SMS)
    taken(
        centre,
        plan_for(
            centre,
            tmp_path,
            survey_id,
            [said(one.code, "anonymous", comment=f"r{one.id}") for one in (*many, *few)],
        ),
    )
    with centre.read(centre.marek) as reading:
        query = select(ResponseAnswer.response_id, ResponseAnswer.text).where(ResponseAnswer.item_key == "comment")
        whose = {id_: int(words[1:]) for id_, words in reading.db.execute(query).tuples()}
        is_server = reading.db.get_bind().dialect.name == "postgresql"
        orders = ("id", "uid", *(("ctid", "cmin::text::bigint, ctid") if is_server else ("rowid",)))
        asked = [one.id for one in many]
        for order in orders:
            found = reading.db.execute(text(f"SELECT id FROM survey_responses ORDER BY {order}")).scalars().all()
            theirs = [whose[one] for one in found if whose[one] in set(asked)]
            for guess in (asked, asked[::-1]):
                assert sum(map(int.__eq__, theirs, guess)) < 8, order
        if is_server:
            together = "SELECT count(*) FROM survey_responses GROUP BY xmin::text"
            assert min(reading.db.execute(text(together)).scalars()) > len(few)


def test_the_wish_to_be_called_is_not_kept_of_an_answer_without_a_name(local_centre: Stage, tmp_path: Path) -> None:
    version_id = published(local_centre, {**QUESTIONS, "questions": [*QUESTIONS["questions"], WISH]})
    survey_id = running(local_centre, version_id)
    one, other = invited(local_centre, survey_id, 2)
    rows = [(*said(one.code, "anonymous"), "yes"), (*said(other.code), "yes")]
    taken(local_centre, plan_for(local_centre, tmp_path, survey_id, rows, head=(*HEAD, "wish")))
    named = {response.id for response in responses(local_centre) if not response.is_anonymous}
    with local_centre.read(local_centre.marek) as reading:
        query = select(ResponseAnswer.response_id).where(ResponseAnswer.item_key == "wish")
        assert set(reading.db.execute(query).scalars()) == named


def test_all_codes_of_a_file_are_asked_for_at_once(centre: Stage, tmp_path: Path) -> None:
    survey_id = running(centre)
    people = invited(centre, survey_id, 60)
    asked = []
    for many in (2, 60):
        plan = plan_for(centre, tmp_path, survey_id, [said(one.code) for one in people[:many]])
        statements: list[str] = []
        with centre.read(centre.marek) as reading:
            event.listen(
                reading.db.connection(),
                "before_cursor_execute",
                lambda *told, into=statements: into.append(told[2]),
            )
            check_answers(reading, plan=plan)
        asked.append(len(statements))
    assert asked[0] == asked[1] > 0


def test_a_survey_that_the_file_makes_takes_no_column_for_codes(local_centre: Stage, tmp_path: Path) -> None:
    survey_id = running(local_centre)
    people = invited(local_centre, survey_id, 3)
    plan = plan_for(local_centre, tmp_path, survey_id, [said(one.code) for one in people])
    with local_centre.read(local_centre.marek) as reading:
        proposal = propose_answers(reading, table=plan.table, survey_id=None)
    assert proposal.columns[0].role is Role.LEFT_OUT
    made = changed(replace(plan, survey_id=None, columns=proposal.columns), "Kod", role=Role.CODE)
    taken(local_centre, made)
    assert set(became(local_centre, survey_id)) == {Disposition.UNKNOWN}


def test_a_column_of_codes_is_known_beside_questions(local_centre: Stage, tmp_path: Path) -> None:
    survey_id = running(local_centre)
    people = invited(local_centre, survey_id, 4)
    plan = plan_for(local_centre, tmp_path, survey_id, [said(one.code) for one in people], head=("Token", *HEAD[1:]))
    with local_centre.read(local_centre.marek) as reading:
        form = propose_answers(reading, table=plan.table, survey_id=survey_id).facts.forms[survey_id]
    assert onto_questions(plan.table.seen, form, "en")[0].role is Role.CODE
