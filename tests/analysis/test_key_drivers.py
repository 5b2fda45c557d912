"""Shares of R² against published values, against all orders tried one after another, and on answers made to order."""

from itertools import permutations

import numpy as np
import pytest

from csatdesk.analysis.key_drivers import (
    DriversTooAlike,
    NothingDiffers,
    TooFewAnswersForDrivers,
    TooManyDrivers,
    key_drivers,
    lmg,
)
from csatdesk.domain.errors import Cancelled

SWISS = (  # 47 provinces about 1888: fertility, agriculture, examination, education, catholic, infant mortality
    (80.2, 17.0, 15, 12, 9.96, 22.2),
    (83.1, 45.1, 6, 9, 84.84, 22.2),
    (92.5, 39.7, 5, 5, 93.40, 20.2),
    (85.8, 36.5, 12, 7, 33.77, 20.3),
    (76.9, 43.5, 17, 15, 5.16, 20.6),
    (76.1, 35.3, 9, 7, 90.57, 26.6),
    (83.8, 70.2, 16, 7, 92.85, 23.6),
    (92.4, 67.8, 14, 8, 97.16, 24.9),
    (82.4, 53.3, 12, 7, 97.67, 21.0),
    (82.9, 45.2, 16, 13, 91.38, 24.4),
    (87.1, 64.5, 14, 6, 98.61, 24.5),
    (64.1, 62.0, 21, 12, 8.52, 16.5),
    (66.9, 67.5, 14, 7, 2.27, 19.1),
    (68.9, 60.7, 19, 12, 4.43, 22.7),
    (61.7, 69.3, 22, 5, 2.82, 18.7),
    (68.3, 72.6, 18, 2, 24.20, 21.2),
    (71.7, 34.0, 17, 8, 3.30, 20.0),
    (55.7, 19.4, 26, 28, 12.11, 20.2),
    (54.3, 15.2, 31, 20, 2.15, 10.8),
    (65.1, 73.0, 19, 9, 2.84, 20.0),
    (65.5, 59.8, 22, 10, 5.23, 18.0),
    (65.0, 55.1, 14, 3, 4.52, 22.4),
    (56.6, 50.9, 22, 12, 15.14, 16.7),
    (57.4, 54.1, 20, 6, 4.20, 15.3),
    (72.5, 71.2, 12, 1, 2.40, 21.0),
    (74.2, 58.1, 14, 8, 5.23, 23.8),
    (72.0, 63.5, 6, 3, 2.56, 18.0),
    (60.5, 60.8, 16, 10, 7.72, 16.3),
    (58.3, 26.8, 25, 19, 18.46, 20.9),
    (65.4, 49.5, 15, 8, 6.10, 22.5),
    (75.5, 85.9, 3, 2, 99.71, 15.1),
    (69.3, 84.9, 7, 6, 99.68, 19.8),
    (77.3, 89.7, 5, 2, 100.00, 18.3),
    (70.5, 78.2, 12, 6, 98.96, 19.4),
    (79.4, 64.9, 7, 3, 98.22, 20.2),
    (65.0, 75.9, 9, 9, 99.06, 17.8),
    (92.2, 84.6, 3, 3, 99.46, 16.3),
    (79.3, 63.1, 13, 13, 96.83, 18.1),
    (70.4, 38.4, 26, 12, 5.62, 20.3),
    (65.7, 7.7, 29, 11, 13.79, 20.5),
    (72.7, 16.7, 22, 13, 11.22, 18.9),
    (64.4, 17.6, 35, 32, 16.92, 23.0),
    (77.6, 37.6, 15, 7, 4.97, 20.0),
    (67.6, 18.7, 25, 7, 8.65, 19.5),
    (35.0, 1.2, 37, 53, 42.34, 18.0),
    (44.7, 46.6, 16, 29, 50.43, 18.2),
    (42.8, 27.7, 22, 29, 58.33, 19.3),
)


def correlations(columns: list[list[float]]) -> np.ndarray:
    """Drivers first, the outcome last; one resample."""
    return np.asarray(np.corrcoef(columns)).reshape(1, len(columns), len(columns))


