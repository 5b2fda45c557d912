"""The card of one case, beside the list or alone: what is known of it, its history, and what is done with it."""

from collections.abc import Mapping
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.errors import Cancelled, ChangedByOther, Spoken
from csatdesk.domain.staff import Right, Scope
from csatdesk.domain.statuses import Status
from csatdesk.gui.cases.answering import AnswerPanel, LetterPanel
from csatdesk.gui.cases.card_facts import FactLines, belonging_lines, case_lines, contacts_words
from csatdesk.gui.cases.card_head import CardHead
from csatdesk.gui.cases.card_panels import PANELS
from csatdesk.gui.cases.card_sections import CardSections
from csatdesk.gui.cases.clock_lines import ClockColumn, clock_lines
from csatdesk.gui.cases.history import History
from csatdesk.gui.cases.history_words import news_words
from csatdesk.gui.cases.many import CHANGES, Many
from csatdesk.gui.cases.note_box import NoteBox
from csatdesk.gui.cases.panel import Command, Panel
from csatdesk.gui.cases.prepared import PreparedAnswer
from csatdesk.gui.chosen_pane import ChosenPane
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.file_drops import FileDrops
from csatdesk.gui.kept_text import kept_texts_of
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.cases.bulk import ManyDone
from csatdesk.operations.cases.commands import (
    add_note,
    take_case,
)
from csatdesk.operations.cases.own_cases import pin_case
from csatdesk.operations.cases.screens import CaseFacts, CasePage, load_case_page
from csatdesk.operations.letters.earlier import similar_answers
from csatdesk.wording.texts import _, spoken


