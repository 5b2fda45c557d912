"""Which rule applies, which never does, and what the starting profiles hold."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.clocks import QUIET, AlarmRule, ClockRule, Silence, StartsAt
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.deadlines import Clock, ServiceTarget, Unit
from csatdesk.domain.legal_profiles import PROFILES, offered
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.rule_reach import unreached
from csatdesk.domain.rules import STRICT, Asked, Conditions, Preset, Rule, choose, preset_of, trials
from csatdesk.domain.topics import InquiryType, Topic, TopicTree

OFFICES = (1, 2)


def topic(topic_id: int, parent_id: int | None) -> Topic:
    return Topic(topic_id, f"t{topic_id}", parent_id, LocalText({"en": "x"}), True, InquiryType.FAULT, {})


TREE = TopicTree([topic(1, None), topic(2, 1), topic(3, 1)])


def rule(rule_id: int, conditions: Conditions, clock: Clock = Clock.HOUSE) -> Rule:
    return Rule(rule_id, clock, rule_id, conditions, ClockRule(ServiceTarget(1, Unit.WORKING_DAYS)))


some = st.builds(
    Conditions,
    kinds=st.frozensets(st.sampled_from(CaseKind), max_size=5),
    topic_ids=st.frozensets(st.sampled_from([1, 2, 3]), max_size=2),
    segments=st.frozensets(st.sampled_from(Segment), max_size=2),
    channels=st.frozensets(st.sampled_from([Channel.HALL, Channel.PHONE]), max_size=2),
    office_ids=st.frozensets(st.sampled_from(OFFICES), max_size=2),
    priorities=st.frozensets(st.sampled_from(Priority), max_size=2),
)


def every_case() -> list[Asked]:
    channels = (Channel.HALL, Channel.PHONE, Channel.LETTER)
    topics = (None, 1, 2, 3)
    return [
        Asked(kind, channel, office, priority, TREE.above(topic_id), segment)
        for kind, channel, office, priority, topic_id, segment in product(
            CaseKind, channels, OFFICES, Priority, topics, (None, Segment.HOUSEHOLD, *Segment)
        )
    ]


CASES = every_case()


@given(st.lists(some, min_size=1, max_size=5))
def test_a_rule_is_unreached_exactly_when_no_case_chooses_it(listed: list[Conditions]) -> None:
    rules = [rule(place, conditions) for place, conditions in enumerate(listed)]
    chosen = {found.id for asked in CASES if (found := choose(rules, asked).house) is not None}
    assert set(unreached(rules, TREE, OFFICES)) == {one.id for one in rules} - chosen


def test_rules_of_other_clocks_do_not_shadow() -> None:
    rules = [rule(1, Conditions()), rule(2, Conditions(), Clock.LEGAL), rule(3, Conditions())]
    found = unreached(rules, TREE, OFFICES)
    assert set(found) == {3}
    assert found[3].because == rules[0]


def test_a_heading_shadows_what_lies_below_it() -> None:
    rules = [rule(1, Conditions(topic_ids=frozenset({1}))), rule(2, Conditions(topic_ids=frozenset({3})))]
    assert set(unreached(rules, TREE, OFFICES)) == {2}


@given(st.lists(some, max_size=5), st.sampled_from(CASES))
def test_the_trials_end_with_the_rule_that_is_chosen(listed: list[Conditions], asked: Asked) -> None:
    rules = [rule(place, conditions) for place, conditions in enumerate(listed)]
    tried = trials(rules, asked, Clock.HOUSE)
    chosen = choose(rules, asked).house
    assert (tried[-1].rule if tried and tried[-1].failed is None else None) == chosen
    assert all(trial.failed is not None for trial in tried[:-1])


def test_presets_are_told_apart() -> None:
    assert preset_of(AlarmRule()) is Preset.USUAL
    assert preset_of(STRICT) is Preset.STRICT
    assert preset_of(QUIET) is Preset.QUIET
    assert preset_of(AlarmRule(share=60)) is Preset.OWN


# starting profiles, as deadlines.md lists them: answer, unit, acknowledgement, latest by extension

DAYS, WORKING, WEEKS, MONTHS = Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.CALENDAR_WEEKS, Unit.CALENDAR_MONTHS
TABLE = {
    "general": (0, None, (1, WORKING), 0),
    "eu_rail": (1, MONTHS, None, 3),
    "eu_bus": (3, MONTHS, (1, MONTHS), 0),
    "eu_payment": (15, WORKING, None, 35),
    "fi_trader": (0, None, None, 0),
    "ee_trader": (15, DAYS, None, 0),
    "gb_energy": (8, WEEKS, (1, WORKING), 0),
    "no_public": (0, None, (1, MONTHS), 0),
    "pl_consumer": (14, DAYS, None, 0),
    "pl_energy": (14, DAYS, None, 0),
    "pl_finance": (30, DAYS, None, 60),
    "pl_public": (1, MONTHS, None, 1),
    "ru_network": (30, DAYS, None, 0),
    "ru_public": (30, DAYS, (3, DAYS), 30),
    "uk_finance": (8, WEEKS, (1, WORKING), 0),
    "uk_payment": (15, WORKING, (1, WORKING), 35),
}


def test_all_sixteen_starting_profiles_are_there() -> None:
    assert [profile.key for profile in PROFILES] == list(TABLE)


@pytest.mark.parametrize("key", TABLE)
def test_a_starting_profile_says_what_the_table_says(key: str) -> None:
    amount, unit, acknowledge, extended = TABLE[key]
    profile = next(one for one in PROFILES if one.key == key)
    assert profile.source
    for one in profile.rules:
        assert one.amount == amount
        assert unit is None or one.unit is unit
        told = one.acknowledge
        assert (told and (told.amount, told.unit)) == acknowledge
        assert one.extension.amount == extended
        assert bool(one.extension.times) == bool(extended)


def test_silence_and_starts_of_the_profiles() -> None:
    silence = {profile.key: {one.silence for one in profile.rules} for profile in PROFILES}
    assert {key for key, found in silence.items() if found == {Silence.ACCEPTED}} == {"pl_consumer", "pl_energy"}
    assert {key for key, found in silence.items() if found == {Silence.OMBUDSMAN}} == {"gb_energy", "uk_finance"}
    assert silence["ee_trader"] == {Silence.COMMITTEE}
    starts = {profile.key: [one.starts_at for one in profile.rules] for profile in PROFILES}
    assert starts["ru_network"] == starts["ru_public"] == [StartsAt.REGISTERED]
    assert starts["pl_energy"] == [StartsAt.EVENT, StartsAt.RECEIVED]


@pytest.mark.parametrize(
    ("country", "first", "last"), [("PL", "pl_consumer", "uk_payment"), ("EE", "ee_trader", "uk_payment")]
)
def test_profiles_of_the_centres_country_are_offered_first(country: str, first: str, last: str) -> None:
    keys = [profile.key for profile in offered(country)]
    assert (keys[0], keys[-1]) == (first, last)
    assert keys.index("eu_rail") < keys.index("general") < keys.index("ru_public")


def test_outside_the_union_its_profiles_come_after_those_for_everywhere() -> None:
    keys = [profile.key for profile in offered("NO")]
    assert keys[:2] == ["no_public", "general"]
