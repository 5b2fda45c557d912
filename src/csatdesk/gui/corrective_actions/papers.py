"""What leaves the page of measures: the list as PDF or spreadsheet, one measure on a page."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csatdesk.domain.corrective_actions import MeasureCard, MeasureFilter
from csatdesk.domain.file_names import file_name
from csatdesk.gui.context import Context
from csatdesk.gui.list_export import AskPath, ListExport, ask_path
from csatdesk.operations.corrective_actions.exports import export_measure, export_measures
from csatdesk.wording.texts import _, ngettext


class MeasurePapers(QObject):
    """Each asks where to, then goes on in the background."""

    def __init__(self, context: Context, window: QWidget, ask: AskPath = ask_path) -> None:
        super().__init__(window)
        self._context, self._window, self._ask = context, window, ask
        self._lists = ListExport(context, window, ask)

    def export_list(self, shown: MeasureFilter) -> None:
        """All rows of what is shown."""
        self._lists.write(_("Measures"), _("List of measures"), partial(export_measures, shown=shown), _counted)

    def save_paper(self, card: MeasureCard) -> None:
        chosen = self._ask(self._window, _("Save the measure"), f"{file_name(card.row.title)}.pdf", "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(path.name + ".pdf")

        def job(store: object, actor: object, progress: object) -> None:
            export_measure(store, actor, measure_id=card.row.id, path=path, progress=progress)  # type: ignore[arg-type]  # a job's own three

        self._context.runner.job(self, _("Measure"), job, partial(self._saved, path))

    def _saved(self, path: Path, _result: None) -> None:
        self._context.say(_("Saved {file}.").format(file=path.name))


def _counted(count: int) -> str:
    return ngettext("{count} measure written to {file}.", "{count} measures written to {file}.", count)
