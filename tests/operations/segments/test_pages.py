"""What stands on the page of a segment beside its strategy: rules, measures, cases and answers of these customers."""

from datetime import date

import pytest

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Channel, NewCustomer, Segment
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.rules import Conditions
from csatdesk.domain.segments import SegmentAsked, spans_until
from csatdesk.domain.suppression import Shown
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.corrective_actions.commands import set_measure_segment
from csatdesk.operations.rules import retire_rule
from csatdesk.operations.segments.queries import SegmentPage, load_segment, measures_for_all
from csatdesk.operations.segments.words import chart, figures, finding, house_lines, measure_lines
from tests.cast import NOW, Stage
from tests.operations.corrective_actions.hands import card, made
from tests.operations.surveys.hands import answered, running
from tests.operations.surveys.test_figures import give
from tests.operations.test_rules import promise, saved

NOVEMBER = (202611, 202611)
HOUSEHOLD = SegmentAsked(Segment.HOUSEHOLD, NOVEMBER)


def page(stage: Stage, asked: SegmentAsked = HOUSEHOLD) -> SegmentPage:
    with stage.read(stage.anna) as reading:
        return load_segment(reading, asked=asked)


def of_segment(stage: Stage, segment: Segment) -> int:
    with stage.work(stage.anna) as work:
        return register_customer(work, new=NewCustomer("Zakład Budowlany", segment=segment))


def test_cases_are_those_of_the_segment_beside_the_months_before(centre: Stage) -> None:
    centre.register(at=NOW)
    centre.register(at=NOW, kind=CaseKind.INQUIRY)
    centre.register(at=NOW.replace(month=10, day=5))
    centre.register(at=NOW, customer_id=of_segment(centre, Segment.SMALL_BUSINESS))
    seen = page(centre)
    assert (seen.now.received, seen.before.received) == (2, 1)
    assert finding(seen) == "2 cases came in, complaints among them: 1."
    told = {one.key: one for one in figures(seen)}
    assert (told["in"].value, told["in"].was[0]) == ("2", "1")
    assert told["complaints"].second == "1 of 2 that came in"
    assert told["complaints"].shown is not None
    assert told["complaints"].shown.segments == (Segment.HOUSEHOLD,)
    assert page(centre, SegmentAsked(Segment.VIP, NOVEMBER)).now.received == 0


def test_months_that_are_not_over_are_compared_with_as_many_days() -> None:
    now, before = SegmentAsked(Segment.VIP, (202609, 202611)).days(date(2026, 11, 19))
    assert (now, before) == (Days(date(2026, 9, 1), date(2026, 11, 19)), Days(date(2026, 6, 1), date(2026, 8, 19)))
    whole, _before = SegmentAsked(Segment.VIP, (202601, 202601)).days(date(2026, 11, 19))
    assert whole == Days(date(2026, 1, 1), date(2026, 1, 31))


def test_a_quarter_a_year_and_single_months_can_be_chosen() -> None:
    spans = spans_until(202602)
    assert spans[:3] == ((202512, 202602), (202503, 202602), (202602, 202602))
    assert (len(spans), spans[-1]) == (14, (202503, 202503))


def test_the_house_promises_are_those_that_the_rules_can_give_these_customers(centre: Stage) -> None:
    with centre.work(centre.ewa) as work:
        for rule in page(centre).house:
            retire_rule(work, rule_id=rule.id)
    vip = saved(centre, promise(1, conditions=Conditions(segments=frozenset({Segment.VIP}))))
    calls = saved(centre, promise(3, conditions=Conditions(channels=frozenset({Channel.PHONE}))))
    rest = saved(centre, promise(10))
    never = saved(centre, promise(20))
    assert [rule.id for rule in page(centre).house] == [calls, rest]
    theirs = page(centre, SegmentAsked(Segment.VIP, NOVEMBER))
    assert [rule.id for rule in theirs.house] == [vip]
    assert never not in {rule.id for rule in theirs.house}
    assert house_lines(theirs) == (("Quick answer: 1 working day", "every case"),)


