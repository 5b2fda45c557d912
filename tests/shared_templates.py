"""The four complete templates that lie beside the checkout; a test that needs one says so when they are not there."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

TEMPLATES = ("office_visit", "phone_call", "written_reply", "daily_hall")
BESIDE = Path(__file__).resolve().parents[2] / "shared"


def shared_template(name: str) -> dict[str, Any]:
    path = Path(os.environ.get("CSATDESK_SHARED", BESIDE)) / "templates" / f"{name}.yaml"
    if not path.is_file():
        pytest.skip(f"{path} is not here (CSATDESK_SHARED names its folder)")
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
