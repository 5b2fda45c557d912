"""The window on the laptop: what was taken along, how much is left of each, and the result that is brought back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.attachments import NewAttachment
from csatdesk.domain.errors import Spoken
from csatdesk.domain.evaluations import EvaluationKind
from csatdesk.domain.field_contents import FieldContent, FieldFile
from csatdesk.domain.field_packages import FieldTimeOver, is_over
from csatdesk.domain.field_tasks import FieldTask
from csatdesk.gui.actions import keys_of, make_action, plain
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.background import Background
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.buttons import PlainButton, PrimaryButton
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.field.laptop_fill import LaptopFill, number_of
from csatdesk.gui.fields import EmptyState, Label
from csatdesk.gui.file_drops import AskFiles, ask_files
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.header import Header
from csatdesk.gui.help.window import HelpWindow
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.message_line import MessageLine
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.status_bar import StatusBar
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.field.laptop import FieldDesk
from csatdesk.system.clock import now
from csatdesk.system.field_files import RESULT_ENDING
from csatdesk.system.files import write_atomically
from csatdesk.wording.evaluations import kind_words
from csatdesk.wording.formats import clock_time, listing, number, short_instant
from csatdesk.wording.texts import _, language, ngettext, spoken
from csatdesk.wording.visits import window_words

PANE_WIDE, PANE_COMPACT = 720, 560


class LaptopView(QWidget):
    """See the module's first words. What is filled goes to the disk on another thread, in order."""

    left = Signal()
    lock_wanted = Signal()

    def __init__(
        self,
        desk: FieldDesk,
        background: Background,
        boundary: Boundary,
        *,
        ask: AskPath = ask_path,
        files: AskFiles = ask_files,
    ) -> None:
        super().__init__()
        self.setProperty("surface", "bg")
        self.desk, self._background, self._boundary = desk, background, boundary
        self._ask_path, self._ask_files = ask, files
        self.contents: dict[UUID, FieldContent] = dict(desk.contents)
        self._unkept: dict[UUID, FieldContent] = {}  # the disk refused it; tried again with the next
        self._asked: dict[UUID, FieldContent] = {}  # on its way to the disk
        self._when_kept: Callable[[], object] | None = None
        self.filling: LaptopFill | None = None
        self.header, self.message, self.status = Header(), MessageLine(), StatusBar()
        self.header.search.hide()
        self.write = make_action(self, _("Write the &result …"), self.write_result, "Ctrl+Return")
        self.fill_action = make_action(self, _("&Fill"), self.fill, "F")
        self.fill_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.close_action = make_action(self, _("&Close the package"), self._leave, "Ctrl+W")
        self.lock_action = make_action(self, _("&Lock"), self.lock_wanted.emit, "Ctrl+L")
        self.help_action = make_action(self, _("&Help"), self._help, "F1")
        self.list = EntryList(_("What you took along"))
        self.name, self.facts = Label("", "title", wrap=True), FactLines()
        self._lay_out()
        self.list.chosen.connect(lambda _uid: self._show_task())
        self.list.show_entries(self._entries())
        self.list.choose(desk.package.tasks[0].uid)
        self._show_head()
        self._tell_state()

    def _lay_out(self) -> None:
        sheet = QWidget()
        inside = QVBoxLayout(sheet)
        inside.setSpacing(S12)
        inside.setContentsMargins(theme().margin, S12, theme().margin, S16)
        inside.addWidget(self.name)
        self.fill_button = PlainButton(_("Fill"), keys=keys_of(self.fill_action), size="medium", likely=True)
        self.fill_button.clicked.connect(self.fill_action.trigger)
        self.close_button = PlainButton(plain(self.close_action.text()), keys="Ctrl+W", size="medium")
        self.close_button.clicked.connect(self.close_action.trigger)
        inside.addWidget(FlowBox(self.fill_button, self.close_button, gap=S8))
        inside.addWidget(self.facts)
        inside.addStretch(1)
        nothing = EmptyState(_("Nothing is in this package."), "")
        self.tasks = ListBeside(self.list, nothing, upright_scroll(sheet), wide=PANE_WIDE, compact=PANE_COMPACT)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tasks)
        button = PrimaryButton(plain(self.write.text()), keys=keys_of(self.write))
        button.clicked.connect(self.write.trigger)
        self.header.set_primary(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.message):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)

    # what is shown

    def _entries(self) -> list[Entry]:
        return [_entry(one, self.contents[one.uid]) for one in self.desk.package.tasks]

    @property
    def task(self) -> FieldTask:
        """The one in which one stands."""
        uid = self.list.current
        return next((one for one in self.desk.package.tasks if one.uid == uid), self.desk.package.tasks[0])

    def _show_task(self) -> None:
        self.name.setText(self.task.whose or self.task.office_name)
        self.facts.show_lines(task_lines(self.task))

    def _show_head(self) -> None:
        if self.filling is not None:
            task = self.filling.task
            about = [_title(task), short_instant(task.from_at or task.happened_at, task.zone)]
            self.header.set_title(task.whose or task.office_name, ". ".join(about))
            return
        tasks = self.desk.package.tasks
        left = sum(bool(one.template.form.left(self.contents[one.uid].answers)) for one in tasks)
        words = ngettext("{count} of {all} to fill", "{count} of {all} to fill", left)
        self.header.set_title(_("Field work"), words.format(count=number(left), all=number(len(tasks))))

    def _tell_state(self) -> None:
        package = self.desk.package
        self.status.set_item("offline", _("On this laptop, without the centre"), "offline")
        until = short_instant(package.until, package.tasks[0].zone)
        self.status.set_right(_("Back until {when}").format(when=until))
        if self.desk.damaged:
            words = _("Something kept earlier could not be read. A copy of the working file lies beside the package.")
            self.message.say(words)
        if is_over(package.until, now()):
            self.message.say(spoken(FieldTimeOver(when=until)))

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # filling

    def fill(self) -> None:
        """Fill what one stands on."""
        task = self.task
        filling = self.filling = LaptopFill(task, self.contents[task.uid], self._ask_files)
        filling.changed.connect(partial(self._keep, task.uid))
        filling.files_chosen.connect(self._attach_paths)
        filling.picture_pasted.connect(self._attach_picture)
        filling.picture_wanted.connect(self._load_picture)
        filling.copy_wanted.connect(self._save_copy)
        filling.left.connect(self.leave_filling)
        self.stack.addWidget(filling)
        self.stack.setCurrentWidget(filling)
        self.fill_action.setEnabled(False)
        self._show_head()
        filling.entry.focus_question()

    def leave_filling(self) -> None:
        """Back to the list; what was answered is kept."""
        filling = self.filling
        if filling is None or not filling.keep():
            return
        self.filling = None
        self.stack.setCurrentWidget(self.tasks)
        self.stack.removeWidget(filling)
        filling.deleteLater()
        self.fill_action.setEnabled(True)
        self.list.show_entries(self._entries())
        self._show_head()
        self.focus_first()

    def keep(self) -> bool:
        """Hand over what is written at this moment, and once more what the disk refused. False: something is too long,
        and one stands at it.
        """
        if self.filling is not None and not self.filling.keep():
            return False
        for uid, content in list(self._unkept.items()):
            self._keep(uid, content)
        return True

    def _keep(self, uid: UUID, content: FieldContent) -> None:
        self.contents[uid] = self._asked[uid] = content
        command = partial(self.desk.keep, uid, content, now())
        self._start(command, partial(self._kept, uid), partial(self._not_kept, uid, content))

    def _start(
        self, work: Callable[[], Any], then: Callable[[Any], object], failed: Callable[[BaseException], object]
    ) -> None:
        self._background.start(self, work, then, failed)

    def _kept(self, uid: UUID, content: FieldContent) -> None:
        self._unkept.pop(uid, None)
        if self._asked.get(uid) == content:
            del self._asked[uid]
        if not self._unkept:
            self.message.clear()
        if self._when_kept is not None and not self.has_unkept:
            do, self._when_kept = self._when_kept, None
            do()
        if self.filling is not None and self.filling.task.uid == uid:
            at = clock_time(self.desk.changed_at[uid].astimezone(self.filling.task.zone))
            self.filling.entry.say_kept(_("Kept on this laptop at {time}.").format(time=at))

    def _not_kept(self, uid: UUID, content: FieldContent, error: BaseException) -> None:
        self._when_kept = None
        if self._asked.get(uid) == content:
            del self._asked[uid]
        if isinstance(error, FieldTimeOver):
            self._take_back(uid)
        elif self.contents[uid] == content:
            self._unkept[uid] = content
        if self.filling is not None:
            self.filling.entry.say_kept(_("Not kept yet."))
        self._failed(error)

    def _take_back(self, uid: UUID) -> None:
        """Too late for what was answered last: what was kept before stands."""
        self._unkept.pop(uid, None)
        kept = self.contents[uid] = self.desk.contents[uid]
        if self.filling is not None and self.filling.task.uid == uid:
            self.filling.show_content(kept)

    def when_kept(self, do: Callable[[], object]) -> None:
        """Do this once everything filled is on the disk; not when the disk refuses it, or something is too long."""
        if not self.keep():
            return
        if self.has_unkept:
            self._when_kept = do
        else:
            do()

    @property
    def has_unkept(self) -> bool:
        """Whether something filled is not on the disk yet."""
        return bool(self._unkept or self._asked)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.message.say(spoken(error))
        else:
            self._boundary.handle(error)

    # evidence

    def _attach_paths(self, key: str, paths: Sequence[Path]) -> None:
        self._attach(partial(self.desk.attach_paths, item_key=key, paths=paths))

    def _attach_picture(self, key: str, content: bytes) -> None:
        at = now().astimezone(self.task.zone)
        name = _("Picture {when}").format(when=f"{at:%Y-%m-%d %H.%M.%S}") + ".png"
        self._attach(partial(self.desk.attach, item_key=key, files=(NewAttachment(name, content),)))

    def _attach(self, attach: Callable[..., FieldContent]) -> None:
        assert self.filling is not None
        uid, at = self.filling.task.uid, now()
        before = self.contents[uid]
        command = partial(attach, uid, before, at=at)
        self._start(command, partial(self._attached, uid, before), self._failed)

    def _attached(self, uid: UUID, before: FieldContent, after: FieldContent) -> None:
        """With what was answered while the files were read."""
        new = tuple(one for one in after.files if one not in before.files)
        content = replace(self.contents[uid], files=(*self.contents[uid].files, *new))
        self._keep(uid, content)
        if self.filling is not None and self.filling.task.uid == uid:
            self.filling.show_content(content)

    def _load_picture(self, file: FieldFile) -> None:
        self._start(partial(self.desk.evidence, file), partial(self._show_picture, file), self._failed)

    def _show_picture(self, file: FieldFile, content: bytes | None) -> None:
        if self.filling is not None and content is not None:
            self.filling.entry.question.evidence.show_content(number_of(file), content)

    def _save_copy(self, file: FieldFile) -> None:
        chosen = self._ask_path(self, _("Save a copy"), file.name, "")
        if chosen:
            self._start(partial(self._copy, file, Path(chosen)), self._said_copy, self._failed)

    def _copy(self, file: FieldFile, path: Path) -> str:
        content = self.desk.evidence(file)
        if content is None:
            return _("“{name}” lies at the centre.").format(name=file.name)
        write_atomically(path, content)
        return _("Saved {file}.").format(file=path.name)

    def _said_copy(self, words: str) -> None:
        self.status.say(words)

    # bringing back

    def write_result(self) -> None:
        """Ask where to, then write everything that was filled; as often as one likes."""
        usual = str(self.desk.path.with_suffix(RESULT_ENDING))
        chosen = self._ask_path(self, _("Where the result goes"), usual, f"csatdesk (*{RESULT_ENDING})")
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() != RESULT_ENDING:
            path = path.with_name(path.name + RESULT_ENDING)
        self.message.clear()
        self.when_kept(partial(self._write, path))

    def _write(self, path: Path) -> None:
        self._start(partial(self.desk.write_result, path, now()), partial(self._written, path), self._failed)

    def _written(self, path: Path, _count: int) -> None:
        words = _("Saved {file}. Bring it in at the centre, under Field work.")
        self.status.say(words.format(file=path.name))

    def _leave(self) -> None:
        self.leave_filling()
        self.when_kept(self.left.emit)

    def _help(self) -> None:
        HelpWindow(self).open_page("field-work")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.list.hasFocus():
            self.fill()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tasks.share_width(self.width())


