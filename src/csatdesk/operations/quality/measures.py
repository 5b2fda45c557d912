"""A measure that is begun where most points are lost."""

from sqlalchemy import select

from csatdesk.domain.corrective_actions import MeasureStart
from csatdesk.domain.quality_views import Loss, QualityAsked
from csatdesk.operations.corrective_actions.starts import begin_from_items
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.standards import Standard, StandardVersion


def begin_from_loss(reading: Reading, *, asked: QualityAsked, loss: Loss, office_id: object) -> MeasureStart:
    """About the item, or about all items of the step. `office_id`: in which it was looked at; else the one office that
    is asked for, or all.
    """
    offices = asked.cut.office_ids
    chosen = office_id if isinstance(office_id, int) else offices[0] if len(offices) == 1 else None
    query = select(StandardVersion.id, Standard.key).join(Standard, Standard.id == StandardVersion.standard_id)
    of_centre = StandardVersion.centre_id == reading.actor.centre_id
    version_id, key = reading.db.execute(query.where(StandardVersion.id == asked.versions[0], of_centre)).one()
    sections = template_of(reading, version_id).form.sections
    of_step = [item.key for one in sections if one.key == loss.section_key for item in one.items]
    return begin_from_items(
        reading, standard_key=key, item_keys=[loss.item_key] if loss.item_key else of_step, office_id=chosen
    )
