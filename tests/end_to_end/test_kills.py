"""SIGKILL at any moment: no corrupt store, no acknowledged save lost, the last draft there."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select, text

from csatdesk.operations.work import Store
from csatdesk.store.audit import broken_link
from csatdesk.store.engine import local_engines
from csatdesk.store.entities.cases import Case
from csatdesk.system.drafts import DraftJournal
from tests.cast import KEY, NOW, Stage

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=pytest.mark.slow)])
def test_nothing_acknowledged_is_lost_by_kills(local_centre: Stage, kills: int) -> None:
    chance = random.Random(kills)
    local_centre.store.close()
    acknowledged: set[str] = set()
    for _kill in range(kills):
        told = kill_a_clerk(local_centre.profile.dir, chance.uniform(0.05, 0.6))
        acknowledged |= {line.split()[1] for line in told if line.startswith("saved")}
        drafts = [int(line.split()[1]) for line in told if line.startswith("draft")]
        check(local_centre, acknowledged, drafts[-1])
    assert len(acknowledged) >= kills


def kill_a_clerk(profile: Path, after: float) -> list[str]:
    """Let a clerk work until `after` seconds beyond the first save, kill, and return what was told."""
    command = [sys.executable, "-m", "tests.end_to_end.saving_clerk", str(profile)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as clerk:
        assert clerk.stdout is not None
        told = [clerk.stdout.readline(), clerk.stdout.readline()]
        time.sleep(after)
        clerk.kill()
        told += clerk.stdout.readlines()
    return [line for line in told if line.endswith("\n")]


def check(centre: Stage, acknowledged: set[str], last_draft: int) -> None:
    """The store is whole and holds every acknowledged case with its note; the draft is at most one step behind."""
    store = Store(*local_engines(centre.profile.store, KEY))
    with store.read(centre.anna, NOW) as reading:
        assert reading.db.execute(text("PRAGMA cipher_integrity_check")).all() == []
        assert reading.db.execute(text("PRAGMA quick_check")).scalar_one() == "ok"
        assert acknowledged <= set(reading.db.execute(select(Case.number)).scalars())
        assert broken_link(reading.db, centre.anna.desk_id) is None
    store.close()
    drafts = DraftJournal(centre.profile.drafts, KEY).load_all()
    assert drafts.damaged == ()
    assert drafts.found[0].values["count"] in {last_draft, last_draft + 1}
