"""Filled forms that come back as files: what they say of themselves, and whether their answers can be counted.

A form says to which survey and version it belongs and, unless it is anonymous, carries the code of an invitation.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from csatdesk.domain.errors import Refusal
from csatdesk.domain.forms import NA, NO, NOT_OBSERVED, PARTIAL, YES, Answer, Form, Item, ScaleKind
from csatdesk.domain.kiosk import points_of
from csatdesk.domain.marks import N_

SCHEMA = "csatdesk-reply/1"
BEGIN, END = "-----BEGIN REPLY-----", "-----END REPLY-----"  # around a reply in an e-mail
FIELD, PART, OUTSIDE = "a", "_", "na"  # names of fields: "a3", of boxes: "a3_2"; the box of "does not apply"
TEXT_MOST = 4000
_NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # no store keeps them, nobody reads them


class NotAForm(Refusal):
    text = N_("“{file}” is no form of a survey, or it was printed instead of saved. Ask for the file itself.")


class ReplyDamaged(Refusal):
    text = N_("“{file}” is damaged, so its answers cannot be read. Ask for it once more.")


class OtherSurvey(Refusal):
    text = N_("“{file}” belongs to another survey.")


class OtherVersion(Refusal):
    text = N_("“{file}” is a form of version {version}, but this survey asks by version {wanted}.")


class NothingFilled(Refusal):
    text = N_("“{file}” has no answer in it.")


class TwoAnswers(Refusal):
    text = N_("“{file}” has two answers to question {number}. Ask which one is meant.")


class AnswerUnreadable(Refusal):
    text = N_("“{file}” has an answer to question {number} that this question cannot have.")


class AnswerTooLong(Refusal):
    text = N_("“{file}” has an answer to question {number} that is longer than {most} characters.")


class CodeUnknown(Refusal):
    text = N_("“{file}” has the code {code}, which this survey does not know.")


class CodeTwice(Refusal):
    text = N_("“{file}” has the code {code}, as has “{first}”. The first one counts.")


class SameFileTwice(Refusal):
    text = N_("“{file}” is the same as “{first}”. It counts once.")


@dataclass(frozen=True, slots=True)
class About:
    """What a form says of itself. `survey`: its identity; `code`: "" on an anonymous form."""

    survey: str
    version: int
    code: str = ""
    language: str = ""

    def words(self) -> str:
        """As one line of plain letters."""
        return " ".join((SCHEMA, self.survey, str(self.version), self.language or "-", self.code or "-"))


def about_in(words: str) -> About | None:
    """What such a line says; None for any other."""
    parts = words.split()
    if len(parts) != 5 or parts[0] != SCHEMA or not parts[2].isdecimal() or len(parts[2]) > 6:
        return None
    language, code = ("" if part == "-" else part for part in parts[3:])
    return About(parts[1], int(parts[2]), code, language)


@dataclass(frozen=True, slots=True)
class Reply:
    """A form that came back, with its answers as the file has them. `is_pdf`: by names of fields, else by keys."""

    about: About
    answers: Mapping[str, Any]
    is_pdf: bool


def check_reply(reply: Reply, file: str, about: About, form: Form) -> dict[str, Answer]:
    """The answers in it; refused when it belongs elsewhere, says nothing, or says what cannot be said."""
    if reply.about.survey != about.survey:
        raise OtherSurvey(file=file)
    if reply.about.version != about.version:
        raise OtherVersion(file=file, version=reply.about.version, wanted=about.version)
    if not reply.is_pdf and not set(reply.answers) <= {item.key for item in form.items()}:
        raise ReplyDamaged(file=file)
    found: dict[str, Answer] = {}
    for number, item in enumerate(form.items(), start=1):
        given = _in_fields(reply.answers, number, item, file) if reply.is_pdf else reply.answers.get(item.key)
        answer = _answer(item, given)
        if answer is not None and not item.accepts(answer):
            raise AnswerUnreadable(file=file, number=number)
        if isinstance(answer, str) and len(answer) > TEXT_MOST:
            raise AnswerTooLong(file=file, number=number, most=TEXT_MOST)
        if answer is not None:
            found[item.key] = answer
    if not found:
        raise NothingFilled(file=file)
    return found


def boxes_of(item: Item) -> tuple[Answer, ...]:
    """What the boxes of a question stand for, in the order in which they are shown; none where something is typed."""
    scale = item.scale
    match scale.kind:
        case ScaleKind.YES_NO:
            return (YES, NO)
        case ScaleKind.YES_PARTIAL_NO:
            return (YES, PARTIAL, NO)
        case ScaleKind.POINTS:
            return points_of(scale)
        case ScaleKind.ONE | ScaleKind.MANY:
            return tuple(one.key for one in scale.choices)
    return ()


def field_name(number: int) -> str:
    """Of the question with this number."""
    return f"{FIELD}{number}"


def _in_fields(fields: Mapping[str, Any], number: int, item: Item, file: str) -> object:
    """What the fields of one question say. Of boxes it is their number; several of one question are two answers."""
    name, boxes = field_name(number), boxes_of(item)
    if item.scale.kind is ScaleKind.MANY:
        ticked = [one for place, one in enumerate(boxes, start=1) if fields.get(f"{name}{PART}{place}")]
        is_outside = bool(fields.get(f"{name}{PART}{OUTSIDE}"))
        if ticked and is_outside:
            raise TwoAnswers(file=file, number=number)
        return NA if is_outside else ticked
    given = fields.get(name)
    if isinstance(given, list | tuple):
        if len(given) > 1:
            raise TwoAnswers(file=file, number=number)
        given = given[0] if given else None
    alone = next((one for one in (OUTSIDE, "1") if fields.get(f"{name}{PART}{one}")), None)  # the only box there is
    if alone and given:
        raise TwoAnswers(file=file, number=number)
    given = alone or given
    if given is None or given == "" or not boxes:
        return given
    if given == OUTSIDE:
        return NA
    place = int(given) if str(given).isdecimal() and len(str(given)) < 4 else 0
    if not 1 <= place <= len(boxes):
        raise AnswerUnreadable(file=file, number=number)
    return boxes[place - 1]


def _answer(item: Item, given: object) -> Answer | None:
    """An answer as the form engine has it; None where nothing was answered."""
    if given is None or given in ("", [], ()):
        return None
    if isinstance(given, str):
        return _typed(item, _NO_SIGN.sub("", given).strip())
    if isinstance(given, list | tuple):
        return tuple(map(str, given))
    return given if isinstance(given, bool | int | float | Decimal) else str(given)


def _typed(item: Item, given: str) -> Answer | None:
    """A number that was typed into a field, with a comma or a point. Who types "na" as words says nothing."""
    if item.scale.kind is ScaleKind.TEXT and given in {NA, NOT_OBSERVED} and not item.accepts(given):
        return None
    if item.scale.kind not in {ScaleKind.NUMBER, ScaleKind.MEASURE} or given in {"", NA}:
        return given or None
    plain = given.replace(",", ".").replace("\N{MINUS SIGN}", "-")
    is_number = plain.removeprefix("-").replace(".", "", 1).isdecimal() and plain.isascii() and len(plain) < 16
    return Decimal(plain) if is_number else given
