"""Making questionnaires out of the bank and of own questions. A draft is changed step by step, each with its undo;
what is published never changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import select

from csatdesk.domain.expressions import Expression
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.questionnaire_making import (
    OwnQuestion,
    added,
    check_publishable,
    free_own_key,
    items_of,
    moved,
    new_questionnaire_template,
    own_item,
    removed,
    replaced,
    taken_over,
)
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.staff import Right, require
from csatdesk.domain.standards import StandardTitleMissing, free_key, numbered
from csatdesk.domain.surveys import QUESTIONNAIRE
from csatdesk.operations.standards.commands import add_draft, publish, save_draft
from csatdesk.operations.standards.queries import load_version, template_of
from csatdesk.operations.surveys.bank import question_bank
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.standards import Standard
from csatdesk.wording.texts import language

KEY = "questionnaire"
Change = Callable[[ScorecardTemplate], ScorecardTemplate]


def new_questionnaire(work: Work, *, title: str, fixed: Sequence[str]) -> Undoable[int]:
    """A draft that asks these mandatory questions and whether to be named; the id of its version."""
    require(work.actor, Right.LEAD_SURVEYS)
    if not title.strip():
        raise StandardTitleMissing(field="title")
    spoken = language()
    key = free_key(KEY, frozenset(_kinds(work)))
    template = new_questionnaire_template(question_bank(), key, LocalText({spoken: title.strip()}), fixed, spoken)
    return add_draft(work, template=template)


def take_over_questionnaire(work: Work, *, template: ScorecardTemplate) -> Undoable[int]:
    """A draft out of a file, which asks last whether to be named. It never becomes a version of a standard that is no
    questionnaire, though the file may bear its key.
    """
    require(work.actor, Right.LEAD_SURVEYS)
    made, kinds = taken_over(template, question_bank()), _kinds(work)
    if kinds.get(made.key, QUESTIONNAIRE) != QUESTIONNAIRE:
        made = numbered(made, free_key(KEY, frozenset(kinds)), 1)
    return add_draft(work, template=made)


def _kinds(reading: Reading) -> Mapping[str, str]:
    """Key of each standard → its kind."""
    query = select(Standard.key, Standard.kind).where(Standard.centre_id == reading.actor.centre_id)
    return dict(reading.db.execute(query).tuples().all())


def add_from_bank(work: Work, *, version_id: int, version: int, keys: Sequence[str], after: str) -> Undoable[int]:
    """The new version of the row comes back, as from every change here."""
    bank = question_bank()
    items = [bank.item(key) for key in keys]
    return _changed(work, version_id, version, lambda found: added(found, items, after, bank.questions))


def save_own_question(
    work: Work, *, version_id: int, version: int, own: OwnQuestion, key: str = "", after: str = ""
) -> Undoable[int]:
    """`key` "": a new one, after the question `after`."""
    bank = question_bank()

    def change(found: ScorecardTemplate) -> ScorecardTemplate:
        item = own_item(bank, own, key or free_own_key(found), found.form.language)
        if key:
            return replaced(found, item, bank.questions)
        return added(found, [item], after, bank.questions)

    return _changed(work, version_id, version, change)


def ask_only_when(
    work: Work, *, version_id: int, version: int, key: str, condition: Expression | None
) -> Undoable[int]:
    """Of a standard question everything else stays."""
    standard = question_bank().questions

    def change(found: ScorecardTemplate) -> ScorecardTemplate:
        item = next(one for one in items_of(found) if one.key == key)
        return replaced(found, replace(item, show_when=condition), standard)

    return _changed(work, version_id, version, change)


def remove_question(work: Work, *, version_id: int, version: int, key: str) -> Undoable[int]:
    return _changed(work, version_id, version, partial(removed, key=key, standard=question_bank().questions))


def move_question(work: Work, *, version_id: int, version: int, key: str, step: int) -> Undoable[int]:
    return _changed(work, version_id, version, partial(moved, key=key, step=step, standard=question_bank().questions))


def name_questionnaire(
    work: Work, *, version_id: int, version: int, titles: Mapping[str, str], purposes: Mapping[str, str]
) -> Undoable[int]:
    """Name and what is said before the questions, language → text."""
    named, said = _stripped(titles), _stripped(purposes)

    def change(found: ScorecardTemplate) -> ScorecardTemplate:
        if found.form.language not in named:
            raise StandardTitleMissing(field=found.form.language)
        section = replace(found.form.sections[0], title=named)
        return replace(found, form=replace(found.form, title=named, purpose=said, sections=(section,)))

    return _changed(work, version_id, version, change)


def _stripped(texts: Mapping[str, str]) -> LocalText:
    return LocalText({code: text.strip() for code, text in texts.items()})


def publish_questionnaire(work: Work, *, version_id: int, version: int) -> Undoable[None]:
    """From now on surveys can ask it, and it never changes."""
    require(work.actor, Right.LEAD_SURVEYS)
    check_publishable(template_of(work, version_id), question_bank().questions)
    return publish(work, version_id=version_id, version=version)


def _changed(work: Work, version_id: int, version: int, change: Change) -> Undoable[int]:
    require(work.actor, Right.LEAD_SURVEYS)
    card = load_version(work, version_id=version_id)
    return save_draft(
        work, version_id=version_id, template=change(card.template), note=card.version.note, version=version
    )
