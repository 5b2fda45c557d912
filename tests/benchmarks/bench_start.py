"""Start: painted sign-in against a bare Qt window, and Enter at sign-in to a usable My desk, in the same run.

python -m tests.benchmarks.bench_start [store of many cases]
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from csatdesk.store.engine import local_engines
from csatdesk.system.keychain import new_keys
from csatdesk.system.paths import Profile, open_profile
from csatdesk.system.settings import Settings, save_settings
from tests.benchmarks.many_cases import fill
from tests.cast import KEY

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15
PAINTED_LIMIT, DESK_LIMIT = 1.5, 2.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        small = made_profile(Path(folder, "small"), None)
        large = made_profile(Path(folder, "large"), Path(sys.argv[1])) if len(sys.argv) > 1 else None
        probe("bare")  # warm the file cache
        probe("csatdesk", small.dir)
        rounds = [
            (probe("bare"), probe("csatdesk", small.dir), large and probe("csatdesk", large.dir)) for _ in range(ROUNDS)
        ]
    bare = middle([one["painted"] for one, _small, _large in rounds])
    print(f"bare Qt window painted           {bare * 1000:7.0f} ms")
    ratios = report("1,000 cases", [small for _bare, small, _large in rounds], bare)
    if large is not None:
        ratios = report("many cases", [found for _bare, _small, found in rounds if found], bare)
    return int(ratios[0] > PAINTED_LIMIT or ratios[1] > DESK_LIMIT)


def report(name: str, found: list[dict[str, float]], bare: float) -> tuple[float, float]:
    painted = middle([one["painted"] for one in found])
    desk = middle([one["desk"] - one["password"] for one in found])
    print(
        f"{name:12} sign-in painted     {painted * 1000:7.0f} ms   ratio {painted / bare:4.2f}   limit {PAINTED_LIMIT}"
    )
    print(f"{name:12} Enter to My desk    {desk * 1000:7.0f} ms   ratio {desk / bare:4.2f}   limit {DESK_LIMIT}")
    return painted / bare, desk / bare


def made_profile(folder: Path, store: Path | None) -> Profile:
    """A profile whose store opens with KEY; the slots only say that there is one. Three people work at the desk."""
    profile = open_profile(folder)
    if store is not None:
        shutil.copy(store, profile.store)
    else:
        fill(profile.store, 1000)
    settings = Settings(desk_block=1, last_backup_at=datetime(2026, 11, 18, 16, 5, tzinfo=UTC))
    for name, sign_in_name in (("Ewa Zając", "ewa"), ("Marek Wolski", "marek"), ("Anna Nowak", "anna")):
        settings = settings.with_recent(name, sign_in_name)
    save_settings(profile.settings, settings)
    keys, key = new_keys(profile.keys)
    keys.with_passphrase(key, "only so that there is a slot")
    writer, readers = local_engines(profile.store, KEY)
    writer.dispose()
    readers.dispose()
    return profile


def probe(*what: object) -> dict[str, float]:
    environment = {"QT_QPA_PLATFORM": "offscreen"} | dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled already
    command = [sys.executable, "-m", "tests.benchmarks.start_probe", *map(str, what)]
    began = time.time()
    told = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60
    ).stdout
    found = {name: float(seconds) for name, seconds in (line.split() for line in told.splitlines())}
    return found | {"painted": found["painted"] - began}


def middle(seconds: list[float]) -> float:
    return statistics.median(seconds)


if __name__ == "__main__":
    raise SystemExit(main())
