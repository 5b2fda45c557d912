"""The composition root: builds settings, window, session and desk once, by hand, and passes them on."""

import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QLockFile, QObject, QTimer
from PySide6.QtWidgets import QApplication

from csatdesk.domain.errors import Cancelled, Spoken, Trouble
from csatdesk.gui.background import Background
from csatdesk.gui.boundary import Boundary, Retry
from csatdesk.gui.garbage import GarbageCollector, spare_what_stays
from csatdesk.gui.shell import Shell
from csatdesk.gui.sign_in.entrance import Entrance
from csatdesk.gui.theme import LOOKS, new_application, theme
from csatdesk.system.clock import now
from csatdesk.system.paths import Profile, default_profile, open_profile
from csatdesk.system.settings import load_settings
from csatdesk.wording.texts import _, closest_language, set_language, spoken

if TYPE_CHECKING:
    from csatdesk.domain.changes import Progress
    from csatdesk.domain.deadlines import WorkCalendar
    from csatdesk.domain.staff import Actor, StaffRow
    from csatdesk.gui.closing import ClosingView
    from csatdesk.gui.context import Context
    from csatdesk.gui.field.leading import FieldWork
    from csatdesk.gui.idle import IdleWatch
    from csatdesk.gui.main_window import MainWindow
    from csatdesk.gui.runner import Runner
    from csatdesk.operations.session import Session
    from csatdesk.operations.work import Reading, Store

# What is loaded once sign-in is painted, in the order of need: what sign-in itself has still to tell, then what opening
# the store, the first page and the pages after it take.
LOADED_FOR_SIGN_IN = ("csatdesk.system.logs", "babel.dates", "csatdesk.domain.opening_now", "PySide6.QtSvg")
LOADED_BEHIND = (
    "sqlalchemy.orm",
    "csatdesk.operations.session",
    "sqlcipher3",
    "sqlalchemy.dialects.sqlite",
    "babel.numbers",
    "csatdesk.gui.runner",
    "csatdesk.gui.main_window",
    "csatdesk.gui.desk.page",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "cryptography.hazmat.primitives.ciphers.aead",
    "csatdesk.gui.idle",
    "csatdesk.gui.backup_reminder",
    "csatdesk.operations.import_runs",
    "csatdesk.gui.intake.page",
    "csatdesk.gui.cases.page",
)

REMIND_AFTER_MS = 3_000  # the desk is in use before anything is counted
KEPT_DAYS = 180  # so far ahead sign-in knows the office's closed days
SETTLE_AFTER_MS = 300  # by then the first page shows its rows
LOAD_AFTER_MS = 20  # the first picture goes to the screen undisturbed


def run(folder: Path | None, *, is_demo: bool = False, tour: Path | None = None, package: Path | None = None) -> int:
    """Open the window and stay until it is closed; returns the exit code. `package`: of field work."""
    app = QApplication.instance() or new_application(sys.argv[0])
    assert isinstance(app, QApplication)
    app.setApplicationName("csatdesk")
    app.setDesktopFileName("csatdesk")
    set_language(closest_language(QLocale.system().name()))
    if tour is not None:
        from csatdesk.gui.tour import run as run_tour

        return run_tour(lambda own: Program(open_profile(own), own), tour)
    try:
        profile = open_profile(folder if folder or not is_demo else default_profile() / "demo")
        program = Program(profile, profile.dir if is_demo else profile.dir / "demo")
    except Trouble as trouble:
        return _cannot_start(spoken(trouble))
    if not program.claim() and package is None:  # a package claims its own working file
        return _cannot_start(_("csatdesk is open already on this profile. Use that window."))
    program.begin(is_demo=is_demo, package=package)
    return app.exec()


def _cannot_start(words: str) -> int:
    from PySide6.QtWidgets import QMessageBox

    sys.stderr.write(f"{words}\n")
    QMessageBox.warning(None, "csatdesk", words)
    return 1


