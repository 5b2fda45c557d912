"""A clerk's day as a process of its own, made to be killed: saves cases and journals drafts, telling each when it is
safe.

    python -m tests.end_to_end.saving_clerk PROFILE

Prints "saved NUMBER" after a command has returned and "draft N" after a draft is on disk.
"""

import sys
from pathlib import Path
from uuid import UUID

from csatdesk.operations.cases.commands import add_note
from csatdesk.operations.cases.registering import register_case
from csatdesk.operations.work import Store
from csatdesk.store.engine import local_engines
from csatdesk.system.clock import now
from csatdesk.system.drafts import DraftJournal
from csatdesk.system.paths import Profile
from tests.cast import KEY, stage

DRAFT = UUID(int=7)


def main() -> None:
    profile = Profile(Path(sys.argv[1]))
    clerk = stage(Store(*local_engines(profile.store, KEY)), profile)
    journal = DraftJournal(profile.drafts, KEY)
    number = 0
    while True:
        number += 1
        journal.save(DRAFT, {"text": "x" * number, "count": number})
        print(f"draft {number}", flush=True)  # noqa: T201  (what the killer reads)
        with clerk.work(at=now()) as work:
            registered = register_case(work, new=clerk.intake(f"Sprawa {number}", now()))
            add_note(work, case_id=registered.case_id, text="Notatka.")
        print(f"saved {registered.number}", flush=True)  # noqa: T201  (what the killer reads)


if __name__ == "__main__":
    main()
