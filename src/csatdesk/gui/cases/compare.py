"""Two versions side by side: what somebody else saved meanwhile, and what one has typed. Both can be copied."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class Version:
    """One field: what the store holds, and what was typed. `take` puts the stored words into the field."""

    name: str
    saved: str
    typed: str
    take: Callable[[str], object] | None = None


class Comparison(QFrame):
    """Hidden while there is nothing to compare."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "warn")
        self._made: list[QWidget] = []
        self._shown: tuple[Version, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(S12, S8, S12, S8)
        self._grid.setHorizontalSpacing(S16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    @property
    def versions(self) -> tuple[Version, ...]:
        return self._shown

    def show_versions(self, versions: Sequence[Version]) -> None:
        for widget in self._made:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made = []
        self._shown = tuple(versions)
        for place, version in enumerate(versions):
            self._add(3 * place, version)
        self.setVisible(bool(versions))

    def _add(self, line: int, version: Version) -> None:
        heads = (_("{field}, as saved").format(field=version.name), _("{field}, as typed").format(field=version.name))
        for column, (head, words) in enumerate(zip(heads, (version.saved, version.typed), strict=True)):
            self._put(Label(head, "caption", "ink2"), line, column)
            text = Label(words or _("nothing"), "small", "ink" if words else "ink2", wrap=True)
            text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            even = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # both columns equally wide
            even.setHeightForWidth(True)
            text.setSizePolicy(even)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._put(text, line + 1, column)
        if version.take is not None:
            take = LinkButton(_("Take what was saved"))
            take.clicked.connect(partial(self._taken, version))
            self._grid.addWidget(take, line + 2, 0, Qt.AlignmentFlag.AlignLeft)  # else its column grows no wider
            self._made.append(take)

    def _put(self, widget: QWidget, line: int, column: int) -> None:
        self._grid.addWidget(widget, line, column)
        self._made.append(widget)

    def _taken(self, version: Version) -> None:
        assert version.take is not None
        version.take(version.saved)
        self.show_versions([one for one in self._shown if one is not version])
