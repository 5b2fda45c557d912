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
var kept = [], pressed = {}, parts = {}, heard = {};
var crypto = { getRandomValues: function (a) { return a.map(function () { return Math.random() * 256; }); } };
var Blob = function (parts) { kept.push(parts[0]); };
var URL = { createObjectURL: function () { return ""; } };
var TextEncoder = function () { this.encode = function (words) { return Array.from(words); }; };
var btoa = function (signs) { return "A".repeat(Math.ceil(signs.length / 3) * 4); };
var window = { location: {}, addEventListener: function (kind, done) { heard[kind] = done; } };
function box(value) { return { value: value, checked: value === "9" || value === "no" }; }
function question(key, kind, values, when, words) {
  const boxes = values.map(box), facts = { key: key, kind: kind, number: "7" }, told = { textContent: "" };
  const field = words === undefined ? null : {
    value: words, facts: {}, focused: false,
    setAttribute: function (name, value) { this.facts[name] = value; },
    focus: function () { this.focused = true; },
  };
  if (when) { facts.when = JSON.stringify(when); }
  const made = {
    dataset: facts, field: field, told: told, boxes: boxes,
    closest: function () { return made; },
    querySelectorAll: function () { return boxes; },
    querySelector: function (what) {
      if (what === ".wrong") { return told; }
      if (what === "[aria-invalid=true]") { return field && field.facts["aria-invalid"] === "true" ? field : null; }
      return field;
    },
  };
  return made;
}
var document = {
  body: { appendChild: function () {}, removeChild: function () {} },
  createElement: function () { return { click: function () {} }; },
  getElementById: function (id) {
    parts[id] = parts[id] || {
      addEventListener: function (_kind, done) { pressed[id] = done; },
      scrollIntoView: function () { parts[id].seen = parts[id].textContent; },
    };
    return parts[id];
  },
};
function formOf(questions) {
  return {
    dataset: {
      about: '{"survey": "s"}', to: "a@b.example", subject: "After a contact", mail: "My reply", begin: "B", end: "E",
      most: "4000", nothing: "Nothing", saved: "Saved.", sent: "Sent.", long: "Too long.", open: "Open: {items}.",
      number: "{typed} is none", amount: "0 or more", much: "{count} are too many",
    },
    addEventListener: function (kind, done) { heard[kind] = done; },
    querySelectorAll: function (what) {
      return what === "section" ? [{ querySelectorAll: function () { return questions; } }] : questions;
    },
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


def test_a_number_is_sent_as_one_however_it_was_typed(qapp: QCoreApplication) -> None:
    for typed, sent in (("12,5", 12.5), (" 1\u00a0200 ", 1200), ("\u22123", -3), ("0", 0)):
        asked = f"""[question("many", "number", [], null, {json.dumps(typed)})]"""
        assert json.loads(in_browser(f"replyOf({asked})"))["answers"] == {"many": sent}


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("number", "$& ten", "$& ten is none"),
        ("number", "1" * 13, f"{'1' * 13} is none"),
        ("amount", "-3", "0 or more"),
        ("amount", "soon", "0 or more"),
        ("lines", "é" * 4001, "4001 are too many"),
    ],
)
def test_what_could_not_be_taken_in_is_told_at_its_field_and_nothing_is_saved(
    qapp: QCoreApplication, kind: str, typed: str, told: str
) -> None:
    found = json.loads(
        in_browser(
            f"""
            var asked = [question("nps", "points", ["9"]), question("x", "{kind}", [], null, {json.dumps(typed)})];
            var reply = replyOf(asked) || "";
            var one = asked[1], first = [reply, one.told.textContent, one.field.focused, one.field.value];
            one.field.value = "3";
            heard.input({{ type: "input", target: one }});
            JSON.stringify([...first, one.told.textContent, one.field.facts["aria-invalid"]]);
            """
        )
    )
    assert found == ["", told, True, typed, "", "false"]


def test_after_saving_the_questions_that_are_still_open_are_named(qapp: QCoreApplication) -> None:
    code = """
    var asked = [question("nps", "points", ["9"]), question("csat", "points", ["5"]), question("why", "lines", [])];
    asked[2].dataset.optional = "yes";
    replyOf(asked);
    parts.said.textContent;
    """
    assert in_browser(code) == "Saved. Open: 7."
    assert in_browser(code.replace('"5"', '"no"')) == "Saved."


def test_what_is_said_after_saving_is_brought_onto_the_screen(qapp: QCoreApplication) -> None:
    """It stands below the button, which may be at the lower edge of a telephone."""
    for value, seen in (("9", "Saved."), ("8", "Nothing")):
        assert in_browser(f"""replyOf([question("nps", "points", ["{value}"])]); parts.said.seen""") == seen


def test_whoever_leaves_with_answers_that_were_not_saved_is_asked_first(qapp: QCoreApplication) -> None:
    found = in_browser(
        """
        var asked = [question("nps", "points", ["9"])];
        function asks() {
          var was = false;
          heard.beforeunload({ preventDefault: function () { was = true; } });
          return was;
        }
        begin(formOf(asked));
        var all = [asks()];
        heard.input({ type: "input", target: asked[0] });
        all.push(asks());
        pressed.save();
        all.push(asks(), parts.said.textContent);
        heard.change({ type: "change", target: asked[0] });
        all.push(asks(), parts.said.textContent);
        pressed.send();
        all.push(asks());
        all.join();
        """
    )
    assert found == "false,true,false,Saved.,true,,false"


def test_answers_that_the_browser_puts_back_later_lead_to_their_questions(qapp: QCoreApplication) -> None:
    when = ["call", "=", ["answer", "nps"], ["number", "8"]]
    found = in_browser(
        f"""
        var asked = [question("nps", "points", ["8"]), question("why", "lines", [], [{json.dumps(when)}], "")];
        begin(formOf(asked));
        var before = asked[1].hidden;
        asked[0].boxes[0].checked = true;
        heard.pageshow();
        [before, asked[1].hidden].join();
        """
    )
    assert found == "true,false"


def test_a_heading_goes_with_the_questions_under_it(qapp: QCoreApplication) -> None:
    when = json.dumps(["call", "=", ["answer", "a"], ["number", "1"]])
    code = """
    var form = formOf([question("why", "lines", [], [WHEN], "")]), [section] = form.querySelectorAll("section");
    form.querySelectorAll = function (what) { return what === "section" ? [section] : section.querySelectorAll(); };
    begin(form);
    section.hidden;
    """
    assert in_browser(code.replace("WHEN", when)) == "true"
    assert in_browser(code.replace("[WHEN]", "null")) == "false"


def test_the_note_for_browsers_that_cannot_run_it_goes_when_it_runs(qapp: QCoreApplication) -> None:
    assert in_browser("begin(formOf([])); [parts.unable.hidden, parts.deeds.hidden].join()") == "true,false"


@pytest.mark.parametrize(("letters", "is_sent"), [(10, True), (1500, False)])
def test_a_link_that_mail_programs_would_cut_off_is_not_opened(
    qapp: QCoreApplication, letters: int, is_sent: bool
) -> None:
    found = in_browser(
        f"""
        var form = formOf([question("nps", "points", ["9"])]);
        form.dataset.subject = "a".repeat({letters});
        form.dataset.mail = "b".repeat(500);
        begin(form);
        pressed.send();
        [(window.location.href || "").slice(0, 26), parts.said.textContent].join(" ");
        """
    )
    assert found == ("mailto:a@b.example?subject Sent." if is_sent else " Too long.")
