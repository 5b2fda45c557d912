"""The demo centre before its cases: offices with their hours, desks, staff and teams, targets, topics, customers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from sqlalchemy import select

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.deadlines import Unit, WorkCalendar
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.rules import NewRule
from csatdesk.domain.staff import Actor, Role
from csatdesk.domain.surveys import Competence
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.rules import list_rules
from csatdesk.operations.centres import save_office
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.demo_stories import Country, invented_customers
from csatdesk.operations.rules import add_profile, save_rule
from csatdesk.operations.staff import save_team, set_own_pin
from csatdesk.operations.starting_trees import take_over_tree
from csatdesk.operations.work import Work
from csatdesk.store.entities.centres import Calendar, Desk, Office
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.topics import TopicNode
from csatdesk.system.passwords import hash_password
from csatdesk.wording.sorting import sort_key
from csatdesk.wording.texts import _, speaking

PASSWORD = "demo centre"  # noqa: S105  (of an invented staff; it protects nothing)
PIN = "2580"
CLERK, SUPERVISOR = "marta", "ingrid"
PROMISED = {  # so that the demo shows a deadline to the hour, too, and a house target before the legal day
    CaseKind.INQUIRY: (8, Unit.WORKING_HOURS),
    CaseKind.CLAIM: (7, Unit.WORKING_DAYS),
}
LAW = "pl_energy"

LONG_HOURS = [["08:00", "18:00"]]
USUAL_HOURS = [["08:00", "17:00"]]
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
WEEKS: Mapping[str, dict[str, list[list[str]]]] = {
    "hall": dict.fromkeys(WORKDAYS, LONG_HOURS) | {"sat": [["09:00", "14:00"]]},
    "old_town": dict.fromkeys(WORKDAYS, USUAL_HOURS),
    "harbour": dict.fromkeys(WORKDAYS, USUAL_HOURS),
    "call_centre": {day: [["07:00", "21:00"]] for day in (*WORKDAYS, "sat", "sun")},
}
OFFICES = {  # name, address, phone
    "hall": (N_("Central hall"), "ul. Świętokrzyska 14, 00-050 Warszawa", "22 555 01 40"),
    "old_town": (N_("Old town office"), "ul. Freta 8, 00-227 Warszawa", "22 555 01 60"),
    "harbour": (N_("Harbour office"), "ul. Wiślana 2, 05-092 Łomianki", "22 555 01 80"),
    "call_centre": (N_("Call centre"), "ul. Żelazna 51, 00-841 Warszawa", "22 555 01 00"),
}
LEVELS = {
    "hall": Competence.GOLD,
    "old_town": Competence.BRONZE,
    "harbour": Competence.SILVER,
    "call_centre": Competence.NONE,
}
TEAMS = {
    "counter": (N_("Counter team"), "ingrid"),
    "billing": (N_("Billing team"), "sanna"),
    "calls": (N_("Call centre team"), "thomas"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff: `key` is the name they sign in with."""

    key: str
    name: str
    role: Role
    office: str
    team: str | None


