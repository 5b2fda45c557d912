"""Which column fills which field: our field, the column of the file, and what stands in it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.past_evaluations import TotalScale
from csatdesk.gui.administration.imports.plan import USUAL_STYLE
from csatdesk.gui.fields import Choice, ErrorLine, Label, LinkButton, mark_error
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.import_files import STYLE_LABELS, DateStyle, FileLook
from csatdesk.wording.texts import _

ALWAYS = frozenset(  # asked for even when no column was found
    ("received_at", "text", "topic", "name", "source_number", "place", "happened_on", "total", "comment")
)
DATES = ("received_at", "closed_at", "happened_on")
TOTAL = "total"
SAMPLES = 3


class _Sample(Label):
    """Words in one line that end in "…" where there is no room."""

    def __init__(self, text: str, role: str, tone: str) -> None:
        super().__init__(text, role, tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        metrics = theme().metrics("small")
        baseline = round((self.height() - metrics.height()) / 2) + metrics.ascent()
        draw_words(QPainter(self), QPointF(0, baseline), self.text(), "small", "ink2", room=self.width())


class _Row:
    """The widgets of one field."""

    def __init__(self, label: str, look: FileLook, column: int | None) -> None:
        self.label = Label(label, "body", "ink2", wrap=True)
        self.choice = Choice([(None, _("no column"))])
        for place, header in enumerate(look.headers):
            self.choice.add(place, header or _("Column {number}").format(number=place + 1))
        self.choice.set_value(column)
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.choice.setAccessibleName(label)
        self.sample = _Sample("", "small", "ink2")
        self.error = ErrorLine()
        self.label.setBuddy(self.choice)

    @property
    def column(self) -> int | None:
        found = self.choice.value()
        return found if isinstance(found, int) else None

    def widgets(self) -> tuple[QWidget, ...]:
        return (self.label, self.choice, self.sample)


class ColumnsBox(QWidget):
    """`changed` after any choice; `columns` and `date_styles` say what was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, _Row] = {}
        self.styles: dict[str, Choice] = {}
        self.scale = Choice()
        self._doubts: dict[str, Label] = {}
        self._look: FileLook | None = None
        self._inside = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S8)
        self._column.addWidget(self._inside)
        self.more = LinkButton("")
        self.more.clicked.connect(self._show_all)
        self._column.addWidget(self.more)

    def show_look(
        self, look: FileLook, columns: Mapping[str, int], styles: Mapping[str, DateStyle], scale: TotalScale
    ) -> None:
        self._look = look
        self.rows, self.styles, self._doubts = {}, {}, {}
        old, self._inside = self._inside, QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S8)
        grid.setVerticalSpacing(S4)
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(2, 4)
        grid.setColumnMinimumWidth(0, min(theme().px(104), 140))
        for line, field in enumerate(look.fields):
            self._add(grid, 3 * line, field.key, _(field.label), columns.get(field.key))
            if field.key in DATES:
                self._add_style(grid, 3 * line + 1, field.key, styles)
            elif field.key == TOTAL:
                self._add_scale(grid, 3 * line + 1, scale)
        self._column.replaceWidget(old, self._inside)
        old.hide()
        old.deleteLater()
        self._show_few()
        self._show_samples()

    def columns(self) -> dict[str, int]:
        return {key: row.column for key, row in self.rows.items() if row.column is not None}

    def date_styles(self) -> dict[str, DateStyle]:
        """How the date columns are written; only of those that are chosen."""
        found: dict[str, DateStyle] = {}
        for key, choice in self.styles.items():
            style = choice.value()
            if isinstance(style, DateStyle) and self.rows[key].column is not None:
                found[key] = style
        return found

    def total_scale(self) -> TotalScale:
        """From what to what the totals of the file run."""
        chosen = self.scale.value()
        return chosen if isinstance(chosen, TotalScale) else TotalScale.TO_100

    def say(self, problems: Mapping[str, str]) -> None:
        """Mark the fields that lack a column, and go to the first."""
        for key, row in self.rows.items():
            mark_error(row.choice, problems.get(key, ""))
            row.error.say(problems.get(key, ""))
            if key in problems:
                self._set_shown(key, True)

    def names_by_column(self) -> dict[int, str]:
        """Column → our field that it fills."""
        return {row.column: row.label.text() for row in self.rows.values() if row.column is not None}

    def _add(self, grid: QGridLayout, line: int, key: str, label: str, column: int | None) -> None:
        assert self._look is not None
        row = self.rows[key] = _Row(label, self._look, column)
        for place, widget in enumerate(row.widgets()):
            grid.addWidget(widget, line, place)
        grid.addWidget(row.error, line + 2, 1, 1, 2)
        row.choice.chosen.connect(partial(self._chosen, key))

    def _add_style(self, grid: QGridLayout, line: int, key: str, styles: Mapping[str, DateStyle]) -> None:
        choice = self.styles[key] = Choice([(style, _(words)) for style, words in STYLE_LABELS.items()])
        choice.set_value(styles.get(key, USUAL_STYLE))
        choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        choice.setAccessibleName(_("{field}: how dates are written").format(field=self.rows[key].label.text()))
        choice.chosen.connect(lambda _style: self.changed.emit())
        grid.addWidget(choice, line, 1, 1, 2)
        assert self._look is not None
        guess = self._look.date_styles.get(key)
        is_doubtful = guess is not None and guess.style is not None and not guess.is_sure
        self._doubts[key] = Label(_("Day or month first?") if is_doubtful else "", "small", "ink", wrap=True)
        grid.addWidget(self._doubts[key], line, 0)
        self._show_style(key)

    def _add_scale(self, grid: QGridLayout, line: int, scale: TotalScale) -> None:
        words = _("from {low} to {high}")
        self.scale = Choice([(one, words.format(low=one.low, high=one.high)) for one in TotalScale])
        self.scale.set_value(scale)
        self.scale.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.scale.setAccessibleName(_("From what to what totals run"))
        self.scale.chosen.connect(lambda _scale: self.changed.emit())
        grid.addWidget(self.scale, line, 1, 1, 2)
        grid.addWidget(Label(_("Totals run"), "small", "ink2", wrap=True), line, 0)

    def _show_style(self, key: str) -> None:
        for widget in (self.styles[key], self._doubts[key]):
            widget.setVisible(self.rows[key].column is not None)

    def _chosen(self, key: str, column: object) -> None:
        """A column fills one field: another field that had it lets it go."""
        for other, row in self.rows.items():
            if other != key and column is not None and row.column == column:
                row.choice.set_value(None)
        for one in self.styles:
            self._show_style(one)
        self._show_samples()
        self.changed.emit()

    def _show_samples(self) -> None:
        assert self._look is not None
        for row in self.rows.values():
            row.sample.setText(sample_words(self._look, row.column))
            row.sample.setToolTip(row.sample.text())

    def _show_few(self) -> None:
        """Fields without a column that are seldom wanted wait behind a link."""
        hidden = [key for key, row in self.rows.items() if row.column is None and key not in ALWAYS]
        for key in self.rows:
            self._set_shown(key, key not in hidden)
        self.more.setText(_("{count} more fields").format(count=len(hidden)))
        self.more.setVisible(bool(hidden))

    def _show_all(self) -> None:
        hidden = [key for key, row in self.rows.items() if row.choice.isHidden()]
        for key in self.rows:
            self._set_shown(key, True)
        self.more.hide()
        if hidden:
            self.rows[hidden[0]].choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_shown(self, key: str, is_shown: bool) -> None:
        for widget in self.rows[key].widgets():
            widget.setVisible(is_shown)


def sample_words(look: FileLook, column: int | None) -> str:
    """The first different values of a column."""
    if column is None:
        return ""
    found: dict[str, None] = {}
    for row in look.rows[:200]:
        cell = row.cell(column)
        if cell is not None and str(cell).strip():
            found.setdefault(" ".join(str(cell).split())[:40])
        if len(found) == SAMPLES:
            break
    return " · ".join(found)
