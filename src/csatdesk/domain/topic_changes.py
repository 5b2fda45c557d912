"""What a person may change of a topic, and when a change is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from csatdesk.domain.errors import Refusal
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.topics import InquiryType, Topic, TopicCardText, TopicTree

NAME_MOST = 200  # characters


class TopicNameMissing(Refusal):
    text = N_("Write the topic's name in at least one language.")


class TopicNameTaken(Refusal):
    text = N_("There is a topic “{name}” in the same place already. Choose another name.")


class TargetOutOfRange(Refusal):
    text = N_("The target for remote contacts is a number from 0 to 100, in percent.")


class BelowItself(Refusal):
    text = N_("“{name}” cannot stand below itself. Choose another place.")


class NotInTree(Refusal):
    text = N_("“{name}” is retired or part of another topic. Choose one that is in the tree.")


class MergeWithItself(Refusal):
    text = N_("“{name}” cannot become part of itself or of a topic below it.")


class MergeOfUnlike(Refusal):
    text = N_("A heading and a topic for cases cannot be merged. Choose two of the same sort.")


class MergeUndone(Refusal):
    text = N_("This merge was already undone.")


class NothingToSplitOff(Refusal):
    text = N_("Write a name for the new topic.")


@dataclass(frozen=True, slots=True)
class TopicDraft:
    """A topic as a person describes it. `keywords`: language → patterns."""

    names: LocalText
    is_assignable: bool = True
    inquiry_type: InquiryType = InquiryType.INFORMATION
    definition: str = ""
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_confused: tuple[int, ...] = ()
    remote_target: int | None = None

    def check(self) -> None:
        if not self.names or any(len(name) > NAME_MOST for name in self.names.values()):
            raise TopicNameMissing(field="names")
        if self.remote_target is not None and not 0 <= self.remote_target <= 100:
            raise TargetOutOfRange(field="remote_target")


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A topic's card and who looks after it."""

    text: TopicCardText
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class SplitPart:
    """A new topic made from another, and the cases that get it."""

    names: LocalText
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    case_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicMerge:
    """A topic that became part of another one."""

    id: int
    loser_id: int
    winner_id: int
    at: datetime
    by_name: str


def draft_of(topic: Topic) -> TopicDraft:
    return TopicDraft(
        names=topic.names,
        is_assignable=topic.is_assignable,
        inquiry_type=topic.inquiry_type,
        definition=topic.definition,
        keywords=topic.keywords,
        not_confused=topic.not_confused,
        remote_target=topic.remote_target,
    )


def check_place(tree: TopicTree, topic_id: int | None, parent_id: int | None) -> None:
    """Whether a topic (None: a new one) may stand below `parent_id` (None: at the top)."""
    if parent_id is None:
        return
    name = tree.topics[parent_id].names.in_language("")
    if not tree.topics[parent_id].is_shown:
        raise NotInTree(field="parent_id", name=name)
    if topic_id is not None and parent_id in tree.below(topic_id):
        raise BelowItself(field="parent_id", name=tree.topics[topic_id].names.in_language(""))


def check_names(tree: TopicTree, topic_id: int | None, parent_id: int | None, names: LocalText) -> None:
    """Refuse a name that one beside it already has in the same language."""
    for other in tree.children(parent_id):
        if other.id == topic_id or not other.is_shown:
            continue
        for language, name in names.items():
            if other.names.get(language, "").casefold() == name.casefold():
                raise TopicNameTaken(field="names", name=name)


def check_merge(tree: TopicTree, loser_id: int, winner_id: int) -> None:
    loser, winner = tree.topics[loser_id], tree.topics[winner_id]
    for one in (loser, winner):
        if not one.is_shown:
            raise NotInTree(field="winner_id", name=one.names.in_language(""))
    if winner_id in tree.below(loser_id):
        raise MergeWithItself(field="winner_id", name=loser.names.in_language(""))
    if loser.is_assignable != winner.is_assignable:
        raise MergeOfUnlike(field="winner_id")
