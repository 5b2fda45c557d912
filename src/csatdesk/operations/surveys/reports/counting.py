"""What stands in the report of a survey, as figures. Each of them has passed the gate of `results`."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.forms import Good, Item, ScaleKind
from csatdesk.domain.keying import WANTS_CALL
from csatdesk.domain.staff import Right, require
from csatdesk.domain.suppression import Shown, shown
from csatdesk.domain.survey_reports import (
    Every,
    Line,
    Period,
    ReportAsked,
    just_before,
    of_months,
    year_before,
)
from csatdesk.domain.survey_views import By, Counts, Grade, SurveyView, grade_of
from csatdesk.domain.surveys import ANONYMITY, SurveyRow, month_of
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.reports.awards import Award, load_awards
from csatdesk.operations.surveys.reports.sending import Sending, Sendings, count_sendings, instants
from csatdesk.operations.surveys.results.answers import Comment, list_comments
from csatdesk.operations.surveys.results.figures import (
    Change,
    Figure,
    alone,
    changed,
    clear_ones,
    headline_keys,
    items_of,
    side_by_side,
)
from csatdesk.operations.surveys.results.floor import floor_of
from csatdesk.operations.surveys.results.tallies import Group, Tally, tally, tally_between
from csatdesk.operations.work import Reading
from csatdesk.store.entities.surveys import Invitation, Response


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it came to, and against the times it is compared with. Changes are corrected (Holm)."""

    item: Item
    now: Figure
    before: Figure
    change: Change | None
    year_ago: Figure
    year_change: Change | None


