"""Conditions as XLSForm writes them ("${topic} = 'bill' and . > 0"), parsed into the plain trees of the domain."""

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from csatdesk.domain.expressions import (
    HERE,
    AnswerOf,
    Call,
    ConditionError,
    Expression,
    Literal,
    check_expression,
)

if TYPE_CHECKING:
    from lark import Lark, Token

TEXT_MOST = 2000  # letters of one condition
DEPTH_MOST = 40  # brackets in one another
GRAMMAR = r"""
?start: either
?either: both ("or" both)*
?both: compared ("and" compared)*
?compared: sum (COMPARE sum)?
?sum: product (PLUS product)*
?product: signed (TIMES signed)*
?signed: "-" signed -> minus
       | atom
?atom: NUMBER -> number
     | STRING -> string
     | "${" KEY "}" -> answer
     | "." -> here
     | KEY "(" [either ("," either)*] ")" -> call
     | "(" either ")"
COMPARE: "!=" | "<=" | ">=" | "=" | "<" | ">"
PLUS: "+" | "-"
TIMES: "*" | "div" | "mod"
NUMBER: /\d+(\.\d+)?|\.\d+/
STRING: /'[^']*'|"[^"]*"/
KEY: /[^\W\d][\w.:-]*/
%ignore /\s+/
"""
_QUOTES = str.maketrans("‘’“”", "''\"\"")  # as word processors make them


def parse_condition(text: str) -> Expression:
    """The tree of a condition; ConditionError for what cannot be read or calls what is not known."""
    from lark.exceptions import LarkError

    text = text.translate(_QUOTES).replace("\xa0", " ")
    if len(text) > TEXT_MOST or _depth(text) > DEPTH_MOST:
        raise ConditionError(text[:TEXT_MOST])
    try:
        tree = _parser().parse(text)
    except LarkError as error:
        raise ConditionError(text) from error
    made = _made(tree)
    check_expression(made)
    return made


def write_condition(expression: Expression) -> str:  # noqa: PLR0911  (one for each kind of tree)
    """The condition in XLSForm's words; `parse_condition` reads the same tree from it."""
    match expression:
        case Literal(bool() as value):
            return f"{str(value).lower()}()"
        case Literal(str() as value):
            return f'"{value}"' if "'" in value else f"'{value}'"
        case Literal(value):
            return str(value)
        case AnswerOf(key):
            return "." if key == HERE else f"${{{key}}}"
        case Call("-", (one,)):
            return f"-{_bracketed(one)}"
        case Call(name, of) if name in _BETWEEN:
            return f" {name} ".join(map(_bracketed, of))
        case Call(name, of):
            return f"{name}({', '.join(map(write_condition, of))})"


_BETWEEN = frozenset({"and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"})


def _bracketed(expression: Expression) -> str:
    is_plain = not isinstance(expression, Call) or expression.name not in _BETWEEN
    written = write_condition(expression)
    return written if is_plain else f"({written})"


@lru_cache(maxsize=1)
def _parser() -> "Lark":
    from lark import Lark

    return Lark(GRAMMAR, parser="lalr")


def _depth(text: str) -> int:
    depth = deepest = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
    return max(deepest, text.count("--"))


def _made(tree: Any) -> Expression:  # noqa: PLR0911  (one for each rule of the grammar)
    parts = tree.children
    match tree.data:
        case "number":
            return Literal(Decimal(parts[0]))
        case "string":
            return Literal(str(parts[0])[1:-1])
        case "answer":
            return AnswerOf(str(parts[0]))
        case "here":
            return AnswerOf(HERE)
        case "minus":
            return Call("-", (_made(parts[0]),))
        case "call":
            return _called(str(parts[0]), tuple(_made(one) for one in parts[1:] if one is not None))
        case "either" | "both":
            return Call("or" if tree.data == "either" else "and", tuple(map(_made, parts)))
    return _chained(parts)


def _called(name: str, of: tuple[Expression, ...]) -> Expression:
    if name in {"true", "false"} and not of:
        return Literal(name == "true")
    if name == "number" and len(of) == 1:
        return of[0]  # numbers are compared as numbers anyway
    return Call(name, of)


def _chained(parts: "list[Any | Token]") -> Expression:
    """Operands with their operators between them, from the left."""
    made = _made(parts[0])
    for operator, operand in zip(parts[1::2], parts[2::2], strict=True):
        made = Call(str(operator), (made, _made(operand)))
    return made
