"""Small tables of a month: channels with what was solved at once, and where cases stood."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from csatdesk.domain.month_figures import Figures
from csatdesk.gui.fields import Label
from csatdesk.gui.tokens import S4, S16
from csatdesk.operations.deadlines.stays import Stays
from csatdesk.operations.reports.month_words import channel_heads, channel_lines
from csatdesk.operations.reports.more_words import stays_heads, stays_lines
from csatdesk.wording.texts import _


def fill_channels(grid: QGridLayout, now: Figures) -> None:
    lines = [((line.name, *line.cells), line.is_sum) for line in channel_lines(now)]
    fill_table(grid, (_("Channel"), *channel_heads()), lines)


def fill_stays(grid: QGridLayout, stays: Stays) -> None:
    fill_table(grid, stays_heads(), [(line, False) for line in stays_lines(stays)])


def fill_table(grid: QGridLayout, heads: Sequence[str], lines: Sequence[tuple[Sequence[str], bool]]) -> None:
    """Names at the left, figures at the right of their columns; sums are bold."""
    while (item := grid.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    grid.setHorizontalSpacing(S16)
    grid.setVerticalSpacing(S4)
    grid.setColumnStretch(0, 1)
    for column, words in enumerate(heads):
        grid.addWidget(Label(words, "caption", "ink2", wrap=column > 0), 0, column, _side(column))
    for row, (cells, is_sum) in enumerate(lines, start=1):
        for column, words in enumerate(cells):
            grid.addWidget(Label(words, "small", bold=is_sum), row, column, _side(column))


def _side(column: int) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignBottom
