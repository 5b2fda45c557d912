"""A text that a column cannot hold is refused at its field, the same in both databases."""

from uuid import uuid4

import pytest
from sqlalchemy import select, update

from csatdesk.domain.lengths import ValueTooLong
from csatdesk.store.entities.centres import Office
from tests.cast import Stage

NAME_WIDE, PHONE_WIDE = 200, 60


def office_of(centre: Stage) -> tuple[str, str]:
    with centre.read(centre.marek) as reading:
        found = select(Office.name, Office.phone).where(Office.id == centre.anna.office_id)
        return reading.db.execute(found).one()._tuple()


def renamed(centre: Stage, **values: str) -> None:
    with centre.work(centre.marek) as work:
        office = work.db.get_one(Office, centre.anna.office_id)
        for name, value in values.items():
            setattr(office, name, value)


def test_what_just_fits_is_kept_whole(centre: Stage) -> None:
    renamed(centre, name="ż" * NAME_WIDE)
    assert office_of(centre)[0] == "ż" * NAME_WIDE


def test_one_letter_more_is_refused_with_its_field_and_nothing_changes(centre: Stage) -> None:
    before = office_of(centre)
    with pytest.raises(ValueTooLong) as refused:
        renamed(centre, name="A short name", phone="1" * (PHONE_WIDE + 1))
    assert (refused.value.field, refused.value.values) == ("phone", {"most": PHONE_WIDE})
    assert office_of(centre) == before


def test_a_new_row_is_looked_at_too(centre: Stage) -> None:
    with pytest.raises(ValueTooLong) as refused, centre.work(centre.marek) as work:
        work.db.add(Office(uid=uuid4(), centre_id=work.actor.centre_id, name="ż" * (NAME_WIDE + 1)))
    assert refused.value.field == "name"


def test_what_is_too_long_already_does_not_keep_the_rest_from_being_changed(local_centre: Stage) -> None:
    """SQLite took it once: the field that nobody touches is not asked about."""
    long = "1" * (PHONE_WIDE + 1)
    with local_centre.work(local_centre.marek) as work:
        work.db.execute(update(Office).values(phone=long))
    renamed(local_centre, name="Another name")
    assert office_of(local_centre) == ("Another name", long)
