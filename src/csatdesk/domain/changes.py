"""What a command changed, and how a long job tells where it stands."""

from enum import Enum
from typing import Protocol


class Kind(Enum):
    """A kind of thing that changed; visible lists of that kind reload."""

    CASE = "case"
    CUSTOMER = "customer"
    TOPIC = "topic"
    STAFF = "staff"
    RECORD = "record"  # of a person's growth
    CENTRE = "centre"
    TARGET = "target"
    IMPORT = "import"
    NOTICE = "notice"  # what somebody is told
    MATTER = "matter"  # known matters
    MEASURE = "measure"  # corrective actions
    LIST = "list"  # saved filters
    STANDARD = "standard"  # standards, scorecards, checklists
    EVALUATION = "evaluation"  # visits, reviews, checks
    CHECKLIST = "checklist"  # schedules of checks, and checks left out
    REVIEW = "review"  # rules, draws, what is to be reviewed, double scoring
    SURVEY = "survey"  # surveys, whom they ask
    RESPONSE = "response"  # what was answered in surveys
    SEGMENT = "segment"  # what is wanted for a segment of customers
    PROGRAMME = "programme"  # mystery shopping: programmes, waves, visits


class Progress(Protocol):
    """Called at least every 500 rows or 200 ms; raises `Cancelled` after the person pressed Cancel."""

    def __call__(self, done: int, total: int, /) -> None: ...


def no_progress(_done: int, _total: int) -> None:
    """For callers that nobody watches."""


def second_half(progress: Progress) -> Progress:
    """For the writing of what was read: its own progress goes on from the middle. The last word of it comes before the
    file stands at its place, so that Cancel leaves none.
    """

    def told(done: int, total: int) -> None:
        whole = max(total, 1)
        progress(whole + done, 2 * whole)

    return told
