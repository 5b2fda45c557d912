"""From the entrance into a package of field work and out again; nothing of the centre is opened."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from csatdesk import __version__
from csatdesk.domain.errors import Spoken
from csatdesk.domain.field_packages import WrongFieldPassphrase
from csatdesk.gui.background import Background
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.field.laptop import LaptopView
from csatdesk.gui.field.opening import OpeningView
from csatdesk.operations.field.laptop import FieldDesk, open_package
from csatdesk.system.field_files import ENDING
from csatdesk.system.field_work import working_file_of
from csatdesk.wording.texts import _, set_language, spoken

AskPackage = Callable[[QWidget | None], str]


def ask_package(parent: QWidget | None) -> str:
    title = _("Open a field package")
    return QFileDialog.getOpenFileName(parent, title, "", f"csatdesk (*{ENDING})")[0]


class FieldWork(QObject):
    """`left`: back to where one came from."""

    left = Signal()

    def __init__(self, bring: Callable[[QWidget], None], boundary: Boundary, background: Background) -> None:
        """`bring`: puts a page in front."""
        super().__init__()
        self._bring, self._boundary, self._background = bring, boundary, background
        self.opening: OpeningView | None = None
        self.view: LaptopView | None = None
        self._claim: QLockFile | None = None

    def open(self, path: Path) -> None:
        """Ask for the pass phrase of this package."""
        view = self.opening = OpeningView(path, __version__)
        view.entered.connect(partial(self._open, view, path))
        view.left.connect(self.close)
        self._bring(view)

    def _open(self, view: OpeningView, path: Path, passphrase: str) -> None:
        claim = QLockFile(f"{working_file_of(path)}.lock")
        claim.setStaleLockTime(0)
        if not claim.tryLock(100) and claim.error() is QLockFile.LockError.LockFailedError:
            view.tell(_("This package is open in another window already. Use that one."))
            return
        self._claim = claim
        work = partial(open_package, path, passphrase)
        self._background.start(view, work, self._opened, partial(self._refused, view))

    def _refused(self, view: OpeningView, error: BaseException) -> None:
        self._let_go()
        if isinstance(error, Spoken):
            view.refuse(spoken(error), is_wrong=isinstance(error, WrongFieldPassphrase))
        else:
            view.refuse("", is_wrong=False)
            self._boundary.handle(error)

    def _opened(self, desk: FieldDesk) -> None:
        set_language(desk.package.language)
        self.opening = None
        view = self.view = LaptopView(desk, self._background, self._boundary)
        view.left.connect(self.close)
        view.locked.connect(partial(self._locked, desk.path))
        self._bring(view)
        view.focus_first()

    def lock(self) -> None:
        """Nobody is there, or the laptop is carried away."""
        if self.view is not None:
            self.view.lock()

    def _locked(self, path: Path) -> None:
        self.view = None
        self._let_go()
        self.open(path)

    def may_close(self, again: Callable[[], object]) -> bool:
        """Not before everything filled is on the disk; `again` tries once more when it is. Not with a text that is too
        long, either.
        """
        if self.view is None:
            return True
        if not self.view.keep():
            return False
        if self.view.has_unkept:
            self.view.when_kept(again)
            return False
        return True

    def close(self) -> None:
        self.opening = self.view = None
        self._let_go()
        self.left.emit()

    def _let_go(self) -> None:
        if self._claim is not None:
            self._claim.unlock()
            self._claim = None
