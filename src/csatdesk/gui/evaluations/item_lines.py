"""The questions of an evaluation that was sent, one below the other: what was asked, the answer, the note."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from csatdesk.domain.evaluations import Dispute, EvaluationCard
from csatdesk.domain.forms import Answer, Item, Section
from csatdesk.gui.administration.lists import Entry
from csatdesk.gui.filling.answers import name_of
from csatdesk.wording.evaluations import answer_words, ruling_words, score_words
from csatdesk.wording.texts import _, language, ngettext


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands for a section in the list: it is no question."""

    section: str


def entries_of(card: EvaluationCard) -> list[Entry]:
    """A line for each section with its score, and below it one for each question."""
    disputes = {one.item_key: one for one in card.disputes}
    scores = card.result.section_scores if card.result is not None else {}
    found: list[Entry] = []
    for section, items in card.template.form.asked(card.answers):
        found.append(_heading(section, scores))
        found += [_entry(card, item, disputes.get(item.key)) for item in items]
    return found


def _heading(section: Section, scores: Mapping[str, Decimal | None]) -> Entry:
    score = scores.get(section.key)
    note = "" if score is None else score_words(score)
    return Entry(Heading(section.key), section.title.in_language(language()), note=note)


def _entry(card: EvaluationCard, item: Item, dispute: Dispute | None) -> Entry:
    answer = card.answers.get(item.key)
    failed = card.result is not None and item.key in card.result.critical_items
    parts = [_("critical, failed") if failed else "", card.notes.get(item.key, "").replace("\n", " ")]
    files = sum(one.item_key == item.key for one in card.files)
    if files:
        parts.append(ngettext("{count} file", "{count} files", files).format(count=files))
    if dispute is not None:
        parts.insert(0, _("contested: {ruling}").format(ruling=ruling_words(dispute.ruling)))
    return Entry(item.key, name_of(item), ". ".join(filter(None, parts)), _answer(item, answer))


def _answer(item: Item, answer: Answer | None) -> str:
    return _("open") if answer is None else answer_words(item, answer)


def dispute_lines(card: EvaluationCard, dispute: Dispute) -> list[str]:
    """Who said what, who decided, and both totals."""
    item = card.template.form.item(dispute.item_key)
    said = _("{name} contests “{question}”: {reason}")
    lines = [said.format(name=dispute.raised_by, question=name_of(item) if item else "", reason=dispute.reason)]
    if dispute.decided_by:
        decided = _("{name} decided: {ruling}. {reason}")
        words = decided.format(
            name=dispute.decided_by, ruling=ruling_words(dispute.ruling), reason=dispute.ruling_reason
        )
        lines.append(words)
    if dispute.total_before is not None and dispute.total_after is not None:
        totals = _("Total {before} before, {after} after.")
        before, after = score_words(dispute.total_before), score_words(dispute.total_after)
        lines.append(totals.format(before=before, after=after))
    return lines
