"""The customer's receipt: straight to the desk's printer, or shown first. A failed print never touches the case."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csatdesk.domain.changes import Progress
from csatdesk.domain.errors import Spoken, Trouble
from csatdesk.domain.staff import Actor
from csatdesk.gui.context import Context
from csatdesk.gui.intake.printing import send_to_printer
from csatdesk.gui.intake.receipt_preview import ReceiptPreview
from csatdesk.operations.cases.exports import PRINTER_SCALE, SIZES, draw_receipt
from csatdesk.operations.work import Store
from csatdesk.wording.texts import _, spoken

PREVIEW_SCALE = 1.5  # 108 dots an inch
Pages = tuple[bytes, ...]
Again = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The receipt of one case; `read_back`: with the slip that the customer signs."""

    case_id: int
    number: str
    read_back: bool

    @property
    def title(self) -> str:
        return _("Receipt of {number}").format(number=self.number)


def receipt_pages(store: Store, actor: Actor, progress: Progress, *, wanted: Wanted, size: str, scale: float) -> Pages:
    """The receipt's pages as pictures, made in memory."""
    case_id, read_back = wanted.case_id, wanted.read_back
    return draw_receipt(store, actor, case_id=case_id, size=size, read_back=read_back, scale=scale, progress=progress)


class ReceiptPrinter(QObject):
    """Makes the receipt beside the window and prints it; what went wrong is told with a link that tries again, and the
    status bar prints the last one once more.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._place = context, parent
        self._preview: ReceiptPreview | None = None

    def print(self, case_id: int, number: str, *, read_back: bool = False) -> None:
        """`read_back`: with the slip that the customer signs."""
        wanted = Wanted(case_id, number, read_back)
        if self._context.settings.receipt_preview:
            self._draw(wanted, PREVIEW_SCALE, partial(self._show, wanted), partial(self._print_now, wanted))
        else:
            self._print_now(wanted)

    def _print_now(self, wanted: Wanted) -> None:
        again = partial(self._print_now, wanted)
        self._draw(wanted, PRINTER_SCALE, partial(self._made, wanted, again), again)

    def _draw(self, wanted: Wanted, scale: float, then: Callable[[Pages], None], again: Again) -> None:
        size = self._context.settings.receipt_size
        drawing = partial(receipt_pages, wanted=wanted, size=size if size in SIZES else "A4", scale=scale)
        failed = partial(self._failed, wanted.number, again)
        self._context.runner.job(self, wanted.title, drawing, then, failed=failed)

    def _show(self, wanted: Wanted, pages: Pages) -> None:
        if self._preview is None or not self._preview.is_over(self._place):
            self._preview = ReceiptPreview(self._place)
        self._preview.show_pages(wanted.title, pages, partial(self._print_now, wanted))

    def _made(self, wanted: Wanted, again: Again, pages: Pages) -> None:
        number = wanted.number
        try:
            send_to_printer(pages, number, self._context.settings.receipt_printer)
        except Trouble as trouble:
            self._failed(number, again, trouble)
            return
        self._context.say(_("The receipt of {number} is printing.").format(number=number))
        self._offer_again(number, again)

    def _offer_again(self, number: str, again: Again) -> None:
        self._context.offer_again(_("Print the receipt of {number} again").format(number=number), again)

    def _failed(self, number: str, again: Again, error: BaseException) -> None:
        if not isinstance(error, Spoken):
            self._context.runner.failed.emit(error, again)
            return
        words = _("The receipt of {number} was not printed; the case itself is saved. {reason}")
        self._context.offer(words.format(number=number, reason=spoken(error)), _("Print again"), again)
        self._offer_again(number, again)