STAFF = (
    Person("marta", "Marta Wiśniewska", Role.CLERK, "hall", "counter"),
    Person("oksana", "Оксана Левченко", Role.CLERK, "hall", "counter"),
    Person("juri", "Jüri Kask", Role.CLERK, "hall", "counter"),
    Person("kaarel", "Kaarel Mägi", Role.CLERK, "hall", "billing"),
    Person("tomasz", "Tomasz Krawczyk", Role.CLERK, "old_town", "counter"),
    Person("olga", "Ольга Лебедева", Role.CLERK, "old_town", "billing"),
    Person("bjorn", "Bjørn Hansen", Role.CLERK, "harbour", "counter"),
    Person("eeva", "Eeva Lahtinen", Role.CLERK, "harbour", "counter"),
    Person("thomas", "Thomas Whitfield", Role.SUPERVISOR, "call_centre", "calls"),
    Person("katarzyna", "Katarzyna Dudek", Role.CLERK, "call_centre", "calls"),
    Person("nikita", "Никита Орлов", Role.CLERK, "call_centre", "calls"),
    Person("ingrid", "Ingrid Solberg", Role.SUPERVISOR, "hall", "counter"),
    Person("sanna", "Sanna Virtanen", Role.SUPERVISOR, "hall", "billing"),
    Person("helena", "Helena Novotná", Role.AUDITOR, "hall", None),
    Person("piotr", "Piotr Zając", Role.AUDITOR, "call_centre", None),
    Person("aino", "Aino Mäkelä", Role.AUDITOR, "call_centre", None),
    Person("mart", "Mart Tamm", Role.AUDITOR, "call_centre", None),
    Person("liv", "Liv Berg", Role.AUDITOR, "call_centre", None),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything that the demo's cases speak of, by key."""

    actors: Mapping[str, Actor]
    office_ids: Mapping[str, int]
    calendars: Mapping[str, WorkCalendar]
    topic_ids: Mapping[str, int]
    customer_ids: Mapping[str, tuple[int, ...]]  # by language, the first person first

    def clerks_of(self, office: str) -> tuple[Actor, ...]:
        here = self.office_ids[office]
        return tuple(actor for actor in self.actors.values() if actor.office_id == here and actor.role is Role.CLERK)


def furnish(work: Work, countries: Mapping[str, Country], language: str, chance: Random) -> Cast:
    """Fill the centre that the administrator of `work` has just set up."""
    with speaking(language):
        office_ids = _offices(work)
        _staff(work, office_ids, language)
    take_over_tree(work, name="energy")
    _rules(work)
    query = select(TopicNode.key, TopicNode.id).where(TopicNode.centre_id == work.actor.centre_id)
    return Cast(
        actors=_actors(work),
        office_ids=office_ids,
        calendars={key: calendar_of(work, office_id)[1] for key, office_id in office_ids.items()},
        topic_ids={row.key: row.id for row in work.db.execute(query)},
        customer_ids={
            name: tuple(register_customer(work, new=new) for new in invented_customers(country, chance))
            for name, country in countries.items()
        },
    )


def _offices(work: Work) -> dict[str, int]:
    first = work.db.get_one(Office, work.actor.office_id)
    spec = dict(work.db.get_one(Calendar, first.calendar_id).spec)
    found: dict[str, int] = {}
    for block, (key, (name, address, phone)) in enumerate(OFFICES.items(), start=1):
        own = first if block == 1 else None
        found[key] = save_office(
            work,
            office_id=own.id if own else None,
            name=_(name),
            address=address,
            phone=phone,
            calendar_spec=spec | {"week": WEEKS[key]},
            region=_("Coast") if key == "harbour" else _("City"),
            competence=LEVELS[key],
            version=own.version if own else 0,
        )
        if own is None:
            desk = _("Desk {block}").format(block=block)
            work.db.add(Desk(uid=new_identity(work.at), office_id=found[key], name=desk, block=block))
    work.db.flush()
    return found


def _staff(work: Work, office_ids: Mapping[str, int], language: str) -> None:
    teams = {key: save_team(work, team_id=None, name=_(name), leader_id=None) for key, (name, _leader) in TEAMS.items()}
    hashed = hash_password(PASSWORD)  # one for all: each takes as long as a sign-in
    ids: dict[str, int] = {}
    for person in STAFF:
        one = Staff(
            uid=new_identity(work.at),
            centre_id=work.actor.centre_id,
            office_id=office_ids[person.office],
            team_id=teams[person.team] if person.team else None,
            name=person.name,
            sort_key=sort_key(person.name, work.centre.language),
            sign_in_name=person.key,
            sign_in_folded=person.key,
            password_hash=hashed,
            role=person.role,
            extra_rights=[],
            language=language,
            created_at=work.at,
        )
        work.db.add(one)
        work.db.flush()
        ids[person.key] = one.id
    for key, (name, leader) in TEAMS.items():
        save_team(work, team_id=teams[key], name=_(name), leader_id=ids[leader])
    for key in (CLERK, "ingrid"):
        actor = replace(work.actor, id=ids[key])
        set_own_pin(replace(work, actor=actor), pin=PIN)


def _actors(work: Work) -> dict[str, Actor]:
    """Who can act; each at a desk of their office."""
    desks = {desk.office_id: desk.id for desk in work.db.execute(select(Desk).order_by(Desk.block.desc())).scalars()}
    people = work.db.execute(select(Staff).where(Staff.centre_id == work.actor.centre_id)).scalars()
    return {
        person.sign_in_folded: Actor(
            id=person.id,
            name=person.name,
            role=person.role,
            centre_id=person.centre_id,
            office_id=person.office_id,
            desk_id=desks[person.office_id],
            team_id=person.team_id,
            language=person.language,
        )
        for person in people
    }


def _rules(work: Work) -> None:
    """Inquiries are promised within hours here, not days; claims before the law's last day, which runs beside."""
    for one in list_rules(work):
        promised = next((PROMISED[kind] for kind in one.conditions.kinds if kind in PROMISED), None)
        if promised is not None:
            amount, unit = promised
            target = replace(one.rule.target, amount=amount, unit=unit)
            new = NewRule(one.clock, replace(one.rule, target=target), one.conditions)
            save_rule(work, rule_id=one.id, new=new, version=one.version)
    add_profile(work, key=LAW)
