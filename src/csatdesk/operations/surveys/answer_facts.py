"""What the window needs to know before a file of answers is mapped, and the first mapping of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from csatdesk.domain.answer_columns import ColumnMeaning, Role, with_keys
from csatdesk.domain.answer_proposals import Known, by_earlier, known_share, onto_form, onto_questions, propose
from csatdesk.domain.forms import Form
from csatdesk.domain.staff import Right, require
from csatdesk.operations.import_runs import ImportRow, list_imports
from csatdesk.operations.surveys.answer_imports import RESPONSES, MappingRow, list_mappings
from csatdesk.operations.surveys.answer_plans import known_words
from csatdesk.operations.surveys.queries import list_surveys, questionnaire_of
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.sheets.answers_in import AnswerTable
from csatdesk.store.entities.centres import Office
from csatdesk.wording.texts import language

ALIKE = 0.6  # share of an earlier mapping that fits before it is proposed by itself


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """`surveys`: id → name; `forms`: what each of them asks. `imports`: what was taken over before."""

    offices: tuple[tuple[int, str], ...]
    topics: tuple[tuple[int, str], ...]
    surveys: Mapping[int, str]
    forms: Mapping[int, Form]
    mappings: tuple[MappingRow, ...]
    imports: tuple[ImportRow, ...]
    known: Known
    language: str


def load_answer_facts(reading: Reading, survey_id: int | None = None) -> AnswerFacts:
    """`survey_id`: into which answers are taken, where one stands."""
    require(reading.actor, Right.LEAD_SURVEYS)
    offices = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id).order_by(Office.id)
    surveys = list_surveys(reading)
    tree = load_topic_tree(reading)
    return AnswerFacts(
        offices=tuple(reading.db.execute(offices).tuples()),
        topics=tuple((one.id, one.names.in_language(language())) for one in tree.assignable()),
        surveys={one.id: one.name for one in surveys},
        forms={one.id: questionnaire_of(reading, one.version_id).form for one in surveys},
        mappings=list_mappings(reading),
        imports=tuple(one for one in list_imports(reading) if one.what == RESPONSES),
        known=known_words(reading, survey_id),
        language=reading.centre.language,
    )


@dataclass(frozen=True, slots=True)
class AnswerProposal:
    """What a file is taken for before a person looks. `survey_id` None: a new survey."""

    facts: AnswerFacts
    survey_id: int | None
    mapping: MappingRow | None
    columns: tuple[ColumnMeaning, ...]


def propose_answers(reading: Reading, *, table: AnswerTable, survey_id: int | None) -> AnswerProposal:
    """By the file it is most like, and into the survey of that one, unless somebody said which survey."""
    facts = load_answer_facts(reading, survey_id)
    mapping = _best_mapping(facts, table, survey_id)
    if survey_id is None and mapping is not None and mapping.survey_id in facts.surveys:
        survey_id = mapping.survey_id
        facts = replace(facts, known=known_words(reading, survey_id))
    return AnswerProposal(facts, survey_id, mapping, _columns(facts, table, survey_id, mapping))


def propose_again(
    reading: Reading, *, table: AnswerTable, survey_id: int | None, mapping_id: int | None
) -> AnswerProposal:
    """After somebody chose another survey, or another file to read it like."""
    facts = load_answer_facts(reading, survey_id)
    mapping = next((one for one in facts.mappings if one.id == mapping_id), None)
    return AnswerProposal(facts, survey_id, mapping, _columns(facts, table, survey_id, mapping))


def _best_mapping(facts: AnswerFacts, table: AnswerTable, survey_id: int | None) -> MappingRow | None:
    """What was said of the file that this one is most like; of a survey only what was said for it."""
    fitting = [one for one in facts.mappings if survey_id is None or one.survey_id == survey_id]
    shares = {one.id: known_share(table.seen, one.columns) for one in fitting}
    best = max(fitting, key=lambda one: shares[one.id], default=None)
    return best if best is not None and shares[best.id] >= ALIKE else None


def _columns(
    facts: AnswerFacts, table: AnswerTable, survey_id: int | None, mapping: MappingRow | None
) -> tuple[ColumnMeaning, ...]:
    form = facts.forms.get(survey_id) if survey_id is not None else None
    found = _found_columns(facts, table, form, mapping)
    if form is not None:
        return found
    # a survey that is made now invited nobody
    return tuple(replace(one, role=Role.LEFT_OUT) if one.role is Role.CODE else one for one in found)


def _found_columns(
    facts: AnswerFacts, table: AnswerTable, form: Form | None, mapping: MappingRow | None
) -> tuple[ColumnMeaning, ...]:
    if mapping is not None:
        earlier = by_earlier(table.seen, mapping.columns, facts.known)
        return with_keys(earlier) if form is None else onto_form(earlier, form)
    if form is not None:
        return onto_questions(table.seen, form, language(), facts.known)
    return with_keys(propose(table.seen, facts.known))
