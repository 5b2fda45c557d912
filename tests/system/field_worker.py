"""Fills a working file as fast as it can, until it is killed: python field_worker.py SOURCES PATH KEY UID."""

import sys

sys.path.insert(0, sys.argv[1])

from pathlib import Path
from uuid import UUID

from csatdesk.system.field_work import WorkFile

file = WorkFile(Path(sys.argv[2]), bytes.fromhex(sys.argv[3]), UUID(sys.argv[4]))
number = len(file.words)
while True:
    number += 1
    file.add_words({"number": number, "note": "canary in the hall " * 200})
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
