"""Setting a centre up, and its settings: offices and hours."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.centres import REGION_MOST, CentreSettings, LaterItem, OfficeRow
from csatdesk.domain.changes import Kind, Progress, no_progress
from csatdesk.domain.deadlines import Clock, Unit, WorkCalendar
from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import NameMissing, Right, Role, check_password, require
from csatdesk.domain.statuses import WaitingFor
from csatdesk.domain.surveys import Competence
from csatdesk.operations.calendars import calendar_version
from csatdesk.operations.countries import public_holidays, zone_of
from csatdesk.operations.letter_templates import take_over_letters
from csatdesk.operations.session import OpenStore, Session, session_of
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.store.engine import bring_up_to_date, local_engines
from csatdesk.store.entities.centres import Calendar, Centre, Desk, Office, Target
from csatdesk.store.entities.staff import Staff
from csatdesk.system.keychain import new_keys
from csatdesk.system.os_keyring import KeyringLocked, NoKeyring, OsKeyring
from csatdesk.system.passwords import hash_password
from csatdesk.system.paths import Profile
from csatdesk.wording.sorting import sort_key
from csatdesk.wording.texts import LANGUAGES, _, speaking

HOLIDAY_YEARS = 4  # last year and three more; the list is offered anew every year
USUAL_WEEK = {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


class CentreNameMissing(Refusal):
    text = N_("Write the name of the centre, as customers know it.")


class CalendarUnusable(Refusal):
    text = N_("These opening hours cannot be used: {reason}")


@dataclass(frozen=True, slots=True)
class SetUp:
    """The answers to the three questions of the first start, and how the store will be opened."""

    language: str
    country: str
    centre_name: str
    person_name: str
    sign_in_name: str
    password: str = field(repr=False)
    passphrase: str = field(default="", repr=False)
    use_keyring: bool = True
    region: str = ""
    zone: str = ""
    is_demo: bool = False

    def check(self) -> None:
        if not self.centre_name.strip():
            raise CentreNameMissing(field="centre_name")
        if not self.person_name.strip():
            raise NameMissing(field="person_name")
        check_password(self.password)


@dataclass(frozen=True, slots=True)
class UsualTarget:
    """A house target that a new centre starts with."""

    kind: CaseKind
    name: str
    amount: int
    unit: Unit


USUAL_TARGETS = (
    UsualTarget(CaseKind.COMPLAINT, N_("Answer to a complaint"), 15, Unit.WORKING_DAYS),
    UsualTarget(CaseKind.CLAIM, N_("Answer to a claim"), 14, Unit.CALENDAR_DAYS),
    UsualTarget(CaseKind.INQUIRY, N_("Answer to an inquiry"), 2, Unit.WORKING_DAYS),
    UsualTarget(CaseKind.REQUEST, N_("Done as requested"), 10, Unit.WORKING_DAYS),
    UsualTarget(CaseKind.SUGGESTION, N_("Answer to a suggestion"), 30, Unit.CALENDAR_DAYS),
)


def set_up_centre(
    profile: Profile, set_up: SetUp, at: datetime, *, progress: Progress = no_progress
) -> tuple[Session, str]:
    """Make key, store and centre; the session of the first administrator, and the recovery code to print.

    Without a usable keyring (Trouble `NoKeyring`, `KeyringLocked`) nothing is left behind: ask for a pass phrase.
    """
    set_up.check()
    opened, code = _new_store(profile, set_up)
    progress(1, 2)
    with Database(opened.store.writer) as db, db.begin():
        person_id = fill_centre(db, set_up, at)
    with Database(opened.store.readers) as db:
        person = db.get_one(Staff, person_id)
    session = session_of(opened, person)
    with session.store.write(session.actor, at) as work:
        take_over_letters(work)
    progress(2, 2)
    return session, code


def _new_store(profile: Profile, set_up: SetUp) -> tuple[OpenStore, str]:
    keys, key = new_keys(profile.keys)
    keyring = OsKeyring() if set_up.use_keyring and not set_up.passphrase else None
    engines = local_engines(profile.store, key)
    bring_up_to_date(engines[0])
    keys, code = keys.with_recovery_code(key)
    try:
        keys = keys.with_keyring(key, keyring) if keyring else keys.with_passphrase(key, set_up.passphrase)
    except (NoKeyring, KeyringLocked, Refusal):
        for engine in engines:
            engine.dispose()
        _remove(profile)
        raise
    return OpenStore(profile, Store(*engines), key), code


def _remove(profile: Profile) -> None:
    """Take back a set-up that did not come to its end."""
    for path in (profile.keys, profile.store, *profile.dir.glob("store.db-*")):
        path.unlink(missing_ok=True)


def fill_centre(db: Database, set_up: SetUp, at: datetime) -> int:
    """The first rows of a centre; the first person's id."""
    zone = set_up.zone or zone_of(set_up.country)
    centre = Centre(
        uid=new_identity(at),
        name=set_up.centre_name.strip(),
        country=set_up.country,
        region=set_up.region,
        language=set_up.language,
        zone=zone,
        is_demo=set_up.is_demo,
        created_at=at,
        audit_key=secrets.token_bytes(32),
        settled=[],
    )
    db.add(centre)
    db.flush()
    calendar = Calendar(centre_id=centre.id, spec=_first_calendar(set_up, zone, at), created_at=at)
    db.add(calendar)
    db.flush()
    office = Office(uid=new_identity(at), centre_id=centre.id, name=centre.name, calendar_id=calendar.id)
    db.add(office)
    db.flush()
    with speaking(set_up.language):
        db.add(Desk(uid=new_identity(at), office_id=office.id, name=_("Desk {block}").format(block=1), block=1))
    db.add_all(_target(centre.id, usual, at) for usual in USUAL_TARGETS)
    person = _first_person(set_up, centre.id, office.id, at)
    db.add(person)
    db.flush()
    return person.id


