"""Why a clock is due when it is: every day of it painted, all clocks of the case, the rule as it is kept."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import Trouble
from csatdesk.domain.explanation import CaseExplained, ClockTold, Explanation, NoClock, stopped_at
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.preview import PaperPreview
from csatdesk.gui.context import Context
from csatdesk.gui.deadlines.day_list import DayPicture
from csatdesk.gui.deadlines.legend import Legend
from csatdesk.gui.deadlines.side import Side
from csatdesk.gui.fields import Hairline, Label, StateLabel
from csatdesk.gui.intake.printing import send_to_printer
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.marks import WORD_AFTER
from csatdesk.gui.page import Page
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.operations.cases.explanation import draw_deadline, explain_deadline, export_deadline
from csatdesk.operations.cases.exports import PRINTER_SCALE
from csatdesk.wording.explained_text import as_text
from csatdesk.wording.explanation import second, sentence, state_of, title
from csatdesk.wording.texts import _

STEP = " › "
STATUS = "explained"  # its item in the status bar


class ExplainedPage(Page):
    """Arrows choose a day at the left, a clock at the right; Left and Right go over. Escape goes back."""

    shows = frozenset({Kind.CASE, Kind.TARGET, Kind.CENTRE})
    help_page = "deadlines"

    def __init__(self, context: Context, parent: QWidget | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self.case: CaseExplained | None = None
        self._deadline_id: int | None = None
        self._place = -1
        self._back = "cases"
        self._ask = ask
        self.mark, self.sentence = StateLabel("none", "", role="heading"), Label("", "heading", wrap=True)
        self.second = Label("", "small", "ink2", wrap=True)
        self.picture, self.legend, self.side = DayPicture(), Legend(), Side()
        self.nothing = QWidget()  # in place of the days of a clock that does not run
        self.preview = PaperPreview()
        self.preview.back.setText(_("Back to the days"))
        self._lay_out()
        self._connect()
        self._add_actions()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(0)
        self._head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(S4)
        words.addWidget(self.sentence)
        words.addWidget(self.second)
        self._head.addLayout(words, 1)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.picture)
        self._middle.addWidget(self.nothing)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.legend)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(self._head)
        left.addWidget(Hairline())
        left.addWidget(self._middle, 1)
        left.addLayout(self._foot)
        days = QWidget()
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self._stack = QStackedWidget()
        self._stack.addWidget(days)
        self._stack.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _connect(self) -> None:
        self.side.chosen.connect(self._choose)
        self.side.copy_wanted.connect(self.copy_text)
        self.side.extend_wanted.connect(self._extend)
        self.side.clocks.left_left.connect(self._to_days)
        self.picture.rows.left_right.connect(lambda: self.side.clocks.setFocus(Qt.FocusReason.OtherFocusReason))
        self.preview.print_pressed.connect(self.print_paper)
        self.preview.save_pressed.connect(self.save_paper)
        self.preview.left.connect(self._leave_preview)

    def _add_actions(self) -> None:
        self.primary = make_action(self, _("&Print for the file"), self.print_paper, "Ctrl+P")
        self._copy = make_action(self, _("Copy as te&xt"), self.copy_text, "Ctrl+C")
        self._leave = make_action(self, _("Go &back"), self.leave, "Esc")
        for action in (self._copy, self._leave):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # which clock

    def show_deadline(self, deadline_id: int, back: str = "cases") -> None:
        """Explain this clock; `back`: the page to which Escape returns."""
        self._deadline_id, self._back = deadline_id, back
        self._place = -1
        self._leave_preview()
        self._ask_for(deadline_id)

    def _ask_for(self, deadline_id: int) -> None:
        self.context.runner.ask(self, partial(explain_deadline, deadline_id=deadline_id), self._loaded)

    def _loaded(self, case: CaseExplained) -> None:
        """A rule that starts no clock stays chosen when its case is read again."""
        keeps = 0 <= self._place < len(case.clocks) and isinstance(case.clocks[self._place], NoClock)
        self.case = case
        self._show(self._place if keeps else case.chosen)

    @property
    def told(self) -> ClockTold | None:
        """The clock that is explained."""
        return self.case.clocks[self._place] if self.case is not None and self._place >= 0 else None

    def _choose(self, place: int) -> None:
        if self.case is None or place == self._place or place >= len(self.case.clocks):
            return
        found = self.case.clocks[place]
        if isinstance(found, Explanation):
            self._deadline_id = found.facts.id
        self._show(place)

    def _show(self, place: int) -> None:
        assert self.case is not None
        self._place = place
        told = self.case.clocks[place]
        state, _words = state_of(told)
        self.mark.show_state(state, "")
        self.mark.setAccessibleName(_words)
        self.sentence.setText(sentence(told))
        self.second.setText(second(told))
        self.second.setVisible(bool(second(told)))
        self._middle.setCurrentWidget(self.picture if isinstance(told, Explanation) else self.nothing)
        self.legend.setVisible(isinstance(told, Explanation))
        if isinstance(told, Explanation):
            self.picture.show_clock(told)
            self.legend.show_picture(self.picture.picture)
        self.side.show_case(self.case, place, may_extend=self._may_extend() is not None)
        self.head_changed.emit()

    @property
    def title(self) -> str:
        return title(self.told) if self.told is not None else _("Why a clock is due")

    def summary(self) -> str:
        if self.case is None:
            return ""
        return ", ".join([self.case.number, STEP.join(self.case.topic) or _("Unclassified")])

    def window_words(self) -> str:
        return self.case.number if self.case is not None else ""

    def shown(self) -> None:
        self.context.tell(STATUS, _("Nothing here can be edited. Pauses are changed in the case."))
        self._to_days()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.context.tell(STATUS, "")

    def reload(self, kinds: frozenset[Kind]) -> None:
        if kinds & self.shows and self._deadline_id is not None:
            self._ask_for(self._deadline_id)

    def _to_days(self) -> None:
        rows = self.picture.rows if self.picture.isVisible() else self.side.clocks
        rows.setFocus(Qt.FocusReason.OtherFocusReason)

    # what can be done

    def leave(self) -> None:
        """Out of the paper to the days, else to where one came from."""
        if self._stack.currentWidget() is self.preview:
            self._leave_preview()
        else:
            self.context.show(self._back)

    def copy_text(self) -> None:
        if self.case is not None:
            QGuiApplication.clipboard().setText(as_text(self.case, self._place))
            self.context.say(_("Copied as text."))

    def _may_extend(self) -> Explanation | None:
        """The running legal clock whose rule can be extended, when this person may."""
        if self.case is None or not self.context.may(Right.EXTEND_DEADLINE):
            return None
        running = [one for one in self.case.clocks if isinstance(one, Explanation) and stopped_at(one.facts) is None]
        return next((one for one in running if one.clock is Clock.LEGAL and one.course.rule.extension.amount), None)

    def _extend(self) -> None:
        if self.case is not None:
            self.context.work_on(self.case.case_id, "extend")

    # on paper

    def print_paper(self) -> None:
        """Show the paper first; once more prints it."""
        found = self._on_paper()
        if found is None:
            return
        number, deadline_id = found
        is_shown = self._stack.currentWidget() is self.preview
        drawing = partial(draw_deadline, deadline_id=deadline_id)
        if is_shown:
            drawing = partial(draw_deadline, deadline_id=deadline_id, scale=PRINTER_SCALE)
        then = partial(self._print, number) if is_shown else self._drawn
        self.context.runner.job(self, _("Deadline explained"), drawing, then)

    def _on_paper(self) -> tuple[str, int] | None:
        if self.case is None or self._deadline_id is None:
            return None
        return self.case.number, self._deadline_id

    def _drawn(self, pages: tuple[bytes, ...]) -> None:
        self.preview.show_pages(self.title, pages)
        self._stack.setCurrentWidget(self.preview)

    def _print(self, number: str, pages: tuple[bytes, ...]) -> None:
        try:
            send_to_printer(pages, number)
        except Trouble as trouble:
            self.context.runner.failed.emit(trouble, self.print_paper)
            return
        self.context.say(_("The explanation of case {number} is printing.").format(number=number))

    def save_paper(self) -> None:
        found = self._on_paper()
        if found is None:
            return
        chosen = self._ask(self, _("Save the explanation"), f"{found[0]}.pdf", "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(path.name + ".pdf")
        self.context.runner.job(
            self,
            _("Deadline explained"),
            lambda store, actor, progress: export_deadline(
                store, actor, deadline_id=found[1], path=path, progress=progress
            ),
            lambda made: self.context.say(_("Saved {file}.").format(file=made.name)),
        )

    def _leave_preview(self) -> None:
        if self._stack.currentIndex():
            self._stack.setCurrentIndex(0)
            self._to_days()

    def _refit(self) -> None:
        margin = theme().margin
        above = S12 if theme().compact else S16
        self._head.setContentsMargins(margin, above, margin, above - 2)
        self._foot.setContentsMargins(margin, S8, margin, S12 if theme().compact else S16)
        self.mark.setFixedWidth(round((WORD_AFTER + 4) * theme().scale))
