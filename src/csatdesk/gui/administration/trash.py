"""What is in the trash, as a section of administration."""

from PySide6.QtWidgets import QVBoxLayout

from csatdesk.domain.changes import Kind
from csatdesk.gui.administration.section import Section
from csatdesk.gui.cases.trash import TrashList
from csatdesk.gui.context import Context
from csatdesk.wording.formats import number
from csatdesk.wording.texts import ngettext


class TrashSection(Section):
    """See the module's first words."""

    shows = frozenset({Kind.CASE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._count = 0
        self.list = TrashList(context)
        self.list.counted.connect(self._counted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def summary(self) -> str:
        return ngettext("{count} case", "{count} cases", self._count).format(count=number(self._count))

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        self.list.focus()

    def reload(self) -> None:
        self.list.reload()

    def _counted(self, count: int) -> None:
        self._count = count
        self.head_changed.emit()
