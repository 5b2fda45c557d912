"""The case file: everything about one case, for the folder, the customer's rights or an inspector."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.reports.blocks import Bar, Block, Rule, Side, Text, fact, heading, text
from csatdesk.reports.icons import draw_icon
from csatdesk.reports.layout import A4, Frame, to_bytes, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import (
    ACCENT_LINE,
    BODY,
    BODY_BOLD,
    CAPTION,
    GAP4,
    GAP8,
    GAP12,
    GAP16,
    HAIRLINE,
    INK2,
    LINE2,
    OVERDUE,
    SECOND,
    TITLE,
    TITLE_SECOND,
)
from csatdesk.reports.state_marks import MARK_ROOM, draw_state_mark, state_words
from csatdesk.reports.typeface import Run, printable, width
from csatdesk.wording.texts import _

_LABEL_ROOM = 116.0
_ICON_SIZE = 12.75
_ICON_ROOM = 24.0


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of "label: value"; left out when the value is empty."""

    label: str
    value: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock in words: `state` is a value of DeadlineState, `words` its words, `about` which clock and when due."""

    state: str
    words: str
    about: str


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the history: who or what, when, and what happened. `icon` names a file of resources/icons."""

    icon: str
    who: str
    when: str
    what: str = ""
    is_alarm: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """An answer or a note in full; of a file its name, when it was attached, and its size and who attached it."""

    head: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case in words. `topic` is the path from the top heading to the topic; `history` goes from old to new."""

    number: str
    topic: Sequence[str]
    summary: str
    centre: str
    office: str
    as_of: str
    clocks: Sequence[Clock]
    customer: Sequence[Fact]
    facts: Sequence[Fact]
    story: str
    outcome: Sequence[Fact] = ()
    pauses: Sequence[Writing] = ()
    promises: Sequence[Clock] = ()
    extensions: Sequence[Writing] = ()
    answers: Sequence[Writing] = ()
    notes: Sequence[Writing] = ()
    files: Sequence[Writing] = ()
    history: Sequence[Event] = ()


def write(paper: CaseFile, path: Path) -> None:
    """Print to a file. PaperNotWritten when that is not possible; what was at `path` then stays."""
    write_file(path, as_bytes(paper))


def as_bytes(paper: CaseFile) -> bytes:
    """The case file as a PDF in memory, in the language spoken here."""
    title = _("Case file {number}").format(number=paper.number)
    return to_bytes(list(blocks(paper)), Frame(title, paper.centre, paper.office, paper.as_of, title), A4)


def blocks(paper: CaseFile) -> Iterator[Block]:
    """All that stands on it, for papers that hold several."""
    yield from _head(paper)
    yield from _clocks(paper.clocks)
    yield from _facts(_("Customer"), paper.customer)
    yield from _facts(_("Case"), paper.facts)
    yield from _story(paper.story)
    yield from _facts(_("Outcome"), paper.outcome)
    yield from _promises(paper.promises)
    yield from _writings(_("Pauses"), paper.pauses)
    yield from _writings(_("Extensions"), paper.extensions)
    yield from _writings(_("Answers"), paper.answers)
    yield from _writings(_("Notes"), paper.notes)
    yield from _writings(_("Files"), paper.files)
    yield from _history(paper.history)


def _head(paper: CaseFile) -> Iterator[Block]:
    yield text(_("Case file {number}").format(number=paper.number), SECOND)
    *above, topic = paper.topic or (_("Unclassified"),)
    path = [Run(f"{name} › ", TITLE_SECOND) for name in above]
    yield Text([*path, Run(topic, TITLE)], gap_above=GAP4 / 2, bookmark=(topic, 0), keeps_next=True)
    yield text(paper.summary, SECOND, gap_above=GAP4 / 2)


def _promises(promises: Sequence[Clock]) -> Iterator[Block]:
    if promises:
        yield from section(_("Promises"))
        yield from _clocks(promises)


def _clocks(clocks: Sequence[Clock]) -> Iterator[Block]:
    """Mark and state in one column, which clock it is in the next."""
    room = MARK_ROOM + GAP16 + max((width(words.text, words.style) for words in map(_state, clocks)), default=0.0)
    for place, clock in enumerate(clocks):
        about = [Run(clock.about, SECOND)]
        yield Text(about, gap_above=GAP4 if place else GAP12, indent=room, side=_mark(clock))


def _state(clock: Clock) -> Run:
    return state_words(clock.state, printable(clock.words), BODY)


def _mark(clock: Clock) -> Side:
    words = _state(clock)

    def draw(pen: Pen, x: float, base: float) -> None:
        draw_state_mark(pen, clock.state, x, base, BODY)
        pen.text(x + MARK_ROOM, base, words.text, words.style)

    return draw


def section(words: str) -> Iterator[Block]:
    yield Rule(gap_above=GAP16)
    yield heading(words)


def _facts(words: str, facts: Sequence[Fact]) -> Iterator[Block]:
    told = [one for one in facts if one.value]
    if not told:
        return
    yield from section(words)
    for place, one in enumerate(told):
        value = Run(one.value, BODY_BOLD if one.is_strong else BODY)
        yield fact(Run(one.label, SECOND), [value], _LABEL_ROOM, gap_above=GAP4 / 2 if place else GAP8)


def _story(story: str) -> Iterator[Block]:
    yield from section(_("What happened"))
    bar = Bar(1, ACCENT_LINE, 1.5)
    yield Text([Run(story.strip(), BODY)], gap_above=GAP8, indent=GAP12, bar=bar)


def _writings(words: str, writings: Sequence[Writing]) -> Iterator[Block]:
    if not writings:
        return
    yield from section(words)
    for place, one in enumerate(writings):
        when = Run(one.when, CAPTION)
        yield Text([Run(one.head, BODY_BOLD)], gap_above=GAP12 if place else GAP8, right=when, keeps_next=True)
        yield text(one.text.strip(), BODY, gap_above=GAP4 / 2)


def _history(history: Sequence[Event]) -> Iterator[Block]:
    if not history:
        return
    yield from section(_("History"))
    for place, event in enumerate(history):
        yield _entry(event, is_first=place == 0, is_last=place == len(history) - 1)


def _entry(event: Event, *, is_first: bool, is_last: bool) -> Text:
    """A line down the page joins the icons of all entries."""
    runs = [Run(event.who, BODY_BOLD)]
    if event.what:
        runs.append(Run("\n" + event.what.strip(), SECOND))

    def icon(pen: Pen, x: float, base: float) -> None:
        ink = OVERDUE if event.is_alarm else INK2
        draw_icon(pen, event.icon, (x + _ICON_SIZE / 2, base - 0.35 * BODY.size), _ICON_SIZE, ink)

    return Text(
        runs,
        gap_above=GAP8 if is_first else 0.0,
        indent=_ICON_ROOM,
        side=icon,
        right=Run(event.when, CAPTION),
        bar=Bar(_ICON_SIZE / 2, LINE2, HAIRLINE, skip=BODY.leading + GAP4),
        tail=0.0 if is_last else GAP12,
    )
