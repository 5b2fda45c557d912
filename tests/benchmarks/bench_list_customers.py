"""A contact list from 100,000 customers with two cases each: aim ≤ 5 s to draw 400 of all, ≤ 30 s to count all with
every reason, and no single question that keeps a reader for more than 0.5 s.

A third gave a consent, a tenth was asked lately. Recognising 4,000 rows of a file is measured beside it: ≤ 2 s.

python -m tests.benchmarks.bench_list_customers [customers] [store to keep]
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import String, cast, insert, literal, select, update
from sqlalchemy.orm import Session as Database

from csatdesk.domain.contact_lists import ListColumn, ListContact
from csatdesk.domain.contacts import Channel
from csatdesk.domain.customers import traces
from csatdesk.domain.identity import new_identity
from csatdesk.domain.list_drawing import CustomerChoice
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Actor
from csatdesk.domain.surveys import Route, Sender, new_code
from csatdesk.operations.contacts.ways import quick_e164
from csatdesk.operations.surveys.contact_lists import set_mandatory
from csatdesk.operations.surveys.list_customers import matching_ids
from csatdesk.operations.surveys.list_drawing import draw_customers, weigh_choice
from csatdesk.operations.surveys.recognising import recognise
from csatdesk.operations.work import Reading, Store
from csatdesk.store.base import Base, batched
from csatdesk.store.engine import local_engines
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Consent, CustomerTrace
from csatdesk.store.entities.surveys import Invitation
from csatdesk.system.clock import now
from csatdesk.system.paths import Profile
from tests.benchmarks.many_cases import fill
from tests.cast import KEY, NOW, Stage, stage
from tests.operations.surveys.hands import running

NEEDED = frozenset({ListColumn.LAST_NAME, ListColumn.ADDRESS, ListColumn.LANGUAGE})
LIMITS = {"count": 30.0, "draw": 5.0, "longest": 0.5, "recognise": 2.0}
SOME = 10_000
T = TypeVar("T")


class Watched(Store):
    """Remembers the longest transaction that only reads."""

    longest = 0.0

    @contextmanager
    def read(self, actor: Actor, at: object) -> Iterator[Reading]:
        began = time.perf_counter()
        with super().read(actor, at) as reading:  # type: ignore[arg-type]  # an instant
            yield reading
        self.longest = max(self.longest, time.perf_counter() - began)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder, "store.db")
        if not path.exists():
            fill(path, 2 * count - 2)
            know_more(path)
        store = Watched(*local_engines(path, KEY))
        found = measured(stage(store, Profile(Path("nowhere"))), store)
        store.close()
    for name, seconds in found.items():
        print(f"{name}: {seconds:.2f} s, limit {LIMITS[name]}")
    return int(any(seconds > LIMITS[name] for name, seconds in found.items()))


def know_more(path: Path) -> None:
    """E-mails, what customers are found by, consents, and who was asked lately."""
    writer, readers = local_engines(path, KEY)
    store = Store(writer, readers)
    survey_id = running(stage(store, Profile(Path("nowhere"))), sender=Sender.OWN, routes=(Route.EMAIL,))
    with Database(writer) as db:
        email = literal("k") + cast(Customer.id, String) + literal("@poczta.example")
        db.execute(update(Customer).values(email=email), execution_options={"synchronize_session": False})
        rows = db.execute(select(Customer.id, Customer.name, Customer.phone)).tuples().all()
        for some in batched(rows, SOME):
            db.execute(insert(CustomerTrace), [trace for one in some for trace in _traces(*one)])
            _put(db, Consent, [_consent(one) for one, _name, _phone in some if one % 3 == 0])
            _put(db, Invitation, [_invitation(survey_id, one) for one, _name, _phone in some if one % 10 == 0])
            db.commit()
        db.connection().exec_driver_sql("ANALYZE")
        db.commit()
    store.close()


def _put(db: Database, entity: type[Base], rows: list[dict[str, object]]) -> None:
    if rows:
        db.execute(insert(entity), rows)


def _traces(customer_id: int, name: str, phone: str) -> Iterator[dict[str, object]]:
    for trace in traces(name, phone=phone, email=f"k{customer_id}@poczta.example"):
        number = quick_e164(trace.typed, "PL") if trace.typed == phone else ""
        told = {"kind": trace.kind, "typed": trace.typed, "told": trace.told, "e164": number}
        yield told | {"centre_id": 1, "customer_id": customer_id}


def _consent(customer_id: int) -> dict[str, object]:
    day = NOW.date() - timedelta(days=60)
    told = {"wording": "Surveys.", "given_on": day, "how": Channel.HALL, "by_id": 1, "at": NOW}
    return told | {"customer_id": customer_id}


def _invitation(survey_id: int, customer_id: int) -> dict[str, object]:
    told = {"uid": new_identity(NOW), "centre_id": 1, "survey_id": survey_id, "office_id": 1, "code": new_code()}
    told |= {"route": Route.EMAIL, "language": "pl", "customer_id": customer_id, "sent_at": now() - timedelta(days=9)}
    return told | {"disposition": Disposition.UNKNOWN, "channel": Channel.HALL, "extras": [], "version": 1}


def measured(centre: Stage, store: Watched) -> dict[str, float]:
    survey_id = running(centre, sender=Sender.OWN, routes=(Route.EMAIL,))
    with centre.work(centre.marek) as work:
        set_mandatory(work, survey_id=survey_id, columns=NEEDED)
    everybody = CustomerChoice(needs_consent=False)
    lately = CustomerChoice(needs_consent=False, days=300, office_ids=(1,), channels=(Channel.PHONE,))
    for name, choice in (("everybody", everybody), ("a phone contact in 300 days", lately)):
        ids, seconds = timed(
            lambda choice=choice: matching_ids(  # type: ignore[misc]  # called at once
                lambda: store.read(centre.marek, now()), choice, lambda _done, _total: None
            )
        )
        print(f"finding {name}: {len(ids):,} in {seconds:.2f} s")
    counted, count = timed(lambda: weigh_choice(store, centre.marek, survey_id=survey_id, choice=everybody))
    print(f"counted {counted.matched:,}, {counted.fits:,} can be asked, {dict(counted.left_out)}")
    agreed = CustomerChoice(needs_consent=True, size=400)
    drawn, draw = timed(lambda: draw_customers(store, centre.marek, survey_id=survey_id, choice=agreed))
    print(f"drawn {drawn.result.taken} of {drawn.result.matched:,}")
    whole = CustomerChoice(needs_consent=False, size=3_000)
    more, most = timed(lambda: draw_customers(store, centre.marek, survey_id=survey_id, choice=whole))
    print(f"drawn {more.result.taken} more in {most:.2f} s")
    with store.read(centre.marek, now()) as reading:
        rows = [
            ListContact(*one.name.split(" ", 1), "", "", "pl", one.phone, "", "", "")  # type: ignore[arg-type, call-arg]  # two words
            for one in reading.db.execute(select(Customer).where(Customer.id >= 1000).limit(4_000)).scalars()
        ]
        known, recognised = timed(lambda: recognise(reading, rows))
    print(f"recognised {len(known):,} of {len(rows):,} by name and phone")
    return {"count": count, "draw": draw, "longest": store.longest, "recognise": recognised}


def timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    found = work()
    return found, time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
