"""A clock explained in words: its title, its sentence, what is left, and how it stands among the others."""

from collections.abc import Iterator, Mapping

from csatdesk.domain.clocks import Silence
from csatdesk.domain.day_lines import Part
from csatdesk.domain.deadlines import Clock, DeadlineState, Unit
from csatdesk.domain.explanation import Absent, ClockTold, Explanation, NoClock
from csatdesk.domain.marks import N_
from csatdesk.wording.clock_times import (
    day_words,
    due_words,
    moment,
    short_due,
    short_moment,
    start_words,
    time_words,
)
from csatdesk.wording.formats import clock_time, number
from csatdesk.wording.opening_hours import opening_words
from csatdesk.wording.speaking import _, language, ngettext
from csatdesk.wording.words import amount_words, deadline_words, in_sentence, word

SILENCE: Mapping[Silence, str] = {
    Silence.ACCEPTED: N_("Silence counts as yes."),
    Silence.COMMITTEE: N_("After it, silence lets the customer turn to the committee."),
    Silence.OMBUDSMAN: N_("After it, silence lets the customer turn to the ombudsman."),
}
TITLES: Mapping[DeadlineState, str] = {
    DeadlineState.ON_TRACK: N_("Why due {day}"),
    DeadlineState.OVERDUE: N_("Why overdue since {day}"),
    DeadlineState.PAUSED: N_("Why it is paused"),
    DeadlineState.MET: N_("Met: it was due {day}"),
    DeadlineState.MISSED: N_("Missed: it was due {day}"),
    DeadlineState.NONE: N_("No longer owed: it was due {day}"),
}


def title(told: ClockTold) -> str:
    """ "Why due today at 15:15"."""
    if isinstance(told, NoClock):
        return _("Why no legal last day runs")
    if told.state is DeadlineState.DUE_TODAY:
        local = told.run.due_at.astimezone(told.course.calendar.zone)
        timed = _("Why due today at {time}").format(time=clock_time(local))
        return _("Why due today") if told.deadline.is_period else timed
    return _(TITLES.get(told.state, TITLES[DeadlineState.ON_TRACK])).format(day=due_words(told))


def sentence(told: ClockTold) -> str:
    """How the due instant comes about, in one sentence."""
    if isinstance(told, NoClock):
        return _absent_sentence(told)
    due, start = due_words(told), moment(told.course.start, told)
    if told.clock is Clock.PROMISE:
        return _("Promised on {start} for {due}.").format(start=start, due=due)
    amount = amount_words(told.target.amount, told.target.unit)
    if told.run.due_at != told.base_at:
        before = due_words(told, told.base_at)
        return _("{amount} from {start} ended {before}; extended to {due}.").format(
            amount=amount, start=start, before=before, due=due
        )
    if told.state is DeadlineState.PAUSED:
        return _("{amount} from {start}: the clock is paused. Resumed now, it would be due {due}.").format(
            amount=amount, start=start, due=due
        )
    count = len([one for one in told.pauses_known if one.moved or one.moved_days])
    if not count:
        return _("{amount} from {start} end {due}.").format(amount=amount, start=start, due=due)
    words = ngettext(
        "{amount} from {start}, less one pause, end {due}.",
        "{amount} from {start}, less {count} pauses, end {due}.",
        count,
    )
    return words.format(amount=amount, start=start, due=due, count=count)


def _absent_sentence(told: NoClock) -> str:
    if told.why is Absent.NO_TERM:
        return _("The rule names no fixed term: the house target decides.")
    event = told.rule.rule.event_name.in_language(language()) or _("the named event")
    return _("It has not started: it counts from {event}, and nobody has entered when that was.").format(event=event)


def second(told: ClockTold) -> str:
    """What is left, and in whose hours or days it counts."""
    if isinstance(told, NoClock):
        amount = told.rule.rule.target.amount
        if not amount:
            return ""
        unit = told.rule.rule.target.unit
        return _("From then it runs {amount}.").format(amount=amount_words(amount, unit))
    return " ".join(part for part in (_rolled(told), _left(told), _counts_in(told)) if part)


