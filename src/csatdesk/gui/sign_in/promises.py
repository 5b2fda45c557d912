"""What the program can promise before anybody signed in: read from the settings alone."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from csatdesk.gui.sign_in.frame import Promise
from csatdesk.system.settings import Settings
from csatdesk.wording.texts import _

if TYPE_CHECKING:
    from csatdesk.domain.opening_now import OpeningNow


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


def of_office(settings: Settings, at: datetime) -> Iterator[Promise]:
    """When the office opens or closes, as it was when somebody signed in last; nothing where that is not known."""
    from csatdesk.domain.deadlines import WorkCalendar
    from csatdesk.domain.opening_now import next_closed_day, opening_at

    if not settings.office_hours:
        return
    try:
        calendar = WorkCalendar.from_dict(settings.office_hours)
    except ValueError:  # somebody wrote in the file
        return
    today = at.astimezone(calendar.zone).date()
    words = _opening(_("Office"), opening_at(calendar, at), today)
    yield Promise("none", words, _closed(next_closed_day(calendar, today)), icon="deadlines")


def _opening(office: str, found: "OpeningNow", today: date) -> str:
    from csatdesk.wording.formats import day_in_year, spoken_time

    clock = spoken_time(found.until)
    if found.is_open:
        return _("{office} is open until {time}").format(office=office, time=clock)
    if found.until.date() == today:
        return _("{office} opens at {time}").format(office=office, time=clock)
    day = day_in_year(found.until.date())
    return _("{office} opens on {day}, {time}").format(office=office, day=day, time=clock)


def _closed(found: "tuple[date, str] | None") -> str:
    from csatdesk.wording.formats import day_in_year

    if found is None:
        return ""
    day, name = found
    return _("Next closed day: {day}, {name}").format(day=day_in_year(day), name=name)


def of_backup(settings: Settings, when: str) -> Promise:
    """`when`: the time of the last backup in words, "" when there was none."""
    where = _("In the folder you chose") if settings.backup_folder else _("In the folder of this profile")
    if when:
        return Promise("met", _("Backup tested {when}").format(when=when), where)
    return Promise("due_soon", _("No backup yet"), _("One is made when csatdesk is closed"))
