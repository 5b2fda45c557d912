"""The morning and evening sheet, looked at on My desk before they are printed or saved (C27)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from csatdesk.domain.errors import Trouble
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.preview import PaperPreview
from csatdesk.gui.context import Context
from csatdesk.gui.intake.printing import send_to_printer
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.operations.cases.exports import PRINTER_SCALE
from csatdesk.operations.day_sheets import DaySheet, draw_day_sheet, export_day_sheet
from csatdesk.wording.texts import _


def sheet_words(sheet: DaySheet) -> str:
    return _("Morning sheet") if sheet is DaySheet.MORNING else _("Evening sheet")


class Sheets(QObject):
    """Its actions are the page's; the paper covers the whole page until Escape."""

    def __init__(self, context: Context, page: QWidget, ask: AskPath = ask_path) -> None:
        super().__init__(page)
        self._context, self._page, self._ask = context, page, ask
        self._sheet = DaySheet.MORNING
        self._back: Callable[[], object] = page.setFocus
        self.preview = PaperPreview()
        self.preview.back.setText(_("Back to My desk"))
        self.preview.print_pressed.connect(self.print)
        self.preview.save_pressed.connect(self.save)
        self.preview.left.connect(self._leave)
        printing = make_action(self.preview, _("&Print"), self.print, "Ctrl+P")
        printing.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        make_action(page, _("&Morning sheet"), partial(self.show, DaySheet.MORNING), "Ctrl+Shift+M")
        make_action(page, _("&Evening sheet"), partial(self.show, DaySheet.EVENING), "Ctrl+Shift+E")

    def lay_over(self, inside: QWidget, back: Callable[[], object]) -> None:
        """Lay the page out: `inside`, or the paper in its place; `back` puts the keyboard where it was."""
        self._back = back
        self._front = QStackedLayout(self._page)
        self._front.addWidget(inside)
        self._front.addWidget(self.preview)

    def show(self, sheet: DaySheet) -> None:
        self._sheet = sheet
        drawing = partial(draw_day_sheet, sheet=sheet)
        self._context.runner.job(self, sheet_words(sheet), drawing, self._drawn)

    def _drawn(self, pages: tuple[bytes, ...]) -> None:
        self._front.setCurrentWidget(self.preview)
        self.preview.show_pages(sheet_words(self._sheet), pages)

    def _leave(self) -> None:
        self._front.setCurrentIndex(0)
        self._back()

    def print(self) -> None:
        """As sharp as the printer wants it."""
        drawing = partial(draw_day_sheet, sheet=self._sheet, scale=PRINTER_SCALE)
        self._context.runner.job(self, sheet_words(self._sheet), drawing, self._print)

    def _print(self, pages: tuple[bytes, ...]) -> None:
        name = sheet_words(self._sheet)
        try:
            send_to_printer(pages, name)
        except Trouble as trouble:
            self._context.runner.failed.emit(trouble, self.print)
            return
        self._context.say(_("{name} is printing.").format(name=name))

    def save(self) -> None:
        name = sheet_words(self._sheet)
        chosen = self._ask(self._page, _("Save the sheet"), f"{name}.pdf", "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(path.name + ".pdf")
        writing = partial(export_day_sheet, sheet=self._sheet, path=path)
        self._context.runner.job(self, name, writing, self._saved)

    def _saved(self, path: Path) -> None:
        self._context.say(_("Saved {file}.").format(file=path.name))