def test_the_published_shares_of_the_swiss_provinces_are_met() -> None:
    fertility, *others = [list(map(float, column)) for column in zip(*SWISS, strict=True)]
    found = lmg(correlations([*others, fertility]))[:, 0]
    assert [round(float(one), 4) for one in found] == [0.0571, 0.1712, 0.2601, 0.1056, 0.1128]
    assert round(float(found.sum()), 4) == 0.7067


def test_a_share_is_the_mean_gain_over_all_orders() -> None:
    chance = np.random.default_rng(5)
    drivers = chance.normal(size=(4, 80))
    drivers[1] += drivers[0]
    outcome = drivers.T @ [1.0, 0.5, 0.0, -2.0] + chance.normal(size=80)
    found = lmg(correlations([*drivers.tolist(), outcome.tolist()]))[:, 0]
    gains: dict[int, list[float]] = {place: [] for place in range(4)}
    for order in permutations(range(4)):
        for step, place in enumerate(order):
            gains[place].append(
                r_squared(drivers, order[: step + 1], outcome) - r_squared(drivers, order[:step], outcome)
            )
    assert found.tolist() == pytest.approx([np.mean(gains[place]) for place in range(4)])


def r_squared(drivers: np.ndarray, chosen: tuple[int, ...], outcome: np.ndarray) -> float:
    table = np.column_stack([np.ones(outcome.size), *(drivers[place] for place in chosen)])
    left = outcome - table @ np.linalg.lstsq(table, outcome, rcond=None)[0]
    return float(1 - (left**2).sum() / ((outcome - outcome.mean()) ** 2).sum())


def answers(n: int = 300) -> tuple[list[float | None], dict[str, list[float | None]]]:
    chance = np.random.default_rng(9)
    drivers = chance.integers(1, 10, (3, n)).astype(float)
    outcome = 2 * drivers[0] + drivers[1] + chance.normal(0, 2, n)
    return outcome.tolist(), dict(zip(("waiting", "answer", "tone"), drivers.tolist(), strict=True))


def test_what_was_made_to_matter_comes_first_and_nearly_always() -> None:
    outcome, drivers = answers()
    found = key_drivers(outcome, drivers, seed=1, resamples=120)
    assert [one.name for one in found.drivers] == ["waiting", "answer", "tone"]
    assert found.drivers[0].rank_kept > 0.95
    assert all(one.likely.low <= one.share <= one.likely.high for one in found.drivers[:2])
    assert sum(one.share for one in found.drivers) == pytest.approx(found.r_squared)
    assert found == key_drivers(outcome, drivers, seed=1, resamples=120)


def test_answers_with_a_gap_are_left_out_and_counted() -> None:
    outcome, drivers = answers()
    drivers["tone"][4] = outcome[7] = None
    found = key_drivers(outcome, drivers, seed=1, resamples=5)
    assert (found.n, found.given) == (298, 300)


def test_too_few_answers_are_refused() -> None:
    outcome, drivers = answers(99)
    with pytest.raises(TooFewAnswersForDrivers, match="100 are needed"):
        key_drivers(outcome, drivers, seed=1)
    many = {str(place): list(range(place, place + 115)) for place in range(12)}
    with pytest.raises(TooFewAnswersForDrivers, match="120 are needed"):
        key_drivers(list(range(115)), many, seed=1)


def test_questions_that_tell_the_same_are_named() -> None:
    outcome, drivers = answers()
    drivers["queue"] = [one and one + 1 for one in drivers["waiting"]]
    with pytest.raises(DriversTooAlike, match=r"waiting.*queue"):
        key_drivers(outcome, drivers, seed=1)


def test_a_question_that_all_answer_alike_is_named_and_more_than_twelve_are_too_many() -> None:
    outcome, drivers = answers()
    with pytest.raises(NothingDiffers, match="tone"):
        key_drivers(outcome, drivers | {"tone": [5.0] * 300}, seed=1)
    with pytest.raises(TooManyDrivers, match="12"):
        key_drivers(outcome, {str(place): drivers["tone"] for place in range(13)}, seed=1)


def test_it_can_be_stopped_between_two_resamples() -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    outcome, drivers = answers()
    with pytest.raises(Cancelled):
        key_drivers(outcome, drivers, seed=1, step=stop)
