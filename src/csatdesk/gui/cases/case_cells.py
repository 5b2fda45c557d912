"""The cells of a case in lists: how its deadline stands, what it is about, whose it is, who has it, how it came."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from PySide6.QtCore import QSize

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import Priority
from csatdesk.domain.contacts import Known
from csatdesk.domain.deadlines import DeadlineState
from csatdesk.domain.mark_shapes import LOUD
from csatdesk.gui.cases import told
from csatdesk.gui.cases.row_cells import Drawn, Icon, Person, Words, elided, line_places, moved, path_words, state_words
from csatdesk.gui.cases.told import SHORT_CLOCKS
from csatdesk.gui.icons import CHANNEL_ICONS
from csatdesk.gui.labels import initials
from csatdesk.gui.marks import WORD_AFTER
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import listed_day
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import state_words as state_words_of

DUE_MOST = 220
_LATE = datetime(2000, 1, 1, 20, 44, tzinfo=UTC)  # a time of day as wide as any


def due_width() -> int:
    """Room for a mark and any state's words, and for the clock with its day beneath: neither may be shortened."""
    least = theme().px(150 if theme().compact else 176)
    return min(max(_due_needed(language(), theme().scale), least), theme().px(DUE_MOST))


@lru_cache(maxsize=32)  # lists ask at every change of their size
def _due_needed(_language: str, scale: float) -> int:
    """Of the language and the text size of now."""
    wide = max(states_width(), *map(theme().metrics("small").horizontalAdvance, _dates(language())))
    return round(WORD_AFTER * scale) + wide + S12 + 2


def states_width() -> int:
    """Room for any usual state's words."""
    wide = 0
    for stands in (DeadlineState.OVERDUE, DeadlineState.DUE_TODAY, DeadlineState.DUE_SOON):
        words = state_words_of(stands, days_left=2, days_over=22, due_local=_LATE)
        wide = max(wide, theme().metrics("small", stands.value in LOUD).horizontalAdvance(words))
    return wide


@cache
def _dates(_language: str) -> Sequence[str]:
    """Second lines as long as any: each clock with a day of each month, of all days of the week."""
    days = [listed_day(date(2026, month, 20 + month % 7)) for month in range(1, 13)]
    clocks = [_(clock) for clock in SHORT_CLOCKS.values()]
    return [f"{one}, {clock}" for clock in clocks for one in days]


def due_cell(due: told.Due, size: QSize) -> Sequence[Drawn]:
    left = theme().margin
    second = left + WORD_AFTER * theme().scale
    room = size.width() - S12
    return (
        state_words(left, due.state, due.words, room - left),
        Words(second, 2, elided(second_line(due, room - second), room - second, "small"), "small", "ink2"),
    )


def due_cell_within(due: told.Due, size: QSize) -> Sequence[Drawn]:
    """The same, wherever its column stands: drawn as if it stood first, without the margin before it."""
    margin = theme().margin
    return moved(due_cell(due, QSize(size.width() + margin, size.height())), -margin)


def second_line(due: told.Due, room: float) -> str:
    """The day and which clock it is, else the day. Of an hour of today the clock comes before the time that is left,
    which follows from the hour above it; but the house target goes without saying.
    """
    if not due.clock:
        return due.second
    forms = [f"{due.second}, {due.clock}", f"{due.second}, {due.short}"]
    if due.brief and not due.is_house:
        forms += [f"{due.brief}, {due.short}", due.short]
    forms.append(due.second)
    advance = theme().metrics("small").horizontalAdvance
    return next((words for words in forms if advance(words) <= room), due.brief or due.second)


def matter_cell(row: CaseRow, facts: CaseFacts, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    path, name = told.matter(row.topic_id, facts.tree)
    text = Words(0, 2, elided(told.first_words(row.text), room, "small"), "small", "ink2")
    mark, left = _urgent_mark(row)
    if not path and row.topic_id is None:
        return *mark, Words(left, 1, elided(name, room - left), tone="ink2"), text
    named = path_words(path, name, room - left)
    return *mark, *(replace(words, x=words.x + left) for words in named), text


def _urgent_mark(row: CaseRow) -> tuple[tuple[Icon, ...], float]:
    """Two arrows up before the topic of an urgent case, and the room they take."""
    if row.priority is not Priority.URGENT:
        return (), 0
    side = theme().px(14)
    middle = line_places()[0] - theme().metrics("body").capHeight() / 2
    return (Icon(0, "urgent", side, 2 * middle, "ink"),), side + theme().px(4)


def customer_cell(row: CaseRow, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    tone = "ink" if row.known is Known.CUSTOMER else "ink2"
    return (
        Words(0, 1, elided(told.customer(row), room), tone=tone),
        Words(0, 2, elided(row.number, room, "small"), "small", "ink2"),
    )


def owner_cell(row: CaseRow, facts: CaseFacts, size: QSize) -> Sequence[Drawn]:
    disc, side = theme().px(22), theme().px(15)
    return (
        Person(0, initials(row.owner_name or facts.team_name(row.team_id)), disc, size.height()),
        Icon(disc + theme().px(6), CHANNEL_ICONS[row.channel.value], side, size.height()),
    )


def two_lines(first: str, second: str, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    return (
        Words(0, 1, elided(first, room)),
        Words(0, 2, elided(second, room, "small"), "small", "ink2"),
    )
