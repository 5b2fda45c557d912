"""The standards of the demo centre: all that come with the program, one of them in its second version, one in work."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import Spot, changed_item, remove
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.standards.commands import publish, save_draft, start_draft
from csatdesk.operations.standards.starting import STARTING, starting_template, take_over_standards
from csatdesk.operations.work import Work
from csatdesk.store.entities.standards import StandardVersion

FIRST, SECOND, DRAFTED = timedelta(days=419), timedelta(days=80), timedelta(days=2)
SECOND_NOTE = "Picking up counts more; the voice menu is no longer an item, since it offers a person at once."
DRAFT_NOTE = "A shorter wait from ticket to desk."


def publish_standards(work: Work, cast: Cast, at: datetime) -> None:
    """Published long ago by the supervisor; calls anew in autumn; a draft for offices in work."""
    marek = cast.actors[SUPERVISOR]
    begun = acting(work, marek, at - FIRST)
    ids = dict(zip(STARTING, take_over_standards(begun, keys=STARTING).result, strict=True))
    for version_id in ids.values():
        publish(begun, version_id=version_id, version=1)
    autumn = acting(work, marek, at - SECOND)
    second = _redrafted(autumn, ids["phone_call"], _second_calls(starting_template("phone_call")), SECOND_NOTE)
    publish(autumn, version_id=second, version=autumn.db.get_one(StandardVersion, second).version)
    lately = acting(work, marek, at - DRAFTED)
    _redrafted(lately, ids["office_visit"], _next_office(starting_template("office_visit")), DRAFT_NOTE)


def _redrafted(work: Work, version_id: int, template: ScorecardTemplate, note: str) -> int:
    draft_id = start_draft(work, version_id=version_id).result
    save_draft(work, version_id=draft_id, template=template, note=note, version=1)
    return draft_id


def _second_calls(template: ScorecardTemplate) -> ScorecardTemplate:
    weighed = changed_item(template, Spot("reach", "P01"), weight=Decimal(5))
    return remove(weighed, Spot("reach", "P02"))[0]


def _next_office(template: ScorecardTemplate) -> ScorecardTemplate:
    wait = next(item for item in template.form.items() if item.key == "V12")
    bands = tuple(replace(band, bound=band.bound - 2) for band in wait.scale.bands)
    how = LocalText({"en": "Watch the longest wait on the queue screen and open a desk after six minutes."})
    return changed_item(template, Spot("queue", "V12"), scale=replace(wait.scale, bands=bands), how=how)
