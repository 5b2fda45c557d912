"""Templates as mappings: read exactly, written back, every mistake named by section, item and field."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import yaml

from csatdesk.domain.forms import CriticalClass, Evidence, Good, ScaleKind, Side
from csatdesk.domain.scorecards import OnCritical, Scenario, ScorecardTemplate, TemplateError
from tests.domain.forms_made import item, mapping, section, values
from tests.shared_templates import TEMPLATES, shared_template

Spoil = Callable[[dict[str, Any]], object]


def sound() -> dict[str, Any]:
    return mapping(section("s1", item("a"), item("b", 0.5)), section("s2", item("c")))


def first(made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = made["sections"][0]["items"][0]
    return found


def put(**values: object) -> Spoil:
    return lambda made: first(made).update(values)


def put_on_top(**values: object) -> Spoil:
    return lambda made: made.update(values)


def bands(*entries: object) -> Spoil:
    return put(scale="measure", bands=list(entries))


BROKEN: tuple[tuple[Spoil, str, str, str], ...] = (
    (lambda made: made.pop("sections"), "", "", "sections"),
    (put_on_top(sections=[]), "", "", "sections"),
    (put_on_top(sections={"a": 1}), "", "", "sections"),
    (put_on_top(sections=["a"]), "", "", "sections"),
    (put_on_top(schema="csatdesk-scorecard/2"), "", "", "schema"),
    (put_on_top(title=7), "", "", "title"),
    (put_on_top(title={"en": 7}), "", "", "title"),
    (put_on_top(key=["a"]), "", "", "key"),
    (put_on_top(version=1.5), "", "", "version"),
    (put_on_top(version=0), "", "", "version"),
    (put_on_top(kind=7), "", "", "kind"),
    (put_on_top(scoring=[1]), "", "", "scoring"),
    (put_on_top(scoring={"on_critical": "halve"}), "", "", "on_critical"),
    (put_on_top(scoring={"cap": 101}), "", "", "cap"),
    (put_on_top(scoring={"pass_mark": "85"}), "", "", "pass_mark"),
    (put_on_top(scoring={"min_coverage": True}), "", "", "min_coverage"),
    (put_on_top(validity={"min_minutes": -1}), "", "", "min_minutes"),
    (put_on_top(validity={"max_minutes": "long"}), "", "", "max_minutes"),
    (put_on_top(scenarios="all"), "", "", "scenarios"),
    (put_on_top(scenarios=[{"brief": "x"}]), "", "", "key"),
    (lambda made: made["sections"][0].pop("key"), "", "", "key"),
    (lambda made: made["sections"][0].pop("weight"), "s1", "", "weight"),
    (lambda made: made["sections"][0].update(weight=-1), "s1", "", "weight"),
    (lambda made: made["sections"][1].update(weight="1"), "s2", "", "weight"),
    (lambda made: made["sections"][1].update(items=[]), "s2", "", "items"),
    (lambda made: made["sections"][1].pop("items"), "s2", "", "items"),
    (lambda made: made["sections"][1].update(key="s1"), "s1", "", "key"),
    (lambda made: made["sections"][0].update(show_when=["call", "pulldata"]), "s1", "", "show_when"),
    (lambda made: made["sections"][1]["items"][0].update(key="a"), "s2", "a", "key"),
    (lambda made: first(made).pop("key"), "s1", "", "key"),
    (lambda made: first(made).pop("scale"), "s1", "a", "scale"),
    (lambda made: first(made).pop("weight"), "s1", "a", "weight"),
    (put(key=" "), "s1", "", "key"),
    (put(key="k" * 65), "s1", "", "key"),
    (put(what=7), "s1", "a", "what"),
    (put(what="w" * 4001), "s1", "a", "what"),
    (put(weight=-0.1), "s1", "a", "weight"),
    (put(weight=0.00005), "s1", "a", "weight"),
    (put(weight=float("nan")), "s1", "a", "weight"),
    (put(weight=float("inf")), "s1", "a", "weight"),
    (put(weight=True), "s1", "a", "weight"),
    (put(scale="stars"), "s1", "a", "scale"),
    (put(scale=5), "s1", "a", "scale"),
    (put(scale="likert"), "s1", "a", "scale"),
    (put(scale="likert1"), "s1", "a", "scale"),
    (put(scale="likert12"), "s1", "a", "scale"),
    (put(scale="likert05"), "s1", "a", "scale"),
    (put(scale="likert" + "9" * 5000), "s1", "a", "scale"),
    (put(scale="points"), "s1", "a", "from"),
    (put(scale="points", **{"from": 0, "to": 2.5}), "s1", "a", "to"),
    (put(scale="points", **{"from": 3, "to": 3}), "s1", "a", "to"),
    (put(scale="measure"), "s1", "a", "bands"),
    (bands(), "s1", "a", "bands"),
    (bands(7), "s1", "a", "bands"),
    (bands({"score": 1}), "s1", "a", "bands"),
    (bands({"up_to": 1, "at_least": 1, "score": 1}), "s1", "a", "bands"),
    (bands({"up_to": -1, "score": 1}), "s1", "a", "up_to"),
    (bands({"up_to": 1, "score": 1.1}), "s1", "a", "score"),
    (bands({"up_to": 1}), "s1", "a", "score"),
    (put(scale="one"), "s1", "a", "choices"),
    (put(scale="one", choices=[{"key": "x"}]), "s1", "a", "text"),
    (put(scale="one", choices=[{"key": "x", "text": " "}]), "s1", "a", "text"),
    (put(scale="many", choices=[{"key": "x", "text": "X"}] * 2), "s1", "a", "choices"),
    (put(scale="one", choices=[{"key": "x", "text": "X", "score": 2}]), "s1", "a", "score"),
    (put(critical="deadly"), "s1", "a", "critical"),
    (put(evidence="film"), "s1", "a", "evidence"),
    (put(fail_below=1.1), "s1", "a", "fail_below"),
    (put(na="no"), "s1", "a", "na"),
    (put(integrity=1), "s1", "a", "integrity"),
    (put(show_when="a = 1"), "s1", "a", "show_when"),
)


@pytest.mark.parametrize(("spoil", "in_section", "in_item", "field"), BROKEN)
def test_a_broken_template_names_section_item_and_field(
    spoil: Spoil, in_section: str, in_item: str, field: str
) -> None:
    made = sound()
    spoil(made)
    with pytest.raises(TemplateError) as caught:
        ScorecardTemplate.from_dict(made)
    error = caught.value
    assert (error.section, error.item) == (in_section, in_item)
    assert field in str(error.field)
    assert all(part in str(error) for part in (in_section, in_item, field))


@pytest.mark.parametrize("spoil", [put_on_top(scoring=[]), put(weight=Decimal("1e40")), put(weight=0.0001)])
def test_an_empty_policy_and_a_large_or_small_weight_are_no_mistakes(spoil: Spoil) -> None:
    made = sound()
    spoil(made)
    assert ScorecardTemplate.from_dict(made).key == "t"


def test_what_is_no_mapping_at_all_is_refused() -> None:
    with pytest.raises(TemplateError):
        ScorecardTemplate.from_dict([])  # type: ignore[arg-type]  # a file may hold anything


def test_what_a_template_leaves_out_has_its_default() -> None:
    found = ScorecardTemplate.from_dict(sound())
    scoring, (a, b) = found.scoring, found.form.sections[0].items
    assert values(scoring.on_critical, scoring.cap, scoring.pass_mark, scoring.min_coverage) == (
        OnCritical.CAP,
        50,
        85,
        50,
    )
    assert (a.critical, a.fail_below, a.may_be_na, a.may_be_unseen) == (CriticalClass.NONE, Decimal("0.5"), True, True)
    assert (a.evidence, a.is_integrity, b.weight, found.version) == (Evidence.NONE, False, Decimal("0.5"), 1)
    assert found.limits.min_minutes is None


@pytest.mark.parametrize("limit", [0, None, "none"])
def test_a_limit_of_nothing_is_no_limit(limit: object) -> None:
    found = ScorecardTemplate.from_dict(sound() | {"validity": {"max_minutes": limit, "min_minutes": 5}})
    assert values(found.limits.max_minutes, found.limits.min_minutes) == (None, 5)


def test_a_text_is_a_string_in_the_language_of_the_form_or_one_for_each_language() -> None:
    made = sound() | {"language": "pl", "title": {"pl": "Wizyta", "en": "Visit"}}
    found = ScorecardTemplate.from_dict(made).form
    assert found.title.in_language("en") == "Visit"
    assert found.sections[0].items[0].text.to_dict() == {"pl": "What of a"}


def test_scales_are_read_with_all_that_belongs_to_them() -> None:
    choices = [{"key": 1, "text": "X", "score": 0.25}, {"key": "y", "text": "Y"}]
    made = mapping(
        section(
            "s",
            item("a", scale="likert11", lowest="bad", highest="good"),
            item("b", scale="points", **{"from": 0, "to": 10, "good": "low", "shown": "descending"}),
            item("c", scale="measure", unit="min", bands=[{"up_to": 5, "score": 1}, {"at_least": 9, "score": 0.1}]),
            item("d", scale="one", choices=choices),
            item("e", critical="business", fail_below=1, na=False, not_observed=False, evidence="photo", optional=True),
            item("f", integrity=True, show_when=["call", "=", ["answer", "a"], ["number", "3"]], metric="csat"),
            item("g", must_be=["call", ">", ["answer", "."], ["number", "0"]], must_be_text="More than 0", short="G"),
        )
    )
    found = ScorecardTemplate.from_dict(made)
    a, b, c, d, e, f, _ = (one for one in found.form.items())
    assert (a.scale.first, a.scale.last, a.scale.lowest.in_language("en")) == (1, 11, "bad")
    assert (b.scale.first, b.scale.last, b.scale.good, b.scale.is_descending) == (0, 10, Good.LOW, True)
    assert [(band.side, band.score) for band in c.scale.bands] == [
        (Side.UP_TO, Decimal(1)),
        (Side.AT_LEAST, Decimal("0.1")),
    ]
    assert [(choice.key, choice.score) for choice in d.scale.choices] == [("1", Decimal("0.25")), ("y", None)]
    assert values(e.may_be_na, e.may_be_unseen, e.fail_below, e.is_optional) == (False, False, 1, True)
    assert (f.is_integrity, f.metric, f.scale.kind) == (True, "csat", ScaleKind.YES_NO)
    assert ScorecardTemplate.from_dict(found.to_dict()) == found


def test_scenarios_and_limits_come_back_as_they_were() -> None:
    made = sound() | {
        "scenarios": [{"key": "bill", "segment": "household", "brief": "Ask why."}, {"key": "move"}],
        "validity": {"min_minutes": 10, "report_within_hours": 0.5},
        "scoring": {"on_critical": "section_zero", "pass_mark": 92.5},
        "kind": "mystery_visit",
        "channel": "office",
        "version": 3,
        "purpose": "To know.",
    }
    found = ScorecardTemplate.from_dict(made)
    assert found.scenarios[1] == Scenario("move", found.scenarios[1].brief)
    assert ScorecardTemplate.from_dict(found.to_dict()) == found
    assert (found.version, found.kind, found.channel) == (3, "mystery_visit", "office")


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_four_templates_are_read_whole_and_written_back(name: str) -> None:
    made = shared_template(name)
    found = ScorecardTemplate.from_dict(made)
    assert found.form.gaps() == ()
    assert len(list(found.form.items())) == sum(len(one["items"]) for one in made["sections"])
    assert ScorecardTemplate.from_dict(yaml.safe_load(yaml.safe_dump(found.to_dict()))) == found
