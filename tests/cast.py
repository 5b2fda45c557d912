"""The same cast everywhere: Anna handles cases, Marek is supervisor, Liis audits, Ewa administers.

`furnish` fills an empty database with their centre, a Polish energy company with two offices; `Stage` is what a test
works with.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session as Database

from csatdesk.domain.cases import (
    CaseKind,
    NewCase,
    Registered,
)
from csatdesk.domain.contacts import Channel, Known, NewCustomer
from csatdesk.domain.identity import new_identity
from csatdesk.domain.staff import Actor, NewPerson, Role
from csatdesk.operations.cases.registering import register_case
from csatdesk.operations.centres import SetUp, fill_centre, save_office
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.session import OpenStore, Session, session_of
from csatdesk.operations.staff import add_person, save_team, set_own_pin
from csatdesk.operations.topics import import_topic_tree
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.sheets.topics_yaml import read_topics
from csatdesk.store.engine import bring_up_to_date
from csatdesk.store.entities.staff import Staff
from csatdesk.system.paths import Profile, resource

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)  # Thursday 11:42 in Warsaw
LONG_AGO = NOW - timedelta(days=400)
PASSWORD = "correct horse"
PIN = "4711"
KEY = bytes(range(32))
WEEK = {day: [["08:00", "16:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
SET_UP = SetUp(
    language="pl",
    country="PL",
    centre_name="Energia Północ",
    person_name="Ewa Admin",
    sign_in_name="ewa",
    password=PASSWORD,
)


@dataclass(frozen=True)
class Stage:
    """An open store with the cast; ids are those of `furnish`."""

    profile: Profile
    store: Store
    anna: Actor
    marek: Actor
    liis: Actor
    ewa: Actor
    other_office_id: int
    customer_id: int
    topic_ids: dict[str, int]

    @contextmanager
    def work(self, actor: Actor | None = None, at: datetime = NOW) -> Iterator[Work]:
        with self.store.write(actor or self.anna, at) as work:
            yield work

    @contextmanager
    def read(self, actor: Actor | None = None, at: datetime = NOW) -> Iterator[Reading]:
        with self.store.read(actor or self.anna, at) as reading:
            yield reading

    def session(self, actor: Actor | None = None) -> Session:
        """As if `actor` (Anna) had signed in."""
        with self.read(actor) as reading:
            return Session(self.profile, self.store, KEY, actor or self.anna, reading.centre)

    def register(self, text: str = "Rachunek za październik jest dwa razy wyższy.", **other: object) -> Registered:
        """A complaint at the counter, registered by Anna at NOW, with `other` fields changed."""
        at = other.pop("at", NOW)
        actor = other.pop("actor", self.anna)
        assert isinstance(at, datetime)
        assert isinstance(actor, Actor)
        with self.work(actor, at) as work:
            return register_case(work, new=self.intake(text, at, **other))

    def intake(self, text: str = "Rachunek za wysoki.", at: datetime = NOW, **other: object) -> NewCase:
        values: dict[str, object] = {
            "uid": new_identity(at),
            "kind": CaseKind.COMPLAINT,
            "channel": Channel.HALL,
            "received_at": at,
            "text": text,
            "known": Known.CUSTOMER,
            "customer_id": self.customer_id,
            "topic_id": self.topic_ids["bill_too_high"],
            "language": "pl",
        }
        return NewCase(**(values | other))  # type: ignore[arg-type]  # fields given by name


def build(engine: Engine) -> None:
    """Schema, centre and cast in an empty database."""
    bring_up_to_date(engine)
    with Database(engine) as db, db.begin():
        fill_centre(db, SET_UP, LONG_AGO)
    store = Store(engine, engine)
    ewa = _actor(store, "ewa")
    with store.write(ewa, LONG_AGO) as work:
        _people(work)
    anna = _actor(store, "anna")
    with store.write(anna, LONG_AGO) as work:
        set_own_pin(work, pin=PIN)
        register_customer(work, new=AGNIESZKA)


AGNIESZKA = NewCustomer(
    name="Agnieszka Zielińska",
    language="pl",
    phone="+48 601 224 318",
    email="a.zielinska@example.pl",
    account="4021 7786 05",
    meter_point="E-118 204 77",
    address="ul. Długa 4, 80-831 Gdańsk",
)


def _people(work: Work) -> None:
    spec = {
        "zone": "Europe/Warsaw",
        "week": WEEK,
        "holidays": {"2026-12-24": "Wigilia", "2026-12-25": "Boże Narodzenie"},
    }
    own = work.actor.office_id
    save_office(
        work,
        office_id=own,
        name="Sala główna",
        address="ul. Prosta 1",
        phone="58 300 10 10",
        calendar_spec=spec,
        version=1,
    )
    other = save_office(work, office_id=None, name="Infolinia", address="", phone="", calendar_spec=spec)
    team = save_team(work, team_id=None, name="Rozliczenia", leader_id=None)
    for name, sign_in_name, role, office_id in (
        ("Anna Nowak", "anna", Role.CLERK, own),
        ("Marek Lis", "marek", Role.SUPERVISOR, own),
        ("Liis Kuusk", "liis", Role.AUDITOR, own),
        ("Olga Petrova", "olga", Role.CLERK, other),
    ):
        add_person(work, new=NewPerson(name, sign_in_name, PASSWORD, role, office_id, team, "pl"))
    import_topic_tree(work, rows=read_topics(resource("templates", "topics_energy.yaml")).topics)


def _actor(store: Store, sign_in_name: str) -> Actor:
    from sqlalchemy import select

    with Database(store.readers) as db:
        person = db.execute(select(Staff).where(Staff.sign_in_folded == sign_in_name)).scalar_one()
    return session_of(OpenStore(Profile(Path("nowhere")), store, KEY), person).actor


def stage(store: Store, profile: Profile) -> Stage:
    """The cast of a database that `build` filled."""
    from sqlalchemy import select

    from csatdesk.store.entities.centres import Office
    from csatdesk.store.entities.contacts import Customer
    from csatdesk.store.entities.topics import TopicNode

    with Database(store.readers) as db:
        topics = {row.key: row.id for row in db.execute(select(TopicNode.key, TopicNode.id))}
        other = db.execute(select(Office.id).where(Office.name == "Infolinia")).scalar_one()
        customer = db.execute(
            select(Customer.id).where(Customer.name == AGNIESZKA.name).order_by(Customer.id).limit(1)
        ).scalar_one()
    actors = {name: _actor(store, name) for name in ("anna", "marek", "liis", "ewa")}
    return Stage(profile, store, other_office_id=other, customer_id=customer, topic_ids=topics, **actors)
