"""What an export wrote, and what its kind of file could not hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exported:
    """`shortened`: cells whose text is longer than a workbook's cell can be. `cleaned`: cells that held characters no
    file takes (NUL and other control characters), which were left out.
    """

    count: int
    shortened: int = 0
    cleaned: int = 0
