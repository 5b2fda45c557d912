"""The pages of the user guide: plain Markdown files by language, English where a language has none yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from csatdesk.system.paths import resource
from csatdesk.wording.texts import language

FIRST = "index"


@dataclass(frozen=True, slots=True)
class HelpPage:
    """`name` is that of the file; `title` its first heading."""

    name: str
    title: str
    text: str


def help_page(name: str) -> HelpPage | None:
    """The page in the language now spoken, else in English; None when there is none of that name."""
    for code in (language(), "en"):
        path = resource("help", code, f"{name}.md")
        if path.is_file():
            return _read(path)
    return None


def help_pages() -> tuple[HelpPage, ...]:
    """All pages, the first one first, then by their titles."""
    names = {path.stem for code in (language(), "en") for path in _files(code)}
    pages = [page for page in map(help_page, names) if page is not None]
    return tuple(sorted(pages, key=lambda page: (page.name != FIRST, page.title)))


def _files(code: str) -> Iterator[Path]:
    return resource("help", code).glob("*.md")


@cache
def _read(path: Path) -> HelpPage:
    text = path.read_text(encoding="utf-8")
    heading = next((line for line in text.splitlines() if line.startswith("# ")), path.stem)
    return HelpPage(path.stem, heading.removeprefix("# ").strip(), text)
