"""Packages, the things in them, and what a result brought, in words."""

from collections.abc import Mapping
from datetime import tzinfo

from csatdesk.domain.evaluations import EvaluationKind
from csatdesk.domain.field_packages import FieldState
from csatdesk.domain.forms import Item
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.card_facts import Line
from csatdesk.gui.filling.answers import name_of
from csatdesk.operations.field.bringing import BroughtIn
from csatdesk.operations.field.giving import Offered, What
from csatdesk.operations.field.queries import AssignmentRow, PackageRow, Side, SideBySide
from csatdesk.wording.evaluations import answer_words, kind_words
from csatdesk.wording.formats import clock_time, listing, number, short_instant
from csatdesk.wording.texts import _, language, ngettext

STATES: Mapping[FieldState, str] = {
    FieldState.GIVEN_OUT: N_("given out"),
    FieldState.FILLING: N_("partly back"),
    FieldState.BROUGHT_BACK: N_("back"),
    FieldState.REFUSED: N_("closed"),
    FieldState.SENT: N_("sent"),
}


def offered_words(one: Offered, zone: tzinfo) -> str:
    title = one.titles.in_language(language())
    if one.at is None:
        return _("{office}, begun with this: {title}").format(office=one.office_name, title=title)
    what = _("Visit") if one.taken.what is What.VISIT else title
    return f"{one.office_name}, {short_instant(one.at, zone)}: {what}"


def package_entry(row: PackageRow, zone: tzinfo) -> tuple[str, str, str]:
    """Until when, where, and how much of it is back."""
    back = sum(one.state in {FieldState.BROUGHT_BACK, FieldState.SENT} for one in row.assignments)
    of = _("{back} of {count} back").format(back=number(back), count=number(len(row.assignments)))
    note = _("to decide") if row.is_to_decide else _("withdrawn") if row.withdrawn_at is not None else of
    offices = listing(list(dict.fromkeys(one.office_name for one in row.assignments)))
    return _("Until {when}").format(when=short_instant(row.until, zone)), offices, note


def package_lines(row: PackageRow, zone: tzinfo) -> list[Line]:
    lines = [Line(_("Given out"), short_instant(row.given_at, zone))]
    if row.withdrawn_at is not None:
        lines.append(Line(_("Withdrawn"), short_instant(row.withdrawn_at, zone)))
    elif row.is_over:
        lines.append(Line(_("Over"), _("What comes now is taken once you give it more time.")))
    waiting = len(row.to_send)
    if waiting:
        words = ngettext("{count} is complete and can be sent.", "{count} are complete and can be sent.", waiting)
        lines.append(Line(_("Next"), words.format(count=number(waiting))))
    if row.is_to_decide:
        lines.append(Line(_("Decide"), _("Something was filled differently in two places. Both are kept.")))
    return lines


def assignment_entry(row: AssignmentRow, zone: tzinfo) -> tuple[str, str, str]:
    what = kind_words(row.kind) if row.kind is EvaluationKind.VISIT else row.titles.in_language(language())
    line = f"{what}, {short_instant(row.happened_at, zone)}"
    left = ngettext("{count} left", "{count} left", row.left).format(count=number(row.left))
    note = _("to decide") if row.is_to_decide else _(STATES[row.state])
    if row.state is FieldState.FILLING and not row.is_to_decide:
        note = f"{note}, {left}"
    if row.lacks_times and row.state is FieldState.BROUGHT_BACK and not row.is_to_decide:
        note = _("back, without its times")
    return row.office_name, line, note


def brought_words(result: BroughtIn) -> str:
    """What came in, as one sentence each."""
    said = []
    if result.new:
        words = ngettext("{count} thing was taken in.", "{count} things were taken in.", result.new)
        said.append(words.format(count=number(result.new)))
    if result.beside:
        words = ngettext(
            "{count} was filled here as well: decide which one counts.",
            "{count} were filled here as well: decide which one counts.",
            result.beside,
        )
        said.append(words.format(count=number(result.beside)))
    return " ".join(said) or _("Everything in this file was in already. Nothing changed.")


def side_words(side: Side, zone: tzinfo) -> str:
    words = _("Filled here, {when}") if side.is_here else _("Brought back, filled {when}")
    return words.format(when=short_instant(side.changed_at, zone))


def differing_lines(found: SideBySide, zone: tzinfo) -> list[tuple[str, list[Line]]]:
    """By question, what each of them says; last what they say about the whole."""
    names = [_("Here") if side.is_here else _("Field") for side in found.sides]
    if len(names) > 2:
        names = [f"{name} {number(place)}" for place, name in enumerate(names, start=1)]
    both = list(zip(names, found.sides, strict=True))
    lines = [(name_of(item), [Line(name, said_by(side, item)) for name, side in both]) for item in found.items]
    if found.differs_in_remarks:
        remarks = [Line(name, _remarks(side, zone)) for name, side in both]
        lines.append((_("About the whole"), remarks))
    return lines


def _remarks(side: Side, zone: tzinfo) -> str:
    content = side.content
    times = [one for one in (content.remarks.arrived_at, content.remarks.called_at, content.remarks.left_at) if one]
    said = [
        *(clock_time(one.astimezone(zone)) for one in times),
        content.receipt,
        content.employee,
        content.remarks.comment,
    ]
    return " · ".join(filter(None, said)) or _("nothing written")


def said_by(side: Side, item: Item) -> str:
    """Answer, note and evidence of one question."""
    content = side.content
    answer = content.answers.get(item.key)
    parts = [_("no answer") if answer is None else answer_words(item, answer), content.notes.get(item.key, "")]
    names = [one.name for one in content.files if one.item_key == item.key]
    return " · ".join(filter(None, [*parts, *names]))
