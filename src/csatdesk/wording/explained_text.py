"""Pauses, extensions and rule of an explained clock as facts, and the whole explanation as plain text."""

from collections.abc import Sequence

from csatdesk.domain.deadlines import Clock
from csatdesk.domain.explanation import CaseExplained, ClockTold, Explanation, Extended, NoClock, PauseEffect
from csatdesk.wording.clock_times import days_words, short_due, short_moment, time_words
from csatdesk.wording.day_words import line_words, reason_words
from csatdesk.wording.explanation import about_clock, second, sentence, state_of, title
from csatdesk.wording.formats import full_instant, short_date
from csatdesk.wording.speaking import _, language
from csatdesk.wording.words import word

Facts = Sequence[tuple[str, str]]


def pause_facts(effect: PauseEffect, told: Explanation) -> Facts:
    """From, to, reason, and how far it moved the clock, as label and value."""
    pause = effect.pause
    by = f", {pause.by_name}" if pause.by_name else ""
    facts = [(_("From"), short_moment(pause.from_at, told) + by)]
    facts.append((_("To"), short_moment(pause.to_at, told) if pause.to_at is not None else _("it goes on")))
    if pause.note:
        facts.append((_("Reason"), pause.note))
    facts.append((_("Moved"), moved_words(effect, told)))
    return facts


def moved_words(effect: PauseEffect, told: Explanation) -> str:
    if not effect.is_known:
        return _("nothing: this clock does not stop for that reason")
    if not effect.moved and not effect.moved_days:
        return _("nothing: it took no time that counts")
    amount = time_words(effect.moved) if told.by_hours else days_words(effect.moved_days, told.target.unit)
    return _("{amount}, else due {day}").format(amount=amount, day=short_due(told, effect.without_at))


def extension_facts(one: Extended, told: Explanation) -> Facts:
    return (
        (
            _("Moved"),
            _("from {before} to {after}").format(
                before=short_due(told, one.before_at), after=short_due(told, one.after_at)
            ),
        ),
        (_("By"), _("{person}, {when}").format(person=one.by_name, when=short_moment(one.at, told))),
        (_("Reason"), one.reason),
        (_("Told"), _("{when}: {proof}").format(when=short_moment(one.notice_sent_at, told), proof=one.proof)),
    )


def rule_facts(told: ClockTold) -> Facts:
    """Rule, source, calendar and zone as they are kept with the case."""
    if isinstance(told, NoClock):
        rule = told.rule
        name = rule.rule.target.name.in_language(language()) or word(told.clock)
        return tuple(fact for fact in ((_("Rule"), name), (_("Source"), rule.source)) if fact[1])
    kept = told.facts
    facts = [(_("Rule"), _rule_name(told)), (_("Source"), kept.rule_source)]
    calendar = _("{office}, version {number}").format(office=kept.office, number=kept.calendar_version)
    facts.append((_("Calendar"), calendar))
    facts.append((_("Zone"), zone_words(told.zone_key)))
    return tuple(fact for fact in facts if fact[1])


def _rule_name(told: Explanation) -> str:
    kept = told.facts
    if told.clock is Clock.PROMISE:
        return _("A promise, due when it was promised")
    name = told.target.name.in_language(language()) or word(told.clock)
    if kept.rule_position:
        name = _("{name}, number {position}").format(name=name, position=kept.rule_position)
    if kept.rule_since is not None:
        since = short_date(kept.rule_since.astimezone(told.course.calendar.zone).date())
        name = _("{name}, since {day}").format(name=name, day=since)
    return name


def zone_words(key: str) -> str:
    """The zone as people call it: "Warsaw time"."""
    from babel.dates import get_timezone_location

    from csatdesk.wording.formats import _locale

    city = get_timezone_location(key, locale=_locale(language()), return_city=True)
    return _("{city} time").format(city=city)


# as text


def as_text(case: CaseExplained, chosen: int) -> str:
    """The explanation of one clock in plain sentences, with the other clocks of the case after it."""
    told = case.clocks[chosen]
    head = _("Case {number}, {topic}").format(number=case.number, topic=" › ".join(case.topic) or _("Unclassified"))
    blocks = ["\n".join(part for part in (title(told), head, sentence(told), second(told)) if part)]
    if isinstance(told, Explanation):
        blocks.append("\n".join(line_words(line, told) for line in told.lines))
        blocks += [
            _block(_("Pause: {reason}").format(reason=reason_words(one)), pause_facts(one, told)) for one in told.pauses
        ]
        blocks += [_block(_("Extension"), extension_facts(one, told)) for one in told.facts.extensions]
    blocks.append(_block(_("Rule and calendar kept with the case"), rule_facts(told)))
    others = [one for place, one in enumerate(case.clocks) if place != chosen]
    if others:
        blocks.append("\n".join([_("Other clocks of this case"), *map(clock_line, others)]))
    zone = told.course.calendar.zone if isinstance(told, Explanation) else case.at.tzinfo
    assert zone is not None
    blocks.append(_("As of {when}").format(when=full_instant(case.at, zone)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def clock_line(told: ClockTold) -> str:
    """A clock in one line: "Legal last day: due in 2 working days; Mon 23 November, 14 days from received"."""
    _state, words = state_of(told)
    return _("{clock}: {state}; {about}").format(clock=word(told.clock), state=words, about=about_clock(told))


def _block(head: str, facts: Facts) -> str:
    return "\n".join([head, *(_("{label}: {value}").format(label=label, value=value) for label, value in facts)])
