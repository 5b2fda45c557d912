"""Results of quality over 100,000 evaluations by one scorecard, five years of them, in twelve offices.

python -m tests.benchmarks.bench_quality [evaluations] [store to keep]

Aims: a view of a quarter beside the one before within `QUARTER_MOST_MS`, of a year within `YEAR_MOST_MS`, of all five
years within `ALL_MOST_MS`; the first page of what stands behind a figure within `PAGE_MOST_MS`. Beside each stands how
long a bare read of the same evaluations takes: what the store itself costs.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session as Database

from csatdesk.domain.evaluations import EvaluationKind, EvaluationState
from csatdesk.domain.forms import NA, NO, YES, Answer, Item, ScaleKind
from csatdesk.domain.identity import new_identity
from csatdesk.domain.quality import marks_of
from csatdesk.domain.quality_views import QualityAsked, Span, Split
from csatdesk.domain.scorecards import ScorecardTemplate, evaluate
from csatdesk.domain.standards import VersionState
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.quality.behind import Behind, list_behind
from csatdesk.operations.quality.facts import load_quality_facts
from csatdesk.operations.quality.rows import SCORES, read_rows
from csatdesk.operations.quality.standings import compare_groups, load_losses, load_profile
from csatdesk.operations.standards.starting import starting_template
from csatdesk.operations.work import Reading, Store
from csatdesk.store.engine import local_engines
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.system.paths import Profile
from tests.benchmarks.bench_month import taken
from tests.cast import KEY, NOW, Stage, build, stage

OFFICES, DAYS = 12, 5 * 365
ANSWERED = 10_000  # different sets of answers, taken again and again
QUARTER_MOST_MS, YEAR_MOST_MS, ALL_MOST_MS, PAGE_MOST_MS = 150.0, 500.0, 2_000.0, 150.0
SPANS = (("quarter", 91, QUARTER_MOST_MS), ("year", 365, YEAR_MOST_MS), ("five years", DAYS, ALL_MOST_MS))


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        made = opened(Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder, "store.db"), count)
        with made.read(made.marek) as reading:
            version_id = reading.db.execute(select(StandardVersion.id)).scalar_one()
            print(f"{count:,} evaluations; milliseconds{'':14}{'taken':>8}{'bare read':>11}{'limit':>8}")
            for name, days, limit in SPANS:
                missed += tell(reading, name, asked(version_id, days), limit)
            facts = taken(lambda: load_quality_facts(reading))
            behind = Behind(asked(version_id, 365), item_key="P03")
            page = taken(lambda: list_behind(reading, behind=behind))
            print(f"{'what can be chosen':40}{facts:>8.0f}{'':>11}{YEAR_MOST_MS:>8.0f}")
            print(f"{'behind a figure of a year, a page':40}{page:>8.0f}{'':>11}{PAGE_MOST_MS:>8.0f}")
            missed += [facts > YEAR_MOST_MS, page > PAGE_MOST_MS]
        made.store.close()
    return int(any(missed))


def asked(version_id: int, days: int) -> QualityAsked:
    last = NOW.date()
    now = Days(last - timedelta(days=days - 1), last)
    before = Days(now.first - timedelta(days=days), now.first - timedelta(days=1))
    return QualityAsked((version_id,), Span(now), Span(before))


def tell(reading: Reading, name: str, question: QualityAsked, limit: float) -> list[bool]:
    views: list[tuple[str, Callable[[], object]]] = [
        ("offices compared", lambda: compare_groups(reading, asked=question, split=Split.OFFICE)),
        ("losses of items", lambda: load_losses(reading, asked=question)),
        ("losses by time of day", lambda: load_losses(reading, asked=question, split=Split.HOURS)),
        ("steps beside before", lambda: load_profile(reading, asked=question, benchmark=None)),
    ]
    assert question.before is not None
    spans = (question.now, question.before)
    bare = taken(lambda: [read_rows(reading, question, span, SCORES) for span in spans])
    over = []
    for view, ask in views:
        took = taken(ask)
        print(f"{view + ', ' + name:40}{took:>8.0f}{bare:>11.0f}{limit:>8.0f}")
        over.append(took > limit)
    return over


# the store


def opened(path: Path, count: int) -> Stage:
    if not path.exists():
        began = time.perf_counter()
        writer, readers = local_engines(path, KEY)
        build(writer)
        with Database(writer) as db, db.begin():
            fill(db, count)
        writer.dispose()
        readers.dispose()
        print(f"made {count:,} evaluations in {time.perf_counter() - began:.0f} s")
    return stage(Store(*local_engines(path, KEY)), Profile(Path("nowhere")))


def fill(db: Database, count: int) -> None:
    template = starting_template("phone_call")
    chance = random.Random(4)
    version_id, offices, people = published(db, template), many_offices(db), many_people(db, chance)
    results = [answered(template, chance) for _one in range(min(count, ANSWERED))]
    rows = [
        results[place % len(results)]
        | {
            "uid": new_identity(NOW),
            "centre_id": 1,
            "kind": EvaluationKind.CALL_REVIEW,
            "state": EvaluationState.ACCEPTED,
            "standard_version_id": version_id,
            "office_id": chance.choice(offices),
            "employee_id": chance.choice(people),
            "reviewer_id": people[0],
            "channel": "phone",
            "segment": chance.choice(("household", "small_business", "")),
            "topic_id": None,
            "happened_at": NOW - timedelta(days=DAYS * (1 - place / count), minutes=chance.randint(0, 480)),
            "begun_at": NOW,
            "kept_at": NOW,
            "comment": "Calm and clear. " * chance.randint(0, 9),
            "version": 1,
        }
        for place in range(count)
    ]
    for start in range(0, count, 5_000):
        db.execute(insert(Evaluation), rows[start : start + 5_000])


def published(db: Database, template: ScorecardTemplate) -> int:
    titles = template.form.title.to_dict()
    standard = Standard(
        uid=new_identity(NOW), centre_id=1, key="calls", kind=template.kind, channel="phone", titles=titles
    )
    db.add(standard)
    db.flush()
    version = StandardVersion(uid=new_identity(NOW), centre_id=1, standard_id=standard.id, number=1)
    version.state, version.content = VersionState.PUBLISHED, template.to_dict()
    db.add(version)
    db.flush()
    return version.id


def many_offices(db: Database) -> list[int]:
    calendar_id = db.execute(select(Office.calendar_id).limit(1)).scalar_one()
    for place in range(OFFICES - 2):
        db.add(Office(uid=new_identity(NOW), centre_id=1, name=f"Office {place}", calendar_id=calendar_id))
    db.flush()
    return list(db.execute(select(Office.id)).scalars())


def many_people(db: Database, chance: random.Random) -> list[int]:
    one = db.execute(select(Staff).where(Staff.sign_in_folded == "anna")).scalar_one()
    offices = list(db.execute(select(Office.id)).scalars())
    for place in range(OFFICES * 10):
        db.add(
            Staff(
                uid=new_identity(NOW), centre_id=1, office_id=chance.choice(offices), name=f"Clerk {place}",
                sort_key=f"clerk {place}", sign_in_name=f"c{place}", sign_in_folded=f"c{place}", password_hash="x",
                role=one.role, language="en", created_at=NOW,
            )
        )  # fmt: skip
    db.flush()
    return list(db.execute(select(Staff.id)).scalars())


def answered(template: ScorecardTemplate, chance: random.Random) -> dict[str, Any]:
    result = evaluate(template, {item.key: plausible(item, chance) for item in template.form.items()})
    items, sections = marks_of(template.form, result)
    return {
        "status": result.status.value,
        "raw_total": str(result.raw_total),
        "total": str(result.total),
        "total_number": float(result.total or 0),
        "coverage": str(result.coverage),
        "verdict": "" if result.verdict is None else result.verdict.value,
        "item_marks": items,
        "section_marks": sections,
    }


def plausible(item: Item, chance: random.Random) -> Answer:
    if item.may_be_na and chance.random() < 0.12:
        return NA
    is_good = chance.random() < (0.99 if item.is_critical else 0.85)
    match item.scale.kind:
        case ScaleKind.MEASURE:
            return item.scale.bands[0 if is_good else -1].bound
        case ScaleKind.POINTS:
            return chance.randint(item.scale.first, item.scale.last)
    return YES if is_good else NO


if __name__ == "__main__":
    sys.exit(main())
