"""A contact list from customers the centre knows: counted before, drawn by a seed that is kept, taken back whole."""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import delete, select

from csatdesk.domain.changes import Kind, Progress, no_progress
from csatdesk.domain.contact_lists import DEFAULT_MOST, LeftOut, ListColumn, ListDraw, check_year
from csatdesk.domain.list_drawing import (
    CustomerChoice,
    NobodyToDraw,
    TooManyDrawn,
    WeighedChoice,
    WeighedCustomer,
    choice_from_plain,
    choice_to_plain,
    in_drawn_order,
)
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import PAGE_SIZE, Key, Page, page_of
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.survey_sampling import ROUTES
from csatdesk.domain.surveys import Route
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.cuts import list_activities
from csatdesk.operations.surveys.contact_lists import (
    begin_anew,
    check_open,
    check_untouched,
    kept_list,
    made_row,
    put_rows,
    route_of,
)
from csatdesk.operations.surveys.list_counts import year_count
from csatdesk.operations.surveys.list_customers import Read, Weigher, matching_ids
from csatdesk.operations.surveys.list_queries import (
    asked_ids,
    counts,
    list_of,
    mandatory_of,
    stored_addresses,
    survey_of,
    told_draw,
)
from csatdesk.operations.surveys.recognising import quiet_days
from csatdesk.operations.surveys.rules import SEED_BITS, load_choices
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.store.base import batched
from csatdesk.store.entities.survey_lists import ListDrawing
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.clock import now

SOME = 400  # weighed at a time
SHOWN_MOST = 500  # of each reason
MENDED = (LeftOut.LACKING, LeftOut.FAULTY, LeftOut.NO_WAY, LeftOut.TWICE)  # what can be, so that it is shown first
SHOWN_FIRST = (*MENDED, *(one for one in LeftOut if one not in MENDED))


@dataclass(frozen=True, slots=True)
class ListChoices:
    """From what one may choose, and what is chosen at first: what was chosen last. `room`: so many more fit."""

    offices: tuple[tuple[int, str], ...]
    tree: TopicTree
    activities: tuple[str, ...]
    routes: tuple[Route, ...]
    mandatory: frozenset[ListColumn]
    room: int
    first: CustomerChoice


def load_list_choices(reading: Reading, *, survey_id: int) -> ListChoices:
    require(reading.actor, Right.LEAD_SURVEYS)
    survey = survey_of(reading, survey_id)
    choices = load_choices(reading)
    newest = select(ListDrawing.chosen).where(ListDrawing.survey_id == survey_id).order_by(ListDrawing.id.desc())
    plain = reading.db.execute(newest.limit(1)).scalar()
    routes = _routes(survey)
    own = (survey.office_id,) if survey.office_id is not None else ()
    first = CustomerChoice(office_ids=own, route=routes[0], gap_days=quiet_days(reading, survey_id))
    return ListChoices(
        choices.offices,
        choices.tree,
        list_activities(reading),
        routes,
        mandatory_of(list_of(reading, survey_id)),
        DEFAULT_MOST - counts(reading, survey_id)[0],
        first if plain is None else choice_from_plain(plain),
    )


def _routes(survey: Survey) -> tuple[Route, ...]:
    """The ways of the survey by which somebody can be reached, its own one first."""
    own = [one for one in (route_of(survey), *map(Route, survey.routes)) if one in ROUTES]
    return tuple(dict.fromkeys(own)) or (Route.EMAIL,)


# counted before


def weigh_choice(
    store: Store, actor: Actor, progress: Progress = no_progress, *, survey_id: int, choice: CustomerChoice
) -> WeighedChoice:
    """How many fit, how many of them can be asked, and why the others cannot."""
    _require(actor)
    choice.check()
    read = partial(store.read, actor, now())
    ids = matching_ids(read, choice, progress)
    left_out: Counter[LeftOut] = Counter()
    shown: list[WeighedCustomer] = []
    for one in _weighed(read, progress, survey_id, choice, ids):
        if one.reason is not None:
            left_out[one.reason] += 1
            if left_out[one.reason] <= SHOWN_MOST:
                shown.append(one)
    shown.sort(key=lambda one: (one.reason is not None and SHOWN_FIRST.index(one.reason), one.name, one.id))
    return WeighedChoice(len(ids), dict(left_out), tuple(shown))


def _weighed(
    read: Read, progress: Progress, survey_id: int, choice: CustomerChoice, ids: Sequence[int]
) -> Iterator[WeighedCustomer]:
    with read() as reading:
        weigher = Weigher.begin(reading, survey_of(reading, survey_id), choice)
    for place, some in enumerate(batched(ids, SOME)):
        progress(len(ids) + place * SOME, 2 * len(ids))
        with read() as reading:
            yield from weigher.weigh(reading, some)


