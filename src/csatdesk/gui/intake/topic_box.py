"""The topic: three suggestions with the words that made them; typing searches the whole tree in the same place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.topics import Found, Suggestion, Topic, TopicTree
from csatdesk.gui.fields import Label, TextField, label_column
from csatdesk.gui.runner import Runner
from csatdesk.gui.suggestion_list import Suggestion as Row
from csatdesk.gui.suggestion_list import SuggestionList, full_name, row_gap, row_height, stepped
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import LANGUAGES, _, language

EDGE = 11  # from the edge of a bare field to its text
WAIT_MS = 120  # after the last key in the text
SHOWN, LEAST_COMPACT = 3, 2  # suggestions; the third gives way where a small screen has no room for it
_NO_TREE = TopicTree(())


def suggest(reading: Reading, *, text: str) -> tuple[TopicTree, tuple[Suggestion, ...]]:
    """The tree, and what it makes of the text. Runs beside the window: a long text has many words."""
    tree = load_topic_tree(reading)
    return tree, tree.suggest(text, limit=SHOWN)


class TopicBox(QWidget):
    """A row of the form: label and search field in the column of labels, suggestions beside them."""

    changed = Signal()  # the topic
    looked = Signal(object)  # what the suggestions found in the text: a group of places for each
    settled = Signal()  # Enter: go on

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._tree = _NO_TREE
        self._topic_id: int | None = None
        self._candidate = 0
        self._suggestions: tuple[Suggestion, ...] = ()
        self._suggested: set[int] = set()
        self._text = ""
        self.field = TextField(bare=True, placeholder=_("or type"))
        self.field.setProperty("ring", "")
        self.field.setProperty("ring_room", S4)
        self.field.setAccessibleName(_("Topic: type to search all topics"))
        self.list = SuggestionList()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Suggested topics"))
        self._hint = Label(_("Suggestions come as you write."), "small", "ink3", self.list)
        self._read_text = ""  # what the suggestions shown are from
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self._lay_out()
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._searched)
        self.field.installEventFilter(self)
        self.list.chosen.connect(self.take)
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        label = Label(_("&Topic"), "body", "ink2")
        label.setBuddy(self.field)
        self._names = QVBoxLayout()
        self._names.setSpacing(0)
        self._names.addWidget(label)
        self._names.addSpacing(2)
        self._names.addWidget(self.field)
        self._names.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addLayout(self._names, 0, 0)
        self._grid.addWidget(self.list, 0, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def topic_id(self) -> int | None:
        """The topic a person accepted; None while nobody did."""
        return self._topic_id

    @property
    def is_behind(self) -> bool:
        """Whether the suggestions are still those of an earlier text."""
        return self._wait.isActive() or self._read_text != self._text

    @property
    def tree(self) -> TopicTree:
        return self._tree

    @property
    def suggested_ids(self) -> tuple[int, ...]:
        """Every topic that was suggested while this was written, for the measure of how often one is accepted."""
        return tuple(sorted(self._suggested))

    @property
    def likely(self) -> Topic | None:
        """The topic accepted, else the one suggested first."""
        first = self._suggestions[0].topic_id if self._suggestions else None
        found = self._topic_id if self._topic_id is not None else first
        return self._tree.topics.get(found) if found is not None else None

    def show_topic(self, topic_id: int | None, suggested: Sequence[int], text: str) -> None:
        """Show what a draft held."""
        self._topic_id = topic_id
        self._suggested = set(suggested)
        self._text = text
        self._ask()

    def ask_again(self) -> None:
        """The tree has changed."""
        self._ask()

    def read(self, text: str) -> None:
        """Suggest from `text`, a moment after the last key."""
        if text != self._text:
            self._text = text
            self._wait.start()

    def take(self, topic_id: object) -> None:
        """Accept a topic; what was searched for is cleared away."""
        assert topic_id is None or isinstance(topic_id, int)
        self._topic_id = topic_id
        self.field.clear()
        self._show_suggestions()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if event.type() == QEvent.Type.KeyPress:
                assert isinstance(event, QKeyEvent)
                return self._key(event)
            if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
                QTimer.singleShot(0, self, self._mark)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.list.rows:
                self._candidate = stepped(event, self._candidate, len(self.list.rows))
                self._mark()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.list.rows:
                    self.take(self.list.rows[self._candidate].value)
                self.settled.emit()
            case Qt.Key.Key_Escape if self.field.text():
                self.field.clear()
                self._show_suggestions()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if not self.field.text() and self._topic_id is not None:
                self.take(None)
            case _:
                return False
        return True

    def _searched(self, typed: str) -> None:
        if not typed.strip():
            self._show_suggestions()
            return
        spoken = dict.fromkeys((language(), *LANGUAGES))  # a customer's word may be of any language
        found = dict.fromkeys(topic.id for code in spoken for topic in self._tree.search(typed, code))
        self._show_rows([self._row(topic_id, (), "", "") for topic_id in found])

    def _ask(self) -> None:
        self._wait.stop()
        self._runner.ask(self, partial(suggest, text=self._text), partial(self._answered, self._text))

    def _answered(self, text: str, answer: tuple[TopicTree, tuple[Suggestion, ...]]) -> None:
        if text != self._text:
            return
        before = self.likely
        self._read_text = text
        self._tree, self._suggestions = answer
        self._suggested |= {one.topic_id for one in self._suggestions}
        if not self.field.text().strip():
            self._show_suggestions()
        self.looked.emit(tuple(one.because for one in self._suggestions))
        if self.likely != before:
            self.changed.emit()

    def _show_suggestions(self) -> None:
        told: dict[int, Sequence[Found]] = {one.topic_id: one.because for one in self._suggestions}
        if self._topic_id is not None and self._topic_id not in told:
            told = {self._topic_id: ()} | dict(list(told.items())[: SHOWN - 1])
        rows = [
            self._row(topic_id, because, f"Ctrl+{place}", "" if because else _("chosen by you"))
            for place, (topic_id, because) in enumerate(told.items(), start=1)
            if topic_id in self._tree.topics
        ]
        self._show_rows(rows)

    def _row(self, topic_id: int, because: Sequence[Found], keys: str, note: str) -> Row:
        path = self._tree.path(topic_id, language())
        words = tuple(dict.fromkeys(place.text for place in because))
        return Row(topic_id, " › ".join(path[:-1]), path[-1], words, keys, note)

    def _show_rows(self, rows: Sequence[Row]) -> None:
        self._candidate = next((i for i, row in enumerate(rows) if row.value == self._topic_id), 0)
        self.list.show_rows(rows)
        searched = bool(self.field.text().strip())
        self._hint.setText(_("No topic has this name.") if searched else _("Suggestions come as you write."))
        self._hint.setVisible(not rows)
        self._mark()

    def _mark(self) -> None:
        """While the field has the focus the row that Enter would take stands out, else the one taken."""
        rows = self.list.rows
        if not self.field.hasFocus() or not rows:
            self.list.mark(self._topic_id)
            return
        row = rows[self._candidate]
        self.list.mark(row.value)
        self.list.scrollTo(self.list.model().index(self._candidate, 0))
        self.field.setAccessibleDescription(full_name(row))

    def sizeHint(self) -> QSize:
        """The least height: it asks for no more, and takes more before the story does."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_whole_rows()

    def _show_whole_rows(self) -> None:
        row = row_height() + row_gap()
        height = min(max(self.height(), self.minimumHeight()), self.maximumHeight())
        self.list.setFixedHeight(height // row * row)

    def _refit(self) -> None:
        row = row_height() + row_gap()
        self.setMinimumHeight((LEAST_COMPACT if theme().compact else SHOWN) * row)
        self.setMaximumHeight(SHOWN * row)
        self._show_whole_rows()
        down = (row_height() - theme().metrics("body").height()) // 2
        self._names.setContentsMargins(0, down, S8, 0)
        self._grid.setColumnMinimumWidth(0, label_column())
        self.field.setFixedWidth(label_column() - S8)
        self.field.setFont(theme().font("small"))
        self.field.setFixedHeight(theme().metrics("small").height() + 8)
        self.field.setTextMargins(-EDGE, 0, -EDGE, 0)
        self._hint.move(S12, down)
