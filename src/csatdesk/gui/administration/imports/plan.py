"""What a person decided about a file: the plan of an import, without any window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csatdesk.domain.changes import Progress
from csatdesk.domain.past_evaluations import TotalScale
from csatdesk.domain.staff import Actor
from csatdesk.operations.cases import imports as of_cases
from csatdesk.operations.contacts import imports as of_customers
from csatdesk.operations.evaluations import past_imports as of_past
from csatdesk.operations.import_files import ColumnMapping, DateStyle, FileLook, ImportPreview
from csatdesk.operations.import_runs import ImportResult, source_of
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Store

CASES, CUSTOMERS, PAST, RESPONSES = "cases", "customers", "past", "responses"  # what an import brought
USUAL_STYLE = DateStyle.DAY_FIRST  # where no style fits; it reads ISO dates too


@dataclass(frozen=True, slots=True)
class Plan:
    """`columns`: field key → column. `words`: field key → word of the file → our value. `topics`: word → topic id or
    None. `scale`: of the totals of past evaluations. `bad_rows_path` None: a file with bad rows is refused."""

    look: FileLook
    columns: Mapping[str, int]
    date_styles: Mapping[str, DateStyle] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    topics: Mapping[str, int | None] = field(default_factory=dict)
    make_topics: bool = True
    scale: TotalScale = TotalScale.TO_100
    source: str = ""
    bad_rows_path: Path | None = None

    @property
    def is_of_cases(self) -> bool:
        return self.look.what == CASES

    @property
    def mapping(self) -> ColumnMapping:
        return self.look.mapped(self.columns)


def first_plan(look: FileLook) -> Plan:
    """What is guessed before anybody decided anything."""
    styles = {key: guess.style or USUAL_STYLE for key, guess in look.date_styles.items()}
    scale = of_past.usual_choices(look).scale if look.what == PAST else TotalScale.TO_100
    return Plan(look, dict(look.mapping.columns), styles, scale=scale, source=source_of(look.path.stem))


def case_choices(plan: Plan) -> of_cases.CaseImportChoices:
    words = plan.words
    return of_cases.CaseImportChoices(
        source=plan.source,
        table=plan.look.table_choices,
        date_styles=plan.date_styles,
        kinds=words.get("kind", {}),
        statuses=words.get("status", {}),
        channels=words.get("channel", {}),
        outcomes=words.get("outcome", {}),
        topics=plan.topics,
        make_topics=plan.make_topics,
    )


def customer_choices(plan: Plan) -> of_customers.CustomerImportChoices:
    segments = dict(plan.words.get("segment", {}))
    return of_customers.CustomerImportChoices(plan.source, plan.look.table_choices, segments)


def past_choices(plan: Plan) -> of_past.PastImportChoices:
    verdicts = plan.words.get("verdict", {})
    return of_past.PastImportChoices(plan.source, plan.look.table_choices, plan.date_styles, plan.scale, verdicts)


def preview_plan(reading: Reading, *, plan: Plan) -> ImportPreview[Any]:
    """What the plan would do with the rows looked at. Refuses a plan without the columns that are needed."""
    centre = reading.centre
    if plan.look.what == PAST:
        choices_made = past_choices(plan)
        return of_past.preview(plan.look, mapping=plan.mapping, choices=choices_made, zone=centre.zone, at=reading.at)
    if not plan.is_of_cases:
        choices = customer_choices(plan)
        return of_customers.preview(plan.look, mapping=plan.mapping, choices=choices, language=centre.language)
    return of_cases.preview(
        plan.look,
        mapping=plan.mapping,
        choices=case_choices(plan),
        topics=load_topic_tree(reading),
        zone=centre.zone,
        language=centre.language,
        at=reading.at,
    )


def import_job(plan: Plan) -> Callable[[Store, Actor, Progress], ImportResult]:
    """The job that imports as planned."""
    bad_rows = "refuse" if plan.bad_rows_path is None else "set_aside"
    expected = plan.look.row_count or len(plan.look.rows)

    given: dict[str, Any] = {
        "path": plan.look.path,
        "mapping": plan.mapping,
        "bad_rows": bad_rows,
        "bad_rows_path": plan.bad_rows_path,
        "expected_rows": expected,
    }

    def job(store: Store, actor: Actor, progress: Progress) -> ImportResult:
        if plan.look.what == PAST:
            return of_past.import_past(store, actor, choices=past_choices(plan), progress=progress, **given)
        if plan.is_of_cases:
            return of_cases.import_cases(store, actor, choices=case_choices(plan), progress=progress, **given)
        return of_customers.import_customers(store, actor, choices=customer_choices(plan), progress=progress, **given)

    return job
