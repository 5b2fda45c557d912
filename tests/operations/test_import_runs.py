"""How an import shares the writer with everybody else."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from time import sleep

from sqlalchemy import event

from csatdesk.domain.changes import no_progress
from csatdesk.operations.import_runs import Steps, run_of
from csatdesk.operations.work import Work
from csatdesk.sheets.customers_in import ImportedCustomer
from tests.cast import Stage

COMMIT, STEP = 0.1, 0.03  # seconds on a slow disk


def test_an_import_leaves_room_for_the_commit_in_the_time_of_a_transaction(local_centre: Stage) -> None:
    rows = [ImportedCustomer(number, *[""] * 12) for number in range(20)]
    steps: Counter[datetime] = Counter()

    def write(work: Work, some: Sequence[ImportedCustomer]) -> int:
        steps[work.at] += len(some)
        sleep(STEP)
        return len(some)

    values = {"what": "customers", "source": "list", "path": Path("list.csv"), "refused": 0, "mapping": {}}
    with run_of(local_centre.store, local_centre.ewa, **values, progress=no_progress) as run:  # type: ignore[arg-type]  # given by name
        event.listen(local_centre.store.writer, "commit", lambda _connection: sleep(COMMIT))
        run.batches(rows, write, steps=Steps(1, 100))
    _first, *others = steps.values()
    assert steps.total() == run.added == 20
    assert others
    assert max(others) <= 3  # the third may begin when 0.06 of 0.2 seconds are gone and 0.13 are still to come
