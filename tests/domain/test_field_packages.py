"""What comes back from the field is put together to the same, in whatever order and however often it comes."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from csatdesk.domain.field_packages import (
    CLOCKS_DIFFER,
    DAYS_MOST,
    FieldState,
    News,
    UntilWrong,
    Version,
    Versions,
    check_until,
    is_over,
    next_version,
    state_of,
    versions_of,
)

UNTIL = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
BASE = Version("base", frozenset(), "nothing")
HISTORIES = 10_000
TASKS = ("hall", "old town")
LAPTOPS = 3


def version(name: str, *after: str, says: str = "") -> Version:
    return Version(name, frozenset(after), says or name)


def test_a_version_that_goes_on_from_another_takes_its_place() -> None:
    known = versions_of([BASE, version("a", "base"), version("b", "base", "a")])
    assert [one.id for one in known.heads] == ["b"]
    assert not known.is_to_decide


def test_two_that_were_filled_differently_stand_side_by_side_until_somebody_decides() -> None:
    known = versions_of([BASE, version("a", "base"), version("b", "base")])
    assert known.is_to_decide
    decided = known.decided("b")
    assert [one.id for one in decided.heads] == ["b"]
    assert decided.known == known.known


def test_what_goes_on_from_the_one_decided_against_is_to_be_decided_anew() -> None:
    known = versions_of([BASE, version("a", "base"), version("b", "base")]).decided("b")
    assert known.joined(version("c", "base", "a")).is_to_decide
    assert not known.joined(version("d", "base", "b")).is_to_decide


def test_two_places_that_say_the_same_leave_nothing_to_decide() -> None:
    known = versions_of([BASE, version("a", "base", says="x"), version("b", "base", says="x")])
    assert [one.id for one in known.heads] == ["a"]


def test_the_same_words_after_a_change_and_back_are_a_version_of_their_own() -> None:
    known = versions_of([BASE, version("a", "base", says="x"), version("b", "base", "a", says="y")])
    assert [one.id for one in known.joined(version("c", "base", "a", "b", says="x")).heads] == ["c"]


def test_news_says_what_a_version_would_be() -> None:
    known = versions_of([BASE, version("a", "base"), version("b", "base", "a")])
    assert known.news(version("c", "base", "a", "b")) is News.NEW
    assert known.news(version("a", "base")) is News.KNOWN
    assert known.news(version("other", "base")) is News.BESIDE


def test_the_time_is_over_only_when_no_clock_can_differ_so_much() -> None:
    assert not is_over(UNTIL, UNTIL + CLOCKS_DIFFER)
    assert is_over(UNTIL, UNTIL + CLOCKS_DIFFER + timedelta(microseconds=1))


@pytest.mark.parametrize("ahead", [timedelta(), timedelta(days=-1), timedelta(days=DAYS_MOST, seconds=1)])
def test_a_package_is_given_out_until_a_moment_that_comes_soon(ahead: timedelta) -> None:
    with pytest.raises(UntilWrong):
        check_until(UNTIL + ahead, UNTIL)
    check_until(UNTIL + timedelta(days=DAYS_MOST), UNTIL)


def test_a_thing_is_given_out_then_filling_then_brought_back_then_sent() -> None:
    def state(*, has_come: bool = False, is_complete: bool = False, is_sent: bool = False) -> FieldState:
        return state_of(has_come=has_come, is_complete=is_complete, is_sent=is_sent, is_closed=False)

    assert state() is FieldState.GIVEN_OUT
    assert state(has_come=True) is FieldState.FILLING
    assert state(has_come=True, is_complete=True) is FieldState.BROUGHT_BACK
    assert state(has_come=True, is_complete=True, is_sent=True) is FieldState.SENT
    closed = state_of(has_come=False, is_complete=False, is_sent=False, is_closed=True)
    assert closed is FieldState.REFUSED


# ten thousand histories

Result = dict[str, Version]  # task → what one writing of a result says of it


@dataclass
class Laptop:
    """A working copy: what was typed, and what it wrote down so far. `backup`: a copy of it that somebody kept."""

    typed: dict[str, str] = field(default_factory=lambda: dict.fromkeys(TASKS, BASE.digest))
    written: dict[str, tuple[Version, ...]] = field(default_factory=lambda: dict.fromkeys(TASKS, (BASE,)))
    backup: tuple[dict[str, str], dict[str, tuple[Version, ...]]] | None = None

    def write(self, tasks: list[str], number: int) -> Result:
        for task in tasks:
            found = next_version(self.written[task], self.typed[task], f"v{number:04}{task}")
            if found is not self.written[task][-1]:
                self.written[task] = (*self.written[task], found)
        return {task: self.written[task][-1] for task in tasks}

    def keep(self) -> None:
        self.backup = (dict(self.typed), dict(self.written))

    def put_back(self) -> None:
        if self.backup is not None:
            self.typed, self.written = dict(self.backup[0]), dict(self.backup[1])


@dataclass
class Centre:
    """Takes in what arrives in time, and goes on filling upon what counts there."""

    known: dict[str, Versions] = field(default_factory=lambda: {task: versions_of([BASE]) for task in TASKS})
    taken: list[Result] = field(default_factory=list)

    def take(self, result: Result) -> None:
        self.taken.append(result)
        for task, one in result.items():
            self.known[task] = self.known[task].joined(one)

    def fill(self, task: str, number: int) -> None:
        head = self.known[task].heads[0]
        here = Version(f"h{number:04}{task}", head.after | {head.id}, f"here {number}")
        self.take({task: here})


def history(chance: Random) -> list[Result]:
    """What three laptops with one package and the centre wrote, as far as it was taken in: filled, copied, put back to
    an older state, written in parts, lost, brought late, too late, and meanwhile filled at the centre as well."""
    laptops, centre, on_the_way = [Laptop() for _laptop in range(LAPTOPS)], Centre(), list[Result]()
    until = chance.randint(8, 30)  # steps; what comes after it is refused
    for step in range(chance.randint(10, 22)):
        laptop = laptops[int(chance.random() * LAPTOPS)]
        deed = chance.random()
        if deed < 0.3:
            laptop.typed[TASKS[int(chance.random() * 2)]] = f"words {int(chance.random() * 4)}"
        elif deed < 0.55:
            some = chance.random() < 0.3
            on_the_way.append(laptop.write([TASKS[step % 2]] if some else list(TASKS), step))
        elif deed < 0.86 and on_the_way and step <= until:
            centre.take(on_the_way[int(chance.random() * len(on_the_way))])  # any of them, perhaps once more
        elif deed < 0.9:
            centre.fill(TASKS[step % 2], step)
        elif deed < 0.95:
            laptop.keep()
        else:
            laptop.put_back()
    return centre.taken


def brought(results: list[Result]) -> dict[str, Versions]:
    known = {task: versions_of([BASE]) for task in TASKS}
    for result in results:
        for task, one in result.items():
            known[task] = known[task].joined(one)
    return known


def test_ten_thousand_histories_on_three_laptops_converge_and_lose_nothing() -> None:
    chance, to_decide = Random(20_261_122), 0
    for _history in range(HISTORIES):
        arrived = history(chance)
        known = brought(arrived)
        again = [*arrived, *(one for one in arrived if chance.random() < 0.3)]
        chance.shuffle(again)
        other = brought(again)
        assert other == known
        assert {task: one.heads for task, one in other.items()} == {task: one.heads for task, one in known.items()}
        to_decide += any(one.is_to_decide for one in known.values())
        for result in arrived:
            for task, one in result.items():
                stays = any(one.digest == head.digest for head in known[task].heads)
                assert stays or known[task].is_gone_on_from(one.id)
    assert to_decide > HISTORIES / 10  # histories in which nothing meets would prove nothing


def test_a_decision_made_before_or_after_what_it_is_not_about_ends_the_same() -> None:
    first, second, third = version("a", "base"), version("b", "base"), version("c", "base", "a")
    early = versions_of([BASE, first, second]).decided("a").joined(third)
    late = versions_of([BASE, first, second, third]).decided("c")
    assert early.heads == late.heads == (third,)
