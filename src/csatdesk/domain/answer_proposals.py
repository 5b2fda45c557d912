"""What the columns of a file of answers are taken for before a person looks: by their names, by what stands in them,
and by what was said of the file of another year.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from csatdesk.domain.answer_columns import (
    NO_ANSWER,
    NUMBER_MOST,
    PLACED,
    SCALED,
    ColumnMeaning,
    Role,
    Sense,
    answering,
    decimal_of,
    is_nines,
    question_key,
    stands_for,
    usual_most,
)
from csatdesk.domain.answer_values import (
    BLANKS,
    NOT_APPLY,
    holds_days,
    is_no_answer_code,
    looks_like_recommending,
    point_of,
    says_nothing,
)
from csatdesk.domain.contact_checks import header_key
from csatdesk.domain.folding import fold
from csatdesk.domain.forms import NA, Form, Item
from csatdesk.domain.survey_sending import ROUTE_CODE_LENGTH
from csatdesk.domain.surveys import CODE_LENGTH, CODE_SIGNS, Route, read_code

SEEN_MOST = 40
CHOICES_FEW, WORDS_LONG, BATTERY = 12, 12, 3
NPS_MOST, SCALE_LASTS = 10, (5, 7, 9, 10)
NAMED: Mapping[Role, tuple[str, ...]] = {
    Role.WEIGHT: ("weight", "waga", "vekt", "kaal", "painokerroin", "вес"),
    Role.NUMBER: (
        *("respnum", "respondent", "response id", "responseid", "form number", "number", "id", "nr", "numer ankiety"),
        *("nr ankiety", "lp", "skjemanummer", "ankeedi number", "vastaaja", "номер", "номер анкеты"),
    ),
    Role.DAY: (
        *("date", "intdate", "interview date", "day", "data", "dzień", "dato", "dag", "kuupäev", "päev"),
        *("päivämäärä", "päivä", "дата", "день"),
    ),
    Role.OFFICE: (
        "office",
        "branch",
        "unit",
        "placówka",
        "biuro",
        "oddział",
        "kontor",
        "esindus",
        "toimipiste",
        "офис",
    ),
    Role.CHANNEL: ("channel", "kanał", "kanal", "kanava", "канал"),
    Role.SEGMENT: ("segment", "customer group", "asiakasryhmä", "сегмент"),
    Role.LANGUAGE: ("language", "lang", "język", "språk", "keel", "kieli", "язык"),
    Role.TOPIC: ("topic", "temat", "emne", "teema", "aihe", "тема"),
    Role.WAY: ("way", "route", "route code", "sposób", "kod sposobu", "måte", "viis", "tapa", "способ"),
}
CODE_WORDS = frozenset({"code", "kod", "kode", "kood", "koodi", "код"})
CODES_FEW = 3  # so many look like codes before a column is taken for one whatever it is called
NPS_NAMES = ("nps", "netpro", "promoter", "recommend", "polec", "anbefal", "soovit", "suosit", "реком")
CES_NAMES = ("ces", "effort", "easy", "ease", "wysił", "innsats", "vaev", "vaiva", "усили", "легко")
CSAT_NAMES = ("csat", "satisf", "zadowol", "tilfreds", "rahulol", "tyytyv", "удовлетв")
UNIQUE = 0.9  # share of different values among numbers of forms
SAME = 0.55  # from here on two columns of two years are taken for one


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column as it stands in the file. `counts`: value → how often, blanks left out; the most frequent first."""

    header: str
    counts: Mapping[str, int]

    @property
    def usual(self) -> tuple[str, ...]:
        return tuple(sorted(self.counts, key=lambda value: -self.counts[value])[:SEEN_MOST])


Known = Mapping[Role, Mapping[str, str]]  # what our own offices, channels … are called, folded → what stands for it
NO_ONE: Known = {}


def propose(columns: Sequence[SeenColumn], known: Known = NO_ONE) -> tuple[ColumnMeaning, ...]:
    """A first guess at a file nobody said anything of; a column that shows nothing is left out."""
    batteries = _batteries(columns)
    taken: set[Role] = set()
    recommending = _recommending(columns, known)
    made = []
    for column in columns:
        meaning = _guess(column, known, is_battery=_stem(column.header) in batteries)
        if column is recommending:
            meaning = as_scale(replace(meaning, sense=Sense.NPS, first=0, last=NPS_MOST), column)
        if meaning.role not in {Role.LEFT_OUT, Role.QUESTION}:
            if meaning.role in taken:
                meaning = replace(meaning, role=Role.LEFT_OUT)
            taken.add(meaning.role)
        made.append(meaning)
    return tuple(made)


