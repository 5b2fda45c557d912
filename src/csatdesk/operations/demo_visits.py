"""Mystery shopping in the demo centre: a wave released in spring, and one of twelve visits that runs now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.mystery import Flag, NewProgramme, NewScenario, NewWave, Quota, VisitTimes
from csatdesk.domain.staff import Actor, Right
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import Cast
from csatdesk.operations.mystery.programmes import list_programmes, save_programme
from csatdesk.operations.mystery.queries import VisitRow, load_wave
from csatdesk.operations.mystery.visits import accept_visit, report_visit
from csatdesk.operations.mystery.waves import begin_wave, release_wave
from csatdesk.operations.work import Work
from csatdesk.store.entities.staff import Staff
from csatdesk.wording.texts import _, language

OWNER = "helena"
VISITORS = ("piotr", "aino", "mart", "liv")
OFFICES = ("hall", "old_town", "harbour")
SEED = 12
RELEASED, BEGUN = timedelta(days=250), timedelta(days=9)  # before today
LONG, SHORT = timedelta(days=25), timedelta(days=19)
SCENARIOS = (
    ("bill_dispute", "household", N_("Bring a bill that looks too high and ask how the amount was calculated.")),
    ("moving_in", "household", N_("Say that you have bought a flat and ask how to take over the meter.")),
    ("small_business", "business", N_("Ask as the owner of a small shop how to raise the connected load.")),
    ("complaint", "household", N_("Hand in a short complaint about an engineer who did not come.")),
)


def make_visits(work: Work, cast: Cast, at: datetime) -> None:
    """`work` may be anybody's: all of it is done by the owner and the visitors themselves."""
    owner = replace(cast.actors[OWNER], extra_rights=frozenset({Right.OWN_PROGRAMME}))
    person = work.db.execute(select(Staff).where(Staff.id == owner.id)).scalar_one()
    person.extra_rights = [Right.OWN_PROGRAMME.value]
    begun = acting(work, owner, at - RELEASED - LONG - timedelta(days=3))
    programme_id = _programme(begun, (at - RELEASED - LONG).date())
    work.db.flush()
    spring = _wave(begun, programme_id, cast, _("Spring"), first=(at - RELEASED - LONG).date(), days=LONG, scenarios=2)
    ended = at - RELEASED + timedelta(days=2)
    _report(work, cast, spring, owner, until=ended)
    _release(acting(work, owner, ended), spring)
    running = acting(work, owner, at - BEGUN)
    autumn = _wave(running, programme_id, cast, _("Autumn"), first=(at - BEGUN).date(), days=SHORT, scenarios=4)
    _report(work, cast, autumn, owner, until=at, to_accept=2)


def _programme(work: Work, informed_on: date) -> int:
    new = NewProgramme(
        name=_("Served as promised"),
        goal=_("Do customers get an answer, a number and a date before they leave?"),
        informed_on=informed_on,
        use_of_results=_("To better the service. Nobody is judged by a single visit."),
    )
    scenarios = [NewScenario(key, LocalText({language(): _(text)}), segment) for key, segment, text in SCENARIOS]
    return save_programme(work, programme_id=None, new=new, scenarios=scenarios).result


def _wave(work: Work, programme_id: int, cast: Cast, name: str, *, first: date, days: timedelta, scenarios: int) -> int:
    chosen = next(one for one in list_programmes(work) if one.id == programme_id).scenarios[:scenarios]
    quotas = tuple(Quota(cast.office_ids[office], one.id, 1) for office in OFFICES for one in chosen)
    visitors = tuple(cast.actors[name].id for name in VISITORS)
    new = NewWave(f"{name} {first.year}", first, first + days, quotas, visitors)
    return begin_wave(work, programme_id=programme_id, new=new, seed=SEED).result


def _report(work: Work, cast: Cast, wave_id: int, owner: Actor, *, until: datetime, to_accept: int = 0) -> None:
    """The visits that lie before an instant, every fourth of them later than planned; the last wait for the owner."""
    by_id = {cast.actors[name].id: cast.actors[name] for name in VISITORS}
    seen = load_wave(acting(work, owner, until), wave_id=wave_id).visits
    done = [one for one in seen if one.to_at < until - timedelta(hours=3)]
    flags: Mapping[int, tuple[Flag, ...]] = {
        visit.id: _one(work, by_id[visit.visitor_id], visit, minutes=20 if place % 4 else 135)
        for place, visit in enumerate(done)
    }
    for visit in done[: len(done) - to_accept]:
        deciding = acting(work, owner, visit.to_at + timedelta(hours=3))
        work.db.flush()
        version = next(one.version for one in load_wave(deciding, wave_id=wave_id).visits if one.id == visit.id)
        accept_visit(deciding, visit_id=visit.id, agreed=flags[visit.id], version=version)
    work.db.flush()


def _one(work: Work, visitor: Actor, visit: VisitRow, *, minutes: int) -> tuple[Flag, ...]:
    came = visit.from_at + timedelta(minutes=minutes)
    times = VisitTimes(came, came + timedelta(minutes=32), came + timedelta(minutes=9))
    reporting = acting(work, visitor, visit.to_at + timedelta(hours=2))
    return report_visit(reporting, visit_id=visit.id, times=times)


def _release(work: Work, wave_id: int) -> None:
    work.db.flush()
    card = load_wave(work, wave_id=wave_id)
    release_wave(work, wave_id=wave_id, version=card.row.version)
