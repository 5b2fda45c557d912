"""Backups: where they go, when the last was made, bringing one back; and the ways to open the store."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from csatdesk.domain.centres import LaterItem
from csatdesk.domain.errors import Cancelled, Spoken
from csatdesk.domain.staff import Right
from csatdesk.gui.administration.ask_box import AskBox
from csatdesk.gui.administration.health_box import HealthBox
from csatdesk.gui.administration.keys_box import KeysBox
from csatdesk.gui.administration.section import FactRow, Section, Sheet, alone, order_tabs
from csatdesk.gui.context import Context
from csatdesk.gui.fields import ErrorBanner, Hairline, Label, LinkButton, WarningStrip
from csatdesk.gui.tokens import S8, S16, S24
from csatdesk.operations.backups import (
    BackupFile,
    back_up,
    backup_folder,
    backup_is_due,
    last_backup,
    list_backups,
)
from csatdesk.operations.centres import settle
from csatdesk.system.clock import now
from csatdesk.system.settings import load_settings
from csatdesk.wording.formats import file_size, full_instant, short_instant
from csatdesk.wording.texts import _, spoken

SHOWN = 10


class BackupSection(Section):
    """See the module's first words."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._is_running = False
        self.reminder, self.banner = WarningStrip("backup"), ErrorBanner()
        self.last, self.folder = Label("", "body", bold=True, wrap=True), Label("", "body", wrap=True)
        self.change = LinkButton(_("Another folder …"), role="body")
        self.change.clicked.connect(self.choose_folder)
        self.ask = AskBox()
        self.restores: dict[Path, LinkButton] = {}
        self.other = LinkButton(_("Restore from another file …"), role="body")
        self.other.clicked.connect(self._choose_backup)
        self._list = QWidget()
        self._grid = QGridLayout(self._list)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S24)
        self._grid.setVerticalSpacing(S8)
        self._grid.setColumnStretch(2, 1)
        self.keys, self.health = KeysBox(context), HealthBox(context)
        self._lay_out()

    def _lay_out(self) -> None:
        sheet = Sheet(width=720)
        sheet.add(self.reminder)
        sheet.add(self.banner)
        sheet.add(FactRow(_("Last backup"), self.last))
        sheet.add(FactRow(_("Folder"), self.folder, self.change))
        sheet.add_heading(_("Backups in this folder"), _("The newest ten are kept. Each was opened once to test it."))
        sheet.add(self.ask)
        sheet.add(self._list)
        sheet.add(self.other)
        sheet.add(self.keys)
        sheet.add(self.health)
        self._may_restore = self.context.may(Right.RESTORE)
        self.other.setVisible(self._may_restore)
        self.keys.setVisible(self._may_restore)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, S16)
        row.addWidget(sheet)

    @property
    def profile_folder(self) -> Path:
        """The folder that backups go to now."""
        return backup_folder(self.context.session.profile)

    def summary(self) -> str:
        at = last_backup(self.context.session.profile)
        if at is None:
            return _("No backup yet")
        return _("Last backup {time}").format(time=short_instant(at, self.context.zone))

    def primary_words(self) -> str:
        return "" if self._is_running else _("Back up now")

    def do_primary(self) -> None:
        self.back_up_now()

    def shown(self) -> None:
        self.reload()
        self.keys.show_ways()

    def start(self) -> None:
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def locked(self) -> None:
        self.ask.take_back()
        self.keys.forget()

    def reload(self) -> None:
        profile, folder = self.context.session.profile, self.profile_folder
        at = last_backup(profile)
        self.last.setText(_("None yet") if at is None else _tested(full_instant(at, self.context.zone)))
        self.folder.setText(str(folder))
        self._show_reminder(backup_is_due(profile, now()))
        work = alone(partial(list_backups, folder))
        self.context.runner.job(self, _("Looking for backups"), work, self._show_backups, failed=self._failed)

    def back_up_now(self) -> None:
        """Make one; the first takes "backup" from the list of what is still to set up."""
        if self._is_running:
            return
        self._is_running = True
        self.banner.say("")
        self.head_changed.emit()
        session = self.context.session
        self.context.runner.job(
            self,
            _("Backup"),
            lambda _store, _actor, progress: back_up(session, folder=None, progress=progress),
            self._backed_up,
            failed=self._failed,
        )

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Where backups go"), str(self.profile_folder))
        if name:
            self.use_folder(Path(name))

    def use_folder(self, folder: Path) -> None:
        """From now on backups go there."""
        self.context.change_settings(backup_folder=str(folder))
        if self.context.may(Right.CHANGE_CENTRE):
            self.context.runner.act(self, partial(settle, item=LaterItem.BACKUP))
        self.reload()

    def ask_restore(self, path: Path) -> None:
        """Bring a backup back, after the person said yes."""
        self.ask.ask(
            _("Restore {file}?").format(file=path.name),
            _(
                "The desk is closed and the centre is as it was then. What was entered since is laid aside in a folder "
                "of its own, not deleted. Pass phrase or recovery code are needed only when the keyring of this "
                "computer does not open the backup."
            ),
            _("Restore"),
            partial(self._restore, path),
            word=_("Pass phrase or recovery code, if needed"),
        )

    def _restore(self, path: Path) -> None:
        self.context.restore_wanted.emit(path, self.ask.secret)
        self.ask.take_back()

    def _choose_backup(self) -> None:
        words = _("Backups ({endings})").format(endings="*.backup")
        name, _chosen = QFileDialog.getOpenFileName(self, _("Choose a backup"), str(self.profile_folder), words)
        if name:
            self.ask_restore(Path(name))

    def _backed_up(self, path: Path) -> None:
        self._is_running = False
        kept = load_settings(self.context.session.profile.settings)
        self.context.change_settings(last_backup_at=kept.last_backup_at)  # the job wrote it to the file behind our back
        self.context.say(_("Backup {file} made, and opened once to test it.").format(file=path.name))
        self.reload()
        self.head_changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._is_running = False
        self.head_changed.emit()
        if isinstance(error, Spoken):
            self.banner.say(spoken(error))
        elif not isinstance(error, Cancelled):
            self.context.runner.failed.emit(error, None)

    def _show_reminder(self, is_due: bool) -> None:
        self.reminder.setVisible(is_due)
        self.reminder.say(
            _("It is time for a backup."),
            _("The last one is older than three days, or there is none yet. It takes some seconds; work goes on."),
        )

    def _show_backups(self, backups: tuple[BackupFile, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.restores = {}
        for place, one in enumerate(backups[:SHOWN]):
            self._add(2 * place, one)
        order_tabs(self.ask.no, *self.restores.values(), self.other)
        if not backups:
            self._grid.addWidget(Label(_("There are none in this folder yet."), "body", "ink2"), 0, 0)

    def _add(self, line: int, one: BackupFile) -> None:
        self._grid.addWidget(Label(full_instant(one.made_at, self.context.zone), "body"), line, 0)
        self._grid.addWidget(Label(file_size(one.size), "small", "ink2"), line, 1)
        if self._may_restore:
            link = LinkButton(_("Restore …"))
            link.setAccessibleName(_("Restore {file}").format(file=one.path.name))
            link.clicked.connect(partial(self.ask_restore, one.path))
            self.restores[one.path] = link
            self._grid.addWidget(link, line, 3)
        self._grid.addWidget(Hairline(), line + 1, 0, 1, 4)


def _tested(at: str) -> str:
    return _("{time}, opened once to test it").format(time=at)
