"""Reviews by rule: which contacts are drawn, who reviews each, and what takes the place of one that cannot be.

A draw follows from its seed by SHA-256 alone: the same seed over the same contacts is the same draw, on any computer
and in any year. Nobody chooses a contact, and nobody replaces one by another of their choice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import Refusal
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_

EVERY_MOST, PER_PERSON_MOST, DUE_DAYS_MOST, SECONDS_MOST = 10_000, 50, 60, 3600
DUE_DAYS = 5  # working days
PERIOD_MOST = 92  # days
RESERVE = 5  # contacts of a person and month that stand ready to take the place of others
NAME_MOST, REASON_MOST = 200, 2000
WRITTEN = (Channel.EMAIL, Channel.CHAT, Channel.WEB_FORM, Channel.SOCIAL, Channel.LETTER)
SPOKEN = (Channel.PHONE, Channel.CALL_BACK)
Month = tuple[int, int]  # year, month


class FrameSource(Enum):
    """What is drawn from."""

    CONTACTS = "contacts"  # as they were logged here
    CALL_LIST = "call_list"  # of the telephone exchange, since bad calls go unlogged


class TaskKind(Enum):
    """Why somebody is to score a contact. FIRST: what was scored once before it was to be scored again."""

    DRAWN = "drawn"
    FIRST = "first"
    SECOND = "second"
    CALIBRATION = "calibration"


class TaskState(Enum):
    OPEN = "open"
    DONE = "done"
    SET_ASIDE = "set_aside"  # it could not be reviewed


class RuleNameMissing(Refusal):
    text = N_("Write a name by which you know this rule.")


class RuleWithoutChannel(Refusal):
    text = N_("Choose at least one channel.")


class RuleWithoutWay(Refusal):
    text = N_("Say every how many contacts, or how many of each person and month, or both.")


class NumberOutside(Refusal):
    text = N_("Write a whole number from {least} to {most}.")


class RuleWithoutReviewer(Refusal):
    text = N_("Choose at least one person who reviews.")


class SecondNeedsTwo(Refusal):
    text = N_("Scoring some twice needs at least two people who review.")


class RuleEnded(Refusal):
    text = N_("This rule has ended. Nothing is drawn by it any more.")


class PeriodWrong(Refusal):
    text = N_("Choose days that are over, at most {most} of them, the first before the last.")


class DrawnBefore(Refusal):
    text = N_("This rule has drawn from these days before: {first} to {last}. Nobody draws twice.")


class NothingToDraw(Refusal):
    text = N_("There is no contact of these days that fits the rule.")


class AsideReasonMissing(Refusal):
    text = N_("Write why this could not be reviewed.")


class TaskSettled(Refusal):
    text = N_("This was reviewed or set aside meanwhile.")


@dataclass(frozen=True, slots=True)
class SamplingRule:
    """What is drawn: every n-th contact, so many of each person and month, or every n-th and at least so many.

    `second_share`: per cent of what is drawn that a second person scores too, without seeing the first.
    """

    name: str
    standard_id: int
    channels: tuple[Channel, ...]
    reviewer_ids: tuple[int, ...]
    every: int | None = None
    per_person: int | None = None
    office_id: int | None = None
    team_id: int | None = None
    least_seconds: int = 0  # of calls; those whose length is not known are left out then
    due_days: int = DUE_DAYS
    second_share: int = 0
    source: FrameSource = FrameSource.CONTACTS

    def check(self) -> None:
        if not self.name.strip():
            raise RuleNameMissing(field="name")
        fitting(self.name, field="name", most=NAME_MOST)
        if self.source is FrameSource.CONTACTS and not self.channels:
            raise RuleWithoutChannel(field="channels")
        if self.every is None and self.per_person is None:
            raise RuleWithoutWay(field="every")
        _within("every", self.every, 1, EVERY_MOST)
        _within("per_person", self.per_person, 1, PER_PERSON_MOST)
        _within("least_seconds", self.least_seconds, 0, SECONDS_MOST)
        _within("due_days", self.due_days, 1, DUE_DAYS_MOST)
        _within("second_share", self.second_share, 0, 100)
        if not self.reviewer_ids:
            raise RuleWithoutReviewer(field="reviewers")
        if self.second_share and len(self.reviewer_ids) < 2:
            raise SecondNeedsTwo(field="second_share")

    def to_dict(self) -> dict[str, Any]:
        """As plain values, to be kept."""
        kept = {name: getattr(self, name) for name in _PLAIN}
        kept["channels"] = [one.value for one in self.channels]
        kept["reviewer_ids"] = list(self.reviewer_ids)
        return kept | {"source": self.source.value}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "SamplingRule":
        plain = {name: kept[name] for name in _PLAIN}
        channels = tuple(map(Channel, kept["channels"]))
        reviewers = tuple(kept["reviewer_ids"])
        return cls(channels=channels, reviewer_ids=reviewers, source=FrameSource(kept["source"]), **plain)


_OF_WHOM = ("office_id", "team_id", "least_seconds")
_PLAIN = ("name", "standard_id", "every", "per_person", *_OF_WHOM, "due_days", "second_share")


def _within(name: str, number: int | None, least: int, most: int) -> None:
    if number is not None and not least <= number <= most:
        raise NumberOutside(field=name, least=least, most=most)


def check_period(first_on: date, last_on: date, today: date) -> None:
    if not first_on <= last_on < today or (last_on - first_on).days >= PERIOD_MOST:
        raise PeriodWrong(field="first_on", most=PERIOD_MOST)


@dataclass(frozen=True, slots=True)
class FrameLine:
    """One contact that could be drawn. `month`: by the wall calendar of the centre."""

    key: int
    at: datetime
    person_id: int
    month: Month

    @property
    def group(self) -> str:
        """Whose it is and of which month: in its place comes another of the same."""
        return f"{self.person_id}/{self.month[0]}-{self.month[1]:02}"


@dataclass(frozen=True, slots=True)
class Pick:
    """A drawn contact. `second_id`: who scores it too."""

    line: FrameLine
    reviewer_id: int
    second_id: int | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """`reserves`: by group the contacts that come next, in order. `left_out`: nobody but the person reviews there."""

    picks: tuple[Pick, ...]
    reserves: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    left_out: int = 0


def draw(frame: Sequence[FrameLine], rule: SamplingRule, seed: int) -> Draw:
    """Draw by a rule. Every n-th begins at a place that follows from the seed; so many of a person are those that come
    first in the order of the seed.
    """
    ordered = in_order(frame)
    able = [one for one in ordered if any(reviewer != one.person_id for reviewer in rule.reviewer_ids)]
    chosen = _every_nth(able, rule, seed)
    groups: dict[str, list[FrameLine]] = {}
    for one in able:
        groups.setdefault(one.group, []).append(one)
    reserves: dict[str, tuple[int, ...]] = {}
    for group, lines in groups.items():
        taken = sum(one.key in chosen for one in lines)
        rest = sorted((one.key for one in lines if one.key not in chosen), key=lambda key: rank(seed, key))
        more = max((rule.per_person or 0) - taken, 0)
        chosen.update(rest[:more])
        if taken or more:
            reserves[group] = tuple(rest[more : more + RESERVE])
    drawn = [one for one in able if one.key in chosen]
    return Draw(_dealt(drawn, rule, seed), reserves, len(ordered) - len(able))


def in_order(frame: Sequence[FrameLine]) -> list[FrameLine]:
    return sorted(frame, key=lambda one: (one.at, one.key))


def _every_nth(able: Sequence[FrameLine], rule: SamplingRule, seed: int) -> set[int]:
    if rule.every is None:
        return set()
    return {one.key for one in able[start_of(seed, rule.every) :: rule.every]}


def start_of(seed: int, every: int) -> int:
    """The place of the first contact, counted from 0."""
    return int.from_bytes(rank(seed, "start"), "big") % every


def rank(seed: int, key: int | str) -> bytes:
    """The order of a seed: sorted by it, anything stands where chance put it, the same every time."""
    return sha256(f"{seed}:{key}".encode()).digest()


def _dealt(drawn: Sequence[FrameLine], rule: SamplingRule, seed: int) -> tuple[Pick, ...]:
    """Each to whoever of the others has fewest so far; nobody gets their own work."""
    has = dict.fromkeys(rule.reviewer_ids, 0)
    first: dict[int, int] = {}
    for one in sorted(drawn, key=lambda one: rank(seed, one.key)):
        first[one.key] = _least(has, {one.person_id})
    second: dict[int, int] = {}
    wanted = -(-len(drawn) * rule.second_share // 100)  # a part of one is one
    for one in sorted(drawn, key=lambda one: rank(seed, f"second {one.key}")):
        others = set(has) - {one.person_id, first[one.key]}
        if len(second) < wanted and others:
            second[one.key] = _least(has, {one.person_id, first[one.key]})
    return tuple(Pick(one, first[one.key], second.get(one.key)) for one in drawn)


def _least(has: dict[int, int], but: set[int]) -> int:
    found = min((one for one in has if one not in but), key=lambda one: has[one])
    has[found] += 1
    return found


def digest(frame: Sequence[FrameLine]) -> str:
    """What was drawn from, in one word: equal for the same contacts of the same people."""
    told = "\n".join(f"{one.key} {one.at.isoformat()} {one.person_id}" for one in in_order(frame))
    return sha256(told.encode()).hexdigest()


def next_of(reserves: Mapping[str, Sequence[int]], group: str, used: set[int]) -> int | None:
    """What comes in the place of one that could not be reviewed; None: nothing is left of this person and month."""
    return next((key for key in reserves.get(group, ()) if key not in used), None)
