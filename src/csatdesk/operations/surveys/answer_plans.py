"""A file of answers before it is taken over: what it holds, what its columns are taken for, what that would come to."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, date
from pathlib import Path

from sqlalchemy import select

from csatdesk.domain.answer_columns import (
    LABEL_MOST,
    NO_ANSWER,
    ColumnMeaning,
    Read,
    Role,
    Sense,
    Unread,
    check_columns,
    decimal_of,
    question_key,
    read_value,
    stands_for,
    template_from,
)
from csatdesk.domain.answer_proposals import Known
from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.folding import fold
from csatdesk.domain.forms import NA, Form
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.staff import Right, require
from csatdesk.domain.surveys import ANONYMITY, ANONYMOUS, MONTHS, NAME_MOST, Kept, Route, is_month, month_of
from csatdesk.operations.import_files import NO_CHOICES, TableChoices
from csatdesk.operations.surveys.answer_codes import CodeColumn, Filled, meaning_of_codes, sort_by_code
from csatdesk.operations.surveys.queries import load_survey, questionnaire_of
from csatdesk.operations.surveys.responses import ways_by_code
from csatdesk.operations.work import Reading
from csatdesk.sheets.answers_in import TEXT_MOST, AnswerTable, damage, problems_in, table_from_plain
from csatdesk.sheets.cells import CellProblem, column_letter, shown
from csatdesk.sheets.dates import guess_style, parse
from csatdesk.sheets.rows_in import COPY, LINE_TOO_LONG
from csatdesk.sheets.value_words import CHANNELS, LANGUAGES, SEGMENTS
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.surveys import Response
from csatdesk.store.entities.topics import TopicNode
from csatdesk.system.child import run_reader
from csatdesk.wording.surveys import words

__all__ = ["AnswerPlan", "AnswerTable", "CheckedAnswers", "Question", "check_answers", "known_words", "look_at_answers"]

CODE = "csatdesk.sheets.answers_in:code_for_child"
NUMBER_LONG, DAYS_MOST = 120, 31
PROBLEMS_MOST = 2_000  # told one by one
WRONG: Mapping[Unread, str] = {
    Unread.OFF_SCALE: N_("“{value}” lies outside the scale from {first} to {last}. Say at this column what it means."),
    Unread.UNKNOWN: N_("“{value}” is none of the choices. Say at this column what it means."),
    Unread.NO_NUMBER: N_("“{value}” is no number. Say at this column what it means."),
}
NO_DAY = N_("“{value}” is no day of the month chosen, and no date.")
NO_WEIGHT = N_("“{value}” is no weight. A weight is a number above 0.")
NOT_OURS = N_("“{value}” is not known here. Say at this column what it means.")

Block = Mapping[str, object]


def look_at_answers(path: Path, *, options: TableChoices = NO_CHOICES, progress: Progress = no_progress) -> AnswerTable:
    """The whole file, read in the capped child process. Raises a Refusal or Trouble that names it."""
    with closing(run_reader(CODE, path, asdict(options))) as blocks:
        found = table_from_plain(path, _told(blocks, progress))
    progress(1, 1)
    return found


def _told(blocks: Iterable[Block], progress: Progress) -> Iterator[Block]:
    """How much there is to read nobody knows; Cancel is heard between two blocks."""
    for block in blocks:
        progress(0, 1)
        yield block


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """What somebody decided about a file. `columns`: one for each of the table. `survey_id` None: a new survey with a
    questionnaire out of the columns, called `name`; so is the mapping that is kept. `is_anonymous`: number, segment,
    topic, language and weight are not kept. `leaves_out`: rows whose code does not count are left out, not told.
    """

    table: AnswerTable
    columns: tuple[ColumnMeaning, ...]
    name: str
    month: int
    office_id: int
    survey_id: int | None = None
    channel: Channel | None = None
    route: Route | None = None
    is_anonymous: bool = False
    leaves_out: bool = False


@dataclass(slots=True)
class Question:
    """One question of the file: for each value of its column what is kept of it."""

    place: int
    key: str
    kept: list[Kept | None]
    is_settled: list[bool]


@dataclass(frozen=True, slots=True)
class Naming:
    """Column of the choice to be named: its values that say no, and those that say nothing."""

    place: int
    no: frozenset[int]
    unsaid: frozenset[int]


@dataclass(slots=True)
class CheckedAnswers:
    """A whole file, checked. `rows`: places of the rows that would be written. `bases`: place of the column → how many
    answers it holds. `facts`: place in the file → by role what each value stands for. `blank`: rows without any answer.
    `copies`: repeated word for word. `there`: taken over before, by their number. `left_out`: for their code.
    """

    template: ScorecardTemplate
    problems: tuple[CellProblem, ...] = ()
    faults: int = 0
    rows: list[int] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    facts: dict[Role, tuple[int, list[object]]] = field(default_factory=dict)
    bases: dict[int, int] = field(default_factory=dict)
    blank: int = 0
    copies: int = 0
    there: int = 0
    left_out: int = 0
    naming: Naming | None = None
    coded: CodeColumn | None = None


def known_words(reading: Reading, survey_id: int | None = None) -> Known:
    """What our offices, channels, groups of customers, languages, topics and ways are called, folded, and what stands
    for each; of a survey that stands also the codes of its ways.
    """
    codes = {} if survey_id is None else ways_by_code(reading, survey_id=survey_id)
    centre_id = reading.actor.centre_id
    offices = reading.db.execute(select(Office.name, Office.id).where(Office.centre_id == centre_id)).tuples()
    topics = reading.db.execute(select(TopicNode.names, TopicNode.id).where(TopicNode.centre_id == centre_id)).tuples()
    return {
        Role.OFFICE: {fold(name): str(office_id) for name, office_id in offices},
        Role.CHANNEL: {fold(word): value for word, value in CHANNELS.items()},
        Role.SEGMENT: {fold(word): value for word, value in SEGMENTS.items()},
        Role.LANGUAGE: {fold(word): value for word, value in LANGUAGES.items()},
        Role.TOPIC: {fold(name): str(topic_id) for names, topic_id in topics for name in names.values()},
        Role.WAY: {
            **{fold(name): route.value for route in Route for name in (route.value, words(route))},
            **{fold(code): route.value for code, route in codes.items()},
        },
    }


def check_answers(reading: Reading, *, plan: AnswerPlan, progress: Progress = no_progress) -> CheckedAnswers:
    """Every cell of the file, before anything is written. Refuses a plan that says too little."""
    require(reading.actor, Right.LEAD_SURVEYS)
    fitting(plan.name, field="name", most=NAME_MOST)
    template = template_of_plan(reading, plan)
    check_columns(plan.columns, template.form)
    known = known_words(reading, plan.survey_id)
    if str(plan.office_id) not in known[Role.OFFICE].values():
        raise NotAllowed(field="office")
    made = CheckedAnswers(template)
    problems = list(plan.table.problems)
    for place, column in enumerate(plan.columns):
        if column.role is Role.QUESTION:
            problems += _check_question(made, plan, place, template.form)
        elif column.role is Role.CODE:
            _check_codes(reading, made, plan, place)
        elif column.role is not Role.LEFT_OUT:
            problems += _check_fact(made, plan, place, known)
        progress(place + 1, len(plan.columns))
    problems += _sort_rows(reading, made, plan)
    problems.sort(key=lambda one: one.row)
    made.problems, made.faults = tuple(problems[:PROBLEMS_MOST]), len(problems)
    return made


def template_of_plan(reading: Reading, plan: AnswerPlan) -> ScorecardTemplate:
    """What is asked: by the survey, or by the columns of the file."""
    if plan.survey_id is not None:
        return questionnaire_of(reading, load_survey(reading, survey_id=plan.survey_id).version_id)
    values = {
        column.header: list(seen.counts)
        for column, seen in zip(plan.columns, plan.table.seen, strict=True)
        if column.role is Role.QUESTION and column.sense is Sense.CHOICE
    }
    return template_from(
        plan.columns, values, key=question_key(plan.name), title=plan.name, language=reading.centre.language
    )


def _check_question(made: CheckedAnswers, plan: AnswerPlan, place: int, form: Form) -> list[CellProblem]:
    column, coded = plan.columns[place], plan.table.columns[place]
    item = form.item(column.question)
    if item is None:
        return []
    question = Question(place, item.key, [], [])
    wrong: dict[int, Filled] = {}
    makes_choices = plan.survey_id is None and column.sense is Sense.CHOICE
    filled = {"first": item.scale.first, "last": item.scale.last}
    for code, value in enumerate(coded.values):
        most = LABEL_MOST if makes_choices and column.meaning(value) is None else TEXT_MOST
        found = _damaged(value, most) or read_value(column, item, value)
        if isinstance(found, Unread):
            wrong[code] = (WRONG[found], {"value": shown(value), **filled})
        elif not isinstance(found, Read):
            wrong[code] = found
        read = found if isinstance(found, Read) else Read()
        question.kept.append(read.kept)
        question.is_settled.append(read.is_settled)
    made.questions.append(question)
    if item.metric == ANONYMITY:
        no = frozenset(code for code, kept in enumerate(question.kept) if kept and kept.choice == ANONYMOUS)
        unsaid = frozenset(code for code, kept in enumerate(question.kept) if kept is None)
        made.naming = Naming(place, no, unsaid)
    return problems_in(plan.table, place, wrong)


def _damaged(value: str, most: int) -> Filled | None:
    said = damage(value)
    if said is not None:
        return (said, {})
    return (LINE_TOO_LONG, {"most": most}) if len(value) > most else None


def _check_codes(reading: Reading, made: CheckedAnswers, plan: AnswerPlan, place: int) -> None:
    """What is wrong with one is told of its row. A survey that is made now invited nobody."""
    if plan.survey_id is None:
        return
    values = plan.table.columns[place].values
    meanings = meaning_of_codes(reading, survey_id=plan.survey_id, values=values)
    found = (_damaged(value, NUMBER_LONG) or one for value, one in zip(values, meanings, strict=True))
    made.coded = CodeColumn(place, tuple(found))


def _check_fact(made: CheckedAnswers, plan: AnswerPlan, place: int, known: Known) -> list[CellProblem]:
    column, coded = plan.columns[place], plan.table.columns[place]
    read = _fact_reader(plan, place, known)
    facts: list[object] = []
    wrong: dict[int, Filled] = {}
    for code, value in enumerate(coded.values):
        found = _damaged(value, NUMBER_LONG) or (read(value) if value else None)
        if isinstance(found, tuple):
            wrong[code] = found
        facts.append(None if isinstance(found, tuple) else found)
    made.facts[column.role] = (place, facts)
    return problems_in(plan.table, place, wrong)


def _fact_reader(plan: AnswerPlan, place: int, known: Known) -> Callable[[str], object]:
    """What a value of such a column stands for; a tuple says what is wrong with it."""
    column, coded = plan.columns[place], plan.table.columns[place]
    match column.role:
        case Role.NUMBER:
            return lambda value: value
        case Role.WEIGHT:
            return _weight
        case Role.DAY:
            return _month_reader(plan.month, coded.values)
    ours, makes = known[column.role], _MAKES[column.role]
    standing = frozenset(ours.values())  # what was said of an earlier file may speak of what is gone

    def read(value: str) -> object:
        said = column.meaning(value)
        if said in {NO_ANSWER, NA}:
            return None
        key = said if said is not None else stands_for(column.role, ours, value)
        return makes(key) if key in standing else (NOT_OURS, {"value": shown(value)})

    return read


_MAKES: Mapping[Role, Callable[[str], object]] = {
    Role.OFFICE: int,
    Role.TOPIC: int,
    Role.CHANNEL: Channel,
    Role.SEGMENT: Segment,
    Role.LANGUAGE: str,
    Role.WAY: Route,
}


def _weight(value: str) -> object:
    number = decimal_of(value)
    return float(number) if number is not None and number > 0 else (NO_WEIGHT, {"value": shown(value)})


def _month_reader(month: int, values: Sequence[str]) -> Callable[[str], object]:
    """A date gives its month; numbers up to 31 are days of the month chosen."""
    filled = [value for value in values if value]
    year, month_number = divmod(month, MONTHS)
    if all(value.isdigit() and len(value) <= 2 for value in filled):

        def of_day(value: str) -> object:
            try:
                date(year, month_number, int(value))
            except ValueError:
                return (NO_DAY, {"value": shown(value)})
            return month

        return of_day
    style = guess_style(filled).style

    def of_date(value: str) -> object:
        moment = parse(value, style, UTC) if style is not None else None
        found = month_of(moment.at, UTC) if moment is not None else 0
        return found if is_month(found) else (NO_DAY, {"value": shown(value)})

    return of_date


# which rows are written


def _sort_rows(reading: Reading, made: CheckedAnswers, plan: AnswerPlan) -> list[CellProblem]:
    """Rows without any answer, repeated ones and those taken over before are left; the rest is written."""
    count = len(plan.table)
    answered = bytearray(count)
    for question in made.questions:
        has = [kept is not None for kept in question.kept]
        column = [has[code] for code in plan.table.columns[question.place].codes]
        made.bases[question.place] = sum(column)
        answered = bytearray(map(int.__or__, answered, column))
    filled = [row for row in range(count) if answered[row]]
    made.blank = count - len(filled)
    problems, first = _numbered(made, plan, filled)
    there = _there(reading, made, plan, first.values()) if first and not plan.is_anonymous else set()
    kept = filled if not first else [row for row in filled if row in first and first[row] not in there]
    made.there = sum(number in there for number in first.values())
    made.rows = kept
    if made.coded is not None:
        found = sort_by_code(plan.table, made.coded, kept, leaves_out=plan.leaves_out)
        made.rows, made.left_out = found.rows, found.left_out
        made.copies += found.copies
        problems += found.problems
    return problems


def _numbered(made: CheckedAnswers, plan: AnswerPlan, rows: Iterable[int]) -> tuple[list[CellProblem], dict[int, str]]:
    """The rows that stand for themselves, each with its number; two that share one but say something else are told."""
    if Role.NUMBER not in made.facts:
        return [], {}
    place, numbers = made.facts[Role.NUMBER]
    codes = plan.table.columns[place].codes
    first: dict[str, int] = {}
    found: dict[int, str] = {}
    problems = []
    for row in rows:
        number = str(numbers[codes[row]] or "")
        before = first.setdefault(number, row) if number else row
        if before == row:
            found[row] = number
        elif all(column.codes[row] == column.codes[before] for column in plan.table.columns):
            made.copies += 1
        else:
            letter, header = column_letter(place), plan.table.columns[place].header
            told = {"first": plan.table.numbers[before]}
            problems.append(CellProblem(plan.table.numbers[row], letter, header, number, COPY, told))
    return problems, found


def _there(reading: Reading, made: CheckedAnswers, plan: AnswerPlan, numbers: Iterable[str]) -> set[str]:
    """Numbers that the survey has in these months already: another year begins to count anew."""
    if plan.survey_id is None:
        return set()
    _place, months = made.facts.get(Role.DAY, (0, []))
    query = select(Response.source).where(
        Response.survey_id == plan.survey_id,
        Response.source != "",
        Response.month.in_({plan.month, *(month for month in months if month is not None)}),
    )
    return set(numbers) & set(reading.db.execute(query).scalars())


def came_meanwhile(reading: Reading, *, plan: AnswerPlan, checked: CheckedAnswers) -> bool:
    """Whether rows that were to be written came by another import since they were checked."""
    if Role.NUMBER not in checked.facts or plan.is_anonymous:
        return False
    place, numbers = checked.facts[Role.NUMBER]
    codes = plan.table.columns[place].codes
    return bool(_there(reading, checked, plan, {str(numbers[codes[row]] or "") for row in checked.rows} - {""}))
