"""Long pieces of work: what is held already is not looked through for garbage."""

import gc

from csatdesk.system.memory import held_in_memory


def test_what_was_there_before_is_looked_through_again_only_afterwards() -> None:
    with held_in_memory():
        assert gc.get_freeze_count() > 1_000
    assert gc.get_freeze_count() == 0
