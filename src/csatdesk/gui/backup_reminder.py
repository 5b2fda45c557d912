"""The reminder that stands above the page when the last backup is older than three days."""

from functools import partial
from pathlib import Path

from csatdesk.domain.staff import Right
from csatdesk.gui.context import Context
from csatdesk.operations.backups import back_up, backup_is_due
from csatdesk.system.clock import now
from csatdesk.system.settings import load_settings
from csatdesk.wording.texts import _


def remind(context: Context) -> None:
    """Offer a backup, made while work goes on. A centre that has none yet gets its first when the window closes."""
    profile = context.session.profile
    had_one = load_settings(profile.settings).last_backup_at is not None
    if had_one and context.may(Right.BACK_UP) and backup_is_due(profile, now()):
        context.offer(_("It is time for a backup."), _("Back up now"), partial(_back_up, context))


def _back_up(context: Context) -> None:
    session = context.session
    context.runner.job(
        context,
        _("Backup"),
        lambda _store, _actor, progress: back_up(session, folder=None, progress=progress),
        partial(_backed_up, context),
    )


def _backed_up(context: Context, path: Path) -> None:
    kept = load_settings(context.session.profile.settings)
    context.change_settings(last_backup_at=kept.last_backup_at)  # the job wrote it to the file behind our back
    context.say(_("Backup {file} made, and opened once to test it.").format(file=path.name))
