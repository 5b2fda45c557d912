"""Drafting, publishing and retiring standards. What is published never changes; it is replaced by the next version."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import func, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.conditions import lost_questions
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.form_reading import TemplateTextTooLong
from csatdesk.domain.identity import new_identity
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.staff import Right, require
from csatdesk.domain.standards import (
    WORD_MOST,
    ConditionLost,
    DraftInTheWay,
    StandardIncomplete,
    StandardNotDraft,
    StandardNotValid,
    StandardTitleMissing,
    VersionState,
    empty_template,
    free_key,
    numbered,
)
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.wording.standards import gap_words
from csatdesk.wording.texts import language


def new_standard(work: Work, *, title: str) -> Undoable[int]:
    """A draft from nothing; the id of its version."""
    if not title.strip():
        raise StandardTitleMissing(field="title")
    spoken = language()
    taken = frozenset(_keys(work))
    return add_draft(
        work, template=empty_template(free_key("standard", taken), LocalText({spoken: title.strip()}), spoken)
    )


def add_draft(work: Work, *, template: ScorecardTemplate) -> Undoable[int]:
    """A draft from a template out of a file: the next version of the standard with its key, or a new standard."""
    require(work.actor, Right.CHANGE_STANDARDS)
    standard = _with_key(work, template.key)
    if standard is None:
        standard = Standard(uid=new_identity(work.at), centre_id=work.actor.centre_id, key=template.key)
        _name(standard, template)
        work.db.add(standard)
        work.db.flush()
    elif _drafts(work, standard):
        raise DraftInTheWay(title=_title(standard))
    return _begun(work, standard, template)


def start_draft(work: Work, *, version_id: int) -> Undoable[int]:
    """A draft that begins as a copy of this version; the id of the new one."""
    require(work.actor, Right.CHANGE_STANDARDS)
    model = _own(work, version_id)
    standard = work.db.get_one(Standard, model.standard_id)
    if _drafts(work, standard):
        raise DraftInTheWay(title=_title(standard))
    return _begun(work, standard, ScorecardTemplate.from_dict(model.content))


def _begun(work: Work, standard: Standard, template: ScorecardTemplate) -> Undoable[int]:
    newest = select(func.max(StandardVersion.number)).where(StandardVersion.standard_id == standard.id)
    number = (work.db.execute(newest).scalar() or 0) + 1
    draft = StandardVersion(
        uid=new_identity(work.at),
        centre_id=standard.centre_id,
        standard_id=standard.id,
        number=number,
        state=VersionState.DRAFT,
        content=numbered(template, standard.key, number).to_dict(),
        note="",
    )
    work.db.add(draft)
    work.db.flush()
    work.changed.add(Kind.STANDARD)
    undo = partial(_take_away, version_id=draft.id)
    return Undoable(draft.id, undo, N_("Draft of “{title}” begun."), {"title": _title(standard)})


def save_draft(work: Work, *, version_id: int, template: ScorecardTemplate, note: str, version: int) -> Undoable[int]:
    """Keep a draft as it is now, unfinished or not. `version`: as it was shown; the new one comes back."""
    require(work.actor, Right.CHANGE_STANDARDS)
    draft = _draft(work, version_id, version)
    standard = work.db.get_one(Standard, draft.standard_id)
    before = {"content": draft.content, "note": draft.note}
    draft.content = numbered(template, standard.key, draft.number).to_dict()
    draft.note = note.strip()
    _name_while_new(work, standard, template)
    work.db.flush()
    work.changed.add(Kind.STANDARD)
    undo = partial(_put_back, version_id=draft.id, before=before)
    return Undoable(draft.version, undo, N_("Draft of “{title}” saved."), {"title": _title(standard)})


def publish(work: Work, *, version_id: int, version: int) -> Undoable[None]:
    """From now on it holds for every office (M2) and never changes; the version that held before is retired.

    Taken back, the version before holds again; the new one stays as it is, retired, since somebody may have been
    evaluated by it.
    """
    require(work.actor, Right.CHANGE_STANDARDS)
    draft = _draft(work, version_id, version)
    template = ScorecardTemplate.from_dict(draft.content)
    gaps = template.form.gaps()
    if gaps:
        raise StandardIncomplete(gaps=gap_words(template.form, gaps))
    lost = lost_questions(template.form)
    if lost:
        raise ConditionLost(places=gap_words(template.form, lost))
    standard = work.db.get_one(Standard, draft.standard_id)
    former = _published(work, standard)
    for one in former:
        _retire(work, one)
    draft.state, draft.published_at, draft.published_by_id = VersionState.PUBLISHED, work.at, work.actor.id
    _name(standard, template)
    work.changed.add(Kind.STANDARD)
    undo = partial(_unpublish, version_id=draft.id, former_ids=tuple(one.id for one in former))
    values: dict[str, object] = {"title": _title(standard), "version": draft.number}
    return Undoable(None, undo, N_("“{title}”, version {version}, is published."), values)


def retire(work: Work, *, version_id: int) -> Undoable[None]:
    """It is used for nothing new; what was evaluated by it stays."""
    require(work.actor, Right.CHANGE_STANDARDS)
    row = _own(work, version_id)
    if row.state is not VersionState.PUBLISHED:
        raise StandardNotValid()
    _retire(work, row)
    work.changed.add(Kind.STANDARD)
    standard = work.db.get_one(Standard, row.standard_id)
    undo = partial(_bring_back, version_id=version_id)
    return Undoable(None, undo, N_("“{title}” is retired."), {"title": _title(standard)})


def delete_draft(work: Work, *, version_id: int) -> Undoable[None]:
    """Throw a draft away; with it a standard that was never published."""
    require(work.actor, Right.CHANGE_STANDARDS)
    draft = _draft(work, version_id, None)
    standard = work.db.get_one(Standard, draft.standard_id)
    template, title, note = ScorecardTemplate.from_dict(draft.content), _title(standard), draft.note
    _take_away(work, version_id=version_id)
    undo = partial(_again, template=template, note=note)
    return Undoable(None, undo, N_("Draft of “{title}” deleted."), {"title": title})


# taking back


def _take_away(work: Work, *, version_id: int) -> None:
    draft = _draft(work, version_id, None)
    standard = work.db.get_one(Standard, draft.standard_id)
    work.db.delete(draft)
    work.db.flush()
    left = select(StandardVersion.id).where(StandardVersion.standard_id == standard.id)
    if work.db.execute(left).first() is None:
        work.db.delete(standard)
    work.changed.add(Kind.STANDARD)


def _again(work: Work, *, template: ScorecardTemplate, note: str) -> None:
    version_id = add_draft(work, template=template).result
    _own(work, version_id).note = note


def _put_back(work: Work, *, version_id: int, before: Mapping[str, Any]) -> None:
    draft = _draft(work, version_id, None)
    for name, value in before.items():
        setattr(draft, name, value)
    _name_while_new(work, work.db.get_one(Standard, draft.standard_id), ScorecardTemplate.from_dict(draft.content))
    work.changed.add(Kind.STANDARD)


def _unpublish(work: Work, *, version_id: int, former_ids: Sequence[int]) -> None:
    row = _own(work, version_id)
    if row.state is VersionState.PUBLISHED:
        _retire(work, row)
    work.db.flush()
    for former_id in former_ids:
        _bring_back(work, version_id=former_id)
    work.changed.add(Kind.STANDARD)


def _bring_back(work: Work, *, version_id: int) -> None:
    """It holds again, unless another version has been published meanwhile."""
    row = _own(work, version_id)
    standard = work.db.get_one(Standard, row.standard_id)
    if not _published(work, standard):
        row.state, row.retired_at = VersionState.PUBLISHED, None
        _name(standard, ScorecardTemplate.from_dict(row.content))
    work.changed.add(Kind.STANDARD)


# what is shared


def _own(reading: Reading, version_id: int) -> StandardVersion:
    query = select(StandardVersion).where(
        StandardVersion.id == version_id, StandardVersion.centre_id == reading.actor.centre_id
    )
    return reading.db.execute(query).scalar_one()


def _draft(reading: Reading, version_id: int, version: int | None) -> StandardVersion:
    row = _own(reading, version_id)
    if row.state is not VersionState.DRAFT:
        raise StandardNotDraft()
    if version is not None and row.version != version:
        raise ChangedByOther()
    return row


def _in_state(reading: Reading, standard: Standard, state: VersionState) -> Sequence[StandardVersion]:
    query = select(StandardVersion).where(StandardVersion.standard_id == standard.id, StandardVersion.state == state)
    return reading.db.execute(query).scalars().all()


def _drafts(reading: Reading, standard: Standard) -> Sequence[StandardVersion]:
    return _in_state(reading, standard, VersionState.DRAFT)


def _published(reading: Reading, standard: Standard) -> Sequence[StandardVersion]:
    return _in_state(reading, standard, VersionState.PUBLISHED)


def _retire(work: Work, row: StandardVersion) -> None:
    row.state, row.retired_at = VersionState.RETIRED, work.at


def _keys(reading: Reading) -> Sequence[str]:
    query = select(Standard.key).where(Standard.centre_id == reading.actor.centre_id)
    return reading.db.execute(query).scalars().all()


def _with_key(reading: Reading, key: str) -> Standard | None:
    query = select(Standard).where(Standard.centre_id == reading.actor.centre_id, Standard.key == key)
    return reading.db.execute(query).scalar_one_or_none()


def _title(standard: Standard) -> str:
    return LocalText(standard.titles).in_language(language())


def _name_while_new(work: Work, standard: Standard, template: ScorecardTemplate) -> None:
    """A draft names the standard only as long as no version of it was ever published."""
    ever = select(StandardVersion.id).where(
        StandardVersion.standard_id == standard.id, StandardVersion.published_at.is_not(None)
    )
    if work.db.execute(ever).first() is None:
        _name(standard, template)


def _name(standard: Standard, template: ScorecardTemplate) -> None:
    for name, word in (("kind", template.kind), ("channel", template.channel)):
        if len(word) > WORD_MOST:
            raise TemplateTextTooLong(field=name, most=WORD_MOST)
    standard.kind, standard.channel = template.kind, template.channel
    standard.titles = template.form.title.to_dict()
