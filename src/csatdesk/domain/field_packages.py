"""Field work: what an auditor takes along, what comes back, and how what came back is put together.

Every writing down of a thing that changed since the last is a `Version` with an id of its own, which names all that it
goes on from. What is known of one thing is a set of versions: it only grows, and a set is the same in whatever order it
was put together. So results may come late, twice, in any order, from copies of one package and from a laptop that was
put back to an older state: in the end the same is known, and what two people, or one in two places, filled differently
stands side by side until somebody decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

CLOCKS_DIFFER = timedelta(minutes=10)  # so much later than said is still in time: no two clocks agree
DAYS_USUAL, DAYS_MOST = 7, 60  # that something is given out for
TASKS_MOST = 100  # in one package
PASSPHRASE_LEAST = 12


class FieldState(Enum):
    """Of one thing that was given out."""

    GIVEN_OUT = "given_out"  # nothing of it came back yet
    FILLING = "filling"  # some of it came back, questions are open
    BROUGHT_BACK = "brought_back"  # all of it
    REFUSED = "refused"  # it is over, or was withdrawn: what comes now is not taken
    SENT = "sent"


class News(Enum):
    """What a version that comes in is."""

    NEW = "new"
    KNOWN = "known"  # it is here, or goes before what is here
    BESIDE = "beside"  # filled differently from what is here: somebody decides


class NothingChosen(Refusal):
    text = N_("Choose what you take along.")


class TooMuchChosen(Refusal):
    text = N_("A package takes at most {most}. Make a second one.")


class OutAlready(Refusal):
    text = N_("{name} is given out already, until {when}. Withdraw that package first.")


class UntilWrong(Refusal):
    text = N_("Choose a moment from now on, at most {days} days ahead.")


class FieldFileForeign(Refusal):
    text = N_("“{file}” is no package for field work.")


class FieldFileCut(Refusal):
    text = N_("“{file}” is cut short or has something after its end. Copy it again from where it came.")


class FieldFileForged(Refusal):
    text = N_("“{file}” was changed after it was written, or somebody else wrote it. Nothing was taken over.")


class FieldFileNewer(Refusal):
    text = N_("“{file}” was written by another version of csatdesk. Bring this one up to date.")


class FieldFileTooLarge(Refusal):
    text = N_("“{file}” is larger than a package can be.")


class NotWhatWasGivenOut(Refusal):
    text = N_("“{file}” is what came back from the field. Open the package that was given out.")


class NotWhatCameBack(Refusal):
    text = N_("“{file}” is what was given out. Choose the result that was written on the laptop.")


class WrongFieldPassphrase(Refusal):
    text = N_("This pass phrase does not open the package. Look at capitals and keyboard language.")


class OfAnotherCentre(Refusal):
    text = N_("“{file}” belongs to another centre.")


class NeverGivenOut(Refusal):
    text = N_("“{file}” comes from a package that this centre does not know.")


class OfAnotherPerson(Refusal):
    text = N_("“{file}” was given out to {name}. Only they can bring it back.")


class PackageOver(Refusal):
    text = N_("This was to be back by {when}. Give it more time, then bring it in again: nothing in the file is lost.")


class PackageWithdrawn(Refusal):
    text = N_("This package was withdrawn on {when}. Take that back, then bring the file in again.")


class FieldTimeOver(Refusal):
    text = N_("The time for this was over on {when}. What you filled is kept: write the result and bring it back.")


class StillToDecide(Refusal):
    text = N_("{name} was filled differently in two places. Decide which one counts, then send it.")


@dataclass(frozen=True, slots=True)
class Version:
    """`after`: the ids of everything it goes on from. `digest`: of what it says."""

    id: str
    after: frozenset[str]
    digest: str


@dataclass(frozen=True, slots=True)
class Versions:
    """What is known of one thing. `passed`: the ids of those that somebody decided against."""

    known: Mapping[str, Version] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()

    def joined(self, version: Version) -> "Versions":
        """With one more; the one that is here already changes nothing."""
        return self if version.id in self.known else replace(self, known={**self.known, version.id: version})

    def decided(self, chosen_id: str) -> "Versions":
        """All others that stand beside it do not count."""
        others = {one.id for one in self.tips if one.id != chosen_id}
        return replace(self, passed=self.passed | others)

    @property
    def tips(self) -> tuple[Version, ...]:
        """From which nothing goes on, and against which nobody decided."""
        gone_on_from: set[str] = set().union(*(one.after for one in self.known.values()))
        left = (one for one in self.known.values() if one.id not in gone_on_from and one.id not in self.passed)
        return tuple(sorted(left, key=lambda one: one.id))

    @property
    def heads(self) -> tuple[Version, ...]:
        """What stands side by side, in an order of its own; of those that say the same only the first."""
        by_digest: dict[str, Version] = {}
        for one in self.tips:
            by_digest.setdefault(one.digest, one)
        return tuple(by_digest.values())

    @property
    def is_to_decide(self) -> bool:
        return len(self.heads) > 1

    def is_gone_on_from(self, version_id: str) -> bool:
        return any(version_id in one.after for one in self.known.values())

    def news(self, version: Version) -> News:
        """What this version would be, seen from what is known now."""
        if version.id in self.known or self.is_gone_on_from(version.id):
            return News.KNOWN
        heads = self.heads
        if any(one.digest == version.digest for one in heads):
            return News.KNOWN
        return News.NEW if all(one.id in version.after for one in heads) else News.BESIDE


def versions_of(several: Iterable[Version], passed: Iterable[str] = ()) -> Versions:
    return Versions({one.id: one for one in several}, frozenset(passed))


def next_version(written: tuple[Version, ...], digest: str, new_id: str) -> Version:
    """What a laptop writes down now: the last once more when nothing changed, else a new one that goes on from all.

    `written`: what this working copy wrote before, the oldest first; the first is what it was given.
    """
    last = written[-1]
    if last.digest == digest:
        return last
    return Version(new_id, frozenset(one.id for one in written), digest)


def is_over(until: datetime, at: datetime) -> bool:
    """Whether the time is over, with what clocks may differ."""
    return at > until + CLOCKS_DIFFER


def check_until(until: datetime, now: datetime) -> None:
    if not now < until <= now + timedelta(days=DAYS_MOST):
        raise UntilWrong(field="until", days=DAYS_MOST)


def state_of(*, has_come: bool, is_complete: bool, is_sent: bool, is_closed: bool) -> FieldState:
    """`is_closed`: over or withdrawn."""
    if is_sent:
        return FieldState.SENT
    if has_come:
        return FieldState.BROUGHT_BACK if is_complete else FieldState.FILLING
    return FieldState.REFUSED if is_closed else FieldState.GIVEN_OUT
