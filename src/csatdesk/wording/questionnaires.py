"""What is said of survey questions: what they measure, what they are about, how they are answered."""

from collections.abc import Iterable, Mapping

from csatdesk.domain.forms import Item, ScaleKind
from csatdesk.domain.marks import N_
from csatdesk.domain.questionnaire_making import OWN_MOST, Family, OwnKind, families_of, own_count
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import missing_texts
from csatdesk.wording.formats import listing, number
from csatdesk.wording.standards import SCALES, told
from csatdesk.wording.texts import LANGUAGES, _, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES

METRICS: Mapping[str, str] = {
    "nps": N_("Recommendation (NPS)"),
    "ces_ease": N_("Ease (CES)"),
    "ces_2": N_("Agreement that it was easy (CES 2.0)"),
    "ces_1": N_("Effort (CES 1)"),
    "csat": N_("Satisfaction (CSAT)"),
    "csat_yes_no": N_("Satisfied, yes or no (CSAT)"),
    "satisfaction_9": N_("Satisfaction, 9 to 1"),
    "index_1_10": N_("Index 0 to 100"),
    "solved": N_("Solved"),
    "screening": N_("Who is asked further"),
    "channel": N_("Channel"),
    "importance": N_("Importance"),
    "repeat": N_("Contacts again"),
    "comment": N_("Comment"),
    "call_back": N_("Wish to be called"),
    "anonymity": N_("With or without a name"),
}
NOTES: Mapping[str, str] = {
    "nps": N_("Recommending to a friend or workmate, only whole numbers from 0 to 10. Meant for keeping customers."),
    "ces_ease": N_("How easy it was to get the matter settled: high is good. Suits service centres best."),
    "ces_2": N_("Agreement with a sentence, 1 to 7: high is good."),
    "ces_1": N_("Effort, 1 to 5: low is good. The word is hard to translate; ease is the better question today."),
    "csat": N_(
        "Of one contact, and of the person who handled it. Exact only when it is tied to that contact, and never a "
        "figure of the whole company."
    ),
    "csat_yes_no": N_("Of one contact. Never a figure of the whole company."),
    "screening": N_("Only who answers yes goes on."),
    "importance": N_("Ask it with the rating of the same name. Both are shown together."),
    "comment": N_("Read at every score, the high ones too."),
    "call_back": N_("Yes needs a number, and so this answer is not anonymous."),
    "anonymity": N_("Always the last question. Without a name nothing of the person is kept."),
}
FAMILIES: Mapping[Family, str] = {
    Family.NPS: N_("Recommendation (NPS)"),
    Family.CES: N_("Ease (CES)"),
    Family.CSAT: N_("Satisfaction (CSAT)"),
    Family.INDEX: N_("Index 0 to 100"),
}
BESIDE: Mapping[Family, Family] = {  # what tells most beside it
    Family.NPS: Family.CES,
    Family.CES: Family.NPS,
    Family.CSAT: Family.CES,
    Family.INDEX: Family.NPS,
}
SUBJECTS: Mapping[str, str] = {
    "brand": N_("Brand"),
    "service": N_("Service"),
    "product": N_("Product"),
    "customer_service": N_("Customer service"),
}
OWN_KINDS: Mapping[OwnKind, str] = {
    OwnKind.SCALE: N_("Scale from 9 down to 1"),
    OwnKind.ONE: N_("One of several choices"),
    OwnKind.SEVERAL: N_("Several choices"),
    OwnKind.OPEN: N_("Open comment"),
}


def metric_words(item: Item) -> str:
    return _(METRICS[item.metric]) if item.metric in METRICS else item.metric


def metric_note(item: Item) -> str:
    return _(NOTES[item.metric]) if item.metric in NOTES else ""


def subject_words(item: Item) -> str:
    return _(SUBJECTS[item.subject]) if item.subject in SUBJECTS else item.subject


def answered_words(item: Item) -> str:
    """ "9 to 1: Very satisfied – Very dissatisfied", as it is shown to who answers."""
    scale = item.scale
    if scale.kind is not ScaleKind.POINTS:
        if scale.choices:
            return listing([told(one.text) for one in scale.choices])
        return _(SCALES[scale.kind])
    ends = [(scale.first, scale.lowest), (scale.last, scale.highest)]
    (first, from_words), (last, to_words) = reversed(ends) if scale.is_descending else ends
    words = _("{first} to {last}").format(first=number(first), last=number(last))
    said = " – ".join(filter(None, (told(from_words), told(to_words))))
    return f"{words}: {said}" if said else words


def advice_words(template: ScorecardTemplate) -> str:
    """Two metrics are recommended where there is one (S3.9); "" where there are more."""
    found = families_of(template)
    if len(found) > 1:
        return ""
    if not found:
        return _("No metric is chosen yet. Two are recommended, such as ease and recommendation.")
    words = _("One metric is chosen: {metric}. Two are recommended; {other} tells most beside it.")
    return words.format(metric=_(FAMILIES[found[0]]), other=_(FAMILIES[BESIDE[found[0]]]))


def size_words(template: ScorecardTemplate, standard: Iterable[str]) -> str:
    """ "18 questions, 4 of them mandatory, 2 of 10 own"."""
    items = list(template.form.items())
    fixed = sum(one.is_mandatory for one in items)
    count = ngettext("{count} question", "{count} questions", len(items)).format(count=number(len(items)))
    own = _("{count} of {most} own").format(count=number(own_count(template, frozenset(standard))), most=OWN_MOST)
    mandatory = _("{count} mandatory").format(count=number(fixed))
    return ", ".join((count, mandatory, own))


def missing_words(template: ScorecardTemplate) -> str:
    """In which languages texts are missing: "Polish: 2 texts missing"."""
    told_parts = []
    for code in LANGUAGES:
        missing = missing_texts(template, code)
        missing -= bool(template.form.title) and code not in template.form.title  # its one section has the same name
        if missing:
            words = ngettext("{language}, {count} text missing", "{language}, {count} texts missing", missing)
            told_parts.append(words.format(language=LANGUAGE_NAMES[code], count=missing))
    return "; ".join(told_parts) if told_parts else _("Complete in all six languages.")
