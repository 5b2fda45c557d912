"""Papers of mystery shopping: the plan of a wave for the owner alone, the brief of a visit for its visitor alone."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import NotFound
from csatdesk.domain.staff import Actor
from csatdesk.operations.mystery.queries import MyVisit, VisitRow, WaveCard, list_my_visits, load_wave
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import visit_paper as paper
from csatdesk.reports.table import Cell, Column
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant, short_date, short_instant
from csatdesk.wording.texts import _, language
from csatdesk.wording.visits import reason_words, state_word, window_words


def export_wave_plan(
    store: Store,
    actor: Actor,
    *,
    wave_id: int,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> None:
    """Every visit of a wave with its visitor, as PDF."""
    with store.read(actor, at or now()) as reading:
        made = _plan(reading, load_wave(reading, wave_id=wave_id))
    paper.write(made, path, progress)


def _plan(reading: Reading, card: WaveCard) -> paper.VisitPaper:
    row = card.row
    days = _("{first} to {last}").format(first=short_date(row.first_on), last=short_date(row.last_on))
    left = [
        (_("Not planned"), f"{card.office_names[one.office_id]}: {reason_words(one.reason)}") for one in card.left_out
    ]
    columns = [Column(_("When"), 3), Column(_("Office"), 2), Column(_("Scenario"), 2)]
    columns += [Column(_("Visitor"), 2), Column(_("State"), 1.4)]
    return paper.VisitPaper(
        title=_("Plan of wave {name}").format(name=row.name),
        **_frame(reading),
        facts=[(_("Programme"), row.programme_name), (_("Goal"), card.goal), (_("Days"), days), *left],
        columns=columns,
        rows=[_line(one) for one in card.visits],
        foot=_("For the owner of the programme alone. Staff and their managers do not see it before the release."),
    )


def _line(visit: VisitRow) -> list[Cell]:
    when = window_words(visit.from_at, visit.to_at, visit.zone)
    return [Cell(words) for words in (when, visit.office_name, visit.scenario_key, visit.visitor_name)] + [
        Cell(state_word(visit.state))
    ]


def export_visit_brief(
    store: Store,
    actor: Actor,
    *,
    visit_id: int,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> None:
    """What a visitor takes along: where, when, what to ask; nothing says whose paper it is."""
    with store.read(actor, at or now()) as reading:
        mine = next((one for one in list_my_visits(reading) if one.visit.id == visit_id), None)
        if mine is None:
            raise NotFound()
        made = _brief(reading, mine)
    paper.write(made, path, progress)


def _brief(reading: Reading, mine: MyVisit) -> paper.VisitPaper:
    visit = mine.visit
    where = ", ".join(filter(None, (visit.office_name, visit.address)))
    facts = [
        (_("Where"), where),
        (_("When"), window_words(visit.from_at, visit.to_at, visit.zone)),
        (_("Ask"), mine.brief.in_language(language())),
    ]
    if mine.answer_key:
        facts.append((_("Right answer"), mine.answer_key))
    if mine.report_due_at is not None:
        facts.append((_("Report due"), short_instant(mine.report_due_at, visit.zone)))
    return paper.VisitPaper(
        title=_("Brief of a visit"),
        **_frame(reading),
        facts=facts,
        columns=(),
        rows=(),
        foot=_("Keep this paper to yourself and do not take it into the office."),
    )


def _frame(reading: Reading) -> dict[str, str]:
    zone = ZoneInfo(reading.centre.zone)
    return {
        "centre": reading.centre.name,
        "office": reading.db.get_one(Office, reading.actor.office_id).name,
        "as_of": _("As of {when}").format(when=full_instant(reading.at, zone)),
    }
