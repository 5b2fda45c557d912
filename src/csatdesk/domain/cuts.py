"""What figures are cut by: some offices, some segments of customers."""

from dataclasses import dataclass

from csatdesk.domain.contacts import Segment


@dataclass(frozen=True, slots=True)
class Cut:
    """Empty tuples mean all."""

    office_ids: tuple[int, ...] = ()
    segments: tuple[Segment, ...] = ()


WHOLE = Cut()
