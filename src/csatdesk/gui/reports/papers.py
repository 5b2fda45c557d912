"""What leaves the page of reports: the month sheet, its workbook, the complaints register."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Trouble
from csatdesk.domain.month_figures import MonthAsked
from csatdesk.gui.context import Context
from csatdesk.gui.intake.printing import send_to_printer
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.operations.reports.month_paper import draw_month, export_month
from csatdesk.operations.reports.register import export_register
from csatdesk.wording.texts import _

KINDS = ((".pdf", "PDF"), (".xlsx", "Excel"))


class ReportPapers(QObject):
    """Each asks where to, then goes on in the background."""

    def __init__(self, context: Context, window: QWidget, ask: AskPath = ask_path) -> None:
        super().__init__(window)
        self._context, self._window, self._ask = context, window, ask

    def export_month(self, asked: MonthAsked) -> None:
        """One page, or a workbook with every figure as a number."""
        name = _("Month sheet") + f" {asked.days.first:%Y-%m}"
        path = self._path(_("Save the month"), name)
        if path is not None:
            self._write(_("Month sheet"), path, partial(export_month, asked=asked, path=path))

    def export_register(self, asked: MonthAsked) -> None:
        """From the first day of the year to the last day shown."""
        first = asked.days.first.replace(month=1, day=1)
        name = _("Complaints register") + f" {first:%Y}"
        path = self._path(_("Save the complaints register"), name)
        if path is not None:
            writing = partial(export_register, first=first, last=asked.days.last, cut=asked.cut, path=path)
            self._write(_("Complaints register"), path, writing)

    def print_month(self, asked: MonthAsked) -> None:
        """To the printer, as sharp as it wants it."""
        self._context.runner.job(
            self,
            _("Month sheet"),
            lambda store, actor, progress: draw_month(store, actor, asked=asked, progress=progress),
            partial(self._print, asked),
        )

    def _path(self, title: str, name: str) -> Path | None:
        chosen = self._ask(self._window, title, name + KINDS[0][0], _kinds_words(KINDS))
        if not chosen:
            return None
        path = Path(chosen)
        known = path.suffix.casefold() in {suffix for suffix, _name in KINDS}
        return path if known else path.with_name(path.name + KINDS[0][0])

    def _write(self, title: str, path: Path, writing: Callable[..., object]) -> None:
        self._context.runner.job(
            self,
            title,
            lambda store, actor, progress: writing(store, actor, progress=progress),
            lambda _made: self._context.say(_("Saved {file}.").format(file=path.name)),
        )

    def _print(self, asked: MonthAsked, pages: tuple[bytes, ...]) -> None:
        try:
            send_to_printer(pages, _("Month sheet"))
        except Trouble as trouble:
            self._context.runner.failed.emit(trouble, partial(self.print_month, asked))
            return
        self._context.say(_("The month sheet is printing."))


def _kinds_words(kinds: Sequence[tuple[str, str]]) -> str:
    return ";;".join(f"{name} (*{suffix})" for suffix, name in kinds)
