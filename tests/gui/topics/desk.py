"""Hands before the page of topics: keys alone."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csatdesk.domain.topics import Topic, TopicTree
from csatdesk.gui.topics.page import TopicsPage
from csatdesk.operations.topics import load_topic_tree
from csatdesk.system.clock import now
from tests.gui.cases.desk import Desk
from tests.gui.intake.hands import type_text


class TopicsDesk(Desk[TopicsPage]):
    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        super().press(key, modifiers)
        self.settle()

    def write(self, words: str) -> None:
        """In place of what stands in the field."""
        QTest.keyClick(self.focus, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for place, line in enumerate(words.split("\n")):
            if place:
                QTest.keyClick(self.focus, Qt.Key.Key_Return)
            type_text(self.focus, line)
        self.settle()

    def find(self, words: str) -> None:
        """A topic of the tree, by typing; the keyboard stands on it afterwards."""
        self.press(Qt.Key.Key_Escape)
        for letter in words:
            type_text(self.focus, letter)
        self.press(Qt.Key.Key_Return)
        self.rest()
        self.settle()

    def tab_to(self, wanted: QWidget) -> None:
        for _step in range(80):
            if self.focus is wanted or wanted.isAncestorOf(self.focus):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")

    def settle(self) -> None:
        """Let what was posted arrive."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def tree(self) -> TopicTree:
        """As the store holds it now."""
        with self.stage.read(at=now()) as reading:
            return load_topic_tree(reading)

    def topic(self, key: str) -> Topic:
        return self.tree().topics[self.stage.topic_ids[key]]
