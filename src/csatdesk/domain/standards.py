"""Service standards: how a version of one lives, what an item weighs, and what changed from version to version."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from csatdesk.domain.conditions import ConditionIn
from csatdesk.domain.errors import Refusal
from csatdesk.domain.expressions import AnswerOf, Call, Literal
from csatdesk.domain.forms import Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import ScorecardTemplate

WORD_MOST = 32  # letters of a kind and of a channel


class VersionState(Enum):
    """A draft may be changed; what is published never is; what is retired is no longer used for anything new."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class StandardTitleMissing(Refusal):
    text = N_("Give the standard a name.")


class StandardNotDraft(Refusal):
    text = N_("Only a draft can be changed. Make a new draft from this version.")


class DraftInTheWay(Refusal):
    text = N_("“{title}” has a draft already. Publish or delete it first.")


class StandardIncomplete(Refusal):
    """`gaps`: what is missing, as places in words."""

    text = N_("This is still missing: {gaps}.")


class ConditionLost(Refusal):
    """`places`: where a condition looks at what is not there."""

    text = N_(
        "What decides whether it is asked is not here any more: {places}. Choose another question, or ask it always."
    )


class StandardNotValid(Refusal):
    text = N_("Only a published version can be retired.")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a standard in lists. `note`: what is new in it. `version`: for saving it as it was shown."""

    id: int
    number: int
    state: VersionState
    note: str
    published_at: datetime | None
    published_by: str
    retired_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard in lists; `valid` is the version that holds now, `draft` the one in work."""

    id: int
    key: str
    kind: str
    channel: str
    titles: LocalText
    versions: tuple[VersionRow, ...]  # the newest first

    @property
    def valid(self) -> VersionRow | None:
        return next((one for one in self.versions if one.state is VersionState.PUBLISHED), None)

    @property
    def draft(self) -> VersionRow | None:
        return next((one for one in self.versions if one.state is VersionState.DRAFT), None)

    @property
    def shown(self) -> VersionRow:
        """What is shown of it first: the valid version, else the newest."""
        return self.valid or self.versions[0]


def section_share(form: Form, section: Section) -> Fraction:
    """Of 100, if every section has a score (SC-1, rule 6)."""
    whole = sum(Fraction(one.weight) for one in form.sections)
    return 100 * Fraction(section.weight) / whole if whole else Fraction(0)


def item_share(form: Form, section: Section, item: Item) -> Fraction:
    """Of 100, if every item is answered (SC-1, rules 5 and 6)."""
    whole = sum(Fraction(one.weight) for one in section.items)
    return section_share(form, section) * Fraction(item.weight) / whole if whole else Fraction(0)


def is_scored(form: Form) -> bool:
    """Whether it is a standard to be evaluated by; without any weight it only helps (M47)."""
    return any(item.weight and section.weight for section in form.sections for item in section.items)


class Change(Enum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a section or an item, before and after, as the domain holds it."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Difference:
    """A section (`item` is None) or an item that two versions do not share, or in which they differ."""

    change: Change
    section: Section
    item: Item | None = None
    fields: tuple[FieldChange, ...] = ()


ITEM_FIELDS = (
    "text",
    "how",
    "check",
    "short",
    "lead",
    "scale",
    "weight",
    "critical",
    "fail_below",
    "may_be_na",
    "may_be_unseen",
    "evidence",
    "is_integrity",
    "is_optional",
    "show_when",
    "must_be",
    "must_be_text",
)
CONDITIONS = frozenset({"show_when", "must_be"})
SECTION_FIELDS = ("title", "weight", "show_when")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one version to another: of the whole, and section by section, item by item."""

    whole: tuple[FieldChange, ...]
    differences: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.whole or self.differences)


def compare(before: ScorecardTemplate, after: ScorecardTemplate) -> Comparison:
    """In the order of the newer version; what it no longer has stands last. An item is known by its key."""
    differences = (_told_in(one, before.form, after.form) for one in _differences(before.form, after.form))
    return Comparison(tuple(_whole(before, after)), tuple(differences))


def _told_in(difference: Difference, before: Form, after: Form) -> Difference:
    """Conditions together with the form whose questions they name."""
    fields = tuple(
        replace(one, before=_in_form(one.before, before), after=_in_form(one.after, after))
        if one.name in CONDITIONS
        else one
        for one in difference.fields
    )
    return replace(difference, fields=fields)


def _in_form(value: object, form: Form) -> object:
    return ConditionIn(value, form) if isinstance(value, Literal | AnswerOf | Call) else None


def _whole(before: ScorecardTemplate, after: ScorecardTemplate) -> Iterator[FieldChange]:
    for name in ("title", "purpose"):
        yield from _field(name, getattr(before.form, name), getattr(after.form, name))
    for name in ("on_critical", "cap", "pass_mark", "min_coverage"):
        yield from _field(name, getattr(before.scoring, name), getattr(after.scoring, name))
    for name in type(before.limits).__slots__:
        yield from _field(name, getattr(before.limits, name), getattr(after.limits, name))
    yield from _field("scenarios", before.scenarios, after.scenarios)


def _field(name: str, before: object, after: object) -> Iterator[FieldChange]:
    if before != after:
        yield FieldChange(name, before, after)


def _differences(before: Form, after: Form) -> Iterator[Difference]:
    known = {section.key: section for section in before.sections}
    homes = _homes(before)
    for section in after.sections:
        if section.key not in known:
            yield Difference(Change.ADDED, section)
        elif fields := _changed(known[section.key], section, SECTION_FIELDS):
            yield Difference(Change.CHANGED, section, None, fields)
        for item in section.items:
            yield from _item_difference(homes, section, item)
    kept, sections = {item.key for item in after.items()}, {section.key for section in after.sections}
    for section in before.sections:
        if section.key not in sections:
            yield Difference(Change.REMOVED, section)
        yield from (Difference(Change.REMOVED, section, item) for item in section.items if item.key not in kept)


def _homes(form: Form) -> Mapping[str, tuple[Section, Item]]:
    return {item.key: (section, item) for section in form.sections for item in section.items}


def _item_difference(homes: Mapping[str, tuple[Section, Item]], section: Section, item: Item) -> Iterator[Difference]:
    if item.key not in homes:
        yield Difference(Change.ADDED, section, item)
        return
    home, earlier = homes[item.key]
    moved = () if home.key == section.key else (FieldChange("section", home.title, section.title),)
    if fields := moved + _changed(earlier, item, ITEM_FIELDS):
        yield Difference(Change.CHANGED, section, item, fields)


def _changed(before: object, after: object, names: tuple[str, ...]) -> tuple[FieldChange, ...]:
    return tuple(change for name in names for change in _field(name, getattr(before, name), getattr(after, name)))


# a draft from nothing, and new parts of one

FIRST_SECTION, FIRST_ITEM = "S1", "I1"


def empty_template(key: str, title: LocalText, language: str) -> ScorecardTemplate:
    """One section with one item, whose texts are still to be written."""
    section = Section(FIRST_SECTION, LocalText(), (new_item(FIRST_ITEM),), Decimal(1))
    return ScorecardTemplate(Form(key, 1, title, (section,), language))


def new_item(key: str) -> Item:
    return Item(key, LocalText(), Scale(ScaleKind.YES_NO))


def free_key(prefix: str, taken: frozenset[str]) -> str:
    """The first of S1, S2, … that nothing has."""
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def numbered(template: ScorecardTemplate, key: str, number: int) -> ScorecardTemplate:
    """The template as version `number` of the standard with that key."""
    return replace(template, form=replace(template.form, key=key, version=number))
