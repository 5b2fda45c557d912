"""The demo centre's checks: a history that is mostly done, one left out, one not done the last time."""

from csatdesk.domain.checklists import CheckFilter, CheckState, Which
from csatdesk.operations.checklists.queries import checks_shown, due_checks
from csatdesk.operations.demo_centre import Cast
from csatdesk.operations.demo_checklists import DAILY, set_checks
from csatdesk.operations.standards.commands import publish
from csatdesk.operations.standards.starting import take_over_standards
from tests.cast import LONG_AGO, NOW, Stage
from tests.operations.checklists.scene import TODAY


def test_offices_open_by_a_checklist_and_one_did_not_yesterday(local_centre: Stage) -> None:
    with local_centre.work(local_centre.ewa, LONG_AGO) as work:
        for version_id in take_over_standards(work, keys=("opening", "daily_hall")).result:
            publish(work, version_id=version_id, version=1)
    offices = dict.fromkeys(("hall", "old_town", "harbour"), local_centre.anna.office_id)
    cast = Cast({"ingrid": local_centre.marek, "marta": local_centre.anna}, offices, {}, {}, {})
    with local_centre.work(local_centre.ewa) as work:
        set_checks(work, cast, NOW)
    with local_centre.read(local_centre.marek) as reading:
        rows = checks_shown(reading, CheckFilter(TODAY - DAILY, TODAY, Which.ALL))
        due = due_checks(reading)
    states = [row.state for row in rows]
    assert states.count(CheckState.DONE) > 20
    assert CheckState.LATE in states
    assert states.count(CheckState.EXCUSED) == 1
    assert [row.state for row in due.missed] == [CheckState.NOT_DONE]
    assert due.mine, "today's can be begun"
