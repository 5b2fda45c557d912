"""Both databases for every test here."""

from tests.stages import built_store, centre, local_centre

__all__ = ["built_store", "centre", "local_centre"]
