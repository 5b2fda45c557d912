"""`csatdesk backup`, `csatdesk restore`, `csatdesk doctor`."""

import argparse
from pathlib import Path

from csatdesk.cli.people import PASSPHRASE, passphrase_for
from csatdesk.cli.talk import Told, say, secret, warn
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.operations.backups import back_up, back_up_unattended, backup_folder, list_backups, restore
from csatdesk.operations.demo import has_demo, open_demo_session
from csatdesk.operations.doctor import examine
from csatdesk.operations.profiles import Profile
from csatdesk.operations.session import PassphraseNeeded
from csatdesk.wording.formats import file_size
from csatdesk.wording.texts import _, ngettext


class NoBackup(Refusal):
    text = N_("There is no backup in {folder}. Name the file to restore.")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = commands.add_parser("backup", help=_("make a backup and try it"))
    made.add_argument("--to", type=Path, metavar="DIR", help=_("the folder; otherwise that of the settings"))
    made.set_defaults(run=run_backup)
    back = commands.add_parser("restore", help=_("put a backup in the place of the store"))
    back.add_argument("file", type=Path, nargs="?", metavar="FILE", help=_("otherwise the newest backup"))
    back.set_defaults(run=run_restore)
    look = commands.add_parser("doctor", help=_("say what is wrong and what to do"))
    look.set_defaults(run=run_doctor)


def run_backup(wanted: argparse.Namespace, profile: Profile) -> int:
    made = _made(wanted.to, profile)
    say(_("Backup written and tried: {file}, {size}").format(file=made, size=file_size(made.stat().st_size)))
    return 0


def _made(folder: Path | None, profile: Profile) -> Path:
    if not has_demo(profile):
        return back_up_unattended(profile, passphrase=passphrase_for(profile), folder=folder, progress=Told())
    session = open_demo_session(profile)
    try:
        return back_up(session, folder=folder, progress=Told())
    finally:
        session.close()


def run_restore(wanted: argparse.Namespace, profile: Profile) -> int:
    path = wanted.file or _newest(profile)
    aside = _restored(profile, path)
    say(_("Restored from {file}.").format(file=path))
    if aside is not None:
        say(_("What was there before lies in {folder}.").format(folder=aside))
    return 0


def _newest(profile: Profile) -> Path:
    folder = backup_folder(profile)
    found = list_backups(folder)
    if not found:
        raise NoBackup(folder=folder)
    return found[0].path


def _restored(profile: Profile, path: Path) -> Path | None:
    """By the keyring of this computer where that opens the backup, else with the pass phrase or the recovery code."""
    given = secret(_("Pass phrase or recovery code"), PASSPHRASE, is_needed=False)
    try:
        return restore(profile, backup_path=path, passphrase_or_code=given, progress=Told())
    except PassphraseNeeded:
        given = secret(_("Pass phrase or recovery code"), PASSPHRASE)
        return restore(profile, backup_path=path, passphrase_or_code=given, progress=Told())


def run_doctor(_wanted: argparse.Namespace, profile: Profile) -> int:
    passphrase = secret(_("Pass phrase of the store"), PASSPHRASE, is_needed=False)
    found = examine(profile, passphrase=passphrase, progress=Told())
    for one in found:
        mark = _("good") if one.is_ok else _("WRONG")
        say(_("{mark}: {what}: {text}").format(mark=mark, what=one.what, text=one.text))
        if one.advice:
            say(f"       {one.advice}")
    wrong = sum(not one.is_ok for one in found)
    if wrong:
        warn(ngettext("{count} thing needs a person.", "{count} things need a person.", wrong).format(count=wrong))
    return 1 if wrong else 0
