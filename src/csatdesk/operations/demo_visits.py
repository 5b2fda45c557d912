"""Mystery shopping in the demo centre: two waves that are released, and one of twelve visits that runs now."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random

from sqlalchemy import select

from csatdesk.domain.evaluations import Remarks
from csatdesk.domain.forms import NA, NO, Answer
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.mystery import Flag, NewProgramme, NewScenario, NewWave, Quota, VisitTimes
from csatdesk.domain.staff import Actor, Right
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import Cast
from csatdesk.operations.demo_evaluations import plausible
from csatdesk.operations.evaluations.commands import answer_items, note_item, remark, submit_evaluation
from csatdesk.operations.mystery.programmes import list_programmes, save_programme
from csatdesk.operations.mystery.queries import VisitRow, load_wave
from csatdesk.operations.mystery.scorecards import open_scorecard
from csatdesk.operations.mystery.visits import accept_visit, report_visit
from csatdesk.operations.mystery.waves import begin_wave, release_wave
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Work
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard
from csatdesk.wording.texts import _, language

OWNER = "helena"
VISITORS = ("piotr", "aino", "mart", "liv")
OFFICES = ("hall", "old_town", "harbour")
SEED = 12
FIRST, SECOND, BEGUN = timedelta(days=417), timedelta(days=213), timedelta(days=9)  # before today, half a year apart
SCORECARD = "office_visit"
BUSINESS, HALL_OF_FIRMS = "business", ("V38", "V39", "V40")  # seen only by who comes for a firm
FAILED: Mapping[int, Mapping[str, Answer]] = {12: {"V23": NO}, 24: {"V27": NO}}  # visit → a critical item
LONG, SHORT = timedelta(days=23), timedelta(days=19)
SEEN = (  # at the first question, and about the whole: each visit in other words
    ("Four minutes from the tram stop.", "Calm, and the number came without asking."),
    ("Six minutes, the last part uphill.", "A queue of nine, two desks open."),
    ("The bus stops at the door.", "Everything explained twice, very patient."),
    ("Five minutes from the car park.", "The answer was right, the date came only when asked."),
    ("Three minutes, well signed.", "Friendly from the first word to the last."),
    ("Seven minutes; the pavement is dug up.", "A pleasant hall, but nobody to ask where to go."),
    ("Four minutes, past the market.", "Short and clear."),
    ("A tram in front, two minutes.", "The ticket machine stood still for a while."),
    ("Five minutes from the ferry.", "Listened to the end and wrote everything down."),
    ("Eight minutes from the car park.", "Sent to another desk once, served well there."),
    ("Three minutes from the bus.", "The bill was gone through line by line."),
    ("Six minutes, no shade.", "Quick; a word more would have helped."),
    ("Four minutes from the station.", "A good advice about the next reading."),
)
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
    informed = at - FIRST - timedelta(days=3)
    programme_id = _programme(acting(work, owner, informed), informed.date())
    notes = cycle(SEEN)
    work.db.flush()
    for wave, begins in enumerate((at - FIRST, at - SECOND), start=1):
        begun = acting(work, owner, begins - timedelta(days=3))
        wave_id = _wave(begun, programme_id, cast, wave, first=begins.date(), days=LONG, scenarios=3)
        ended = begins + LONG + timedelta(days=2)
        _report(work, cast, wave_id, owner, until=ended, notes=notes)
        _release(acting(work, owner, ended), wave_id)
    running = acting(work, owner, at - BEGUN)
    third = _wave(running, programme_id, cast, 3, first=(at - BEGUN).date(), days=SHORT, scenarios=4)
    _report(work, cast, third, owner, until=at, notes=notes, to_accept=2)


def _programme(work: Work, informed_on: date) -> int:
    new = NewProgramme(
        name=_("Served as promised"),
        goal=_("Do customers get an answer, a number and a date before they leave?"),
        informed_on=informed_on,
        use_of_results=_("To better the service. Nobody is judged by a single visit."),
        standard_id=_scorecard(work),
    )
    scenarios = [NewScenario(key, LocalText({language(): _(text)}), segment) for key, segment, text in SCENARIOS]
    return save_programme(work, programme_id=None, new=new, scenarios=scenarios).result


def _scorecard(work: Work) -> int:
    query = select(Standard.id).where(Standard.centre_id == work.actor.centre_id, Standard.key == SCORECARD)
    return work.db.execute(query).scalar_one()


def _wave(work: Work, programme_id: int, cast: Cast, wave: int, *, first: date, days: timedelta, scenarios: int) -> int:
    chosen = next(one for one in list_programmes(work) if one.id == programme_id).scenarios[:scenarios]
    quotas = tuple(Quota(cast.office_ids[office], one.id, 1) for office in OFFICES for one in chosen)
    visitors = tuple(cast.actors[name].id for name in VISITORS)
    new = NewWave(_("Wave {number}").format(number=wave), first, first + days, quotas, visitors)
    return begin_wave(work, programme_id=programme_id, new=new, seed=SEED).result


def _report(
    work: Work,
    cast: Cast,
    wave_id: int,
    owner: Actor,
    *,
    until: datetime,
    notes: Iterator[tuple[str, str]],
    to_accept: int = 0,
) -> None:
    """The visits that lie before an instant, every fourth of them later than planned; the last wait for the owner."""
    by_id = {cast.actors[name].id: cast.actors[name] for name in VISITORS}
    seen = load_wave(acting(work, owner, until), wave_id=wave_id).visits
    done = [one for one in seen if one.to_at < until - timedelta(hours=3)]
    flags: Mapping[int, tuple[Flag, ...]] = {
        visit.id: _one(work, by_id[visit.visitor_id], visit, next(notes), minutes=20 if place % 4 else 135)
        for place, visit in enumerate(done)
    }
    for visit in done[: len(done) - to_accept]:
        deciding = acting(work, owner, visit.to_at + timedelta(hours=3))
        work.db.flush()
        version = next(one.version for one in load_wave(deciding, wave_id=wave_id).visits if one.id == visit.id)
        accept_visit(deciding, visit_id=visit.id, agreed=flags[visit.id], version=version)
    work.db.flush()


def _one(work: Work, visitor: Actor, visit: VisitRow, words: tuple[str, str], *, minutes: int) -> tuple[Flag, ...]:
    came = visit.from_at + timedelta(minutes=minutes)
    times = VisitTimes(came, came + timedelta(minutes=32), came + timedelta(minutes=9))
    reporting = acting(work, visitor, visit.to_at + timedelta(hours=2))
    _fill(reporting, visit, words)
    return report_visit(reporting, visit_id=visit.id, times=times)


def _fill(work: Work, visit: VisitRow, words: tuple[str, str]) -> None:
    """The whole scorecard, the same for the same visit; `words`: what was seen, and the comment."""
    chance = Random(visit.id)  # noqa: S311  (of a game, not of a secret)
    evaluation_id = open_scorecard(work, visit_id=visit.id)
    version_id = work.db.get_one(Evaluation, evaluation_id).standard_version_id
    items = tuple(template_of(work, version_id).form.items())
    answers = {item.key: plausible(item, chance) for item in items}
    if visit.segment != BUSINESS:
        answers |= {item.key: NA for item in items if item.may_be_na and item.key in HALL_OF_FIRMS}
    answers |= FAILED.get(visit.id, {})
    answer_items(work, evaluation_id=evaluation_id, answers=answers)
    seen, comment = words
    note_item(work, evaluation_id=evaluation_id, item_key=items[0].key, note=seen)
    remark(work, evaluation_id=evaluation_id, remarks=Remarks(comment))
    submit_evaluation(work, evaluation_id=evaluation_id)


def _release(work: Work, wave_id: int) -> None:
    work.db.flush()
    card = load_wave(work, wave_id=wave_id)
    release_wave(work, wave_id=wave_id, version=card.row.version)
