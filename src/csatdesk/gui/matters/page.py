"""Known matters (C25): the board beside the matter that is chosen; who leads them puts them up and ends them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Cancelled
from csatdesk.domain.marks import N_
from csatdesk.domain.matters import MatterRow
from csatdesk.domain.staff import Actor, Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline, SegmentedChoice
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.matters.forms import EndForm, Ending, MatterForm
from csatdesk.gui.matters.pane import MatterPane
from csatdesk.gui.matters.questions import Board, MatterCard, load_board, load_matter_card
from csatdesk.gui.matters.words import done_words, is_late, open_words, time_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.operations.matters import Ended, NewMatter, answer_rest, end_matter, save_matter
from csatdesk.operations.work import Store
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 640, 540
DEEDS = (
    ("copy", N_("&Copy what to say"), "C"),
    ("cases", N_("Sho&w the cases"), "S"),
    ("change", N_("Chan&ge"), "E"),
    ("end", N_("En&d with one answer …"), "F"),
)
CHANGES = frozenset({Kind.CASE, Kind.MATTER})


class MattersPage(FormPage):
    """See the module's first words. Everybody who takes contacts reads it."""

    list: EntryList
    pane: MatterPane
    shows = frozenset({Kind.MATTER, Kind.CASE, Kind.TOPIC, Kind.CENTRE})
    help_page = "index"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.leads = context.may(Right.LEAD_MATTERS)
        self.board: Board | None = None
        self._wanted: int | None = None  # a matter just made: stand on it when it has come
        self._board_asker, self._card_asker = QObject(self), QObject(self)
        self.actions_by_key = self._made_actions(DEEDS, self._deeds())
        if self.leads:
            self.primary = make_action(self, _("&New matter"), self.new, "Alt+Shift+N")
        self.which = SegmentedChoice([(False, _("Going on")), (True, _("Ended"))])
        self.which.setAccessibleName(_("Which matters"))
        self.list = EntryList(_("Known matters"))
        nothing = _("Nothing is known now that many people turn to us about.")
        self.empty = EmptyState(_("Known matters stand here: what to say, and until when."), nothing)
        chosen = EmptyState(_("The matter you choose stands here."), _("Arrows move through the list."))
        buttons = [action for key, action in self.actions_by_key.items() if key != "cases"]  # a link of the facts
        self.pane = MatterPane(buttons, chosen)
        self._lay_out()
        self._connect()
        self._ask()

    def _lay_out(self) -> None:
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._row = QHBoxLayout()
        self._row.addWidget(self.which)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _connect(self) -> None:
        self.which.chosen.connect(lambda _ended: self._ask())
        self.list.chosen.connect(lambda _matter_id: self._follow())
        self.pane.left.connect(self._focus_list)
        self.pane.cases_wanted.connect(self.show_cases)
        self.pane.rest_wanted.connect(self.end)

    def _deeds(self) -> dict[str, Callable[[], object]]:
        deeds: dict[str, Callable[[], object]] = {"copy": self.copy, "cases": self.show_cases}
        return deeds | {"change": self.change, "end": self.end} if self.leads else deeds

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Known matters")

    def summary(self) -> str:
        if self.board is None:
            return ""
        count = len(self.board.matters)
        if self.is_ended:
            return ngettext("{count} ended", "{count} ended", count).format(count=number(count))
        words = ngettext("{count} going on", "{count} going on", count).format(count=number(count))
        late = sum(is_late(one, self.board.facts) for one in self.board.matters)
        if not late:
            return words
        told = ngettext("{count} past its expected end", "{count} past their expected end", late)
        return f"{words}, {told.format(count=number(late))}"

    def shown(self) -> None:
        self._ask()
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    @property
    def is_ended(self) -> bool:
        return bool(self.which.value())

    @property
    def matter(self) -> MatterRow | None:
        return self.pane.card.matter if self.pane.card is not None else None

    def _ask(self) -> None:
        self.context.runner.ask(self._board_asker, partial(load_board, ended=self.is_ended), self._show)

    def _show(self, board: Board) -> None:
        self.board = board
        self.list.show_entries([self._entry(one) for one in board.matters])
        self.split.show_empty(not board.matters)
        ids = [one.id for one in board.matters]
        if not ids:
            self._show_card(None)
        elif self._wanted in ids:
            self.list.choose(self._wanted)
            self._wanted = None
        elif self.list.current not in ids:
            self.list.choose(ids[0])
        self._follow()
        self.head_changed.emit()

    def _entry(self, matter: MatterRow) -> Entry:
        assert self.board is not None
        line = time_words(matter, self.board.facts)
        return Entry(matter.id, matter.title, line, open_words(matter), is_faint=matter.ended_at is not None)

    def _follow(self) -> None:
        current = self.list.current
        if isinstance(current, int) and self.board is not None and self.board.matters:
            question = partial(load_matter_card, matter_id=current)
            self.context.runner.ask(self._card_asker, question, self._show_card)

    def _show_card(self, card: MatterCard | None) -> None:
        if card is not None and card.matter.id != self.list.current:
            return
        goes_on = card is not None and card.matter.ended_at is None
        for key, action in self.actions_by_key.items():
            can = goes_on if key in {"change", "end"} else card is not None
            action.setEnabled(can and self.pane.form is None)
        facts = self.board.facts if self.board is not None else None
        self.pane.show_card(card, facts, leads=self.leads)

    # what is done

    def copy(self) -> None:
        self.pane.copy()
        self.context.say(_("Copied what to say."))

    def show_cases(self) -> None:
        if self.matter is not None:
            self.context.show("cases", CaseFilter(matter_id=self.matter.id))

    def new(self) -> None:
        if self.board is not None:
            self._write(MatterForm(self.board.facts))

    def change(self) -> None:
        if self.board is not None and self.matter is not None:
            self._write(MatterForm(self.board.facts, self.matter))

    def end(self) -> None:
        """Its one answer; of a matter that has ended: the rest of the answers."""
        card = self.pane.card
        if card is not None and self.leads:
            form = EndForm(card.matter, card.unanswered, self.context.zone)
            form.saved.connect(partial(self._end, form))
            self._open(form)

    def _write(self, form: MatterForm) -> None:
        form.saved.connect(partial(self._save, form))
        self._open(form)

    def _save(self, form: MatterForm, new: NewMatter) -> None:
        before = form.matter
        command = partial(
            save_matter,
            matter_id=before.id if before is not None else None,
            new=new,
            version=before.version if before is not None else 0,
        )
        failed = partial(self._failed, form)
        self.context.runner.act(form, command, partial(self._saved, is_new=before is None), failed=failed)

    def _saved(self, matter_id: int, *, is_new: bool) -> None:
        if is_new:
            self._wanted = matter_id
            self.which.set_value(False)
        self._close_form()
        self._ask()

    def _end(self, form: EndForm, ending: Ending) -> None:
        """The answers go on when the page is left; what stopped half way is offered again."""
        title = _("Answers about {title}").format(title=form.matter.title)
        job = partial(_answers, matter=form.matter, ending=ending)
        self._wanted = form.matter.id
        done, failed = partial(self._ended, form), partial(self._not_ended, form)
        self.context.runner.job(self, title, job, done, failed=failed, changes=CHANGES)

    def _ended(self, form: EndForm, done: Ended) -> None:
        self.context.say(done_words(done))
        self._leave(form)

    def _not_ended(self, form: EndForm, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.context.say(_("Stopped. What is left stands with the ended matter."))
            self._leave(form)
        else:
            self._failed(form, error)

    def _leave(self, form: EndForm) -> None:
        if self.pane.form is form:
            self._close_form()
        self.which.set_value(True)
        self._ask()

    def _show_again(self) -> None:
        self._show_card(self.pane.card)

    def _focus_list(self) -> None:
        if self.split.is_empty:
            self.which.focus_chosen()
        else:
            super()._focus_list()

    def _refit(self) -> None:
        self._row.setContentsMargins(theme().margin, S8, theme().margin, S8 - 1)


def _answers(store: Store, actor: Actor, progress: Progress, *, matter: MatterRow, ending: Ending) -> Ended:
    """One answer to all, or the rest of it."""
    if matter.ended_at is not None:
        return answer_rest(store, actor, matter_id=matter.id, sent_at=ending.sent_at, progress=progress)
    return end_matter(
        store,
        actor,
        matter_id=matter.id,
        answer=ending.answer,
        sent_at=ending.sent_at,
        version=matter.version,
        progress=progress,
    )
