"""What leaves the page: the list as PDF or spreadsheet, the case file with its preview, the receipt once more."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.attendance import Confirmation
from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.errors import Trouble
from csatdesk.domain.saved_filters import Shown
from csatdesk.gui.context import Context
from csatdesk.gui.intake.printing import send_to_printer
from csatdesk.gui.intake.receipts import ReceiptPrinter
from csatdesk.gui.list_export import LIST_KINDS, SHEET_KINDS, AskPath, ListExport, ask_path
from csatdesk.operations.cases.exports import PRINTER_SCALE, export_case_file, export_case_list
from csatdesk.operations.cases.list_paper import ALL_COLUMNS, ListColumns
from csatdesk.operations.cases.screens import draw_case_file, draw_case_files
from csatdesk.operations.reports.inspection import export_inspection
from csatdesk.wording.texts import _, ngettext

PRINT_MOST = 50  # case files in one go; their pages are kept in memory until they are printed


class Papers(QObject):
    """`drawn` comes with the pages of a case file, to be shown before printing."""

    drawn = Signal(str, object)  # title, PNG pictures

    def __init__(self, context: Context, window: QWidget, ask: AskPath = ask_path) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._ask = ask
        self._lists = ListExport(context, window, ask)
        self._receipts = ReceiptPrinter(context, window)
        self._file: tuple[int, str] | None = None  # the case whose file is shown, and its number

    def export_list(self, shown: Shown, columns: ListColumns = ()) -> None:
        """All that the list shows; without `columns` as a spreadsheet with all there are, to be imported elsewhere."""
        export = partial(export_case_list, filter=shown.filter, sort=shown.order, columns=columns or ALL_COLUMNS)
        kinds = LIST_KINDS if columns else SHEET_KINDS
        self._lists.write(_("Cases"), _("List of cases"), export, _counted, kinds)

    def export_folder(self, shown: Shown, case_ids: Sequence[int], *, hide_staff: bool) -> None:
        """The inspection folder of the cases, or of all that the list shows when none are given."""
        title = _("Save the inspection folder")
        chosen = self._ask(self._window, title, _("Inspection folder") + ".pdf", "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(path.name + ".pdf")
        making = partial(export_inspection, case_ids=case_ids, filter=shown.filter, path=path, hide_staff=hide_staff)
        self._context.runner.job(
            self,
            _("Inspection folder"),
            lambda store, actor, progress: making(store, actor, progress=progress),
            partial(self._exported, path),
        )

    def _exported(self, path: Path, count: int) -> None:
        self._context.say(_counted(count).format(count=count, file=path.name))

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

    def print_files(self, case_ids: Sequence[int]) -> None:
        """The case files of several cases, one after the other, to the printer."""
        if len(case_ids) > PRINT_MOST:
            self._context.say(_("At most {count} case files are printed at once.").format(count=PRINT_MOST))
            return
        printing = partial(self.print_files, case_ids)
        drawing = partial(draw_case_files, case_ids=case_ids, scale=PRINTER_SCALE)
        self._context.runner.job(self, _("Case files"), drawing, lambda pages: self._print_all(pages, printing))

    def _print_all(self, pages: tuple[bytes, ...], again: Callable[[], object]) -> None:
        try:
            send_to_printer(pages, _("Case files"))
        except Trouble as trouble:
            self._context.runner.failed.emit(trouble, again)
            return
        self._context.say(_("The case files are printing."))

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
        is_signed = card.attendance.read_back is Confirmation.SIGNED
        self._receipts.print(card.row.id, card.row.number, read_back=is_signed)


def _counted(count: int) -> str:
    return ngettext("{count} case written to {file}.", "{count} cases written to {file}.", count)
