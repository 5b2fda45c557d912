"""Service standards in words: how an item is answered and weighed, what fails, which version holds."""

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from csatdesk.domain.conditions import ConditionIn
from csatdesk.domain.expressions import Expression
from csatdesk.domain.forms import CriticalClass, Evidence, Form, Item, Scale, ScaleKind, Section, Side
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import OnCritical, ScorecardTemplate
from csatdesk.domain.standards import VersionRow, VersionState, is_scored
from csatdesk.wording.conditions import condition_words
from csatdesk.wording.formats import listing, number, quoted, short_date
from csatdesk.wording.speaking import _, language

KINDS: Mapping[str, str] = {
    "mystery_visit": N_("Mystery visit"),
    "call_review": N_("Review of calls"),
    "written_review": N_("Review of replies"),
    "daily_checklist": N_("Daily checklist"),
    "job_aid": N_("Conversation aid, not scored"),
    "questionnaire": N_("Questionnaire, not scored"),
}
CHANNELS: Mapping[str, str] = {
    "office": N_("Office"),
    "phone": N_("Phone"),
    "written": N_("In writing"),
    "chat": N_("Chat"),
    "account": N_("Personal account"),
}
STATES: Mapping[VersionState, str] = {
    VersionState.DRAFT: N_("draft"),
    VersionState.PUBLISHED: N_("valid"),
    VersionState.RETIRED: N_("retired"),
}
SCALES: Mapping[ScaleKind, str] = {
    ScaleKind.YES_NO: N_("Yes or no"),
    ScaleKind.YES_PARTIAL_NO: N_("Yes, partly or no"),
    ScaleKind.POINTS: N_("Points"),
    ScaleKind.MEASURE: N_("Measured"),
    ScaleKind.ONE: N_("One of several"),
    ScaleKind.MANY: N_("Several"),
    ScaleKind.NUMBER: N_("A number"),
    ScaleKind.TEXT: N_("Text"),
    ScaleKind.DATE: N_("A date"),
    ScaleKind.TIME: N_("A time"),
}
CRITICAL: Mapping[CriticalClass, str] = {
    CriticalClass.NONE: N_("Not critical"),
    CriticalClass.CUSTOMER: N_("Critical for the customer"),
    CriticalClass.BUSINESS: N_("Critical for the company"),
    CriticalClass.COMPLIANCE: N_("Critical by law or rule"),
}
EVIDENCE: Mapping[Evidence, str] = {
    Evidence.NONE: N_("No evidence"),
    Evidence.PHOTO: N_("A photo"),
    Evidence.DOCUMENT: N_("A paper"),
    Evidence.NOTE: N_("A note"),
    Evidence.TIME: N_("The time"),
}
POLICIES: Mapping[OnCritical, str] = {
    OnCritical.CAP: N_("The total is at most {cap}"),
    OnCritical.ZERO: N_("The total is 0"),
    OnCritical.SECTION_ZERO: N_("Its section counts as 0"),
    OnCritical.FLAG: N_("The total stays, and the failure is told"),
}
FIELDS: Mapping[str, str] = {
    "key": N_("Key"),
    "title": N_("Name"),
    "what": N_("What"),
    "text": N_("What"),
    "how": N_("Staff do"),
    "check": N_("You check"),
    "short": N_("Short name"),
    "lead": N_("Said before it"),
    "scale": N_("Answers"),
    "weight": N_("Weight"),
    "critical": N_("Critical"),
    "fail_below": N_("Fails below"),
    "may_be_na": N_("May be not applicable"),
    "may_be_unseen": N_("May be not observed"),
    "evidence": N_("Evidence"),
    "is_integrity": N_("Integrity"),
    "is_optional": N_("May stay without answer"),
    "show_when": N_("Asked only when"),
    "must_be": N_("Has to be"),
    "must_be_text": N_("Said when it is not so"),
    "section": N_("Section"),
    "purpose": N_("Purpose"),
    "on_critical": N_("When a critical item fails"),
    "cap": N_("Total at most"),
    "pass_mark": N_("Passed from"),
    "min_coverage": N_("Least part answered"),
    "min_minutes": N_("Shortest visit, minutes"),
    "max_minutes": N_("Longest visit, minutes"),
    "report_within_hours": N_("Reported within, hours"),
    "days_before_same_visitor_returns": N_("Same visitor again after, days"),
    "calls_per_employee_per_month": N_("Calls an employee and month"),
    "replies_per_employee_per_month": N_("Replies an employee and month"),
    "scenarios": N_("Scenarios"),
}


def told(text: LocalText) -> str:
    """In the language of this context, else in English or the first there is."""
    return text.in_language(language())


def kind_words(kind: str) -> str:
    """A kind that the centre named itself stays as it is."""
    return _(KINDS[kind]) if kind in KINDS else kind


def channel_words(channel: str) -> str:
    return _(CHANNELS[channel]) if channel in CHANNELS else channel


def field_words(name: str) -> str:
    return _(FIELDS[name]) if name in FIELDS else name


def state_words(version: VersionRow, zone: tzinfo) -> str:
    """ "Version 3, valid since 19 Nov 2026"."""
    if version.published_at is None:
        return _("Version {number}, draft").format(number=version.number)
    since = short_date(version.published_at.astimezone(zone).date())
    if version.retired_at is None:
        return _("Version {number}, valid since {date}").format(number=version.number, date=since)
    until = short_date(version.retired_at.astimezone(zone).date())
    return _("Version {number}, valid {since} – {until}").format(number=version.number, since=since, until=until)


