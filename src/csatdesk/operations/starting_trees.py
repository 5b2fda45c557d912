"""The topic trees that come with the program, for a centre that has none of its own yet."""

from dataclasses import dataclass

from csatdesk.domain.local_text import LocalText
from csatdesk.operations.topics import import_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.sheets.topics_yaml import TopicFile, read_topics
from csatdesk.system.paths import resource

TREES = ("energy", "telecom", "municipality", "bank")


@dataclass(frozen=True, slots=True)
class StartingTree:
    """A tree to begin with; `count`: its topics that a case can have."""

    name: str
    title: LocalText
    count: int


def starting_trees(_reading: Reading) -> tuple[StartingTree, ...]:
    """What can be taken over. Reads the files: not on the UI thread."""
    return tuple(_offered(name, _read(name)) for name in TREES)


def _offered(name: str, file: TopicFile) -> StartingTree:
    return StartingTree(name, LocalText(file.titles), sum(row.assignable for row in file.topics))


def _read(name: str) -> TopicFile:
    return read_topics(resource("templates", f"topics_{name}.yaml"))


def take_over_tree(work: Work, *, name: str) -> int:
    """Add a starting tree's topics that the centre does not have yet; the number added."""
    return import_topic_tree(work, rows=_read(name).topics)
