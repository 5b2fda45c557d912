"""Field work at the centre: what is given out and until when, what came back, and what somebody has to decide."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.field_packages import FieldState
from csatdesk.domain.marks import N_
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.context import Context
from csatdesk.gui.field.forms import DecideForm, GiveForm, GivenOut, TimeForm
from csatdesk.gui.field.pane import PackagePane
from csatdesk.gui.field.words import brought_words, package_entry
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.file_drops import AskFiles, ask_files
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.message_line import MessageLine
from csatdesk.operations.field.bringing import BroughtIn, bring_in
from csatdesk.operations.field.commands import decide_version, give_more_time, send_back, withdraw
from csatdesk.operations.field.giving import Offered, Taken, give_out, list_offered
from csatdesk.operations.field.queries import PackageRow, SideBySide, list_packages, load_sides
from csatdesk.system.field_files import ENDING
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 700, 560
CHANGED = frozenset({Kind.EVALUATION, Kind.PROGRAMME})
DEEDS = (
    ("bring", N_("Bring &in a result …"), "I"),
    ("send", N_("&Send what is complete"), "Ctrl+Return"),
    ("decide", N_("De&cide"), "D"),
    ("fill", N_("Go on &filling"), "F"),
    ("longer", N_("Give it &more time"), "E"),
    ("withdraw", N_("With&draw"), "Del"),
)


class FieldPage(FormPage):
    """See the module's first words."""

    list: EntryList
    pane: PackagePane
    shows = CHANGED
    help_page = "field-work"

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path, files: AskFiles = ask_files
    ) -> None:
        super().__init__(context, parent)
        self._ask_path, self._ask_files = ask, files
        self.packages: tuple[PackageRow, ...] = ()
        self._to_choose: int | None = None  # once it is in the list
        self._asker, self._offer_asker, self._sides_asker = QObject(self), QObject(self), QObject(self)
        self.primary = make_action(self, _("&Give out for field work …"), self.give_out, "Alt+Shift+N")
        does = {
            "bring": self.bring,
            "send": self.send,
            "decide": self.decide,
            "fill": self.fill,
            "longer": self.give_longer,
            "withdraw": self.withdraw,
        }
        self.actions_by_key = self._made_actions(DEEDS, does)
        self.message = MessageLine()
        self.list = EntryList(_("Packages"))
        words = _("What you give out for field work stands here: until when, and what came back.")
        self.empty = EmptyState(words, _("Give something out, fill it on a laptop, bring the result in."))
        self.pane = PackagePane(list(self.actions_by_key.values()), context.zone)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self.split, 1)
        self.list.chosen.connect(lambda _id: self._show_again())
        self.pane.things.chosen.connect(lambda _id: self._show_actions())
        self.pane.left.connect(self._focus_list)
        self._show_again()

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Field work")

    def summary(self) -> str:
        if not self.packages:
            return ""
        out = sum(one.withdrawn_at is None and not one.is_over for one in self.packages)
        return ngettext("{count} package is out", "{count} packages are out", out).format(count=number(out))

    def shown(self) -> None:
        self._ask()
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    def show_filter(self, taken: Collection[Taken]) -> None:
        """Give something out; `taken`: what is ticked beforehand."""
        self._offer_to_give(taken)

    # what is shown

    def _ask(self) -> None:
        self.context.runner.ask(self._asker, list_packages, self._show)

    def _show(self, packages: tuple[PackageRow, ...]) -> None:
        self.packages = packages
        entries = [(one, package_entry(one, self.context.zone)) for one in packages]
        self.list.show_entries([Entry(one.id, *words, is_faint=one.withdrawn_at is not None) for one, words in entries])
        self.split.show_empty(not packages)
        if self._to_choose is not None and self.list.choose(self._to_choose):
            self._to_choose = None
        if packages and self._package is None:
            self.list.choose(packages[0].id)
        self._show_again()
        self.head_changed.emit()

    @property
    def _package(self) -> PackageRow | None:
        return next((one for one in self.packages if one.id == self.list.current), None)

    def _show_again(self) -> None:
        self.pane.show_package(self._package)
        self._show_actions()

    def _show_actions(self) -> None:
        package, thing = self.pane.package, self.pane.thing
        is_there = package is not None and self.pane.form is None
        is_out = is_there and package is not None and package.withdrawn_at is None
        is_back = thing is not None and thing.state in {FieldState.FILLING, FieldState.BROUGHT_BACK}
        can = {
            "bring": self.pane.form is None,
            "send": is_there and package is not None and bool(package.to_send),
            "decide": is_there and thing is not None and thing.is_to_decide,
            "fill": is_there and is_back,
            "longer": is_out,
            "withdraw": is_out,
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(can[key])
        self.pane.show_buttons()

    # giving out

    def give_out(self) -> None:
        self._offer_to_give(())

    def _offer_to_give(self, taken: Collection[Taken]) -> None:
        self.context.runner.ask(self._offer_asker, list_offered, partial(self._offer, taken))

    def _offer(self, taken: Collection[Taken], offered: tuple[Offered, ...]) -> None:
        if not offered:
            self.context.say(_("There is nothing you could take along: no visit, no check, no review that is begun."))
            return
        form = GiveForm(offered, taken, self.context.zone)
        form.saved.connect(partial(self._give, form))
        self._open(form)

    def _give(self, form: GiveForm, given: GivenOut) -> None:
        chosen = self._ask_path(self, _("Where the package goes"), _("Field work") + ENDING, f"csatdesk (*{ENDING})")
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() != ENDING:
            path = path.with_name(path.name + ENDING)
        form.save.setEnabled(False)
        command = partial(give_out, wanted=given.wanted, until=given.until, passphrase=given.passphrase, path=path)
        self.context.runner.act(form, command, partial(self._given, path), failed=partial(self._failed, form))

    def _given(self, path: Path, package_id: int) -> None:
        self._to_choose = package_id
        self._close_form()
        words = _("Saved {file}. Open it on the laptop with csatdesk.")
        self.context.say(words.format(file=path.name))

    def _close_form(self) -> None:
        super()._close_form()
        self._ask()

    # bringing in

    def bring(self) -> None:
        chosen = self._ask_files(self, _("The result from the laptop"))
        for path in chosen:
            job = partial(bring_in, path=Path(path))
            title = _("Bringing in a result")
            self.context.runner.job(self, title, job, self._brought, failed=self._not_brought, changes=CHANGED)

    def _brought(self, result: BroughtIn) -> None:
        self.message.clear()
        self._to_choose = result.package_id
        self._ask()
        self.context.say(brought_words(result))

    def _not_brought(self, error: BaseException) -> None:
        self.say_or_fail(self.message.say, error)

    def send(self) -> None:
        if self.pane.package is not None:
            command = partial(send_back, assignment_ids=self.pane.package.to_send)
            self.context.runner.act(self, command, self._sent, failed=self._not_brought)

    def _sent(self, count: int) -> None:
        self.message.clear()
        self.context.say(ngettext("{count} report sent.", "{count} reports sent.", count).format(count=number(count)))

    def fill(self) -> None:
        if self.pane.thing is not None:
            self.context.fill(self.pane.thing.evaluation_id)

    def decide(self) -> None:
        thing = self.pane.thing
        if thing is not None:
            question = partial(load_sides, assignment_id=thing.id)
            self.context.runner.ask(self._sides_asker, question, self._offer_sides)

    def _offer_sides(self, found: SideBySide) -> None:
        form = DecideForm(found, self.context.zone)
        form.saved.connect(partial(self._decide, form))
        self._open(form)

    def _decide(self, form: DecideForm, evaluation_id: int) -> None:
        command = partial(decide_version, assignment_id=form.found.assignment_id, evaluation_id=evaluation_id)
        closed = lambda _none: self._close_form()  # noqa: E731  (one word)
        self.context.runner.act(form, command, closed, failed=partial(self._failed, form))

    # time

    def give_longer(self) -> None:
        if self.pane.package is not None:
            form = TimeForm(self.pane.package, self.context.zone)
            form.saved.connect(partial(self._save_time, form))
            self._open(form)

    def _save_time(self, form: TimeForm, until: datetime) -> None:
        command = partial(give_more_time, package_id=form.package.id, until=until)
        closed = lambda _none: self._close_form()  # noqa: E731  (one word)
        self.context.runner.act(form, command, closed, failed=partial(self._failed, form))

    def withdraw(self) -> None:
        if self.pane.package is not None:
            self.context.runner.act(self, partial(withdraw, package_id=self.pane.package.id))
