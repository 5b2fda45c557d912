"""What leaves the page: the list as PDF or spreadsheet, on paper, and a person's deadlines as calendar file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Trouble
from csatdesk.gui.context import Context
from csatdesk.gui.intake.printing import send_to_printer
from csatdesk.gui.list_export import AskPath, ListExport, ask_path
from csatdesk.operations.deadlines.calendar_file import export_calendar
from csatdesk.operations.deadlines.exports import draw_deadlines, export_deadlines
from csatdesk.operations.deadlines.views import DeadlineList
from csatdesk.wording.texts import _, ngettext


class DeadlinePapers(QObject):
    """Each asks where to, then goes on in the background."""

    def __init__(self, context: Context, window: QWidget, ask: AskPath = ask_path) -> None:
        super().__init__(window)
        self._context, self._window, self._ask = context, window, ask
        self._lists = ListExport(context, window, ask)

    def export_list(self, shown: DeadlineList, columns: Sequence[str]) -> None:
        """All rows of what is shown, in the columns that are seen."""
        export = partial(export_deadlines, shown=shown, columns=columns)
        self._lists.write(_("Deadlines"), _("List of deadlines"), export, _counted)

    def print_list(self, shown: DeadlineList, columns: Sequence[str]) -> None:
        """To the printer, as sharp as it wants it."""
        job = _writing(draw_deadlines, shown=shown, columns=columns)
        again = partial(self.print_list, shown, columns)
        self._context.runner.job(self, _("List of deadlines"), job, partial(self._print, again))

    def save_calendar(self, staff_id: int, name: str) -> None:
        """`name`: of the person; it stands in the name of the file that is offered, not in the file."""
        chosen = self._ask(self._window, _("Save the calendar file"), f"{name}.ics", "iCalendar (*.ics)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.casefold() == ".ics" else path.with_name(path.name + ".ics")
        job = _writing(export_calendar, staff_id=staff_id, path=path)
        self._context.runner.job(self, _("Calendar file"), job, partial(self._saved, path))

    def _saved(self, path: Path, count: int) -> None:
        words = ngettext("{count} deadline written to {file}.", "{count} deadlines written to {file}.", count)
        self._context.say(words.format(count=count, file=path.name))

    def _print(self, again: Callable[[], None], pages: tuple[bytes, ...]) -> None:
        try:
            send_to_printer(pages, _("Deadlines"))
        except Trouble as trouble:
            self._context.runner.failed.emit(trouble, again)
            return
        self._context.say(_("The list of deadlines is printing."))


def _writing(export: Callable[..., object], **values: object) -> Callable[..., int]:
    """As a job: store, actor and progress in their places."""
    return lambda store, actor, progress: export(store, actor, progress=progress, **values)  # type: ignore[return-value]  # what the export returns


def _counted(count: int) -> str:
    return ngettext("{count} case written to {file}.", "{count} cases written to {file}.", count)
