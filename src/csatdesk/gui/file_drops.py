"""Files and pictures that are dropped onto a widget, pasted into a field or chosen in a dialog."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from csatdesk.gui.context import Context
from csatdesk.system.clock import now
from csatdesk.wording.texts import _

AskFiles = Callable[[QWidget, str], Sequence[str]]  # parent, title → paths


def ask_files(parent: QWidget, title: str) -> Sequence[str]:
    return QFileDialog.getOpenFileNames(parent, title)[0]


def local_files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def picture_name(context: Context) -> str:
    at = now().astimezone(context.zone)
    return _("Picture {when}").format(when=f"{at:%Y-%m-%d %H.%M.%S}") + ".png"


def picture_bytes(mime: QMimeData) -> bytes:
    """The picture as PNG; empty when it cannot be read, or is larger than Qt opens at all."""
    picture = mime.imageData()
    if not isinstance(picture, QImage):
        return b""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(content.data())


class FileDrops(QObject):
    """Takes files and pictures dropped onto a widget, and pasted into a field that could do nothing with them."""

    dropped = Signal(QMimeData)

    def __init__(self, place: QWidget, field: QWidget, may_take: Callable[[], bool]) -> None:
        super().__init__(place)
        self._place, self._field, self._may_take = place, field, may_take
        place.setAcceptDrops(True)
        place.installEventFilter(self)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent):
            return self._pasted(event)
        if isinstance(event, QDropEvent) and can_be_attached(event.mimeData()) and self._may_take():
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop:
                self.dropped.emit(event.mimeData())
            return True
        return False

    def _pasted(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not event.matches(QKeySequence.StandardKey.Paste):
            return False
        mime = QGuiApplication.clipboard().mimeData()
        if mime.hasText() or not can_be_attached(mime) or not self._may_take():
            return False
        self.dropped.emit(mime)
        return True


def can_be_attached(mime: QMimeData) -> bool:
    return mime.hasImage() or bool(local_files(mime))
