"""Two topics become one, by a pointer and a log: no case is touched, so that a merge can be undone at any time."""

from functools import partial

from sqlalchemy import select

from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.topic_changes import MergeUndone, TopicMerge, check_merge
from csatdesk.operations.topics.nodes import change, node_of, own_name
from csatdesk.operations.topics.trees import load_topic_tree, touch_topics
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.links import Merge
from csatdesk.store.entities.staff import Staff

WHAT = "topics"


def merge_topics(work: Work, *, loser_id: int, winner_id: int, version: int | None = None) -> Undoable[int]:
    """Let a topic, with all below it, be part of another one from now on; the id of the merge.

    Its cases keep it; everywhere they are read as the winner's, and "as then" as what they were.
    """
    node = node_of(work, loser_id, version)
    check_merge(load_topic_tree(work), loser_id, winner_id)
    change(work, node, {"merged_into_id": winner_id})
    merge = Merge(centre_id=work.actor.centre_id, what=WHAT, loser_id=loser_id, winner_id=winner_id)
    merge.at, merge.by_id = work.at, work.actor.id
    work.db.add(merge)
    work.db.flush()
    touch_topics(work)
    values: dict[str, object] = {"name": own_name(work, node), "winner": own_name(work, node_of(work, winner_id))}
    return Undoable(merge.id, partial(_part, merge_id=merge.id), N_("Merged “{name}” into “{winner}”."), values)


def unmerge_topics(work: Work, *, merge_id: int) -> Undoable[None]:
    """Let a topic stand by itself again."""
    loser_id, winner_id = _part(work, merge_id=merge_id)
    undo = partial(merge_topics, loser_id=loser_id, winner_id=winner_id)
    name = own_name(work, node_of(work, loser_id))
    return Undoable(None, undo, N_("“{name}” is a topic of its own again."), {"name": name})


def _part(work: Work, *, merge_id: int) -> tuple[int, int]:
    require(work.actor, Right.CHANGE_TOPICS)
    query = select(Merge).where(Merge.id == merge_id, Merge.what == WHAT, Merge.centre_id == work.actor.centre_id)
    merge = work.db.execute(query).scalar_one()
    if merge.undone_at is not None:
        raise MergeUndone()
    merge.undone_at, merge.undone_by_id = work.at, work.actor.id
    change(work, node_of(work, merge.loser_id), {"merged_into_id": None})
    touch_topics(work)
    return merge.loser_id, merge.winner_id


def list_topic_merges(reading: Reading) -> tuple[TopicMerge, ...]:
    """The merges that hold, newest first."""
    query = (
        select(Merge.id, Merge.loser_id, Merge.winner_id, Merge.at, Staff.name)
        .join(Staff, Staff.id == Merge.by_id)
        .where(Merge.centre_id == reading.actor.centre_id, Merge.what == WHAT, Merge.undone_at.is_(None))
        .order_by(Merge.at.desc(), Merge.id.desc())
    )
    return tuple(TopicMerge(*row) for row in reading.db.execute(query))
