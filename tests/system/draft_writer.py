"""Types into a draft as fast as it can, until it is killed: python draft_writer.py SOURCES FOLDER KEY ID."""

import sys

sys.path.insert(0, sys.argv[1])

from pathlib import Path
from uuid import UUID

from csatdesk.system.drafts import DraftJournal

journal = DraftJournal(Path(sys.argv[2]), bytes.fromhex(sys.argv[3]))
number = 0
while True:
    number += 1
    journal.save(UUID(sys.argv[4]), {"number": number, "text": "Rachunek za wysoki. " * number})
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