def share_words(share: Fraction) -> str:
    """ "4 of 100", with one decimal where it needs one."""
    return _("{share} of 100").format(share=share_figure(share))


def share_figure(share: Fraction) -> str:
    tenth = round(Decimal(share.numerator) / Decimal(share.denominator), 1)
    return number(tenth, 0 if tenth == int(tenth) else 1)


def scale_words(scale: Scale) -> str:
    """How it is answered, and what each answer is worth where that is not plain."""
    if scale.kind is ScaleKind.POINTS:
        words = _("{first} to {last} points").format(first=scale.first, last=scale.last)
        ends = [told(one) for one in (scale.lowest, scale.highest) if one]
        return f"{words}: {' – '.join(ends)}" if ends else words
    if scale.kind is ScaleKind.MEASURE:
        return _measured(scale)
    if scale.kind in {ScaleKind.ONE, ScaleKind.MANY}:
        kind = _(SCALES[scale.kind])
        return f"{kind}: {listing([told(one.text) for one in scale.choices])}"
    return _(SCALES[scale.kind])


def _measured(scale: Scale) -> str:
    """ "Measured in min: up to 10 counts 100 %, up to 15 counts 50 %, else nothing"."""
    bands = []
    for band in scale.bands:
        side = _("up to {bound}: {share}") if band.side is Side.UP_TO else _("from {bound}: {share}")
        bands.append(side.format(bound=number(band.bound), share=_percent(band.score)))
    words = _("Measured in {unit}").format(unit=told(scale.unit)) if scale.unit else _(SCALES[scale.kind])
    worth = ", ".join([*bands, _("else 0 %")])
    return f"{words}; {worth}"


def _percent(score: Decimal) -> str:
    return _("{value} %").format(value=number(score * 100))


def answers_words(item: Item) -> str:
    """The scale, and what else may be answered."""
    words = [scale_words(item.scale)]
    if item.may_be_na:
        words.append(_("may be not applicable"))
    return "; ".join(words)


def critical_words(item: Item) -> str:
    """ "" for an item that is not critical."""
    return _(CRITICAL[item.critical]) if item.is_critical else ""


def policy_words(template: ScorecardTemplate) -> str:
    """What a failed critical item does, and from when it is passed: one sentence for staff."""
    if not is_scored(template.form):
        is_asked = template.kind == "questionnaire"
        return _("Customers answer it.") if is_asked else _("It helps with the work and is not scored.")
    scoring = template.scoring
    words = [_("Passed from {mark} of 100.").format(mark=number(scoring.pass_mark))]
    if any(item.is_critical for item in template.form.items()):
        policy = _(POLICIES[scoring.on_critical]).format(cap=number(scoring.cap))
        words.append(_("When a critical item fails: {policy}.").format(policy=_in_sentence(policy)))
    return " ".join(words)


def evidence_words(item: Item) -> str:
    """ "Evidence: a photo"; "" for an item that asks for none."""
    if item.evidence is Evidence.NONE:
        return ""
    return _("evidence: {what}").format(what=_in_sentence(_(EVIDENCE[item.evidence])))


def _in_sentence(words: str) -> str:
    """Only its first letter, since German writes nouns large."""
    return words[:1].lower() + words[1:]


def item_name(item: Item) -> str:
    """The short name, else what must be so, else its key."""
    return told(item.short) or told(item.text) or item.key


def section_name(section: Section) -> str:
    return told(section.title) or section.key


def gap_words(form: Form, gaps: Sequence[tuple[str, str]]) -> str:
    """Where texts are missing: "What of I3 in “Waiting”"."""
    places = {section.key: quoted(section_name(section)) for section in form.sections}
    places |= {
        item.key: f"{quoted(section_name(section))} › {item_name(item)}"
        for section in form.sections
        for item in section.items
    }
    return "; ".join(
        f"{places[key]} › {field_words(name)}" if key in places else field_words(name) for key, name in gaps
    )


def value_words(value: object) -> str:
    """One side of a comparison."""
    speakers: tuple[tuple[type, Callable[..., str]], ...] = (
        (LocalText, told),
        (bool, lambda yes: _("yes") if yes else _("no")),
        (Decimal, number),
        (Scale, scale_words),
        (CriticalClass, lambda one: _(CRITICAL[one])),
        (Evidence, lambda one: _(EVIDENCE[one])),
        (OnCritical, lambda one: _(POLICIES[one]).format(cap="…")),
        (tuple, lambda some: listing([told(one.brief) for one in some])),
        (Enum, lambda one: str(one.value)),
        (ConditionIn, lambda one: condition_words(one.expression, one.form)),
    )
    if value is None:
        return ""
    speak = next((speak for kind, speak in speakers if isinstance(value, kind)), str)
    return speak(value)


def asked_when_words(condition: Expression | None, form: Form) -> str:
    """ "Asked only when “Was there a queue?” is “Yes”"; "" for what is always asked."""
    if condition is None:
        return ""
    return _("Asked only when {condition}").format(condition=condition_words(condition, form))