def _first_calendar(set_up: SetUp, zone: str, at: datetime) -> dict[str, Any]:
    years = range(at.year - 1, at.year - 1 + HOLIDAY_YEARS)
    holidays = public_holidays(set_up.country, set_up.region, years, set_up.language)
    return {"zone": zone, "week": USUAL_WEEK, "holidays": {day.isoformat(): name for day, name in holidays.items()}}


def _target(centre_id: int, usual: UsualTarget, at: datetime) -> Target:
    names = {}
    for language in LANGUAGES:
        with speaking(language):
            names[language] = _(usual.name)
    return Target(
        centre_id=centre_id,
        clock=Clock.HOUSE,
        position=USUAL_TARGETS.index(usual),
        kinds=[usual.kind.value],
        names=names,
        amount=usual.amount,
        unit=usual.unit,
        pauses_for=[reason.value for reason in WaitingFor],
        alarms={},
        since_at=at,
    )


def _first_person(set_up: SetUp, centre_id: int, office_id: int, at: datetime) -> Staff:
    name = " ".join(set_up.person_name.split())
    sign_in_name = set_up.sign_in_name.strip() or name
    return Staff(
        uid=new_identity(at),
        centre_id=centre_id,
        office_id=office_id,
        name=name,
        sort_key=sort_key(name, set_up.language),
        sign_in_name=sign_in_name,
        sign_in_folded=fold(sign_in_name),
        password_hash=hash_password(set_up.password),
        role=Role.ADMINISTRATOR,
        extra_rights=[],
        language=set_up.language,
        created_at=at,
    )


def load_centre_settings(reading: Reading) -> CentreSettings:
    """Offices, and what of set-up is still to do."""
    centre_id = reading.actor.centre_id
    offices = reading.db.execute(select(Office).where(Office.centre_id == centre_id).order_by(Office.id)).scalars()
    settled = reading.db.get_one(Centre, centre_id).settled or []
    return CentreSettings(
        centre=reading.centre,
        offices=tuple(office_row(reading, office) for office in offices),
        later=tuple(item for item in LaterItem if item.value not in settled),
    )


def office_row(reading: Reading, office: Office) -> OfficeRow:
    spec = reading.db.get_one(Calendar, office.calendar_id).spec
    calendar = calendar_version(reading, office.calendar_id)
    where = (office.address, office.phone, office.region, office.country, office.competence)
    return OfficeRow(office.id, office.name, *where, calendar, spec, office.version)


def settle(work: Work, *, item: LaterItem) -> None:
    """Take one line off the "later" list."""
    require(work.actor, Right.CHANGE_CENTRE)
    centre = work.db.get_one(Centre, work.actor.centre_id)
    centre.settled = sorted({*(centre.settled or []), item.value})
    work.changed.add(Kind.CENTRE)


def save_office(
    work: Work,
    *,
    office_id: int | None,
    name: str,
    address: str,
    phone: str,
    calendar_spec: Mapping[str, object],
    region: str = "",
    country: str = "",
    competence: Competence = Competence.NONE,
    version: int = 0,
) -> int:
    """Add or change an office. Changed hours become a new calendar version; running clocks keep the old one."""
    require(work.actor, Right.CHANGE_CENTRE)
    if not name.strip():
        raise NameMissing(field="name")
    try:
        WorkCalendar.from_dict(calendar_spec)
    except ValueError as error:
        raise CalendarUnusable(field="calendar", reason=str(error)) from error
    office = _office(work, office_id, version)
    office.name, office.address, office.phone = name.strip(), address.strip(), phone.strip()
    office.region = fitting(region, field="region", most=REGION_MOST)
    office.country, office.competence = country, competence
    if office.calendar_id is None or work.db.get_one(Calendar, office.calendar_id).spec != calendar_spec:
        office.calendar_id = _new_calendar(work, calendar_spec, office.calendar_id)
    work.db.add(office)
    work.db.flush()
    work.changed.add(Kind.CENTRE)
    return office.id


def _office(work: Work, office_id: int | None, version: int) -> Office:
    if office_id is None:
        return Office(uid=new_identity(work.at), centre_id=work.actor.centre_id)
    office = work.db.get_one(Office, office_id)
    if office.version != version:
        raise ChangedByOther()
    return office


def _new_calendar(work: Work, spec: Mapping[str, object], previous_id: int | None) -> int:
    """The next version; the one before it stays as it was for the clocks that it counts."""
    centre_id = work.actor.centre_id
    calendar = Calendar(centre_id=centre_id, spec=dict(spec), created_at=work.at, previous_id=previous_id)
    work.db.add(calendar)
    work.db.flush()
    return calendar.id


def next_closed_day(reading: Reading) -> tuple[date, str] | None:
    """The next holiday of the person's office: day and name."""
    office = reading.db.get_one(Office, reading.actor.office_id)
    spec = reading.db.get_one(Calendar, office.calendar_id).spec
    today = reading.at.date().isoformat()
    later = sorted((day, name) for day, name in spec.get("holidays", {}).items() if day >= today)
    return (date.fromisoformat(later[0][0]), later[0][1]) if later else None
