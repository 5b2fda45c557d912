"""Outside organisations that cases are handed to (C18): network company, emergency service."""

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.promises import OrganisationRow
from csatdesk.domain.staff import NameMissing, Right, require
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.promises import Organisation
from csatdesk.wording.sorting import sort_key

DAYS_MOST = 365


class DaysUnusable(Refusal):
    text = N_("Write how many working days the organisation has to answer: 1 to {most}.")


class OrganisationExists(Refusal):
    text = N_("There is already an organisation called “{name}”.")


def list_organisations(reading: Reading, *, only_active: bool = True) -> tuple[OrganisationRow, ...]:
    """By name."""
    query = select(Organisation).where(Organisation.centre_id == reading.actor.centre_id)
    if only_active:
        query = query.where(Organisation.is_active.is_(True))
    rows = sorted(reading.db.execute(query).scalars(), key=lambda row: sort_key(row.name, reading.centre.language))
    return tuple(
        OrganisationRow(row.id, row.name, row.phone, row.email, row.days, row.is_active, row.version) for row in rows
    )


def save_organisation(
    work: Work,
    *,
    organisation_id: int | None,
    name: str,
    phone: str = "",
    email: str = "",
    days: int = 5,
    is_active: bool = True,
    version: int | None = None,
) -> int:
    """Add or change an organisation; `version`: the one that was shown. `days`: working days it has to answer us.

    Cases that were handed to it before keep their day.
    """
    require(work.actor, Right.CHANGE_CENTRE)
    if not name.strip():
        raise NameMissing(field="name")
    if not 1 <= days <= DAYS_MOST:
        raise DaysUnusable(field="days", most=DAYS_MOST)
    _check_is_new(work, organisation_id, name.strip())
    row = _row(work, organisation_id, version)
    row.name, row.phone, row.email = name.strip(), phone.strip(), email.strip()
    row.days, row.is_active = days, is_active
    work.db.add(row)
    work.db.flush()
    work.changed.add(Kind.CENTRE)
    return row.id


def _check_is_new(work: Work, organisation_id: int | None, name: str) -> None:
    for row in list_organisations(work, only_active=False):
        if row.id != organisation_id and row.name.casefold() == name.casefold():
            raise OrganisationExists(field="name", name=row.name)


def _row(work: Work, organisation_id: int | None, version: int | None) -> Organisation:
    if organisation_id is None:
        return Organisation(uid=new_identity(work.at), centre_id=work.actor.centre_id)
    query = select(Organisation).where(
        Organisation.id == organisation_id, Organisation.centre_id == work.actor.centre_id
    )
    row = work.db.execute(query).scalar_one()
    if version is not None and row.version != version:
        raise ChangedByOther()
    return row