def _recommending(columns: Sequence[SeenColumn], known: Known) -> SeenColumn | None:
    """The one column that by its answers asks for a recommendation, where none does by its name."""
    if any(_named_sense(column.header) is Sense.NPS for column in columns):
        return None
    found = [column for column in columns if looks_like_recommending(column.counts)]
    return found[0] if len(found) == 1 and _named_role(found[0], known) is None else None


def _guess(column: SeenColumn, known: Known, *, is_battery: bool) -> ColumnMeaning:
    blank = ColumnMeaning(column.header, title=column.header, seen=column.usual)
    if not column.counts:
        return blank
    role = _named_role(column, known)
    if role is not None:
        return replace(blank, role=role)
    numbers = _numbers(column)
    if len(numbers) < len(column.counts) / 2:
        return _of_words(blank, column)
    return _of_numbers(blank, column, numbers, is_battery=is_battery)


def _of_numbers(blank: ColumnMeaning, column: SeenColumn, numbers: set[float], *, is_battery: bool) -> ColumnMeaning:
    sense, last = _named_sense(column.header), _scale_last(numbers)
    if sense is Sense.NPS and any(0 <= number <= NPS_MOST for number in numbers):
        return as_scale(replace(blank, sense=sense, first=0, last=NPS_MOST), column)
    if last and (is_battery or sense in {Sense.CSAT, Sense.CES}):
        return as_scale(replace(blank, sense=sense or Sense.CSAT, first=1, last=last), column)
    if len(numbers) <= CHOICES_FEW and all(number == int(number) for number in numbers):
        return _as_choice(blank, column)
    return blank


def as_scale(meaning: ColumnMeaning, column: SeenColumn) -> ColumnMeaning:
    """With what the values off the scale are taken for: the one number after the last is mostly "never used", 0, nines
    and words like "Blank" are no answer, and what begins with a point is that point. The rest is left for a person.
    """
    values = {value: said for value in column.counts if (said := _off_scale(meaning, value)) is not None}
    return replace(meaning, role=Role.QUESTION, values=values)


def _off_scale(meaning: ColumnMeaning, value: str) -> str | None:
    """What a value is taken for that is no point of the scale by itself; None where it is one, or nobody can tell."""
    number = point_of(value)
    if number is not None and meaning.first <= number <= meaning.last:
        return None if decimal_of(value) is not None else str(number)
    is_next = number == meaning.last + 1
    if fold(value) in NOT_APPLY or (is_next and meaning.sense is not Sense.NPS and meaning.last < 9):
        return NA
    if says_nothing(value) or number == 0 or is_no_answer_code(value) or (is_next and meaning.sense is Sense.NPS):
        return NO_ANSWER
    return None


def _as_choice(meaning: ColumnMeaning, column: SeenColumn) -> ColumnMeaning:
    return replace(meaning, role=Role.QUESTION, sense=Sense.CHOICE, values=_said_by_words(column))


def _said_by_words(column: SeenColumn) -> dict[str, str]:
    most, has_zero = usual_most(column.counts), looks_like_recommending(column.counts)
    values = {}
    for value in column.counts:
        number = decimal_of(value)
        if fold(value) in NOT_APPLY:
            values[value] = NA
        elif (
            fold(value) in BLANKS
            or (number == 0 and not has_zero)
            or (number is not None and is_nines(value) and number > 2 * most > 0)
        ):
            values[value] = NO_ANSWER
    return values


def _of_words(meaning: ColumnMeaning, column: SeenColumn) -> ColumnMeaning:
    answers = sum(column.counts.values())
    letters = sum(len(value) * count for value, count in column.counts.items()) / answers
    if len(column.counts) <= CHOICES_FEW and answers > 2 * len(column.counts):
        return _as_choice(meaning, column)
    if letters > WORDS_LONG and any(" " in value for value in column.usual):
        return replace(meaning, role=Role.QUESTION, sense=Sense.WORDS)
    return meaning


