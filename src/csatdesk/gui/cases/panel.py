"""What is done with a case in a few fields, in the card's own pane."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.errors import Refusal
from csatdesk.domain.letters import CaseLetters
from csatdesk.gui.cases.compare import Comparison, Version
from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.cases.many import Many, counted
from csatdesk.gui.fields import FormRow, TextBox, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.kept_fields import KeptField
from csatdesk.gui.kept_text import KeptForm, KeptTexts
from csatdesk.gui.tokens import S8
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.work import Work

Command = Callable[[Work], Any]
Kept = TextField | TextBox | KeptField


class Panel(InlineForm):
    """One of the things one can do. A subclass fills `rows` with its fields, then calls `lay_out`, so that Tab comes to
    Save after them, and says what they make.

    `begin` shows it empty for a case; `command` returns what is to be done, or None after marking what is wrong;
    `keeps` names the fields that outlive the program half typed, under `kept_as` (empty: there are none).
    """

    saved = Signal(object)  # Command, or Many where it is for several cases
    title = ""
    save_words = ""
    kept_as = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.title, self.save_words, parent)
        self.card: CaseCard | None = None
        self.facts: CaseFacts | None = None
        self.kept: KeptForm | None = None
        self.case_ids: tuple[int, ...] = ()  # where it is done with several cases; `command` then returns a `Many`
        self.letters = CaseLetters()
        self.clerk = ""  # who writes
        self.shows_letter = False  # what is kept next is a letter to be shown
        self.comparison = Comparison()
        self.rows.addWidget(self.comparison)

    def lay_out(self, *, foot_first: bool = False) -> None:
        if self.kept_as:
            self.kept = KeptForm(self.keeps())
            self.rows.insertWidget(0, self.kept)
            self.left.connect(self.kept.forget)
        super().lay_out(foot_first=foot_first)

    # for subclasses

    def add_row(self, label: str, field: QWidget, name: str = "", *, hint: str = "") -> FormRow:
        row = FormRow(label, field, hint=hint, folds=True)
        self.rows.addWidget(row)
        if name:
            self.named[name] = row
        return row

    def begin(self) -> None:
        """Show the fields for `card`, empty but for what is known."""

    def command(self) -> Command | Many | None:
        raise NotImplementedError

    def keeps(self) -> Mapping[str, Kept]:
        return {}

    def kept_of(self) -> tuple[str, int]:
        """What it is about, as it is kept."""
        assert self.card is not None
        return f"case {self.kept_as}", self.card.row.id

    def versions(self, card: CaseCard) -> Sequence[Version]:  # noqa: ARG002  (subclasses compare with it)
        """What the store holds for the fields in `card`, beside what is typed; for a save onto something changed."""
        return ()

    # for the card

    @property
    def is_for_many(self) -> bool:
        return len(self.case_ids) > 1

    def meet(self, letters: CaseLetters, clerk: str) -> None:
        """What a panel that writes letters has to know, before the case is shown."""
        self.letters, self.clerk = letters, clerk

    def show_case(self, card: CaseCard, facts: CaseFacts, texts: KeptTexts) -> None:
        """Once; half typed things of the same case are offered."""
        self.card, self.facts = card, facts
        if self.is_for_many:
            self.heading.setText(counted(self.case_ids, self.title))
        self.clear_errors()
        self.begin()
        if self.kept is not None and not self.is_for_many:  # kept with one case, it would be offered there alone
            self.kept.keep_in(texts)
            self.kept.hold_from_here(*self.kept_of())

    def is_empty(self) -> bool:
        """Whether nothing would be lost."""
        return self.kept is None or self.kept.is_empty

    def done(self) -> None:
        if self.kept is not None:
            self.kept.done()

    def renew(self, card: CaseCard, facts: CaseFacts) -> None:
        """The case is another now; what was typed stays. What others saved into the same fields is shown beside it."""
        before, self.card, self.facts = self.card, card, facts
        if before is None or before.version == card.version:
            return
        known = {version.name: version.saved for version in self.versions(before)}
        fresh = [one for one in self.versions(card) if known.get(one.name) != one.saved and one.saved != one.typed]
        if fresh:
            self.comparison.show_versions(fresh)

    def try_to_save(self) -> None:
        self.try_to_do(self.command)

    def try_to_do(self, what: Callable[[], Command | Many | None]) -> None:
        """Let the card do what `what` makes of the fields, in place of what the panel saves by itself. A Refusal that
        it raises is said at its field.
        """
        self.clear_errors()
        self.comparison.show_versions(())
        try:
            command = what()
        except Refusal as refusal:
            self.refused(refusal)
            return
        if command is not None:
            self.save.setEnabled(False)
            self.saved.emit(command)

    def warn(self, words: str) -> None:
        self.save.setEnabled(True)
        self.banner.say(words)

    def event(self, event: QEvent) -> bool:
        """Letters typed at a field are the field's, whatever they do in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.text().strip():
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            event.setAccepted(plain)
        return super().event(event)


def flowing(*widgets: QWidget, spacing: int = S8) -> QWidget:
    """Widgets beside each other, or in several lines where there is no room."""
    place = QWidget()
    flow = FlowLayout(place)
    flow.setSpacing(spacing)
    for widget in widgets:
        flow.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    place.setSizePolicy(policy)
    return place


def tight(layout: QHBoxLayout | QVBoxLayout, spacing: int = S8) -> QHBoxLayout | QVBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout
