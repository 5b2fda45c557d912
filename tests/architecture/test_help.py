"""The user guide: whole in every language, its links lead to pages, and what it names stands in the window so."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "resources" / "help"
ENGLISH = sorted(path.name for path in (GUIDE / "en").glob("*.md"))
OTHERS = ("pl", "nb", "et", "fi", "ru")
NAMED = re.compile(r"(?<![*\w])(\*\*|\*)(?=\S)([^*\n]+?)\1(?!\*)")
NOT_OF_WINDOW = {  # stressed for itself, while the window says the same word of something else
    ("deadlines.md", "sent"),
    ("new-contact.md", "praise"),
    ("reviews.md", "Tab"),
    ("standards.md", "Bring back"),
}
LINK = re.compile(r"\]\(([^)]+)\)")


def page(code: str, name: str) -> str:
    return (GUIDE / code / name).read_text(encoding="utf-8")


def shape(text: str) -> list[str]:
    """Headings, rows of tables with their width, lists and blocks, in their order; links in theirs."""
    return [*_lines(text), *LINK.findall(text)]


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith("#"):
            yield line.split(" ", 1)[0]
        elif line.startswith("|"):
            yield f"row of {line.count('|')}"
        elif line.startswith("```") or re.match(r"\s*(- |\d+\. )", line):
            yield line.lstrip()[:2]


@cache
def shown_as(code: str) -> dict[str, set[str]]:
    """What stands in the window for an English text, wherever it does; all without what marks a key."""
    found: dict[str, set[str]] = {}
    with (ROOT / "resources/locale" / code / "LC_MESSAGES/csatdesk.po").open("rb") as file:
        for one in read_po(file):
            if isinstance(one.id, str) and isinstance(one.string, str) and one.string:
                found.setdefault(_bare(one.id), set()).add(_bare(one.string).casefold())
    return found


def _bare(text: str) -> str:
    return text.replace("&", "").removesuffix("…").strip()


@pytest.mark.parametrize("code", OTHERS)
def test_the_guide_is_whole_in_every_language(code: str) -> None:
    assert sorted(path.name for path in (GUIDE / code).glob("*.md")) == ENGLISH
    differ = [name for name in ENGLISH if shape(page(code, name)) != shape(page("en", name))]
    assert differ == []


@pytest.mark.parametrize("code", ["en", *OTHERS])
def test_every_link_leads_to_a_page(code: str) -> None:
    lost = [(name, link) for name in ENGLISH for link in LINK.findall(page(code, name)) if link not in ENGLISH]
    assert lost == []


@pytest.mark.parametrize("code", OTHERS)
def test_what_the_guide_names_is_called_as_in_the_window(code: str) -> None:
    wrong = []
    for name in ENGLISH:
        there = " ".join(page(code, name).split()).casefold()
        for _mark, said in NAMED.findall(page("en", name)):
            shown = shown_as(code).get(_bare(said))
            if shown and (name, said) not in NOT_OF_WINDOW and not any(one in there for one in shown):
                wrong.append((name, said, shown))
    assert wrong == []
