"""Standards for everybody to read: the list, one version, which one holds, what changed between two."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from csatdesk.domain.errors import NotFound
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.staff import Right
from csatdesk.domain.standards import Comparison, StandardRow, VersionRow, VersionState, compare
from csatdesk.domain.surveys import QUESTIONNAIRE
from csatdesk.operations.work import Reading
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.wording.sorting import sort_key
from csatdesk.wording.texts import language


@dataclass(frozen=True, slots=True)
class StandardCard:
    """One version of a standard, whole."""

    standard: StandardRow
    version: VersionRow
    template: ScorecardTemplate


def list_standards(reading: Reading) -> tuple[StandardRow, ...]:
    """By name; those of which nothing holds any more stand last. Questionnaires are no standards: they have a list of
    their own.
    """
    return _listed(reading, Standard.kind != QUESTIONNAIRE)


def list_questionnaires(reading: Reading) -> tuple[StandardRow, ...]:
    """As standards are listed; nothing for those who see no surveys."""
    return _listed(reading, Standard.kind == QUESTIONNAIRE) if reading.actor.may(Right.SEE_SURVEYS) else ()


def _listed(reading: Reading, which: ColumnElement[bool]) -> tuple[StandardRow, ...]:
    versions = _versions(reading)
    query = select(Standard).where(Standard.centre_id == reading.actor.centre_id, which)
    rows = [_row(one, versions[one.id]) for one in reading.db.execute(query).scalars() if versions[one.id]]
    return tuple(
        sorted(rows, key=lambda row: (_is_over(row), sort_key(row.titles.in_language(language()), language())))
    )


def _is_over(row: StandardRow) -> bool:
    return row.valid is None and row.draft is None


def _versions(reading: Reading, standard_id: int | None = None) -> dict[int, list[VersionRow]]:
    """Of each standard, the newest first; without what they say, which may be long."""
    columns = (
        StandardVersion.standard_id,
        StandardVersion.id,
        StandardVersion.number,
        StandardVersion.state,
        StandardVersion.note,
        StandardVersion.published_at,
        Staff.name,
        StandardVersion.retired_at,
        StandardVersion.version,
    )
    query = select(*columns).outerjoin(Staff, Staff.id == StandardVersion.published_by_id)
    query = query.where(StandardVersion.centre_id == reading.actor.centre_id)
    if standard_id is not None:
        query = query.where(StandardVersion.standard_id == standard_id)
    found: dict[int, list[VersionRow]] = defaultdict(list)
    for row in reading.db.execute(query.order_by(StandardVersion.number.desc())):
        standard, version_id, number, state, note, published_at, name, retired_at, version = row
        made = VersionRow(version_id, number, state, note, published_at, name or "", retired_at, version)
        found[standard].append(made)
    return found


def _row(standard: Standard, versions: list[VersionRow]) -> StandardRow:
    return StandardRow(
        id=standard.id,
        key=standard.key,
        kind=standard.kind,
        channel=standard.channel,
        titles=LocalText(standard.titles),
        versions=tuple(versions),
    )


def load_standard(reading: Reading, *, standard_id: int, version_id: int | None = None) -> StandardCard:
    """One version of a standard; without `version_id` the one that holds, else the newest."""
    query = select(Standard).where(Standard.id == standard_id, Standard.centre_id == reading.actor.centre_id)
    row = _row(reading.db.execute(query).scalar_one(), _versions(reading, standard_id)[standard_id])
    version = row.shown if version_id is None else next((one for one in row.versions if one.id == version_id), None)
    if version is None:
        raise NotFound()
    return StandardCard(row, version, template_of(reading, version.id))


def template_of(reading: Reading, version_id: int) -> ScorecardTemplate:
    """What a version says. Once published it never changes, so that it is read only once."""
    query = select(StandardVersion.uid, StandardVersion.state).where(
        StandardVersion.id == version_id, StandardVersion.centre_id == reading.actor.centre_id
    )
    uid, state = reading.db.execute(query).one()

    def read() -> ScorecardTemplate:
        content = select(StandardVersion.content).where(StandardVersion.id == version_id)
        return ScorecardTemplate.from_dict(reading.db.execute(content).scalar_one())

    return read() if state is VersionState.DRAFT else reading.store.kept(("standard", uid), read)


def valid_version(reading: Reading, *, key: str) -> tuple[int, ScorecardTemplate] | None:
    """The version of a standard that holds now, the same for every office (M2); None when none does."""
    query = (
        select(StandardVersion.id, StandardVersion.content)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .where(
            Standard.centre_id == reading.actor.centre_id,
            Standard.key == key,
            StandardVersion.state == VersionState.PUBLISHED,
        )
    )
    found = reading.db.execute(query).first()
    return None if found is None else (found.id, ScorecardTemplate.from_dict(found.content))


def compare_versions(reading: Reading, *, before_id: int, after_id: int) -> Comparison:
    return compare(template_of(reading, before_id), template_of(reading, after_id))


def load_version(reading: Reading, *, version_id: int) -> StandardCard:
    """One version by its own id."""
    query = select(StandardVersion.standard_id).where(StandardVersion.id == version_id)
    standard_id = reading.db.execute(query).scalar_one()
    return load_standard(reading, standard_id=standard_id, version_id=version_id)
