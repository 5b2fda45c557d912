"""A file of answers before it is taken over: its columns at the left, the chosen one or the check at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.answer_columns import ColumnMeaning, Role, doubt_of, usual_most
from csatdesk.domain.answer_proposals import SeenColumn
from csatdesk.domain.forms import Form
from csatdesk.gui.administration.imports.format_fields import FormatFields
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.fields import ErrorBanner, Hairline, Label, mark_error
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.surveys.taking_over.column_box import ColumnBox
from csatdesk.gui.surveys.taking_over.head_box import HeadBox
from csatdesk.gui.surveys.taking_over.words import checked_words, codes_words, column_line, doubt_lines, faults_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.import_files import sentence
from csatdesk.operations.surveys.answer_plans import CheckedAnswers
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

CHECK = -1  # the entry above the columns
LIST_WIDE = 380


class FileView(QWidget):
    """`column_wanted`: the place of a column one went to; `edited`: the column shown means something else."""

    column_wanted = Signal(int)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.banner, self.box = HeadBox(), ErrorBanner(), ColumnBox()
        self.format = FormatFields(has_letters=False)
        self.columns = EntryList(_("Columns"))
        self.columns.setFixedWidth(theme().px(LIST_WIDE))
        self.summary = Label("", "body", bold=True, wrap=True)
        self.faults = Label("", "body", wrap=True)
        kept = _("Kept of each are office, channel, month, and what the columns say; never a day, a person or a case.")
        self.kept = Label(kept, "small", "ink2", wrap=True)
        self.codes = Label(codes_words(), "small", "ink2", wrap=True)
        self.to_look_at = Label(_("To look at"), "heading")
        self.problems = EntryList(_("To look at"), two_lines=False)
        self._problem_columns: list[str] = []
        self._stack = QStackedWidget()
        self._stack.addWidget(self._check_view())
        self._stack.addWidget(upright_scroll(self.box))
        self._lay_out()
        self.columns.chosen.connect(self._chosen)
        self.columns.activated.connect(lambda _index: self._enter())
        self.problems.activated.connect(lambda _index: self._to_column())
        self.box.changed.connect(self.edited)

    def _check_view(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, S12, 0, 0)
        column.setSpacing(S8)
        told = QVBoxLayout()
        told.setContentsMargins(theme().margin, 0, theme().margin, 0)
        told.setSpacing(S8)
        column.addLayout(told)
        for widget in (self.summary, self.kept, self.codes, self.faults, self.to_look_at):
            told.addWidget(widget)
        column.addWidget(self.problems, 1)
        column.addStretch()
        return inside

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.columns)
        middle.addWidget(Hairline(upright=True))
        middle.addWidget(self._stack, 1)
        said = QVBoxLayout()
        said.setContentsMargins(theme().margin, 0, theme().margin, 0)
        said.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        read_as = QHBoxLayout()
        read_as.setContentsMargins(theme().margin, 0, theme().margin, S8)
        read_as.addWidget(self.format)
        column.addLayout(read_as)
        column.addLayout(said)
        column.addWidget(Hairline())
        column.addLayout(middle, 1)

    def show_columns(
        self,
        columns: Sequence[ColumnMeaning],
        seen: Sequence[SeenColumn],
        form: Form | None,
        checked: CheckedAnswers | None,
    ) -> None:
        """Each column with what it is; what stands out is told at the right."""
        has_codes = form is not None and any(one.role is Role.CODE for one in columns)
        self.head.leaves_out.setVisible(has_codes)
        self.kept.setVisible(not has_codes)
        self.codes.setVisible(has_codes)
        bases = checked.bases if checked is not None else {}
        faults = 0 if checked is None else checked.faults
        words = ngettext("{count} cell", "{count} cells", faults).format(count=number(faults)) if faults else ""
        entries = [Entry(CHECK, _("The whole file"), _("what would be taken over"), note=words)]
        for place, (column, one) in enumerate(zip(columns, seen, strict=True)):
            line = column_line(column, form, bases.get(place))
            entries.append(Entry(place, one.header, line, _note(column, one), is_faint=column.role is Role.LEFT_OUT))
        self.columns.show_entries(entries)

    def show_checked(
        self, checked: CheckedAnswers, columns: Sequence[ColumnMeaning], seen: Sequence[SeenColumn]
    ) -> None:
        """What would be taken over, every cell that is not understood, and every value to be looked at."""
        self.banner.say("")
        mark_error(self.head.name, "")
        self.summary.setText(checked_words(checked))
        self.faults.setText(faults_words(checked.faults) if checked.faults else _("Every cell is understood."))
        told = [(one.header, sentence(one)) for one in checked.problems] + doubt_lines(columns, seen)
        self._problem_columns = [header for header, _words in told]
        self.problems.show_entries([Entry(place, words) for place, (_header, words) in enumerate(told)])
        self.problems.setVisible(bool(told))
        self.to_look_at.setVisible(bool(told))

    def show_refused(self, words: str, field: str) -> None:
        self.banner.say(words)
        mark_error(self.head.name, words if field == "name" else "")
        self.summary.setText("")
        self.faults.setText("")
        self.problems.show_entries([])
        self.problems.hide()
        self.to_look_at.hide()

    @property
    def place(self) -> int:
        found = self.columns.current
        return found if isinstance(found, int) else CHECK

    def show_check(self) -> None:
        self.columns.choose(CHECK)
        self._stack.setCurrentIndex(0)

    def show_box(self) -> None:
        self._stack.setCurrentIndex(1)

    def _chosen(self, place: object) -> None:
        if place == CHECK:
            self._stack.setCurrentIndex(0)
        elif isinstance(place, int):
            self.column_wanted.emit(place)

    def _enter(self) -> None:
        """Enter on a column goes to what it is; on the whole file to what is not understood."""
        if self.place != CHECK:
            self.box.focus_first()
        elif not self.problems.isHidden():
            self.problems.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_column(self) -> None:
        """Enter on a cell goes to its column."""
        chosen = self.problems.current
        if not isinstance(chosen, int):
            return
        header = self._problem_columns[chosen]
        found = next((one.id for one in self.columns.entries if one.words == header and one.id != CHECK), None)
        if found is not None:
            self.columns.choose(found)
            self.columns.setFocus(Qt.FocusReason.OtherFocusReason)


def _note(column: ColumnMeaning, seen: SeenColumn) -> str:
    """How many of its values somebody should look at."""
    most = usual_most(seen.counts)
    count = sum(doubt_of(column, value, most) is not None for value in seen.counts)
    return ngettext("{count} to look at", "{count} to look at", count).format(count=number(count)) if count else ""
