"""Filling a form: how much is left and where one stands at the left, one question at the right. All by keyboard.

Usage:
    entry = EntryView(zone)
    entry.add_last(_("Last words"), remarks, remarks.focus_first)   # a step after the questions
    entry.show_filled(Filled(form, answers, notes, files))
    entry.answered.connect(keep)                         # item key, answer or None: keep it at once
    entry.go_to("V17")                                   # where something is still open
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.evaluations import NOTE_MOST, EvidenceFile
from csatdesk.domain.forms import NA, NOT_OBSERVED, Answer, Form, Item, Section
from csatdesk.domain.lengths import ValueTooLong, fitting
from csatdesk.gui.actions import make_action
from csatdesk.gui.fields import Hairline, Label, PlainButton
from csatdesk.gui.file_drops import FileDrops
from csatdesk.gui.filling.answers import after_press, name_of
from csatdesk.gui.filling.question import QuestionView
from csatdesk.gui.filling.section_list import ListRow, SectionList
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S4, S8, S12, S16, S24
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext, spoken

NOTE_MS = 600  # after the last key of a note
LIST_WIDE, LIST_COMPACT = 252, 220
LAST = "\0last"  # the key of the step after the questions
ABSENT = frozenset({NA, NOT_OBSERVED})


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what was answered so far."""

    form: Form
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[EvidenceFile] = ()


