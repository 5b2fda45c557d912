"""Filling one thing on a laptop: the same questions as at the centre, and never a score."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.evaluations import EvaluationKind, EvidenceFile, Remarks
from csatdesk.domain.field_contents import SHORT_MOST, FieldContent, FieldFile
from csatdesk.domain.field_tasks import FieldTask
from csatdesk.domain.forms import Answer
from csatdesk.domain.lengths import ValueTooLong, fitting
from csatdesk.gui.actions import make_action, plain
from csatdesk.gui.buttons import LinkButton
from csatdesk.gui.evaluations.remarks import RemarksStep
from csatdesk.gui.fields import FormRow, TextField
from csatdesk.gui.file_drops import AskFiles, local_files, picture_bytes
from csatdesk.gui.filling.entry import EntryView, Filled
from csatdesk.gui.tokens import S8, S12, S16, S24
from csatdesk.operations.evaluations.commands import absent_answers
from csatdesk.operations.evaluations.files import media_type_of
from csatdesk.wording.texts import _, spoken


class LastStep(QWidget):
    """What is said about the whole; of a visit also the number of the receipt and the badge."""

    told = Signal(str, str)  # receipt, employee

    def __init__(self, task: FieldTask) -> None:
        super().__init__()
        self.remarks = RemarksStep(task.zone)
        self.receipt, self.employee = TextField(), TextField()
        for field in (self.receipt, self.employee):
            field.textEdited.connect(lambda _text: self._tell())
        self._rows = {
            self.receipt: FormRow(_("Receipt &number"), self.receipt),
            self.employee: FormRow(_("&Employee, by the badge"), self.employee),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.remarks)
        more = QVBoxLayout()
        more.setSpacing(S16)
        more.setContentsMargins(2 * S24, 0, 2 * S24, S12)
        if task.kind is EvaluationKind.VISIT:
            more.addWidget(self._rows[self.receipt])
        if task.asks_employee:
            more.addWidget(self._rows[self.employee])
        column.addLayout(more)
        column.addStretch(1)

    def _tell(self) -> None:
        if self._fits():
            self.told.emit(self.receipt.text().strip(), self.employee.text().strip())

    def _fits(self) -> bool:
        """Whether both can be kept; said at the one that is too long."""
        is_long = False
        for field, row in self._rows.items():
            try:
                fitting(field.text(), field="", most=SHORT_MOST)
            except ValueTooLong as refusal:
                row.set_error(spoken(refusal))
                is_long = True
            else:
                row.set_error("")
        return not is_long

    def keep(self) -> bool:
        """Hand over what is written; False: something is too long, which is said at it."""
        return self.remarks.keep() and self._fits()

    def show_content(self, task: FieldTask, content: FieldContent) -> None:
        self.remarks.show_remarks(task.kind, content.remarks, task.from_at or task.happened_at)
        for field, text in ((self.receipt, content.receipt), (self.employee, content.employee)):
            if not field.hasFocus():
                field.setText(text)


class LaptopFill(QWidget):
    """`changed` comes with everything filled now; files are to be read by who listens to `files_chosen`."""

    changed = Signal(object)  # FieldContent
    files_chosen = Signal(str, object)  # item, paths
    picture_pasted = Signal(str, bytes)  # item
    picture_wanted = Signal(object)  # FieldFile
    copy_wanted = Signal(object)  # FieldFile
    left = Signal()

    def __init__(self, task: FieldTask, content: FieldContent, ask: AskFiles) -> None:
        super().__init__()
        self.task, self.content, self._ask_files = task, content, ask
        self.entry, self.last = EntryView(task.zone), LastStep(task)
        self.entry.add_last(_("About the whole"), self.last, self.last.remarks.focus_first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.entry)
        self.leave_action = make_action(self, _("Go &back to the list"), self.left.emit, "Alt+Left")
        self.leave_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back = LinkButton(plain(self.leave_action.text()), keys="Alt+Left")
        back.clicked.connect(self.leave_action.trigger)
        around = QWidget()
        foot = QVBoxLayout(around)
        foot.setContentsMargins(S24, S8, S24, S16)
        foot.addWidget(back)
        self.entry.add_below_list(around)
        self._connect()
        self.show_content(content)

    def _connect(self) -> None:
        entry = self.entry
        entry.answered.connect(self._answer)
        entry.absent.connect(self._absent)
        entry.noted.connect(lambda key, note: self._say(self.content.with_note(key, note)))
        entry.files_wanted.connect(self._choose)
        entry.files_dropped.connect(self._drop)
        entry.remove_wanted.connect(self._remove)
        entry.picture_wanted.connect(lambda number: self._with_file(number, self.picture_wanted.emit))
        entry.save_wanted.connect(lambda number: self._with_file(number, self.copy_wanted.emit))
        self.last.remarks.changed.connect(self._remark)
        self.last.told.connect(lambda receipt, name: self._say(replace(self.content, receipt=receipt, employee=name)))

    def show_content(self, content: FieldContent) -> None:
        """Show what is filled now; one stays where one stands."""
        self.content = content
        self.last.show_content(self.task, content)
        files = [_shown(one) for one in content.files]
        self.entry.show_filled(Filled(self.task.template.form, content.answers, content.notes, files))

    def keep(self) -> bool:
        """Hand over what is written at this moment; False: one stands at what is too long to be kept."""
        return self.entry.keep_words(self.last.keep)

    @property
    def has_unread(self) -> bool:
        """Whether a number or a time stands there that cannot be read, and so is kept nowhere."""
        return self.entry.has_unread or self.last.remarks.has_unread

    def _say(self, content: FieldContent) -> None:
        self.content = content
        self.changed.emit(content)

    def _answer(self, key: str, answer: Answer | None) -> None:
        self._say(self.content.with_answer(key, answer))

    def _absent(self, section_key: str) -> None:
        content = self.content
        for key, answer in absent_answers(self.task.template.form, content.answers, section_key).items():
            content = content.with_answer(key, answer)
        self._say(content)
        self.show_content(content)

    def _remark(self, remarks: Remarks) -> None:
        self._say(self.content.with_remarks(remarks))

    # files

    def _choose(self, key: str) -> None:
        paths = [Path(one) for one in self._ask_files(self, _("Attach files"))]
        if paths:
            self.files_chosen.emit(key, paths)

    def _drop(self, key: str, mime: QMimeData) -> None:
        paths: Sequence[Path] = local_files(mime)
        if paths:
            self.files_chosen.emit(key, paths)
        else:
            self.picture_pasted.emit(key, picture_bytes(mime))

    def _remove(self, number: int) -> None:
        left = tuple(one for one in self.content.files if number_of(one) != number)
        self._say(replace(self.content, files=left))
        self.show_content(self.content)

    def _with_file(self, number: int, do: Callable[[FieldFile], object]) -> None:
        file = next((one for one in self.content.files if number_of(one) == number), None)
        if file is not None:
            do(file)


def number_of(file: FieldFile) -> int:
    """By which the entry knows a file; the same as long as it is the same file at the same question."""
    return int(sha256(f"{file.item_key} {file.sha256}".encode()).hexdigest()[:7], 16)


def _shown(file: FieldFile) -> EvidenceFile:
    return EvidenceFile(number_of(file), file.item_key, file.name, media_type_of(file.name), file.size, file.added_at)
