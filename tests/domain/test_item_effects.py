"""What came of a measure on the items it is about: both sides, each place by itself, and as the store keeps it."""

from datetime import date
from decimal import Decimal

from csatdesk.domain.effects import Counted, Effect, EffectRule
from csatdesk.domain.item_effects import (
    ItemEffect,
    ItemFigures,
    ItemResult,
    ItemVerdict,
    Side,
    any_effect_from,
    figures_of,
    judge_item,
)
from csatdesk.domain.local_text import LocalText

DONE = date(2026, 3, 10)
OWNER, LIIS = 1, 2
NAME = LocalText({"en": "Says the name", "pl": "Mówi imię"})


def result(day: int, f: str | None, by: int = LIIS, place: int = 0, *, has_failed: bool = False) -> ItemResult:
    return ItemResult(Decimal(f) if f is not None else None, by, date(2026, 3, day), place, has_failed)


def figures(*results: ItemResult) -> ItemFigures:
    return figures_of("name", NAME, results, done_on=DONE, owner_id=OWNER)


def test_what_does_not_apply_is_counted_on_no_side_and_the_day_itself_neither() -> None:
    found = figures(result(1, "0"), result(2, None), result(3, "1"), result(10, "0"), result(11, "1"), result(12, None))
    assert found.before == Side(2, 1, Decimal("50.00"))
    assert found.after == Side(1, 0, Decimal("100.00"))
    assert (found.verdict, found.judged) == (ItemVerdict.WAITING, 1)
    assert figures().before.share is None


def test_points_are_kept_exactly_and_rounded_only_where_they_are_told() -> None:
    assert figures(result(1, "0.33335")).before.points == Decimal("33.335")


def test_a_critical_item_under_its_own_limit_has_failed_with_more_than_half_of_its_points() -> None:
    again = [result(11, "1"), result(12, "0.75", has_failed=True)]
    assert judge_item(again, done_on=DONE, owner_id=OWNER) is ItemVerdict.NOT_EFFECTIVE
    assert figures(*again).after.failed == 1


def test_each_place_in_which_it_failed_has_to_pass_by_itself() -> None:
    here = [result(1, "0", place=7), result(11, "1", place=7), result(12, "1", place=7)]
    there = [result(2, "0", place=8), result(13, "1", place=8)]
    never_failed = [result(3, "1", place=9), result(11, "1", place=9)]
    assert figures(*here, *never_failed).verdict is ItemVerdict.EFFECTIVE
    waiting = figures(*here, *there)
    assert (waiting.verdict, waiting.judged) == (ItemVerdict.WAITING, 1)
    assert figures(*here, *there, result(14, "0", place=8)).verdict is ItemVerdict.NOT_EFFECTIVE


def test_of_several_items_one_that_fails_again_is_enough_and_one_that_waits_makes_all_wait() -> None:
    good = figures(result(1, "0"), result(11, "1"), result(12, "1"))
    waits, bad = figures(result(1, "0"), result(11, "1")), figures(result(1, "0"), result(11, "0"))
    assert ItemEffect(DONE, (good, good)).verdict is ItemVerdict.EFFECTIVE
    assert ItemEffect(DONE, (good, waits)).verdict is ItemVerdict.WAITING
    assert ItemEffect(DONE, (good, waits, bad)).verdict is ItemVerdict.NOT_EFFECTIVE
    together = ItemEffect(DONE, (good, bad))
    assert (together.before, together.after) == (Side(2, 2, Decimal(0)), Side(3, 1, Decimal(200) / 3))
    assert ItemEffect(DONE, ()).verdict is ItemVerdict.WAITING


def test_the_store_keeps_either_kind_and_gives_it_back() -> None:
    of_items = ItemEffect(DONE, (figures(result(1, "0"), result(11, "1")), figures()), left_out=3)
    of_topic = Effect(DONE, EffectRule(), Counted(31, 2410), Counted(12, 2388))
    assert any_effect_from(of_items.to_dict()) == of_items
    assert any_effect_from(of_topic.to_dict()) == of_topic
