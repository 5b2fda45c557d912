"""What was typed into the fields of a request, as a case keeps it."""

from collections.abc import Mapping
from datetime import date

from csatdesk.domain.requests import FIELDS, FieldKind, RequestKind
from csatdesk.gui.day_field import read_day


def filed_values(kind: RequestKind | None, typed: Mapping[str, str], today: date) -> dict[str, str]:
    """The fields of this kind that were filled in. What is no date or number stays as it was typed, so that the rules
    of the request refuse it.
    """
    if kind is None:
        return {}
    values = {one.key: _filed(one.kind, typed.get(one.key, "").strip(), today) for one in FIELDS[kind]}
    return {key: value for key, value in values.items() if value}


def _filed(kind: FieldKind, value: str, today: date) -> str:
    if kind is FieldKind.DAY:
        day = read_day(value, today)
        return day.isoformat() if day is not None else value
    if kind is FieldKind.NUMBER:
        return "".join(value.split()).replace(",", ".")
    return value
