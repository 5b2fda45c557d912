"""Answers of others in a file: what each of its columns means, and which of the values in it are answers.

A value is an answer by itself where it lies on the scale of its question. What else stands in a column has to be said:
that it is no answer (0, 11, "Blank"), that the question did not apply (6 beside a scale from 1 to 5), which choice it
is. Nothing is guessed away: a value about which nothing was said is a mistake.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.form_reading import TemplateTextTooLong
from csatdesk.domain.forms import NA, NO, YES, Form, Good, Item, ScaleKind
from csatdesk.domain.marks import N_
from csatdesk.domain.questionnaires import KIND, SECTION
from csatdesk.domain.scorecard_templates import SCHEMA, ScorecardTemplate
from csatdesk.domain.surveys import Kept, read_code

NO_ANSWER = ""  # what a value means that is none
KEY_LONG, LABEL_MOST, CHOICES_MOST = 60, 200, 60
NUMBER_MOST = 2**31 - 1


class Role(Enum):
    """What a column is."""

    LEFT_OUT = "left_out"
    QUESTION = "question"
    DAY = "day"  # a date, or a day of the one month the file is of
    WEIGHT = "weight"
    OFFICE = "office"
    CHANNEL = "channel"
    SEGMENT = "segment"
    LANGUAGE = "language"
    TOPIC = "topic"
    WAY = "way"  # by which people were asked: its name, or its code
    NUMBER = "number"  # of the filled-in form
    CODE = "code"  # of the invitation, or of the way by which people were asked


PLACED = (Role.OFFICE, Role.CHANNEL, Role.SEGMENT, Role.LANGUAGE, Role.TOPIC, Role.WAY)  # their values are ours


def stands_for(role: Role, ours: Mapping[str, str], value: str) -> str | None:
    """What of ours a value is, however it is written: the code of a way also with blanks and dashes."""
    found = ours.get(fold(value))
    return ours.get(fold(read_code(value))) if found is None and role is Role.WAY else found


class Sense(Enum):
    """How a question is answered that is made from a column."""

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    CHOICE = "choice"
    AMOUNT = "amount"
    WORDS = "words"


SCALED = frozenset({Sense.NPS, Sense.CSAT, Sense.CES})


class RoleTwice(Refusal):
    text = N_("“{first}” and “{second}” are the same. Choose one of them.")


class NoQuestionChosen(Refusal):
    text = N_("Say of one column at least that it holds answers.")


class NoChoices(Refusal):
    text = N_("“{column}” holds no answer. Leave it out.")


class TooManyChoices(Refusal):
    text = N_("“{column}” holds {count} different values, too many for choices. Take it as a number, or as words.")


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """`question`: key of the question it answers. `first`, `last`, `is_low_good`: of its scale. `values`: what a value
    means where it does not speak for itself: NO_ANSWER, NA, or the key of what it stands for. `labels`: words of a
    choice made from it. `seen`: its usual values, by which it is known again in the file of another year.
    """

    header: str
    role: Role = Role.LEFT_OUT
    question: str = ""
    title: str = ""
    sense: Sense = Sense.CHOICE
    first: int = 1
    last: int = 5
    is_low_good: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()

    def meaning(self, value: str) -> str | None:
        """What was said of a value, however it is written; None: nothing."""
        found = self.values.get(value)
        return found if found is not None else self.values.get(value.casefold())

    def plain(self) -> dict[str, Any]:
        return {
            "header": self.header,
            "role": self.role.value,
            "question": self.question,
            "title": self.title,
            "sense": self.sense.value,
            "scale": [self.first, self.last, self.is_low_good],
            "values": dict(self.values),
            "labels": dict(self.labels),
            "seen": list(self.seen),
        }


def column_from(plain: Mapping[str, Any]) -> ColumnMeaning:
    """What `ColumnMeaning.plain` took apart."""
    first, last, is_low_good = plain["scale"]
    return ColumnMeaning(
        header=plain["header"],
        role=Role(plain["role"]),
        question=plain["question"],
        title=plain["title"],
        sense=Sense(plain["sense"]),
        first=first,
        last=last,
        is_low_good=is_low_good,
        values=dict(plain["values"]),
        labels=dict(plain["labels"]),
        seen=tuple(plain["seen"]),
    )


class Unread(Enum):
    """Why a value cannot be taken."""

    OFF_SCALE = "off_scale"
    UNKNOWN = "unknown"
    NO_NUMBER = "no_number"


@dataclass(frozen=True, slots=True)
class Read:
    """What a value comes to. `kept` None: no answer; `is_settled`: the question did not apply."""

    kept: Kept | None = None
    is_settled: bool = False


NOTHING = Read()
DID_NOT_APPLY = Read(is_settled=True)


def read_value(column: ColumnMeaning, item: Item, value: str) -> Read | Unread:  # noqa: PLR0911  (one for each case)
    """One value of a column as an answer to its question."""
    said = column.meaning(value)
    if not value or said == NO_ANSWER:
        return NOTHING
    if said == NA:
        return DID_NOT_APPLY
    match item.scale.kind:
        case ScaleKind.POINTS:
            number = _whole(value if said is None else said)
            return _kept(Kept(number=number)) if number is not None and item.scale.holds(number) else Unread.OFF_SCALE
        case ScaleKind.NUMBER | ScaleKind.MEASURE:
            return _amount(value)
        case ScaleKind.ONE | ScaleKind.YES_NO | ScaleKind.YES_PARTIAL_NO:
            key = value if said is None else said
            return _kept(Kept(choice=key)) if item.scale.holds(key) else Unread.UNKNOWN
        case ScaleKind.MANY:
            keys = tuple(value.split() if said is None else said.split())
            return _kept(Kept(choice=" ".join(keys))) if item.scale.holds(keys) else Unread.UNKNOWN
    return _kept(Kept(text=value))


def _kept(kept: Kept) -> Read:
    return Read(kept, is_settled=True)


def _amount(value: str) -> Read | Unread:
    number = decimal_of(value)
    if number is None:
        return Unread.NO_NUMBER
    if number == number.to_integral_value() and abs(number) <= NUMBER_MOST:
        return _kept(Kept(number=int(number)))
    return _kept(Kept(text=f"{number:f}"))


def _whole(value: str) -> int | None:
    number = decimal_of(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def decimal_of(value: str) -> Decimal | None:
    """A number as people write it, with a comma or a point."""
    try:
        number = Decimal(value.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 18 else None


# what a value that stands out is told as


class Doubt(Enum):
    OFF_SCALE = "off_scale"  # the number lies outside
    NO_NUMBER = "no_number"  # a word among numbers
    APART = "apart"  # 99 where the others are small


def doubt_of(column: ColumnMeaning, value: str, usual_most: float) -> Doubt | None:
    """Why somebody should look at a value. `usual_most`: the largest number but those of nines alone."""
    if column.role is not Role.QUESTION or column.sense is Sense.WORDS or not value:
        return None
    number = decimal_of(value)
    if column.sense in SCALED:
        if number is None:
            return Doubt.NO_NUMBER
        return None if column.first <= number <= column.last else Doubt.OFF_SCALE
    if column.sense is Sense.AMOUNT and number is None:
        return Doubt.NO_NUMBER
    return Doubt.APART if is_nines(value) and number is not None and number > 2 * usual_most > 0 else None


def is_nines(value: str) -> bool:
    """9, 99, 999: what many a file says for "no answer"."""
    return bool(value) and not value.strip("9")


def usual_most(values: Iterable[str]) -> float:
    numbers = [number for value in values if not is_nines(value) and (number := decimal_of(value)) is not None]
    return float(max(numbers, default=Decimal(0)))


# the questionnaire that a file makes


def template_from(
    columns: Sequence[ColumnMeaning], values: Mapping[str, Sequence[str]], *, key: str, title: str, language: str
) -> ScorecardTemplate:
    """What the columns ask, as a questionnaire. `values`: header → the values of a column of choices."""
    asked = [one for one in columns if one.role is Role.QUESTION]
    if not asked:
        raise NoQuestionChosen()
    items = [_item(one, values.get(one.header, ())) for one in asked]
    section = {"key": SECTION, "title": title, "weight": 0, "items": items}
    found = {"schema": SCHEMA, "key": key, "version": 1, "kind": KIND, "language": language, "title": title}
    return ScorecardTemplate.from_dict(found | {"sections": [section]})


METRICS = {Sense.NPS: "nps", Sense.CSAT: "csat", Sense.WORDS: "comment"}
CES_EASE, CES_2, CES_1, EASE_LAST = "ces_ease", "ces_2", "ces_1", 7


def _item(column: ColumnMeaning, values: Sequence[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"key": column.question, "what": column.title or column.header, "weight": 0}
    made |= {"not_observed": False, "na": column.sense is not Sense.NPS, "metric": METRICS.get(column.sense, "")}
    match column.sense:
        case Sense.NPS:
            return made | {"scale": "points", "from": 0, "to": 10}
        case Sense.CSAT | Sense.CES:
            good = Good.LOW if column.is_low_good else Good.HIGH
            metric = made["metric"] or (CES_1 if column.is_low_good else CES_EASE)
            ends = {"from": column.first, "to": column.last, "good": good.value}
            return made | {"scale": "points", "metric": metric} | ends
        case Sense.CHOICE:
            return made | {"scale": "one", "choices": _choices(column, values)}
        case Sense.AMOUNT:
            return made | {"scale": "number"}
    return made | {"scale": "text", "optional": True}


def _choices(column: ColumnMeaning, values: Sequence[str]) -> list[dict[str, str]]:
    """One for each value that is an answer; two values may be said to be the same choice. Those that are too long for
    one are told of their rows.
    """
    labels: dict[str, str] = {}
    for value in values:
        said = column.meaning(value)
        if value and said not in {NO_ANSWER, NA} and (said or len(value) <= LABEL_MOST):
            labels.setdefault(said or value, column.labels.get(value, "") or value)
    if not labels:
        raise NoChoices(column=column.header)
    if len(labels) > CHOICES_MOST:
        raise TooManyChoices(column=column.header, count=len(labels))
    if any(len(label) > LABEL_MOST for label in labels.values()):
        raise TemplateTextTooLong(item=column.header, most=LABEL_MOST)
    return [{"key": key, "text": label} for key, label in labels.items()]


def with_keys(columns: Sequence[ColumnMeaning]) -> tuple[ColumnMeaning, ...]:
    """Each question of a new questionnaire gets a key of its own, out of the name of its column."""
    taken: set[str] = set()
    made = []
    for column in columns:
        if column.role is Role.QUESTION:
            key = _free(question_key(column.header), taken)
            taken.add(key)
            column = replace(column, question=key)  # noqa: PLW2901
        made.append(column)
    return tuple(made)


def question_key(header: str) -> str:
    signs = "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in fold(header))
    return "_".join(filter(None, signs.split("_")))[:KEY_LONG] or "question"


def _free(key: str, taken: set[str]) -> str:
    found, number = key, 2
    while found in taken:
        found, number = f"{key[: KEY_LONG - 4]}_{number}", number + 1
    return found


def check_columns(columns: Sequence[ColumnMeaning], form: Form | None) -> None:
    """Refuse two columns for the same thing, and a file without answers. `form`: of the survey, where there is one."""
    seen: dict[tuple[Role, str], str] = {}
    for column in columns:
        if column.role is Role.LEFT_OUT:
            continue
        key = (column.role, column.question if column.role is Role.QUESTION else "")
        if key in seen:
            raise RoleTwice(first=seen[key], second=column.header)
        seen[key] = column.header
    if not any(role is Role.QUESTION and (form is None or form.item(key)) for role, key in seen):
        raise NoQuestionChosen()


def sense_of(item: Item) -> Sense:
    """Of a question that stands already."""
    if item.scale.kind is ScaleKind.POINTS:
        return Sense.NPS if item.metric == "nps" else Sense.CES if item.metric.startswith("ces") else Sense.CSAT
    kinds = {ScaleKind.NUMBER: Sense.AMOUNT, ScaleKind.MEASURE: Sense.AMOUNT}
    chosen = {ScaleKind.ONE, ScaleKind.MANY, ScaleKind.YES_NO, ScaleKind.YES_PARTIAL_NO}
    return Sense.CHOICE if item.scale.kind in chosen else kinds.get(item.scale.kind, Sense.WORDS)


def answering(column: ColumnMeaning, item: Item) -> ColumnMeaning:
    """The column as an answer to this question: its scale is that of the question."""
    scale = item.scale
    return replace(
        column,
        role=Role.QUESTION,
        question=item.key,
        sense=sense_of(item),
        first=scale.first,
        last=scale.last,
        is_low_good=scale.good is Good.LOW,
    )


def choice_keys(item: Item) -> tuple[str, ...]:
    """What a value can stand for."""
    if item.scale.kind in {ScaleKind.YES_NO, ScaleKind.YES_PARTIAL_NO}:
        return (YES, NO)
    return tuple(one.key for one in item.scale.choices)
