"""What a supervisor who leads surveys looks at again: pages of segments whose day of review has come."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from csatdesk.domain.staff import Right
from csatdesk.operations.segments.queries import list_reviews_due
from csatdesk.operations.today.rows import SegmentToReview
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading


def segments_to_review(reading: Reading) -> Iterator[SegmentToReview]:
    """A line for each; it goes with a next review on a day to come, or without one."""
    due = list_reviews_due(reading) if reading.actor.may(Right.LEAD_SURVEYS) else ()
    zone = ZoneInfo(reading.centre.zone)
    return (SegmentToReview(one, midnight(one.due_on, zone)) for one in due)