@dataclass(frozen=True, slots=True)
class Grouped:
    """A route or channel. `share`: of all answers, 0 to 1, None where it is hidden; `share_then`: a year ago."""

    group: Group
    sending: Sending
    answers: int | None
    share: float | None
    share_then: float | None
    figure: Figure
    before: Figure
    change: Change | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one another: now, before, a year ago; None for a time there is none of."""

    period: Period | None
    sending: Sending
    answers: int


@dataclass(frozen=True, slots=True)
class Report:
    """`items`: all that is asked; `headline`: the question whose grade stands first, None where none comes to one.

    `floor`: groups of fewer answers are hidden.
    """

    survey: SurveyRow
    items: tuple[Item, ...]
    asked: ReportAsked
    now: Beside
    before: Beside
    year_ago: Beside
    headline: Question | None
    questions: tuple[Question, ...]
    routes: tuple[Grouped, ...]
    channels: tuple[Grouped, ...]
    awards: tuple[Award, ...]
    comments: tuple[Comment, ...]
    floor: int


def load_report(reading: Reading, *, asked: ReportAsked) -> Report:
    require(reading.actor, Right.SEE_SURVEYS)
    survey = load_survey(reading, survey_id=asked.survey_id)
    every_item = items_of(reading, survey.id)
    items = [item for item in every_item if _is_counted(item)]
    now = asked.period
    before, ago = just_before(asked.every, now), year_before(asked.every, now)
    sendings = [count_sendings(reading, survey.id, one) if one else _NO_SENDINGS for one in (now, before, ago)]
    besides = [
        Beside(period, one.all, _answers(reading, asked, period))
        for period, one in zip((now, before, ago), sendings, strict=True)
    ]
    first = next(iter(headline_keys(tuple(items))), "")
    first_item = next((item for item in items if item.key == first), None)
    questions = _questions(reading, asked, items, (before, ago))
    return Report(
        survey=survey,
        items=every_item,
        asked=asked,
        now=besides[0],
        before=besides[1],
        year_ago=besides[2],
        headline=next((one for one in questions if one.item.key == first), None),
        questions=questions,
        routes=_grouped(reading, asked, first_item, sendings[0], Line.ROUTES),
        channels=_grouped(reading, asked, first_item, sendings[0], Line.CHANNELS),
        awards=_awards(reading, asked, first_item),
        comments=_comments(reading, asked),
        floor=floor_of(reading),
    )


_NO_SENDINGS = Sendings(Sending(), {}, {})


def _is_counted(item: Item) -> bool:
    """Not what people wrote, nor whether they wish to be named or called: that says nothing about the service, and of
    anonymous answers it is not kept.
    """
    return item.scale.kind is not ScaleKind.TEXT and item.metric not in {ANONYMITY, WANTS_CALL}


def whole_campaign(reading: Reading, survey_id: int) -> Period:
    """All months in which somebody was asked or answered; this month where nobody was."""
    zone = ZoneInfo(reading.centre.zone)
    query = select(func.min(Response.month), func.max(Response.month)).where(Response.survey_id == survey_id)
    ends = [month for month in reading.db.execute(query).one() if month is not None]
    sent = select(func.min(Invitation.sent_at), func.max(Invitation.sent_at)).where(Invitation.survey_id == survey_id)
    ends += [month_of(at, zone) for at in reading.db.execute(sent).one() if at is not None]
    ends = ends or [month_of(reading.at, zone)]
    return of_months(min(ends), max(ends))


def view_of(asked: ReportAsked, period: Period) -> SurveyView:
    return SurveyView(asked.survey_id, *period.months)


def _tally(reading: Reading, asked: ReportAsked, period: Period | None, item_key: str, *by: By) -> Tally:
    if period is None:
        return {}
    if asked.every.is_by_month:
        return tally(reading, view_of(asked, period), item_key, *by)
    return tally_between(reading, asked.survey_id, instants(reading, period), item_key, *by)


def _answers(reading: Reading, asked: ReportAsked, period: Period | None) -> int:
    return sum(_tally(reading, asked, period, "").get(None, {}).values())


def _questions(
    reading: Reading, asked: ReportAsked, items: Sequence[Item], others: tuple[Period | None, Period | None]
) -> tuple[Question, ...]:
    floor = floor_of(reading)
    made = {
        item.key: [
            alone(item, _tally(reading, asked, period, item.key).get(None, {}), floor)
            for period in (asked.period, *others)
        ]
        for item in items
    }
    changes = clear_ones({key: changed(before, now) for key, (now, before, _ago) in made.items()})
    years = clear_ones({key: changed(ago, now) for key, (now, _before, ago) in made.items()})
    return tuple(
        Question(item, now, before, changes[item.key], ago, years[item.key])
        for item in items
        for now, before, ago in (made[item.key],)
    )


def choice_counts(counts: Counts) -> dict[str, int]:
    """Of several chosen by one person each counts."""
    found: dict[str, int] = {}
    for value, count in counts.items():
        for key in str(value).split():
            found[key] = found.get(key, 0) + count
    return found


def _grouped(
    reading: Reading, asked: ReportAsked, item: Item | None, sent: Sendings, line: Line
) -> tuple[Grouped, ...]:
    """`line`: whether by route or by channel."""
    by, sendings = (By.ROUTE, sent.by_route) if line is Line.ROUTES else (By.CHANNEL, sent.by_channel)
    if line not in asked.lines:
        return ()
    ago = year_before(asked.every, asked.period) or just_before(asked.every, asked.period)
    floor = floor_of(reading)
    empty = Figure(Shown.EMPTY, floor)
    shares, then = (_shares(_tally(reading, asked, one, "", by), floor) for one in (asked.period, ago))
    now = _figures(reading, asked, by, item, asked.period)
    before = _figures(reading, asked, by, item, just_before(asked.every, asked.period))
    groups = [one for one in {**shares, **sendings} if one is not None] + ([None] if None in shares else [])
    changes = clear_ones({one: changed(before.get(one, empty), now.get(one, empty)) for one in groups})
    rows = [
        Grouped(
            group=one,
            sending=sendings.get(one, Sending()),
            answers=shares.get(one, (None, None))[0],
            share=shares.get(one, (None, None))[1],
            share_then=then.get(one, (None, None))[1],
            figure=now.get(one, empty),
            before=before.get(one, empty),
            change=changes[one],
        )
        for one in groups
    ]
    low_first = item is not None and item.scale.good is Good.LOW
    return tuple(sorted(rows, key=lambda row: _order(row, low_first=low_first)))


def _order(row: Grouped, *, low_first: bool) -> tuple[bool, float, str]:
    value = row.figure.value
    return value is None, (value or 0) * (1 if low_first else -1), str(row.group)


def _figures(
    reading: Reading, asked: ReportAsked, by: By, item: Item | None, period: Period | None
) -> dict[Group, Figure]:
    return {} if item is None else side_by_side(item, _tally(reading, asked, period, item.key, by), floor_of(reading))


def _shares(counted: Tally, floor: int) -> dict[Group, tuple[int | None, float | None]]:
    """How many answered in each group, and which part of all they are; both None where that is hidden."""
    counts = {group: sum(values.values()) for group, values in counted.items()}
    states, whole = shown(counts, floor=floor), sum(counts.values())
    return {
        group: (None, None) if states[group] is Shown.HIDDEN else (count, count / whole)
        for group, count in counts.items()
    }


def _awards(reading: Reading, asked: ReportAsked, item: Item | None) -> tuple[Award, ...]:
    is_for_it = Line.AWARDS in asked.lines and asked.every in {Every.CAMPAIGN, Every.YEAR}
    if not is_for_it or item is None or grade_of(item) is Grade.NONE:
        return ()
    return load_awards(reading, view=view_of(asked, asked.period), item=item)


def _comments(reading: Reading, asked: ReportAsked) -> tuple[Comment, ...]:
    """Of months; a day or week would tell when somebody wrote."""
    if Line.COMMENTS not in asked.lines or not asked.every.is_by_month:
        return ()
    return list_comments(reading, view_of(asked, asked.period))
