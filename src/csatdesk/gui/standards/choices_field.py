"""The choices of an item and what each counts, as lines to type in; the last is always empty, for the next choice."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.conditions import free_choice
from csatdesk.domain.forms import NO_TEXT, Choice
from csatdesk.gui.fields import Label, TextField
from csatdesk.gui.filling.numbers import number_in
from csatdesk.gui.standards.part_fields import BAND_FIELD, HUNDRED, plain_figure, with_text
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.texts import _

CHOICES_MOST = 30
LEAST_LINES = 3


class _Line(QWidget):
    """One choice: its words, and percent; its key and its words in other languages stay with it."""

    def __init__(self, choice: Choice | None, language: str, own: str) -> None:
        super().__init__()
        self._is_own = language == own
        self.key, self.texts = (choice.key, choice.text) if choice else ("", NO_TEXT)
        self.words = TextField(self.texts.get(language, ""))
        self.words.setAccessibleName(_("Choice"))
        self.words.setPlaceholderText("" if self._is_own else self.texts.in_language(own))
        score = choice.score if choice else None
        self.percent = TextField(plain_figure(score * HUNDRED) if score is not None else "")
        self.percent.setAccessibleName(_("Counts percent"))
        self.percent.setFixedWidth(theme().px(BAND_FIELD))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        row.addWidget(self.words, 1)
        self._scored = (Label(_("counts"), tone="ink2"), self.percent, Label("%", tone="ink2"))
        for widget in self._scored:
            row.addWidget(widget)

    def show_scores(self, *, is_shown: bool) -> None:
        for widget in self._scored:
            widget.setVisible(is_shown)

    @property
    def is_empty(self) -> bool:
        """Cleared in the standard's own language it is taken out; in another one its words are only missing."""
        is_kept = bool(self.key) and not self._is_own
        return not is_kept and not self.words.text().strip() and not self.percent.text().strip()

    def choice(self, language: str) -> Choice | None:
        """None where the words are missing, or the percent cannot be read; without percent it counts for nothing."""
        typed = self.words.text().strip()
        percent = "" if self.percent.isHidden() else self.percent.text().strip()
        texts = with_text(self.texts, language, typed)
        number = number_in(percent) if percent else None
        if not texts or (self._is_own and not typed) or (percent and (number is None or not 0 <= number <= HUNDRED)):
            return None
        return Choice(self.key, texts, None if number is None else number / Decimal(100))


class ChoicesField(QWidget):
    """A cleared line is taken out; a key that was given stays with its line, so that answers keep their meaning."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice], language: str, own: str) -> None:
        """`own`: the language of the standard."""
        super().__init__()
        self._language, self._own, self._has_scores = language, own, True
        self.lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S4)
        for choice in choices:
            self._add(choice)
        while len(self.lines) < max(LEAST_LINES, len(choices) + 1):
            self._add(None)
        self.setFocusProxy(self.lines[0].words)

    def _add(self, choice: Choice | None) -> None:
        line = _Line(choice, self._language, self._own)
        line.show_scores(is_shown=self._has_scores)
        for field in (line.words, line.percent):
            field.textChanged.connect(self._typed)
        self.lines.append(line)
        self._column.addWidget(line)

    def _typed(self) -> None:
        if not self.lines[-1].is_empty and len(self.lines) < CHOICES_MOST:
            self._add(None)
        self.changed.emit()

    def show_scores(self, *, is_shown: bool) -> None:
        """Where several are chosen, none counts for anything."""
        self._has_scores = is_shown
        for line in self.lines:
            line.show_scores(is_shown=is_shown)

    @property
    def wrong(self) -> TextField | None:
        """The first field that cannot be read; that of the first line where there is no choice at all."""
        for line in self.lines:
            if not line.is_empty and line.choice(self._language) is None:
                return line.percent if line.words.text().strip() else line.words
        return self.lines[0].words if all(line.is_empty for line in self.lines) else None

    def choices(self) -> tuple[Choice, ...] | None:
        """None while a line cannot be read, or there is none."""
        found: list[Choice] = []
        for line in self.lines:
            if line.is_empty:
                continue
            line.key = line.key or free_choice([one.key for one in self.lines])
            choice = line.choice(self._language)
            if choice is None:
                return None
            found.append(choice)
        return tuple(found) or None
