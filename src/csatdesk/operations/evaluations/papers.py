"""One evaluation on paper, for the person it is about and for the file."""

from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.evaluations import Dispute, EvaluationCard
from csatdesk.domain.forms import Item, Section
from csatdesk.domain.staff import Actor
from csatdesk.operations.evaluations.files import read_evidence
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import scorecard
from csatdesk.reports.scorecard import Answered, Photo, ScorecardPaper, SectionPart
from csatdesk.system.clock import now
from csatdesk.wording.evaluations import (
    answer_words,
    kind_words,
    ruling_words,
    score_words,
    verdict_words,
    whole_percent,
)
from csatdesk.wording.formats import full_instant, number
from csatdesk.wording.texts import _, language


def export_evaluation(
    store: Store,
    actor: Actor,
    progress: Progress = no_progress,
    *,
    evaluation_id: int,
    path: Path,
    is_for_partner: bool = False,
) -> Path:
    """A job: write an evaluation that the person may see, with its photos, in the language spoken here.

    `is_for_partner`: it goes outside, so it does not say who filled it.
    """
    with store.read(actor, now()) as reading:
        paper = read_paper(reading, evaluation_id=evaluation_id, is_for_partner=is_for_partner)
    scorecard.write(paper, path, progress)
    return path


def read_paper(reading: Reading, *, evaluation_id: int, is_for_partner: bool = False) -> ScorecardPaper:
    card = load_evaluation(reading, evaluation_id=evaluation_id)
    speech, zone = language(), ZoneInfo(reading.centre.zone)
    return ScorecardPaper(
        title=card.row.titles.in_language(speech),
        centre=reading.centre.name,
        office=card.row.office_name,
        as_of=full_instant(reading.at, zone),
        result=_result(card),
        facts=_facts(card, zone, is_for_partner=is_for_partner),
        sections=[_section(card, section, items) for section, items in card.template.form.asked(card.answers)],
        disputes=[_dispute(card, one) for one in card.disputes],
        photos=_photos(reading, card),
    )


def _result(card: EvaluationCard) -> str:
    """A score is never printed without its coverage."""
    row = card.row
    if row.total is None or row.coverage is None:
        return verdict_words(row.verdict) if row.verdict is not None else ""
    words = _("Score {score}, {verdict}; {share} % seen")
    verdict = verdict_words(row.verdict) if row.verdict is not None else ""
    score = score_words(row.total, card.template.scoring.pass_mark)
    return words.format(score=score, verdict=verdict, share=number(whole_percent(row.coverage)))


def _facts(card: EvaluationCard, zone: ZoneInfo, *, is_for_partner: bool) -> list[tuple[str, str]]:
    row = card.row
    facts = [
        (_("What"), ", ".join((kind_words(row.kind), _("version {number}").format(number=card.template.version)))),
        (_("When"), full_instant(row.happened_at, zone)),
        (_("Whose work"), row.employee_name),
        (_("Filled by"), "" if is_for_partner else row.reviewer_name),
        (_("Case"), card.case_number),
        (_("Comment"), card.remarks.comment),
    ]
    return [(name, value) for name, value in facts if value]


def _section(card: EvaluationCard, section: Section, items: tuple[Item, ...]) -> SectionPart:
    score = card.result.section_scores.get(section.key) if card.result is not None else None
    shown = "" if score is None else score_words(score)
    return SectionPart(section.title.in_language(language()), shown, [_answered(card, item) for item in items])


def _answered(card: EvaluationCard, item: Item) -> Answered:
    answer = card.answers.get(item.key)
    failed = card.result is not None and item.key in card.result.critical_items
    return Answered(
        question=item.text.in_language(language()),
        answer=_("open") if answer is None else answer_words(item, answer),
        note=card.notes.get(item.key, ""),
        remark=_("critical, failed") if failed else "",
    )


def _dispute(card: EvaluationCard, dispute: Dispute) -> str:
    item = card.template.form.item(dispute.item_key)
    question = item.text.in_language(language()) if item is not None else ""
    said = _("{name} contests “{question}”: {reason}")
    line = said.format(name=dispute.raised_by, question=question, reason=dispute.reason)
    if not dispute.decided_by:
        return line
    decided = _("{name} decided: {ruling}. {reason}").format(
        name=dispute.decided_by, ruling=ruling_words(dispute.ruling), reason=dispute.ruling_reason
    )
    totals = ""
    if dispute.total_before is not None and dispute.total_after is not None:
        mark = card.template.scoring.pass_mark
        before, after = score_words(dispute.total_before, mark), score_words(dispute.total_after, mark)
        totals = _("Total {before} before, {after} after.").format(before=before, after=after)
    return " ".join(filter(None, (line, decided, totals)))


def _photos(reading: Reading, card: EvaluationCard) -> list[Photo]:
    photos = []
    for file in card.files:
        item = card.template.form.item(file.item_key)
        words = item.text.in_language(language()) if item is not None else ""
        photos.append(Photo(f"{words} ({file.name})", read_evidence(reading, file_id=file.id).content))
    return photos
