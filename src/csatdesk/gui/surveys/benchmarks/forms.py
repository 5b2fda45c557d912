"""Forms of another company's figures: who it is and the sheet; and what is wrong with a file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csatdesk.domain.benchmarks import (
    FACTS,
    BenchmarkFigure,
    BenchmarkRow,
    TypedBenchmark,
    read_typed,
)
from csatdesk.domain.errors import Refusal, Spoken
from csatdesk.domain.forms import Item
from csatdesk.gui.actions import plain
from csatdesk.gui.fields import FormRow, Hairline, Label, TextBox, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.surveys.benchmarks.sheet import FigureSheet
from csatdesk.gui.tokens import S8, S16
from csatdesk.operations.surveys.findings.words import question_words
from csatdesk.wording.benchmarks import fact_words, told_figure
from csatdesk.wording.charts.told import NOTHING
from csatdesk.wording.formats import listing, number
from csatdesk.wording.texts import _, ngettext, spoken

LINES_LEAST, LINES_MOST = 4, 16
ABREAST = 3  # facts in a row


class BenchmarkForm(InlineForm):
    """`saved` comes with a NewBenchmark. All that is wrong is said at once, at its fields."""

    saved = Signal(object)

    def __init__(self, items: Sequence[Item], row: BenchmarkRow | None = None) -> None:
        super().__init__(plain(_("&Enter figures")) if row is None else row.new.name, _("Save"))
        self.row, self._items = row, items
        self._kept: tuple[BenchmarkFigure, ...] = ()
        self.facts = {name: TextField() for name in (*FACTS, "n")}
        grid = QGridLayout()
        grid.setHorizontalSpacing(S16)
        grid.setVerticalSpacing(S8)
        for at, (name, field) in enumerate(self.facts.items()):
            self.named[name] = FormRow(fact_words(name), field, above=True)
            grid.addWidget(self.named[name], at // ABREAST, at % ABREAST, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(grid)
        self.facts["n"].setPlaceholderText(_("may stay empty"))
        self.sheet = FigureSheet(items)
        told = _(
            "Only what the study tells: an empty line is not compared. Without answers and standard deviation "
            "nobody can say what is chance."
        )
        self.rows.addWidget(Hairline())
        self.rows.addWidget(Label(told, "small", "ink2", wrap=True))
        self.rows.addWidget(self.sheet)
        self.lay_out()
        if row is not None:
            self._show(row)

    def _show(self, row: BenchmarkRow) -> None:
        new = row.new
        for name in FACTS:
            self.facts[name].setText(getattr(new, name))
        self.facts["n"].setText("" if new.n is None else str(new.n))
        self._kept = self.sheet.show_figures(new.figures)

    def show_typed(self, typed: TypedBenchmark) -> None:
        """What a file holds, to be looked at and saved."""
        for name, field in self.facts.items():
            field.setText(typed.facts.get(name, ""))
        for line in self.sheet.lines:
            if line.item.key in typed.figures:
                line.show_typed(typed.figures[line.item.key])

    def show_meanwhile(self, now: BenchmarkRow) -> None:
        """What somebody else saved: told, and what is typed here goes over it when it is saved again."""
        if self.row is None:
            return
        before, self.row = self.row.new, now
        shown = {name: now.new.n if name == "n" else getattr(now.new, name) for name in self.facts}
        news = [f"{fact_words(name)} {told}" for name, told in shown.items() if told != getattr(before, name)]
        for item in self._items:
            figure = now.new.figure(item.key)
            if figure != before.figure(item.key):
                told = NOTHING if figure is None else told_figure(figure)
                news.append(f"{question_words(item)} {told}")
        if news:
            said = _("Somebody else saved meanwhile: {news}. What you typed is still here; save again to keep it.")
            self.banner.say(said.format(news=listing(news)))

    def typed(self) -> TypedBenchmark:
        return TypedBenchmark({name: field.text() for name, field in self.facts.items()}, self.sheet.typed())

    def try_to_save(self) -> None:
        self.clear_errors()
        new, problems = read_typed(self.typed(), self._items, self._kept)
        if problems:
            self._say(problems)
            return
        self.save.setEnabled(False)
        self.saved.emit(new)

    def refused(self, error: Spoken) -> None:
        self.save.setEnabled(True)
        self._say([error])

    def _say(self, problems: Sequence[Refusal | Spoken]) -> None:
        """The keyboard goes to the first."""
        wrong: list[QWidget] = []
        for one in problems:
            words, name = spoken(one), one.field or ""
            row, field = self.named.get(name), self.sheet.set_error(name, words)
            if row is not None:
                row.set_error(words)
                wrong.append(row.field)
            elif field is not None:
                wrong.append(field)
            else:
                self.banner.say(words)
        if wrong:
            wrong.sort(key=self._order)
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _order(self, field: QWidget) -> int:
        cells = [one for line in self.sheet.lines for _part, one in line.fields]
        return [*self.facts.values(), *cells].index(field)  # type: ignore[arg-type]  # one of these

    def clear_errors(self) -> None:
        super().clear_errors()
        self.sheet.clear_errors()

    def focus_first(self) -> None:
        self.facts["name"].setFocus(Qt.FocusReason.OtherFocusReason)


class FaultsForm(InlineForm):
    """Each faulty cell of a file. `again`: another file is wanted."""

    again = Signal()

    def __init__(self, file_name: str, problems: Sequence[str]) -> None:
        super().__init__(plain(_("Figures from a &file …")).rstrip(" …"), _("Choose a file …"))
        said = ngettext(
            "“{file}” is sent back: {count} cell must be mended. Nothing of it was taken over.",
            "“{file}” is sent back: {count} cells must be mended. Nothing of it was taken over.",
            len(problems),
        )
        told = said.format(file=file_name, count=number(len(problems)))
        self.lines = TextBox("\n".join(problems))
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(told)
        self.lines.setFixedHeight(self.lines.lines_high(min(max(len(problems), LINES_LEAST), LINES_MOST)))
        self.rows.addWidget(Label(told, "body", "ink2", wrap=True))
        self.rows.addWidget(self.lines)
        self.lay_out()

    def try_to_save(self) -> None:
        self.again.emit()

    def focus_first(self) -> None:
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
