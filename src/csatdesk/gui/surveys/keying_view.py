"""A form that is keyed by single keys: what each key does, and what of it is kept while it is half done."""

import json
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Spoken
from csatdesk.domain.evaluations import answer_from_json, answer_to_json
from csatdesk.domain.forms import NA, Answer, Form, ScaleKind
from csatdesk.domain.keying import Keying, Taken
from csatdesk.gui.fields import ErrorBanner
from csatdesk.gui.kept_fields import KeptField
from csatdesk.gui.kept_text import KeptForm, KeptTexts
from csatdesk.gui.surveys.question_side import QuestionSide
from csatdesk.wording.formats import number
from csatdesk.wording.texts import ngettext, spoken


class KeyingView(QWidget):
    """A subclass shows `keying` in `_show`, puts the keyboard in place in `_focus`, and saves in `try_to_save`."""

    left = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.keying: Keying | None = None
        self._is_waiting = False  # for what was saved
        self._ahead: list[QKeyEvent] = []  # typed meanwhile
        self.side = QuestionSide()
        self.banner = ErrorBanner()
        self.kept = KeptForm({"form": KeptField(self._focus, self.changed, self._kept_text, self._put_back, _told)})
        self.side.chosen.connect(self._chosen)
        self.side.written.connect(self._written)
        self.side.entered.connect(self._entered)

    def keep_in(self, texts: KeptTexts) -> None:
        """Where what is half keyed is kept."""
        self.kept.keep_in(texts)

    def try_to_save(self) -> None:
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError

    def _focus(self) -> None:
        raise NotImplementedError

    def focus_sheet(self) -> None:
        self._focus()

    def _is_elsewhere(self) -> bool:
        """Whether the keyboard stands in a field beside the questions."""
        return False

    def _start(self, form: Form, of: tuple[str, int]) -> None:
        """With an empty form, that belongs to `of`."""
        self.keying, self._is_waiting = Keying(form), False
        self.kept.hold(*of)
        self._show()

    def end(self) -> None:
        """It is kept, or is not wanted."""
        self.kept.forget()
        self._stop_waiting()

    def refused(self, error: Spoken) -> None:
        """It was not kept, and stands as it was."""
        self._stop_waiting()
        self.banner.say(spoken(error))

    def _stop_waiting(self) -> None:
        self._is_waiting = False
        self._ahead.clear()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field took."""
        if self._is_waiting:
            self._ahead.append(event.clone())
            return
        if not self._take(event):
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if self.keying is None or held:
            return False
        moves = {
            Qt.Key.Key_Return: self._entered,
            Qt.Key.Key_Enter: self._entered,
            Qt.Key.Key_Backspace: self._back,
            Qt.Key.Key_Up: self._back,
            Qt.Key.Key_Down: self._on,
            Qt.Key.Key_Escape: self.left.emit,
        }
        do = moves.get(Qt.Key(event.key()))
        if do is not None:
            do()
            return True
        if self._is_elsewhere() or not event.text().isprintable() or not event.text():
            return False
        self._pressed(event.text())
        return True

    def _replay(self) -> None:
        """What was typed while the form before was on its way."""
        ahead, self._ahead = self._ahead, []
        for event in ahead:
            if self.side.takes_words and event.text().isprintable():
                self.side.field.insert(event.text())
                self._written(self.side.field.text())
            else:
                self._take(event)

    def _pressed(self, sign: str) -> None:
        assert self.keying is not None
        taken = self.keying.press(sign)
        self._changed()
        self._show()
        if taken is Taken.WRONG and self.keying.item is not None:
            self.side.say_wrong(sign)
        if taken is Taken.ANSWERED:
            self._focus()

    def _chosen(self, answer: Answer) -> None:
        assert self.keying is not None
        item = self.keying.item
        if item is not None and item.scale.kind is ScaleKind.MANY and answer != NA:
            self.keying.toggle(answer)
        elif item is not None:
            self.keying.answer(answer)
        self._moved()

    def _written(self, text: str) -> None:
        assert self.keying is not None
        self.keying.write(text)
        self._changed()

    def _entered(self) -> None:
        """On with what is typed; after the last question the form is saved."""
        assert self.keying is not None
        if self.keying.item is None:
            self.try_to_save()
            return
        self.keying.enter()
        self._moved()

    def _back(self) -> None:
        if self.keying is not None:
            self.keying.go_back()
            self._moved()

    def _on(self) -> None:
        if self.keying is not None:
            self.keying.go_on()
            self._moved()

    def _moved(self) -> None:
        self._changed()
        self._show()
        self._focus()

    def _changed(self) -> None:
        self.changed.emit()

    # what is half keyed

    def _beside(self) -> dict[str, str]:
        """What is kept beside the answers."""
        return {}

    def _put_beside(self, _values: dict[str, str]) -> None:
        """What `_beside` told."""

    def _kept_text(self) -> str:
        beside = self._beside()
        if self.keying is None or (self.keying.is_empty and not beside.get("code")):
            return ""
        answers = {key: answer_to_json(answer) for key, answer in self.keying.answers.items()}
        return json.dumps({"beside": beside, "answers": answers, "passed": sorted(self.keying.passed)})

    def _put_back(self, text: str) -> None:
        assert self.keying is not None
        made = json.loads(text)
        known = {item.key for item in self.keying.form.items()}
        answers = {key: answer_from_json(one) for key, one in made["answers"].items() if key in known}
        self.keying = Keying(self.keying.form, answers, frozenset(made["passed"]) & known)
        self._put_beside(made["beside"])
        self._show()


def _told(text: str) -> str:
    """What is offered again, without any of its answers."""
    made: dict[str, Any] = json.loads(text)
    count = len(made["answers"])
    if "number" not in made["beside"]:
        return ngettext("{count} answer", "{count} answers", count).format(count=number(count))
    told = ngettext("form {number}, {count} answer", "form {number}, {count} answers", count)
    return told.format(number=made["beside"]["number"], count=number(count))
