"""One figure of a month in words, beside what it was in the month before and a year before."""

from collections.abc import Callable
from dataclasses import dataclass

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.month_figures import Share
from csatdesk.domain.spreads import Spread
from csatdesk.operations.reports.month import Counted, MonthReport
from csatdesk.wording.formats import number, percent
from csatdesk.wording.spreads import NONE, calendar_words, working_words
from csatdesk.wording.texts import _, ngettext

Raw = int | float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """`second`: what it was taken from, in one sentence. `compared`: how it differs, where that can be said. `was`: its
    value in the month before and a year before. `raw`: now, then and then as numbers: cases, parts of 1, hours.
    `shown`: the cases behind it, where a list can be narrowed to them.
    """

    key: str
    name: str
    value: str
    second: str
    compared: tuple[str, ...] = ()
    was: tuple[str, str] = ("", "")
    raw: tuple[Raw, ...] = ()
    shown: CaseFilter | None = None


@dataclass(frozen=True, slots=True)
class Valued:
    """The values of a figure, before it has a name."""

    value: str
    compared: tuple[str, ...]
    was: tuple[str, str]
    raw: tuple[Raw, ...]

    def told(self, key: str, name: str, second: str, shown: CaseFilter | None = None) -> Figure:
        return Figure(key, name, self.value, second, self.compared, self.was, self.raw, shown)


def of_counts(report: MonthReport, value: Callable[[Counted], int]) -> Valued:
    now = value(report.now)
    then = [None if _is_empty(one) else value(one) for one in (report.before, report.year_before)]
    return _valued(
        number(now),
        tuple(
            _difference(now - one, is_year=is_year) if one is not None else ""
            for one, is_year in zip(then, (False, True), strict=True)
        ),
        tuple("" if one is None else number(one) for one in then),
        (now, *then),
    )


def of_shares(report: MonthReport, value: Callable[[Counted], Share]) -> Valued:
    """Differences in points of per cent, as the shares are shown."""
    shares = [value(one) for one in (report.now, report.before, report.year_before)]
    now = shares[0].value
    compared = tuple(
        _points(round(now * 100) - round(one.value * 100), is_year=is_year)
        if now is not None and one.value is not None
        else ""
        for one, is_year in zip(shares[1:], (False, True), strict=True)
    )
    was = tuple(share_words(one) if one.of else "" for one in shares[1:])
    return _valued(share_words(shares[0]), compared, was, tuple(one.value for one in shares))


def of_lengths(report: MonthReport, value: Callable[[Counted], Spread]) -> Valued:
    """By their medians."""
    spreads = [value(one) for one in (report.now, report.before, report.year_before)]
    compared = tuple(
        _longer(spreads[0], one, is_year=is_year) for one, is_year in zip(spreads[1:], (False, True), strict=True)
    )
    was = tuple(middle_words(one) if one.count else "" for one in spreads[1:])
    raw = tuple(None if one.median is None else one.median.total_seconds() / 3600 for one in spreads)
    return _valued(middle_words(spreads[0]), compared, was, raw)


def _valued(value: str, compared: tuple[str, ...], was: tuple[str, ...], raw: tuple[Raw, ...]) -> Valued:
    return Valued(value, tuple(one for one in compared if one), (was[0], was[1]), raw)


def _is_empty(counted: Counted) -> bool:
    """Nothing is known of these days: perhaps csatdesk was not in use."""
    balance = counted.figures.balance
    return not (balance.before or balance.came_in or balance.after)


def _same(*, is_year: bool) -> str:
    return _("as a year before") if is_year else _("as the month before")


def _difference(more: int, *, is_year: bool) -> str:
    if not more:
        return _same(is_year=is_year)
    if more > 0:
        told = _("{count} more than a year before") if is_year else _("{count} more than the month before")
    else:
        told = _("{count} fewer than a year before") if is_year else _("{count} fewer than the month before")
    return told.format(count=number(abs(more)))


def _points(points: int, *, is_year: bool) -> str:
    if not points:
        return _same(is_year=is_year)
    size = ngettext("{points} point", "{points} points", abs(points)).format(points=number(abs(points)))
    if points > 0:
        told = _("{size} more than a year before") if is_year else _("{size} more than the month before")
    else:
        told = _("{size} less than a year before") if is_year else _("{size} less than the month before")
    return told.format(size=size)


def _longer(now: Spread, then: Spread, *, is_year: bool) -> str:
    if now.median is None or then.median is None:
        return ""
    if working_words(now.median) == working_words(then.median):
        return _same(is_year=is_year)
    if now.median > then.median:
        told = _("{size} longer than a year before") if is_year else _("{size} longer than the month before")
    else:
        told = _("{size} shorter than a year before") if is_year else _("{size} shorter than the month before")
    return told.format(size=working_words(abs(now.median - then.median)))


# values


def share_words(share: Share) -> str:
    """A share; of few "3 of 4"; of none a dash."""
    if not share.of:
        return NONE
    if share.value is None:
        return _("{count} of {of}").format(count=number(share.count), of=number(share.of))
    return percent(share.value)


def middle_words(spread: Spread) -> str:
    """The median; of few the longest; of none a dash."""
    if spread.longest is None:
        return NONE
    if spread.median is None:
        return _("longest {length}").format(length=working_words(spread.longest))
    return working_words(spread.median)


def tail_words(working: Spread, calendar: Spread) -> str:
    """What stands beneath a median of working time."""
    if working.p90 is None or working.longest is None or calendar.median is None:
        return ngettext("of {count} case", "of {count} cases", working.count).format(count=number(working.count))
    told = _("half within this; 9 of 10 within {p90}, longest {longest}; {days} by the calendar")
    return told.format(
        p90=working_words(working.p90), longest=working_words(working.longest), days=calendar_words(calendar.median)
    )


def visits_words(spread: Spread) -> str:
    """What stands beneath a median of waits or talks: of how many visits, and how long the slowest tenth took."""
    told = ngettext("of {count} visit", "of {count} visits", spread.count).format(count=number(spread.count))
    if spread.p90 is None or spread.longest is None:
        return told
    words = _("half within this; 9 of 10 within {p90}, longest {longest}; {base}")
    return words.format(p90=working_words(spread.p90), longest=working_words(spread.longest), base=told)