def _rolled(told: Explanation) -> str:
    if told.rolled_from is None:
        return ""
    return _("The last day, {day}, is closed, so it moves to the next working day.").format(
        day=day_words(told.rolled_from, told.today)
    )


def _left(told: Explanation) -> str:
    if told.facts.met_at is not None:
        word_of = _("Done {when}.") if told.clock is Clock.PROMISE else _("Sent {when}.")
        return word_of.format(when=moment(told.facts.met_at, told))
    if told.facts.ended_at is not None:
        return _("Stopped {when}: nothing was owed any more.").format(when=moment(told.facts.ended_at, told))
    if told.state is DeadlineState.OVERDUE:
        return _("{time} of working time have passed since.").format(time=time_words(told.late))
    if told.by_hours:
        left = time_words(told.allowed - told.counted)  # rounded down, as in the picture of the day
        return _("{time} of working time are left.").format(time=left)
    left_days = sum(day.part in {Part.TO_COME, Part.ROLLED, Part.EXTENDED} for day in told.days)
    words = ngettext("{count} day is left, today included.", "{count} days are left, today included.", left_days)
    return words.format(count=number(left_days)) if left_days else ""


def _counts_in(told: Explanation) -> str:
    hours = opening_words(told.course.calendar)
    name, office = word(told.clock), told.facts.office
    if told.by_hours:
        return _("{clock}: it runs in the hours of {office}, {hours}.").format(clock=name, office=office, hours=hours)
    if told.clock is Clock.PROMISE:
        return _("A promise is kept when it is done.")
    if told.target.unit is Unit.WORKING_DAYS:
        return _("{clock}: the working days of {office} count, {hours}.").format(clock=name, office=office, hours=hours)
    return _("{clock}: every day counts, to the midnight that ends the last one.").format(clock=name)


def state_of(told: ClockTold) -> tuple[str, str]:
    """The mark's state and its words."""
    if isinstance(told, NoClock):
        return "none", _("no fixed term") if told.why is Absent.NO_TERM else _("not started")
    if told.state is DeadlineState.NONE:
        return "none", _("no longer owed")
    words = deadline_words(told.deadline, told.now, told.course.calendar)
    stopped = told.facts.met_at
    if stopped is not None and told.state in {DeadlineState.MET, DeadlineState.MISSED}:
        return told.state.value, _("{state} {when}").format(state=words, when=short_moment(stopped, told))
    return told.state.value, words


def about_clock(told: ClockTold) -> str:
    """Beneath the state in the list of clocks: when it is due and how it counts."""
    if isinstance(told, NoClock):
        return told.rule.rule.target.name.in_language(language())
    if told.clock is Clock.PROMISE:
        return _("{day}: {promise}").format(day=short_due(told), promise=told.facts.text)
    amount = amount_words(told.target.amount, told.target.unit)
    return _("{day}, {amount} from {start}").format(
        day=short_due(told), amount=amount, start=in_sentence(start_words(told))
    )


def clock_name(told: ClockTold, last_period: int = 1) -> str:
    """ "House target", "House target, before the reopening"."""
    if isinstance(told, NoClock) or told.facts.period == last_period:
        return word(told.clock)
    return _("{clock}, before the reopening").format(clock=word(told.clock))


def notes(told: ClockTold) -> Iterator[str]:
    """What else is to be known of a clock: pauses that it does not know, what silence means."""
    if isinstance(told, NoClock):
        return
    unknown = [one for one in told.pauses if not one.is_known]
    if unknown and told.clock is Clock.LEGAL:
        yield ngettext(
            "The pause does not stop this clock: the law does not know the reason.",
            "The pauses do not stop this clock: the law does not know the reasons.",
            len(unknown),
        )
    if told.course.rule.silence in SILENCE and told.clock is Clock.LEGAL:
        yield _(SILENCE[told.course.rule.silence])
