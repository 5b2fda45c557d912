"""Figures of a survey over 30,000 responses of 20 questions, beside other surveys of ten times as many responses.

python -m tests.benchmarks.bench_surveys [responses] [other responses] [store to keep]

Aim: any figure of a dashboard within `MOST_MS`; key drivers of 10 aspects with 1,000 resamples within `DRIVERS_MOST_S`.
"""

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from csatdesk.domain.benchmarks import BenchmarkFigure, NewBenchmark
from csatdesk.domain.changes import no_progress
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.forms import Item
from csatdesk.domain.survey_views import By, Grade, SurveyView, months
from csatdesk.domain.surveys import EntryMode, Route
from csatdesk.operations.surveys.benchmarks.commands import add_benchmark
from csatdesk.operations.surveys.findings.benchmarks import load_benchmark_profile
from csatdesk.operations.surveys.results.answers import list_answers, list_comments
from csatdesk.operations.surveys.results.crosses import channel_matrix, repeats, wanted_channels
from csatdesk.operations.surveys.results.drivers import load_aspects
from csatdesk.operations.surveys.results.figures import headline, item_of, items_of, parts, trend
from csatdesk.operations.surveys.results.units import compare_units, strengths
from csatdesk.operations.work import Reading, Store
from csatdesk.store.engine import local_engines
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from csatdesk.system.paths import Profile
from tests.benchmarks.bench_month import taken
from tests.cast import KEY, Stage, build, stage
from tests.operations.surveys.hands import QUESTIONS, published, running

MOST_MS, DRIVERS_MOST_S = 300.0, 10.0
ASPECTS, AT_ONCE = 10, 5_000
ALL_MONTHS = tuple(months(202412, 202611))
Figured = Callable[[Reading, SurveyView], object]
SCALE = {"from": 1, "to": 10}


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    others = int(sys.argv[2]) if len(sys.argv) > 2 else 10 * count
    gc.disable()  # as __main__ does
    with tempfile.TemporaryDirectory() as folder:
        made = opened(Path(sys.argv[3]) if len(sys.argv) > 3 else Path(folder, "store.db"))
        survey_id = filled(made, count, others)
        missed = tell(made, survey_id, count)
        made.store.close()
    return int(missed)


def opened(path: Path) -> Stage:
    engines = local_engines(path, KEY)
    build(engines[0])
    return stage(Store(*engines), Profile(path.parent))


def questions() -> dict[str, Any]:
    """Of the tests, with aspects and plain yes and no beside them: twenty in all."""
    aspects = [
        {
            "key": f"aspect_{place}",
            "metric": "index_1_10",
            "type": "scale",
            "scale": "ten",
            "text": {"en": f"A {place}"},
        }
        for place in range(ASPECTS)
    ]
    plain = [
        {"key": f"plain_{place}", "type": "choice", "choices": "yes_no", "text": {"en": f"P {place}"}}
        for place in range(20 - ASPECTS - len(QUESTIONS["questions"]))
    ]
    scales = {**QUESTIONS["scales"], "ten": SCALE}
    return {**QUESTIONS, "scales": scales, "questions": [*QUESTIONS["questions"], *aspects, *plain]}


def filled(made: Stage, count: int, others: int) -> int:
    survey_id = running(made, published(made, questions()))
    other_id = running(made, published(made, {**questions(), "key": "other"}), name="Inna")
    with made.read() as reading:
        offices = list(reading.db.execute(select(Office.id)).scalars())
    chance = random.Random(5)
    for one, amount in ((survey_id, count), (other_id, others)):
        for start in range(0, amount, AT_ONCE):
            with made.work() as work:
                rows = [
                    response(chance, work.actor.centre_id, one, offices) for _ in range(min(AT_ONCE, amount - start))
                ]
                work.db.execute(insert(Response), rows)
                work.db.execute(insert(ResponseAnswer), [one for row in rows for one in answers(chance, row)])
    return survey_id