class EntryView(QWidget):
    """See the module's first words."""

    answered = Signal(str, object)  # item, and its answer or None
    absent = Signal(str)  # a section that is not here as a whole
    noted = Signal(str, str)  # item, and what was seen or heard
    files_wanted = Signal(str)  # item: choose files for it
    files_dropped = Signal(str, QMimeData)  # item
    save_wanted = Signal(int)
    remove_wanted = Signal(int)
    picture_wanted = Signal(int)

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._filled: Filled | None = None
        self.answers: dict[str, Answer] = {}
        self.notes: dict[str, str] = {}
        self.current = ""
        self._is_begun = False  # with what is shown now
        self._is_note_long = False
        self._passed: set[str] = set()
        self._last_words = ""
        self._focus_last: Callable[[], object] = self.setFocus
        self.left_words, self.of_words = Label("", "number"), Label("", "small", "ink2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.list = SectionList()
        self.list.setAccessibleName(_("Sections and questions"))
        self.question = QuestionView(zone)
        self.kept = Label("", "small", "ink2")
        self.back = PlainButton(_("Back"), keys="Backspace")
        self.next = PlainButton(_("Next question"), keys="Return", likely=True)
        self._note_pause = Pause(self.keep_note, self, NOTE_MS)
        self._below_list = QVBoxLayout()
        self._lay_out()
        self._connect()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(S12)
        head.addWidget(self.left_words, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self.of_words, 1, Qt.AlignmentFlag.AlignBaseline)
        self._top = QVBoxLayout()
        self._top.setSpacing(S8)
        self._top.addLayout(head)
        self._top.addWidget(self.bar)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addLayout(self._top)
        side.addWidget(self.list, 1)
        side.addLayout(self._below_list)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(S8)
        self._foot.addWidget(self.kept, 1)
        self._foot.addWidget(self.back)
        self._foot.addWidget(self.next)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.question)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addLayout(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(Hairline(upright=True))
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.list.gone_to.connect(self.go_to)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.question.keys.pressed.connect(self._press)
        self.question.keys.typed.connect(self._answer)
        self.question.note.textChanged.connect(self._note_pause.poke)
        evidence = self.question.evidence
        evidence.add_wanted.connect(lambda: self.files_wanted.emit(self.current))
        evidence.save_wanted.connect(self.save_wanted)
        evidence.remove_wanted.connect(self.remove_wanted)
        evidence.picture_wanted.connect(self.picture_wanted)
        drops = FileDrops(self.question, self.question.note, lambda: self.item is not None)
        drops.dropped.connect(lambda mime: self.files_dropped.emit(self.current, mime))
        deeds: tuple[tuple[str, Callable[[], object], str], ...] = (
            (_("Write a note"), self.question.note.setFocus, "Ctrl+M"),
            (_("Next open question"), self.go_to_open, "Ctrl+J"),
            (_("This whole section is not here"), self._section_absent, "Ctrl+Shift+A"),
        )
        self.actions_here = [make_action(self, words, do, keys) for words, do, keys in deeds]
        for action in self.actions_here:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def add_last(self, words: str, step: QWidget, focus: Callable[[], object]) -> None:
        """A step after the questions; `focus` puts the keyboard into it."""
        self._last_words, self._focus_last = words, focus
        self._stack.addWidget(step)

    def add_below_list(self, widget: QWidget) -> None:
        self._below_list.addWidget(widget)

    # what is shown

    def leave(self) -> None:
        """Another one is shown next, perhaps with the same form; until then nothing can be answered."""
        self._drop_note()
        self._is_begun = False
        self.setEnabled(False)

    def show_filled(self, filled: Filled) -> None:
        """Show a form; the same once more leaves one where one stands."""
        is_other = not self._is_begun or self._filled is None or self._filled.form is not filled.form
        self._filled, self._is_begun = filled, True
        self.setEnabled(True)
        self.answers, self.notes = dict(filled.answers), dict(filled.notes)
        if is_other:
            self._drop_note()
            self._passed = set()
            self.current = ""
        keys = self._keys()
        if self.current not in keys:
            left = filled.form.left(self.answers)
            self.current = left[0].key if left else keys[-1]
        self._show()

    @property
    def form(self) -> Form:
        assert self._filled is not None
        return self._filled.form

    @property
    def item(self) -> Item | None:
        """The question in which one stands; None in the last step."""
        return self.form.item(self.current) if self._filled is not None else None

    def _asked(self) -> tuple[tuple[Section, tuple[Item, ...]], ...]:
        return self.form.asked(self.answers)

    def _keys(self) -> list[str]:
        keys = [item.key for _section, items in self._asked() for item in items]
        return [*keys, LAST] if self._last_words else keys

    def _show(self) -> None:
        asked = self._asked()
        left = {one.key for one in self.form.left(self.answers)}
        count = sum(len(items) for _section, items in asked)
        self._show_count(len(left), count)
        self.list.show_rows(self._rows(asked, left))
        self._stack.setCurrentIndex(1 if self.current == LAST else 0)
        if self.current != LAST:
            self._show_question(asked)
        keys = self._keys()
        self.back.setEnabled(self.current != keys[0])
        self.next.setEnabled(self.current != keys[-1])

    def _show_count(self, left: int, count: int) -> None:
        self.left_words.setText(ngettext("{count} left", "{count} left", left).format(count=number(left)))
        self.of_words.setText(_("of {count}").format(count=number(count)))
        self.bar.setRange(0, max(count, 1))
        self.bar.setValue(count - left)
        self.bar.setAccessibleName(f"{self.left_words.text()} {self.of_words.text()}")

    def _rows(self, asked: Sequence[tuple[Section, Sequence[Item]]], left: set[str]) -> list[ListRow]:
        rows: list[ListRow] = []
        for section, items in asked:
            is_current = any(one.key == self.current for one in items)
            rows.append(self._section_row(section, items, left, is_current=is_current))
            if is_current:
                rows += [self._item_row(one, left) for one in items]
        if self._last_words:
            is_last = self.current == LAST
            rows.append(ListRow(LAST, self._last_words, is_section=True, is_current=is_last))
        return rows

    def _section_row(self, section: Section, items: Sequence[Item], left: set[str], *, is_current: bool) -> ListRow:
        open_items = [one for one in items if one.key in left]
        first = open_items[0] if open_items else items[0]
        is_absent = not open_items and all(self.answers.get(one.key) in ABSENT for one in items)
        note = _("not here") if is_absent else ""
        if open_items:
            count = len(open_items)
            note = ngettext("{count} left", "{count} left", count).format(count=number(count))
        return ListRow(
            first.key,
            section.title.in_language(language()),
            note,
            is_section=True,
            is_current=is_current,
            is_done=not open_items and not is_absent,
            is_faint=is_absent,
        )

    def _item_row(self, item: Item, left: set[str]) -> ListRow:
        is_current = item.key == self.current
        is_done = item.key in self.answers and not is_current
        was_passed = item.key in self._passed and item.key in left
        note = _("now") if is_current else _("skipped") if was_passed else ""
        return ListRow(item.key, name_of(item), note, is_current=is_current, is_done=is_done)

    def _show_question(self, asked: Sequence[tuple[Section, Sequence[Item]]]) -> None:
        assert self._filled is not None
        for section, items in asked:
            for place, item in enumerate(items, start=1):
                if item.key == self.current:
                    answer = self.answers.get(item.key)
                    self.question.show_question(section, item, (place, len(items)), answer)
        files = [one for one in self._filled.files if one.item_key == self.current]
        is_written = self._note_pause.is_waiting or self._is_note_long
        note = self.question.note.toPlainText() if is_written else self.notes.get(self.current, "")
        self.question.show_beside(note, files, self.question.photo_keys)

    def say_kept(self, words: str) -> None:
        """When the last answer was kept, in words, or why it was not."""
        self.kept.setText(words)

    # answering

    def _press(self, answer: Answer) -> None:
        item = self.item
        if item is not None:
            self._answer(after_press(item, self.answers.get(item.key), answer))
            self.question.keys.show_item(item, self.answers.get(item.key))

    def _answer(self, answer: Answer | None) -> None:
        key = self.current
        if self.answers.get(key) == answer:
            return
        if answer is None:
            self.answers.pop(key, None)
        else:
            self.answers[key] = answer
        self._show_list_again()
        self.question.keys.mark(answer)
        self.answered.emit(key, answer)

    def _show_list_again(self) -> None:
        asked, left = self._asked(), {one.key for one in self.form.left(self.answers)}
        self._show_count(len(left), sum(len(items) for _section, items in asked))
        self.list.show_rows(self._rows(asked, left))

    def _section_absent(self) -> None:
        section = next((one for one, items in self._asked() if any(i.key == self.current for i in items)), None)
        if section is not None:
            self.absent.emit(section.key)

    def keep_note(self) -> bool:
        """Hand over what is written now, if it is not kept yet. False: it is too long, which is said at it."""
        self._note_pause.cancel()
        text, key = self.question.note.toPlainText(), self.current
        if self.item is None:
            return True
        try:
            kept = fitting(text, field="note", most=NOTE_MOST)
        except ValueTooLong as refusal:
            self._say_note_long(spoken(refusal))
            return False
        self._say_note_long("")
        if kept != self.notes.get(key, "").strip():
            self.notes[key] = kept
            self.noted.emit(key, kept)
        return True

    def keep_words(self, keep_last: Callable[[], bool]) -> bool:
        """The note, and by `keep_last` what is written in the last step; one stands where something cannot be kept."""
        if not self.keep_note():
            return False
        if not keep_last():
            self.go_to(LAST)
            return False
        return True

    @property
    def has_unread(self) -> bool:
        """Whether a number stands there that cannot be read, and so is kept nowhere."""
        return self.item is not None and bool(self.question.keys.error.sentence)

    def _say_note_long(self, words: str) -> None:
        self._is_note_long = bool(words)
        self.question.say_of_note(words)

    def _drop_note(self) -> None:
        """What is written belongs to something that is no longer shown."""
        self._note_pause.cancel()
        self._say_note_long("")

    # moving

    def go_to(self, key: str) -> None:
        """Stand on this question (or the last step). A note that cannot be kept is not left."""
        if not self.keep_note():
            self.question.note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.item is not None and self.current not in self.answers:
            self._passed.add(self.current)
        self.question.note.clearFocus()
        if key in self._keys():
            self.current = key
        self._show()
        self.focus_question()

    def go_on(self) -> None:
        self._step(1)

    def go_back(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        keys = self._keys()
        place = keys.index(self.current) + by
        if 0 <= place < len(keys):
            self.go_to(keys[place])

    def go_to_open(self) -> None:
        """The next open question, after the last one the first."""
        left = [one.key for one in self.form.left(self.answers)]
        keys = self._keys()
        here = keys.index(self.current)
        later = [key for key in left if keys.index(key) > here]
        if left:
            self.go_to((later or left)[0])

    def focus_question(self) -> None:
        if self.current == LAST:
            self._focus_last()
        else:
            self.question.keys.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field took: answers, Enter, Backspace, P."""
        deed = self._deed_of(event)
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    def _deed_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._filled is None or modifiers not in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}:
            return None
        moves: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: self.go_on,
            Qt.Key.Key_Enter: self.go_on,
            Qt.Key.Key_Backspace: self.go_back,
            Qt.Key.Key_Escape: self.focus_question,
        }
        if event.key() in moves:
            return moves[event.key()]
        shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        return self._answer_deed(event.text().upper(), shifted=shifted)

    def _answer_deed(self, letter: str, *, shifted: bool) -> Callable[[], object] | None:
        if self.item is None:
            return None
        if letter == "P" and (shifted or self.question.photo_keys == "P"):
            return partial(self.files_wanted.emit, self.current)
        option = next((one for one in self.question.keys.options if one.key and one.key == letter), None)
        return partial(self._press, option.answer) if option is not None else None

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_note()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _refit(self) -> None:
        compact = theme().compact
        self._side.setFixedWidth(theme().px(LIST_COMPACT if compact else LIST_WIDE))
        self._top.setContentsMargins(S24, S8 if compact else S16, S24, S8 if compact else S16)
        side = theme().margin if compact else 2 * S24
        self._foot.setContentsMargins(side, S8, side, S8 + (S4 if compact else S16))
