"""The words for enums of the domain: kinds, channels, statuses, outcomes, states of deadlines.

Words begin with a capital, as labels and columns want them; `in_sentence` makes them small. Words of states are small,
as they stand beside their mark.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from csatdesk.domain.attendance import Confirmation, Relation
from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import (
    CaseKind,
    DueBand,
    NoAnswerReason,
    Outcome,
    Priority,
    Promise,
    ReplyBy,
    Solved,
    Sort,
)
from csatdesk.domain.centres import LaterItem
from csatdesk.domain.clocks import Alarm, Silence, StartsAt
from csatdesk.domain.contacts import Channel, CustomerKind, Known, Remote, Segment
from csatdesk.domain.corrective_actions import Cause, Means, MeasureEvent, MeasureKind, MeasureStatus, Origin
from csatdesk.domain.day_counts import CountSource
from csatdesk.domain.deadlines import Clock, Deadline, DeadlineState, Unit, WorkCalendar, days_overdue, state
from csatdesk.domain.deadlines import working_days_left as days_left_of
from csatdesk.domain.letters import LetterKind, LetterState, Place
from csatdesk.domain.links import LinkKind, RepeatCause
from csatdesk.domain.promises import PromiseKind
from csatdesk.domain.requests import RequestKind
from csatdesk.domain.rules import Condition, Preset
from csatdesk.domain.staff import Role
from csatdesk.domain.staff_records import RecordKind, TrainingKind
from csatdesk.domain.statuses import Status, WaitingFor
from csatdesk.domain.topics import InquiryType
from csatdesk.wording.formats import by_date, by_instant, clock_time, full_instant, number, short_date
from csatdesk.wording.speaking import _, ngettext, pgettext

LANGUAGE_NAMES: Mapping[str, str] = {
    "en": "English",
    "pl": "Polski",
    "nb": "Norsk bokmål",
    "et": "Eesti",
    "fi": "Suomi",
    "ru": "Русский",
}


def P_(context: str, text: str) -> tuple[str, str]:  # noqa: N802  (like N_, known to the extractor)
    """Mark a text that needs its context to be translated; `pgettext(*…)` speaks it."""
    return context, text


_WORDS: Mapping[Enum, tuple[str, str]] = {
    CaseKind.COMPLAINT: P_("kind", "Complaint"),
    CaseKind.CLAIM: P_("kind", "Claim"),
    CaseKind.INQUIRY: P_("kind", "Inquiry"),
    CaseKind.REQUEST: P_("kind", "Request"),
    CaseKind.SUGGESTION: P_("kind", "Suggestion"),
    CaseKind.PRAISE: P_("kind", "Praise"),
    Channel.HALL: P_("channel", "Hall"),
    Channel.VIP_HALL: P_("channel", "VIP hall"),
    Channel.RECEPTION: P_("channel", "Reception desk"),
    Channel.PHONE: P_("channel", "Phone"),
    Channel.CALL_BACK: P_("channel", "Call-back"),
    Channel.EMAIL: P_("channel", "E-mail"),
    Channel.WEB_FORM: P_("channel", "Internet reception"),
    Channel.SHOP: P_("channel", "Internet shop"),
    Channel.ACCOUNT: P_("channel", "Personal account"),
    Channel.CHAT: P_("channel", "Chat"),
    Channel.SOCIAL: P_("channel", "Social media"),
    Channel.LETTER: P_("channel", "Letter"),
    Channel.BOOK: P_("channel", "Complaints and suggestions book"),
    Channel.EVENT: P_("channel", "Event"),
    Status.REGISTERED: P_("status of a case", "Registered"),
    Status.IN_WORK: P_("status of a case", "In work"),
    Status.WAITING_CUSTOMER: P_("status of a case", "Waiting for customer"),
    Status.WAITING_COLLEAGUE: P_("status of a case", "Waiting for colleague"),
    Status.WAITING_ORGANISATION: P_("status of a case", "Waiting for organisation"),
    Status.ANSWER_PREPARED: P_("status of a case", "Answer prepared"),
    Status.TO_APPROVE: P_("status of a case", "To approve"),
    Status.SENT: P_("status of a case", "Answer sent"),
    Status.PROMISE_OPEN: P_("status of a case", "Promise open"),
    Status.CLOSED: P_("status of a case", "Closed"),
    Status.WITHDRAWN: P_("status of a case", "Withdrawn"),
    Status.PASSED_ON: P_("status of a case", "Passed on"),
    Outcome.JUSTIFIED: P_("outcome", "Justified"),
    Outcome.PARTLY: P_("outcome", "Partly justified"),
    Outcome.NOT_JUSTIFIED: P_("outcome", "Not justified"),
    Outcome.WITHDRAWN: P_("outcome", "Withdrawn"),
    Outcome.SETTLED: P_("outcome", "Settled on the spot"),
    Outcome.PASSED_ON: P_("outcome", "Passed on"),
    Outcome.ANSWERED: P_("outcome", "Answered"),
    NoAnswerReason.ANONYMOUS: P_("why no answer is owed", "Anonymous"),
    NoAnswerReason.WITHDRAWN: P_("why no answer is owed", "Withdrawn by the customer"),
    NoAnswerReason.ON_THE_SPOT: P_("why no answer is owed", "Settled on the spot"),
    NoAnswerReason.NOT_WANTED: P_("why no answer is owed", "No answer wanted"),
    ReplyBy.LETTER: P_("how to answer", "By letter"),
    ReplyBy.EMAIL: P_("how to answer", "By e-mail"),
    ReplyBy.PHONE: P_("how to answer", "By phone"),
    ReplyBy.AT_DESK: P_("how to answer", "At the desk"),
    ReplyBy.NONE: P_("how to answer", "No answer wanted"),
    LetterKind.ACKNOWLEDGEMENT: P_("letter", "Acknowledgement"),
    LetterKind.NOTICE: P_("letter", "Interim notice"),
    LetterKind.ANSWER: P_("letter", "Answer"),
    LetterKind.SNIPPET: P_("letter", "Snippet"),
    LetterState.PREPARED: P_("letter", "Prepared"),
    LetterState.PRINTED: P_("letter", "Printed, to post"),
    LetterState.OUTGOING: P_("letter", "Not known whether it was sent"),
    LetterState.SENT: P_("letter", "Sent"),
    Place.CUSTOMER: P_("place in a letter", "customer"),
    Place.NUMBER: P_("place in a letter", "number"),
    Place.RECEIVED_ON: P_("place in a letter", "received on"),
    Place.TOPIC: P_("place in a letter", "topic"),
    Place.PROMISED_DATE: P_("place in a letter", "promised date"),
    Place.TODAY: P_("place in a letter", "today"),
    Place.OFFICE: P_("place in a letter", "office"),
    Place.PHONE: P_("place in a letter", "phone"),
    Place.CENTRE: P_("place in a letter", "centre"),
    Place.CLERK: P_("place in a letter", "clerk"),
    Place.OUTCOME: P_("place in a letter", "outcome"),
    Place.REDRESS: P_("place in a letter", "redress"),
    Place.OWN_WORDS: P_("place in a letter", "own words"),
    Event.RECEIVED: P_("history", "Received"),
    Event.TAKEN: P_("history", "Taken"),
    Event.HANDED_OVER: P_("history", "Handed over"),
    Event.NOTE: P_("history", "Note"),
    Event.CLASSIFIED: P_("history", "Topic set"),
    Event.ANSWERED: P_("history", "Answer sent"),
    Event.CLOSED: P_("history", "Closed"),
    Event.REOPENED: P_("history", "Reopened"),
    Event.CONTACT: P_("history", "Contact"),
    Event.CHANGED: P_("history", "Changed"),
    Event.IMPORTED: P_("history", "Imported"),
    Event.ERASED: P_("history", "Personal data erased"),
    Event.WAITING: P_("history", "Waiting"),
    Event.RESUMED: P_("history", "Goes on"),
    Event.PREPARED: P_("history", "Answer prepared"),
    Event.TO_APPROVE: P_("history", "Answer to be approved"),
    Event.APPROVED: P_("history", "Answer approved"),
    Event.RETURNED: P_("history", "Answer returned"),
    Event.ACKNOWLEDGED: P_("history", "Acknowledgement sent"),
    Event.LETTER_WRITTEN: P_("history", "Letter written"),
    Event.NOTICE_SENT: P_("history", "Interim notice sent"),
    Event.PROMISED: P_("history", "Promised"),
    Event.PROMISE_DONE: P_("history", "Promise kept"),
    Event.PROMISE_MOVED: P_("history", "Promise moved"),
    Event.PROMISE_DROPPED: P_("history", "Promise dropped"),
    Event.EXTENDED: P_("history", "Legal deadline extended"),
    Event.LEGAL_STARTED: P_("history", "Legal period begins"),
    Event.RECOMPUTED: P_("history", "Deadline recomputed"),
    Event.WARNED: P_("history", "Warning"),
    Event.ESCALATED: P_("history", "Escalated"),
    Event.REMINDED: P_("history", "Reminded"),
    Event.LINKED: P_("history", "Linked"),
    Event.UNLINKED: P_("history", "Link removed"),
    Event.MERGED: P_("history", "Merged"),
    Event.UNMERGED: P_("history", "Merge undone"),
    Event.THROWN_AWAY: P_("history", "Put into the trash"),
    Event.TAKEN_BACK: P_("history", "Taken out of the trash"),
    RecordKind.COACHING: P_("record", "Coaching"),
    RecordKind.TRAINING: P_("record", "Training"),
    RecordKind.RECOGNITION: P_("record", "Recognition"),
    RecordKind.PROBATION: P_("record", "Probation"),
    TrainingKind.INTRODUCTORY: P_("training", "introductory"),
    TrainingKind.REGULAR: P_("training", "regular"),
    TrainingKind.PSYCHOLOGICAL: P_("training", "psychological"),
    Event.MATTER: P_("history", "Known matter"),
    Event.PRIORITY: P_("history", "Priority"),
    Event.PASSED_ON: P_("history", "Handed to an organisation"),
    Event.ORGANISATION_ANSWERED: P_("history", "Organisation answered"),
    Event.ATTACHED: P_("history", "File attached"),
    Event.DETACHED: P_("history", "File removed"),
    Event.UNDONE: P_("history", "Taken back"),
    Priority.NORMAL: P_("priority", "Normal"),
    Priority.URGENT: P_("priority", "Urgent"),
    Solved.NOW: P_("solved", "Solved now"),
    Solved.CONFIRMED: P_("solved", "Customer confirmed"),
    Solved.NOT_CONFIRMED: P_("solved", "Not confirmed"),
    Remote.SHOWN_HOW: P_("could be done remotely", "Shown how"),
    Remote.NOT_OFFERED: P_("could be done remotely", "Not offered"),
    Remote.PREFERS_DESK: P_("could be done remotely", "Prefers the desk"),
    WaitingFor.CUSTOMER: P_("waiting for", "Customer"),
    WaitingFor.COLLEAGUE: P_("waiting for", "Colleague"),
    WaitingFor.ORGANISATION: P_("waiting for", "Organisation"),
    Alarm.SHARE_USED: P_("warning", "Part of the time is used"),
    Alarm.TIME_LEFT: P_("warning", "Little time is left"),
    Alarm.OWNER: P_("warning", "Owner told"),
    Alarm.SUPERVISOR: P_("warning", "Supervisor told"),
    Alarm.HEAD: P_("warning", "Head of centre told"),
    StartsAt.RECEIVED: P_("period starts", "Received"),
    StartsAt.REGISTERED: P_("period starts", "Registered"),
    StartsAt.EVENT: P_("period starts", "Named event"),
    Condition.KIND: P_("condition of a rule", "Kind"),
    Condition.TOPIC: P_("condition of a rule", "Topic"),
    Condition.SEGMENT: P_("condition of a rule", "Segment"),
    Condition.CHANNEL: P_("condition of a rule", "Channel"),
    Condition.OFFICE: P_("condition of a rule", "Office"),
    Condition.PRIORITY: P_("condition of a rule", "Priority"),
    Preset.USUAL: P_("warnings", "Usual"),
    Preset.STRICT: P_("warnings", "Strict"),
    Preset.QUIET: P_("warnings", "Quiet"),
    Preset.OWN: P_("warnings", "Own"),
    Silence.NOTHING: P_("silence means", "Nothing"),
    Silence.ACCEPTED: P_("silence means", "Accepted"),
    Silence.COMMITTEE: P_("silence means", "Customer may turn to the committee"),
    Silence.OMBUDSMAN: P_("silence means", "Customer may turn to the ombudsman"),
    PromiseKind.CALL_BACK: P_("promise", "Call-back"),
    PromiseKind.REFUND: P_("promise", "Refund"),
    PromiseKind.VISIT: P_("promise", "Visit"),
    PromiseKind.METER_CHANGE: P_("promise", "Meter change"),
    PromiseKind.PAPER: P_("promise", "Paper to send"),
    PromiseKind.REFERRAL: P_("promise", "Answer of an organisation"),
    PromiseKind.STEP: P_("promise", "Step"),
    PromiseKind.OTHER: P_("promise", "Other"),
    RequestKind.METER_REPLACEMENT: P_("kind of request", "Meter replacement"),
    RequestKind.METER_ACCEPTANCE: P_("kind of request", "Meter acceptance"),
    RequestKind.METER_CHECK: P_("kind of request", "Meter check"),
    RequestKind.ACCOUNT_STATE: P_("kind of request", "Account state"),
    RequestKind.PAYMENT: P_("kind of request", "Payment"),
    RequestKind.PAYMENT_DOCUMENT: P_("kind of request", "Payment document"),
    RequestKind.METER_READING: P_("kind of request", "Meter reading"),
    RequestKind.SPECIALIST_QUESTION: P_("kind of request", "Question to a specialist"),
    RequestKind.ADDITIONAL_SERVICE: P_("kind of request", "Additional service"),
    Confirmation.ON_SCREEN: P_("read back", "On screen"),
    Confirmation.SIGNED: P_("read back", "Signed on paper"),
    CountSource.QUEUE: P_("counted by", "Queue machine"),
    CountSource.TELEPHONE: P_("counted by", "Telephone exchange"),
    LinkKind.DUPLICATE: P_("link", "Duplicate of"),
    LinkKind.REPEAT: P_("link", "Repeat of"),
    LinkKind.RELATED: P_("link", "Related to"),
    LinkKind.CAUSED_BY: P_("link", "Caused by"),
    RepeatCause.NOT_FULLY_ANSWERED: P_("why again", "Not everything was answered"),
    RepeatCause.CUSTOMER_LEFT_OUT: P_("why again", "Customer left something out"),
    RepeatCause.NOT_DONE_AS_PROMISED: P_("why again", "Not done as promised"),
    RepeatCause.NOT_AVOIDABLE: P_("why again", "Could not be avoided"),
    CustomerKind.PERSON: P_("customer", "Person"),
    CustomerKind.ORGANISATION: P_("customer", "Organisation"),
    Known.CUSTOMER: P_("who", "Customer"),
    Known.UNKNOWN: P_("who", "Not known"),
    Known.ANONYMOUS: P_("who", "Anonymous"),
    Relation.SPOUSE: P_("who speaks for a customer", "Spouse"),
    Relation.FAMILY: P_("who speaks for a customer", "Family"),
    Relation.CARETAKER: P_("who speaks for a customer", "Caretaker"),
    Relation.LAWYER: P_("who speaks for a customer", "Lawyer"),
    Relation.EMPLOYEE: P_("who speaks for a customer", "Employee"),
    Relation.OTHER: P_("who speaks for a customer", "Somebody else"),
    Segment.HOUSEHOLD: P_("segment", "Household"),
    Segment.SMALL_BUSINESS: P_("segment", "Small business"),
    Segment.LARGE_BUSINESS: P_("segment", "Large business"),
    Segment.PUBLIC_BODY: P_("segment", "Public body"),
    Segment.VIP: P_("segment", "VIP"),
    Role.CLERK: P_("role", "Clerk"),
    Role.SUPERVISOR: P_("role", "Supervisor"),
    Role.AUDITOR: P_("role", "Auditor"),
    Role.ADMINISTRATOR: P_("role", "Administrator"),
    InquiryType.CHANGE: P_("inquiry type", "Change of subscription or service"),
    InquiryType.FAULT: P_("inquiry type", "Fault and support"),
    InquiryType.COMPLAINT_OR_CLAIM: P_("inquiry type", "Complaint or claim"),
    InquiryType.CANCELLATION: P_("inquiry type", "Cancellation"),
    InquiryType.ORDER: P_("inquiry type", "Order"),
    InquiryType.INFORMATION: P_("inquiry type", "Information and guidance"),
    InquiryType.INVOICE: P_("inquiry type", "Invoice"),
    DueBand.OVERDUE: P_("due", "Overdue"),
    DueBand.TODAY: P_("due", "Due today"),
    DueBand.SOON: P_("due", "Due within 2 working days"),
    DueBand.LATER: P_("due", "Later"),
    DueBand.PAUSED: P_("due", "Paused"),
    DueBand.NONE: P_("due", "Without deadline"),
    Sort.DUE: P_("sorted by", "What is due next"),
    Sort.RECEIVED: P_("sorted by", "Received, newest first"),
    Sort.OLDEST: P_("sorted by", "Received, oldest first"),
    Sort.REGISTERED: P_("sorted by", "Registered, newest first"),
    Clock.ACKNOWLEDGEMENT: P_("clock", "Acknowledgement"),
    Clock.HOUSE: P_("clock", "House target"),
    Clock.LEGAL: P_("clock", "Legal last day"),
    Clock.PROMISE: P_("clock", "Promise"),
    Unit.WORKING_MINUTES: P_("unit", "Working minutes"),
    Unit.WORKING_HOURS: P_("unit", "Working hours"),
    Unit.WORKING_DAYS: P_("unit", "Working days"),
    Unit.CALENDAR_DAYS: P_("unit", "Calendar days"),
    Unit.CALENDAR_WEEKS: P_("unit", "Calendar weeks"),
    Unit.CALENDAR_MONTHS: P_("unit", "Calendar months"),
    DeadlineState.NONE: P_("state of a deadline", "no deadline"),
    DeadlineState.ON_TRACK: P_("state of a deadline", "on time"),
    DeadlineState.DUE_SOON: P_("state of a deadline", "due soon"),
    DeadlineState.DUE_TODAY: P_("state of a deadline", "due today"),
    DeadlineState.OVERDUE: P_("state of a deadline", "overdue"),
    DeadlineState.PAUSED: P_("state of a deadline", "paused"),
    DeadlineState.MET: P_("state of a deadline", "met"),
    DeadlineState.MISSED: P_("state of a deadline", "missed"),
    MeasureKind.CORRECTIVE: P_("kind of measure", "Corrective"),
    MeasureKind.PREVENTIVE: P_("kind of measure", "Preventive"),
    MeasureKind.STRENGTHENING: P_("kind of measure", "Strengthens a strength"),
    Means.ORGANISATIONAL: P_("kind of measure", "Organisational"),
    Means.TECHNICAL: P_("kind of measure", "Technical"),
    Means.TRAINING: P_("kind of measure", "Training"),
    Cause.KNOW: P_("cause", "Does not know how"),
    Cause.ABLE: P_("cause", "Is not able to"),
    Cause.WANT: P_("cause", "Does not want to"),
    Cause.OUTSIDE: P_("cause", "Process, tool or premises"),
    Origin.TOPIC: P_("a measure was made from", "Complaints on a topic"),
    Origin.CASE: P_("a measure was made from", "A repeat complaint"),
    Origin.ITEM: P_("a measure was made from", "A failed answer"),
    Origin.SEGMENT: P_("a measure was made from", "The page of a segment"),
    Origin.BOTTLENECK: P_("a measure was made from", "Where most points are lost"),
    MeasureStatus.PLANNED: P_("status of a measure", "Planned"),
    MeasureStatus.IN_WORK: P_("status of a measure", "In work"),
    MeasureStatus.DONE: P_("status of a measure", "Reported done"),
    MeasureStatus.EFFECTIVE: P_("status of a measure", "Effective"),
    MeasureStatus.DROPPED: P_("status of a measure", "Dropped"),
    MeasureEvent.MADE: P_("history", "Set"),
    MeasureEvent.CHANGED: P_("history", "Changed"),
    MeasureEvent.BEGUN: P_("history", "Begun"),
    MeasureEvent.DONE: P_("history", "Reported done"),
    MeasureEvent.NOTE: P_("history", "Note"),
    MeasureEvent.EFFECTIVE: P_("history", "Judged effective"),
    MeasureEvent.REOPENED: P_("history", "Reopened"),
    MeasureEvent.DROPPED: P_("history", "Dropped"),
    MeasureEvent.UNDONE: P_("history", "Taken back"),
    LaterItem.OFFICES: P_("set up later", "Offices"),
    LaterItem.HOURS: P_("set up later", "Opening hours"),
    LaterItem.HOLIDAYS: P_("set up later", "Holidays"),
    LaterItem.TOPICS: P_("set up later", "Topics"),
    LaterItem.LEGAL: P_("set up later", "Legal periods"),
    LaterItem.PEOPLE: P_("set up later", "Users"),
    LaterItem.BACKUP: P_("set up later", "Backup"),
}


def word(member: Enum) -> str:
    """The word for a member of any enum that people read; KeyError for one they do not."""
    return pgettext(*_WORDS[member])


def kind_word(kind: CaseKind) -> str:
    return word(kind)


def channel_word(channel: Channel) -> str:
    return word(channel)


def status_word(status: Status) -> str:
    return word(status)


def outcome_word(outcome: Outcome) -> str:
    return word(outcome)


def role_word(role: Role) -> str:
    return word(role)


def segment_word(segment: Segment) -> str:
    return word(segment)


def event_word(event: Event) -> str:
    """What a line of the history tells, without the person: impersonal, so that no gender is named."""
    return word(event)


def clock_word(clock: Clock) -> str:
    return word(clock)


def unit_word(unit: Unit) -> str:
    """The unit by itself, as a choice; with a number: `amount_words`."""
    return word(unit)


def in_sentence(label: str) -> str:
    """A label inside a sentence: small, unless it begins with an abbreviation such as VIP."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def amount_words(amount: int, unit: Unit) -> str:
    """A number of units: "15 working days"."""
    match unit:
        case Unit.WORKING_MINUTES:
            told = ngettext("{count} working minute", "{count} working minutes", amount)
        case Unit.WORKING_HOURS:
            told = ngettext("{count} working hour", "{count} working hours", amount)
        case Unit.WORKING_DAYS:
            told = ngettext("{count} working day", "{count} working days", amount)
        case Unit.CALENDAR_DAYS:
            told = ngettext("{count} day", "{count} days", amount)
        case Unit.CALENDAR_WEEKS:
            told = ngettext("{count} week", "{count} weeks", amount)
        case Unit.CALENDAR_MONTHS:
            told = ngettext("{count} month", "{count} months", amount)
    return told.format(count=number(amount))


