"""A list leaves the program as it is seen: where to, the job, and what is told when it is written.

    ListExport(context, window, ask).write(_("Cases"), _("List of cases"), partial(export_case_list, …), counted)

`counted(count)` says what was written, with places for {count} and {file}.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from csatdesk.domain.exported import Exported
from csatdesk.gui.context import Context
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

LIST_KINDS = ((".pdf", "PDF"), (".xlsx", "Excel"), (".csv", "CSV"))
SHEET_KINDS = LIST_KINDS[1:]
AskPath = Callable[[QWidget, str, str, str], str]  # parent, title, usual name, kinds → a path, or ""
CELL_MOST = 32_767  # characters a cell of Excel can hold


def ask_path(parent: QWidget, title: str, name: str, kinds: str) -> str:
    return QFileDialog.getSaveFileName(parent, title, name, kinds)[0]


class ListExport(QObject):
    """See the module's first words."""

    def __init__(self, context: Context, window: QWidget, ask: AskPath = ask_path) -> None:
        super().__init__(window)
        self._context, self._window, self._ask = context, window, ask

    def write(
        self,
        name: str,
        title: str,
        export: Callable[..., Exported],
        counted: Callable[[int], str],
        kinds: Sequence[tuple[str, str]] = LIST_KINDS,
    ) -> None:
        """Ask where to, then write in the background. `name`: of the file offered; `title`: of the job."""
        told = ";;".join(f"{words} (*{suffix})" for suffix, words in kinds)
        usual = kinds[0][0]
        chosen = self._ask(self._window, _("Export what the list shows"), name + usual, told)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.casefold() not in {suffix for suffix, _words in kinds}:
            path = path.with_name(path.name + usual)

        def job(store: object, actor: object, progress: object) -> Exported:
            return export(store, actor, path=path, progress=progress)

        self._context.runner.job(self, title, job, partial(self._exported, path, counted))

    def _exported(self, path: Path, counted: Callable[[int], str], exported: Exported) -> None:
        words = counted(exported.count).format(count=number(exported.count), file=path.name)
        self._context.say(" ".join((words, *_left_out(exported))))


def _left_out(exported: Exported) -> Sequence[str]:
    """What the file could not hold, in words."""
    told = []
    if exported.shortened:
        words = ngettext(
            "{count} text was cut off: a cell of Excel holds {most} characters. A CSV file holds all of it.",
            "{count} texts were cut off: a cell of Excel holds {most} characters. A CSV file holds all of it.",
            exported.shortened,
        )
        told.append(words.format(count=number(exported.shortened), most=number(CELL_MOST)))
    if exported.cleaned:
        words = ngettext(
            "In {count} text characters that no file can hold were left out.",
            "In {count} texts characters that no file can hold were left out.",
            exported.cleaned,
        )
        told.append(words.format(count=number(exported.cleaned)))
    return told
