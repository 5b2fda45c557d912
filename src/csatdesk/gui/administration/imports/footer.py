"""Under the preview: how many rows are good, what becomes of the others, under which name the list is known."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from csatdesk.gui.administration.imports.plan import Plan
from csatdesk.gui.fields import ErrorLine, Hairline, Label, LinkButton, RadioButton, TextField, mark_error
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S24
from csatdesk.operations.import_files import ImportPreview
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext


class Footer(QFrame):
    """`bad_rows_path` and `source` belong to the plan, but change nothing of the preview."""

    next_problem_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "sunk")
        self._path = Path()
        self.counts = Label("", "heading")
        self.more = Label("", "small", "ink2")
        self.next_problem = LinkButton(_("Next problem"), "F8")
        self.next_problem.clicked.connect(self.next_problem_wanted)
        self.refuse = RadioButton(_("Import nothing while &rows are wrong"))
        self.set_aside = RadioButton(_("&Good rows in, bad rows to a sheet with reasons:"))
        self.refuse.setChecked(True)
        self.set_aside.toggled.connect(self._toggled)
        self.place = LinkButton("", role="body")
        self.place.hide()
        self.place.clicked.connect(self._choose_place)
        self.source = TextField()
        self.source.setFixedWidth(theme().px(220))
        self.source_error = ErrorLine()
        self._lay_out()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(FlowBox(self.counts, self.more, gap=S12), 1)
        first.addWidget(self.next_problem, 0, Qt.AlignmentFlag.AlignTop)
        aside = FlowBox(self.set_aside, self.place, gap=S4, line_gap=S4)
        self._choice = FlowBox(self.refuse, aside, gap=S24, line_gap=S4)
        label = Label(_("Name of this &list"), "body", "ink2")
        label.setBuddy(self.source)
        hint = Label(_("A number that came in under this name before is not imported again."), "small", "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        inside = QVBoxLayout()
        inside.setContentsMargins(theme().margin, S12, theme().margin, S12)
        inside.setSpacing(S8)
        inside.addLayout(first)
        inside.addWidget(self._choice)
        inside.addWidget(FlowBox(label, self.source, hint, line_gap=S4))
        inside.addWidget(self.source_error)
        column.addLayout(inside)

    @property
    def bad_rows_path(self) -> Path | None:
        return self._path if self.set_aside.isChecked() else None

    def show_plan(self, plan: Plan) -> None:
        """Another file: its own name, and bad rows beside it."""
        self.source.setText(plan.source)
        self.say_of_source("")
        self.set_place(plan.look.path.with_name(_("{file} - to correct").format(file=plan.look.path.stem) + ".xlsx"))
        self.counts.setText("")
        self.more.setText("")

    def set_place(self, path: Path) -> None:
        self._path = path
        self.place.setText(path.name)
        self.place.setToolTip(str(path))

    def show_preview(self, preview: ImportPreview[Any]) -> None:
        good, bad = preview.good_count, preview.bad_count
        told = [ngettext("{count} good row", "{count} good rows", good).format(count=number(good))]
        if bad:
            told.append(ngettext("{count} with problems", "{count} with problems", bad).format(count=number(bad)))
        if preview.copy_count:
            copies = ngettext("{count} repeated", "{count} repeated", preview.copy_count)
            told.append(copies.format(count=number(preview.copy_count)))
        self.counts.setText(", ".join(told))
        self.more.setText("" if preview.is_whole else _("of the rows looked at; the import checks all of them"))
        self.next_problem.setVisible(bad > 0)
        self._choice.setVisible(bad > 0 or not preview.is_whole or self.set_aside.isChecked())

    def show_nothing(self) -> None:
        """While the columns do not say enough."""
        self.counts.setText(_("Not ready yet"))
        self.more.setText("")
        self.next_problem.hide()
        self._choice.hide()

    def say_of_source(self, words: str) -> None:
        """Why the list cannot have this name; "" takes that back."""
        mark_error(self.source, words)
        self.source_error.say(words)

    def _toggled(self, on: bool) -> None:
        self.place.setVisible(on)

    def _choose_place(self) -> None:
        name, _chosen = QFileDialog.getSaveFileName(
            self, _("Where bad rows go"), str(self._path), _("Tables (*.xlsx *.csv)")
        )
        if name:
            self.set_place(Path(name))
