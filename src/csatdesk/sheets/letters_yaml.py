"""The letters that come with the program: schema csatdesk-letters/1 in YAML, read by the safe loader."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from csatdesk.domain.cases import ReplyBy
from csatdesk.domain.errors import Refusal
from csatdesk.domain.letters import LetterKind, NewTemplate
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.sheets.trouble import told_plainly

SCHEMA = "csatdesk-letters/1"


class NoLetters(Refusal):
    text = N_("“{file}” holds no letters of this program.")


@dataclass(frozen=True, slots=True)
class StartingLetter:
    """`key` stays the same in every version of the program."""

    key: str
    template: NewTemplate


def read_letters(path: Path) -> tuple[StartingLetter, ...]:
    """In the order of the file, each checked like one that a person writes."""
    with told_plainly(path):
        content = path.read_bytes()
    try:
        found = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (both are safe)
        if found["schema"] != SCHEMA:
            raise NoLetters(file=path.name)
        letters = tuple(_letter(one) for one in found["letters"])
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoLetters(file=path.name) from error
    for letter in letters:
        letter.template.check()
    return letters


def _letter(found: Any) -> StartingLetter:
    texts = {language: text.strip() for language, text in found["text"].items()}
    template = NewTemplate(
        kind=LetterKind(found["kind"]),
        names=LocalText(found["name"]),
        texts=LocalText(texts),
        way=ReplyBy(found["way"]) if "way" in found else None,
        short=found.get("short", ""),
    )
    return StartingLetter(found["key"], template)
