"""Putting a questionnaire together: four mandatory questions first, then others, whether to be named last (S0.4).

Standard questions keep their wording, the mandatory ones also their place; a unit adds ten of its own at most (S0.5).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.expressions import Call, Expression
from csatdesk.domain.forms import Choice, Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.question_bank import ANONYMITY_KEY, QuestionBank
from csatdesk.domain.questionnaires import KIND, SECTION
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standards import free_key
from csatdesk.domain.surveys import ANONYMITY

OWN_MOST = 10
MANDATORY = 4
CHOICES_LEAST, CHOICES_MOST = 2, 20
OWN_PREFIX, CHOICE_PREFIX = "own", "c"
NO_WEIGHT = Decimal(0)
OWN_SCALE = (
    "satisfaction_9"  # the question of the bank with the same scale: shown from 9 down to 1, 9 is very satisfied (S0.8)
)


class OwnKind(Enum):
    """The three ways an own question is answered (S0.7); of a choice one may be ticked, or several."""

    SCALE = "scale"
    ONE = "one"
    SEVERAL = "several"
    OPEN = "open"

    @property
    def has_choices(self) -> bool:
        return self in {OwnKind.ONE, OwnKind.SEVERAL}


class OwnQuestionsFull(Refusal):
    text = N_("There is room for {most} own questions, and they are there. Remove one of them first.")


class QuestionIsFixed(Refusal):
    text = N_("“{question}” is asked by everybody in the same words. It is confirmed, not changed.")


class QuestionIsStandard(Refusal):
    text = N_("“{question}” keeps its wording, so that answers can be compared. Ask an own question instead.")


class QuestionTextMissing(Refusal):
    text = N_("Write the question here at least: the questionnaire begins in this language.")


class TooFewChoices(Refusal):
    text = N_("Write each choice on a line of its own: {least} at least, {most} at most.")


class ChoicesDiffer(Refusal):
    text = N_("Choices here: {count}. In the language of the questionnaire: {needed}. Write as many, or none.")


class MandatoryMissing(Refusal):
    text = N_("{needed} mandatory questions belong into it, and it has {count}.")


class NothingAsked(Refusal):
    text = N_("It asks nothing yet. Take questions from the bank, or write your own.")


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """As somebody writes it. `choices`: language → its choices, line by line."""

    kind: OwnKind
    texts: LocalText
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    show_when: Expression | None = None
    is_optional: bool = False

    def check(self, language: str) -> None:
        """`language`: that of the questionnaire, which needs all words."""
        if language not in self.texts:
            raise QuestionTextMissing(field=language)
        if not self.kind.has_choices:
            return
        needed = len(dict(self.choices).get(language, ()))
        if not CHOICES_LEAST <= needed <= CHOICES_MOST:
            raise TooFewChoices(field=language, least=CHOICES_LEAST, most=CHOICES_MOST)
        for code, lines in self.choices:
            if lines and len(lines) != needed:
                raise ChoicesDiffer(field=code, count=len(lines), needed=needed)


def own_item(bank: QuestionBank, own: OwnQuestion, key: str, language: str) -> Item:
    own.check(language)
    scale = _own_scale(bank, own)
    is_rated = own.kind is OwnKind.SCALE
    return Item(
        key,
        own.texts,
        scale,
        weight=NO_WEIGHT,
        may_be_na=is_rated,
        may_be_unseen=False,
        is_optional=own.is_optional or own.kind is OwnKind.OPEN,
        show_when=own.show_when,
    )


def _own_scale(bank: QuestionBank, own: OwnQuestion) -> Scale:
    if own.kind is OwnKind.SCALE:
        return bank.item(OWN_SCALE).scale
    if own.kind is OwnKind.OPEN:
        return Scale(ScaleKind.TEXT)
    lines = {code: texts for code, texts in own.choices if texts}
    count = max(map(len, lines.values()))
    choices = (
        Choice(f"{CHOICE_PREFIX}{at + 1}", LocalText({code: texts[at] for code, texts in lines.items()}))
        for at in range(count)
    )
    return Scale(ScaleKind.ONE if own.kind is OwnKind.ONE else ScaleKind.MANY, choices=tuple(choices))


def own_question(item: Item) -> OwnQuestion:
    """Back from an item, to be changed."""
    kinds = {ScaleKind.POINTS: OwnKind.SCALE, ScaleKind.ONE: OwnKind.ONE, ScaleKind.MANY: OwnKind.SEVERAL}
    codes = sorted({code for choice in item.scale.choices for code in choice.text})
    choices = tuple((code, tuple(one.text.get(code, "") for one in item.scale.choices)) for code in codes)
    kind = kinds.get(item.scale.kind, OwnKind.OPEN)
    return OwnQuestion(kind, item.text, choices, item.show_when, item.is_optional)


# the whole


def new_questionnaire_template(
    bank: QuestionBank, key: str, title: LocalText, fixed: Sequence[str], language: str
) -> ScorecardTemplate:
    """`fixed`: keys of the mandatory questions."""
    items = [replace(bank.item(one), is_mandatory=True) for one in fixed]
    section = Section(SECTION, title, (*items, bank.item(ANONYMITY_KEY)), NO_WEIGHT)
    return ScorecardTemplate(Form(key, 1, title, (section,), language), KIND)


def items_of(template: ScorecardTemplate) -> tuple[Item, ...]:
    return tuple(template.form.items())


def is_own(item: Item, standard: Collection[str]) -> bool:
    """`standard`: keys of the bank."""
    return item.key not in standard and item.metric != ANONYMITY


def is_fixed(item: Item) -> bool:
    """It stays where it is and as it is."""
    return item.is_mandatory or item.metric == ANONYMITY


def own_count(template: ScorecardTemplate, standard: Collection[str]) -> int:
    return sum(is_own(item, standard) for item in items_of(template))


def with_items(template: ScorecardTemplate, items: Sequence[Item], standard: Collection[str]) -> ScorecardTemplate:
    """Mandatory ones first, the choice to be named last. Refuses an own question too many."""
    first = [one for one in items if one.is_mandatory]
    last = [one for one in items if one.metric == ANONYMITY]
    between = [one for one in items if not is_fixed(one)]
    if sum(is_own(one, standard) for one in items) > OWN_MOST:
        raise OwnQuestionsFull(most=OWN_MOST)
    form = template.form
    section = Section(SECTION, form.title, (*first, *between, *last), NO_WEIGHT)
    return replace(template, kind=KIND, form=replace(form, sections=(section,)))


def added(template: ScorecardTemplate, new: Sequence[Item], after: str, standard: Collection[str]) -> ScorecardTemplate:
    """After the question one stands on, else before the last; those that are there already stay where they are."""
    there = {one.key for one in items_of(template)}
    fresh = [one for one in new if one.key not in there]
    items = list(items_of(template))
    place = next((at for at, one in enumerate(items, start=1) if one.key == after), len(items))
    return with_items(template, [*items[:place], *fresh, *items[place:]], standard)


def replaced(template: ScorecardTemplate, item: Item, standard: Collection[str]) -> ScorecardTemplate:
    found = _changeable(template, item.key)
    if not is_own(found, standard) and replace(found, show_when=item.show_when) != item:
        raise QuestionIsStandard(question=question_in(found, template.form.language))
    return with_items(template, [item if one.key == item.key else one for one in items_of(template)], standard)


def removed(template: ScorecardTemplate, key: str, standard: Collection[str]) -> ScorecardTemplate:
    _changeable(template, key)
    return with_items(template, [one for one in items_of(template) if one.key != key], standard)


def moved(template: ScorecardTemplate, key: str, step: int, standard: Collection[str]) -> ScorecardTemplate:
    """One place up (-1) or down (1) among those that may move; at an edge it stays."""
    _changeable(template, key)
    items = list(items_of(template))
    at = next(place for place, one in enumerate(items) if one.key == key)
    beside = at + step
    if 0 <= beside < len(items) and not is_fixed(items[beside]):
        items[at], items[beside] = items[beside], items[at]
    return with_items(template, items, standard)


def _changeable(template: ScorecardTemplate, key: str) -> Item:
    item = next(one for one in items_of(template) if one.key == key)
    if is_fixed(item):
        raise QuestionIsFixed(question=question_in(item, template.form.language))
    return item


def question_in(item: Item, language: str) -> str:
    return item.text.in_language(language) or item.key


def free_own_key(template: ScorecardTemplate) -> str:
    return free_key(OWN_PREFIX, frozenset(one.key for one in items_of(template)))


def taken_over(template: ScorecardTemplate, bank: QuestionBank) -> ScorecardTemplate:
    """A form out of a file as a questionnaire: no sections, no weights, the choice to be named at its end.

    What has the key of a standard question is that question, in the words of the bank; only such ones are mandatory.
    """
    items = [
        _of_bank(replace(item, weight=NO_WEIGHT, show_when=_both(section.show_when, item.show_when)), bank)
        for section in template.form.sections
        for item in section.items
    ]
    if not any(one.metric == ANONYMITY for one in items):
        items = [*(one for one in items if one.key != ANONYMITY_KEY), bank.item(ANONYMITY_KEY)]
    return with_items(template, items, bank.questions)


def _of_bank(item: Item, bank: QuestionBank) -> Item:
    if item.key not in bank.questions:
        return replace(item, is_mandatory=False)
    return replace(bank.item(item.key), is_mandatory=item.is_mandatory, show_when=item.show_when)


def _both(one: Expression | None, other: Expression | None) -> Expression | None:
    if one is None or other is None:
        return one or other
    return Call("and", (one, other))


def check_publishable(template: ScorecardTemplate, standard: Collection[str]) -> None:
    """Four mandatory questions, or none where a study is free of them."""
    items = items_of(template)
    if not any(one.metric != ANONYMITY for one in items):
        raise NothingAsked()
    count = sum(one.is_mandatory for one in items)
    if count not in {0, MANDATORY}:
        raise MandatoryMissing(needed=MANDATORY, count=count)
    with_items(template, items, standard)


# which metrics it takes


class Family(Enum):
    """Metrics that say the same kind of thing; of them one may be chosen, two are recommended (S3.9)."""

    NPS = "nps"
    CES = "ces"
    CSAT = "csat"
    INDEX = "index"


FAMILIES = {
    "nps": Family.NPS,
    "ces_ease": Family.CES,
    "ces_2": Family.CES,
    "ces_1": Family.CES,
    "csat": Family.CSAT,
    "csat_yes_no": Family.CSAT,
    "satisfaction_9": Family.INDEX,
    "index_1_10": Family.INDEX,
}


def families_of(template: ScorecardTemplate) -> tuple[Family, ...]:
    """In the order they are asked."""
    found = (FAMILIES.get(item.metric) for item in items_of(template))
    return tuple(dict.fromkeys(one for one in found if one is not None))
