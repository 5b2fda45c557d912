"""The script of the form for browsers decides like the form engine which question is asked."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QJSEngine

from csatdesk.domain.expressions import CALLS, expression_from_json, is_true
from csatdesk.wording.resources import resource

A, B = ["answer", "a"], ["answer", "b"]
NUMBERS = [["number", "3"], ["number", "0"], ["number", "-2.5"]]
PARTS = [A, B, *NUMBERS, ["value", "yes"], ["value", ""], ["value", True]]
ANSWERS: tuple[Mapping[str, object], ...] = (
    {},
    {"a": 3},
    {"a": 0, "b": "yes"},
    {"a": "yes", "b": ["slow", "yes"]},
    {"a": "no", "b": 3},
    {"a": "3"},
)


@pytest.fixture(scope="module")
def script(qapp: QCoreApplication) -> QJSEngine:
    engine = QJSEngine()
    engine.evaluate(resource("survey_form", "form.js").read_text(encoding="utf-8"))
    return engine


def calls(name: str) -> list[list[object]]:
    least, most = CALLS[name]
    counts = {count for count in (1, 2) if least <= count <= most}
    made: list[list[object]] = [["call", name, one] for one in PARTS] if 1 in counts else []
    made += [["call", name, one, other] for one in PARTS for other in PARTS] if 2 in counts else []
    return made or [["call", name, one, A, ["value", ""]] for one in PARTS]


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_condition_is_as_true_in_the_browser_as_in_the_program(script: QJSEngine, name: str) -> None:
    for tree in calls(name):
        for answers in ANSWERS:
            code = f"truthOf(valueOf({json.dumps(tree)}, {json.dumps(answers)}))"
            found: Any = script.evaluate(code)  # its described type is a tuple, its real one is not
            assert not found.isError(), found.toString()
            assert found.toBool() == is_true(expression_from_json(tree), answers), (tree, answers)


def test_a_reply_in_a_mail_stands_in_lines_that_no_mail_program_breaks(script: QJSEngine) -> None:
    found: Any = script.evaluate("linesOf('a'.repeat(130)).split('\\n').map(l => l.length).join()")
    assert found.toString() == "60,60,10"


BROWSER = """
var kept = [], pressed = {};
var crypto = { getRandomValues: function (a) { return a.map(function () { return Math.random() * 256; }); } };
var Blob = function (parts) { kept.push(parts[0]); };
var URL = { createObjectURL: function () { return ""; } };
function box(value) { return { value: value, checked: value === "9" || value === "no" }; }
function question(key, kind, values, when, words) {
  const boxes = values.map(box), facts = { key: key, kind: kind };
  if (when) { facts.when = JSON.stringify(when); }
  return {
    dataset: facts,
    querySelectorAll: function () { return boxes; },
    querySelector: function () { return words === undefined ? null : { value: words }; },
  };
}
var document = {
  body: { appendChild: function () {}, removeChild: function () {} },
  createElement: function () { return { click: function () {} }; },
  getElementById: function (id) {
    return { addEventListener: function (_kind, done) { pressed[id] = done; } };
  },
};
function formOf(questions) {
  return {
    dataset: { about: '{"survey": "s"}' },
    addEventListener: function () {},
    querySelectorAll: function () { return questions; },
  };
}
function replyOf(questions) { begin(formOf(questions)); kept = []; pressed.save(); return kept[0]; }
"""


def in_browser(code: str) -> Any:
    engine = QJSEngine()
    for part in (resource("survey_form", "form.js").read_text(encoding="utf-8"), BROWSER):
        engine.evaluate(part)
    found: Any = engine.evaluate(code)
    assert not found.isError(), found.toString()
    return found.toString()


def test_two_people_who_answer_alike_send_two_replies_and_one_who_saves_twice_sends_one(
    qapp: QCoreApplication,
) -> None:
    one, again, other = json.loads(
        in_browser(
            """
            var asked = [question("nps", "points", ["8", "9"])];
            var one = replyOf(asked);
            pressed.save();
            JSON.stringify([one, kept[1], replyOf(asked)]);
            """
        )
    )
    assert one == again
    assert one != other
    answers = {"survey": "s", "answers": {"nps": 9}}
    assert all({**json.loads(each), "once": ""} == {**answers, "once": ""} for each in (one, other))


def test_a_question_called_like_a_part_of_the_language_counts_only_when_it_is_answered(
    qapp: QCoreApplication,
) -> None:
    when = ["call", "=", ["answer", "constructor"], ["value", ""]]
    asked = f"""[question("nps", "points", ["9"], [{json.dumps(when)}])]"""
    assert json.loads(in_browser(f"replyOf({asked})"))["answers"] == {"nps": 9}


def test_words_beside_a_box_for_what_does_not_apply_are_sent(qapp: QCoreApplication) -> None:
    for words, box, sent in ((" Good ", "na", "Good"), ("", "9", "9")):
        asked = f"""[question("why", "lines", ["{box}"], null, "{words}")]"""
        assert json.loads(in_browser(f"replyOf({asked})"))["answers"] == {"why": sent}