class CasePane(ChosenPane):
    """What was typed for a case stays with it while others are looked at. `many_done`: with several cases at once;
    `letter_wanted`: a letter to be shown.
    """

    many_done = Signal(object)  # ManyDone
    letter_wanted = Signal(int)

    def __init__(
        self,
        context: Context,
        actions: Mapping[str, QAction],
        parent: QWidget | None = None,
        *,
        ask: AskPath = ask_path,
    ) -> None:
        super().__init__(context, parent)
        self.page: CasePage | None = None
        self._actions = actions
        self._case_id: int | None = None
        self._panels: dict[int, Panel] = {}  # by case: what is open there
        self._for_many: frozenset[str] = frozenset()
        self._notes: dict[int, str] = {}
        self.head = CardHead(tuple(actions.values()))
        self.head.copied.connect(lambda number: context.say(_("Copied {number}.").format(number=number)))
        self.lines = FactLines()
        self.lines.link_pressed.connect(self.open_customer)
        self.head.clocks.why_wanted.connect(context.explain)
        self.other_clocks = ClockColumn("small")
        self.other_clocks.why_wanted.connect(context.explain)
        self.prepared = PreparedAnswer()
        self.sections = CardSections(context, ask)
        self.sections.panel_wanted.connect(self.open_panel)
        self.sections.letter_wanted.connect(self.letter_wanted)
        self.sections.left.connect(self.left)
        self.history = History()
        self.history.line_reached.connect(self._bring_into_sight)
        self.note = NoteBox(kept_texts_of(context))
        self.note.written.connect(self._add_note)
        self.note.left.connect(self.left)
        self.note.attach_pressed.connect(self.sections.deeds["attach"])
        FileDrops(self, self.note.text, self.may_work).dropped.connect(self.sections.take_files)
        self._details = self._laid_out()
        self.body = QStackedWidget()
        self.body.addWidget(self._details)
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()
        self.show_case(None)

    def _lay_out(self) -> None:
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._under_head = QHBoxLayout()
        self._under_head.addWidget(Hairline())
        column.addWidget(self.head)
        column.addLayout(self._under_head)
        column.addWidget(self.body, 1)
        column.addWidget(self.note)
        empty = EmptyState(
            _("The case you choose stands here."), _("Arrows move through the list, Enter comes over to the card.")
        )
        self.put_in(card, empty)

    def _laid_out(self) -> QScrollArea:
        inside = QWidget()
        title = QHBoxLayout()
        title.addWidget(Label(_("History"), "small", bold=True))
        title.addStretch(1)
        title.addWidget(Label(_("Newest first"), "caption", "ink2"))
        self._inside = QVBoxLayout(inside)
        self._inside.addWidget(self.sections.gone)
        self._inside.addWidget(self.sections.possible)
        self._inside.addWidget(self.lines)
        self._inside.addWidget(self.other_clocks)
        self._inside.addWidget(self.prepared)
        self._inside.addWidget(self.sections)
        self._inside.addWidget(Hairline())
        self._inside.addLayout(title)
        self._inside.addWidget(self.history)
        self._inside.addStretch(1)
        area = upright_scroll(inside)
        area.verticalScrollBar().rangeChanged.connect(lambda _least, most: self._leave_room(most > 0))
        return area

    def _leave_room(self, scrolls: bool) -> None:
        """The scroll bar stands in the margin, so that nothing moves when it comes."""
        margin = theme().margin
        bar = self._details.verticalScrollBar().sizeHint().width() if scrolls else 0
        self._inside.setContentsMargins(margin, S8, margin - bar, S8)

    # which case

    @property
    def case_id(self) -> int | None:
        return self._case_id

    @property
    def card(self) -> CaseCard | None:
        """The case as it was last read; None until it is there."""
        return self.page.card if self.page is not None and self.page.card.row.id == self._case_id else None

    @property
    def panel(self) -> Panel | None:
        """What is open for this case."""
        return self._panels.get(self._case_id) if self._case_id is not None else None

    def show_case(self, case_id: int | None) -> None:
        """Another case. An open panel in which something was typed waits for the return to its case."""
        if case_id == self._case_id and case_id is not None:
            return
        self._put_aside()
        self._case_id = case_id
        self.page = None
        if case_id is None:
            self.show_none()
            self._show_actions()
        else:
            self.reload()

    def reload(self) -> None:
        if self._case_id is not None:
            question = partial(load_case_page, case_id=self._case_id)
            self.context.runner.ask(self.asker, question, self._loaded)

    def renew(self, facts: CaseFacts) -> None:
        """Time went on, or topics and people changed."""
        self.facts = facts
        if self.page is not None:
            self._show(self.page)
        else:
            self.reload()

    def _loaded(self, page: CasePage) -> None:
        if page.card.row.id != self._case_id or self.facts is None:
            return
        before, self.page = self.page, page
        panel = self.panel
        if panel is not None and panel.card is not None:
            news = self._news(panel.card, page.card)
            panel.meet(page.belongings.letters, self.context.actor.name)
            panel.renew(page.card, self.facts)
            if news:
                panel.warn(
                    _("Meanwhile: {news}. What you typed is still here; save again.").format(news=news.rstrip("."))
                )
        if before is None:
            self.note.show_case(page.card.row.id, self._notes.get(page.card.row.id, ""))
        self._show(page)

    def _show(self, page: CasePage) -> None:
        assert self.facts is not None
        zone = ZoneInfo(page.card.zone)
        self.sections.show_case(page, self.facts, may_work=self.may_work())
        self._show_actions()
        self.head.show_case(page.card, self.facts)
        lines = case_lines(page.card, self.facts.at) + belonging_lines(page.belongings)
        self.lines.show_lines(lines, contacts_words(page.contacts_in_year))
        self.other_clocks.show_lines(clock_lines(page.card, self.facts)[1])
        self.prepared.show_card(page.card)
        self.history.show_lines(page.card.history, self.facts.tree, self.facts.at, zone)
        self._show_body()
        self.show_card()
        self.shown.emit()

    def _show_body(self) -> None:
        panel = self.panel
        self.body.setCurrentWidget(panel if panel is not None else self._details)
        self.note.setVisible(panel is None and self.may_work())
        self._show_actions()

    def _news(self, seen: CaseCard, now: CaseCard) -> str:
        """What others wrote into the history since `seen` was read."""
        known = {line.id for line in seen.history}
        me = self.context.actor.id
        fresh = [line for line in now.history if line.id not in known and line.by_id != me]
        return news_words(list(reversed(fresh)), self.facts.tree) if fresh and self.facts is not None else ""

    def _put_aside(self) -> None:
        if self._case_id is None:
            return
        if self.page is not None:
            self._notes[self._case_id] = self.note.text.toPlainText()
        panel = self.panel
        if panel is not None and panel.is_empty():
            self._close_panel(panel)

    # what may be done

    def may_work(self, right: Right = Right.WORK_ON_CASE) -> bool:
        """Whether this person may do something with the case shown."""
        scope = self.context.actor.scope(right)
        if self.card is None or scope is None or self.page is None or self.page.belongings.is_gone:
            return False
        return scope is Scope.CENTRE or self.card.office_id == self.context.actor.office_id

    def _show_actions(self) -> None:
        card = self.card
        free = self.panel is None and card is not None
        is_open = card is not None and card.row.status.is_open
        works, hands = free and self.may_work(), free and self.may_work(Right.HAND_OVER_CASE)
        mine = card is not None and card.row.owner_id == self.context.actor.id
        enabled = {
            "take": works and is_open and not mine,
            "answer": works and is_open,
            "approve": free and self._may_approve(),
            "acknowledge": works and is_open,
            "notice": works and is_open,
            "tell": free,
            "wait": works and is_open and not self._is_settled(),
            "go_on": works and card is not None and card.row.status.is_waiting,
            "why": bool(self.head.clocks.lines),
            "note": works,
            "hand_over": hands and is_open,
            "close": works and is_open,
            "reopen": works and not is_open,
            "topic": works,
        }
        more = self.sections.enabled(works=works, hands=hands)
        enabled |= more
        if self.panel is None:
            enabled |= dict.fromkeys(self._for_many, True)
        for key, action in self._actions.items():
            can = enabled.get(key, card is not None)
            action.setVisible(can or key not in more)  # what is rare would only lengthen the menu
            action.setEnabled(can)
        self._actions["take"].setData(card is not None and card.row.owner_id is None)
        if self.card is not None:
            self.head.is_busy = self.panel is not None
            self.head.show_actions()

    def allow_for_many(self, keys: frozenset[str]) -> None:
        """Several cases are chosen: these can be done with them, whatever the case shown allows. Empty: one is."""
        if keys != self._for_many:
            self._for_many = keys
            self._show_actions()

    def _may_approve(self) -> bool:
        """A second person reads the answer: not who wrote it."""
        card = self.card
        if card is None or card.row.status is not Status.TO_APPROVE:
            return False
        return self.may_work(Right.APPROVE_ANSWER) and card.prepared_by_id != self.context.actor.id

    def _is_settled(self) -> bool:
        """Open only for what was promised."""
        return self.card is not None and self.card.row.status is Status.PROMISE_OPEN

    # doing it

    def explain(self) -> None:
        """How the nearest due instant came about."""
        lines = self.head.clocks.lines
        if lines:
            self.context.explain(lines[0].deadline_id)

    def start(self, key: str) -> None:
        """Open the fields for "answer", "close", "hand_over", "topic" or "reopen"."""
        if self.card is not None:
            self.open_panel(PANELS[key]())

    def open_panel(self, panel: Panel) -> None:
        """Fields for the case shown, in the place of its details."""
        if self.card is None or self.facts is None or self._case_id is None:
            return
        assert self.page is not None
        before = self.panel
        if before is not None and not before.is_empty():
            before.focus_first()  # first things first: what is half typed there stays in sight
            return
        if before is not None:
            self._close_panel(before)
        panel.meet(self.page.belongings.letters, self.context.actor.name)
        panel.show_case(self.card, self.facts, kept_texts_of(self.context))
        if isinstance(panel, AnswerPanel):
            panel.ask_earlier.clicked.connect(partial(self._ask_earlier, panel))
        panel.saved.connect(partial(self._do, panel))
        panel.left.connect(partial(self._leave_panel, panel))
        self._panels[self._case_id] = panel
        self.body.addWidget(panel)
        self._show_body()
        panel.focus_first()

    def take(self) -> None:
        if self._case_id is not None:
            self.context.runner.act(self, partial(take_case, case_id=self._case_id))

    def pin(self) -> None:
        if self._case_id is not None:
            self.context.runner.act(self, partial(pin_case, case_id=self._case_id))

    def write_note(self) -> None:
        self.note.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_customer(self) -> None:
        if self.card is not None and self.card.customer is not None:
            self.context.open_customer(self.card.customer.id)

    def focus_card(self) -> None:
        """Enter in the list: to what is open, else to the history."""
        if self.panel is not None:
            self.panel.focus_first()
        elif self.card is not None:
            self.history.setFocus(Qt.FocusReason.TabFocusReason)

    def _do(self, panel: Panel, command: Command | Many) -> None:
        failed = partial(self._failed, panel, command)
        if isinstance(command, Many):
            job = partial(self.context.runner.job, self, panel.title, command.job, changes=CHANGES)
            job(partial(self._many_done, panel), failed=failed)
        else:
            self.context.runner.act(self, command, partial(self._done, panel), failed=failed)

    def _done(self, panel: Panel, result: object) -> None:
        panel.done()
        self._close_panel(panel)
        self._show_body()
        self.left.emit()
        if panel.shows_letter and isinstance(result, int):
            self.letter_wanted.emit(result)

    def show_letter(self) -> bool:
        """Keep the letter that is being written and show it; False when none is."""
        if not isinstance(self.panel, LetterPanel):
            return False
        self.panel.show_letter()
        return True

    def _ask_earlier(self, panel: AnswerPanel) -> None:
        """How cases like this one were answered."""
        if self._case_id is not None:
            question = partial(similar_answers, case_id=self._case_id)
            self.context.runner.ask(panel, question, panel.earlier.show_answers)

    def _many_done(self, panel: Panel, done: ManyDone) -> None:
        self._done(panel, None)
        self.many_done.emit(done)

    def _failed(self, panel: Panel, command: Command | Many, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            panel.clear_errors()
            return
        if not isinstance(error, Spoken):
            panel.clear_errors()
            self.context.runner.failed.emit(error, partial(self._do, panel, command))
            return
        if isinstance(error, ChangedByOther):
            panel.warn(spoken(error))
            self.reload()
        else:
            panel.refused(error)

    def _leave_panel(self, panel: Panel) -> None:
        self._close_panel(panel)
        self._show_body()
        self.focus_card()

    def _close_panel(self, panel: Panel) -> None:
        for case_id in [one for one, other in self._panels.items() if other is panel]:
            del self._panels[case_id]
        if self.body.currentWidget() is panel:
            self.body.setCurrentWidget(self._details)
        self.body.removeWidget(panel)
        panel.deleteLater()

    def _add_note(self, words: str) -> None:
        case_id = self._case_id
        if case_id is None:
            return
        self.context.runner.act(self, partial(add_note, case_id=case_id, text=words), partial(self._noted, case_id))

    def _noted(self, case_id: int, _result: object) -> None:
        self._notes.pop(case_id, None)
        self.note.added(case_id)
        if case_id == self._case_id:
            self.note.text.setPlainText("")

    def _bring_into_sight(self, place: QRect) -> None:
        self._details.ensureVisible(place.center().x(), place.bottom(), 0, S12)
        self._details.ensureVisible(place.center().x(), place.top(), 0, S12)

    def _refit(self) -> None:
        margin = theme().margin
        self._under_head.setContentsMargins(margin, 0, margin, 0)
        self._leave_room(self._details.verticalScrollBar().maximum() > 0)
        self._inside.setSpacing(S8 if theme().compact else 10)
