"""The report of a wave in words, for the screen and for paper: what it found, what it rests on, its lines."""

from collections.abc import Iterator
from decimal import Decimal

from csatdesk.domain.score_roll_ups import RANKED_FROM, OfficeScore
from csatdesk.domain.wave_reports import Basis, CriticalLine, ItemLine, OfficeLine, ScoredVisit, SectionLine
from csatdesk.operations.mystery.results import WaveReport
from csatdesk.wording.evaluations import score_words, verdict_words, whole_percent
from csatdesk.wording.formats import listing, number, short_date, short_instant
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.visits import reason_words


def finding(report: WaveReport) -> str:
    """What the wave came to, in one sentence."""
    scores = report.scores
    if not report.done:
        return _("No visit of this wave counted")
    if scores.rolled.mean is None:
        return _("This wave has no scores")
    words = ngettext(
        "{score} of 100 on average; {passed} of {count} visit passed",
        "{score} of 100 on average; {passed} of {count} visits passed",
        scores.rolled.n,
    )
    score = score_words(scores.rolled.mean, scores.pass_mark)
    return words.format(score=score, passed=number(scores.passed), count=number(scores.rolled.n))


def base_words(report: WaveReport) -> str:
    """What was counted: of which office where it is one, visits, coverage, the scorecard with its version."""
    made = ngettext("{done} of {asked} visit counted", "{done} of {asked} visits counted", report.asked)
    parts = [] if report.is_whole else list(report.office_names.values())
    parts.append(made.format(done=number(report.done), asked=number(report.asked)))
    if report.scores.coverage is not None:
        parts.append(seen_words(report.scores.coverage))
    if report.versions:
        versions = listing([number(one) for one in report.versions])
        title = report.titles.in_language(language())
        parts.append(_("scorecard “{title}”, version {number}").format(title=title, number=versions))
    return " · ".join(parts)


def seen_words(coverage: Decimal) -> str:
    return _("{share} % seen").format(share=number(whole_percent(coverage)))


def fact_lines(report: WaveReport) -> list[tuple[str, str]]:
    """What the wave was for, how it was planned, and what was left out and why."""
    wave = report.wave
    days = _("{first} to {last}").format(first=short_date(wave.first_on), last=short_date(wave.last_on))
    visits = _("{asked} wanted, {planned} planned, {done} counted").format(
        asked=number(report.asked), planned=number(report.planned), done=number(report.done)
    )
    informed = short_date(report.informed_on) if report.informed_on is not None else ""
    lines = [
        (_("Programme"), wave.programme_name),
        (_("Goal"), report.goal),
        (_("Staff informed on"), informed),
        (_("Use of results"), report.use_of_results),
        (_("Days"), _("{days}; released {when}").format(days=days, when=short_instant(wave.released_at, report.zone))),
        (_("Visits"), visits),
        *_left_out(report),
    ]
    return [(name, value) for name, value in lines if value]


def _left_out(report: WaveReport) -> Iterator[tuple[str, str]]:
    for left in report.not_planned:
        where = f"{report.office_names[left.office_id]}, {report.scenario_keys.get(left.scenario_id, '')}"
        yield _("Not planned"), f"{where}: {reason_words(left.reason)}"
    for one in report.not_counted:
        where = f"{one.office_name}, {one.scenario_key}, {short_instant(one.at, report.zone)}"
        yield _("Does not count"), f"{where}: {one.reason}" if one.reason else where


def interval_words(score: OfficeScore) -> str:
    """ "69.1–98.9"; "" with fewer than three visits."""
    if score.low is None or score.high is None:
        return ""
    return f"{score_words(score.low)}–{score_words(score.high)}"


def rank_words(line: OfficeLine) -> str:
    return number(line.rank) if line.rank is not None else "–"


