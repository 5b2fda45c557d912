"""What the page of measures asks at once."""

from dataclasses import dataclass

from csatdesk.domain.effects import EffectRule
from csatdesk.operations.cases.screens import CaseFacts, load_case_facts
from csatdesk.operations.corrective_actions.effects import effect_rule
from csatdesk.operations.corrective_actions.queries import MeasureCounts, count_measures, topics_of_measures
from csatdesk.operations.work import Reading


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What stands around the list; `topic_ids`: those that measures are about."""

    facts: CaseFacts
    counts: MeasureCounts
    topic_ids: tuple[int, ...]
    rule: EffectRule


def load_measure_facts(reading: Reading) -> MeasureFacts:
    return MeasureFacts(
        load_case_facts(reading), count_measures(reading), topics_of_measures(reading), effect_rule(reading)
    )
