"""Reminders: numbers on the rail, on the program's icon and in the tray; and the background jobs of the store.

Every minute the desk asks whether a job waits and does it. What a person sees outside the window are numbers only.
"""

from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Spoken
from csatdesk.domain.staff import Actor, Right
from csatdesk.gui.context import Context
from csatdesk.gui.rail import Rail
from csatdesk.gui.throttle import Throttle
from csatdesk.operations.jobs import is_due, run_jobs
from csatdesk.operations.letters.mail import ready_server
from csatdesk.operations.reminders import Reminders, count_reminders
from csatdesk.operations.surveys.at_once import send_at_once, waits_to_leave
from csatdesk.operations.surveys.mailing import Sent
from csatdesk.operations.surveys.reports.by_itself import make_due, waits_to_be_made
from csatdesk.operations.work import Store
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

EVERY_MS = 60_000
SHOWN_MS = 10_000
AGAIN_AFTER = 600.0  # seconds after the mail server did not answer
TOLD = frozenset({Kind.CASE, Kind.NOTICE, Kind.MEASURE, Kind.PROGRAMME, Kind.CHECKLIST, Kind.EVALUATION})


class ReminderWatch(QObject):
    """One for each person at the desk; stops with its window."""

    def __init__(self, context: Context, rail: Rail, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._rail, self._window = context, rail, window
        self._newest: object = None
        self._is_sending, self._not_before = False, 0.0
        self._reporter, self._is_making = QObject(self), False
        self._tray = self._made_tray()
        self._counting = Throttle(self._count, self)
        context.runner.changed.connect(self._changed)
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Do what waits, and count anew: time alone makes things overdue."""
        self._context.runner.ask(self, is_due, self._run)
        self._context.runner.ask(self, waits_to_leave, self._send)
        self._context.runner.ask(self._reporter, waits_to_be_made, self._make_reports)
        self._count()

    def _run(self, waits: bool) -> None:
        if waits:
            self._context.runner.act(self, run_jobs, self._ran)

    def _ran(self, more: bool) -> None:
        if more:
            QTimer.singleShot(0, self, partial(self._run, more))

    def _send(self, waits: bool) -> None:
        """Invitations to a survey that leave by themselves. A mail server that is away is tried again later, and a
        person is not troubled with it: on the page of sending they stand as due.
        """
        if not waits or self._is_sending or monotonic() < self._not_before:
            return
        self._is_sending = True
        session = self._context.session

        def sending(store: Store, actor: Actor, progress: Progress) -> Sent:
            return send_at_once(store, actor, progress, server=ready_server(session))

        changes = frozenset({Kind.SURVEY})
        self._context.runner.job(self, _("Surveys"), sending, self._left, failed=self._stayed, changes=changes)

    def _left(self, _sent: Sent) -> None:
        self._is_sending = False

    def _stayed(self, error: BaseException) -> None:
        self._is_sending = False
        self._not_before = monotonic() + AGAIN_AFTER
        if not isinstance(error, Spoken):
            self._context.runner.failed.emit(error, None)

    def _make_reports(self, waits: bool) -> None:
        """Of surveys, into a folder or by e-mail. What stood in the way of one is said where it was ordered."""
        if not waits or self._is_making:
            return
        self._is_making = True
        session = self._context.session

        def making(store: Store, actor: Actor, progress: Progress) -> int:
            return make_due(store, actor, progress, server=ready_server(session))

        changes = frozenset({Kind.SURVEY})
        self._context.runner.job(
            self, _("Report of a survey"), making, self._made, failed=self._not_made, changes=changes
        )

    def _made(self, _count: int) -> None:
        self._is_making = False

    def _not_made(self, error: BaseException) -> None:
        self._is_making = False
        if not isinstance(error, Spoken):
            self._context.runner.failed.emit(error, None)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & TOLD:
            self._counting.poke()

    def _count(self) -> None:
        self._context.runner.ask(self, count_reminders, self._show)

    def _show(self, reminders: Reminders) -> None:
        due = reminders.overdue + reminders.today
        self._rail.set_count("measures", number(reminders.measures) if reminders.measures else "")
        self._rail.set_count("mystery", number(reminders.reports) if reminders.reports else "")
        self._rail.set_count("evaluations", number(reminders.checks) if reminders.checks else "")
        page = "deadlines" if self._context.may(Right.SEE_DEADLINES) else "desk"
        self._rail.set_count(page, number(due) if due else "")
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.setBadgeNumber(due + reminders.measures + reminders.checks)
        if self._tray is not None:
            self._tray.setToolTip(in_numbers(reminders))
        self._speak(reminders)

    def _speak(self, reminders: Reminders) -> None:
        """A new notice is said once, and only while the window is not in front."""
        is_new = reminders.unread and reminders.newest_at != self._newest
        self._newest = reminders.newest_at
        if is_new and self._tray is not None and not self._window.isActiveWindow():
            self._tray.showMessage("csatdesk", in_numbers(reminders), QSystemTrayIcon.MessageIcon.NoIcon, SHOWN_MS)

    def _made_tray(self) -> QSystemTrayIcon | None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return None
        tray = QSystemTrayIcon(self._window.window().windowIcon(), self)
        tray.activated.connect(lambda _why: self._bring_to_front())
        tray.messageClicked.connect(self._bring_to_front)
        tray.show()
        return tray

    def _bring_to_front(self) -> None:
        window = self._window.window()
        window.showNormal() if window.isMinimized() else window.show()
        window.activateWindow()


def in_numbers(reminders: Reminders) -> str:
    """What may be seen by anybody who passes: "3 overdue, 2 due today. 1 new notice."."""
    if not (reminders.overdue or reminders.today):
        due = _("Nothing is due today.")
    else:
        overdue, today = number(reminders.overdue), number(reminders.today)
        due = _("{overdue} overdue, {today} due today.").format(overdue=overdue, today=today)
    if reminders.measures:
        measures = ngettext("{count} measure due.", "{count} measures due.", reminders.measures)
        due = f"{due} {measures.format(count=number(reminders.measures))}"
    if reminders.checks:
        checks = ngettext("{count} check to do.", "{count} checks to do.", reminders.checks)
        due = f"{due} {checks.format(count=number(reminders.checks))}"
    if not reminders.unread:
        return due
    told = ngettext("{count} new notice.", "{count} new notices.", reminders.unread)
    return f"{due} {told.format(count=number(reminders.unread))}"
