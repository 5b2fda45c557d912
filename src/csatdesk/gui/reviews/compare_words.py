"""What the page of double scoring and calibration says."""

from collections.abc import Iterator
from datetime import tzinfo

from csatdesk.domain.forms import Item
from csatdesk.gui.administration.lists import Entry
from csatdesk.gui.cases.card_facts import Line
from csatdesk.gui.evaluations.words import seen_words
from csatdesk.gui.reviews.words import listed
from csatdesk.operations.reviews.agreement import AgreementCard, AgreementRow
from csatdesk.operations.reviews.compared import ComparisonCard, ComparisonRow, RaterLine
from csatdesk.wording.evaluations import answer_words, score_words, verdict_words
from csatdesk.wording.formats import number, short_date, short_instant
from csatdesk.wording.reviews import (
    comparison_kind_words,
    figure_words,
    item_name,
    item_words,
    percent_words,
)
from csatdesk.wording.texts import _, language, ngettext


def row_title(row: ComparisonRow) -> str:
    return row.title or comparison_kind_words(row.kind)


def row_state(row: ComparisonRow) -> str:
    if row.is_ended:
        return _("adopted")
    if row.is_complete:
        return _("to compare")
    return _("{sent} of {count} sent").format(sent=number(row.sent), count=number(row.raters))


def comparison_entry(row: ComparisonRow, zone: tzinfo) -> Entry:
    about = listed(row.employee_name, short_instant(row.happened_at, zone), row.standard.in_language(language()))
    return Entry(("comparison", row.id), row_title(row), about, row_state(row), is_faint=row.is_ended)


def agreement_entry(row: AgreementRow) -> Entry:
    count = ngettext("{count} scored by several", "{count} scored by several", row.things)
    words = row.standard.in_language(language())
    return Entry(
        ("standard", row.standard_id), _("How far reviewers agree"), words, count.format(count=number(row.things))
    )


def comparison_facts(card: ComparisonCard, zone: tzinfo) -> Iterator[Line]:
    row = card.row
    yield Line(_("What"), comparison_kind_words(row.kind))
    yield Line(_("By"), row.standard.in_language(language()))
    if row.employee_name:
        yield Line(_("Whose work"), row.employee_name)
    yield Line(_("When"), short_instant(row.happened_at, zone))
    if card.case_number:
        yield Line(_("Case"), card.case_number)
    for one in card.raters:
        yield Line(one.name, _rater_words(one))
    if card.adopted is not None:
        yield Line(_("Counts"), listed(_rater_words(card.adopted), card.adopted.name), "")
        yield Line(_("Reason"), card.reason)
    elif row.is_ended:
        yield Line(_("Ended"), card.reason)


def _rater_words(one: RaterLine) -> str:
    if not one.is_sent:
        return _("not sent yet")
    if one.total is None or one.coverage is None:
        return verdict_words(one.verdict) if one.verdict is not None else _("sent")
    verdict = verdict_words(one.verdict) if one.verdict is not None else ""
    return listed(score_words(one.total), verdict, seen_words(one.coverage))


def told_of(card: ComparisonCard) -> str:
    """How far they agree on this one, or why nothing is shown yet."""
    if not card.answers:
        return "" if card.row.is_ended else _("Nothing is shown before all have sent theirs.")
    apart = len(card.differing)
    if not apart:
        return _("They agree on everything.")
    words = ngettext("They differ on {count} question.", "They differ on {count} questions.", apart)
    return words.format(count=number(apart))


def item_entries(card: ComparisonCard) -> list[Entry]:
    """Those on which they differ first, then the rest as it is asked."""
    apart = {item.key for item in card.differing}
    rest = [
        item for item in card.form.items() if item.key not in apart and any(item.key in one for one in card.answers)
    ]
    return [_item_entry(card, item, differs=True) for item in card.differing] + [
        _item_entry(card, item, differs=False) for item in rest
    ]


def _item_entry(card: ComparisonCard, item: Item, *, differs: bool) -> Entry:
    said = [
        (rater.name, answer_words(item, answers[item.key]) if item.key in answers else _("not asked"))
        for rater, answers in zip(card.raters, card.answers, strict=True)
    ]
    line = " · ".join(f"{name}: {words}" for name, words in said) if differs else said[0][1]
    return Entry(item.key, item_name(item), line, _("differs") if differs else "", is_faint=not differs)


def agreement_facts(card: AgreementCard) -> Iterator[Line]:
    found = card.found
    yield Line(_("Standard"), card.standard.in_language(language()))
    count = ngettext("{count} scored by several", "{count} scored by several", found.things)
    yield Line(_("Since"), f"{short_date(card.since)}, {count.format(count=number(found.things))}")
    if found.percent is not None:
        yield Line(_("Alike"), percent_words(found.percent))
    if card.left_out:
        words = ngettext(
            "{count} by another version is not counted", "{count} by other versions are not counted", card.left_out
        )
        yield Line(_("Left out"), words.format(count=number(card.left_out)))


def computed_lines(card: AgreementCard) -> Iterator[Line]:
    """Behind “How was this computed?”."""
    alpha = figure_words(card.found.alpha) or _("none: no difference between answers")
    yield Line(_("Alpha (Krippendorff)"), alpha)
    yield Line("", _("Of all answers by what each is worth, 0 to 1; 0.80 is good, 0.67 is fair."))
    for one in card.found.items:
        if one.kappa is not None:
            yield Line(_("Kappa (Cohen)"), f"{item_name(one.item)}: {figure_words(one.kappa)}")


def agreement_entries(card: AgreementCard) -> list[Entry]:
    """The least agreement first; those with too few to say last."""
    found = card.found
    shown = sorted(found.items, key=lambda one: (one.percent is None, one.percent or 0))
    return [
        Entry(
            one.item.key,
            item_name(one.item),
            listed(_times(one.count), _("to write anew") if one.item is found.to_rewrite else ""),
            item_words(one),
            is_faint=one.percent is None,
        )
        for one in shown
    ]


def _times(count: int) -> str:
    return ngettext("scored {count} time", "scored {count} times", count).format(count=number(count))