def _named_role(column: SeenColumn, known: Known) -> Role | None:
    """By its name; one for offices, channels … only where it holds some of ours."""
    name = header_key(column.header)
    role = next((role for role, names in NAMED.items() if name in map(header_key, names)), None)
    if role is Role.NUMBER and len(column.counts) < UNIQUE * sum(column.counts.values()):
        return None
    if role is Role.DAY and not holds_days(column.counts):
        return None
    if role is None and _holds_codes(column, name.split()):
        return Role.CODE
    is_ours = role not in PLACED or any(stands_for(role, known.get(role, {}), value) for value in column.counts)
    return role if is_ours else None


def _holds_codes(column: SeenColumn, words: Collection[str]) -> bool:
    """Codes of invitations, each once, and of the few ways. By another name only where nothing else can be meant."""
    codes = [read_code(value) for value in column.counts]
    shaped = [code for code in codes if set(code) <= set(CODE_SIGNS)]
    own = [code for code in shaped if len(code) == CODE_LENGTH]
    of_ways = [code for code in shaped if len(code) == ROUTE_CODE_LENGTH][: len(Route)]
    if CODE_WORDS & set(words):
        return len(own) + len(of_ways) >= len(codes) / 2
    mixed = sum(any(map(str.isdigit, code)) and any(map(str.isalpha, code)) for code in own)
    is_each_once = len(own) >= UNIQUE * sum(column.counts[value] for value in column.counts)
    return mixed >= CODES_FEW and mixed > len(codes) / 2 and len(own) == len(codes) and is_each_once


def _named_sense(header: str) -> Sense | None:
    name = fold(header)
    for sense, parts in ((Sense.NPS, NPS_NAMES), (Sense.CES, CES_NAMES), (Sense.CSAT, CSAT_NAMES)):
        if any(fold(part) in name for part in parts):
            return sense
    return None


def _numbers(column: SeenColumn) -> set[float]:
    found = (point_of(value) for value in column.counts)
    return {float(number) for number in found if number is not None and abs(number) < NUMBER_MOST}


def _scale_last(numbers: set[float]) -> int:
    """The last point of the scale from 1 on that these numbers fill; 0: of none."""
    for last in SCALE_LASTS:
        beyond = [number for number in numbers if last + 1 < number and not is_no_answer_code(f"{number:.0f}")]
        if numbers >= set(map(float, range(1, last + 1))) and not beyond:
            return last
    return 0


_STEM = re.compile(r"[^\W\d_]*\d+")


def _stem(header: str) -> str:
    """ "Q7ART" and "Q7ALL" begin alike."""
    found = _STEM.match(header)
    return fold(found[0]) if found else ""


def _batteries(columns: Sequence[SeenColumn]) -> set[str]:
    """How at least three columns begin that are answered on the same scale."""
    counted: dict[tuple[str, int], int] = {}
    for column in columns:
        last, stem = _scale_last(_numbers(column)), _stem(column.header)
        if last and stem:
            counted[stem, last] = counted.get((stem, last), 0) + 1
    return {stem for (stem, _last), count in counted.items() if count >= BATTERY}


# onto the questions of a questionnaire


def onto_questions(
    columns: Sequence[SeenColumn], form: Form, language: str, known: Known = NO_ONE
) -> tuple[ColumnMeaning, ...]:
    """The guess for a survey whose questions stand: a column answers the question of its name or its words."""
    names = {fold(name): item for item in form.items() for name in _names_of(item, language)}
    named = [names.get(fold(one.header)) or names.get(question_key(one.header)) for one in columns]
    spare = _spare_nps(form, {item.key for item in named if item is not None})
    made = []
    for column, guess, called in zip(columns, propose(columns, known), named, strict=True):
        item = called
        if item is None and guess.role is Role.QUESTION and guess.sense is Sense.NPS:
            item, spare = spare, None
        if item is not None:
            made.append(_with_scale(answering(guess, item), column))
        else:
            made.append(replace(guess, role=Role.LEFT_OUT) if guess.role is Role.QUESTION else guess)
    return tuple(made)


def _names_of(item: Item, language: str) -> tuple[str, ...]:
    return tuple(filter(None, (item.key, item.short.in_language(language), item.text.in_language(language))))


def _with_scale(meaning: ColumnMeaning, column: SeenColumn) -> ColumnMeaning:
    if meaning.sense in SCALED:
        return as_scale(meaning, column)
    return replace(meaning, values=_said_by_words(column))


# the file of another year


