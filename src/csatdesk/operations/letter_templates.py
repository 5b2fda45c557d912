"""Templates of letters and snippets: written, changed, retired; every version of a text is kept."""

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.identity import new_identity
from csatdesk.domain.letters import LetterKind, NewTemplate, ShortNameTaken, TemplateRow
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Right, require
from csatdesk.operations.work import Reading, Work
from csatdesk.sheets.letters_yaml import StartingLetter, read_letters
from csatdesk.store.entities.letters import LetterTemplate, LetterTemplateVersion
from csatdesk.system.paths import resource


def list_templates(reading: Reading, *, only_active: bool = True) -> tuple[TemplateRow, ...]:
    """By kind, then in the order in which they were written."""
    query = select(LetterTemplate).where(LetterTemplate.centre_id == reading.actor.centre_id)
    if only_active:
        query = query.where(LetterTemplate.is_retired.is_(False))
    order = {kind: place for place, kind in enumerate(LetterKind)}
    rows = sorted(reading.db.execute(query).scalars(), key=lambda row: (order[row.kind], row.id))
    return tuple(_row(row) for row in rows)


def _row(row: LetterTemplate) -> TemplateRow:
    return TemplateRow(
        id=row.id,
        kind=row.kind,
        names=LocalText(row.names),
        texts=LocalText(row.texts),
        way=row.way,
        short=row.short,
        is_retired=row.is_retired,
        version=row.version,
    )


def template_as_of(reading: Reading, *, template_id: int, version: int) -> LocalText:
    """The texts of a template as they read in one version."""
    query = select(LetterTemplateVersion.texts).where(
        LetterTemplateVersion.template_id == template_id, LetterTemplateVersion.number == version
    )
    return LocalText(reading.db.execute(query).scalar_one())


def save_template(
    work: Work, *, template_id: int | None, new: NewTemplate, version: int | None = None, key: str = ""
) -> int:
    """Add or change a template; `version`: the one that was shown. Letters made from it before stay as they are.

    `key`: of the starting letter that it is made from.
    """
    require(work.actor, Right.CHANGE_LETTERS)
    new.check()
    _check_short(work, template_id, new)
    row = _own(work, template_id, version)
    row.key = row.key or key
    row.kind, row.way, row.short = new.kind, new.way, new.short if new.kind is LetterKind.SNIPPET else ""
    row.names, row.texts, row.is_retired = dict(new.names), dict(new.texts), new.is_retired
    work.db.add(row)
    work.db.flush()
    _keep_version(work, row)
    work.changed.add(Kind.CENTRE)
    return row.id


def _keep_version(work: Work, row: LetterTemplate) -> None:
    kept = select(LetterTemplateVersion.id).where(
        LetterTemplateVersion.template_id == row.id, LetterTemplateVersion.number == row.version
    )
    if work.db.execute(kept).scalar() is None:
        work.db.add(_version(row, work))


def _version(row: LetterTemplate, work: Work) -> LetterTemplateVersion:
    return LetterTemplateVersion(
        template_id=row.id, number=row.version, names=row.names, texts=row.texts, at=work.at, by_id=work.actor.id
    )


def _check_short(work: Work, template_id: int | None, new: NewTemplate) -> None:
    if new.kind is not LetterKind.SNIPPET or new.is_retired:
        return
    for row in list_templates(work):
        if row.id != template_id and row.short.casefold() == new.short.casefold():
            raise ShortNameTaken(field="short", short=new.short)


def _own(work: Work, template_id: int | None, version: int | None) -> LetterTemplate:
    if template_id is None:
        return LetterTemplate(uid=new_identity(work.at), centre_id=work.actor.centre_id, key="")
    query = select(LetterTemplate).where(
        LetterTemplate.id == template_id, LetterTemplate.centre_id == work.actor.centre_id
    )
    row = work.db.execute(query).scalar_one()
    if version is not None and row.version != version:
        raise ChangedByOther()
    return row


# those that come with the program


def starting_letters() -> tuple[StartingLetter, ...]:
    return read_letters(resource("templates", "letters.yaml"))


def take_over_letters(work: Work) -> int:
    """Add the starting letters that the centre never had; how many."""
    require(work.actor, Right.CHANGE_LETTERS)
    centre_id = work.actor.centre_id
    had = set(work.db.execute(select(LetterTemplate.key).where(LetterTemplate.centre_id == centre_id)).scalars())
    shorts = {row.short.casefold() for row in list_templates(work) if row.short}
    added = 0
    for letter in starting_letters():
        if letter.key not in had and letter.template.short.casefold() not in shorts:
            save_template(work, template_id=None, new=letter.template, key=letter.key)
            added += 1
    return added
