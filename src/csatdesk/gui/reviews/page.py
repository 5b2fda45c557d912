"""My reviews: contacts that the program drew for this person, what is due first on top; one key begins each."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline, Label, LinkButton
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.reviews.forms import AsideForm
from csatdesk.gui.reviews.questions import MyBoard, load_mine
from csatdesk.gui.reviews.task_pane import TaskPane
from csatdesk.gui.reviews.words import task_entry
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S16
from csatdesk.operations.reviews.drawing import set_aside
from csatdesk.operations.reviews.draws import load_draw
from csatdesk.operations.reviews.tasks import TaskRow, begin_review
from csatdesk.wording.formats import number
from csatdesk.wording.reviews import aside_words
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 520, 440
DEEDS = (
    ("begin", N_("Re&view it"), "F"),
    ("aside", N_("Could &not be reviewed …"), "U"),
    ("how", N_("&How was it drawn?"), "H"),
    ("case", N_("Open the &case"), "O"),
)


class ReviewsPage(FormPage):
    """See the module's first words."""

    list: EntryList
    pane: TaskPane
    shows = frozenset({Kind.REVIEW, Kind.EVALUATION, Kind.STANDARD, Kind.CASE})
    help_page = "reviews"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.board: MyBoard | None = None
        self._asker, self._how_asker = QObject(self), QObject(self)
        self.primary = make_action(self, _("Review the &next one"), self.begin_first, "Alt+Shift+N")
        deeds: dict[str, Callable[[], object]] = {
            "begin": self.begin,
            "aside": self.set_aside,
            "how": self.show_how,
            "case": self.open_case,
        }
        self.actions_by_key = self._made_actions(DEEDS, deeds)
        self.list = EntryList(_("To review"))
        self.done = Label("", "small", "ink2")
        self.rules = LinkButton(_("Rules and draws"), keys="Ctrl+R")
        self.double = LinkButton(_("Double scoring and calibration"), keys="Ctrl+D")
        self.empty = EmptyState(_("Contacts that were drawn for you stand here."), _("Nothing is left to review."))
        chosen = EmptyState(_("The contact you choose stands here."), _("Arrows move through the list."))
        self.pane = TaskPane(list(self.actions_by_key.values()), chosen, context.zone)
        self._lay_out()
        self._add_ways()
        self.list.chosen.connect(lambda _task_id: self._show_again())
        self.pane.left.connect(self._focus_list)
        self._show_again()

    def _add_ways(self) -> None:
        """To the pages behind this one, for whoever may go there."""
        for link, words, key, keys, right in (
            (self.rules, _("&Rules and draws"), "sampling", "Ctrl+R", Right.CHANGE_STANDARDS),
            (self.double, _("&Double scoring and calibration"), "calibration", "Ctrl+D", Right.DECIDE_DISPUTES),
        ):
            go = make_action(self, words, partial(self.context.show, key), keys)
            go.setEnabled(self.context.may(right))
            link.setVisible(go.isEnabled())
            link.clicked.connect(go.trigger)

    def _lay_out(self) -> None:
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._row = QHBoxLayout()
        self._row.setSpacing(S16)
        self._row.addWidget(self.done, 1)
        self._row.addWidget(self.rules)
        self._row.addWidget(self.double)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)
        theme().changed.connect(self._refit)
        self._refit()

    # what the main window asks

    @property
    def title(self) -> str:
        return _("My reviews")

    def summary(self) -> str:
        if self.board is None:
            return ""
        mine = self.board.reviews
        parts = [ngettext("{count} to review", "{count} to review", mine.left).format(count=number(mine.left))]
        if mine.overdue:
            late = ngettext("{count} overdue", "{count} overdue", mine.overdue)
            parts.append(late.format(count=number(mine.overdue)))
        return ", ".join(parts)

    def shown(self) -> None:
        self._ask()
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self._asker, load_mine, self._show)

    def _show(self, board: MyBoard) -> None:
        self.board = board
        rows = board.reviews.rows
        self.list.show_entries([task_entry(row, board.at, board.calendar, self.context.zone) for row in rows])
        self.split.show_empty(not rows)
        if rows and self.list.current not in {row.id for row in rows}:
            self.list.choose(rows[0].id)
        self.done.setText(self._done_words())
        self._show_again()
        self.head_changed.emit()

    def _done_words(self) -> str:
        assert self.board is not None
        mine = self.board.reviews
        words = ngettext("{count} reviewed in 30 days", "{count} reviewed in 30 days", mine.done)
        parts = [words.format(count=number(mine.done)), aside_words(mine.set_aside) if mine.set_aside else ""]
        return ", ".join(filter(None, parts))

    @property
    def row(self) -> TaskRow | None:
        rows = self.board.reviews.rows if self.board is not None else ()
        return next((one for one in rows if one.id == self.list.current), None)

    def _show_again(self) -> None:
        row, is_free = self.row, self.pane.form is None
        can = {
            "begin": row is not None,
            "aside": row is not None and not row.is_begun,
            "how": row is not None and row.draw_id is not None,
            "case": row is not None and row.case_id is not None,
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(can[key] and is_free)
        assert self.primary is not None
        self.primary.setEnabled(row is not None and is_free)
        self.pane.show_row(row)

    # what is done

    def begin_first(self) -> None:
        if self.board is not None and self.board.reviews.rows:
            self._begin(self.board.reviews.rows[0])

    def begin(self) -> None:
        if self.row is not None:
            self._begin(self.row)

    def _begin(self, row: TaskRow) -> None:
        self.context.runner.act(self, partial(begin_review, task_id=row.id), self.context.fill)

    def set_aside(self) -> None:
        if self.row is not None:
            form = AsideForm()
            form.saved.connect(partial(self._save_aside, form, self.row.id))
            self._open(form)

    def _save_aside(self, form: AsideForm, task_id: int, reason: str) -> None:
        command = partial(set_aside, task_id=task_id, reason=reason)
        self.context.runner.act(form, command, self._was_set_aside, failed=partial(self._failed, form))

    def _was_set_aside(self, replacement_id: int | None) -> None:
        self._close_form()
        if replacement_id is None:
            self.context.say(_("Set aside. Nothing else of this person and month is left to review."))
        else:
            self.context.say(_("Set aside. The program drew another one in its place."))
        self._ask()

    def show_how(self) -> None:
        row = self.row
        if row is not None and row.draw_id is not None:
            self.context.runner.ask(self._how_asker, partial(load_draw, draw_id=row.draw_id), self.pane.show_how)

    def open_case(self) -> None:
        if self.row is not None and self.row.case_id is not None:
            self.context.open_case(self.row.case_id)

    def _focus_list(self) -> None:
        if self.split.is_empty and self.rules.isVisible():
            self.rules.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super()._focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list begins, or goes on; Escape leads back to the evaluations."""
        if event.key() == Qt.Key.Key_Escape:
            self.context.show("evaluations")
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.hasFocus():
            self.begin()
            return
        super().keyPressEvent(event)

    def _refit(self) -> None:
        self._row.setContentsMargins(theme().margin, S8, theme().margin, S8 - 1)
