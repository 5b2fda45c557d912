"""What stands beside the intake for a topic: ask this, say this, papers needed, who decides."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.topics import TopicCardText
from csatdesk.gui.fields import CheckBox, Label
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S16
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES

T = TypeVar("T")


class TickLine(QWidget):
    """A box to tick and its words, in as many lines as they need."""

    toggled = Signal(bool)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = CheckBox("")
        self.box.setAccessibleName(words)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box.toggled.connect(self.toggled)
        self._words = Label(words, _role(), "ink2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def isChecked(self) -> bool:
        return self.box.isChecked()

    def stand_out(self, out: bool) -> None:
        """The next open question is bold."""
        self._words.set_bold(out)
        self._words.set_tone("ink" if out else "ink2")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.box.toggle()


class TopicCard(QWidget):
    """Hidden while no topic is likely; a topic without card shows its name alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, str, bool] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.asked: list[TickLine] = []
        self.papers: list[TickLine] = []
        self.hide()

    def show_card(self, key: str, title: str, card: TopicCardText | None, customer_language: str) -> None:
        """Show a topic's card; ticks stay while it is the same topic in the same language."""
        self.setVisible(bool(key))
        shown = key, customer_language, theme().compact
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        self._column.setSpacing(S8)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(Label(title, bold=True, wrap=True))
        duration = in_language(card.usual_duration, language()) if card else None
        if duration and not theme().compact:
            head.addWidget(Label(duration, "small", "ink2", wrap=True))
        self._column.addLayout(head)
        if card is not None:
            self._add_asked(in_language(card.ask, language()) or ())
            self._add_said(card.say, customer_language)
            self._add_papers(in_language(card.papers, language()) or ())
            self._add_decides(in_language(card.who_decides, language()) or "")

    def _clear(self) -> None:
        self.asked, self.papers = [], []
        while (item := self._column.takeAt(0)) is not None:
            _delete(item.widget(), item.layout())

    def _add_asked(self, questions: Sequence[str]) -> None:
        if not questions:
            return
        count = Label("", "caption", "ink3")
        self.asked = self._add_boxes(_("Ask this"), questions, count)
        for box in self.asked:
            box.toggled.connect(partial(self._tell_asked, count))
        self._tell_asked(count)

    def _tell_asked(self, count: Label, _on: bool = False) -> None:
        done = sum(box.isChecked() for box in self.asked)
        count.setText(_("{done} of {all} done").format(done=done, all=len(self.asked)))
        following = next((box for box in self.asked if not box.isChecked()), None)
        for box in self.asked:
            box.stand_out(box is following)

    def _add_papers(self, papers: Sequence[str]) -> None:
        if not papers:
            return
        missing = Label("", "caption", "ink3")
        self.papers = self._add_boxes(_("Papers needed"), papers, missing)
        for box in self.papers:
            box.toggled.connect(partial(self._tell_papers, missing))
        self._tell_papers(missing)

    def _tell_papers(self, missing: Label, _on: bool = False) -> None:
        count = sum(not box.isChecked() for box in self.papers)
        some = ngettext("{count} missing", "{count} missing", count).format(count=count)
        missing.setText(some if count else _("none missing"))

    def _add_boxes(self, heading: str, lines: Sequence[str], right: Label) -> list[TickLine]:
        group = QVBoxLayout()
        group.setSpacing(0 if theme().compact else 1)
        group.addLayout(_headed(heading, right))
        boxes = [TickLine(line) for line in lines]
        for box in boxes:
            group.addWidget(box)
        self._column.addLayout(group)
        return boxes

    def _add_said(self, say: Mapping[str, Sequence[str]], customer_language: str) -> None:
        texts = in_language(say, customer_language)
        if not texts:
            return
        spoken_in = customer_language if say.get(customer_language) else "en"
        group = QVBoxLayout()
        group.setSpacing(S4)
        group.addLayout(_headed(_("Say this"), Label(LANGUAGE_NAMES[spoken_in], "caption", "ink3")))
        group.addWidget(_Quote("\n".join(texts)))
        self._column.addLayout(group)

    def _add_decides(self, who: str) -> None:
        if who and not theme().compact:
            line = QHBoxLayout()
            line.setSpacing(S16)
            line.addWidget(Label(_("Decides"), "small", "ink2"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(who, "small", wrap=True), 1)
            self._column.addLayout(line)


def _role() -> str:
    return "small" if theme().compact else "body"


def in_language(texts: Mapping[str, T], code: str) -> T | None:
    """The text of that language, else the English one, else none."""
    return texts.get(code) or texts.get("en")


def _headed(heading: str, right: Label) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(Label(heading, "small", bold=True), 1)
    line.addWidget(right)
    return line


def _delete(widget: QWidget | None, layout: object) -> None:
    if widget is not None:
        widget.setParent(None)
        widget.deleteLater()
    if isinstance(layout, QHBoxLayout | QVBoxLayout):
        while (item := layout.takeAt(0)) is not None:
            _delete(item.widget(), item.layout())
        layout.deleteLater()


class _Quote(QWidget):
    """Words to say or read out, with a bar at their left."""

    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 0, 2)
        row.addWidget(Label(words, _role(), wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRectF(0, 0, 2, self.height()), theme().color("accent_line"))
