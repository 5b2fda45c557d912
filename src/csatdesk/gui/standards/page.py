"""Standards: the list beside the standard that is chosen. Everybody reads; who may, drafts and publishes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.standards import Comparison, StandardRow, VersionState, is_scored
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.standards.editor import DraftEditor
from csatdesk.gui.standards.findings import FindingsForm
from csatdesk.gui.standards.new_form import NewForm
from csatdesk.gui.standards.pane import StandardPane
from csatdesk.gui.standards.papers import StandardPapers
from csatdesk.gui.standards.weights_form import WeightsForm
from csatdesk.gui.theme import theme
from csatdesk.operations.quality.weights import NewReview, WeightFacts, keep_review, load_weights
from csatdesk.operations.standards.commands import delete_draft, new_standard, publish, retire, start_draft
from csatdesk.operations.standards.files import FormFile
from csatdesk.operations.standards.queries import StandardCard, compare_versions, list_standards, load_standard
from csatdesk.operations.standards.starting import starting_standards, take_over_standards
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.standards import kind_words
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 820, 660
LIST_WIDE, LIST_COMPACT = 380, 320
DEEDS = (
    ("find", N_("&Find in this standard"), "F"),
    ("papers", N_("Pa&pers …"), "Ctrl+P"),
    ("change", N_("Chan&ge"), "E"),
    ("publish", N_("P&ublish"), "U"),
    ("weights", N_("&Weights and customers"), "W"),
    ("retire", N_("Re&tire"), "R"),
    ("delete", N_("&Delete the draft"), "Del"),
)


class StandardsPage(FormPage):
    """See the module's first words."""

    list: EntryList
    pane: StandardPane
    shows = frozenset({Kind.STANDARD, Kind.CENTRE})
    help_page = "standards"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.may_change = context.may(Right.CHANGE_STANDARDS)
        self.rows: tuple[StandardRow, ...] = ()
        self.editor: DraftEditor | None = None
        self._wanted: int | None = None  # a version just made: stand on it when it has come
        self._version_id: int | None = None  # the one to read; None: the valid one
        self._list_asker, self._card_asker, self._offer_asker = QObject(self), QObject(self), QObject(self)
        if self.may_change:
            self.primary = make_action(self, _("&New standard"), self.new, "Alt+Shift+N")
        self.actions_by_key = self._made_actions(DEEDS, self._deeds())
        self.papers = StandardPapers(context, self, self.may_change)
        self.list = EntryList(_("Standards"))
        why = _("None has been published yet.")
        step = _("New standard") if self.may_change else ""
        self.empty = EmptyState(_("How we serve stands here: what must happen, and how it is done."), why, step)
        chosen = EmptyState(_("The standard you choose stands here."), _("Arrows move through the list."))
        buttons = [action for key, action in self.actions_by_key.items() if key != "find"]
        self.pane = StandardPane(buttons, chosen, context.zone, with_drafts=self.may_change)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()
        self._ask()

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _id: self._follow(None))
        self.empty.first_step.connect(self.new)
        self.pane.left.connect(self._focus_list)
        self.pane.version_wanted.connect(self._follow)
        self.pane.comparison_wanted.connect(self._compare)
        self.papers.read.connect(self._begun)
        self.papers.found.connect(self._look_through)

    def _deeds(self) -> dict[str, Callable[[], object]]:
        reading: dict[str, Callable[[], object]] = {"find": self.find_words, "papers": self.open_papers}
        if not self.may_change:
            return reading
        if self.context.may(Right.SEE_SURVEYS):
            reading["weights"] = self.open_weights
        return reading | {"change": self.change, "publish": self.publish, "retire": self.retire, "delete": self.delete}

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Standards")

    def summary(self) -> str:
        if not self.rows:
            return ""
        valid = sum(row.valid is not None for row in self.rows)
        words = ngettext("{count} valid", "{count} valid", valid).format(count=number(valid))
        drafts = sum(row.draft is not None for row in self.rows)
        if not drafts or not self.may_change:
            return words
        told = ngettext("{count} draft", "{count} drafts", drafts).format(count=number(drafts))
        return f"{words}, {told}"

    def shown(self) -> None:
        self._ask()
        if self.editor is not None:
            self.editor.focus_first()
        else:
            self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()
        if self.editor is not None:
            self.editor.refresh()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self._list_asker, list_standards, self._show)

    def _show(self, found: Sequence[StandardRow]) -> None:
        shown = tuple(row for row in found if self.may_change or row.valid is not None)
        self.rows = shown
        self.list.show_entries([self._entry(row) for row in shown])
        self.split.show_empty(not shown)
        if self._wanted is not None:
            home = next((row for row in shown if any(one.id == self._wanted for one in row.versions)), None)
            if home is not None:
                self.list.choose(home.id)
                self._version_id, self._wanted = self._wanted, None
        if not shown:
            self._show_card(None)
        elif self.list.current not in {row.id for row in shown}:
            self._version_id = None
            self.list.choose(shown[0].id)
        self._follow(self._version_id)
        self.head_changed.emit()

    def _entry(self, row: StandardRow) -> Entry:
        title = row.titles.in_language(self.context.actor.language)
        note = _("draft") if row.draft is not None and self.may_change else ""
        version = row.valid or row.shown
        if version.published_at is None:
            line = _("not published yet")
        elif version.retired_at is not None:
            line = _("retired")
        else:
            since = short_date(version.published_at.astimezone(self.context.zone).date())
            line = _("valid since {date}").format(date=since)
        line = " · ".join(filter(None, (kind_words(row.kind), line)))
        return Entry(row.id, title, line, note, is_faint=row.valid is None and row.draft is None)

    @property
    def row(self) -> StandardRow | None:
        return next((row for row in self.rows if row.id == self.list.current), None)

    def _follow(self, version_id: object) -> None:
        row = self.row
        if row is None:
            return
        wanted = version_id if any(one.id == version_id for one in row.versions) else None
        self._version_id = wanted if isinstance(wanted, int) else None
        question = partial(load_standard, standard_id=row.id, version_id=self._version_id)
        self.context.runner.ask(self._card_asker, question, self._show_card)

    def _show_card(self, card: StandardCard | None) -> None:
        if card is not None and card.standard.id != self.list.current:
            return
        state = card.version.state if card is not None else None
        has_form = self.pane.form is not None
        for key, action in self.actions_by_key.items():
            can = {
                "publish": state is VersionState.DRAFT,
                "delete": state is VersionState.DRAFT,
                "retire": state is VersionState.PUBLISHED,
                "weights": card is not None and state is VersionState.PUBLISHED and is_scored(card.template.form),
            }.get(key, card is not None)
            action.setEnabled(can and not has_form and self.editor is None)
        if card is not None and "change" in self.actions_by_key:
            is_draft = card.standard.draft is not None
            self.actions_by_key["change"].setText(_("Chan&ge the draft") if is_draft else _("New draf&t of it"))
        self.papers.stand_on(card)
        self.pane.show_card(card)

    def _compare(self, other_id: object) -> None:
        card = self.pane.card
        if card is None or not isinstance(other_id, int):
            self.pane.show_comparison(None)
            return
        numbers = {one.id: one.number for one in card.standard.versions}
        before, after = sorted((other_id, card.version.id), key=lambda one: numbers[one])
        question = partial(compare_versions, before_id=before, after_id=after)
        self.context.runner.ask(self._card_asker, question, self._compared)

    def _compared(self, found: Comparison) -> None:
        self.pane.show_comparison(found)

    # what is done

    @property
    def aid_version(self) -> int | None:
        card = self.pane.card
        return card.version.id if card is not None and card.version.state is VersionState.PUBLISHED else None

    def find_words(self) -> None:
        self.pane.focus_search()

    def open_papers(self) -> None:
        self.papers.open_menu(self.pane)

    def new(self) -> None:
        if self.editor is not None:
            self.editor.save_and_leave()
        self.context.runner.ask(self._offer_asker, starting_standards, self._open_new)

    def _open_new(self, offered: Any) -> None:
        form = NewForm(offered)
        form.begun.connect(lambda title: self._begin(form, partial(new_standard, title=title)))
        form.taken.connect(lambda keys: self._begin(form, partial(take_over_standards, keys=keys)))
        self._open(form)

    def _look_through(self, found: FormFile, file: str) -> None:
        """What a file holds that cannot be taken over is read before anything begins."""
        form = FindingsForm(found, file)
        form.copied.connect(lambda: self.context.say(_("Copied.")))
        if found.template is not None:
            form.accepted.connect(partial(self.papers.add, found.template))
        self._open(form)

    def _begin(self, form: NewForm, command: Callable[..., Any]) -> None:
        self.context.runner.act(form, command, self._begun, failed=partial(self._failed, form))

    def _begun(self, made: object) -> None:
        """A draft to be written, or several to be read first."""
        first = made[0] if isinstance(made, tuple) else made
        assert isinstance(first, int)
        self._close_form()
        self._wanted = first
        self._ask()
        if not isinstance(made, tuple):
            self._open_editor(first)

    def change(self) -> None:
        """Go on with the draft there is, else begin one from the version that is read."""
        card = self.pane.card
        if card is None:
            return
        if card.standard.draft is not None:
            self._open_editor(card.standard.draft.id)
        else:
            self.context.runner.act(self, partial(start_draft, version_id=card.version.id), self._begun)

    def _open_editor(self, version_id: int) -> None:
        self._close_editor()
        editor = DraftEditor(self.context, version_id)
        self.editor = editor
        editor.left.connect(self._leave_editor)
        editor.publish_wanted.connect(self._publish_edited)
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        for action in self.actions_by_key.values():
            action.setEnabled(False)  # their keys belong to the editor now
        editor.focus_first()

    def _leave_editor(self) -> None:
        version_id = self.editor.version_id if self.editor is not None else None
        self._close_editor()
        self._wanted = version_id
        self._ask()
        self._focus_list()

    def _close_editor(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            self._stack.setCurrentIndex(0)
            self._stack.removeWidget(editor)
            editor.deleteLater()

    def _publish_edited(self, version_id: int, version: int) -> None:
        assert self.editor is not None
        command = partial(publish, version_id=version_id, version=version)
        self.context.runner.act(self.editor, command, lambda _done: self._leave_editor(), failed=self.editor.refused)

    def open_weights(self) -> None:
        """The weights beside what matters to customers."""
        card = self.pane.card
        if card is not None and card.version.state is VersionState.PUBLISHED:
            question = partial(load_weights, version_id=card.version.id)
            self.context.runner.ask(self._offer_asker, question, self._open_weights)

    def _open_weights(self, facts: WeightFacts) -> None:
        form = WeightsForm(self.context, facts)
        form.kept.connect(partial(self._keep_review, form))
        self._open(form)

    def _keep_review(self, form: WeightsForm, new: NewReview) -> None:
        command = partial(keep_review, new=new)
        self.context.runner.act(form, command, lambda _id: self._close_form(), failed=partial(self._failed, form))

    def publish(self) -> None:
        card = self.pane.card
        if card is not None:
            self._act(partial(publish, version_id=card.version.id, version=card.version.version))

    def retire(self) -> None:
        if self.pane.card is not None:
            self._act(partial(retire, version_id=self.pane.card.version.id))

    def delete(self) -> None:
        if self.pane.card is not None:
            self._act(partial(delete_draft, version_id=self.pane.card.version.id))

    def _act(self, command: Callable[..., Any]) -> None:
        self.context.runner.act(self, command, lambda _done: self._focus_list(), failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self.say_or_fail(self.pane.banner.say, error)

    def _show_again(self) -> None:
        self._show_card(self.pane.card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        rows = theme().px(LIST_COMPACT if theme().compact else LIST_WIDE)
        self.split.setSizes([rows, self.width() - rows - 1])

    def locked(self) -> None:
        if self.editor is not None:
            self.editor.keep_now()