def _title(task: FieldTask) -> str:
    return task.template.form.title.in_language(language())


def _entry(task: FieldTask, content: FieldContent) -> Entry:
    left = len(task.template.form.left(content.answers))
    note = ngettext("{count} left", "{count} left", left).format(count=number(left)) if left else _("complete")
    when = short_instant(task.from_at or task.happened_at, task.zone)
    return Entry(task.uid, task.whose or task.office_name, f"{when}, {_title(task)}", note)


def task_lines(task: FieldTask) -> list[Line]:
    """What one has to know on the way."""
    if task.from_at is not None and task.to_at is not None:
        when = window_words(task.from_at, task.to_at, task.zone)
    else:
        when = short_instant(task.happened_at, task.zone)
    lines = [
        Line(_("What"), f"{kind_words(task.kind)}: {_title(task)}"),
        Line(_("When"), when),
        Line(_("Where"), listing([one for one in (task.office_name, task.address) if one])),
    ]
    if task.kind is EvaluationKind.VISIT:
        lines.append(Line(_("Ask"), task.brief.in_language(language())))
    if task.answer_key:
        lines.append(Line(_("Right answer"), task.answer_key))
    if task.report_due_at is not None:
        lines.append(Line(_("Report due"), short_instant(task.report_due_at, task.zone)))
    return lines
