"""What belongs to a case, on its card: promises and steps, links and parts, files; and everything done with them."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import Priority, ReplyBy
from csatdesk.domain.corrective_actions import MeasureStart, MeasuresWanted, Origin
from csatdesk.domain.letters import LetterRow, LetterState
from csatdesk.domain.promises import PromiseKind, PromiseRow
from csatdesk.domain.staff import Right
from csatdesk.gui.cases.attachments import Attacher, FileSection
from csatdesk.gui.cases.card_letters import NOT_SENT, WAS_SENT, LetterSection
from csatdesk.gui.cases.card_links import CASE, PART, ChainSection, GoneStrip, LinkSection, PossibleStrip
from csatdesk.gui.cases.card_promises import PromiseSection
from csatdesk.gui.cases.legal_start_panel import LegalStartPanel
from csatdesk.gui.cases.link_panels import LinkPanel, MergePanel, RepeatPanel, ThrowAwayPanel
from csatdesk.gui.cases.matter_panel import MatterPanel
from csatdesk.gui.cases.more_deeds import MORE_DEEDS, REMOTE
from csatdesk.gui.cases.panel import Command
from csatdesk.gui.cases.promise_panels import (
    AnsweredPanel,
    DonePanel,
    DropPanel,
    GivePanel,
    MovePanel,
    PromisePanel,
    ReferPanel,
)
from csatdesk.gui.chosen_pane import has_keyboard
from csatdesk.gui.context import Context
from csatdesk.gui.list_export import AskPath
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.cases.belongings import Belongings
from csatdesk.operations.cases.commands import mark_remote, set_priority
from csatdesk.operations.cases.links import unlink_cases, unmerge_cases
from csatdesk.operations.cases.promises import do_promise
from csatdesk.operations.cases.repeat_proposals import refuse_repeat
from csatdesk.operations.cases.screens import CaseFacts, CasePage
from csatdesk.operations.cases.trash import take_out
from csatdesk.operations.letters.commands import confirm_sent, say_not_sent
from csatdesk.system.clock import now


class CardSections(QWidget):
    """`gone` stands above everything else of the card. `panel_wanted`: fields to be opened in the card's place. `left`:
    the line that had the keyboard is gone, and no other is there.
    """

    left = Signal()
    panel_wanted = Signal(object)
    letter_wanted = Signal(int)

    def __init__(self, context: Context, ask: AskPath, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._page: CasePage | None = None
        self._facts: CaseFacts | None = None
        self.attacher = Attacher(context, self, ask)
        self.gone = GoneStrip()
        self.promises, self.links, self.files = PromiseSection(), LinkSection(), FileSection()
        self.letters, self.chain = LetterSection(), ChainSection()
        self.possible = PossibleStrip()
        self.sections = (self.promises, self.letters, self.chain, self.links, self.files)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for section in self.sections:
            self._column.addWidget(section)
            section.asked.connect(self._asked)
        self.gone.whole_wanted.connect(self._go_to_whole)
        self.gone.back_wanted.connect(self._bring_back)
        self.possible.link.clicked.connect(self._link_possible)
        self.possible.refuse.clicked.connect(self._refuse_possible)
        self.possible.go.clicked.connect(self._open_possible)
        self.deeds = self._made_deeds()
        theme().changed.connect(self._refit)
        self._refit()
        self.hide()

    def show_case(self, page: CasePage, facts: CaseFacts, *, may_work: bool) -> None:
        shown = (self, self.gone, self.possible)
        had_keyboard = has_keyboard(*shown)
        self._show(page, facts, may_work=may_work)
        if had_keyboard and not has_keyboard(*shown):
            self.left.emit()

    def _show(self, page: CasePage, facts: CaseFacts, *, may_work: bool) -> None:
        self._page, self._facts = page, facts
        card, theirs = page.card, page.belongings
        may_throw = self._context.may(Right.THROW_AWAY)
        self.gone.show_case(theirs, facts, may_work=self._context.may(Right.WORK_ON_CASE), may_throw=may_throw)
        self.promises.show_case(card, dict(theirs.made_in), facts, may_work=may_work)
        self.possible.show_case(theirs, facts, may_work=may_work)
        self.chain.show_case(theirs, facts, may_work=may_work)
        self.links.show_case(theirs, facts, may_work=may_work)
        self.letters.show_case(theirs.letters, facts, may_work=may_work)
        self.files.show_case(theirs.files, card.row.id, facts, may_work=may_work)
        self.setVisible(any(section.lines for section in self.sections))

    def enabled(self, *, works: bool, hands: bool) -> dict[str, bool]:
        """Which of `MORE_DEEDS` can be done now; `works`, `hands`: the person may, and no panel is open."""
        if self._page is None:
            return dict.fromkeys((deed.key for deed in MORE_DEEDS), False)
        is_open = self._card.row.status.is_open
        promised = works and self.promises.current() is not None
        changeable = dict.fromkeys(("link", "merge", "attach", "paste", "urgent"), works)

        return {
            **changeable,
            "promise": works and is_open,
            **dict.fromkeys(("done", "done_note", "move", "give", "drop"), promised),
            "refer": hands and is_open,
            "answered": works and self._referral() is not None,
            **dict.fromkeys(REMOTE, works and self._theirs.was_in_person),
            "legal_start": works and self._theirs.named_event is not None,
            **dict.fromkeys((WAS_SENT, NOT_SENT), works and self._unsettled() is not None),
            "matter": works and bool(self._theirs.matter or self._theirs.matters),
            "measure": bool(self._theirs.chain) and self._context.may(Right.LEAD_MEASURES),
            "throw_away": works and self._context.may(Right.THROW_AWAY),
            "trash": self._context.may(Right.THROW_AWAY),
        }

    # what is shown

    @property
    def _card(self) -> CaseCard:
        assert self._page is not None
        return self._page.card

    @property
    def _theirs(self) -> Belongings:
        assert self._page is not None
        return self._page.belongings

    @property
    def _now(self) -> CaseFacts:
        assert self._facts is not None
        return self._facts

    def _referral(self) -> PromiseRow | None:
        """The open question to an organisation; the chosen one, where there are several."""
        chosen = self.promises.current()
        if chosen is not None and chosen.kind is PromiseKind.REFERRAL:
            return chosen
        referrals = (one for one in self._card.open_promises if one.kind is PromiseKind.REFERRAL)
        return next(referrals, None)

    # doing it

    def _made_deeds(self) -> Mapping[str, Callable[[], object]]:
        return {
            "promise": self._promise,
            "done": self._done,
            "done_note": self._done_with_note,
            "move": lambda: self._with_promise(lambda one: MovePanel(one, self._now)),
            "give": lambda: self._with_promise(GivePanel),
            "drop": lambda: self._with_promise(DropPanel),
            "refer": lambda: self.panel_wanted.emit(ReferPanel(self._theirs.organisations)),
            "answered": self._answered,
            "link": lambda: self.panel_wanted.emit(LinkPanel(self._context, self._theirs.theirs)),
            "merge": lambda: self.panel_wanted.emit(MergePanel(self._context, self._theirs.theirs)),
            "attach": lambda: self.attacher.choose(self._card.row.id),
            "paste": lambda: self.attacher.paste(self._card.row.id),
            "urgent": self._urgent,
            "matter": lambda: self.panel_wanted.emit(MatterPanel(self._theirs.matters, self._theirs.matter)),
            "legal_start": self._legal_start,
            **{key: partial(self._remote, key) for key in REMOTE},
            WAS_SENT: partial(self._settle_letter, WAS_SENT),
            NOT_SENT: partial(self._settle_letter, NOT_SENT),
            "measure": self._set_measure,
            "throw_away": lambda: self.panel_wanted.emit(ThrowAwayPanel()),
        }

    def take_files(self, mime: QMimeData) -> None:
        """Something was dropped onto the card."""
        if self._page is not None:
            self.attacher.attach_mime(self._card.row.id, mime)

    def _act(self, command: Command) -> None:
        self._context.runner.act(self, command)

    def _promise(self) -> None:
        me = self._context.actor.id
        first = self._card.row.owner_id or me
        self.panel_wanted.emit(PromisePanel(self._now, self._theirs.organisations, first))

    def _with_promise(self, made: Callable[[PromiseRow], object]) -> None:
        promise = self.promises.current()
        if promise is not None:
            self.panel_wanted.emit(made(promise))

    def _done(self) -> None:
        """One key: done now. An organisation's answer has words, so it is asked for."""
        promise = self.promises.current()
        if promise is None:
            return
        if promise.kind is PromiseKind.REFERRAL:
            self.panel_wanted.emit(AnsweredPanel(promise))
        else:
            self._act(partial(do_promise, promise_id=promise.id, done_at=now(), version=promise.version))

    def _done_with_note(self) -> None:
        self._with_promise(lambda one: AnsweredPanel(one) if one.kind is PromiseKind.REFERRAL else DonePanel(one))

    def _answered(self) -> None:
        referral = self._referral()
        if referral is not None:
            self.panel_wanted.emit(AnsweredPanel(referral))

    def _set_measure(self) -> None:
        """A measure against what came again."""
        row = self._card.row
        start = MeasureStart(Origin.CASE, row.topic_id, row.id, row.number)
        self._context.show_measures(MeasuresWanted(start=start))

    def _legal_start(self) -> None:
        if self._theirs.named_event is not None:
            self.panel_wanted.emit(LegalStartPanel(self._theirs.named_event))

    def _urgent(self) -> None:
        is_urgent = self._card.row.priority is Priority.URGENT
        priority = Priority.NORMAL if is_urgent else Priority.URGENT
        self._act(partial(set_priority, case_id=self._card.row.id, priority=priority, version=self._card.version))

    def _remote(self, key: str) -> None:
        """The same key again takes the mark back."""
        mark = None if self._theirs.remote is REMOTE[key] else REMOTE[key]
        self._act(partial(mark_remote, case_id=self._card.row.id, remote=mark))

    def _asked(self, key: str, line_id: object) -> None:
        """A deed of one line."""
        if key in {"show_letter", WAS_SENT, NOT_SENT}:
            self._of_letter(key, line_id)
        elif key in self.deeds:
            self.deeds[key]()
        elif key in {"save_copy", "detach"}:
            self._of_file(key, line_id)
        else:
            self._of_link(key, line_id)

    def _of_file(self, key: str, file_id: object) -> None:
        file = next(one for one in self._theirs.files if one.id == file_id)
        if key == "save_copy":
            self.attacher.save_copy(file)
        else:
            self.attacher.remove(file.id)

    def _of_letter(self, key: str, letter_id: object) -> None:
        assert isinstance(letter_id, int)
        if key == "show_letter":
            self.letter_wanted.emit(letter_id)
        elif key == WAS_SENT:
            self._act(partial(confirm_sent, letter_ids=(letter_id,), sent_at=now(), way=ReplyBy.EMAIL))
        else:
            self._act(partial(say_not_sent, letter_id=letter_id))

    def _settle_letter(self, key: str) -> None:
        """Say what became of the letter whose sending was interrupted."""
        row = self._unsettled()
        if row is not None:
            self._of_letter(key, row.id)

    def _unsettled(self) -> LetterRow | None:
        return next((row for row in self._theirs.letters.rows if row.state is LetterState.OUTGOING), None)

    def _of_link(self, key: str, line_id: object) -> None:
        assert isinstance(line_id, tuple)
        kind, row_id = line_id
        if kind == CASE:
            self._context.open_case(row_id)
        elif key == "open":
            rows = self._theirs.parts if kind == PART else self._theirs.links
            self._context.open_case(next(one.case_id for one in rows if one.id == row_id))
        elif kind == PART:
            self._act(partial(unmerge_cases, merge_id=row_id))
        else:
            self._act(partial(unlink_cases, link_id=row_id))

    def _link_possible(self) -> None:
        if self._theirs.possible is not None:
            self.panel_wanted.emit(RepeatPanel(self._theirs.possible.earlier))

    def _refuse_possible(self) -> None:
        if self._theirs.possible is not None:
            other_id = self._theirs.possible.earlier.case_id
            self._act(partial(refuse_repeat, case_id=self._card.row.id, other_id=other_id))

    def _open_possible(self) -> None:
        if self._theirs.possible is not None:
            self._context.open_case(self._theirs.possible.earlier.case_id)

    def _go_to_whole(self) -> None:
        if self._theirs.part_of is not None:
            self._context.open_case(self._theirs.part_of.case_id)

    def _bring_back(self) -> None:
        if self._theirs.part_of is not None:
            self._act(partial(unmerge_cases, merge_id=self._theirs.part_of.merge_id))
        else:
            self._act(partial(take_out, case_id=self._card.row.id))

    def _refit(self) -> None:
        self._column.setSpacing(S8 if theme().compact else S12)
