"""Takes PySide's hand off `import`.

PySide hooks into `import` and reads the source text of each module that is imported after it, to learn whether that
module wants PySide's names in snake_case (`from __feature__ import …`). None of ours does, and reading the sources of
all that the program loads takes 8 ms before its first page is painted and 150 ms behind it.
"""

import builtins

import PySide6.QtCore  # noqa: F401  (sets the hook)


def import_plainly() -> None:
    """From now on import as before PySide came."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)  # where PySide keeps it
