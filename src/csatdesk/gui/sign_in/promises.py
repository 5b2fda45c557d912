"""What the program can promise before anybody signed in: read from the settings alone."""

from collections.abc import Iterator

from csatdesk.gui.sign_in.frame import Promise
from csatdesk.system.settings import Settings
from csatdesk.wording.texts import _


def of_every_centre() -> tuple[Promise, ...]:
    """What holds before a centre is set up."""
    return (
        Promise("met", _("Your data stay with you"), _("On this computer, or on a server of your own")),
        Promise("met", _("Encrypted from the first word"), _("The key lies in the keyring of this computer")),
        Promise("met", _("Nothing is sent anywhere"), _("csatdesk works without the internet")),
    )


def of_this_centre(settings: Settings) -> Iterator[Promise]:
    """The store, without opening it; the backup without its date, which takes more than the settings to be told."""
    if settings.store_kind == "postgresql":
        yield Promise("met", _("The store is on your server"), _("Opens when you sign in"))
    else:
        yield Promise("met", _("The store is on this computer"), _("Encrypted, opens when you sign in"))
    if settings.is_demo:
        yield Promise("none", _("This is the demo centre"), _("Everything in it is invented"))


def of_backup(settings: Settings, when: str) -> Promise:
    """`when`: the time of the last backup in words, "" when there was none."""
    where = _("In the folder you chose") if settings.backup_folder else _("In the folder of this profile")
    if when:
        return Promise("met", _("Backup tested {when}").format(when=when), where)
    return Promise("due_soon", _("No backup yet"), _("One is made when csatdesk is closed"))
