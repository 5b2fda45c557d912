"""One group against all others: places that claim no more than the ranges tell, and steps that differ not by chance."""

from dataclasses import replace

from csatdesk.domain.cuts import Cut
from csatdesk.domain.quality_views import Split
from csatdesk.domain.surveys import Competence
from csatdesk.operations.quality.facts import load_quality_facts
from csatdesk.operations.quality.standings import compare_groups
from csatdesk.operations.quality.step_aparts import load_differences, parts_of
from csatdesk.operations.quality.words import place_words, step_apart_words, told_apart_words
from csatdesk.store.entities.centres import Office
from tests.cast import Stage
from tests.operations.evaluations.scorecards import published
from tests.operations.quality.scenes import asked, olga, reviewed


def places(stage: Stage, version: int) -> dict[str, str]:
    with stage.read(stage.marek) as reading:
        found = compare_groups(reading, asked=asked(version), split=Split.OFFICE)
    return {one.name: place_words(one) for one in found.groups}


def test_offices_whose_ranges_overlap_share_their_places(centre: Stage) -> None:
    version = published(centre)
    for answer in ("yes", "yes", "partial", "no"):
        reviewed(centre, version, answer=answer)
        reviewed(centre, version, whose=olga(centre), answer="partial" if answer == "yes" else answer)
    assert places(centre, version) == {"Sala główna": "1 to 2", "Infolinia": "1 to 2"}


def test_offices_that_lie_apart_and_those_that_are_quite_the_same_have_one_place_each(centre: Stage) -> None:
    version = published(centre)
    for _each in range(3):
        reviewed(centre, version)
        reviewed(centre, version, whose=olga(centre), answer="no")
    assert places(centre, version) == {"Sala główna": "1", "Infolinia": "2"}
    for _each in range(3):
        reviewed(centre, version, new={"segment": "vip"})
        reviewed(centre, version, new={"segment": "household"})
    with centre.read(centre.marek) as reading:
        found = compare_groups(reading, asked=asked(version), split=Split.SEGMENT)
    same = {one.name: place_words(one) for one in found.groups}
    assert same["VIP"] == same["Household"] == "1"


def test_a_step_is_a_strength_or_weakness_only_where_its_test_carries_it(centre: Stage) -> None:
    version = published(centre)
    for name, answer in (("yes", "no"), ("yes", "partial"), ("no", "no"), ("yes", "no"), ("no", "partial")):
        reviewed(centre, version, name=name, answer=answer)
    for name in ("yes", "no", "yes", "no", "yes"):
        reviewed(centre, version, whose=olga(centre), name=name)
    with centre.read(centre.marek) as reading:
        view = {"asked": asked(version), "split": Split.OFFICE}
        here = load_differences(reading, key=centre.anna.office_id, **view).steps  # type: ignore[arg-type]  # as named
        there = load_differences(reading, key=centre.other_office_id, **view).steps  # type: ignore[arg-type]  # as named
    assert [step_apart_words(one) for one in here] == ["Title of matter: 40.0, elsewhere 100.0 (n 5 and 5)"]
    assert here[0].by == -60
    assert [one.by for one in there] == [60]


def test_of_two_steps_one_that_differs_by_three_in_a_hundred_alone_is_not_named(centre: Stage) -> None:
    """Welch's test alone gives it 0.034; looked for among two steps, that is 0.068 (Holm)."""
    version = published(centre)
    for name, answer in (("yes", "no"), ("yes", "partial"), ("no", "partial"), ("yes", "yes"), ("no", "partial")):
        reviewed(centre, version, name=name, answer=answer)
    for name in ("yes", "no", "yes", "no", "yes"):
        reviewed(centre, version, whose=olga(centre), name=name)
    with centre.read(centre.marek) as reading:
        key = centre.anna.office_id
        assert load_differences(reading, asked=asked(version), split=Split.OFFICE, key=key).steps == ()


def test_of_several_items_those_are_told_that_lie_farthest_apart(centre: Stage) -> None:
    version = published(centre)
    for name, greets in (("yes", "no"), ("no", "yes"), ("yes", "no")):
        reviewed(centre, version, name=name, greets=greets)
        reviewed(centre, version, whose=olga(centre), name="no", greets="no")
    view = {"asked": asked(version), "split": Split.OFFICE}
    with centre.read(centre.marek) as reading:
        here = load_differences(reading, key=centre.anna.office_id, **view)  # type: ignore[arg-type]  # as named
        there = load_differences(reading, key=centre.other_office_id, **view)  # type: ignore[arg-type]  # as named
    told = [[(words, *map(told_apart_words, some)) for words, some in parts_of(one, 1)] for one in (here, there)]
    assert told == [
        [("Better than elsewhere:", "Says the name: 67%, elsewhere 0% (n 3 and 3)")],
        [("Worse than elsewhere:", "Says the name: 0%, elsewhere 67% (n 3 and 3)")],
    ]


def test_two_evaluations_on_one_side_say_nothing_of_a_step(centre: Stage) -> None:
    version = published(centre)
    for answer in ("no", "no", "partial"):
        reviewed(centre, version, answer=answer)
    for _each in range(2):
        reviewed(centre, version, whose=olga(centre))
    with centre.read(centre.marek) as reading:
        key = centre.anna.office_id
        assert load_differences(reading, asked=asked(version), split=Split.OFFICE, key=key).steps == ()


def test_offices_are_chosen_by_level_and_country_and_others_are_those_that_are_asked_for(centre: Stage) -> None:
    version = published(centre)
    for _each in range(3):
        reviewed(centre, version)
        reviewed(centre, version, whose=olga(centre), answer="no")
    with centre.work(centre.ewa) as work:
        there = work.db.get_one(Office, centre.other_office_id)
        there.country, there.competence = "NO", Competence.GOLD
    with centre.read(centre.marek) as reading:
        facts = load_quality_facts(reading)
        narrowed = replace(asked(version), cut=Cut(office_ids=facts.levels[Competence.GOLD]))
        found = compare_groups(reading, asked=narrowed, split=Split.OFFICE)
    assert facts.countries["NO"] == facts.levels[Competence.GOLD] == (centre.other_office_id,)
    assert [one.name for one in found.groups] == ["Infolinia"]
