"""What is read of a standard, row by row: sections with their items, or what changed between two versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csatdesk.domain.folding import fold
from csatdesk.domain.forms import Form, Item, ScaleKind, Section
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standards import (
    Change,
    Comparison,
    Difference,
    FieldChange,
    is_scored,
    item_share,
    section_share,
)
from csatdesk.wording.formats import quoted
from csatdesk.wording.standards import (
    answers_words,
    asked_when_words,
    critical_words,
    evidence_words,
    field_words,
    item_name,
    scale_words,
    section_name,
    share_words,
    told,
    value_words,
)
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A heading, or something to read: bold words, named lines, and small words beneath them."""

    words: str
    right: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    foot: str = ""
    mark: str = ""  # what is critical, in bold before the foot
    is_heading: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        lines = (f"{name}: {text}" for name, text in self.lines)
        return ". ".join(filter(None, (self.words.rstrip("."), self.right, *lines, self.mark, self.foot)))

    def holds(self, folded: Sequence[str]) -> bool:
        text = fold(" ".join((self.words, *(text for _name, text in self.lines), self.mark, self.foot)))
        return all(word in text for word in folded)


def standard_rows(template: ScorecardTemplate, searched: str = "") -> tuple[ReadRow, ...]:
    """The whole standard, or the items in which all words of `searched` stand, under their headings."""
    folded = fold(searched).split()
    return tuple(row for section in template.form.sections for row in _section_rows(template.form, section, folded))


def _section_rows(form: Form, section: Section, folded: Sequence[str]) -> Iterator[ReadRow]:
    items = [row for item in section.items if (row := _item_row(form, section, item)).holds(folded)]
    if items:
        share = share_words(section_share(form, section)) if is_scored(form) else ""
        yield ReadRow(section_name(section), share, is_heading=True)
        if section.show_when is not None and not folded:
            yield ReadRow(asked_when_words(section.show_when, form))
        yield from items


def _item_row(form: Form, section: Section, item: Item) -> ReadRow:
    told_lines = (
        (field_words("lead"), told(item.lead)),
        (_("Staff do"), told(item.how)),
        (_("You check"), told(item.check)),
    )
    lines = tuple((name, text) for name, text in told_lines if text)
    asked = asked_when_words(item.show_when, form)
    if not is_scored(form):
        answers = scale_words(item.scale) if item.scale.kind not in {ScaleKind.YES_NO} else ""
        return ReadRow(told(item.text) or item_name(item), "", lines, " · ".join(filter(None, (answers, asked))))
    return ReadRow(
        told(item.text) or item_name(item),
        share_words(item_share(form, section, item)),
        lines,
        " · ".join(filter(None, (answers_words(item), evidence_words(item), asked))),
        critical_words(item),
    )


def comparison_rows(found: Comparison) -> tuple[ReadRow, ...]:
    """Every change with what stood there before and what stands there now."""
    rows = []
    if found.whole:
        rows.append(ReadRow(_("The whole standard"), is_heading=True))
        rows += [ReadRow(field_words(one.name), "", _sides(one)) for one in found.whole]
    return (*rows, *_difference_rows(found.differences))


def _difference_rows(differences: Sequence[Difference]) -> Iterator[ReadRow]:
    heading = ""
    for one in differences:
        if section_name(one.section) != heading:
            heading = section_name(one.section)
            yield ReadRow(heading, is_heading=True)
        what = quoted(section_name(one.section) if one.item is None else item_name(one.item))
        lines = tuple(line for change in one.fields for line in _named_sides(change))
        yield ReadRow(_change_words(one.change).format(what=what), "", lines)


def _change_words(change: Change) -> str:
    return {
        Change.ADDED: _("Added: {what}"),
        Change.REMOVED: _("Removed: {what}"),
        Change.CHANGED: _("Changed: {what}"),
    }[change]


def _sides(change: FieldChange) -> tuple[tuple[str, str], ...]:
    nothing = _("nothing")
    return (
        (_("before"), value_words(change.before) or nothing),
        (_("now"), value_words(change.after) or nothing),
    )


def _named_sides(change: FieldChange) -> tuple[tuple[str, str], ...]:
    (before, was), (now, has) = _sides(change)
    return ((f"{field_words(change.name)}, {before}", was), (f"{field_words(change.name)}, {now}", has))
