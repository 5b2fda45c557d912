"""Both databases for every test here; a pass phrase costs next to nothing."""

import pytest

from csatdesk.system import field_files
from tests.stages import built_store, centre, local_centre

__all__ = ["built_store", "centre", "local_centre"]


@pytest.fixture(autouse=True)
def cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_files, "TIMES", 1)
    monkeypatch.setattr(field_files, "MEMORY_KIB", 8)
