"""Templates of scorecards, checklists and standards (schema csatdesk-scorecard/1): a form with what scoring needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Self

from csatdesk.domain.form_reading import (
    Reader,
    TemplateNumberExpected,
    TemplateValueWrong,
    form_mapping,
    plain_number,
    plain_text,
    read_form,
)
from csatdesk.domain.forms import Form, finite
from csatdesk.domain.local_text import LocalText

SCHEMA = "csatdesk-scorecard/1"
HUNDRED = Decimal(100)
NO_LIMIT = "none"  # as a word; 0 and nothing at all say the same


class OnCritical(Enum):
    """What a failed critical item does to the total (rule 8)."""

    ZERO = "zero"
    CAP = "cap"
    SECTION_ZERO = "section_zero"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Scoring:
    """The policy of a template; percent, 0 to 100."""

    on_critical: OnCritical = OnCritical.CAP
    cap: Decimal = Decimal(50)
    pass_mark: Decimal = Decimal(85)
    min_coverage: Decimal = Decimal(50)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a report must keep to before it is accepted without a question (rule 19). None: no limit."""

    min_minutes: Decimal | None = None
    max_minutes: Decimal | None = None
    report_within_hours: Decimal | None = None
    days_before_same_visitor_returns: Decimal | None = None
    calls_per_employee_per_month: Decimal | None = None
    replies_per_employee_per_month: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a visitor is to ask for."""

    key: str
    brief: LocalText
    segment: str = ""


@dataclass(frozen=True, slots=True)
class ScorecardTemplate:
    """One version of a scorecard, a checklist or a standard. `kind`, `channel`: words of the schema.

    `kind`: mystery_visit, call_review, written_review, daily_checklist and others a centre names.
    """

    form: Form
    kind: str = ""
    channel: str = ""
    scoring: Scoring = Scoring()
    limits: Limits = Limits()
    scenarios: tuple[Scenario, ...] = ()

    @classmethod
    def from_dict(cls, mapping: Mapping[str, Any]) -> Self:
        """Read schema csatdesk-scorecard/1; TemplateError names section, item and field of the first mistake."""
        plain = Reader({}).inside(mapping, "")
        if plain.found.get("schema", SCHEMA) != SCHEMA:
            plain.refuse(TemplateValueWrong, "schema", value=plain.found["schema"], allowed=SCHEMA)
        reader = Reader(mapping, plain.word("language", "en") or "en")
        return cls(
            form=read_form(reader),
            kind=reader.word("kind"),
            channel=reader.word("channel"),
            scoring=_scoring(reader.inside(mapping.get("scoring") or {}, "scoring")),
            limits=_limits(reader.inside(mapping.get("validity") or {}, "validity")),
            scenarios=_scenarios(reader),
        )

    def to_dict(self) -> dict[str, Any]:
        """The mapping that `from_dict` reads as this template."""
        form = self.form
        made: dict[str, Any] = {"schema": SCHEMA, "key": form.key, "version": form.version}
        made |= {"title": plain_text(form.title, form.language), "kind": self.kind, "channel": self.channel}
        made["language"] = form.language
        if form.purpose:
            made["purpose"] = plain_text(form.purpose, form.language)
        made["scoring"] = {
            "on_critical": self.scoring.on_critical.value,
            "cap": plain_number(self.scoring.cap),
            "pass_mark": plain_number(self.scoring.pass_mark),
            "min_coverage": plain_number(self.scoring.min_coverage),
        }
        limits = {name: getattr(self.limits, name) for name in Limits.__slots__}
        made["validity"] = {name: plain_number(limit) for name, limit in limits.items() if limit is not None}
        if self.scenarios:
            made["scenarios"] = [
                {"key": one.key, "segment": one.segment, "brief": plain_text(one.brief, form.language)}
                for one in self.scenarios
            ]
        return made | form_mapping(form)

    @property
    def key(self) -> str:
        return self.form.key

    @property
    def version(self) -> int:
        return self.form.version


def _scoring(reader: Reader) -> Scoring:
    plain = Scoring()
    percent = {
        name: reader.number(name, Decimal(0), HUNDRED, getattr(plain, name))
        for name in ("cap", "pass_mark", "min_coverage")
    }
    return Scoring(reader.one_of(OnCritical, "on_critical", plain.on_critical), **percent)


def _limits(reader: Reader) -> Limits:
    limits = {}
    for name in Limits.__slots__:
        given = reader.found.get(name)
        given = None if given == NO_LIMIT else given
        number = finite(given)
        if given is not None and (number is None or number < 0):
            reader.refuse(TemplateNumberExpected, f"validity › {name}", least=0, most="…")
        limits[name] = number or None
    return Limits(**limits)


def _scenarios(reader: Reader) -> tuple[Scenario, ...]:
    if not reader.found.get("scenarios"):
        return ()
    inside = [reader.inside(one, "scenarios") for one in reader.entries("scenarios")]
    return tuple(Scenario(one.key(), one.text("brief"), one.word("segment")) for one in inside)
