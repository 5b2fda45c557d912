"""What leaves the page: the list as PDF or spreadsheet, the case file with its preview, the receipt once more."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.errors import Trouble
from csatdesk.gui.cases.case_list import Shown
from csatdesk.gui.context import Context
from csatdesk.gui.intake.receipts import ReceiptPrinter, send_to_printer
from csatdesk.operations.cases.exports import PRINTER_SCALE, export_case_file, export_case_list
from csatdesk.operations.cases.screens import draw_case_file
from csatdesk.wording.texts import _, ngettext

LIST_KINDS = ((".pdf", "PDF"), (".xlsx", "Excel"), (".csv", "CSV"))
AskPath = Callable[[QWidget, str, str, str], str]  # parent, title, usual name, kinds → a path, or ""


def ask_path(parent: QWidget, title: str, name: str, kinds: str) -> str:
    return QFileDialog.getSaveFileName(parent, title, name, kinds)[0]


class Papers(QObject):
    """`drawn` comes with the pages of a case file, to be shown before printing."""

    drawn = Signal(str, object)  # title, PNG pictures

    def __init__(self, context: Context, window: QWidget, ask: AskPath = ask_path) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._ask = ask
        self._receipts = ReceiptPrinter(context, self)
        self._file: tuple[int, str] | None = None  # the case whose file is shown, and its number

    def export_list(self, shown: Shown) -> None:
        """Ask where to, then write what the list shows, all of it."""
        kinds = ";;".join(f"{name} (*{suffix})" for suffix, name in LIST_KINDS)
        chosen = self._ask(self._window, _("Export what the list shows"), _("Cases") + ".pdf", kinds)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() not in {suffix for suffix, _name in LIST_KINDS}:
            path = path.with_name(path.name + ".pdf")
        self._context.runner.job(
            self,
            _("List of cases"),
            lambda store, actor, progress: export_case_list(
                store, actor, filter=shown.filter, sort=shown.order, path=path, progress=progress
            ),
            partial(self._exported, path),
        )

    def _exported(self, path: Path, count: int) -> None:
        words = ngettext("{count} case written to {file}.", "{count} cases written to {file}.", count)
        self._context.say(words.format(count=count, file=path.name))

    def show_file(self, card: CaseCard) -> None:
        """Draw the case file for its preview."""
        self._file = (card.row.id, card.row.number)
        title = _("Case file {number}").format(number=card.row.number)
        drawing = partial(draw_case_file, case_id=card.row.id)
        self._context.runner.job(self, title, drawing, lambda pages: self.drawn.emit(title, pages))

    def print_file(self) -> None:
        """Print the case file that is shown, as sharp as the printer wants it."""
        if self._file is None:
            return
        case_id, number = self._file
        drawing = partial(draw_case_file, case_id=case_id, scale=PRINTER_SCALE)
        self._context.runner.job(
            self, _("Case file {number}").format(number=number), drawing, partial(self._print, number)
        )

    def _print(self, number: str, pages: tuple[bytes, ...]) -> None:
        try:
            send_to_printer(pages, number)
        except Trouble as trouble:
            self._context.runner.failed.emit(trouble, self.print_file)
            return
        self._context.say(_("The case file {number} is printing.").format(number=number))

    def save_file(self) -> None:
        if self._file is None:
            return
        case_id, number = self._file
        chosen = self._ask(self._window, _("Save the case file"), f"{number}.pdf", "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(path.name + ".pdf")
        self._context.runner.job(
            self,
            _("Case file {number}").format(number=number),
            lambda store, actor, progress: export_case_file(
                store, actor, case_id=case_id, path=path, progress=progress
            ),
            lambda made: self._context.say(_("Saved {file}.").format(file=made.name)),
        )

    def print_receipt(self, card: CaseCard) -> None:
        self._receipts.print(card.row.id, card.row.number)
