"""Taking the tree to a file and from one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csatdesk.gui.context import Context
from csatdesk.gui.fields import QuietButton
from csatdesk.gui.topics.view import TABLES, AskPath, ask_file, ask_new_file, kinds_words, with_suffix
from csatdesk.operations.topics.files import TopicsRead, export_topics, read_topic_file
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

TREE_KINDS = ((".yaml", "YAML"), *TABLES)


class TopicFiles(QObject):
    """Export asks where to; import asks which file, and can be undone as a whole."""

    def __init__(self, context: Context, window: QWidget, save: AskPath, load: AskPath) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._ask_new, self._ask_file = save, load

    def buttons(self) -> tuple[QuietButton, QuietButton]:
        read = QuietButton(_("Import"), icon="import")
        write = QuietButton(_("Export"), icon="export")
        read.clicked.connect(self.read)
        write.clicked.connect(self.write)
        return read, write

    def write(self) -> None:
        chosen = self._ask_new(self._window, _("Export the topics"), _("Topics") + ".yaml", kinds_words(TREE_KINDS))
        if not chosen:
            return
        path = with_suffix(chosen, TREE_KINDS)
        self._context.runner.job(
            self,
            _("Topics"),
            lambda store, actor, progress: export_topics(store, actor, path=path, progress=progress),
            partial(self._written, path),
        )

    def _written(self, path: Path, count: int) -> None:
        words = ngettext("{count} topic or heading in {file}.", "{count} topics and headings in {file}.", count)
        self._context.say(words.format(count=number(count), file=path.name))

    def read(self) -> None:
        chosen = self._ask_file(self._window, _("Import topics"), "", "YAML (*.yaml *.yml)")
        if chosen:
            self._context.runner.act(self, partial(read_topic_file, path=Path(chosen)), self._read)

    def _read(self, done: TopicsRead) -> None:
        if not done.added and not done.changed:
            self._context.say(_("The file says nothing new."))


def default_files(context: Context, window: QWidget) -> TopicFiles:
    return TopicFiles(context, window, ask_new_file, ask_file)
