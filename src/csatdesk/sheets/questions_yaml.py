"""The questions and questionnaires that come with the program: plain YAML, read by the safe loader."""

from pathlib import Path
from typing import Any

import yaml

from csatdesk.sheets.trouble import told_plainly


def read_questions(path: Path) -> dict[str, Any]:
    with told_plainly(path):
        content = path.read_bytes()
    found = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (both are safe)
    return dict(found)
