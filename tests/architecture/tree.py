"""The source of csatdesk as syntax trees, for the tests beside this file."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "csatdesk"


@dataclass(frozen=True, slots=True)
class Module:
    """One file of src/csatdesk; `path` is relative to there, `layer` its first part without .py."""

    path: Path
    tree: ast.Module

    @property
    def layer(self) -> str:
        return self.path.parts[0].removesuffix(".py")

    def at(self, node: ast.AST) -> str:
        """Where a finding is, as an editor opens it."""
        return f"src/csatdesk/{self.path.as_posix()}:{getattr(node, 'lineno', 1)}"

    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Every absolute import, also inside functions and under TYPE_CHECKING, by its full dotted name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call of a plain or dotted name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                yield node, ast.unparse(node.func)


@cache
def modules() -> tuple[Module, ...]:
    """All of src/csatdesk."""
    files = sorted(SOURCE.rglob("*.py"))
    return tuple(Module(file.relative_to(SOURCE), ast.parse(file.read_text("utf-8"), str(file))) for file in files)
