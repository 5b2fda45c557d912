"""A clock explained on paper, for the file or an inspector: its days as on the screen, and all that is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.explanation import CaseExplained, Explanation
from csatdesk.reports.blocks import Block, Rule, Side, Text, fact, heading, text
from csatdesk.reports.day_rows import DayHead, DayRow, Legend
from csatdesk.reports.layout import A4, Frame, to_bytes, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import (
    BODY,
    BODY_BOLD,
    GAP4,
    GAP8,
    GAP12,
    GAP16,
    HEADING,
    SECOND,
    SMALL_SECOND,
    TITLE,
)
from csatdesk.reports.state_marks import MARK_ROOM, draw_state_mark, state_words
from csatdesk.reports.typeface import Run, printable, width
from csatdesk.wording.day_picture import picture_of
from csatdesk.wording.day_words import reason_words
from csatdesk.wording.explained_text import Facts, extension_facts, pause_facts, rule_facts
from csatdesk.wording.explanation import about_clock, clock_name, notes, second, sentence, state_of, title
from csatdesk.wording.formats import full_instant
from csatdesk.wording.texts import _
from csatdesk.wording.words import in_sentence, word

_LABEL_ROOM = 84.0
_LABELS_MOST = 8
_STEP = " › "


def write(case: CaseExplained, path: Path) -> None:
    """Print to a file. PaperNotWritten when that is not possible; what was at `path` then stays."""
    write_file(path, as_bytes(case))


def as_bytes(case: CaseExplained) -> bytes:
    """The explanation of the chosen clock as a PDF in memory, in the language spoken here."""
    head = _("Case {number}: {title}").format(number=case.number, title=title(case.clocks[case.chosen]))
    printed = _("Printed by {person}, as of {when}").format(
        person=case.asked_by, when=full_instant(case.at, _zone(case))
    )
    return to_bytes(list(_blocks(case)), Frame(head, case.centre, case.office, printed, case.number), A4)


def _zone(case: CaseExplained) -> ZoneInfo:
    running = (one for one in case.clocks if isinstance(one, Explanation))
    return next(one.course.calendar.zone for one in running)


def _blocks(case: CaseExplained) -> Iterator[Block]:
    told = case.clocks[case.chosen]
    yield from _head(case)
    if isinstance(told, Explanation):
        yield from _days(told)
        yield from _pauses(told)
        for one in told.facts.extensions:
            yield from _facts(_("Extension"), extension_facts(one, told))
    yield from _facts(_("Rule and calendar kept with the case"), rule_facts(told))
    yield from _clocks(case)


def _head(case: CaseExplained) -> Iterator[Block]:
    told = case.clocks[case.chosen]
    yield text(_("Case {number}").format(number=case.number), SECOND)
    words = title(told)
    yield Text([Run(words, TITLE)], gap_above=GAP4 / 2, bookmark=(words, 0), keeps_next=True)
    zone = _zone(case)
    received = _("{topic}. Received {when}, {channel}.").format(
        topic=_STEP.join(case.topic) or _("Unclassified"),
        when=full_instant(case.received_at, zone),
        channel=in_sentence(word(case.channel)),
    )
    yield text(received, SECOND, gap_above=GAP4 / 2)
    state, _words = state_of(told)
    yield Text([Run(sentence(told), HEADING)], gap_above=GAP16, indent=MARK_ROOM + 3, side=_mark(state))
    if second(told):
        yield Text([Run(second(told), SMALL_SECOND)], gap_above=GAP4, indent=MARK_ROOM + 3)


def _mark(state: str) -> Side:
    def draw(pen: Pen, x: float, base: float) -> None:
        draw_state_mark(pen, state, x, base, HEADING)

    return draw


def _days(told: Explanation) -> Iterator[Block]:
    """Every row of the picture; days alike stay folded, their holidays are named below."""
    picture = picture_of(told, labels_most=_LABELS_MOST)
    yield DayHead(picture, gap_above=GAP16)
    for row in picture.rows:
        yield DayRow(row, picture)
    yield Legend(picture, gap_above=GAP8)
    named = [day for line in told.lines for day in getattr(line, "holidays", ())]
    if named:
        words = ", ".join(f"{day.day.isoformat()} {day.holiday}" for day in named)
        yield text(_("Holidays among the days told in one line: {days}.").format(days=words), SMALL_SECOND, GAP8)


def _pauses(told: Explanation) -> Iterator[Block]:
    for effect in told.pauses:
        words = _("Pause: {reason}").format(reason=reason_words(effect))
        yield from _facts(words, pause_facts(effect, told))


def _facts(words: str, facts: Facts) -> Iterator[Block]:
    if not facts:
        return
    yield Rule(gap_above=GAP12)
    yield heading(words)
    for place, (label, value) in enumerate(facts):
        yield fact(Run(label, SECOND), [Run(value, BODY)], _LABEL_ROOM, gap_above=GAP4 / 2 if place else GAP8)


@dataclass(frozen=True, slots=True)
class _Clock:
    name: str
    state: str
    words: str
    about: str


def _clocks(case: CaseExplained) -> Iterator[Block]:
    """All clocks of the case: which, how it stands, how it counts."""
    period = max((one.facts.period for one in case.clocks if isinstance(one, Explanation)), default=1)
    lines = []
    for one in case.clocks:
        state, words = state_of(one)
        about = ". ".join(part for part in (about_clock(one), " ".join(notes(one))) if part)
        lines.append(_Clock(clock_name(one, period), state, words, about))
    yield Rule(gap_above=GAP12)
    yield heading(_("All clocks of this case"))
    room = GAP16 + max(width(printable(line.name), BODY_BOLD) for line in lines)
    for place, line in enumerate(lines):
        yield _clock(line, room, gap_above=GAP8 if place == 0 else GAP4)


def _clock(line: _Clock, room: float, gap_above: float) -> Block:
    words = state_words(line.state, printable(line.words), BODY)

    def draw(pen: Pen, x: float, base: float) -> None:
        pen.text(x, base, printable(line.name), BODY_BOLD)
        draw_state_mark(pen, line.state, x + room, base, BODY)

    runs: Sequence[Run] = [words, Run(f"\n{line.about}", SMALL_SECOND)] if line.about else [words]
    return Text(runs, gap_above=gap_above, indent=room + MARK_ROOM, side=draw)
