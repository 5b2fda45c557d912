"""A month's figures in words, the same in the window, on paper and in the workbook: each with one plain sentence that
says what it was taken from, and how it differs from the month before and from a year before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csatdesk.domain.cases import CaseFilter, Solved
from csatdesk.domain.month_figures import Balance, ChannelFigures, Figures, Share
from csatdesk.operations.reports.figure_words import (
    Figure,
    of_counts,
    of_lengths,
    of_shares,
    share_words,
    tail_words,
    visits_words,
)
from csatdesk.operations.reports.month import MonthReport
from csatdesk.wording.formats import month_and_year, number, percent, short_date
from csatdesk.wording.spreads import NONE
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word


def month_words(report: MonthReport) -> str:
    return month_and_year(report.asked.days.first)


def is_running(report: MonthReport) -> bool:
    return report.asked.days.last >= report.today


def base_words(report: MonthReport) -> str:
    """Which days were counted, and which they are compared with."""
    days, before, earlier = report.asked.days, report.asked.before, report.asked.year_before
    told = _("{first} to {last}; compared with {before_first} to {before_last} and {year_first} to {year_last}")
    return told.format(
        first=short_date(days.first),
        last=short_date(days.last),
        before_first=short_date(before.first),
        before_last=short_date(before.last),
        year_first=short_date(earlier.first),
        year_last=short_date(earlier.last),
    )


def finding(report: MonthReport) -> str:
    """What the month did to the pile of open cases."""
    balance = report.now.figures.balance
    more = balance.after - balance.before
    values = {"came": number(balance.came_in), "closed": number(balance.closed), "count": number(abs(more))}
    if not more:
        return _("{came} came in and {closed} were closed: as many open as before").format(**values)
    if more > 0:
        return _("{came} came in and {closed} were closed: {count} more open than before").format(**values)
    return _("{came} came in and {closed} were closed: {count} fewer open than before").format(**values)


def balance_words(balance: Balance) -> str:
    """The line that proves itself."""
    steps = [
        _("{count} open at the start").format(count=number(balance.before)),
        _("+ {count} came in").format(count=number(balance.came_in)),
        _("+ {count} reopened").format(count=number(balance.reopened)),
        _("− {count} closed").format(count=number(balance.closed)),
        _gone_words(balance.gone),
    ]
    if balance.moved:
        sign = "+" if balance.moved > 0 else "−"
        told = _("{sign} {count} from or to other offices and segments")
        steps.append(told.format(sign=sign, count=number(abs(balance.moved))))
    after = _("= {count} open at the end").format(count=number(balance.after))
    return " ".join((*steps, after))


def _gone_words(gone: int) -> str:
    """More may come back from the trash, where they lie for 30 days, than went."""
    if gone < 0:
        return _("+ {count} back from the trash or out of others").format(count=number(-gone))
    return _("− {count} thrown away or merged").format(count=number(gone))


def figures(report: MonthReport) -> tuple[Figure, ...]:
    """All figures of the month, in the order in which they are read."""
    return (*_pile(report), *_kept(report), *_taken(report), *_service(report), *_queue(report))


def _pile(report: MonthReport) -> Iterator[Figure]:
    now, running = report.now.figures, is_running(report)
    came = of_counts(report, lambda one: one.figures.balance.came_in)
    yield came.told("in", _("Came in"), _received_words(now), case_filter(report))
    closed = of_counts(report, lambda one: one.figures.balance.closed)
    yield closed.told("closed", _("Closed"), _("whenever they came in"))
    stand = of_counts(report, lambda one: one.figures.balance.after)
    begin = _("{count} at the start").format(count=number(now.balance.before))
    yield stand.told("open", _("Open now") if running else _("Open at the end"), begin)


def _received_words(now: Figures) -> str:
    gone = now.balance.came_in - now.received
    if gone <= 0:
        return _("by the day they were received")
    told = ngettext(
        "{count} of them was thrown away, merged or handed to others since",
        "{count} of them were thrown away, merged or handed to others since",
        gone,
    )
    return told.format(count=number(gone))


def _kept(report: MonthReport) -> Iterator[Figure]:
    now = report.now.figures
    legal = of_shares(report, lambda one: one.figures.legal)
    yield legal.told("legal", _("On time, legal"), _of_words(_("{count} of {of} that were due"), now.legal))
    house = of_shares(report, lambda one: one.figures.house)
    yield house.told("house", _("On time, house target"), _of_words(_("{count} of {of} that were due"), now.house))
    judged = of_shares(report, lambda one: one.figures.justified)
    second = _of_words(_("{count} of {of} judged, wholly or partly"), now.justified)
    yield judged.told("justified", _("Justified"), second)


def _of_words(words: str, share: Share) -> str:
    return words.format(count=number(share.count), of=number(share.of))


def _taken(report: MonthReport) -> Iterator[Figure]:
    times, stays = report.now.times, report.stays
    answer = of_lengths(report, lambda one: one.times.answer_working)
    yield answer.told("answer", _("First answer"), tail_words(times.answer_working, times.answer_calendar))
    solution = of_lengths(report, lambda one: one.times.solution_working)
    yield solution.told("solution", _("Solution"), tail_words(times.solution_working, times.solution_calendar))
    moved = ngettext("{count} case changed hands", "{count} cases changed hands", stays.moved)
    yield Figure(
        "hands",
        _("Hand-overs"),
        number(stays.hand_overs),
        moved.format(count=number(stays.moved)),
        raw=(stays.hand_overs,),
    )


def _service(report: MonthReport) -> Iterator[Figure]:
    now, came_in = report.now.figures, _("{count} of {of} that came in")
    at_once = of_shares(report, lambda one: one.figures.at_once)
    solved = case_filter(report, solved=(Solved.NOW,))
    yield at_once.told("at_once", _("Solved at once"), _of_words(came_in, now.at_once), solved)
    again = of_shares(report, lambda one: one.figures.again)
    second = _("{count} of {of}; {avoidable} avoidable").format(
        count=number(now.again.count), of=number(now.again.of), avoidable=number(now.avoidable.count)
    )
    yield again.told("again", _("Came again"), second)
    remote = of_shares(report, lambda one: one.figures.remote)
    yield remote.told("remote", _("By remote channels"), _of_words(came_in, now.remote))


def _queue(report: MonthReport) -> Iterator[Figure]:
    """Only of a centre with tickets: in the month, the month before or a year before."""
    queues = [one.queue for one in (report.now, report.before, report.year_before)]
    if any(one.waits.count for one in queues):
        waits = of_lengths(report, lambda one: one.queue.waits)
        yield waits.told("wait", _("Wait for the desk"), visits_words(queues[0].waits))
    if any(one.at_desk.count for one in queues):
        at_desk = of_lengths(report, lambda one: one.queue.at_desk)
        yield at_desk.told("desk", _("Time at the desk"), visits_words(queues[0].at_desk))


def case_filter(report: MonthReport, **more: object) -> CaseFilter:
    """The cases that came in these days, within the cut."""
    days, cut = report.asked.days, report.asked.cut
    plain: dict[str, object] = {
        "received_from": days.first,
        "received_to": days.last,
        "office_ids": cut.office_ids,
        "segments": cut.segments,
        "activities": cut.activities,
    }
    return CaseFilter(**(plain | more))  # type: ignore[arg-type]  # fields by name


# channels


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A line of the table of channels; `is_sum`: of a group, or of all."""

    name: str
    is_sum: bool
    received: int
    at_once: Share
    confirmed: Share
    again: Share
    avoidable: int

    @property
    def cells(self) -> tuple[str, ...]:
        again = share_words(self.again) if self.again.count else NONE
        avoidable = number(self.avoidable) if self.avoidable else NONE
        return (number(self.received), share_words(self.at_once), share_words(self.confirmed), again, avoidable)


