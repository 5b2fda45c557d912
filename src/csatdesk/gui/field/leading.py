"""From the entrance into a package of field work and out again; nothing of the centre is opened."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

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

    def __init__(
        self,
        bring: Callable[[QWidget], None],
        cover: Callable[[QWidget], None],
        boundary: Boundary,
        background: Background,
    ) -> None:
        """`bring`: puts a page in front, in place of the one before; `cover`: puts it before that one, which waits."""
        super().__init__()
        self._bring, self._cover, self._boundary, self._background = bring, cover, boundary, background
        self.opening: OpeningView | None = None
        self.view: LaptopView | None = None  # with an `opening`: locked, and something of it is not kept yet
        self._stood: QWidget | None = None  # where one stood when it was locked
        self._claim: QLockFile | None = None

    def open(self, path: Path) -> None:
        """Ask for the pass phrase of this package."""
        self._bring(self._entrance(path))

    def _entrance(self, path: Path) -> OpeningView:
        view = self.opening = OpeningView(path, __version__)
        view.entered.connect(partial(self._enter, view, path))
        view.left.connect(self._go_back)
        return view

    def _enter(self, view: OpeningView, path: Path, passphrase: str) -> None:
        if self.view is None:
            self._open(view, path, passphrase)
            return
        work = partial(self.view.desk.check_passphrase, passphrase)
        let_in = partial(self._let_in, view, path, passphrase)
        self._background.start(view, work, lambda _none: let_in(), partial(self._refused, view))

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
        if self.view is None:
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
        view.lock_wanted.connect(self.lock)
        self._bring(view)
        view.focus_first()

    def lock(self) -> None:
        """Nobody is there, or the laptop is carried away: nothing stays in sight. What cannot be kept waits behind the
        entrance until the pass phrase is given.
        """
        view = self.view
        if view is None or self.opening is not None:
            return
        self._stood = view.focusWidget()
        opening = self._entrance(view.desk.path)
        self._cover(opening)
        view.setEnabled(False)  # or it would take the keyboard to what cannot be kept
        view.when_kept(partial(self._drop_kept, opening))

    def _drop_kept(self, opening: OpeningView) -> None:
        """Everything is on the disk, from where the pass phrase opens it again."""
        if self.opening is opening and not self._waits_unread:
            self._drop_view()
            self._let_go()

    @property
    def _waits_unread(self) -> bool:
        """Whether behind the entrance stands what could not be read: it is neither kept nor thrown away unseen."""
        filling = self.view.filling if self.view is not None else None
        return self.opening is not None and filling is not None and filling.has_unread

    def _drop_view(self) -> None:
        view, self.view = self.view, None
        if view is not None:
            view.deleteLater()

    def _let_in(self, opening: OpeningView, path: Path, passphrase: str) -> None:
        """To where one stood, unless everything was kept in the meantime."""
        if self.view is None:
            self._open(opening, path, passphrase)
            return
        self.opening = None
        self.view.setEnabled(True)
        self._bring(self.view)
        self.view.keep()
        if self._stood is not None and isValid(self._stood) and self._stood.isVisible():
            self._stood.setFocus()

    def _go_back(self) -> None:
        if self.may_close(self.close):
            self.close()

    def may_close(self, again: Callable[[], object]) -> bool:
        """Not before everything filled is on the disk; `again` tries once more when it is. Not with a text that is too
        long, either.
        """
        if self.view is None or (self.view.keep() and not self.view.has_unkept and not self._waits_unread):
            return True
        if self.opening is not None:
            self.opening.right.tell(_("What was written last is not kept yet. The pass phrase leads back to it."))
        if not self._waits_unread:
            self.view.when_kept(again)
        return False

    def close(self) -> None:
        if self.opening is not None:
            self._drop_view()  # it waited behind
        self.opening = self.view = None
        self._let_go()
        self.left.emit()

    def _let_go(self) -> None:
        if self._claim is not None:
            self._claim.unlock()
            self._claim = None
