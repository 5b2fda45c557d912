"""Passwords and PINs: right, wrong, unknown name; and how long a check takes."""

import time
from statistics import median

from csatdesk.system.passwords import hash_password, hash_pin, is_outdated, is_password, is_pin


def seconds(stored: str | None, password: str) -> float:
    began = time.perf_counter()
    is_password(stored, password)
    return time.perf_counter() - began


def test_only_the_right_password_passes() -> None:
    stored = hash_password("zażółć gęślą")
    assert is_password(stored, "zażółć gęślą")
    assert not is_password(stored, "zażółć gęsią")
    assert not is_password(stored, "")


def test_accents_may_be_composed_either_way() -> None:
    assert is_password(hash_password("na\u0308gemist"), "n\u00e4gemist")


def test_nobody_has_a_password_not_even_the_one_of_the_stand_in() -> None:
    assert not is_password(None, "nobody")
    assert not is_pin(None, "nobody")


def test_a_damaged_hash_opens_nothing() -> None:
    assert not is_password("no hash", "no hash")
    assert not is_password("", "")


def test_the_same_password_is_kept_differently_each_time() -> None:
    assert hash_password("twelve angry") != hash_password("twelve angry")


def test_an_unknown_name_takes_as_long_as_a_wrong_password() -> None:
    stored = hash_password("right password")
    seconds(None, "warm up")
    wrong = median(seconds(stored, "wrong") for _ in range(5))
    unknown = median(seconds(None, "wrong") for _ in range(5))
    assert 0.5 < unknown / wrong < 2


def test_pins_pass_and_fail_and_cost_less() -> None:
    stored = hash_pin("4711")
    assert is_pin(stored, "4711")
    assert not is_pin(stored, "4712")
    assert not is_outdated(hash_password("today's costs"))
    assert is_outdated(stored)
