"""The headline weighted to the contacts logged in the same months, against numbers worked out by hand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import chain, repeat
from statistics import median
from typing import Any

import pytest

from csatdesk.domain.contacts import Channel
from csatdesk.operations.surveys.findings.key_figures import load_key_figures
from csatdesk.operations.surveys.findings.weighted import load_weighted_figures
from csatdesk.operations.surveys.results.figures import item_of
from csatdesk.operations.surveys.results.weighted import weighted
from tests.cast import NOW, Stage
from tests.operations.quality.scenes import olga
from tests.operations.surveys.hands import published, running
from tests.operations.surveys.test_figures import give, seen

NOVEMBER = 202611


def logged(stage: Stage) -> None:
    """Contacts of November: 2 in the hall and 3 by phone of the own office, 3 and 3 of the other, 2 letters, and 4 of
    October.
    """
    other = olga(stage)
    for count, actor, channel in (
        (2, stage.anna, Channel.HALL),
        (3, stage.anna, Channel.PHONE),
        (3, other, Channel.HALL),
        (3, other, Channel.PHONE),
        (2, other, Channel.LETTER),
    ):
        for _each in range(count):
            stage.register(actor=actor, channel=channel, received_at=NOW)
    for _each in range(4):
        stage.register(channel=Channel.PHONE, received_at=NOW - timedelta(days=30))


def answers_to_weigh(stage: Stage, survey_id: int) -> None:
    """30 from the hall of the own office, all content, and 10 each from where the others came; weights 1, 2, 2 and 4
    bring them to the contacts logged.
    """
    other: dict[str, Any] = {"month": NOVEMBER, "office": stage.other_office_id}
    give(stage, survey_id, 30, NOVEMBER, nps=10)
    give(stage, survey_id, 10, NOVEMBER, nps=8, channel=Channel.PHONE)
    give(stage, survey_id, 10, nps=3, **other)
    give(stage, survey_id, 5, nps=10, channel=Channel.PHONE, **other)
    give(stage, survey_id, 5, nps=3, channel=Channel.PHONE, **other)


def test_the_headline_is_weighted_to_the_contacts_as_worked_out_by_hand(centre: Stage) -> None:
    """Of 110: 50 promoters and 40 critics are 9; p + d − (p − d)² = 0.8099 and 110² / 270 = 44.8 make ±26.3."""
    survey_id = running(centre)
    answers_to_weigh(centre, survey_id)
    logged(centre)
    give(centre, survey_id, 7, NOVEMBER, nps=0, channel=Channel.CHAT)
    view = seen(survey_id, NOVEMBER, NOVEMBER)
    with centre.read(centre.marek) as reading:
        plain = load_key_figures(reading, view=view, item_key="nps")
        found = load_weighted_figures(reading, view=view, item_key="nps")
        figure = weighted(reading, view, item_of(reading, survey_id, "nps")).figure
    assert figure is not None
    assert figure.graded is not None
    assert figure.value == pytest.approx(100 / 11)
    likely = figure.graded.score.likely
    assert likely is not None
    assert (likely.low, likely.high) == pytest.approx((100 / 11 - 26.3487, 100 / 11 + 26.3487), abs=1e-3)
    assert found.headline.value == "9"
    assert found.headline.sentence == (
        "Recommendation (NPS) from 60 answers, likely −17 to 35. "
        "Weighted to 85% of the contacts of these months, counts like 45 answers."
    )
    assert found.headline.second == (
        "45 of 100 would recommend us, 36 would not. "
        "Comparisons with other times, the course and the channels are not weighted."
    )
    assert found.headline.method.endswith(
        "Left out, with answers or contacts too few or apart: Chat, Letter (15% of the contacts, 7 answers)."
    )
    assert "nothing is weighted" not in found.headline.method
    assert "(Kish)" in found.headline.method
    assert [bar.count for bar in found.distribution.bars] == [0, 0, 0, 22, 0, 0, 0, 0, 11, 0, 27]
    assert found.distribution.subtitle.endswith(
        ". Weighted to 85% of the contacts of these months, counts like 45 answers."
    )
    assert (found.trend, found.channels) == (plain.trend, plain.channels)
    assert plain.headline.value == "19"


def test_shares_and_means_are_weighted_with_the_answers_they_count_like(centre: Stage) -> None:
    """Content are 30 and 20 of 110, so 45.5 % of 44.8: Wilson gives 31.8 to 59.8."""
    survey_id = running(centre)
    answers_to_weigh(centre, survey_id)
    logged(centre)
    view = seen(survey_id, NOVEMBER, NOVEMBER)
    with centre.read(centre.marek) as reading:
        item = replace(item_of(reading, survey_id, "nps"), metric="")
        mean = weighted(reading, view, item).figure
        top = weighted(reading, view, replace(item, metric="csat")).figure
    assert mean is not None
    assert mean.value == pytest.approx(10 * (10 * 50 + 8 * 20 + 3 * 40) / 110)
    assert mean.graded is not None
    assert mean.graded.sample is not None
    assert mean.graded.sample.n == pytest.approx(12100 / 270)
    assert top is not None
    assert top.graded is not None
    assert top.value == pytest.approx(100 * 50 / 110)
    assert top.n == 45
    assert top.graded.score.likely is not None
    assert (top.graded.score.likely.low, top.graded.score.likely.high) == pytest.approx((31.81, 59.80), abs=0.02)


def one_by_one(answers: Mapping[Any, list[int]], contacts: Mapping[Any, int]) -> tuple[float, float]:
    """NPS and the answers it counts like, of two offices, answer by answer and without raking: where each channel has
    its part, the other office's grows with how much more an answer weighs there, so that this is found by halving.
    """
    channels = {channel for _office, channel in answers}
    wanted = {channel: sum(contacts[office, channel] for office in "ab") for channel in channels}

    def weight(ratio: float, office: str, channel: Channel) -> float:
        weighed = len(answers["a", channel]) + ratio * len(answers["b", channel])
        return wanted[channel] / weighed * (ratio if office == "b" else 1)

    low, high = 0.0, 1000.0
    for _half in range(200):
        ratio = (low + high) / 2
        has = sum(weight(ratio, "b", channel) * len(answers["b", channel]) for channel in channels)
        low, high = (ratio, high) if has < sum(contacts["b", channel] for channel in channels) else (low, ratio)
    each = [(weight(low, *cell), answer) for cell, given in answers.items() for answer in given]
    most = 5 * median(one for one, _answer in each)
    assert any(one > most for one, _answer in each)
    trimmed = [(min(one, most), answer) for one, answer in each]
    whole = sum(one for one, _answer in trimmed)
    score = sum(one * ((answer > 8) - (answer < 7)) for one, answer in trimmed)
    return 100 * score / whole, whole**2 / sum(one**2 for one, _answer in trimmed)


def test_the_figure_is_that_of_another_way_of_computing_it_where_a_weight_is_cut_too(local_centre: Stage) -> None:
    """Few letters are answered of many: theirs would weigh ten times as much as those of the hall."""
    channels = (Channel.HALL, Channel.PHONE, Channel.LETTER)
    cells = [(office, channel) for office in "ab" for channel in channels]
    amounts, contacts = (40, 12, 5, 9, 7, 6), dict(zip(cells, (3, 6, 9, 3, 2, 2), strict=True))
    scores = iter([(7 * place * place + 3) % 11 for place in range(sum(amounts))])
    answers = {cell: [next(scores) for _each in range(count)] for cell, count in zip(cells, amounts, strict=True)}
    actors = {"a": local_centre.anna, "b": olga(local_centre)}
    survey_id = running(local_centre)
    for (office, channel), given in answers.items():
        for nps, count in Counter(given).items():
            other = {"channel": channel, "office": actors[office].office_id}
            give(local_centre, survey_id, count, NOVEMBER, nps=nps, **other)
    for office, channel in chain.from_iterable(repeat(cell, count) for cell, count in contacts.items()):
        local_centre.register(actor=actors[office], channel=channel)
    with local_centre.read(local_centre.marek) as reading:
        item = item_of(reading, survey_id, "nps")
        found = weighted(reading, seen(survey_id, NOVEMBER, NOVEMBER), item).figure
    assert found is not None
    assert found.graded is not None
    assert found.graded.nps is not None
    assert (found.value, found.graded.nps.n) == pytest.approx(one_by_one(answers, contacts))


def test_where_no_weights_bring_the_answers_to_the_contacts_that_is_said_in_place_of_a_figure(centre: Stage) -> None:
    survey_id = running(centre)
    give(centre, survey_id, 10, NOVEMBER)
    give(centre, survey_id, 10, NOVEMBER, channel=Channel.PHONE)
    give(centre, survey_id, 10, NOVEMBER, channel=Channel.PHONE, office=centre.other_office_id)
    view = seen(survey_id, NOVEMBER, NOVEMBER)
    said = "The answers cannot be weighted: they are spread too unlike the contacts of these months."
    with centre.read(centre.marek) as reading:
        unlogged = load_weighted_figures(reading, view=view, item_key="nps")
    logged(centre)
    for _each in range(4):
        centre.register(actor=olga(centre))
    with centre.read(centre.marek) as reading:
        too_many_in_a_hall_without_answers = load_weighted_figures(reading, view=view, item_key="nps")
    for found in (unlogged, too_many_in_a_hall_without_answers):
        assert (found.headline.value, found.headline.sentence) == ("–", said)
        assert found.distribution.nothing == said
        assert found.headline.method
    assert unlogged.headline.second.endswith("(0% of the contacts, 30 answers).")
    assert too_many_in_a_hall_without_answers.headline.second.endswith("Letter (12% of the contacts, 0 answers).")


def test_answers_without_a_name_that_stand_only_together_with_others_have_no_weight(centre: Stage) -> None:
    """3 by phone are too few to be shown, so they are put together with the hall's and belong to no channel."""
    survey_id = running(centre)
    give(centre, survey_id, 30, NOVEMBER, nps=10)
    give(centre, survey_id, 8, NOVEMBER, nps=3, name="anonymous")
    give(centre, survey_id, 3, NOVEMBER, nps=3, name="anonymous", channel=Channel.PHONE)
    logged(centre)
    with centre.read(centre.marek) as reading:
        found = load_weighted_figures(reading, view=seen(survey_id, NOVEMBER, NOVEMBER), item_key="nps")
    assert found.headline.sentence.startswith("Recommendation (NPS) from 30 answers")
    assert found.headline.method.endswith("Left out, as they are shown only together with others: 11 answers.")


