"""What is said of measures, on screen and on paper: how one stands, what is expected, what came of it."""

from collections.abc import Sequence
from datetime import date, tzinfo

from csatdesk.domain.calendars import WorkCalendar
from csatdesk.domain.corrective_actions import (
    Expected,
    LinkedTraining,
    MeasureLine,
    MeasureRow,
    MeasureStatus,
    NamedItems,
    Stage,
)
from csatdesk.domain.deadlines import DeadlineState
from csatdesk.domain.effects import Counted
from csatdesk.domain.item_effects import AnyEffect, ItemEffect
from csatdesk.wording.formats import listing, number, short_date
from csatdesk.wording.item_effects import item_effect_words, item_method_lines, item_verdict_words
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import in_sentence, state_words, word

SOON_DAYS = 2  # working days, as with the clocks of cases
RATE_DIGITS, RATIO_DIGITS = 1, 2


def state_of(row: MeasureRow, today: date, calendar: WorkCalendar) -> tuple[str, str]:
    """The mark, a value of DeadlineState, and its words: "overdue 3 days", "reported done", "effective"."""
    if row.status.stage is not Stage.OPEN:
        mark = DeadlineState.MET if row.status is MeasureStatus.EFFECTIVE else DeadlineState.NONE
        return mark.value, in_sentence(word(row.status))
    left = calendar.working_days_between(today, row.due_on)
    if row.is_overdue(today):
        state = DeadlineState.OVERDUE
    elif row.due_on == today:
        state = DeadlineState.DUE_TODAY
    else:
        state = DeadlineState.DUE_SOON if left <= SOON_DAYS else DeadlineState.ON_TRACK
    return state.value, state_words(state, days_left=left, days_over=(today - row.due_on).days)


def status_words(row: MeasureRow) -> str:
    """ "In work, reopened 2 times"."""
    if not row.reopened:
        return word(row.status)
    again = ngettext("reopened {count} time", "reopened {count} times", row.reopened).format(count=row.reopened)
    return f"{word(row.status)}, {again}"


def expected_words(expected: Expected) -> str:
    """ "complaints per 1,000 contacts: from 12 to 8"."""
    assert expected.after is not None
    after = number(expected.after.normalize())
    if expected.before is None:
        return _("{figure}: {after}").format(figure=expected.figure, after=after)
    before = number(expected.before.normalize())
    return _("{figure}: from {before} to {after}").format(figure=expected.figure, before=before, after=after)


def counted_words(counted: Counted) -> str:
    """ "31 of 2,410 contacts, 12.9 per 1,000"."""
    if counted.per_1000 is None:
        return _("no contacts")
    contacts = ngettext("{complaints} of {count} contact", "{complaints} of {count} contacts", counted.contacts)
    told = contacts.format(complaints=number(counted.complaints), count=number(counted.contacts))
    return _("{counts}, {rate} per 1,000").format(counts=told, rate=_rate(counted))


def _rate(counted: Counted) -> str:
    return number(counted.per_1000 or 0.0, RATE_DIGITS)


def verdict_words(effect: AnyEffect, today: date) -> str:
    """What the figures say, in a few words."""
    if isinstance(effect, ItemEffect):
        return item_verdict_words(effect)
    if not effect.is_over(today):
        return _("No verdict before {day}.").format(day=short_date(effect.judge_from))
    ratio = effect.ratio
    if ratio is None:
        return _("No verdict yet: there is too little to tell.")
    if ratio.likely.high < 1:
        return _("There are fewer complaints.")
    if ratio.likely.low > 1:
        return _("There are more complaints.")
    return _("Whether it helped cannot be told from chance.")


def effect_words(effect: AnyEffect, today: date) -> str:
    """The figures in one sentence; both counts and what they were counted from, whatever the verdict."""
    if isinstance(effect, ItemEffect):
        return item_effect_words(effect)
    if not effect.is_over(today):
        return _("Before: {before}. After so far: {after}.").format(
            before=counted_words(effect.before), after=counted_words(effect.after)
        )
    ratio = effect.ratio
    if ratio is None:
        return _("Before: {before}. After: {after}.").format(
            before=counted_words(effect.before), after=counted_words(effect.after)
        )
    return _(
        "From {before} of {contacts_before} contacts to {after} of {contacts_after}: {rate_before}, then {rate_after} "
        "per 1,000; ratio {ratio}, likely {low} to {high}."
    ).format(
        before=number(effect.before.complaints),
        contacts_before=number(effect.before.contacts),
        after=number(effect.after.complaints),
        contacts_after=number(effect.after.contacts),
        rate_before=_rate(effect.before),
        rate_after=_rate(effect.after),
        ratio=number(ratio.ratio, RATIO_DIGITS),
        low=number(ratio.likely.low, RATIO_DIGITS),
        high=number(ratio.likely.high, RATIO_DIGITS),
    )


def method_lines(effect: AnyEffect) -> Sequence[str]:
    """How it was computed, a sentence each."""
    if isinstance(effect, ItemEffect):
        return item_method_lines(effect)
    before, after, rule = effect.window_before, effect.window_after, effect.rule
    return (
        _(
            "Counted are {days} days on each side of {day}: {before_first} – {before_last} and {after_first} – "
            "{after_last}."
        ).format(
            days=number(rule.days),
            day=short_date(effect.done_on),
            before_first=short_date(before.first),
            before_last=short_date(before.last),
            after_first=short_date(after.first),
            after_last=short_date(after.last),
        ),
        _("Complaints and claims received on the topic and all below it, for 1,000 contacts about anything."),
        _("Where a machine counted more people than were written down, on all of these days, its count is taken."),
        _("A verdict takes at least {complaints} complaints before and {contacts} contacts on each side.").format(
            complaints=number(rule.complaints), contacts=number(rule.contacts)
        ),
        _("The ratio is that of the two rates; it likely lies between its limits (95 %, exact, Clopper and Pearson)."),
    )


def line_words(line: MeasureLine, zone: tzinfo) -> str:
    """The second line of an entry of the history: what was written, the day, the figures as they were on that day of
    the centre."""
    parts = [line.text]
    if line.day is not None:
        parts.append(_("Done on {day}.").format(day=short_date(line.day)))
    if line.effect is not None:
        parts.append(effect_words(line.effect, line.at.astimezone(zone).date()))
    if line.undone is not None:
        parts.append(word(line.undone))
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def items_words(items: NamedItems) -> str:
    """ "Front office: greets, says the name"."""
    names = listing([one.in_language(language()) for one in items.names])
    return _("{standard}: {items}").format(standard=items.standard.in_language(language()), items=names)


def training_words(training: LinkedTraining) -> str:
    """ "Juri Tamm, 3 November: The new grid fees"."""
    day = short_date(training.on)
    return _("{name}, {day}: {title}").format(name=training.person_name, day=day, title=training.title)
