"""The topic tree: reading it, changing it without rewriting its history, the ranking."""

from csatdesk.operations.topics.trees import import_topic_tree, load_topic_tree, touch_topics

__all__ = ["import_topic_tree", "load_topic_tree", "touch_topics"]
