"""The cast's encrypted store under the pages of deadlines."""

from tests.gui.deadlines.hands import busy, sit
from tests.stages import built_store, local_centre

__all__ = ["built_store", "busy", "local_centre", "sit"]
