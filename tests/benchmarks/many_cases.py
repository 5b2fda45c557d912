"""A store with very many cases, made by bulk inserts: what is measured, not how it is filled.

Believable spreads: 4 % open, 40 topics, texts of about 300 characters, five years of days.
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
from csatdesk.domain.statuses import Status
from csatdesk.store.base import FAR
from csatdesk.store.engine import local_engines
from csatdesk.store.entities.cases import Case, CaseEvent
from csatdesk.store.entities.centres import NumberBlock
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.deadlines import CaseDeadline
from csatdesk.store.entities.topics import TopicNode
from csatdesk.store.search import CASES, CUSTOMERS, use_memory, write_words
from tests.cast import KEY, NOW, build

BATCH = 20_000
OPEN_SHARE = 0.04
DAYS = 5 * 365
WORDS = tuple(
    "rachunek licznik odczyt korekta faktura nadpłata termin umowa przerwa dostawa prąd gaz wizyta monter telefon "
    "reklamacja kwota październik listopad grudzień adres zmiana konto wpłata zwrot blokada taryfa plomba moc "
    "wniosek".split()
)
FIRST = tuple("Anna Jan Piotr Maria Krzysztof Katarzyna Andrzej Agnieszka Tomasz Ewa Oleg Liis Jüri Bjørn".split())
LAST = tuple("Nowak Kowalska Wójcik Zielińska Lewandowski Dąbrowska Mägi Kask Solberg Virtanen Волков".split())


def fill(path: Path, cases: int) -> None:
    """Make the store at `path` with the cast and `cases` cases; half as many customers as cases, at most 100,000."""
    writer, readers = local_engines(path, KEY)
    build(writer)
    with Database(writer) as db:
        use_memory(db.connection(), 64)
        db.commit()
        _customers(db, min(cases // 2 + 1, 100_000))
        _cases(db, cases)
        db.execute(insert(NumberBlock), {"block": 99, "year": 26, "last": cases})
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
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    return {
        "id": number,
        "uid": new_identity(NOW),
        "centre_id": 1,
        "name": name,
        "sort_key": f"{name.casefold()} {number}",
        "kind": CustomerKind.PERSON,
        "segment": Segment.HOUSEHOLD,
        "language": "pl",
        "phone": f"+48 {chance.randrange(500, 800)} {chance.randrange(1000):03d} {chance.randrange(1000):03d}",
        "account": f"{chance.randrange(10_000):04d} {number:06d}",
        "created_at": NOW,
        "version": 1,
    }


def _cases(db: Database, count: int) -> None:
    chance = random.Random(2)
    topics = db.execute(select(TopicNode.id).where(TopicNode.is_assignable).limit(40)).scalars().all()
    for start in range(0, count, BATCH):
        rows = [_case(chance, 1 + number, count, topics) for number in range(start, min(start + BATCH, count))]
        db.execute(insert(Case), rows)
        db.execute(insert(CaseDeadline), [_deadline(row) for row in rows])
        db.execute(insert(Contact), [_contact(row) for row in rows])
        db.execute(insert(CaseEvent), [_event(row) for row in rows])
        write_words(db, CASES, {row["id"]: [row["number"], row["text"]] for row in rows})
        db.commit()


def _case(chance: random.Random, number: int, count: int, topics: Sequence[int]) -> dict[str, Any]:
    received_at = NOW - timedelta(days=DAYS * (1 - number / count), minutes=chance.randrange(600))
    is_open = chance.random() < OPEN_SHARE
    due_at = received_at + timedelta(days=21) if not is_open else NOW + timedelta(hours=chance.randrange(-200, 800))
    return {
        "id": number,
        "uid": new_identity(received_at),
        "centre_id": 1,
        "office_id": 1 + number % 2,
        "number": str(CaseNumber(26, 99, number)),
        "kind": chance.choice(list(CaseKind)),
        "status": Status.IN_WORK if is_open else Status.CLOSED,
        "is_open": int(is_open),
        "channel": chance.choice(list(Channel)),
        "known": Known.CUSTOMER,
        "customer_id": 1000 + chance.randrange(min(count // 2 + 1, 100_000)),
        "topic_id": chance.choice(topics),
        "text": " ".join(chance.choices(WORDS, k=40)),
        "reply_by": ReplyBy.PHONE,
        "language": "pl",
        "received_at": received_at,
        "registered_at": received_at,
        "taken_by_id": 2,
        "owner_id": chance.choice((2, 3, 5, None)),
        "next_due_at": due_at if is_open else FAR,
        "clock": Clock.HOUSE,
        "clock_due_at": due_at,
        "clock_met_at": None if is_open else received_at + timedelta(days=chance.randrange(30)),
        "clock_unit": Unit.WORKING_DAYS,
        "closed_at": None if is_open else received_at + timedelta(days=10),
        "outcome": None if is_open else Outcome.JUSTIFIED,
        "no_answer_reason": None if is_open else NoAnswerReason.ON_THE_SPOT,
        "version": 1,
    }


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
    }


def _contact(case: dict[str, Any]) -> dict[str, Any]:
    return {"case_id": case["id"], "channel": case["channel"], "at": case["received_at"], "text": "", "by_id": 2}


def _event(case: dict[str, Any]) -> dict[str, Any]:
    return {"case_id": case["id"], "at": case["received_at"], "event": Event.RECEIVED, "by_id": 2, "text": ""}
