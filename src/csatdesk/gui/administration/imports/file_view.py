"""A file that is about to be imported: columns and words at the left, the first rows at the right."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.errors import Refusal
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.administration.imports.columns_box import TOTAL, ColumnsBox
from csatdesk.gui.administration.imports.footer import Footer
from csatdesk.gui.administration.imports.format_bar import FormatBar
from csatdesk.gui.administration.imports.plan import Plan
from csatdesk.gui.administration.imports.preview_table import PreviewTable
from csatdesk.gui.administration.imports.words_box import WordsBox
from csatdesk.gui.administration.section import Sheet, order_tabs
from csatdesk.gui.fields import ErrorBanner, ErrorLine, Hairline
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.import_files import SHOWN_ROWS, FileLook, ImportPreview, PreviewRow
from csatdesk.wording.texts import _, spoken

LEFT_WIDTH = 420
MOST_SHARE = 0.5


class FileView(QFrame):
    """`plan` reads every choice back; `is_ready`: the columns say enough for an import."""

    plan_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_ready = False
        self._look: FileLook | None = None
        self.bar, self.columns, self.words = FormatBar(), ColumnsBox(), WordsBox()
        self.table, self.footer, self.banner = PreviewTable(), Footer(), ErrorBanner()
        self.problem = ErrorLine()
        self._lay_out()
        for part in (self.columns, self.words):
            part.changed.connect(self.plan_changed)
        self.table.told.connect(self.problem.say)
        self.footer.next_problem_wanted.connect(lambda: self.table.go_to_problem(1))
        QShortcut(Qt.Modifier.SHIFT | Qt.Key.Key_F8, self, lambda: self.table.go_to_problem(-1))
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        self._left = Sheet(width=None)
        self._left.add_heading(_("Columns"))
        self._left.add(self.columns)
        self._left.add(self.words)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.table, 1)
        told = QHBoxLayout()
        told.setContentsMargins(S12, S8, S12, S8)
        told.addWidget(self.problem)
        right.addLayout(told)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._left)
        middle.addWidget(Hairline(upright=True))
        middle.addLayout(right, 1)
        self._below_banner = QWidget()
        self._below_banner.setFixedHeight(S12)
        self._below_banner.hide()
        said = QHBoxLayout()
        said.setContentsMargins(theme().margin, 0, theme().margin, 0)
        said.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(said)
        column.addWidget(self._below_banner)
        column.addWidget(Hairline())
        column.addLayout(middle, 1)
        column.addWidget(self.footer)

    def sizeHint(self) -> QSize:
        return QSize(800, 500)

    def start(self) -> None:
        """To the first choice of a column."""
        first = next(iter(self.columns.rows.values()))
        first.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_tabs(self) -> None:
        """From the head over columns and words to the table and the foot, as on the page."""
        columns, topics, foot = self.columns, self.words.topic_box, self.footer
        below = {**columns.styles, TOTAL: columns.scale}
        rows = [one for key, row in columns.rows.items() for one in (row.choice, below.get(key)) if one]
        words = [*self.words.values.values(), topics.make_new, topics.leave, *topics.choices.values()]
        feet = (foot.next_problem, foot.refuse, foot.set_aside, foot.place, foot.source)
        order_tabs(self.bar.fields.header_row, *rows, columns.more, *words, self.table, *feet)

    def say(self, words: str) -> None:
        self.banner.say(words)
        self._below_banner.setVisible(bool(words))

    def go_to_a_problem(self) -> None:
        """To the first, unless one stands on a problem already."""
        if self.table.problem:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.go_to_problem(1)

    def show_plan(self, plan: Plan, *, keep_footer: bool) -> None:
        """A file just looked at. `keep_footer`: the same file read in another way."""
        self._look = plan.look
        self.say("")
        self.bar.show_look(plan.look)
        self.columns.show_look(plan.look, plan.columns, plan.date_styles, plan.scale)
        self.words.clear()
        if not keep_footer:
            self.footer.show_plan(plan)
        self.show_raw()
        self._order_tabs()

    def plan(self, before: Plan) -> Plan:
        """The plan as it now stands here."""
        topics = self.words.topic_box
        return replace(
            before,
            columns=self.columns.columns(),
            date_styles=self.columns.date_styles(),
            words=self.words.words(),
            scale=self.columns.total_scale(),
            topics=topics.topics(),
            make_topics=topics.make_new.isChecked(),
            source=self.footer.source.text().strip(),
            bad_rows_path=self.footer.bad_rows_path,
        )

    def show_raw(self) -> None:
        """The rows as they stand in the file, before anything is known of them."""
        assert self._look is not None
        rows = [
            PreviewRow(row.number, tuple("" if cell is None else str(cell) for cell in row.cells), {})
            for row in self._look.rows[:SHOWN_ROWS]
        ]
        self.table.show_rows(rows, self._look.headers, self.columns.names_by_column())

    def show_preview(self, preview: ImportPreview[Any]) -> None:
        assert self._look is not None
        self.is_ready = True
        self.columns.say({})
        self.table.show_rows(preview.rows, self._look.headers, self.columns.names_by_column())
        self.footer.show_preview(preview)

    def show_words(self, preview: ImportPreview[Any], tree: TopicTree) -> None:
        assert self._look is not None
        self.words.show_words(preview.unknown, self._look.fields, preview.topics, tree)
        self._order_tabs()

    def show_refusal(self, error: Refusal) -> None:
        """The columns do not say enough: told at the field it is about."""
        self.is_ready = False
        self.columns.say({error.field: spoken(error)} if error.field else {})
        if not error.field:
            self.say(spoken(error))
        self.show_raw()
        self.footer.show_nothing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        wanted = round((LEFT_WIDTH - 60 if theme().compact else LEFT_WIDTH) * theme().scale)
        self._left.setFixedWidth(min(wanted, max(200, round(self.width() * MOST_SHARE))))
