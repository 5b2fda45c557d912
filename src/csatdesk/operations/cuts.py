"""What a cut means in SQL."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement

from csatdesk.domain.cuts import Cut
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.turns import CaseTurn


def within(cut: Cut, rows: type[Case] | type[CaseTurn] = Case) -> Iterator[ColumnElement[bool]]:
    """Conditions on cases, or on lines of their ledger, that all hold."""
    if cut.office_ids:
        yield rows.office_id.in_(cut.office_ids)
    if cut.segments:
        yield rows.segment.in_(cut.segments)
