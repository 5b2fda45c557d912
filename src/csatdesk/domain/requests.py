"""Service requests of an energy-retail desk (C4): kinds of request with their own fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_


class RequestKind(Enum):
    METER_REPLACEMENT = "meter_replacement"
    METER_ACCEPTANCE = "meter_acceptance"
    METER_CHECK = "meter_check"
    ACCOUNT_STATE = "account_state"
    PAYMENT = "payment"
    PAYMENT_DOCUMENT = "payment_document"
    METER_READING = "meter_reading"
    SPECIALIST_QUESTION = "specialist_question"
    ADDITIONAL_SERVICE = "additional_service"


class FieldKind(Enum):
    TEXT = "text"
    DAY = "day"  # ISO date
    NUMBER = "number"  # with a point
    YES_NO = "yes_no"  # "yes" or "no"


class RequestFieldMissing(Refusal):
    text = N_("Fill in “{label}”.")


class RequestDayWrong(Refusal):
    text = N_("“{label}” is not a date. Write it like 24.12.2026.")


class RequestNumberWrong(Refusal):
    text = N_("“{label}” is not a number.")


@dataclass(frozen=True, slots=True)
class RequestField:
    """A field of a kind of request; `label` is marked with N_. `is_past`: a day that was, not one that comes."""

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    is_needed: bool = False
    is_past: bool = False


_METER = RequestField("meter", N_("Meter number"), is_needed=True)
_DAY = RequestField("wanted_day", N_("Wanted day"), FieldKind.DAY)

FIELDS: Mapping[RequestKind, tuple[RequestField, ...]] = {
    RequestKind.METER_REPLACEMENT: (_METER, RequestField("cause", N_("Why it is replaced")), _DAY),
    RequestKind.METER_ACCEPTANCE: (_METER, RequestField("installed_by", N_("Installed by")), _DAY),
    RequestKind.METER_CHECK: (_METER, RequestField("cause", N_("Why it is doubted"), is_needed=True), _DAY),
    RequestKind.ACCOUNT_STATE: (RequestField("as_of", N_("As of"), FieldKind.DAY, is_past=True),),
    RequestKind.PAYMENT: (
        RequestField("amount", N_("Amount"), FieldKind.NUMBER, is_needed=True),
        RequestField("paid_on", N_("Paid on"), FieldKind.DAY, is_past=True),
    ),
    RequestKind.PAYMENT_DOCUMENT: (RequestField("period", N_("For which month"), is_needed=True),),
    RequestKind.METER_READING: (
        _METER,
        RequestField("reading", N_("Reading"), FieldKind.NUMBER, is_needed=True),
        RequestField("read_on", N_("Read on"), FieldKind.DAY, is_past=True),
    ),
    RequestKind.SPECIALIST_QUESTION: (RequestField("specialist", N_("Which specialist")),),
    RequestKind.ADDITIONAL_SERVICE: (
        RequestField("service", N_("Which service"), is_needed=True),
        RequestField("accepted", N_("Accepted by the customer"), FieldKind.YES_NO),
    ),
}


def problems(kind: RequestKind | None, values: Mapping[str, str]) -> tuple[Refusal, ...]:
    """What is wrong with the fields of a request, each with "request." and its key as the field."""
    if kind is None:
        return ()
    checked = (_problem(one, values.get(one.key, "").strip()) for one in FIELDS[kind])
    return tuple(problem for problem in checked if problem is not None)


def _problem(one: RequestField, value: str) -> Refusal | None:
    place = f"request.{one.key}"
    if not value:
        return RequestFieldMissing(field=place, label=one.label) if one.is_needed else None
    if one.kind is FieldKind.DAY:
        try:
            date.fromisoformat(value)
        except ValueError:
            return RequestDayWrong(field=place, label=one.label)
    if one.kind is FieldKind.NUMBER:
        try:
            Decimal(value)
        except InvalidOperation:
            return RequestNumberWrong(field=place, label=one.label)
    return None
