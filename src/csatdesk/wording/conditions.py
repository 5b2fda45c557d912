"""Conditions in words: “Was there a queue?” is “Yes”."""

from decimal import Decimal

from csatdesk.domain.expressions import HERE, AnswerOf, Call, Expression, Literal
from csatdesk.domain.forms import Form, Item
from csatdesk.domain.marks import N_
from csatdesk.wording.evaluations import answer_words
from csatdesk.wording.formats import number, quoted
from csatdesk.wording.speaking import _, language

COMPARED = {
    "=": N_("{one} is {other}"),
    "!=": N_("{one} is not {other}"),
    "selected": N_("{one} includes {other}"),
    "<": N_("{one} is less than {other}"),
    "<=": N_("{one} is at most {other}"),
    ">": N_("{one} is more than {other}"),
    ">=": N_("{one} is at least {other}"),
}
JOINED = {"and": N_("{one}, and {other}"), "or": N_("{one}, or {other}")}
CALCULATED = {"+": "+", "-": "−", "*": "×", "div": "÷", "mod": "mod"}


def condition_words(expression: Expression, form: Form) -> str:
    """The whole condition as one sentence without its end; the questions by their short names."""
    match expression:
        case Literal(value):
            return _value(value)
        case AnswerOf(key):
            return _question(key, form)
        case Call(name, (one, other)) if name in COMPARED:
            return _compared(name, one, other, form)
        case Call(name, parts) if name in JOINED:
            told = condition_words(parts[0], form)
            for part in parts[1:]:
                told = _(JOINED[name]).format(one=told, other=condition_words(part, form))
            return told
        case Call(name, parts):
            return _called(name, [condition_words(part, form) for part in parts])


def _called(name: str, parts: list[str]) -> str:
    if name in CALCULATED and len(parts) > 1:
        return f"{parts[0]} {CALCULATED[name]} {parts[1]}"
    words = {
        "not": N_("not so: {one}"),
        "count-selected": N_("how many are chosen of {one}"),
        "string-length": N_("how long {one} is"),
        "if": N_("if {one}, then {other}, else {third}"),
        "coalesce": N_("the first given of {one}"),
    }
    if name not in words:
        return f"{CALCULATED.get(name, name)}{', '.join(parts)}"
    if name == "coalesce":
        return _(words[name]).format(one=", ".join(parts))
    return _(words[name]).format(**dict(zip(("one", "other", "third"), parts, strict=False)))


def _compared(name: str, one: Expression, other: Expression, form: Form) -> str:
    first = condition_words(one, form)
    item = form.item(one.key) if isinstance(one, AnswerOf) else None
    if isinstance(other, Literal) and other.value == "":
        return _("{one} has no answer").format(one=first) if name == "=" else _("{one} has an answer").format(one=first)
    is_answer = item is not None and isinstance(other, Literal)
    second = _answer(item, other) if is_answer else condition_words(other, form)
    return _(COMPARED[name]).format(one=first, other=second)


def _answer(item: Item | None, expression: Expression) -> str:
    assert item is not None
    assert isinstance(expression, Literal)
    value = expression.value
    if isinstance(value, Decimal):
        return answer_words(item, value)
    return quoted(answer_words(item, value))


def _value(value: Decimal | str | bool) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return number(value) if isinstance(value, Decimal) else quoted(value)


def _question(key: str, form: Form) -> str:
    if key == HERE:
        return _("this answer")
    item = form.item(key)
    if item is None:
        return _("a question that is not here")
    speech = language()
    return quoted(item.short.in_language(speech) or item.text.in_language(speech) or key)
