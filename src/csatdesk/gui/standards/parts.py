"""Which form shows a part of a draft."""

from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import Spot, item_at, section_at
from csatdesk.gui.standards.item_form import ItemForm
from csatdesk.gui.standards.part_forms import PartForm, SectionForm, WholeForm


def part_form(template: ScorecardTemplate, spot: Spot, language: str, note: str) -> PartForm:
    if item_at(template, spot) is not None:
        return ItemForm(template, spot, language, note)
    if section_at(template, spot) is not None:
        return SectionForm(template, spot, language, note)
    return WholeForm(template, Spot(), language, note)
