"""Finished pages onto a printer. QtPrintSupport is slow to load, and loaded only when something is printed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter

from csatdesk.domain.errors import Trouble
from csatdesk.domain.marks import N_
from csatdesk.operations.cases.exports import PRINTER_DOTS

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MM = 25.4  # of an inch


class NoPrinter(Trouble):
    text = N_("No printer is set up on this computer.")


class PrinterGone(Trouble):
    text = N_("The printer “{name}” is not there. Switch it on, or choose another one under Administration, Receipts.")


class PrinterRefused(Trouble):
    text = N_("The printer does not answer.")


def printer_names() -> tuple[str, ...]:
    from PySide6.QtPrintSupport import QPrinterInfo

    return tuple(QPrinterInfo.availablePrinterNames())


def send_to_printer(pages: Sequence[bytes], name: str, printer_name: str = "") -> None:
    """Print PNG pages, each as large as it was drawn; `printer_name` "": on the usual printer of the system.

    Raises a Trouble when there is no such printer, or it refuses.
    """
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.printerInfo(printer_name) if printer_name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise PrinterGone(name=printer_name) if printer_name else NoPrinter()
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    draw_on(printer, pages)


def draw_on(printer: "QPrinter", pages: Sequence[bytes]) -> None:
    """The paper is as large as the first page: a roll is cut where its receipt ends."""
    images = [QImage.fromData(page) for page in pages]
    size = images[0].size()
    paper = QSizeF(size.width() / PRINTER_DOTS * MM, size.height() / PRINTER_DOTS * MM)
    printer.setPageSize(QPageSize(paper, QPageSize.Unit.Millimeter))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefused()
    for place, image in enumerate(images):
        if place and not printer.newPage():
            painter.end()
            raise PrinterRefused()
        _draw(painter, image)
    painter.end()


def _draw(painter: QPainter, image: QImage) -> None:
    """The whole page onto the whole paper, its proportions kept."""
    place = QRectF(painter.viewport())
    size = image.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(place.topLeft(), size), image)
