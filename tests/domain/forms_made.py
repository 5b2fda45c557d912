"""Small forms and templates for the tests of the form engine and of scoring."""

from collections.abc import Mapping
from typing import Any

from csatdesk.domain.scorecards import ScorecardTemplate

YES_NO = {"scale": "yes_no"}


def item(key: str, weight: object = 1, **other: object) -> dict[str, Any]:
    return {"key": key, "what": f"What of {key}", "weight": weight} | YES_NO | other


def section(key: str, *items: Mapping[str, Any], weight: object = 1, **other: object) -> dict[str, Any]:
    return {"key": key, "title": f"Title of {key}", "weight": weight, "items": list(items)} | other


def mapping(*sections: Mapping[str, Any], **other: object) -> dict[str, Any]:
    return {"schema": "csatdesk-scorecard/1", "key": "t", "title": "T", "sections": list(sections)} | other


def template(*sections: Mapping[str, Any], **scoring: object) -> ScorecardTemplate:
    return ScorecardTemplate.from_dict(mapping(*sections, scoring=scoring))


def one(**other: object) -> ScorecardTemplate:
    """A template with the single item "a"."""
    return template(section("s", item("a", **other)))


def values(*found: object) -> tuple[object, ...]:
    """Several results to compare at once, decimals with plain numbers."""
    return found
