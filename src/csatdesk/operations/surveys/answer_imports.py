"""Answers of others taken over from a file: whole, or nothing of it.

An answer out of a list without codes of invitations is tied to no interaction (S3.13): it carries office, channel and
month, and what the list says of segment, topic and language, but no person, no case, no member of staff and no day. Of
an anonymous list only office, channel and month are kept. Rows are written in an order drawn by lot, under ids drawn by
lot, so that nothing in the store tells who stood beside whom.

A named answer with the code of an invitation is about the contact of that one. One without a name takes its office,
channel and way and settles it, and nothing says which answer it was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from random import SystemRandom
from typing import Any, NamedTuple

from sqlalchemy import select

from csatdesk.domain.answer_columns import (
    PLACED,
    SCALED,
    ColumnMeaning,
    Role,
    Sense,
    column_from,
    question_key,
)
from csatdesk.domain.answer_proposals import SeenColumn
from csatdesk.domain.changes import Kind, Progress, no_progress
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.folding import fold
from csatdesk.domain.forms import Answer, Form
from csatdesk.domain.keying import WANTS_CALL
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.standards import free_key, numbered
from csatdesk.domain.surveys import (
    ANONYMITY,
    EntryMode,
    Kept,
    NewSurvey,
    Route,
    SurveyKind,
    SurveyNameMissing,
    SurveyState,
    is_complete,
    unordered_id,
    unordered_identity,
)
from csatdesk.operations.import_runs import ImportResult, RowsRefused, Run, Steps, run_of, source_of
from csatdesk.operations.standards.commands import add_draft, publish
from csatdesk.operations.surveys.answer_codes import Coded, Invited, Unnamed, remember_before, settle, settle_unnamed
from csatdesk.operations.surveys.answer_plans import (
    AnswerPlan,
    CheckedAnswers,
    Question,
    came_meanwhile,
    check_answers,
)
from csatdesk.operations.surveys.commands import make_survey
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.sheets.cells import sentence
from csatdesk.store.entities.imports import Import
from csatdesk.store.entities.standards import Standard
from csatdesk.store.entities.surveys import AnswerMapping, Response, ResponseAnswer, Survey
from csatdesk.store.many import insert_many
from csatdesk.system.clock import now
from csatdesk.wording.texts import _

RESPONSES = "responses"  # `what` of the import
STEPS = Steps(step=250, batch=500)
RESPONSE_COLUMNS = (
    *("id", "uid", "centre_id", "survey_id", "version_id", "office_id", "month", "is_anonymous", "is_complete"),
    *("channel", "mode", "route", "weight", "language", "segment", "topic_id"),
    *("invitation_id", "customer_id", "case_id", "staff_id", "import_id", "source"),
)
ANSWER_COLUMNS = ("response_id", "item_key", "survey_id", "number", "choice", "text")
NAMES = {  # what of a row becomes which column; whether it is told of an anonymous answer too
    Role.OFFICE: ("office_id", True),
    Role.DAY: ("month", True),
    Role.CHANNEL: ("channel", True),
    Role.WAY: ("route", True),
    Role.WEIGHT: ("weight", False),  # worked out for each person, with many digits: it would tell who it was
    Role.LANGUAGE: ("language", False),
    Role.SEGMENT: ("segment", False),
    Role.TOPIC: ("topic_id", False),
    Role.NUMBER: ("source", False),
}
GOAL = N_("To compare with what was asked before.")


@dataclass(frozen=True, slots=True)
class MappingRow:
    """What was said of an earlier file, as the list of mappings tells it. `survey_id`: for which it was used last."""

    id: int
    name: str
    survey_id: int | None
    columns: tuple[ColumnMeaning, ...]


def list_mappings(reading: Reading) -> tuple[MappingRow, ...]:
    """The latest first."""
    query = select(AnswerMapping).where(AnswerMapping.centre_id == reading.actor.centre_id)
    found = reading.db.execute(query.order_by(AnswerMapping.kept_at.desc(), AnswerMapping.id.desc())).scalars()
    return tuple(MappingRow(one.id, one.name, one.survey_id, tuple(map(column_from, one.columns))) for one in found)


def import_answers(store: Store, actor: Actor, *, plan: AnswerPlan, progress: Progress = no_progress) -> ImportResult:
    """Refused with every faulty cell while there is one. A new survey is made with it, and goes with it when it is
    taken back.
    """
    require(actor, Right.LEAD_SURVEYS)
    if not plan.name.strip():
        raise SurveyNameMissing(field="name")
    with store.read(actor, now()) as reading:
        checked = check_answers(reading, plan=plan)
    if checked.faults:
        raise RowsRefused(checked.problems, count=checked.faults, first=sentence(checked.problems[0]))
    columns = {one.header: one.role.value for one in plan.columns if one.role is not Role.LEFT_OUT}
    with run_of(
        store,
        actor,
        what=RESPONSES,
        source=source_of(plan.name),
        path=plan.table.path,
        refused=checked.left_out,
        mapping=columns,
        progress=progress,
        into=plan.survey_id,
    ) as run:
        with store.write(actor, now()) as work:
            if came_meanwhile(work, plan=plan, checked=checked):
                raise ChangedByOther()
            survey = _survey_of(work, plan, checked, run.import_id)
            _keep_mapping(work, plan, survey.id)
            writer = AnswerWriter(work, plan, checked, survey, run.import_id)
            remember_before(work, run.import_id, writer.named())
        _write(run, writer)
    return ImportResult(run.import_id, run.added, checked.there, checked.copies, checked.left_out)


def _write(run: Run, writer: "AnswerWriter") -> None:
    """In an order drawn by lot; the ids rise with it, so that the pages of the store are filled one after another."""
    rows = list(writer.checked.rows)
    SystemRandom().shuffle(rows)
    ids = sorted({unordered_id() for _ in rows})
    while len(ids) < len(rows):
        ids = sorted({*ids, unordered_id()})
    placed = list(map(Placed, rows, ids))
    run.batches(placed, writer.write, steps=STEPS)
    settle_unnamed(run, writer.survey_id, writer.unnamed(placed))


class Placed(NamedTuple):
    """A row of the file and the id of its response."""

    row: int
    response_id: int


class AnswerWriter:
    """Writes some of the rows in the transaction given."""

    def __init__(self, work: Work, plan: AnswerPlan, checked: CheckedAnswers, survey: Survey, import_id: int) -> None:
        self.plan, self.checked, self.survey_id = plan, checked, survey.id
        self._form = checked.template.form
        self._is_conditional = any(item.show_when for item in self._form.items()) or any(
            section.show_when for section in self._form.sections
        )
        self._offers_names = survey.offers_names
        self._asks_name = any(item.metric == ANONYMITY for item in self._form.items())
        self._wishes = {item.key for item in self._form.items() if item.metric == WANTS_CALL}
        self._common = {
            "centre_id": work.actor.centre_id,
            "survey_id": survey.id,
            "version_id": survey.questionnaire_version_id,
            "mode": EntryMode.FILE,
            "route": plan.route,
            "import_id": import_id,
            "office_id": plan.office_id,
            "month": plan.month,
            "channel": plan.channel,
            "weight": 1.0,
            "language": "",
            **dict.fromkeys(("segment", "topic_id", "invitation_id", "customer_id", "case_id", "staff_id")),
            "source": "",
        }
        self._facts = [
            (*NAMES[role], plan.table.columns[place].codes, values) for role, (place, values) in checked.facts.items()
        ]
        ordered = sorted(checked.questions, key=lambda one: one.key)  # as the primary key of the answers is
        codes = [plan.table.columns[one.place].codes for one in ordered]
        self._asked = list(zip(ordered, codes, strict=True))
        self._parts = [(column, _parts(one, survey.id)) for one, column in self._asked]
        needed = {item.key for item in self._form.items() if not item.is_optional}
        self._is_whole = needed <= {one.key for one in ordered}
        gaps = ((one, column) for one, column in self._asked if one.key in needed and not all(one.is_settled))
        self._needed = [(one.is_settled, column) for one, column in gaps]

    def write(self, work: Work, rows: Sequence[Placed]) -> int:
        made = [self._response(one) for one in rows]
        for told in (True, False):
            settled = [one["invitation_id"] for one in made if one["invitation_id"] and one["is_complete"] is told]
            settle(work, self.survey_id, settled, Disposition.COMPLETE if told else Disposition.PARTIAL)
        insert_many(work.db, Response, RESPONSE_COLUMNS, list(map(_in_order, made)))
        insert_many(work.db, ResponseAnswer, ANSWER_COLUMNS, self._answer_rows(rows))
        work.changed.add(Kind.RESPONSE)
        return len(rows)

    def named(self) -> Iterator[Invited]:
        """Invitations that answers with a name come to."""
        found = ((row, self._invited(row)) for row in self.checked.rows)
        return (invited for row, invited in found if invited is not None and not self._is_hidden(row))

    def unnamed(self, rows: Sequence[Placed]) -> Iterable[Sequence[Unnamed]]:
        """Those that answers without a name come to, beside all that such an answer tells of itself."""
        groups: dict[tuple[object, ...], list[Unnamed]] = {}
        for one in rows:
            invited = self._invited(one.row)
            if invited is not None and self._is_hidden(one.row):
                groups.setdefault(_alike(self._response(one)), []).append(Unnamed(one.response_id, invited))
        return groups.values()

    def _answer_rows(self, rows: Sequence[Placed]) -> list[tuple[Any, ...]]:
        made = [
            (response_id, *part)
            for row, response_id in rows
            for codes, parts in self._parts
            if (part := parts[codes[row]]) is not None
        ]
        if not self._is_conditional and not self._wishes:
            return made
        left_out = {one.response_id: self._left_out(one.row) for one in rows}
        return [answer for answer in made if answer[1] not in left_out[answer[0]]]

    def _left_out(self, row: int) -> set[str]:
        """What was not to be asked; and without a name, whether they wish to be called."""
        not_asked = _not_asked(self._form, self._answers(row)) if self._is_conditional else set()
        return not_asked | self._wishes if self._is_hidden(row) else not_asked

    def _response(self, one: Placed) -> dict[str, Any]:
        row = one.row
        is_hidden, coded = self._is_hidden(row), self._coded(row)
        made = {**self._common, "id": one.response_id, "uid": unordered_identity()}
        made["is_anonymous"], made["is_complete"] = is_hidden, self._is_complete(row)
        for name, is_told, codes, values in self._facts:
            value = values[codes[row]]
            if value is not None and (is_told or not is_hidden):
                made[name] = value
        if isinstance(coded, Route):
            made["route"] = coded
        elif isinstance(coded, Invited):
            made |= coded.told
            if not is_hidden:
                made |= {**coded.named, "language": made["language"] or coded.language}
        return made

    def _coded(self, row: int) -> Coded:
        return self.checked.coded.at(self.plan.table, row) if self.checked.coded is not None else None

    def _invited(self, row: int) -> Invited | None:
        found = self._coded(row)
        return found if isinstance(found, Invited) else None

    def _is_hidden(self, row: int) -> bool:
        """With a code also who was asked whether to be named and did not say."""
        if self.plan.is_anonymous or not self._offers_names:
            return True
        naming = self.checked.naming
        if naming is None:
            return self._asks_name and self._invited(row) is not None
        said = self.plan.table.columns[naming.place].codes[row]
        return said in naming.no or (said in naming.unsaid and self._invited(row) is not None)

    def _is_complete(self, row: int) -> bool:
        if self._is_conditional:
            return is_complete(self._form, self._answers(row))
        return self._is_whole and all(settled[codes[row]] for settled, codes in self._needed)

    def _answers(self, row: int) -> dict[str, Answer]:
        found = ((one.key, one.kept[codes[row]]) for one, codes in self._asked)
        return {key: _answer(kept) for key, kept in found if kept is not None}


_in_order = itemgetter(*RESPONSE_COLUMNS)
_alike = itemgetter("office_id", "channel", "route", "month")


def _not_asked(form: Form, answers: Mapping[str, Answer]) -> set[str]:
    asked = {item.key for _section, items in form.asked(answers) for item in items}
    return set(answers) - asked


def _answer(kept: Kept) -> Answer:
    return kept.number if kept.number is not None else kept.choice or kept.text


def _parts(question: Question, survey_id: int) -> list[tuple[Any, ...] | None]:
    """What is written of each value, but for the id."""
    return [
        None if one is None else (question.key, survey_id, one.number, one.choice, one.text) for one in question.kept
    ]


# the survey, and what is remembered


def _survey_of(work: Work, plan: AnswerPlan, checked: CheckedAnswers, import_id: int) -> Survey:
    if plan.survey_id is not None:
        return work.db.get_one(Survey, plan.survey_id)
    taken = frozenset(work.db.execute(select(Standard.key).where(Standard.centre_id == work.actor.centre_id)).scalars())
    key = question_key(plan.name)
    template = numbered(checked.template, free_key(f"{key}_", taken) if key in taken else key, 1)
    version_id = add_draft(work, template=template).result
    publish(work, version_id=version_id, version=1)
    new = NewSurvey(
        plan.name.strip(),
        SurveyKind.PAST,
        _(GOAL),
        version_id,
        routes=() if plan.route is None else (plan.route,),
        language=work.centre.language,
        offers_names=not plan.is_anonymous,
    )
    survey = work.db.get_one(Survey, make_survey(work, new=new).result)
    survey.state = SurveyState.ENDED  # nobody else answers it
    begun = work.db.get_one(Import, import_id)
    begun.mapping = {**begun.mapping, "survey": survey.id}
    work.db.flush()
    return survey


def _keep_mapping(work: Work, plan: AnswerPlan, survey_id: int) -> None:
    name = " ".join(plan.name.split())
    query = select(AnswerMapping).where(
        AnswerMapping.centre_id == work.actor.centre_id, AnswerMapping.folded == fold(name)[:400]
    )
    kept = work.db.execute(query).scalars().first()
    if kept is None:
        kept = AnswerMapping(centre_id=work.actor.centre_id, folded=fold(name)[:400])
        work.db.add(kept)
    kept.name, kept.survey_id, kept.kept_at = name, survey_id, work.at
    kept.columns = [
        _remembered(column, seen).plain() for column, seen in zip(plan.columns, plan.table.seen, strict=True)
    ]


def _remembered(column: ColumnMeaning, seen: SeenColumn) -> ColumnMeaning:
    """What is known of a column next year. Its usual values only where they are codes and names of ours: what people
    wrote and what their forms were called stays with their answers, and goes with these.
    """
    if column.role is Role.LEFT_OUT:
        return ColumnMeaning(column.header)
    is_coded = column.role in PLACED or (column.role is Role.QUESTION and column.sense in {*SCALED, Sense.CHOICE})
    return replace(column, seen=seen.usual if is_coded else ())
