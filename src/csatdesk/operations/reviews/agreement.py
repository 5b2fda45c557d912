"""How far reviewers agree, by standard, and the item to write anew; on screen, on paper and as a spreadsheet.

Counted are double scorings and calibrations of a year that everybody has sent, by the version that holds now and by
those that can be compared with it (SC-1, rule 17).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.comparisons import LEAST_PAIRS, RATERS_LEAST, FormAgreement, Rated, agreement_of
from csatdesk.domain.evaluations import family_of
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.reviews import TaskState
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.reviews.compared import answers_of_all
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import agreement as paper
from csatdesk.reports.table import Cell
from csatdesk.reports.table import Column as PaperColumn
from csatdesk.sheets.tables_out import Column, Value, write_table
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.reviews import Comparison, ReviewTask
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant, number, short_date
from csatdesk.wording.reviews import agreement_lines, figure_words, item_name, item_words, percent_words
from csatdesk.wording.texts import _, language, ngettext

YEAR = timedelta(days=365)
MOST = 1000  # newest comparisons of a standard


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """`left_out`: comparisons by versions that cannot be compared with the one that holds."""

    standard_id: int
    standard: LocalText
    found: FormAgreement
    since: date
    left_out: int


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A standard by which something was scored by several."""

    standard_id: int
    standard: LocalText
    things: int


def list_agreements(reading: Reading) -> tuple[AgreementRow, ...]:
    """By title; `things` is how many there are in a year, sent by everybody or not."""
    require(reading.actor, Right.DECIDE_DISPUTES)
    query = (
        select(Standard.id, Standard.titles, Comparison.id)
        .join(StandardVersion, StandardVersion.standard_id == Standard.id)
        .join(Comparison, Comparison.standard_version_id == StandardVersion.id)
        .where(Standard.centre_id == reading.actor.centre_id, Comparison.begun_at >= reading.at - YEAR)
        .order_by(Standard.key)
    )
    counted: dict[int, tuple[LocalText, int]] = {}
    for standard_id, titles, _id in reading.db.execute(query).tuples():
        before = counted.get(standard_id, (LocalText(titles), 0))
        counted[standard_id] = (before[0], before[1] + 1)
    return tuple(AgreementRow(key, titles, count) for key, (titles, count) in counted.items())