def test_a_measure_is_set_beside_a_segment_and_taken_back(centre: Stage) -> None:
    own, other = made(centre, segment=Segment.HOUSEHOLD), made(centre, title="Another one")
    assert [row.id for row in page(centre).measures] == [own]
    with centre.read(centre.marek) as reading:
        assert [row.id for row in measures_for_all(reading)] == [other]
    with centre.work(centre.marek) as work:
        done = set_measure_segment(work, measure_id=other, segment=Segment.HOUSEHOLD, version=1)
    assert {row.id for row in page(centre).measures} == {own, other}
    assert card(centre, other).segment is Segment.HOUSEHOLD
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert [title for title, _second in measure_lines(page(centre))] == ["Explain estimated bills"]


def test_who_leads_no_measures_sets_none_beside_a_segment(local_centre: Stage) -> None:
    measure_id = made(local_centre)
    with pytest.raises(NotAllowed), local_centre.work(local_centre.anna) as work:
        set_measure_segment(work, measure_id=measure_id, segment=Segment.VIP, version=1)


def test_answers_are_those_of_the_segment_with_how_many_and_how_likely(centre: Stage) -> None:
    survey_id = running(centre)
    give(centre, survey_id, 27, month=202611, nps=10, csat=5)
    give(centre, survey_id, 3, month=202611, nps=2, csat=5)
    give(centre, survey_id, 30, month=202610, nps=2, csat=1)
    give(centre, survey_id, 38, month=202611, nps=2, segment=Segment.SMALL_BUSINESS)
    give(centre, survey_id, 2, month=202611, nps=10, segment=Segment.SMALL_BUSINESS)
    seen = page(centre)
    told = {one.name: one for one in figures(seen)}
    assert told["Recommendation (NPS)"].value == "80"
    assert told["Recommendation (NPS)"].second.startswith("30 answers, likely ")
    assert told["Recommendation (NPS)"].was[0] == "−100"
    assert told["Satisfaction (CSAT)"].value == "100%"
    found = chart(seen)
    assert found is not None
    assert found.title == "Household: better than the other segments"
    assert {row.name: row.score.n for row in found.rows if row.score.is_drawn} == {
        "Household": 30,
        "Small business": 40,
    }
    assert [row.name for row in found.rows if row.is_loud] == ["Household"]


def test_a_change_of_one_segment_holds_only_after_as_many_tests_as_there_are_segments(centre: Stage) -> None:
    """By the test of two NPS alone 0.036; of two segments 0.072 (Holm)."""
    survey_id = running(centre)
    for month, good in ((202610, 16), (202611, 10)):
        give(centre, survey_id, good, month=month, nps=10)
        give(centre, survey_id, 20 - good, month=month, nps=2)
    (line,) = (one for one in page(centre).surveys if one.item.key == "nps")
    assert line.change is not None
    assert line.change.is_clear
    for month in (202610, 202611):
        give(centre, survey_id, 16, month=month, nps=10, segment=Segment.VIP)
        give(centre, survey_id, 4, month=month, nps=2, segment=Segment.VIP)
    (line,) = (one for one in page(centre).surveys if one.item.key == "nps")
    assert line.change is not None
    assert not line.change.is_clear


def test_fewer_answers_than_the_floor_are_hidden_and_what_would_give_them_away_too(centre: Stage) -> None:
    survey_id = running(centre)
    give(centre, survey_id, 4, month=202611, segment=Segment.VIP)
    give(centre, survey_id, 6, month=202611, segment=Segment.LARGE_BUSINESS)
    give(centre, survey_id, 30, month=202611)
    vip = figures(page(centre, SegmentAsked(Segment.VIP, NOVEMBER)))[0]
    assert (vip.value, vip.second) == ("–", "hidden, fewer than 5 answers; Po kontakcie")
    large = figures(page(centre, SegmentAsked(Segment.LARGE_BUSINESS, NOVEMBER)))[0]
    assert large.value == "–"
    assert large.second.startswith("hidden too")
    assert figures(page(centre))[0].value != "–"


def test_anonymous_answers_stand_on_no_page(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    for _each in range(12):
        answered(local_centre, survey_id, {"nps": 9, "csat": 4, "solved": "yes", "name": "anonymous"}, month=202611)
    assert page(local_centre).surveys == ()
    assert chart(page(local_centre)) is None


def test_a_hidden_figure_carries_no_number(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 2, month=202611)
    line = page(local_centre).surveys[0]
    assert (line.now.shown, line.now.graded) == (Shown.HIDDEN, None)
    found = chart(page(local_centre))
    assert found is not None
    assert found.nothing
