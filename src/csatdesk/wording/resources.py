"""Where the files that travel with the program lie: icons, templates, help, catalogues of texts.

It stands this low because papers, sheets and texts need such files too; `csatdesk.system.paths` hands it on.
"""

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"  # a wheel carries them inside the package
    return inside if inside.is_dir() else package.parent.parent / "resources"  # a checkout beside src


def resource(*parts: str) -> Path:
    """The path of a file or folder below resources/; whether it exists is the caller's question."""
    return _root().joinpath(*parts)
