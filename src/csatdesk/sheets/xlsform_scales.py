"""Scales in XLSForm workbooks: which of ours a question with its choices is."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from csatdesk.domain.form_reading import LEAST_POINTS, MOST_POINTS
from csatdesk.domain.forms import NA, NO, NOT_OBSERVED, PARTIAL, YES
from csatdesk.sheets.xlsform_columns import MANY, ONE, Kind, Line

Choice = tuple[str, Mapping[str, str], Decimal | None]
YES_NO = {YES: Decimal(1), NO: Decimal(0)}
YES_PARTIAL_NO = YES_NO | {PARTIAL: Decimal("0.5")}
OTHER = "other"
_BAND = re.compile(r"(up_to|at_least)\s+(\d+(?:[.,]\d+)?)\s*=\s*(\d+(?:[.,]\d+)?)")
_TRUTHS = {"yes": True, "true": True, "true()": True, "1": True, "no": False, "false": False, "false()": False}
_TRUTHS |= {"0": False}
POINTS_MOST = 100  # ends of a scale of points; beyond them it is a number
ENDS = ("lowest", "highest", "unit")


def truth(written: str) -> bool | None:
    """What a cell says with yes, true() or 1; None for anything else."""
    return _TRUTHS.get(written.casefold())


def band_list(written: str) -> list[dict[str, float]] | None:
    """ "up_to 10 = 1; up_to 15 = 0.5" as bands; None: it cannot be read."""
    if not written:
        return []
    bands = []
    for part in written.split(";"):
        found = _BAND.fullmatch(part.strip())
        if found is None:
            return None
        side, bound, score = found.groups()
        bands.append({side: float(bound.replace(",", ".")), "score": float(score.replace(",", "."))})
    return bands


def scale_of(kind: Kind, choices: Sequence[Choice], line: Line, bands: list[dict[str, float]]) -> dict[str, Any] | None:
    """The fields of an item that say how it is answered; None: its parameters cannot be read."""
    ends = {name: dict(line.text(name)) for name in ENDS if line.text(name)}
    if kind.name in {ONE, MANY}:
        return ends | _of_choices(kind, choices)
    if kind.name == "range":
        found = _of_range(line.cell("parameters"))
        words = {name: line.cell(name).casefold() for name in ("good", "shown") if line.cell(name)}
        return None if found is None else ends | words | found
    if bands:
        return ends | {"scale": "measure", "bands": bands}
    return ends | {"scale": kind.name}


def _of_choices(kind: Kind, choices: Sequence[Choice]) -> dict[str, Any]:
    """Of "yes" and "no" with their scores, and of points, only the kind is kept; else all choices."""
    real = [one for one in choices if one[0] not in {NA, NOT_OBSERVED}]
    scores = {key: score for key, _, score in real}
    if kind.name == ONE and scores in (YES_NO, YES_PARTIAL_NO):
        return {"scale": "yes_no" if len(scores) == len(YES_NO) else "yes_partial_no"}
    points = len(scores)
    if kind.name == ONE and LEAST_POINTS <= points <= MOST_POINTS and scores == _points(points):
        return {"scale": f"likert{points}"}
    made = [_choice(key, texts, score) for key, texts, score in real]
    if kind.or_other and OTHER not in scores:
        made.append({"key": OTHER, "text": {"en": "Other"}})
    return {"scale": kind.name, "choices": made}


def _points(count: int) -> dict[str, Decimal]:
    """The scores of the points 1 to `count`, with four decimals as a workbook shows them."""
    return {str(value): points_score(value, count) for value in range(1, count + 1)}


def points_score(value: int, count: int) -> Decimal:
    return round(Decimal(value - 1) / (count - 1), 4).normalize() + 0


def _choice(key: str, texts: Mapping[str, str], score: Decimal | None) -> dict[str, Any]:
    return {"key": key, "text": dict(texts)} | ({} if score is None else {"score": score})


def _of_range(parameters: str) -> dict[str, Any] | None:
    """Whole points from start to end in steps of one, else a number."""
    found = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)", parameters.casefold()))
    start, end, step = (
        Decimal(found.get(name, default)) for name, default in (("start", "1"), ("end", "10"), ("step", "1"))
    )
    is_points = step == 1 and start == int(start) and end == int(end) and max(abs(start), abs(end)) <= POINTS_MOST
    if not is_points or not start < end:
        return {"scale": "number"} if start < end and step > 0 else None
    return {"scale": "points", "from": int(start), "to": int(end)}
