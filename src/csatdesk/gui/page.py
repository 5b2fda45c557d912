"""A place of the window: what the rail leads to. Each page lives in its own folder and is made when first shown."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Spoken
from csatdesk.gui.context import Context
from csatdesk.wording.texts import spoken


class Page(QWidget):
    """What the main window asks of every page.

    Actions given to `addAction` work while the page is shown and stand in the palette with their shortcuts; their
    text carries a mnemonic.
    """

    head_changed = Signal()  # title, summary or primary changed
    shows: frozenset[Kind] = frozenset()  # kinds of things on this page; only these bring a `reload`
    help_page = "index"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.primary: QAction | None = None  # the one filled button of the header
        self.setProperty("surface", "bg")

    @property
    def title(self) -> str:
        """What the header says; translated."""
        raise NotImplementedError

    def summary(self) -> str:
        """What is shown, in words: "47 of 214 open cases: 3 overdue, 2 due today"."""
        return ""

    @property
    def foot(self) -> QWidget | None:
        """What stands at its bottom and is needed at any time: nothing is laid over it."""
        return None

    @property
    def aid_version(self) -> int | None:
        """The version of a standard that is read here and can be opened as an aid."""
        return None

    def window_words(self) -> str:
        """What the window's title adds: numbers of cases, never names."""
        return ""

    def shown(self) -> None:
        """The page has just become the visible one; put the focus where work begins."""

    def reload(self, kinds: frozenset[Kind]) -> None:
        """Something this page shows has changed. Called at once while visible, else before it is shown next."""

    def say_or_fail(self, say: Callable[[str], object], error: BaseException) -> None:
        """`say` tells what a rule or the machine said; anything else is ours to mend."""
        if isinstance(error, Spoken):
            say(spoken(error))
        else:
            self.context.runner.failed.emit(error, None)

    def locked(self) -> None:
        """The desk is being locked, or the window closed: keep what was typed."""
