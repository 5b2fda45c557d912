"""Every answer by itself, or the comments one after another; a comment is never hidden behind a high score."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.domain.survey_views import SurveyView
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.row_cells import Drawn, Words, elided, figure
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline, KeyHint, LinkButton, SegmentedChoice, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.labels import Label
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.operations.surveys.findings.facts import ResultFacts
from csatdesk.operations.surveys.findings.single import SingleAnswer, list_read, list_single
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _

PANE_WIDE, PANE_COMPACT = 460, 380
TYPING_MS = 250
ANSWERS, COMMENTS = "answers", "comments"
SCORE = 1  # the column of figures
UNSORTED = -1  # the newest month first, its days in no order


class AnswerList(RowTable):
    def __init__(self, model: PagedModel[SingleAnswer]) -> None:
        super().__init__(model, _cell, _widths)
        self.copied = lambda row: (row.when, row.where, row.score, row.comment)
        self.head.figures = {SCORE}
        self.head.set_sorted(UNSORTED, "")
        self.setAccessibleName(_("Answers"))


def _widths(room: int) -> Sequence[int]:
    when = max(theme().px(120), round(room * 0.3))
    score = theme().px(62)
    return when, score, max(room - when - score, theme().px(120))


def _cell(row: SingleAnswer, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    if column == 0:
        left = theme().margin
        return (
            Words(left, 1, elided(row.when, room - left)),
            Words(left, 2, elided(row.where, room - left, "small"), "small", "ink2"),
        )
    if column == SCORE:
        return (figure(row.score, room),)
    first = " ".join(row.comment.split()) or "–"
    topic = Words(0, 2, elided(row.topic, room, "small"), "small", "ink2")
    return Words(0, 1, elided(first, room), tone="ink" if row.comment else "ink3"), topic


class AnswersView(QWidget):
    """See the module's first words."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.facts: ResultFacts | None = None
        self._view: SurveyView | None = None
        self._value: tuple[str, str] | None = None
        columns = (
            Column[SingleAnswer](N_("When and where"), lambda row: row.when),
            Column[SingleAnswer](N_("Score"), lambda row: row.score),
            Column[SingleAnswer](N_("Comment"), lambda row: row.comment),
        )
        self.model = PagedModel[SingleAnswer](context.runner, columns, _none, owner=self)
        self.list = AnswerList(self.model)
        self.what = SegmentedChoice([(ANSWERS, _("Answers")), (COMMENTS, _("Comments only"))])
        self.what.setAccessibleName(_("What is listed"))
        self.search = TextField(placeholder=_("Search in comments"), icon="search")
        self.search.add_trailing(KeyHint("Alt+S"))
        self.only = LinkButton("", role="small")
        self.only.hide()
        empty = EmptyState(_("No answer fits."), _("Choose other months, fewer filters, or other words."))
        self.pane = AnswerPane()
        self.split = ListBeside(self.list, empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._typing = Pause(self._read, self, TYPING_MS)
        self._lay_out()
        make_action(self, _("&Search in comments"), self._to_search, "Alt+S")
        self.what.chosen.connect(lambda _what: self._read())
        self.search.textEdited.connect(lambda _text: self._typed())
        self.only.clicked.connect(self._all)
        self.list.current_changed.connect(self.pane.show_answer)
        self.list.opened.connect(self._open)
        self.model.loaded.connect(self._loaded)

    def _lay_out(self) -> None:
        head = self._head = QVBoxLayout()
        head.addWidget(FlowBox(self.what, self.search, self.only, gap=S12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, S8, theme().margin, S8)
        self.search.setMinimumWidth(theme().px(260))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())

    # what is shown

    def narrow(self, key: str) -> None:
        """Only answers of one value, such as "nps=9"; "" for all of them."""
        name, _sign, value = key.partition("=")
        self._value = (name, value) if value else None

    def show_asked(self, facts: ResultFacts, view: SurveyView) -> None:
        self.facts, self._view = facts, view
        self._read()

    def _typed(self) -> None:
        if self.search.text() and self.what.value() != COMMENTS:
            self.what.set_value(COMMENTS)
        self._typing.poke()

    def _all(self) -> None:
        self._value = None
        self._read()

    def _read(self) -> None:
        self._typing.cancel()
        if self._view is None:
            return
        item = None if self.facts is None or self._value is None else self.facts.item(self._value[0])
        self.only.setVisible(item is not None and self._value is not None)
        if self._value is not None:
            self.only.setText(_("Only answers “{value}”: show all").format(value=self._value[1]))
        self.model.read(partial(_pages, self._view, self._value, str(self.what.value()), self.search.text()))

    def _loaded(self) -> None:
        self.split.show_empty(not self.model.row_count)
        if self.model.row_count and self.list.row() is None:
            self.list.select_place(0)
        self.pane.show_answer(self.list.row())

    # what is done

    def start(self) -> None:
        target = self.search if self.split.is_empty else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _open(self, row: object) -> None:
        """The case about which somebody answered."""
        if isinstance(row, SingleAnswer) and row.case_id is not None:
            self.context.open_case(row.case_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self._read()
            return
        super().keyPressEvent(event)


class AnswerPane(QWidget):
    """One person's answers: first what they wrote, then the rest, then what is known of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "bg")
        self.when = Label("", "heading", wrap=True)
        self.comment = Label("", "body", wrap=True)
        self.topic = Label("", "small", "ink2", wrap=True)
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.setSpacing(S4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(upright_scroll(self._inside))
        for label in (self.when, self.comment, self.topic):
            self._lines.addWidget(label)
        self._lines.addSpacing(S8)
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(0)
        self._lines.addLayout(self._pairs)
        self._lines.addStretch(1)
        self._shown: list[Label] = []
        self._row: SingleAnswer | None = None
        self._lines.setContentsMargins(theme().margin, S12, theme().margin, S12)

    def show_answer(self, row: object) -> None:
        answer = row if isinstance(row, SingleAnswer) else None
        if answer is self._row:
            return
        self._row = answer
        for label in self._shown:
            self._pairs.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._shown = []
        self.when.setText("" if answer is None else ", ".join(filter(None, (answer.when, answer.where))))
        self.comment.setText("" if answer is None else answer.comment or _("Nothing was written."))
        self.topic.setText("")
        if answer is None:
            return
        self.topic.setText(_("Seems to be about: {topic}").format(topic=answer.topic) if answer.topic else "")
        for name, value in (*answer.said, *answer.facts):
            asked = Label(name, "small", "ink2", wrap=True)
            asked.setContentsMargins(0, S8, 0, 0)  # an answer stands nearer to its own question than to the next one
            self._add(asked, Label(value, "body", wrap=True))
        if answer.case_id is not None:
            self._add(Label(_("Enter opens the case."), "small", "ink2", wrap=True))

    def _add(self, *labels: Label) -> None:
        for label in labels:
            self._pairs.addWidget(label)
            self._shown.append(label)


def _pages(
    view: SurveyView, value: tuple[str, str] | None, what: str, search: str, wanted: Wanted
) -> Callable[[Reading], Page[SingleAnswer]]:
    if what == COMMENTS:
        return partial(list_read, view=view, search=search)
    return partial(list_single, view=view, value=value, **wanted.values)


def _none(_wanted: Wanted) -> Callable[[Reading], Page[SingleAnswer]]:
    return lambda _reading: Page((), None)
