"""What two people keyed in two ways, one after the other with the paper in hand: 1 the first is right, 2 the second, 3
it is something else.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.errors import Spoken
from csatdesk.domain.forms import Answer, Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.keying import Keying, Taken
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.survey_batches import CODE, Difference
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.fields import ErrorBanner, Hairline, Label, LinkButton, PlainButton
from csatdesk.gui.filling.answer_keys import AnswerKey
from csatdesk.gui.filling.answers import Option
from csatdesk.gui.surveys.question_side import QuestionSide
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.wording.formats import number
from csatdesk.wording.survey_entry import answer_words, question_words
from csatdesk.wording.texts import _, language, ngettext, spoken

SIDE, SIDE_COMPACT = 520, 440
FIRST, SECOND, OTHER = "1", "2", "3"
MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})


class _Differences(EntryList):
    """Arrows move; every other key says what the paper says."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()


class SettleView(QWidget):
    """`settled`: a difference and what the paper says, None for no answer. `done`: all of them, to be released."""

    settled = Signal(object, object)
    done = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._form: Form | None = None
        self.rows: tuple[Difference, ...] = ()
        self.other: Keying | None = None  # while something else is typed
        self.heading = Label("", "heading")
        self.banner = ErrorBanner()
        self.list = _Differences(_("Answers that differ"))
        self.list.chosen.connect(lambda _id: self._show_one())
        self.words = Label("", "question", wrap=True)
        self.keys: list[AnswerKey] = []
        self._keys = QVBoxLayout()
        self.side = QuestionSide()
        self.side.entered.connect(self._other_entered)
        self.side.written.connect(lambda text: self.other.write(text) if self.other is not None else None)
        self.side.chosen.connect(self._other_chosen)
        self.release = PlainButton(_("Let the stack count"), keys="Ctrl+Return", likely=True)
        self.release.clicked.connect(self.try_to_release)
        self.leave = LinkButton(_("Leave"), keys="Esc", role="body")
        self.leave.clicked.connect(self.left)
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        self._head = QVBoxLayout()
        self._head.addWidget(self.heading)
        self._head.addWidget(self.banner)
        self._right = QWidget()
        right = self._right_column = QVBoxLayout(self._right)
        right.setSpacing(S12)
        self._keys.setSpacing(S8)
        right.addWidget(self.words)
        right.addLayout(self._keys)
        right.addWidget(self.side, 1)
        right.addStretch(0)
        lists = QHBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self.list, 1)
        lists.addWidget(Hairline(upright=True))
        lists.addWidget(self._right)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(S16)
        for part in (self.release, self.leave):
            self._foot.addWidget(part)
        self._foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(Hairline())
        column.addLayout(lists, 1)
        column.addWidget(Hairline())
        column.addLayout(self._foot)

    # what is shown

    def show_rows(self, form: Form, rows: Sequence[Difference]) -> None:
        """Stands on the first that is open."""
        self._form, self.rows, self.other = form, tuple(rows), None
        open_ones = [place for place, row in enumerate(rows) if not row.is_settled]
        told = ngettext("{left} of {count} answer to settle", "{left} of {count} answers to settle", len(rows))
        self.heading.setText(told.format(left=number(len(open_ones)), count=number(len(rows))))
        self.banner.say("")
        self.list.show_entries([self._entry(place, row) for place, row in enumerate(rows)])
        if rows:
            self.list.choose(open_ones[0] if open_ones else len(rows) - 1)
        self.release.setProperty("likely", not open_ones)
        self._show_one()

    def _entry(self, place: int, row: Difference) -> Entry:
        told = _("{first} or {second}").format(first=self._said(row, row.first), second=self._said(row, row.second))
        item = self._item(row)
        question = (item.short or item.text).in_language(language()) if item else question_words(None, row.item_key)
        words = _("Form {number}: {question}").format(number=row.number, question=question)
        note = self._said(row, row.holds) if row.is_settled else ""
        return Entry(place, words, told, note=note, is_faint=row.is_settled)

    def _said(self, row: Difference, answer: Answer | None) -> str:
        return answer_words(self._item(row), answer)

    def _item(self, row: Difference) -> Item | None:
        return self._form.item(row.item_key) if self._form is not None and row.item_key != CODE else None

    @property
    def row(self) -> Difference | None:
        place = self.list.current
        return self.rows[place] if isinstance(place, int) and place < len(self.rows) else None

    def _show_one(self) -> None:
        row, self.other = self.row, None
        self.side.hide()
        for old in self.keys:
            self._keys.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.keys = []
        self.words.setText("" if row is None else question_words(self._item(row), row.item_key))
        if row is None:
            self.words.setText(_("Both people keyed the same throughout."))
            return
        for sign, words in (
            (FIRST, self._said(row, row.first)),
            (SECOND, self._said(row, row.second)),
            (OTHER, _("Something else")),
        ):
            key = AnswerKey(Option(sign, words, sign))
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(lambda _checked=False, one=sign: self._press(one))
            self._keys.addWidget(key)
            self.keys.append(key)
            key.show()

    def focus_first(self) -> None:
        (self.list if self.rows else self.release).setFocus(Qt.FocusReason.OtherFocusReason)

    def refused(self, error: Spoken) -> None:
        self.banner.say(spoken(error))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.other is None:
                self.left.emit()
            else:
                self._show_one()
            self.focus_first()
            return
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.try_to_release()
        elif is_enter and self.other is not None:
            self._other_entered()
        elif event.text().isprintable() and event.text() and not held:
            self._press(event.text())
        else:
            super().keyPressEvent(event)

    def _press(self, sign: str) -> None:
        row = self.row
        if row is None:
            return
        if self.other is not None:
            self._press_other(self.other, sign)
        elif sign == FIRST:
            self.settled.emit(row, row.first)
        elif sign == SECOND:
            self.settled.emit(row, row.second)
        elif sign == OTHER:
            self._ask_other(row)

    def _ask_other(self, row: Difference) -> None:
        item = self._item(row)
        speech = language()
        text = item.text if item is not None else LocalText({speech: question_words(None, row.item_key)})
        scale = item.scale if item is not None else Scale(ScaleKind.TEXT)
        asked = Item("other", text, scale, may_be_na=item is not None and item.may_be_na, may_be_unseen=False)
        self.other = Keying(Form("other", 1, text, (Section("other", text, (asked,)),)))
        for key in self.keys:
            key.hide()
        self.words.setText("")
        self.side.show_item(self.other)
        self.side.show()
        if self.side.takes_words:
            self.side.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press_other(self, other: Keying, sign: str) -> None:
        taken = other.press(sign)
        if taken is Taken.ANSWERED:
            self._settle_other(other)
        else:
            self.side.show_item(other)
            if taken is Taken.WRONG:
                self.side.say_wrong(sign)

    def _other_entered(self) -> None:
        if self.other is not None:
            self._settle_other(self.other)

    def _other_chosen(self, answer: Answer) -> None:
        if self.other is not None:
            self.other.answer(answer)
            self._settle_other(self.other)

    def _settle_other(self, other: Keying) -> None:
        row = self.row
        if row is not None:
            self.settled.emit(row, other.answers.get("other"))

    def try_to_release(self) -> None:
        """All settled, or on to the first that is not."""
        left = next((place for place, row in enumerate(self.rows) if not row.is_settled), None)
        if left is None:
            self.done.emit()
            return
        self.list.choose(left)
        self.focus_first()

    def _refit(self) -> None:
        side, high = theme().margin, S8 if theme().compact else S12
        self._head.setContentsMargins(side, high, side, high)
        self._foot.setContentsMargins(side, S8, side, S8)
        self._right_column.setContentsMargins(side, S16, side, S8)
        self._right.setFixedWidth(theme().px(SIDE_COMPACT if theme().compact else SIDE))
