"""The guided tour: the main path through the real widgets by keyboard, with a picture of each screen and each paper.

It works in folders of its own that end with it; no keyring, printer or centre of this computer is touched. Its acts
stand in the files beside this one.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from csatdesk.gui.tour_beginning import BeginningAct
from csatdesk.gui.tour_clerk import ClerkAct
from csatdesk.gui.tour_field import FieldAct
from csatdesk.gui.tour_hands import Program, settle, tell
from csatdesk.gui.tour_supervisor import SupervisorAct
from csatdesk.wording.texts import ngettext


def run(make: Callable[[Path], Program], out: Path) -> int:
    """Go through the program and write everything seen to `out`; the exit code.

    `make(folder)`: the program on the profile in that folder.
    """
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="csatdesk-tour-") as folder:
        tour = Tour(make, Path(folder), out)
        for step in (
            tour.set_up,
            tour.import_cases,
            tour.sign_in,
            tour.demo,
            tour.talk,
            tour.request,
            tour.look,
            tour.answer,
            tour.papers,
            tour.watch,
            tour.field,
            tour.visits,
        ):
            step()
        tour.close()
    written = len(list(out.iterdir()))
    tell(
        ngettext(
            "The tour is over: {count} file in {folder}.", "The tour is over: {count} files in {folder}.", written
        ).format(count=written, folder=out)
    )
    return 0


class Tour(BeginningAct, ClerkAct, SupervisorAct, FieldAct):
    """One way through all acts."""

    def close(self) -> None:
        self.program.shell.close()
        settle()
