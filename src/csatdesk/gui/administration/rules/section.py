"""Deadlines and targets: the rules in order at the left; at the right one rule, the tester, or starting profiles."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.rules import Rule
from csatdesk.domain.staff import Right
from csatdesk.gui.administration.lists import EntryList
from csatdesk.gui.administration.records import Record, RecordsSection
from csatdesk.gui.administration.rules.back_view import BackView
from csatdesk.gui.administration.rules.form import RuleForm, RuleValue, empty_value, rule_value
from csatdesk.gui.administration.rules.profiles_view import ProfilesView
from csatdesk.gui.administration.rules.recompute_view import RecomputeView
from csatdesk.gui.administration.rules.repeats_view import RepeatsView
from csatdesk.gui.administration.rules.rule_list import RuleEntry, RuleList
from csatdesk.gui.administration.rules.tester import TesterView
from csatdesk.gui.context import Context
from csatdesk.gui.fields import IconButton, Label, LinkButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.operations.rules import RuleBook, add_profile, load_rules, move_rule, retire_rule, save_rule
from csatdesk.operations.work import Work
from csatdesk.wording.formats import number
from csatdesk.wording.rule_words import conditions_words, gives_words, rule_name, since_words
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word

UP, DOWN = -1, 1


class RulesSection(RecordsSection[RuleValue]):
    """See the module's first words. Whoever may not change the centre may read and try out."""

    shows = frozenset({Kind.TARGET, Kind.CENTRE, Kind.TOPIC})
    list_width = 400
    most_share = 0.38

    def __init__(self, context: Context) -> None:
        self._may_change = context.may(Right.CHANGE_CENTRE)
        self._book: RuleBook | None = None
        self._saved_id: int | None = None
        self.rule_form = RuleForm()
        self.tester, self.profiles = TesterView(context), ProfilesView()
        self.recompute = RecomputeView(context)
        self.repeats = RepeatsView(context, may_change=self._may_change)
        super().__init__(context, self.rule_form, _("Rules"), _("Add a rule"), "Ctrl+Shift+N")
        for view in (self.tester, self.profiles, self.recompute, self.repeats):
            view.left.connect(self.show_form)
        self.profiles.wanted.connect(self._add_profile)
        self.list.chosen.connect(lambda _id: self.show_form(with_focus=False))
        self.add_button.clicked.connect(lambda: self.show_form(with_focus=False))
        self.rule_form.edited.connect(self._hide_after_save)
        for keys, by in (("Alt+Up", UP), ("Alt+Down", DOWN)):
            shortcut = QShortcut(QKeySequence(keys), self, partial(self.shift, by))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if not self._may_change:
            self._read_only()

    # what stands where

    def made_list(self, name: str) -> EntryList:
        return RuleList(name)

    def list_extra(self) -> QWidget:
        self.try_out = LinkButton(_("Which rule would apply?"), role="body")
        self.try_out.clicked.connect(lambda: self._open(self.tester))
        self.offer_profiles = LinkButton(_("Add from a starting profile"), role="body")
        self.offer_profiles.clicked.connect(lambda: self._open(self.profiles))
        self.offer_repeats = LinkButton(_("Repeat complaints"), role="body")
        self.offer_repeats.clicked.connect(lambda: self._open(self.repeats))
        self.up = IconButton("sort-up", _("Try this rule earlier (Alt+Up)"))
        self.up.clicked.connect(partial(self.shift, UP))
        self.down = IconButton("sort-down", _("Try this rule later (Alt+Down)"))
        self.down.clicked.connect(partial(self.shift, DOWN))
        self.remove = IconButton("trash", _("Remove this rule"))
        self.remove.clicked.connect(self._remove)
        self._order = FlowBox(self.up, self.down, self.remove, gap=S4)
        extra = QWidget()
        column = QVBoxLayout(extra)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        column.addWidget(
            FlowBox(self.offer_profiles, self.try_out, self.offer_repeats, self._order, gap=S16, line_gap=S4)
        )
        column.addWidget(Label(_("The first rule that fits is taken."), "small", "ink2", wrap=True))
        return extra

    def right_side(self) -> QWidget:
        self.after_save = LinkButton(_("Recompute the running cases …"), "Alt+Shift+R", role="body")
        self.after_save.clicked.connect(self._look)
        self._said = Label("", "body", wrap=True)
        self._after = QWidget()
        said = QVBoxLayout(self._after)
        said.setContentsMargins(theme().margin, S12, S16, 0)
        said.setSpacing(S4)
        said.addWidget(self._said)
        said.addWidget(FlowBox(self.after_save))
        self._after.hide()
        self._stack = QStackedWidget()
        for view in (self.rule_form, self.tester, self.profiles, self.recompute, self.repeats):
            self._stack.addWidget(view)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._after)
        column.addWidget(self._stack, 1)
        return right

    def _read_only(self) -> None:
        for widget in (self.add_button, self.offer_profiles, self._order):
            widget.hide()
        inside = self.rule_form.widget()
        assert inside is not None
        inside.setEnabled(False)

    def primary_words(self) -> str:
        return _("Save") if self._may_change and self._stack.currentWidget() is self.rule_form else ""

    def do_primary(self) -> None:
        if self.primary_words():
            self.save()

    def show_form(self, *, with_focus: bool = True) -> None:
        """Back from the tester, the profiles or the recomputation."""
        if self._stack.currentWidget() is self.rule_form:
            return
        self._stack.setCurrentWidget(self.rule_form)
        self.head_changed.emit()
        if with_focus:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, view: BackView) -> None:
        self._hide_after_save()
        self._stack.setCurrentWidget(view)
        self.head_changed.emit()
        view.start()

    # what is shown

    def summary(self) -> str:
        if self._book is None:
            return ""
        count, never = len(self._book.rules), len(self._book.unreached)
        told = ngettext("{count} rule", "{count} rules", count).format(count=number(count))
        if not never:
            return told
        never_told = ngettext("{count} never reached", "{count} never reached", never).format(count=number(never))
        return _("{rules}, {never}").format(rules=told, never=never_told)

    def reload(self) -> None:
        self.context.runner.ask(self, load_rules, self._show_book)

    def _show_book(self, book: RuleBook) -> None:
        self._book = book
        self.rule_form.offer(book)
        self.profiles.offer(book)
        self.tester.offer(book)
        self.show_records([Record(rule.id, rule_name(rule), "", rule_value(rule)) for rule in book.rules])

    def _entry(self, record: Record[RuleValue]) -> RuleEntry:
        assert self._book is not None
        note = _("not saved") if record.id in self._kept else ""
        return entry_of(self._book, record.id, note, self.context)

    def begin_new(self) -> None:
        super().begin_new()
        self._hide_after_save()

    def new_value(self) -> RuleValue:
        return empty_value(Clock.HOUSE)

    # what is done

    def save_command(self, record_id: int | None, value: RuleValue) -> Callable[[Work], int]:
        return partial(save_rule, rule_id=record_id, new=value.new, version=value.version)

    def rebased(self, typed: RuleValue, saved: RuleValue) -> RuleValue:
        return replace(typed, version=saved.version)

    def saved_words(self, _value: RuleValue) -> str:
        return _("Rule saved. Cases that run keep the deadline they were given.")

    def _saved(self, was: int | None, saved_id: int, value: RuleValue) -> None:
        super()._saved(was, saved_id, value)
        self._offer_recompute(saved_id, self.saved_words(value))

    def _offer_recompute(self, rule_id: int, words: str) -> None:
        self._saved_id = rule_id
        self._said.setText(words)
        self._after.setVisible(self.context.may(Right.EXTEND_DEADLINE))

    def _hide_after_save(self) -> None:
        if not self._is_filling:
            self._after.hide()

    def _look(self) -> None:
        if self._saved_id is not None:
            self._open(self.recompute)
            self.recompute.look(self._saved_id)

    def shift(self, by: int) -> None:
        """Try the rule one stands on earlier or later, as far as its own list goes."""
        if self._book is None or not self._may_change or self._current is None:
            return
        rule = next(rule for rule in self._book.rules if rule.id == self._current)
        place = place_of(self._book, rule.id)
        if not 1 <= place + by <= sum(one.clock is rule.clock for one in self._book.rules):
            return
        command = partial(move_rule, rule_id=rule.id, by=by, version=rule.version)
        self.context.runner.act(self, command, lambda _moved: self._changed(rule.id, _("The order has changed.")))

    def _remove(self) -> None:
        if self._book is None or self._current is None:
            return
        rule = next(rule for rule in self._book.rules if rule.id == self._current)
        command = partial(retire_rule, rule_id=rule.id, version=rule.version)
        words = _("Rule removed. Clocks that it gave run on.")
        self.context.runner.act(self, command, lambda _none: self._changed(rule.id, words))

    def _changed(self, rule_id: int, words: str) -> None:
        """What was typed into the form is a change of the rule as it stands now."""
        self._is_told = True
        self.reload()
        self._offer_recompute(rule_id, words)

    def _add_profile(self, key: str) -> None:
        self.context.runner.act(self, partial(add_profile, key=key), self._profile_added)

    def _profile_added(self, ids: Sequence[int]) -> None:
        self._keep()
        self._current, self._loaded = ids[0], self.form.value()
        self.reload()
        self.show_form()
        self._offer_recompute(ids[0], _("Added. Check with your lawyer, and change what is different with you."))


def entry_of(book: RuleBook, rule_id: int, note: str, context: Context) -> RuleEntry:
    rule = next(one for one in book.rules if one.id == rule_id)
    place = place_of(book, rule_id)
    since = since_words(rule, context.zone)
    return RuleEntry(
        id=rule_id,
        words=rule_name(rule),
        line=" · ".join(filter(None, (gives_words(rule), since))),
        note=note,
        place=place,
        conditions=conditions_words(rule.conditions, book.tree, dict(book.offices)),
        heading=word(rule.clock) if place == 1 else "",
        never=_never_words(book, rule_id),
    )


def place_of(book: RuleBook, rule_id: int) -> int:
    """Its number among the rules of its clock, from 1."""
    rule = next(one for one in book.rules if one.id == rule_id)
    return 1 + [one.id for one in _same(book.rules, rule.clock)].index(rule_id)


def _same(rules: Iterable[Rule], clock: Clock) -> list[Rule]:
    return [one for one in rules if one.clock is clock]


def _never_words(book: RuleBook, rule_id: int) -> str:
    found = book.unreached.get(rule_id)
    if found is None:
        return ""
    if found.because is None:
        return _("Never reached: the rules above fit all its cases")
    return _("Never reached: rule {number} fits all its cases").format(number=number(place_of(book, found.because.id)))
