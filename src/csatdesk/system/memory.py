"""What a long piece of work holds in memory."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_in_memory() -> Iterator[None]:
    """Inside the block what is in memory already is taken for needed. Python looks through everything it holds for what
    only holds itself, again and again while much is made; of a hundred thousand rows that takes longer than writing
    them.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