class Program(QObject):
    """What lives as long as the window: it leads from the entrance to the desk, to the lock, and out."""

    def __init__(self, profile: Profile, demo_folder: Path) -> None:
        super().__init__()
        self.profile = profile
        self.settings = load_settings(profile.settings)
        if self.settings.language:
            set_language(self.settings.language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look = self.settings.theme if self.settings.theme in LOOKS else "system"
        theme().install(app, look, self.settings.text_size / 100)
        self.boundary = Boundary(self)
        self.boundary.speaker = self
        self.background = Background(self)
        self.shell = Shell(profile)
        self.entrance = Entrance(self.shell, self.boundary, self.background, profile, demo_folder)
        self.context: Context | None = None
        self.main: MainWindow | None = None
        self.field: FieldWork | None = None
        self._runner: Runner | None = None
        self._idle: IdleWatch | None = None
        self._closing: ClosingView | None = None
        self._sign_in_name = ""
        self._claim = QLockFile(str(profile.lock))
        self._claim.setStaleLockTime(0)
        self._is_locked = False
        self._has_changes = False  # since the last backup
        self.entrance.came_in.connect(self.come_in)
        self.entrance.help_wanted.connect(self._show_help)
        self.entrance.package_wanted.connect(self.choose_package)
        self.shell.may_close = self._may_close
        self.shell.closing.connect(self.leave_nothing_open)

    def claim(self) -> bool:
        """Whether this is the only window on the profile; a lock whose program died counts for nothing."""
        return self._claim.tryLock(100)

    def begin(self, *, is_demo: bool = False, package: Path | None = None) -> None:
        """Show the first page; everything that is slow to load comes after it is painted."""
        self.boundary.install()
        if is_demo:
            self.entrance.show_first_start()
            self.entrance.open_demo()
        elif package is not None:
            self.open_package(package)
        else:
            self.entrance.begin(self.settings)
        self.shell.when_painted(lambda: QTimer.singleShot(LOAD_AFTER_MS, self, self._load_behind))
        self.shell.open()

    def choose_package(self) -> None:
        """Field work on this computer, without a centre."""
        from csatdesk.gui.field.leading import ask_package

        chosen = ask_package(self.shell)
        if chosen:
            self.open_package(Path(chosen))

    def open_package(self, path: Path) -> None:
        from csatdesk.gui.field.leading import FieldWork

        if self.field is None:
            self.field = FieldWork(self.entrance.bring, self.entrance.cover, self.boundary, self.background)
            self.field.left.connect(self._leave_field)
            if self.shell.windowHandle() is None:
                self.shell.when_painted(self._watch_idle)
            else:
                self._watch_idle()
        self.field.open(path)

    def _leave_field(self) -> None:
        """Back to sign-in, unless another window holds the profile: then there is nothing else to do here."""
        if not self.claim():
            self.shell.close()
            return
        set_language(self.settings.language or closest_language(QLocale.system().name()))
        self.entrance.begin(self.settings)

    # the speaker of the boundary

    def tell(self, words: str, retry: Retry | None) -> None:
        if self.main is not None and not self._is_locked:
            self.main.tell(words, retry)
        elif self.entrance.front is not None:
            self.entrance.front.tell(words)  # type: ignore[attr-defined]  # every page before the desk can tell

    def tell_bug(self, number: str) -> None:
        from csatdesk.gui.bug_dialog import BugDialog

        BugDialog(number, self.profile, self.shell).open()

    # in and out

    def come_in(self, session: "Session", sign_in_name: str) -> None:
        """Somebody is in: build the desk for them."""
        from csatdesk.gui.runner import Runner

        configure(session.profile)
        self.settings = load_settings(session.profile.settings)
        self._sign_in_name = sign_in_name
        is_first = self._runner is None
        if self._runner is None:
            self._runner = Runner(session, self)
            self._runner.changed.connect(self._changed)
        else:
            self._runner.switch(session)
        self._show_desk(session)
        self.entrance.leave()
        self._watch_idle()
        if self.main is not None:
            QTimer.singleShot(SETTLE_AFTER_MS, self.main, partial(self._settle_in, is_first=is_first))

    def _settle_in(self, *, is_first: bool) -> None:
        """What nobody waits for: the desk and its cases come first."""
        from csatdesk.gui.backup_reminder import remind

        if self._runner is None or self.context is None:
            return
        if is_first:
            self._tidy_up(self._runner)
        self._remember_person()
        remind(self.context)

    def _tidy_up(self, runner: "Runner") -> None:
        """Take back what this desk was importing when it was ended."""
        from csatdesk.domain.changes import Kind
        from csatdesk.operations.import_runs import take_back_unfinished

        def done(taken_back: int) -> None:
            if taken_back:
                runner.changed.emit(frozenset({Kind.CASE, Kind.CUSTOMER, Kind.IMPORT}))

        title = _("Taking back an import that was cut off")
        runner.job(self, title, lambda store, actor, _progress: take_back_unfinished(store, actor), done)

    def lock(self) -> None:
        """Ctrl+L, nobody at the desk, or the computer slept: everything typed is kept, nothing personal is seen."""
        if self.field is not None:
            self.field.lock()
        if self.main is None or self._is_locked or self._runner is None:
            return
        from csatdesk.gui.sign_in.lock import Lock

        self.main.keep()
        self._is_locked = True
        lock = Lock(self.shell, self.boundary, self.background, self._runner.session, self._sign_in_name)
        lock.opened.connect(self._unlocked)
        lock.close(self.settings)

    def _unlocked(self, session: "Session", sign_in_name: str) -> None:
        self._is_locked = False
        if self._runner is not None and session is not self._runner.session:
            self.come_in(session, sign_in_name)
        elif self.main is not None:
            self.shell.bring(self.main)
            self.main.go_on()

    def _show_desk(self, session: "Session") -> None:
        from csatdesk.gui.context import Context
        from csatdesk.gui.main_window import MainWindow

        assert self._runner is not None
        before = self.main
        set_language(session.actor.language)
        self.context = Context(self._runner, self.settings, self)
        self.context.settings_changed.connect(self._settings_changed)
        self.context.restore_wanted.connect(self.restore)
        self.context.lock_wanted.connect(self.lock)
        self.main = MainWindow(self.context, self.boundary)
        self.main.words_changed.connect(self.shell.set_words)
        self.main.lock_wanted.connect(self.lock)
        self.main.quit_wanted.connect(self.shell.close)
        self.main.demo_unwanted.connect(self._throw_demo_away)
        self.shell.bring(self.main)
        self.main.beside_wanted.connect(self.shell.stand_beside)
        self.shell.stand_beside(False)  # as the one before may have left it
        self.main.go(self.main.first_page)
        self.main.stand_as_left()
        if before is not None:
            self.shell.drop(before)
        QTimer.singleShot(REMIND_AFTER_MS, self.main, self._remind)

    def _remind(self) -> None:
        """Due numbers and background jobs, once the desk stands."""
        from csatdesk.gui.reminders import ReminderWatch

        if self.main is not None and self.context is not None and self._runner is not None:
            ReminderWatch(self.context, self.main.rail, self.main).look()

    def _remember_person(self) -> None:
        """Who signs in at this desk is offered here next time, and whether by PIN; sign-in tells of their office."""
        from csatdesk.domain.opening_now import hours_around
        from csatdesk.operations.calendars import own_calendar
        from csatdesk.operations.staff import list_staff

        context = self.context
        assert context is not None

        def look(reading: "Reading") -> "tuple[tuple[StaffRow, ...], WorkCalendar]":
            return list_staff(reading), own_calendar(reading)

        def found(answer: "tuple[tuple[StaffRow, ...], WorkCalendar]") -> None:
            staff, calendar = answer
            person = next((one for one in staff if one.id == context.actor.id), None)
            if person is None:
                return
            self._sign_in_name = person.sign_in_name
            settings = load_settings(context.session.profile.settings)  # a job may have written into it meanwhile
            kept = settings.with_recent(person.name, person.sign_in_name, has_pin=person.has_pin)
            hours = hours_around(calendar, now().date(), KEPT_DAYS)
            context.keep_settings(kept._replace(office_hours=hours))

        context.runner.ask(context, look, found)

    def _watch_idle(self) -> None:
        from csatdesk.gui.idle import IdleWatch

        if self._idle is None:
            self._idle = IdleWatch(self.shell, self.settings.lock_after_minutes)
            self._idle.away.connect(self.lock)
        self._idle.minutes = self.settings.lock_after_minutes

    def _settings_changed(self) -> None:
        assert self.context is not None
        self.settings = self.context.settings
        self._watch_idle()

    def restore(self, backup: Path, secret: str) -> None:
        """Put a backup in the place of the store; whether it can be used or not, sign-in comes next."""
        profile = self._leave_desk()
        view = self.entrance.show_sign_in(self.settings)
        view.wait(_("Bringing the backup back …"))

        def work() -> None:
            from csatdesk.operations.backups import restore

            restore(profile, backup_path=backup, passphrase_or_code=secret)

        def restored(_done: None) -> None:
            self.settings = load_settings(profile.settings)
            view.say(_("The backup is in its place."))

        self.background.start(self, work, restored, self.entrance.tell)

    def _leave_desk(self) -> Profile:
        """End the session and take the desk away; the profile it was on."""
        assert self._runner is not None
        profile = self._runner.session.profile
        main, self.main = self.main, None
        if main is not None:
            main.keep()
        self._end_session()
        self.shell.stand_beside(False)
        if main is not None:
            self.shell.drop(main)
        return profile

    def _throw_demo_away(self) -> None:
        """Close the demo centre and delete all of it; then the first start is in front again."""
        profile = self._leave_desk()
        self.entrance.show_first_start(_("The demo centre is gone."))

        def work() -> None:
            from csatdesk.operations.demo import delete_demo

            delete_demo(profile)

        self.background.start(self, work, lambda _done: None, self.entrance.tell)

    def _changed(self, _kinds: object) -> None:
        self._has_changes = True

    def _may_close(self) -> bool:
        """Back up first what was done since the last backup; the window closes itself after it."""
        if self.field is not None and not self.field.may_close(self.shell.close):
            return False
        runner = self._runner
        if runner is None or not self._has_changes or not self._backs_up(runner.session):
            return True
        if self._closing is None:
            self._show_closing(runner)
        return False

    def _backs_up(self, session: "Session") -> bool:
        """Not the demo centre, and not a database server, which has backups of its own."""
        from csatdesk.domain.staff import Right

        return not session.centre.is_demo and self.settings.store_kind == "local" and session.actor.may(Right.BACK_UP)

    def _show_closing(self, runner: "Runner") -> None:
        from csatdesk.gui.closing import ClosingView

        if self.main is not None:
            self.main.keep()
        view = self._closing = ClosingView()
        view.leave_out_wanted.connect(self._close_without_backup)
        view.again_wanted.connect(lambda: self._back_up(runner, view))
        self.shell.bring(view)
        self._back_up(runner, view)

    def _back_up(self, runner: "Runner", view: "ClosingView") -> None:
        from csatdesk.operations.backups import back_up

        def work(_store: "Store", _actor: "Actor", progress: "Progress") -> Path:
            return back_up(runner.session, progress=progress)

        def failed(error: BaseException) -> None:
            if isinstance(error, Spoken):
                view.tell(spoken(error))
            elif not isinstance(error, Cancelled):
                view.tell(_("The backup could not be made."))
                self.boundary.handle(error)

        view.follow(runner.job(view, _("Backup"), work, lambda _path: self._close_without_backup(), failed=failed))

    def _close_without_backup(self) -> None:
        self._has_changes = False
        self.shell.close()

    def leave_nothing_open(self) -> None:
        """Keep what was typed, then end the session, its threads and the claim on the profile. Once or again."""
        if self.main is not None and self._runner is not None:
            self.main.keep()
        self._end_session()
        self.background.close()
        self._claim.unlock()

    def _end_session(self) -> None:
        """Let the last command end, then close the store."""
        if self._runner is not None:
            self._runner.close()
            self._runner.session.close()
            self._runner = None

    # behind the first page

    def _load_behind(self) -> None:
        GarbageCollector(self)
        profile, start, failed = self.profile, self.background.start, self.boundary.handle

        def load_first() -> None:
            configure(profile)
            for name in LOADED_FOR_SIGN_IN:
                import_module(name)

        def load_rest() -> None:
            for name in LOADED_BEHIND:
                import_module(name)

        start(self, load_first, lambda _done: self.entrance.fill_in(self.settings), failed)
        start(self, load_rest, lambda _done: spare_what_stays(), failed)

    def _show_help(self) -> None:
        from csatdesk.gui.help.window import HelpWindow

        HelpWindow(self.shell).open_page("first-steps")


def configure(profile: Profile) -> None:
    """Write the log of this process into the profile."""
    from csatdesk.system.logs import configure_logs

    configure_logs(profile.logs)
