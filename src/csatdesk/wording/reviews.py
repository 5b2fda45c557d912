"""Rules of review, what was drawn, how far reviewers agree, and what came of calling back: in words."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from csatdesk.domain.comparisons import (
    ALPHA_FAIR,
    ALPHA_GOOD,
    LEAST_PAIRS,
    ComparisonKind,
    FormAgreement,
    ItemAgreement,
)
from csatdesk.domain.contacts import Channel
from csatdesk.domain.follow_ups import FollowUpOutcome
from csatdesk.domain.forms import Item
from csatdesk.domain.marks import N_
from csatdesk.domain.reviews import FrameSource, SamplingRule, TaskKind, TaskState
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import in_sentence, word

OUTCOMES: Mapping[Enum, str] = {
    FollowUpOutcome.SETTLED: N_("Reached, all is settled"),
    FollowUpOutcome.NOT_CONTENT: N_("Reached, still not content"),
    FollowUpOutcome.NOT_REACHED: N_("Not reached"),
    FollowUpOutcome.NOT_NEEDED: N_("No contact is needed"),
}
STATES: Mapping[TaskState, str] = {
    TaskState.OPEN: N_("to review"),
    TaskState.DONE: N_("reviewed"),
    TaskState.SET_ASIDE: N_("could not be reviewed"),
}
KINDS: Mapping[ComparisonKind, str] = {
    ComparisonKind.DOUBLE: N_("Double scoring"),
    ComparisonKind.CALIBRATION: N_("Calibration"),
}


def outcome_words(outcome: FollowUpOutcome) -> str:
    return _(OUTCOMES[outcome])


def task_state_words(state: TaskState) -> str:
    return _(STATES[state])


def comparison_kind_words(kind: ComparisonKind) -> str:
    return _(KINDS[kind])


def channel_words(channel: str) -> str:
    """ "" where none was kept."""
    return word(Channel(channel)) if channel in {one.value for one in Channel} else ""


def task_kind_words(kind: TaskKind) -> str:
    """Why it is to be scored, "" where a rule drew it and nothing more."""
    match kind:
        case TaskKind.SECOND:
            return _("second scoring")
        case TaskKind.CALIBRATION:
            return in_sentence(_("Calibration"))
    return ""


def way_words(rule: SamplingRule) -> str:
    """What is drawn: "every 10th contact, at least 2 of each person and month"."""
    parts = []
    if rule.every is not None:
        words = ngettext("every contact", "one contact in {count}", rule.every)
        parts.append(words.format(count=number(rule.every)))
    if rule.per_person is not None:
        words = ngettext("{count} of each person and month", "{count} of each person and month", rule.per_person)
        told = words.format(count=number(rule.per_person))
        parts.append(_("at least {share}").format(share=told) if parts else told)
    return ", ".join(parts)


def source_words(rule: SamplingRule) -> str:
    if rule.source is FrameSource.CALL_LIST:
        return _("calls of the imported lists")
    return ", ".join(in_sentence(word(one)) for one in rule.channels)


def days_words(first_on: date, last_on: date) -> str:
    return f"{short_date(first_on)} – {short_date(last_on)}"


def drawn_words(drawn: int, frame_size: int) -> str:
    return _("{count} of {total} drawn").format(count=number(drawn), total=number(frame_size))


def progress_words(left: int, done: int, set_aside: int) -> str:
    """What became of what was drawn."""
    parts = [
        ngettext("{count} to review", "{count} to review", left).format(count=number(left)) if left else "",
        ngettext("{count} reviewed", "{count} reviewed", done).format(count=number(done)) if done else "",
        aside_words(set_aside) if set_aside else "",
    ]
    return ", ".join(filter(None, parts))


def aside_words(count: int) -> str:
    return ngettext("{count} could not be reviewed", "{count} could not be reviewed", count).format(count=number(count))


# agreement


def item_name(item: Item) -> str:
    return (item.short or item.text).in_language(language()) or item.key


def percent_words(value: Decimal | None) -> str:
    return "" if value is None else f"{number(round(value))} %"


def figure_words(value: Decimal | None) -> str:
    return "" if value is None else number(round(value, 2), 2)


def alpha_words(alpha: Decimal | None) -> str:
    """What the figure means."""
    if alpha is None:
        return _("Too little was scored differently to say how far reviewers agree.")
    if alpha >= ALPHA_GOOD:
        return _("Reviewers agree well: results can be compared.")
    if alpha >= ALPHA_FAIR:
        return _("Reviewers agree fairly: results say where to look, and no more.")
    return _("Reviewers agree too little: write the items anew before comparing results.")


def agreement_lines(found: FormAgreement) -> Iterator[str]:
    """In plain words: how far they agree, and the item to write anew."""
    yield alpha_words(found.alpha)
    if found.to_rewrite is not None:
        named = next(one for one in found.items if one.item is found.to_rewrite)
        told = ngettext(
            "To write anew: “{item}”. Reviewers agree on it in {share}; it was scored {count} time.",
            "To write anew: “{item}”. Reviewers agree on it in {share}; it was scored {count} times.",
            named.count,
        )
        yield told.format(item=item_name(named.item), share=percent_words(named.percent), count=number(named.count))
    elif any(one.is_enough for one in found.items):
        yield _("No item needs to be written anew.")
    else:
        words = ngettext(
            "An item is judged from {count} double scoring on.",
            "An item is judged from {count} double scorings on.",
            LEAST_PAIRS,
        )
        yield words.format(count=number(LEAST_PAIRS))


def item_words(one: ItemAgreement) -> str:
    if one.percent is None:
        return _("too few: {count}").format(count=number(one.count))
    return percent_words(one.percent)
