"""Rules for clocks in words: to which cases one applies, what it gives, why it does not fit."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from enum import Enum

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.clocks import StartsAt
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.rules import Condition, Conditions, Rule
from csatdesk.domain.topics import TopicTree
from csatdesk.wording.formats import _locale, quoted, short_date
from csatdesk.wording.speaking import _, language, pgettext
from csatdesk.wording.words import P_, amount_words

# Whole phrases, so that every language can use the case and the preposition that it needs.
_PHRASES: Mapping[Enum, tuple[str, str]] = {
    CaseKind.COMPLAINT: P_("cases a rule is for", "complaints"),
    CaseKind.CLAIM: P_("cases a rule is for", "claims"),
    CaseKind.INQUIRY: P_("cases a rule is for", "inquiries"),
    CaseKind.REQUEST: P_("cases a rule is for", "requests"),
    CaseKind.SUGGESTION: P_("cases a rule is for", "suggestions"),
    CaseKind.PRAISE: P_("cases a rule is for", "praise"),
    Segment.HOUSEHOLD: P_("cases a rule is for", "from households"),
    Segment.SMALL_BUSINESS: P_("cases a rule is for", "from small businesses"),
    Segment.LARGE_BUSINESS: P_("cases a rule is for", "from large businesses"),
    Segment.PUBLIC_BODY: P_("cases a rule is for", "from public bodies"),
    Segment.VIP: P_("cases a rule is for", "from VIP customers"),
    Channel.HALL: P_("cases a rule is for", "in the hall"),
    Channel.VIP_HALL: P_("cases a rule is for", "in the VIP hall"),
    Channel.RECEPTION: P_("cases a rule is for", "at the reception desk"),
    Channel.PHONE: P_("cases a rule is for", "by phone"),
    Channel.CALL_BACK: P_("cases a rule is for", "by call-back"),
    Channel.EMAIL: P_("cases a rule is for", "by e-mail"),
    Channel.WEB_FORM: P_("cases a rule is for", "through the internet reception"),
    Channel.SHOP: P_("cases a rule is for", "through the internet shop"),
    Channel.ACCOUNT: P_("cases a rule is for", "through the personal account"),
    Channel.CHAT: P_("cases a rule is for", "by chat"),
    Channel.SOCIAL: P_("cases a rule is for", "through social media"),
    Channel.LETTER: P_("cases a rule is for", "by letter"),
    Channel.BOOK: P_("cases a rule is for", "in the complaints and suggestions book"),
    Channel.EVENT: P_("cases a rule is for", "at an event"),
    Priority.NORMAL: P_("cases a rule is for", "not urgent"),
    Priority.URGENT: P_("cases a rule is for", "urgent"),
}
Offices = Mapping[int, str]


def conditions_words(conditions: Conditions, tree: TopicTree, offices: Offices) -> str:
    """To which cases a rule applies: "complaints or claims, from households, by letter"; "every case"."""
    parts = (condition_words(conditions, one, tree, offices) for one in Condition)
    return ", ".join(filter(None, parts)) or _("every case")


def condition_words(conditions: Conditions, one: Condition, tree: TopicTree, offices: Offices) -> str:
    """One of the conditions; "" where everything fits."""
    match one:
        case Condition.KIND:
            return _phrases(conditions.kinds, CaseKind)
        case Condition.TOPIC:
            paths = (tree.path(topic_id, language()) for topic_id in sorted(conditions.topic_ids))
            names = [quoted(path[-1]) for path in paths if path]
            return _("about {topics}").format(topics=_choice(names)) if names else ""
        case Condition.SEGMENT:
            return _phrases(conditions.segments, Segment)
        case Condition.CHANNEL:
            return _phrases(conditions.channels, Channel)
        case Condition.OFFICE:
            named = [offices[office_id] for office_id in sorted(conditions.office_ids) if office_id in offices]
            return _("office {names}").format(names=_choice(named)) if named else ""
        case Condition.PRIORITY:
            return _phrases(conditions.priorities, Priority)


def _phrases(chosen: frozenset[Enum] | frozenset[CaseKind], order: Iterable[Enum]) -> str:
    return _choice([pgettext(*_PHRASES[one]) for one in order if one in chosen])


def _choice(items: list[str]) -> str:
    """Things of which one is enough: "a, b or c"."""
    from babel.lists import format_list

    return format_list(items, style="or", locale=_locale(language()))


def gives_words(rule: Rule) -> str:
    """What a rule gives: "15 working days, acknowledge within 1 working day"."""
    target = rule.rule.target
    parts = [amount_words(target.amount, target.unit) if target.amount else _("no fixed term")]
    if target.amount and rule.rule.starts_at is StartsAt.REGISTERED:
        parts.append(_("from registration"))
    if target.amount and rule.rule.starts_at is StartsAt.EVENT:
        parts.append(_("from: {event}").format(event=rule.rule.event_name.in_language(language())))
    if rule.acknowledge is not None:
        within = amount_words(rule.acknowledge.amount, rule.acknowledge.unit)
        parts.append(_("acknowledge within {amount}").format(amount=within))
    return ", ".join(parts)


def since_words(rule: Rule, zone: tzinfo) -> str:
    """From when the rule reads as it does; "" for one older than that was written down."""
    if rule.since_at is None:
        return ""
    return _("since {day}").format(day=short_date(rule.since_at.astimezone(zone).date()))


def rule_name(rule: Rule) -> str:
    return rule.rule.target.name.in_language(language())
