"""Passengers of San Francisco airport asked in 2017 and 2015, against what the csv module counts in the same files."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from csatdesk.domain.answer_columns import NO_ANSWER, Role
from csatdesk.domain.answer_proposals import by_earlier
from csatdesk.domain.forms import NA
from csatdesk.domain.survey_metrics import CSAT_POINTS, csat, mean, nps
from csatdesk.operations.surveys.answer_facts import propose_answers
from csatdesk.operations.surveys.answer_imports import import_answers, list_mappings
from csatdesk.operations.surveys.answer_plans import AnswerPlan, check_answers, look_at_answers
from csatdesk.operations.surveys.queries import list_surveys
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from tests.cast import Stage
from tests.operations.surveys.answer_files import meaning_of, plan_of

YEAR = "sfo_customer_survey_{}.csv"


@pytest.fixture
def sfo(shared_data: Path) -> Path:
    """The folder of both years; without the shared files this half is skipped and says so."""
    return shared_data / "survey_sfo"


def counted(path: Path, column: str, valid: range) -> list[int]:
    """The answers of a column, straight from the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [row[column].strip() for row in csv.DictReader(file)]
    return sorted(int(cell) for cell in cells if cell.isdigit() and int(cell) in valid)


def kept(centre: Stage, key: str, month: int) -> list[int]:
    with centre.read(centre.marek) as reading:
        query = select(ResponseAnswer.number).join(Response, Response.id == ResponseAnswer.response_id)
        found = reading.db.execute(query.where(ResponseAnswer.item_key == key, Response.month == month)).scalars()
        return sorted(one for one in found if one is not None)


def take_over_2017(centre: Stage, sfo: Path) -> None:
    plan = plan_of(centre, sfo / YEAR.format(2017), name="SFO", month=201705)
    assert import_answers(centre.store, centre.marek, plan=plan).added == 2831


def test_the_traps_of_the_file_are_seen_before_anybody_says_anything(local_centre: Stage, sfo: Path) -> None:
    plan = plan_of(local_centre, sfo / YEAR.format(2017))
    assert meaning_of(plan, "NETPRO").values == {"11": NO_ANSWER}
    assert meaning_of(plan, "Q7FOOD").values == {"6": NA, "0": NO_ANSWER}
    assert meaning_of(plan, "Q7ALL").values == {"Blank": NO_ANSWER}
    assert meaning_of(plan, "WEIGHT").role is Role.WEIGHT


def test_2017_comes_to_what_stands_in_the_file(local_centre: Stage, sfo: Path) -> None:
    take_over_2017(local_centre, sfo)
    path = sfo / YEAR.format(2017)
    recommended, whole = kept(local_centre, "netpro", 201705), kept(local_centre, "q7all", 201705)
    assert recommended == counted(path, "NETPRO", range(11))
    assert whole == counted(path, "Q7ALL", range(1, 6))
    score = nps(recommended)
    assert (score.n, score.promoters, score.detractors, round(score.score.value or 0, 2)) == (2746, 1436, 342, 39.84)
    top = csat(whole, CSAT_POINTS)
    assert (top.n, round(top.value or 0, 2)) == (2688, 82.07)
    assert round(mean(whole, CSAT_POINTS).value or 0, 4) == 4.0644
    for column in ("Q7ART", "Q7FOOD", "Q7WIFI", "Q7RENTAL", "Q9BOARDING", "Q9RESTROOM", "Q9ALL"):
        assert kept(local_centre, column.lower(), 201705) == counted(path, column, range(1, 6))
    with path.open(encoding="utf-8-sig", newline="") as file:
        weights = sorted(float(row["WEIGHT"]) for row in csv.DictReader(file))
    with local_centre.read(local_centre.marek) as reading:
        assert sorted(reading.db.execute(select(Response.weight)).scalars()) == pytest.approx(weights)


def test_2015_stands_beside_2017_although_its_columns_are_called_otherwise(local_centre: Stage, sfo: Path) -> None:
    take_over_2017(local_centre, sfo)
    table = look_at_answers(sfo / YEAR.format(2015))
    with local_centre.read(local_centre.marek) as reading:
        (mapping,) = list_mappings(reading)
        (survey,) = list_surveys(reading)
    columns = by_earlier([one.seen() for one in table.columns], mapping.columns)
    plan = plan_of(local_centre, sfo / YEAR.format(2015), name="SFO", month=201505, survey_id=survey.id)
    plan = replace(plan, columns=columns)
    questions = {one.header: one.question for one in columns if one.role is Role.QUESTION}
    assert (questions["Q18AGE"], questions["Q20INCOME"], questions["Q7ALL"]) == ("q19age", "q21income", "q7all")
    with local_centre.read(local_centre.marek) as reading:
        unknown = {one.header for one in check_answers(reading, plan=plan).problems}
    assert unknown  # codes of 2015 that 2017 does not have: somebody has to say what they are, or leave them out
    left = tuple(replace(one, role=Role.LEFT_OUT) if one.header in unknown else one for one in columns)
    assert import_answers(local_centre.store, local_centre.marek, plan=replace(plan, columns=left)).added == 2958
    for column, key in (("Q7ALL", "q7all"), ("Q7FOOD", "q7food"), ("Q9ALL", "q9all")):
        assert kept(local_centre, key, 201505) == counted(sfo / YEAR.format(2015), column, range(1, 6))
    assert len(kept(local_centre, "q7all", 201705)) == 2688


@pytest.mark.parametrize("header", ["Q16", "NETPRO  ", "Likely to recommend"])
def test_the_recommendation_comes_to_the_same_under_another_name_in_the_file_of_another_year(
    local_centre: Stage, sfo: Path, tmp_path: Path, header: str
) -> None:
    take_over_2017(local_centre, sfo)
    first, *rows = (sfo / YEAR.format(2017)).read_text(encoding="utf-8-sig").splitlines()
    path = tmp_path / "2019.csv"
    path.write_text("\n".join([first.replace("NETPRO", header), *rows]), encoding="utf-8")
    table = look_at_answers(path)
    with local_centre.read(local_centre.marek) as reading:
        proposal = propose_answers(reading, table=table, survey_id=None)
    plan = AnswerPlan(table, proposal.columns, "SFO", 201905, local_centre.anna.office_id, proposal.survey_id)
    assert import_answers(local_centre.store, local_centre.marek, plan=plan).added == 2831
    score = nps(kept(local_centre, "netpro", 201905))
    assert (score.n, score.promoters, score.detractors, round(score.score.value or 0, 2)) == (2746, 1436, 342, 39.84)
