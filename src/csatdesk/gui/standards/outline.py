"""What the outline of a draft says: the whole, its sections and items, each with its share, and what lacks a text."""

from csatdesk.domain.forms import Form, Item
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import Spot, item_at, section_at, spots
from csatdesk.domain.standards import is_scored, item_share, section_share
from csatdesk.gui.administration.lists import Entry
from csatdesk.wording.standards import item_name, section_name, share_figure
from csatdesk.wording.texts import _, ngettext


def outline_entries(template: ScorecardTemplate, language: str) -> list[Entry]:
    """`language`: that in which the texts are written just now."""
    return [_entry(template, spot, language) for spot in spots(template)]


def _entry(template: ScorecardTemplate, spot: Spot, language: str) -> Entry:
    form, section = template.form, section_at(template, spot)
    if section is None:
        return Entry(spot, _("The whole standard"))
    item = item_at(template, spot)
    if item is None:
        return Entry(spot, section_name(section), note=share_figure(section_share(form, section)))
    is_missing = language not in item.text
    note = _("no text") if is_missing else share_figure(item_share(form, section, item))
    return Entry(spot, f"\u2003{_named(item, language)}", note=note, is_faint=is_missing)


def _named(item: Item, language: str) -> str:
    return item.short.in_language(language) or item.text.in_language(language) or item_name(item)


def size_words(form: Form) -> str:
    """How many items there are, and whether they are weighed."""
    count = sum(len(section.items) for section in form.sections)
    words = ngettext("{count} item", "{count} items", count).format(count=count)
    weighed = _("weights add up to 100") if is_scored(form) else _("no weights: it is not scored")
    return f"{words}, {weighed}"
