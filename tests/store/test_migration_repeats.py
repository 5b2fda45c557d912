"""Cases that were there before repeats were proposed are looked at by the first pass; on both databases."""

from csatdesk.domain.links import REPEAT_DAYS, LinkKind
from csatdesk.operations.cases.links import link_cases
from csatdesk.operations.cases.repeat_pass import propose_repeats
from csatdesk.operations.cases.repeat_proposals import count_possible_repeats
from csatdesk.operations.repeat_marks import repeat_days
from csatdesk.store.entities.cases import Case
from tests.cast import Stage
from tests.store.migrating import migrate_anew

UNDO = (
    "DROP TABLE repeat_proposals",
    "DROP INDEX ix_cases_repeat_check",
    "ALTER TABLE cases DROP COLUMN repeat_check",
    "ALTER TABLE centres DROP COLUMN repeat_days",
)


def test_earlier_cases_wait_for_the_first_pass_but_for_those_linked_already(centre: Stage) -> None:
    first, second, linked = (centre.register().case_id for _place in range(3))
    with centre.work() as work:
        link_cases(work, case_id=linked, other_id=first, kind=LinkKind.REPEAT)
    migrate_anew(centre.store.writer, "repeats", UNDO)
    with centre.work() as work:
        assert [work.db.get_one(Case, one).repeat_check is None for one in (first, second, linked)] == [
            False,
            False,
            True,
        ]
        assert repeat_days(work) == REPEAT_DAYS
        propose_repeats(work)
        assert count_possible_repeats(work) == 1
