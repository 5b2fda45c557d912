"""Imports the real New York file into the store named on the command line, for tests that kill it in the middle."""

import sys
from pathlib import Path

from csatdesk.operations.cases.imports import import_cases, look_at_file, usual_choices
from csatdesk.operations.work import Store
from csatdesk.store.engine import local_engines
from csatdesk.system.paths import Profile
from tests.cast import KEY, stage


def main(folder: str, file: str) -> None:
    profile = Profile(Path(folder))
    made = stage(Store(*local_engines(profile.store, KEY)), profile)
    look = look_at_file(Path(file), what="cases")

    def tell(done: int, total: int) -> None:
        sys.stdout.write(f"{done} of {total}\n")
        sys.stdout.flush()

    import_cases(
        made.store,
        made.ewa,
        path=Path(file),
        mapping=look.mapping,
        choices=usual_choices(look, source="New York"),
        expected_rows=look.row_count or 0,
        progress=tell,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
