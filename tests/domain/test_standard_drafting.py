"""Adding, copying, moving and removing parts of a draft; what stays, and where one stands then."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from csatdesk.domain.forms import Item, Scale, ScaleKind, Section
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import (
    Spot,
    add_item,
    add_section,
    changed_item,
    changed_section,
    duplicate,
    item_at,
    may_remove,
    missing_texts,
    move,
    remove,
    spots,
)
from csatdesk.domain.standards import empty_template, item_share, section_share


def item(key: str, weight: int = 1) -> Item:
    return Item(key, LocalText({"en": f"What {key}"}), Scale(ScaleKind.YES_NO), weight=Decimal(weight))


def template() -> ScorecardTemplate:
    """s: a, b (weight 3); t: c."""
    empty = empty_template("mine", LocalText({"en": "Mine"}), "en")
    sections = (
        Section("s", LocalText({"en": "First"}), (item("a"), item("b", 3)), Decimal(3)),
        Section("t", LocalText({"en": "Second"}), (item("c"),), Decimal(1)),
    )
    return replace(empty, form=replace(empty.form, sections=sections))


def order(given: ScorecardTemplate) -> str:
    return " ".join(f"{one.key}:{''.join(item.key for item in one.items)}" for one in given.form.sections)


def test_an_item_is_added_after_the_one_one_stands_on() -> None:
    made, spot = add_item(template(), Spot("s", "a"))
    assert order(made) == "s:aI1b t:c"
    assert spot == Spot("s", "I1")
    assert order(add_item(template(), Spot())[0]) == "s:ab t:cI1"


def test_a_section_begins_with_one_item() -> None:
    made, spot = add_section(template(), Spot("s", "a"))
    assert order(made) == "s:ab S1:I1 t:c"
    assert spot == Spot("S1")


def test_a_copy_has_keys_of_its_own() -> None:
    assert order(duplicate(template(), Spot("s", "b"))[0]) == "s:abI1 t:c"
    assert order(duplicate(template(), Spot("s"))[0]) == "s:ab S1:I1I2 t:c"
    assert duplicate(template(), Spot())[0] == template()


def test_an_item_moves_past_the_edge_of_its_section() -> None:
    assert order(move(template(), Spot("s", "a"), 1)[0]) == "s:ba t:c"
    made, spot = move(template(), Spot("s", "b"), 1)
    assert order(made) == "s:a t:bc"
    assert spot == Spot("t", "b")
    assert move(template(), Spot("t", "c"), -1)[0] == template(), "a section keeps its only item"
    assert move(template(), Spot("s", "a"), -1)[0] == template()
    assert order(move(template(), Spot("t"), -1)[0]) == "t:c s:ab"


def test_a_section_goes_with_its_last_item_and_the_last_of_all_stays() -> None:
    made, spot = remove(template(), Spot("t", "c"))
    assert order(made) == "s:ab"
    assert spot == Spot()
    assert order(remove(template(), Spot("s", "b"))[0]) == "s:a t:c"
    assert not may_remove(made, Spot("s"))
    assert may_remove(made, Spot("s", "a"))
    assert not may_remove(made, Spot())


def test_parts_are_changed_where_they_stand() -> None:
    made = changed_item(template(), Spot("s", "b"), weight=Decimal(9))
    found = item_at(made, Spot("s", "b"))
    assert found is not None
    assert found.weight == 9
    assert changed_section(template(), Spot("t"), weight=Decimal(5)).form.sections[1].weight == 5
    assert [spot.item or spot.section for spot in spots(made)] == ["", "s", "a", "b", "t", "c"]


def test_weights_are_told_as_shares_of_a_hundred() -> None:
    form = template().form
    first = form.sections[0]
    assert section_share(form, first) == 75
    assert item_share(form, first, first.items[1]) == Fraction(225, 4)
    shares = [item_share(form, section, one) for section in form.sections for one in section.items]
    assert sum(shares) == 100


def test_texts_that_a_language_lacks_are_counted() -> None:
    assert missing_texts(template(), "en") == 0
    assert missing_texts(template(), "pl") == 1 + 2 + 3
