"""Files of a case: chosen, dropped onto the card or pasted; saved where a person chooses, never opened from here."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from csatdesk.domain.attachments import AttachmentRow, NewAttachment
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.card_lines import DELETE, ENTER, Line, LineDeed, LineSection, from_part, joined
from csatdesk.gui.cases.told import instant
from csatdesk.gui.context import Context
from csatdesk.gui.file_drops import AskFiles, ask_files, local_files, picture_bytes, picture_name
from csatdesk.gui.list_export import AskPath
from csatdesk.operations.cases.attachments import attach, read_files, remove_attachment, save_attachment
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import file_size
from csatdesk.wording.texts import _


class NothingToAttach(Refusal):
    text = N_("Nothing that can be attached was copied. Copy a picture or files, then try again.")


class FileSection(LineSection):
    def __init__(self) -> None:
        super().__init__(_("Files"))

    def show_case(self, files: Sequence[AttachmentRow], case_id: int, facts: CaseFacts, *, may_work: bool) -> None:
        self.show_lines([file_line(one, case_id, facts, may_work=may_work) for one in files])


def file_line(file: AttachmentRow, case_id: int, facts: CaseFacts, *, may_work: bool) -> Line:
    is_own = file.case_id == case_id
    remove = (LineDeed("detach", _("Remove"), DELETE),) if may_work and is_own else ()
    added = instant(file.added_at, facts.at, facts.calendar.zone)
    return Line(
        id=file.id,
        head=file.name,
        second=joined(file_size(file.size), added, file.by_name, "" if is_own else from_part(file.number)),
        icon="paperclip",
        deeds=(LineDeed("save_copy", _("Save a copy"), ENTER), *remove),
    )


class Attacher(QObject):
    """Brings files to a case and takes copies out. Reading and writing files is done off the UI thread."""

    def __init__(self, context: Context, window: QWidget, ask: AskPath, ask_for_files: AskFiles = ask_files) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._ask, self._ask_files = ask, ask_for_files

    def choose(self, case_id: int) -> None:
        self.attach_paths(case_id, [Path(one) for one in self._ask_files(self._window, _("Attach files"))])

    def paste(self, case_id: int) -> None:
        """A picture or files from the clipboard."""
        if not self.attach_mime(case_id, QGuiApplication.clipboard().mimeData()):
            self._context.runner.failed.emit(NothingToAttach(), None)

    def attach_mime(self, case_id: int, mime: QMimeData) -> bool:
        """Attach what was dropped or pasted; False when there is nothing that can be."""
        paths = local_files(mime)
        if paths:
            self.attach_paths(case_id, paths)
        elif mime.hasImage():
            self._attach(case_id, (NewAttachment(picture_name(self._context), picture_bytes(mime)),))
        else:
            return False
        return True

    def attach_paths(self, case_id: int, paths: Sequence[Path]) -> None:
        if paths:
            reading = partial(read_files, paths=tuple(paths))
            self._context.runner.job(self, _("Attaching files"), reading, partial(self._attach, case_id))

    def _attach(self, case_id: int, files: tuple[NewAttachment, ...]) -> None:
        self._context.runner.act(self, partial(attach, case_id=case_id, files=files))

    def remove(self, attachment_id: int) -> None:
        self._context.runner.act(self, partial(remove_attachment, attachment_id=attachment_id))

    def save_copy(self, file: AttachmentRow) -> None:
        """Ask where to, then write a copy there."""
        chosen = self._ask(self._window, _("Save a copy"), file.name, "")
        if chosen:
            saving = partial(save_attachment, attachment_id=file.id, path=Path(chosen))
            said = lambda path: self._context.say(_("Saved {file}.").format(file=path.name))  # noqa: E731  (one word)
            self._context.runner.job(self, _("Saving a copy"), saving, said)
