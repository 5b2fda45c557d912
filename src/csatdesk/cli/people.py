"""On whose behalf a command runs."""

import os

from csatdesk.cli.talk import secret
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.operations.demo import has_demo, open_demo_session
from csatdesk.operations.profiles import Profile, load_settings
from csatdesk.operations.session import (
    Credentials,
    Session,
    has_store,
    needs_passphrase,
    open_session,
)
from csatdesk.wording.texts import _

PASSWORD, PASSPHRASE = "CSATDESK_PASSWORD", "CSATDESK_PASSPHRASE"


class NobodyNamed(Refusal):
    text = N_("Say who you are with --as NAME, the name you sign in with.")


def signed_in(profile: Profile, name: str) -> Session:
    """The session of the person named, or of the one who signed in here last; the demo's clerk needs no word."""
    if has_demo(profile) and not name:
        return open_demo_session(profile)
    recent = load_settings(profile.settings).recent
    chosen = name or (recent[0].sign_in_name if recent else "")
    if not chosen:
        raise NobodyNamed()
    password = secret(_("Password of {name}").format(name=chosen), PASSWORD)
    return open_session(Credentials(profile, chosen, password, passphrase=passphrase_for(profile)))


def passphrase_for(profile: Profile) -> str:
    """The pass phrase where only one opens the store; else the keyring is asked, unless one was given."""
    is_needed = has_store(profile) and needs_passphrase(profile)
    return secret(_("Pass phrase of the store"), PASSPHRASE) if is_needed else os.environ.get(PASSPHRASE, "")
