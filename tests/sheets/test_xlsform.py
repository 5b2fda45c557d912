"""XLSForm workbooks: templates go out and come back the same; foreign forms come in or are refused cell by cell."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from csatdesk.domain.scorecard_templates import SCHEMA, ScorecardTemplate
from csatdesk.sheets import xlsform_in
from csatdesk.sheets.trouble import NotATable
from csatdesk.sheets.xlsform_in import FormProblem, NoXlsform, XlsformRead, read_xlsform
from csatdesk.sheets.xlsform_out import write_xlsform
from csatdesk.system.child import run_reader

TEMPLATES = ("office_visit", "phone_call", "written_reply", "daily_hall")


def book(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    made = Workbook()
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
    del made["Sheet"]
    made.save(path)
    return path


def read(path: Path, **sheets: Sequence[Sequence[Any]]) -> XlsformRead:
    return read_xlsform(book(path / "form.xlsx", **sheets))


def places(problems: Sequence[FormProblem]) -> list[tuple[str, int, str, str]]:
    return [(one.sheet, one.row, one.column, one.text) for one in problems]


def items(found: XlsformRead) -> dict[str, dict[str, Any]]:
    assert found.mapping is not None, found.problems
    return {item["key"]: item for section in found.mapping["sections"] for item in section["items"]}


# there and back


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_comes_back_identical(shared_data: Path, tmp_path: Path, name: str) -> None:
    mapping = yaml.safe_load((shared_data.parent / "templates" / f"{name}.yaml").read_text(encoding="utf-8"))
    template = ScorecardTemplate.from_dict(mapping)
    write_xlsform(tmp_path / "form.xlsx", template)
    found = read_xlsform(tmp_path / "form.xlsx")
    assert not found.problems
    assert not found.warnings
    assert found.mapping is not None
    assert ScorecardTemplate.from_dict(found.mapping) == template


WORDS = st.text("abcżæя <=&'\"1", min_size=1, max_size=12).map(str.strip).filter(lambda one: one and one[0] not in "<=")
TEXTS = st.dictionaries(st.sampled_from(["en", "pl", "ru"]), WORDS, min_size=1, max_size=3)
WEIGHTS = st.integers(0, 40).map(lambda quarters: quarters / 4)
BANDS = st.lists(
    st.fixed_dictionaries({"up_to": st.integers(0, 90), "score": st.sampled_from([0, 0.5, 1])}), min_size=1, max_size=3
)
CHOICES = st.lists(st.sampled_from(["a", "b", "c", "1", "other"]), min_size=1, max_size=4, unique=True).flatmap(
    lambda keys: st.tuples(*(st.fixed_dictionaries({"key": st.just(key), "text": TEXTS}) for key in keys)).map(list)
)
SCALES = st.one_of(
    st.sampled_from(
        ["yes_no", "yes_partial_no", "likert2", "likert7", "likert11", "text", "date", "time", "number"]
    ).map(lambda word: {"scale": word}),
    BANDS.map(lambda bands: {"scale": "measure", "unit": {"en": "min"}, "bands": bands}),
    CHOICES.map(lambda choices: {"scale": "one", "choices": choices}),
    CHOICES.map(lambda choices: {"scale": "many", "choices": choices}),
    st.just({"scale": "points", "from": 0, "to": 10, "good": "low", "lowest": {"en": "never"}}),
    st.just({"scale": "likert5", "shown": "descending"}),
)
FACTS = st.fixed_dictionaries(
    {
        "what": TEXTS,
        "how": TEXTS,
        "weight": WEIGHTS,
        "critical": st.sampled_from(["none", "customer", "business", "compliance"]),
        "fail_below": st.sampled_from([0.5, 0.75, 1]),
        "na": st.booleans(),
        "not_observed": st.booleans(),
        "integrity": st.booleans(),
        "optional": st.booleans(),
        "evidence": st.sampled_from(["none", "photo", "document", "note", "time"]),
    }
)


@st.composite
def templates(draw: st.DrawFn) -> ScorecardTemplate:
    count = draw(st.integers(1, 3))
    sections = []
    for place in range(count):
        made = [draw(FACTS) | draw(SCALES) | {"key": f"s{place}q{number}"} for number in range(draw(st.integers(1, 3)))]
        if place:
            made[0]["show_when"] = ["call", "=", ["answer", "s0q0"], ["value", "yes"]]
        sections.append({"key": f"s{place}", "title": draw(TEXTS), "weight": draw(WEIGHTS), "items": made})
    return ScorecardTemplate.from_dict(
        {"schema": SCHEMA, "key": "made", "title": draw(TEXTS), "purpose": draw(TEXTS), "sections": sections}
    )


@given(templates())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_a_template_holds_comes_back(tmp_path: Path, template: ScorecardTemplate) -> None:
    write_xlsform(tmp_path / "form.xlsx", template)
    found = read_xlsform(tmp_path / "form.xlsx")
    assert not found.problems
    assert found.mapping is not None
    assert ScorecardTemplate.from_dict(found.mapping) == template


# what others made


def test_old_spellings_are_understood(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        survey=[
            ["Type", "Name", "label:English", "label::Polski (pl)", "bind:relevant", "bind:constraint", "required"],
            ["select one from yn", "asked", "Were you asked?", "Czy pytano?", None, None, "yes"],
            ["select all that apply from ways or specify other", "how", "How?", None, "${asked} = 'yes'", None, None],
            ["int", "minutes", "How long?", None, None, ". >= 0", "true()"],
            ["add select one prompt using yn", "again", "Again?", None, None, None, "TRUE"],
        ],
        choices=[
            ["list name", "name", "label:English"],
            ["yn", "yes", "Yes"],
            ["yn", "no", "No"],
            ["ways", "p", "Post"],
        ],
        settings=[["form_title", "id_string", "default_language"], ["Visit", "visit", "English"]],
    )
    made = items(found)
    assert made["asked"]["what"] == {"en": "Were you asked?", "pl": "Czy pytano?"}
    assert [one["key"] for one in made["how"]["choices"]] == ["p", "other"]
    assert made["how"]["show_when"] == ["call", "=", ["answer", "asked"], ["value", "yes"]]
    assert made["how"]["optional"]
    assert made["minutes"]["must_be"] == ["call", ">=", ["answer", "."], ["number", "0"]]
    assert "optional" not in made["again"]
    assert found.mapping is not None
    assert (found.mapping["key"], found.mapping["title"]) == ("visit", "Visit")


def test_signs_nobody_sees_hide_no_type_and_no_name(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        survey=[["type\u200e", "name", "label"], ["select_one\u00a0yn\u200f", "\u202aasked\u202c", "علی\u200cرضا"]],
        choices=[["list_name", "name", "label"], ["yn", "yes\u200e", "Yes"], ["yn", "no", "No"]],
    )
    assert items(found)["asked"]["what"] == "علی\u200cرضا"


def test_a_choice_that_depends_on_another_is_told_as_free(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        survey=[
            ["type", "name", "label", "choice_filter"],
            ["select_one land", "land", "Country?", None],
            ["select_one town", "town", "Town?", "land = ${land}"],
        ],
        choices=[
            ["list_name", "name", "label", "land"],
            *(["land", one, one.title(), None] for one in ("pl", "no")),
            *(["town", one, one.title(), "pl"] for one in ("gdynia", "lublin")),
        ],
    )
    assert places(found.warnings) == [("survey", 3, "D", xlsform_in.FILTERED)]
    assert len(items(found)["town"]["choices"]) == 2


def test_scores_and_weights_make_a_scorecard(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        survey=[
            ["type", "name", "label", "weight", "critical", "bands"],
            ["begin_group", "hall", "Hall", 30],
            ["select_one yn", "clean", "Clean", 2, "customer"],
            ["select_one steps", "kind", "Kind", "1,5"],
            ["decimal", "wait", "Wait", 3, None, "up_to 10 = 1; up_to 15 = 0,5"],
            ["end group"],
        ],
        choices=[
            ["list_name", "name", "label", "score"],
            ["yn", "yes", "Yes", 1],
            ["yn", "no", "No", 0],
            ["yn", "na", "Not applicable"],
            ["steps", "good", "Good", 1],
            ["steps", "so", "So so", 0.7],
            ["steps", "bad", "Bad", 0],
        ],
    )
    made = items(found)
    assert made["clean"]["scale"] == "yes_no"
    assert made["clean"]["critical"] == "customer"
    assert made["clean"]["na"]
    assert [one["score"] for one in made["kind"]["choices"]] == [1, 0.7, 0]
    assert made["kind"]["weight"] == 1.5
    assert made["wait"]["bands"] == [{"up_to": 10, "score": 1}, {"up_to": 15, "score": 0.5}]
    assert found.mapping is not None
    assert found.mapping["sections"][0]["weight"] == 30


def test_groups_inside_groups_are_asked_under_both_conditions(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        survey=[
            ["type", "name", "label", "relevant"],
            ["text", "a", "A"],
            ["begin group", "outer", "Outer", "${a} = 'x'"],
            ["begin group", "inner", "Inner", "${a} != ''"],
            ["text", "b", "B"],
            ["end group"],
            ["text", "c", "C"],
            ["end group"],
            ["text", "d", "D"],
        ],
    )
    assert found.mapping is not None
    template = ScorecardTemplate.from_dict(found.mapping)
    asked = [[item.key for item in shown] for _, shown in template.form.asked({"a": "x"})]
    assert asked == [["a"], ["b"], ["c"], ["d"]]
    assert [[item.key for item in shown] for _, shown in template.form.asked({"a": "y"})] == [["a"], ["d"]]


def test_a_condition_about_a_group_asks_for_no_question(tmp_path: Path) -> None:
    survey = [
        ["type", "name", "label", "relevant"],
        ["begin group", "hall", "Hall"],
        ["text", "a", "A", "${hall} = 'x'"],
        ["end group"],
    ]
    assert places(read(tmp_path, survey=survey).problems) == [("survey", 3, "D", xlsform_in.CONDITION_LOST)]


@pytest.mark.parametrize(
    ("parameters", "scale"),
    [("start=0 end=10", "points"), ("start=0 end=1000", "number"), ("start=0 end=1 step=0.1", "number")],
)
def test_a_range_is_points_where_these_are_few_and_whole(tmp_path: Path, parameters: str, scale: str) -> None:
    found = read(tmp_path, survey=[["type", "name", "parameters"], ["range", "a", parameters]])
    assert items(found)["a"]["scale"] == scale


@pytest.mark.parametrize("version", ["2024-03-01.b", "9" * 5000, "0", ""])
def test_a_version_that_is_no_small_number_begins_anew(tmp_path: Path, version: str) -> None:
    found = read(tmp_path, survey=[["type", "name"], ["text", "a"]], settings=[["version"], [version]])
    assert found.mapping is not None
    assert found.mapping["version"] == 1


def test_every_problem_is_told_with_sheet_row_and_column(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        survey=[
            ["type", "name", "label", "relevant", "weight"],
            ["select_one nowhere", "a", "A"],
            ["text", "b", "B", "today() > 1"],
            ["text", "b", "B"],
            ["text", None, "C"],
            [None, "d", "D"],
            ["text", "e", "E", "${geo} = 1", "much"],
            ["geopoint", "geo", "Where"],
            ["end group"],
            ["begin repeat", "r", "R"],
            ["text", "f", "F"],
            ["end repeat"],
            ["begin group", "g", "G"],
            ["text", "h", "H", None, -1],
        ],
        choices=[["list_name", "name", "label", "score"], ["l", "x", "X", "high"], ["l", "x", "Y"], ["l", None, "Z"]],
    )
    assert found.mapping is None
    assert places(found.problems) == [
        ("survey", 2, "A", xlsform_in.NO_LIST),
        ("survey", 3, "D", xlsform_in.CONDITION_WRONG),
        ("survey", 4, "B", xlsform_in.NAME_TWICE),
        ("survey", 5, "A", xlsform_in.NO_NAME),
        ("survey", 6, "B", xlsform_in.NO_TYPE),
        ("survey", 7, "E", xlsform_in.NUMBER_WRONG),
        ("survey", 7, "D", xlsform_in.CONDITION_LOST),
        ("survey", 9, "A", xlsform_in.END_ALONE),
        ("survey", 10, "A", xlsform_in.REPEATED),
        ("choices", 3, "B", xlsform_in.CHOICE_TWICE),
        ("choices", 4, "", xlsform_in.CHOICE_UNNAMED),
    ]
    assert places(found.warnings) == [("survey", 8, "A", xlsform_in.SKIPPED)]


@pytest.mark.parametrize(
    ("survey", "place"),
    [
        ([["type", "name", "weight"], ["text", "a", -1]], ("survey", 2, "C", xlsform_in.VALUE_WRONG)),
        ([["type", "name", "critical"], ["text", "a", "very"]], ("survey", 2, "C", xlsform_in.VALUE_WRONG)),
        ([["type", "name", "bands"], ["decimal", "a", "about 10"]], ("survey", 2, "C", xlsform_in.VALUE_WRONG)),
        ([["type", "name", "na"], ["text", "a", "perhaps"]], ("survey", 2, "C", xlsform_in.VALUE_WRONG)),
        ([["type", "name", "parameters"], ["range", "a", "start=9 end=1"]], ("survey", 2, "A", xlsform_in.VALUE_WRONG)),
        ([["type", "name"], ["begin group", "g"], ["text", "a"]], ("survey", 2, "A", xlsform_in.NEVER_ENDS)),
        ([["type", "name"], ["start", "s"]], ("survey", 1, "", xlsform_in.NO_QUESTIONS)),
        ([], ("survey", 1, "", xlsform_in.NO_QUESTIONS)),
    ],
)
def test_a_cell_that_cannot_stand_is_named(tmp_path: Path, survey: Any, place: Any) -> None:
    assert places(read(tmp_path, survey=survey).problems) == [place]


def test_a_workbook_without_questions_is_told_apart_from_no_workbook(tmp_path: Path) -> None:
    found = read(tmp_path, people=[["name"], ["Anna"]])
    assert places(found.problems) == [("survey", 1, "", xlsform_in.NO_SURVEY)]
    (tmp_path / "text.xlsx").write_text("type,name\n")
    with pytest.raises(NoXlsform):
        read_xlsform(tmp_path / "text.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(NotATable):
        read_xlsform(tmp_path / "broken.xlsx")


def test_the_child_process_reads_the_same(tmp_path: Path) -> None:
    path = book(
        tmp_path / "form.xlsx", survey=[["type", "name", "label", "weight"], ["text", "a", "Ż", Decimal("0.5")]]
    )
    (found,) = run_reader("csatdesk.sheets.xlsform_in:read_for_child", path, {})
    assert found["mapping"] == read_xlsform(path).mapping
    assert found["problems"] == []
