"""What was typed into the fields of a request, as a case keeps it."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from csatdesk.domain.requests import FIELDS, FieldKind, RequestField, RequestKind
from csatdesk.gui.day_field import read_day

NEARLY_A_YEAR = timedelta(days=364)


def filed_values(kind: RequestKind | None, typed: Mapping[str, str], today: date) -> dict[str, str]:
    """The fields of this kind that were filled in. What is no date or number stays as it was typed, so that the rules
    of the request refuse it.
    """
    if kind is None:
        return {}
    values = {one.key: _filed(one, typed.get(one.key, "").strip(), today) for one in FIELDS[kind]}
    return {key: value for key, value in values.items() if value}


def _filed(one: RequestField, value: str, today: date) -> str:
    if one.kind is FieldKind.DAY:
        day = typed_day(value, today, is_past=one.is_past)
        return day.isoformat() if day is not None else value
    if one.kind is FieldKind.NUMBER:
        return "".join(value.split()).replace(",", ".")
    return value


def typed_day(typed: str, today: date, *, is_past: bool) -> date | None:
    """The date somebody means; without a year the next that comes, or the last that was. None for what is no date."""
    has_year = len(re.findall(r"\d+", typed)) > 2
    return read_day(typed, today - NEARLY_A_YEAR if is_past and not has_year else today)
