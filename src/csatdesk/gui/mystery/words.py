"""Waves and visits as the two pages show them."""

from pathlib import Path

from csatdesk.domain.mystery import VisitState
from csatdesk.gui.cases.card_facts import Line
from csatdesk.operations.mystery.queries import MyVisit, VisitRow, WaveCard, WaveRow
from csatdesk.wording.formats import clock_time, listed_day, number, short_date, short_instant
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.visits import reason_words, window_words


def as_pdf(chosen: str) -> Path:
    """The path a person chose, with its ending; a point in the name stays."""
    path = Path(chosen)
    return path if path.suffix.casefold() == ".pdf" else path.with_name(path.name + ".pdf")


def short_window(visit: VisitRow) -> str:
    first = visit.from_at.astimezone(visit.zone)
    return f"{listed_day(first.date())} {clock_time(first)}"


def progress_words(row: WaveRow) -> str:
    if row.released_at is not None:
        return _("released")
    return _("{reported} of {planned} reported").format(reported=number(row.reported), planned=number(row.planned))


def days_words(row: WaveRow) -> str:
    return _("{first} to {last}").format(first=short_date(row.first_on), last=short_date(row.last_on))


def wave_lines(card: WaveCard) -> list[Line]:
    row = card.row
    lines = [
        Line(_("Programme"), row.programme_name),
        Line(_("Goal"), card.goal),
        Line(_("Days"), days_words(row)),
        Line(_("Reports"), progress_words(row)),
    ]
    if row.to_accept and row.released_at is None:
        count = ngettext("{count} to accept", "{count} to accept", row.to_accept)
        lines.append(Line(_("Waiting"), count.format(count=number(row.to_accept))))
    for one in card.left_out:
        scenario = card.scenario_keys.get(one.scenario_id, "")
        place = f"{card.office_names[one.office_id]}, {scenario}"
        lines.append(Line(_("Not planned"), f"{place}: {reason_words(one.reason)}"))
    return lines


def critical_lines(card: WaveCard) -> list[str]:
    """The visits in which a critical item failed, while the wave runs: its owner knows of them at once (rule 20)."""
    if card.row.released_at is not None:
        return []
    failed = [one for one in card.visits if one.has_critical_fail and one.state is not VisitState.VOID]
    return [f"{one.office_name}, {short_window(one)}" for one in failed]


def visit_line(visit: VisitRow) -> str:
    """Beneath a visit in the owner's list."""
    odd = ngettext("{count} oddity", "{count} oddities", len(visit.flags)).format(count=number(len(visit.flags)))
    critical = _("a critical standard failed") if visit.has_critical_fail else ""
    parts = [visit.visitor_name, visit.scenario_key, odd if visit.flags else "", critical]
    return " · ".join(filter(None, parts))


def my_lines(mine: MyVisit) -> list[Line]:
    visit, zone = mine.visit, mine.visit.zone
    lines = [
        Line(_("When"), window_words(visit.from_at, visit.to_at, zone)),
        Line(_("Where"), ", ".join(filter(None, (visit.office_name, visit.address)))),
        Line(_("Ask"), mine.brief.in_language(language())),
    ]
    if mine.answer_key:
        lines.append(Line(_("Right answer"), mine.answer_key))
    if mine.report_due_at is not None:
        lines.append(Line(_("Report due"), short_instant(mine.report_due_at, zone)))
    elif mine.is_written:
        lines.append(Line(_("Report due"), _("when the reply has come; until then the scorecard stays open")))
    if visit.times is not None:
        came, left = short_instant(visit.times.arrived_at, zone), clock_time(visit.times.left_at.astimezone(zone))
        lines.append(Line(_("You were there"), _("{first} to {last}").format(first=came, last=left)))
        lines.append(Line(_("Receipt"), visit.times.receipt or _("none")))
    return lines
