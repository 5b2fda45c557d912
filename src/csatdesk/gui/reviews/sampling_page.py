"""Rules by which contacts are drawn for review, and every draw with its seed and what it was drawn from."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.reviews import SamplingRule
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.list_beside import LIST_LEAST, ListBeside
from csatdesk.gui.reviews.forms import DrawForm, RuleForm
from csatdesk.gui.reviews.questions import RuleBoard, load_rules
from csatdesk.gui.reviews.rule_pane import RulePane
from csatdesk.gui.reviews.words import rule_entry
from csatdesk.gui.theme import theme
from csatdesk.operations.reviews.drawing import check_draw, draw_reviews
from csatdesk.operations.reviews.draws import DrawCard, DrawRow, list_draws, load_draw
from csatdesk.operations.reviews.rules import RuleRow, end_rule, save_rule
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 760, 600
DEEDS = (
    ("draw", N_("&Draw …"), "D"),
    ("change", N_("C&hange the rule …"), "E"),
    ("check", N_("Draw a&gain to check"), "G"),
    ("end", N_("&End the rule"), "Del"),
)


class SamplingPage(FormPage):
    """See the module's first words."""

    list: EntryList
    pane: RulePane
    shows = frozenset({Kind.REVIEW, Kind.STANDARD, Kind.STAFF, Kind.CENTRE})
    help_page = "reviews"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.board: RuleBoard | None = None
        self._wanted: int | None = None  # a rule just made: stand on it when it has come
        self._board_asker, self._draws_asker, self._card_asker = QObject(self), QObject(self), QObject(self)
        self.primary = make_action(self, _("&New rule"), self.new, "Alt+Shift+N")
        deeds: dict[str, Callable[[], object]] = {
            "draw": self.draw,
            "change": self.change,
            "check": self.check,
            "end": self.end,
        }
        self.actions_by_key = self._made_actions(DEEDS, deeds)
        self.list = EntryList(_("Rules"))
        words = _("A rule says which contacts are reviewed. The program draws them; nobody chooses.")
        self.empty = EmptyState(_("Rules stand here."), words, _("New rule"), keys="Alt+Shift+N")
        self.empty.first_step.connect(self.new)
        chosen = EmptyState(_("The rule you choose stands here."), _("Arrows move through the list."))
        self.pane = RulePane(list(self.actions_by_key.values()), chosen, context.zone)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split, 1)
        self.list.chosen.connect(lambda _rule_id: self._follow())
        self.pane.draw_chosen.connect(lambda _draw_id: self._follow_draw())
        self.pane.left.connect(self._focus_list)
        self._show_again()

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Rules and draws")

    def summary(self) -> str:
        if self.board is None:
            return ""
        standing = [one for one in self.board.rules if not one.is_ended]
        return ngettext("{count} rule", "{count} rules", len(standing)).format(count=number(len(standing)))

    def shown(self) -> None:
        self._ask()
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self._board_asker, load_rules, self._show)

    def _show(self, board: RuleBoard) -> None:
        self.board = board
        self.list.show_entries([rule_entry(one) for one in board.rules])
        ids = [one.id for one in board.rules]
        self.split.show_empty(not ids)
        if self._wanted in ids:
            self.list.choose(self._wanted)
            self._wanted = None
        elif ids and self.list.current not in ids:
            self.list.choose(ids[0])
        self._follow()
        self.head_changed.emit()

    @property
    def row(self) -> RuleRow | None:
        rules = self.board.rules if self.board is not None else ()
        return next((one for one in rules if one.id == self.list.current), None)

    def _follow(self) -> None:
        self._show_again()
        if self.row is not None:
            self.context.runner.ask(self._draws_asker, partial(list_draws, rule_id=self.row.id), self._show_draws)

    def _show_draws(self, draws: tuple[DrawRow, ...]) -> None:
        self.pane.show_draws(draws)
        self._follow_draw()

    def _follow_draw(self) -> None:
        current = self.pane.draws.current
        if isinstance(current, int):
            self.context.runner.ask(self._card_asker, partial(load_draw, draw_id=current), self._show_draw)

    def _show_draw(self, card: DrawCard) -> None:
        if self.row is not None and card.row.rule_id == self.row.id:
            self.pane.show_draw(card)
            self._show_again()

    def _show_again(self) -> None:
        row, is_free = self.row, self.pane.form is None
        stands = row is not None and not row.is_ended and is_free
        can = {"draw": stands, "change": stands, "end": stands, "check": self.pane.card is not None and is_free}
        for key, action in self.actions_by_key.items():
            action.setEnabled(can[key])
        self.pane.show_rule(row)

    # what is done

    def new(self) -> None:
        self._write(None)

    def change(self) -> None:
        if self.row is not None:
            self._write(self.row)

    def _write(self, row: RuleRow | None) -> None:
        if self.board is None:
            return
        if not self.board.choices.standards:
            self.context.say(_("No standard for calls or replies is published yet."))
            return
        form = RuleForm(self.board.choices, row)
        form.saved.connect(partial(self._save, form))
        self._open(form)

    def _save(self, form: RuleForm, rule: SamplingRule) -> None:
        row = form.row
        command = partial(
            save_rule,
            rule_id=row.id if row is not None else None,
            rule=rule,
            version=row.version if row is not None else 0,
        )
        self._act(form, command, self._saved)

    def _saved(self, rule_id: int) -> None:
        self._wanted = rule_id
        self._done()

    def draw(self) -> None:
        """Usually from the month before this one."""
        if self.row is not None and self.board is not None:
            form = DrawForm(self.row, self.board.usual_days, self.board.today)
            form.saved.connect(partial(self._save_draw, form))
            self._open(form)

    def _save_draw(self, form: DrawForm, days: tuple[date, date]) -> None:
        command = partial(draw_reviews, rule_id=form.row.id, first_on=days[0], last_on=days[1])
        self._act(form, command, self._drawn)

    def _drawn(self, draw_id: int) -> None:
        self._done()
        self.pane.draws.choose(draw_id)
        self.context.say(_("Drawn. It stands in the reviews of those who review."))

    def check(self) -> None:
        card = self.pane.card
        if card is not None:
            self.context.runner.ask(self._card_asker, partial(check_draw, draw_id=card.row.id), self.pane.show_check)

    def end(self) -> None:
        if self.row is not None:
            self.context.runner.act(self, partial(end_rule, rule_id=self.row.id), lambda _none: self._ask())

    def _act(self, form: InlineForm, command: Any, then: Callable[[Any], None]) -> None:
        self.context.runner.act(form, command, then, failed=partial(self._failed, form))

    def _done(self) -> None:
        self._close_form()
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = theme().px(LIST_LEAST)
        self.split.setSizes([beside, self.width() - beside])  # what is drawn or compared needs the room

    def _focus_list(self) -> None:
        if self.split.is_empty:
            self.empty.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super()._focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from the list back to My reviews."""
        if event.key() == Qt.Key.Key_Escape:
            self.context.show("reviews")
            return
        super().keyPressEvent(event)
