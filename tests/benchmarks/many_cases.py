"""A store with very many cases, made by bulk inserts: what is measured, not how it is filled.

Believable spreads: 4 % open, 40 topics, texts of about 300 characters, five years of days. Of the open ones one in
eight waits for the customer and one in six was promised something. One customer in ten is a firm of one of ten lines
of business.
"""

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session as Database

from csatdesk.domain.case_numbers import CaseNumber
from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import (
    CaseKind,
    NoAnswerReason,
    Outcome,
    ReplyBy,
)
from csatdesk.domain.contacts import Channel, CustomerKind, Known, Segment
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.identity import new_identity
from csatdesk.domain.promises import PromiseKind
from csatdesk.domain.statuses import Status, WaitingFor
from csatdesk.operations.cuts import activity_key
from csatdesk.store.base import FAR, PAUSED
from csatdesk.store.engine import local_engines
from csatdesk.store.entities.absences import Absence
from csatdesk.store.entities.cases import Case, CaseEvent, CaseSpan
from csatdesk.store.entities.centres import NumberBlock
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.deadlines import CaseDeadline, CasePause
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.topics import TopicNode
from csatdesk.store.entities.turns import CaseTurn, Way
from csatdesk.store.search import CASES, CUSTOMERS, use_memory, write_words
from tests.cast import KEY, NOW, build

BATCH = 20_000
OPEN_SHARE = 0.04
WAITING_EVERY, PROMISED_EVERY = 8, 6  # of the open cases
DAYS = 5 * 365
LATELY_DAYS, LONG_DONE_DAYS = 18, 120
SPANS_SINCE = NOW - timedelta(days=90)  # spans are measured for a period, so older ones are left out
WORDS = tuple(
    "rachunek licznik odczyt korekta faktura nadpłata termin umowa przerwa dostawa prąd gaz wizyta monter telefon "
    "reklamacja kwota październik listopad grudzień adres zmiana konto wpłata zwrot blokada taryfa plomba moc "
    "wniosek".split()
)
FIRST = tuple("Anna Jan Piotr Maria Krzysztof Katarzyna Andrzej Agnieszka Tomasz Ewa Oleg Liis Jüri Bjørn".split())
BUSINESSES = dict(
    zip(
        range(0, 100, 10), "piekarnia szkoła hotel sklep warsztat młyn szpital fryzjer kino tartak".split(), strict=True
    )
)
LAST = tuple("Nowak Kowalska Wójcik Zielińska Lewandowski Dąbrowska Mägi Kask Solberg Virtanen Волков".split())


