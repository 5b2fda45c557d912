"""The sheet of figures: a line for each question, with how it was measured, on which scale, of how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from csatdesk.domain.benchmarks import (
    ON_POINTS,
    SHARES,
    BenchmarkFigure,
    Part,
    TypedFigure,
    ends_of,
    grades_of,
    place,
)
from csatdesk.domain.forms import Item
from csatdesk.domain.survey_views import Grade
from csatdesk.gui.fields import Choice, Label, TextField
from csatdesk.gui.forms import ErrorLine, mark_error
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.surveys.findings.words import question_words
from csatdesk.wording.benchmarks import ends_words, grade_words, part_words
from csatdesk.wording.formats import typed_number

NAME_WIDE, FIELD_WIDE, DECIMALS_MOST = 240, 84, 12
PARTS = (Part.VALUE, Part.GRADE, Part.ENDS, Part.N, Part.SPREAD)


@dataclass(frozen=True, slots=True)
class SheetLine:
    item: Item
    value: TextField
    grade: Choice
    ends: TextField
    n: TextField
    spread: TextField
    error: ErrorLine

    @property
    def fields(self) -> Sequence[tuple[Part, TextField | Choice]]:
        return tuple(zip(PARTS, (self.value, self.grade, self.ends, self.n, self.spread), strict=True))

    @property
    def typed(self) -> TypedFigure:
        grade = self.grade.value()
        assert isinstance(grade, Grade)
        return TypedFigure(self.value.text(), grade.value, self.ends.text(), self.n.text(), self.spread.text())

    def show_typed(self, typed: TypedFigure) -> None:
        grade = next((one for one in grades_of(self.item) if one.value == typed.grade), None)
        if grade is not None:
            self.grade.set_value(grade)
        self.value.setText(typed.value)
        self.n.setText(typed.n)
        self.spread.setText(typed.spread)
        self.fit()
        if self.ends.isEnabled() and typed.ends.strip():
            self.ends.setText(typed.ends)

    def fit(self) -> None:
        """Only what the measure needs can be typed."""
        grade = self.grade.value()
        self.ends.setEnabled(grade in ON_POINTS)
        self.spread.setEnabled(grade not in SHARES)
        if not self.ends.isEnabled():
            self.ends.setText(ends_words(ends_of(self.item)) if grade is Grade.NPS else "")
        elif not self.ends.text():
            self.ends.setText(ends_words(ends_of(self.item)))
        if not self.spread.isEnabled():
            self.spread.setText("")


class FigureSheet(QWidget):
    """`lines` in the order of the questionnaire."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S8)
        self._grid.setVerticalSpacing(S4)
        self._grid.setColumnMinimumWidth(0, theme().px(NAME_WIDE))
        self._grid.setColumnStretch(1 + len(PARTS), 1)
        for column, part in enumerate(PARTS, start=1):
            self._grid.addWidget(Label(part_words(part), "small", "ink2"), 0, column)
        self.lines = tuple(self._line(item, 1 + 2 * at) for at, item in enumerate(items))

    def _line(self, item: Item, row: int) -> SheetLine:
        name = question_words(item)
        grade = Choice([(one, grade_words(one)) for one in grades_of(item)])
        grade.setEnabled(grade.count() > 1)
        value, ends, n, spread = (TextField() for _each in range(4))
        line = SheetLine(item, value, grade, ends, n, spread, ErrorLine())
        label = Label(name, "body", wrap=True)
        label.setBuddy(value)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        for column, (part, field) in enumerate(line.fields, start=1):
            field.setAccessibleName(f"{name}, {part_words(part)}")
            if isinstance(field, TextField):
                field.setFixedWidth(theme().px(FIELD_WIDE))
            self._grid.addWidget(field, row, column)
        self._grid.addWidget(line.error, row + 1, 1, 1, 1 + len(PARTS))
        line.fit()
        grade.currentIndexChanged.connect(lambda _at: line.fit())
        return line

    # what stands in it

    def show_figures(self, figures: Sequence[BenchmarkFigure]) -> tuple[BenchmarkFigure, ...]:
        """Those that have no line here come back."""
        lines = {(line.item.key, line.item.metric): line for line in self.lines}
        left = []
        for one in figures:
            line = lines.get((one.item_key, one.metric))
            if line is None or one.grade not in grades_of(line.item):
                left.append(one)
                continue
            line.show_typed(_typed(one))
        return tuple(left)

    def typed(self) -> dict[str, TypedFigure]:
        return {line.item.key: line.typed for line in self.lines}

    # what is wrong

    def clear_errors(self) -> None:
        for line in self.lines:
            line.error.say("")
            for _part, field in line.fields:
                mark_error(field, "")

    def set_error(self, name: str, sentence: str) -> QWidget | None:
        """Mark the field of this name and say why beneath its line; None where there is no such field."""
        for line in self.lines:
            for part, field in line.fields:
                if place(part, line.item.key) == name:
                    mark_error(field, sentence)
                    line.error.say(" ".join(filter(None, (line.error.sentence, sentence))))
                    return field
        return None


def _typed(one: BenchmarkFigure) -> TypedFigure:
    value, spread = (
        "" if told is None else typed_number(Decimal(str(told)), DECIMALS_MOST) for told in (one.value, one.spread)
    )
    n = "" if one.n is None else str(one.n)
    return TypedFigure(value, one.grade.value, ends_words((one.worst, one.best)), n, spread)
