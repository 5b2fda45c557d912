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