def test_contacts_are_those_of_the_survey_s_office_and_of_what_the_view_is_narrowed_to(centre: Stage) -> None:
    answers: dict[str, Any] = {"month": NOVEMBER, "nps": 10}
    version_id = published(centre)
    own, everywhere = running(centre, version_id, office_id=centre.anna.office_id), running(centre, version_id)
    for survey_id in (own, everywhere):
        give(centre, survey_id, 10, **answers)
        give(centre, survey_id, 10, channel=Channel.PHONE, **answers)
    logged(centre)
    other = frozenset({centre.other_office_id})
    with centre.read(centre.marek) as reading:
        item = item_of(reading, own, "nps")
        whole = seen(everywhere, NOVEMBER, NOVEMBER)
        by_phone = replace(whole, channels=frozenset({Channel.PHONE}))
        views = (seen(own, NOVEMBER, NOVEMBER), whole, by_phone, replace(whole, office_ids=other))
        shares = [weighted(reading, view, item).left_out.contacts for view in views]
    assert shares == pytest.approx([0, 8 / 13, 3 / 6, 1])


def test_of_too_few_answers_the_weighted_headline_says_so_and_how_it_would_be_made(centre: Stage) -> None:
    survey_id = running(centre)
    give(centre, survey_id, 4, NOVEMBER)
    logged(centre)
    with centre.read(centre.marek) as reading:
        few = load_weighted_figures(reading, view=seen(survey_id, NOVEMBER, NOVEMBER), item_key="nps")
    give(centre, survey_id, 4, NOVEMBER, channel=Channel.CHAT)
    with centre.read(centre.marek) as reading:
        few_logged = load_weighted_figures(reading, view=seen(survey_id, NOVEMBER, NOVEMBER), item_key="nps")
    for found in (few, few_logged):
        assert found.headline.value == "–"
        assert found.headline.sentence == "Recommendation (NPS): too few answers to say anything."
        assert "(Kish)" in found.headline.method
        assert not found.distribution.bars
