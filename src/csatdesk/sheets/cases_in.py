"""Rows of a table as cases of another program: checked cell by cell, the good ones apart from the problems."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import sha256

from csatdesk.domain.cell_texts import plain_signs
from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.contacts import MOST as CUSTOMER_MOST
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.sheets.cells import SheetRow, row_problem
from csatdesk.sheets.dates import DateStyle, Moment, parse, parse_time
from csatdesk.sheets.header_row import header_words
from csatdesk.sheets.mapping import ColumnMapping
from csatdesk.sheets.rows_in import SOURCE_NUMBER_MOST, Prepared, RowReader, ValueReader, prepare_rows
from csatdesk.sheets.value_words import CHANNELS, KINDS, LANGUAGES, NOBODY, OUTCOMES, STATUSES

TEXT_MOST = 20_000
REFERENCE_MOST = 200  # characters of how somebody without a name is reached
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
SLACK = timedelta(days=1)  # a day without a time, or another zone, may lie a little ahead
_ZEROS = re.compile(r"[0\s.:/T-]+\Z")  # how some programs write that there is no date

DATE_MISSING = N_("There is no date here. Every case needs the day it was received.")
NOT_A_DATE = N_("“{value}” is no date as this column writes them. Correct it, or choose another date format.")
NOT_A_TIME = N_("“{value}” is no time of day. Write it as 14:30.")
DATE_IN_FUTURE = N_("“{value}” lies in the future. Correct the date, or choose another date format.")
DATE_TOO_OLD = N_("“{value}” lies before {year}. Correct the date, or choose another date format.")
CLOSED_BEFORE_RECEIVED = N_("“{value}” is earlier than the day the case was received. Correct one of the two dates.")
NOTHING_SAID = N_("Neither a text nor a topic says what this case is about. Fill in one of them.")
TEXT_TOO_LONG = N_("This text is longer than {most} characters. Shorten it.")


class DateColumnMissing(Refusal):
    text = N_("Choose the column that says when each case was received.")


class TextColumnMissing(Refusal):
    text = N_("Choose the column that says what happened, or the one with the topic.")


@dataclass(frozen=True, slots=True)
class ImportedCase:
    """One case as the file tells it. `kind`, `status`, `channel`, `outcome`, `known` hold values of our enums.

    Instants are in UTC; without a time of day (`received_has_time` False) `received_at` is midnight in the zone of the
    import. `topic` and `owner` are the file's own words. `text` may be empty when there is a topic.
    """

    row: int = field(compare=False)
    source_number: str
    received_at: datetime
    received_has_time: bool
    channel: str
    kind: str
    topic: str
    text: str
    known: str
    customer_name: str
    customer_phone: str
    customer_email: str
    account: str
    status: str
    closed_at: datetime | None
    outcome: str  # empty: the file says none
    owner: str
    remedy: str
    address: str
    language: str

    @property
    def source_key(self) -> str:
        """What tells this case in a second import of the same file: its number, else a digest of what was said by whom.

        Status, owner and outcome stand aside: they change between two files. Two rows without a number that say the
        same at the same instant have one key.
        """
        if self.source_number:
            return self.source_number
        said = (self.received_at, self.topic, self.text, self.customer_name, self.customer_phone, self.customer_email)
        return "#" + sha256(repr((*said, self.account, self.address)).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class CaseChoices:
    """What a person chose for the whole file. `kinds`, `statuses` …: words of the file → values of our enums."""

    now: datetime
    zone: tzinfo
    date_styles: Mapping[str, DateStyle] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    default_kind: str = "complaint"
    default_status: str = "registered"
    default_channel: str = "web_form"
    default_language: str = "en"


PreparedCases = Prepared[ImportedCase]


def prepare_cases(
    rows: Iterable[SheetRow],
    mapping: ColumnMapping,
    choices: CaseChoices,
    progress: Progress = no_progress,
    total: int = 0,
) -> PreparedCases:
    """Check all rows before the first is written. `total`: how many rows there are, as far as known, for `progress`.

    Raises a Refusal when no column is mapped that every case needs.
    """
    check_mapping(mapping)
    reading = _Reading(mapping, choices)
    return prepare_rows(rows, mapping, reading.case, reading.values.values(), progress=progress, total=total)


def check_mapping(mapping: ColumnMapping) -> None:
    """Refuse a mapping without a date, or with neither a text nor a topic."""
    if mapping.column("received_at") is None:
        raise DateColumnMissing(field="received_at")
    if mapping.column("text") is None and mapping.column("topic") is None:
        raise TextColumnMissing(field="text")


class _Reading:
    """Turns rows into cases and remembers the words it cannot place."""

    def __init__(self, mapping: ColumnMapping, choices: CaseChoices) -> None:
        self._choices = choices
        self.values = {
            key: ValueReader(key, mapping.header(key), words, chosen, default)
            for key, words, chosen, default in (
                ("kind", KINDS, choices.kinds, choices.default_kind),
                ("status", STATUSES, choices.statuses, choices.default_status),
                ("channel", CHANNELS, choices.channels, choices.default_channel),
                ("outcome", OUTCOMES, choices.outcomes, ""),
                ("language", LANGUAGES, {}, choices.default_language),
            )
        }

    def case(self, cells: RowReader) -> ImportedCase | None:
        received = self._received(cells)
        closed = self._moment(cells, "closed_at")
        topic, text = cells.line("topic"), cells.text("text", TEXT_MOST, TEXT_TOO_LONG)
        if not topic and not text and not cells.problems:
            cells.problems.append(row_problem(cells.row.number, NOTHING_SAID))
        if received and closed and closed.at < received.at - SLACK:
            cells.problem("closed_at", CLOSED_BEFORE_RECEIVED, value=cells.line("closed_at"))
        known, name = self._customer(cells)
        if received is None:
            return None
        return ImportedCase(
            row=cells.row.number,
            source_number=cells.line("source_number", SOURCE_NUMBER_MOST),
            received_at=received.at,
            received_has_time=received.has_time,
            channel=self._value(cells, "channel"),
            kind=self._value(cells, "kind"),
            topic=topic,
            text=text,
            known=known,
            customer_name=name,
            customer_phone=_of_customer(cells, "customer_phone"),
            customer_email=_of_customer(cells, "customer_email"),
            account=_of_customer(cells, "account"),
            status=self._value(cells, "status"),
            closed_at=closed.at if closed else None,
            outcome=self._value(cells, "outcome"),
            owner=cells.line("owner"),
            remedy=cells.text("remedy", TEXT_MOST, TEXT_TOO_LONG),
            address=_of_customer(cells, "address"),
            language=self._value(cells, "language"),
        )

    def _value(self, cells: RowReader, key: str) -> str:
        return self.values[key].value(cells.word(key), cells.row.number)

    def _customer(self, cells: RowReader) -> tuple[str, str]:
        """Whether the customer is known, and the name; "anonymous" and "unknown" are no names."""
        name = _of_customer(cells, "customer_name")
        if not name:
            traces = [_of_customer(cells, key) for key in ("customer_phone", "customer_email", "account")]
            cells.fitting("customer_email", reference_of(*traces), REFERENCE_MOST)
            return ("customer" if any(traces) else "unknown"), ""
        nobody = NOBODY.get(header_words(name))
        return (nobody, "") if nobody else ("customer", name)

    def _received(self, cells: RowReader) -> Moment | None:
        moment = self._moment(cells, "received_at")
        if moment is None:
            if not cells.problems:
                cells.problem("received_at", DATE_MISSING)
            return None
        said = cells.line("received_time")
        if not said or moment.has_time:
            return moment
        time = parse_time(said)
        if time is None:
            cells.problem("received_time", NOT_A_TIME, value=said)
            return None
        local = moment.at.astimezone(self._choices.zone).replace(hour=time[0], minute=time[1])
        return Moment(local.astimezone(UTC), has_time=True)

    def _moment(self, cells: RowReader, key: str) -> Moment | None:
        """The instant in a date column; None when the cell is empty or wrong, and then a problem says why."""
        said = cells.line(key)
        if not said or _ZEROS.match(said):
            return None
        moment = parse(said, self._choices.date_styles.get(key, DateStyle.ISO), self._choices.zone)
        if moment is None:
            cells.problem(key, NOT_A_DATE, value=said)
        elif moment.at > self._choices.now + SLACK:
            cells.problem(key, DATE_IN_FUTURE, value=said)
        elif moment.at < EARLIEST:
            cells.problem(key, DATE_TOO_OLD, value=said, year=EARLIEST.year)
        else:
            return moment
        return None


def reference_of(phone: str, email: str, account: str) -> str:
    """How somebody without a name can be reached."""
    return ", ".join(filter(None, (phone, email, account)))


def _of_customer(cells: RowReader, key: str) -> str:
    said = cells.line(key, CUSTOMER_MOST[key.removeprefix("customer_")])
    return plain_signs(said) if key in {"customer_phone", "customer_email"} else said
