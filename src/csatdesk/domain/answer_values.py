"""What single values of a file of answers say: the point before its words, a number or a word that is no answer."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from csatdesk.domain.answer_columns import decimal_of, is_nines
from csatdesk.domain.folding import fold

TEN = 10
TEN_FILLED = 8  # so many of its eleven points stand in the file
PROMOTING = 7  # from here on more than half of the answers lie
DAYS_MOST, DAY_DIGITS = 31, 19_000_101
SPREADSHEET_DAYS = (32_874, 73_050)  # from 1990 to 2100

BLANKS = frozenset(
    {"blank", "blank/multiple responses", "multiple responses", "no answer", "refused", "missing"}
    | {"brak", "brak odpowiedzi", "ikke besvart", "vastamata", "ei vastausta", "нет ответа", "пусто"}
)
UNSURE = frozenset(
    {"don't know", "don’t know", "do not know", "dk", "can't say", "can’t say", "don't know or refused"}
    | {"nie wiem", "trudno powiedziec", "vet ikke", "ei oska oelda", "ei tea", "en osaa sanoa", "не знаю"}
    | {"затрудняюсь ответить"}
)
NOT_APPLY = frozenset(
    {"not applicable", "does not apply", "never used", "nie dotyczy", "ikke relevant", "ei kohaldu", "ei koske"}
    | {"не применимо", "неприменимо"}
)

_USUAL_CODE = re.compile(r"-\d+|77|88|9[678]|777|888|99[678]")
_LABELLED = re.compile(r"\(?(\d{1,2})\)?(?:\s*[-–—=:.,)]\s*|\s+)[^\W\d_]\D*")  # no second number: "2 or 3" is no point


def point_of(value: str) -> Decimal | None:
    """The number that a value is, or that stands before its words: "10 - Extremely likely", "5 = very good"."""
    number = decimal_of(value)
    found = _LABELLED.fullmatch(value) if number is None else None
    return Decimal(found[1]) if found is not None else number


def is_no_answer_code(value: str) -> bool:
    """99, 98, 88, -1: what files of surveys say for "no answer" beside a scale of at most ten points."""
    return is_nines(value) or _USUAL_CODE.fullmatch(value) is not None


def says_nothing(value: str) -> bool:
    """Whether a value beside a scale tells in words that there is no answer."""
    return fold(value) in BLANKS | UNSURE


def looks_like_recommending(counts: Mapping[str, int]) -> bool:
    """Whether only the points from 0 to 10 stand in a column, nearly all of them, and mostly the high ones: so people
    answer whether they would recommend somebody, whatever the column is called.
    """
    points = {
        value: point
        for value in counts
        if not is_no_answer_code(value) and not says_nothing(value)
        if (point := point_of(value)) != TEN + 1
    }
    on_scale = {value: point for value, point in points.items() if point is not None and 0 <= point <= TEN}
    if len(on_scale) < len(points) or len(set(on_scale.values())) < TEN_FILLED:
        return False
    high = sum(counts[value] for value, point in on_scale.items() if point >= PROMOTING)
    return 2 * high > sum(counts[value] for value in on_scale)


def holds_days(values: Collection[str]) -> bool:
    """Whether a column that is called so can hold dates or days of a month."""
    has_digits = all(any(map(str.isdigit, value)) for value in values)
    return has_digits and 2 * sum(map(_could_be_day, values)) >= len(values)


def _could_be_day(value: str) -> bool:
    """A date, its number in a spreadsheet or of a clock, or a day of a month: not 85600, a time without its signs."""
    number = decimal_of(value)
    if number is None:
        return True
    return number <= DAYS_MOST or SPREADSHEET_DAYS[0] <= number < SPREADSHEET_DAYS[1] or number >= DAY_DIGITS
