"""The ways in: sign-in, the first start, the demo centre. What the store needs is loaded and done off this thread."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csatdesk import __version__
from csatdesk.domain.errors import Refusal, Spoken, Trouble
from csatdesk.gui.background import Background
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.shell import Shell
from csatdesk.gui.sign_in.promises import of_backup, of_office, of_this_centre
from csatdesk.gui.sign_in.view import Entry, SignInView
from csatdesk.system.clock import now
from csatdesk.system.paths import Profile, open_profile
from csatdesk.system.settings import Settings
from csatdesk.wording.texts import _, set_language, spoken

if TYPE_CHECKING:
    from csatdesk.gui.sign_in.first_start import FirstStart
    from csatdesk.operations.session import Session


class Entrance(QObject):
    """Leads one person in. `came_in`: the session, and the name they signed in with ("" in the demo centre)."""

    came_in = Signal(object, str)
    help_wanted = Signal()
    package_wanted = Signal()  # of field work
    _made = Signal(int, int)  # of the demo centre: done, total; told by another thread

    def __init__(
        self, shell: Shell, boundary: Boundary, background: Background, profile: Profile, demo_folder: Path
    ) -> None:
        """`demo_folder`: the demo centre lies in a profile of its own."""
        super().__init__(shell)
        self.shell, self.boundary, self.background, self.profile = shell, boundary, background, profile
        self.demo_folder = demo_folder
        self.front: QWidget | None = None

    def begin(self, settings: Settings) -> None:
        """Sign in where there is a centre, else the first start."""
        if self.profile.keys.exists():
            self.show_sign_in(settings)
        else:
            self.show_first_start()

    def bring(self, view: QWidget) -> None:
        """Put a page in front, in place of the one before."""
        before, self.front = self.front, view
        self.shell.bring(view)
        if before is not None:
            self.shell.drop(before)

    def cover(self, view: QWidget) -> None:
        """Put a page before the one in front, which waits behind it; bringing that one back takes this one away."""
        self.front = view
        self.shell.bring(view)

    def leave(self) -> None:
        """The desk is in front now."""
        if self.front is not None:
            self.shell.drop(self.front)
            self.front = None

    def show_sign_in(self, settings: Settings) -> SignInView:
        other = "" if settings.is_demo else _("Open the demo centre")
        view = SignInView(settings.recent, __version__, other=other)
        view.pane.show_promises(*of_this_centre(settings))
        view.pane.help_wanted.connect(self.help_wanted)
        view.pane.other_wanted.connect(self.open_demo)
        view.pane.package_wanted.connect(self.package_wanted)
        view.entered.connect(partial(self._sign_in, view))
        self.bring(view)
        return view

    def fill_in(self, settings: Settings) -> None:
        """What takes more than the settings to be told: today's date, and when the last backup was made."""
        from csatdesk.wording.formats import full_date, full_instant

        view = self.front
        if not isinstance(view, SignInView):
            return
        today = now().astimezone()
        view.pane.day.setText(full_date(today.date()))
        if not settings.is_demo:
            at = settings.last_backup_at
            when = full_instant(at, today.tzinfo) if at is not None and today.tzinfo is not None else ""
            of_store = (*of_this_centre(settings), of_backup(settings, when))
        else:
            of_store = tuple(of_this_centre(settings))
        view.pane.follow(lambda: (*of_store, *of_office(settings, now())))

    def _sign_in(self, view: SignInView, entry: Entry) -> None:
        view.wait(_("Opening the store …"))
        profile = self.profile

        def work() -> "Session":
            from csatdesk.operations.session import Credentials, open_session

            name, phrase = entry.sign_in_name, entry.passphrase
            return open_session(Credentials(profile, name, entry.password, entry.pin, phrase))

        def opened(session: "Session") -> None:
            self.came_in.emit(session, entry.sign_in_name)

        self.background.start(view, work, opened, partial(refuse, view, self.boundary))

    def show_first_start(self, said: str = "") -> "FirstStart":
        from csatdesk.gui.sign_in.first_start import FirstStart
        from csatdesk.gui.sign_in.founding import Founding

        view = FirstStart(__version__, said)
        view.pane.help_wanted.connect(self.help_wanted)
        view.set_up_wanted.connect(lambda: Founding(self).show_questions())
        view.demo_wanted.connect(self.open_demo)
        view.language_chosen.connect(self._speak)
        view.pane.package_wanted.connect(self.package_wanted)
        self.bring(view)
        return view

    def _speak(self, language: str) -> None:
        """The first page again, in another language."""
        set_language(language)
        self.show_first_start()

    def open_demo(self) -> None:
        """Make the demo centre where it is not there yet, and come in as its clerk."""
        demo, front = self.demo_folder, self.front
        if front is not None:
            self._made.connect(front.show_progress)  # type: ignore[attr-defined]  # every page before the desk can
            front.wait(_("Opening the demo centre. The first time this takes some seconds."))  # type: ignore[attr-defined]  # every page before the desk can wait

        def work() -> "Session":
            from csatdesk.operations.demo import open_demo_session

            return open_demo_session(open_profile(demo), progress=self._made.emit)

        def opened(session: "Session") -> None:
            self.came_in.emit(session, "")

        self.background.start(self, work, opened, self.tell)

    def tell(self, error: BaseException) -> None:
        """What went wrong, above the page in front."""
        front = self.front
        words = spoken(error) if isinstance(error, Spoken) else ""
        if front is not None:
            front.tell(words)  # type: ignore[attr-defined]  # every page before the desk can tell
        if not words:
            self.boundary.handle(error)


def refuse(view: SignInView, boundary: Boundary, error: BaseException) -> None:
    """Tell at the right place of a sign-in page why it did not open."""
    from csatdesk.operations.session import PinUsedUp, WrongNameOrPassword, WrongPin
    from csatdesk.system.os_keyring import KeyringLocked, NoKeyring

    if isinstance(error, PinUsedUp):
        view.ask_password()
    if isinstance(error, KeyringLocked | NoKeyring):
        view.refuse("passphrase", spoken(error), is_wrong=False)
    elif isinstance(error, Refusal):
        view.refuse(error.field, spoken(error), is_wrong=isinstance(error, WrongNameOrPassword | WrongPin))
    elif isinstance(error, Trouble):
        view.tell(spoken(error))
    else:
        view.tell("")
        boundary.handle(error)
