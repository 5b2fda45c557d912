"""Choosing another topic: where a topic moves to, or which one it becomes part of."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from csatdesk.domain.topics import Topic, TopicTree
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.fields import FormRow, Label
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.gui.topics.view import found_topics, top_words, topic_row
from csatdesk.wording.texts import _

TOP = "top"
LINES = 8


class PlaceForm(InlineForm):
    """`chosen` comes with the id of the topic taken, or None for the top of the tree. Enter takes and saves."""

    chosen = Signal(object)

    def __init__(
        self, words: tuple[str, str, str], tree: TopicTree, offered: Sequence[Topic], *, top: bool = False
    ) -> None:
        """`words`: heading, hint and what the button says."""
        heading, hint, save_words = words
        super().__init__(heading, save_words)
        self._tree, self._offered, self._top = tree, offered, top
        self.field = PickList(self._rows, _("Find a topic"), _("No topic has this name."), lines=LINES)
        self.field.taken.connect(self.try_to_save)
        row = FormRow(_("Topic"), self.field, above=True)
        self.named = {"parent_id": row, "winner_id": row, "names": row}
        self.rows.addWidget(Label(hint, "small", "ink2", wrap=True))
        self.rows.addWidget(row)
        self.lay_out()
        self.field.begin()

    def _rows(self, typed: str) -> Sequence[Suggestion]:
        found = found_topics(self._tree, typed, self._offered)[:LINES]
        rows = [topic_row(self._tree, topic) for topic in found]
        top = top_words()
        if self._top and typed.casefold() in top.casefold():
            rows.insert(0, Suggestion(TOP, "", top))
        return rows[:LINES]

    def try_to_save(self) -> None:
        self.clear_errors()
        choice = self.field.choice()
        if choice is not None:
            self.chosen.emit(choice.value if isinstance(choice.value, int) else None)

    def focus_first(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


def places_for(tree: TopicTree, topic: Topic) -> list[Topic]:
    """Where a topic may stand: headings first, nothing below itself."""
    own = tree.below(topic.id)
    shown = [one for one in tree.topics.values() if one.is_shown and one.id not in own and one.id != topic.parent_id]
    return sorted(shown, key=lambda one: one.is_assignable)


def heirs_for(tree: TopicTree, topic: Topic) -> list[Topic]:
    """What a topic may become part of; its neighbours first."""
    own = tree.below(topic.id)
    shown = [
        one
        for one in tree.topics.values()
        if one.is_shown and one.id not in own and one.is_assignable == topic.is_assignable
    ]
    near = {*topic.not_confused}
    return sorted(shown, key=lambda one: (one.id not in near, one.parent_id != topic.parent_id))
