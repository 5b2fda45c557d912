"""One thing done with several chosen cases: by the same keys as with one, as a job, with one undo for all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right
from csatdesk.gui.context import Context
from csatdesk.operations.cases.bulk import Deed, do_many
from csatdesk.operations.work import Store
from csatdesk.wording.texts import _

CHANGES = frozenset({Kind.CASE, Kind.MATTER})


@dataclass(frozen=True, slots=True)
class ManyKey:
    """`words` are marked with N_: what the bar says."""

    key: str
    words: str
    keys: str
    right: Right


KEYS = (
    ManyKey("take", N_("Take"), "T", Right.WORK_ON_CASE),
    ManyKey("hand_over", N_("Hand over"), "H", Right.HAND_OVER_CASE),
    ManyKey("close", N_("Close"), "C", Right.WORK_ON_CASE),
    ManyKey("topic", N_("Topic"), "P", Right.WORK_ON_CASE),
    ManyKey("matter", N_("Known matter"), "Shift+K", Right.REGISTER_CASE),
    ManyKey("urgent", N_("Urgent"), "E", Right.WORK_ON_CASE),
    ManyKey("file", N_("Print"), "Ctrl+P", Right.SEE_CASES),
    ManyKey("throw_away", N_("Throw away"), "Ctrl+Delete", Right.THROW_AWAY),
)


def keys_for(context: Context) -> tuple[ManyKey, ...]:
    """Those that the person has the right to."""
    return tuple(one for one in KEYS if context.may(one.right))


@dataclass(frozen=True, slots=True)
class Many:
    """Cases, what is done with each, and the words (marked with N_, place for {count}) that tell it."""

    case_ids: tuple[int, ...]
    deed: Deed
    words: str

    def job(self, store: Store, actor: Actor, progress: Progress) -> Any:
        """A `ManyDone`; as an `Undoable` when anything was done."""
        return do_many(store, actor, progress, case_ids=self.case_ids, deed=self.deed, words=self.words)


def counted(case_ids: Sequence[int], title: str) -> str:
    """What a form for several cases is called: "Hand over: 5 cases"."""
    return _("{what}: {count} cases").format(what=title, count=len(case_ids))
