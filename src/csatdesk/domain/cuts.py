"""What figures are cut by: some offices, some segments of customers, some lines of business."""

from dataclasses import dataclass

from csatdesk.domain.contacts import Segment


@dataclass(frozen=True, slots=True)
class Cut:
    """Empty tuples mean all. A segment is the customer's when the case came, a line of business the customer's now."""

    office_ids: tuple[int, ...] = ()
    segments: tuple[Segment, ...] = ()
    activities: tuple[str, ...] = ()


WHOLE = Cut()
