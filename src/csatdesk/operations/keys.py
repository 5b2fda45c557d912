"""Ways to open the store besides signing in: the recovery sheet and the pass phrase. The key itself never changes."""

from pathlib import Path

from csatdesk.domain.staff import Right, require
from csatdesk.operations.session import Session
from csatdesk.reports.recovery_sheet import RecoverySheet, write
from csatdesk.system.clock import now
from csatdesk.system.keychain import SlotKind, load_keys
from csatdesk.system.paths import Profile
from csatdesk.wording.formats import full_date
from csatdesk.wording.texts import _

__all__ = ["SlotKind", "new_recovery_code", "save_recovery_sheet", "set_passphrase", "ways_in"]


def ways_in(profile: Profile) -> frozenset[SlotKind]:
    """How this store can be opened here. Reads the file of key slots, asks no keyring."""
    return load_keys(profile.keys).kinds


def new_recovery_code(session: Session) -> str:
    """Make a new recovery code; the one before opens the store no longer. It is told only here: print it."""
    require(session.actor, Right.RESTORE)
    return load_keys(session.profile.keys).with_recovery_code(session.store_key)[1]


def save_recovery_sheet(session: Session, code: str, path: Path) -> Path:
    """Write the sheet to print."""
    made = _("Made {day} by {person}").format(day=full_date(now().date()), person=session.actor.name)
    write(RecoverySheet(session.centre.name, code, made), path)
    return path


def set_passphrase(session: Session, passphrase: str) -> None:
    """Let a pass phrase open the store, in place of an earlier one. Refusal `PassphraseTooShort`."""
    require(session.actor, Right.RESTORE)
    load_keys(session.profile.keys).with_passphrase(session.store_key, passphrase)
