"""What a supervisor asks after in the morning: checks that were not done."""

from collections.abc import Iterator

from csatdesk.domain.staff import Right
from csatdesk.operations.checklists.queries import due_checks
from csatdesk.operations.today.rows import ChecksNotDone
from csatdesk.operations.work import Reading


def checks_not_done(reading: Reading) -> Iterator[ChecksNotDone]:
    """All of them as one decision; it goes when they were made up, left out with a reason, or done the next time."""
    missed = due_checks(reading).missed if reading.actor.may(Right.PLAN_CHECKS) else ()
    if missed:
        yield ChecksNotDone(len(missed), missed[0], missed[0].due_at)