def list_left_out(
    _reading: Reading,
    *,
    shown: tuple[WeighedCustomer, ...],
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[WeighedCustomer]:
    """Those of one choice, page by page; they stand in no store."""
    return page_of(shown, after, limit, backwards=backwards)


# drawn


def draw_customers(
    store: Store,
    actor: Actor,
    progress: Progress = no_progress,
    *,
    survey_id: int,
    choice: CustomerChoice,
    seed: int | None = None,
) -> Undoable[ListDraw]:
    """Put them onto the list, beside who stands there. `seed` None takes a fresh one."""
    _require(actor)
    chosen = _choose(partial(store.read, actor, now()), progress, survey_id, choice, seed)
    with store.write(actor, now()) as work:
        return _put(work, survey_id, choice, chosen)


def draw_within(work: Work, *, survey_id: int, choice: CustomerChoice, seed: int) -> Undoable[ListDraw]:
    """The same within one piece of work, of a centre with few customers."""
    _require(work.actor)
    chosen = _choose(lambda: nullcontext(work), no_progress, survey_id, choice, seed)
    return _put(work, survey_id, choice, chosen)


@dataclass(frozen=True, slots=True)
class _Chosen:
    seed: int
    matched: int
    taken: tuple[int, ...]
    left_out: Mapping[LeftOut, int]


def _choose(read: Read, progress: Progress, survey_id: int, choice: CustomerChoice, seed: int | None) -> _Chosen:
    """In the order of the draw, until enough of them can be asked; the rest need not be looked at."""
    choice.check()
    seed = secrets.randbits(SEED_BITS) if seed is None else seed
    with read() as reading:
        room = DEFAULT_MOST - counts(reading, survey_of(reading, survey_id).id)[0]
    ids = in_drawn_order(matching_ids(read, choice, progress), seed)
    taken: list[int] = []
    left_out: Counter[LeftOut] = Counter()
    for one in _weighed(read, progress, survey_id, choice, ids):
        if one.reason is None:
            taken.append(one.id)
        else:
            left_out[one.reason] += 1
        if len(taken) == choice.size:
            break
    if len(taken) > room:
        raise TooManyDrawn(field="size", count=len(taken), room=max(room, 0))
    return _Chosen(seed, len(ids), tuple(taken), dict(left_out))


def _put(work: Work, survey_id: int, choice: CustomerChoice, chosen: _Chosen) -> Undoable[ListDraw]:
    """Looked at once more, since somebody may have changed what is known of them meanwhile."""
    survey = survey_of(work, survey_id)
    check_open(work, survey)
    weigher = Weigher.begin(work, survey, choice)
    fit = [one for some in batched(chosen.taken, SOME) for one in weigher.weigh(work, some) if one.reason is None]
    if not fit:
        raise NobodyToDraw()
    addresses = [one.contact.address or one.contact.phone for one in fit]
    check_year(year_count(work, survey, [*stored_addresses(work, survey_id), *addresses]))
    rows = [_row(work, survey, choice, one) for one in fit]
    put_rows(work, rows)
    begin_anew(work, survey, kept_list(work, survey))
    drawing = _drawing(work, survey_id, choice, chosen, len(rows))
    work.db.add(drawing)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    back = partial(_take_back, drawing_id=drawing.id, uids=tuple(one.uid for one in rows))
    return Undoable(told_draw(drawing, ""), back, N_("{count} put onto the list."), {"count": len(rows)})


def _row(work: Work, survey: Survey, choice: CustomerChoice, one: WeighedCustomer) -> Invitation:
    made = made_row(work, survey, one.contact)
    made.route, made.customer_id, made.segment = choice.route, one.id, one.segment
    return made


def _drawing(work: Work, survey_id: int, choice: CustomerChoice, chosen: _Chosen, taken: int) -> ListDrawing:
    return ListDrawing(
        centre_id=work.actor.centre_id,
        survey_id=survey_id,
        chosen=choice_to_plain(choice),
        gap_days=choice.gap_days,
        seed=str(chosen.seed),
        matched=chosen.matched,
        taken=taken,
        left_out={one.value: count for one, count in chosen.left_out.items()},
        at=work.at,
        by_id=work.actor.id,
    )


def _take_back(work: Work, *, drawing_id: int, uids: Sequence[UUID]) -> None:
    """All of them who still stand there; refused when one of them was asked."""
    require(work.actor, Right.LEAD_SURVEYS)
    drawing = work.db.get_one(ListDrawing, drawing_id)
    check_open(work, survey_of(work, drawing.survey_id))
    asked = asked_ids(work, drawing.survey_id)
    for some in batched(uids, SOME):
        rows = work.db.execute(select(Invitation).where(Invitation.uid.in_(some))).scalars().all()
        for one in rows:
            check_untouched(one, asked)
        work.db.execute(delete(Invitation).where(Invitation.id.in_([one.id for one in rows])))
    work.db.delete(drawing)
    work.changed.add(Kind.SURVEY)


def _require(actor: Actor) -> None:
    require(actor, Right.LEAD_SURVEYS)
    require(actor, Right.SEE_CUSTOMERS)
