"""The borders that import-linter does not see; architecture and contracts together are pyproject.toml and this file."""

import ast
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.tree import SOURCE, Module, modules

LAYERS = ("domain", "wording", "store", "reports", "sheets", "analysis", "system", "operations", "gui", "cli")

# Each third-party package and the layers that may import it; app.py and __main__.py build everything and are free.
PACKAGES = {
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
    "babel": {"wording"},
    "sqlalchemy": {"store", "operations"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "psycopg": {"store"},
    "reportlab": {"reports"},
    "PIL": {"reports", "sheets"},  # drawn on paper; asked when they were taken
    "segno": {"reports"},
    "icalendar": {"sheets"},
    "pypdf": {"sheets"},
    "pypdfium2": {"reports"},
    "fontpkg_pt_sans": {"reports", "gui"},  # the same face on paper and on screen
    "openpyxl": {"sheets"},
    "python_calamine": {"sheets"},
    "charset_normalizer": {"sheets"},
    "yaml": {"sheets"},
    "lark": {"sheets"},
    "numpy": {"analysis"},
    "keyring": {"system"},
    "secretstorage": {"system"},  # keyring's way to the Linux keyring, whose errors it lets through
    "cryptography": {"system"},
    "argon2": {"system"},
    "holidays": {"operations"},
    "phonenumbers": {"operations"},
    "email_validator": {"operations"},
    "rapidfuzz": {"operations"},
}
ROOTS = {"app", "__main__"}
CLOCKLESS = {"domain", "operations"}
CLOCKS = {"now", "utcnow", "today"}
SPOKEN = {"_", "N_", "ngettext", "pgettext", "npgettext"}
BOUNDARY = "gui/boundary.py"


def found(search: Callable[[Module], Iterator[str]]) -> list[str]:
    """What `search` yields over the whole source; a test wants it empty."""
    return [finding for module in modules() for finding in search(module)]


def foreign_imports(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Imports of third-party packages, by the package's top name."""
    for node, name in module.imports():
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "csatdesk":
            yield node, top


def test_every_package_stands_only_in_the_layers_named_for_it() -> None:
    def search(module: Module) -> Iterator[str]:
        if module.layer in ROOTS:
            return
        for node, package in foreign_imports(module):
            if module.layer not in PACKAGES.get(package, set()):
                yield f"{module.at(node)} imports {package}"

    assert not found(search)


def test_domain_stands_on_the_standard_library_alone() -> None:
    def search(module: Module) -> Iterator[str]:
        if module.layer == "domain":
            yield from (f"{module.at(node)} imports {package}" for node, package in foreign_imports(module))

    assert not found(search)


def test_windows_reach_data_only_through_operations() -> None:
    closed = tuple(f"csatdesk.{layer}" for layer in ("store", "reports", "sheets"))

    def search(module: Module) -> Iterator[str]:
        if module.layer == "gui":
            yield from (
                f"{module.at(node)} imports {name}" for node, name in module.imports() if name.startswith(closed)
            )

    assert not found(search)


def test_nothing_outside_the_boundary_catches_everything() -> None:
    def search(module: Module) -> Iterator[str]:
        if module.path.as_posix() == BOUNDARY:
            return
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ExceptHandler) and catches_everything(node):
                yield f"{module.at(node)} catches everything"

    assert not found(search)


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """`except:`, `except Exception`, and `except BaseException` that never passes it on."""
    caught = {"BaseException"} if handler.type is None else names_in(handler.type)
    passes_on = any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))
    return "Exception" in caught or ("BaseException" in caught and not passes_on)


def names_in(expression: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


def test_rules_and_operations_are_told_the_time() -> None:
    def search(module: Module) -> Iterator[str]:
        if module.layer not in CLOCKLESS:
            return
        for node, name in module.calls():
            owner, _dot, method = name.rpartition(".")
            if (method in CLOCKS and owner.split(".")[-1] in {"datetime", "date"}) or name == "time.time":
                yield f"{module.at(node)} looks at the clock: {name}()"

    assert not found(search)


def test_nobody_runs_the_event_loop_in_the_middle_of_work() -> None:
    def search(module: Module) -> Iterator[str]:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr == "processEvents":
                yield f"{module.at(node)} calls processEvents"

    assert not found(search)


def test_texts_are_filled_after_they_are_translated() -> None:
    def search(module: Module) -> Iterator[str]:
        for node, name in module.calls():
            if name.rpartition(".")[2] in SPOKEN and any(is_filled(argument) for argument in node.args):
                yield f"{module.at(node)} fills a text before {name}()"

    assert not found(search)


def is_filled(argument: ast.expr) -> bool:
    """An f-string, or a text that .format() or % filled already."""
    formatted = isinstance(argument, ast.Call) and ast.unparse(argument.func).endswith(".format")
    by_percent = isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Mod)
    return isinstance(argument, ast.JoinedStr) or formatted or by_percent


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_says_what_belongs_in_it_and_nothing_else(layer: str) -> None:
    module = next(module for module in modules() if module.path.as_posix() == f"{layer}/__init__.py")
    assert len(module.tree.body) == 1
    assert ast.get_docstring(module.tree)


def test_every_folder_of_the_source_is_a_known_layer() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(LAYERS)


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ("try: ...\nexcept Exception: ...", True),
        ("try: ...\nexcept: ...", True),
        ("try: ...\nexcept (OSError, Exception) as error: ...", True),
        ("try: ...\nexcept BaseException:\n    tidy()\n    raise", False),
        ("try: ...\nexcept OSError: ...", False),
    ],
)
def test_the_search_for_broad_handlers_finds_them(source: str, caught: bool) -> None:
    handler = next(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler))
    assert catches_everything(handler) is caught
