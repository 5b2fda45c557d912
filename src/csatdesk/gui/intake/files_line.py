"""Files that come with a talk: dropped onto the form, pasted or chosen; attached once the case is saved."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.attachments import AlreadyAttached, NewAttachment, clean_name
from csatdesk.domain.errors import Refusal, Spoken
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Chip, ErrorLine
from csatdesk.gui.file_drops import AskFiles, FileDrops, ask_files, local_files, picture_bytes, picture_name
from csatdesk.gui.flow_box import Flow
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.cases.attachments import attach, check_size, read_files
from csatdesk.wording.formats import file_size
from csatdesk.wording.texts import _, spoken

ATTACH_KEY = "Ctrl+9"


class FilesLine(QWidget):
    """A chip for each file; its cross or Delete leaves the file out. Nothing is opened."""

    changed = Signal()

    def __init__(self, context: Context, form: QWidget, field: QWidget, ask: AskFiles = ask_files) -> None:
        """`form`: where files may be dropped; `field`: the text into which pictures may be pasted."""
        super().__init__()
        self._context, self._ask = context, ask
        self.files: tuple[NewAttachment, ...] = ()
        self._chips: list[Chip] = []
        self._being_read = 0  # jobs
        self._then: Callable[[], object] | None = None
        self.error = ErrorLine()
        chips = QWidget()
        self._flow = Flow(chips, gap=S8, line_gap=S4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addWidget(chips)
        column.addWidget(self.error)
        drops = FileDrops(form, field, lambda: True)
        drops.dropped.connect(self.take)
        self.hide()

    def choose(self) -> None:
        """Ask for files; a dialog may be modal, as printing and saving are."""
        self._read([Path(one) for one in self._ask(self, _("Attach files"))])

    def take(self, mime: QMimeData) -> None:
        """What was dropped or pasted."""
        paths = local_files(mime)
        if paths:
            self._read(paths)
        elif mime.hasImage():
            self._take_picture(NewAttachment(picture_name(self._context), picture_bytes(mime)))

    def _take_picture(self, picture: NewAttachment) -> None:
        """Refused at once, not when the case is saved already."""
        try:
            check_size(picture.name, len(picture.content))
        except Refusal as refusal:
            self._refused(refusal)
        else:
            self._add((picture,))

    def put_back(self, files: Sequence[NewAttachment]) -> None:
        """Files of a talk that was closed."""
        if files:
            self._add(files)

    def wait_for(self, then: Callable[[], object]) -> bool:
        """Whether files are still being read; `then` is called once they are there, and not at all without them."""
        self._then = then if self._being_read else None
        return bool(self._being_read)

    def attach_to(self, case_id: int, number: str, owner: QWidget) -> None:
        """The case is saved: attach the files. When that fails they are offered once more, and the case stays."""
        if self.files:
            _attach(self._context, owner, (case_id, number), self.files)

    def _read(self, paths: list[Path]) -> None:
        if paths:
            self._being_read += 1
            reading = partial(read_files, paths=tuple(paths))
            self._context.runner.job(self, _("Attaching files"), reading, self._came, failed=self._did_not_come)

    def _came(self, files: tuple[NewAttachment, ...]) -> None:
        self._being_read -= 1
        self._add(files)
        if self._then is not None and not self._being_read:
            then, self._then = self._then, None
            then()

    def _did_not_come(self, error: BaseException) -> None:
        self._being_read -= 1
        self._then = None
        self._refused(error)

    def _add(self, files: Sequence[NewAttachment]) -> None:
        self.error.say("")
        held = {one.content for one in self.files}
        for file in files:
            if file.content in held:
                self._refused(AlreadyAttached(name=clean_name(file.name)))
                continue
            held.add(file.content)
            self.files = (*self.files, file)
            self._add_chip(file)
        self._changed()

    def _add_chip(self, file: NewAttachment) -> None:
        chip = Chip(clean_name(file.name), file_size(len(file.content)))
        chip.setAccessibleDescription(_("Delete leaves this file out"))
        chip.removed.connect(partial(self._leave_out, file, chip))
        self._chips.append(chip)
        self._flow.addWidget(chip)

    def _leave_out(self, file: NewAttachment, chip: Chip) -> None:
        self.files = tuple(one for one in self.files if one is not file)
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._changed()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, Spoken):
            self._context.runner.failed.emit(error, None)
            return
        self.error.say(spoken(error))
        self._changed()

    def _changed(self) -> None:
        self.setVisible(bool(self.files or self.error.sentence))
        self.changed.emit()


def _attach(context: Context, owner: QWidget, case: tuple[int, str], files: tuple[NewAttachment, ...]) -> None:
    """`case`: its id and number."""
    again = partial(_attach, context, owner, case, files)
    case_id, number = case

    def failed(error: BaseException) -> None:
        if isinstance(error, Spoken):
            words = _("Case {number} is saved, but not its files. {reason}")
            context.offer(words.format(number=number, reason=spoken(error)), _("Attach again"), again)
        else:
            context.runner.failed.emit(error, again)

    context.runner.act(owner, partial(attach, case_id=case_id, files=files), failed=failed)
