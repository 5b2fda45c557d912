"""The customer's receipt: straight to the desk's printer. A failed print never touches the saved case."""

from functools import partial

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from csatdesk.domain.changes import Progress
from csatdesk.domain.errors import Spoken, Trouble
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor
from csatdesk.gui.context import Context
from csatdesk.operations.cases.exports import draw_receipt
from csatdesk.operations.work import Store
from csatdesk.wording.texts import _, spoken


class NoPrinter(Trouble):
    text = N_("No printer is set up on this computer.")


class PrinterRefused(Trouble):
    text = N_("The printer does not answer.")


def receipt_pages(store: Store, actor: Actor, progress: Progress, *, case_id: int) -> tuple[bytes, ...]:
    """The receipt's pages as pictures, made in memory."""
    return draw_receipt(store, actor, case_id=case_id, progress=progress)


class ReceiptPrinter(QObject):
    """Makes the receipt beside the window and prints it; what went wrong stands in the status bar, to be repeated."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def print(self, case_id: int, number: str) -> None:
        title = _("Receipt of {number}").format(number=number)
        self._context.runner.job(
            self,
            title,
            partial(receipt_pages, case_id=case_id),
            partial(self._made, case_id, number),
            failed=partial(self._failed, case_id, number),
        )

    def _made(self, case_id: int, number: str, pages: tuple[bytes, ...]) -> None:
        try:
            send_to_printer(pages, number)
        except Trouble as trouble:
            self._failed(case_id, number, trouble)
            return
        self._context.say(_("The receipt of {number} is printing.").format(number=number))

    def _failed(self, case_id: int, number: str, error: BaseException) -> None:
        if not isinstance(error, Spoken):
            self._context.runner.failed.emit(error, partial(self.print, case_id, number))
            return
        words = _("The receipt of {number} was not printed; the case itself is saved. {reason}")
        self._context.offer(
            words.format(number=number, reason=spoken(error)), _("Print again"), partial(self.print, case_id, number)
        )


def send_to_printer(pages: tuple[bytes, ...], name: str) -> None:
    """Print on the printer of this desk (the system's default); raises a Trouble when there is none or it refuses."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # slow to load, and needed only now

    if QPrinterInfo.defaultPrinter().isNull():
        raise NoPrinter()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefused()
    for place, page in enumerate(pages):
        if place and not printer.newPage():
            painter.end()
            raise PrinterRefused()
        _draw(painter, QImage.fromData(page))
    painter.end()


def _draw(painter: QPainter, image: QImage) -> None:
    """The whole page onto the whole paper, its proportions kept."""
    place = QRectF(painter.viewport())
    size = image.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(place.topLeft(), size), image)