def channel_heads() -> tuple[str, ...]:
    return (_("Cases"), _("Solved at once"), _("Solved, of closed"), _("Came again"), _("Avoidable"))


def channel_lines(now: Figures, most: int | None = None) -> tuple[ChannelLine, ...]:
    """In person, then remote: each group with its sum and its channels by size; then all together. `most`: how many of
    each group stand by themselves; the rest of it stands in one line.
    """
    lines: list[ChannelLine] = []
    for name, is_in_person in ((_("In person"), True), (_("Remote"), False)):
        group = [one for one in now.channels if one.channel.is_in_person is is_in_person]
        ordered = sorted(group, key=lambda one: -one.received)
        shown = ordered[:most]
        rest = ordered[len(shown) :]
        if group:
            lines.append(_line(name, group, is_sum=True))
        lines += [_line(word(one.channel), [one]) for one in shown]
        if rest:
            lines.append(_line(_("Others"), rest))
    if now.channels:
        lines.append(_line(_("All"), now.channels, is_sum=True))
    return tuple(lines)


def _line(name: str, group: Sequence[ChannelFigures], *, is_sum: bool = False) -> ChannelLine:
    return ChannelLine(
        name,
        is_sum,
        sum(one.received for one in group),
        sum((one.at_once for one in group), Share()),
        sum((one.confirmed for one in group), Share()),
        sum((one.again for one in group), Share()),
        sum(one.avoidable for one in group),
    )


def channels_finding(now: Figures) -> str:
    """The channel that solves most at once, of those with enough cases."""
    told = [(one.at_once.value, one) for one in now.channels if one.at_once.value]
    if not told:
        return _("Channels, and what was solved at once")
    share, best = max(told, key=lambda pair: pair[0] or 0)
    words = _("{channel}: {share} solved at once, most of all channels")
    return words.format(channel=word(best.channel), share=percent(share or 0))


def causes_words(now: Figures) -> str:
    """Why people had to come again: "Not everything was answered 3, why is not said 2"."""
    told = [
        _("{what} {count}").format(what=word(cause) if cause else _("Why is not said"), count=number(count))
        for cause, count in now.causes
    ]
    return ", ".join(told)
