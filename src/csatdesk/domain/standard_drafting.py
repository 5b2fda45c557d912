"""Working on the draft of a standard: add, copy, move and remove sections and items, each giving a new template.

A `Spot` says where one stands: in a section, on one of its items, or on none of both: on the whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from csatdesk.domain.forms import Form, Item, Section
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standards import free_key, new_item

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """`item` is "" on the section itself; both are "" on the whole standard."""

    section: str = ""
    item: str = ""


def spots(template: ScorecardTemplate) -> tuple[Spot, ...]:
    """The whole, then each section with its items."""
    found = [Spot()]
    for section in template.form.sections:
        found += [Spot(section.key), *(Spot(section.key, item.key) for item in section.items)]
    return tuple(found)


def section_at(template: ScorecardTemplate, spot: Spot) -> Section | None:
    return next((one for one in template.form.sections if one.key == spot.section), None)


def item_at(template: ScorecardTemplate, spot: Spot) -> Item | None:
    section = section_at(template, spot)
    return next((one for one in section.items if one.key == spot.item), None) if section is not None else None


def changed_section(template: ScorecardTemplate, spot: Spot, **values: Any) -> ScorecardTemplate:
    return _with_section(template, spot.section, lambda section: replace(section, **values))


def changed_item(template: ScorecardTemplate, spot: Spot, **values: Any) -> ScorecardTemplate:
    def change(section: Section) -> Section:
        items = (replace(one, **values) if one.key == spot.item else one for one in section.items)
        return replace(section, items=tuple(items))

    return _with_section(template, spot.section, change)


def add_item(template: ScorecardTemplate, spot: Spot) -> tuple[ScorecardTemplate, Spot]:
    """After the item one stands on, else at the end of the section; on the whole, of the last one."""
    section = section_at(template, spot) or template.form.sections[-1]
    made = new_item(_free_item(template.form))
    return _with_items(template, section, _after(section.items, spot.item, made)), Spot(section.key, made.key)


def add_section(template: ScorecardTemplate, spot: Spot) -> tuple[ScorecardTemplate, Spot]:
    """After the section one stands in, with one item to begin with."""
    key = free_key("S", frozenset(one.key for one in template.form.sections))
    made = Section(key, LocalText(), (new_item(_free_item(template.form)),))
    return _with_sections(template, _after(template.form.sections, spot.section, made)), Spot(key)


def duplicate(template: ScorecardTemplate, spot: Spot) -> tuple[ScorecardTemplate, Spot]:
    """A copy right after the item, or after the section with all its items."""
    section, item = section_at(template, spot), item_at(template, spot)
    if section is None:
        return template, spot
    if item is not None:
        copied = replace(item, key=_free_item(template.form))
        return _with_items(template, section, _after(section.items, item.key, copied)), Spot(section.key, copied.key)
    key = free_key("S", frozenset(one.key for one in template.form.sections))
    taken, items = {one.key for one in template.form.items()}, []
    for one in section.items:
        items.append(replace(one, key=free_key("I", frozenset(taken))))
        taken.add(items[-1].key)
    twin = replace(section, key=key, items=tuple(items))
    return _with_sections(template, _after(template.form.sections, section.key, twin)), Spot(key)


def may_remove(template: ScorecardTemplate, spot: Spot) -> bool:
    """The last section stays, and so does the last item in it: a standard without one cannot be read."""
    section = section_at(template, spot)
    if section is None:
        return False
    return len(template.form.sections) > 1 or (bool(spot.item) and len(section.items) > 1)


def remove(template: ScorecardTemplate, spot: Spot) -> tuple[ScorecardTemplate, Spot]:
    """A section goes with its last item. Where one stands then: on what came before."""
    section = section_at(template, spot)
    if section is None or not may_remove(template, spot):
        return template, spot
    order = spots(template)
    before = order[order.index(spot) - 1]
    if spot.item and len(section.items) > 1:
        items = tuple(one for one in section.items if one.key != spot.item)
        return _with_items(template, section, items), before
    left = tuple(one for one in template.form.sections if one.key != section.key)
    return _with_sections(template, left), Spot() if before.section == section.key else before


def move(template: ScorecardTemplate, spot: Spot, step: int) -> tuple[ScorecardTemplate, Spot]:
    """One place up (-1) or down (1); an item at the edge of its section goes into the next one."""
    section, item = section_at(template, spot), item_at(template, spot)
    if section is None:
        return template, spot
    sections = template.form.sections
    place = sections.index(section)
    if item is None:
        return _with_sections(template, _moved(sections, place, step)), spot
    at = section.items.index(item)
    if 0 <= at + step < len(section.items):
        return _with_items(template, section, _moved(section.items, at, step)), spot
    if not 0 <= place + step < len(sections) or len(section.items) == 1:
        return template, spot
    target = sections[place + step]
    left = _with_items(template, section, tuple(one for one in section.items if one is not item))
    joined = (item, *target.items) if step > 0 else (*target.items, item)
    return _with_items(left, target, joined), Spot(target.key, item.key)


def missing_texts(template: ScorecardTemplate, language: str) -> int:
    """How many texts stand there in another language, but not in this one."""
    form = template.form
    texts = [form.title, form.purpose, *(one.title for one in form.sections)]
    texts += [one.brief for one in template.scenarios]
    for item in form.items():
        scale = item.scale
        texts += [item.text, item.how, item.check, item.short, item.lead, item.must_be_text]
        texts += [scale.unit, scale.lowest, scale.highest, *(one.text for one in scale.choices)]
    return sum(bool(text) and language not in text for text in texts)


# parts in their places


def _free_item(form: Form) -> str:
    return free_key("I", frozenset(one.key for one in form.items()))


def _after(parts: Sequence[Any], key: str, made: Any) -> tuple[Any, ...]:
    """`made` after the part with that key, else at the end."""
    place = next((at for at, one in enumerate(parts, start=1) if one.key == key), len(parts))
    return (*parts[:place], made, *parts[place:])


def _moved(parts: Sequence[T], place: int, step: int) -> tuple[T, ...]:
    order = list(parts)
    if 0 <= place + step < len(order):
        order[place], order[place + step] = order[place + step], order[place]
    return tuple(order)


def _with_section(template: ScorecardTemplate, key: str, change: Callable[[Section], Section]) -> ScorecardTemplate:
    return _with_sections(template, tuple(change(one) if one.key == key else one for one in template.form.sections))


def _with_items(template: ScorecardTemplate, section: Section, items: tuple[Item, ...]) -> ScorecardTemplate:
    return _with_section(template, section.key, lambda one: replace(one, items=items))


def _with_sections(template: ScorecardTemplate, sections: tuple[Section, ...]) -> ScorecardTemplate:
    return replace(template, form=replace(template.form, sections=sections))
