"""Topic trees in files: the four that come with the program, and every mistake told with its line."""

from dataclasses import asdict
from pathlib import Path

import pytest

from csatdesk.domain.errors import Refusal
from csatdesk.domain.topics import InquiryType
from csatdesk.sheets import topics_yaml
from csatdesk.sheets.topics_yaml import read_topics
from csatdesk.sheets.yaml_documents import YamlUnreadable
from csatdesk.wording.resources import resource
from csatdesk.wording.texts import LANGUAGES

GOOD = """\
schema: csatdesk-topics/1
key: mine
version: 2
title: {en: "Mine"}
topics:
  - key: leaf
    parent: top
    assignable: true
    inquiry_type: fault
    name: {en: "Leaf", pl: "Liść"}
    keywords: {en: ["leaf*", "green leaf"]}
    not_to_confuse_with: [top]
    card:
      ask: {en: ["Which tree?"]}
      say: {en: "It will grow again."}
  - key: top
    parent: null
    assignable: false
    inquiry_type: information
    name: {en: "Top"}
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "tree.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(("name", "topics"), [("energy", 68), ("bank", 35), ("municipality", 33), ("telecom", 34)])
def test_the_trees_that_come_with_the_program_are_whole(name: str, topics: int) -> None:
    tree = read_topics(resource("templates", f"topics_{name}.yaml"))
    assert (tree.key, len(tree.topics)) == (f"topics_{name}", topics)
    placed: set[str | None] = {None}
    for topic in tree.topics:
        assert set(topic.names) == set(LANGUAGES)
        assert InquiryType(topic.inquiry_type)
        assert topic.parent in placed
        assert bool(topic.keywords) == topic.assignable
        placed.add(topic.key)


def test_a_tree_is_read_with_parents_first_and_plain_values(tmp_path: Path) -> None:
    tree = read_topics(written(tmp_path, GOOD))
    top, leaf = tree.topics
    assert (tree.version, tree.titles, top.key, top.parent) == (2, {"en": "Mine"}, "top", None)
    assert (leaf.names, leaf.assignable) == ({"en": "Leaf", "pl": "Liść"}, True)
    assert leaf.keywords == {"en": ("leaf*", "green leaf")}
    assert leaf.not_to_confuse_with == ("top",)
    assert leaf.card is not None
    assert asdict(leaf.card)["say"] == {"en": ("It will grow again.",)}


@pytest.mark.parametrize(
    ("before", "after", "error", "said"),
    [
        ("schema: csatdesk-topics/1", "schema: other/1", topics_yaml.NoTopicTree, "csatdesk-topics/1"),
        ("version: 2", "version: two", topics_yaml.TopicValueWrong, "line 3"),
        ("key: mine\n", "", topics_yaml.TopicKeyMissing, "“key” is missing"),
        (
            "    inquiry_type: fault",
            "    inquiry_type: trouble",
            topics_yaml.TopicValueWrong,
            "line 9: “inquiry_type” cannot be “trouble”",
        ),
        ("    assignable: true", "    assignable: perhaps", topics_yaml.TopicValueWrong, "line 8"),
        ("    assignable: true", "    asignable: true", topics_yaml.TopicKeyUnknown, "line 8: “asignable”"),
        ("    assignable: true", "    parent: top", topics_yaml.TopicKeyTwice, "line 8: “parent”"),
        ("  - key: top", "  - key: leaf", topics_yaml.TopicKeyTwice, "line 16: “leaf”"),
        ("    parent: top", "    parent: root", topics_yaml.TopicLinkUnknown, "“leaf” names the topic “root”"),
        ("[top]", "[bush]", topics_yaml.TopicLinkUnknown, "bush"),
        ("    parent: null", "    parent: leaf", topics_yaml.TopicLoop, "stands below itself"),
        ('{en: "Leaf", pl: "Liść"}', '{pl: "Liść"}', topics_yaml.TopicKeyMissing, "line 10: “en” is missing"),
        ('{en: "Leaf", pl: "Liść"}', '{en: "Leaf", xx: "?"}', topics_yaml.TopicKeyUnknown, "“xx”"),
        ('{en: "Leaf", pl: "Liść"}', "Leaf", topics_yaml.TopicEntriesExpected, "line 10"),
        ('{en: "Leaf", pl: "Liść"}', "{en: [Leaf]}", topics_yaml.TopicTextExpected, "“en”"),
        ('{en: ["leaf*", "green leaf"]}', "{en: {a: b}}", topics_yaml.TopicListExpected, "line 11"),
        ("topics:", "topics: [", YamlUnreadable, "line"),
        ("topics:", "\ttopics:", YamlUnreadable, "line 5"),
    ],
)
def test_every_mistake_is_told_with_its_line_and_key(
    tmp_path: Path, before: str, after: str, error: type[Refusal], said: str
) -> None:
    with pytest.raises(error) as caught:
        read_topics(written(tmp_path, GOOD.replace(before, after, 1)))
    assert said in str(caught.value)
    assert "tree.yaml" in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"- just\n- a list\n",
        b"[" * 50_000,
        b"\xff\xfe\x00\xd8 not text",
        b"a: &x [1]\nschema: *nowhere\n",
        b"!!python/object/apply:os.system [echo]\n",
        b"? {a: b}\n: c\n",
    ],
)
def test_what_is_no_tree_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises((topics_yaml.NoTopicTree, YamlUnreadable)):
        read_topics(written(tmp_path, content))