def response(chance: random.Random, centre_id: int, survey_id: int, offices: Sequence[int]) -> dict[str, Any]:
    is_named = chance.random() < 0.6
    return {
        "id": chance.getrandbits(62) + 1,
        "uid": UUID(int=chance.getrandbits(128), version=4),
        "centre_id": centre_id,
        "survey_id": survey_id,
        "version_id": survey_id,
        "office_id": chance.choice(offices),
        "month": chance.choice(ALL_MONTHS),
        "is_anonymous": not is_named,
        "is_complete": True,
        "channel": chance.choice(list(Channel)),
        "mode": EntryMode.PAPER,
        "route": chance.choice((Route.PAPER, Route.PHONE)),
        "segment": chance.choice(list(Segment)) if is_named else None,
    }


def answers(chance: random.Random, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    same = {"response_id": row["id"], "survey_id": row["survey_id"], "number": None, "choice": "", "text": ""}
    score = chance.randint(0, 10)
    yield {**same, "item_key": "nps", "number": score}
    yield {**same, "item_key": "csat", "number": 1 + score * 4 // 10}
    for place in range(ASPECTS):
        yield {**same, "item_key": f"aspect_{place}", "number": max(1, min(10, score + chance.randint(-4, 4)))}
    for key in ("solved", *(f"plain_{place}" for place in range(5))):
        yield {**same, "item_key": key, "choice": chance.choice(("yes", "no"))}
    if chance.random() < 0.1:  # an empty one is not kept
        yield {**same, "item_key": "comment", "text": "Kolejka."}
    yield {**same, "item_key": "name", "choice": "named" if row["segment"] else "anonymous"}


def tell(made: Stage, survey_id: int, count: int) -> bool:
    whole = SurveyView(survey_id, 202512, 202611)
    month = SurveyView(survey_id, 202610, 202610)
    with made.read(made.marek) as reading:
        item = item_of(reading, survey_id, "nps")
        items = items_of(reading, survey_id)[:8]
    missed = False
    print(f"{count:,} responses; milliseconds{'':12}{'a month':>9}{'a year':>9}{'limit':>8}")
    for name, figure in (*figures(item, items, made.anna.office_id), beside_another(made)):
        taken_ms = [taken(partial(fresh, made, figure, view)) for view in (month, whole)]
        missed |= max(taken_ms) > MOST_MS
        print(f"{name:40}{taken_ms[0]:>9.0f}{taken_ms[1]:>9.0f}{MOST_MS:>8.0f}")
    begun = time.perf_counter()
    load_aspects(made.store, made.marek, no_progress, view=whole, outcome_key="nps")
    seconds = time.perf_counter() - begun
    print(f"{'key drivers of a year, seconds':40}{'':9}{seconds:>9.1f}{DRIVERS_MOST_S:>8.0f}")
    return missed or seconds > DRIVERS_MOST_S


def beside_another(made: Stage) -> tuple[str, Figured]:
    """A company that tells all aspects."""
    told = (BenchmarkFigure(f"aspect_{at}", "index_1_10", Grade.INDEX, 1, 10, 70, 900, 20) for at in range(ASPECTS))
    with made.work(made.marek) as work:
        new = NewBenchmark("Kraft", "energy", "Study", "2026", "2025", None, tuple(told))
        benchmark_id = add_benchmark(work, new=new).result

    def profile(reading: Reading, view: SurveyView) -> object:
        return load_benchmark_profile(reading, view=view, item_key="nps", benchmark_id=benchmark_id)

    return "beside another company, 10 steps", profile


def fresh(made: Stage, figure: Figured, view: SurveyView) -> object:
    """In a transaction of its own, so that nothing is remembered from the time before."""
    with made.read(made.marek) as reading:
        return figure(reading, view)


def figures(item: Item, items: tuple[Item, ...], office_id: int) -> tuple[tuple[str, Figured], ...]:
    return (
        ("headline, before, a year ago", partial(headline, item=item)),
        ("by channel with change", partial(parts, item=item, by=By.CHANNEL, has_change=True)),
        ("trend of twelve months", partial(trend, item=item)),
        ("offices compared", partial(compare_units, item=item)),
        ("channel and type of inquiry", partial(channel_matrix, item=item)),
        ("repeats", repeats),
        ("wanted channels", wanted_channels),
        ("every answer, a page", list_answers),
        ("comments", list_comments),
        ("strengths of one office, 8 questions", partial(strengths, items=items, office_id=office_id)),
    )


if __name__ == "__main__":
    sys.exit(main())
