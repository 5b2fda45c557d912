"""What is said of the effect of a measure on the items it is about: how often they failed, before and after."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from csatdesk.domain.item_effects import EVALUATIONS, ItemEffect, ItemFigures, ItemVerdict, Side
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.texts import _, language, ngettext

TENTH = Decimal("0.1")


def side_words(side: Side) -> str:
    """ "failed in 4 of 6 answers, 41.7 points"."""
    if side.points is None:
        return _("no answers")
    told = ngettext(
        "failed in {failed} of {count} answer, {points} points",
        "failed in {failed} of {count} answers, {points} points",
        side.answered,
    )
    points = number(side.points.quantize(TENTH, ROUND_HALF_UP), 1)
    return told.format(failed=number(side.failed), count=number(side.answered), points=points)


def item_verdict_words(effect: ItemEffect) -> str:
    match effect.verdict:
        case ItemVerdict.EFFECTIVE:
            return _("It passed in the next {count} evaluations by others than its owner.").format(count=EVALUATIONS)
        case ItemVerdict.NOT_EFFECTIVE:
            return _("It failed again: the measure did not help.")
    told = _("No verdict yet: {count} of {needed} evaluations by others than its owner.")
    return told.format(count=number(effect.judged), needed=EVALUATIONS)


def item_effect_words(effect: ItemEffect) -> str:
    """A sentence for each item, whatever the verdict."""
    return " ".join(_figures(one) for one in effect.items)


def _figures(one: ItemFigures) -> str:
    told = _("{item}: before {before}; after {after}.")
    name = one.name.in_language(language())
    return told.format(item=name, before=side_words(one.before), after=side_words(one.after))


def item_method_lines(effect: ItemEffect) -> Sequence[str]:
    """How it was computed, a sentence each."""
    lines = [
        _(
            "Counted are the last evaluations before {day} and the first ones after it; visits when they are released."
        ).format(day=short_date(effect.done_on)),
        _("An answer fails under half of its points, a critical one under its own limit."),
        _(
            "A measure is effective when its items pass in the next {count} evaluations by others than its owner; one "
            "that fails reopens it."
        ).format(count=EVALUATIONS),
    ]
    if effect.left_out:
        told = ngettext(
            "{count} answer is left out: the question was scored otherwise then.",
            "{count} answers are left out: the question was scored otherwise then.",
            effect.left_out,
        )
        lines.append(told.format(count=number(effect.left_out)))
    return lines
