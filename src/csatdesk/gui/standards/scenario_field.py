"""What visitors are to ask for, as lines to type in: one scenario each, with the customers it is about."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.contacts import Segment
from csatdesk.domain.forms import NO_TEXT
from csatdesk.domain.scorecard_templates import Scenario
from csatdesk.domain.standards import free_key
from csatdesk.gui.fields import Choice, TextField
from csatdesk.gui.standards.part_fields import with_text
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

SCENARIOS_MOST = 30


class _Line(QWidget):
    def __init__(self, scenario: Scenario | None, language: str, own: str) -> None:
        super().__init__()
        self.key, self.texts = (scenario.key, scenario.brief) if scenario else ("", NO_TEXT)
        self.brief = TextField(self.texts.get(language, ""))
        self.brief.setCursorPosition(0)
        self.brief.setAccessibleName(_("What the visitor asks for"))
        self.brief.setPlaceholderText("" if language == own else self.texts.in_language(own))
        self.segment = Choice([("", _("not said")), *((one.value, word(one)) for one in Segment)])
        self.segment.setAccessibleName(_("Segment"))
        kept = scenario.segment if scenario else ""
        if self.segment.findData(kept) < 0:
            self.segment.add(kept, kept)
        self.segment.set_value(kept)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        row.addWidget(self.brief, 1)
        row.addWidget(self.segment)

    @property
    def is_empty(self) -> bool:
        return not self.brief.text().strip() and not self.brief.placeholderText()


class ScenariosField(QWidget):
    """A cleared line is taken out; the last one is always empty, for the next scenario."""

    changed = Signal()

    def __init__(self, scenarios: Sequence[Scenario], language: str, own: str) -> None:
        """`own`: the language of the standard."""
        super().__init__()
        self._language, self._own = language, own
        self.lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S4)
        for one in (*scenarios, None):
            self._add(one)
        self.setFocusProxy(self.lines[0].brief)

    def _add(self, scenario: Scenario | None) -> None:
        line = _Line(scenario, self._language, self._own)
        line.brief.textChanged.connect(self._typed)
        line.segment.chosen.connect(lambda _value: self.changed.emit())
        self.lines.append(line)
        self._column.addWidget(line)

    def _typed(self) -> None:
        if not self.lines[-1].is_empty and len(self.lines) < SCENARIOS_MOST:
            self._add(None)
        self.changed.emit()

    def scenarios(self) -> tuple[Scenario, ...]:
        taken = {line.key for line in self.lines if line.key}
        made = []
        for line in self.lines:
            if line.is_empty:
                continue
            key = line.key or free_key("scenario", frozenset(taken))
            taken.add(key)
            brief = with_text(line.texts, self._language, line.brief.text())
            made.append(Scenario(key, brief, str(line.segment.value() or "")))
        return tuple(made)
