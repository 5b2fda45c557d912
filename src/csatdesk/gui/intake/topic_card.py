"""What stands beside the intake for a topic: ask this, say this, papers needed, who decides, a link to give."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.topics import TopicCardText
from csatdesk.gui.fields import CheckBox, Label, LinkButton
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
    """Hidden while no topic is likely; a topic without card shows its name alone.

    `ticked` and `link_given` belong to the talk: its draft keeps them, and `restore` brings them back.
    """

    changed = Signal()  # a tick, or that the link was given

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, str, bool] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.asked: list[TickLine] = []
        self.papers: list[TickLine] = []
        self.link_given = ""  # how, in the words that the history will say
        self._restored: tuple[int, ...] = ()
        self.given_buttons: list[LinkButton] = []
        self.hide()

    @property
    def ticked(self) -> tuple[int, ...]:
        """The places of what is ticked, questions and papers in one row; before a card is shown, what was restored."""
        if self._restored:
            return self._restored
        return tuple(place for place, line in enumerate((*self.asked, *self.papers)) if line.isChecked())

    def restore(self, ticked: tuple[int, ...], link_given: str) -> None:
        """What a draft held; ticked as soon as the card comes."""
        self._restored, self.link_given = ticked, link_given

    def show_card(self, key: str, title: str, card: TopicCardText | None, customer_language: str) -> None:
        """Show a topic's card; ticks stay while it is the same topic in the same language."""
        self.setVisible(bool(key))
        shown = key, customer_language, theme().compact
        if shown == self._shown:
            return
        is_same = self._shown is not None and self._shown[:2] == shown[:2]
        ticked = self.ticked if is_same or self._restored else ()
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
            self._add_link(in_language(card.link, customer_language) or "")
        self._tick(ticked)

    def _tick(self, ticked: tuple[int, ...]) -> None:
        lines = (*self.asked, *self.papers)
        for place in ticked:
            if place < len(lines):
                lines[place].box.setChecked(True)
        if lines:
            self._restored = ()
        for line in lines:
            line.toggled.connect(lambda _on: self.changed.emit())

    def _clear(self) -> None:
        self.asked, self.papers, self.given_buttons = [], [], []
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

    def _add_link(self, link: str) -> None:
        if not link:
            return
        group = QVBoxLayout()
        group.setSpacing(0)
        told = Label(_("given") if link in self.link_given else "", "caption", "ink3")
        group.addLayout(_headed(_("Link"), told))
        words = Label(link, "small", wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        group.addWidget(words)
        ways = QHBoxLayout()
        ways.setSpacing(S16)
        for said, history in (
            (_("Handed over"), _("Link handed over: {link}")),
            (_("Read out"), _("Link read out: {link}")),
        ):
            button = LinkButton(said)
            button.clicked.connect(partial(self._give, history.format(link=link), told))
            ways.addWidget(button)
            self.given_buttons.append(button)
        ways.addStretch(1)
        group.addLayout(ways)
        self._column.addLayout(group)

    def _give(self, history: str, told: Label) -> None:
        """The history of the case says so once it is saved."""
        self.link_given = history
        told.setText(_("given"))
        self.changed.emit()


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
