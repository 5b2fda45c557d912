"""The questions of an evaluation that was sent, one below the other: what was asked, the answer, the note."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from csatdesk.domain.corrective_actions import FailedItem, FailedItems
from csatdesk.domain.evaluations import Dispute, EvaluationCard
from csatdesk.domain.forms import Answer, Item, Section
from csatdesk.gui.administration.lists import Entry
from csatdesk.gui.filling.answers import name_of
from csatdesk.wording.evaluations import answer_words, ruling_words, score_words
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import in_sentence, word


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands for a section in the list: it is no question."""

    section: str


def entries_of(card: EvaluationCard, failed: FailedItems | None) -> list[Entry]:
    """A line for each section with its score, and below it one for each question. `failed` None: not known yet."""
    disputes = {one.item_key: one for one in card.disputes}
    scores = card.result.section_scores if card.result is not None else {}
    found: list[Entry] = []
    for section, items in card.template.form.asked(card.answers):
        found.append(_heading(section, scores))
        found += [_entry(card, item, disputes.get(item.key), _failed(failed, item)) for item in items]
    return found


def _heading(section: Section, scores: Mapping[str, Decimal | None]) -> Entry:
    score = scores.get(section.key)
    note = "" if score is None else score_words(score)
    return Entry(Heading(section.key), section.title.in_language(language()), note=note)


def failed_keys(card: EvaluationCard) -> tuple[str, ...]:
    """Of what was sent, as far as this person sees scores (SC-1, rule 18)."""
    items = card.result.items if card.result is not None and not card.row.state.is_open else ()
    return tuple(one.item_key for one in items if one.is_nonconformity)


def _failed(failed: FailedItems | None, item: Item) -> str:
    """Why it failed and what is done about it; "" where there is nothing to say."""
    found = failed.item(item.key) if failed is not None else None
    if failed is None or found is None:
        return ""
    why = word(found.cause) if found.cause is not None else _("Why is not said yet") if failed.may_say_why else ""
    return ". ".join(filter(None, (why, _measure(found))))


def _measure(found: FailedItem) -> str:
    if found.measure is None:
        return ""
    told = _("Failed again after “{title}”") if found.measure.has_failed_again else _("Measure “{title}”, {status}")
    return told.format(title=found.measure.title, status=in_sentence(word(found.measure.status)))


def _entry(card: EvaluationCard, item: Item, dispute: Dispute | None, why: str) -> Entry:
    answer = card.answers.get(item.key)
    is_critical = card.result is not None and item.key in card.result.critical_items
    has_failed = _("critical, failed") if is_critical else _("failed") if item.key in failed_keys(card) else ""
    parts = [has_failed, why, card.notes.get(item.key, "").replace("\n", " ")]
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
        mark = card.template.scoring.pass_mark
        before, after = score_words(dispute.total_before, mark), score_words(dispute.total_after, mark)
        lines.append(totals.format(before=before, after=after))
    return lines