def fill(path: Path, cases: int, lately: int = 0) -> None:
    """Make the store at `path` with the cast and `cases` cases; half as many customers as cases, at most 100,000.

    `lately`: so many of them in the last days, all others before; 0: all evenly spread.
    """
    writer, readers = local_engines(path, KEY)
    build(writer)
    with Database(writer) as db:
        use_memory(db.connection(), 64)
        db.commit()
        _customers(db, min(cases // 2 + 1, 100_000))
        _cases(db, cases, lately)
        db.execute(insert(NumberBlock), {"block": 99, "year": 26, "last": cases})
        away = {"centre_id": 1, "staff_id": 2, "substitute_id": 5, "note": "", "version": 1}
        db.execute(insert(Absence), away | {"first_on": NOW.date(), "last_on": NOW.date() + timedelta(days=5)})
        db.commit()
    with writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    _closed(writer, readers)


def _closed(*engines: Engine) -> None:
    for engine in engines:
        engine.dispose()


def _customers(db: Database, count: int) -> None:
    chance = random.Random(1)
    for start in range(0, count, BATCH):
        rows = [_customer(chance, 1000 + number) for number in range(start, min(start + BATCH, count))]
        db.execute(insert(Customer), rows)
        write_words(db, CUSTOMERS, {row["id"]: [row["name"], row["phone"], row["account"]] for row in rows})
        db.commit()


def _customer(chance: random.Random, number: int) -> dict[str, Any]:
    name, activity = f"{chance.choice(FIRST)} {chance.choice(LAST)}", BUSINESSES.get(number % 100, "")
    return {
        "id": number,
        "uid": new_identity(NOW),
        "centre_id": 1,
        "name": name,
        "sort_key": f"{name.casefold()} {number}",
        "kind": CustomerKind.ORGANISATION if activity else CustomerKind.PERSON,
        "segment": Segment.SMALL_BUSINESS if activity else Segment.HOUSEHOLD,
        "language": "pl",
        "phone": f"+48 {chance.randrange(500, 800)} {chance.randrange(1000):03d} {chance.randrange(1000):03d}",
        "account": f"{chance.randrange(10_000):04d} {number:06d}",
        "activity": activity,
        "activity_key": activity_key(activity),
        "created_at": NOW,
        "version": 1,
    }


def _cases(db: Database, count: int, lately: int) -> None:
    chance = random.Random(2)
    topics = db.execute(select(TopicNode.id).where(TopicNode.is_assignable).limit(40)).scalars().all()
    for start in range(0, count, BATCH):
        numbers = range(1 + start, min(start + BATCH, count) + 1)
        rows = [_case(chance, number, count, topics) for number in numbers]
        if lately:
            rows = [_moved(chance, row, is_late=row["id"] > count - lately) for row in rows]
        db.execute(insert(Case), rows)
        db.execute(insert(CaseTurn), [turn for row in rows for turn in _turns(row)])
        db.execute(insert(CaseDeadline), [_deadline(row) for row in rows])
        _promise(db, chance, [row for row in rows if row["is_open"]])
        _wait(db, chance, [row for row in rows if row["status"] is Status.WAITING_CUSTOMER])
        db.execute(insert(CaseSpan), [span for row in rows for span in _spans(chance, row)] or [_span_of(rows[0])])
        db.execute(insert(Contact), [_contact(row) for row in rows])
        db.execute(insert(CaseEvent), [_event(row) for row in rows])
        write_words(db, CASES, {row["id"]: [row["number"], row["text"]] for row in rows})
        db.commit()


def _case(chance: random.Random, number: int, count: int, topics: Sequence[int]) -> dict[str, Any]:
    received_at = NOW - timedelta(days=DAYS * (1 - number / count), minutes=chance.randrange(600))
    is_open = chance.random() < OPEN_SHARE
    due_at = received_at + timedelta(days=21) if not is_open else NOW + timedelta(hours=chance.randrange(-200, 800))
    waits = is_open and chance.randrange(WAITING_EVERY) == 0
    answered_at = None if is_open else received_at + timedelta(hours=chance.randrange(1, 500))
    return {
        "id": number,
        "uid": new_identity(received_at),
        "centre_id": 1,
        "office_id": 1 + number % 2,
        "number": str(CaseNumber(26, 99, number)),
        "kind": chance.choice(list(CaseKind)),
        "status": Status.WAITING_CUSTOMER if waits else Status.IN_WORK if is_open else Status.CLOSED,
        "is_open": int(is_open),
        "channel": chance.choice(list(Channel)),
        "known": Known.CUSTOMER,
        "segment": Segment.HOUSEHOLD,
        "customer_id": 1000 + chance.randrange(min(count // 2 + 1, 100_000)),
        "topic_id": chance.choice(topics),
        "text": " ".join(chance.choices(WORDS, k=40)),
        "reply_by": ReplyBy.PHONE,
        "language": "pl",
        "received_at": received_at,
        "registered_at": received_at,
        "taken_by_id": 2,
        "owner_id": chance.choice((2, 3, 5, None)),
        "next_due_at": PAUSED if waits else due_at if is_open else FAR,
        "clock": Clock.HOUSE,
        "clock_due_at": due_at,
        "clock_met_at": answered_at,
        "clock_paused": waits,
        "clock_unit": Unit.WORKING_DAYS,
        "closed_at": None if answered_at is None else answered_at + timedelta(hours=chance.randrange(200)),
        "outcome": None if is_open else Outcome.JUSTIFIED,
        "answer_sent_at": answered_at,
        "no_answer_reason": NoAnswerReason.ON_THE_SPOT if not is_open and chance.randrange(4) == 0 else None,
        "version": 1,
    }


def _moved(chance: random.Random, row: dict[str, Any], *, is_late: bool) -> dict[str, Any]:
    """The case at another time: within the last days; or so long before them that nothing of it lies in them."""
    wanted = timedelta(hours=chance.randrange(1, 24 * LATELY_DAYS))
    if not is_late:
        wanted = timedelta(days=chance.randrange(LONG_DONE_DAYS, DAYS))
        row = row | _settled(row)
    by = NOW - wanted - row["received_at"]
    times = ("received_at", "registered_at", "clock_due_at", "clock_met_at", "answer_sent_at", "closed_at")
    return row | {name: min(row[name] + by, NOW) for name in times if row[name] is not None}


def _settled(row: dict[str, Any]) -> dict[str, Any]:
    """Closed after ten days, if it is not closed already: the pile of open cases does not grow with the years."""
    if row["closed_at"] is not None:
        return {}
    ended_at = row["received_at"] + timedelta(days=10)
    times = dict.fromkeys(("closed_at", "answer_sent_at", "clock_met_at"), ended_at)
    status = {"status": Status.CLOSED, "is_open": 0, "outcome": Outcome.JUSTIFIED, "clock_paused": False}
    return times | status | {"next_due_at": FAR, "clock_due_at": row["received_at"] + timedelta(days=21)}


def _turns(case: dict[str, Any]) -> list[dict[str, Any]]:
    shared = {name: case[name] for name in ("centre_id", "office_id", "segment")} | {"case_id": case["id"]}
    turns = [shared | {"at": case["received_at"], "way": Way.IN, "change": 1}]
    if case["closed_at"] is not None:
        turns.append(shared | {"at": case["closed_at"], "way": Way.OUT, "change": -1})
    return turns


def _deadline(case: dict[str, Any]) -> dict[str, Any]:
    return {
        "centre_id": case["centre_id"],
        "case_id": case["id"],
        "period": 1,
        "clock": Clock.HOUSE,
        "start_at": case["received_at"],
        "due_at": case["clock_due_at"],
        "unit": Unit.WORKING_DAYS,
        "met_at": case["clock_met_at"],
        "is_running": 0 if case["clock_met_at"] else 1,
        "is_paused": case["clock_paused"],
    }


def _promise(db: Database, chance: random.Random, rows: list[dict[str, Any]]) -> None:
    """A call promised in some of the open cases, with its clock."""
    promised = [row for row in rows if chance.randrange(PROMISED_EVERY) == 0]
    if not promised:
        return
    due = {row["id"]: NOW + timedelta(hours=chance.randrange(-100, 400)) for row in promised}
    made = [
        {
            "id": row["id"],  # a promise a case: the case's number will do
            "case_id": row["id"],
            "kind": PromiseKind.CALL_BACK,
            "text": "Telefon w sprawie rachunku",
            "owner_id": row["owner_id"],
            "is_day": False,
            "due_at": due[row["id"]],
            "made_at": row["received_at"],
            "version": 1,
        }
        for row in promised
    ]
    db.execute(insert(CasePromise), made)
    clocks = [
        _deadline(row) | {"clock": Clock.PROMISE, "due_at": due[row["id"]], "is_paused": False, "promise_id": row["id"]}
        for row in promised
    ]
    db.execute(insert(CaseDeadline), clocks)


def _wait(db: Database, chance: random.Random, rows: list[dict[str, Any]]) -> None:
    pauses = [
        {
            "centre_id": row["centre_id"],
            "case_id": row["id"],
            "period": 1,
            "from_at": NOW - timedelta(hours=chance.randrange(400)),
            "to_at": FAR,
            "reason": WaitingFor.CUSTOMER,
            "by_id": 2,
        }
        for row in rows
    ]
    if pauses:
        db.execute(insert(CasePause), pauses)


def _spans(chance: random.Random, case: dict[str, Any]) -> list[dict[str, Any]]:
    """Registered, then in somebody's work; only of cases that were handled of late."""
    ended_at = case["closed_at"] or FAR
    if ended_at < SPANS_SINCE:
        return []
    taken_at = min(case["received_at"] + timedelta(hours=chance.randrange(1, 30)), ended_at)
    first = {"status": Status.REGISTERED, "owner_id": None, "from_at": case["received_at"], "to_at": taken_at}
    worked = Status.IN_WORK if case["closed_at"] else case["status"]
    then = {"status": worked, "owner_id": case["owner_id"], "from_at": taken_at, "to_at": ended_at}
    return [_span_of(case) | first, _span_of(case) | then]


def _span_of(case: dict[str, Any]) -> dict[str, Any]:
    return {
        "centre_id": case["centre_id"],
        "case_id": case["id"],
        "status": Status.REGISTERED,
        "owner_id": None,
        "office_id": case["office_id"],
        "from_at": case["received_at"],
        "to_at": case["received_at"],
    }


def _contact(case: dict[str, Any]) -> dict[str, Any]:
    return {"case_id": case["id"], "channel": case["channel"], "at": case["received_at"], "text": "", "by_id": 2}


def _event(case: dict[str, Any]) -> dict[str, Any]:
    return {"case_id": case["id"], "at": case["received_at"], "event": Event.RECEIVED, "by_id": 2, "text": ""}
