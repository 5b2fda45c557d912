"""YAML from outside: composed by the safe loader with its lines, never deeper than a person writes; and written."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import yaml

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.sheets.trouble import FileTooLarge, told_plainly

FILE_MOST = 4 << 20  # bytes
DEPTH_MOST = 12  # levels of lists and entries in one another
_WIDE = 10_000  # characters of a line: no text is broken


class YamlUnreadable(Refusal):
    text = N_("“{file}” cannot be read from line {line} on. Check indents, colons and quotation marks there.")


def read_bytes(path: Path) -> bytes:
    with told_plainly(path):
        if path.stat().st_size > FILE_MOST:
            raise FileTooLarge(file=path.name, most=FILE_MOST >> 20)
        return path.read_bytes()


def compose(content: bytes, file: str, depth_most: int = DEPTH_MOST, *, may_repeat: bool = True) -> yaml.Node | None:
    """The document with its lines. `may_repeat`: whether a part may stand for another one (an alias)."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check(yaml.parse(content, Loader=loader), file, depth_most, may_repeat=may_repeat)
        node: yaml.Node | None = yaml.compose(content, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlUnreadable(file=file, line=mark.line + 1 if mark else 1) from error
    except yaml.YAMLError as error:
        raise YamlUnreadable(file=file, line=1) from error
    return node


def _check(events: Iterable[yaml.Event], file: str, depth_most: int, *, may_repeat: bool) -> None:
    """Composing calls itself for every level and would end the program on thousands of them; aliases of aliases grow
    a small file without end."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > depth_most or (isinstance(event, yaml.AliasEvent) and not may_repeat):
            mark = event.start_mark
            raise YamlUnreadable(file=file, line=mark.line + 1 if mark else 1)


def write_yaml(path: Path, head: str, values: object) -> None:
    """Write to `path`, which keeps what it held until all is written. Raises Trouble."""
    text = head + yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=_WIDE)
    with told_plainly(path), tempfile.TemporaryDirectory(dir=path.parent, prefix=".csatdesk-") as folder:
        unfinished = Path(folder) / "whole"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