def by_earlier(
    columns: Sequence[SeenColumn], earlier: Sequence[ColumnMeaning], known: Known = NO_ONE
) -> tuple[ColumnMeaning, ...]:
    """What was said of an earlier file, for the columns of this one that are the same although they may have another
    name and another place. Of values that were not there before only those off a scale are guessed at. A column that
    the earlier file did not have is guessed at like one of a first file.
    """
    found = _pairs(columns, earlier)
    roles = {earlier[other].role for other in found.values()} - {Role.QUESTION}
    made = []
    for place, guess in enumerate(propose(columns, known)):
        if place in found:
            made.append(_again(earlier[found[place]], columns[place]))
        else:
            made.append(replace(guess, role=Role.LEFT_OUT) if guess.role in roles else guess)
    return tuple(made)


def _pairs(columns: Sequence[SeenColumn], earlier: Sequence[ColumnMeaning]) -> dict[int, int]:
    """Place of a column → place of what was said of it; the likest first, each once."""
    pairs = [
        (likeness, -abs(place - other), place, other)
        for place, column in enumerate(columns)
        for other, meaning in enumerate(earlier)
        if (likeness := _likeness(column, meaning)) >= SAME
    ]
    found: dict[int, int] = {}
    for _likeness_now, _near, place, other in sorted(pairs, reverse=True):
        if place not in found and other not in found.values():
            found[place] = other
    return found


def _again(meaning: ColumnMeaning, column: SeenColumn) -> ColumnMeaning:
    guessed = as_scale(meaning, column).values if meaning.role is Role.QUESTION and meaning.sense in SCALED else {}
    said = {**guessed, **meaning.values}
    return replace(meaning, header=column.header, seen=column.usual, values=said)


_DIGITS = re.compile(r"\d+")


def _likeness(column: SeenColumn, meaning: ColumnMeaning) -> float:
    """1: the same name. A name that differs in some of its numbers counts much, the rest the letters and the values."""
    name, other = (header_key(one).replace(" ", "") for one in (column.header, meaning.header))
    if name == other and name:
        return 1
    values = _overlap(column.usual, meaning.seen)
    numbers = _same_numbers(_DIGITS.findall(name), _DIGITS.findall(other))
    bare, bare_other = _DIGITS.sub("", name), _DIGITS.sub("", other)
    if bare == bare_other and len(bare) > 1:
        return 0.7 + 0.2 * values + 0.05 * numbers
    return 0.6 * SequenceMatcher(None, bare, bare_other).ratio() ** 2 + 0.3 * values + 0.05 * numbers


def _same_numbers(some: Sequence[str], others: Sequence[str]) -> float:
    """Which share of them is the same at the same place: Q9COM1 is nearer to Q8COM1 than to Q8COM2."""
    return sum(map(str.__eq__, some, others)) / max(len(some), len(others), 1)


def _overlap(some: Sequence[str], others: Sequence[str]) -> float:
    union = set(some) | set(others)
    return len(set(some) & set(others)) / len(union) if union else 0


def onto_form(columns: Sequence[ColumnMeaning], form: Form) -> tuple[ColumnMeaning, ...]:
    """What was said of an earlier file, held to the questions that stand now: what they no longer ask is left out."""
    spare = _spare_nps(form, {one.question for one in columns if one.role is Role.QUESTION})
    made = []
    for column in columns:
        item = form.item(column.question) if column.role is Role.QUESTION else None
        if item is None and column.role is Role.QUESTION and column.sense is Sense.NPS:
            item, spare = spare, None
        if item is not None:
            column = replace(answering(column, item), values=column.values)  # noqa: PLW2901
        elif column.role is Role.QUESTION:
            column = replace(column, role=Role.LEFT_OUT)  # noqa: PLW2901
        made.append(column)
    return tuple(made)


def _spare_nps(form: Form, taken: Collection[str]) -> Item | None:
    """The question whether one would recommend us, where only one is asked and no column answers it yet: whatever it is
    called in a file, its scale from 0 to 10 tells it.
    """
    asked = [item for item in form.items() if item.metric == "nps"]
    return asked[0] if len(asked) == 1 and asked[0].key not in taken else None


def known_share(columns: Sequence[SeenColumn], earlier: Sequence[ColumnMeaning]) -> float:
    """Which share of what was said of an earlier file finds its column in this one."""
    taken = sum(one.role is not Role.LEFT_OUT for one in earlier)
    found = sum(earlier[other].role is not Role.LEFT_OUT for other in _pairs(columns, earlier).values())
    return found / taken if taken else 0
