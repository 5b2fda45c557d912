"""Measures that are begun from failed items: of one evaluation, or where most points are lost (M11).

A page asks for the start and hands it to the page of measures:

    question = partial(begin_from_items, standard_key="front_office", item_keys=("greets", "name"), office_id=7)
    runner.ask(asker, question, lambda start: context.show_measures(MeasuresWanted(start=start)))
"""

from collections.abc import Sequence

from sqlalchemy import select

from csatdesk.domain.corrective_actions import AboutItems, Cause, MeasureStart, NamedItems, NotYourMeasure, Origin
from csatdesk.domain.errors import NotFound
from csatdesk.domain.forms import Item
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Right, require
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.evaluations import EvaluationCause
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.visible import led_by


def begin_from_items(
    reading: Reading,
    *,
    standard_key: str,
    item_keys: Sequence[str],
    office_id: int | None = None,
    person_id: int | None = None,
    evaluation_id: int | None = None,
) -> MeasureStart:
    """What a measure about these items begins with. `office_id` None: they fail in all offices; `person_id`: in the
    work of somebody one leads; `evaluation_id`: in which it was seen, None for a bottleneck over many.
    """
    require(reading.actor, Right.LEAD_MEASURES)
    query = select(Standard.id).where(Standard.centre_id == reading.actor.centre_id, Standard.key == standard_key)
    standard_id = reading.db.execute(query).scalar_one_or_none()
    if standard_id is None:
        raise NotFound()
    check_leads(reading, person_id)
    about = AboutItems(standard_id, tuple(item_keys), person_id, evaluation_id)
    return MeasureStart(
        origin=Origin.BOTTLENECK if evaluation_id is None else Origin.ITEM,
        topic_id=None,
        office_id=office_id,
        items=named_items(reading, about),
        cause=_cause(reading, about),
    )


def check_leads(reading: Reading, person_id: int | None) -> None:
    """A measure about a person's work is set by who leads them."""
    query = select(Staff.id).where(Staff.id == person_id, led_by(reading.actor))
    if person_id is not None and reading.db.execute(query).first() is None:
        raise NotYourMeasure()


def named_items(reading: Reading, about: AboutItems) -> NamedItems:
    """By the newest version that has them; NotFound for an item that none has."""
    titles = reading.db.execute(select(Standard.titles).where(Standard.id == about.standard_id)).scalar_one()
    items = _items(reading, about)
    if len(items) < len(set(about.item_keys)):
        raise NotFound()
    names = tuple(items[key].short or items[key].text for key in about.item_keys)
    person = select(Staff.name).where(Staff.id == about.person_id)
    return NamedItems(about, LocalText(titles), names, reading.db.execute(person).scalar() or "")


def _items(reading: Reading, about: AboutItems) -> dict[str, Item]:
    query = select(StandardVersion.id).where(
        StandardVersion.standard_id == about.standard_id, StandardVersion.centre_id == reading.actor.centre_id
    )
    found: dict[str, Item] = {}
    for version_id in reading.db.execute(query.order_by(StandardVersion.number.desc())).scalars():
        form = template_of(reading, version_id).form
        found = {key: item for key in about.item_keys if (item := form.item(key)) is not None} | found
        if len(found) == len(set(about.item_keys)):
            break
    return found


def _cause(reading: Reading, about: AboutItems) -> Cause | None:
    """As it was said of these items, when the same was said of all."""
    query = select(EvaluationCause.item_key, EvaluationCause.cause).where(
        EvaluationCause.evaluation_id == about.evaluation_id, EvaluationCause.item_key.in_(about.item_keys)
    )
    said = dict(reading.db.execute(query).tuples().all())
    causes = {said.get(key) for key in about.item_keys}
    return causes.pop() if len(causes) == 1 else None