def state_words(
    state: DeadlineState, *, days_left: int = 0, days_over: int = 0, due_local: datetime | None = None
) -> str:
    """How a deadline stands: "on time", "due today 15:15", "due in 2 working days", "overdue 3 days", "paused".

    `days_left` are working days, `days_over` calendar days. `due_local` is the due instant in the centre's zone when it
    is a time of the day; None when it is the end of a day.
    """
    if state is DeadlineState.DUE_TODAY and due_local is not None:
        return _("due today {time}").format(time=clock_time(due_local))
    if state is DeadlineState.DUE_SOON and days_left > 0:
        told = ngettext("due in {count} working day", "due in {count} working days", days_left)
        return told.format(count=number(days_left))
    if state is DeadlineState.OVERDUE and days_over > 0:
        return ngettext("overdue {count} day", "overdue {count} days", days_over).format(count=number(days_over))
    return _("overdue since today") if state is DeadlineState.OVERDUE else word(state)


def deadline_words(deadline: Deadline | None, now: datetime, calendar: WorkCalendar) -> str:
    """How a deadline stands at `now`, by the office's calendar; "no deadline" for None."""
    stands = state(deadline, now, calendar)
    if deadline is None:
        return state_words(stands)
    return state_words(
        stands,
        days_left=days_left_of(deadline, now, calendar),
        days_over=days_overdue(deadline, now, calendar),
        due_local=None if deadline.is_period else deadline.due_at.astimezone(calendar.zone),
    )


def promise_words(promise: Promise, today: date) -> str:
    """What the customer may be told: "answer by Thu 10 December, 15 working days"."""
    is_hours = promise.unit in {Unit.WORKING_MINUTES, Unit.WORKING_HOURS}
    until = by_instant(promise.due_at, ZoneInfo(promise.zone), today) if is_hours else by_date(promise.day, today)
    amount = amount_words(promise.amount, promise.unit)
    return _("answer {by_date}, {amount}").format(by_date=until, amount=amount)


def value_words(value: object) -> str:
    """A value of a refusal or trouble as people read it; an instant is told in the zone it carries."""
    if isinstance(value, Enum):
        return word(value) if value in _WORDS else str(value.value)
    if isinstance(value, datetime):
        return full_instant(value, value.tzinfo or ZoneInfo("UTC"))
    if isinstance(value, date):
        return short_date(value)
    return str(value)
