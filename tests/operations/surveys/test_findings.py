"""Findings as sentences: only what is more than chance is called a difference, and nothing hidden is told."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.charts import ImportancePerformance, MatrixCells, RangeRows, StepProfile
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.survey_views import SurveyView
from csatdesk.domain.surveys import Route
from csatdesk.operations.surveys.findings.aspects import load_aspect_chart
from csatdesk.operations.surveys.findings.beside import load_beside
from csatdesk.operations.surveys.findings.comparison import load_comparison, load_differences
from csatdesk.operations.surveys.findings.facts import load_result_facts
from csatdesk.operations.surveys.findings.further import findings_of, load_finding
from csatdesk.operations.surveys.findings.key_figures import load_key_figures
from csatdesk.operations.surveys.findings.rates import load_rate
from csatdesk.operations.surveys.findings.single import list_single
from csatdesk.store.entities.surveys import Invitation
from tests.cast import NOW, Stage
from tests.operations.quality.scenes import olga
from tests.operations.surveys.hands import QUESTIONS, published, running
from tests.operations.surveys.test_figures import give, seen

ASPECTS: Mapping[str, Any] = {
    **QUESTIONS,
    "scales": {**QUESTIONS["scales"], "ten": {"from": 1, "to": 10}},
    "questions": [
        *QUESTIONS["questions"],
        {"key": "plain", "metric": "index_1_10", "type": "scale", "scale": "ten", "text": {"en": "Plain words"}},
        {"key": "kept", "metric": "index_1_10", "type": "scale", "scale": "ten", "text": {"en": "Kept the promise"}},
    ],
}

CHANNELS = [{"key": key, "label": {"en": key.title()}} for key in ("phone", "email", "chat")]
CROSSED: Mapping[str, Any] = {
    **QUESTIONS,
    "scales": {**QUESTIONS["scales"], "ten": {"from": 1, "to": 10}},
    "choices": {
        **QUESTIONS["choices"],
        "channels": CHANNELS,
        "repeat": [{"key": key, "label": {"en": key.title()}} for key in ("once", "twice", "more")],
        "cause": [{"key": key, "label": {"en": key.title()}} for key in ("not_all_answered", "i_left_out")],
    },
    "questions": [
        *QUESTIONS["questions"],
        {"key": "repeat_contact", "metric": "repeat", "type": "choice", "choices": "repeat", "text": {"en": "Again?"}},
        {"key": "repeat_cause", "metric": "repeat", "type": "multiple", "choices": "cause", "text": {"en": "Why?"}},
        {"key": "channel_used", "metric": "channel", "type": "choice", "choices": "channels", "text": {"en": "Used"}},
        {
            "key": "channel_wanted",
            "metric": "channel",
            "type": "choice",
            "choices": "channels",
            "text": {"en": "Wanted"},
        },
        {
            "key": "channel_not_used_why",
            "metric": "channel",
            "type": "multiple",
            "choices": "cause",
            "text": {"en": "?"},
        },
        {"key": "speed", "metric": "importance", "type": "scale", "scale": "ten", "text": {"en": "Speed"}},
        {"key": "words", "metric": "importance", "type": "scale", "scale": "ten", "text": {"en": "Words"}},
        {"key": "calm", "metric": "importance", "type": "scale", "scale": "ten", "text": {"en": "Calm"}},
    ],
}
PHONE: Mapping[str, Any] = {"repeat_contact": "once", "channel_used": "phone", "channel_wanted": "phone"}
MAIL: Mapping[str, Any] = {
    "repeat_contact": "twice",
    "repeat_cause": ("not_all_answered",),
    "channel_not_used_why": ("i_left_out",),
    "channel_used": "email",
    "channel_wanted": "phone",
}


def told(stage: Stage, key: str) -> Any:
    """A finding of 30 answers by phone and 30 by e-mail: who wrote had to ask again and wants the phone, and speed is
    what matters to them, while by phone it is the last thing.
    """
    survey_id = running(stage, published(stage, CROSSED))
    give(stage, survey_id, 30, channel=Channel.PHONE, speed=5, words=9, calm=8, **PHONE)
    give(stage, survey_id, 40, channel=Channel.EMAIL, speed=10, words=6, calm=5, **MAIL)
    with stage.read(stage.marek) as reading:
        return load_finding(reading, key=key, view=seen(survey_id), item_key="nps")


def mixed(stage: Stage, survey_id: int, good: int, bad: int, **other: Any) -> None:
    give(stage, survey_id, good, nps=10, csat=5, **other)
    give(stage, survey_id, bad, nps=2, csat=1, **other)


def test_a_channel_is_called_weak_only_when_chance_does_not_explain_it(centre: Stage) -> None:
    survey_id = running(centre)
    mixed(centre, survey_id, 40, 10)
    mixed(centre, survey_id, 22, 8, channel=Channel.CHAT)
    with centre.read(centre.marek) as reading:
        near = load_key_figures(reading, view=seen(survey_id), item_key="nps").channels
    mixed(centre, survey_id, 2, 28, channel=Channel.PHONE)
    with centre.read(centre.marek) as reading:
        apart = load_key_figures(reading, view=seen(survey_id), item_key="nps").channels
    assert near.title == "No clear difference between the channels"
    assert apart.title == "Phone is the weak channel"
    assert [row.name for row in apart.rows if row.is_loud] == ["Phone"]
    assert [row.name for row in apart.rows] == ["Hall", "Chat", "Phone"]


def test_of_too_few_answers_the_headline_has_no_number(centre: Stage) -> None:
    survey_id = running(centre)
    give(centre, survey_id, 4)
    with centre.read(centre.marek) as reading:
        found = load_key_figures(reading, view=seen(survey_id), item_key="nps")
    assert found.headline.value == "–"
    assert found.headline.sentence == "Recommendation (NPS): too few answers to say anything."
    assert all(chart.nothing == "Fewer than 5 answers: nothing is shown." for chart in found.charts)


def test_answers_stand_beside_the_invitations_of_their_months_and_offices(centre: Stage) -> None:
    survey_id = running(centre)
    give(centre, survey_id, 6)
    with centre.work() as work:
        for number, (month, day) in enumerate(((10, 1), (10, 31), (11, 1))):
            sent = datetime(2026, month, day, tzinfo=ZoneInfo(work.centre.zone))
            work.db.add(_invitation(centre, survey_id, number, sent))
    with centre.read(centre.marek) as reading:
        said = load_rate(reading, view=seen(survey_id))
        narrow = load_rate(reading, view=seen(survey_id, channels=frozenset({Channel.HALL})))
    assert said == "6 answers, of them 0 to 2 invitations, 0%"  # those six had no invitation
    assert narrow == "6 answers"


def _invitation(stage: Stage, survey_id: int, number: int, sent: datetime) -> Invitation:
    return Invitation(
        uid=uuid4(),
        centre_id=stage.anna.centre_id,
        survey_id=survey_id,
        office_id=stage.anna.office_id,
        code=f"CODE{number}",
        route=Route.PAPER,
        language="pl",
        sent_at=sent + timedelta(minutes=1),
    )


def test_offices_get_places_only_by_enough_answers_and_what_one_does_worse_is_named(centre: Stage) -> None:
    survey_id = running(centre)
    other = olga(centre).office_id
    mixed(centre, survey_id, 50, 5)
    mixed(centre, survey_id, 5, 50, office=other)
    with centre.read(centre.marek) as reading:
        chart = load_comparison(reading, view=seen(survey_id), item_key="nps", office_id=other)
        found = load_differences(reading, view=seen(survey_id), office_id=other)
    assert chart.title.endswith("stands first")
    assert [row.place for row in chart.rows] == ["1", "2"]
    assert [line.item_key for line in found.weak] == ["nps", "csat"]
    assert found.weak[0].words == "−82 against 82"
    assert not found.strong


def test_one_office_alone_has_no_place_and_it_is_said_that_nothing_is_there_to_compare_with(centre: Stage) -> None:
    survey_id = running(centre)
    other = olga(centre).office_id
    mixed(centre, survey_id, 50, 5)
    mixed(centre, survey_id, 5, 3, office=other)
    with centre.read(centre.marek) as reading:
        chart = load_comparison(reading, view=seen(survey_id), item_key="nps", office_id=other)
    assert chart.title.startswith("There is nothing to compare ")
    assert [row.place for row in chart.rows] == ["", ""]


def test_only_findings_that_are_asked_for_are_offered(centre: Stage) -> None:
    survey_id = running(centre)
    give(centre, survey_id, 1)
    with centre.read(centre.marek) as reading:
        facts = load_result_facts(reading, survey_id=survey_id)
        offered = {one.key for one in findings_of(facts.form.items())}
        made = [load_finding(reading, key=one, view=seen(survey_id), item_key="nps") for one in sorted(offered)]
    assert offered == {"matrix", "inquiry", "routes", "solved"}
    assert all(chart.nothing for chart in made)


def test_the_matrix_keeps_business_and_private_apart_and_names_best_and_worst(centre: Stage) -> None:
    survey_id = running(centre)
    topic = centre.topic_ids["bill_too_high"]
    mixed(centre, survey_id, 30, 2, topic=topic)
    mixed(centre, survey_id, 4, 30, topic=topic, channel=Channel.PHONE, segment=Segment.LARGE_BUSINESS)
    with centre.read(centre.marek) as reading:
        chart = load_finding(reading, key="matrix", view=seen(survey_id), item_key="nps")
    assert isinstance(chart, MatrixCells)
    assert [part.name for part in chart.parts] == ["Business", "Private"]
    assert chart.title == "Best: Complaint or claim, Hall. Worst: Complaint or claim, Phone."


def test_a_contact_stands_step_by_step_beside_the_others_with_its_total(centre: Stage) -> None:
    survey_id = running(centre, published(centre, ASPECTS))
    give(centre, survey_id, 20, nps=10, plain=9, kept=3)
    give(centre, survey_id, 20, nps=8, plain=8, kept=4)
    give(centre, survey_id, 40, nps=10, plain=9, kept=9, office=olga(centre).office_id)
    with centre.read(centre.marek) as reading:
        chart = load_finding(reading, key="steps", view=seen(survey_id), item_key="nps")
    assert isinstance(chart, StepProfile)
    assert [step.name for step in chart.steps] == ["Plain words", "Kept the promise"]
    assert (chart.first_total.value, chart.second_total.value) == (50, 100)
    assert chart.title.endswith("falls behind most in: Kept the promise")


def test_what_cannot_be_said_about_aspects_is_said_in_words(centre: Stage) -> None:
    survey_id = running(centre, published(centre, ASPECTS))
    give(centre, survey_id, 20, plain=9, kept=3)
    chart = counted(centre, survey_id)
    assert chart.nothing.startswith("20 answers are too few to say what goes with satisfaction.")
    assert not chart.aspects


QUEUE = {"key": "queue", "metric": "index_1_10", "type": "scale", "scale": "ten", "text": {"en": "Short queue"}}
WITH_QUEUE: Mapping[str, Any] = {**ASPECTS, "questions": [*ASPECTS["questions"], QUEUE]}


def of_queue(stage: Stage, queue: Callable[[int], int], nps: Callable[[int], int]) -> ImportancePerformance:
    """What is said of three aspects by a hundred answers; `queue`, `nps`: what goes with the one about plain words."""
    survey_id = running(stage, published(stage, WITH_QUEUE))
    for plain, kept in ((3, 9), (4, 5), (6, 8), (7, 2), (9, 6)):
        give(stage, survey_id, 20, nps=nps(plain), plain=plain, kept=kept, queue=queue(plain))
    return counted(stage, survey_id)


def counted(stage: Stage, survey_id: int) -> ImportancePerformance:
    return load_aspect_chart(stage.store, stage.marek, lambda _n, _of: None, view=seen(survey_id), item_key="nps")


def test_of_two_aspects_answered_nearly_alike_the_later_is_left_out_and_named(local_centre: Stage) -> None:
    chart = of_queue(local_centre, queue=lambda plain: plain + 1, nps=lambda plain: plain)
    assert [one.name for one in chart.aspects] == ["Plain words", "Kept the promise"]
    assert chart.subtitle.endswith("2 aspects, 100 answers to all of them, left out: Short queue")
    assert "“Short queue” is answered nearly like “Plain words” and left out." in chart.method


def test_an_aspect_on_which_all_agree_is_left_out_and_named(local_centre: Stage) -> None:
    chart = of_queue(local_centre, queue=lambda _plain: 8, nps=lambda plain: plain)
    assert [one.name for one in chart.aspects] == ["Plain words", "Kept the promise"]
    assert "All answers to “Short queue” are the same; it is left out." in chart.method


def test_where_only_one_aspect_is_left_it_says_why(local_centre: Stage) -> None:
    survey_id = running(local_centre, published(local_centre, ASPECTS))
    for plain in (3, 4, 6, 7, 9):
        give(local_centre, survey_id, 20, nps=plain, plain=plain, kept=plain + 1)
    chart = counted(local_centre, survey_id)
    assert chart.nothing == "“Kept the promise” is answered nearly like “Plain words” and left out."


def test_where_nobody_differs_in_the_score_it_is_named_in_its_own_words(local_centre: Stage) -> None:
    chart = of_queue(local_centre, queue=lambda plain: 11 - plain // 3, nps=lambda _plain: 9)
    assert chart.nothing.startswith("Every answer to “Would you recommend us?” is the same")


def test_how_much_an_aspect_matters_has_its_range_and_how_often_the_rank_stayed(local_centre: Stage) -> None:
    chart = of_queue(local_centre, queue=lambda plain: (3 * plain) % 7 + 1, nps=lambda plain: plain)
    for one in chart.aspects:
        assert one.likely is not None
        assert one.likely.low <= one.importance <= one.likely.high
        assert one.rank_kept is not None
        assert 0 <= one.rank_kept <= 1


def test_aspects_are_never_set_against_one_of_themselves(centre: Stage) -> None:
    survey_id = running(centre, published(centre, ASPECTS))
    with centre.read(centre.marek) as reading:
        facts = load_result_facts(reading, survey_id=survey_id)
    assert facts.outcome("kept") == facts.outcome("solved") == facts.outcome("nps") == "nps"
    assert facts.outcome("csat") == "csat"


def test_single_answers_of_a_value_are_found_and_an_anonymous_one_tells_its_month_alone(centre: Stage) -> None:
    survey_id = running(centre, offers_names=False)
    give(centre, survey_id, 6, nps=9, comment="Czekałem.")
    give(centre, survey_id, 6, nps=3)
    view: SurveyView = seen(survey_id)
    with centre.read(centre.marek) as reading:
        page = list_single(reading, view=view, value=("nps", "9"), after=None)
    assert len(page.rows) == 6
    assert {(row.when, row.where, row.score, row.comment) for row in page.rows} == {
        ("October 2026", "without a name", "9", "Czekałem.")
    }


def test_solved_is_told_with_its_share(centre: Stage) -> None:
    survey_id = running(centre)
    give(centre, survey_id, 30)
    give(centre, survey_id, 10, solved="no")
    with centre.read(centre.marek) as reading:
        chart = load_finding(reading, key="solved", view=seen(survey_id), item_key="nps")
    assert isinstance(chart, RangeRows)
    assert chart.title == "75% say that their matter is solved"


def test_who_had_to_ask_again_is_told_by_channel_with_the_cause_named_most(centre: Stage) -> None:
    chart = told(centre, "repeats")
    assert chart.title == "Most had to ask again by: E-mail"
    assert [(row.name, row.score.value) for row in chart.rows] == [("E-mail: Not_All_Answered", 100), ("Phone", 0)]


def test_causes_and_reasons_are_told_with_their_shares(local_centre: Stage) -> None:
    chart = told(local_centre, "causes")
    assert (chart.title, chart.rows[0].score.value) == ("Most often: Not_All_Answered", 100)


def test_why_a_channel_is_not_used_is_told(local_centre: Stage) -> None:
    assert told(local_centre, "not_used").title == "Most often: I_Left_Out"


def test_the_channel_wished_for_stands_beside_the_one_used(local_centre: Stage) -> None:
    chart = told(local_centre, "wanted")
    assert chart.title == "100% of those who used “Email” would rather have another way"


def test_what_matters_is_ranked_and_where_a_channel_has_another_order_it_is_pointed_out(local_centre: Stage) -> None:
    chart = told(local_centre, "importance")
    assert chart.title == "“Speed” matters most; in the channel Phone “Speed” is number 3"
    ranks = {row.name: [cell.score.value for cell in row.cells] for row in chart.parts[0].rows}
    assert chart.columns == ("All", "E-mail", "Phone")
    assert ranks == {"Speed": [1, 1, 3], "Words": [2, 2, 1], "Calm": [3, 3, 2]}


def test_each_type_of_inquiry_has_its_figure(local_centre: Stage) -> None:
    survey_id = running(local_centre)
    mixed(local_centre, survey_id, 30, 2, topic=local_centre.topic_ids["bill_too_high"])
    mixed(local_centre, survey_id, 4, 30, topic=local_centre.topic_ids["outage_unplanned"])
    with local_centre.read(local_centre.marek) as reading:
        chart = load_finding(reading, key="inquiry", view=seen(survey_id), item_key="nps")
    assert isinstance(chart, RangeRows)
    assert [row.name for row in chart.rows] == ["Complaint or claim", "Fault and support"]
    assert chart.title == "Fault and support is behind the others"


def test_complaints_and_what_came_again_stand_beside_the_answers_of_an_office(centre: Stage) -> None:
    survey_id = running(centre)
    november = NOW.year * 100 + NOW.month
    view = seen(survey_id, november, november)
    for kind in (CaseKind.COMPLAINT, CaseKind.INQUIRY, CaseKind.INQUIRY, CaseKind.INQUIRY):
        centre.register(kind=kind)
    with centre.read(centre.marek) as reading:
        found = dict(load_beside(reading, view=view, office_id=centre.anna.office_id))
        elsewhere = load_beside(reading, view=view, office_id=olga(centre).office_id)
    assert found["Complaints and claims"] == "1 of 4 matters, 25%"
    assert found["Came again"] == "0 of 4 matters, 0%"
    assert not elsewhere
