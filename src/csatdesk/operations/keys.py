"""Ways to open the store besides signing in: the recovery sheet and the pass phrase. The key itself never changes."""

from pathlib import Path

from csatdesk.domain.staff import Right, require
from csatdesk.operations.session import Session
from csatdesk.reports.preview import page_images
from csatdesk.reports.recovery_sheet import RecoverySheet, as_bytes, write
from csatdesk.system.clock import now
from csatdesk.system.keychain import SlotKind, load_keys
from csatdesk.system.paths import Profile
from csatdesk.wording.formats import full_date
from csatdesk.wording.texts import _

__all__ = ["SlotKind", "draw_recovery_sheet", "new_recovery_code", "save_recovery_sheet", "set_passphrase", "ways_in"]

PRINTER_SCALE = 300 / 72  # of pictures for paper


def ways_in(profile: Profile) -> frozenset[SlotKind]:
    """How this store can be opened here. Reads the file of key slots, asks no keyring."""
    return load_keys(profile.keys).kinds


def new_recovery_code(session: Session) -> str:
    """Make a new recovery code; the one before opens the store no longer. It is told only here: print it."""
    require(session.actor, Right.RESTORE)
    return load_keys(session.profile.keys).with_recovery_code(session.store_key)[1]


def save_recovery_sheet(session: Session, code: str, path: Path) -> Path:
    """Write the sheet to print."""
    write(_sheet(session, code), path)
    return path


def draw_recovery_sheet(session: Session, code: str) -> tuple[bytes, ...]:
    """The sheet's pages as PNG pictures for the printer, made in memory: the code does not touch the disk."""
    return tuple(page_images(as_bytes(_sheet(session, code)), PRINTER_SCALE))


def _sheet(session: Session, code: str) -> RecoverySheet:
    made = _("Made {day} by {person}").format(day=full_date(now().date()), person=session.actor.name)
    return RecoverySheet(session.centre.name, code, made)


def set_passphrase(session: Session, passphrase: str) -> None:
    """Let a pass phrase open the store, in place of an earlier one. Refusal `PassphraseTooShort`."""
    require(session.actor, Right.RESTORE)
    load_keys(session.profile.keys).with_passphrase(session.store_key, passphrase)
