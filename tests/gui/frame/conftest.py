"""The cast's encrypted store under the windows."""

from collections.abc import Iterator

import pytest

from csatdesk.gui.runner import Runner
from tests.cast import Stage
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre", "runner"]


@pytest.fixture
def runner(local_centre: Stage) -> Iterator[Runner]:
    """Anna's runner, with its real threads."""
    made = Runner(local_centre.session())
    yield made
    made.close()
