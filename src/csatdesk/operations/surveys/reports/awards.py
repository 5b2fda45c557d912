"""A winner in each category and over all (S1.3, S1.4): offices with enough answers, ties sharing their place."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.forms import Good, Item
from csatdesk.domain.ranking import Place
from csatdesk.domain.suppression import RANKING_LEAST
from csatdesk.domain.survey_views import By, SurveyView
from csatdesk.domain.topics import InquiryType
from csatdesk.operations.surveys.results.crosses import inquiry_types
from csatdesk.operations.surveys.results.figures import Figure
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import Group, Tally, tally
from csatdesk.operations.surveys.results.units import Unit, placed, units_of
from csatdesk.operations.work import Reading

LEAST_RIVALS = 2
ORDER: tuple[Group, ...] = (*Channel, *InquiryType, *Segment)


@dataclass(frozen=True, slots=True)
class Ranked:
    unit: Unit
    figure: Figure
    place: Place


@dataclass(frozen=True, slots=True)
class Award:
    """`by`: what kind of category; By.ALL: the overall one. `rows`: those with enough answers, the best first;
    `too_few`: offices with answers that have not.
    """

    by: By
    category: Group
    rows: tuple[Ranked, ...]
    too_few: int

    @property
    def winners(self) -> tuple[Ranked, ...]:
        """Those whom the answers do not tell apart share the first place. Nobody wins against nobody."""
        if len(self.rows) < LEAST_RIVALS:
            return ()
        return tuple(row for row in self.rows if row.place.band == 1)


def load_awards(reading: Reading, *, view: SurveyView, item: Item, least: int = RANKING_LEAST) -> tuple[Award, ...]:
    """The overall one first, then channels, types of inquiry and segments."""
    types, floor = inquiry_types(reading), floor_of(reading)
    units = {one.id: one for one in units_of(reading)}

    def award(by: By, category: Group, counted: Tally) -> Award:
        figures, places = placed(item, counted, floor, least=least, high_is_good=item.scale.good is not Good.LOW)
        rows = [Ranked(units[unit], figures[unit], place) for unit, place in places.items() if unit in units]
        rows.sort(key=lambda row: (row.place.first, row.place.last, row.unit.name))
        return Award(by, category, tuple(rows), len(figures) - len(rows))

    found = [award(By.ALL, None, tally(reading, view, item.key, By.OFFICE))]
    for by in (By.CHANNEL, By.TOPIC, By.SEGMENT):
        counted = tally(reading, view, item.key, by, By.OFFICE)
        for category, offices in _by_category(counted, types.get if by is By.TOPIC else _as_it_is).items():
            found.append(award(by, category, offices))
    return tuple(found)


def _as_it_is(group: Group) -> Group:
    return group


def _by_category(counted: Tally, category_of: Callable[[Group], Group]) -> Mapping[Group, Tally]:
    """Offices by category, in the order of its members; answers without one belong to none."""
    found: dict[Group, dict[Group, dict[int | str, int]]] = defaultdict(lambda: defaultdict(dict))
    for (group, office), values in counted.items():
        category = category_of(group)
        if category is not None:
            counts = found[category][office]
            for value, count in values.items():
                counts[value] = counts.get(value, 0) + count
    return {category: found[category] for category in ORDER if category in found}
