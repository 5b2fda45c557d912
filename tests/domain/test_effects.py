"""When there is a verdict on a measure, and of which days."""

from datetime import date, timedelta

import pytest

from csatdesk.domain.effects import Counted, Effect, EffectRule, EffectRuleWrong, Window, effect_from

DONE = date(2026, 6, 30)
CLEAR = Effect(DONE, EffectRule(), Counted(31, 2410), Counted(12, 2388))


def test_both_windows_are_equally_long_and_the_day_itself_is_in_neither() -> None:
    assert CLEAR.window_before == Window(date(2026, 5, 1), date(2026, 6, 29))
    assert CLEAR.window_after == Window(date(2026, 7, 1), date(2026, 8, 29))
    assert CLEAR.judge_from == date(2026, 8, 30)
    assert not CLEAR.is_over(date(2026, 8, 29))
    assert CLEAR.is_over(date(2026, 8, 30))


def test_enough_on_both_sides_gives_a_ratio() -> None:
    assert CLEAR.ratio is not None
    assert CLEAR.ratio.likely.high < 1
    assert CLEAR.before.per_1000 == pytest.approx(12.863, abs=0.001)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Counted(4, 2410), Counted(2, 2388)),
        (Counted(31, 499), Counted(12, 2388)),
        (Counted(31, 2410), Counted(12, 499)),
        (Counted(0, 0), Counted(0, 0)),
    ],
)
def test_under_a_minimum_there_is_no_verdict(before: Counted, after: Counted) -> None:
    assert Effect(DONE, EffectRule(), before, after).ratio is None


def test_at_the_minimum_there_is_one_and_none_after_is_a_result() -> None:
    assert Effect(DONE, EffectRule(), Counted(5, 500), Counted(0, 500)).ratio is not None


def test_what_is_kept_reads_back_as_it_was() -> None:
    kept = Effect(DONE, EffectRule(30, 8, 900), Counted(31, 2410), Counted(12, 2388))
    assert effect_from(kept.to_dict()) == kept


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (EffectRule(6), "days"),
        (EffectRule(367), "days"),
        (EffectRule(60, 0), "complaints"),
        (EffectRule(60, 5, 0), "contacts"),
    ],
)
def test_a_rule_that_could_tell_nothing_is_refused(rule: EffectRule, field: str) -> None:
    with pytest.raises(EffectRuleWrong) as told:
        rule.check()
    assert told.value.field == field


def test_windows_never_meet() -> None:
    assert CLEAR.window_after.first - CLEAR.window_before.last == timedelta(days=2)
