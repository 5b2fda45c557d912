"""What can be done with the topic on which the keyboard stands: actions with their keys, and the forms they need."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csatdesk.domain.corrective_actions import MeasureStart, MeasuresWanted, Origin
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Right
from csatdesk.domain.topic_changes import CardDraft, SplitPart, TopicDraft, draft_of
from csatdesk.domain.topics import Topic
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.topics.card_form import CardForm
from csatdesk.gui.topics.place_form import PlaceForm, heirs_for, places_for
from csatdesk.gui.topics.split_form import SplitForm
from csatdesk.gui.topics.topic_form import TopicForm
from csatdesk.operations.classifying.splitting import split_topic
from csatdesk.operations.topics.commands import (
    add_topic,
    bring_back_topic,
    change_topic,
    look_through_card,
    move_topic,
    retire_topic,
    save_card,
    step_topic,
)
from csatdesk.operations.topics.merging import merge_topics, unmerge_topics
from csatdesk.operations.topics.queries import TopicsFacts
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, language

Command = Callable[[Work], Any]


class TopicDeeds(QObject):
    """`actions` is empty for who may not change topics."""

    form_wanted = Signal(object)  # an InlineForm
    done = Signal()  # what the form said is saved
    made = Signal(int)  # a new topic
    refused = Signal(object)

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self._topic: Topic | None = None
        self._facts: TopicsFacts | None = None
        self.actions: dict[str, QAction] = self._made_actions() if context.may(Right.CHANGE_TOPICS) else {}

    def _made_actions(self) -> dict[str, QAction]:
        deeds: dict[str, tuple[str, str, Callable[[], object]]] = {
            "add": (_("Add t&opic"), "Ins", self.add),
            "change": (_("Chan&ge topic"), "F2", self.change),
            "card": (_("Ca&rd"), "F4", self.card),
            "move": (_("&Move"), "F6", self.move),
            "merge": (_("M&erge"), "F7", self.merge),
            "split": (_("&Split"), "F8", self.split),
            "retire": (_("Reti&re"), "Del", self.retire),
            "measure": (_("Set a meas&ure …"), "F9", self.set_measure),
            "up": (_("Topic one place up"), "Ctrl+Up", partial(self.step, down=False)),
            "down": (_("Topic one place down"), "Ctrl+Down", partial(self.step, down=True)),
        }
        made = {key: make_action(self._owner, words, do, keys) for key, (words, keys, do) in deeds.items()}
        for action in made.values():
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def stand_on(self, topic: Topic | None, facts: TopicsFacts | None) -> None:
        self._topic, self._facts = topic, facts
        is_shown = topic is not None and topic.is_shown
        possible = {
            "add": facts is not None,
            "change": topic is not None,
            "card": topic is not None and topic.is_assignable,
            "move": is_shown,
            "merge": is_shown,
            "split": is_shown and topic is not None and topic.is_assignable,
            "retire": topic is not None,
            "measure": is_shown and self._context.may(Right.LEAD_MEASURES),
            "up": is_shown,
            "down": is_shown,
        }
        for key, action in self.actions.items():
            action.setEnabled(possible[key])

    # deeds without a form

    def retire(self) -> None:
        """Retire the topic with all below it, or bring it back."""
        if self._topic is not None:
            deed = bring_back_topic if self._topic.is_retired else retire_topic
            self._act(partial(deed, topic_id=self._topic.id, version=self._topic.version))

    def step(self, *, down: bool) -> None:
        if self._topic is not None:
            self._act(partial(step_topic, topic_id=self._topic.id, down=down))

    def set_measure(self) -> None:
        """Go on to the page of measures, with this topic filled in."""
        if self._topic is not None:
            start = MeasureStart(Origin.TOPIC, self._topic.id)
            self._context.show_measures(MeasuresWanted(start=start))

    def unmerge(self, merge_id: int) -> None:
        self._act(partial(unmerge_topics, merge_id=merge_id))

    def look_through(self) -> None:
        if self._topic is not None:
            self._act(partial(look_through_card, topic_id=self._topic.id))

    # deeds with a form

    def add(self) -> None:
        """A new topic below the heading on which one stands, or beside the topic."""
        if self._facts is None:
            return
        tree, above = self._facts.tree, self._topic
        if above is not None and above.is_assignable:
            above = tree.topics[tree.now(above.parent_id)] if above.parent_id is not None else None
        parent_id = above.id if above is not None else None
        place = " › ".join(tree.path(parent_id, language()))
        heading = _("New topic in “{place}”").format(place=place) if place else _("New topic at the top")
        form = TopicForm(heading, TopicDraft(LocalText()), tree, None)
        form.saved.connect(lambda draft: self._save(partial(add_topic, draft=draft, parent_id=parent_id), self._made))
        self.form_wanted.emit(form)

    def change(self) -> None:
        topic = self._topic
        if topic is None or self._facts is None:
            return
        heading = _("Change “{name}”").format(name=_name(topic))
        form = TopicForm(heading, draft_of(topic), self._facts.tree, topic.id)

        def save(draft: TopicDraft) -> None:
            self._save(partial(change_topic, topic_id=topic.id, draft=draft, version=topic.version))

        form.saved.connect(save)
        self.form_wanted.emit(form)

    def card(self) -> None:
        topic = self._topic
        if topic is None or self._facts is None:
            return
        heading = _("Card of “{name}”").format(name=_name(topic))
        form = CardForm(heading, topic.card, topic.card_owner_id, self._facts)

        def save(card: CardDraft) -> None:
            self._save(partial(save_card, topic_id=topic.id, card=card, version=topic.version))

        form.saved.connect(save)
        self.form_wanted.emit(form)

    def move(self) -> None:
        topic = self._topic
        if topic is None or self._facts is None:
            return
        heading = _("Move “{name}” below another").format(name=_name(topic))
        hint = _("It takes all below it along. Figures “as then” keep it where it stood.")
        tree = self._facts.tree
        words, offered = (heading, hint, _("Move here")), places_for(tree, topic)
        form = PlaceForm(words, tree, offered, top=topic.parent_id is not None)

        def save(parent_id: int | None) -> None:
            self._save(partial(move_topic, topic_id=topic.id, parent_id=parent_id, version=topic.version))

        form.chosen.connect(save)
        self.form_wanted.emit(form)

    def merge(self) -> None:
        topic = self._topic
        if topic is None or self._facts is None:
            return
        heading = _("Merge “{name}” into another").format(name=_name(topic))
        hint = _(
            "Its cases stay as they are and are read as those of the other from now on. "
            "This can be undone at any time; figures “as then” do not change."
        )
        tree = self._facts.tree
        form = PlaceForm((heading, hint, _("Merge")), tree, heirs_for(tree, topic))

        def save(winner_id: int) -> None:
            command = partial(merge_topics, loser_id=topic.id, winner_id=winner_id, version=topic.version)
            self._save(command, lambda _merge: self.made.emit(winner_id))

        form.chosen.connect(save)
        self.form_wanted.emit(form)

    def split(self) -> None:
        topic = self._topic
        if topic is None:
            return
        form = SplitForm(self._context, _("Split “{name}”").format(name=_name(topic)), topic)

        def save(part: SplitPart) -> None:
            command = partial(split_topic, topic_id=topic.id, parts=(part,), version=topic.version)
            self._save(command, lambda made: self._made(made[0]))

        form.saved.connect(save)
        self.form_wanted.emit(form)

    def _made(self, topic_id: int) -> None:
        self.made.emit(topic_id)

    def _save(self, command: Command, then: Callable[[Any], object] | None = None) -> None:
        def saved(result: object) -> None:
            self.done.emit()
            if then is not None:
                then(result)

        self._context.runner.act(self, command, saved, failed=self.refused.emit)

    def _act(self, command: Command) -> None:
        self._context.runner.act(self, command, failed=self.refused.emit)


def _name(topic: Topic) -> str:
    return topic.names.in_language(language())