def load_agreement(reading: Reading, *, standard_id: int) -> AgreementCard:
    require(reading.actor, Right.DECIDE_DISPUTES)
    versions = (
        select(StandardVersion.id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .join(Comparison, Comparison.standard_version_id == StandardVersion.id)
        .where(Standard.id == standard_id, Standard.centre_id == reading.actor.centre_id)
        .order_by(StandardVersion.number.desc())
        .distinct()
        .add_columns(StandardVersion.number)
    )
    ids = [row.id for row in reading.db.execute(versions)]
    newest = template_of(reading, ids[0])
    alike = [one for one in ids if family_of(template_of(reading, one)) == family_of(newest)]
    rated, left_out = _rated(reading, ids, alike)
    titles = reading.db.execute(select(Standard.titles).where(Standard.id == standard_id)).scalar_one()
    since = (reading.at - YEAR).astimezone(ZoneInfo(reading.centre.zone)).date()
    return AgreementCard(standard_id, LocalText(titles), agreement_of(newest.form, rated), since, left_out)


def _rated(reading: Reading, version_ids: Sequence[int], alike: Sequence[int]) -> tuple[list[Rated], int]:
    """What several have scored and all of them sent, the newest first."""
    query = (
        select(Comparison.id, Comparison.standard_version_id)
        .where(Comparison.standard_version_id.in_(version_ids), Comparison.begun_at >= reading.at - YEAR)
        .order_by(Comparison.begun_at.desc(), Comparison.id.desc())
        .limit(MOST)
    )
    compared = dict(reading.db.execute(query).tuples().all())
    tasks = (
        select(ReviewTask.comparison_id, ReviewTask.evaluation_id, ReviewTask.state)
        .where(ReviewTask.comparison_id.in_(compared), ReviewTask.state != TaskState.SET_ASIDE)
        .order_by(ReviewTask.id)
    )
    members: dict[int, list[int | None]] = {}
    for comparison_id, evaluation_id, state in reading.db.execute(tasks).tuples():
        members.setdefault(comparison_id or 0, []).append(evaluation_id if state is TaskState.DONE else None)
    whole = {key: [one for one in ids if one] for key, ids in members.items() if all(ids) and len(ids) >= RATERS_LEAST}
    counted = {key: ids for key, ids in whole.items() if compared[key] in alike}
    said = answers_of_all(reading, [one for ids in counted.values() for one in ids])
    return [Rated(tuple(said[one] for one in ids)) for ids in counted.values()], len(whole) - len(counted)


# on paper and as a spreadsheet


def export_agreement(
    store: Store, actor: Actor, progress: Progress = no_progress, *, standard_id: int, path: Path
) -> Path:
    """A job: how far reviewers agree on each item. `path` ends in .pdf, .xlsx or .csv."""
    require(actor, Right.EXPORT)
    with store.read(actor, now()) as reading:
        card = load_agreement(reading, standard_id=standard_id)
        zone = ZoneInfo(reading.centre.zone)
        made = _paper(reading, card)
    progress(1, 2)
    written = second_half(progress)
    if path.suffix.casefold() == ".pdf":
        paper.write(made, path, written)
        return path
    rows = [_sheet_row(one) for one in _shown(card)]
    write_table(path, _sheet_columns(), rows, zone=zone, title=_("Agreement"), progress=written, total=len(rows))
    return path


def _shown(card: AgreementCard) -> list[tuple[str, str, int, Decimal | None, Decimal | None, bool]]:
    """Item, what is said of it, how often, figures, whether it is to be written anew; least agreement first."""
    found = card.found
    items = sorted(found.items, key=lambda one: (one.percent is None, one.percent or 0))
    return [
        (item_name(one.item), item_words(one), one.count, one.percent, one.kappa, one.item is found.to_rewrite)
        for one in items
    ]


def _paper(reading: Reading, card: AgreementCard) -> paper.AgreementPaper:
    found = card.found
    count = ngettext("{count} scored by several", "{count} scored by several", found.things)
    facts = [
        (_("Standard"), card.standard.in_language(language())),
        (_("Since"), f"{short_date(card.since)}, {count.format(count=number(found.things))}"),
        (_("Alike"), percent_words(found.percent)),
        (_("Alpha (Krippendorff)"), figure_words(found.alpha)),
    ]
    return paper.AgreementPaper(
        title=_("How far reviewers agree"),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=full_instant(reading.at, ZoneInfo(reading.centre.zone)),
        told=list(agreement_lines(found)),
        facts=[one for one in facts if one[1]],
        columns=[
            PaperColumn(_("Question"), 7),
            PaperColumn(_("Scored"), 2, is_right=True),
            PaperColumn(_("Alike"), 2, is_right=True),
            PaperColumn(_("Kappa (Cohen)"), 2, is_right=True),
        ],
        rows=[
            (
                Cell(name, second=_("to write anew") if is_worst else "", is_strong=is_worst),
                Cell(number(count)),
                Cell(words if percent is not None else ""),
                Cell(figure_words(kappa)),
            )
            for name, words, count, percent, kappa, is_worst in _shown(card)
        ],
        foot=_(
            "An item with fewer than {count} double scorings has no figure. Kappa knows how often two people agree by "
            "chance, alpha the same for all items together; without any difference between answers there is neither."
        ).format(count=number(LEAST_PAIRS)),
    )


def _sheet_columns() -> Sequence[Column]:
    return (
        Column(_("Question"), 60),
        Column(_("Scored"), 12),
        Column(_("Alike"), 12),
        Column(_("Kappa (Cohen)"), 16),
        Column(_("To write anew"), 16),
    )


def _sheet_row(one: tuple[str, str, int, Decimal | None, Decimal | None, bool]) -> Sequence[Value]:
    name, _words, count, percent, kappa, is_worst = one
    shown = None if percent is None else round(percent, 1)
    return name, count, shown, None if kappa is None else round(kappa, 2), _("yes") if is_worst else ""
