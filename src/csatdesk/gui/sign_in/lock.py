"""The locked desk: nothing personal is seen; the same person goes on with PIN or password, or another takes over."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from csatdesk import __version__
from csatdesk.gui.background import Background
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.shell import Shell
from csatdesk.gui.sign_in.entrance import refuse
from csatdesk.gui.sign_in.promises import of_office, of_this_centre
from csatdesk.gui.sign_in.view import Entry, SignInView
from csatdesk.system.clock import now
from csatdesk.system.settings import Settings
from csatdesk.wording.formats import full_date
from csatdesk.wording.texts import _

if TYPE_CHECKING:
    from csatdesk.operations.session import Session


class Lock(QObject):
    """Stands before the desk until somebody is let in. `opened`: the session of who goes on, and their name."""

    opened = Signal(object, str)

    def __init__(
        self, shell: Shell, boundary: Boundary, background: Background, session: "Session", sign_in_name: str
    ) -> None:
        super().__init__(shell)
        self._shell, self._boundary, self._background = shell, boundary, background
        self._session, self._sign_in_name = session, sign_in_name
        self.view: SignInView | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._application = app

    def close(self, settings: Settings) -> None:
        """Lock the desk."""
        view = SignInView(settings.recent, __version__, is_locked=True)
        view.pane.follow(lambda: (*of_this_centre(settings), *of_office(settings, now())))
        view.pane.day.setText(full_date(now().astimezone().date()))
        view.entered.connect(partial(self._try, view))
        self.view = view
        self._shell.bring(view)
        self._application.focusChanged.connect(self._hold_keyboard)

    def _hold_keyboard(self, _before: QWidget | None, after: QWidget | None) -> None:
        """A late answer may call the keyboard to a page of the locked desk: no password is to be typed into it."""
        view = self.view
        if view is None or self._shell.front is not view or after is None or after.window() is not self._shell:
            return
        if not view.isAncestorOf(after):
            (view.focusWidget() or view).setFocus()

    def _try(self, view: SignInView, entry: Entry) -> None:
        view.wait(_("One moment …"))
        session, is_same = self._session, entry.sign_in_name.casefold() == self._sign_in_name.casefold()

        def work() -> "Session":
            from csatdesk.operations.session import switch_person

            found = switch_person(session, sign_in_name=entry.sign_in_name, pin=entry.pin, password=entry.password)
            return session if is_same else found

        def let_in(found: "Session") -> None:
            self._application.focusChanged.disconnect(self._hold_keyboard)
            self._shell.drop(view)
            self.opened.emit(found, entry.sign_in_name)

        self._background.start(view, work, let_in, partial(refuse, view, self._boundary))
