"""One of the views of the page of topics, and the words that several of them use."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.topics import Topic, TopicTree
from csatdesk.gui.context import Context
from csatdesk.gui.suggestion_list import Suggestion as Row
from csatdesk.operations.topics.queries import TopicsFacts
from csatdesk.wording.texts import LANGUAGES, _, language

AskPath = Callable[[QWidget, str, str, str], str]  # parent, title, usual name, kinds → a path, or ""
TABLES = ((".xlsx", "Excel"), (".csv", "CSV"))


class View(QWidget):
    """What the page asks of each of its views. Everything is read again when something it shows has changed."""

    head_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.facts: TopicsFacts | None = None
        self.tools: tuple[QWidget, ...] = ()  # at the right of the row of tabs
        self.primary: QAction | None = None

    def summary(self) -> str:
        """What is shown, in words."""
        return ""

    def show_facts(self, facts: TopicsFacts) -> None:
        """The tree, now and whenever it changed."""
        self.facts = facts

    def start(self) -> None:
        """The view has come to the front: put the focus where work begins."""

    def reload(self, kinds: frozenset[Kind]) -> None:
        """Something other than the tree has changed."""


def topic_row(tree: TopicTree, topic: Topic, note: str = "") -> Row:
    path = tree.path(topic.id, language())
    return Row(topic.id, " › ".join(path[:-1]), path[-1], note=note)


def found_topics(tree: TopicTree, typed: str, wanted: Iterable[Topic]) -> list[Topic]:
    """Those of `wanted` whose path, in any language, holds every typed word; all of them while nothing is typed."""
    words = typed.casefold().split()
    spoken = tuple(dict.fromkeys((language(), *LANGUAGES)))

    def fits(topic: Topic) -> bool:
        paths = (" ".join(tree.path(topic.id, code)).casefold() for code in spoken)
        return any(all(word in path for word in words) for path in paths)

    return [topic for topic in wanted if fits(topic)]


def ask_new_file(parent: QWidget, title: str, name: str, kinds: str) -> str:
    return QFileDialog.getSaveFileName(parent, title, name, kinds)[0]


def ask_file(parent: QWidget, title: str, _name: str, kinds: str) -> str:
    return QFileDialog.getOpenFileName(parent, title, "", kinds)[0]


def kinds_words(kinds: Sequence[tuple[str, str]]) -> str:
    """What a file dialog shows: "Excel (*.xlsx);;CSV (*.csv)"."""
    return ";;".join(f"{name} (*{suffix})" for suffix, name in kinds)


def with_suffix(chosen: str, kinds: Sequence[tuple[str, str]]) -> Path:
    """The chosen path, with the first of the endings where it has none of them."""
    path = Path(chosen)
    known = {suffix for suffix, _name in kinds}
    return path if path.suffix.casefold() in known else path.with_name(path.name + kinds[0][0])


def top_words() -> str:
    return _("Top of the tree")
