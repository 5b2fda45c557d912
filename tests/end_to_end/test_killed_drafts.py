"""SIGKILL at any moment while a talk, an answer or a closing is being typed: all but the last second of it is kept."""

import random
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from csatdesk.domain.cases import OUTCOMES, CaseKind
from csatdesk.gui.intake.talk import from_values
from csatdesk.gui.kept_text import FOLDER
from csatdesk.system.drafts import DraftJournal
from tests.cast import KEY, Stage
from tests.end_to_end.writing_clerk import REDRESS, of_draft, script, story

ROOT = Path(__file__).resolve().parents[2]
CARD = {"answer": "case answer", "closing": "case close"}  # what is kept is of
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


@pytest.mark.parametrize("kills", [2, pytest.param(50, marks=pytest.mark.slow)], ids=["few", "many"])
@pytest.mark.parametrize(("writes", "field"), [("answer", "text"), ("closing", "root_cause")])
def test_at_most_the_last_second_of_an_answer_or_a_closing_is_lost(
    local_centre: Stage, writes: str, field: str, kills: int
) -> None:
    chance = random.Random(kills)
    case_id = local_centre.register().case_id
    local_centre.store.close()
    texts = DraftJournal(local_centre.profile.drafts / FOLDER, KEY)
    for kill in range(kills):
        typed, killed_at = kill_a_clerk(local_centre.profile.dir, chance.uniform(0.8, 3), seed=kill, writes=writes)
        found = texts.load_all()
        assert found.damaged == ()
        kept = {str(one.values["field"]): str(one.values["text"]) for one in found.found}
        assert {(one.values["what"], one.values["id"]) for one in found.found} <= {(CARD[writes], case_id)}
        text = kept.get(field, "")
        assert text == "".join(islice(story(), len(text))), "what was typed is kept, nothing else"
        lost = [at for number, at in typed if number > len(text)]
        assert killed_at - min(lost, default=killed_at) <= MAY_BE_LOST, f"{len(text)} of {len(typed)} letters kept"
        if writes == "closing" and text:
            assert (kept["outcome"], kept["redress"]) == (OUTCOMES[CaseKind.COMPLAINT][0].value, REDRESS)
        for one in found.found:
            texts.remove(one.id)


def kill_a_clerk(
    profile: Path, after: float, *, seed: int, writes: str = "talk"
) -> tuple[list[tuple[int, float]], float]:
    """Let a clerk type for `after` seconds, kill; each letter (how many there were with it, when), and when the kill
    was. Times are of `time.monotonic()`."""
    command = [sys.executable, "-m", "tests.end_to_end.writing_clerk", writes, str(profile), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as clerk:
        assert clerk.stdout is not None
        told = [clerk.stdout.readline()]
        time.sleep(after)
        killed_at = time.monotonic()
        clerk.kill()
        told += clerk.stdout.readlines()
    letters = [line.split()[1:] for line in told if line.endswith("\n")]
    return [(int(number), float(at)) for number, at in letters], killed_at