def office_second(line: OfficeLine) -> str:
    """Beside the score of an office: its interval, its visits, what was seen, and why it has no rank."""
    score = line.score
    if score is None:
        return _("no score")
    visits = ngettext("{count} visit", "{count} visits", score.n).format(count=number(score.n))
    parts = [interval_words(score), visits, seen_words(line.coverage) if line.coverage is not None else ""]
    if line.change is not None:
        parts.append(change_words(line.change))
    return " · ".join(filter(None, (*parts, unranked_words(line))))


def unranked_words(line: OfficeLine) -> str:
    """ "fewer than 3, not ranked"; "" of an office with a rank."""
    return "" if line.is_rankable else _("fewer than {count}, not ranked").format(count=number(RANKED_FROM))


def change_words(change: Decimal | None) -> str:
    """ "+3.2", "−1.4", "±0.0"; "" where nothing is said of it."""
    if change is None:
        return ""
    told = score_words(abs(change))
    sign = "±" if told == score_words(Decimal(0)) else "+" if change > 0 else "−"
    return f"{sign}{told}"


def compared_words(report: WaveReport) -> str:
    """Against what the changes are, and why there are none."""
    compared, name = report.scores.compared, report.before
    if not name:
        return _("There is no wave before this one to compare with.")
    if compared.basis is Basis.NOTHING:
        return _("Not compared with {name}: nothing in the scorecards is the same.").format(name=name)
    if compared.basis is Basis.TOTALS:
        words = _("Changes are against {name}, by the same scorecard.").format(name=name)
    else:
        words = _(
            "The scorecard changed since {name}: changes are of the {count} of {all} items that stayed the same."
        ).format(name=name, count=number(compared.items), all=number(compared.all_items))
    if report.scores.change is None:
        return words
    return _("{change} since {name}.").format(change=change_words(report.scores.change), name=name) + " " + words


def item_words(line: ItemLine | CriticalLine) -> str:
    return (line.item.short or line.item.text).in_language(language())


def section_words(line: SectionLine | ItemLine) -> str:
    return line.section.title.in_language(language())


def failed_words(line: ItemLine) -> str:
    """ "failed 3 of 9 times, twice running in 1 office"; "never failed"."""
    if not line.failed:
        return _("never failed")
    words = ngettext("failed {failed} of {count} time", "failed {failed} of {count} times", line.n)
    told = words.format(failed=number(line.failed), count=number(line.n))
    if not line.repeats:
        return told
    again = ngettext("again in {count} office", "again in {count} offices", line.repeats)
    return f"{told}, {again.format(count=number(line.repeats))}"


def critical_words(report: WaveReport, line: CriticalLine) -> str:
    times = ngettext("{count} time", "{count} times", line.count).format(count=number(line.count))
    return f"{report.office_names[line.office_id]}: {item_words(line)}, {times}"


def visit_result(visit: ScoredVisit) -> str:
    """ "82.5, passed"."""
    result = visit.result
    verdict = verdict_words(result.verdict) if result.verdict is not None else ""
    total = "" if result.total is None else score_words(result.total, visit.template.scoring.pass_mark)
    return ", ".join(filter(None, (total, verdict)))


def method_lines(report: WaveReport) -> list[str]:
    """How the figures were computed, in short."""
    scores = report.scores
    lines = [
        _("Each office counts the same: the mean of all is that of the means of the offices."),
        _(
            "Beside the mean of an office stands where it lies with 95 % certainty, from three visits on. With fewer "
            "an office is not ranked."
        ),
        _(
            "Seen: how much of the scorecard, by weight, could be answered. What was not seen or does not apply counts "
            "neither way."
        ),
        _("Lost points: of 100, how many an item costs a visit on average."),
        _("A change is given where both waves have three visits. A small one may be chance."),
    ]
    if scores.rolled.mean_of_visits is not None and report.is_whole:
        mean = score_words(scores.rolled.mean_of_visits)
        lines[0] = f"{lines[0]} " + _("Mean of all visits: {score}.").format(score=mean)
    if scores.has_mixed_versions:
        lines.append(_("The scorecard changed during the wave; each visit counts by its own version."))
    return lines
