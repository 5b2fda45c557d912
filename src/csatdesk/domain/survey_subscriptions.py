"""Reports of a survey that are made by themselves: how often, where to, which are missing (S0.28-S0.30)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.survey_reports import DAY, Every, Period, last_whole, period_with, periods_back
from csatdesk.domain.survey_sending import LEAVING, MessageState

MOST_MISSED = 3  # of those that no desk was open for; older ones are saved by hand
NEVER_DONE = date(1970, 1, 1)
ADDRESSES_MOST = 50
TRIES_MOST = 3  # of one e-mail that is refused; the next report tries anew
TRY_AGAIN = timedelta(hours=1)
_PARTING = re.compile(r"[,;\s]+")


class Hitch(Enum):
    """Why the last attempt came to nothing. It is tried again, but not with a right that is lost: that ends it."""

    FOLDER_AWAY = "folder_away"
    NOT_ALLOWED = "not_allowed"
    NOT_WRITTEN = "not_written"
    MAIL_OFF = "mail_off"
    NO_PASSWORD = "no_password"  # noqa: S105  (the name of a state)
    MAIL_AWAY = "mail_away"
    REFUSED = "refused"  # an address; the others have theirs


class Awaited(Enum):
    """What has to happen before a day can be named for the next report."""

    BEGIN = "begin"
    END = "end"


class FolderMissing(Refusal):
    text = N_("Choose a folder that is there.")


class NowhereToGo(Refusal):
    text = N_("Choose a folder, or write e-mail addresses.")


class FilesNeedFolder(Refusal):
    text = N_("Sending by e-mail is off. Choose a folder as well: the e-mails are put there as files to open and send.")


class TooManySubscribers(Refusal):
    text = N_("These are more than {most} addresses. Leave some out, or write to one that passes it on.")


class LeftAlready(Refusal):
    text = N_("The first report has left already. Remove it from the list to end it.")


class AlreadySubscribed(Refusal):
    text = N_("This report goes to this folder already.")


class AlreadyMailed(Refusal):
    text = N_("This report goes to {address} already.")


class NothingGivenUp(Refusal):
    text = N_("Nothing of this is given up any more: it was sent again meanwhile, or it is too old.")


@dataclass(frozen=True, slots=True)
class Undelivered:
    """`state` FAILED: `reason` is what the mail server said of it, in words. Else nobody knows whether it arrived."""

    address: str
    state: MessageState
    reason: str
    is_given_up: bool = False


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The report of `period` was refused at `address` for good; None: of the whole survey. `goes_to`: where it goes
    when it is sent again, another one once the address was changed.
    """

    period: Period | None
    address: str
    reason: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """`last`: the newest day that is in a report; None before the first. `next_on`: when the next is due; None where
    the survey has to begin or end first (`awaited`), or where no further one comes. `sent_on`, `sent_to`: when the
    newest left by e-mail, and to how many. `undelivered`: of the newest alone; `given_up`: of the last three;
    `again`: how many of those wait to leave once more.
    """

    id: int
    every: Every
    folder: str
    made_by: str
    last: date | None
    hitch: Hitch | None
    next_on: date | None = None
    awaited: Awaited | None = None
    addresses: tuple[str, ...] = ()
    by_mail: bool = False
    sent_on: date | None = None
    sent_to: int = 0
    undelivered: tuple[Undelivered, ...] = ()
    given_up: tuple[GivenUp, ...] = ()
    again: int = 0

    @property
    def can_go_again(self) -> bool:
        """Not with a right that is lost: that ends it."""
        return bool(self.given_up) and self.hitch is not Hitch.NOT_ALLOWED


def typed_addresses(text: str) -> tuple[str, ...]:
    """Parted by commas, semicolons or blanks; each once, however it is spelt."""
    found: dict[str, str] = {}
    for one in filter(None, _PARTING.split(text)):
        found.setdefault(one.casefold(), one)
    return tuple(found.values())


def done_before(every: Every, today: date) -> date:
    """Up to where nothing is made of a subscription that begins today: its first report is of the time that runs."""
    return NEVER_DONE if every is Every.CAMPAIGN else period_with(every, today).first - DAY


def missing_periods(every: Every, done_until: date, today: date) -> tuple[Period, ...]:
    """Those that are over and not made yet, the oldest first. Not of a campaign, which has no such times."""
    newest = last_whole(every, today)
    if newest.last <= done_until:
        return ()
    return tuple(reversed(periods_back(every, newest, done_until + DAY, MOST_MISSED)))


def next_on(every: Every, done_until: date, today: date) -> date:
    """When the next report is due: today where one is. Not of a campaign, which ends when somebody ends it."""
    return max(period_with(every, done_until + DAY).last + DAY, today)


def may_leave(state: MessageState, tries: int, at: datetime, now: datetime) -> bool:
    """Whether an e-mail that was begun at `at` is tried again now. A clock that was set back makes nobody wait, and
    what somebody sends again goes at once.
    """
    waits = tries > 0 and at <= now < at + TRY_AGAIN
    return is_refused(state, tries) and not waits


def is_refused(state: MessageState, tries: int) -> bool:
    """Whether it is tried again. Without a try: somebody sends again what was given up."""
    return state is MessageState.FAILED and tries < TRIES_MOST


def is_given_up(state: MessageState, tries: int) -> bool:
    """Whether it never left and is tried no more."""
    return state is MessageState.FAILED and tries >= TRIES_MOST


def is_lost(state: MessageState, at: datetime, now: datetime) -> bool:
    """Whether the program ended while it left, so that nobody knows what became of it."""
    return state is MessageState.OUTGOING and now - at >= LEAVING


def is_settled(state: MessageState, tries: int) -> bool:
    """Whether nothing more is done about it."""
    return state in {MessageState.SENT, MessageState.UNSURE} or tries >= TRIES_MOST
