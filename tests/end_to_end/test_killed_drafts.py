"""SIGKILL at any moment while a talk is being typed: all but the last second of it is in its draft."""

import random
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from csatdesk.gui.intake.talk import from_values
from csatdesk.system.drafts import DraftJournal
from tests.cast import KEY, Stage
from tests.end_to_end.writing_clerk import of_draft, script

ROOT = Path(__file__).resolve().parents[2]
MAY_BE_LOST = 1.0  # seconds of typing


@pytest.mark.parametrize(
    ("kills", "longest"), [(3, 3.5), pytest.param(200, 2.5, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_at_most_the_last_second_of_typing_is_lost(local_centre: Stage, kills: int, longest: float) -> None:
    chance = random.Random(kills)
    local_centre.store.close()
    drafts = DraftJournal(local_centre.profile.drafts, KEY)
    worst = 0.0
    for kill in range(kills):
        typed, killed_at = kill_a_clerk(local_centre.profile.dir, chance.uniform(0.3, longest), seed=kill)
        found = drafts.load_all()
        assert found.damaged == ()
        kept = of_draft(from_values(found.found[-1].values, found.found[-1].saved_at)) if found.found else ""
        assert kept == "".join(islice(script(), len(kept))), "a draft holds what was typed, nothing else"
        lost = [at for number, at in typed if number > len(kept)]
        worst = max(worst, killed_at - min(lost, default=killed_at))
        assert worst <= MAY_BE_LOST, f"kill {kill}: {len(kept)} of {len(typed)} letters kept"
        for draft in found.found:
            drafts.remove(draft.id)
    print(f"{kills} kills, at most {worst:.3f} s of typing lost")  # noqa: T201  (the figure for the record)


def kill_a_clerk(profile: Path, after: float, *, seed: int) -> tuple[list[tuple[int, float]], float]:
    """Let a clerk type for `after` seconds, kill; each letter (how many there were with it, when), and when the kill
    was. Times are of `time.monotonic()`."""
    command = [sys.executable, "-m", "tests.end_to_end.writing_clerk", str(profile), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as clerk:
        assert clerk.stdout is not None
        told = [clerk.stdout.readline()]
        time.sleep(after)
        killed_at = time.monotonic()
        clerk.kill()
        told += clerk.stdout.readlines()
    letters = [line.split()[1:] for line in told if line.endswith("\n")]
    return [(int(number), float(at)) for number, at in letters], killed_at
